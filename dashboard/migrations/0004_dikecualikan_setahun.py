from importlib import import_module

from django.db import migrations

# Who is excepted from the first day of a year to its last stands apart in it, whatever he wrote in it: as in a month,
# and as Rekap Unit shows the year. Without his SKP in it the row says so everywhere.
_SKP = "WHERE k.pegawai_id = q.pegawai_id AND k.tahun = q.tahun ORDER BY k.periode_mulai DESC LIMIT 1"
_SKP_OF_WHO_COUNTS = """WHERE k.pegawai_id = q.pegawai_id AND k.tahun = q.tahun
          AND NOT EXISTS (
              SELECT 1 FROM organisasi_pengecualian x
              WHERE x.pegawai_id = q.pegawai_id AND x.mulai <= make_date(q.tahun, 1, 1)
                AND (x.selesai IS NULL OR x.selesai >= make_date(q.tahun, 12, 31)))
        ORDER BY k.periode_mulai DESC LIMIT 1"""
BEFORE = import_module("dashboard.migrations.0003_tahun_ditutup_tetap").BENAR_TAHUN
BENAR_TAHUN = BEFORE.replace(_SKP, _SKP_OF_WHO_COUNTS)

SEGARKAN = """
SELECT rekap_segarkan_tahun(array_agg(b.pegawai_id), array_agg(b.tahun::int))
FROM (SELECT DISTINCT k.pegawai_id, t.tahun FROM organisasi_pengecualian k
      JOIN dashboard_tahunrekap t ON k.mulai <= make_date(t.tahun, 1, 1)
       AND (k.selesai IS NULL OR k.selesai >= make_date(t.tahun, 12, 31))) b
"""


class Migration(migrations.Migration):
    dependencies = [("dashboard", "0003_tahun_ditutup_tetap")]

    operations = [
        migrations.RunSQL(BENAR_TAHUN, BEFORE),
        migrations.RunSQL(SEGARKAN, SEGARKAN),
    ]
