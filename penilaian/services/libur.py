"""The holidays: national ones kept by the super admin, those of a region by its admin instansi."""

from datetime import date

from django.db import transaction

from ekinerja.constraints import constraint_messages
from ekinerja.errors import Conflict, Refused
from organisasi.models import HariLibur, Instansi, JenisLibur, Pegawai
from penilaian.rules import periode as rules

FIELD_OF = {"libur_satu_per_tanggal": "tanggal"}


@transaction.atomic
def create_holiday(*, instansi: Instansi, by: Pegawai, tanggal: date, nama: str, jenis: str) -> HariLibur:
    """A libur daerah is of `instansi`, the others of the whole country. The same day sent twice is one row.

    Raises NotAllowed, Conflict where the day is a holiday already.
    """
    scope = None if rules.national(jenis) else instansi
    row = HariLibur(instansi=scope, tanggal=tanggal, nama=nama, jenis=jenis)
    rules.may_keep_holiday(by, row).require()
    there = HariLibur.objects.filter(instansi=scope, tanggal=tanggal, nama=nama, jenis=jenis).first()
    if there is not None:
        return there
    _check_not_national(row)
    with constraint_messages(HariLibur, fields=FIELD_OF):
        row.save()
    return row


@transaction.atomic
def change_holiday(*, libur: HariLibur, by: Pegawai, tanggal: date, nama: str, jenis: str) -> HariLibur:
    """A national one stays national, a libur daerah that of its instansi. Raises NotAllowed, Conflict, Refused."""
    held = _hold(libur)
    rules.may_keep_holiday(by, held).require()
    if rules.national(jenis) != (held.instansi_id is None):
        raise Refused("Libur daerah tidak dapat menjadi libur nasional, dan sebaliknya.", field="jenis")
    held.tanggal, held.nama, held.jenis = tanggal, nama, jenis
    _check_not_national(held)
    with constraint_messages(HariLibur, fields=FIELD_OF):
        held.save(update_fields=["tanggal", "nama", "jenis"])
    return held


@transaction.atomic
def delete_holiday(*, libur: HariLibur, by: Pegawai) -> None:
    held = _hold(libur)
    rules.may_keep_holiday(by, held).require()
    held.delete()


def _hold(libur: HariLibur) -> HariLibur:
    held = HariLibur.objects.select_for_update(no_key=True).filter(pk=libur.pk).first()
    if held is None:
        raise Conflict("Hari libur ini sudah dihapus.")
    return held


def _check_not_national(libur: HariLibur) -> None:
    """A libur daerah on a national one would say the same twice."""
    if libur.jenis != JenisLibur.DAERAH:
        return
    national = HariLibur.objects.filter(instansi=None, tanggal=libur.tanggal).first()
    if national is not None:
        raise Refused(f"Tanggal itu sudah libur di seluruh Indonesia: {national.nama}.", field="tanggal")
