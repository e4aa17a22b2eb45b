"""The chapters of the guide inside the application, and which pages each of them is about."""

from collections.abc import Set
from dataclasses import dataclass

from ekinerja.menu import EVERYBODY, MENU, leaves
from organisasi.models import Instansi


@dataclass(frozen=True)
class Bab:
    """`url_name` is the page its button opens; `halaman` are those that lead to it. `bagian`: the switch of Instansi it
    belongs to, empty where every instansi has it."""

    slug: str
    judul: str
    ringkasan: str
    url_name: str
    menu: str
    ikon: str
    halaman: tuple[str, ...] = ()
    bagian: str = ""

    @property
    def template(self) -> str:
        return f"dashboard/panduan/{self.slug}.html"

    @property
    def audiences(self) -> frozenset[str]:
        """Who has the page its button opens in the menu."""
        return next((item.audiences for item in leaves(MENU) if item.url_name == self.url_name), frozenset({EVERYBODY}))

    def is_for(self, audiences: Set[str]) -> bool:
        """`audiences`: what the reader is, beside EVERYBODY."""
        return bool(self.audiences & {EVERYBODY, *audiences})


EVALUASI = "evaluasi_periodik"
PENGUKURAN = "pengukuran_bulanan"

BAB = (
    Bab("tentang", "Tentang E-Kinerja", "Proses yang dikerjakan semua pegawai dan pejabat penilai.", "beranda",
        "Dashboard", "info-circle", ("beranda", "profil")),
    Bab("daftar-skp", "Daftar SKP dan Tambah SKP", "Periode, pendekatan, status, dan pindah jabatan di tengah tahun.",
        "skp:tahunan_list", "Daftar SKP", "card-list",
        ("skp:tahunan_list", "skp:tahunan_tambah", "skp:tahunan_ubah", "skp:pendekkan", "skp:ambil_rhk",
         "skp:salin_minta")),
    Bab("skp-pimpinan", "SKP JPT dan Pimpinan Unit Kerja", "RHK dan indikator, kuantitatif dan kualitatif.",
        "skp:tahunan_list", "Daftar SKP", "person-badge", bagian=EVALUASI),
    Bab("skp-pegawai", "SKP Pegawai (JF dan JA)", "RHK yang mengintervensi RHK atasan, indikator, target terukur.",
        "skp:tahunan_list", "Daftar SKP", "person-workspace",
        ("skp:rhk_tambah", "skp:rhk_ubah", "skp:indikator_tambah", "skp:indikator_ubah", "skp:bank_tambah"), EVALUASI),
    Bab("lampiran-perilaku", "Lampiran SKP dan Perilaku Kerja", "Tiga daftar, tujuh nilai BerAKHLAK, dan cetak.",
        "skp:tahunan_list", "Daftar SKP", "paperclip",
        ("skp:lampiran_tambah", "skp:lampiran_ubah", "skp:perilaku"), EVALUASI),
    Bab("pengajuan", "Mengajukan SKP, Dikembalikan, Adendum", "Dari draft sampai disetujui, dan sesudahnya.",
        "skp:tahunan_list", "Daftar SKP", "send",
        ("skp:tahunan_detail", "skp:persetujuan", "skp:tinjau", "skp:adendum_detail", "skp:adendum_tambah",
         "skp:persetujuan_adendum")),
    Bab("matriks", "Matriks Peran Hasil dan Tim Kerja", "Membagi hasil kerja kepada bawahan dan anggota tim.",
        "skp:matriks_list", "Matriks Peran Hasil", "grid-3x3",
        ("skp:matriks_list", "skp:matriks", "skp:matriks_tim", "skp:matriks_tambah", "skp:pohon", "skp:bagikan",
         "skp:pembagian_list", "skp:pembagian_detail", "skp:tim_list", "skp:tim_tambah", "skp:tim_detail",
         "skp:tim_ubah", "skp:anggota_tambah"), EVALUASI),
    Bab("skp-bawahan", "SKP Bawahan", "Status SKP semua pegawai yang Anda nilai.", "skp:bawahan", "SKP Bawahan",
        "people", ("skp:bawahan",)),
    Bab("koreksi", "Muat Ulang dan Permintaan Koreksi", "Bila pejabat penilai, unit, atau jabatan di SKP keliru.",
        "skp:tahunan_list", "Daftar SKP", "person-gear",
        ("skp:muat_ulang", "skp:koreksi_list", "skp:koreksi_tambah", "skp:koreksi_detail")),
    Bab("penilaian-skp", "Penilaian SKP dan Rencana Aksi", "Periode penilaian, dan langkah yang direncanakan.",
        "penilaian:saya", "Penilaian SKP", "clipboard-check",
        ("penilaian:skp", "penilaian:rencana_aksi", "penilaian:rencana_aksi_tambah", "penilaian:rencana_aksi_ubah",
         "penilaian:rencana_aksi_ambil"), EVALUASI),
    Bab("pengisian-eviden", "Pengisian Eviden dan Realisasi", "Eviden, realisasi, penilaian diri, dan melihat hasil.",
        "penilaian:saya", "Penilaian SKP", "folder-check",
        ("penilaian:evaluasi", "penilaian:realisasi_evaluasi", "penilaian:penilaian_diri", "penilaian:eviden_tambah",
         "penilaian:eviden_ubah", "penilaian:eviden_pilih"), EVALUASI),
    Bab("penilaian-bawahan", "Penilaian Bawahan", "Feedback Atasan, hasil kerja, perilaku kerja, dan bila terlambat.",
        "penilaian:bawahan_list", "Penilaian Bawahan", "person-check",
        ("penilaian:bawahan_list", "penilaian:feedback", "penilaian:umpan_balik_tambah", "penilaian:umpan_balik_ubah",
         "penilaian:nilai_hasil", "penilaian:nilai_perilaku", "penilaian:catatan_evaluasi"), EVALUASI),
    Bab("predikat-kurva", "Predikat, Kuadran, dan Lihat Kurva", "Kurva merah dan hijau, dan batas SE MenPANRB 3/2023.",
        "penilaian:monitoring_kurva", "Monitoring Kurva", "graph-up",
        ("penilaian:kurva", "penilaian:monitoring_kurva"), EVALUASI),
    Bab("kalibrasi", "Kalibrasi", "Membandingkan cara para pejabat penilai menilai.", "penilaian:kalibrasi_list",
        "Kalibrasi", "sliders",
        ("penilaian:kalibrasi_list", "penilaian:kalibrasi_buka", "penilaian:kalibrasi_detail",
         "penilaian:kalibrasi_penilai", "penilaian:kalibrasi_catat", "penilaian:kalibrasi_jawab",
         "penilaian:kalibrasi_ubah"), EVALUASI),
    Bab("feedback-rekan", "Feedback Perilaku Rekan Kerja", "Memberi, meminta, dan siapa yang membacanya.",
        "penilaian:rekan_list", "Feedback Perilaku Rekan Kerja", "chat-left-heart",
        ("penilaian:rekan_list", "penilaian:rekan_cari", "penilaian:rekan_isi", "penilaian:rekan_minta",
         "penilaian:rekan_terima"), EVALUASI),
    Bab("dokumen-evaluasi", "Dokumen Evaluasi, Keberatan, Pembinaan", "Sesudah dinilai, dengan batas hari kerjanya.",
        "penilaian:saya", "Penilaian SKP", "file-earmark-check",
        ("penilaian:serahkan", "penilaian:keberatan", "penilaian:tanggapi_keberatan",
         "penilaian:putuskan_keberatan", "penilaian:keberatan_list", "penilaian:pembinaan_list",
         "penilaian:pembinaan_tambah", "penilaian:pembinaan_ubah", "penilaian:pembinaan_tanggapi",
         "penilaian:jejak_baca"), EVALUASI),
    Bab("angka-kredit", "Angka Kredit", "Dari predikat kinerja pejabat fungsional.", "penilaian:angka_kredit",
        "Angka Kredit", "award",
        ("penilaian:angka_kredit", "penilaian:angka_kredit_pegawai", "penilaian:angka_kredit_awal_tambah",
         "penilaian:angka_kredit_awal_ubah"), EVALUASI),
    Bab("capaian-organisasi", "Capaian Organisasi", "Capaian setiap unit kerja, dan apa yang mengikutinya.",
        "penilaian:capaian_list", "Capaian Organisasi", "building-check",
        ("penilaian:capaian_list", "penilaian:capaian_ubah"), EVALUASI),
    Bab("periode-penilaian", "Periode Penilaian, Hari Libur, Pengaturan", "Untuk admin instansi.",
        "penilaian:periode_list", "Periode Penilaian", "calendar-range",
        ("penilaian:periode_list", "penilaian:periode_tambah", "penilaian:periode_ubah", "penilaian:periode_tutup",
         "penilaian:periode_buka", "penilaian:libur_list", "penilaian:libur_tambah", "penilaian:libur_ubah",
         "penilaian:pengaturan_evaluasi", "penilaian:pola_ubah"), EVALUASI),
    Bab("manajemen-unor", "Manajemen Unor", "Pohon unit kerja, kepala, Plt/Plh, menutup unit. Untuk admin instansi.",
        "unor", "Manajemen Unor", "diagram-2",
        ("unor", "unor_tambah", "unor_detail", "unor_ubah", "unor_pindah", "unor_kepala", "unor_tutup", "unor_tercatat",
         "penugasan_tambah", "penugasan_ubah")),
    Bab("manajemen-pegawai", "Manajemen Pegawai", "Data pegawai, mutasi, akun, dan pengecualian. Untuk admin instansi.",
        "pegawai_list", "Manajemen Pegawai", "people",
        ("pegawai_list", "pegawai_tambah", "pegawai_detail", "pegawai_ubah", "pegawai_status", "pegawai_massal",
         "mutasi_list", "mutasi_tambah", "pengecualian_list", "pengecualian_tambah", "pengecualian_ubah")),
    Bab("impor-ekspor", "Impor dan Ekspor", "Unit, jabatan, pegawai, target SKP, dan kegiatan dari lembar kerja.",
        "impor_list", "Impor dan Ekspor", "arrow-left-right",
        ("impor_list", "impor_unggah", "impor_detail", "ekspor")),
    Bab("pengaturan-instansi", "Pengaturan Instansi", "Bagian yang dipakai, kop surat, batas waktu, dan dispensasi.",
        "pengaturan", "Pengaturan Instansi", "building-gear",
        ("pengaturan", "pengaturan_umum", "pengaturan_kop", "pengaturan_batas", "dispensasi_list", "dispensasi_tambah",
         "dispensasi_ubah", "penilaian:rentang_list", "penilaian:rentang_tambah", "penilaian:rentang_ubah")),
    Bab("audit", "Audit", "Siapa mengubah apa, dan yang tidak tampil di sana. Untuk admin instansi.",
        "audit_list", "Audit", "shield-check", ("audit_list", "audit_detail", "audit_pembaca", "audit_ekspor_data")),
    Bab("statistik", "Statistik Kinerja", "Pengisian, keterlibatan matriks, dan penilaian, sampai ke orangnya.",
        "dashboard:statistik", "Statistik Kinerja", "pie-chart",
        ("dashboard:statistik", "dashboard:statistik_nasional", "dashboard:statistik_instansi",
         "dashboard:statistik_unit", "dashboard:statistik_orang")),
    Bab("monitoring-rekap", "Monitoring dan Rekap Unit", "Pengisian dan bulan berjalan per unit, dan dasar TPP.",
        "dashboard:pemantauan_pengisian", "Monitoring Pengisian", "list-columns",
        ("dashboard:pemantauan_pengisian", "dashboard:pemantauan_bulanan", "dashboard:pemantauan_unit",
         "dashboard:pemantauan_kalender", "dashboard:rekap_pilih", "dashboard:rekap_unit",
         "dashboard:rekap_instansi")),
    Bab("skp-tahunan", "Cara Membuat SKP Tahunan", "Target kerja satu tahun sesuai jabatan.", "skp:tahunan_list",
        "SKP Tahunan", "calendar4-range", bagian=PENGUKURAN),
    Bab("skp-bulanan", "Cara Membuat SKP Bulanan", "Rincian target tahunan untuk satu bulan.", "skp:bulanan_list",
        "SKP Bulanan", "calendar3",
        ("skp:bulanan_list", "skp:bulanan_tambah", "skp:bulanan_detail", "skp:target_tambah", "skp:target_ubah",
         "skp:persetujuan_bulanan"), PENGUKURAN),
    Bab("kegiatan-harian", "Cara Input Kegiatan Harian", "Mencatat semua pekerjaan setiap hari.", "kegiatan:list",
        "Kegiatan Harian", "journal-check",
        ("kegiatan:list", "kegiatan:tambah", "kegiatan:detail", "kegiatan:ubah"), PENGUKURAN),
    Bab("realisasi", "Cara Input Realisasi Waktu dan Biaya Bulanan", "Waktu dan biaya penyelesaian tiap target.",
        "skp:bulanan_list", "SKP Bulanan", "speedometer2", ("penilaian:realisasi", "penilaian:realisasi_isi"),
        PENGUKURAN),
    Bab("tugas-tambahan", "Cara Input Tugas Tambahan", "Tugas dengan SK yang ditandatangani minimal eselon II.",
        "kegiatan:tugas_tambahan_list", "Tugas Tambahan", "file-earmark-plus",
        ("kegiatan:tugas_tambahan_list", "kegiatan:tugas_tambahan_tambah", "kegiatan:tugas_tambahan_detail",
         "kegiatan:kreativitas_tambah", "kegiatan:kreativitas_detail", "penilaian:tugas_tambahan",
         "penilaian:kreativitas"), PENGUKURAN),
    Bab("verifikasi", "Cara Verifikasi Kegiatan Harian Bawahan", "Pejabat penilai menilai tiap kegiatan bawahan.",
        "penilaian:harian", "Penilaian Kegiatan Harian Bawahan", "list-check", ("penilaian:harian",), PENGUKURAN),
    Bab("kualitas-perilaku", "Cara Melakukan Penilaian Kualitas dan Perilaku Bawahan",
        "Nilai kualitas tiap target dan perilaku tiap bulan.", "penilaian:bulanan",
        "Penilaian SKP Bulanan Bawahan", "award",
        ("penilaian:bulanan", "penilaian:bulanan_detail", "penilaian:kualitas", "penilaian:perilaku"), PENGUKURAN),
    Bab("pekerjaan-latar", "Pekerjaan Latar", "Impor dan ekspor besar yang berjalan sendiri, dan hasilnya.",
        "pekerjaan_list", "Pekerjaan", "hourglass-split", ("pekerjaan_list", "pekerjaan_detail")),
    Bab("perhitungan", "Cara Nilai Dihitung", "Rumus setiap angka, dan pilihan sistem ini.", "beranda", "Dashboard",
        "calculator", ("penilaian:penjelasan", "penilaian:penjelasan_tahun"), PENGUKURAN),
)  # fmt: skip

_BY_PAGE = {halaman: bab for bab in BAB for halaman in bab.halaman}


def chapters_for(instansi: Instansi | None) -> list[Bab]:
    """Those of the parts that the instansi uses; a super admin, who has none, sees all."""
    return [bab for bab in BAB if instansi is None or not bab.bagian or getattr(instansi, bab.bagian)]


def chapter_of(view_name: str) -> Bab | None:
    """The chapter about a page."""
    return _BY_PAGE.get(view_name)
