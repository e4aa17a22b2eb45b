from django.urls import path

from penilaian.views import capaian_unit, libur, pengaturan, periode, rentang

urlpatterns = [
    path("evaluasi/periode/", periode.PeriodeList.as_view(), name="periode_list"),
    path("evaluasi/periode/tambah/", periode.PeriodeTambah.as_view(), name="periode_tambah"),
    path("evaluasi/periode/tahun/<int:tahun>/buka/", periode.buka_tahun, name="periode_buka_tahun"),
    path("evaluasi/periode/<int:pk>/ubah/", periode.PeriodeUbah.as_view(), name="periode_ubah"),
    path("evaluasi/periode/<int:pk>/hapus/", periode.hapus, name="periode_hapus"),
    path("evaluasi/periode/<int:pk>/tutup/", periode.PeriodeTutup.as_view(), name="periode_tutup"),
    path("evaluasi/periode/<int:pk>/buka/", periode.PeriodeBuka.as_view(), name="periode_buka"),
    path("evaluasi/capaian/", capaian_unit.CapaianList.as_view(), name="capaian_list"),
    path("evaluasi/capaian/<int:unit>/<int:periode>/", capaian_unit.CapaianUbah.as_view(), name="capaian_ubah"),
    path("evaluasi/periode/hari-libur/", libur.LiburList.as_view(), name="libur_list"),
    path("evaluasi/periode/hari-libur/tambah/", libur.LiburTambah.as_view(), name="libur_tambah"),
    path("evaluasi/periode/hari-libur/<int:pk>/ubah/", libur.LiburUbah.as_view(), name="libur_ubah"),
    path("evaluasi/periode/hari-libur/<int:pk>/hapus/", libur.hapus, name="libur_hapus"),
    path("penilaian/rentang-kualitas/", rentang.RentangList.as_view(), name="rentang_list"),
    path("penilaian/rentang-kualitas/tambah/", rentang.RentangTambah.as_view(), name="rentang_tambah"),
    path("penilaian/rentang-kualitas/<int:pk>/ubah/", rentang.RentangUbah.as_view(), name="rentang_ubah"),
    path("penilaian/rentang-kualitas/<int:pk>/hapus/", rentang.hapus, name="rentang_hapus"),
    path("evaluasi/periode/pengaturan/", pengaturan.PengaturanEvaluasi.as_view(), name="pengaturan_evaluasi"),
    path("evaluasi/periode/pengaturan/pola/<slug:capaian>/", pengaturan.PolaUbah.as_view(), name="pola_ubah"),
    path("evaluasi/periode/pengaturan/pola/<slug:capaian>/bawaan/", pengaturan.pola_baku, name="pola_baku"),
]
