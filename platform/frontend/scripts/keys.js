// `?` shows the keys of the page, `/` goes to the search where there is one. Single letters sleep while somebody types,
// while a Chinese input method composes, and when the person has switched them off (WCAG 2.1.4).
const sheet = document.getElementById("keys");

const typing = (target) => target.closest?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");

function off() {
  try {
    return localStorage.getItem("keys") === "off";
  } catch {
    return false;
  }
}

// Is this no time for keys of a page: typing, composing, or a panel lies over it?
const elsewhere = (event) =>
  event.isComposing || event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || document.querySelector("dialog[open]");

// Also when the person has switched single keys off.
export const asleep = (event) => Boolean(elsewhere(event)) || off();

document.addEventListener("keydown", (event) => {
  if (elsewhere(event)) return;
  if (event.key === "?" && sheet) {
    event.preventDefault();
    sheet.showModal();
    return;
  }
  if (off()) return;
  if (event.key === "/") goToSearch(event);
  else press(event);
});

function goToSearch(event) {
  const search = document.querySelector(".search input");
  if (!search) return;
  event.preventDefault();
  search.focus();
  search.select();
}

// A link or button with data-key is pressed by its key.
function press(event) {
  if (event.repeat) return;
  const wanted = [...document.querySelectorAll("[data-key]")].find((element) => element.dataset.key.toLowerCase() === event.key.toLowerCase());
  if (!wanted || wanted.disabled) return;
  event.preventDefault();
  wanted.click();
}

document.addEventListener("click", ({ target }) => {
  if (target.closest?.("[data-open-keys]")) sheet?.showModal();
  if (target === sheet || target.closest?.("[data-close]")) target.closest("dialog")?.close();
});

const choice = document.querySelector("[data-keys-choice]");
if (choice) {
  choice.checked = !off();
  choice.addEventListener("change", () => {
    try {
      localStorage.setItem("keys", choice.checked ? "on" : "off");
    } catch {
      // Without storage the choice holds for this page only.
    }
  });
}
