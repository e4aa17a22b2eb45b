"""What of the organisation goes out into sheets and comes in from them, by django-import-export: one resource a kind.

Their columns are the only ones: whatever else a person is (his password, his roles) no sheet can say.
"""

from organisasi.impor.jenis import Kolom, LembarResource
from organisasi.impor.nilai import Kode, Nip, Pilihan, Rujukan, Surel, Tanggal, Teks, YaTidak
from organisasi.models import (
    Eselon,
    Golongan,
    Jabatan,
    JenisJabatan,
    Jenjang,
    Pegawai,
    PeranAnggaran,
    StatusKepegawaian,
    UnitKerja,
)
from organisasi.models.pegawai import pangkat_golongan

EARLIEST_YEAR = 1950


class UnitResource(LembarResource):
    kode = Kolom("Kode Unit", "kode", Kode(40), contoh="CONTOH.01", wajib=True, alias=["Kode"])
    nama = Kolom("Nama Unit", "nama", Teks(200), contoh="Contoh Bidang", wajib=True, alias=["Nama"])
    induk = Kolom(
        "Kode Unit Induk",
        "induk__kode",
        Kode(40, bantuan="Kode unit di atasnya; kosong bila paling atas. Unitnya boleh baru di berkas yang sama."),
        contoh="CONTOH",
        alias=["Kode Induk", "Induk"],
    )
    kepala = Kolom(
        "NIP Kepala",
        "kepala__nip",
        Nip(bantuan="NIP kepala unit, 18 angka, sel berformat Teks. Seorang pegawai mengepalai satu unit."),
        alias=["NIP Kepala Unit"],
    )
    mandiri = Kolom(
        "Unit Kerja Mandiri",
        "mandiri",
        YaTidak(kosong=None, bantuan="YA atau TIDAK. Unit baru: TIDAK."),
        contoh="TIDAK",
        tetap=True,
        baku=False,
        alias=["Mandiri"],
    )
    aktif = Kolom(
        "Aktif",
        "aktif",
        YaTidak(kosong=None, bantuan="YA atau TIDAK. Unit baru: YA."),
        contoh="YA",
        tetap=True,
        baku=True,
    )

    class Meta:
        model = UnitKerja
        fields = ("kode", "nama", "induk", "kepala", "mandiri", "aktif")


class JabatanResource(LembarResource):
    nama = Kolom("Nama Jabatan", "nama", Teks(200), contoh="Contoh Jabatan Ahli Muda", wajib=True, alias=["Jabatan"])
    jenis = Kolom(
        "Jenis Jabatan",
        "jenis",
        Pilihan(dict(JenisJabatan.choices), alias={"Fungsional": JenisJabatan.FUNGSIONAL.value}),
        contoh="Jabatan Fungsional",
        wajib=True,
        alias=["Jenis"],
    )
    jenjang = Kolom(
        "Jenjang",
        "jenjang",
        Pilihan(
            dict(Jenjang.choices),
            bantuan=f"Hanya untuk jabatan fungsional: {', '.join(Jenjang.labels)}.",
        ),
        contoh="Ahli Muda",
    )
    eselon = Kolom("Eselon", "eselon", Pilihan(dict(Eselon.choices)))

    class Meta:
        model = Jabatan
        fields = ("nama", "jenis", "jenjang", "eselon")


GOLONGAN = {value: pangkat_golongan(value) for value in Golongan.values}


class PegawaiResource(LembarResource):
    nip = Kolom("NIP", "nip", Nip(), contoh="199005052015051005", wajib=True, alias=["NIP/NI PPPK", "NIP Baru"])
    nama = Kolom("Nama", "nama", Teks(150, bantuan="Nama tanpa gelar."), contoh="Contoh Nama Pegawai", wajib=True,
                 alias=["Nama Pegawai", "Nama Lengkap"])  # fmt: skip
    gelar_depan = Kolom("Gelar Depan", "gelar_depan", Teks(50), contoh="dr.")
    gelar_belakang = Kolom("Gelar Belakang", "gelar_belakang", Teks(100), contoh="S.Kom., M.M.")
    status = Kolom(
        "Status Kepegawaian",
        "status",
        Pilihan(dict(StatusKepegawaian.choices), bantuan="PNS atau PPPK. Pegawai baru: PNS."),
        contoh="PNS",
        tetap=True,
        baku=StatusKepegawaian.PNS.value,
        alias=["Status"],
    )
    golongan = Kolom(
        "Golongan Ruang",
        "golongan",
        Pilihan(GOLONGAN, tulis=str, bantuan="I/a sampai IV/e untuk PNS, I sampai XVII untuk PPPK."),
        contoh="III/c",
        alias=["Golongan", "Gol. Ruang", "Pangkat/Golongan"],
    )
    tmt_golongan = Kolom("TMT Golongan", "tmt_golongan", Tanggal(earliest=EARLIEST_YEAR), contoh="01-04-2024",
                         alias=["TMT Golongan Ruang"])  # fmt: skip
    unit = Kolom(
        "Kode Unit",
        "unit__kode",
        Kode(40, bantuan="Kode unit kerja yang sudah ada di Manajemen Unor."),
        contoh="CONTOH.01",
        alias=["Kode Unit Kerja", "Kode Unor"],
    )
    jabatan = Kolom(
        "Jabatan",
        "jabatan__nama",
        Rujukan(200, bantuan="Nama jabatan seperti di daftar jabatan instansi."),
        contoh="Contoh Jabatan Ahli Muda",
        alias=["Nama Jabatan"],
    )
    tmt_jabatan = Kolom("TMT Jabatan", "tmt_jabatan", Tanggal(earliest=EARLIEST_YEAR), contoh="02-01-2025")
    peran_anggaran = Kolom(
        "PA/KPA",
        "peran_anggaran",
        Pilihan(
            dict(PeranAnggaran.choices),
            tulis=str,
            alias={"Bukan": "", "Tidak": "", "-": ""},
            bantuan="PA (Pengguna Anggaran), KPA (Kuasa Pengguna Anggaran), atau kosong.",
        ),
        alias=["Peran Anggaran"],
    )
    email = Kolom("Surel", "email", Surel(), contoh="nama@instansi.go.id", alias=["Email", "E-mail"])
    nomor_karpeg = Kolom("Nomor Seri Karpeg", "nomor_karpeg", Kode(30), alias=["Karpeg", "Nomor Karpeg"])
    tempat_lahir = Kolom("Tempat Lahir", "tempat_lahir", Teks(100), contoh="Magelang")
    aktif = Kolom(
        "Aktif",
        "is_active",
        YaTidak(kosong=None, bantuan="YA atau TIDAK. Pegawai baru: YA."),
        contoh="YA",
        tetap=True,
        baku=True,
    )

    class Meta:
        model = Pegawai
        fields = (
            "nip", "nama", "gelar_depan", "gelar_belakang", "status", "golongan", "tmt_golongan", "unit", "jabatan",
            "tmt_jabatan", "peran_anggaran", "email", "nomor_karpeg", "tempat_lahir", "aktif",
        )  # fmt: skip
