"""Opens and fills the years of the roll-ups. From then on the triggers of dashboard/models/sumber.py keep them."""

from datetime import datetime

from django.db import connection, transaction

from dashboard.models import TahunRekap

_FILL = (
    """
    SELECT rekap_segarkan_tahun(array_agg(p.id), array_agg(%(tahun)s::int)) FROM organisasi_pegawai p
    """,
    """
    SELECT rekap_segarkan_bulan(array_agg(o.pegawai_id), array_agg(o.tahun), array_agg(o.bulan)) FROM (
        SELECT s.pegawai_id, s.tahun, b.bulan FROM skp_skpbulanan b JOIN skp_skp s ON s.id = b.skp_id
        WHERE s.tahun = %(tahun)s
        UNION
        SELECT k.pegawai_id, %(tahun)s, EXTRACT(month FROM k.tanggal)::int FROM kegiatan_kegiatanharian k
        WHERE k.tanggal >= make_date(%(tahun)s, 1, 1) AND k.tanggal < make_date(%(tahun)s + 1, 1, 1)
    ) o
    """,
)


@transaction.atomic
def open_year(tahun: int, *, at: datetime) -> None:
    """Counts a year from now on. Opening it again changes nothing."""
    TahunRekap.objects.get_or_create(tahun=tahun, defaults={"dibuka_pada": at})
    with connection.cursor() as cursor:
        for statement in _FILL:
            cursor.execute(statement, {"tahun": tahun})
