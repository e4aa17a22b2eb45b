from collections.abc import Sequence

from django.urls import URLPattern, path

from organisasi.views import impor as views

urlpatterns: Sequence[URLPattern] = [
    path("impor/", views.ImporList.as_view(), name="impor_list"),
    path("impor/<slug:jenis>/unggah/", views.ImporUnggah.as_view(), name="impor_unggah"),
    path("impor/<slug:jenis>/template/", views.contoh, name="impor_contoh"),
    path("impor/<int:pk>/", views.ImporDetail.as_view(), name="impor_detail"),
    path("impor/<int:pk>/terapkan/", views.terapkan, name="impor_terapkan"),
    path("impor/<int:pk>/batal/", views.batal, name="impor_batal"),
    path("impor/<int:pk>/gagal/", views.gagal, name="impor_gagal"),
    path("ekspor/<slug:jenis>/", views.ekspor, name="ekspor"),
]
