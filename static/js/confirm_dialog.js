// <details data-confirm-dialog>: its panel opens as a modal dialog. Without script the details unfolds in place.
document.addEventListener("click", (event) => {
  const summary = event.target.closest("details[data-confirm-dialog] > summary");
  if (summary) {
    event.preventDefault();
    ask(summary.parentElement);
  }
  const cancel = event.target.closest("[data-confirm-cancel], [data-confirm-leave]");
  if (cancel) cancel.closest("dialog")?.close();
});

const ask = (details) => {
  const dialog = details.querySelector("dialog") ?? wrap(details);
  // A closed <details> does not show what is in it, not even a modal dialog.
  details.open = true;
  dialog.showModal();
};

const wrap = (details) => {
  const panel = details.querySelector(".confirm-panel");
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  dialog.setAttribute("aria-labelledby", panel.querySelector("h2").id);
  panel.before(dialog);
  dialog.append(panel);
  dialog.addEventListener("close", () => {
    details.open = false;
    // A link in the dialog may have led elsewhere on the page: stay there.
    details.querySelector("summary").focus({ preventScroll: true });
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  return dialog;
};
