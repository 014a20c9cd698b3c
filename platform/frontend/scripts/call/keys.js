// The keyboard of a call, by the places of the keys (event.code), as drawn on the screen. Nothing while a Chinese input
// method composes; single keys sleep in text fields, and when the person switched them off.
import { asleep } from "../keys.js";
import { all, form } from "./page.js";
import { boxes, current, goTo, isOpen, radios } from "./questions.js";

const panes = form ? ["pane-who", "pane-ask", "pane-dial"].map((id) => document.getElementById(id)) : [];
const last = new Map();

const digitOf = (code) => (/^(Digit|Numpad)\d$/.test(code) ? Number(code.at(-1)) : null);
const isTen = (code) => code === "Minus" || code === "NumpadSubtract";
const native = (target) => target.closest?.("button, a, summary, textarea, .search, [contenteditable]");

export function listen(act) {
  const letters = { KeyB: act.dial, KeyG: act.stop, KeyO: act.opinion, KeyP: act.complaint, KeyM: act.note };
  for (const each of all(".keys label")) {
    letters[`Key${each.querySelector("kbd").textContent}`] = () => act.outcome(each.querySelector("input"));
  }

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.defaultPrevented || document.querySelector("dialog[open]")) return;
    if (command(event, act) || (!asleep(event) && !event.shiftKey && single(event, letters, act))) event.preventDefault();
  });
  form.addEventListener("focusin", ({ target }) => {
    const pane = panes.find((each) => each.contains(target) && each !== target);
    if (pane) last.set(pane, target);
    const section = target.closest(".ques");
    if (section && section !== current()) goTo(section, { focus: false });
  });
}

// Keys that are no letters work everywhere, in text fields as well.
function command(event, act) {
  const { key, target } = event;
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
  if (key === "Enter" && (event.ctrlKey || event.metaKey)) return act.save(), true;
  if (key === "F6") return otherPane(event.shiftKey ? -1 : 1), true;
  if (!plain) return false;
  if (key === "Enter" && form.contains(target) && !native(target)) return act.press(), true;
  if (key === "Enter" && target === document.body) return act.press(), true;
  if (key === "Escape") return act.leave(target);
  if ((key === "ArrowUp" || key === "ArrowDown") && inQuestions(target)) return act.step(key === "ArrowUp" ? -1 : 1), true;
  return false;
}

const inQuestions = (target) => target === document.body || (panes[1].contains(target) && !target.matches("select, textarea"));

function single(event, letters, act) {
  const { code } = event;
  if (event.repeat) return false;
  if (letters[code]) return letters[code](), true;
  const section = current();
  const digit = digitOf(code);
  if (digit === null && !isTen(code)) {
    return (code === "Delete" || code === "Backspace") && section ? (act.clear(section), true) : false;
  }
  return section ? press(section, digit, act) : false;
}

// Digits answer; while a low answer is open, and in the ticks at the end, they tick.
function press(section, digit, act) {
  if (isOpen(section) || section.dataset.kind === "checks") {
    const box = digit ? boxes(section)[digit - 1] : null;
    box?.click();
    return Boolean(box);
  }
  const found = radios(section);
  const wanted = digit === null ? "10" : String(digit);
  const choice =
    section.dataset.kind === "overall" ? found.find((each) => each.value === wanted)
    : digit === 0 ? found.find((each) => each.value === "-")
    : digit ? found.filter((each) => each.value !== "-")[digit - 1] : null;
  if (choice) act.answer(choice);
  return Boolean(choice);
}

function otherPane(by) {
  const seen = panes.findIndex((each) => each.contains(document.activeElement));
  const pane = panes[(Math.max(0, seen === -1 ? 1 : seen) + by + panes.length) % panes.length];
  showDrawer(pane === panes[0]);
  const remembered = last.get(pane);
  (remembered?.isConnected && remembered.offsetParent ? remembered : pane).focus();
}

export function showDrawer(open) {
  panes[0].classList.toggle("open", open);
  form.querySelector("[data-drawer]").setAttribute("aria-expanded", String(open));
}
