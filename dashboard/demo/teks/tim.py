"""Tim kerja of the demo city: who leads, who takes part, and which of the ketua's RHK each one's work supports."""

from dataclasses import dataclass

from dashboard.demo import susunan
from dashboard.demo.teks.tugas import Rencana, Ukuran
from skp.models import Aspek

KUALITAS, KUANTITAS, WAKTU = Aspek.KUALITAS, Aspek.KUANTITAS, Aspek.WAKTU

UKURAN_TIM = (
    Ukuran("Persentase pekerjaan yang selesai sesuai rencana kerja tim", "100 %", KUALITAS),
    Ukuran("Jumlah laporan kemajuan yang disampaikan kepada ketua tim", "4 laporan", KUANTITAS),
    Ukuran("Ketepatan waktu penyelesaian tugas tim", "sesuai jadwal tim", WAKTU),
    Ukuran("Persentase hasil kerja yang diterima ketua tim tanpa perbaikan", "90 %", KUALITAS),
)


@dataclass(frozen=True)
class Peran:
    """An anggota by his key in pegawai.csv; `rhk` are pairs of an RHK and the kode of the ketua's RHK it supports."""

    nip: str
    peran: str
    rhk: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Tim:
    """`tahun` counts from the present one, `sampai` is the month in which the team ends."""

    nama: str
    unit: str
    ketua: str
    nomor_sk: str
    anggota: tuple[Peran, ...]
    rencana_ketua: tuple[Rencana, ...] = ()
    tahun: int = 0
    sampai: int = 12


TIM = (
    Tim(
        "Tim Kerja Transformasi Digital", "1.01", susunan.KEPALA_DINAS, "800/012/DISKOMINFO",
        (
            Peran("198107252006041", "Penanggung jawab sumber daya manusia", (
                ("Terpenuhinya kebutuhan pelatihan digital pegawai dinas", "kinerja"),
                ("Tertatanya aset teknologi informasi dinas", "keuangan"),
            )),
            Peran("198904032014022", "Sekretariat tim", (
                ("Tersedianya administrasi persuratan tim yang tertib", "sakip"),
            )),
            Peran("199301152025211", "Sekretariat tim", (
                ("Terlayaninya kebutuhan ruang dan perlengkapan rapat tim", "sakip"),
            )),
            Peran("197908302005012", "Penanggung jawab anggaran", (
                ("Tersusunnya rencana belanja transformasi digital", "keuangan"),
                ("Terpantaunya penyerapan anggaran transformasi digital", "keuangan"),
                ("Tersusunnya laporan kinerja transformasi digital", "sakip"),
            )),
            Peran("199106212015031", "Pengelola keuangan", (
                ("Tersedianya pertanggungjawaban belanja transformasi digital yang lengkap", "keuangan"),
            )),
            Peran("198512102010012", "Perencana", (
                ("Tersusunnya rencana aksi SPBE yang selaras dengan renstra", "spbe"),
                ("Tersusunnya kerangka acuan layanan digital prioritas", "digital"),
                ("Tersusunnya analisis capaian kinerja dinas", "sakip"),
            )),
            Peran(susunan.STAF, "Pengolah data", (
                ("Tersedianya rekap penggunaan layanan digital", "digital"),
            )),
            Peran(susunan.FUNGSIONAL, "Arsitek aplikasi", (
                ("Tersusunnya arsitektur aplikasi SPBE", "spbe"),
                ("Terbangunnya aplikasi layanan satu pintu", "digital"),
                ("Tertanganinya kerentanan aplikasi layanan publik", "keamanan"),
            )),
            Peran("198304192009011", "Koordinator keamanan informasi", (
                ("Tersusunnya pedoman pengelolaan keamanan informasi", "keamanan"),
                ("Terlaksananya simulasi penanganan insiden siber", "keamanan"),
                ("Tersusunnya bahan evaluasi SPBE domain manajemen", "spbe"),
            )),
            Peran("199511072020122", "Pengembang aplikasi", (
                ("Terbangunnya antarmuka layanan digital yang mudah dipakai", "digital"),
                ("Terhubungnya aplikasi dengan layanan data bersama", "satudata"),
            )),
            Peran("199208132023211", "Pengembang aplikasi", (
                ("Terujinya aplikasi layanan digital sebelum diluncurkan", "digital"),
            )),
            Peran("199009282014021", "Teknisi jaringan", (
                ("Terpeliharanya jaringan intra perangkat daerah", "jaringan"),
            )),
            Peran("198702022011011", "Teknisi jaringan", (
                ("Terpasangnya jaringan serat optik ke kantor kelurahan", "jaringan"),
                ("Terjaganya cadangan data aplikasi", "keamanan"),
            )),
            Peran("197510161999032", "Penyelia infrastruktur", (
                ("Terjaganya ketersediaan pusat data", "jaringan"),
                ("Tersusunnya laporan pemantauan keamanan jaringan", "keamanan"),
            )),
            Peran("199607092022032", "Statistisi", (
                ("Terselenggaranya forum satu data", "satudata"),
                ("Tersusunnya metadata statistik sektoral", "satudata"),
            )),
            Peran("199404302019031", "Pengolah data", (
                ("Terolahnya data prioritas perangkat daerah", "satudata"),
                ("Tersedianya data dukung evaluasi SPBE", "spbe"),
            )),
            Peran("199812122025212", "Layanan bantuan", (
                ("Terlayaninya pengguna layanan digital melalui meja bantuan", "digital"),
            )),
            Peran("199703172024211", "Layanan bantuan", (
                ("Tertanganinya gangguan jaringan tingkat pertama", "jaringan"),
            )),
            Peran("198306262008012", "Koordinator komunikasi", (
                ("Terlaksananya kampanye literasi digital", "publik"),
                ("Terjalinnya kerja sama peliputan dengan media setempat", "media"),
            )),
            Peran("198801092012011", "Pranata humas", (
                ("Terbitnya berita perkembangan layanan digital", "publik"),
                ("Terbinanya pengelola komunitas informasi masyarakat", "media"),
            )),
            Peran("199610232020122", "Pranata humas", (
                ("Tersajinya konten media sosial layanan digital", "publik"),
                ("Tertanggapinya aduan warga di media sosial", "publik"),
            )),
        ),
    ),
    Tim(
        "Tim Kerja Pengembangan Aplikasi Layanan Publik", "1.01.2", susunan.FUNGSIONAL, "800/027/DISKOMINFO",
        (
            Peran("199511072020122", "Pengembang", (
                ("Selesainya modul pendaftaran layanan", "modul"), ("Tersusunnya skenario uji modul", "mutu"),
            )),
            Peran("199208132023211", "Penguji", (("Terlaksananya uji fungsi setiap modul", "mutu"),)),
            Peran(susunan.STAF, "Pengolah data", (("Tersedianya data uji layanan satu pintu", "mutu"),)),
            Peran("198512102010012", "Perencana", (
                ("Tersusunnya daftar kebutuhan layanan perangkat daerah", "modul"),
            )),
            Peran("199402182019032", "Wakil Bagian Organisasi", (
                ("Tersedianya proses bisnis layanan yang akan didigitalkan", "modul"),
            )),
            Peran("199010112014021", "Wakil Dinas Kesehatan", (
                ("Terpetakannya alur layanan surat keterangan sehat", "modul"),
            )),
            Peran("198609082010011", "Wakil Dinas Pendidikan", (
                ("Terpetakannya alur layanan pendaftaran peserta didik baru", "modul"),
                ("Terlaksananya uji coba layanan di sekolah dasar", "mutu"),
            )),
        ),
        (
            Rencana(
                "Tersedianya modul layanan satu pintu yang siap pakai",
                (Ukuran("Jumlah modul yang diserahkan", "8 modul", KUANTITAS),
                 Ukuran("Penyerahan sesuai jadwal pengembangan", "100 %", WAKTU)),
                mendukung="satupintu", kode="modul",
            ),
            Rencana(
                "Terjaminnya mutu aplikasi layanan publik",
                (Ukuran("Persentase temuan uji yang diselesaikan", "95 %", KUALITAS),),
                mendukung="andal", kode="mutu",
            ),
        ),
    ),
    Tim(
        "Tim Kerja Satu Data Sukamaju", "1.01.2", "199607092022032", "800/031/DISKOMINFO",
        (
            Peran("199404302019031", "Pengolah data", (
                ("Terpadunya data sektoral dari perangkat daerah", "siaprilis"),
            )),
            Peran("198512102010012", "Perencana", (("Tersusunnya kebutuhan data perencanaan daerah", "walidata"),)),
            Peran("199502052022031", "Walidata pendukung kesehatan", (
                ("Tersedianya data kesehatan masyarakat yang siap dirilis", "siaprilis"),
            )),
            Peran("199501262020122", "Walidata pendukung pendidikan", (
                ("Tersedianya data pendidikan dasar yang siap dirilis", "siaprilis"),
            )),
            Peran("199106212015031", "Walidata pendukung keuangan", (
                ("Tersedianya data belanja daerah yang siap dirilis", "siaprilis"),
            )),
        ),
        (
            Rencana(
                "Tersedianya data prioritas dan metadata yang siap dirilis",
                (Ukuran("Jumlah data prioritas yang dirilis", "60 data", KUANTITAS),),
                mendukung="rilis", kode="siaprilis",
            ),
            Rencana(
                "Terbinanya walidata pendukung perangkat daerah",
                (Ukuran("Persentase walidata pendukung yang dibina", "100 %", KUALITAS),),
                mendukung="data", kode="walidata",
            ),
        ),
    ),
    Tim(
        "Tim Kerja Percepatan Penurunan Stunting", "1.02", "198011172005012", "440/018/DINKES",
        (
            Peran("198608142010012", "Promotor kesehatan", (
                ("Terlaksananya edukasi gizi keluarga berisiko stunting", "damping"),
            )),
            Peran("199502052022031", "Pengolah data", (("Tersedianya data keluarga berisiko stunting", "damping"),)),
            Peran("199705192024212", "Promotor kesehatan", (
                ("Terlaksananya kelas ibu balita di kelurahan", "damping"),
            )),
            Peran("198803252011012", "Bidan pendamping", (("Terdampinginya ibu hamil berisiko tinggi", "kia"),)),
            Peran("199406122020122", "Nutrisionis", (("Terpantaunya pemberian makanan tambahan balita", "gizi"),)),
            Peran("198801092012011", "Pranata humas", (("Tersebarnya pesan pencegahan stunting", "damping"),)),
        ),
        (
            Rencana(
                "Terdampinginya keluarga berisiko stunting",
                (Ukuran("Persentase keluarga berisiko yang didampingi", "100 %", KUALITAS),),
                mendukung="keluarga", kode="damping",
            ),
        ),
    ),
    Tim(
        "Tim Reformasi Birokrasi", "1.00.1", "197609142001122", "060/009/ORG",
        (
            Peran(susunan.ADMIN_INSTANSI, "Pokja manajemen SDM", (
                ("Terlaksananya rencana aksi manajemen SDM aparatur", "rb"),
            )),
            Peran("196912051996031", "Pokja deregulasi kebijakan", (
                ("Terselesaikannya telaah kebijakan yang tumpang tindih", "rb"),
                ("Tersusunnya rekomendasi penyederhanaan tata laksana", "tatalaksana"),
            )),
            Peran("199402182019032", "Sekretariat tim", (("Terkumpulnya bukti dukung reformasi birokrasi", "rb"),)),
            Peran("197203111998032", "Wakil Dinas Kominfo", (
                ("Terlaksananya rencana aksi reformasi birokrasi dinas", "rb"),
            )),
            Peran("197305121998031", "Wakil Dinas Kesehatan", (
                ("Terlaksananya rencana aksi reformasi birokrasi dinas", "rb"),
            )),
        ),
        (
            Rencana(
                "Terlaksananya rencana aksi reformasi birokrasi perangkat daerah",
                (Ukuran("Persentase rencana aksi yang selesai", "95 %", KUALITAS),),
                mendukung="tatakelola", kode="rb",
            ),
        ),
    ),
    Tim(
        "Tim Penyusun Rencana Strategis Dinas Komunikasi dan Informatika", "1.01", "197203111998032",
        "050/044/DISKOMINFO",
        (
            Peran("198512102010012", "Perencana", (("Tersusunnya rancangan akhir rencana strategis", "perencanaan"),)),
            Peran("197908302005012", "Penyusun kerangka pendanaan", (
                ("Tersusunnya kerangka pendanaan rencana strategis", "perencanaan"),
            )),
            Peran("198304192009011", "Wakil Bidang E-Government", (
                ("Tersusunnya bahan rencana strategis bidang e-government", "perencanaan"),
            )),
        ),
        tahun=-1, sampai=10,
    ),
    Tim(
        "Tim Kerja Layanan Digital Kabupaten", "2.1", "198507222010011", "800/006/DISKOMINFO-KAB",
        (
            Peran(susunan.FUNGSIONAL_KABUPATEN, "Pengembang", (("Terbangunnya layanan perizinan daring", "portal"),)),
            Peran("198703142011011", "Perencana", (("Tersusunnya kerangka acuan portal layanan", "portal"),)),
            Peran("199204172015031", "Pranata humas", (
                ("Tersebarnya informasi layanan daring kepada warga", "portal"),
            )),
        ),
        (
            Rencana(
                "Tersedianya portal layanan kabupaten",
                (Ukuran("Jumlah layanan yang terhubung ke portal", "15 layanan", KUANTITAS),),
                mendukung="satupintu", kode="portal",
            ),
        ),
    ),
)  # fmt: skip
