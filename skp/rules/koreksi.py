"""Who asks to correct unit, jabatan or pejabat penilai on an SKP, and who answers."""

from django.db.models import TextChoices

from ekinerja.rules import ALLOWED, Verdict, denied, not_now
from organisasi.models import Pegawai
from organisasi.rules.orang import may_correct
from skp.models import PermintaanKoreksi, Skp
from skp.rules.dokumen import Giliran, owns
from skp.workflow import StatusPermintaan


class AksiKoreksi(TextChoices):
    TERIMA = "terima", "Terima"
    TOLAK = "tolak", "Tolak"
    BATALKAN = "batalkan", "Batalkan"


def may_open_requests(user: Pegawai) -> Verdict:
    if user.is_staff:
        return ALLOWED
    return denied("Permintaan koreksi dijawab oleh admin instansi.")


def may_ask_correction(user: Pegawai, skp: Skp, *, terbuka: bool) -> Verdict:
    """The owner, whatever the state of the SKP; one request at a time."""
    if not owns(user, skp):
        return denied("Hanya pemilik SKP yang meminta koreksi data pada SKP-nya.")
    if terbuka:
        return not_now("Permintaan koreksi untuk SKP ini masih menunggu jawaban.")
    return ALLOWED


def may_cancel_correction(user: Pegawai, permintaan: PermintaanKoreksi) -> Verdict:
    if permintaan.skp.pegawai_id != user.pk:
        return denied("Hanya yang meminta koreksi yang dapat membatalkannya.")
    return _open(permintaan)


def may_answer_correction(user: Pegawai, permintaan: PermintaanKoreksi) -> Verdict:
    """An admin of the instansi, never who asked."""
    return may_correct(user, permintaan.skp.pegawai) and _open(permintaan)


def correction_turn(user: Pegawai, permintaan: PermintaanKoreksi) -> Giliran:
    since = permintaan.status_sejak
    if permintaan.status != StatusPermintaan.DIAJUKAN:
        by = f" oleh {permintaan.diputuskan_oleh}" if permintaan.diputuskan_oleh else ""
        return Giliran(f"Permintaan koreksi {permintaan.get_status_display().lower()}{by}", since, done=True)
    mine = bool(may_answer_correction(user, permintaan))
    what = "memeriksa permintaan koreksi"
    return Giliran(what if mine else f"admin instansi {what}", since, mine=mine)


def _open(permintaan: PermintaanKoreksi) -> Verdict:
    if permintaan.status == StatusPermintaan.DIAJUKAN:
        return ALLOWED
    by = f" oleh {permintaan.diputuskan_oleh}" if permintaan.diputuskan_oleh else ""
    return not_now(f"Permintaan ini sudah {permintaan.get_status_display().lower()}{by}.")
