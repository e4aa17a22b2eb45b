from django.urls import path

from dashboard.views import cetak, panduan
from dashboard.views.beranda import beranda

# The pages of the menu that have a namespace; the front page and the guide are addressed without one.
namespaced = [path("cetak/", cetak.cetak, name="cetak")]

urlpatterns = [
    path("", beranda, name="beranda"),
    path("panduan/", panduan.index, name="panduan"),
    path("panduan/<slug:bab>/", panduan.chapter, name="panduan_bab"),
]
