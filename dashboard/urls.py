from django.urls import include, path

from dashboard.views import panduan

# The pages of the menu that have a namespace; the front page and the guide are addressed without one.
namespaced: list = []

urlpatterns = [
    path("panduan/", panduan.index, name="panduan"),
    path("panduan/<slug:bab>/", panduan.chapter, name="panduan_bab"),
    path("", include((namespaced, "dashboard"))),
]
