from django.urls import path

from skp.views import koreksi

urlpatterns = [
    path("skp/tahunan/<int:pk>/koreksi/", koreksi.KoreksiTambah.as_view(), name="koreksi_tambah"),
    path("skp/koreksi/", koreksi.KoreksiList.as_view(), name="koreksi_list"),
    path("skp/koreksi/<int:pk>/", koreksi.detail, name="koreksi_detail"),
    path("skp/koreksi/<int:pk>/<aksi_koreksi:aksi>/", koreksi.aksi, name="koreksi_aksi"),
]
