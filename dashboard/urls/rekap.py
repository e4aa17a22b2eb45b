from django.urls import path

from dashboard.views import rekap

UNIT = "rekap-unit/<int:unit>/<int:tahun>/<int:bulan>/"
INSTANSI = "rekap-unit/instansi/<int:instansi>/<int:tahun>/<int:bulan>/"

urlpatterns = [
    path("rekap-unit/", rekap.pilih, name="rekap_pilih"),
    *(
        entry
        for where, name in ((UNIT, "rekap_unit"), (INSTANSI, "rekap_instansi"))
        for entry in (
            path(where, rekap.RekapList.as_view(), name=name),
            path(f"{where}excel/", rekap.berkas, {"bentuk": "excel"}, name=f"{name}_excel"),
            path(f"{where}pdf/", rekap.berkas, {"bentuk": "pdf"}, name=f"{name}_pdf"),
            path(f"{where}siapkan/", rekap.siapkan, name=f"{name}_siapkan"),
        )
    ),
]
