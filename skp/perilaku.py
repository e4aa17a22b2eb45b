"""The core values BerAKHLAK with their guide lines (SE MenPANRB 20/2021), as printed under PermenPANRB 6/2022."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from skp.models import EkspektasiPerilaku


@dataclass(frozen=True)
class Perilaku:
    """`kode` is the field of EkspektasiPerilaku; `panduan` the three guide lines."""

    kode: str
    nama: str
    panduan: tuple[str, str, str]


BERAKHLAK = (
    Perilaku(
        "berorientasi_pelayanan",
        "Berorientasi Pelayanan",
        (
            "Memahami dan memenuhi kebutuhan masyarakat",
            "Ramah, cekatan, solutif, dan dapat diandalkan",
            "Melakukan perbaikan tiada henti",
        ),
    ),
    Perilaku(
        "akuntabel",
        "Akuntabel",
        (
            "Melaksanakan tugas dengan jujur, bertanggung jawab, cermat, disiplin, dan berintegritas tinggi",
            "Menggunakan kekayaan dan barang milik negara secara bertanggung jawab, efektif, dan efisien",
            "Tidak menyalahgunakan kewenangan jabatan",
        ),
    ),
    Perilaku(
        "kompeten",
        "Kompeten",
        (
            "Meningkatkan kompetensi diri untuk menjawab tantangan yang selalu berubah",
            "Membantu orang lain belajar",
            "Melaksanakan tugas dengan kualitas terbaik",
        ),
    ),
    Perilaku(
        "harmonis",
        "Harmonis",
        (
            "Menghargai setiap orang apapun latar belakangnya",
            "Suka menolong orang lain",
            "Membangun lingkungan kerja yang kondusif",
        ),
    ),
    Perilaku(
        "loyal",
        "Loyal",
        (
            "Memegang teguh ideologi Pancasila, UUD NRI Tahun 1945, setia kepada NKRI serta pemerintahan yang sah",
            "Menjaga nama baik sesama ASN, pimpinan, instansi, dan negara",
            "Menjaga rahasia jabatan dan negara",
        ),
    ),
    Perilaku(
        "adaptif",
        "Adaptif",
        (
            "Cepat menyesuaikan diri menghadapi perubahan",
            "Terus berinovasi dan mengembangkan kreativitas",
            "Bertindak proaktif",
        ),
    ),
    Perilaku(
        "kolaboratif",
        "Kolaboratif",
        (
            "Memberi kesempatan kepada berbagai pihak untuk berkontribusi",
            "Terbuka dalam bekerja sama untuk menghasilkan nilai tambah",
            "Menggerakkan pemanfaatan berbagai sumber daya untuk tujuan bersama",
        ),
    ),
)


class BarisPerilaku(NamedTuple):
    perilaku: Perilaku
    ekspektasi: str

    @property
    def panjang(self) -> bool:
        """Typed in so many lines that a paper cannot keep them on one sheet."""
        return self.ekspektasi.count("\n") > 12


def behaviour_lines(ekspektasi: "EkspektasiPerilaku | None") -> list[BarisPerilaku]:
    """The seven values, each with what the pejabat penilai expects of it; empty where he wrote nothing."""
    return [BarisPerilaku(perilaku, getattr(ekspektasi, perilaku.kode, "")) for perilaku in BERAKHLAK]
