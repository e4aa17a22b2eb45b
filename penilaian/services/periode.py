"""Periods made, changed, closed and reopened."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from ekinerja.constraints import constraint_messages
from ekinerja.errors import Conflict, Refused
from organisasi.models import AksiPeriode, Instansi, Pegawai, PeriodeEvaluasi
from organisasi.periode import keep_writers_out, open_year, shifted
from penilaian.models import CapaianUnit, Evaluasi
from penilaian.querysets.periode import count_unfinished
from penilaian.rules import periode as rules
from skp.services.editing import change_row, first_problem, protected

FIELD_OF = {
    "periode_mulai_sebelum_selesai": "selesai",
    "periode_dalam_tahunnya": "mulai",
    "periode_batas_berurutan": "batas_pengisian",
    "periode_nama_per_tahun": "nama",
    "periode_akhir_satu_per_tahun": "jenis",
    "periode_sejenis_tidak_tumpang_tindih": "mulai",
}


@transaction.atomic
def open_periods(*, instansi: Instansi, tahun: int, by: Pegawai) -> list[PeriodeEvaluasi]:
    """The periods of a year that has none (`organisasi.periode.open_year`). Raises NotAllowed."""
    rules.manages(by, instansi.pk).require()
    return open_year(instansi=instansi, tahun=tahun)


@transaction.atomic
def create_periode(
    *, instansi: Instansi, by: Pegawai, token: UUID, tahun: int | None, values: Mapping[str, Any]
) -> tuple[PeriodeEvaluasi, list[PeriodeEvaluasi]]:
    """`values`: nama, jenis, mulai, selesai, batas_pengisian, batas_penilaian. Without `tahun` it is every year's: of
    the year of its first day, and of the later years already opened where nothing stands in its way.

    Answers it and those of later years. The same token gives the same period. Raises NotAllowed, Refused at a field and
    for a year that has no periods yet.
    """
    rules.manages(by, instansi.pk).require()
    # Of two who add at once the second waits, and then sees the first one's period.
    Instansi.objects.select_for_update(no_key=True).get(pk=instansi.pk)
    sent_before = PeriodeEvaluasi.objects.filter(token=token, instansi=instansi).first()
    if sent_before is not None:
        return sent_before, []
    year = tahun if tahun is not None else values["mulai"].year
    first_problem(rules.date_problems(values, tahun=year))
    others = list(_year(instansi, year))
    rules.has_been_opened(others, tahun=year).require()
    first_problem(rules.collisions(values, others))
    with constraint_messages(PeriodeEvaluasi, fields=FIELD_OF):
        made = PeriodeEvaluasi.objects.create(
            **values, instansi=instansi, tahun=year, berulang=tahun is None, token=token
        )
    return made, _repeat(made) if made.berulang else []


def _repeat(periode: PeriodeEvaluasi) -> list[PeriodeEvaluasi]:
    """Adds it to the later years that have periods and room for it."""
    later: dict[int, list[PeriodeEvaluasi]] = {}
    for row in PeriodeEvaluasi.objects.filter(instansi=periode.instansi_id, tahun__gt=periode.tahun):
        later.setdefault(row.tahun, []).append(row)
    made = []
    for tahun, there in sorted(later.items()):
        moved = shifted(periode, tahun)
        if not rules.collisions(_values(moved), there):
            made.append(moved)
    return PeriodeEvaluasi.objects.bulk_create(made)


@transaction.atomic
def change_periode(*, periode: PeriodeEvaluasi, by: Pegawai, versi: int, values: Mapping[str, Any]) -> PeriodeEvaluasi:
    """`values` as of `create_periode`, and berulang. Its kind and days stay once something was written for it.

    Raises NotAllowed, Conflict for a stale form, Refused at a field.
    """
    Instansi.objects.select_for_update(no_key=True).get(pk=periode.instansi_id)
    held = _hold(periode)
    rules.may_change_periode(by, held).require()
    if in_use(held):
        first_problem(rules.fixed_problems(held, values))
    first_problem(rules.date_problems(values, tahun=held.tahun))
    first_problem(rules.collisions(values, _year(held.instansi, held.tahun).exclude(pk=held.pk)))
    with constraint_messages(PeriodeEvaluasi, fields=FIELD_OF):
        change_row(held, versi=versi, **values)
    return held


@transaction.atomic
def delete_periode(*, periode: PeriodeEvaluasi, by: Pegawai) -> None:
    held = _hold(periode)
    rules.may_delete_periode(
        by,
        held,
        jumlah_evaluasi=Evaluasi.objects.filter(periode=held).count(),
        jumlah_capaian=CapaianUnit.objects.filter(periode=held).count(),
    ).require()
    with protected(str(held)):
        held.delete()


@transaction.atomic
def close_periode(
    *, periode: PeriodeEvaluasi, by: Pegawai, at: datetime, versi: int, alasan: str = ""
) -> PeriodeEvaluasi:
    """Ends filling and rating in the period. With something still open, or before its end, only with a reason.

    Raises Refused naming what is open, Conflict for a stale page; a closed one is an IllegalTransition.
    """
    held = _hold(periode)
    rules.may_close(by, held).require()
    today = at.astimezone(held.instansi.tz).date()
    open_still = rules.unfinished(held, count_unfinished(held, today=today), today=today)
    if open_still and not alasan:
        raise Refused(f"{open_still} Selesaikan dahulu, atau tuliskan alasan menutupnya sekarang.", field="alasan")
    change_row(held, versi=versi, ditutup_pada=at, ditutup_oleh=by, alasan_tutup=alasan if open_still else "")
    note = f"{open_still} {alasan}" if open_still else alasan
    held.riwayat.create(
        aksi=AksiPeriode.PAKSA if open_still else AksiPeriode.TUTUP, oleh=by, pada=at, catatan=note[:1000]
    )
    return held


@transaction.atomic
def reopen_periode(*, periode: PeriodeEvaluasi, by: Pegawai, at: datetime, versi: int, alasan: str) -> PeriodeEvaluasi:
    """Raises Refused without a reason, Conflict for a stale page; an open one is an IllegalTransition."""
    held = _hold(periode)
    rules.may_reopen(by, held).require()
    if not alasan:
        raise Refused("Tuliskan alasan membuka kembali periode ini.", field="alasan")
    change_row(held, versi=versi, ditutup_pada=None, ditutup_oleh=None, alasan_tutup="")
    held.riwayat.create(aksi=AksiPeriode.BUKA, oleh=by, pada=at, catatan=alasan)
    return held


def in_use(periode: PeriodeEvaluasi) -> bool:
    """Something was written for it."""
    return Evaluasi.objects.filter(periode=periode).exists() or CapaianUnit.objects.filter(periode=periode).exists()


def _hold(periode: PeriodeEvaluasi) -> PeriodeEvaluasi:
    """As it is now, locked until the transaction ends; nobody is writing in it."""
    keep_writers_out(periode.pk)
    held = (
        PeriodeEvaluasi.objects.select_for_update(of=("self",), no_key=True)
        .select_related("instansi")
        .filter(pk=periode.pk)
        .first()
    )
    if held is None:
        raise Conflict("Periode ini sudah dihapus.")
    return held


def _year(instansi: Instansi, tahun: int) -> Any:
    return PeriodeEvaluasi.objects.filter(instansi=instansi, tahun=tahun)


def _values(periode: PeriodeEvaluasi) -> dict[str, Any]:
    return {name: getattr(periode, name) for name in ("nama", "jenis", "mulai", "selesai")}
