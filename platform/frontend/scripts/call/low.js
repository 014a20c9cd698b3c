// A low answer: its reasons, the apology, and what it makes. One panel is open at a time.
import { all, blame, chosen, field, form, moment, say } from "./page.js";
import { codeOf, goTo, isOpen, owes, prompt, questions } from "./questions.js";

const kindWord = (code) => form.querySelector(`[name="m.${CSS.escape(code)}"]:checked`)?.parentElement.textContent.trim() ?? "";

// An option may make something else than its question: three times the same fault is a complaint.
export function unfold(section) {
  for (const each of questions) if (each !== section && isOpen(each)) fold(each);
  section.classList.remove("folded");
  const makes = section.querySelector(".q :checked")?.dataset.makes;
  const wanted = makes && form.querySelector(`[name="m.${codeOf(section)}"][value="${makes}"]`);
  if (wanted) wanted.checked = true;
  prompt();
}

export function fold(section, text) {
  if (section.tagName === "DETAILS") section.open = false;
  else section.classList.add("folded");
  const line = section.querySelector("[data-kept]");
  if (line && (text || !line.textContent)) line.textContent = text ?? say("Kept");
  prompt();
}

// What the panel says, ready for the door; null while something is missing, which is then said and focused.
export function voiceOf(section, { quiet = false } = {}) {
  const code = codeOf(section);
  const said = field(`v.${code}`, section);
  const reasons = code ? all(`[name="r.${code}"]:checked`, section).map((each) => each.value) : [];
  if (!said.value.trim() && (quiet || !reasons.length || document.activeElement !== said)) {
    // The customer's words come first; whoever leaves them empty keeps the reasons alone.
    if (!quiet) {
      blame(section, reasons.length ? "" : say("Said"));
      said.focus();
    }
    return null;
  }
  if (code && owes(section) && !quiet) {
    blame(section, say("Reason"));
    section.querySelector(".make .pick input").focus();
    return null;
  }
  blame(section, "");
  return {
    question: code || null,
    makes: chosen(`m.${code}`),
    said: said.value.trim(),
    department: field(`d.${code}`, section).value,
    person_name: field(`p.${code}`, section).value.trim() || null,
    reasons,
  };
}

// After a reload: the ticked reasons themselves. What was noted stands among the open matters.
export function reasonsOf(section) {
  const ticked = all(`[name="r.${codeOf(section)}"]:checked`, section);
  return ticked.map((each) => each.parentElement.lastChild.textContent.trim()).join(" · ");
}

export function noted(section, data) {
  const parts = [say("Noted", { it: kindWord(codeOf(section)) })];
  if (data?.department_due_at) parts.push(say("DepartmentDue", { at: moment(data.department_due_at) }));
  if (data?.customer_due_at) parts.push(say("CustomerDue", { at: moment(data.customer_due_at) }));
  fold(section, parts.join(" · "));
  if (!codeOf(section)) field("v.", section).value = "";
}

export function openVoice(makes) {
  const section = document.getElementById("f-voice");
  if (!section) return;
  section.open = true;
  form.querySelector(`[name="m."][value="${makes}"]`).checked = true;
  goTo(section, { focus: false });
  field("v.", section).focus();
}
