"""Grading daily activities: many at once, and against somebody else at the same time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from ekinerja.errors import Conflict, IllegalTransition, NotAllowed, TooLate
from kegiatan.models import KategoriHarian, KegiatanHarian, RiwayatKegiatan
from organisasi.models import Langkah, PenugasanKepala
from penilaian.services import Grade, grade, take_back, take_back_batch
from skp.models import SkpBulanan
from tests.factories import make_kegiatan
from tests.penilaian.conftest import IN_TIME, MARCH, TOO_LATE, give_dispensasi, graded

BAIK, CUKUP = KategoriHarian.BAIK, KategoriHarian.CUKUP


def _grades(rows, nilai=BAIK, catatan="") -> list[Grade]:
    return [Grade(row.pk, row.versi, nilai, catatan) for row in rows]


def _state(kegiatan: KegiatanHarian) -> tuple:
    row = KegiatanHarian.objects.get(pk=kegiatan.pk)
    return row.status, row.nilai, row.dinilai_oleh_id, row.versi


def test_many_are_graded_at_once_each_with_a_history_row(maret, dua_kegiatan, staf, penilai):
    report = grade(pegawai=staf, month=MARCH, grades=_grades(dua_kegiatan, catatan="Rapi"), by=penilai, at=IN_TIME)
    assert (report.dinilai, report.dilewati) == (2, ())
    assert {_state(row) for row in dua_kegiatan} == {("DINILAI", 90, penilai.pk, 2)}
    history = RiwayatKegiatan.objects.values_list("kegiatan", "aksi", "nilai", "oleh", "pada", "catatan")
    assert set(history) == {(row.pk, "NILAI", 90, penilai.pk, IN_TIME, "Rapi") for row in dua_kegiatan}


def test_the_same_form_sent_twice_changes_nothing_more(maret, dua_kegiatan, staf, penilai):
    for _ in range(2):
        report = grade(pegawai=staf, month=MARCH, grades=_grades(dua_kegiatan), by=penilai, at=IN_TIME)
    assert (report.dinilai, report.dilewati) == (0, ())
    assert RiwayatKegiatan.objects.count() == 2


def test_what_another_tab_graded_first_is_reported_and_the_rest_stored(org, maret, dua_kegiatan):
    first, second = dua_kegiatan
    PenugasanKepala.objects.create(
        unit=org.bidang, pegawai=org.rekan, jenis="PLH", mulai=MARCH, selesai=date(2026, 3, 31), nomor_surat="1"
    )
    grade(pegawai=org.staf, month=MARCH, grades=_grades([first], CUKUP), by=org.rekan, at=IN_TIME)
    report = grade(pegawai=org.staf, month=MARCH, grades=_grades(dua_kegiatan), by=org.penilai, at=IN_TIME)
    assert report.dinilai == 1
    assert report.dilewati == (
        "9 Maret, “Verifikasi SPJ” sudah dinilai Cukup oleh Rekan; penilaian Anda (Baik) tidak disimpan.",
    )
    assert [_state(row)[1] for row in (first, second)] == [75, 90]


def test_what_the_owner_changed_meanwhile_is_looked_at_again(maret, dua_kegiatan, staf, penilai):
    given = _grades(dua_kegiatan[:1])
    KegiatanHarian.objects.filter(pk=dua_kegiatan[0].pk).update(uraian="Lain", versi=2)
    report = grade(pegawai=staf, month=MARCH, grades=given, by=penilai, at=IN_TIME)
    assert (report.dinilai, len(report.dilewati)) == (0, 1)
    assert "diubah pemiliknya" in report.dilewati[0]
    assert _state(dua_kegiatan[0])[0] == "TERCATAT"


def test_what_the_owner_deleted_meanwhile_is_said(maret, dua_kegiatan, staf, penilai):
    given = _grades(dua_kegiatan)
    dua_kegiatan[0].delete()
    report = grade(pegawai=staf, month=MARCH, grades=given, by=penilai, at=IN_TIME)
    assert (report.dinilai, report.dilewati) == (1, ("Satu kegiatan sudah dihapus pemiliknya.",))


@pytest.mark.django_db(transaction=True)
def test_of_two_penilai_at_the_same_moment_one_wins_and_the_other_is_told(org, maret, dua_kegiatan):
    PenugasanKepala.objects.create(
        unit=org.bidang, pegawai=org.rekan, jenis="PLT", mulai=MARCH, selesai=date(2026, 3, 31), nomor_surat="1"
    )
    start = Barrier(2)

    def press(user, nilai):
        try:
            start.wait(timeout=10)
            return grade(pegawai=org.staf, month=MARCH, grades=_grades(dua_kegiatan, nilai), by=user, at=IN_TIME)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        reports = [pool.submit(press, org.penilai, BAIK), pool.submit(press, org.rekan, CUKUP)]
        done = [report.result(timeout=20) for report in reports]
    assert sorted((report.dinilai, len(report.dilewati)) for report in done) == [(0, 2), (2, 0)]
    assert len({_state(row)[1:3] for row in dua_kegiatan}) == 1
    assert RiwayatKegiatan.objects.count() == 2


@pytest.mark.parametrize("actor", ["staf", "rekan", "kepala", "admin", "super_admin", "stranger"])
def test_nobody_but_the_penilai_grades(org, maret, dua_kegiatan, actor):
    with pytest.raises(NotAllowed):
        grade(pegawai=org.staf, month=MARCH, grades=_grades(dua_kegiatan), by=getattr(org, actor), at=IN_TIME)
    assert not RiwayatKegiatan.objects.exists()


def test_one_row_of_another_penilai_refuses_the_whole_form(org, maret, dua_kegiatan):
    other = make_kegiatan(org.staf, penilai=org.kepala)
    with pytest.raises(NotAllowed):
        grade(pegawai=org.staf, month=MARCH, grades=_grades([*dua_kegiatan, other]), by=org.penilai, at=IN_TIME)
    assert _state(dua_kegiatan[0])[0] == "TERCATAT"


def test_grading_after_the_limit_needs_a_dispensasi(org, maret, dua_kegiatan):
    late = {"pegawai": org.staf, "month": MARCH, "grades": _grades(dua_kegiatan), "by": org.penilai, "at": TOO_LATE}
    with pytest.raises(TooLate, match="5 April 2026"):
        grade(**late)
    give_dispensasi(org.staf, Langkah.VERIFIKASI, org.admin)
    assert grade(**late).dinilai == 2


def test_a_closed_month_is_not_graded(maret, dua_kegiatan, staf, penilai):
    SkpBulanan.objects.update(ditutup_pada=IN_TIME, ditutup_oleh=penilai)
    with pytest.raises(IllegalTransition, match="sudah ditutup"):
        grade(pegawai=staf, month=MARCH, grades=_grades(dua_kegiatan), by=penilai, at=IN_TIME)


def test_one_grade_is_taken_back(maret, dua_kegiatan, penilai):
    row = graded(dua_kegiatan[0], penilai)
    take_back(kegiatan=row, by=penilai, at=IN_TIME)
    assert _state(row) == ("TERCATAT", None, None, 2)
    assert RiwayatKegiatan.objects.values_list("aksi", "nilai").get() == ("BATAL_NILAI", 90)


def test_a_grade_changed_since_it_was_read_is_not_taken_back(maret, dua_kegiatan, penilai):
    row = graded(dua_kegiatan[0], penilai)
    KegiatanHarian.objects.filter(pk=row.pk).update(nilai=75, versi=5)
    with pytest.raises(Conflict):
        take_back(kegiatan=row, by=penilai, at=IN_TIME)
    assert _state(row)[1] == 75


@pytest.mark.parametrize("actor", ["staf", "kepala", "stranger"])
def test_nobody_but_the_penilai_takes_a_grade_back(org, maret, dua_kegiatan, actor):
    row = graded(dua_kegiatan[0], org.penilai)
    with pytest.raises(NotAllowed):
        take_back(kegiatan=row, by=getattr(org, actor), at=IN_TIME)


def test_what_one_press_graded_is_undone_together_and_nothing_else(maret, dua_kegiatan, staf, penilai):
    earlier = graded(make_kegiatan(staf, target=maret.target, tanggal=date(2026, 3, 2)), penilai)
    now = IN_TIME.replace(microsecond=123456)
    grade(pegawai=staf, month=MARCH, grades=_grades(dua_kegiatan), by=penilai, at=now)
    assert take_back_batch(pegawai=staf, month=MARCH, given_at=now, by=penilai, at=now) == 2
    assert take_back_batch(pegawai=staf, month=MARCH, given_at=now, by=penilai, at=now) == 0
    assert [_state(row)[0] for row in (*dua_kegiatan, earlier)] == ["TERCATAT", "TERCATAT", "DINILAI"]


@pytest.mark.parametrize("rows", [1, 30])
def test_grading_costs_the_same_for_any_number_of_rows(maret, staf, penilai, rows):
    many = [make_kegiatan(staf, target=maret.target, tanggal=date(2026, 3, day % 28 + 1)) for day in range(rows)]
    with CaptureQueriesContext(connection) as queries:
        assert grade(pegawai=staf, month=MARCH, grades=_grades(many), by=penilai, at=IN_TIME).dinilai == rows
    assert len([query for query in queries if "SAVEPOINT" not in query["sql"]]) == 7
