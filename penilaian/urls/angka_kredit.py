from django.urls import path

from penilaian.views import angka_kredit

PAGE = "penilaian/angka-kredit/"

urlpatterns = [
    path(PAGE, angka_kredit.AngkaKreditView.as_view(), name="angka_kredit"),
    path(f"{PAGE}<int:pk>/", angka_kredit.pegawai, name="angka_kredit_pegawai"),
    path(f"{PAGE}<int:pk>/konversi/<int:tahun>/", angka_kredit.konversi, name="ak_konversi"),
    path(f"{PAGE}<int:pk>/akumulasi/", angka_kredit.akumulasi, name="ak_akumulasi"),
    path(f"{PAGE}<int:pk>/penetapan/", angka_kredit.penetapan, name="ak_penetapan"),
    path(f"{PAGE}<int:pk>/awal/tambah/", angka_kredit.AwalTambah.as_view(), name="angka_kredit_awal_tambah"),
    path(f"{PAGE}awal/<int:pk>/ubah/", angka_kredit.AwalUbah.as_view(), name="angka_kredit_awal_ubah"),
    path(f"{PAGE}awal/<int:pk>/hapus/", angka_kredit.hapus, name="angka_kredit_awal_hapus"),
]
