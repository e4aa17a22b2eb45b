from django.urls import URLPattern, path

from penilaian.views import cetak_evaluasi as views

PAPER = "evaluasi/<int:skp>/<int:periode>/cetak/"

urlpatterns: list[URLPattern] = [
    path(f"{PAPER}rencana-aksi/", views.cetak_rencana_aksi, name="cetak_rencana_aksi"),
    path(PAPER, views.cetak_evaluasi, name="cetak_evaluasi"),
    path(f"{PAPER}dokumen/", views.cetak_dokumen_evaluasi, name="cetak_dokumen_evaluasi"),
]
