"""Catatan pembinaan: written by the pejabat penilai, read by the person, his penilai and the heads above them."""

from datetime import date

from ekinerja.rules import ALLOWED, Verdict, denied, not_now
from organisasi.models import Pegawai
from organisasi.scoping import acting_ids, units_headed
from penilaian.models import CatatanPembinaan
from skp.models import Skp


def may_read_pembinaan(user: Pegawai, skp: Skp) -> Verdict:
    """What was said in a counselling is for who guides the person; an admin instansi does not guide. At most two
    queries."""
    if user.pk == skp.pegawai_id or user.is_superuser:
        return ALLOWED
    if _assesses(user, skp) or units_headed(user).filter(pk=skp.pegawai.unit_id).exists():
        return ALLOWED
    return denied("Catatan pembinaan hanya untuk pegawai itu, pejabat penilainya, dan atasan di atasnya.")


def may_add_pembinaan(user: Pegawai, skp: Skp) -> Verdict:
    if user.pk != skp.pegawai_id and _assesses(user, skp):
        return ALLOWED
    return denied("Catatan pembinaan ditulis oleh pejabat penilai SKP ini, atau Plt/Plh-nya.")


def may_change_pembinaan(user: Pegawai, catatan: CatatanPembinaan) -> Verdict:
    """By who wrote it, until the person has responded: he responded to these words."""
    if catatan.oleh_id != user.pk:
        return denied(f"Catatan ini ditulis oleh {catatan.oleh}; hanya penulisnya yang dapat mengubahnya.")
    if catatan.ditanggapi:
        return not_now("Pegawai sudah menanggapi catatan ini; isinya tidak berubah lagi.")
    return ALLOWED


def may_respond_pembinaan(user: Pegawai, catatan: CatatanPembinaan) -> Verdict:
    """Once."""
    if catatan.skp.pegawai_id != user.pk:
        return denied("Catatan pembinaan ditanggapi oleh pegawai yang dibina.")
    return not_now("Anda sudah menanggapi catatan ini.") if catatan.ditanggapi else ALLOWED


def date_problem(tanggal: date, skp: Skp, *, today: date) -> str:
    """Why a talk cannot have been held on that day; empty when it can."""
    if tanggal > today:
        return "Tanggal pembinaan tidak boleh sesudah hari ini."
    if tanggal < skp.periode_mulai:
        return "Tanggal pembinaan tidak boleh sebelum periode SKP ini."
    return ""


def _assesses(user: Pegawai, skp: Skp) -> bool:
    return skp.penilai_id in acting_ids(user)
