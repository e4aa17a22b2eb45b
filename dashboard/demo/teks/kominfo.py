from dashboard.demo.teks.tugas import Tugas

KEPALA_DINAS = (
    Tugas(
        "Meningkatkan penerapan Sistem Pemerintahan Berbasis Elektronik (SPBE)", "laporan", 12,
        "Menandatangani laporan penerapan SPBE bulan {bulan}",
        ("Memimpin rapat tim koordinasi SPBE", "Menelaah kemajuan pengembangan aplikasi",
         "Meninjau kesiapan pusat data"),
        mendukung="tatakelola", kode="spbe", hari=14, biaya=3_600_000_000,
    ),
    Tugas(
        "Meningkatkan keterbukaan informasi dan komunikasi publik", "laporan", 12,
        "Menandatangani laporan layanan informasi publik bulan {bulan}",
        ("Memimpin rapat PPID utama", "Menelaah rekap aduan masyarakat"),
        mendukung="layanan", kode="publik", hari=10, biaya=1_200_000_000,
    ),
    Tugas(
        "Menyelenggarakan pengelolaan keuangan dinas yang tertib dan akuntabel", "laporan", 12,
        "Menandatangani laporan keuangan {dinas} bulan {bulan}",
        ("Menelaah realisasi belanja dinas", "Menandatangani dokumen pengadaan"),
        mendukung="keuangan", kode="keuangan", hari=8, biaya=600_000_000,
    ),
    Tugas(
        "Membina kinerja dan kompetensi pegawai dinas", "laporan", 12,
        "Menyelesaikan laporan pembinaan pegawai bulan {bulan}",
        ("Memimpin apel dan pembinaan pegawai", "Menilai kinerja bawahan"),
        kode="kinerja", hari=6, biaya=120_000_000,
    ),
)  # fmt: skip

KABID_EGOV = (
    Tugas(
        "Mengendalikan pengembangan dan pemeliharaan aplikasi pemerintah kota", "aplikasi", 12,
        "Menetapkan berita acara serah terima aplikasi bulan {bulan}",
        ("Memimpin rapat kebutuhan aplikasi perangkat daerah", "Memeriksa hasil uji aplikasi",
         "Menelaah jadwal pengembangan aplikasi"),
        mendukung="spbe", kode="aplikasi", hari=12,
    ),
    Tugas(
        "Mengendalikan pengelolaan pusat data dan jaringan pemerintah kota", "laporan", 12,
        "Menandatangani laporan ketersediaan pusat data dan jaringan bulan {bulan}",
        ("Meninjau ruang pusat data", "Menelaah laporan gangguan jaringan"),
        mendukung="spbe", kode="jaringan", hari=10,
    ),
    Tugas(
        "Mengendalikan penyusunan laporan keuangan kegiatan bidang", "laporan", 12,
        "Menandatangani laporan keuangan bidang bulan {bulan}",
        ("Memeriksa SPJ kegiatan bidang", "Mencocokkan realisasi belanja bidang dengan anggaran kas"),
        mendukung="keuangan", kode="keuangan", hari=8,
    ),
    Tugas(
        "Mengendalikan penyelenggaraan satu data dan statistik sektoral", "dokumen", 4,
        "Menetapkan dokumen satu data sektoral",
        ("Memimpin forum satu data", "Menelaah daftar data prioritas"),
        mendukung="spbe", kode="data", hari=8,
    ),
)  # fmt: skip

PENGOLAH_DATA = (
    Tugas(
        "Mengolah data statistik sektoral perangkat daerah", "data", 24,
        "Menyelesaikan pengolahan data statistik sektoral bulan {bulan}",
        ("Mengumpulkan data sektoral dari perangkat daerah", "Melakukan verifikasi data sektoral",
         "Mengolah data sektoral ke format satu data"),
        mendukung="data", hari=14,
    ),
    Tugas(
        "Menyusun laporan penggunaan aplikasi perangkat daerah", "laporan", 12,
        "Menyerahkan laporan penggunaan aplikasi bulan {bulan}",
        ("Mengunduh catatan penggunaan aplikasi", "Merekap pengguna aktif setiap perangkat daerah"),
        mendukung="aplikasi", hari=8,
    ),
    Tugas(
        "Membuat laporan keuangan kegiatan bidang", "laporan", 12,
        "Mencetak laporan keuangan kegiatan bidang bulan {bulan}",
        ("Mengumpulkan data belanja kegiatan", "Melakukan verifikasi SPJ keuangan", "Mengolah data belanja kegiatan",
         "Menyusun laporan keuangan"),
        mendukung="keuangan", hari=6,
    ),
)  # fmt: skip

PRANATA_KOMPUTER = (
    Tugas(
        "Mengimplementasikan rancangan basis data aplikasi", "rancangan", 12,
        "Menyelesaikan implementasi rancangan basis data bulan {bulan}",
        ("Menganalisis kebutuhan data aplikasi", "Menyusun rancangan tabel dan relasi",
         "Menguji rancangan basis data"),
        mendukung="aplikasi", hari=10, angka_kredit="0.56",
    ),
    Tugas(
        "Menyusun dokumentasi pengembangan sistem informasi", "dokumen", 12,
        "Menyerahkan dokumentasi sistem informasi bulan {bulan}",
        ("Mencatat perubahan kode program", "Menyusun petunjuk penggunaan aplikasi"),
        mendukung="aplikasi", hari=8, angka_kredit="0.32",
    ),
    Tugas(
        "Melakukan uji coba program aplikasi", "kegiatan", 24,
        "Menyelesaikan uji coba program aplikasi",
        ("Menyusun skenario uji coba", "Menyiapkan data uji", "Menelusuri kesalahan program"),
        mendukung="aplikasi", hari=8, angka_kredit="0.11",
    ),
    Tugas(
        "Melaksanakan pemeriksaan keamanan aplikasi", "laporan", 4,
        "Menyerahkan laporan pemeriksaan keamanan aplikasi",
        ("Memindai kerentanan aplikasi", "Menyusun saran perbaikan keamanan"), hari=6, angka_kredit="0.40",
    ),
)  # fmt: skip

PRANATA_TERAMPIL = (
    Tugas(
        "Melakukan pemeliharaan perangkat jaringan perangkat daerah", "perangkat", 60,
        "Menyelesaikan pemeliharaan perangkat jaringan",
        ("Memeriksa kondisi perangkat jaringan", "Mencatat gangguan jaringan", "Mengganti kabel dan konektor rusak"),
        mendukung="jaringan", hari=14, angka_kredit="0.05",
    ),
    Tugas(
        "Menyusun laporan pemantauan pusat data", "laporan", 12,
        "Menyerahkan laporan pemantauan pusat data bulan {bulan}",
        ("Memantau suhu dan beban peladen", "Memeriksa cadangan data harian"),
        mendukung="jaringan", hari=8, angka_kredit="0.12",
    ),
    Tugas(
        "Melakukan pencadangan data aplikasi", "kali", 48,
        "Melakukan pencadangan data aplikasi mingguan",
        ("Memeriksa ruang penyimpanan cadangan",), mendukung="aplikasi", hari=4, angka_kredit="0.02",
    ),
)  # fmt: skip

STATISTISI = (
    Tugas(
        "Menyusun publikasi statistik sektoral kota", "naskah", 12,
        "Menyelesaikan naskah publikasi statistik bulan {bulan}",
        ("Mengumpulkan metadata statistik", "Memeriksa konsistensi data", "Menyusun tabel dan grafik"),
        mendukung="data", hari=12, angka_kredit="0.42",
    ),
    Tugas(
        "Melaksanakan pembinaan data perangkat daerah", "kegiatan", 12,
        "Melaksanakan pembinaan walidata pendukung bulan {bulan}",
        ("Menyiapkan bahan pembinaan data", "Menyusun daftar data prioritas"),
        mendukung="data", hari=6, angka_kredit="0.18",
    ),
)  # fmt: skip

OPERATOR_LAYANAN = (
    Tugas(
        "Melayani aduan gangguan aplikasi dan jaringan", "aduan", 120,
        "Menyelesaikan aduan gangguan aplikasi dan jaringan",
        ("Menerima dan mencatat aduan", "Memeriksa penyebab gangguan", "Meneruskan aduan kepada pranata komputer"),
        mendukung="jaringan", hari=18,
    ),
    Tugas(
        "Menyusun rekap layanan bantuan teknologi informasi", "laporan", 12,
        "Menyerahkan rekap layanan bantuan bulan {bulan}",
        ("Merekap aduan menurut jenisnya", "Menghitung waktu penyelesaian aduan"),
        mendukung="aplikasi", hari=6,
    ),
)  # fmt: skip

KABID_IKP = (
    Tugas(
        "Mengendalikan pengelolaan informasi dan saluran komunikasi publik", "laporan", 12,
        "Menandatangani laporan pengelolaan informasi publik bulan {bulan}",
        ("Memimpin rapat redaksi", "Menelaah konsep siaran pers"),
        mendukung="publik", kode="informasi", hari=12,
    ),
    Tugas(
        "Mengendalikan tindak lanjut aduan masyarakat", "laporan", 12,
        "Menandatangani laporan tindak lanjut aduan bulan {bulan}",
        ("Menelaah rekap aduan masyarakat", "Memimpin rapat tindak lanjut aduan"),
        mendukung="publik", kode="aduan", hari=10,
    ),
)  # fmt: skip

KASI_MEDIA = (
    Tugas(
        "Menyusun rencana dan hasil peliputan kegiatan pemerintah kota", "laporan", 12,
        "Menyerahkan laporan peliputan bulan {bulan}",
        ("Menyusun jadwal peliputan", "Menyunting naskah berita", "Memantau pemberitaan media"),
        mendukung="informasi", kode="berita", hari=14,
    ),
    Tugas(
        "Menyusun laporan tindak lanjut aduan masyarakat", "laporan", 12,
        "Menyerahkan laporan tindak lanjut aduan bulan {bulan}",
        ("Memilah aduan menurut perangkat daerah", "Memantau jawaban perangkat daerah"),
        mendukung="aduan", kode="aduan", hari=8,
    ),
)  # fmt: skip

PRANATA_HUMAS = (
    Tugas(
        "Menulis berita kegiatan pemerintah kota", "naskah", 96,
        "Menerbitkan naskah berita di laman pemerintah kota",
        ("Meliput kegiatan wali kota", "Mewawancarai narasumber", "Menyunting foto kegiatan"),
        mendukung="berita", hari=16, angka_kredit="0.04",
    ),
    Tugas(
        "Mengelola akun media sosial pemerintah kota", "konten", 120,
        "Menayangkan konten media sosial",
        ("Menyusun rencana konten", "Membuat desain konten", "Menjawab pertanyaan warga"),
        mendukung="berita", hari=12, angka_kredit="0.03",
    ),
    Tugas(
        "Menyusun laporan analisis pemberitaan media", "laporan", 12,
        "Menyerahkan laporan analisis pemberitaan bulan {bulan}",
        ("Membuat kliping berita", "Menganalisis nada pemberitaan"), mendukung="aduan", hari=6, angka_kredit="0.20",
    ),
)  # fmt: skip

PROFIL = {
    "kepala_kominfo": KEPALA_DINAS,
    "kabid_egov": KABID_EGOV,
    "pengolah_data": PENGOLAH_DATA,
    "pranata_komputer": PRANATA_KOMPUTER,
    "pranata_terampil": PRANATA_TERAMPIL,
    "statistisi": STATISTISI,
    "operator_layanan": OPERATOR_LAYANAN,
    "kabid_ikp": KABID_IKP,
    "kasi_media": KASI_MEDIA,
    "pranata_humas": PRANATA_HUMAS,
}
