from ekinerja.errors import Refused
from ekinerja.rules import ALLOWED, Verdict, denied, not_now
from organisasi.models import Instansi, Pegawai


def may_administer(user: Pegawai) -> Verdict:
    """The administration pages: the super admin and the admins instansi, while their accounts are active."""
    if user.is_staff:
        return ALLOWED
    return denied("Halaman administrasi hanya untuk super admin dan admin instansi.")


def may_issue_password(user: Pegawai, pegawai: Pegawai) -> Verdict:
    """A one-time password for another active person whom the user administers; never for a super admin by others."""
    if user.pk == pegawai.pk:
        return denied("Sandi sendiri diganti lewat halaman Ganti Sandi.")
    if not pegawai.is_active:
        return denied("Akun pegawai ini tidak aktif. Aktifkan dahulu bila ia boleh masuk.")
    if user.is_superuser and user.is_active:
        return ALLOWED
    if user.is_staff and not pegawai.is_superuser and user.instansi_id == pegawai.instansi_id:
        return ALLOWED
    return denied("Sandi sementara hanya diterbitkan oleh admin instansi pegawai itu atau super admin.")


def measures(instansi: Instansi | None) -> Verdict:
    """Whether the instansi uses the measured month: SKP Bulanan, kegiatan harian, tugas tambahan."""
    if instansi is None or instansi.pengukuran_bulanan:
        return ALLOWED
    return not_now(
        f"{instansi} tidak memakai pengukuran bulanan. Admin instansi dapat mengaktifkannya di Pengaturan Instansi.",
        Refused,
    )


def may_correct(user: Pegawai, pegawai: Pegawai) -> Verdict:
    """Unit, post and head of the unit of a person whom the user administers; nobody corrects his own."""
    if user.pk == pegawai.pk:
        return denied("Data sendiri dikoreksi oleh admin instansi lain atau super admin.")
    if user.is_staff and (user.is_superuser or user.instansi_id == pegawai.instansi_id):
        return ALLOWED
    return denied("Hanya admin instansi pegawai itu yang dapat mengoreksi datanya.")
