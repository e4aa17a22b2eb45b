// <form data-unsaved>: the browser asks before a page with typed text is left. Sending the form is not leaving it.
const typed = new Set();

document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-unsaved]");
  if (form) typed.add(form);
});
document.addEventListener("submit", (event) => typed.delete(event.target));
window.addEventListener("beforeunload", (event) => {
  const unsaved = [...typed].some((form) => form.isConnected);
  if (unsaved) event.preventDefault();
});
