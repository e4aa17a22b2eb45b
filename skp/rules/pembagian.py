"""Who may hand RHK to whom, and when an SKP can take them."""

from datetime import date

from ekinerja.errors import Refused
from ekinerja.rules import ALLOWED, Verdict, denied, not_now
from organisasi.models import Pegawai
from organisasi.scoping import acting_ids, led_by
from skp.models import RencanaHasilKerja, Skp, TimKerja
from skp.workflow import Status

BELUM_ADA_SKP = "Belum membuat SKP untuk tahun ini."
PENILAI_LAIN = "SKP-nya mencatat pejabat penilai lain. Minta ia menekan Muat Ulang bila Anda penilainya."


def may_hand_out(user: Pegawai, *, today: date) -> Verdict:
    """Whoever leads a unit, is somebody's stored pejabat penilai, or is ketua of a tim kerja that has not ended."""
    if (
        led_by(user)
        or Skp.objects.filter(penilai__in=acting_ids(user)).exists()
        or TimKerja.objects.led_by(user).filter(selesai__gte=today).exists()
    ):
        return ALLOWED
    return denied("RHK dibagikan oleh pejabat penilai kepada bawahannya, atau oleh ketua tim kerja kepada anggotanya.")


def may_receive(user: Pegawai, skp: Skp, *, memimpin: bool) -> Verdict:
    """Whether `user` may hand RHK into this SKP now.

    `memimpin`: he is its stored pejabat penilai or stands in for him, or is ketua of its owner's tim kerja
    (`Skp.objects.led_by`).
    """
    if skp.pegawai_id == user.pk:
        return denied("RHK untuk SKP sendiri ditambahkan pada SKP itu, tidak dibagikan.")
    if not memimpin:
        return denied("Anda bukan pejabat penilai SKP ini, bukan pula ketua tim kerja pemiliknya.")
    if skp.status == Status.DIAJUKAN:
        return not_now("SKP sudah diajukan: kembalikan dahulu bila RHK-nya perlu ditambah.")
    if skp.status == Status.DISETUJUI:
        return not_now("SKP sudah disetujui: RHK ditambah lewat adendum, atau setelah dibuka kembali.")
    return ALLOWED


def may_support(atasan: RencanaHasilKerja, skp: Skp, *, memimpin: bool) -> Verdict:
    """`memimpin`: the owner of `atasan` hands work to the owner of `skp` (`RencanaHasilKerja.objects.leads`)."""
    if not memimpin:
        return not_now(
            f"RHK yang didukung milik {atasan.skp.pegawai}, bukan pejabat penilai atau ketua timnya.", Refused
        )
    if not skp.meets(atasan.skp.periode_mulai, atasan.skp.periode_selesai):
        return not_now("Periode SKP-nya tidak bertemu dengan periode RHK yang didukung.", Refused)
    return ALLOWED
