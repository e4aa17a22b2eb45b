"""Remarks, requests and what is handed out: the words that go between people about an SKP."""

from dashboard.demo import susunan
from skp.workflow import StatusPermintaan

CATATAN_RHK = (
    "Rumuskan sebagai hasil, bukan kegiatan.",
    "RHK ini sebaiknya mendukung RHK bidang yang lain; lihat matriks peran hasil.",
    "Tambahkan hasil yang dapat dilihat pada akhir tahun.",
)
CATATAN_INDIKATOR = (
    "Targetnya terlalu rendah dibandingkan dengan capaian tahun lalu.",
    "Sebutkan sumber datanya, supaya dapat diperiksa.",
)

# Who hands what to whom: kode of the RHK supported, the words handed, and what the receiver made of them.
PEMBAGIAN: tuple[tuple[str, tuple[str, ...], tuple[tuple[str, str, str], ...]], ...] = (
    (
        susunan.KEPALA_BIDANG,
        ("198702022011011", "199703172024211"),
        (
            ("jaringan", "Terlaksananya pemeriksaan berkala ruang peladen", ""),
            ("andal", "Tersusunnya catatan gangguan layanan mingguan", "Tersusunnya catatan gangguan tiap pekan"),
        ),
    ),
    (
        susunan.KEPALA_DINAS,
        ("199301152025211",),
        (("publik", "Tersedianya perlengkapan siaran langsung kegiatan pemerintah", ""),),
    ),
)  # fmt: skip

# Whose SKP, asked by whom.
SALIN: tuple[tuple[str, str, StatusPermintaan], ...] = (
    ("199106212015031", susunan.STAF, StatusPermintaan.DITERIMA),
    (susunan.FUNGSIONAL, "199511072020122", StatusPermintaan.DIAJUKAN),
    ("198304192009011", susunan.FUNGSIONAL, StatusPermintaan.DITERIMA),
    ("199511072020122", "199208132023211", StatusPermintaan.DITOLAK),
    ("199402182019032", "199404302019031", StatusPermintaan.DIBATALKAN),
)

# Of each: the owner, what is wrong with what should be there, the words, the state, the answer.
KOREKSI: tuple[tuple[str, dict[str, str], str, StatusPermintaan, str], ...] = (
    (
        "198608142010012",
        {"penilai": "197611282003122"},
        "Seksi dipimpin Plt. Mohon pejabat penilai saya Kepala Bidang sampai kepala seksi ditetapkan.",
        StatusPermintaan.DIAJUKAN,
        "",
    ),
    (
        "198702192011012",
        {"unit": "1.03.2.2"},
        "Sejak awal bulan saya ditempatkan di Seksi Pemeliharaan Jalan.",
        StatusPermintaan.DIAJUKAN,
        "",
    ),
    (
        "199404302019031",
        {"jabatan": "Pengolah Data dan Informasi"},
        "Jabatan pada SKP masih jabatan lama.",
        StatusPermintaan.DITERIMA,
        "Jabatan sudah disesuaikan dengan surat keputusan.",
    ),
    (
        "199402182019032",
        {"penilai": "198002022005012002"},
        "Pekerjaan harian saya diarahkan oleh analis SDM aparatur.",
        StatusPermintaan.DITOLAK,
        "Pejabat penilai tetap kepala unit kerja; arahan harian tidak mengubahnya.",
    ),
    (
        "199610232020122",
        {"unit": "1.01.3"},
        "Unit kerja tertulis seksi, seharusnya bidang.",
        StatusPermintaan.DIBATALKAN,
        "",
    ),
    (
        "199204172015031",
        {"jabatan": "Pranata Hubungan Masyarakat Ahli Muda"},
        "Sejak pengangkatan terakhir jabatan saya Ahli Muda.",
        StatusPermintaan.DIAJUKAN,
        "",
    ),
)
