"""RHK beside the measured work, by profil: what a head answers for, and tasks given from above."""

from dashboard.demo.teks.tugas import Rencana, Ukuran
from skp.models import Aspek, JenisRhk, Klasifikasi, Perspektif

PENERIMA, PROSES = Perspektif.PENERIMA_LAYANAN, Perspektif.PROSES_BISNIS
INTERNAL, ANGGARAN = Perspektif.PENGUATAN_INTERNAL, Perspektif.ANGGARAN
KUALITAS, KUANTITAS, WAKTU = Aspek.KUALITAS, Aspek.KUANTITAS, Aspek.WAKTU
TAMBAHAN = JenisRhk.TAMBAHAN

_KOMINFO = (
    Rencana(
        "Meningkatnya kualitas layanan digital {kota}",
        (
            Ukuran("Indeks kepuasan pengguna layanan digital", "86,00", perspektif=PENERIMA),
            Ukuran("Jumlah layanan dalam aplikasi satu pintu", "40 layanan", perspektif=PENERIMA),
        ),
        mendukung="layanan",
        kode="digital",
    ),
    Rencana(
        "Terselenggaranya satu data {kota} yang akurat dan terbuka",
        (
            Ukuran("Persentase data prioritas yang dipublikasikan", "90 %", perspektif=PENERIMA),
            Ukuran("Nilai evaluasi penyelenggaraan statistik sektoral", "2,80 (Baik)", perspektif=PROSES),
        ),
        mendukung="tatakelola",
        kode="satudata",
    ),
    Rencana(
        "Meningkatnya keamanan informasi {kota}",
        (
            Ukuran("Indeks Keamanan Informasi", "Tingkat III", perspektif=PROSES),
            Ukuran("Jumlah insiden siber yang mengganggu layanan", "0 insiden", perspektif=PROSES),
        ),
        mendukung="tatakelola",
        kode="keamanan",
    ),
    Rencana(
        "Tersedianya jaringan intra pemerintah {kota} yang andal",
        (Ukuran("Ketersediaan jaringan antarperangkat daerah", "99,50 %", perspektif=PROSES),),
        mendukung="tatakelola",
        kode="jaringan",
    ),
    Rencana(
        "Meningkatnya kemitraan dengan media dan komunitas informasi",
        (
            Ukuran("Jumlah komunitas informasi masyarakat yang aktif", "17 komunitas", perspektif=PENERIMA),
            Ukuran("Persentase pemberitaan bernada positif dan netral", "92 %", perspektif=PENERIMA),
        ),
        mendukung="layanan",
        kode="media",
    ),
    Rencana(
        "Meningkatnya akuntabilitas kinerja dinas",
        (
            Ukuran("Nilai evaluasi SAKIP dinas", "A (82,00)", perspektif=INTERNAL),
            Ukuran("Persentase pegawai yang SKP-nya selaras dengan matriks peran hasil", "100 %", perspektif=INTERNAL),
        ),
        mendukung="tatakelola",
        kode="sakip",
    ),
    Rencana(
        "Tersusunnya peta jalan Kota Cerdas",
        (Ukuran("Dokumen peta jalan yang ditetapkan", "1 dokumen", perspektif=PROSES),),
        kode="kotacerdas",
        jenis=TAMBAHAN,
    ),
    Rencana(
        "Terselenggaranya pameran inovasi pada peringatan hari jadi daerah",
        (Ukuran("Jumlah pengunjung pameran", "5.000 orang", perspektif=PENERIMA),),
        kode="pameran",
        jenis=TAMBAHAN,
        klasifikasi=Klasifikasi.INDIVIDU,
    ),
)

RENCANA: dict[str, tuple[Rencana, ...]] = {
    "sekda": (
        Rencana(
            "Terkendalinya program percepatan penanggulangan kemiskinan",
            (Ukuran("Persentase penduduk miskin", "paling tinggi 6,20 %", perspektif=PENERIMA),),
            kode="kemiskinan",
            jenis=TAMBAHAN,
            klasifikasi=Klasifikasi.INDIVIDU,
        ),
    ),
    "kepala_kominfo": _KOMINFO,
    "kepala_kesehatan": (
        Rencana(
            "Terlaksananya percepatan penurunan stunting tingkat kota",
            (Ukuran("Persentase balita stunting yang didampingi", "100 %", perspektif=PENERIMA),),
            mendukung="layanan",
            kode="stunting",
            jenis=TAMBAHAN,
        ),
    ),
    "kabid_egov": (
        Rencana(
            "Meningkatnya ketersediaan dan keamanan aplikasi layanan publik",
            (
                Ukuran("Ketersediaan aplikasi layanan publik", "99 %", KUALITAS),
                Ukuran("Jumlah aplikasi yang lulus uji keamanan", "12 aplikasi", KUANTITAS),
            ),
            mendukung="keamanan",
            kode="andal",
        ),
        Rencana(
            "Tersedianya layanan aplikasi satu pintu",
            (
                Ukuran("Jumlah layanan yang terhubung", "40 layanan", KUANTITAS),
                Ukuran("Tahapan pengembangan selesai sesuai jadwal", "100 %", WAKTU),
            ),
            mendukung="digital",
            kode="satupintu",
        ),
        Rencana(
            "Terpublikasinya data prioritas perangkat daerah",
            (Ukuran("Persentase data prioritas yang dipublikasikan", "90 %", KUALITAS),),
            mendukung="satudata",
            kode="rilis",
        ),
        Rencana(
            "Tersusunnya bahan peta jalan Kota Cerdas",
            (Ukuran("Bahan yang diserahkan kepada tim penyusun", "1 dokumen", KUANTITAS),),
            mendukung="kotacerdas",
            jenis=TAMBAHAN,
            penugasan="Kepala Dinas",
        ),
    ),
    "kabid_ikp": (
        Rencana(
            "Terbinanya komunitas informasi masyarakat di setiap kelurahan",
            (Ukuran("Jumlah komunitas yang dibina", "17 komunitas", KUANTITAS),),
            mendukung="media",
            kode="komunitas",
        ),
    ),
    "sekretaris_dinas": (
        Rencana(
            "Meningkatnya keselarasan SKP pegawai dengan sasaran dinas",
            (
                Ukuran("Persentase SKP yang ditetapkan tepat waktu", "100 %", WAKTU),
                Ukuran("Nilai evaluasi SAKIP dinas", "A (82,00)", KUALITAS),
            ),
            mendukung="sakip",
            kode="keselarasan",
        ),
    ),
    "pranata_komputer": (
        Rencana(
            "Terlaksananya alih pengetahuan pengembangan aplikasi kepada rekan kerja",
            (Ukuran("Jumlah sesi berbagi pengetahuan", "4 sesi", KUANTITAS),),
            mendukung="andal",
            jenis=TAMBAHAN,
        ),
    ),
    "pelaksana_umum": (
        Rencana(
            "Terlaksananya penataan arsip aktif unit kerja",
            (Ukuran("Persentase arsip aktif yang tertata", "100 %", KUALITAS),),
            mendukung="umum",
            jenis=TAMBAHAN,
            penugasan="Kepala Subbagian",
        ),
    ),
}
