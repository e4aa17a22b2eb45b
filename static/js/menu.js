// A menu that is longer than the screen is scrolled until the page one stands on is seen in it.
const menu = document.querySelector(".menu");
const current = menu?.querySelector("[aria-current=page]");

function showCurrent() {
  const below = current.getBoundingClientRect().bottom - menu.getBoundingClientRect().bottom;
  if (below > 0) menu.scrollTop += below + menu.clientHeight / 3;
}

if (current) {
  showCurrent();
  menu.addEventListener("toggle", showCurrent);
}
