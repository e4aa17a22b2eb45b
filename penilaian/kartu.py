"""What the settings of an instansi say of evaluation and measured months: the documents there are, further pages."""

from collections.abc import Iterator

from django.urls import reverse

from ekinerja.forms import format_number
from organisasi.bagian import MOST_COUNTED, Isi, Kartu
from organisasi.models import HariLibur, Instansi, PeriodeEvaluasi
from penilaian.models import Evaluasi, PolaDistribusi, RentangKualitas


def evaluations(instansi: Instansi) -> list[Isi]:
    rows = Evaluasi.objects.filter(skp__instansi=instansi).order_by()
    return [Isi("evaluasi", rows[: MOST_COUNTED + 1].count())]


def cards(instansi: Instansi) -> Iterator[Kartu]:

    def address(name: str) -> str:
        return f"{reverse(f'penilaian:{name}')}?instansi={instansi.pk}"

    if instansi.pengukuran_bulanan:
        rows = RentangKualitas.objects.filter(instansi=instansi).count()
        said = f"{format_number(rows)} baris milik instansi." if rows else "Tabel bawaan sistem."
        yield Kartu("Rentang kualitas", "speedometer2", said, address("rentang_list"))
    if instansi.evaluasi_periodik:
        yield Kartu("Cara menilai", "sliders", _switches(instansi), address("pengaturan_evaluasi"))
        own = PolaDistribusi.objects.filter(instansi=instansi).count()
        said = f"{format_number(own)} pola milik instansi." if own else "Pola bawaan SE MenPANRB 3/2023."
        yield Kartu("Pola distribusi dan kurva", "graph-up", said, address("pengaturan_evaluasi") + "#pola")
        last = PeriodeEvaluasi.objects.filter(instansi=instansi).order_by("-tahun").values_list("tahun", flat=True)
        opened = last.first()
        said = f"Terbuka sampai tahun {opened}." if opened else "Belum ada periode."
        yield Kartu("Periode Penilaian", "calendar-range", said, address("periode_list"))
        days = HariLibur.objects.filter(instansi=instansi).count()
        said = f"{format_number(days)} libur daerah dicatat." if days else "Hanya libur nasional."
        yield Kartu("Hari Libur", "calendar-x", said, address("libur_list"))


def _switches(instansi: Instansi) -> str:
    own = "Dengan" if instansi.penilaian_diri else "Tanpa"
    named = "anonim" if instansi.umpan_balik_anonim else "dengan nama"
    return f"{own} penilaian diri; umpan balik rekan {named}."
