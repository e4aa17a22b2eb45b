// <input type="checkbox" data-check-all="name">: ticks every box of that name in the same form.
document.addEventListener("change", (event) => {
  const { target } = event;
  if (target.dataset.checkAll) {
    const boxes = target.form.querySelectorAll(`input[type=checkbox][name="${CSS.escape(target.dataset.checkAll)}"]:enabled`);
    boxes.forEach((box) => { box.checked = target.checked; });
  }
});
