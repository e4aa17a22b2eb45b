"""The documents of this room whose changes the audit shows."""

from organisasi.jenis_audit import JenisAudit, register
from skp.models import (
    Adendum,
    AnggotaTim,
    BankRhk,
    ButirLampiran,
    EkspektasiPerilaku,
    Indikator,
    ManualIndikator,
    PermintaanKoreksi,
    RencanaHasilKerja,
    Satuan,
    Skp,
    SkpBulanan,
    TargetBulanan,
    TimKerja,
)

SKP = "SKP"


def _of(path: str) -> dict[str, str]:
    """What hangs on an SKP belongs to whom the SKP does."""
    return {"instansi": f"{path}__instansi", "pegawai": f"{path}__pegawai", "unit": f"{path}__unit"}


register(
    JenisAudit(Skp, SKP, "instansi", pegawai="pegawai", unit="unit", nama="tahun"),
    JenisAudit(RencanaHasilKerja, SKP, **_of("skp"), nama="uraian"),
    JenisAudit(Indikator, SKP, **_of("rhk__skp"), nama="uraian"),
    JenisAudit(ManualIndikator, SKP, **_of("indikator__rhk__skp"), nama="tujuan"),
    JenisAudit(ButirLampiran, SKP, **_of("skp"), nama="uraian"),
    JenisAudit(EkspektasiPerilaku, SKP, **_of("skp")),
    JenisAudit(Adendum, SKP, **_of("skp"), nama="nomor"),
    JenisAudit(PermintaanKoreksi, SKP, **_of("skp")),
    JenisAudit(SkpBulanan, SKP, **_of("skp"), nama="bulan"),
    JenisAudit(TargetBulanan, SKP, **_of("skp_bulanan__skp"), nama="uraian"),
    JenisAudit(TimKerja, SKP, "instansi", pegawai="ketua", unit="unit", nama="nama"),
    JenisAudit(AnggotaTim, SKP, "tim__instansi", pegawai="pegawai", unit="tim__unit"),
    JenisAudit(BankRhk, SKP, "instansi", nama="uraian"),
    JenisAudit(Satuan, SKP, "instansi", nama="nama"),
)
