// Menus that open below their button are <details>; here they learn to close. The phone's 'more' opens the side menu.
document.addEventListener("click", ({ target }) => {
  for (const open of document.querySelectorAll("details.drop[open]")) {
    if (!open.contains(target)) open.open = false;
  }
  const more = target.closest?.(".side .more");
  if (more) spread(more.closest(".side"));
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const open of document.querySelectorAll("details.drop[open]")) {
    open.open = false;
    open.querySelector("summary").focus();
  }
  const side = document.querySelector(".side.open");
  if (side) spread(side);
});

function spread(side) {
  const open = side.classList.toggle("open");
  const more = side.querySelector(".more");
  more.setAttribute("aria-expanded", String(open));
  more.querySelector("span").textContent = open ? more.dataset.less : more.dataset.more;
  more.focus();
}
