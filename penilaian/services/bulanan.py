"""Nilai kualitas, perilaku, and closing a month with its result stored."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F, Model

from ekinerja.errors import Conflict, Refused
from ekinerja.forms import format_number
from organisasi.deadlines import DeadlineCalendar
from organisasi.models import Langkah, Pegawai
from organisasi.scoping import acting_ids
from penilaian.capaian import MonthResult, month_result
from penilaian.capaian.tersimpan import store
from penilaian.models import CapaianBulanan, PenilaianKualitas, PenilaianPerilaku
from penilaian.querysets.bulanan import ungraded_in
from penilaian.rules import bulanan as rules
from penilaian.scoring.perka_bkn_1_2013 import (
    ASPEK_PERILAKU,
    ASPEK_PERILAKU_STRUKTURAL,
    rata_rata_perilaku,
)
from skp.models import Riwayat, SkpBulanan, TargetBulanan
from skp.workflow import Status


@transaction.atomic
def rate_quality(*, target: TargetBulanan, nilai: Decimal, versi: int, by: Pegawai, at: datetime) -> PenilaianKualitas:
    """Stores nilai kualitas with the mean and the range it was given on. `versi` 0: there was none yet.

    Raises NotAllowed, IllegalTransition, TooLate; Refused without a graded activity or outside the range; Conflict.
    """
    bulanan = _lock(target.skp_bulanan_id)
    _check_rating(bulanan, by, at)
    rekap = month_result(bulanan).target(target.pk).rekap
    if rekap.rentang is None:
        raise Refused(rekap.alasan)
    if not rekap.memuat(nilai):
        lowest, highest = map(format_number, rekap.rentang)
        raise Refused(f"Nilai kualitas harus di dalam range {lowest} - {highest}.", field="nilai")
    values = {"nilai": nilai, "rata_rata": rekap.rata_rata, "minimum": rekap.rentang[0], "maksimum": rekap.rentang[1]}
    return _save(PenilaianKualitas, {"target": target}, values, versi, by, at)


@transaction.atomic
def rate_behaviour(
    *, bulanan: SkpBulanan, nilai: Mapping[str, Decimal | None], versi: int, by: Pegawai, at: datetime
) -> PenilaianPerilaku:
    """Stores the aspects and their mean. Kepemimpinan counts for structural posts only. `versi` 0: none yet.

    Raises NotAllowed, IllegalTransition, TooLate; Refused when an aspect is missing or not 0-100; Conflict.
    """
    bulanan = _lock(bulanan.pk)
    _check_rating(bulanan, by, at)
    struktural = bulanan.skp.jabatan.struktural
    names = ASPEK_PERILAKU_STRUKTURAL if struktural else ASPEK_PERILAKU
    aspek = {name: nilai.get(name) for name in names}
    try:
        mean = rata_rata_perilaku(aspek, struktural=struktural)
    except ValueError as error:
        raise Refused(str(error)) from None
    values = {"kepemimpinan": None, **aspek, "struktural": struktural, "rata_rata": mean}
    return _save(PenilaianPerilaku, {"skp_bulanan": bulanan}, values, versi, by, at)


@transaction.atomic
def close(*, bulanan: SkpBulanan, tanpa_kualitas: bool, by: Pegawai, at: datetime) -> CapaianBulanan:
    """Ends the month's appraisal and stores its result with inputs, explanation and rule book.

    `tanpa_kualitas`: the penilai has seen which targets have no graded activity and get kualitas 0.
    Raises NotAllowed; IllegalTransition with everything that is missing; Refused without that confirmation.
    """
    bulanan = _lock(bulanan.pk)
    result = month_result(bulanan)
    kurang = rules.missing_before_closing(result, belum_dinilai=ungraded_in(bulanan))
    rules.may_close(by, bulanan, mewakili=acting_ids(by), kurang=kurang).require()
    if (targets := rules.without_quality(result)) and not tanpa_kualitas:
        named = ", ".join(f"“{uraian}”" for uraian in targets)
        raise Refused(f"Tanpa kegiatan yang dinilai, kualitas menjadi 0 untuk {named}. Nyatakan bahwa Anda setuju.")
    changed = SkpBulanan.objects.filter(pk=bulanan.pk, status=Status.DISETUJUI, ditutup_pada=None).update(
        ditutup_pada=at, ditutup_oleh=by, diubah_pada=at, versi=F("versi") + 1
    )
    if not changed:
        raise Conflict("Penilaian bulan ini baru saja ditutup.")
    _record(bulanan, "TUTUP_PENILAIAN", by, at, f"Nilai capaian {result.tampilan}")
    return _store_result(result, at)


@transaction.atomic
def reopen(*, bulanan: SkpBulanan, alasan: str, by: Pegawai, at: datetime) -> None:
    """Opens a closed month again. The stored result stays until the month is closed anew, but no longer counts.

    Raises NotAllowed, IllegalTransition (not closed), Refused without a reason, Conflict.
    """
    bulanan = _lock(bulanan.pk)
    rules.may_reopen(by, bulanan, mewakili=acting_ids(by)).require()
    if not alasan.strip():
        raise Refused("Tuliskan alasan membuka kembali penilaian bulan ini.", field="alasan")
    changed = SkpBulanan.objects.filter(pk=bulanan.pk, ditutup_pada__isnull=False).update(
        ditutup_pada=None, ditutup_oleh=None, diubah_pada=at, versi=F("versi") + 1
    )
    if not changed:
        raise Conflict("Penilaian bulan ini baru saja dibuka kembali.")
    _record(bulanan, "BUKA_PENILAIAN", by, at, alasan.strip())


def _lock(pk: int) -> SkpBulanan:
    """Grading, rating and closing of one month wait for each other."""
    rows = SkpBulanan.objects.select_for_update(of=("self",), no_key=True).for_detail()
    return rows.get(pk=pk)


def _check_rating(bulanan: SkpBulanan, by: Pegawai, at: datetime) -> None:
    tenggat = DeadlineCalendar(bulanan.skp.pegawai).tenggat(Langkah.PENILAIAN_BULANAN, bulanan.tanggal)
    rules.may_rate(by, bulanan, mewakili=acting_ids(by), tenggat=tenggat, at=at).require()


def _save(
    model: type[Model], key: dict[str, Any], values: dict[str, Any], versi: int, by: Pegawai, at: datetime
) -> Any:
    """Creates the one row of `key`, or changes it where it still has that `versi`."""
    written = {**values, "penilai": by, "dinilai_pada": at}
    if versi:
        changed = model._default_manager.filter(**key, versi=versi).update(
            **written, diubah_pada=at, versi=F("versi") + 1
        )
        if not changed:
            raise Conflict("Nilai ini baru saja diubah di tempat lain. Periksa nilai yang tersimpan, lalu simpan lagi.")
        return model._default_manager.get(**key)
    row, created = model._default_manager.get_or_create(**key, defaults=written)
    # The same form sent twice is no conflict.
    if not created and any(getattr(row, name) != value for name, value in values.items()):
        raise Conflict("Nilai ini baru saja diisi di tempat lain. Periksa nilai yang tersimpan, lalu simpan lagi.")
    return row


def _record(bulanan: SkpBulanan, aksi: str, by: Pegawai, at: datetime, catatan: str) -> None:
    Riwayat.objects.create(skp_bulanan=bulanan, aksi=aksi, status=bulanan.status, oleh=by, pada=at, catatan=catatan)


def _store_result(result: MonthResult, at: datetime) -> CapaianBulanan:
    if result.nilai is None:
        raise Refused(result.alasan)
    row, _ = CapaianBulanan.objects.update_or_create(
        skp_bulanan=result.skp_bulanan,
        defaults={
            "nilai_capaian": result.nilai,
            "nilai_perilaku": result.perilaku.rata_rata if result.perilaku else None,
            "aturan": result.aturan,
            "rincian": store(result),
            "dihitung_pada": at,
        },
    )
    return row
