"""Who may change the data of people, move them, and leave them out of the counts."""

from datetime import date

from ekinerja.errors import Refused
from ekinerja.rules import ALLOWED, Verdict, denied, not_now
from organisasi.deadlines import format_day
from organisasi.models import Instansi, Mutasi, Pegawai, Pengecualian, PerubahanMassal, StatusMutasi
from organisasi.scoping import local_today


def may_manage_people(user: Pegawai) -> Verdict:
    if user.is_staff:
        return ALLOWED
    return denied("Halaman ini hanya untuk admin instansi dan super admin.")


def may_change_person(user: Pegawai, pegawai: Pegawai) -> Verdict:
    """A person whom the user administers. Nobody changes himself, and a super admin is changed by his like alone."""
    if not (verdict := _administers(user, pegawai)):
        return verdict
    if user.pk == pegawai.pk:
        return denied("Data sendiri diubah oleh admin instansi lain atau super admin.")
    return ALLOWED


def may_give_roles(user: Pegawai, pegawai: Pegawai) -> Verdict:
    if user.is_staff and user.is_superuser and user.pk != pegawai.pk:
        return ALLOWED
    return denied("Peran admin instansi diberikan oleh super admin.")


def may_set_active(user: Pegawai, pegawai: Pegawai, *, aktif: bool) -> Verdict:
    if not (verdict := may_change_person(user, pegawai)):
        return verdict
    if pegawai.is_active == aktif:
        return not_now(f"{pegawai} sudah {'aktif' if aktif else 'nonaktif'}.")
    return ALLOWED


def may_plan_mutasi(user: Pegawai, pegawai: Pegawai) -> Verdict:
    if not (verdict := may_change_person(user, pegawai)):
        return verdict
    if not pegawai.is_active:
        return not_now(f"{pegawai} nonaktif. Aktifkan dahulu sebelum memindahkannya.", Refused)
    return ALLOWED


def may_move_to(user: Pegawai, pegawai: Pegawai, instansi: Instansi) -> Verdict:
    if instansi.pk == pegawai.instansi_id or user.is_superuser:
        return ALLOWED
    return denied("Mutasi ke instansi lain hanya dicatat oleh super admin.")


def may_cancel_mutasi(user: Pegawai, mutasi: Mutasi) -> Verdict:
    if not (verdict := _administers(user, mutasi.pegawai)):
        return verdict
    if mutasi.status == StatusMutasi.DIRENCANAKAN:
        return ALLOWED
    return not_now(f"Mutasi ini sudah {mutasi.get_status_display().lower()}.")


def may_carry_out(user: Pegawai, mutasi: Mutasi) -> Verdict:
    """By hand, where the morning of the day met with a hindrance."""
    if not (verdict := may_cancel_mutasi(user, mutasi) and may_change_person(user, mutasi.pegawai)):
        return verdict
    if mutasi.tmt > local_today(mutasi.pegawai):
        return not_now(f"Mutasi ini dijalankan sendiri pada {format_day(mutasi.tmt)}.")
    return ALLOWED


def may_keep_pengecualian(user: Pegawai, pengecualian: Pengecualian) -> Verdict:
    return _administers(user, pengecualian.pegawai)


def may_end_pengecualian(user: Pegawai, pengecualian: Pengecualian, *, today: date) -> Verdict:
    if not (verdict := may_keep_pengecualian(user, pengecualian)):
        return verdict
    if pengecualian.mulai > today:
        return not_now("Pengecualian ini belum mulai; ubah atau hapus saja.")
    if pengecualian.selesai is not None and pengecualian.selesai <= today:
        return not_now("Pengecualian ini sudah berakhir.")
    return ALLOWED


def may_undo(user: Pegawai, perubahan: PerubahanMassal) -> Verdict:
    """The last change of many in its instansi, while it has not been undone."""
    if not (user.is_staff and (user.is_superuser or user.instansi_id == perubahan.instansi_id)):
        return denied("Hanya admin instansi itu yang dapat mengurungkannya.")
    if perubahan.diurungkan_pada is not None:
        return not_now("Perubahan ini sudah diurungkan.")
    if PerubahanMassal.objects.filter(
        instansi=perubahan.instansi_id, pk__gt=perubahan.pk, diurungkan_pada__isnull=True
    ).exists():
        return not_now("Sesudah perubahan ini ada perubahan lain yang lebih baru; urungkan yang terbaru dahulu.")
    return ALLOWED


def _administers(user: Pegawai, pegawai: Pegawai) -> Verdict:
    if user.is_staff and user.is_superuser:
        return ALLOWED
    if user.is_staff and not pegawai.is_superuser and user.instansi_id == pegawai.instansi_id:
        return ALLOWED
    return denied("Hanya admin instansi pegawai itu, atau super admin, yang dapat melakukan ini.")
