"""Reading another's appraisal leaves a line, which the person it is about can see."""

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext

from penilaian.models import BagianDibaca, JejakBaca
from penilaian.services.jejak import log_reading
from tests.factories import make_periode, make_skp, wib

PAGI = wib(2026, 3, 10)


@pytest.fixture
def skp(staf, penilai):
    return make_skp(staf, penilai=penilai)


def read(skp, by, *, bagian=BagianDibaca.EVALUASI, periode=None, at=PAGI):
    log_reading(skp=skp, by=by, bagian=bagian, periode=periode, at=at)


def test_reading_leaves_a_line_and_ones_own_none(skp, penilai, staf):
    read(skp, staf)
    read(skp, penilai)
    (row,) = JejakBaca.objects.all()
    assert (row.skp, row.pembaca, row.bagian, row.periode) == (skp, penilai, BagianDibaca.EVALUASI, None)


def test_within_the_hour_the_same_part_is_read_once(skp, penilai, kepala):
    periode = make_periode(skp.instansi)
    for minute in (0, 20, 59):
        read(skp, penilai, at=wib(2026, 3, 10, 9, minute))
        read(skp, penilai, periode=periode, at=wib(2026, 3, 10, 9, minute))
    assert JejakBaca.objects.count() == 2
    read(skp, kepala, at=wib(2026, 3, 10, 9, 30))
    read(skp, penilai, bagian=BagianDibaca.CETAK, at=wib(2026, 3, 10, 9, 30))
    read(skp, penilai, at=wib(2026, 3, 10, 10, 0))
    assert JejakBaca.objects.count() == 5


def test_it_costs_one_query_twice_too(skp, penilai):
    for _ in range(2):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            read(skp, penilai)
        assert len(queries) == 1


@pytest.mark.parametrize("act", [lambda rows: rows.update(bagian="CETAK"), lambda rows: rows.delete()])
def test_a_line_is_never_changed_or_deleted(skp, penilai, act):
    read(skp, penilai)
    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        act(JejakBaca.objects.all())
    assert JejakBaca.objects.count() == 1
