"""How the work of the demo city is measured: indikator by the output for JA and JF, by the RHK itself for JPT."""

from dashboard.demo.teks.tugas import Ukuran
from skp.models import Aspek, Perspektif, TingkatKendali

WAKTU, KUALITAS = Aspek.WAKTU, Aspek.KUALITAS
PENERIMA, PROSES = Perspektif.PENERIMA_LAYANAN, Perspektif.PROSES_BISNIS
INTERNAL, ANGGARAN = Perspektif.PENGUATAN_INTERNAL, Perspektif.ANGGARAN

_TEPAT_WAKTU = Ukuran("Ketepatan waktu penyampaian laporan", "paling lambat tanggal 5 bulan berikutnya", WAKTU)

# By satuan. The quantity itself is the measured target, where there is one.
UKURAN: dict[str, tuple[Ukuran, ...]] = {
    "aduan": (
        Ukuran("Persentase aduan yang selesai sesuai standar layanan", "95 %", KUALITAS),
        Ukuran("Lama rata-rata penyelesaian aduan", "paling lama 2 hari kerja", WAKTU),
    ),
    "aplikasi": (Ukuran("Persentase aplikasi yang lulus uji fungsi dan uji keamanan", "100 %", KUALITAS),),
    "berita acara": (Ukuran("Persentase berita acara yang ditandatangani lengkap", "100 %", KUALITAS),),
    "berkas": (Ukuran("Persentase berkas yang tersimpan sesuai klasifikasi arsip", "100 %", KUALITAS),),
    "data": (
        Ukuran("Persentase data yang lolos pemeriksaan kelengkapan dan konsistensi", "98 %", KUALITAS),
        Ukuran("Kesesuaian penyerahan data dengan jadwal rilis", "100 %", WAKTU),
    ),
    "dokumen": (Ukuran("Persentase dokumen yang disetujui tanpa perbaikan mendasar", "95 %", KUALITAS),),
    "gambar": (Ukuran("Persentase gambar rencana yang sesuai standar teknis", "100 %", KUALITAS),),
    "kali": (Ukuran("Persentase pelaksanaan sesuai jadwal", "100 %", WAKTU),),
    "kartu": (Ukuran("Selisih catatan kartu dengan hasil hitung fisik", "0 barang", KUALITAS),),
    "kegiatan": (Ukuran("Tingkat kepuasan peserta", "nilai rata-rata 3,5 dari 4", KUALITAS),),
    "konten": (
        Ukuran("Persentase konten yang sesuai pedoman komunikasi publik", "100 %", KUALITAS),
        Ukuran("Penayangan sesuai kalender konten", "95 %", WAKTU),
    ),
    "laporan": (Ukuran("Persentase laporan yang diterima tanpa perbaikan", "95 %", KUALITAS), _TEPAT_WAKTU),
    "naskah": (Ukuran("Persentase naskah yang terbit tanpa ralat", "98 %", KUALITAS),),
    "orang": (Ukuran("Persentase sasaran yang dipantau sesuai pedoman", "100 %", KUALITAS),),
    "perangkat": (Ukuran("Ketersediaan perangkat yang dipelihara", "99 %", KUALITAS),),
    "rancangan": (Ukuran("Persentase rancangan yang disetujui pada pembahasan pertama", "90 %", KUALITAS),),
    "ruas": (Ukuran("Persentase ruas yang kembali berfungsi baik", "100 %", KUALITAS),),
    "surat": (
        Ukuran("Persentase surat yang tersampaikan kepada penerima yang tepat", "100 %", KUALITAS),
        Ukuran("Lama penerusan surat masuk", "paling lama 1 hari kerja", WAKTU),
    ),
}

# By profil and kode of the RHK.
UKURAN_JPT: dict[tuple[str, str], tuple[Ukuran, ...]] = {
    ("sekda", "tatakelola"): (
        Ukuran("Indeks Reformasi Birokrasi", "80,50", perspektif=PROSES),
        Ukuran("Nilai SAKIP pemerintah daerah", "BB (74,00)", perspektif=PROSES),
    ),
    ("sekda", "layanan"): (
        Ukuran("Indeks Pelayanan Publik", "4,20", perspektif=PENERIMA),
        Ukuran("Persentase standar pelayanan minimal yang terpenuhi", "100 %", perspektif=PENERIMA),
    ),
    ("sekda", "keuangan"): (
        Ukuran("Opini BPK atas laporan keuangan daerah", "WTP", perspektif=ANGGARAN),
        Ukuran("Persentase penyerapan anggaran", "95 %", perspektif=ANGGARAN),
    ),
    ("sekda", "kebijakan"): (
        Ukuran("Persentase rancangan kebijakan yang ditetapkan tepat waktu", "100 %", perspektif=INTERNAL),
    ),
    ("kepala_kominfo", "spbe"): (
        Ukuran("Indeks SPBE", "3,60 (Sangat Baik)", perspektif=PROSES),
        Ukuran("Persentase layanan pemerintahan yang sudah elektronik", "85 %", perspektif=PENERIMA),
    ),
    ("kepala_kominfo", "publik"): (
        Ukuran("Kualifikasi keterbukaan informasi publik", "Informatif", perspektif=PENERIMA),
        Ukuran("Persentase aduan masyarakat yang ditindaklanjuti", "98 %", perspektif=PENERIMA),
    ),
    ("kepala_kominfo", "keuangan"): (
        Ukuran("Persentase penyerapan anggaran dinas", "95 %", perspektif=ANGGARAN),
        Ukuran("Persentase temuan pemeriksaan yang selesai ditindaklanjuti", "100 %", perspektif=ANGGARAN),
    ),
    ("kepala_kominfo", "kinerja"): (
        Ukuran("Indeks Profesionalitas ASN dinas", "82,00", perspektif=INTERNAL),
    ),
    ("kepala_kesehatan", "kesmas"): (
        Ukuran("Indeks Keluarga Sehat", "0,35", perspektif=PENERIMA),
        Ukuran("Prevalensi stunting", "paling tinggi 14 %", perspektif=PENERIMA),
    ),
    ("kepala_kesehatan", "keuangan"): (
        Ukuran("Persentase penyerapan anggaran dinas", "94 %", perspektif=ANGGARAN),
    ),
    ("kepala_kesehatan", "kinerja"): (Ukuran("Indeks Profesionalitas ASN dinas", "80,00", perspektif=INTERNAL),),
    ("kepala_pupr", "jalan"): (
        Ukuran("Persentase jalan kota dalam kondisi mantap", "88 %", perspektif=PENERIMA),
        Ukuran("Persentase paket pekerjaan yang selesai sesuai kontrak", "100 %", perspektif=PROSES),
    ),
    ("kepala_pupr", "keuangan"): (Ukuran("Persentase penyerapan belanja modal", "95 %", perspektif=ANGGARAN),),
    ("kepala_pupr", "kinerja"): (Ukuran("Indeks Profesionalitas ASN dinas", "79,00", perspektif=INTERNAL),),
    ("kepala_pendidikan", "mutu"): (
        Ukuran("Nilai rapor pendidikan jenjang sekolah dasar", "kategori Baik", perspektif=PENERIMA),
        Ukuran("Angka partisipasi sekolah usia 7-12 tahun", "99,60 %", perspektif=PENERIMA),
    ),
    ("kepala_pendidikan", "keuangan"): (
        Ukuran("Persentase penyerapan anggaran dinas", "96 %", perspektif=ANGGARAN),
    ),
    ("kepala_pendidikan", "kinerja"): (Ukuran("Indeks Profesionalitas ASN dinas", "81,00", perspektif=INTERNAL),),
}  # fmt: skip

# By the indikator's words; of each, how it is measured (format A.1.3).
MANUAL: dict[str, dict[str, str]] = {
    "Indeks SPBE": {
        "tujuan": "Menggambarkan tingkat kematangan penerapan Sistem Pemerintahan Berbasis Elektronik.",
        "definisi": "Nilai hasil evaluasi SPBE atas empat domain: kebijakan, tata kelola, manajemen, dan layanan.",
        "formula": "Jumlah nilai tiap indikator dikalikan bobotnya, sesuai pedoman evaluasi SPBE.",
        "satuan_pengukuran": "Indeks (1 sampai 5)",
        "tingkat_kendali": TingkatKendali.SEDANG,
        "sumber_data": "Hasil evaluasi Kementerian PANRB",
        "periode_pelaporan": "TAHUNAN",
    },
    "Persentase aduan masyarakat yang ditindaklanjuti": {
        "tujuan": "Memastikan setiap aduan masyarakat memperoleh jawaban.",
        "definisi": "Aduan yang dijawab perangkat daerah tujuan dalam lima hari kerja.",
        "formula": "(aduan yang ditindaklanjuti : aduan yang masuk) x 100 %",
        "satuan_pengukuran": "Persen",
        "tingkat_kendali": TingkatKendali.TINGGI,
        "sumber_data": "Aplikasi pengelolaan aduan",
        "periode_pelaporan": "BULANAN",
    },
    "Persentase penyerapan anggaran dinas": {
        "tujuan": "Mengukur kesesuaian belanja dengan rencana.",
        "definisi": "Belanja yang terealisasi dibandingkan dengan pagu setelah perubahan.",
        "formula": "(realisasi belanja : pagu anggaran) x 100 %",
        "satuan_pengukuran": "Persen",
        "tingkat_kendali": TingkatKendali.TINGGI,
        "sumber_data": "Laporan realisasi anggaran",
        "periode_pelaporan": "TRIWULANAN",
    },
    "Persentase aplikasi yang lulus uji fungsi dan uji keamanan": {
        "tujuan": "Menjamin aplikasi yang diserahkan dapat dipakai dengan aman.",
        "definisi": "Aplikasi yang lulus seluruh skenario uji sebelum diserahkan kepada perangkat daerah.",
        "formula": "(aplikasi yang lulus : aplikasi yang diuji) x 100 %",
        "satuan_pengukuran": "Persen",
        "tingkat_kendali": TingkatKendali.TINGGI,
        "sumber_data": "Berita acara uji aplikasi",
        "periode_pelaporan": "SEMESTERAN",
    },
    "Persentase rancangan yang disetujui pada pembahasan pertama": {
        "tujuan": "Mengukur mutu rancangan sebelum dibahas.",
        "definisi": "Rancangan yang disetujui tanpa pembahasan ulang.",
        "formula": "(rancangan yang disetujui pada pembahasan pertama : rancangan yang dibahas) x 100 %",
        "satuan_pengukuran": "Persen",
        "tingkat_kendali": TingkatKendali.SEDANG,
        "sumber_data": "Notula pembahasan rancangan",
        "periode_pelaporan": "TRIWULANAN",
    },
}
