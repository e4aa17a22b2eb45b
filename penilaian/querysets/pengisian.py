"""The rows the owner fills in, for those who may read the evaluasi they belong to."""

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from organisasi.models import JenisPeriode
from penilaian.models import Evaluasi
from skp.models import Skp

if TYPE_CHECKING:
    from organisasi.models import Pegawai


def finals_of_year(user: "Pegawai", skp: Skp) -> "QuerySet[Evaluasi]":
    """The annual evaluasi of every SKP of that person and year the user may read, earliest first. One query.

    The year's predikat is that of the last; the earlier ones stand beside it.
    """
    return (
        Evaluasi.objects.visible_to(user)
        .filter(skp__pegawai=skp.pegawai_id, skp__tahun=skp.tahun, periode__jenis=JenisPeriode.AKHIR)
        .select_related("periode", "skp__unit", "skp__jabatan")
        .order_by("skp__periode_mulai")
    )


def siblings(user: "Pegawai", skp: Skp) -> "QuerySet[Skp]":
    """The person's SKP of that year the user may read, earliest first."""
    return (
        Skp.objects.visible_to(user)
        .filter(pegawai=skp.pegawai_id, tahun=skp.tahun)
        .select_related("jabatan", "unit")
        .order_by("periode_mulai")
    )
