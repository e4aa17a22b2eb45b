from collections.abc import Sequence
from uuid import UUID, uuid5

from django.db import transaction

from ekinerja.errors import Refused
from organisasi.models import Pegawai
from skp.indikator import asks_klasifikasi
from skp.models import BankRhk, Indikator, Klasifikasi, RencanaHasilKerja, Skp, StatusKegiatan
from skp.rules.sasaran import may_edit_indikator
from skp.services.editing import hold, next_number


@transaction.atomic
def take_from_bank(*, skp: Skp, by: Pegawai, chosen: Sequence[BankRhk], token: UUID) -> list[RencanaHasilKerja]:
    """Makes RHK with indikator in a draft out of rows of the bank; the same token makes none twice.

    What the SKP has already, word for word, is left out. Raises Refused for a row that is not offered to its post.
    """
    held = hold(skp)
    may_edit_indikator(by, held).require()
    offered = set(BankRhk.objects.offered_to(held).values_list("pk", flat=True))
    if not {row.pk for row in chosen} <= offered:
        raise Refused("Pilih RHK dari bank jabatan Anda.", field="pilih")
    present = set(held.rhk.values_list("uraian", flat=True))
    return [_take(held, row, token) for row in chosen if row.uraian not in present]


def _take(skp: Skp, row: BankRhk, token: UUID) -> RencanaHasilKerja:
    rhk, created = skp.rhk.get_or_create(
        token=uuid5(token, str(row.pk)),
        defaults={
            "urutan": next_number(skp.rhk),
            "jenis": row.jenis,
            "klasifikasi": Klasifikasi.INDIVIDU if asks_klasifikasi(skp) else "",
            "status_kegiatan": StatusKegiatan.TIDAK_CASCADING,
            "uraian": row.uraian,
        },
    )
    if created:
        copy_indikator(row, rhk)
    return rhk


def copy_indikator(row: BankRhk, rhk: RencanaHasilKerja) -> None:
    """Gives an RHK the indikator of a row of the bank."""
    Indikator.objects.bulk_create(
        Indikator(
            rhk=rhk,
            urutan=number,
            uraian=source.uraian,
            target=source.target,
            aspek=source.aspek,
            perspektif=source.perspektif,
        )
        for number, source in enumerate(row.indikator.all(), start=1)
    )
