// Signing reports: the button says how many are ticked. Without a script it says that the ticked ones are signed.
const button = document.querySelector("[data-sign]");
const boxes = [...document.querySelectorAll("input[form=sign][type=checkbox]")];

function show() {
  const count = boxes.filter((box) => box.checked).length;
  button.querySelector("span").textContent = button.dataset.sign.replace("{n}", count);
}

if (button && boxes.length) {
  for (const box of boxes) box.addEventListener("change", show);
  // A browser that comes back keeps its ticks.
  window.addEventListener("pageshow", show);
  show();
}
