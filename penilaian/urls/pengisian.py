from django.urls import URLPattern, path

from penilaian.views import eviden, pengisian

SHEET = "evaluasi/<int:skp>/<int:periode>/"

urlpatterns: list[URLPattern] = [
    path("evaluasi/", pengisian.saya, name="saya"),
    path("evaluasi/<int:skp>/", pengisian.skp, name="skp"),
    path(SHEET, pengisian.evaluasi, name="evaluasi"),
    path(f"{SHEET}realisasi/<int:rhk>/", pengisian.RealisasiView.as_view(), name="realisasi_evaluasi"),
    path(f"{SHEET}realisasi/isi/", pengisian.realisasi_isi_semua, name="realisasi_isi_semua"),
    path(f"{SHEET}penilaian-diri/", pengisian.PenilaianDiriView.as_view(), name="penilaian_diri"),
    path(f"{SHEET}rencana-aksi/", pengisian.rencana_aksi, name="rencana_aksi"),
    path(f"{SHEET}rencana-aksi/tambah/<int:rhk>/", pengisian.RencanaAksiTambah.as_view(), name="rencana_aksi_tambah"),
    path(f"{SHEET}rencana-aksi/ambil/", pengisian.RencanaAksiAmbil.as_view(), name="rencana_aksi_ambil"),
    path("evaluasi/rencana-aksi/<int:pk>/", pengisian.RencanaAksiUbah.as_view(), name="rencana_aksi_ubah"),
    path("evaluasi/rencana-aksi/<int:pk>/hapus/", pengisian.rencana_aksi_hapus, name="rencana_aksi_hapus"),
    path("evaluasi/rencana-aksi/<int:pk>/<slug:arah>/", pengisian.rencana_aksi_geser, name="rencana_aksi_geser"),
    path(f"{SHEET}eviden/tambah/", eviden.EvidenTambah.as_view(), name="eviden_tambah"),
    path(f"{SHEET}eviden/pilih/", eviden.EvidenPilih.as_view(), name="eviden_pilih"),
    path("evaluasi/eviden/<int:pk>/", eviden.EvidenUbah.as_view(), name="eviden_ubah"),
    path("evaluasi/eviden/<int:pk>/hapus/", eviden.eviden_hapus, name="eviden_hapus"),
    path("evaluasi/eviden/<int:pk>/berkas/", eviden.eviden_berkas, name="eviden_berkas"),
]
