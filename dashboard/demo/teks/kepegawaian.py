"""What an admin keeps of people: who is left out of the counts and why, who moves where, the sheets he brings in."""

from dataclasses import dataclass

from dashboard.demo import susunan
from organisasi.models import AlasanPengecualian

Hari = tuple[int, int, int]
"""Years from the present one, month, day."""


@dataclass(frozen=True)
class Dikecualikan:
    nip: str
    alasan: AlasanPengecualian
    mulai: Hari
    selesai: Hari | None
    keterangan: str


DIKECUALIKAN = (
    Dikecualikan(
        susunan.TUGAS_BELAJAR,
        AlasanPengecualian.TUGAS_BELAJAR,
        (0, 1, 1),
        (1, 8, 31),
        "Tugas belajar magister transportasi, dibebaskan dari jabatan selama kuliah.",
    ),
    Dikecualikan(
        "199108022024211",
        AlasanPengecualian.LAINNYA,
        (0, 1, 1),
        (0, 12, 31),
        "Cuti sakit sepanjang tahun dengan surat tim penguji kesehatan; SKP disusun setelah bekerja kembali.",
    ),
    Dikecualikan(
        "197611282003122",
        AlasanPengecualian.LAINNYA,
        (-2, 5, 1),
        (-2, 7, 31),
        "Cuti besar tiga bulan untuk menunaikan ibadah haji.",
    ),
    Dikecualikan(
        "198210052007012",
        AlasanPengecualian.CUTI,
        (-2, 2, 1),
        (-2, 11, 30),
        "Mendampingi suami yang bertugas di luar negeri.",
    ),
    Dikecualikan(
        "198703142011011",
        AlasanPengecualian.DIPERBANTUKAN,
        (-2, 3, 1),
        (-2, 12, 31),
        "Dipekerjakan di badan perencanaan pembangunan provinsi.",
    ),
    Dikecualikan(
        "199704112023212",
        AlasanPengecualian.LAINNYA,
        (0, 1, 1),
        (0, 12, 31),
        "Cuti sakit sepanjang tahun dengan surat tim penguji kesehatan.",
    ),
)
PENSIUN = "Pensiun karena mencapai batas usia. Seksi dipimpin Plt."

MUTASI_STAF = "Pengisian jabatan penata laporan keuangan yang kosong."
MUTASI_TAHUN_LALU = "Penataan pegawai bidang sesuai kompetensi."


@dataclass(frozen=True)
class Pindah:
    """A move still to come: to which unit and post, how many months from the present one, and whether it was cancelled
    since."""

    nip: str
    unit: str
    jabatan: str
    bulan: int
    keterangan: str
    batal: bool = False


PINDAH = (
    Pindah("199203142015031", "1.04.1.1", "Penata Laporan Keuangan", 2, "Rotasi antar-perangkat daerah."),
    Pindah("198801092012011", "1.01.2", "Pranata Hubungan Masyarakat Ahli Muda", 3, "Penguatan layanan informasi."),
    Pindah("198512102010012", "1.00.1", "Perencana Ahli Muda", 2, "Permintaan Bagian Organisasi.", batal=True),
    Pindah("199211092019032", "2.1.2", "Penata Laporan Keuangan", 2, "Pengelolaan anggaran aplikasi."),
)

JABATAN_DIIMPOR = """\
Nama Jabatan;Jenis Jabatan;Jenjang;Eselon
Arsiparis Ahli Pertama;Jabatan Fungsional;Ahli Pertama;
Arsiparis Terampil;Jabatan Fungsional;Terampil;
Analis Hukum Ahli Muda;Jabatan Fungsional;Ahli Muda;
Pranata Komputer Ahli Muda;Jabatan Fungsional;Ahli Muda;
Pengolah Data dan Informasi;Pelaksana;;
"""
JUDUL_PEGAWAI = ("NIP", "Nama", "Golongan Ruang", "Kode Unit", "Jabatan", "Status Kepegawaian")
PEGAWAI_LAMA = {"199610232020122": "III/b", "199502052022031": "III/a"}
"""Golongan in the sheet: the first has risen since, the second stands as he is."""
PEGAWAI_BARU = (
    ("20010315{tahun}031001", "Nabila Zahra Kusuma", "III/a", "1.01.2", "Pranata Komputer Ahli Pertama", "PNS"),
    ("20000722{tahun}032002", "Intan Permatasari", "III/a", "1.02.2.2", "Nutrisionis Ahli Pertama", "PNS"),
    ("20010405{tahun}03100", "Fajar Ramadan", "III/a", "1.03.2.1", "Penata Laporan Keuangan", "PNS"),
    ("19991102{tahun}031003", "Yoga Prasetya", "III/a", "1.09.1", "Pengolah Data dan Informasi", "PNS"),
)
"""New this year. The third has a digit too few, the fourth a unit that there is not: the import waits for the admin."""
LEMBAR_SALAH = "Nomor;Nama Lengkap Pegawai;Pangkat;Tempat Tugas\n1;Contoh Pegawai;Penata;Dinas Kesehatan\n"
UNIT_DIHAPUS = "Seksi Layanan Rekam Cadang"
