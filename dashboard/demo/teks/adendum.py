"""Changes to approved SKP of this year, as their owners proposed them."""

from dataclasses import dataclass

from dashboard.demo import susunan
from dashboard.demo.teks.tugas import Ukuran
from skp.models import Aspek
from skp.workflow import Status


@dataclass(frozen=True)
class Usulan:
    """`target` is the proposed target of the first indikator; `baru` a new RHK that supports `mendukung`."""

    nip: str
    status: Status
    alasan: str
    target: str
    baru: str = ""
    mendukung: str = ""
    ukuran: Ukuran | None = None
    catatan: str = ""


USULAN = (
    Usulan(
        susunan.FUNGSIONAL,
        Status.DISETUJUI,
        "Target disesuaikan dengan hasil evaluasi tengah tahun; ditambah tugas uji keamanan.",
        "92 %",
        "Terujinya keamanan aplikasi layanan satu pintu",
        "andal",
        Ukuran("Jumlah aplikasi yang diuji", "6 aplikasi", Aspek.KUANTITAS),
    ),
    Usulan(
        "198304192009011",
        Status.DIAJUKAN,
        "Ada penugasan baru setelah evaluasi keamanan informasi.",
        "95 %",
        "Tersusunnya rencana pemulihan layanan saat terjadi insiden",
        "andal",
        Ukuran("Dokumen rencana yang ditetapkan", "1 dokumen", Aspek.KUANTITAS),
    ),
    Usulan(
        susunan.KEPALA_BIDANG,
        Status.DIAJUKAN,
        "Jumlah aplikasi yang harus lulus uji bertambah sesuai perjanjian kinerja perubahan.",
        "100 % dari 14 aplikasi",
    ),
    Usulan(
        "197701172003121",
        Status.DIAJUKAN,
        "Dua aplikasi ditambahkan dalam anggaran perubahan.",
        "14 aplikasi",
    ),
    Usulan(
        "199511072020122",
        Status.DIKEMBALIKAN,
        "Beban kerja bertambah.",
        "80 %",
        catatan="Alasannya belum menyebut penugasan yang baru; lampirkan nomor suratnya.",
    ),
    Usulan(
        "197510161999032",
        Status.DRAFT,
        "Menyesuaikan dengan rencana pemindahan pusat data.",
        "98 %",
    ),
)
