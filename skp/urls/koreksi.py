from django.urls import path, register_converter

from skp.rules.koreksi import AksiKoreksi
from skp.views import koreksi


class AksiKoreksiConverter:
    """A step of a request to correct, as it stands in an address."""

    regex = "|".join(AksiKoreksi.values)

    def to_python(self, value: str) -> AksiKoreksi:
        return AksiKoreksi(value)

    def to_url(self, value: str) -> str:
        return str(value)


register_converter(AksiKoreksiConverter, "aksi_koreksi")

urlpatterns = [
    path("skp/tahunan/<int:pk>/koreksi/", koreksi.KoreksiTambah.as_view(), name="koreksi_tambah"),
    path("skp/koreksi/", koreksi.KoreksiList.as_view(), name="koreksi_list"),
    path("skp/koreksi/<int:pk>/", koreksi.detail, name="koreksi_detail"),
    path("skp/koreksi/<int:pk>/<aksi_koreksi:aksi>/", koreksi.aksi, name="koreksi_aksi"),
]
