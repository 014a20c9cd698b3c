// Pages come in as lines of JSON; for each a line goes out: what is wrong with its HTML (html-validate, by the standard).
import { createInterface } from "node:readline";
import { HtmlValidate } from "html-validate";

const judge = new HtmlValidate({ root: true, extends: ["html-validate:standard"] });

for await (const line of createInterface({ input: process.stdin })) {
  const { results } = await judge.validateString(JSON.parse(line));
  const faults = results.flatMap(({ messages }) => messages.map(({ message, selector, line: at }) => `${message} (${selector ?? `line ${at}`})`));
  process.stdout.write(`${JSON.stringify(faults)}\n`);
}
