"""The documents of this room whose changes the audit shows. Nobody reads there what was done to his own appraisal."""

from typing import Any

from organisasi.jenis_audit import JenisAudit, register
from penilaian.models import (
    AngkaKreditAwal,
    CapaianUnit,
    Evaluasi,
    Eviden,
    Keberatan,
    PenilaianKualitas,
    PenilaianPerilaku,
    PolaDistribusi,
    RealisasiPeriode,
    RencanaAksi,
    RentangKualitas,
    UmpanBalik,
)

PENILAIAN = "Penilaian"


def _of(path: str) -> dict[str, Any]:
    return {
        "instansi": f"{path}__instansi",
        "pegawai": f"{path}__pegawai",
        "unit": f"{path}__unit",
        "pribadi": True,
    }


register(
    JenisAudit(Evaluasi, PENILAIAN, **_of("skp"), tersembunyi=frozenset({"isi", "aturan", "dinilai_sebagai"})),
    JenisAudit(UmpanBalik, PENILAIAN, **_of("evaluasi__skp")),
    JenisAudit(Keberatan, PENILAIAN, **_of("evaluasi__skp")),
    JenisAudit(RencanaAksi, PENILAIAN, **_of("evaluasi__skp"), nama="uraian"),
    JenisAudit(RealisasiPeriode, PENILAIAN, **_of("evaluasi__skp")),
    JenisAudit(Eviden, PENILAIAN, **_of("evaluasi__skp"), nama="nama"),
    JenisAudit(PenilaianKualitas, PENILAIAN, **_of("target__skp_bulanan__skp")),
    JenisAudit(PenilaianPerilaku, PENILAIAN, **_of("skp_bulanan__skp")),
    JenisAudit(CapaianUnit, PENILAIAN, "unit__instansi", unit="unit"),
    JenisAudit(AngkaKreditAwal, PENILAIAN, "pegawai__instansi", pegawai="pegawai", nama="jenis"),
    JenisAudit(RentangKualitas, PENILAIAN, "instansi", nama="batas_bawah"),
    JenisAudit(PolaDistribusi, PENILAIAN, "instansi", nama="capaian"),
)
