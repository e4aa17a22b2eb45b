from django.urls import path

from skp.views import matriks

OWN = "skp/matriks/<int:pk>/"
TEAM = "skp/matriks/<int:pk>/tim/<int:tim>/"

urlpatterns = [
    path("skp/matriks/", matriks.daftar, name="matriks_list"),
    path(OWN, matriks.halaman, name="matriks"),
    path(TEAM, matriks.halaman, name="matriks_tim"),
    *[
        path(f"{matrix}{act}/", view, name=name)
        for matrix in (OWN, TEAM)
        for act, view, name in (
            ("sinkronisasi", matriks.sinkron, "matriks_sinkron"),
            ("tambah", matriks.MatriksTambah.as_view(), "matriks_tambah"),
            ("ekspor", matriks.ekspor, "matriks_ekspor"),
            ("cetak", matriks.cetak, "matriks_cetak"),
        )
    ],
    path("skp/matriks/peserta/<int:pk>/keluarkan/", matriks.keluarkan, name="matriks_keluar"),
    path("skp/matriks/peserta/<int:pk>/peran/<int:rhk>/<peran:peran>/", matriks.peran, name="matriks_peran"),
    path("skp/tahunan/<int:pk>/pohon/", matriks.pohon_kinerja, name="pohon"),
]
