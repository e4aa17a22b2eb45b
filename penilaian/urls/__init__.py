from penilaian.urls import angka_kredit, bulanan, cetak, kurva, menilai, pengisian, periode, rekan, sesudah

app_name = "penilaian"
urlpatterns = [
    *bulanan.urlpatterns,
    *periode.urlpatterns,
    *pengisian.urlpatterns,
    *menilai.urlpatterns,
    *kurva.urlpatterns,
    *rekan.urlpatterns,
    *sesudah.urlpatterns,
    *angka_kredit.urlpatterns,
    *cetak.urlpatterns,
]
