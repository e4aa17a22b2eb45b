from django.urls import path

from organisasi.views import pekerjaan as views

urlpatterns = [
    path("pekerjaan/", views.PekerjaanList.as_view(), name="pekerjaan_list"),
    path("pekerjaan/<int:pk>/", views.detail, name="pekerjaan_detail"),
    path("pekerjaan/<int:pk>/batal/", views.batal, name="pekerjaan_batal"),
    path("pekerjaan/<int:pk>/ulangi/", views.ulangi, name="pekerjaan_ulangi"),
    path("pekerjaan/<int:pk>/hasil/", views.hasil, name="pekerjaan_hasil"),
]
