from organisasi.urls import akun, audit, impor, kepegawaian, pekerjaan, pengaturan, unor

urlpatterns = [
    *akun.urlpatterns,
    *unor.urlpatterns,
    *kepegawaian.urlpatterns,
    *pengaturan.urlpatterns,
    *impor.urlpatterns,
    *pekerjaan.urlpatterns,
    *audit.urlpatterns,
]
