from ekinerja.antrean import TUGAS
from ekinerja.rules import ALLOWED, Verdict, denied, not_now
from organisasi.models import Pegawai, Pekerjaan, StatusPekerjaan


def may_cancel(user: Pegawai, pekerjaan: Pekerjaan) -> Verdict:
    """Who asked for it, and whoever administers the instansi it is done for; while it waits or runs."""
    if not (_asked(user, pekerjaan) or _administers(user, pekerjaan)):
        return denied(
            "Hanya yang memintanya, admin instansinya, atau super admin yang dapat membatalkan pekerjaan ini."
        )
    if pekerjaan.berakhir:
        return not_now(f"Pekerjaan ini sudah {pekerjaan.get_status_display().lower()}.")
    return ALLOWED


def may_repeat(user: Pegawai, pekerjaan: Pekerjaan) -> Verdict:
    """Who asked for it: it is done in his name."""
    if not _asked(user, pekerjaan):
        return denied("Hanya yang memintanya dapat mencoba pekerjaan ini lagi.")
    if pekerjaan.status != StatusPekerjaan.GAGAL:
        return not_now("Hanya pekerjaan yang gagal dapat dicoba lagi.")
    return ALLOWED


def may_download(user: Pegawai, pekerjaan: Pekerjaan) -> Verdict:
    """Who asked for it, while he has the right to: the file may hold what only he sees. The super admin sees all."""
    if user.is_superuser:
        return ALLOWED
    if not _asked(user, pekerjaan):
        return denied("Berkas hasil hanya untuk yang memintanya.")
    return may_have_done(pekerjaan)


def may_have_done(pekerjaan: Pekerjaan) -> Verdict:
    """Whether who asked for the work still may: asked when it begins, and when its file is fetched."""
    if not pekerjaan.oleh.is_active:
        return denied("Akun yang meminta pekerjaan ini sudah tidak aktif.")
    tugas = TUGAS.get(pekerjaan.tugas)
    return tugas.boleh(pekerjaan) if tugas else ALLOWED


def _asked(user: Pegawai, pekerjaan: Pekerjaan) -> bool:
    return user.pk == pekerjaan.oleh_id


def _administers(user: Pegawai, pekerjaan: Pekerjaan) -> bool:
    if user.is_superuser:
        return True
    return user.is_staff and user.instansi_id is not None and user.instansi_id == pekerjaan.instansi_id
