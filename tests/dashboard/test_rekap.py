"""Opening, closing, checking, repairing and folding the roll-ups, and what their readers get."""

import re
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dashboard import rekap, tasks
from dashboard.models import RekapBulan, RekapInstansi, RekapPegawai, RekapUnit, RekapUnitBulan, TahunRekap
from dashboard.querysets.pemantauan import month_by_unit, months_of, year_by_unit
from dashboard.querysets.statistik import sums_by_branch, sums_by_instansi
from organisasi.models import AlasanPengecualian, Pegawai, Pengecualian
from skp.models import PesertaMatriks, Skp, SkpBulanan
from skp.workflow import Status
from tests.factories import (
    make_bulanan,
    make_kegiatan,
    make_pegawai,
    make_rhk,
    make_skp,
    make_target,
    make_unit,
    open_rekap,
    wib,
)

LEDGERS = (RekapUnit, RekapInstansi, RekapUnitBulan)


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("rekap", *arguments, stdout=out)
    return out.getvalue()


def damage(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def found(tahun: int = 2026) -> list[str]:
    return [str(row) for row in rekap.differences(tahun)]


@pytest.fixture
def kerja(org):
    """A year with something in each column of a person's rows."""
    skp = make_skp(org.staf, penilai=org.penilai)
    kepala = make_skp(org.penilai, penilai=org.kepala, status=Status.DRAFT)
    PesertaMatriks.objects.create(kepala=kepala, skp=skp)
    target = make_target(make_bulanan(skp), make_rhk(skp))
    make_kegiatan(org.staf, target=target)
    open_rekap(2026)
    return org


# --- Opening --------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_year_that_is_not_open_has_no_rows(kerja):
    make_skp(kerja.staf, penilai=kerja.penilai, tahun=2025)
    assert set(RekapPegawai.objects.values_list("tahun", flat=True)) == {2026}
    with pytest.raises(TahunRekap.DoesNotExist):
        list(rekap.differences(2025))


@pytest.mark.django_db
def test_opening_counts_what_there_is(kerja):
    row = RekapPegawai.objects.get(pegawai=kerja.staf)
    assert (row.status, row.matriks, row.unit) == (Status.DISETUJUI, 1, kerja.bidang)
    month = RekapBulan.objects.get(pegawai=kerja.staf)
    assert (month.bulan, month.kegiatan, month.target, month.status) == (3, 1, 1, Status.DISETUJUI)
    assert TahunRekap.objects.get(pk=2026).terisi_pada is not None
    assert found() == []


@pytest.mark.django_db
def test_opening_goes_by_pieces(kerja, monkeypatch):
    RekapPegawai.objects.all().delete()
    RekapBulan.objects.all().delete()
    monkeypatch.setattr(rekap, "PIECE", 3)
    open_rekap(2026)
    assert RekapPegawai.objects.count() == Pegawai.objects.exclude(instansi=None).count()
    assert found() == []


@pytest.mark.django_db
def test_opening_twice_changes_nothing(kerja):
    before = [list(model._default_manager.order_by("pk").values()) for model in (RekapPegawai, RekapBulan, *LEDGERS)]
    open_rekap(2026)
    assert [list(m._default_manager.order_by("pk").values()) for m in (RekapPegawai, RekapBulan, *LEDGERS)] == before


@pytest.mark.django_db
def test_somebody_inactive_without_a_document_has_no_row(org):
    Pegawai.objects.filter(pk=org.rekan.pk).update(is_active=False)
    open_rekap(2026)
    assert not RekapPegawai.objects.filter(pegawai=org.rekan).exists()
    assert found() == []


# --- Closing --------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_closed_year_keeps_people_where_they_were(kerja, staf, bidang, dinas_lain):
    open_rekap(2027)
    rekap.close_year(2026, at=wib(2027, 1, 1))
    Pegawai.objects.filter(pk=staf.pk).update(unit=dinas_lain, is_active=False)
    Skp.objects.filter(pegawai=staf).update(status=Status.DIAJUKAN)

    closed, running = RekapPegawai.objects.filter(pegawai=staf).order_by("tahun")
    assert (closed.unit, closed.aktif, closed.status) == (bidang, True, Status.DIAJUKAN)
    assert (running.unit, running.aktif) == (dinas_lain, False)
    assert found(2026) == found(2027) == []


@pytest.fixture
def bidang(org):
    return org.bidang


@pytest.fixture
def dinas_lain(org):
    return org.dinas_lain


@pytest.mark.django_db
def test_closing_twice_changes_nothing(kerja):
    assert rekap.close_year(2026, at=wib(2027, 1, 1))
    assert not rekap.close_year(2026, at=wib(2027, 2, 2))
    assert TahunRekap.objects.get(pk=2026).ditutup_pada == wib(2027, 1, 1)


@pytest.fixture
def newcomer(kerja):
    """Somebody who came after the year was closed."""
    rekap.close_year(2026, at=wib(2027, 1, 1))
    return make_pegawai("Pegawai Baru", unit=kerja.bidang, jabatan=kerja.staf.jabatan)


def of_closed(pegawai):
    return RekapPegawai.objects.filter(pegawai=pegawai, tahun=2026)


@pytest.mark.django_db
def test_who_comes_after_a_year_was_closed_is_not_missing_in_it(newcomer):
    assert found(2026) == []
    assert list(rekap.repair(2026)) == []
    assert not of_closed(newcomer).exists()


@pytest.mark.django_db
def test_opening_a_closed_year_again_gives_it_nobody_who_came_later(newcomer):
    before = list(RekapPegawai.objects.order_by("pk").values())
    open_rekap(2026)
    assert list(RekapPegawai.objects.order_by("pk").values()) == before
    assert TahunRekap.objects.get(pk=2026).ditutup_pada == wib(2027, 1, 1)
    assert found(2026) == []


@pytest.mark.django_db
def test_repairing_a_closed_year_gives_a_lost_row_back_and_nobody_who_came_later(newcomer, staf):
    of_closed(staf).delete()
    assert [row.pegawai for row in rekap.repair(2026) if row.pegawai] == [staf.pk]
    assert of_closed(staf).exists()
    assert not of_closed(newcomer).exists()


@pytest.mark.django_db
def test_what_happens_to_somebody_later_leaves_closed_years_alone(kerja, newcomer):
    """An exclusion is of the years it lies in, not of every year that is counted."""
    open_rekap(2027)
    Pengecualian.objects.create(
        pegawai=newcomer, alasan=AlasanPengecualian.CUTI, mulai=wib(2027, 2, 1).date(), dicatat_oleh=kerja.admin
    )
    Pegawai.objects.filter(pk=newcomer.pk).update(unit=kerja.dinas_lain)
    assert not of_closed(newcomer).exists()
    assert RekapPegawai.objects.get(pegawai=newcomer, tahun=2027).dikecualikan
    assert found(2026) == found(2027) == []


@pytest.mark.django_db
def test_a_document_of_a_closed_year_puts_its_owner_into_it(kerja, newcomer):
    make_skp(newcomer, penilai=kerja.penilai)
    assert of_closed(newcomer).get().status == Status.DISETUJUI
    assert found(2026) == []


@pytest.mark.django_db
def test_a_year_that_was_closed_before_it_was_filled_is_filled_with_everybody(kerja):
    rekap.close_year(2026, at=wib(2027, 1, 1))
    TahunRekap.objects.update(terisi_pada=None)
    RekapPegawai.objects.all().delete()
    open_rekap(2026)
    assert RekapPegawai.objects.count() == Pegawai.objects.exclude(instansi=None).count()
    assert found(2026) == []


# --- Checking and repairing -----------------------------------------------------------------------

DAMAGE = {
    "the status of a person": "UPDATE dashboard_rekappegawai SET status = 'DRAFT' WHERE status = 'DISETUJUI'",
    "the unit of a person": "UPDATE dashboard_rekappegawai SET unit_id = NULL WHERE matriks = 1",
    "a lacking person": "DELETE FROM dashboard_rekappegawai WHERE matriks = 1",
    "a lacking month": "DELETE FROM dashboard_rekapbulan",
    "the activities of a month": "UPDATE dashboard_rekapbulan SET kegiatan = 7, dinilai = 9",
    "a month nobody worked in": (
        "INSERT INTO dashboard_rekapbulan (pegawai_id, tahun, bulan, instansi_id, hari, kegiatan, dinilai, status, "
        "target, realisasi) SELECT id, 2026, 11, instansi_id, 3, 3, 0, '', 0, 0 FROM organisasi_pegawai "
        "WHERE instansi_id IS NOT NULL LIMIT 1"
    ),
    "a lacking row of a unit": "DELETE FROM dashboard_rekapunit",
    "a row of a unit too many": (
        "INSERT INTO dashboard_rekapunit (tahun, instansi_id, unit_id, draft) "
        "SELECT 2026, instansi_id, id, 5 FROM organisasi_unitkerja LIMIT 1"
    ),
    "the row of an instansi": "UPDATE dashboard_rekapinstansi SET pegawai = pegawai + 1",
    "the months of a unit": "UPDATE dashboard_rekapunitbulan SET nilai_jumlah = 12.5",
}


@pytest.mark.django_db
@pytest.mark.parametrize("statement", DAMAGE.values(), ids=DAMAGE)
def test_the_check_finds_damage_and_repairing_heals_it(kerja, statement):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # no trigger puts the ledgers right
        cursor.execute(statement)
        cursor.execute("SET LOCAL session_replication_role = origin")
    before = found()
    assert before
    with pytest.raises(CommandError, match=r"^\d+ differences"):
        run("--periksa")
    assert "put right" in run("--perbaiki")
    assert found() == []
    assert "No difference." in run("--periksa")


@pytest.mark.django_db
def test_a_difference_says_what_is_stored_and_what_is_true(kerja):
    damage("UPDATE dashboard_rekappegawai SET status = 'DRAFT' WHERE pegawai_id = %s", kerja.staf.pk)
    assert found() == [f"dashboard_rekappegawai 2026, person {kerja.staf.pk}: status is DRAFT, should be DISETUJUI"]


@pytest.mark.django_db
def test_the_check_can_be_of_one_instansi(kerja):
    damage("UPDATE dashboard_rekappegawai SET matriks = 9 WHERE pegawai_id = %s", kerja.staf.pk)
    assert "No difference." in run("--periksa", "--instansi", kerja.instansi_lain.kode)
    with pytest.raises(CommandError):
        run("--periksa", "--instansi", kerja.instansi.kode)


@pytest.mark.django_db
def test_somebody_who_belongs_to_no_instansi_any_more_counts_no_more(kerja):
    Pegawai.objects.filter(pk=kerja.rekan.pk).update(is_superuser=True, instansi=None, unit=None, jabatan=None)
    assert RekapInstansi.objects.filter(instansi=kerja.instansi).total()["total_pegawai"] == (
        Pegawai.objects.filter(instansi=kerja.instansi).count()
    )
    assert found() == []
    damage("UPDATE dashboard_rekappegawai SET aktif = true WHERE pegawai_id = %s", kerja.rekan.pk)
    assert list(rekap.differences(2026, kerja.instansi.pk))


# --- Folding --------------------------------------------------------------------------------------


def sums() -> list[Any]:
    return [
        list(RekapUnit.objects.per("tahun", "instansi_id", "unit_id")),
        list(RekapInstansi.objects.per("tahun", "instansi_id")),
        list(RekapUnitBulan.objects.per("tahun", "bulan", "instansi_id", "unit_id")),
    ]


@pytest.mark.django_db
def test_folding_leaves_one_row_a_key_and_every_sum(kerja):
    for status in (Status.DRAFT, Status.DIAJUKAN, Status.DISETUJUI):
        Skp.objects.filter(pegawai=kerja.staf).update(status=status)
        SkpBulanan.objects.update(status=status)
    make_pegawai("Tanpa Unit", unit=None, jabatan=None, instansi=kerja.instansi)
    before = sums()
    assert rekap.fold() > 0
    assert sums() == before
    assert not any(model._default_manager.filter(padat=False).exists() for model in LEDGERS)
    assert RekapUnit.objects.count() == RekapUnit.objects.values("unit_id").distinct().count()
    assert rekap.fold() == 0
    assert found() == []


@pytest.mark.django_db
def test_a_key_that_came_to_nothing_has_no_row_after_folding(kerja):
    SkpBulanan.objects.update(status=Status.DRAFT)
    make_kegiatan(kerja.rekan).delete()
    rekap.fold()
    assert RekapUnitBulan.objects.count() == 1


@pytest.mark.django_db
def test_the_version_changes_with_a_row_and_only_then(kerja):
    rows = RekapUnit.objects.filter(instansi=kerja.instansi, tahun=2026)
    other = RekapUnit.objects.filter(instansi=kerja.instansi_lain, tahun=2026)
    first, elsewhere = rows.version(), other.version()
    assert rows.version() == first
    Skp.objects.filter(pegawai=kerja.staf).update(status=Status.DRAFT)
    second = rows.version()
    assert second != first
    rekap.fold()
    assert rows.version() not in {first, second}
    assert RekapUnit.objects.none().version() == "0-0-0"
    Skp.objects.filter(pegawai=kerja.staf).update(status=Status.DIAJUKAN)
    rekap.fold()
    assert other.version() != ""
    assert elsewhere


# --- Readers --------------------------------------------------------------------------------------


def people_by_branch(instansi, unit=None, depth=0) -> dict[int | None, int]:
    found = sums_by_branch(2026, instansi, unit=unit, depth=depth)
    return {branch: row["total_pegawai"] for (_, branch), row in found.items()}


@pytest.mark.django_db
def test_a_unit_is_read_by_itself_and_with_all_below_it(kerja):
    own = {unit: row["pegawai"] for unit, row in year_by_unit(kerja.instansi, None, 2026).items()}
    assert own == {kerja.setda.pk: 2, kerja.dinas.pk: 1, kerja.bidang.pk: 4, kerja.dinas_lain.pk: 2, None: 1}
    assert people_by_branch(kerja.instansi, kerja.setda, 1) == {None: 2, kerja.dinas.pk: 5, kerja.dinas_lain.pk: 2}
    assert people_by_branch(kerja.instansi) == {kerja.setda.pk: 9, None: 1}
    assert RekapUnit.objects.filter(tahun=2026).below(kerja.setda).total()["total_pegawai"] == 9
    nation = {instansi: row["total_pegawai"] for instansi, row in sums_by_instansi(2026).items()}
    assert nation == {kerja.instansi.pk: 10, kerja.instansi_lain.pk: 2}
    month = month_by_unit(kerja.instansi, None, 2026, 3)[kerja.bidang.pk]
    assert (month["kegiatan"], month["mengisi"]) == (1, 1)
    assert {bulan: row["kegiatan"] for bulan, row in months_of(kerja.setda, 2026).items()} == {3: 1}
    assert month_by_unit(kerja.instansi_lain, None, 2026, 3) == {}


@pytest.mark.django_db
def test_a_moved_unit_takes_its_figures_along(kerja):
    kerja.bidang.induk = kerja.dinas_lain
    kerja.bidang.save()
    assert people_by_branch(kerja.instansi, kerja.setda, 1) == {None: 2, kerja.dinas.pk: 1, kerja.dinas_lain.pk: 6}


# --- The command and the clock --------------------------------------------------------------------


@pytest.mark.django_db
def test_the_command_opens_closes_and_folds(org):
    assert "2026 is counted." in run("--buka", "2026")
    assert "stay where they were" in run("--tutup", "2026")
    assert "closed before" in run("--tutup", "2026")
    assert re.search(r"\d+ rows fewer", run("--padatkan"))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "arguments",
    [(), ("--tutup", "2024"), ("--buka", "26"), ("--periksa", "--tahun", "2024"), ("--periksa", "--instansi", "x")],
)
def test_the_command_says_what_it_cannot_do(org, arguments):
    with pytest.raises(CommandError):
        run(*arguments)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("at", "years", "closed"),
    [
        (wib(2026, 10, 31, 23), {2026}, set()),
        (wib(2026, 11, 1, 0, 15), {2026, 2027}, set()),
        (wib(2026, 12, 31, 23), {2026, 2027}, set()),
        (wib(2027, 1, 1, 0, 15), {2026, 2027}, {2026}),
    ],
)
def test_the_clock_opens_and_closes_years(org, at, years, closed):
    open_rekap(2026)
    tasks.jaga_tahun_rekap(at)
    assert set(TahunRekap.objects.values_list("tahun", flat=True)) == years
    assert set(TahunRekap.objects.exclude(ditutup_pada=None).values_list("tahun", flat=True)) == closed


@pytest.mark.django_db
def test_a_year_whose_filling_was_broken_off_is_filled_the_next_night(kerja):
    TahunRekap.objects.update(terisi_pada=None)
    RekapPegawai.objects.all().delete()
    tasks.jaga_tahun_rekap(wib(2026, 3, 11))
    assert found() == []


@pytest.mark.django_db
def test_within_a_week_every_instansi_is_checked_and_put_right(kerja, caplog):
    damage("UPDATE dashboard_rekappegawai SET matriks = 9")
    for day in range(11, 11 + tasks.NIGHTS):
        tasks.periksa_rekap(wib(2026, 3, day, 1, 45))
    assert found() == []
    assert "matriks is 9, should be 1" in caplog.text


@pytest.mark.django_db
def test_the_clock_folds(kerja):
    tasks.padatkan_rekap(wib(2026, 3, 10))
    assert not RekapUnit.objects.filter(padat=False).exists()


@pytest.mark.django_db
def test_readers_need_one_query_however_many_units(kerja):
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            sums_by_branch(2026, kerja.instansi, unit=kerja.setda, depth=1)
        return len(captured)

    few = queries()
    for number in range(20):
        unit = make_unit(kerja.instansi, f"Unit {number}", induk=kerja.dinas)
        make_pegawai(f"Orang {number}", unit=unit, jabatan=kerja.staf.jabatan)
    assert queries() == few == 1


@pytest.mark.django_db
def test_an_excluded_person_stands_beside_and_comes_back_with_an_skp(kerja):
    def counted() -> tuple[int, int]:
        row = RekapUnit.objects.filter(unit=kerja.bidang).total()
        return row["total_pegawai"], row["total_dikecualikan"]

    Pengecualian.objects.create(
        pegawai=kerja.rekan, alasan=AlasanPengecualian.CUTI, mulai=wib(2026, 2, 1).date(), dicatat_oleh=kerja.admin
    )
    assert counted() == (3, 1)
    make_skp(kerja.rekan, penilai=kerja.penilai, status=Status.DRAFT)
    assert counted() == (4, 0)
