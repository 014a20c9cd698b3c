// Plain forms: one press is one sending (the server's one-time key guards as well), a session that ended or a network
// that is away keeps the page as it is, and leaving with something unsaved asks first.
import { askToSignIn, sessionEnded } from "./session.js";
import { announce, toast, word } from "./words.js";

const sent = new WeakSet();
const changed = new Set();

document.addEventListener("input", ({ target }) => {
  const form = target.closest?.("form[data-guard]") ?? (target.matches?.("form[data-guard]") ? target : null);
  if (form) changed.add(form);
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || handledByHtmx(form)) return;
  if (sent.has(form)) {
    event.preventDefault();
    return;
  }
  sent.add(form);
  if (!document.body.dataset.session) {
    leave(form, event.submitter);
    return;
  }
  event.preventDefault();
  const { submitter } = event;
  ready().then((yes) => (yes ? send(form, submitter) : sent.delete(form)));
});

const handledByHtmx = (form) => ["hx-post", "data-hx-post"].some((name) => form.hasAttribute(name));

// Is the server there, and does it still know us? One small request before what somebody typed leaves the page.
async function ready() {
  try {
    const answer = await fetch(document.body.dataset.session, { headers: { "HX-Request": "true" }, credentials: "same-origin", cache: "no-store" });
    if (sessionEnded(answer)) await askToSignIn();
    return true;
  } catch {
    toast(word("wordOffline"));
    return false;
  }
}

function send(form, submitter) {
  leave(form, submitter);
  if (submitter?.name) {
    const value = document.createElement("input");
    Object.assign(value, { type: "hidden", name: submitter.name, value: submitter.value });
    form.append(value);
  }
  if (submitter?.hasAttribute("formaction")) form.action = submitter.formAction;
  form.submit();
}

function leave(form, submitter) {
  changed.clear();
  announce(word("wordSending"));
  // After the browser has read the form: a disabled button sends no value.
  setTimeout(() => {
    for (const button of form.querySelectorAll("button:not([type=button])")) button.disabled = true;
    if (submitter?.dataset.busy) submitter.querySelector("span").textContent = submitter.dataset.busy;
  });
}

window.addEventListener("beforeunload", (event) => {
  if (changed.size) event.preventDefault();
});

// Back to a page that the browser kept as it was left: its buttons must work again.
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.forms) {
    sent.delete(form);
    for (const button of form.querySelectorAll("button:disabled:not([data-off])")) button.disabled = false;
  }
});
