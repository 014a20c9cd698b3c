// The call screen's form, and the words that came with it. On every other page `form` is null.
export const form = document.querySelector("form[data-call]");

export function say(name, values = {}) {
  const text = form.dataset[`word${name}`] ?? "";
  return Object.entries(values).reduce((said, [key, value]) => said.replace(`{${key}}`, value), text);
}

export const all = (selector, root = form) => [...root.querySelectorAll(selector)];
export const field = (name, root = form) => root.querySelector(`[name="${name}"]`);
export const chosen = (name) => form.querySelector(`[name="${CSS.escape(name)}"]:checked`)?.value ?? "";

// A moment as people here say it, in the store's zone.
export function moment(text) {
  const parts = { weekday: "short", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hour12: false, timeZone: "Asia/Shanghai" };
  return new Date(text).toLocaleString(document.documentElement.lang, parts);
}

export const clock = (text) => new Date(text).toLocaleTimeString("en-GB", { timeZone: "Asia/Shanghai" });

// Says in words what is wrong, beside its field; an empty text takes it away.
export function blame(place, text) {
  const line = place?.querySelector("[data-error]");
  if (!line) return;
  line.hidden = !text;
  line.querySelector("span").textContent = text;
}
