from collections.abc import Sequence

from django.urls import URLPattern, path

from organisasi.views import audit as views

urlpatterns: Sequence[URLPattern] = [
    path("audit/", views.daftar, name="audit_list"),
    path("audit/ekspor/", views.ekspor, name="audit_ekspor"),
    path("audit/ekspor-data/", views.ekspor_data, name="audit_ekspor_data"),
    path("audit/pembaca/", views.pembaca, name="audit_pembaca"),
    path("audit/<slug:jenis>/<int:pk>/", views.detail, name="audit_detail"),
]
