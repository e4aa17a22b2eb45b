from collections.abc import Sequence

from django.urls import URLPattern, path

from organisasi.views import pengaturan as views

urlpatterns: Sequence[URLPattern] = [
    path("pengaturan/", views.indeks, name="pengaturan"),
    path("pengaturan/umum/", views.Umum.as_view(), name="pengaturan_umum"),
    path("pengaturan/kop/", views.Kop.as_view(), name="pengaturan_kop"),
    path("pengaturan/kop/lambang/", views.lambang, name="pengaturan_lambang"),
    path("pengaturan/batas-waktu/", views.BatasWaktuForm.as_view(), name="pengaturan_batas"),
    path("pengaturan/batas-waktu/pedoman/", views.batas_baku, name="pengaturan_batas_baku"),
    path("pengaturan/dispensasi/", views.DispensasiList.as_view(), name="dispensasi_list"),
    path("pengaturan/dispensasi/tambah/", views.DispensasiTambah.as_view(), name="dispensasi_tambah"),
    path("pengaturan/dispensasi/<int:pk>/", views.DispensasiUbah.as_view(), name="dispensasi_ubah"),
]
