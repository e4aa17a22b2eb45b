"""A seeded database, small: the application could have written its rows, and no page reads a large table whole.

The pages are those the bench measures. What a time is depends on the machine; what is looked up by an index, how many
queries a page needs and how long its HTML is, does not.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from dashboard import rekap
from dashboard.skala import halaman, rencana
from dashboard.skala.bangun import _MODELS, Laporan, Pembangun
from dashboard.skala.halaman import SHELL, Bahan, Halaman
from dashboard.skala.orang import every_instansi, nip
from dashboard.skala.ukuran import Ukuran
from organisasi.models import Pegawai, UnitKerja
from organisasi.nip import check_nip
from penilaian.capaian.tersimpan import restore
from penilaian.lembar import restore as restore_sheet
from penilaian.models import CapaianBulanan, Evaluasi
from tests.factories import wib

NOW = wib(2026, 3, 10)
PEGAWAI, KEGIATAN = 1500, 6000


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[Laporan]:
    """One database for all tests of this file, taken back at its end."""
    with django_db_blocker.unblock(), time_machine.travel(NOW, tick=True):
        outer = transaction.atomic()
        outer.__enter__()
        try:
            ukuran = Ukuran(8, PEGAWAI, KEGIATAN, 1, timezone.localdate())
            yield Pembangun(ukuran, timezone.now(), lambda _: None).build()
        finally:
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)


@pytest.fixture
def bahan(db: None, built: Laporan) -> Bahan:
    return halaman.find(built.akun, NOW.year)


@pytest.fixture
def open_page(bahan: Bahan) -> Callable[[Halaman], tuple[Any, rencana.Rows]]:
    """The answer, and what was asked of the database: the second time, when what a process keeps is there."""

    def get(page: Halaman) -> tuple[Any, rencana.Rows]:
        client = Client()
        client.force_login(bahan.orang[page.siapa], backend="organisasi.auth.NipBackend")
        client.get(page.alamat)
        with rencana.queries() as asked:
            response = client.get(page.alamat)
        assert response.status_code == 200, page
        return response, [row for row in asked if not row[0].startswith(("SAVEPOINT", "RELEASE"))]

    return get


# --- The rows -----------------------------------------------------------------------------------------------------


def test_it_is_as_large_as_asked(bahan, built):
    assert built.baris["Pegawai"] == PEGAWAI + 1, "and the super admin"
    assert built.baris["KegiatanHarian"] == pytest.approx(KEGIATAN, rel=0.02)
    assert 3 <= built.baris["RencanaHasilKerja"] / built.baris["Skp"] <= 6


@pytest.mark.parametrize(("instansi", "pegawai"), [(1, 12), (600, 1_000_000), (640, 5_600_000)])
def test_instansi_differ_in_size_and_leave_nobody_out(instansi, pegawai):
    orang = Ukuran(instansi, pegawai, 0, 1, NOW.date()).orang
    assert sum(orang) == pegawai
    assert orang == sorted(orang, reverse=True)
    if instansi == 600:
        assert 30_000 < orang[0] < 36_000


def test_the_same_seed_gives_the_same_people():
    ukuran = Ukuran(3, 500, 0, 7, NOW.date())
    assert list(every_instansi(ukuran)) == list(every_instansi(ukuran))
    assert list(every_instansi(ukuran)) != list(every_instansi(Ukuran(3, 500, 0, 8, NOW.date())))


def test_every_nip_could_have_been_issued_and_is_nobody_elses():
    numbers = [nip(pk) for pk in (*range(1, 40_000), *range(5_600_000, 5_640_000))]
    assert len(set(numbers)) == len(numbers)
    for number in numbers[::97]:
        check_nip(number)


def test_no_reference_leads_nowhere(bahan):
    """Foreign keys are not checked while the rows go in."""
    with connection.cursor() as cursor:
        cursor.execute("""
            SELECT c.conname, c.conrelid::regclass::text, a.attname, c.confrelid::regclass::text, f.attname
            FROM pg_constraint c
            JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
            JOIN pg_attribute f ON f.attrelid = c.confrelid AND f.attnum = c.confkey[1] WHERE c.contype = 'f'
        """)
        for name, table, column, to, key in cursor.fetchall():
            cursor.execute(
                f"SELECT count(*) FROM {table} x WHERE {column} IS NOT NULL "  # noqa: S608
                f"AND NOT EXISTS (SELECT 1 FROM {to} y WHERE y.{key} = x.{column})"
            )
            assert cursor.fetchone() == (0,), name


def test_a_unit_knows_its_way_up_and_is_led_by_one_of_its_own(bahan):
    for unit in UnitKerja.objects.select_related("induk", "kepala"):
        assert unit.jalur == [*(unit.induk.jalur if unit.induk else []), unit.pk]
        assert unit.kepala.unit_id == unit.pk
        assert unit.kepala.instansi_id == unit.instansi_id


@pytest.mark.parametrize(
    "name",
    ["Instansi", "Jabatan", "UnitKerja", "Pegawai", "Skp", "RencanaHasilKerja", "Indikator", "PesertaMatriks",
     "Riwayat", "SkpBulanan", "TargetBulanan", "Realisasi", "PenilaianKualitas", "PenilaianPerilaku", "KegiatanHarian",
     "Evaluasi", "CapaianBulanan"],
)  # fmt: skip
def test_the_application_finds_no_fault_with_a_row(bahan, name):
    model = _MODELS[name]
    rows = model._default_manager.order_by("pk")
    for row in rows[:: max(1, rows.count() // 12)]:
        row.full_clean(exclude=["password", "nomor_karpeg", "target_biaya", "komitmen"])


def test_what_was_rated_can_be_read_again(bahan):
    for evaluasi in Evaluasi.objects.order_by("pk")[:40]:
        sheet = restore_sheet(evaluasi.isi)
        assert [row.rhk for row in sheet.hasil] == list(evaluasi.skp.rhk.values_list("pk", flat=True))
    for month in CapaianBulanan.objects.select_related("skp_bulanan__skp").order_by("pk")[:40]:
        result = restore(month, month.skp_bulanan)
        assert {target.target_id for target in result.targets} == set(
            month.skp_bulanan.target.values_list("pk", flat=True)
        )
        assert result.nilai == month.nilai_capaian


def test_the_roll_ups_are_what_the_documents_say(bahan):
    assert list(rekap.differences(NOW.year)) == []


def test_a_person_can_be_added_to_them(bahan):
    """The sequences go on where the rows end, and the triggers are on again."""
    boss = bahan.orang[halaman.KEPALA]
    person = Pegawai.objects.create_user("199001012015011999", None, nama="Orang Baru", instansi=boss.instansi)
    assert type(person).pgh_event_model.objects.filter(pgh_obj_id=person.pk, pgh_label="insert").exists()


def test_it_refuses_a_database_with_people_in_it(bahan):
    before = Pegawai.objects.count()
    with pytest.raises(CommandError, match="an empty one is needed"):
        call_command("bangun_skala", instansi=1, pegawai=100, verbosity=0)
    assert Pegawai.objects.count() == before


def test_it_says_what_is_too_small():
    with pytest.raises(CommandError, match="at least 12 people"):
        call_command("bangun_skala", instansi=10, pegawai=100, verbosity=0)


# --- The pages ----------------------------------------------------------------------------------------------------

PAGES = [row[0] for row in halaman._PAGES]
PAPERS = [row[0] for row in halaman._PAPERS]


def named(bahan: Bahan, nama: str) -> Halaman:
    return next(page for page in (*halaman.pages(bahan), *halaman.papers(bahan)) if page.nama == nama)


# They show several matters at once, each with its own queries, whatever the number of rows.
MORE = {
    "Beranda, staf": 22,
    "Beranda, pejabat penilai": 29,
    "Beranda, kepala dinas": 23,
    "Beranda, admin instansi": 15,
    "Penilaian harian": 15,
    "Evaluasi saya": 15,
    "Penilaian bawahan": 21,
    "Menilai seorang": 27,
    "Rekap unit": 16,
    "Pegawai": 19,
}


@pytest.mark.parametrize("nama", PAGES)
def test_a_page_reads_no_large_table_whole_and_keeps_its_goals(bahan, open_page, nama):
    page = named(bahan, nama)
    response, asked = open_page(page)
    assert {table: sql[:3000] for table, sql in rencana.read_whole(asked).items()} == {}
    assert len(asked) <= MORE.get(nama, page.jenis.kueri + SHELL), [sql[:150] for sql, _ in asked]
    assert len(response.content) <= page.jenis.kib * 1024


@pytest.mark.parametrize("nama", PAPERS)
def test_a_paper_reads_no_large_table_whole(bahan, open_page, nama, monkeypatch):
    monkeypatch.setattr("weasyprint.HTML.write_pdf", lambda *args, **kwargs: b"%PDF-")
    _, asked = open_page(named(bahan, nama))
    assert {table: sql[:3000] for table, sql in rencana.read_whole(asked).items()} == {}


def test_a_table_read_whole_is_noticed(bahan):
    with rencana.queries() as asked:
        list(Pegawai.objects.filter(nomor_karpeg="X"))
        list(Pegawai.objects.order_by("pk").filter(nomor_karpeg="X")[:10])
        list(Pegawai.objects.filter(pk=1))
    assert [list(rencana.read_whole([row])) for row in asked][::2] == [["organisasi_pegawai"], []]
