from django.urls import path

from skp.views import bank, indikator, rhk

urlpatterns = [
    path("skp/tahunan/<int:pk>/urut/", rhk.urut, name="rhk_urut"),
    path("skp/tahunan/<int:pk>/bank/", bank.BankTambah.as_view(), name="bank_tambah"),
    path("skp/tahunan/<int:pk>/bank/saran/", bank.saran_rhk, name="bank_rhk"),
    path("skp/tahunan/target/<int:pk>/bank/saran/", bank.saran_indikator, name="bank_indikator"),
    path("skp/tahunan/target/<int:pk>/indikator/tambah/", indikator.IndikatorTambah.as_view(), name="indikator_tambah"),
    path("skp/tahunan/target/<int:pk>/indikator/urut/", indikator.urut, name="indikator_urut"),
    path("skp/indikator/<int:pk>/ubah/", indikator.IndikatorUbah.as_view(), name="indikator_ubah"),
    path("skp/indikator/<int:pk>/hapus/", indikator.hapus, name="indikator_hapus"),
    path("skp/indikator/<int:pk>/<arah:arah>/", indikator.geser, name="indikator_geser"),
    path("skp/indikator/<int:pk>/manual/", indikator.manual, name="manual_indikator"),
    path("skp/indikator/<int:pk>/manual/ubah/", indikator.ManualUbah.as_view(), name="manual_indikator_ubah"),
]
