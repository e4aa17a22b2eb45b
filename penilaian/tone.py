"""The colour of each category, grade, rating and predikat, once for badges, tiles and charts."""

from penilaian.scoring.perka_bkn_1_2013 import Kategori
from penilaian.scoring.permenpanrb_6_2022 import CapaianOrganisasi, Predikat, Rating

KATEGORI_TONE = {
    Kategori.SANGAT_BAIK: "sukses",
    Kategori.BAIK: "info",
    Kategori.CUKUP: "netral",
    Kategori.KURANG: "peringatan",
    Kategori.BURUK: "bahaya",
}
GRADE_TONE = {100: "sukses", 90: "info", 75: "netral", 60: "peringatan", 50: "bahaya"}

RATING_TONE = {Rating.DI_ATAS: "sukses", Rating.SESUAI: "info", Rating.DI_BAWAH: "peringatan"}
PREDIKAT_TONE = {
    Predikat.SANGAT_BAIK: "sukses",
    Predikat.BAIK: "info",
    Predikat.BUTUH_PERBAIKAN: "netral",
    Predikat.KURANG: "peringatan",
    Predikat.SANGAT_KURANG: "bahaya",
}
CAPAIAN_ORGANISASI_TONE = {
    CapaianOrganisasi.ISTIMEWA: "sukses",
    CapaianOrganisasi.BAIK: "info",
    CapaianOrganisasi.BUTUH_PERBAIKAN: "netral",
    CapaianOrganisasi.KURANG: "peringatan",
    CapaianOrganisasi.SANGAT_KURANG: "bahaya",
}
