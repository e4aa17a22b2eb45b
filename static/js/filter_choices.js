// <input data-cari="#options">: hides the labels whose text does not contain every typed word. What is chosen stays visible.
document.addEventListener("input", (event) => {
  const { target } = event;
  if (!target.dataset.cari) return;
  const words = target.value.toLowerCase().split(/\s+/).filter(Boolean);
  document.querySelectorAll(`${target.dataset.cari} > label`).forEach((label) => {
    const text = label.textContent.toLowerCase();
    label.hidden = !label.querySelector(":checked") && !words.every((word) => text.includes(word));
  });
});

document.addEventListener("keydown", (event) => {
  // Enter in a box that searches while one types would send the form around it.
  const searching = event.target.dataset?.cari || event.target.matches?.("[type=search][hx-get]");
  if (event.key === "Enter" && searching) event.preventDefault();
});
