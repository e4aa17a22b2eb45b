// <input type="search" data-filter-rows="#table" data-filter-count="#output">: hides the groups of rows (the same
// data-group) in none of which every typed word is found. What is looked at are the elements with data-cari-teks.
const textOf = (row) =>
  [...row.querySelectorAll("[data-cari-teks]")]
    .map((part) => `${part.dataset.cariTeks} ${part.textContent}`)
    .join(" ")
    .toLowerCase();

const apply = (input) => {
  const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
  const groups = new Map();
  document.querySelectorAll(`${input.dataset.filterRows} tr[data-group]`).forEach((row) => {
    groups.set(row.dataset.group, [...(groups.get(row.dataset.group) ?? []), row]);
  });
  let shown = 0;
  groups.forEach((rows) => {
    const found = rows.some((row) => {
      const text = textOf(row);
      return words.every((word) => text.includes(word));
    });
    rows.forEach((row) => { row.hidden = !found; });
    if (found) shown += 1;
  });
  const count = document.querySelector(input.dataset.filterCount);
  if (count) count.textContent = words.length ? `${shown} dari ${groups.size} pegawai cocok` : "";
};

document.addEventListener("input", (event) => {
  if (event.target.dataset?.filterRows) apply(event.target);
});
