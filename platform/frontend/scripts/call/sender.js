// Sends what waits in a box to the JSON door, one after the other, the attempt last. Away: again and again, at growing
// distances. Session ended: the sign-in panel, then on. Refused: told, and not sent again. Taken by somebody: stop.
import { csrfToken, renewCsrfToken } from "../csrf.js";
import { askToSignIn } from "../session.js";

const FIRST = 2, LONGEST = 60;
const JSON_DOOR = { "Content-Type": "application/json", Accept: "application/json" };

export function sender(box, told) {
  let running = false, wait = FIRST, timer, stopped = false, number = 0;

  const next = () => Object.entries(box.waiting).sort(([, a], [, b]) => (a.last ?? false) - (b.last ?? false))[0];

  async function ask(path, method, body) {
    const headers = { ...JSON_DOOR, "X-CSRFToken": csrfToken() };
    const sent = { method, headers, credentials: "same-origin", cache: "no-store", body: body && JSON.stringify(body) };
    return fetch(`${box.api}/${path}`, sent);
  }

  // A page that lay open over a sign-in elsewhere holds an old token.
  async function fresh() {
    const answer = await fetch("/api/v1/me", { credentials: "same-origin", cache: "no-store" });
    renewCsrfToken(answer.headers.get("X-CSRF-Token"));
  }

  async function one(name, item) {
    told.sending(name, item);
    let answer = await ask(item.path, item.method, item.body);
    if (answer.status === 400) {
      await fresh();
      answer = await ask(item.path, item.method, item.body);
    }
    if (answer.status === 401) {
      told.signedOut(count());
      await askToSignIn();
      return one(name, item);
    }
    if (answer.status >= 500 || answer.status === 429) throw new Error(String(answer.status));
    return { answer, data: answer.status === 204 ? null : await answer.json().catch(() => null) };
  }

  async function run() {
    if (running || stopped) return;
    running = true;
    clearTimeout(timer);
    try {
      for (let found = next(); found && !stopped; found = next()) {
        const [name, item] = found;
        const { answer, data } = await one(name, item);
        wait = FIRST;
        if (answer.status === 409) {
          stopped = true;
          told.taken(data);
        } else {
          // What was changed while it was on its way is sent once more.
          if (box.waiting[name]?.number === item.number) delete box.waiting[name];
          box.save();
          if (answer.ok) told.done(name, data, item);
          else told.refused(name, data, item);
        }
      }
      if (!stopped && !next()) told.idle();
    } catch {
      told.away(count(), wait);
      timer = setTimeout(run, wait * 1000);
      wait = Math.min(LONGEST, wait * 2);
    } finally {
      running = false;
    }
    if (!stopped && next() && !timer) run();
  }

  const count = () => Object.keys(box.waiting).length;

  function now() {
    clearTimeout(timer);
    timer = undefined;
    return run();
  }

  window.addEventListener("online", now);
  return {
    now,
    count,
    // `soon` milliseconds: whoever types is not sent letter by letter; it lies on the device at once.
    put(name, item, soon = 0) {
      box.waiting[name] = { ...item, number: `${Date.now()}-${number++}` };
      box.save();
      if (!soon) return now();
      clearTimeout(timer);
      timer = setTimeout(now, soon);
      return undefined;
    },
  };
}
