from dashboard.demo.teks.tugas import Tugas

KEPALA_DINAS = (
    Tugas(
        "Meningkatkan kemantapan jalan dan jembatan kota", "laporan", 12,
        "Menandatangani laporan kemantapan jalan bulan {bulan}",
        ("Meninjau pekerjaan jalan", "Memimpin rapat kemajuan pekerjaan fisik", "Menelaah usulan perbaikan jalan"),
        mendukung="layanan", kode="jalan", hari=14, biaya=9_600_000_000,
    ),
    Tugas(
        "Menyelenggarakan pengelolaan keuangan dinas yang tertib dan akuntabel", "laporan", 12,
        "Menandatangani laporan keuangan {dinas} bulan {bulan}",
        ("Menelaah realisasi belanja modal", "Menandatangani dokumen kontrak"),
        mendukung="keuangan", kode="keuangan", hari=8, biaya=840_000_000,
    ),
    Tugas(
        "Membina kinerja dan kompetensi pegawai dinas", "laporan", 12,
        "Menyelesaikan laporan pembinaan pegawai bulan {bulan}",
        ("Memimpin apel dan pembinaan pegawai", "Menilai kinerja bawahan"),
        kode="kinerja", hari=6, biaya=120_000_000,
    ),
)  # fmt: skip

KABID_BINA_MARGA = (
    Tugas(
        "Mengendalikan pembangunan jalan dan jembatan", "laporan", 12,
        "Menandatangani laporan kemajuan pembangunan jalan bulan {bulan}",
        ("Memimpin rapat lapangan", "Memeriksa mutu pekerjaan jalan", "Menelaah perubahan kontrak"),
        mendukung="jalan", kode="pembangunan", hari=12, biaya=6_000_000_000,
    ),
    Tugas(
        "Mengendalikan pemeliharaan rutin jalan kota", "laporan", 12,
        "Menandatangani laporan pemeliharaan rutin bulan {bulan}",
        ("Meninjau ruas jalan rusak", "Menelaah kebutuhan bahan pemeliharaan"),
        mendukung="jalan", kode="pemeliharaan", hari=10, biaya=2_400_000_000,
    ),
)  # fmt: skip

KASI_PEMBANGUNAN = (
    Tugas(
        "Menyusun dokumen teknis pembangunan jalan", "dokumen", 12,
        "Menyerahkan dokumen teknis pembangunan jalan bulan {bulan}",
        ("Memeriksa gambar rencana", "Menghitung volume pekerjaan", "Menelaah rencana anggaran biaya"),
        mendukung="pembangunan", kode="teknis", hari=12,
    ),
    Tugas(
        "Mengawasi pelaksanaan kontrak pembangunan jalan", "laporan", 12,
        "Menyerahkan laporan pengawasan kontrak bulan {bulan}",
        ("Memeriksa kemajuan mingguan penyedia", "Mencocokkan hasil uji laboratorium"),
        mendukung="pembangunan", kode="pengawasan", hari=12,
    ),
)  # fmt: skip

KASI_PEMELIHARAAN = (
    Tugas(
        "Menyusun program pemeliharaan rutin jalan", "laporan", 12,
        "Menyerahkan laporan program pemeliharaan bulan {bulan}",
        ("Menyusun jadwal regu pemeliharaan", "Memeriksa pemakaian aspal dan batu"),
        mendukung="pemeliharaan", kode="teknis", hari=12,
    ),
    Tugas(
        "Memantau kondisi ruas jalan kota", "laporan", 12,
        "Menyerahkan laporan kondisi jalan bulan {bulan}",
        ("Menyisir ruas jalan", "Mendata lubang dan saluran tersumbat"),
        mendukung="pemeliharaan", kode="pengawasan", hari=10,
    ),
)  # fmt: skip

TEKNIK_JALAN = (
    Tugas(
        "Menyusun gambar rencana dan perhitungan teknis jalan", "gambar", 24,
        "Menyelesaikan gambar rencana dan perhitungan teknis",
        ("Mengukur ruas jalan", "Menggambar potongan melintang", "Menghitung rencana anggaran biaya"),
        mendukung="teknis", hari=14, angka_kredit="0.25",
    ),
    Tugas(
        "Menyusun laporan pengawasan pekerjaan jalan", "laporan", 12,
        "Menyerahkan laporan pengawasan pekerjaan jalan bulan {bulan}",
        ("Memeriksa ketebalan lapis perkerasan", "Mencatat cuaca dan tenaga kerja harian"),
        mendukung="pengawasan", hari=10, angka_kredit="0.30",
    ),
)  # fmt: skip

PENGAWAS_LAPANGAN = (
    Tugas(
        "Mengawasi pekerjaan regu pemeliharaan jalan", "ruas", 48,
        "Menyelesaikan pengawasan pemeliharaan ruas jalan",
        ("Memeriksa kesiapan alat dan bahan", "Mengatur lalu lintas di lokasi pekerjaan", "Mencatat pemakaian bahan"),
        mendukung="teknis", hari=16,
    ),
    Tugas(
        "Mendata kerusakan jalan dan saluran", "data", 36,
        "Menyerahkan data kerusakan jalan dan saluran",
        ("Menyisir ruas jalan menurut jadwal", "Memotret titik kerusakan"),
        mendukung="pengawasan", hari=8,
    ),
)  # fmt: skip

PROFIL = {
    "kepala_pupr": KEPALA_DINAS,
    "kabid_bina_marga": KABID_BINA_MARGA,
    "kasi_pembangunan": KASI_PEMBANGUNAN,
    "kasi_pemeliharaan": KASI_PEMELIHARAAN,
    "teknik_jalan": TEKNIK_JALAN,
    "pengawas_lapangan": PENGAWAS_LAPANGAN,
}
