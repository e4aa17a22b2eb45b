"""Units, posts and people of the demo city. The people are characters of this demo; no real official is meant."""

import csv
from dataclasses import dataclass
from pathlib import Path

from organisasi.models import Eselon, JenisJabatan, Jenjang

SUPER_ADMIN = "197001011995011001"
ADMIN_INSTANSI = "198002022005012002"
SEKDA = "196806171993031001"
KEPALA_DINAS = "196903031994031003"
KEPALA_BIDANG = "197504042000041004"
STAF = "199005052015051005"
FUNGSIONAL = "198806062012062006"
PENILAI_DEMO = (SEKDA, KEPALA_DINAS, KEPALA_BIDANG)
# Of the kabupaten, which measures nothing monthly.
ADMIN_KABUPATEN = "198411092009012004"
KEPALA_DINAS_KABUPATEN = "197206181998032002"
FUNGSIONAL_KABUPATEN = "199312052019032005"

KOTA = "kota-sukamaju"
KABUPATEN = "kabupaten-contoh"
ADMIN = {KOTA: ADMIN_INSTANSI, KABUPATEN: ADMIN_KABUPATEN}

JPT, ADM, PGW = JenisJabatan.JPT_PRATAMA, JenisJabatan.ADMINISTRATOR, JenisJabatan.PENGAWAS


@dataclass(frozen=True)
class Unit:
    """`singkat` is how the texts call the dinas the unit belongs to."""

    kode: str
    nama: str
    induk: str = ""
    singkat: str = ""
    aktif: bool = True
    instansi: str = KOTA


@dataclass(frozen=True)
class Orang:
    """A row of pegawai.csv. `nip` is whole for the demo accounts, else without its serial: the first 15 digits."""

    nip: str
    depan: str
    nama: str
    belakang: str
    golongan: str
    unit: str
    jabatan: str
    profil: str
    kepala: bool
    anggaran: str
    status: str


SEKSI_TANPA_KEPALA = "1.02.2.1"
PLT_DARI = "1.02.2.2"
UNIT_TERATAS = "1"
BIDANG_DEMO = "1.01.2"
UNIT_KEPALA_DINAS = "1.01"
UNIT_KEPALA_DINAS_KABUPATEN = "2.1"

UNIT = (
    Unit("1", "Sekretariat Daerah", singkat="Sekretariat Daerah"),
    Unit("1.00.1", "Bagian Organisasi", "1", "Sekretariat Daerah"),
    Unit("1.01", "Dinas Komunikasi dan Informatika", "1", "Dinas Kominfo"),
    Unit("1.01.1", "Sekretariat Dinas Komunikasi dan Informatika", "1.01", "Dinas Kominfo"),
    Unit("1.01.1.1", "Subbagian Umum dan Kepegawaian Diskominfo", "1.01.1", "Dinas Kominfo"),
    Unit("1.01.1.2", "Subbagian Program dan Keuangan Diskominfo", "1.01.1", "Dinas Kominfo"),
    Unit("1.01.2", "Bidang Penyelenggaraan E-Government", "1.01", "Dinas Kominfo"),
    Unit("1.01.3", "Bidang Informasi dan Komunikasi Publik", "1.01", "Dinas Kominfo"),
    Unit("1.01.3.1", "Seksi Media dan Pengaduan Masyarakat", "1.01.3", "Dinas Kominfo"),
    Unit("1.02", "Dinas Kesehatan", "1", "Dinas Kesehatan"),
    Unit("1.02.1", "Sekretariat Dinas Kesehatan", "1.02", "Dinas Kesehatan"),
    Unit("1.02.1.1", "Subbagian Umum dan Kepegawaian Dinas Kesehatan", "1.02.1", "Dinas Kesehatan"),
    Unit("1.02.2", "Bidang Kesehatan Masyarakat", "1.02", "Dinas Kesehatan"),
    Unit("1.02.2.1", "Seksi Promosi dan Pemberdayaan Kesehatan", "1.02.2", "Dinas Kesehatan"),
    Unit("1.02.2.2", "Seksi Kesehatan Keluarga dan Gizi", "1.02.2", "Dinas Kesehatan"),
    Unit("1.03", "Dinas Pekerjaan Umum dan Penataan Ruang", "1", "Dinas PUPR"),
    Unit("1.03.1", "Sekretariat Dinas Pekerjaan Umum dan Penataan Ruang", "1.03", "Dinas PUPR"),
    Unit("1.03.1.1", "Subbagian Keuangan dan Umum Dinas PUPR", "1.03.1", "Dinas PUPR"),
    Unit("1.03.2", "Bidang Bina Marga", "1.03", "Dinas PUPR"),
    Unit("1.03.2.1", "Seksi Pembangunan Jalan dan Jembatan", "1.03.2", "Dinas PUPR"),
    Unit("1.03.2.2", "Seksi Pemeliharaan Jalan", "1.03.2", "Dinas PUPR"),
    Unit("1.03.2.3", "Seksi Peralatan dan Perbekalan", "1.03.2", "Dinas PUPR", aktif=False),
    Unit("1.04", "Dinas Pendidikan", "1", "Dinas Pendidikan"),
    Unit("1.04.1", "Sekretariat Dinas Pendidikan", "1.04", "Dinas Pendidikan"),
    Unit("1.04.1.1", "Subbagian Keuangan dan Umum Dinas Pendidikan", "1.04.1", "Dinas Pendidikan"),
    Unit("1.04.2", "Bidang Pembinaan Sekolah Dasar", "1.04", "Dinas Pendidikan"),
    Unit("1.04.2.1", "Seksi Kurikulum dan Pendataan Sekolah Dasar", "1.04.2", "Dinas Pendidikan"),
    Unit("2", "Sekretariat Daerah Kabupaten Contoh", singkat="Sekretariat Daerah", instansi=KABUPATEN),
    Unit("2.1", "Dinas Komunikasi dan Informatika Kabupaten", "2", "Dinas Kominfo", instansi=KABUPATEN),
    Unit("2.1.1", "Sekretariat Dinas Komunikasi dan Informatika Kabupaten", "2.1", "Dinas Kominfo", instansi=KABUPATEN),
    Unit("2.1.1.1", "Subbagian Program dan Keuangan", "2.1.1", "Dinas Kominfo", instansi=KABUPATEN),
    Unit("2.1.2", "Bidang E-Government", "2.1", "Dinas Kominfo", instansi=KABUPATEN),
    Unit("2.1.3", "Bidang Komunikasi Publik", "2.1", "Dinas Kominfo", instansi=KABUPATEN),
    Unit("2.1.3.1", "Seksi Media", "2.1.3", "Dinas Kominfo", instansi=KABUPATEN),
)

# By name: jenis, jenjang, eselon.
STRUKTURAL: dict[str, tuple[str, str, str]] = {
    "Sekretaris Daerah": (JPT, "", Eselon.II_A),
    "Kepala Dinas Komunikasi dan Informatika": (JPT, "", Eselon.II_B),
    "Kepala Dinas Kesehatan": (JPT, "", Eselon.II_B),
    "Kepala Dinas Pekerjaan Umum dan Penataan Ruang": (JPT, "", Eselon.II_B),
    "Kepala Dinas Pendidikan": (JPT, "", Eselon.II_B),
    "Kepala Bagian Organisasi": (ADM, "", Eselon.III_A),
    "Sekretaris Dinas": (ADM, "", Eselon.III_A),
    "Kepala Bidang Penyelenggaraan E-Government": (ADM, "", Eselon.III_B),
    "Kepala Bidang Informasi dan Komunikasi Publik": (ADM, "", Eselon.III_B),
    "Kepala Bidang Kesehatan Masyarakat": (ADM, "", Eselon.III_B),
    "Kepala Bidang Bina Marga": (ADM, "", Eselon.III_B),
    "Kepala Bidang Pembinaan Sekolah Dasar": (ADM, "", Eselon.III_B),
    "Kepala Subbagian Umum dan Kepegawaian": (PGW, "", Eselon.IV_A),
    "Kepala Subbagian Program dan Keuangan": (PGW, "", Eselon.IV_A),
    "Kepala Subbagian Keuangan dan Umum": (PGW, "", Eselon.IV_A),
    "Kepala Seksi Media dan Pengaduan Masyarakat": (PGW, "", Eselon.IV_A),
    "Kepala Seksi Promosi dan Pemberdayaan Kesehatan": (PGW, "", Eselon.IV_A),
    "Kepala Seksi Kesehatan Keluarga dan Gizi": (PGW, "", Eselon.IV_A),
    "Kepala Seksi Pembangunan Jalan dan Jembatan": (PGW, "", Eselon.IV_A),
    "Kepala Seksi Pemeliharaan Jalan": (PGW, "", Eselon.IV_A),
    "Kepala Seksi Kurikulum dan Pendataan Sekolah Dasar": (PGW, "", Eselon.IV_A),
}
FUNGSIONAL_TERTENTU = (
    ("Analis SDM Aparatur", Jenjang.AHLI_MUDA),
    ("Analis Kebijakan", Jenjang.AHLI_MADYA),
    ("Perencana", Jenjang.AHLI_MUDA),
    ("Perencana", Jenjang.AHLI_PERTAMA),
    ("Pranata Komputer", Jenjang.AHLI_MUDA),
    ("Pranata Komputer", Jenjang.AHLI_PERTAMA),
    ("Pranata Komputer", Jenjang.TERAMPIL),
    ("Pranata Komputer", Jenjang.MAHIR),
    ("Pranata Komputer", Jenjang.PENYELIA),
    ("Statistisi", Jenjang.AHLI_PERTAMA),
    ("Pranata Hubungan Masyarakat", Jenjang.AHLI_MUDA),
    ("Pranata Hubungan Masyarakat", Jenjang.AHLI_PERTAMA),
    ("Promotor Kesehatan", Jenjang.AHLI_MUDA),
    ("Promotor Kesehatan", Jenjang.AHLI_PERTAMA),
    ("Bidan", Jenjang.MAHIR),
    ("Nutrisionis", Jenjang.AHLI_PERTAMA),
    ("Penata Kelola Jalan dan Jembatan", Jenjang.AHLI_MUDA),
    ("Penata Kelola Jalan dan Jembatan", Jenjang.AHLI_PERTAMA),
    ("Pengembang Teknologi Pembelajaran", Jenjang.AHLI_MUDA),
    ("Pengembang Teknologi Pembelajaran", Jenjang.AHLI_PERTAMA),
)
PELAKSANA = (
    "Penelaah Teknis Kebijakan",
    "Penata Laporan Keuangan",
    "Pengolah Data dan Informasi",
    "Pengadministrasi Perkantoran",
    "Operator Layanan Operasional",
    "Pengelola Umum Operasional",
)
JABATAN = {
    **STRUKTURAL,
    **{f"{nama} {jenjang.label}": (JenisJabatan.FUNGSIONAL, jenjang, "") for nama, jenjang in FUNGSIONAL_TERTENTU},
    **dict.fromkeys(PELAKSANA, (JenisJabatan.PELAKSANA, "", "")),
}

# The staf's post until the present month; since then he is Penata Laporan Keuangan and has to make a new SKP.
JABATAN_LAMA_STAF = "Pengolah Data dan Informasi"
# Who was at another post of his bidang until the middle of last year, and made two SKP then: key, profil, jabatan.
PINDAH_TAHUN_LALU = {"199404302019031": ("operator_layanan", "Operator Layanan Operasional")}
# The kasi who has retired: his section is led by a Plt since then.
KASI_PENSIUN = "196711121992031"

# Who is late with this year's SKP, by the key in pegawai.csv; everybody else's is approved.
STATUS_SKP = {
    "199812122025212": "DIAJUKAN",
    "199703172024211": "DIKEMBALIKAN",
    "199301152025211": "DRAFT",
    "199010112014021": "DIAJUKAN",
    "199705192024212": "DIKEMBALIKAN",
    "198404072009011": "DRAFT",
    "199307312019032": "DIAJUKAN",
    "198702022011011": "DRAFT",
    "199211092019032": "DIAJUKAN",
    "199512242020121": "DRAFT",
    "198910032014022": "DIKEMBALIKAN",
}
TANPA_SKP = {"199108022024211", "199804142025212", "199704112023212", "200004172025211"}
# Who has left for a tugas belajar at the beginning of this year.
TUGAS_BELAJAR = "199208252019031"
DIBUKA_KEMBALI = "199609162022031"
# Whose SKP say what success looks like instead of how much of it.
KUALITATIF = {
    "196910201997032",
    "197611282003122",
    "199607092022032",
    "199404302019031",
    "198306262008012",
    "198107252006041",
    "199402182019032",
    "198703142011011",
    "199204172015031",
}
# What waits this month for the kepala bidang of the demo, and for those above him.
STATUS_BULAN_INI = {
    "197407081999031": "DIAJUKAN",
    "197203111998032": "DIAJUKAN",
    "196910201997032": "DIAJUKAN",
    "198304192009011": "DIAJUKAN",
    "199511072020122": "DIAJUKAN",
    "199208132023211": "DIAJUKAN",
    "199009282014021": "DIAJUKAN",
    "197510161999032": "DRAFT",
    "199607092022032": "DIKEMBALIKAN",
    "199404302019031": "DISETUJUI",
}


def read_people() -> list[Orang]:
    """Everybody, in the order of the organisation; the retired kasi comes last."""
    with (Path(__file__).parent / "pegawai.csv").open(encoding="utf-8", newline="") as file:
        return [
            Orang(**{**row, "kepala": row["kepala"] == "ya"})  # type: ignore[arg-type]
            for row in csv.DictReader(file)
        ]
