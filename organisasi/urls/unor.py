from collections.abc import Sequence

from django.urls import URLPattern, path

from organisasi.views import pilih
from organisasi.views import unor as views

urlpatterns: Sequence[URLPattern] = [
    path("unor/cari/", pilih.unor_cari, name="unor_cari"),
    path("jabatan/cari/", pilih.jabatan_cari, name="jabatan_cari"),
    path("pegawai/cari/", pilih.pegawai_cari, name="pegawai_cari"),
    path("instansi/cari/", pilih.instansi_cari, name="instansi_cari"),
    path("unor/", views.UnorTree.as_view(), name="unor"),
    path("unor/tambah/", views.UnorTambah.as_view(), name="unor_tambah"),
    path("unor/<int:pk>/", views.detail, name="unor_detail"),
    path("unor/<int:pk>/cabang/", views.cabang, name="unor_cabang"),
    path("unor/<int:pk>/ubah/", views.UnorUbah.as_view(), name="unor_ubah"),
    path("unor/<int:pk>/pindah/", views.UnorPindah.as_view(), name="unor_pindah"),
    path("unor/<int:pk>/urungkan/<int:dari>/<int:ke>/", views.urungkan, name="unor_urungkan"),
    path("unor/<int:pk>/kepala/", views.UnorKepala.as_view(), name="unor_kepala"),
    path("unor/<int:pk>/tercatat/", views.tercatat, name="unor_tercatat"),
    path("unor/<int:pk>/kabari/", views.kabari, name="unor_kabari"),
    path("unor/<int:pk>/tutup/", views.UnorTutup.as_view(), name="unor_tutup"),
    path("unor/<int:pk>/buka/", views.buka, name="unor_buka"),
    path("unor/<int:pk>/hapus/", views.hapus, name="unor_hapus"),
    path("unor/<int:pk>/penugasan/tambah/", views.PenugasanTambah.as_view(), name="penugasan_tambah"),
    path("penugasan/<int:pk>/ubah/", views.PenugasanUbah.as_view(), name="penugasan_ubah"),
    path("penugasan/<int:pk>/akhiri/", views.penugasan_akhiri, name="penugasan_akhiri"),
]
