from django.urls import URLPattern, path

from penilaian.views import jejak, pembinaan, sesudah

PERIODE = "evaluasi/<int:skp>/<int:periode>/"

urlpatterns: list[URLPattern] = [
    path("evaluasi/serahkan/", sesudah.serahkan_banyak, name="serahkan_banyak"),
    path("evaluasi/keberatan/", sesudah.KeberatanList.as_view(), name="keberatan_list"),
    path("evaluasi/jejak-baca/", jejak.JejakBacaList.as_view(), name="jejak_baca"),
    path(f"{PERIODE}serahkan/", sesudah.serahkan, name="serahkan"),
    path(f"{PERIODE}terima/", sesudah.terima, name="terima"),
    path(f"{PERIODE}keberatan/", sesudah.keberatan, name="keberatan"),
    path(f"{PERIODE}keberatan/penjelasan/", sesudah.tanggapi_keberatan, name="tanggapi_keberatan"),
    path(f"{PERIODE}keberatan/keputusan/", sesudah.putuskan_keberatan, name="putuskan_keberatan"),
    path("evaluasi/<int:skp>/pembinaan/", pembinaan.PembinaanList.as_view(), name="pembinaan_list"),
    path("evaluasi/<int:skp>/pembinaan/tambah/", pembinaan.PembinaanTambah.as_view(), name="pembinaan_tambah"),
    path("evaluasi/pembinaan/<int:pk>/", pembinaan.PembinaanUbah.as_view(), name="pembinaan_ubah"),
    path("evaluasi/pembinaan/<int:pk>/tanggapan/", pembinaan.PembinaanTanggapi.as_view(), name="pembinaan_tanggapi"),
]
