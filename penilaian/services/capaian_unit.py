"""The capaian kinerja organisasi of a unit in a period."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.urls import reverse

from ekinerja.constraints import constraint_messages
from ekinerja.errors import Conflict
from organisasi.models import Pegawai, PeriodeEvaluasi, UnitKerja
from organisasi.pemberitahuan import notify
from organisasi.periode import write_in
from penilaian.models import CapaianUnit
from penilaian.querysets.capaian_unit import rated_beside, setting
from penilaian.rules.capaian_unit import may_set_capaian
from penilaian.scoring.permenpanrb_6_2022 import CapaianOrganisasi, rating_pimpinan
from skp.services.editing import change_row


@dataclass(frozen=True)
class Ditetapkan:
    """The row, and how many evaluasi keep the other capaian they were rated beside."""

    capaian: CapaianUnit
    tetap: int


@transaction.atomic
def set_capaian(
    *, unit: UnitKerja, periode: PeriodeEvaluasi, by: Pegawai, at: datetime, versi: int, nilai: str, dasar: str
) -> Ditetapkan:
    """Sets it, or changes it over the version the form saw; `versi` 0: there was none. What was rated stays as it is.

    The unit's head is told. Raises NotAllowed, Refused for a period that is closed or has not begun, Conflict.
    """
    held = _hold_period(periode)
    today = at.astimezone(held.instansi.tz).date()
    may_set_capaian(by, unit, setting(by, unit), held, today=today).require()
    row = CapaianUnit.objects.select_for_update(no_key=True).filter(unit=unit, periode=held).first()
    before = row.nilai if row else ""
    row = _write(row, unit, held, versi=versi, nilai=nilai, dasar=dasar, by=by, at=at)
    if before != nilai:
        _tell_head(row, before=before, by=by, at=at)
    return Ditetapkan(row, sum(number for stored, number in rated_beside(unit, held) if stored != nilai))


def _write(
    row: CapaianUnit | None,
    unit: UnitKerja,
    periode: PeriodeEvaluasi,
    *,
    versi: int,
    nilai: str,
    dasar: str,
    by: Pegawai,
    at: datetime,
) -> CapaianUnit:
    values = {"nilai": nilai, "dasar": dasar, "ditetapkan_oleh": by, "ditetapkan_pada": at}
    if row is None:
        if versi:
            raise Conflict("Capaian ini sudah dihapus sejak formulir Anda dibuka.")
        with constraint_messages(
            CapaianUnit, triggers={"capaian_unit_satu_per_periode": "Capaian unit ini baru saja ditetapkan orang lain."}
        ):
            return CapaianUnit.objects.create(unit=unit, periode=periode, **values)
    change_row(row, versi=versi, **values)
    return row


def _hold_period(periode: PeriodeEvaluasi) -> PeriodeEvaluasi:
    """As it is now; nobody closes it meanwhile."""
    write_in(periode.pk)
    held = PeriodeEvaluasi.objects.select_related("instansi").filter(pk=periode.pk).first()
    if held is None:
        raise Conflict("Periode ini sudah dihapus.")
    return held


def _tell_head(row: CapaianUnit, *, before: str, by: Pegawai, at: datetime) -> None:
    nilai = CapaianOrganisasi(row.nilai)
    changed = f"diubah dari {CapaianOrganisasi(before).label} menjadi" if before else "ditetapkan"
    teks = (
        f"Capaian kinerja organisasi {row.unit}, {row.periode}, {changed} {nilai.label}: rating hasil kerja Anda "
        f"sebagai pimpinannya {rating_pimpinan(nilai).label}."
    )
    tautan = f"{reverse('penilaian:capaian_list')}?periode={row.periode_id}"
    notify([row.unit.kepala], teks, tautan=tautan, at=at, by=by)
