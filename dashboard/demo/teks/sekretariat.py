"""Sekretariat Daerah, and the posts that every dinas has: kepala, sekretaris, subbagian."""

from dashboard.demo.teks.tugas import Tugas

SEKDA = (
    Tugas(
        "Mengoordinasikan peningkatan tata kelola pemerintahan dan reformasi birokrasi", "laporan", 12,
        "Menandatangani laporan koordinasi tata kelola pemerintahan bulan {bulan}",
        ("Memimpin rapat koordinasi kepala perangkat daerah", "Menelaah capaian reformasi birokrasi perangkat daerah",
         "Memberi arahan tindak lanjut kepada asisten dan kepala bagian"),
        kode="tatakelola", hari=15, biaya=1_200_000_000,
    ),
    Tugas(
        "Mengoordinasikan peningkatan mutu layanan dasar perangkat daerah", "laporan", 12,
        "Menandatangani laporan koordinasi layanan dasar bulan {bulan}",
        ("Meninjau pelaksanaan layanan dasar di perangkat daerah", "Memimpin rapat evaluasi standar pelayanan minimal"),
        kode="layanan", hari=12, biaya=900_000_000,
    ),
    Tugas(
        "Mengoordinasikan pengelolaan keuangan dan aset daerah yang akuntabel", "laporan", 12,
        "Menandatangani laporan realisasi anggaran Pemerintah Kota bulan {bulan}",
        ("Memimpin rapat tim anggaran pemerintah daerah", "Menelaah realisasi anggaran perangkat daerah"),
        kode="keuangan", hari=10, biaya=600_000_000,
    ),
    Tugas(
        "Menetapkan kebijakan umum penyelenggaraan pemerintahan kota", "dokumen", 4,
        "Menetapkan dokumen kebijakan umum penyelenggaraan pemerintahan",
        ("Membahas rancangan kebijakan dengan para asisten", "Menelaah rancangan peraturan wali kota"),
        kode="kebijakan", hari=8, biaya=300_000_000,
    ),
)  # fmt: skip

KEPALA_BAGIAN = (
    Tugas(
        "Mengendalikan penataan kelembagaan dan analisis jabatan perangkat daerah", "dokumen", 12,
        "Menetapkan dokumen analisis jabatan dan beban kerja bulan {bulan}",
        ("Memimpin rapat penataan kelembagaan", "Menelaah usulan peta jabatan perangkat daerah",
         "Memeriksa konsep analisis jabatan"),
        mendukung="tatakelola", kode="kelembagaan", hari=12,
    ),
    Tugas(
        "Mengendalikan pengukuran kinerja pegawai dan reformasi birokrasi", "laporan", 12,
        "Menandatangani laporan pengukuran kinerja pegawai bulan {bulan}",
        ("Memantau pengisian SKP perangkat daerah", "Memimpin evaluasi rencana aksi reformasi birokrasi"),
        mendukung="tatakelola", kode="kinerja", hari=10,
    ),
    Tugas(
        "Menyusun bahan kebijakan ketatalaksanaan dan pelayanan publik", "rancangan", 4,
        "Menyerahkan rancangan kebijakan ketatalaksanaan",
        ("Menelaah standar operasional prosedur perangkat daerah", "Membahas rancangan kebijakan pelayanan publik"),
        mendukung="layanan", kode="tatalaksana", hari=8,
    ),
)  # fmt: skip

ANALIS_ORGANISASI = (
    Tugas(
        "Menyusun dokumen analisis jabatan dan analisis beban kerja", "dokumen", 12,
        "Menyelesaikan dokumen analisis jabatan perangkat daerah bulan {bulan}",
        ("Mengumpulkan data jabatan dari perangkat daerah", "Mewawancarai pemangku jabatan",
         "Mengolah hasil analisis beban kerja"),
        mendukung="kelembagaan", hari=12, angka_kredit="0.45",
    ),
    Tugas(
        "Menyusun laporan pemantauan pengisian SKP perangkat daerah", "laporan", 12,
        "Menyerahkan laporan pemantauan SKP bulan {bulan}",
        ("Merekap status SKP setiap perangkat daerah", "Memberi bimbingan pengisian SKP kepada admin perangkat daerah"),
        mendukung="kinerja", hari=8, angka_kredit="0.30",
    ),
    Tugas(
        "Melaksanakan bimbingan teknis pengisian E-Kinerja", "kegiatan", 12,
        "Melaksanakan bimbingan teknis E-Kinerja bulan {bulan}",
        ("Menyiapkan bahan bimbingan teknis", "Menyusun daftar peserta dan jadwal"),
        hari=4, angka_kredit="0.15",
    ),
)  # fmt: skip

PENATA_ORGANISASI = (
    Tugas(
        "Mengolah data kinerja pegawai perangkat daerah", "data", 12,
        "Menyelesaikan rekap data kinerja pegawai bulan {bulan}",
        ("Mengunduh data kinerja perangkat daerah", "Memeriksa kelengkapan data",
         "Mengonfirmasi data yang belum sesuai"),
        mendukung="kinerja", hari=12,
    ),
    Tugas(
        "Menatausahakan arsip kelembagaan dan ketatalaksanaan", "berkas", 120,
        "Mencatat dan menyimpan berkas kelembagaan",
        ("Memilah berkas kelembagaan menurut klasifikasi", "Memindai berkas kelembagaan"),
        mendukung="kelembagaan", hari=8,
    ),
)  # fmt: skip

SEKRETARIS_DINAS = (
    Tugas(
        "Mengendalikan penyusunan laporan keuangan {dinas}", "laporan", 12,
        "Menandatangani laporan keuangan {dinas} bulan {bulan}",
        ("Memeriksa pertanggungjawaban belanja", "Memimpin rekonsiliasi belanja dengan BPKAD",
         "Menelaah konsep laporan keuangan"),
        mendukung="keuangan", kode="keuangan", hari=10, biaya=2_400_000_000,
    ),
    Tugas(
        "Mengendalikan penyusunan dokumen perencanaan dan laporan kinerja", "dokumen", 12,
        "Menyetujui dokumen perencanaan dan laporan kinerja bulan {bulan}",
        ("Memimpin rapat penyusunan rencana kerja", "Menelaah capaian indikator kinerja"),
        mendukung="kinerja", kode="perencanaan", hari=10, biaya=180_000_000,
    ),
    Tugas(
        "Mengendalikan pelayanan administrasi umum dan kepegawaian", "laporan", 12,
        "Menandatangani laporan pelayanan administrasi umum bulan {bulan}",
        ("Memantau pelayanan persuratan dan rumah tangga", "Menelaah usul kenaikan pangkat dan cuti pegawai"),
        mendukung="kinerja", kode="umum", hari=8, biaya=420_000_000,
    ),
)  # fmt: skip

KASUBAG_UMUM = (
    Tugas(
        "Menyusun laporan pelayanan administrasi umum dan kepegawaian", "laporan", 12,
        "Menyerahkan laporan administrasi umum dan kepegawaian bulan {bulan}",
        ("Memeriksa rekap kehadiran pegawai", "Mengonsep usul kenaikan pangkat dan gaji berkala",
         "Memantau pemeliharaan gedung dan kendaraan"),
        mendukung="umum", kode="umum", hari=12,
    ),
    Tugas(
        "Memeriksa laporan barang milik daerah", "laporan", 12,
        "Menyelesaikan laporan barang milik daerah bulan {bulan}",
        ("Mencocokkan kartu inventaris ruangan", "Memeriksa mutasi barang persediaan"),
        mendukung="umum", kode="barang", hari=8,
    ),
    Tugas(
        "Menyusun rencana kebutuhan pegawai dan barang", "rancangan", 2,
        "Menyerahkan rancangan rencana kebutuhan pegawai dan barang",
        ("Mendata kebutuhan pegawai setiap bidang", "Mendata kebutuhan barang setiap bidang"),
        hari=6,
    ),
)  # fmt: skip

KASUBAG_KEUANGAN = (
    Tugas(
        "Menyusun laporan keuangan {dinas}", "laporan", 12,
        "Menyerahkan laporan keuangan {dinas} bulan {bulan}",
        ("Meneliti SPJ bendahara pengeluaran", "Melakukan rekonsiliasi belanja", "Menyusun konsep laporan keuangan"),
        mendukung="keuangan", kode="keuangan", hari=12,
    ),
    Tugas(
        "Menyusun laporan capaian kinerja dan rencana aksi", "laporan", 12,
        "Menyerahkan laporan capaian kinerja bulan {bulan}",
        ("Mengumpulkan data capaian bidang", "Mengolah data capaian indikator kinerja"),
        mendukung="perencanaan", kode="perencanaan", hari=10,
    ),
    Tugas(
        "Meneliti kelengkapan dokumen surat permintaan pembayaran", "dokumen", 120,
        "Meneliti dan memaraf surat permintaan pembayaran",
        ("Memeriksa kelengkapan dokumen tagihan", "Mencocokkan tagihan dengan anggaran kas"),
        mendukung="keuangan", kode="spp", hari=8,
    ),
)  # fmt: skip

PELAKSANA_UMUM = (
    Tugas(
        "Mengelola surat masuk dan surat keluar", "surat", 240,
        "Mencatat dan mendistribusikan surat masuk dan surat keluar",
        ("Menerima dan menyortir surat masuk", "Memindai surat ke aplikasi persuratan"),
        mendukung="umum", hari=18,
    ),
    Tugas(
        "Menyusun rekap kehadiran pegawai", "laporan", 12,
        "Menyerahkan rekap kehadiran pegawai bulan {bulan}",
        ("Mengunduh data presensi", "Mencocokkan presensi dengan surat izin dan cuti"),
        mendukung="umum", hari=6,
    ),
    Tugas(
        "Menatausahakan barang persediaan", "kartu", 36,
        "Memutakhirkan kartu barang persediaan",
        ("Menghitung fisik barang persediaan", "Mencatat pengeluaran barang"),
        mendukung="barang", hari=6,
    ),
)  # fmt: skip

PELAKSANA_KEUANGAN = (
    Tugas(
        "Membuat laporan pertanggungjawaban bendahara", "laporan", 12,
        "Menyelesaikan laporan pertanggungjawaban bendahara bulan {bulan}",
        ("Mengumpulkan bukti belanja", "Melakukan verifikasi SPJ keuangan", "Membukukan transaksi pada buku kas umum"),
        mendukung="keuangan", hari=14,
    ),
    Tugas(
        "Menyiapkan dokumen surat permintaan pembayaran", "dokumen", 96,
        "Menyelesaikan dokumen surat permintaan pembayaran",
        ("Menyusun kelengkapan tagihan pihak ketiga", "Menghitung pajak belanja"),
        mendukung="spp", hari=10,
    ),
)  # fmt: skip

PERENCANA = (
    Tugas(
        "Menyusun dokumen perencanaan dan penganggaran {dinas}", "dokumen", 12,
        "Menyelesaikan dokumen perencanaan bulan {bulan}",
        ("Mengumpulkan usulan kegiatan bidang", "Menganalisis keselarasan usulan dengan renstra",
         "Menyusun konsep rencana kerja"),
        mendukung="perencanaan", hari=12, angka_kredit="0.60",
    ),
    Tugas(
        "Menyusun laporan evaluasi capaian program", "laporan", 12,
        "Menyerahkan laporan evaluasi program bulan {bulan}",
        ("Mengumpulkan data realisasi fisik dan keuangan", "Menganalisis simpangan capaian program"),
        mendukung="perencanaan", hari=8, angka_kredit="0.40",
    ),
    Tugas(
        "Melaksanakan pendampingan penyusunan rencana aksi bidang", "kali", 12,
        "Melaksanakan pendampingan penyusunan rencana aksi bidang",
        ("Menyiapkan bahan pendampingan rencana aksi",), hari=3, angka_kredit="0.10",
    ),
)  # fmt: skip

PROFIL = {
    "sekda": SEKDA,
    "kepala_bagian": KEPALA_BAGIAN,
    "analis_organisasi": ANALIS_ORGANISASI,
    "penata_organisasi": PENATA_ORGANISASI,
    "sekretaris_dinas": SEKRETARIS_DINAS,
    "kasubag_umum": KASUBAG_UMUM,
    "kasubag_keuangan": KASUBAG_KEUANGAN,
    "pelaksana_umum": PELAKSANA_UMUM,
    "pelaksana_keuangan": PELAKSANA_KEUANGAN,
    "perencana": PERENCANA,
}
