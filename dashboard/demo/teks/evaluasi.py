"""Words of an evaluasi: what was reached, what the penilai and colleagues said of it, what they talked about."""

from dataclasses import dataclass

from dashboard.demo import susunan
from penilaian.models import Hubungan, JenisPembinaan, KeputusanKeberatan
from penilaian.scoring.permenpanrb_6_2022 import CapaianOrganisasi, Predikat, Rating

SUMBER = (
    "Aplikasi E-Kinerja",
    "Buku agenda surat keluar",
    "Laporan bulanan unit kerja",
    "Arsip digital unit kerja",
    "Berita acara serah terima",
    "Rekap layanan unit kerja",
)
TERCAPAI = (
    "tercapai sesuai rencana triwulan ini",
    "tercapai; bukti lengkap di arsip unit",
    "sebagian besar tercapai, sisanya selesai pada minggu terakhir",
    "tercapai lebih awal dari jadwal",
)
TEPAT_WAKTU = (
    "tepat waktu setiap bulan",
    "tepat waktu, satu laporan disampaikan sehari lebih awal",
    "tepat waktu; satu laporan terlambat satu hari karena menunggu data",
)
RENCANA_AKSI = (
    "Menyusun jadwal dan pembagian kerja",
    "Mengumpulkan dan memeriksa bahan bersama unit terkait",
    "Menyelesaikan hasil triwulan ini dan menyampaikannya kepada pimpinan",
    "Membahas kemajuan dan kendala dalam rapat unit",
)
EVIDEN = ("Arsip bukti dukung {periode}", "Folder hasil kerja {periode}", "Laporan kemajuan {periode}")

UMPAN_BALIK_HASIL = (
    "Hasilnya lengkap dan dapat langsung dipakai; pertahankan.",
    "Sudah baik. Sertakan juga perbandingan dengan triwulan sebelumnya.",
    "Bukti dukung lengkap, tetapi ringkasannya perlu dibuat lebih singkat untuk pimpinan.",
    "Penyelesaiannya lebih cepat dari rencana. Bagikan cara kerjanya kepada rekan yang lain.",
    "Ada dua bagian yang masih perlu diperiksa ulang sebelum disampaikan ke luar unit.",
    "Koordinasi dengan bidang lain sudah lancar; catat hasil rapat agar tidak terulang.",
)
UMPAN_BALIK_PERILAKU: dict[str, tuple[str, ...]] = {
    "berorientasi_pelayanan": (
        "Cepat menjawab permintaan pengguna dan sabar menjelaskan.",
        "Tanyakan kebutuhan pengguna lebih dahulu sebelum menawarkan penyelesaian.",
    ),
    "akuntabel": (
        "Bukti dukung tersimpan rapi dan mudah ditelusuri.",
        "Sampaikan kendala lebih awal, tidak menunggu batas waktu.",
    ),
    "kompeten": (
        "Mau belajar hal baru dan membagikannya kepada rekan.",
        "Ikuti pelatihan analisis data pada triwulan berikutnya.",
    ),
    "harmonis": ("Menjaga suasana kerja yang nyaman.", "Dengarkan pendapat rekan sampai selesai dalam rapat."),
    "loyal": ("Menjaga kerahasiaan data dengan baik.",),
    "adaptif": (
        "Sigap ketika prioritas berubah.",
        "Cobalah cara kerja baru yang sudah disepakati, jangan menunggu sempurna.",
    ),
    "kolaboratif": (
        "Selalu bersedia membantu bidang lain.",
        "Libatkan rekan sejak awal, bukan hanya pada saat akhir.",
    ),
}
MANDIRI = (
    "Seluruh target triwulan ini selesai; satu laporan masih dapat diperbaiki ringkasannya.",
    "Target utama tercapai. Saya masih perlu belajar mengatur waktu saat pekerjaan menumpuk.",
    "Sebagian target bergantung pada data perangkat daerah lain dan baru lengkap pada bulan terakhir.",
)
CATATAN: dict[str, tuple[str, ...]] = {
    Predikat.SANGAT_BAIK: (
        "Diusulkan mengikuti pengembangan kompetensi pilihan dan menjadi pembimbing rekan kerja.",
        "Dipertimbangkan sebagai pegawai berprestasi unit kerja.",
    ),
    Predikat.BAIK: (
        "Pertahankan mutu hasil kerja; tingkatkan kecepatan penyampaian laporan.",
        "Diberi kesempatan memimpin satu pekerjaan lintas bidang.",
        "",
    ),
    Predikat.BUTUH_PERBAIKAN: (
        "Mengikuti bimbingan kinerja setiap dua minggu dan pelatihan pengelolaan pekerjaan.",
        "Target triwulan berikutnya dibahas ulang bersama pejabat penilai setiap bulan.",
    ),
    Predikat.KURANG: ("Mengikuti konseling kinerja; kedisiplinan dibahas kembali dalam satu bulan.",),
    Predikat.SANGAT_KURANG: ("Mengikuti konseling kinerja dan rencana perbaikan tertulis selama tiga bulan.",),
}
DASAR_CAPAIAN: dict[str, str] = {
    CapaianOrganisasi.ISTIMEWA: "Seluruh indikator perjanjian kinerja periode ini melampaui target.",
    CapaianOrganisasi.BAIK: "Indikator perjanjian kinerja periode ini tercapai sesuai target.",
    CapaianOrganisasi.BUTUH_PERBAIKAN: "Sebagian indikator belum mencapai target; rencana perbaikan sudah disepakati.",
}


@dataclass(frozen=True)
class Penolakan:
    """An objection: `hasil`, the rating hasil kerja it is about (of who heads a unit it follows from the unit's); what
    the penilai said to it and his superior decided, each empty as long as it is not there."""

    hasil: Rating
    alasan: str
    tanggapan: str = ""
    keputusan: str = ""
    putusan: str = ""


# Who objected to the evaluation of Triwulan II of last year, and what came of it.
PENOLAKAN = {
    "199009282014021": Penolakan(
        Rating.DI_BAWAH,
        "Dua dari tiga laporan pemeliharaan sudah saya selesaikan, tetapi berkasnya tersimpan di folder bidang dan "
        "belum terlihat saat penilaian. Mohon ditinjau kembali dengan bukti yang saya lampirkan.",
        "Saat penilaian kedua laporan itu belum ada pada eviden. Setelah diperiksa, berkasnya memang dibuat sebelum "
        "akhir triwulan.",
        KeputusanKeberatan.DIUBAH,
        "Bukti yang diajukan sah dan dibuat dalam periode penilaian. Rating hasil kerja diubah menjadi sesuai "
        "ekspektasi.",
    ),
    "197203111998032": Penolakan(
        Rating.SESUAI,
        "Penyelesaian laporan keuangan lebih cepat daripada jadwal dan tanpa catatan pemeriksa. Mohon rating perilaku "
        "saya ditinjau kembali.",
        "Ketepatan waktu sudah menjadi dasar penilaian. Untuk rating di atas ekspektasi belum ada bukti yang lain.",
        KeputusanKeberatan.TETAP,
        "Bukti yang diajukan sudah diperhitungkan pejabat penilai. Rating sesuai ekspektasi dipertahankan.",
    ),
    "198206142007012": Penolakan(
        Rating.SESUAI,
        "Penyusunan rencana kerja perubahan saya pimpin tanpa tambahan pegawai. Mohon rating perilaku saya ditinjau "
        "kembali.",
        "Hasilnya baik dan tepat waktu, sesuai dengan yang diharapkan dari jabatan ini.",
        KeputusanKeberatan.TETAP,
        "Penjelasan pejabat penilai dapat diterima. Rating sesuai ekspektasi dipertahankan.",
    ),
}
# Who objects at present to the newest evaluation: the first waits for the explanation, the second for the decision.
KEBERATAN_TERBUKA = {
    "199607092022032": Penolakan(
        Rating.DI_BAWAH,
        "Data sektoral triwulan ini terlambat karena tiga perangkat daerah belum mengirimkannya, padahal sudah saya "
        "ingatkan dua kali secara tertulis. Mohon hal itu dipertimbangkan.",
    ),
    "198507222010011": Penolakan(
        Rating.SESUAI,
        "Dua aplikasi yang selesai pada minggu terakhir belum dihitung. Berita acara serah terimanya bertanggal "
        "sebelum akhir triwulan.",
        "Berita acaranya sudah saya terima. Kedua aplikasi masih dalam masa uji coba, jadi belum saya hitung.",
    ),
}

# Whose pejabat penilai let the limit of Triwulan II of last year pass, so that his superior evaluated.
TERLAMBAT_DINILAI = "198803252011012"
# Who rates everybody high.
PENILAI_MURAH = "197701172003121"

# Whom the superior of the assessors asked to look at again in Triwulan III of last year.
KALIBRASI_DIUBAH = ("199511072020122", "197510161999032")
CATATAN_KALIBRASI = (
    "Dua pertiga pegawai bidang Anda Sangat Baik, sedangkan capaian bidang Baik. Mohon tinjau kembali dengan bukti "
    "setiap orang."
)
CATATAN_PERSEORANGAN = "Umpan baliknya menyebut dua hasil yang masih diperbaiki; apakah di atas ekspektasi sudah tepat?"
JAWABAN_KALIBRASI = "Sudah saya tinjau bersama bukti dukungnya; dua penilaian saya sesuaikan."
# Of the round that is open now: the first is still to be answered, the second has been.
CATATAN_KALIBRASI_KINI = {
    susunan.KEPALA_BIDANG: "Sebaran bidang Anda lebih tinggi daripada capaiannya. Mohon periksa lagi yang di atas "
    "ekspektasi.",
    "197407081999031": "Dua penilaian belum disertai umpan balik. Mohon dilengkapi sebelum diserahkan.",
}
JAWABAN_KALIBRASI_KINI = "Sudah saya periksa kembali; umpan baliknya saya lengkapi dan penilaiannya tetap."
ALASAN_KALIBRASI = "Disesuaikan setelah pembahasan dengan pejabat penilai: hasilnya sesuai dengan yang diharapkan."

ALASAN_TUTUP = "Sekretaris Daerah dinilai oleh kepala daerah di luar aplikasi ini; selebihnya sudah selesai dievaluasi."

PEMBINAAN = (
    (
        JenisPembinaan.BIMBINGAN,
        "Mutu laporan triwulan",
        "Membahas susunan laporan, sumber data, dan cara memeriksa angka sebelum disampaikan.",
        "Laporan berikutnya diperiksa bersama satu minggu sebelum batas waktu.",
    ),
    (
        JenisPembinaan.COACHING,
        "Mengatur pekerjaan yang datang bersamaan",
        "Pegawai memetakan sendiri pekerjaan tiga bulan ke depan dan memilih dua yang didahulukan.",
        "Meninjau peta pekerjaan pada awal bulan depan.",
    ),
    (
        JenisPembinaan.MENTORING,
        "Persiapan kenaikan jenjang",
        "Menelaah angka kredit, pelatihan yang disyaratkan, dan pengalaman memimpin pekerjaan.",
        "Menyusun daftar pelatihan yang akan diikuti tahun ini.",
    ),
    (
        JenisPembinaan.KONSELING,
        "Keterlambatan yang berulang",
        "Membicarakan hambatan di luar pekerjaan yang membuat laporan terlambat dan dukungan yang diperlukan.",
        "Dievaluasi lagi dalam satu bulan.",
    ),
)
TANGGAPAN_PEMBINAAN = (
    "Terima kasih, contoh laporan yang diberikan sangat membantu.",
    "Saya sudah menyusun jadwal dan akan melaporkannya setiap Senin.",
    "",
)

# What of this year waits for the kepala bidang of the demo: filled in and not rated, rated and not handed over.
SIAP_DINILAI = ("199511072020122", "199208132023211", "199404302019031")
SIAP_DISERAHKAN = ("198304192009011",)
# Who asks for feedback of colleagues every quarter; of the others only a few have it.
DENGAN_REKAN = (susunan.STAF, susunan.FUNGSIONAL, "199607092022032", "198801092012011", susunan.FUNGSIONAL_KABUPATEN)

# Who beside them asks whom, of his level or below him: key and givers. Enough of them to be shown, and each has one to
# write.
PEMBERI: dict[str, dict[str, Hubungan]] = {
    "197407081999031": {
        susunan.KEPALA_BIDANG: Hubungan.REKAN,
        "198306262008012": Hubungan.BAWAHAN,
        "198801092012011": Hubungan.REKAN,
    },
    "196910201997032": {
        susunan.KEPALA_DINAS: Hubungan.REKAN,
        "197305121998031": Hubungan.BAWAHAN,
        "197611282003122": Hubungan.BAWAHAN,
    },
    "198507222010011": dict.fromkeys(
        (susunan.FUNGSIONAL_KABUPATEN, susunan.ADMIN_KABUPATEN, "198910032014022"), Hubungan.REKAN
    ),
}
