"""Two who rate at the same instant, on two connections: one wins, the other is told who."""

import threading
import uuid

import pytest
from django.db import transaction

from ekinerja.errors import Conflict, Refused
from organisasi.models import Pegawai, PeriodeEvaluasi
from penilaian.lembar import sheet
from penilaian.models import Evaluasi, Keberatan, RiwayatEvaluasi
from penilaian.scoring.permenpanrb_6_2022 import Rating
from penilaian.services.menilai import add_feedback, rate
from penilaian.services.pengisian import IsiRealisasi, save_realisasi_periode, version_of
from penilaian.services.periode import close_periode
from penilaian.services.sesudah import accept, decide, hand_over, object_to
from penilaian.workflow import StatusEvaluasi
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


# --- Others at the same time ------------------------------------------------------------------------------------------


def fresh(evaluasi):
    return Evaluasi.objects.for_detail().get(pk=evaluasi.pk)


def person(pegawai):
    return Pegawai.objects.for_header().get(pk=pegawai.pk)


def refusals(answers):
    return [answer for answer in answers if isinstance(answer, Refused)]


def test_what_the_owner_saves_while_he_is_rated_is_judged_or_refused(org, evaluasi):
    """Either it came first, and the penilai is told that what he read has changed; or it came too late."""
    line = sheet(fresh(evaluasi)).hasil[0]
    isi = {each.kode: IsiRealisasi("3 laporan", "Aplikasi") for each in line.ukuran}
    answers = at_once(
        lambda: save_realisasi_periode(
            evaluasi=fresh(evaluasi), rhk=line.rhk, isi=isi, versi=version_of(line), by=person(org.staf), at=SAAT
        ),
        rating(evaluasi, org.penilai, Rating.SESUAI),
    )
    assert len(refusals(answers)) == 1
    row = fresh(evaluasi)
    assert row.terbuka is (row.realisasi.count() == len(line.ukuran))
    assert row.terbuka or sheet(row).terisi == 0


def test_what_is_handed_over_is_the_rating_that_was_seen(org, evaluasi):
    rating(evaluasi, org.penilai, Rating.SESUAI)()
    seen = fresh(evaluasi).versi
    answers = at_once(
        lambda: hand_over(evaluasi=fresh(evaluasi), by=person(org.penilai), at=SAAT, versi=seen),
        lambda: rate(evaluasi=fresh(evaluasi), by=person(org.penilai), at=SAAT, versi=seen, hasil=Rating.DI_ATAS),
    )
    row = fresh(evaluasi)
    assert len(refusals(answers)) == 1
    assert (row.diserahkan, row.rating_hasil) in {(True, Rating.SESUAI), (False, Rating.DI_ATAS)}


@pytest.fixture
def given(org, evaluasi):
    rating(evaluasi, org.penilai, Rating.SESUAI)()
    return hand_over(evaluasi=fresh(evaluasi), by=org.penilai, at=SAAT)


def test_of_accepting_and_objecting_one_counts(org, given):
    answers = at_once(
        lambda: accept(evaluasi=fresh(given), by=person(org.staf), at=SAAT),
        lambda: object_to(evaluasi=fresh(given), by=person(org.staf), at=SAAT, alasan="Keliru"),
    )
    assert len(refusals(answers)) == 1
    assert (fresh(given).status == StatusEvaluasi.KEBERATAN) is Keberatan.objects.exists()
    assert given.riwayat.exclude(aksi__in=["NILAI", "SERAHKAN"]).count() == 1


def test_an_objection_is_decided_once(org, given):
    object_to(evaluasi=given, by=org.staf, at=SAAT, alasan="Keliru")
    seen = fresh(given).versi

    def rule(keputusan):
        values = {"rating_hasil": Rating.DI_ATAS.value, "rating_perilaku": Rating.SESUAI.value}
        by = person(org.kepala)
        return lambda: decide(
            evaluasi=fresh(given), by=by, at=SAAT, versi=seen, keputusan=keputusan, alasan="Bukti", **values
        )

    answers = at_once(rule("TETAP"), rule("DIUBAH"))
    assert len(refusals(answers)) == 1
    row = fresh(given)
    changed = row.keberatan.keputusan == "DIUBAH"
    assert row.rating_hasil == (Rating.DI_ATAS if changed else Rating.SESUAI)
    assert given.riwayat.filter(aksi="PUTUSKAN").count() == 1


# --- A period that is closed meanwhile --------------------------------------------------------------------------------


def close(org, evaluasi):
    periode = PeriodeEvaluasi.objects.get(pk=evaluasi.periode_id)
    return close_periode(periode=periode, by=person(org.admin), at=SAAT, versi=periode.versi, alasan="Pergantian")


def test_closing_waits_for_who_is_writing_and_sees_what_he_wrote(org, evaluasi):
    """The closing counts what is open: a rating that is under way is either in that count, or refused."""
    closing = threading.Thread(target=lambda: at_once(lambda: close(org, evaluasi)))
    with transaction.atomic():
        rating(evaluasi, org.penilai, Rating.SESUAI)()
        closing.start()
        closing.join(timeout=0.5)
        assert closing.is_alive()
    closing.join(timeout=20)
    periode = PeriodeEvaluasi.objects.get(pk=evaluasi.periode_id)
    assert periode.ditutup
    assert "1 dinilai, belum diserahkan" in periode.riwayat.get().catatan


def test_who_writes_while_a_period_is_being_closed_is_refused(org, evaluasi):
    answers = []
    writing = threading.Thread(target=lambda: answers.extend(at_once(rating(evaluasi, org.penilai, Rating.SESUAI))))
    with transaction.atomic():
        close(org, evaluasi)
        writing.start()
        writing.join(timeout=0.5)
        assert writing.is_alive()
    writing.join(timeout=20)
    assert "sudah ditutup" in refusals(answers)[0].message
    assert fresh(evaluasi).terbuka


def test_no_writer_waits_for_another_in_the_same_period(org, evaluasi):
    other = make_evaluasi(make_skp(org.rekan, penilai=org.penilai), evaluasi.periode)
    with transaction.atomic():
        rating(evaluasi, org.penilai, Rating.SESUAI)()
        (answer,) = at_once(rating(other, org.penilai, Rating.SESUAI))
    assert answer.status == StatusEvaluasi.DINILAI
