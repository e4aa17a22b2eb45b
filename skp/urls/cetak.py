"""Lampiran SKP, perilaku kerja, and the papers of PermenPANRB 6/2022."""

from django.urls import path

from skp.views import cetak, lampiran, perilaku

urlpatterns = [
    path("skp/tahunan/<int:pk>/lampiran/tambah/", lampiran.LampiranTambah.as_view(), name="lampiran_tambah"),
    path("skp/tahunan/lampiran/<int:pk>/ubah/", lampiran.LampiranUbah.as_view(), name="lampiran_ubah"),
    path("skp/tahunan/lampiran/<int:pk>/hapus/", lampiran.hapus, name="lampiran_hapus"),
    path("skp/tahunan/lampiran/<int:pk>/<arah:arah>/", lampiran.geser, name="lampiran_geser"),
    path("skp/tahunan/<int:pk>/perilaku/", perilaku.PerilakuUbah.as_view(), name="perilaku"),
    path("skp/tahunan/<int:pk>/cetak/skp/", cetak.cetak_skp, name="cetak_skp"),
    path("skp/tahunan/<int:pk>/cetak/lampiran/", cetak.cetak_lampiran, name="cetak_lampiran"),
]
