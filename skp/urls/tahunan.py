from django.urls import path

from skp.views import bawahan, pendekkan, salin

urlpatterns = [
    path("skp/tahunan/<int:pk>/pendekkan/", pendekkan.Pendekkan.as_view(), name="pendekkan"),
    path("skp/tahunan/<int:pk>/dipendekkan/", pendekkan.dipendekkan, name="dipendekkan"),
    path("skp/tahunan/<int:pk>/ambil-rhk/", salin.AmbilRhk.as_view(), name="ambil_rhk"),
    path("skp/salin/", salin.SalinMinta.as_view(), name="salin_minta"),
    path("skp/salin/<int:pk>/<aksi_salin:aksi>/", salin.salin_aksi, name="salin_aksi"),
    path("skp/bawahan/", bawahan.SkpBawahan.as_view(), name="bawahan"),
    path("skp/bawahan/ekspor/", bawahan.ekspor, name="bawahan_ekspor"),
]
