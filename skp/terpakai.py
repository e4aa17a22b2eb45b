"""Lines of an RHK (indikator, aspek of the measured target) that people have already spoken of elsewhere.

What speaks of them are parts of the application this one does not know: they register who is to be asked.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from ekinerja.errors import Refused
from skp.indikator import Line, lines_of
from skp.models import Skp

UsedLines = Callable[[Skp], Mapping[Line, str]]
"""What was written of the lines of an SKP, in words: (rhk, kode) to "realisasi pada Triwulan I 2026"."""

_registered: list[UsedLines] = []


def register(used_lines: UsedLines) -> None:
    if used_lines not in _registered:
        _registered.append(used_lines)


@contextmanager
def keeps_used_lines(skp: Skp) -> Iterator[None]:
    """Raises Refused where what is done inside takes such a line away. Stands inside a transaction, which undoes it."""
    used = {line: words for used_lines in _registered for line, words in used_lines(skp).items()}
    before = lines_of([skp]) if used else {}
    yield
    lost = before.keys() & used.keys() - (lines_of([skp]) if used else {}).keys()
    for line in sorted(lost):
        raise Refused(
            f"Indikator “{before[line].uraian}” sudah mempunyai {used[line]}. "
            "Hapus dahulu isinya pada halaman Penilaian SKP."
        )
