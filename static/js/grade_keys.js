// <form data-grade-keys>: 1 to 5 choose the category of the row in focus, j and k go to the next and the previous row.
const typing = (element) => element.matches("input:not([type=radio]):not([type=checkbox]), textarea, select");

const move = (form, from, step) => {
  const rows = [...form.querySelectorAll("[data-grade-row]")];
  const next = rows[from ? rows.indexOf(from) + step : 0];
  if (!next) return;
  next.focus();
  next.scrollIntoView({ block: "nearest" });
};

const choose = (row, position) => {
  const radio = row.querySelectorAll("input[type=radio]")[position];
  if (!radio) return;
  radio.checked = true;
  radio.dispatchEvent(new Event("change", { bubbles: true }));
};

document.addEventListener("keydown", (event) => {
  const form = document.querySelector("form[data-grade-keys]");
  if (!form || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const row = event.target.closest("[data-grade-row]");
  if (!row && event.target !== document.body) return;
  if (event.key === "j" || event.key === "k") {
    event.preventDefault();
    move(form, row, event.key === "j" ? 1 : -1);
  } else if (row && /^[1-5]$/.test(event.key)) {
    event.preventDefault();
    choose(row, Number(event.key) - 1);
    move(form, row, 1);
  }
});
