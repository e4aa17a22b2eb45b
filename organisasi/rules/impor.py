"""Who brings sheets in and takes them out. Whose data a kind is about, the kind itself says (`may_use`)."""

from ekinerja.errors import Refused
from ekinerja.rules import ALLOWED, Verdict, denied, not_now
from organisasi.impor.jenis import JenisImpor
from organisasi.models import CaraTerap, Impor, Pegawai, StatusImpor

TIDAK_ADA_PERUBAHAN = "Tidak ada baris yang perlu ditambahkan atau diubah."


def may_apply(user: Pegawai, impor: Impor, jenis: JenisImpor, *, running: bool = False) -> Verdict:
    """Whoever may bring in such data now, while the file is read and waits."""
    if not (verdict := jenis.may_import(user)):
        return verdict
    if not jenis.milik_admin and impor.oleh_id != user.pk:
        return denied("Hanya yang mengunggah berkas ini yang dapat menerapkannya.")
    if running:
        return not_now("Impor ini sedang dikerjakan.", Refused)
    if impor.status != StatusImpor.SIAP:
        return not_now(f"Impor ini {impor.get_status_display().lower()}.", Refused)
    if not impor.baru + impor.ubah:
        return not_now(TIDAK_ADA_PERUBAHAN, Refused)
    return ALLOWED


def may_apply_as(impor: Impor, cara: str) -> Verdict:
    if cara == CaraTerap.SEMUA and impor.salah:
        return not_now(
            f"Masih ada {impor.salah} baris yang salah, jadi tidak satu pun diterapkan. Perbaiki baris itu, atau pilih "
            "hanya baris yang benar.",
            Refused,
        )
    return ALLOWED


def may_drop(user: Pegawai, impor: Impor, jenis: JenisImpor, *, running: bool = False) -> Verdict:
    if not (verdict := jenis.may_use(user)):
        return verdict
    if not jenis.milik_admin and impor.oleh_id != user.pk:
        return denied("Hanya yang mengunggah berkas ini yang dapat membatalkannya.")
    if running:
        return not_now("Impor ini sedang dikerjakan; batalkan pekerjaannya lebih dahulu.", Refused)
    if impor.status not in {StatusImpor.SIAP, StatusImpor.DIBACA, StatusImpor.GAGAL}:
        return not_now(f"Impor ini sudah {impor.get_status_display().lower()}.", Refused)
    return ALLOWED
