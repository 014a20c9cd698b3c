// The few words that scripts say. They come translated with the page, as data attributes of <body>.
export function word(name, values = {}) {
  const text = document.body.dataset[name] ?? "";
  return Object.entries(values).reduce((said, [key, value]) => said.replace(`{${key}}`, value), text);
}

// Says something to a screen reader without moving the focus. `live` stands empty in the page from the start.
export function announce(text) {
  const live = document.getElementById("live");
  if (live && text && live.textContent !== text) live.textContent = text;
}

// A short line that nobody has to read; what must be read is a notice in the page.
let fading;
export function toast(text) {
  let line = document.querySelector(".toast");
  if (!line) {
    line = document.createElement("p");
    line.className = "toast";
    line.setAttribute("role", "status");
    document.body.append(line);
  }
  line.textContent = text;
  clearTimeout(fading);
  fading = setTimeout(() => line.remove(), 6000);
}
