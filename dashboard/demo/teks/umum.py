"""Words that every dinas uses: work outside the SKP, reasons, notes, decrees, ideas."""

SATUAN = (
    "aduan", "aplikasi", "berita acara", "berkas", "buku", "data", "dokumen", "gambar", "kartu", "konten", "laporan",
    "naskah", "orang", "perangkat", "rancangan", "rekomendasi", "ruas", "surat", "unit",
)  # fmt: skip
TEMPAT_LAHIR = (
    "Sukamaju", "Bandung", "Semarang", "Yogyakarta", "Surabaya", "Medan", "Padang", "Palembang", "Denpasar", "Makassar",
    "Manado", "Kupang", "Ambon", "Jayapura", "Banjarmasin", "Pontianak",
)  # fmt: skip
SATUAN_FUNGSIONAL = ("kali", "kegiatan")

PRODUKTIVITAS = (
    "Mengikuti apel pagi dan pengarahan pimpinan",
    "Mengikuti rapat koordinasi internal bidang",
    "Menghadiri sosialisasi pengisian E-Kinerja",
    "Mengikuti senam dan kerja bakti lingkungan kantor",
    "Menerima tamu kunjungan kerja dari daerah lain",
    "Membantu persiapan upacara hari besar nasional",
    "Mengikuti pelatihan daring pengembangan kompetensi ASN",
    "Mengikuti rapat panitia peringatan hari jadi kota",
    "Membantu pelayanan di loket pengaduan masyarakat",
    "Mengikuti bimbingan rohani pegawai",
)

ALASAN_SKP = (
    "Target kuantitas belum sesuai dengan perjanjian kinerja; mohon disesuaikan dengan target bidang.",
    "Satu kegiatan belum dikaitkan dengan SKP atasan. Mohon pilih SKP Tahunan atasan yang sesuai.",
    "Uraian kegiatan masih umum. Tuliskan keluaran yang dapat diukur.",
)
ALASAN_BULANAN = (
    "Target bulan ini belum memuat laporan keuangan. Mohon ditambahkan.",
    "Target waktu melebihi hari kerja bulan ini; mohon diperbaiki.",
    "Tahapan belum diisi, padahal pekerjaan ini bertahap.",
)
ALASAN_BUKA_KEMBALI = "Ada pergeseran anggaran; target perlu disesuaikan."

CATATAN_HARIAN = {
    100: ("Hasil rapi dan selesai lebih cepat.", "Terima kasih, sangat membantu."),
    75: ("Lain kali lampirkan bukti pendukung.", "Masih perlu satu kali perbaikan."),
    60: ("Belum lengkap, mohon diselesaikan.", "Terlambat dari jadwal."),
    50: ("Hasil tidak sesuai dengan yang diminta.",),
}

TUGAS_TAMBAHAN = (
    ("Anggota Tim Penyusun Laporan Penyelenggaraan Pemerintahan Daerah", "NEGARA", "Wali Kota Sukamaju"),
    ("Anggota Tim Koordinasi Sistem Pemerintahan Berbasis Elektronik", "NEGARA", "Wali Kota Sukamaju"),
    ("Sekretaris Panitia Peringatan Hari Jadi Kota Sukamaju", "II", "Sekretaris Daerah Kota Sukamaju"),
    ("Anggota Tim Pengendali Gratifikasi", "II", "Sekretaris Daerah Kota Sukamaju"),
    ("Anggota Tim Percepatan Penurunan Stunting tingkat kota", "NEGARA", "Wali Kota Sukamaju"),
    ("Pejabat Penerima Hasil Pekerjaan perangkat daerah", "II", "Kepala Dinas"),
    ("Anggota Tim Penilai Arsip Perangkat Daerah", "II", "Kepala Dinas"),
    ("Petugas Upacara Hari Ulang Tahun Korpri", "II", "Sekretaris Daerah Kota Sukamaju"),
)
ALASAN_TOLAK = "Surat keputusan ditandatangani untuk tahun yang berbeda; mohon diajukan pada tahun yang sesuai."

KREATIVITAS = (
    ("Lembar kendali digital untuk memantau berkas yang belum selesai", "unit kerja"),
    ("Formulir aduan satu pintu yang dipakai semua perangkat daerah", "instansi"),
    ("Papan pantau capaian harian di ruang bidang", "unit kerja"),
    ("Aplikasi antrean layanan yang dipakai di seluruh kantor kelurahan", "instansi"),
    ("Metode pemetaan data sektoral yang dijadikan rujukan kementerian", "negara"),
    ("Buku saku tanya jawab pelayanan", "unit kerja"),
)
