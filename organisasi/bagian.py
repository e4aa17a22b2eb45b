"""What the settings of an instansi touch in parts of the application this one does not know: they register themselves.

`register_documents`: how many documents a part has, for the page that switches it off. `register_cards`: further pages
of settings, for the index.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from organisasi.models import Instansi

PENGUKURAN = "pengukuran_bulanan"
EVALUASI = "evaluasi_periodik"
MOST_COUNTED = 1_000
"""More are not counted: whether there are any, and many, is what is asked."""


@dataclass(frozen=True)
class Kartu:
    """One page of settings: its name, what is set now in one line, and where it is."""

    judul: str
    ikon: str
    ringkas: str
    url: str


@dataclass(frozen=True)
class Isi:
    """So many documents of a kind; at most MOST_COUNTED + 1."""

    nama: str
    jumlah: int

    @property
    def lebih(self) -> bool:
        return self.jumlah > MOST_COUNTED


Documents = Callable[[Instansi], Iterable[Isi]]
Cards = Callable[[Instansi], Iterable[Kartu]]

_documents: list[tuple[str, Documents]] = []
_cards: list[Cards] = []


def register_documents(bagian: str, counted: Documents) -> None:
    if (bagian, counted) not in _documents:
        _documents.append((bagian, counted))


def register_cards(cards: Cards) -> None:
    if cards not in _cards:
        _cards.append(cards)


def documents_of(bagian: str, instansi: Instansi) -> Sequence[Isi]:
    return [isi for part, counted in _documents if part == bagian for isi in counted(instansi)]


def cards_of(instansi: Instansi) -> Sequence[Kartu]:
    return [card for cards in _cards for card in cards(instansi)]
