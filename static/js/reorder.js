// <ol data-reorder="address"> with children data-id: dragged by [data-reorder-handle], or moved by its arrow keys; the
// new order is sent at once. Lists with the same address are the sections of one order. What the server refuses is
// put back and said.
import Sortable from "../vendor/sortablejs/sortable.esm.js";

const lists = [...document.querySelectorAll("[data-reorder]")];
const rows = (list) => [...list.children].filter((row) => row.dataset.id);
const status = document.querySelector("[data-reorder-status]");

const say = (text, failed = false) => {
  status.textContent = text;
  status.classList.toggle("visually-hidden", !failed);
  status.classList.toggle("urutan-gagal", failed);
  if (failed) status.scrollIntoView({ block: "nearest" });
};

const send = async (address) => {
  const body = new FormData();
  body.append("csrfmiddlewaretoken", document.querySelector("input[name=csrfmiddlewaretoken]").value);
  lists.filter((list) => list.dataset.reorder === address)
    .flatMap(rows)
    .forEach((row) => body.append("id", row.dataset.id));
  // A sign-in page instead of an answer is a failure too.
  const response = await fetch(address, { method: "POST", body, redirect: "manual" });
  if (response.status === 204) return;
  throw new Error(response.status === 409 ? await response.text() : "Muat ulang halaman, lalu coba lagi.");
};

const put = (list, order) => order.forEach((row, place) => {
  const there = rows(list)[place];
  if (there !== row) list.insertBefore(row, there ?? null);
});

const save = async (list, before) => {
  const after = rows(list);
  if (after.every((row, place) => row === before[place])) return;
  try {
    await send(list.dataset.reorder);
    say("Urutan disimpan.");
  } catch (error) {
    put(list, before);
    say(`Urutan tidak tersimpan. ${error instanceof TypeError ? "Jaringan terputus; coba lagi." : error.message}`, true);
  }
};

lists.forEach((list) => {
  let before = rows(list);
  list.querySelectorAll("[data-reorder-handle]").forEach((handle) => {
    if (handle.closest("[data-reorder]") === list) handle.hidden = rows(list).length < 2;
  });
  Sortable.create(list, {
    draggable: "[data-id]",
    handle: "[data-reorder-handle]",
    animation: 150,
    // Firefox drags nothing by a <button> of its own accord; the library moves a copy itself.
    forceFallback: true,
    onStart: () => { before = rows(list); },
    onEnd: () => save(list, before),
  });
});

document.addEventListener("keydown", (event) => {
  const handle = event.target.closest("[data-reorder-handle]");
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (!handle || !step) return;
  event.preventDefault();
  const list = handle.closest("[data-reorder]");
  const before = rows(list);
  const place = before.findIndex((row) => row.contains(handle));
  const row = before[place];
  const other = before[place + step];
  if (!other) return;
  list.insertBefore(step < 0 ? row : other, step < 0 ? other : row);
  handle.focus();
  save(list, before);
});
