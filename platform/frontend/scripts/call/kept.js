// What is typed and not saved yet lies on this device, by account and callback, until the server has it. A reload, a
// network that is away and a session that ended lose nothing. Signing out takes all of it away.
const PREFIX = "call:";
const memory = new Map();

// Without storage (a private window) it lasts as long as the page.
function read(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return memory.get(key) ?? null;
  }
}

function write(key, text) {
  try {
    if (text === null) localStorage.removeItem(key);
    else localStorage.setItem(key, text);
  } catch {
    if (text === null) memory.delete(key);
    else memory.set(key, text);
  }
}

function keys() {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
  } catch {
    return [...memory.keys()];
  }
}

export const keyOf = (account, callback) => `${PREFIX}${account}:${callback}`;
export const othersOf = (account, callback) => keys().filter((key) => key.startsWith(keyOf(account, "")) && key !== keyOf(account, callback));
export const forgetAll = () => keys().forEach((key) => write(key, null));

// `waiting`: what is to be sent, by name, the newest of each; `drafts`: fields that are sent with something else.
export function open(key) {
  let kept;
  try {
    kept = JSON.parse(read(key));
  } catch {
    // What nobody can read is nothing.
  }
  const { api = "", waiting = {}, drafts = {} } = kept ?? {};
  const box = { api, waiting, drafts };
  box.save = () => {
    const empty = !Object.keys(box.waiting).length && !Object.keys(box.drafts).length;
    write(key, empty ? null : JSON.stringify({ api: box.api, waiting: box.waiting, drafts: box.drafts }));
  };
  return box;
}
