"""The colour of each category and grade, once for badges, tiles and charts."""

from penilaian.scoring.perka_bkn_1_2013 import Kategori

KATEGORI_TONE = {
    Kategori.SANGAT_BAIK: "sukses",
    Kategori.BAIK: "info",
    Kategori.CUKUP: "netral",
    Kategori.KURANG: "peringatan",
    Kategori.BURUK: "bahaya",
}
GRADE_TONE = {100: "sukses", 90: "info", 75: "netral", 60: "peringatan", 50: "bahaya"}
