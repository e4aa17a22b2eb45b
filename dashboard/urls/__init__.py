from django.urls import include, path

from dashboard.urls import inti, pemantauan, rekap, statistik

namespaced = [*inti.namespaced, *statistik.urlpatterns, *pemantauan.urlpatterns, *rekap.urlpatterns]

urlpatterns = [*inti.urlpatterns, path("", include((namespaced, "dashboard")))]
