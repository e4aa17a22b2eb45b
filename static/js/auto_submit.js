// <form data-auto-submit>: a changed choice sends the form at once; its button stays for those without script.
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-auto-submit]");
  if (form && event.target.matches("select, input[type=checkbox], input[type=radio], input[type=date], input[type=month]")) {
    form.requestSubmit();
  }
});
