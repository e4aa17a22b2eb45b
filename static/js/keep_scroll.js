// <div id data-keep-scroll>: a wide table comes back where it was left, after an act on one of its cells.
const key = (box) => `scroll:${location.pathname}#${box.id}`;

document.querySelectorAll("[data-keep-scroll]").forEach((box) => {
  const [top, left, page] = JSON.parse(sessionStorage.getItem(key(box)) ?? "[0, 0, 0]");
  sessionStorage.removeItem(key(box));
  box.scrollTo(left, top);
  if (page && !location.hash) window.scrollTo(0, page);
});

document.addEventListener("submit", (event) => {
  const box = event.submitter?.closest("[data-keep-scroll]");
  if (box) sessionStorage.setItem(key(box), JSON.stringify([box.scrollTop, box.scrollLeft, window.scrollY]));
});
