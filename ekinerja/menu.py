"""The main menu, with the guide's own words. Pure data and one function that fits it to a person and a page."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.urls import reverse

EVERYBODY = "semua"
PENILAI = "penilai"
ADMIN = "admin"


@dataclass(frozen=True)
class Item:
    label: str
    icon: str
    url_name: str = ""
    children: tuple["Item", ...] = ()
    audience: str = EVERYBODY
    queue: str = ""
    """Key in `nav["antrean"]` whose count stands beside the label."""
    short: str = ""
    """The label in the bottom bar of a phone; an item without one is not in that bar."""
    url: str = ""
    count: int = 0
    current: bool = False


MENU = (
    Item("Dashboard", "grid-1x2", "beranda", short="Dashboard"),
    Item(
        "SKP",
        "bullseye",
        children=(
            Item("SKP Tahunan", "calendar4-range", "skp:tahunan_list"),
            Item("SKP Bulanan", "calendar3", "skp:bulanan_list", short="SKP"),
        ),
    ),
    Item("Kegiatan Harian", "journal-check", "kegiatan:list", short="Kegiatan"),
    Item("Tugas Tambahan", "file-earmark-plus", "kegiatan:tugas_tambahan_list"),
    Item(
        "Penilaian",
        "clipboard-check",
        audience=PENILAI,
        children=(
            Item("Persetujuan SKP", "check2-square", "skp:persetujuan", queue="persetujuan"),
            Item(
                "Penilaian Kegiatan Harian Bawahan",
                "list-check",
                "penilaian:harian",
                queue="harian",
                short="Penilaian",
            ),
            Item("Penilaian SKP Bulanan Bawahan", "award", "penilaian:bulanan", queue="bulanan"),
            Item("Konfirmasi Tugas Tambahan", "patch-check", "penilaian:tugas_tambahan", queue="tugas_tambahan"),
        ),
    ),
    Item("Cetak", "printer", "dashboard:cetak"),
    Item("Panduan", "book", "panduan"),
    Item("Administrasi", "gear", "admin:index", audience=ADMIN),
)


def menu_for(*, path: str, menilai: bool, is_admin: bool, antrean: Mapping[str, int]) -> tuple[Item, ...]:
    """The items this person sees, with addresses and counts; the one that `path` belongs to is marked current."""
    audiences = {EVERYBODY, *([PENILAI] if menilai else []), *([ADMIN] if is_admin else [])}
    visible = [_addressed(item, antrean) for item in MENU if item.audience in audiences]
    current = _longest_match(path, visible)
    return tuple(_marked(item, current) for item in visible)


def leaves(items: tuple[Item, ...]) -> list[Item]:
    """Every item with an address, in the menu's order."""
    return [leaf for item in items for leaf in (leaves(item.children) if item.children else [item])]


def _addressed(item: Item, antrean: Mapping[str, int]) -> Item:
    if item.children:
        children = tuple(_addressed(child, antrean) for child in item.children)
        return replace(item, children=children, count=sum(child.count for child in children))
    return replace(item, url=reverse(item.url_name), count=antrean.get(item.queue, 0) if item.queue else 0)


def _longest_match(path: str, items: list[Item]) -> str:
    """A page below `/skp/bulanan/` belongs to SKP Bulanan; the dashboard's `/` is above all and claims only itself."""
    addresses = [leaf.url for leaf in leaves(tuple(items)) if path.startswith(leaf.url)]
    longest = max(addresses, key=len, default="")
    return longest if longest == path or longest != reverse("beranda") else ""


def _marked(item: Item, current: str) -> Item:
    if item.children:
        children = tuple(_marked(child, current) for child in item.children)
        return replace(item, children=children, current=any(child.current for child in children))
    return replace(item, current=bool(current) and item.url == current)
