// The session ended while somebody was working: a sign-in panel opens over the page, and nothing that was typed is lost.
// The server says so by 401 with `X-Session-Ended`. The panel is a fragment of the sign-in page (GET with HX-Request);
// a right password answers 204 with `X-CSRF-Token`, anything else is the fragment again with what is wrong.
import { renewCsrfToken } from "./csrf.js";
import { announce, word } from "./words.js";

export const sessionEnded = (response) => response.status === 401 && response.headers.has("X-Session-Ended");

const headers = { "HX-Request": "true", Accept: "text/html" };
let asking;

// Resolves when somebody is signed in again; several callers share one panel.
export function askToSignIn() {
  asking ??= openPanel().finally(() => (asking = undefined));
  return asking;
}

async function openPanel() {
  const panel = document.createElement("dialog");
  panel.className = "sheet";
  panel.setAttribute("aria-label", word("wordSignIn"));
  panel.addEventListener("cancel", (event) => event.preventDefault());
  await show(panel, await fetch(document.body.dataset.signIn, { headers, credentials: "same-origin" }));
  document.body.append(panel);
  panel.showModal();
  focusFirst(panel);
  announce(word("wordSignIn"));
  await new Promise((done) => listen(panel, done));
  panel.close();
  panel.remove();
}

function listen(panel, done) {
  panel.addEventListener("submit", async (event) => {
    event.preventDefault();
    event.stopPropagation();
    const form = event.target;
    const answer = await fetch(form.action, { method: "POST", headers, credentials: "same-origin", body: new URLSearchParams(new FormData(form)) });
    if (answer.status === 204) {
      renewCsrfToken(answer.headers.get("X-CSRF-Token"));
      done();
    } else {
      await show(panel, answer);
      focusFirst(panel);
    }
  });
}

async function show(panel, answer) {
  panel.innerHTML = await answer.text();
}

function focusFirst(panel) {
  const empty = [...panel.querySelectorAll("input:not([type=hidden])")].find((input) => !input.value);
  (empty ?? panel.querySelector("button"))?.focus();
}
