// <form data-total="#output">: the average of its [data-total-part] inputs is shown while typing, or with
// data-total-kind="sum" their sum. The server computes the value that counts; this one only saves a look at the
// calculator.
const parse = (text) => {
  const plain = text.trim().replaceAll(".", "").replace(",", ".");
  return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : null;
};

const show = (form) => {
  const output = document.querySelector(form.dataset.total);
  const values = [...form.querySelectorAll("[data-total-part]:enabled")].map((input) => parse(input.value));
  const complete = values.length > 0 && values.every((value) => value !== null);
  const sum = values.reduce((total, value) => total + value, 0);
  const shown = form.dataset.totalKind === "sum" ? sum : sum / values.length;
  output.textContent = complete
    ? shown.toLocaleString("id-ID", { minimumFractionDigits: 2, maximumFractionDigits: 2 })
    : "–";
};

document.querySelectorAll("form[data-total]").forEach(show);
document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-total]");
  if (form) show(form);
});
