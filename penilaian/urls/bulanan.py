from django.urls import path

from penilaian.views import bulanan, capaian, cetak, harian, usulan

urlpatterns = [
    path("penilaian/harian/", harian.harian, name="harian"),
    path("penilaian/harian/nilai/", harian.harian_nilai, name="harian_nilai"),
    path("penilaian/harian/<tanggal:tanggal>/<int:pk>/batal/", harian.harian_batal, name="harian_batal"),
    path(
        "penilaian/harian/<int:pegawai>/<tanggal:bulan>/urungkan/<int:saat>/",
        harian.harian_urungkan,
        name="harian_urungkan",
    ),
    path("penilaian/bulanan/", bulanan.BulananView.as_view(), name="bulanan"),
    path("penilaian/bulanan/<int:pk>/", bulanan.bulanan_detail, name="bulanan_detail"),
    path("penilaian/bulanan/<int:pk>/perilaku/", bulanan.PerilakuView.as_view(), name="perilaku"),
    path("penilaian/bulanan/<int:pk>/tutup/", bulanan.tutup, name="tutup"),
    path("penilaian/bulanan/<int:pk>/buka/", bulanan.buka, name="buka"),
    path("penilaian/kualitas/<int:pk>/", bulanan.KualitasView.as_view(), name="kualitas"),
    path("penilaian/tugas-tambahan/", usulan.UsulanView.as_view(), name="tugas_tambahan"),
    path("penilaian/kreativitas/", usulan.UsulanView.as_view(jenis=usulan.KREATIVITAS), name="kreativitas"),
    path("penilaian/tugas-tambahan/<slug:jenis>/<int:pk>/<slug:aksi>/", usulan.usulan_aksi, name="usulan_aksi"),
    path("skp/bulanan/<int:pk>/realisasi/", capaian.realisasi, name="realisasi"),
    path("skp/bulanan/target/<int:pk>/realisasi/", capaian.RealisasiIsiView.as_view(), name="realisasi_isi"),
    path("skp/bulanan/target/<int:pk>/penjelasan/", capaian.penjelasan, name="penjelasan"),
    path("skp/tahunan/<int:pk>/capaian/", capaian.penjelasan_tahun, name="penjelasan_tahun"),
    path("skp/bulanan/<int:pk>/cetak/", cetak.cetak_bulan, name="cetak_bulan"),
    path("skp/tahunan/<int:pk>/capaian/cetak/", cetak.cetak_tahun, name="cetak_tahun"),
    path("skp/tahunan/<int:pk>/prestasi-kerja/cetak/", cetak.cetak_prestasi, name="cetak_prestasi"),
]
