"""Who is whose pejabat penilai, on a day."""

from datetime import date
from random import Random

import pytest

from organisasi.hierarchy import assessed_by, assessor_in_query, assessor_of
from organisasi.models import JenisJabatan, Pegawai, Pemberitahuan, PenugasanKepala, UnitKerja
from organisasi.pemberitahuan import notify
from tests.factories import head, make_instansi, make_jabatan, make_pegawai, make_unit, wib

TODAY = date(2026, 3, 10)


def stand_in(unit, pegawai, mulai=date(2026, 3, 1), selesai=date(2026, 3, 31), jenis="PLT"):
    return PenugasanKepala.objects.create(
        unit=unit, pegawai=pegawai, jenis=jenis, mulai=mulai, selesai=selesai, nomor_surat="800/1/2026"
    )


def assessor(pegawai: Pegawai, on: date = TODAY) -> Pegawai | None:
    return assessor_of(Pegawai.objects.select_related("unit").get(pk=pegawai.pk), on=on)


@pytest.mark.parametrize(
    ("who", "penilai"),
    [
        ("staf", "penilai"),
        ("rekan", "penilai"),
        ("jf", "penilai"),
        ("penilai", "kepala"),
        ("kepala", "sekda"),
        ("kepala_lain", "sekda"),
        ("stranger", "kepala_lain"),
        ("admin", "sekda"),
        ("sekda", None),
        ("orang_luar", None),
        ("super_admin", None),
    ],
)
def test_the_head_of_the_unit_or_for_a_head_the_head_above(org, who, penilai):
    assert assessor(getattr(org, who)) == (penilai and getattr(org, penilai))


def test_a_unit_without_a_head_is_passed_over_upwards(org):
    UnitKerja.objects.filter(pk__in=[org.bidang.pk, org.dinas.pk]).update(kepala=None)
    assert assessor(org.staf) == org.sekda


def test_an_inactive_head_is_passed_over(org):
    Pegawai.objects.filter(pk=org.penilai.pk).update(is_active=False)
    assert assessor(org.staf) == org.kepala


@pytest.mark.parametrize("jenis", ["PLT", "PLH"])
@pytest.mark.parametrize(
    ("on", "runs"),
    [
        (date(2026, 2, 28), False),
        (date(2026, 3, 1), True),
        (date(2026, 3, 31), True),
        (date(2026, 4, 1), False),
    ],
)
def test_a_running_plt_or_plh_stands_in_for_the_head(org, jenis, on, runs):
    stand_in(org.bidang, org.jf, jenis=jenis)
    assert assessor(org.staf, on) == (org.jf if runs else org.penilai)


def test_who_stands_in_is_assessed_by_the_unit_above(org):
    stand_in(org.bidang, org.jf)
    assert assessor(org.jf) == org.kepala


def test_the_head_he_stands_in_for_is_not_assessed_by_him(org):
    stand_in(org.bidang, org.jf)
    assert assessor(org.penilai) == org.kepala


def test_somebody_from_elsewhere_may_stand_in(org):
    stand_in(org.bidang, org.kepala_lain)
    assert assessor(org.staf) == org.kepala_lain
    assert assessor(org.kepala_lain) == org.sekda


def test_an_inactive_stand_in_is_passed_over(org):
    stand_in(org.bidang, org.jf)
    Pegawai.objects.filter(pk=org.jf.pk).update(is_active=False)
    assert assessor(org.staf) == org.kepala


def test_assessed_people_are_listed_by_name(org):
    assert assessed_by(org.penilai, on=TODAY) == [org.jf, org.rekan, org.staf]
    assert assessed_by(org.kepala, on=TODAY) == [org.penilai]
    assert assessed_by(org.staf, on=TODAY) == []
    assert assessed_by(org.super_admin, on=TODAY) == []


def test_costs_two_queries_up_and_four_down_whatever_the_depth(org, django_assert_max_num_queries):
    unit = org.bidang
    for depth in range(8):
        unit = make_unit(org.instansi, f"Seksi {depth}", induk=unit)
    deep = make_pegawai("Dalam", unit=unit, jabatan=org.staf.jabatan)
    with django_assert_max_num_queries(2):
        assert assessor_of(deep, on=TODAY) == org.penilai
    with django_assert_max_num_queries(4):
        assert deep in assessed_by(org.penilai, on=TODAY)


@pytest.mark.parametrize("seed", range(12))
def test_both_directions_agree_with_the_rule_for_everybody(db, seed):
    """Random organisations against the rule written down once more, without the tree's own columns."""
    random = Random(seed)  # noqa: S311  repeatable, not secret
    instansi = make_instansi()
    jabatan = make_jabatan(instansi, "Pengelola", JenisJabatan.PELAKSANA)
    units: list[UnitKerja] = []
    for n in range(9):
        units.append(make_unit(instansi, f"Unit {n}", induk=random.choice([None, *units]) if units else None))
    people = [
        make_pegawai(f"Orang {n:02d}", unit=random.choice([None, *units]), jabatan=jabatan, instansi=instansi,
                     is_active=random.random() > 0.15)
        for n in range(16)
    ]  # fmt: skip
    heads = dict(zip(random.sample(units, 6), random.sample(people, 6), strict=True))
    for unit, person in heads.items():
        head(unit, person)
    stand_ins = {unit: random.choice(people) for unit in random.sample(units, 3)}
    for unit, person in stand_ins.items():
        stand_in(unit, person, selesai=random.choice([TODAY, date(2026, 3, 9), date(2026, 12, 31)]))
    running = {unit: one for unit, one in stand_ins.items() if unit.penugasan.get().selesai >= TODAY}
    parents = {unit.pk: unit.induk for unit in units}

    def by_the_rule(person: Pegawai) -> Pegawai | None:
        unit = person.unit
        while unit is not None:
            leader = running.get(unit, heads.get(unit))
            if leader and leader.is_active and person not in (leader, heads.get(unit)):
                return leader
            unit = parents[unit.pk]
        return None

    active = [person for person in people if person.is_active]
    expected = {person: by_the_rule(person) for person in active}
    assert {person: assessor(person) for person in active} == expected
    for leader in active:
        assert set(assessed_by(leader, on=TODAY)) == {who for who, by in expected.items() if by == leader}
    # And of many in one query, by rows that name them.
    notify(active, "Siapa pejabat penilai Anda?", tautan="", at=wib(2026, 3, 10), by=None)
    rows = Pemberitahuan.objects.annotate(oleh=assessor_in_query("penerima", on=TODAY))
    assert dict(rows.values_list("penerima", "oleh")) == {who.pk: by and by.pk for who, by in expected.items()}
