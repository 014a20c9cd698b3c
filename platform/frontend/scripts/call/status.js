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

export const saving = (number) => show(number ? say("Saving", { number }) : say("SavingAll"), "muted", "refresh");
export const saved = (clock) => show(say("Saved", { clock }), "ok", "cloud-check");
export const refused = (why) => show(say("Refused", { why }), "bad", "cloud-off");
export const taken = (why) => show(say("Taken", { why }), "bad", "lock");
export const signedOut = (count) => show(say("SignedOut", { count }), "warn", "cloud-off");

export function away(count, seconds) {
  let left = seconds;
  show(say("Offline", { count, seconds: left }), "warn", "cloud-off");
  counting = setInterval(() => {
    left = Math.max(0, left - 1);
    // Each second is for the eye; a screen reader hears the line once.
    line.setAttribute("aria-live", "off");
    line.querySelector("span").textContent = say("Offline", { count, seconds: left });
  }, 1000);
  line.removeAttribute("aria-live");
}

export const onAgain = (send) => again?.addEventListener("click", send);
