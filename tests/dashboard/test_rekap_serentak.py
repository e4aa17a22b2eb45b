"""Two at once: nothing about a person is lost, and nobody waits for somebody else's row."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from django.db import connection, transaction
from django.utils import timezone

from dashboard import rekap
from dashboard.models import RekapBulan, RekapPegawai, RekapUnit, TahunRekap
from organisasi.models import AlasanPengecualian, Pegawai, Pengecualian
from skp.models import PesertaMatriks, Skp, SkpBulanan
from skp.workflow import Status
from tests.factories import make_bulanan, make_kegiatan, make_skp, open_rekap
from tests.skp.test_serentak import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def skp(org):
    open_rekap(2026)
    return make_skp(org.staf, penilai=org.penilai, status=Status.DRAFT)


@contextmanager
def meanwhile(act: Callable[[], object], *, waits: bool) -> Iterator[None]:
    """Begins `act` on another connection once the block is done, before its transaction is; then lets both end."""
    other = threading.Thread(target=lambda: at_once(act))
    with transaction.atomic():
        yield
        other.start()
        other.join(timeout=1.5 if waits else 20)
        assert other.is_alive() == waits
    other.join(timeout=20)
    assert not other.is_alive()


def set_status(skp: Skp, status: Status) -> None:
    Skp.objects.filter(pk=skp.pk).update(status=status)


def agrees() -> bool:
    return list(rekap.differences(2026)) == []


def test_two_changes_about_one_person_both_count(org, skp):
    kepala = make_skp(org.penilai, penilai=org.kepala)
    with meanwhile(lambda: PesertaMatriks.objects.create(kepala=kepala, skp=skp), waits=True):
        set_status(skp, Status.DISETUJUI)
    row = RekapPegawai.objects.get(pegawai=org.staf)
    assert (row.status, row.matriks) == (Status.DISETUJUI, 1)
    assert agrees()


def test_nobody_waits_for_another_person_of_his_unit(org, skp):
    other = make_skp(org.rekan, penilai=org.penilai, status=Status.DRAFT)
    with meanwhile(lambda: set_status(other, Status.DIAJUKAN), waits=False):
        set_status(skp, Status.DISETUJUI)
    sums = RekapUnit.objects.filter(unit=org.bidang).total()
    assert (sums["total_draft"], sums["total_diajukan"], sums["total_disetujui"]) == (0, 1, 1)
    assert agrees()


def test_nobody_waits_while_an_admin_changes_the_unit_or_the_instansi(org, skp):
    with meanwhile(lambda: set_status(skp, Status.DISETUJUI), waits=False):
        type(org.bidang).objects.select_for_update().get(pk=org.bidang.pk)
        type(org.instansi).objects.select_for_update().get(pk=org.instansi.pk)
    assert agrees()


def test_the_first_activity_of_a_month_and_its_skp_bulanan(org, skp):
    with meanwhile(lambda: make_bulanan(skp), waits=True):
        make_kegiatan(org.staf)
    row = RekapBulan.objects.get()
    assert (row.kegiatan, row.status) == (1, Status.DISETUJUI)
    assert agrees()


def test_a_month_made_while_its_skp_is_taken_to_another_unit(org, skp):
    with meanwhile(lambda: make_bulanan(skp), waits=True):
        Skp.objects.filter(pk=skp.pk).update(unit=org.dinas)
    assert RekapBulan.objects.get().unit == org.dinas
    assert agrees()


def test_somebody_excluded_while_he_is_taken_back(org, skp):
    RekapPegawai.objects.filter(pegawai=org.rekan).delete()
    Pegawai.objects.filter(pk=org.rekan.pk).update(is_active=False)
    exclusion = Pengecualian(
        pegawai=org.rekan, alasan=AlasanPengecualian.CUTI, mulai=date(2026, 1, 1), dicatat_oleh=org.admin
    )
    with meanwhile(exclusion.save, waits=True):
        Pegawai.objects.filter(pk=org.rekan.pk).update(is_active=True)
    row = RekapPegawai.objects.get(pegawai=org.rekan)
    assert (row.aktif, row.dikecualikan) == (True, True)
    assert agrees()


def test_opening_a_year_waits_for_who_was_writing_before(org):
    """His statement found no open year, so that the filling must see it, and it has not ended yet."""
    with meanwhile(lambda: rekap.open_year(2026, at=timezone.now()), waits=True):
        make_skp(org.staf, penilai=org.penilai)
    assert RekapPegawai.objects.get(pegawai=org.staf).status == Status.DISETUJUI
    assert agrees()


def test_opening_a_year_does_not_wait_for_ever(org, monkeypatch):
    monkeypatch.setattr(rekap, "WRITERS_END_WITHIN", 0.1)

    def open_year() -> None:
        with pytest.raises(TimeoutError):
            rekap.open_year(2026, at=timezone.now())

    with meanwhile(open_year, waits=False):
        make_skp(org.staf, penilai=org.penilai)
    assert TahunRekap.objects.get().terisi_pada is None
    rekap.open_year(2026, at=timezone.now())
    assert TahunRekap.objects.get().terisi_pada is not None
    assert agrees()


def test_the_check_sees_no_difference_in_work_that_is_going_on(org, skp):
    found: list[rekap.Selisih] = []
    with meanwhile(lambda: found.extend(rekap.differences(2026)), waits=False):
        set_status(skp, Status.DISETUJUI)
        make_bulanan(skp)
    assert found == []


def test_folding_leaves_what_others_write_meanwhile(org, skp):
    other = make_skp(org.rekan, penilai=org.penilai, status=Status.DRAFT)
    with meanwhile(rekap.fold, waits=False):
        set_status(skp, Status.DISETUJUI)
    assert RekapUnit.objects.filter(padat=False).exists()
    with meanwhile(lambda: set_status(other, Status.DIAJUKAN), waits=False):
        rekap.fold()
    assert agrees()


def test_of_two_who_fold_one_does_it(org, skp):
    results: list[int] = []
    with meanwhile(lambda: results.append(rekap.fold()), waits=False):
        assert rekap.fold() > 0
    assert results == [0]
    assert agrees()


def test_readers_see_the_true_sum_while_others_write_and_fold(org, skp):
    """People are neither hired nor dismissed, so that their number is the same at every moment."""
    rows, done, seen = RekapUnit.objects.filter(instansi=org.instansi, tahun=2026), threading.Event(), set()

    def work() -> None:
        try:
            for status in [Status.DIAJUKAN, Status.DISETUJUI, Status.DRAFT] * 10:
                set_status(skp, status)
        finally:
            done.set()

    def read() -> None:
        while not done.is_set():
            numbers = rows.total()
            seen.add(
                (numbers["total_pegawai"], sum(numbers[f"total_{name}"] for name in ("draft", "diajukan", "disetujui")))
            )

    def fold() -> None:
        while not done.is_set():
            rekap.fold()

    at_once(work, read, fold)
    assert seen == {(rows.total()["total_pegawai"], 1)}
    assert agrees()


def test_two_who_repair_at_once_put_it_right_once(org, skp):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM dashboard_rekapunit")
    at_once(*[lambda: list(rekap.repair(2026))] * 2)
    assert agrees()


def test_bulk_changes_about_the_same_people_do_not_lock_each_other_out(org, skp):
    for person in (org.rekan, org.jf, org.penilai):
        make_skp(person, penilai=org.kepala)

    def many(status: Status) -> Callable[[], object]:
        return lambda: [Skp.objects.update(status=status) for _ in range(5)]

    at_once(many(Status.DIAJUKAN), many(Status.DISETUJUI))
    assert agrees()


@pytest.mark.parametrize("operation", ["insert", "update", "delete"])
def test_a_year_that_is_not_open_costs_no_row(org, operation):
    skp = make_skp(org.staf, penilai=org.penilai)
    month = make_bulanan(skp)
    if operation == "update":
        set_status(skp, Status.DRAFT)
        SkpBulanan.objects.update(status=Status.DRAFT)
    elif operation == "delete":
        month.delete()
        skp.delete()
    assert not RekapPegawai.objects.exists()
    assert not RekapBulan.objects.exists()
