// The one line that says where things stand: saving, saved, offline with how many and when again.
import { form, say } from "./page.js";

const line = form?.querySelector("[data-status]");
const again = form?.querySelector("[data-again]");
let counting;

function show(text, tone, icon) {
  clearInterval(counting);
  again.hidden = tone !== "warn";
  const sprite = document.querySelector("svg use").getAttribute("href").split("#")[0];
  line.className = `mark push ${tone}`;
  line.innerHTML = `<svg aria-hidden="true"><use href="${sprite}#${icon}"/></svg><span></span>`;
  line.querySelector("span").textContent = text;
}

export const saving = (number) => show(number ? say("Saving", { n: number }) : say("SavingAll"), "muted", "refresh");
export const saved = (clock) => show(say("Saved", { at: clock }), "ok", "cloud-check");
export const refused = (why) => show(say("Refused", { why }), "bad", line.dataset.iconAway);
export const taken = (why) => show(say("Taken", { why }), "bad", "lock");
export const signedOut = (count) => show(say("SignedOut", { n: count }), "warn", line.dataset.iconAway);

export function away(count, seconds) {
  let left = seconds;
  show(say("Offline", { n: count, s: left }), "warn", line.dataset.iconAway);
  counting = setInterval(() => {
    left = Math.max(0, left - 1);
    // Each second is for the eye; a screen reader hears the line once.
    line.setAttribute("aria-live", "off");
    line.querySelector("span").textContent = say("Offline", { n: count, s: left });
  }, 1000);
  line.removeAttribute("aria-live");
}

export const onAgain = (send) => again?.addEventListener("click", send);
