// Passwords: show what was typed, and say when Caps Lock is on.
document.addEventListener("click", ({ target }) => {
  const button = target.closest?.(".secret button");
  if (!button) return;
  const input = button.parentElement.querySelector("input");
  const shown = input.type === "password";
  input.type = shown ? "text" : "password";
  button.setAttribute("aria-pressed", String(shown));
  for (const icon of button.querySelectorAll("svg")) icon.toggleAttribute("hidden");
  input.focus();
});

document.addEventListener("keyup", (event) => {
  const warning = event.target.closest?.(".field")?.querySelector(".caps");
  if (warning) warning.hidden = !event.getModifierState?.("CapsLock");
});
