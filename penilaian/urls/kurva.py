from django.urls import path

from penilaian.views import kurva

urlpatterns = [
    path("evaluasi/kurva/<int:periode>/", kurva.KurvaBawahan.as_view(), name="kurva"),
    path("evaluasi/monitoring-kurva/", kurva.monitoring, name="monitoring_kurva"),
    path("evaluasi/monitoring-kurva/ekspor/", kurva.monitoring_ekspor, name="monitoring_kurva_ekspor"),
]
