// The callback list by keyboard: J K go through the rows, Enter opens, X selects, Shift goes on selecting, A goes to whom, 1 to 9 is
// whom, Esc selects none. Without a script the checkboxes and the buttons do the same.
import { asleep } from "./keys.js";
import { announce } from "./words.js";

const list = document.querySelector("[data-list]");
const form = document.getElementById("assign");
const boxes = list && form ? [...list.querySelectorAll("[data-row] input[type=checkbox]")] : [];
// Where J and K stop: the row's box, or its link for who assigns nothing.
const stops = list ? [...list.querySelectorAll("[data-row]")].map((row) => row.querySelector("input[type=checkbox]") ?? row.querySelector("a.open")) : [];
const chosen = () => boxes.filter((box) => box.checked);
const rowOf = (element) => element?.closest?.("[data-row]");
const here = () => stops.findIndex((each) => rowOf(each) === rowOf(document.activeElement) && rowOf(each));

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
  const to = from < 0 ? 0 : Math.min(stops.length - 1, Math.max(0, from + step));
  stops[to].focus();
  rowOf(stops[to]).scrollIntoView({ block: "nearest" });
  if (selecting) choose(boxes[to], true);
}

function selectNone() {
  for (const box of boxes) box.checked = false;
  show();
}

const KEYS = {
  j: (event) => go(1, event.shiftKey && boxes.length > 0),
  k: (event) => go(-1, event.shiftKey && boxes.length > 0),
};
const ASSIGNING = {
  x: () => (here() < 0 ? go(1, true) : choose(boxes[here()], !boxes[here()].checked)),
  a: () => (chosen().length ? form.querySelector("[data-digit]").focus() : announce(form.querySelector("[data-selected]").textContent)),
};

function give(digit) {
  if (!chosen().length) return false;
  const button = form.querySelector(`[data-digit="${digit}"]`);
  button?.click();
  return Boolean(button);
}

function key(event) {
  const name = event.key.toLowerCase();
  const wanted = KEYS[name] ?? (boxes.length ? ASSIGNING[name] : undefined);
  if (wanted) wanted(event);
  else if (!/^[1-9]$/.test(name) || event.repeat || !boxes.length || !give(name)) return;
  event.preventDefault();
}

if (stops.length) {
  document.addEventListener("keydown", (event) => {
    if (!asleep(event)) key(event);
  });
}

if (boxes.length) {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !chosen().length || document.querySelector("dialog[open], details.drop[open]")) return;
    selectNone();
    event.preventDefault();
  });
  // Enter would press the form's first button; here it opens the row.
  list.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("input[type=checkbox]")) return;
    event.preventDefault();
    rowOf(event.target)?.querySelector("a.open").click();
  });
  list.addEventListener("change", ({ target }) => {
    if (target.matches("[data-all]")) for (const box of boxes) box.checked = target.checked;
    show();
  });
  show();
}
