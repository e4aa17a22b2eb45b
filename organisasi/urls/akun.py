from django.urls import path

from organisasi.views import akun as views

urlpatterns = [
    path("masuk/", views.Masuk.as_view(), name="masuk"),
    path("keluar/", views.Keluar.as_view(), name="keluar"),
    path("ganti-sandi/", views.GantiSandi.as_view(), name="ganti_sandi"),
    path("lupa-sandi/", views.LupaSandi.as_view(), name="lupa_sandi"),
    path("lupa-sandi/terkirim/", views.LupaSandiTerkirim.as_view(), name="lupa_sandi_terkirim"),
    path("lupa-sandi/selesai/", views.LupaSandiSelesai.as_view(), name="lupa_sandi_selesai"),
    path("lupa-sandi/<uidb64>/<token>/", views.LupaSandiBaru.as_view(), name="lupa_sandi_baru"),
    path("profil/", views.Profil.as_view(), name="profil"),
    path("pemberitahuan/", views.PemberitahuanList.as_view(), name="pemberitahuan"),
    path("pemberitahuan/baca-semua/", views.pemberitahuan_baca_semua, name="pemberitahuan_baca_semua"),
    path("pemberitahuan/<int:pk>/buka/", views.pemberitahuan_buka, name="pemberitahuan_buka"),
]
