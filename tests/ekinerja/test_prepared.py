"""What a prepared queryset answers is what the queryset would: only its SQL is kept."""

from threading import Thread

import pytest
from django.db import connection, models
from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from ekinerja.prepared import AnyOf, prepared
from ekinerja.views import read_or_404
from organisasi.models import Pegawai, UnitKerja

written: list[str] = []


@pytest.fixture(autouse=True)
def forget() -> None:
    written.clear()


def people_of(unit: int, nama: str) -> QuerySet:
    written.append("people_of")
    rows = Pegawai.objects.filter(Q(unit=unit) & (Q(nama=nama) | Q(is_active=True)))
    return rows.select_related("unit", "jabatan").prefetch_related("unit__pegawai").order_by("nama", "pk")


def test_it_answers_what_the_queryset_answers(staf, penilai, kepala):
    find = prepared(people_of)
    for person in (staf, kepala, penilai, staf):
        expected = list(people_of(person.unit_id, person.nama))
        found = find(person.unit_id, person.nama)
        assert found == expected
        assert [row.nama for row in found] == [row.nama for row in expected]


def test_it_is_written_once(staf, kepala):
    find = prepared(people_of)
    find(staf.unit_id, staf.nama)
    find(kepala.unit_id, kepala.nama)
    assert written == ["people_of"]


def test_related_rows_come_along(staf, django_assert_num_queries):
    find = prepared(people_of)
    with django_assert_num_queries(2):
        for person in find(staf.unit_id, staf.nama):
            assert person in person.unit.pegawai.all()
            assert person.jabatan is None or person.jabatan.nama


def test_a_value_is_a_value(staf):
    """It reaches PostgreSQL as a parameter does, whatever stands in it."""
    find = prepared(lambda nama: Pegawai.objects.filter(nama=nama))
    assert find("x' OR 'a'='a") == []
    assert find(staf.nama) == [staf]


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        (lambda rows: rows.values("nama"), lambda staf: [{"nama": staf.nama}]),
        (lambda rows: rows.values_list("pk", "nama"), lambda staf: [(staf.pk, staf.nama)]),
        (lambda rows: rows.values_list("pk", flat=True), lambda staf: [staf.pk]),
        (lambda rows: rows.values("unit").annotate(n=Count("pk")), lambda staf: [{"unit": staf.unit_id, "n": 1}]),
        (lambda rows: rows.annotate(n=Count("skp")), lambda staf: [staf]),
    ],
)
def test_the_rows_have_the_shape_that_was_asked_for(staf, shape, expected):
    find = prepared(lambda pk: shape(Pegawai.objects.filter(pk=pk)))
    assert find(staf.pk) == expected(staf)


def test_a_list_may_be_of_any_length(staf, kepala):
    find = prepared(lambda keys: Pegawai.objects.filter(AnyOf("pk", keys)).order_by("pk"))
    assert find([]) == []
    assert find([staf.pk]) == [staf]
    assert find([kepala.pk, staf.pk, 0]) == sorted([staf, kepala], key=lambda person: person.pk)


def test_a_union_takes_its_places_on_all_sides(staf, kepala):
    @prepared
    def both(first, second):
        rows = Pegawai.objects.order_by().values_list("pk", flat=True)
        return rows.filter(pk=first).union(rows.filter(pk=second))

    assert set(both(staf.pk, kepala.pk)) == {staf.pk, kepala.pk}
    assert both(staf.pk, staf.pk) == [staf.pk]


def test_values_go_to_their_places_by_order_and_none_is_left_out(staf):
    find = prepared(lambda unit, nama: Pegawai.objects.filter(nama=nama, unit=unit))
    assert find(staf.unit_id, staf.nama) == [staf]
    with pytest.raises(ValueError, match="shorter"):
        find(staf.unit_id)
    with pytest.raises(ValueError, match="NULL"):
        find(None, staf.nama)


def test_it_reads_what_is_there_now(staf):
    find = prepared(lambda pk: Pegawai.objects.filter(pk=pk).values_list("nama", flat=True))
    before = find(staf.pk)
    Pegawai.objects.filter(pk=staf.pk).update(nama="Nama Baru")
    assert before == [staf.nama]
    assert find(staf.pk) == ["Nama Baru"]


@pytest.mark.django_db(transaction=True)
def test_each_thread_asks_by_its_own_connection():
    find = prepared(lambda jenis: UnitKerja.objects.filter(nama=jenis).values_list("pk", flat=True))
    find("x")
    backends: list[int] = []

    def ask() -> None:
        find("x")
        backends.append(connection.connection.info.backend_pid)
        connection.close()

    thread = Thread(target=ask)
    thread.start()
    thread.join()
    assert backends
    assert backends != [connection.connection.info.backend_pid]


def test_it_is_seen_where_queries_are_counted(staf):
    find = prepared(lambda pk: Pegawai.objects.filter(pk=pk).annotate(n=models.Value(1)))
    with CaptureQueriesContext(connection) as asked:
        assert [row.n for row in find(staf.pk)] == [1]
    assert len(asked) == 1


def test_a_prepared_row_is_read_for_those_alone_who_may_see_it(staf, penilai, rekan, django_assert_num_queries):
    read = prepared(lambda pk: Pegawai.objects.filter(pk=pk).select_related("unit"))
    seen = Pegawai.objects.filter(unit=staf.unit_id).exclude(pk=rekan.pk)
    with django_assert_num_queries(2):
        assert read_or_404(seen, read, staf.pk).unit.nama == staf.unit.nama
    for hidden in (rekan.pk, 0):
        with django_assert_num_queries(1), pytest.raises(Http404):
            read_or_404(seen, read, hidden)


def test_a_row_that_goes_between_is_not_found(staf):
    with pytest.raises(Http404):
        read_or_404(Pegawai.objects.all(), lambda pk: [], staf.pk)
