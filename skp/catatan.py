"""The remarks a pejabat penilai pinned to rows when he last returned an SKP."""

from collections.abc import Sequence

from django.db.models import prefetch_related_objects

from skp.models import CatatanBaris, Indikator, RencanaHasilKerja, Skp
from skp.workflow import Action


def attach_remarks(skp: Skp, rhk: Sequence[RencanaHasilKerja]) -> list[CatatanBaris]:
    """Gives each RHK and each of its indikator `catatan_terakhir`, a list; answers the remarks whose row is gone.

    One query, and one for the indikator where they are not loaded yet.
    """
    prefetch_related_objects(list(rhk), "indikator")
    rows: dict[tuple[str, int], RencanaHasilKerja | Indikator] = {}
    for row in rhk:
        rows["rhk", row.pk] = row
        rows |= {("indikator", indikator.pk): indikator for indikator in row.indikator.all()}
    for place in rows.values():
        place.catatan_terakhir = []  # type: ignore[union-attr]
    adrift = []
    for remark in last_remarks(skp):
        key = ("rhk", remark.rhk_id) if remark.rhk_id else ("indikator", remark.indikator_id)
        if key in rows:
            rows[key].catatan_terakhir.append(remark)  # type: ignore[index, union-attr]
        else:
            adrift.append(remark)
    return adrift


def last_remarks(skp: Skp) -> list[CatatanBaris]:
    """Of the last return only: what was said before that has been answered by a submission."""
    last = skp.riwayat.filter(aksi=Action.KEMBALIKAN).order_by("-pada", "-pk").values("pk")[:1]
    return list(CatatanBaris.objects.filter(riwayat__in=last))
