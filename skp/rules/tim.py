"""Who makes a tim kerja, who keeps its anggota, and what a team that is in use does not allow any more."""

from collections.abc import Sequence
from datetime import date

from ekinerja.errors import Refused
from ekinerja.rules import ALLOWED, Verdict, denied, not_now
from organisasi.deadlines import format_day
from organisasi.models import Pegawai, UnitKerja
from organisasi.scoping import acting_ids, led_by
from skp.models import RencanaHasilKerja, TimKerja
from skp.workflow import Status

# --- The team --------------------------------------------------------------------------------------------------------


def may_create_tim(user: Pegawai) -> Verdict:
    """Whoever leads a unit, also as Plt/Plh, in an instansi that uses the periodic evaluation."""
    if not led_by(user):
        return denied("Tim kerja dibentuk oleh pimpinan unit kerja.")
    if user.instansi is not None and not user.instansi.evaluasi_periodik:
        return not_now("Instansi Anda tidak memakai evaluasi kinerja periodik, sehingga tidak ada tim kerja.", Refused)
    return ALLOWED


def may_change_tim(user: Pegawai, tim: TimKerja) -> Verdict:
    if tim.unit_id in led_by(user):
        return ALLOWED
    return denied(f"Hanya pimpinan {tim.unit} yang dapat mengubah tim kerja ini.")


def may_delete_tim(user: Pegawai, tim: TimKerja, *, jumlah_anggota: int, jumlah_peserta: int) -> Verdict:
    if not (verdict := may_change_tim(user, tim)):
        return verdict
    if jumlah_peserta:
        return not_now("Matriks tim ini sudah berisi; tim yang selesai diakhiri dengan tanggal selesainya.", Refused)
    if jumlah_anggota:
        return not_now(f"Tim ini mempunyai {jumlah_anggota} anggota. Keluarkan anggotanya lebih dahulu.", Refused)
    return ALLOWED


def ketua_problem(tim: TimKerja | None, ketua: Pegawai, *, jumlah_peserta: int = 0, anggota: bool = False) -> str:
    """Why a person cannot become ketua; empty when he can. `anggota`: he is one of this team."""
    if tim is not None and ketua.pk == tim.ketua_id:
        return ""
    if jumlah_peserta:
        return (
            f"Matriks tim ini sudah berisi pegawai yang mendukung RHK {tim.ketua if tim else 'ketuanya'}. "
            "Akhiri tim ini, lalu bentuk tim baru dengan ketua yang lain."
        )
    if anggota:
        return f"{ketua} anggota tim ini. Keluarkan dahulu sebagai anggota, lalu jadikan ketua."
    return ""


def person_problem(pegawai: Pegawai, *, instansi: int) -> str:
    """Why a person cannot work in a team of this instansi; empty when he can."""
    if pegawai.instansi_id != instansi:
        return "Tidak ada pegawai dengan NIP itu di instansi ini."
    if not pegawai.is_active:
        return f"Akun {pegawai} tidak aktif."
    if pegawai.unit_id is None or pegawai.jabatan_id is None:
        return f"Unit kerja atau jabatan {pegawai} belum tercatat. Minta admin instansi melengkapinya."
    return ""


# --- Its anggota -----------------------------------------------------------------------------------------------------


def keeps_anggota(user: Pegawai, tim: TimKerja) -> Verdict:
    """The ketua, who stands in for him, and whoever leads the unit that made the team."""
    if tim.ketua_id in acting_ids(user) or may_change_tim(user, tim):
        return ALLOWED
    return denied(f"Anggota diatur oleh ketua tim atau pimpinan {tim.unit}.")


def may_see_work(user: Pegawai, *, keeps: Verdict) -> bool:
    """What the SKP of the anggota are doing: who keeps them, and the admin of the instansi; not they of one another."""
    return bool(keeps) or user.is_superuser or user.admin_instansi


def may_add_anggota(user: Pegawai, tim: TimKerja, *, today: date) -> Verdict:
    if not (verdict := keeps_anggota(user, tim)):
        return verdict
    if tim.selesai < today:
        return not_now(f"Tim kerja ini sudah berakhir pada {format_day(tim.selesai)}.")
    return ALLOWED


def removable(user: Pegawai, pegawai: Pegawai, mendukung: Sequence[RencanaHasilKerja]) -> Verdict:
    """`mendukung`: RHK of the ketua that the anggota's SKP supports because of this team, `skp` loaded.

    Their words are named to those who may read them: a draft's are the ketua's alone.
    """
    if not mendukung:
        return ALLOWED
    named = [f"“{row.uraian}”" for row in mendukung if row.skp.status != Status.DRAFT or row.skp.pegawai_id == user.pk]
    which = f": {', '.join(named)}" if named else ""
    return not_now(
        f"SKP {pegawai} mendukung {len(mendukung)} RHK ketua tim{which}. Kaitan itu dilepas dahulu pada SKP-nya.",
        Refused,
    )


def unit_problem(user: Pegawai, unit: UnitKerja) -> str:
    if unit.pk in led_by(user):
        return ""
    return "Pilih unit kerja yang Anda pimpin."
