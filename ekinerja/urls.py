from django.conf import settings
from django.contrib import admin
from django.urls import include, path, register_converter

from ekinerja import gallery, views
from ekinerja.converters import TanggalConverter

register_converter(TanggalConverter, "tanggal")

urlpatterns = [
    path("sehat/", views.health, name="sehat"),
    path("admin/", admin.site.urls),
    path("", include("organisasi.urls")),
    path("", include("skp.urls")),
    path("", include("kegiatan.urls")),
    path("", include("penilaian.urls")),
    path("", include("dashboard.urls")),
]

if settings.DEBUG:
    urlpatterns += [path("galeri/", gallery.gallery, name="galeri")]

handler500 = "ekinerja.views.server_error"
