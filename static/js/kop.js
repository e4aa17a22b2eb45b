/* The preview of a letterhead follows what is typed. Without script it shows what is stored. */

const preview = document.querySelector("[data-kop]");
const form = preview?.closest("form");

if (form) {
  const name = JSON.parse(document.getElementById("kop-nama").textContent);
  const first = preview.querySelector("[data-kop-baris]");
  const second = preview.querySelector("[data-kop-nama]");
  const contact = preview.querySelector("[data-kop-kontak]");
  const picture = preview.querySelector("[data-kop-lambang]");
  const stored = picture.getAttribute("src");
  const typed = (field) => form.elements[field].value.trim();

  const showLines = () => {
    first.textContent = typed("nama_kop");
    second.textContent = first.textContent.toLowerCase() === name.toLowerCase() ? "" : name;
    contact.textContent = [["Telepon", "telepon"], ["Surel", "surel"], ["Laman", "situs"]]
      .filter(([, field]) => typed(field))
      .map(([label, field]) => `${label} ${typed(field)}`)
      .join(" · ");
  };

  const showPicture = () => {
    const [file] = form.elements.lambang.files;
    const removed = form.elements.hapus_lambang?.checked ?? false;
    const show = (source) => {
      picture.hidden = !source;
      if (source) picture.src = source;
    };
    if (!file || !/^image\/(png|jpeg)$/.test(file.type)) {
      show(removed ? "" : stored);
      return;
    }
    const reader = new FileReader();
    reader.addEventListener("load", () => show(reader.result));
    reader.readAsDataURL(file);
  };

  form.addEventListener("input", showLines);
  form.addEventListener("change", showPicture);
  showLines();
  showPicture();
}
