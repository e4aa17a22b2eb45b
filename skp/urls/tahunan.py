from django.urls import path, register_converter

from skp.rules.salin import AksiSalin
from skp.views import bawahan, pendekkan, salin


class AksiSalinConverter:
    """A step of a request to copy, as it stands in an address."""

    regex = "|".join(AksiSalin.values)

    def to_python(self, value: str) -> AksiSalin:
        return AksiSalin(value)

    def to_url(self, value: str) -> str:
        return str(value)


register_converter(AksiSalinConverter, "aksi_salin")

urlpatterns = [
    path("skp/tahunan/<int:pk>/pendekkan/", pendekkan.Pendekkan.as_view(), name="pendekkan"),
    path("skp/tahunan/<int:pk>/dipendekkan/", pendekkan.dipendekkan, name="dipendekkan"),
    path("skp/tahunan/<int:pk>/ambil-rhk/", salin.AmbilRhk.as_view(), name="ambil_rhk"),
    path("skp/salin/", salin.SalinMinta.as_view(), name="salin_minta"),
    path("skp/salin/<int:pk>/<aksi_salin:aksi>/", salin.salin_aksi, name="salin_aksi"),
    path("skp/bawahan/", bawahan.SkpBawahan.as_view(), name="bawahan"),
    path("skp/bawahan/ekspor/", bawahan.ekspor, name="bawahan_ekspor"),
]
