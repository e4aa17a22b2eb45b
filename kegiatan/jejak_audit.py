"""The documents of this room whose changes the audit shows."""

from kegiatan.models import KegiatanHarian, Kreativitas, Realisasi, TugasTambahan
from organisasi.jenis_audit import JenisAudit, register

KEGIATAN = "Kegiatan"
OF_TARGET = "target__skp_bulanan__skp"

register(
    JenisAudit(KegiatanHarian, KEGIATAN, "pegawai__instansi", pegawai="pegawai", nama="uraian"),
    JenisAudit(
        TugasTambahan,
        KEGIATAN,
        "pegawai__instansi",
        pegawai="pegawai",
        nama="uraian",
        tersembunyi=frozenset({"berkas"}),
    ),
    JenisAudit(
        Kreativitas, KEGIATAN, "pegawai__instansi", pegawai="pegawai", nama="uraian", tersembunyi=frozenset({"berkas"})
    ),
    JenisAudit(
        Realisasi,
        KEGIATAN,
        f"{OF_TARGET}__instansi",
        pegawai=f"{OF_TARGET}__pegawai",
        unit=f"{OF_TARGET}__unit",
    ),
)
