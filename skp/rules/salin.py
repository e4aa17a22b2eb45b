"""Copying RHK out of an older SKP, or out of a colleague's with his consent."""

from dataclasses import dataclass

from django.db.models import TextChoices

from ekinerja.errors import Refused
from ekinerja.rules import ALLOWED, Verdict, denied, not_now
from organisasi.models import Pegawai
from skp.models import PermintaanSalin, Skp
from skp.workflow import Status, StatusPermintaan


class AksiSalin(TextChoices):
    IZINKAN = "izinkan", "Izinkan"
    TOLAK = "tolak", "Tolak"
    CABUT = "cabut", "Cabut izin"
    BATALKAN = "batalkan", "Batalkan"


@dataclass(frozen=True)
class Langkah:
    """Who takes a step of a request (`owner`: whose SKP it is, else who asked), from where to where."""

    owner: bool
    sources: frozenset[StatusPermintaan]
    target: StatusPermintaan


LANGKAH = {
    # A refusal is its owner's: he alone may think better of it.
    AksiSalin.IZINKAN: Langkah(
        True, frozenset({StatusPermintaan.DIAJUKAN, StatusPermintaan.DITOLAK}), StatusPermintaan.DITERIMA
    ),
    AksiSalin.TOLAK: Langkah(True, frozenset({StatusPermintaan.DIAJUKAN}), StatusPermintaan.DITOLAK),
    AksiSalin.CABUT: Langkah(True, frozenset({StatusPermintaan.DITERIMA}), StatusPermintaan.DITOLAK),
    AksiSalin.BATALKAN: Langkah(
        False, frozenset({StatusPermintaan.DIAJUKAN, StatusPermintaan.DITERIMA}), StatusPermintaan.DIBATALKAN
    ),
}


def may_ask(user: Pegawai, skp: Skp) -> Verdict:
    """For an approved SKP of a colleague in the same instansi; nobody's draft can be asked for."""
    if skp.pegawai_id == user.pk:
        return not_now("SKP Anda sendiri tidak perlu diminta: pilih langsung pada Ambil RHK.", Refused)
    if user.instansi_id is None or skp.instansi_id != user.instansi_id:
        return denied("RHK hanya dapat diminta dari rekan di instansi yang sama.")
    if skp.status != Status.DISETUJUI:
        return not_now("SKP itu belum disetujui, sehingga belum dapat diminta.", Refused)
    return ALLOWED


def may_take_step(user: Pegawai, permintaan: PermintaanSalin, aksi: AksiSalin) -> Verdict:
    langkah = LANGKAH[aksi]
    person = permintaan.skp.pegawai_id if langkah.owner else permintaan.peminta_id
    if person != user.pk:
        who = "pemilik SKP yang diminta" if langkah.owner else "peminta"
        return denied(f"Hanya {who} yang dapat melakukan ini.")
    if permintaan.status not in langkah.sources:
        return not_now(
            f"{aksi.label} tidak dapat dilakukan: status permintaan ini {permintaan.get_status_display().lower()}."
        )
    return ALLOWED


def steps_of(user: Pegawai, permintaan: PermintaanSalin) -> list[AksiSalin]:
    """What this person can do with a request now, for its buttons."""
    return [aksi for aksi in AksiSalin if may_take_step(user, permintaan, aksi)]
