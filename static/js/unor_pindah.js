// Drags a unit by [data-unor-pegang] onto another [data-unor-tujuan] and opens the page that says what the move means.
// Nothing is moved here. Pressed instead of dragged, the handle is the link to that page it is without script.
const FAR_ENOUGH = 6;
const EDGE = 60;
let drag = null;

const targetAt = (x, y) => {
  const target = document.elementFromPoint(x, y)?.closest("[data-unor-tujuan]");
  if (!target || target.dataset.unorTujuan === "-" || drag.unit.contains(target)) return null;
  return target;
};

const mark = (target) => {
  if (drag.target === target) return;
  drag.target?.classList.remove("unor-sasaran");
  target?.classList.add("unor-sasaran");
  drag.target = target;
};

const begin = () => {
  drag.moving = true;
  drag.unit.classList.add("unor-ditarik");
  drag.label = document.createElement("div");
  drag.label.className = "unor-bayangan";
  drag.label.textContent = drag.unit.querySelector(".unor-nama").textContent;
  document.body.append(drag.label);
  document.querySelectorAll(".unor-puncak").forEach((place) => { place.hidden = false; });
};

const end = () => {
  mark(null);
  drag.unit.classList.remove("unor-ditarik");
  drag.label?.remove();
  document.querySelectorAll(".unor-puncak").forEach((place) => { place.hidden = true; });
  drag = null;
};

document.addEventListener("pointerdown", (event) => {
  const handle = event.target.closest?.("[data-unor-pegang]");
  if (!handle || event.button !== 0) return;
  drag = { handle, unit: handle.closest("[data-unor]"), x: event.clientX, y: event.clientY, target: null };
  handle.setPointerCapture(event.pointerId);
});

document.addEventListener("pointermove", (event) => {
  if (!drag) return;
  if (!drag.moving && Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < FAR_ENOUGH) return;
  if (!drag.moving) begin();
  drag.label.style.translate = `${event.clientX + 12}px ${event.clientY + 12}px`;
  if (event.clientY < EDGE) window.scrollBy(0, -12);
  if (event.clientY > window.innerHeight - EDGE) window.scrollBy(0, 12);
  mark(targetAt(event.clientX, event.clientY));
});

document.addEventListener("pointerup", () => {
  if (!drag) return;
  const { handle, moving, target } = drag;
  end();
  if (!moving) return;
  // The click that follows would open the handle's link.
  window.addEventListener("click", (event) => event.preventDefault(), { capture: true, once: true });
  setTimeout(() => {
    if (target) window.location.assign(`${handle.href}?induk=${target.dataset.unorTujuan}`);
  });
});

document.addEventListener("pointercancel", () => drag && end());
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && drag) end();
});
