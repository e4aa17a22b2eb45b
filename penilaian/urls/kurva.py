from django.urls import path

from penilaian.views import kalibrasi, kurva

urlpatterns = [
    path("evaluasi/kurva/<int:periode>/", kurva.KurvaBawahan.as_view(), name="kurva"),
    path("evaluasi/monitoring-kurva/", kurva.monitoring, name="monitoring_kurva"),
    path("evaluasi/monitoring-kurva/ekspor/", kurva.monitoring_ekspor, name="monitoring_kurva_ekspor"),
    path("evaluasi/kalibrasi/", kalibrasi.KalibrasiList.as_view(), name="kalibrasi_list"),
    path("evaluasi/kalibrasi/buka/", kalibrasi.KalibrasiBuka.as_view(), name="kalibrasi_buka"),
    path("evaluasi/kalibrasi/<int:pk>/", kalibrasi.KalibrasiDetail.as_view(), name="kalibrasi_detail"),
    path("evaluasi/kalibrasi/<int:pk>/tutup/", kalibrasi.tutup, name="kalibrasi_tutup"),
    path("evaluasi/kalibrasi/<int:pk>/catat/", kalibrasi.CatatanTambah.as_view(), name="kalibrasi_catat"),
    path(
        "evaluasi/kalibrasi/<int:pk>/penilai/<int:penilai>/",
        kalibrasi.OrangPenilai.as_view(),
        name="kalibrasi_penilai",
    ),
    path("evaluasi/kalibrasi/catatan/<int:pk>/jawab/", kalibrasi.CatatanJawab.as_view(), name="kalibrasi_jawab"),
    path(
        "evaluasi/kalibrasi/nilai/<int:skp>/<int:periode>/ubah/", kalibrasi.NilaiUbah.as_view(), name="kalibrasi_ubah"
    ),
]
