// The call screen: answers are saved as one goes, the keyboard does everything, nothing that was typed is lost (CB-6).
// Without a script the same form is sent as a whole.
import { announce } from "../words.js";
import { forgetAll, keyOf, open, othersOf } from "./kept.js";
import { listen, showDrawer } from "./keys.js";
import { fold, noted, openVoice, reasonsOf, unfold, voiceOf } from "./low.js";
import { all, blame, chosen, clock, field, form, say } from "./page.js";
import * as asking from "./questions.js";
import { sender } from "./sender.js";
import * as status from "./status.js";
import * as timer from "./timer.js";

const TYPING = 700;
const LONGEST_TALK = 4 * 60 * 60;
// What was only rung has no length; a talk has.
const RUNG = ["no_answer", "busy", "powered_off", "not_in_service"];
const TIMED = ["call_later", "answered_by_someone_else", "hung_up_midway"];
const TALKS = ["answered", "hung_up_midway", "refused", "call_later", "car_sold", "denies_visit"];

document.addEventListener("submit", ({ target }) => {
  if (target.action?.endsWith("/sign-out")) forgetAll();
});

if (form) start();

function start() {
  const { call, account, api } = form.dataset;
  const box = open(keyOf(account, call));
  box.api = api;
  let then = "next";
  const doors = sender(box, { sending, done, refused, taken, idle: () => {}, away: status.away, signedOut: status.signedOut });
  const save = form.querySelector("[data-save]");

  function sending(name) {
    const section = name.startsWith("answers/") && asking.bySection(name.slice("answers/".length));
    status.saving(section ? section.querySelector(".q b").textContent : "");
  }

  function done(name, data, item) {
    status.saved(clock(data?.saved_at ?? Date.now()));
    if (name.startsWith("voices/")) noted(asking.bySection(item.body.question), data);
    if (name === "attempts") recorded(data.callbacks[0], item);
    fill();
  }

  function refused(name, data, item) {
    const why = reasonOf(data);
    status.refused(why);
    if (name.startsWith("answers/")) blame(asking.bySection(item.path.slice("answers/".length)), why);
    if (name.startsWith("voices/")) {
      const section = asking.bySection(item.body.question);
      unfold(section);
      blame(section, why);
    }
    if (name === "attempts") blameAttempt(data);
  }

  function taken(data) {
    status.taken(data?.detail ?? "");
    announce(data?.detail ?? "");
  }

  // --- saving as one goes -------------------------------------------------------------------------------------------

  function put(section) {
    const code = asking.codeOf(section);
    if (!asking.valueOf(section)) return clear(section);
    return doors.put(`answers/${code}`, { path: `answers/${code}`, method: "PUT", body: asking.answerOf(section) }, section.dataset.kind === "text" ? TYPING : 0);
  }

  function clear(section) {
    const code = asking.codeOf(section);
    if (!code) return;
    asking.show(section, null);
    doors.put(`answers/${code}`, { path: `answers/${code}`, method: "DELETE" });
    asking.prompt();
    fill();
  }

  function putSheet(soon) {
    const checks = all("[name=check]:checked").map((each) => each.value);
    if (!asking.questions.length) return;
    doors.put("sheet", { path: "sheet", method: "PUT", body: { note: field("note").value, checks } }, soon);
  }

  function keepDraft(target) {
    if (!target.name || /^(a|r|s)\.|^(csrf_token|_once|talk_id|check|note|seconds)$/.test(target.name)) return;
    const name = target.type === "checkbox" || target.type === "radio" ? `${target.name}=${target.value}` : target.name;
    if (target.type === "radio") for (const each of Object.keys(box.drafts)) if (each.startsWith(`${target.name}=`)) delete box.drafts[each];
    box.drafts[name] = target.type === "checkbox" || target.type === "radio" ? target.checked : target.value;
    box.save();
  }

  function changed({ target, type }) {
    const section = target.closest(".ques");
    const kind = target.name?.slice(0, 2);
    if (kind === "a." && (type === "change" || target.type === "text")) answered(section, target);
    else if ((kind === "r." || kind === "s.") && type === "change") (blame(section, ""), put(section));
    else if (target.name === "check" && type === "change") (putSheet(0), asking.prompt());
    else if (target.name === "note") putSheet(TYPING);
    else keepDraft(target);
    if (target.name === "phone") showPhone();
    if (target.name === "outcome" && type === "change") blame(document.getElementById("f-outcome"), "");
    fill();
  }

  function answered(section, target) {
    blame(section, "");
    asking.begin();
    timer.start();
    if (!chosen("outcome")) pick("answered");
    if (target.type === "radio") {
      if (asking.isLow(section)) unfold(section);
      else section.classList.remove("folded");
    }
    put(section);
    asking.prompt();
  }

  function pick(outcome) {
    const input = form.querySelector(`[name=outcome][value=${outcome}]`);
    input.checked = true;
    keepDraft(input);
  }

  // --- what the keys do ---------------------------------------------------------------------------------------------

  const openPanel = () => asking.stops.find(asking.isOpen);

  function note(section) {
    const voice = voiceOf(section);
    if (!voice) return;
    const name = `voices/${voice.question ?? Date.now()}`;
    doors.put(name, { path: "voices", method: "POST", body: voice });
    fold(section, say("SavingAll"));
    if (voice.question) asking.goTo(section);
    else asking.goOn();
    fill();
  }

  function press() {
    const panel = openPanel();
    if (panel) note(panel);
    else if (!asking.isAsked() && !chosen("outcome") && asking.questions.length) asking.begin();
    else if (isReady()) finish("next");
    else if (chosen("outcome") === "call_later") blameTime();
    else if (!asking.isAsked()) asking.begin();
    else asking.goOn();
    fill();
  }

  function timeOf() {
    if (!TIMED.includes(chosen("outcome"))) return null;
    const said = field("call_at_other").value || chosen("call_at");
    return said ? `${said.length === 16 ? `${said}:00` : said}+08:00` : null;
  }

  function isReady() {
    const outcome = chosen("outcome");
    if (!outcome || openPanel()) return false;
    if (outcome === "call_later") return timeOf() !== null;
    return outcome !== "answered" || (!asking.missing().length && asking.sawChecks());
  }

  // The one filled button is the one that Enter presses.
  function fill() {
    const panel = openPanel();
    const ready = isReady();
    for (const each of all("[data-note]")) each.classList.toggle("go", panel?.contains(each) ?? false);
    save.classList.toggle("go", ready);
    save.querySelector("kbd").hidden = ready;
  }

  function blameTime() {
    blame(document.getElementById("f-call_at"), say("Time"));
    field("call_at_other").focus();
  }

  // Ctrl+Enter jumps to what is missing instead of failing.
  function finish(where) {
    then = where;
    const panel = openPanel();
    if (panel) {
      if (voiceOf(panel, { quiet: true })) note(panel);
      else fold(panel);
    }
    if (!chosen("outcome") && asking.questions.length && !asking.missing().length) pick("answered");
    const outcome = chosen("outcome");
    if (!outcome) return blameOutcome(say("Choose"));
    if (outcome === "call_later" && !timeOf()) return blameTime();
    if (outcome === "answered" && !complete()) return fill();
    timer.stop();
    return doors.put("attempts", { path: "attempts", method: "POST", last: true, body: attempt(outcome), then: where });
  }

  function complete() {
    const [open] = asking.missing();
    const owing = asking.questions.find(asking.owes);
    if (!open && !owing) return true;
    blame(open ?? owing, say(open ? "Missing" : "Reason"));
    if (!open) unfold(owing);
    asking.goTo(open ?? owing);
    return false;
  }

  function attempt(outcome) {
    const inbound = field("inbound").checked;
    const lasted = RUNG.includes(outcome) ? null : timer.lasted();
    // A timer that nobody stopped measured nothing.
    const seconds = lasted !== null && lasted <= LONGEST_TALK ? lasted : null;
    return {
      talk_id: field("talk_id").value,
      also: TALKS.includes(outcome) ? [] : all("[name=also]:checked").map((each) => each.value),
      outcome,
      phone_id: inbound ? null : chosen("phone") || field("phone")?.value || null,
      inbound,
      call_at: timeOf(),
      seconds,
      seconds_kind: "screen",
      note: field("note").value.trim(),
    };
  }

  function blameOutcome(why) {
    blame(document.getElementById("f-outcome"), why);
    form.querySelector("[name=outcome]").focus();
  }

  const reasonOf = (data) => Object.values(data?.errors ?? {}).flat().join(" ") || data?.detail || "";

  function blameAttempt(data) {
    const [name, said] = Object.entries(data?.errors ?? {})[0] ?? ["", [data?.detail ?? ""]];
    const section = name.startsWith("answers.") ? asking.bySection(name.slice("answers.".length)) : null;
    if (section) {
      blame(section, said.join(" "));
      if (asking.isLow(section)) unfold(section);
      asking.goTo(section);
    } else if (name === "call_at") {
      blame(document.getElementById("f-call_at"), said.join(" "));
      field("call_at_other").focus();
    } else blameOutcome(said.join(" "));
    fill();
  }

  // --- and then -----------------------------------------------------------------------------------------------------

  function recorded(stands, item) {
    box.drafts = {};
    box.save();
    if (stands.numbers_left?.length || stands.text_due) {
      location.assign(location.pathname);
      return;
    }
    const joined = item.body.outcome === "answered" && (item.then ?? then) === "next" ? form.querySelector("[name=also]:checked") : null;
    if ((item.then ?? then) === "list") location.assign(form.dataset.list);
    else goTo(joined ? `${form.dataset.list}/${joined.value}/takes` : `${form.dataset.list}/takes`);
  }

  // As the page's own button would: the answer leads to the next call, or says that there is none.
  function goTo(action) {
    const next = document.createElement("form");
    Object.assign(next, { method: "post", action, hidden: true });
    next.append(field("csrf_token").cloneNode());
    document.body.append(next);
    next.requestSubmit();
  }

  // --- beginning ----------------------------------------------------------------------------------------------------

  function showPhone() {
    const shown = chosen("phone");
    if (shown) for (const each of all("[data-phone]")) each.hidden = each.dataset.phone !== shown;
  }

  function restore() {
    for (const [name, item] of Object.entries(box.waiting)) {
      if (name.startsWith("answers/")) asking.show(asking.bySection(name.slice("answers/".length)), item.body ?? null);
      if (name === "attempts") field("talk_id").value = item.body.talk_id;
      if (name === "sheet") {
        field("note").value = item.body.note;
        for (const each of all("[name=check]")) each.checked = item.body.checks.includes(each.value);
      }
    }
    for (const [name, value] of Object.entries(box.drafts)) {
      const [plain, choice] = name.split("=");
      const target = choice === undefined ? field(plain) : form.querySelector(`[name="${CSS.escape(plain)}"][value="${CSS.escape(choice)}"]`);
      if (!target) continue;
      if (choice === undefined) target.value = value;
      else target.checked = value;
      if (plain === "v." && value) document.getElementById("f-voice").open = true;
    }
    for (const section of asking.questions) {
      const typed = field(`v.${asking.codeOf(section)}`, section)?.value;
      if (asking.isLow(section) && !typed && !asking.owes(section)) fold(section, reasonsOf(section));
    }
  }

  const outcomeKey = (input) => {
    input.click();
    if (!RUNG.includes(input.value)) timer.start();
    if (input.value === "call_later") field("call_at_other").focus();
    else if (!asking.current()?.contains(document.activeElement)) input.focus();
  };

  listen({
    press,
    save: () => finish("next"),
    step: asking.step,
    clear,
    answer: (input) => (input.click(), input.focus({ preventScroll: true })),
    outcome: outcomeKey,
    dial: timer.dial,
    stop: timer.stop,
    opinion: () => openVoice("opinion"),
    complaint: () => openVoice("complaint"),
    note: () => field("note").focus(),
    leave(target) {
      const panel = openPanel();
      if (target.matches("textarea, input[type=text], input[type=search], input[type=datetime-local], select") && !panel?.contains(target)) {
        asking.goTo(asking.current());
        return true;
      }
      showDrawer(false);
      if (panel) {
        fold(panel);
        asking.goTo(panel.dataset.question ? panel : (asking.missing()[0] ?? panel));
      }
      fill();
      return Boolean(panel);
    },
  });
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    finish(event.submitter?.value === "list" ? "list" : "next");
  });
  form.addEventListener("click", ({ target }) => {
    const section = target.closest(".ques");
    if (target.closest("[data-note]")) note(section);
    else if (target.closest("[data-reason-only]")) (fold(section), asking.goTo(section), fill());
    else if (target.closest("[data-unfold]")) (unfold(section), fill());
    else if (target.closest("[data-stop]")) timer.stop();
    else if (target.closest("[data-dial]")) timer.start();
    else if (target.closest("[data-copy]")) navigator.clipboard?.writeText(form.querySelector("[data-text]").value);
    else if (target.closest("[data-drawer]")) showDrawer(!document.getElementById("pane-who").classList.contains("open"));
    else if (target.closest("summary")) setTimeout(fill);
  });
  status.onAgain(doors.now);

  restore();
  showPhone();
  const first = openPanel() ?? asking.missing()[0] ?? asking.questions[0];
  if (first) asking.goTo(first);
  fill();
  announce(say("Next", { who: form.querySelector("h1").firstChild.textContent.trim() }));
  if (doors.count()) doors.now();
  // What was left over from other calls of this person goes now.
  for (const key of othersOf(account, call)) {
    const left = open(key);
    const quiet = () => {};
    if (left.api) sender(left, { sending: quiet, done: quiet, refused: quiet, taken: quiet, idle: quiet, away: quiet, signedOut: quiet }).now();
  }
}
