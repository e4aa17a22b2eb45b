"""RHK and indikator by PermenPANRB 6/2022: which fields a form asks for."""

from collections.abc import Mapping
from typing import Any

from ekinerja.errors import Refused
from ekinerja.rules import ALLOWED, Verdict, not_now
from organisasi.models import Pegawai
from skp.indikator import asked_fields, asks_klasifikasi
from skp.models import Skp
from skp.rules.dokumen import may_edit

ALASAN_TANPA_EVALUASI = "Instansi ini tidak memakai evaluasi periodik: RHK diukur dengan target terukurnya."
ALASAN_PENDEKATAN = {
    "target": "Pendekatan kualitatif tidak memakai target: tuliskan ukuran keberhasilannya pada indikator.",
    "aspek": "Aspek hanya diisi pada SKP kuantitatif pejabat administrasi dan pejabat fungsional.",
    "perspektif": "Perspektif hanya diisi pada SKP kuantitatif pimpinan tinggi dan pimpinan unit kerja mandiri.",
}
REQUIRED = {
    "target": "Tuliskan target yang harus dicapai.",
    "aspek": "Pilih aspeknya.",
    "perspektif": "Pilih perspektifnya.",
}


def may_edit_indikator(user: Pegawai, skp: Skp) -> Verdict:
    return may_edit(user, skp) and uses_indikator(skp)


def uses_indikator(skp: Skp) -> Verdict:
    if skp.instansi.evaluasi_periodik:
        return ALLOWED
    return not_now(ALASAN_TANPA_EVALUASI, Refused)


def indikator_problems(skp: Skp, values: Mapping[str, Any]) -> dict[str, str]:
    """Fields of an indikator that the SKP's form does not ask for, or asks for in vain."""
    asked = asked_fields(skp)
    sent = {name: ALASAN_PENDEKATAN[name] for name in REQUIRED if name not in asked and values.get(name)}
    return sent | {name: REQUIRED[name] for name in asked if not values.get(name)}


# --- RHK -------------------------------------------------------------------------------------------------------------

UTUH = ("target_kuantitas", "satuan", "target_kualitas", "target_waktu")
TERUKUR = (*UTUH, "target_biaya", "angka_kredit")
"""What a measured target consists of; the first four are there whole or not at all."""

ALASAN_TANPA_PENGUKURAN = "Instansi ini tidak memakai pengukuran bulanan: RHK tidak diberi target terukur."
ALASAN_ATASAN = "Pilih RHK dari SKP yang sudah disetujui, milik pejabat penilai atau ketua tim kerja Anda."
ALASAN_KLASIFIKASI = "Klasifikasi hanya diisi oleh pimpinan tinggi dan pimpinan unit kerja mandiri."


def sasaran_problems(skp: Skp, values: Mapping[str, Any]) -> dict[str, str]:
    """Fields of an RHK that break a rule of PermenPANRB 6/2022 or of the instansi's switches, each with the reason.

    What `values` does not name is not judged.
    """
    problems = _measured_problems(skp, values)
    if asks_klasifikasi(skp) and not values.get("klasifikasi", True):
        problems["klasifikasi"] = "Pilih klasifikasinya: Organisasi atau Individu."
    if values.get("klasifikasi") and not asks_klasifikasi(skp):
        problems["klasifikasi"] = ALASAN_KLASIFIKASI
    return problems


def _measured_problems(skp: Skp, values: Mapping[str, Any]) -> dict[str, str]:
    given = [name for name in TERUKUR if values.get(name) is not None]
    if given and not skp.instansi.pengukuran_bulanan:
        return dict.fromkeys(given, ALASAN_TANPA_PENGUKURAN)
    empty = [name for name in UTUH if name in values and values[name] is None]
    if given and empty:
        return dict.fromkeys(empty, "Lengkapi target terukur ini, atau kosongkan seluruh target terukurnya.")
    if empty and not skp.instansi.evaluasi_periodik:
        return dict.fromkeys(empty, "Target terukur wajib diisi.")
    return {}


def may_unmeasure(*, jumlah_bulanan: int) -> Verdict:
    if not jumlah_bulanan:
        return ALLOWED
    return not_now(
        f"Target terukur tidak dapat dikosongkan: sudah diuraikan oleh {jumlah_bulanan} target SKP Bulanan.", Refused
    )
