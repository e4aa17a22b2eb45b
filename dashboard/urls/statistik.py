from collections.abc import Sequence

from django.urls import URLPattern, path, register_converter

from dashboard.statistik import JENIS, Jenis
from dashboard.views import statistik, statistik_orang


class JenisConverter:
    """A dashboard in an address."""

    regex = "|".join(JENIS)

    def to_python(self, value: str) -> Jenis:
        return JENIS[value]

    def to_url(self, value: Jenis | str) -> str:
        return value if isinstance(value, str) else value.slug


class TahunConverter:
    """A year in an address."""

    regex = "20[0-9]{2}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


register_converter(JenisConverter, "dashboard")
register_converter(TahunConverter, "tahun")

NASIONAL = "statistik/<dashboard:jenis>/<tahun:tahun>/"
INSTANSI = NASIONAL + "instansi/<int:instansi>/"
UNIT = NASIONAL + "unit/<int:unit>/"

urlpatterns: Sequence[URLPattern] = [
    path("statistik/", statistik.pilih, name="statistik"),
    path(NASIONAL, statistik.lihat, name="statistik_nasional"),
    path(f"{NASIONAL}excel/", statistik.lihat, {"keluaran": "excel"}, name="statistik_nasional_excel"),
    path(f"{NASIONAL}pdf/", statistik.lihat, {"keluaran": "pdf"}, name="statistik_nasional_pdf"),
    path(f"{NASIONAL}siapkan/", statistik.siapkan, name="statistik_nasional_siapkan"),
    path(INSTANSI, statistik.lihat, name="statistik_instansi"),
    path(f"{INSTANSI}excel/", statistik.lihat, {"keluaran": "excel"}, name="statistik_instansi_excel"),
    path(f"{INSTANSI}pdf/", statistik.lihat, {"keluaran": "pdf"}, name="statistik_instansi_pdf"),
    path(f"{INSTANSI}siapkan/", statistik.siapkan, name="statistik_instansi_siapkan"),
    path(UNIT, statistik.lihat, name="statistik_unit"),
    path(f"{UNIT}excel/", statistik.lihat, {"keluaran": "excel"}, name="statistik_unit_excel"),
    path(f"{UNIT}pdf/", statistik.lihat, {"keluaran": "pdf"}, name="statistik_unit_pdf"),
    path(f"{UNIT}siapkan/", statistik.siapkan, name="statistik_unit_siapkan"),
    path(f"{INSTANSI}orang/", statistik_orang.daftar, name="statistik_orang"),
    path(f"{INSTANSI}orang/excel/", statistik_orang.excel, name="statistik_orang_excel"),
    path(f"{INSTANSI}orang/csv/", statistik_orang.csv, name="statistik_orang_csv"),
    path(f"{INSTANSI}orang/siapkan/", statistik_orang.siapkan, name="statistik_orang_siapkan"),
]
