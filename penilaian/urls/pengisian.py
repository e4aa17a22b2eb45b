from django.urls import URLPattern, path

from penilaian.views import pengisian

urlpatterns: list[URLPattern] = [
    path("evaluasi/", pengisian.saya, name="saya"),
    path("evaluasi/<int:skp>/", pengisian.skp, name="skp"),
    path("evaluasi/<int:skp>/<int:periode>/", pengisian.evaluasi, name="evaluasi"),
]
