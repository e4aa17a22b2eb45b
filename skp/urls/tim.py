from django.urls import path

from skp.views import pembagian, tim

urlpatterns = [
    path("skp/tim/", tim.TimList.as_view(), name="tim_list"),
    path("skp/tim/tambah/", tim.TimTambah.as_view(), name="tim_tambah"),
    path("skp/tim/<int:pk>/", tim.detail, name="tim_detail"),
    path("skp/tim/<int:pk>/ubah/", tim.TimUbah.as_view(), name="tim_ubah"),
    path("skp/tim/<int:pk>/hapus/", tim.hapus, name="tim_hapus"),
    path("skp/tim/<int:pk>/anggota/tambah/", tim.AnggotaTambah.as_view(), name="anggota_tambah"),
    path("skp/tim/anggota/<int:pk>/ubah/", tim.AnggotaUbah.as_view(), name="anggota_ubah"),
    path("skp/tim/anggota/<int:pk>/hapus/", tim.anggota_hapus, name="anggota_hapus"),
    path("skp/bagikan/", pembagian.Bagikan.as_view(), name="bagikan"),
    path("skp/pembagian/", pembagian.PembagianList.as_view(), name="pembagian_list"),
    path("skp/pembagian/<int:pk>/", pembagian.detail, name="pembagian_detail"),
]
