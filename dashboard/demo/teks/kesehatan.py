from dashboard.demo.teks.tugas import Tugas

KEPALA_DINAS = (
    Tugas(
        "Meningkatkan mutu pelayanan kesehatan masyarakat kota", "laporan", 12,
        "Menandatangani laporan standar pelayanan minimal kesehatan bulan {bulan}",
        ("Memimpin rapat kepala puskesmas", "Meninjau pelayanan puskesmas", "Menelaah capaian imunisasi"),
        mendukung="layanan", kode="kesmas", hari=14, biaya=4_800_000_000,
    ),
    Tugas(
        "Menyelenggarakan pengelolaan keuangan dinas yang tertib dan akuntabel", "laporan", 12,
        "Menandatangani laporan keuangan {dinas} bulan {bulan}",
        ("Menelaah realisasi belanja dinas", "Menandatangani dokumen pengadaan obat"),
        mendukung="keuangan", kode="keuangan", hari=8, biaya=960_000_000,
    ),
    Tugas(
        "Membina kinerja dan kompetensi pegawai dinas", "laporan", 12,
        "Menyelesaikan laporan pembinaan pegawai bulan {bulan}",
        ("Memimpin apel dan pembinaan pegawai", "Menilai kinerja bawahan"),
        kode="kinerja", hari=6, biaya=120_000_000,
    ),
)  # fmt: skip

KABID_KESMAS = (
    Tugas(
        "Mengendalikan program kesehatan keluarga dan gizi masyarakat", "laporan", 12,
        "Menandatangani laporan program kesehatan keluarga bulan {bulan}",
        ("Memimpin evaluasi program puskesmas", "Menelaah data balita stunting", "Meninjau posyandu"),
        mendukung="kesmas", kode="keluarga", hari=12,
    ),
    Tugas(
        "Mengendalikan promosi kesehatan dan pemberdayaan masyarakat", "laporan", 12,
        "Menandatangani laporan promosi kesehatan bulan {bulan}",
        ("Memimpin rapat lintas sektor", "Menelaah bahan penyuluhan"),
        mendukung="kesmas", kode="promosi", hari=10,
    ),
)  # fmt: skip

KASI_KELUARGA = (
    Tugas(
        "Menyusun laporan kesehatan ibu dan anak", "laporan", 12,
        "Menyerahkan laporan kesehatan ibu dan anak bulan {bulan}",
        ("Memeriksa laporan puskesmas", "Memvalidasi data kunjungan ibu hamil", "Mengonsep umpan balik ke puskesmas"),
        mendukung="keluarga", kode="kia", hari=12,
    ),
    Tugas(
        "Menyusun laporan percepatan penurunan stunting", "laporan", 12,
        "Menyerahkan laporan penurunan stunting bulan {bulan}",
        ("Memantau penimbangan balita", "Menyusun bahan audit kasus stunting"),
        mendukung="keluarga", kode="gizi", hari=10,
    ),
)  # fmt: skip

KASI_PROMOSI = (
    Tugas(
        "Menyusun laporan promosi kesehatan puskesmas", "laporan", 12,
        "Menyerahkan laporan promosi kesehatan bulan {bulan}",
        ("Memeriksa laporan penyuluhan puskesmas", "Memantau rumah tangga berperilaku hidup bersih dan sehat"),
        mendukung="promosi", kode="penyuluhan", hari=12,
    ),
    Tugas(
        "Membina kader kesehatan kelurahan", "laporan", 12,
        "Menyerahkan laporan pembinaan kader bulan {bulan}",
        ("Menyiapkan bahan pembinaan kader", "Meninjau kelurahan siaga"),
        mendukung="promosi", kode="kader", hari=8,
    ),
)  # fmt: skip

PROMOTOR = (
    Tugas(
        "Menyusun media penyuluhan kesehatan", "naskah", 24,
        "Menyelesaikan naskah media penyuluhan kesehatan",
        ("Menyusun pesan kesehatan", "Menguji coba media kepada warga", "Menyempurnakan rancangan media"),
        mendukung="penyuluhan", hari=12, angka_kredit="0.15",
    ),
    Tugas(
        "Melaksanakan penyuluhan kesehatan masyarakat", "kegiatan", 48,
        "Melaksanakan penyuluhan kesehatan di kelurahan",
        ("Menyiapkan bahan penyuluhan", "Berkoordinasi dengan ketua RW dan kader"),
        mendukung="kader", hari=8, angka_kredit="0.06",
    ),
    Tugas(
        "Menyusun laporan perilaku hidup bersih dan sehat", "laporan", 12,
        "Menyerahkan laporan PHBS bulan {bulan}",
        ("Mengumpulkan data PHBS kelurahan", "Mengolah data PHBS"), mendukung="penyuluhan", hari=6,
        angka_kredit="0.20",
    ),
)  # fmt: skip

BIDAN_NUTRISIONIS = (
    Tugas(
        "Memantau kesehatan ibu hamil dan balita berisiko", "orang", 120,
        "Menyelesaikan pemantauan ibu hamil dan balita berisiko",
        ("Memeriksa kohort ibu hamil", "Mengunjungi rumah balita berisiko", "Memberi konseling gizi"),
        mendukung="kia", hari=14, angka_kredit="0.02",
    ),
    Tugas(
        "Menyusun laporan status gizi balita", "laporan", 12,
        "Menyerahkan laporan status gizi balita bulan {bulan}",
        ("Mengumpulkan data penimbangan posyandu", "Memasukkan data ke aplikasi gizi"),
        mendukung="gizi", hari=8, angka_kredit="0.18",
    ),
)  # fmt: skip

PROFIL = {
    "kepala_kesehatan": KEPALA_DINAS,
    "kabid_kesmas": KABID_KESMAS,
    "kasi_keluarga": KASI_KELUARGA,
    "kasi_promosi": KASI_PROMOSI,
    "promotor": PROMOTOR,
    "bidan_nutrisionis": BIDAN_NUTRISIONIS,
}
