// <a data-fill-uraian="text" data-fill-target="…">: each text goes into the field of that name, without leaving what else
// was typed on the page. Without script the link opens the form filled in.
const put = (name, value) => {
  document.querySelectorAll(`form[method=post] [name="${CSS.escape(name)}"]`).forEach((field) => {
    if (field.type === "radio") field.checked = field.value === value;
    else field.value = value;
  });
};

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-fill-uraian]");
  if (!link || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  Object.entries(link.dataset)
    .filter(([key, value]) => key.startsWith("fill") && value)
    .forEach(([key, value]) => put(key.slice(4).toLowerCase(), value));
  document.querySelector("form[method=post] [name=uraian]").focus();
});
