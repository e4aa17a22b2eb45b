from django.urls import path

from penilaian.views import rekan

urlpatterns = [
    path("evaluasi/rekan/", rekan.RekanList.as_view(), name="rekan_list"),
    path("evaluasi/rekan/cari/", rekan.RekanCari.as_view(), name="rekan_cari"),
    path("evaluasi/rekan/<int:pk>/", rekan.RekanIsi.as_view(), name="rekan_isi"),
    path("evaluasi/rekan/<int:pk>/<slug:aksi>/", rekan.rekan_aksi, name="rekan_aksi"),
    path("evaluasi/<int:skp>/<int:periode>/rekan/", rekan.terima, name="rekan_terima"),
    path("evaluasi/<int:skp>/<int:periode>/rekan/minta/", rekan.RekanMinta.as_view(), name="rekan_minta"),
]
