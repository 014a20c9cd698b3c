// The callback list by keyboard: J K go through the rows, X selects, Shift goes on selecting, A goes to whom, 1 to 9 is
// whom, Esc selects none. Without a script the checkboxes and the buttons do the same.
import { asleep } from "./keys.js";
import { announce } from "./words.js";

const list = document.querySelector("[data-list]");
const form = document.getElementById("assign");
const boxes = list && form ? [...list.querySelectorAll("[data-row] input[type=checkbox]")] : [];
const chosen = () => boxes.filter((box) => box.checked);
const here = () => boxes.indexOf(document.activeElement);

function show() {
  const count = chosen().length;
  for (const box of boxes) box.closest("tr").classList.toggle("sel", box.checked);
  const all = list.querySelector("[data-all]");
  all.checked = count === boxes.length;
  all.indeterminate = count > 0 && count < boxes.length;
  form.classList.toggle("ready", count > 0);
  const line = form.querySelector("[data-selected]");
  line.dataset.none ??= line.textContent;
  line.textContent = count ? line.dataset.words.replace("{n}", count).replace("{all}", boxes.length) : line.dataset.none;
}

function choose(box, on) {
  box.checked = on;
  show();
}

function go(step, selecting) {
  const from = here();
  if (selecting && from >= 0) choose(boxes[from], true);
  const to = from < 0 ? 0 : Math.min(boxes.length - 1, Math.max(0, from + step));
  boxes[to].focus();
  boxes[to].closest("tr").scrollIntoView({ block: "nearest" });
  if (selecting) choose(boxes[to], true);
}

function selectNone() {
  for (const box of boxes) box.checked = false;
  show();
}

const KEYS = {
  j: (event) => go(1, event.shiftKey),
  k: (event) => go(-1, event.shiftKey),
  x: () => (here() < 0 ? go(1, true) : choose(boxes[here()], !boxes[here()].checked)),
  a: () => (chosen().length ? form.querySelector("[data-digit]").focus() : announce(form.querySelector("[data-selected]").textContent)),
};

function give(digit) {
  if (!chosen().length) return false;
  const button = form.querySelector(`[data-digit="${digit}"]`);
  button?.click();
  return Boolean(button);
}

if (boxes.length) {
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && chosen().length && !document.querySelector("dialog[open], details.drop[open]")) selectNone();
    else if (asleep(event)) return;
    else if (KEYS[event.key.toLowerCase()]) KEYS[event.key.toLowerCase()](event);
    else if (!/^[1-9]$/.test(event.key) || event.repeat || !give(event.key)) return;
    event.preventDefault();
  });
  // Enter would press the form's first button; the key is kept for opening the row.
  list.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("input[type=checkbox]")) event.preventDefault();
  });
  list.addEventListener("change", ({ target }) => {
    if (target.matches("[data-all]")) for (const box of boxes) box.checked = target.checked;
    show();
  });
  show();
}
