from django.urls import path

from kegiatan.models import Kreativitas, TugasTambahan
from kegiatan.views import berkas, cetak, harian, usulan

app_name = "kegiatan"

urlpatterns = [
    path("kegiatan-harian/", harian.KegiatanListView.as_view(), name="list"),
    path("kegiatan-harian/tambah/", harian.KegiatanCreateView.as_view(), name="tambah"),
    path("kegiatan-harian/cari-target/", harian.cari_target, name="cari_target"),
    path("kegiatan-harian/<tanggal:tanggal>/<int:pk>/", harian.KegiatanDetailView.as_view(), name="detail"),
    path("kegiatan-harian/<tanggal:tanggal>/<int:pk>/ubah/", harian.KegiatanUpdateView.as_view(), name="ubah"),
    path("kegiatan-harian/<tanggal:tanggal>/<int:pk>/hapus/", harian.hapus, name="hapus"),
    path("kegiatan-harian/cetak/<int:tahun>/<int:bulan>/", cetak.cetak, name="cetak"),
    path("bukti/<int:pk>/", berkas.bukti, name="bukti"),
    path("tugas-tambahan/", usulan.TugasTambahanListView.as_view(), name="tugas_tambahan_list"),
    path("tugas-tambahan/tambah/", usulan.TugasTambahanCreateView.as_view(), name="tugas_tambahan_tambah"),
    path("tugas-tambahan/<int:pk>/", usulan.TugasTambahanDetailView.as_view(), name="tugas_tambahan_detail"),
    path("tugas-tambahan/<int:pk>/ubah/", usulan.TugasTambahanUpdateView.as_view(), name="tugas_tambahan_ubah"),
    path(
        "tugas-tambahan/<int:pk>/hapus/",
        usulan.hapus_usulan,
        {"model": TugasTambahan},
        name="tugas_tambahan_hapus",
    ),
    path("kreativitas/tambah/", usulan.KreativitasCreateView.as_view(), name="kreativitas_tambah"),
    path("kreativitas/<int:pk>/", usulan.KreativitasDetailView.as_view(), name="kreativitas_detail"),
    path("kreativitas/<int:pk>/ubah/", usulan.KreativitasUpdateView.as_view(), name="kreativitas_ubah"),
    path("kreativitas/<int:pk>/hapus/", usulan.hapus_usulan, {"model": Kreativitas}, name="kreativitas_hapus"),
]
