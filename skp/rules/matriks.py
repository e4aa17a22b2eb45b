"""Who may read and arrange a Matriks Peran Hasil (guide of BKN, chapter 5)."""

from ekinerja.errors import Refused
from ekinerja.rules import ALLOWED, Verdict, denied, not_now
from organisasi.models import Pegawai
from organisasi.scoping import acting_ids
from skp.models import Skp

ALASAN_TERISI = "SKP pegawai ini memuat RHK yang mendukung matriks ini. Barisnya ada selama RHK itu ada."


def may_open(kepala: Skp, *, memimpin: bool) -> Verdict:
    """Only who leads somebody has a matrix (`memimpin` of `Skp.objects.heading`)."""
    if not kepala.instansi.evaluasi_periodik:
        return denied("Instansi ini tidak memakai evaluasi periodik, sehingga tidak ada Matriks Peran Hasil.")
    if memimpin:
        return ALLOWED
    return denied("Matriks Peran Hasil hanya ada pada SKP pimpinan unit kerja, pejabat penilai, dan ketua tim kerja.")


def may_arrange(user: Pegawai, kepala: Skp) -> Verdict:
    """- the owner of the head's SKP
    - who stands in for him as Plt/Plh today, once it is no draft any more
    """
    if kepala.pegawai_id == user.pk or kepala.pegawai_id in acting_ids(user):
        return ALLOWED
    return denied("Hanya pemilik matriks ini, atau Plt/Plh-nya, yang dapat mengubahnya.")


def may_add(kepala: Skp, skp: Skp, *, present: bool) -> Verdict:
    if skp.pegawai_id == kepala.pegawai_id:
        return not_now("Kepala matriks sudah berada di baris pertama.", Refused)
    if skp.instansi_id != kepala.instansi_id:
        return not_now("Hanya pegawai dari instansi yang sama yang dapat ditambahkan.", Refused)
    if not skp.meets(kepala.periode_mulai, kepala.periode_selesai):
        return not_now("Periode SKP itu tidak bertemu dengan periode SKP kepala matriks ini.", Refused)
    if present:
        return not_now("Pegawai itu sudah ada di matriks ini.", Refused)
    return ALLOWED


def may_remove(user: Pegawai, kepala: Skp, *, terisi: bool) -> Verdict:
    return may_arrange(user, kepala) and removable(terisi=terisi)


def removable(*, terisi: bool) -> Verdict:
    if terisi:
        return not_now(ALASAN_TERISI, Refused)
    return ALLOWED


def may_mark(user: Pegawai, kepala: Skp, *, terisi: bool) -> Verdict:
    if not (verdict := may_arrange(user, kepala)):
        return verdict
    if terisi:
        return not_now("Sel ini berisi RHK. “Tidak berperan” hanya untuk sel yang kosong.", Refused)
    return ALLOWED
