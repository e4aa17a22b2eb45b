"""Who records the angka kredit that a pejabat fungsional brought along."""

from datetime import date

from ekinerja.errors import Refused
from ekinerja.rules import ALLOWED, Verdict, denied, not_now
from organisasi.models import Pegawai


def may_keep_awal(user: Pegawai, pegawai: Pegawai) -> Verdict:
    """The admin of the instansi or the super admin, by the decision; nobody his own."""
    if user.pk == pegawai.pk:
        return denied("Angka kredit sendiri dicatat oleh admin instansi lain atau super admin.")
    if user.is_superuser or (user.admin_instansi and user.instansi_id == pegawai.instansi_id):
        return ALLOWED
    return denied("Angka kredit dari luar aplikasi dicatat oleh admin instansi pegawai itu.")


def may_add_awal(user: Pegawai, pegawai: Pegawai) -> Verdict:
    if not (verdict := may_keep_awal(user, pegawai)):
        return verdict
    if pegawai.jabatan is None or not pegawai.jabatan.fungsional:
        return not_now(f"{pegawai} tidak menduduki jabatan fungsional, jadi tidak mengumpulkan angka kredit.", Refused)
    return ALLOWED


def date_problem(tanggal: date, *, today: date) -> str:
    """Why a decision cannot count from that day; empty when it can."""
    return "Tanggal ini belum tiba. Catat keputusan yang sudah berlaku." if tanggal > today else ""
