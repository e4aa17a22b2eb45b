from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@dataclass(frozen=True)
class Bab:
    """A chapter of the guide, with the page of the application it is about."""

    slug: str
    judul: str
    ringkasan: str
    url_name: str
    menu: str
    ikon: str

    @property
    def template(self) -> str:
        return f"dashboard/panduan/{self.slug}.html"


BAB = (
    Bab("tentang", "Tentang E-Kinerja", "Proses yang dikerjakan semua pegawai dan pejabat penilai.", "beranda",
        "Dashboard", "info-circle"),
    Bab("skp-tahunan", "Cara Membuat SKP Tahunan", "Target kerja satu tahun sesuai jabatan.", "skp:tahunan_list",
        "SKP Tahunan", "calendar4-range"),
    Bab("skp-bulanan", "Cara Membuat SKP Bulanan", "Rincian target tahunan untuk satu bulan.", "skp:bulanan_list",
        "SKP Bulanan", "calendar3"),
    Bab("kegiatan-harian", "Cara Input Kegiatan Harian", "Mencatat semua pekerjaan setiap hari.", "kegiatan:list",
        "Kegiatan Harian", "journal-check"),
    Bab("realisasi", "Cara Input Realisasi Waktu dan Biaya Bulanan", "Waktu dan biaya penyelesaian tiap target.",
        "skp:bulanan_list", "SKP Bulanan", "speedometer2"),
    Bab("tugas-tambahan", "Cara Input Tugas Tambahan", "Tugas dengan SK yang ditandatangani minimal eselon II.",
        "kegiatan:tugas_tambahan_list", "Tugas Tambahan", "file-earmark-plus"),
    Bab("verifikasi", "Cara Verifikasi Kegiatan Harian Bawahan", "Pejabat penilai menilai tiap kegiatan bawahan.",
        "penilaian:harian", "Penilaian Kegiatan Harian Bawahan", "list-check"),
    Bab("kualitas-perilaku", "Cara Melakukan Penilaian Kualitas dan Perilaku Bawahan",
        "Nilai kualitas tiap target dan perilaku tiap bulan.", "penilaian:bulanan",
        "Penilaian SKP Bulanan Bawahan", "award"),
    Bab("perhitungan", "Cara Nilai Dihitung", "Rumus setiap angka, dan pilihan sistem ini.", "beranda", "Dashboard",
        "calculator"),
)  # fmt: skip


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    return render(request, "dashboard/panduan/index.html", {"daftar": BAB})


@require_safe
def chapter(request: HttpRequest, bab: str) -> HttpResponse:
    position = next((number for number, entry in enumerate(BAB) if entry.slug == bab), None)
    if position is None:
        raise Http404
    context = {
        "bab": BAB[position],
        "daftar": BAB,
        "sebelumnya": BAB[position - 1] if position else None,
        "berikutnya": BAB[position + 1] if position + 1 < len(BAB) else None,
    }
    return render(request, BAB[position].template, context)
