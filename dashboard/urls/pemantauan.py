from django.urls import path

from dashboard.views import pemantauan

UNIT = "pemantauan/unit/<int:unit>/<int:tahun>/"

urlpatterns = [
    path("pemantauan/pengisian/", pemantauan.PengisianList.as_view(), name="pemantauan_pengisian"),
    path("pemantauan/pengisian/ingatkan/", pemantauan.ingatkan, name="pemantauan_ingatkan"),
    path("pemantauan/bulanan/", pemantauan.bulanan, name="pemantauan_bulanan"),
    path(UNIT, pemantauan.UnitDetail.as_view(), name="pemantauan_unit"),
    path(f"{UNIT}<int:bulan>/kalender/", pemantauan.Kalender.as_view(), name="pemantauan_kalender"),
]
