from collections.abc import Sequence

from django.urls import URLPattern, path

from organisasi.views import pilih

urlpatterns: Sequence[URLPattern] = [
    path("unor/cari/", pilih.unor_cari, name="unor_cari"),
    path("jabatan/cari/", pilih.jabatan_cari, name="jabatan_cari"),
    path("pegawai/cari/", pilih.pegawai_cari, name="pegawai_cari"),
    path("instansi/cari/", pilih.instansi_cari, name="instansi_cari"),
]
