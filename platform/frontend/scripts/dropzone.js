// A file can be dropped on the zone, or anywhere on a page that has one. Without a script it is a plain file field.
function zones() {
  return document.querySelectorAll(".dropzone");
}

function take(zone, files) {
  const input = zone.querySelector("input[type=file]");
  if (!files?.length) return;
  const one = new DataTransfer();
  one.items.add(files[0]);
  input.files = one.files;
  tell(zone, input);
}

function tell(zone, input) {
  const file = input.files[0];
  const line = zone.querySelector("[data-chosen]");
  zone.classList.toggle("chosen", Boolean(file));
  line.hidden = !file;
  line.textContent = file ? `${file.name} · ${size(file.size)}` : "";
  const limit = Number(zone.dataset.limit || 0);
  const late = Boolean(file && limit && file.size > limit);
  input.setCustomValidity(late ? zone.dataset.tooLarge : "");
  if (late) input.reportValidity();
  input.form?.dispatchEvent(new Event("input", { bubbles: true }));
}

function size(bytes) {
  return bytes < 1048576 ? `${Math.max(1, Math.round(bytes / 1024))} kB` : `${(bytes / 1048576).toFixed(1)} MB`;
}

const carriesFile = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");

document.addEventListener("change", ({ target }) => {
  const zone = target.closest?.(".dropzone");
  if (zone) tell(zone, target);
});

document.addEventListener("dragover", (event) => {
  const [zone] = zones();
  if (!zone || !carriesFile(event)) return;
  event.preventDefault();
  zone.classList.add("over");
});

document.addEventListener("dragleave", (event) => {
  if (event.relatedTarget === null) for (const zone of zones()) zone.classList.remove("over");
});

document.addEventListener("drop", (event) => {
  const [zone] = zones();
  if (!zone || !carriesFile(event)) return;
  event.preventDefault();
  zone.classList.remove("over");
  take(zone, event.dataTransfer.files);
});
