// Questions: which one is asked now, what is answered, what is low, and the sentence to say.
import { all, field, form, say } from "./page.js";

export const stops = form ? all(".ques") : [];
export const questions = stops.filter((each) => each.dataset.question);
const checks = stops.find((each) => each.dataset.kind === "checks");
const voice = stops.find((each) => each.dataset.kind === "voice");
const line = form?.querySelector("[data-say]");
let here = null;
let opened = false;
let invited = false;

export const current = () => here;
export const codeOf = (section) => section.dataset.question;
export const bySection = (code) => (code ? questions.find((each) => codeOf(each) === code) : voice);
export const boxes = (section) => all(".pick input[type=checkbox]", section);
export const radios = (section) => all(`.q input[type=radio]`, section);

export function valueOf(section) {
  if (section.dataset.kind === "text") return field(`a.${codeOf(section)}`).value.trim();
  return radios(section).find((each) => each.checked)?.value ?? "";
}

export const isLow = (section) => Boolean(section.querySelector(".q .poor :checked"));
export const isOpen = (section) => (section === voice ? voice.open : isLow(section) && !section.classList.contains("folded"));
const isNumber = (section) => ["score", "overall"].includes(section.dataset.kind);

export function answerOf(section) {
  const value = valueOf(section);
  if (value === "-" && section.dataset.kind !== "text") return { value: null, applies: false, reasons: [], apologised: false };
  const low = isLow(section);
  const reasons = low ? all(`[name="r.${codeOf(section)}"]:checked`, section).map((each) => each.value) : [];
  const apologised = low && Boolean(field(`s.${codeOf(section)}`, section)?.checked);
  return { value: isNumber(section) ? Number(value) : value, applies: true, reasons, apologised };
}

// The same answer on the page, as it lay on the device.
export function show(section, answer) {
  const code = codeOf(section);
  const value = answer === null ? "" : answer.applies ? String(answer.value) : "-";
  if (section.dataset.kind === "text") field(`a.${code}`).value = value;
  else for (const each of radios(section)) each.checked = each.value === value;
  for (const each of all(`[name="r.${code}"]`, section)) each.checked = answer?.reasons.includes(each.value) ?? false;
  const sorry = field(`s.${code}`, section);
  if (sorry) sorry.checked = answer?.apologised ?? false;
}

export const missing = () => questions.filter((each) => "required" in each.dataset && !valueOf(each));
// What a low answer still owes before the call can be done.
export function owes(section) {
  if (!isLow(section)) return false;
  const { reasons, apologised } = answerOf(section);
  return !apologised || ("needsReason" in section.dataset && !reasons.length);
}

export const isAsked = () => opened;
export const begin = () => ((opened = true), prompt());
export const sawChecks = () => !checks || invited;

export function goTo(section, { focus = true } = {}) {
  if (!section) return;
  here?.classList.remove("here");
  here = section;
  here.classList.add("here");
  if (section !== questions[0] || valueOf(section)) opened = true;
  if (section === checks) invited = true;
  if (focus) stopOf(section)?.focus({ preventScroll: true });
  section.scrollIntoView({ block: "nearest" });
  prompt();
}

function stopOf(section) {
  if (section.dataset.kind === "text") return field(`a.${codeOf(section)}`);
  if (section === voice) return voice.querySelector("summary");
  return radios(section).find((each) => each.checked) ?? section.querySelector(".q input");
}

export const step = (by) => goTo(stops[Math.min(stops.length - 1, Math.max(0, stops.indexOf(here) + by))]);

// The next open question after this one, else the first open one, else the invitation.
export function goOn() {
  const open = missing();
  const after = open.find((each) => stops.indexOf(each) > stops.indexOf(here));
  goTo(after ?? open[0] ?? checks ?? here);
}

// What is to be said now (CB-15): one sentence, always on top.
export function prompt() {
  if (!line) return;
  const stage = stageNow();
  const text = { opening: line.dataset.opening, invitation: line.dataset.invitation, closing: line.dataset.closing }[stage];
  line.querySelector("span").textContent = text ?? (isOpen(here) ? here.dataset.apology : here.dataset.says);
  showSteps(stage);
}

function stageNow() {
  if (!opened) return "opening";
  if (here === checks) return boxes(checks).some((each) => each.checked) ? "closing" : "invitation";
  if (here && here !== voice) return "questions";
  return missing().length ? "opening" : "closing";
}

function showSteps(stage) {
  const steps = all("[data-step]");
  const at = steps.findIndex((each) => each.dataset.step === stage);
  steps.forEach((each, index) => {
    each.classList.toggle("past", index < at);
    if (index === at) each.setAttribute("aria-current", "step");
    else each.removeAttribute("aria-current");
  });
  const answered = form.querySelector("[data-answered]");
  if (answered) answered.textContent = `${questions.filter(valueOf).length}/${questions.length}`;
  const left = missing().length;
  form.querySelector("[data-open-count]").textContent = left ? say("Open", { n: left }) : "";
}
