from django.urls import path

from penilaian.views import menilai as views

urlpatterns = [
    path("evaluasi/bawahan/", views.PenilaianBawahan.as_view(), name="bawahan_list"),
    path("evaluasi/bawahan/ekspor/", views.ekspor, name="bawahan_ekspor"),
    path("evaluasi/<int:skp>/<int:periode>/feedback/", views.feedback, name="feedback"),
    path("evaluasi/<int:skp>/<int:periode>/feedback/gambar/", views.gambar, name="feedback_gambar"),
    path("evaluasi/<int:skp>/<int:periode>/umpan-balik/", views.UmpanBalikTambah.as_view(), name="umpan_balik_tambah"),
    path("evaluasi/umpan-balik/<int:pk>/", views.UmpanBalikUbah.as_view(), name="umpan_balik_ubah"),
    path("evaluasi/umpan-balik/<int:pk>/hapus/", views.umpan_balik_hapus, name="umpan_balik_hapus"),
    path("evaluasi/<int:skp>/<int:periode>/hasil-kerja/", views.NilaiHasil.as_view(), name="nilai_hasil"),
    path("evaluasi/<int:skp>/<int:periode>/perilaku-kerja/", views.NilaiPerilaku.as_view(), name="nilai_perilaku"),
    path("evaluasi/<int:skp>/<int:periode>/catatan/", views.Catatan.as_view(), name="catatan_evaluasi"),
    path("evaluasi/<int:skp>/<int:periode>/batal/", views.batal, name="batal_nilai"),
]
