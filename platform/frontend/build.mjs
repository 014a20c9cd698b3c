// Builds what the browser gets into static/build/: app.css, fonts.css, app.js, icons.svg, favicon.svg, the web fonts,
// api-docs.css and api-docs.js (Swagger UI, for its one page)
// and manifest.json (plain name -> hashed name), which frontend/assets.py reads.
// Every name carries a hash of its content, so that the server may tell browsers to keep it for good.
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "static", "build");
const packages = join(here, "..", "..", "node_modules");
const manifest = {};
const made = new Set(["manifest.json", "LICENCES.txt"]);

async function put(name, content) {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 10);
  const [stem, end] = [name.slice(0, name.lastIndexOf(".")), name.slice(name.lastIndexOf("."))];
  manifest[name] = `${stem}-${hash}${end}`;
  made.add(manifest[name]);
  await writeFile(join(out, manifest[name]), content);
}

async function bundle() {
  const result = await esbuild.build({
    entryPoints: ["styles/app.css", "styles/fonts.css", "styles/api-docs.css", "scripts/app.js", "scripts/api-docs.js"].map((path) => join(here, path)),
    outdir: out,
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2022",
    // The style sheet uses nesting and light-dark(): every browser of 2024 has them, and lowering would double its size.
    supported: { nesting: true },
    charset: "utf8",
    entryNames: "[name]-[hash]",
    assetNames: "[name]-[hash]",
    loader: { ".woff2": "file" },
    legalComments: "none",
    metafile: true,
    logLevel: "warning",
  });
  for (const [path, output] of Object.entries(result.metafile.outputs)) {
    const file = basename(path);
    made.add(file);
    if (output.entryPoint) manifest[basename(output.entryPoint)] = file;
    // The one font file that every page needs; pages ask for it early.
    else if (file.startsWith("inter-latin-wght-normal")) manifest["inter.woff2"] = file;
  }
}

async function sprite() {
  const list = JSON.parse(await readFile(join(here, "icons.json"), "utf8"));
  const symbols = [];
  for (const name of list.tabler) {
    const source = await readFile(join(packages, "@tabler", "icons", "icons", "outline", `${name}.svg`), "utf8");
    const shapes = source.slice(source.indexOf(">", source.indexOf("<svg")) + 1, source.lastIndexOf("</svg>"));
    const inner = shapes.replace(/<path stroke="none"[^>]*\/>/g, "").replace(/\s+/g, " ").trim();
    symbols.push(`<symbol id="${name}" viewBox="0 0 24 24">${inner}</symbol>`);
  }
  for (const [name, inner] of Object.entries(list.own)) {
    symbols.push(`<symbol id="${name}" viewBox="0 0 12 12">${inner}</symbol>`);
  }
  await put("icons.svg", `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`);
}

// The licences of what is shipped to browsers ask to travel along.
async function licences() {
  const texts = [];
  for (const name of ["htmx.org", "@tabler/icons", "@fontsource-variable/inter", "@fontsource-variable/noto-sans-sc", "swagger-ui-dist"]) {
    texts.push(`== ${name} ==\n\n${await readFile(join(packages, name, "LICENSE"), "utf8")}`);
  }
  await writeFile(join(out, "LICENCES.txt"), texts.join("\n\n"));
}

// The manifest changes in one step and what it no longer names goes last: pages that are being served never miss a file.
async function change() {
  const fresh = join(out, `manifest.json.${process.pid}`);
  await writeFile(fresh, `${JSON.stringify(manifest, Object.keys(manifest).sort(), 2)}\n`);
  await rename(fresh, join(out, "manifest.json"));
  for (const file of await readdir(out)) {
    if (!made.has(file) && !file.startsWith("manifest.json.")) await rm(join(out, file), { force: true });
  }
}

await mkdir(out, { recursive: true });
await bundle();
await sprite();
await put("favicon.svg", await readFile(join(here, "images", "favicon.svg")));
await licences();
await change();
console.log(`page assets: ${Object.keys(manifest).length} names in ${relative(process.cwd(), out) || "."}`);
