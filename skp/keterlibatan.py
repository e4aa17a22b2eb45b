"""In how many Matriks Peran Hasil a person takes part in a year: none, one, or several."""

from collections import Counter
from collections.abc import Iterable

from organisasi.models import Pegawai
from skp.models import PesertaMatriks


def involvement(people: Iterable[Pegawai | int], *, tahun: int) -> Counter[int]:
    """By the person's id, the number of distinct matrices his SKP of that year stand in; 0 for whoever has none.

    A matrix is (SKP kepala, tim kerja). Two SKP of one year in the same matrix count once. One query.
    """
    rows = (
        PesertaMatriks.objects.filter(skp__pegawai__in=people, skp__tahun=tahun)
        .values_list("skp__pegawai", "kepala", "tim")
        .order_by()
        .distinct()
    )
    return Counter(pegawai for pegawai, _kepala, _tim in rows)


def band(count: int) -> str:
    """The three groups of the guide: "0", "1", "≥ 2"."""
    return str(count) if count < 2 else "≥ 2"
