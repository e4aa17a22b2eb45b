"""The main menu, with the guide's own words. Pure data and one function that fits it to a person and a page."""

from collections.abc import Set
from dataclasses import dataclass, replace
from functools import lru_cache

from django.conf import settings
from django.urls import get_script_prefix, reverse

EVERYBODY = "semua"
PENILAI = "penilai"
PEMIMPIN = "pemimpin"
"""Who leads a unit, or is ketua of a tim kerja."""
ADMIN = "admin"

OF_PENILAI = frozenset({PENILAI})
OF_PEMIMPIN = frozenset({PEMIMPIN})
OF_ADMIN = frozenset({ADMIN})

PENGUKURAN = "pengukuran_bulanan"
EVALUASI = "evaluasi_periodik"
PARTS = frozenset({PENGUKURAN, EVALUASI})
"""The parts an instansi may use or not, named as its switches are."""


@dataclass(frozen=True)
class Item:
    label: str
    icon: str
    url_name: str = ""
    children: tuple["Item", ...] = ()
    audiences: frozenset[str] = frozenset({EVERYBODY})
    """Who sees it: whoever is one of these."""
    part: str = ""
    """The part of the application it belongs to; empty: every instansi uses it."""
    short: str = ""
    """The label in the bottom bar of a phone; an item without one is not in that bar. Of two with the same label the
    later one is: it is the more frequent, and the other stands in where an instansi does not use it."""
    under: str = ""
    """Which addresses belong to it where no other item claims them; empty: those below its own."""
    url: str = ""
    current: bool = False


MENU = (
    Item("Dashboard", "grid-1x2", "beranda", short="Dashboard"),
    Item(
        "SKP",
        "bullseye",
        children=(
            Item("SKP Tahunan", "calendar4-range", "skp:tahunan_list", short="SKP", under="/skp/"),
            Item("SKP Bulanan", "calendar3", "skp:bulanan_list", part=PENGUKURAN, short="SKP"),
            Item("Matriks Peran Hasil", "grid-3x3", "skp:matriks_list", audiences=OF_PEMIMPIN, part=EVALUASI),
            Item("SKP Bawahan", "people", "skp:bawahan", audiences=OF_PENILAI),
        ),
    ),
    Item("Tim Kerja", "diagram-3", "skp:tim_list", part=EVALUASI),
    Item("Kegiatan Harian", "journal-check", "kegiatan:list", part=PENGUKURAN, short="Kegiatan"),
    Item("Tugas Tambahan", "file-earmark-plus", "kegiatan:tugas_tambahan_list", part=PENGUKURAN),
    Item(
        "Penilaian",
        "clipboard-check",
        audiences=OF_PENILAI,
        children=(
            Item("Persetujuan SKP", "check2-square", "skp:persetujuan", short="Penilaian"),
            Item(
                "Penilaian Kegiatan Harian Bawahan",
                "list-check",
                "penilaian:harian",
                part=PENGUKURAN,
                short="Penilaian",
            ),
            Item("Penilaian SKP Bulanan Bawahan", "award", "penilaian:bulanan", part=PENGUKURAN),
            Item("Konfirmasi Tugas Tambahan", "patch-check", "penilaian:tugas_tambahan", part=PENGUKURAN),
        ),
    ),
    Item(
        "Evaluasi Kinerja",
        "clipboard-data",
        part=EVALUASI,
        children=(
            Item("Penilaian SKP", "clipboard-check", "penilaian:saya"),
            Item("Penilaian Bawahan", "person-check", "penilaian:bawahan_list", audiences=OF_PENILAI),
            Item("Keberatan", "chat-square-text", "penilaian:keberatan_list", audiences=OF_PENILAI),
            Item("Feedback Perilaku Rekan Kerja", "chat-left-heart", "penilaian:rekan_list"),
            Item("Monitoring Kurva", "graph-up", "penilaian:monitoring_kurva", audiences=OF_PENILAI | OF_ADMIN),
            Item("Kalibrasi", "sliders", "penilaian:kalibrasi_list", audiences=OF_PENILAI | OF_ADMIN),
            Item("Capaian Organisasi", "building-check", "penilaian:capaian_list", audiences=OF_PENILAI | OF_ADMIN),
            Item("Angka Kredit", "award", "penilaian:angka_kredit"),
        ),
    ),
    Item(
        "Statistik",
        "pie-chart",
        audiences=OF_PENILAI | OF_ADMIN,
        children=(
            Item("Statistik Kinerja", "pie-chart", "dashboard:statistik", audiences=OF_PENILAI | OF_ADMIN),
            Item(
                "Monitoring Pengisian",
                "list-columns",
                "dashboard:pemantauan_pengisian",
                audiences=OF_PENILAI | OF_ADMIN,
            ),
            Item(
                "Monitoring Bulanan",
                "calendar2-week",
                "dashboard:pemantauan_bulanan",
                audiences=OF_PENILAI | OF_ADMIN,
                part=PENGUKURAN,
                under="/pemantauan/",
            ),
            Item("Rekap Unit", "table", "dashboard:rekap_pilih", audiences=OF_PENILAI | OF_ADMIN, part=PENGUKURAN),
        ),
    ),
    Item("Cetak", "printer", "dashboard:cetak"),
    Item("Panduan", "book", "panduan"),
    Item(
        "Manajemen",
        "building-gear",
        audiences=OF_ADMIN,
        children=(
            Item("Manajemen Unor", "diagram-2", "unor", audiences=OF_ADMIN),
            Item("Manajemen Pegawai", "people", "pegawai_list", audiences=OF_ADMIN),
            Item("Mutasi", "arrow-left-right", "mutasi_list", audiences=OF_ADMIN),
            Item("Pengecualian", "person-dash", "pengecualian_list", audiences=OF_ADMIN),
            Item("Impor dan Ekspor", "file-earmark-arrow-up", "impor_list"),
            Item("Pengaturan Instansi", "building-gear", "pengaturan", audiences=OF_ADMIN),
            Item("Periode Penilaian", "calendar-range", "penilaian:periode_list", audiences=OF_ADMIN, part=EVALUASI),
            Item("Permintaan Koreksi", "person-gear", "skp:koreksi_list", audiences=OF_ADMIN),
            Item("Audit", "shield-check", "audit_list", audiences=OF_ADMIN),
            Item("Pekerjaan", "hourglass-split", "pekerjaan_list"),
            Item("Administrasi", "gear", "admin:index", audiences=OF_ADMIN),
        ),
    ),
)


def menu_for(*, audiences: Set[str], parts: Set[str] = PARTS, current: str = "") -> tuple[Item, ...]:
    """The items this person sees, with addresses; the one at the address `current`, and its group, are marked.

    `audiences` beside EVERYBODY; `parts` are those his instansi uses.
    """
    fitted = (_fitted(item, {EVERYBODY, *audiences}, {"", *parts}) for item in MENU)
    return tuple(_addressed(item, current) for item in fitted if item is not None)


def current_item(path: str, *, audiences: frozenset[str], parts: frozenset[str] = PARTS) -> str:
    """The address of the item a page belongs to, of those this person sees; empty where there is none.

    A page below `/skp/bulanan/` belongs to SKP Bulanan; the dashboard's `/` is above all and claims only itself.
    """
    claims = _claims(audiences, parts, addresses())
    longest = max((claim for claim in claims if path.startswith(claim)), key=len, default="")
    return claims[longest] if longest and (longest == path or longest != reverse("beranda")) else ""


def addresses() -> tuple[str, str]:
    """What every address of a process depends on: part of the key of all that is kept with addresses in it."""
    return get_script_prefix(), settings.ROOT_URLCONF


@lru_cache(maxsize=64)
def _claims(audiences: frozenset[str], parts: frozenset[str], _: tuple[str, str]) -> dict[str, str]:
    """Which addresses begin what belongs to which item. Asked on every page; the key is all it is made of."""
    return {leaf.under or leaf.url: leaf.url for leaf in leaves(menu_for(audiences=audiences, parts=parts))}


def bottom_bar_items(items: tuple[Item, ...]) -> list[Item]:
    return list({leaf.short: leaf for leaf in leaves(items) if leaf.short}.values())


def leaves(items: tuple[Item, ...]) -> list[Item]:
    """Every item with an address, in the menu's order."""
    return [leaf for item in items for leaf in (leaves(item.children) if item.children else [item])]


def _fitted(item: Item, audiences: Set[str], parts: Set[str]) -> Item | None:
    """The item with the children this person sees; None where it is not for him."""
    if not item.audiences & audiences or item.part not in parts:
        return None
    children = tuple(child for child in (_fitted(child, audiences, parts) for child in item.children) if child)
    return replace(item, children=children) if children or item.url_name else None


def _addressed(item: Item, current: str) -> Item:
    if item.children:
        children = tuple(_addressed(child, current) for child in item.children)
        return replace(item, children=children, current=any(child.current for child in children))
    url = reverse(item.url_name)
    return replace(item, url=url, current=url == current)
