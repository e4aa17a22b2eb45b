from django.urls import path

from skp.views import adendum, persetujuan, tinjau

urlpatterns = [
    path("skp/tahunan/<int:pk>/tinjau/", tinjau.Tinjau.as_view(), name="tinjau"),
    path("skp/tahunan/<int:pk>/adendum/tambah/", adendum.AdendumTambah.as_view(), name="adendum_tambah"),
    path("skp/adendum/<int:pk>/", adendum.detail, name="adendum_detail"),
    path("skp/adendum/<int:pk>/ubah/", adendum.AdendumUbah.as_view(), name="adendum_ubah"),
    path("skp/adendum/<int:pk>/hapus/", adendum.hapus, name="adendum_hapus"),
    path("skp/adendum/<int:pk>/<aksi_adendum:aksi>/", adendum.aksi, name="adendum_aksi"),
    path("skp/adendum/<int:pk>/rhk/tambah/", adendum.RhkBaru.as_view(), name="adendum_rhk_tambah"),
    path("skp/adendum/<int:pk>/rhk/<int:rhk>/ubah/", adendum.RhkUbah.as_view(), name="adendum_rhk_ubah"),
    path("skp/adendum/<int:pk>/rhk/<int:rhk>/hapus/", adendum.rhk_hapus, name="adendum_rhk_hapus"),
    path(
        "skp/adendum/<int:pk>/rhk/<int:rhk>/indikator/tambah/",
        adendum.IndikatorBaru.as_view(),
        name="adendum_indikator_tambah",
    ),
    path(
        "skp/adendum/<int:pk>/indikator/<int:indikator>/ubah/",
        adendum.IndikatorUbah.as_view(),
        name="adendum_indikator_ubah",
    ),
    path(
        "skp/adendum/<int:pk>/indikator/<int:indikator>/hapus/",
        adendum.indikator_hapus,
        name="adendum_indikator_hapus",
    ),
    path(
        "skp/adendum/perubahan/<int:pk>/indikator/tambah/",
        adendum.IndikatorBaru.as_view(),
        name="adendum_anak_tambah",
    ),
    path("skp/adendum/perubahan/<int:pk>/ubah/", adendum.perubahan_ubah, name="adendum_perubahan_ubah"),
    path("skp/adendum/perubahan/<int:pk>/hapus/", adendum.perubahan_hapus, name="adendum_perubahan_hapus"),
    path("skp/persetujuan/adendum/", persetujuan.PersetujuanAdendum.as_view(), name="persetujuan_adendum"),
]
