// <form data-auto-submit>: a changed choice sends the form at once; its button stays for those without script.
const CHOICES = "select, input[type=checkbox], input[type=radio], input[type=date], input[type=month]";

document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-auto-submit]");
  if (form && event.target.matches(CHOICES)) form.requestSubmit();
});

// No event tells of a choice made before this was loaded.
const isChanged = (field) => {
  if (field.matches("select")) {
    return field.selectedIndex !== Math.max([...field.options].findIndex((option) => option.defaultSelected), 0);
  }
  return field.matches("[type=checkbox], [type=radio]")
    ? field.checked !== field.defaultChecked
    : field.value !== field.defaultValue;
};

// Only on a page come to anew: going back, the browser itself fills in what had been chosen there.
if (performance.getEntriesByType("navigation")[0]?.type === "navigate") {
  document.querySelectorAll("form[data-auto-submit]").forEach((form) => {
    if ([...form.elements].some((field) => field.matches(CHOICES) && isChanged(field))) form.requestSubmit();
  });
}
