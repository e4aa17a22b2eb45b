"""Who keeps the periods, the holidays and the settings of the evaluation, and what a period in use does not allow."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import TextChoices

from ekinerja.errors import Refused
from ekinerja.rules import ALLOWED, Verdict, denied, not_now
from organisasi.deadlines import format_day
from organisasi.models import HariLibur, JenisLibur, JenisPeriode, Pegawai, PeriodeEvaluasi

ADMIN_ONLY = "Periode, hari libur, dan pengaturan evaluasi diatur oleh admin instansi."


class Kekurangan(TextChoices):
    """What still stands open in an evaluasi when its period is to be closed."""

    BELUM_DINILAI = "belum_dinilai", "Belum dinilai"
    BELUM_DISERAHKAN = "belum_diserahkan", "Dinilai, belum diserahkan"
    MASA_TANGGAPAN = "masa_tanggapan", "Menunggu tanggapan"
    KEBERATAN = "keberatan", "Keberatan belum diputuskan"


class Keadaan(TextChoices):
    """Where a period is between its first day and its closing."""

    BELUM_MULAI = "belum_mulai", "Belum mulai"
    BERJALAN = "berjalan", "Berjalan"
    BERAKHIR = "berakhir", "Berakhir"
    DITUTUP = "ditutup", "Ditutup"

    @property
    def tone(self) -> str:
        return TONES[self]


TONES = {
    Keadaan.BELUM_MULAI: "netral",
    Keadaan.BERJALAN: "sukses",
    Keadaan.BERAKHIR: "peringatan",
    Keadaan.DITUTUP: "netral",
}


def keadaan(periode: PeriodeEvaluasi, *, today: date) -> Keadaan:
    if periode.ditutup:
        return Keadaan.DITUTUP
    if today < periode.mulai:
        return Keadaan.BELUM_MULAI
    return Keadaan.BERJALAN if today <= periode.selesai else Keadaan.BERAKHIR


def may_manage(user: Pegawai) -> Verdict:
    return ALLOWED if user.is_staff else denied(ADMIN_ONLY)


def manages(user: Pegawai, instansi_id: int) -> Verdict:
    """The settings of one instansi: its own admin, and the super admin."""
    own = user.is_superuser or user.instansi_id == instansi_id
    return ALLOWED if user.is_staff and own else denied(ADMIN_ONLY)


# --- Periods ---------------------------------------------------------------------------------------------------------


def may_change_periode(user: Pegawai, periode: PeriodeEvaluasi) -> Verdict:
    if not (verdict := manages(user, periode.instansi_id)):
        return verdict
    if periode.ditutup:
        return not_now(f"{periode} sudah ditutup. Buka kembali periodenya lebih dahulu.")
    return ALLOWED


def has_been_opened(periods: Collection[PeriodeEvaluasi], *, tahun: int) -> Verdict:
    """A period is added beside the year's others: alone it would keep the year from getting those of every year."""
    if periods:
        return ALLOWED
    return not_now(
        f"Tahun {tahun} belum mempunyai periode. Buka lebih dahulu periode tahun itu di Periode Penilaian, lalu "
        "tambahkan atau ubah periodenya.",
        Refused,
    )


def may_delete_periode(
    user: Pegawai, periode: PeriodeEvaluasi, *, jumlah_evaluasi: int, jumlah_capaian: int
) -> Verdict:
    """Only while nothing was written for it; what was stays."""
    if not (verdict := may_change_periode(user, periode)):
        return verdict
    if jumlah_evaluasi or jumlah_capaian:
        return not_now(
            f"{periode} tidak dapat dihapus: sudah ada {jumlah_evaluasi} evaluasi dan {jumlah_capaian} capaian kinerja "
            "organisasi di dalamnya.",
            Refused,
        )
    return ALLOWED


def may_close(user: Pegawai, periode: PeriodeEvaluasi) -> Verdict:
    if not (verdict := manages(user, periode.instansi_id)):
        return verdict
    return not_now(f"{periode} sudah ditutup.") if periode.ditutup else ALLOWED


def may_reopen(user: Pegawai, periode: PeriodeEvaluasi) -> Verdict:
    if not (verdict := manages(user, periode.instansi_id)):
        return verdict
    return ALLOWED if periode.ditutup else not_now(f"{periode} tidak sedang ditutup.")


def unfinished(periode: PeriodeEvaluasi, jumlah: Mapping[Kekurangan, int], *, today: date) -> str:
    """Why closing it now needs a reason; empty when nothing is open and its end has passed."""
    said = []
    if today <= periode.selesai:
        said.append(f"{periode} baru berakhir pada {format_day(periode.selesai)}.")
    left = [f"{number} {kind.label.lower()}" for kind in Kekurangan if (number := jumlah.get(kind, 0))]
    if left:
        said.append(f"Yang belum selesai: {'; '.join(left)}.")
    return " ".join(said)


Values = Mapping[str, Any]
"""nama, jenis, mulai, selesai, batas_pengisian, batas_penilaian"""
FIXED_IN_USE = ("jenis", "mulai", "selesai")


def date_problems(values: Values, *, tahun: int) -> dict[str, str]:
    """By field, what is wrong with the days of a period of that year."""
    mulai, selesai = values["mulai"], values["selesai"]
    found = {}
    for name in ("selesai", "mulai"):
        if values[name].year != tahun:
            found[name] = f"Tanggal ini di luar tahun {tahun}; periode berada dalam satu tahun."
    if selesai < mulai:
        found["selesai"] = "Periode akhir tidak boleh sebelum periode awal."
    if values["batas_pengisian"] < mulai:
        found["batas_pengisian"] = "Batas pengisian tidak boleh sebelum periode awal."
    if values["batas_penilaian"] < values["batas_pengisian"]:
        found["batas_penilaian"] = "Batas penilaian tidak boleh sebelum batas pengisian."
    return found


def collisions(values: Values, others: Iterable[PeriodeEvaluasi]) -> dict[str, str]:
    """By field, which of the year's other periods stand in the way."""
    found = {}
    for other in others:
        if other.nama.casefold() == values["nama"].casefold():
            found["nama"] = f"Periode bernama {other.nama} sudah ada pada tahun {other.tahun}."
        if other.jenis != values["jenis"]:
            continue
        if other.akhir:
            found["jenis"] = (
                f"Tahun {other.tahun} sudah mempunyai periode {JenisPeriode.AKHIR.label}: {other.nama}. "
                "Hanya boleh satu."
            )
        elif other.meets(values["mulai"], values["selesai"]):
            found["mulai"] = f"Bertumpang tindih dengan {other} ({other.rentang}), yang sejenis."
    return found


def fixed_problems(periode: PeriodeEvaluasi, values: Values) -> dict[str, str]:
    """Of a period that has evaluasi: its kind and days stay what they were when people were evaluated in it."""
    reason = "Tidak dapat diubah: sudah ada evaluasi atau capaian dalam periode ini. Nama dan kedua batas masih dapat."
    return {name: reason for name in FIXED_IN_USE if values[name] != getattr(periode, name)}


# --- Holidays --------------------------------------------------------------------------------------------------------


def may_keep_holiday(user: Pegawai, libur: HariLibur) -> Verdict:
    """A national one by the super admin, one of an instansi by its admin."""
    if libur.instansi_id is not None:
        return manages(user, libur.instansi_id)
    if user.is_superuser:
        return ALLOWED
    return denied("Hari libur nasional dan cuti bersama diatur oleh super admin, sama untuk semua instansi.")


def kept_kinds(user: Pegawai) -> list[str]:
    """The kinds of holiday a user enters."""
    return list(JenisLibur.values) if user.is_superuser else [JenisLibur.DAERAH.value]


def national(jenis: str) -> bool:
    return jenis != JenisLibur.DAERAH
