from datetime import date, time
from decimal import Decimal

import pytest

from ekinerja.errors import Conflict, IllegalTransition, NotAllowed, Refused, TooLate
from kegiatan import rules, services
from kegiatan.models import KegiatanHarian, Realisasi
from kegiatan.workflow import StatusKegiatanHarian
from organisasi.deadlines import DeadlineCalendar
from organisasi.models import Langkah
from skp.models import SkpBulanan
from tests.factories import make_bulanan, make_kegiatan, make_rhk, make_skp, make_target, wib

AT = wib(2026, 3, 31)


@pytest.fixture
def target(staf, penilai):
    skp = make_skp(staf, penilai=penilai)
    return make_target(make_bulanan(skp, 3), make_rhk(skp))


@pytest.fixture
def target_berbiaya(kepala, sekda):
    skp = make_skp(kepala, penilai=sekda)
    return make_target(make_bulanan(skp, 3), make_rhk(skp), target_biaya=Decimal(5_000_000))


def save(target, by, **changes):
    return services.save_realisasi(
        **{"target": target, "waktu": Decimal(5), "biaya": None, "versi": None, "by": by, "at": AT, **changes}
    )


def grade(kegiatan, nilai, penilai):
    KegiatanHarian.objects.filter(pk=kegiatan.pk).update(
        status=StatusKegiatanHarian.DINILAI, nilai=nilai, dinilai_oleh=penilai, dinilai_pada=AT
    )


def test_the_owner_fills_it_and_changes_it(target, staf):
    first = save(target, staf)
    second = save(target, staf, waktu=Decimal("4.5"), versi=first.versi)
    assert (second.pk, second.waktu, second.versi, second.diisi_oleh) == (first.pk, Decimal("4.50"), 2, staf)


def test_the_same_form_sent_twice_makes_one_row(target, staf):
    assert save(target, staf) == save(target, staf)
    assert Realisasi.objects.count() == 1


def test_a_second_different_first_filling_is_a_conflict(target, staf):
    save(target, staf)
    with pytest.raises(Conflict):
        save(target, staf, waktu=Decimal(3))
    assert Realisasi.objects.get().waktu == 5


def test_a_stale_form_overwrites_nothing(target, staf):
    first = save(target, staf)
    save(target, staf, waktu=Decimal(4), versi=first.versi)
    with pytest.raises(Conflict):
        save(target, staf, waktu=Decimal(3), versi=first.versi)
    assert Realisasi.objects.get().waktu == 4


@pytest.mark.parametrize("who", ["penilai", "rekan", "kepala", "admin", "super_admin"])
def test_nobody_else_fills_it(target, org, who):
    with pytest.raises(NotAllowed):
        save(target, getattr(org, who))


@pytest.mark.parametrize(("at", "open_"), [(wib(2026, 4, 5, 23, 59), True), (wib(2026, 4, 6, 0, 0), False)])
def test_the_limit_is_the_end_of_the_fifth(target, staf, at, open_):
    tenggat = DeadlineCalendar(staf).tenggat(Langkah.REALISASI, date(2026, 3, 1))
    assert bool(rules.may_fill_realisasi(staf, target, tenggat, at)) is open_
    if open_:
        save(target, staf, at=at)
    else:
        with pytest.raises(TooLate, match="5 April 2026"):
            save(target, staf, at=at)


def test_a_closed_month_is_not_changed(target, staf, penilai):
    SkpBulanan.objects.update(ditutup_pada=AT, ditutup_oleh=penilai)
    with pytest.raises(IllegalTransition):
        save(target, staf)


def test_cost_is_for_budget_holders_with_a_planned_cost(target, staf, target_berbiaya, kepala):
    assert save(target_berbiaya, kepala, biaya=Decimal(4_900_000)).biaya == 4_900_000
    for refused in ((target, staf, Decimal(1)), (target_berbiaya, kepala, None)):
        with pytest.raises(Refused) as caught:
            save(refused[0], refused[1], biaya=refused[2])
        assert caught.value.field == "biaya"


def test_only_finished_output_of_the_month_counts(target, staf, penilai, django_assert_num_queries):
    other = make_target(target.skp_bulanan, target.rhk)
    april = make_target(make_bulanan(target.skp_bulanan.skp, 4), target.rhk)
    make_kegiatan(staf, target=target, kuantitas=Decimal("1.5"))
    make_kegiatan(staf, target=target, kuantitas=Decimal(2), mulai=time(10), selesai=time(11))
    make_kegiatan(staf, target=target, kuantitas=Decimal(9), status_proses=True)
    make_kegiatan(staf, target=target, kuantitas=Decimal(9), tanggal=date(2026, 4, 1))
    make_kegiatan(staf, target=april, kuantitas=Decimal(3), tanggal=date(2026, 4, 1))
    months = list(SkpBulanan.objects.select_related("skp"))
    with django_assert_num_queries(1) as queries:
        realised = KegiatanHarian.objects.realised_quantities(months)
    assert realised == {target.pk: Decimal("3.5"), april.pk: Decimal(3)}
    assert other.pk not in realised
    assert '"tanggal" BETWEEN' in queries.captured_queries[0]["sql"]


def test_grades_are_counted_by_target_in_one_query(target, staf, penilai, django_assert_num_queries):
    for nilai in (90, 90, 100):
        grade(make_kegiatan(staf, target=target), nilai, penilai)
    make_kegiatan(staf, target=target, status_proses=True)
    with django_assert_num_queries(1) as queries:
        counts = KegiatanHarian.objects.grade_counts([target.skp_bulanan])
    assert counts == {target.pk: {90: 2, 100: 1, None: 1}}
    assert counts[target.pk].total() == 4
    assert '"tanggal" BETWEEN' in queries.captured_queries[0]["sql"]


def test_no_month_asks_nothing(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert KegiatanHarian.objects.realised_quantities([]) == {}
        assert KegiatanHarian.objects.grade_counts([]) == {}
