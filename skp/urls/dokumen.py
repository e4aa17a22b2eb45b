from django.urls import path

from skp.views import bulanan, cetak, langkah, persetujuan, rhk, tahunan, target

urlpatterns = [
    path("skp/tahunan/", tahunan.TahunanList.as_view(), name="tahunan_list"),
    path("skp/tahunan/tambah/", tahunan.TahunanTambah.as_view(), name="tahunan_tambah"),
    path("skp/tahunan/<int:pk>/", tahunan.detail, name="tahunan_detail"),
    path("skp/tahunan/<int:pk>/ubah/", tahunan.TahunanUbah.as_view(), name="tahunan_ubah"),
    path("skp/tahunan/<int:pk>/hapus/", tahunan.hapus, name="tahunan_hapus"),
    path("skp/tahunan/<int:pk>/muat-ulang/", tahunan.muat_ulang, name="muat_ulang"),
    path("skp/tahunan/<int:pk>/cetak/", cetak.cetak, name="cetak"),
    path("skp/tahunan/<int:pk>/target/tambah/", rhk.RhkTambah.as_view(), name="rhk_tambah"),
    path("skp/tahunan/<int:pk>/cari-atasan/", rhk.cari_atasan, name="cari_atasan"),
    path("skp/tahunan/<int:pk>/<aksi_skp:aksi>/", langkah.tahunan, name="tahunan_aksi"),
    path("skp/tahunan/target/<int:pk>/ubah/", rhk.RhkUbah.as_view(), name="rhk_ubah"),
    path("skp/tahunan/target/<int:pk>/hapus/", rhk.hapus, name="rhk_hapus"),
    path("skp/tahunan/target/<int:pk>/<arah:arah>/", rhk.geser, name="rhk_geser"),
    path("skp/bulanan/", bulanan.BulananList.as_view(), name="bulanan_list"),
    path("skp/bulanan/tambah/", bulanan.BulananTambah.as_view(), name="bulanan_tambah"),
    path("skp/bulanan/<int:pk>/", bulanan.detail, name="bulanan_detail"),
    path("skp/bulanan/<int:pk>/ubah/", bulanan.BulananUbah.as_view(), name="bulanan_ubah"),
    path("skp/bulanan/<int:pk>/hapus/", bulanan.hapus, name="bulanan_hapus"),
    path("skp/bulanan/<int:pk>/salin/", bulanan.salin, name="bulanan_salin"),
    path("skp/bulanan/<int:pk>/target/tambah/", target.TargetTambah.as_view(), name="target_tambah"),
    path("skp/bulanan/<int:pk>/<aksi_skp:aksi>/", langkah.bulanan, name="bulanan_aksi"),
    path("skp/bulanan/target/<int:pk>/ubah/", target.TargetUbah.as_view(), name="target_ubah"),
    path("skp/bulanan/target/<int:pk>/hapus/", target.hapus, name="target_hapus"),
    path("skp/persetujuan/", persetujuan.PersetujuanTahunan.as_view(), name="persetujuan"),
    path("skp/persetujuan/bulanan/", persetujuan.PersetujuanBulanan.as_view(), name="persetujuan_bulanan"),
    path("skp/persetujuan/belum/", persetujuan.BelumMengajukan.as_view(), name="belum_mengajukan"),
    path("skp/persetujuan/<jenis_skp:jenis>/setujui/", persetujuan.setujui, name="persetujuan_setujui"),
]
