from django.urls import path

from skp.views import tinjau

urlpatterns = [
    path("skp/tahunan/<int:pk>/tinjau/", tinjau.Tinjau.as_view(), name="tinjau"),
]
