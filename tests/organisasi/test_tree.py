"""What the database itself refuses or keeps right: the tree of units, one instansi per person, one Plt at a time."""

import threading
from datetime import date

import pytest
from django.db import DataError, IntegrityError, OperationalError, connection, transaction

from organisasi.models import Jabatan, Pegawai, PenugasanKepala, UnitKerja
from tests.factories import make_instansi, make_unit


def paths(*units: UnitKerja) -> list[list[int]]:
    stored = dict(UnitKerja.objects.filter(pk__in=[unit.pk for unit in units]).values_list("pk", "jalur"))
    return [stored[unit.pk] for unit in units]


@pytest.fixture
def tree(db):
    """a > b > c, and d beside a."""
    instansi = make_instansi()
    a = make_unit(instansi, "A")
    b = make_unit(instansi, "B", induk=a)
    c = make_unit(instansi, "C", induk=b)
    return a, b, c, make_unit(instansi, "D")


def move(unit: UnitKerja, induk: UnitKerja | None) -> None:
    UnitKerja.objects.filter(pk=unit.pk).update(induk=induk)


def test_paths_lead_from_the_root_to_the_unit(tree):
    a, b, c, d = (unit.pk for unit in tree)
    assert paths(*tree) == [[a], [a, b], [a, b, c], [d]]


def test_moving_a_unit_takes_everything_below_it_along(tree):
    a, b, c, d = tree
    move(b, d)
    assert paths(*tree) == [[a.pk], [d.pk, b.pk], [d.pk, b.pk, c.pk], [d.pk]]
    move(d, a)
    assert paths(c) == [[a.pk, d.pk, b.pk, c.pk]]
    move(b, None)
    assert paths(b, c) == [[b.pk], [b.pk, c.pk]]


def test_every_move_that_makes_a_cycle_is_refused_and_no_other(tree):
    below = {unit.pk: {other.pk for other in tree if unit.pk in other.jalur} for unit in tree}
    for unit in tree:
        for induk in tree:
            before = paths(*tree)
            refused = False
            try:
                with transaction.atomic():
                    move(unit, induk)
                    transaction.set_rollback(True)
            except IntegrityError:
                refused = True
            assert refused is (induk.pk in below[unit.pk])
            assert paths(*tree) == before


def test_raw_sql_cannot_make_a_cycle_or_a_false_path_either(tree):
    a, _, c, _ = tree
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE organisasi_unitkerja SET induk_id = %s WHERE id = %s", [c.pk, a.pk])


def test_a_unit_is_not_put_under_another_instansi(tree):
    luar = make_unit(make_instansi("Pemerintah Lain"), "Luar")
    with pytest.raises(IntegrityError), transaction.atomic():
        move(tree[0], luar)


@pytest.mark.parametrize("field", ["unit", "jabatan"])
def test_a_person_belongs_to_the_instansi_of_his_unit_and_post(org, field):
    foreign = getattr(org.orang_luar, field)
    with pytest.raises(IntegrityError), transaction.atomic():
        Pegawai.objects.filter(pk=org.staf.pk).update(**{field: foreign})
    with pytest.raises(IntegrityError), transaction.atomic():
        Pegawai.objects.filter(pk=org.staf.pk).update(instansi=org.instansi_lain)


def test_a_unit_is_headed_by_somebody_of_its_instansi(org):
    with pytest.raises(IntegrityError), transaction.atomic():
        UnitKerja.objects.filter(pk=org.bidang.pk).update(kepala=org.orang_luar)
    with pytest.raises(IntegrityError), transaction.atomic():
        Pegawai.objects.filter(pk=org.kepala.pk).update(instansi=org.instansi_lain, unit=None, jabatan=None)


@pytest.mark.parametrize(
    "values",
    [
        {"nip": "123"},
        {"nip": "19900505201505100a"},
        {"golongan": "V/z"},
        {"instansi": None, "unit": None, "jabatan": None},
    ],
)
def test_a_person_is_checked_by_the_database_too(org, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        Pegawai.objects.filter(pk=org.staf.pk).update(**values)


def test_two_people_never_share_a_nip(org):
    with pytest.raises(IntegrityError), transaction.atomic():
        Pegawai.objects.filter(pk=org.rekan.pk).update(nip=org.staf.nip)


def test_jenjang_is_for_functional_posts(org):
    with pytest.raises(IntegrityError), transaction.atomic():
        Jabatan.objects.filter(pk=org.staf.jabatan.pk).update(jenjang="AHLI_MUDA")


class TestPlt:
    def appoint(self, unit, pegawai, mulai, selesai):
        with transaction.atomic():
            return PenugasanKepala.objects.create(
                unit=unit, pegawai=pegawai, jenis="PLT", mulai=mulai, selesai=selesai, nomor_surat="800/1/2026"
            )

    def test_two_never_share_a_day_in_one_unit(self, org):
        self.appoint(org.bidang, org.staf, date(2026, 3, 1), date(2026, 3, 31))
        with pytest.raises(IntegrityError):
            self.appoint(org.bidang, org.rekan, date(2026, 3, 31), date(2026, 4, 30))
        self.appoint(org.bidang, org.rekan, date(2026, 4, 1), date(2026, 4, 30))
        self.appoint(org.dinas, org.rekan, date(2026, 3, 31), date(2026, 4, 30))

    def test_does_not_end_before_it_starts(self, org):
        with pytest.raises((IntegrityError, DataError)):
            self.appoint(org.bidang, org.staf, date(2026, 3, 2), date(2026, 3, 1))


def race(*acts) -> list[str]:
    """Runs the acts at once, each in a transaction of its own connection; "" or the name of the error for each."""
    barrier, outcomes = threading.Barrier(len(acts)), [""] * len(acts)

    def run(number: int, act) -> None:
        try:
            with transaction.atomic():
                barrier.wait(10)
                act()
        except (IntegrityError, OperationalError) as error:
            outcomes[number] = type(error).__name__
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


@pytest.mark.django_db(transaction=True)
def test_two_admins_moving_halves_of_a_cycle_at_once_one_is_refused():
    instansi = make_instansi()
    a, b = make_unit(instansi, "A"), make_unit(instansi, "B")
    for _ in range(20):
        outcomes = race(lambda: move(a, b), lambda: move(b, a))
        assert sorted(outcomes) == ["", "IntegrityError"]
        assert sorted(len(path) for path in paths(a, b)) == [1, 2]
        UnitKerja.objects.update(induk=None)


@pytest.mark.django_db(transaction=True)
def test_moving_a_unit_and_its_parent_at_once_leaves_true_paths():
    instansi = make_instansi()
    a, b = make_unit(instansi, "A"), make_unit(instansi, "B")
    c = make_unit(instansi, "C", induk=a)
    for _ in range(10):
        assert race(lambda: move(a, b), lambda: move(c, b)) == ["", ""]
        assert paths(a, b, c) == [[b.pk, a.pk], [b.pk], [b.pk, c.pk]]
        move(c, a)
        move(a, None)


@pytest.mark.django_db(transaction=True)
def test_two_admins_appointing_a_plt_for_the_same_days_at_once_one_is_refused(org):
    def appoint(pegawai):
        return lambda: PenugasanKepala.objects.create(
            unit=org.bidang,
            pegawai=pegawai,
            jenis="PLT",
            mulai=date(2026, 3, 1),
            selesai=date(2026, 3, 31),
            nomor_surat="800/1/2026",
        )

    outcomes = race(appoint(org.staf), appoint(org.rekan))
    assert outcomes.count("") == 1
    assert PenugasanKepala.objects.count() == 1
