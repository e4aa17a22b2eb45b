// <form data-product="#output">: the product of its [data-product-part] inputs is shown while typing. The server computes
// the value that counts.
const parse = (text) => {
  const plain = text.trim().replaceAll(".", "").replace(",", ".");
  return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : null;
};

const show = (form) => {
  const output = document.querySelector(form.dataset.product);
  if (!output) return;
  const values = [...form.querySelectorAll("[data-product-part]")].map((input) => parse(input.value));
  output.textContent = values.every((value) => value !== null)
    ? values.reduce((product, value) => product * value, 1).toLocaleString("id-ID", { maximumFractionDigits: 5 })
    : "–";
};

document.querySelectorAll("form[data-product]").forEach(show);
document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-product]");
  if (form) show(form);
});
