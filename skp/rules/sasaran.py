"""RHK and indikator by PermenPANRB 6/2022: which fields a form asks for."""

from collections.abc import Mapping
from typing import Any

from ekinerja.errors import Refused
from ekinerja.rules import ALLOWED, Verdict, not_now
from organisasi.models import Pegawai
from skp.indikator import asked_fields
from skp.models import Skp
from skp.rules.dokumen import may_edit

ALASAN_TANPA_EVALUASI = "Instansi ini tidak memakai indikator: RHK diukur dengan target terukurnya."
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
