"""Two who rate at the same instant, on two connections: one wins, the other is told who."""

import uuid

import pytest

from ekinerja.errors import Conflict
from organisasi.models import Pegawai
from penilaian.models import Evaluasi, RiwayatEvaluasi
from penilaian.scoring.permenpanrb_6_2022 import Rating
from penilaian.services.menilai import add_feedback, rate
from skp.models import Skp
from tests.factories import make_evaluasi, make_periode, make_rhk, make_skp, wib
from tests.penilaian.test_menilai import plt_of
from tests.skp.test_serentak import at_once

pytestmark = pytest.mark.django_db(transaction=True)
SAAT, LEWAT = wib(2026, 3, 10), wib(2026, 5, 2)


@pytest.fixture
def evaluasi(org):
    skp = make_skp(org.staf, penilai=org.penilai)
    make_rhk(skp)
    return make_evaluasi(skp, make_periode(org.instansi))


def rating(evaluasi, by, hasil, at=SAAT):
    """As a form sends it that was opened on the first version."""
    return lambda: rate(
        evaluasi=Evaluasi.objects.for_detail().get(pk=evaluasi.pk),
        by=Pegawai.objects.for_header().get(pk=by.pk),
        at=at,
        versi=1,
        hasil=hasil,
        perilaku=Rating.SESUAI,
    )


def check_one_won(answers, evaluasi):
    refusal = next(answer for answer in answers if isinstance(answer, Conflict))
    stored = Evaluasi.objects.get(pk=evaluasi.pk)
    assert f"penilaian terakhir oleh {stored.dinilai_oleh}" in refusal.message
    assert [type(answer).__name__ for answer in answers].count("Evaluasi") == 1
    assert RiwayatEvaluasi.objects.count() == 1


def test_a_penilai_and_his_plt(org, evaluasi):
    plt_of(org.bidang, org.rekan)
    acts = (rating(evaluasi, org.penilai, Rating.DI_ATAS), rating(evaluasi, org.rekan, Rating.DI_BAWAH))
    check_one_won(at_once(*acts), evaluasi)


def test_a_late_penilai_and_his_superior(org, evaluasi):
    acts = (
        rating(evaluasi, org.penilai, Rating.DI_ATAS, LEWAT),
        rating(evaluasi, org.kepala, Rating.DI_BAWAH, LEWAT),
    )
    check_one_won(at_once(*acts), evaluasi)


def test_the_first_thing_written_by_two_at_once_is_in_one_evaluasi(org):
    skp, periode = make_skp(org.staf, penilai=org.penilai), make_periode(org.instansi)

    def write():
        unsaved = Evaluasi(skp=Skp.objects.for_paper().get(pk=skp.pk), periode=periode, status_sejak=SAAT)
        by = Pegawai.objects.for_header().get(pk=org.penilai.pk)
        return add_feedback(evaluasi=unsaved, by=by, at=SAAT, token=uuid.uuid4(), teks="Baik", perilaku="loyal")

    answers = at_once(write, write)
    assert Evaluasi.objects.get().umpan_balik.count() == len(answers)
