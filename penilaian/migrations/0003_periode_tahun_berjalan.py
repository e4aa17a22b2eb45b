"""Years that have SKP already get the usual periods; later years get theirs when their first SKP is made."""

from datetime import date, timedelta

from django.db import migrations

PERIODE = (
    ("Triwulan I", "TRIWULAN", 1, 3),
    ("Triwulan II", "TRIWULAN", 4, 6),
    ("Triwulan III", "TRIWULAN", 7, 9),
    ("Triwulan IV", "TRIWULAN", 10, 12),
    ("Akhir Tahun", "AKHIR", 1, 12),
)


def open_years(apps, schema_editor):
    years = apps.get_model("skp", "Skp").objects.order_by().values_list("instansi", "tahun").distinct()
    periode = apps.get_model("organisasi", "PeriodeEvaluasi")
    for instansi, tahun in years:
        for nama, jenis, first, last_month in PERIODE:
            last = (date(tahun, last_month, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
            periode.objects.create(
                instansi_id=instansi,
                tahun=tahun,
                nama=nama,
                jenis=jenis,
                mulai=date(tahun, first, 1),
                selesai=last,
                batas_pengisian=last + timedelta(days=10),
                batas_penilaian=last + timedelta(days=31),
            )


class Migration(migrations.Migration):
    dependencies = [("penilaian", "0002_evaluasi_kinerja"), ("skp", "0004_penerima_pembagian")]

    operations = [migrations.RunPython(open_years, migrations.RunPython.noop)]
