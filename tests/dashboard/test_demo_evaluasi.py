"""Last year of the demo city: what the curves and the page Angka Kredit say, counted again by hand in plain SQL."""

from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from types import SimpleNamespace

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client, override_settings
from django.urls import reverse

from dashboard.demo import susunan
from ekinerja.forms import format_number
from organisasi.models import Pegawai, PeriodeEvaluasi, UnitKerja
from tests.factories import wib

HARI = wib(2026, 11, 18, 10)
PREDIKAT = ("sangat_baik", "baik", "butuh_perbaikan", "kurang", "sangat_kurang")
PERSEN = {"sangat_baik": 150, "baik": 100, "butuh_perbaikan": 75, "kurang": 50, "sangat_kurang": 25}
KOEFISIEN = {"AHLI_PERTAMA": Decimal("12.5"), "AHLI_MUDA": Decimal(25)}

# Who is counted in a final period: everybody with the last approved SKP of his year.
LAST_SKP = """
  CREATE TEMPORARY VIEW skp_terakhir AS
  SELECT DISTINCT ON (tahun, pegawai_id) id, tahun, instansi_id, pegawai_id, penilai_id, unit_id
  FROM skp_skp WHERE status = 'DISETUJUI'
  ORDER BY tahun, pegawai_id, periode_mulai DESC
"""
ASSESSED = """
  SELECT coalesce(e.predikat, ''), count(*)
  FROM skp_terakhir s LEFT JOIN penilaian_evaluasi e ON e.skp_id = s.id AND e.periode_id = %(periode)s
  WHERE s.instansi_id = %(instansi)s AND s.tahun = %(tahun)s
    AND s.pegawai_id <> %(user)s AND (s.penilai_id = %(user)s OR s.penilai_id IN (
      SELECT u.kepala_id FROM organisasi_unitkerja u JOIN organisasi_penugasankepala p ON p.unit_id = u.id
      WHERE p.pegawai_id = %(user)s AND %(hari)s BETWEEN p.mulai AND p.selesai))
  GROUP BY 1
"""
WITHIN = """
  WITH RECURSIVE bawah AS (
    SELECT id FROM organisasi_unitkerja WHERE id = %(unit)s
    UNION SELECT u.id FROM organisasi_unitkerja u JOIN bawah ON u.induk_id = bawah.id)
  SELECT coalesce(e.predikat, ''), count(*)
  FROM skp_terakhir s LEFT JOIN penilaian_evaluasi e ON e.skp_id = s.id AND e.periode_id = %(periode)s
  WHERE s.instansi_id = %(instansi)s AND s.tahun = %(tahun)s
    AND s.unit_id IN (SELECT id FROM bawah) AND s.pegawai_id <> %(user)s
  GROUP BY 1
"""
FINALS = """
  SELECT e.predikat, e.jenjang, s.periode_mulai, s.periode_selesai
  FROM penilaian_evaluasi e JOIN skp_skp s ON s.id = e.skp_id JOIN organisasi_periodeevaluasi p ON p.id = e.periode_id
  WHERE s.pegawai_id = %(user)s AND p.jenis = 'AKHIR' AND e.diserahkan_pada IS NOT NULL AND e.predikat <> ''
"""


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[SimpleNamespace]:
    with (
        django_db_blocker.unblock(),
        override_settings(
            MEDIA_ROOT=tmp_path_factory.mktemp("berkas"),
            PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        ),
        time_machine.travel(HARI, tick=False),
        transaction.atomic(),
    ):
        call_command("bangun_demo", verbosity=0)
        with connection.cursor() as cursor:
            cursor.execute(LAST_SKP)
        finals = PeriodeEvaluasi.objects.filter(tahun=HARI.year - 1, jenis="AKHIR")
        yield SimpleNamespace(akhir={row.instansi_id: row for row in finals})
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def hari_ini() -> None:
    """The city has its own day."""


@pytest.fixture(autouse=True)
def in_the_city(demo, db) -> None:
    """Its rows are there."""


def sql(query: str, **values: object) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return cursor.fetchall()


def by_hand(query: str, unit: UnitKerja, demo: SimpleNamespace) -> tuple[dict[str, int], int]:
    """People by predikat, and how many have none yet."""
    periode = demo.akhir[unit.instansi_id]
    found = dict(
        sql(
            query,
            user=unit.kepala_id,
            unit=unit.pk,
            hari=HARI.date(),
            instansi=unit.instansi_id,
            tahun=periode.tahun,
            periode=periode.pk,
        )
    )
    return {each: found.get(each, 0) for each in PREDIKAT}, found.get("", 0)


def signed_in(person: Pegawai) -> Client:
    client = Client()
    client.force_login(person, backend="organisasi.auth.NipBackend")
    return client


def led_units() -> list[UnitKerja]:
    """Whose head is the pejabat penilai of somebody."""
    heads = sql("SELECT DISTINCT penilai_id FROM skp_skp WHERE tahun = %(tahun)s", tahun=HARI.year - 1)
    rows = UnitKerja.objects.filter(kepala__in=[pk for (pk,) in heads], aktif=True).select_related("kepala", "instansi")
    return list(rows.order_by("pk"))


def test_lihat_kurva_agrees_with_a_count_by_hand(demo):
    units = led_units()
    assert len(units) >= 10
    drawn = 0
    for unit in units:
        page = signed_in(unit.kepala).get(reverse("penilaian:kurva", args=[demo.akhir[unit.instansi_id].pk]))
        kurva = page.context["kurva"]
        assert (dict(kurva.jumlah), kurva.belum) == by_hand(ASSESSED, unit, demo), unit
        drawn += bool(kurva.pola and kurva.dinilai)
    assert drawn >= 10


def test_monitoring_kurva_agrees_with_a_count_by_hand(demo):
    for unit in led_units():
        periode = demo.akhir[unit.instansi_id]
        address = f"{reverse('penilaian:monitoring_kurva')}?unit={unit.pk}&periode={periode.pk}"
        pantauan = signed_in(unit.kepala).get(address).context["pantauan"]
        assert (dict(pantauan.kurva.jumlah), pantauan.kurva.belum) == by_hand(WITHIN, unit, demo), unit
        for each in PREDIKAT:
            assert sum(row.kurva.jumlah[each] for row in pantauan.bagian) == pantauan.kurva.jumlah[each]


def test_the_year_has_an_objection_a_late_penilai_and_a_move():
    (objections,) = sql("SELECT count(*) FROM penilaian_keberatan")[0]
    (late,) = sql("SELECT count(*) FROM penilaian_evaluasi WHERE dinilai_sebagai = 'ATASAN'")[0]
    moved = sql(
        "SELECT s.pegawai_id FROM skp_skp s JOIN penilaian_evaluasi e ON e.skp_id = s.id "
        "JOIN organisasi_periodeevaluasi p ON p.id = e.periode_id WHERE s.tahun = %(tahun)s AND p.jenis = 'AKHIR' "
        "AND e.predikat <> '' GROUP BY 1 HAVING count(DISTINCT s.id) >= 2",
        tahun=HARI.year - 1,
    )
    people = sql(
        "SELECT count(DISTINCT s.pegawai_id) FROM skp_skp s JOIN penilaian_evaluasi e ON e.skp_id = s.id "
        "WHERE s.tahun = %(tahun)s AND e.predikat <> ''",
        tahun=HARI.year - 1,
    )
    assert objections >= 1
    assert late >= 1
    assert len(moved) >= 1
    assert people[0][0] >= 60


@pytest.mark.parametrize("nip", [susunan.FUNGSIONAL, susunan.FUNGSIONAL_KABUPATEN])
def test_angka_kredit_of_the_functional_officers_agrees_with_a_count_by_hand(nip):
    """One jenjang all the time, and SKP of whole months: nothing to pro-rate but by the month."""
    officer = Pegawai.objects.select_related("jabatan", "instansi").get(nip=nip)
    rows = sql(FINALS, user=officer.pk)
    assert rows
    assert {jenjang for _predikat, jenjang, _first, _last in rows} == {officer.jabatan.jenjang}
    (brought,) = sql(
        "SELECT coalesce(sum(nilai), 0) FROM penilaian_angkakreditawal WHERE pegawai_id = %(user)s", user=officer.pk
    )[0]
    earned = sum(
        Decimal(PERSEN[predikat]) / 100 * KOEFISIEN[jenjang] * months(first, last) / 12
        for predikat, jenjang, first, last in rows
    )
    total = (brought + earned).quantize(Decimal("0.01"), ROUND_HALF_UP)

    page = signed_in(officer).get(reverse("penilaian:angka_kredit"))

    assert page.context["ak"].kumulatif == total
    assert format_number(total) in page.content.decode()


def months(first: date, last: date) -> int:
    return last.month - first.month + 1
