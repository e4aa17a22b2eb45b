"""Who opens Statistik Kinerja: the super admin everywhere, an admin in his instansi, who leads a unit in his units."""

from collections.abc import Collection

from dashboard.models import TahunRekap
from ekinerja.errors import Refused
from ekinerja.rules import ALLOWED, Verdict, denied, not_now
from organisasi.models import Instansi, Pegawai
from organisasi.scoping import led_by


def may_open(user: Pegawai) -> Verdict:
    if user.is_staff or led_by(user):
        return ALLOWED
    return denied("Statistik Kinerja untuk super admin, admin instansi, dan pimpinan unit kerja.")


def may_see_nation(user: Pegawai) -> Verdict:
    if user.is_superuser:
        return ALLOWED
    return denied("Statistik nasional hanya untuk super admin.")


def evaluates(instansi: Instansi | None) -> Verdict:
    """Whether there are matrices and predikat to count. Nationally those that do not evaluate are left out."""
    if instansi is None or instansi.evaluasi_periodik:
        return ALLOWED
    return not_now(
        f"{instansi} tidak memakai evaluasi periodik, sehingga tidak ada matriks peran hasil dan predikat untuk "
        "dihitung. Admin instansi dapat mengaktifkannya di pengaturan instansi.",
        Refused,
    )


def is_counted(tahun: int, opened: Collection[int]) -> Verdict:
    """`opened`: the years that are counted. Half of the people of a year would be shown as all of them, so none are."""
    if tahun in opened:
        return ALLOWED
    if TahunRekap.objects.filter(pk=tahun).exists():
        return not_now(
            f"Angka tahun {tahun} sedang dihitung dan tampil di sini setelah semua pegawai terhitung. Muat ulang "
            "halaman ini beberapa saat lagi.",
            Refused,
        )
    return not_now(
        f"Tahun {tahun} belum dibuka untuk statistik, sehingga belum dihitung. Mintalah pengelola aplikasi membukanya "
        f"dengan perintah “manage.py rekap --buka {tahun}”; sesudah itu angkanya mengikuti setiap perubahan SKP.",
        Refused,
    )
