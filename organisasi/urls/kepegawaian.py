from collections.abc import Sequence

from django.urls import URLPattern, path

from organisasi.views import kepegawaian, massal, mutasi, pengecualian

urlpatterns: Sequence[URLPattern] = [
    path("pegawai/", kepegawaian.daftar, name="pegawai_list"),
    path("pegawai/tambah/", kepegawaian.PegawaiTambah.as_view(), name="pegawai_tambah"),
    path("pegawai/massal/", massal.massal, name="pegawai_massal"),
    path("pegawai/massal/<int:pk>/urungkan/", massal.urungkan, name="pegawai_massal_urungkan"),
    path("pegawai/<int:pk>/", kepegawaian.detail, name="pegawai_detail"),
    path("pegawai/<int:pk>/ubah/", kepegawaian.PegawaiUbah.as_view(), name="pegawai_ubah"),
    path("pegawai/<int:pk>/status/", kepegawaian.PegawaiStatus.as_view(), name="pegawai_status"),
    path("pegawai/<int:pk>/sandi/", kepegawaian.sandi, name="pegawai_sandi"),
    path("pegawai/<int:pk>/hapus/", kepegawaian.hapus, name="pegawai_hapus"),
    path("pegawai/<int:pk>/mutasi/", mutasi.MutasiTambah.as_view(), name="mutasi_tambah"),
    path("mutasi/", mutasi.MutasiList.as_view(), name="mutasi_list"),
    path("mutasi/<int:pk>/batal/", mutasi.batal, name="mutasi_batal"),
    path("mutasi/<int:pk>/jalankan/", mutasi.jalankan, name="mutasi_jalankan"),
    path("pengecualian/", pengecualian.PengecualianList.as_view(), name="pengecualian_list"),
    path("pengecualian/tambah/", pengecualian.PengecualianTambah.as_view(), name="pengecualian_tambah"),
    path("pengecualian/<int:pk>/ubah/", pengecualian.PengecualianUbah.as_view(), name="pengecualian_ubah"),
    path("pengecualian/<int:pk>/akhiri/", pengecualian.akhiri, name="pengecualian_akhiri"),
    path("pengecualian/<int:pk>/hapus/", pengecualian.hapus, name="pengecualian_hapus"),
]
