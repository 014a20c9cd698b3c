// The screen's own measure of a talk: from dialling or the first word to hanging up. Telephony may measure better.
import { all, field, form } from "./page.js";

const face = form?.querySelector(".timer");
const talking = form?.querySelector("[data-talking]");
let began = 0, ended = 0, ticking;

function show() {
  const seconds = lasted() ?? 0;
  face.textContent = `${String(Math.floor(seconds / 60)).padStart(2, "0")}:${String(seconds % 60).padStart(2, "0")}`;
  field("seconds").value = began ? seconds : "";
}

export const lasted = () => (began ? Math.round(((ended || Date.now()) - began) / 1000) : null);

export function start(since = Date.now()) {
  if (began && !ended) return;
  began = since;
  ended = 0;
  talking.hidden = false;
  ticking = setInterval(show, 1000);
  show();
}

export function stop() {
  if (!began || ended) return;
  ended = Date.now();
  clearInterval(ticking);
  talking.hidden = true;
  show();
}

export const since = () => (began && !ended ? began : 0);

export function dial() {
  all("[data-dial]").find((each) => !each.hidden)?.click();
}
