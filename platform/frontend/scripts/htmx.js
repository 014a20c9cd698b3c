// htmx 4: inheritance is explicit, events are `htmx:after:swap`, an error's body is swapped in like any other.
import htmx from "htmx.org";
import { csrfToken } from "./csrf.js";
import { askToSignIn, sessionEnded } from "./session.js";
import { announce, toast, word } from "./words.js";

htmx.config.includeIndicatorCSS = false;
htmx.config.defaultTimeout = 30000;

document.addEventListener("htmx:config:request", ({ detail: { ctx } }) => {
  if (ctx.request.method !== "GET") ctx.request.headers["X-CSRFToken"] = csrfToken();
});

// A session that ended: ask for the password in place, leave the page as it stands, then ask again.
// A poll that fails goes on: the work goes on too, and the next second may be better.
document.addEventListener("htmx:before:response", (event) => {
  const { ctx } = event.detail;
  if (sessionEnded(ctx.response)) {
    event.preventDefault();
    const again = () => htmx.trigger(ctx.sourceElement, ctx.sourceEvent?.type ?? "click");
    askToSignIn().then(ctx.sourceElement.hasAttribute("data-poll") ? undefined : again, () => toast(word("wordOffline")));
  } else if (ctx.response.status >= 500 && ctx.sourceElement.hasAttribute("data-poll")) {
    event.preventDefault();
    toast(word("wordAgain"));
  }
});

document.addEventListener("htmx:error", ({ detail }) => {
  if (detail.ctx) toast(word("wordOffline"));
});

// After a swap: say what changed, and put the focus where the answer asks for it.
document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
  const target = ctx?.target?.isConnected ? ctx.target : document;
  announce(document.querySelector("[data-announce]")?.dataset.announce);
  const wanted = target.querySelector?.("[data-focus]");
  wanted?.focus();
  wanted?.removeAttribute("data-focus");
});
