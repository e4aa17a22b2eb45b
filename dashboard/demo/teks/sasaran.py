"""Words of Lampiran SKP and of Ekspektasi Khusus Pimpinan, for every dinas."""

DUKUNGAN = (
    "Anggaran kegiatan sesuai Dokumen Pelaksanaan Anggaran tahun berjalan",
    "Dua orang pelaksana untuk pengolahan data",
    "Laptop dan akses jaringan di tempat kerja",
    "Pelatihan teknis sedikitnya 20 jam pelajaran dalam setahun",
    "Kendaraan dinas untuk kegiatan lapangan",
    "Akses ke aplikasi perencanaan dan keuangan daerah",
)
PERTANGGUNGJAWABAN = (
    "Menyampaikan laporan kemajuan kepada pimpinan setiap bulan",
    "Memaparkan hasil kerja dalam rapat evaluasi setiap triwulan",
    "Menyimpan bukti dukung setiap hasil kerja di arsip digital unit",
    "Melaporkan kendala yang menghambat target paling lambat satu minggu setelah diketahui",
)
KONSEKUENSI = (
    "Bila target tercapai, diusulkan mengikuti pengembangan kompetensi pilihan",
    "Bila target terlampaui, diusulkan sebagai pegawai berprestasi unit kerja",
    "Bila target tidak tercapai tanpa alasan yang dapat diterima, mengikuti bimbingan kinerja",
    "Bila laporan terlambat dua bulan berturut-turut, diberi teguran lisan oleh pimpinan",
)

EKSPEKTASI: dict[str, tuple[str, ...]] = {
    "berorientasi_pelayanan": (
        "Menjawab permintaan perangkat daerah dalam satu hari kerja",
        "Menanyakan kepuasan pengguna setelah setiap layanan selesai",
    ),
    "akuntabel": (
        "Menyimpan bukti dukung setiap pekerjaan pada hari yang sama",
        "Menyampaikan kendala sebelum tenggat, bukan sesudahnya",
    ),
    "kompeten": (
        "Mengikuti pelatihan dan membagikan hasilnya kepada rekan",
        "Menguasai aplikasi kerja yang baru dalam tiga bulan",
    ),
    "harmonis": ("Membantu rekan yang bebannya sedang tinggi", "Menyampaikan kritik dengan santun dalam rapat"),
    "loyal": ("Menjaga kerahasiaan data yang dikelola", "Menjaga nama baik dinas di media sosial"),
    "adaptif": (
        "Mengusulkan sedikitnya satu perbaikan cara kerja dalam setahun",
        "Tetap tenang dan sigap saat prioritas berubah",
    ),
    "kolaboratif": (
        "Melibatkan perangkat daerah terkait sejak awal pekerjaan",
        "Berbagi data dengan bidang lain tanpa menunggu diminta",
    ),
}
