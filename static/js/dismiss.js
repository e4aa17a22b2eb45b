// <details data-dismiss>: closes on Escape and on a click elsewhere, as a menu does.
const close = (except) => {
  document.querySelectorAll("details[data-dismiss][open]").forEach((details) => {
    if (details !== except) details.open = false;
  });
};

document.addEventListener("click", (event) => close(event.target.closest("details[data-dismiss]")));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.querySelector("details[data-dismiss][open]");
  if (open) {
    open.open = false;
    open.querySelector("summary").focus();
  }
});
