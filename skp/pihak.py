"""The two persons of an SKP as its papers name them: with the post, unit and rank stored on it, not today's."""

from dataclasses import dataclass

from organisasi.models import Pegawai, StatusKepegawaian
from skp.models import Skp

SEBUTAN = {
    StatusKepegawaian.PNS: "Pegawai Negeri Sipil",
    StatusKepegawaian.PPPK: "Pegawai Pemerintah dengan Perjanjian Kerja",
}


@dataclass(frozen=True)
class Pihak:
    nama_lengkap: str
    nip_tampil: str
    pangkat: str
    jabatan: str
    unit: str
    sebutan: str


def dinilai(skp: Skp) -> Pihak:
    return as_stored(skp.pegawai, skp.pangkat, skp.jabatan, skp.unit)


def penilai(skp: Skp) -> Pihak | None:
    if skp.penilai is None:
        return None
    return as_stored(skp.penilai, skp.penilai_pangkat, skp.penilai_jabatan, skp.penilai_unit)


def present(pegawai: Pegawai) -> Pihak:
    """A person who stands on no document, as the organisation has him today."""
    return as_stored(pegawai, pegawai.pangkat, pegawai.jabatan, pegawai.unit)


def as_stored(pegawai: Pegawai, pangkat: str, jabatan: object, unit: object) -> Pihak:
    """A person with what a document keeps of him."""
    return Pihak(
        nama_lengkap=pegawai.nama_lengkap,
        nip_tampil=pegawai.nip_tampil,
        pangkat=pangkat,
        jabatan=str(jabatan or ""),
        unit=str(unit or ""),
        sebutan=SEBUTAN[StatusKepegawaian(pegawai.status)],
    )
