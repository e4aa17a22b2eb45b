"""National holidays and cuti bersama of 2025 and 2026, as the joint decrees of three ministers set them.

SKB 1017/2024, 2/2024 and 2/2024 for 2025, with its change that made 18 August 2025 cuti bersama; SKB 1497/2025, 2/2025
and 5/2025 for 2026. Later years are entered on the page Hari Libur when their decree is out.
"""

from datetime import date

from django.db import migrations

NASIONAL, CUTI_BERSAMA = "NASIONAL", "CUTI_BERSAMA"

HARI = (
    (date(2025, 1, 1), NASIONAL, "Tahun Baru 2025 Masehi"),
    (date(2025, 1, 27), NASIONAL, "Isra Mikraj Nabi Muhammad S.A.W."),
    (date(2025, 1, 28), CUTI_BERSAMA, "Cuti bersama Tahun Baru Imlek 2576 Kongzili"),
    (date(2025, 1, 29), NASIONAL, "Tahun Baru Imlek 2576 Kongzili"),
    (date(2025, 3, 28), CUTI_BERSAMA, "Cuti bersama Hari Suci Nyepi (Tahun Baru Saka 1947)"),
    (date(2025, 3, 29), NASIONAL, "Hari Suci Nyepi (Tahun Baru Saka 1947)"),
    (date(2025, 3, 31), NASIONAL, "Idulfitri 1446 Hijriah"),
    (date(2025, 4, 1), NASIONAL, "Idulfitri 1446 Hijriah"),
    (date(2025, 4, 2), CUTI_BERSAMA, "Cuti bersama Idulfitri 1446 Hijriah"),
    (date(2025, 4, 3), CUTI_BERSAMA, "Cuti bersama Idulfitri 1446 Hijriah"),
    (date(2025, 4, 4), CUTI_BERSAMA, "Cuti bersama Idulfitri 1446 Hijriah"),
    (date(2025, 4, 7), CUTI_BERSAMA, "Cuti bersama Idulfitri 1446 Hijriah"),
    (date(2025, 4, 18), NASIONAL, "Wafat Yesus Kristus"),
    (date(2025, 4, 20), NASIONAL, "Kebangkitan Yesus Kristus (Paskah)"),
    (date(2025, 5, 1), NASIONAL, "Hari Buruh Internasional"),
    (date(2025, 5, 12), NASIONAL, "Hari Raya Waisak 2569 BE"),
    (date(2025, 5, 13), CUTI_BERSAMA, "Cuti bersama Hari Raya Waisak 2569 BE"),
    (date(2025, 5, 29), NASIONAL, "Kenaikan Yesus Kristus"),
    (date(2025, 5, 30), CUTI_BERSAMA, "Cuti bersama Kenaikan Yesus Kristus"),
    (date(2025, 6, 1), NASIONAL, "Hari Lahir Pancasila"),
    (date(2025, 6, 6), NASIONAL, "Iduladha 1446 Hijriah"),
    (date(2025, 6, 9), CUTI_BERSAMA, "Cuti bersama Iduladha 1446 Hijriah"),
    (date(2025, 6, 27), NASIONAL, "1 Muharam Tahun Baru Islam 1447 Hijriah"),
    (date(2025, 8, 17), NASIONAL, "Proklamasi Kemerdekaan"),
    (date(2025, 8, 18), CUTI_BERSAMA, "Cuti bersama Proklamasi Kemerdekaan"),
    (date(2025, 9, 5), NASIONAL, "Maulid Nabi Muhammad S.A.W."),
    (date(2025, 12, 25), NASIONAL, "Kelahiran Yesus Kristus"),
    (date(2025, 12, 26), CUTI_BERSAMA, "Cuti bersama Kelahiran Yesus Kristus"),
    (date(2026, 1, 1), NASIONAL, "Tahun Baru 2026 Masehi"),
    (date(2026, 1, 16), NASIONAL, "Isra Mikraj Nabi Muhammad S.A.W."),
    (date(2026, 2, 16), CUTI_BERSAMA, "Cuti bersama Tahun Baru Imlek 2577 Kongzili"),
    (date(2026, 2, 17), NASIONAL, "Tahun Baru Imlek 2577 Kongzili"),
    (date(2026, 3, 18), CUTI_BERSAMA, "Cuti bersama Hari Suci Nyepi (Tahun Baru Saka 1948)"),
    (date(2026, 3, 19), NASIONAL, "Hari Suci Nyepi (Tahun Baru Saka 1948)"),
    (date(2026, 3, 20), CUTI_BERSAMA, "Cuti bersama Idulfitri 1447 Hijriah"),
    (date(2026, 3, 21), NASIONAL, "Idulfitri 1447 Hijriah"),
    (date(2026, 3, 22), NASIONAL, "Idulfitri 1447 Hijriah"),
    (date(2026, 3, 23), CUTI_BERSAMA, "Cuti bersama Idulfitri 1447 Hijriah"),
    (date(2026, 3, 24), CUTI_BERSAMA, "Cuti bersama Idulfitri 1447 Hijriah"),
    (date(2026, 4, 3), NASIONAL, "Wafat Yesus Kristus"),
    (date(2026, 4, 5), NASIONAL, "Kebangkitan Yesus Kristus (Paskah)"),
    (date(2026, 5, 1), NASIONAL, "Hari Buruh Internasional"),
    (date(2026, 5, 14), NASIONAL, "Kenaikan Yesus Kristus"),
    (date(2026, 5, 15), CUTI_BERSAMA, "Cuti bersama Kenaikan Yesus Kristus"),
    (date(2026, 5, 27), NASIONAL, "Iduladha 1447 Hijriah"),
    (date(2026, 5, 28), CUTI_BERSAMA, "Cuti bersama Iduladha 1447 Hijriah"),
    (date(2026, 5, 31), NASIONAL, "Hari Raya Waisak 2570 BE"),
    (date(2026, 6, 1), NASIONAL, "Hari Lahir Pancasila"),
    (date(2026, 6, 16), NASIONAL, "1 Muharam Tahun Baru Islam 1448 Hijriah"),
    (date(2026, 8, 17), NASIONAL, "Proklamasi Kemerdekaan"),
    (date(2026, 8, 25), NASIONAL, "Maulid Nabi Muhammad S.A.W."),
    (date(2026, 12, 24), CUTI_BERSAMA, "Cuti bersama Kelahiran Yesus Kristus"),
    (date(2026, 12, 25), NASIONAL, "Kelahiran Yesus Kristus"),
)


def enter_days(apps, schema_editor):
    libur = apps.get_model("organisasi", "HariLibur")
    rows = [libur(tanggal=tanggal, jenis=jenis, nama=nama) for tanggal, jenis, nama in HARI]
    libur.objects.bulk_create(rows, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("organisasi", "0003_periode_evaluasi")]

    operations = [migrations.RunPython(enter_days, migrations.RunPython.noop)]
