"""Whose angka kredit a user may read, and the rows it is made of."""

from typing import TYPE_CHECKING

from django.db.models import Prefetch, QuerySet

from ekinerja.prepared import prepared
from organisasi.models import JenisJabatan, Pegawai

if TYPE_CHECKING:
    from penilaian.models import AngkaKreditAwal
    from skp.models import Skp


def readable_people(user: Pegawai) -> "QuerySet[Pegawai]":
    """People whose angka kredit a user may read: himself, those below him, his instansi's for its admin."""
    return Pegawai.objects.visible_to(user).select_related("instansi", "unit", "jabatan")


def readable_jf(user: Pegawai) -> "QuerySet[Pegawai]":
    """The pejabat fungsional among them, himself left out, by name."""
    found = readable_people(user).filter(jabatan__jenis=JenisJabatan.FUNGSIONAL, is_active=True)
    return found.exclude(pk=user.pk).order_by("nama", "pk")


@prepared
def rated_skp(pegawai: int) -> "QuerySet[Skp]":
    """All SKP of a person with what was evaluated of them, oldest first. Two queries."""
    from penilaian.models import Evaluasi
    from skp.models import Skp

    evaluasi = Evaluasi.objects.rated().select_related("periode").order_by("periode__mulai", "periode__selesai")
    persons = ("instansi", "unit", "jabatan", "penilai", "penilai_unit", "penilai_jabatan")
    return (
        Skp.objects.filter(pegawai=pegawai)
        .select_related(*persons)
        .prefetch_related(Prefetch("evaluasi", evaluasi.defer("isi")))
        .order_by("periode_mulai", "pk")
    )


@prepared
def brought_along(pegawai: int) -> "QuerySet[AngkaKreditAwal]":
    """Angka kredit from outside this application, oldest first."""
    from penilaian.models import AngkaKreditAwal

    return AngkaKreditAwal.objects.filter(pegawai=pegawai).select_related("dicatat_oleh").order_by("tanggal", "pk")


def readable_awal(user: Pegawai) -> "QuerySet[AngkaKreditAwal]":
    """Rows of those whose angka kredit a user may read."""
    from penilaian.models import AngkaKreditAwal

    related = ("pegawai__instansi", "pegawai__unit", "pegawai__jabatan")
    return AngkaKreditAwal.objects.filter(pegawai__in=readable_people(user)).select_related(*related)
