import skp.urls.converters  # noqa: F401  registers what the addresses below are made of
from skp.urls import adendum, cetak, dokumen, koreksi, matriks, sasaran, tahunan, tim

app_name = "skp"
urlpatterns = [
    *dokumen.urlpatterns,
    *tahunan.urlpatterns,
    *sasaran.urlpatterns,
    *matriks.urlpatterns,
    *tim.urlpatterns,
    *adendum.urlpatterns,
    *koreksi.urlpatterns,
    *cetak.urlpatterns,
]
