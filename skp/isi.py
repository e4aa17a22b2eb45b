"""How many documents of this room each part of the application has in an instansi."""

from organisasi.bagian import MOST_COUNTED, Isi
from organisasi.models import Instansi
from skp.models import SkpBulanan, TimKerja


def months(instansi: Instansi) -> list[Isi]:
    rows = SkpBulanan.objects.filter(skp__instansi=instansi).order_by()
    return [Isi("SKP Bulanan", rows[: MOST_COUNTED + 1].count())]


def teams(instansi: Instansi) -> list[Isi]:
    rows = TimKerja.objects.filter(instansi=instansi).order_by()
    return [Isi("tim kerja", rows[: MOST_COUNTED + 1].count())]
