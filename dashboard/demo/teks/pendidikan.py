from dashboard.demo.teks.tugas import Tugas

KEPALA_DINAS = (
    Tugas(
        "Meningkatkan mutu dan pemerataan pendidikan dasar", "laporan", 12,
        "Menandatangani laporan mutu pendidikan dasar bulan {bulan}",
        ("Memimpin rapat kepala sekolah", "Meninjau kegiatan belajar di sekolah", "Menelaah rapor pendidikan"),
        mendukung="layanan", kode="mutu", hari=14, biaya=7_200_000_000,
    ),
    Tugas(
        "Menyelenggarakan pengelolaan keuangan dinas yang tertib dan akuntabel", "laporan", 12,
        "Menandatangani laporan keuangan {dinas} bulan {bulan}",
        ("Menelaah realisasi belanja dinas", "Menelaah penyaluran bantuan operasional sekolah"),
        mendukung="keuangan", kode="keuangan", hari=8, biaya=720_000_000,
    ),
    Tugas(
        "Membina kinerja dan kompetensi pegawai dinas", "laporan", 12,
        "Menyelesaikan laporan pembinaan pegawai bulan {bulan}",
        ("Memimpin apel dan pembinaan pegawai", "Menilai kinerja bawahan"),
        kode="kinerja", hari=6, biaya=120_000_000,
    ),
)  # fmt: skip

KABID_SD = (
    Tugas(
        "Mengendalikan peningkatan mutu pembelajaran sekolah dasar", "laporan", 12,
        "Menandatangani laporan mutu pembelajaran sekolah dasar bulan {bulan}",
        ("Memimpin rapat kelompok kerja kepala sekolah", "Menelaah hasil supervisi", "Meninjau sekolah dasar"),
        mendukung="mutu", kode="pembelajaran", hari=12,
    ),
    Tugas(
        "Mengendalikan pendataan peserta didik dan sarana sekolah dasar", "laporan", 12,
        "Menandatangani laporan pendataan sekolah dasar bulan {bulan}",
        ("Menelaah data pokok pendidikan", "Memimpin verifikasi kebutuhan sarana"),
        mendukung="mutu", kode="pendataan", hari=10,
    ),
)  # fmt: skip

KASI_KURIKULUM = (
    Tugas(
        "Menyusun laporan pelaksanaan kurikulum sekolah dasar", "laporan", 12,
        "Menyerahkan laporan pelaksanaan kurikulum bulan {bulan}",
        ("Memeriksa kurikulum satuan pendidikan", "Menyiapkan lokakarya guru", "Memantau asesmen sekolah"),
        mendukung="pembelajaran", kode="kurikulum", hari=12,
    ),
    Tugas(
        "Menyusun laporan data pokok pendidikan sekolah dasar", "laporan", 12,
        "Menyerahkan laporan data pokok pendidikan bulan {bulan}",
        ("Memeriksa sinkronisasi data sekolah", "Membina operator sekolah"),
        mendukung="pendataan", kode="dapodik", hari=8,
    ),
)  # fmt: skip

PENGEMBANG_PEMBELAJARAN = (
    Tugas(
        "Menyusun bahan pengembangan teknologi pembelajaran", "naskah", 12,
        "Menyelesaikan naskah bahan pembelajaran bulan {bulan}",
        ("Menganalisis kebutuhan bahan ajar", "Menyusun garis besar isi media", "Menguji coba bahan di sekolah"),
        mendukung="kurikulum", hari=14, angka_kredit="0.50",
    ),
    Tugas(
        "Melaksanakan pendampingan guru sekolah dasar", "kegiatan", 24,
        "Melaksanakan pendampingan guru di sekolah",
        ("Menyiapkan bahan pendampingan", "Menyusun catatan hasil pendampingan"),
        mendukung="kurikulum", hari=8, angka_kredit="0.12",
    ),
)  # fmt: skip

PENGELOLA_DAPODIK = (
    Tugas(
        "Mengolah data pokok pendidikan sekolah dasar", "data", 48,
        "Menyelesaikan pengolahan data pokok pendidikan",
        ("Memeriksa data residu peserta didik", "Menghubungi operator sekolah", "Memperbaiki data yang ganda"),
        mendukung="dapodik", hari=16,
    ),
    Tugas(
        "Menyusun rekap laporan bulanan sekolah dasar", "laporan", 12,
        "Menyerahkan rekap laporan bulanan sekolah bulan {bulan}",
        ("Menerima laporan bulanan sekolah", "Merekap jumlah peserta didik dan guru"),
        mendukung="dapodik", hari=8,
    ),
    Tugas(
        "Menyiapkan bahan lokakarya kurikulum", "berkas", 12,
        "Menyelesaikan berkas bahan lokakarya bulan {bulan}",
        ("Menggandakan bahan lokakarya", "Menyusun daftar hadir peserta"),
        mendukung="kurikulum", hari=6,
    ),
)  # fmt: skip

PROFIL = {
    "kepala_pendidikan": KEPALA_DINAS,
    "kabid_sd": KABID_SD,
    "kasi_kurikulum": KASI_KURIKULUM,
    "pengembang_pembelajaran": PENGEMBANG_PEMBELAJARAN,
    "pengelola_dapodik": PENGELOLA_DAPODIK,
}
