"""After the rating: handed over, accepted or objected to, decided; each by whom, until when, and once."""

import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.urls import reverse

from ekinerja.errors import Conflict, IllegalTransition, NotAllowed, Refused, TooLate
from organisasi.models import HariLibur, JenisLibur, JenisPenugasan, Pegawai, Pemberitahuan, PenugasanKepala, UnitKerja
from organisasi.scoping import units_led
from penilaian.models import CapaianUnit, Evaluasi, Keberatan, SebagaiPenilai
from penilaian.querysets.evaluasi import standing
from penilaian.querysets.sesudah import deemed_accepted, finished
from penilaian.rules import sesudah as rules
from penilaian.scoring.permenpanrb_6_2022 import Predikat, Rating
from penilaian.services.menilai import rate
from penilaian.services.sesudah import accept, decide, explain, hand_over, hand_over_many, object_to
from penilaian.workflow import ActionEvaluasi, StatusEvaluasi
from tests.factories import make_evaluasi, make_pegawai, make_periode, make_rated, make_rhk, make_skp, wib

SAAT = wib(2026, 3, 10)
NANTI = wib(2026, 3, 16)


@pytest.fixture(autouse=True)
def without_holidays(db):
    """Working days are counted by hand here; each test says which day is none."""
    HariLibur.objects.all().delete()


@pytest.fixture
def skp(staf, penilai):
    skp = make_skp(staf, penilai=penilai)
    make_rhk(skp)
    return skp


@pytest.fixture
def rated(skp):
    return make_rated(skp, dinilai_pada=SAAT)


@pytest.fixture
def given(rated, penilai):
    """Handed over on Tuesday 10 March 2026: answered until Monday 30 March."""
    return hand_over(evaluasi=rated, by=penilai, at=SAAT)


@pytest.fixture
def objected(given, staf):
    return object_to(evaluasi=given, by=staf, at=wib(2026, 3, 12), alasan="Realisasi Februari belum dilihat.").evaluasi


def again(evaluasi):
    return Evaluasi.objects.for_detail().get(pk=evaluasi.pk)


def ruling(evaluasi, by, *, at=NANTI, versi=None, **values):
    asked = {"keputusan": "TETAP", "alasan": "Sudah sesuai bukti.", **values}
    return decide(evaluasi=evaluasi, by=by, at=at, versi=versi, **asked)


def told():
    return set(Pemberitahuan.objects.values_list("penerima__nama", flat=True))


def steps(evaluasi):
    return list(evaluasi.riwayat.values_list("aksi", flat=True))


# --- Handing over ----------------------------------------------------------------------------------------------------


def test_handing_over_shows_the_owner_his_rating_and_fixes_who_would_decide(rated, penilai, kepala, staf):
    assert rules.may_accept(standing(staf, rated), rated, at=SAAT).error is IllegalTransition
    given = hand_over(evaluasi=rated, by=penilai, at=SAAT, versi=1, catatan=" Pertahankan. ")
    assert given.status == StatusEvaluasi.DISERAHKAN
    assert given.catatan == "Pertahankan."
    assert (given.atasan_penilai, given.atasan_unit, given.atasan_jabatan) == (kepala, kepala.unit, kepala.jabatan)
    assert given.atasan_golongan == kepala.golongan
    assert given.diserahkan_pada == SAAT
    assert given.batas_keberatan == date(2026, 3, 30)
    assert given.isi["beku"]
    assert steps(given) == [ActionEvaluasi.SERAHKAN]
    assert told() == {"Staf"}


def test_the_note_stays_where_none_is_sent(skp, penilai):
    rated = make_rated(skp, catatan="Sudah ditulis")
    assert hand_over(evaluasi=rated, by=penilai, at=SAAT).catatan == "Sudah ditulis"


def test_what_was_said_until_then_is_kept_in_the_document(rated, penilai, skp):
    rhk = skp.rhk.get()
    isi = {**rated.isi, "hasil": [{**rated.isi["hasil"][0], "rhk": rhk.pk}]}
    Evaluasi.objects.filter(pk=rated.pk).update(isi=isi)
    rated.umpan_balik.create(rhk=rhk, teks="Laporan rapi", oleh=penilai, pada=SAAT)
    kept = hand_over(evaluasi=rated, by=penilai, at=SAAT).isi["hasil"][0]["umpan_balik"]
    assert [row["teks"] for row in kept] == ["Laporan rapi"]


@pytest.mark.parametrize("who", ["staf", "kepala", "rekan", "admin", "super_admin", "stranger"])
def test_nobody_else_hands_over(rated, org, who):
    with pytest.raises(NotAllowed):
        hand_over(evaluasi=rated, by=getattr(org, who), at=SAAT)


def test_what_is_not_rated_or_handed_over_already_is_refused(skp, penilai, given):
    open_one = make_evaluasi(skp, make_periode(skp.instansi, "Triwulan II"))
    with pytest.raises(IllegalTransition, match="belum dinilai"):
        hand_over(evaluasi=open_one, by=penilai, at=SAAT)
    with pytest.raises(IllegalTransition, match="sudah diserahkan"):
        hand_over(evaluasi=given, by=penilai, at=SAAT)
    assert steps(given) == [ActionEvaluasi.SERAHKAN]


def test_an_older_page_or_a_closed_period_hands_nothing_over(rated, penilai, admin):
    with pytest.raises(Conflict):
        hand_over(evaluasi=rated, by=penilai, at=SAAT, versi=rated.versi + 1)
    rated.periode.ditutup_pada, rated.periode.ditutup_oleh = SAAT, admin
    rated.periode.save()
    with pytest.raises(IllegalTransition, match="sudah ditutup"):
        hand_over(evaluasi=rated, by=penilai, at=SAAT)


def stand_in(pegawai, unit):
    PenugasanKepala.objects.create(
        unit=unit, pegawai=pegawai, jenis=JenisPenugasan.PLT, nomor_surat="1",
        mulai=date(2026, 3, 1), selesai=date(2026, 3, 31),
    )  # fmt: skip


@pytest.mark.parametrize("who", ["rekan", "stranger"])
def test_where_a_plt_hands_over_the_superior_of_the_pejabat_penilai_would_decide(rated, org, kepala, who):
    """Not the head of the unit the Plt comes from."""
    plt = getattr(org, who)
    stand_in(plt, org.bidang)
    Evaluasi.objects.filter(pk=rated.pk).update(dinilai_oleh=plt)
    assert hand_over(evaluasi=again(rated), by=plt, at=SAAT).atasan_penilai == kepala


def test_what_a_plt_rated_and_the_penilai_hands_over_is_not_decided_by_himself(rated, rekan, penilai, kepala):
    Evaluasi.objects.filter(pk=rated.pk).update(dinilai_oleh=rekan)
    assert hand_over(evaluasi=again(rated), by=penilai, at=SAAT).atasan_penilai == kepala


def test_of_what_the_superior_rated_as_plt_his_own_superior_would_decide(rated, org, kepala, sekda):
    stand_in(kepala, org.bidang)
    Evaluasi.objects.filter(pk=rated.pk).update(dinilai_oleh=kepala)
    assert hand_over(evaluasi=again(rated), by=kepala, at=SAAT).atasan_penilai == sekda


def test_several_at_once_each_by_itself(rated, penilai, jf, rekan):
    other = make_rated(make_skp(jf, penilai=penilai), dinilai_pada=SAAT)
    open_one = make_evaluasi(make_skp(rekan, penilai=penilai))
    result = hand_over_many(evaluasi=[open_one, rated, other], by=penilai, at=SAAT)
    assert {row.pk for row in result.diserahkan} == {rated.pk, other.pk}
    ((refused, reason),) = result.ditolak
    assert refused == open_one
    assert "belum dinilai" in reason


def test_the_page_hands_over_the_ticked_ones(as_user, rated, penilai, stranger):
    url = reverse("penilaian:serahkan_banyak")
    as_user(stranger).post(url, {"evaluasi": [rated.pk]})
    assert again(rated).status == StatusEvaluasi.DINILAI
    offered = f'name="evaluasi" value="{rated.pk}"'
    daftar = reverse("penilaian:bawahan_list") + f"?periode={rated.periode_id}"
    assert offered in as_user(penilai).get(daftar).content.decode()
    as_user(penilai).post(url, {"evaluasi": [rated.pk, "x", "9" * 30, "²"]})
    assert again(rated).status == StatusEvaluasi.DISERAHKAN
    assert offered not in as_user(penilai).get(daftar).content.decode()


# --- Working days ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("handed_over", "holidays", "last"),
    [
        (date(2026, 3, 10), [], date(2026, 3, 30)),
        # A Saturday and the Friday before it end on the same day: the days between are no working days.
        (date(2026, 3, 13), [], date(2026, 4, 2)),
        (date(2026, 3, 14), [], date(2026, 4, 2)),
        # Nyepi on a Thursday, Idul Fitri on Saturday and Sunday with cuti bersama around it.
        (
            date(2026, 3, 10),
            [
                (date(2026, 3, 19), "NASIONAL"),
                (date(2026, 3, 20), "CUTI_BERSAMA"),
                (date(2026, 3, 21), "NASIONAL"),
                (date(2026, 3, 23), "CUTI_BERSAMA"),
                (date(2026, 3, 24), "CUTI_BERSAMA"),
            ],
            date(2026, 4, 3),
        ),
        # The last day itself is a holiday.
        (date(2026, 3, 10), [(date(2026, 3, 30), "DAERAH")], date(2026, 3, 31)),
        # Over the turn of the year.
        (date(2026, 12, 22), [(date(2026, 12, 25), "NASIONAL"), (date(2027, 1, 1), "NASIONAL")], date(2027, 1, 13)),
    ],
)
def test_the_last_day_to_answer(rated, penilai, handed_over, holidays, last):
    own = rated.skp.instansi
    for day, jenis in holidays:
        instansi = own if jenis == JenisLibur.DAERAH else None
        HariLibur.objects.create(tanggal=day, nama="Libur", jenis=jenis, instansi=instansi)
    at = datetime(handed_over.year, handed_over.month, handed_over.day, 9, tzinfo=own.tz)
    assert hand_over(evaluasi=rated, by=penilai, at=at).batas_keberatan == last


def test_a_holiday_of_another_instansi_is_none_here(rated, penilai, org):
    HariLibur.objects.create(tanggal=date(2026, 3, 11), nama="Hari jadi", jenis="DAERAH", instansi=org.instansi_lain)
    assert hand_over(evaluasi=rated, by=penilai, at=SAAT).batas_keberatan == date(2026, 3, 30)


@pytest.mark.parametrize("zone", ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"])
def test_the_last_minute_of_the_last_day_there_and_the_first_too_late(rated, penilai, staf, zone):
    instansi = rated.skp.instansi
    instansi.zona_waktu = zone
    instansi.save()
    rated = again(rated)
    given = hand_over(evaluasi=rated, by=penilai, at=SAAT)
    midnight = datetime(2026, 3, 31, tzinfo=ZoneInfo(zone))
    kedudukan = standing(staf, given)
    assert rules.may_object(kedudukan, given, at=midnight - timedelta(seconds=1))
    assert not rules.dianggap_diterima(given, midnight - timedelta(seconds=1))
    assert rules.may_object(kedudukan, given, at=midnight).error is TooLate
    assert rules.dianggap_diterima(given, midnight)


def test_handed_over_late_at_night_counts_from_that_day_there(rated, penilai):
    instansi = rated.skp.instansi
    instansi.zona_waktu = "Asia/Jayapura"
    instansi.save()
    # 22.30 in Jakarta is already Wednesday in Jayapura.
    assert hand_over(evaluasi=again(rated), by=penilai, at=wib(2026, 3, 10, 22, 30)).batas_keberatan == date(
        2026, 3, 31
    )


def test_an_objection_on_the_fifteenth_working_day_is_refused_naming_the_last(given, staf):
    with pytest.raises(TooLate, match="30 Maret 2026"):
        object_to(evaluasi=given, by=staf, at=wib(2026, 3, 31, 0, 0), alasan="Terlambat")
    with pytest.raises(TooLate, match="dianggap diterima"):
        accept(evaluasi=given, by=staf, at=wib(2026, 3, 31))
    assert not Keberatan.objects.exists()
    assert object_to(evaluasi=given, by=staf, at=wib(2026, 3, 30, 23, 59), alasan="Tepat waktu")


def test_the_days_to_hand_over_and_to_decide_are_shown(rated, penilai, objected):
    assert rules.handing_over_limit(rated).hari_terakhir == date(2026, 3, 30)
    assert rules.decision_limit(objected.keberatan).hari_terakhir == date(2026, 3, 23)


# --- The owner's answer ----------------------------------------------------------------------------------------------


def test_the_owner_accepts_once_and_again_changes_nothing(given, staf):
    for _ in range(2):
        assert accept(evaluasi=given, by=staf, at=wib(2026, 3, 11)).status == StatusEvaluasi.DITERIMA
    assert steps(given) == [ActionEvaluasi.SERAHKAN, ActionEvaluasi.TERIMA]
    assert Pemberitahuan.objects.filter(penerima__nama="Penilai").count() == 1
    with pytest.raises(IllegalTransition, match="sudah Anda jawab"):
        object_to(evaluasi=given, by=staf, at=wib(2026, 3, 11), alasan="Berubah pikiran")


@pytest.mark.parametrize("who", ["penilai", "kepala", "admin", "stranger"])
def test_nobody_answers_for_the_owner(given, org, who):
    person = getattr(org, who)
    with pytest.raises(NotAllowed):
        accept(evaluasi=given, by=person, at=SAAT)
    with pytest.raises(NotAllowed):
        object_to(evaluasi=given, by=person, at=SAAT, alasan="Bukan milik saya")


def test_before_it_is_handed_over_there_is_nothing_to_answer(rated, staf):
    with pytest.raises(IllegalTransition, match="belum diserahkan"):
        accept(evaluasi=rated, by=staf, at=SAAT)
    with pytest.raises(IllegalTransition, match="belum diserahkan"):
        object_to(evaluasi=rated, by=staf, at=SAAT, alasan="Terlalu dini")


def test_silence_is_taken_as_acceptance_and_nothing_is_stored(given):
    last, after = wib(2026, 3, 30), wib(2026, 3, 31)
    assert rules.keadaan(given, last).label == "Diserahkan"
    assert rules.keadaan(given, after).label == "Dianggap diterima"
    assert not rules.selesai(given, last)
    assert rules.selesai(given, after)
    rows = Evaluasi.objects.all()
    assert not rows.filter(deemed_accepted(date(2026, 3, 30))).exists()
    assert rows.filter(deemed_accepted(date(2026, 3, 31))).get() == given
    assert rows.filter(finished(date(2026, 3, 31))).get() == given
    assert again(given).status == StatusEvaluasi.DISERAHKAN


def test_an_objection_keeps_the_ratings_and_tells_penilai_and_superior(objected):
    keberatan = objected.keberatan
    assert (keberatan.rating_hasil_semula, keberatan.rating_perilaku_semula) == ("sesuai", "sesuai")
    assert objected.status == StatusEvaluasi.KEBERATAN
    assert told() == {"Staf", "Penilai", "Kepala"}


def test_a_second_objection_is_refused(objected, staf):
    with pytest.raises(IllegalTransition, match="satu kali"):
        object_to(evaluasi=objected, by=staf, at=wib(2026, 3, 13), alasan="Sekali lagi")


def test_without_a_superior_the_objection_goes_on_paper(org, sekda):
    rated = make_rated(make_skp(org.kepala, penilai=sekda), dinilai_pada=SAAT)
    given = hand_over(evaluasi=rated, by=sekda, at=SAAT)
    assert given.atasan_penilai is None
    with pytest.raises(Refused, match="tertulis kepada Pejabat Pembina Kepegawaian"):
        object_to(evaluasi=given, by=org.kepala, at=SAAT, alasan="Tidak setuju")
    assert accept(evaluasi=given, by=org.kepala, at=SAAT)


# --- The late penilai ------------------------------------------------------------------------------------------------


def test_his_superior_rates_and_hands_over_and_that_is_final(skp, penilai, kepala, sekda, staf):
    evaluasi = make_evaluasi(skp)
    late = wib(2026, 5, 4)
    with pytest.raises(IllegalTransition, match="masih dapat menilai"):
        rate(evaluasi=evaluasi, by=kepala, at=wib(2026, 4, 20), versi=None, hasil=Rating.SESUAI)
    rated = rate(
        evaluasi=evaluasi, by=kepala, at=late, versi=None, hasil=Rating.DI_ATAS, perilaku=Rating.SESUAI, catatan="Baik"
    )
    assert rated.dinilai_sebagai == SebagaiPenilai.ATASAN
    with pytest.raises(NotAllowed):
        hand_over(evaluasi=rated, by=penilai, at=late)
    given = hand_over(evaluasi=rated, by=kepala, at=late)
    assert given.atasan_penilai == sekda
    assert given.predikat == Predikat.BAIK
    assert {"Staf", "Penilai"} <= told()
    with pytest.raises(Refused, match="bersifat final"):
        object_to(evaluasi=given, by=staf, at=late, alasan="Tidak setuju")
    assert accept(evaluasi=given, by=staf, at=late).status == StatusEvaluasi.DITERIMA


# --- Explaining and deciding -----------------------------------------------------------------------------------------


def test_the_penilai_explains_once(objected, penilai, org):
    for who in ("staf", "kepala", "rekan", "admin"):
        with pytest.raises(NotAllowed):
            explain(evaluasi=objected, by=getattr(org, who), at=SAAT, penjelasan="Bukan saya")
    keberatan = explain(evaluasi=objected, by=penilai, at=wib(2026, 3, 13), penjelasan=" Bukti belum ada. ")
    assert (keberatan.tanggapan, keberatan.tanggapan_oleh) == ("Bukti belum ada.", penilai)
    with pytest.raises(IllegalTransition, match="sudah diberikan"):
        explain(evaluasi=objected, by=penilai, at=wib(2026, 3, 13), penjelasan="Lagi")


def test_a_decision_that_leaves_it_as_it_was(objected, kepala):
    keberatan = ruling(objected, kepala)
    decided = again(objected)
    assert decided.status == StatusEvaluasi.DIPUTUSKAN
    assert (decided.predikat, keberatan.keputusan, keberatan.diputuskan_oleh) == (Predikat.BAIK, "TETAP", kepala)
    assert told() == {"Staf", "Penilai", "Kepala"}
    assert steps(decided) == [ActionEvaluasi.SERAHKAN, ActionEvaluasi.KEBERATAN, ActionEvaluasi.PUTUSKAN]


def test_a_decision_that_changes_it_keeps_the_document_and_the_first_ratings(objected, kepala):
    before = again(objected)
    ruling(objected, kepala, keputusan="DIUBAH", rating_hasil="di_atas", rating_perilaku="di_atas", versi=before.versi)
    decided = again(objected)
    assert (decided.rating_hasil, decided.rating_perilaku, decided.predikat) == ("di_atas", "di_atas", "sangat_baik")
    assert decided.isi == before.isi
    assert (decided.dinilai_oleh, decided.dinilai_pada) == (before.dinilai_oleh, before.dinilai_pada)
    assert decided.keberatan.rating_hasil_semula == "sesuai"
    last = decided.riwayat.last()
    assert (last.predikat, last.catatan) == (
        "sangat_baik",
        "Keberatan diterima, hasil evaluasi diubah. Sudah sesuai bukti.",
    )


def test_a_change_that_changes_nothing_and_a_stale_page_are_refused(objected, kepala):
    with pytest.raises(Refused, match="sama dengan semula"):
        ruling(objected, kepala, keputusan="DIUBAH", rating_hasil="sesuai", rating_perilaku="sesuai")
    with pytest.raises(Conflict):
        ruling(objected, kepala, versi=1)
    assert again(objected).status == StatusEvaluasi.KEBERATAN


@pytest.mark.parametrize(
    "who", ["staf", "penilai", "rekan", "admin", "super_admin", "sekda", "kepala_lain", "stranger"]
)
def test_nobody_but_the_stored_superior_decides(objected, org, who):
    with pytest.raises(NotAllowed):
        ruling(objected, getattr(org, who))


def test_the_superior_of_that_day_decides_also_when_another_came_after_him(objected, org, kepala, kepala_lain):
    UnitKerja.objects.filter(pk=org.dinas.pk).update(kepala=None)
    assert ruling(objected, kepala)


def test_where_the_stored_superior_has_left_his_successor_decides(objected, org, kepala, kepala_lain):
    UnitKerja.objects.filter(kepala=kepala_lain).update(kepala=None)
    UnitKerja.objects.filter(pk=org.dinas.pk).update(kepala=kepala_lain)
    Pegawai.objects.filter(pk=kepala.pk).update(is_active=False)
    assert ruling(again(objected), kepala_lain).diputuskan_oleh == kepala_lain


def gone(org, *, plt=None):
    """The stored superior has left; another heads his unit, or nobody but a Plt leads it."""
    UnitKerja.objects.filter(kepala=org.kepala_lain).update(kepala=None)
    UnitKerja.objects.filter(pk=org.dinas.pk).update(kepala=None if plt else org.kepala_lain)
    if plt:
        stand_in(plt, org.dinas)
    Pegawai.objects.filter(pk=org.kepala.pk).update(is_active=False)


SITUATIONS = {
    "as it was": lambda org: None,
    "a Plt of the superior": lambda org: stand_in(org.kepala_lain, org.dinas),
    "who rated is Plt of the superior": lambda org: stand_in(org.penilai, org.dinas),
    "the superior is Plt of the penilai": lambda org: stand_in(org.kepala, org.bidang),
    "the superior heads nothing any more": lambda org: UnitKerja.objects.filter(pk=org.dinas.pk).update(kepala=None),
    "the superior has left for another": gone,
    "the superior has left for a Plt": lambda org: gone(org, plt=org.rekan),
    "the superior has left for who is concerned": lambda org: gone(org, plt=org.penilai),
    "the superior has left and the one above him decides": (
        lambda org: Pegawai.objects.filter(pk=org.kepala.pk).update(is_active=False)
    ),
    "the superior has left and his Plt had begun before": (
        lambda org: (stand_in(org.rekan, org.dinas), Pegawai.objects.filter(pk=org.kepala.pk).update(is_active=False))
    ),
    "there was no superior": lambda org: Evaluasi.objects.update(atasan_penilai=None),
}


@pytest.mark.parametrize("name", SITUATIONS)
def test_the_count_the_list_and_the_right_to_decide_name_the_same_persons(as_user, objected, org, name):
    SITUATIONS[name](org)
    evaluasi = again(objected)
    deciding = set()
    for person in Pegawai.objects.for_header().filter(is_active=True):
        may = bool(rules.may_decide(standing(person, evaluasi), evaluasi))
        assert list(Keberatan.objects.to_decide(person)) == [objected.keberatan] * may, person
        if may:
            deciding.add(person.nama)
            page = as_user(person).get(reverse("penilaian:keberatan_list"))
            assert [row["tugas"] for row in page.context["rows"]] == ["Putuskan"], person
            # The front page asks what waits of who leads a unit; to others it is told by the bell.
            on_front = "Putuskan 1 keberatan" in as_user(person).get("/").content.decode()
            assert on_front is units_led(person).exists(), person
    assert len(deciding) <= 2
    assert bool(deciding) is (name != "there was no superior")


def test_a_successor_sees_what_he_has_decided(as_user, objected, org, kepala_lain):
    gone(org)
    ruling(again(objected), kepala_lain)
    assert not Keberatan.objects.to_decide(kepala_lain)
    page = as_user(kepala_lain).get(reverse("penilaian:keberatan_list") + "?keadaan=diputuskan")
    assert [row["tugas"] for row in page.context["rows"]] == [""]


def test_the_superiors_plt_decides_in_his_place(objected, org, kepala_lain):
    PenugasanKepala.objects.create(
        unit=org.dinas, pegawai=kepala_lain, jenis=JenisPenugasan.PLH, nomor_surat="1",
        mulai=date(2026, 3, 1), selesai=date(2026, 3, 31),
    )  # fmt: skip
    assert ruling(objected, kepala_lain).diputuskan_oleh == kepala_lain


@pytest.mark.parametrize("rater", ["penilai", "rekan"])
def test_nobody_decides_over_what_he_gave_himself_as_plt_of_the_superior(as_user, objected, org, penilai, rater):
    """Neither who rated nor the pejabat penilai; the superior himself still does."""
    judge = getattr(org, rater)
    Evaluasi.objects.filter(pk=objected.pk).update(dinilai_oleh=judge)
    stand_in(judge, org.dinas)
    with pytest.raises(NotAllowed):
        ruling(again(objected), judge)
    assert not Keberatan.objects.to_decide(judge)
    assert "Putuskan" not in as_user(judge).get(reverse("penilaian:keberatan_list")).content.decode()
    assert list(Keberatan.objects.to_decide(org.kepala)) == [objected.keberatan]
    assert ruling(again(objected), org.kepala)


def test_the_penilai_does_not_decide_as_plt_of_the_superior_what_his_own_plt_rated(objected, org, rekan, penilai):
    Evaluasi.objects.filter(pk=objected.pk).update(dinilai_oleh=rekan)
    stand_in(penilai, org.dinas)
    with pytest.raises(NotAllowed):
        ruling(again(objected), penilai)
    assert not Keberatan.objects.to_decide(penilai)


def test_a_superior_who_also_stands_in_for_the_penilai_decides(objected, org, kepala):
    PenugasanKepala.objects.create(
        unit=org.bidang, pegawai=kepala, jenis=JenisPenugasan.PLT, nomor_surat="1",
        mulai=date(2026, 3, 1), selesai=date(2026, 3, 31),
    )  # fmt: skip
    assert ruling(objected, kepala).keputusan == "TETAP"


@pytest.mark.parametrize(
    ("who", "standing_in", "expected"),
    [
        ("kepala", None, True),
        ("kepala", "bidang", True),
        ("kepala_lain", "dinas", True),
        ("penilai", "dinas", False),
        ("rekan", "dinas", False),
        ("staf", None, False),
    ],
)
def test_every_page_gives_the_turn_to_who_decides_an_objection(
    as_user, objected, org, rekan, who, standing_in, expected
):
    """Here his Plt rated for the penilai, and neither of them decides over it."""
    Evaluasi.objects.filter(pk=objected.pk).update(dinilai_oleh=rekan)
    if standing_in:
        stand_in(getattr(org, who), getattr(org, standing_in))
    client = as_user(getattr(org, who))
    shown = [client.get(address("evaluasi", objected)).context["giliran"]]
    if who != "staf":
        shown.append(client.get(address("feedback", objected)).context["giliran"])
    rows = client.get(reverse("penilaian:skp", args=[objected.skp_id])).context["rows"]
    shown += [row.giliran for row in rows if row.periode == objected.periode]
    word = "memutuskan keberatan" if expected else "atasan pejabat penilai memutuskan keberatan"
    assert {(turn.mine, turn.who) for turn in shown} == {(expected, word)}
    with nullcontext() if expected else pytest.raises(NotAllowed):
        ruling(again(objected), getattr(org, who))


def test_late_is_named_and_still_decided_but_only_once(objected, kepala, penilai):
    late = wib(2026, 6, 1)
    assert not rules.decision_limit(objected.keberatan).terbuka(late)
    assert ruling(objected, kepala, at=late)
    with pytest.raises(IllegalTransition, match="sudah diputuskan"):
        ruling(objected, kepala, at=late)
    with pytest.raises(IllegalTransition, match="sudah diputuskan"):
        explain(evaluasi=objected, by=penilai, at=late, penjelasan="Terlambat")


def test_without_an_objection_there_is_nothing_to_decide(given, kepala, penilai):
    with pytest.raises(IllegalTransition, match="Tidak ada keberatan"):
        ruling(given, kepala)
    with pytest.raises(IllegalTransition, match="Tidak ada keberatan"):
        explain(evaluasi=given, by=penilai, at=SAAT, penjelasan="Untuk apa")


def test_of_a_head_only_perilaku_is_chosen_and_hasil_follows_his_unit(penilai, kepala, sekda):
    rated = make_rated(make_skp(penilai, penilai=kepala), capaian_organisasi="baik", dinilai_pada=SAAT)
    given = hand_over(evaluasi=rated, by=kepala, at=SAAT)
    assert given.atasan_penilai == sekda
    objected = object_to(evaluasi=given, by=penilai, at=SAAT, alasan="Capaian unit sudah dibetulkan").evaluasi
    with pytest.raises(Refused, match="sama dengan semula"):
        ruling(objected, sekda, keputusan="DIUBAH", rating_hasil="di_atas", rating_perilaku="sesuai")
    CapaianUnit.objects.create(
        unit=penilai.unit, periode=rated.periode, nilai="istimewa", ditetapkan_oleh=kepala, ditetapkan_pada=SAAT
    )
    ruling(objected, sekda, keputusan="DIUBAH", rating_perilaku="sesuai")
    decided = again(objected)
    assert (decided.rating_hasil, decided.capaian_organisasi, decided.predikat) == ("di_atas", "istimewa", "baik")


@pytest.mark.django_db(transaction=True)
def test_of_two_decisions_at_once_one_holds(org):
    skp = make_skp(org.staf, penilai=org.penilai)
    given = hand_over(evaluasi=make_rated(skp, dinilai_pada=SAAT), by=org.penilai, at=SAAT)
    objected = object_to(evaluasi=given, by=org.staf, at=SAAT, alasan="Keliru").evaluasi

    def act(keputusan):
        try:
            ruling(objected, org.kepala, keputusan=keputusan, rating_hasil="di_atas", rating_perilaku="di_atas")
        except IllegalTransition as refusal:
            return refusal.message
        finally:
            connection.close()
        return "diputuskan"

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(act, ["TETAP", "DIUBAH"]))
    assert sorted(answers) == ["Keberatan ini sudah diputuskan.", "diputuskan"]
    assert objected.riwayat.filter(aksi=ActionEvaluasi.PUTUSKAN).count() == 1


# --- Pages -----------------------------------------------------------------------------------------------------------


def address(name, evaluasi):
    return reverse(f"penilaian:{name}", args=[evaluasi.skp_id, evaluasi.periode_id])


def test_the_owner_does_not_learn_his_rating_from_the_page_before_it_is_his(as_user, rated, staf, penilai):
    page = as_user(staf).get(address("keberatan", rated)).content.decode()
    assert "Sesuai Ekspektasi" not in page
    assert "belum diserahkan" in page
    assert "Sesuai Ekspektasi" in as_user(penilai).get(address("keberatan", rated)).content.decode()


def test_the_whole_way_on_pages(as_user, rated, staf, penilai, kepala):
    as_user(penilai).post(address("serahkan", rated), {"versi": rated.versi, "catatan": "Pertahankan"})
    form = as_user(staf).get(address("keberatan", rated)).context["forms"]["keberatan"]
    sent = {"versi": form["versi"].value(), "alasan": "Februari belum dilihat"}
    as_user(staf).post(address("keberatan", rated), sent)
    as_user(penilai).post(address("tanggapi_keberatan", rated), {"penjelasan": "Bukti belum ada"})
    page = as_user(kepala).get(address("keberatan", rated))
    assert "Giliran Anda" in page.content.decode()
    form = page.context["forms"]["keputusan"]
    sent = {"versi": form["versi"].value(), "keputusan": "DIUBAH", "rating_hasil": "di_atas"}
    sent |= {"rating_perilaku": "di_atas", "alasan": "Bukti ada"}
    as_user(kepala).post(address("putuskan_keberatan", rated), sent)
    assert again(rated).predikat == Predikat.SANGAT_BAIK
    page = as_user(staf).get(address("keberatan", rated)).content.decode()
    assert "semula Sesuai Ekspektasi" in page
    assert "Bukti ada" in page


def test_what_was_typed_comes_back_when_it_is_refused(as_user, given, staf, hari_ini):
    client = as_user(staf)
    empty = client.post(address("keberatan", given), {"versi": given.versi, "alasan": " "})
    assert "Tuliskan alasan" in empty.content.decode()
    hari_ini.move_to(wib(2026, 3, 31))
    client = as_user(staf)
    late = client.post(address("keberatan", given), {"versi": given.versi, "alasan": "Alasan yang panjang"})
    assert late.status_code == 409
    assert "Alasan yang panjang" in late.content.decode()
    assert "30 Maret 2026" in late.content.decode()


def test_a_decision_without_its_ratings_is_asked_back(as_user, objected, kepala):
    sent = {"versi": again(objected).versi, "keputusan": "DIUBAH", "alasan": "Bukti ada"}
    page = as_user(kepala).post(address("putuskan_keberatan", objected), sent).content.decode()
    assert "Pilih rating yang berlaku" in page
    assert again(objected).status == StatusEvaluasi.KEBERATAN


def test_the_list_shows_what_waits_for_whom(as_user, objected, staf, penilai, kepala, stranger):
    tasks = {"staf": "", "penilai": "Beri penjelasan", "kepala": "Putuskan"}
    for person, task in ((staf, tasks["staf"]), (penilai, tasks["penilai"]), (kepala, tasks["kepala"])):
        (row,) = as_user(person).get(reverse("penilaian:keberatan_list")).context["rows"]
        assert row["tugas"] == task
    assert not as_user(stranger).get(reverse("penilaian:keberatan_list")).context["rows"]
    ruling(objected, kepala)
    url = reverse("penilaian:keberatan_list")
    assert not as_user(kepala).get(f"{url}?keadaan=menunggu").context["rows"]
    assert as_user(kepala).get(f"{url}?keadaan=diputuskan&cari=staf").context["rows"]
    assert not as_user(kepala).get(f"{url}?cari=orang").context["rows"]


@pytest.mark.parametrize("rows", [1, 30])
def test_queries_of_the_list_of_objections(as_user, org, penilai, kepala, django_assert_num_queries, rows):
    for number in range(rows):
        person = make_pegawai(f"Pegawai {number}", unit=org.bidang, jabatan=org.staf.jabatan)
        rated = make_rated(make_skp(person, penilai=penilai), dinilai_pada=SAAT)
        given = hand_over(evaluasi=rated, by=penilai, at=SAAT)
        object_to(evaluasi=given, by=person, at=SAAT, alasan="Keliru")
    client = as_user(kepala)
    with django_assert_num_queries(9):
        response = client.get(reverse("penilaian:keberatan_list") + "?entri=50")
    assert len(response.context["rows"]) == rows


# --- Beside the evaluasi, and on the front page ----------------------------------------------------------------------


def test_the_pages_of_the_evaluasi_show_what_can_be_done(as_user, rated, staf, penilai, kepala):
    def page(person, name):
        return as_user(person).get(address(name, rated)).content.decode()

    assert "Dokumen Evaluasi" not in page(staf, "evaluasi")
    assert "Ya, serahkan" in page(penilai, "feedback")
    hand_over(evaluasi=rated, by=penilai, at=SAAT)
    own = page(staf, "evaluasi")
    assert "Ya, terima" in own
    assert "Ajukan Keberatan" in own
    assert "Ya, serahkan" not in page(penilai, "feedback")
    object_to(evaluasi=rated, by=staf, at=SAAT, alasan="Keliru")
    assert "Beri Penjelasan" in page(penilai, "feedback")
    assert "Putuskan Keberatan" in page(kepala, "feedback")
    assert "Lihat Keberatan" in page(staf, "evaluasi")


def test_the_page_says_why_there_is_no_objection(as_user, skp, kepala, staf):
    rated = make_rated(skp, dinilai_oleh=kepala, dinilai_sebagai=SebagaiPenilai.ATASAN, dinilai_pada=SAAT)
    hand_over(evaluasi=rated, by=kepala, at=SAAT)
    page = as_user(staf).get(address("evaluasi", rated)).content.decode()
    assert "bersifat final" in page
    assert "Ya, terima" in page
    assert "Ajukan Keberatan" not in page


def test_silence_shows_as_dianggap_diterima(as_user, given, staf, hari_ini):
    hari_ini.move_to(wib(2026, 3, 31))
    page = as_user(staf).get(address("evaluasi", given)).content.decode()
    assert "dianggap diterima" in page
    assert "Ya, terima" not in page


def test_every_page_calls_an_unanswered_document_accepted_from_the_same_midnight(
    as_user, given, staf, penilai, hari_ini
):
    periode = f"?periode={given.periode_id}"
    pages = [
        (staf, address("evaluasi", given)),
        (staf, reverse("penilaian:skp", args=[given.skp_id])),
        (penilai, address("feedback", given)),
        (penilai, reverse("penilaian:bawahan_list") + periode),
        (penilai, reverse("penilaian:bawahan_list") + periode + "&status=SUDAH_DISERAHKAN"),
    ]
    for moment, word in ((wib(2026, 3, 30, 23, 59), "Diserahkan"), (wib(2026, 3, 31, 0, 1), "Dianggap diterima")):
        hari_ini.move_to(moment)
        for person, url in pages:
            badges = re.findall(
                r'<span class="badge[^>]*>(.*?)</span>', as_user(person).get(url).content.decode(), re.DOTALL
            )
            said = {re.sub(r"<[^>]+>", "", badge).strip() for badge in badges} & {"Diserahkan", "Dianggap diterima"}
            assert said == {word}, url


def test_working_days_across_the_end_of_the_year(skp, penilai):
    """Handed over on Friday 18 December 2026: three days before Christmas, four after it, seven in the new year."""
    for day, nama in ((date(2026, 12, 24), "Cuti bersama"), (date(2026, 12, 25), "Natal"), (date(2027, 1, 1), "Baru")):
        HariLibur.objects.create(tanggal=day, nama=nama, jenis=JenisLibur.NASIONAL)
    periode = make_periode(skp.instansi, "Triwulan IV")
    given = hand_over(evaluasi=make_rated(skp, periode, dinilai_pada=SAAT), by=penilai, at=wib(2026, 12, 18))
    assert given.batas_keberatan == date(2027, 1, 12)


def test_where_the_holidays_of_a_year_are_not_entered_the_limit_says_so(as_user, skp, penilai, staf, kepala, hari_ini):
    periode = make_periode(skp.instansi, "Triwulan IV")
    rated = make_rated(skp, periode, dinilai_pada=wib(2026, 12, 18))
    hari_ini.move_to(wib(2026, 12, 21))
    said = "Libur nasional dan cuti bersama tahun 2027 belum dicatat"

    def shown(person, name):
        return said in as_user(person).get(address(name, rated)).content.decode()

    assert shown(penilai, "feedback")
    hand_over(evaluasi=rated, by=penilai, at=wib(2026, 12, 21))
    assert shown(staf, "evaluasi")
    assert shown(staf, "keberatan")
    object_to(evaluasi=rated, by=staf, at=wib(2026, 12, 28), alasan="Keliru")
    assert shown(kepala, "keberatan")
    assert said in as_user(kepala).get(reverse("penilaian:keberatan_list")).content.decode()
    HariLibur.objects.create(tanggal=date(2027, 1, 1), nama="Tahun Baru", jenis=JenisLibur.NASIONAL)
    assert not shown(staf, "evaluasi")
    assert not shown(kepala, "keberatan")


def test_the_front_page_names_what_waits(as_user, given, staf, penilai, kepala):
    def titles(person):
        context = as_user(person).get(reverse("beranda")).context
        return [item.judul for item in (*context["milik_saya"], *context["bawahan"])]

    assert "Jawab dokumen evaluasi Triwulan I 2026" in titles(staf)
    object_to(evaluasi=given, by=staf, at=SAAT, alasan="Keliru")
    assert "Beri penjelasan atas 1 keberatan" in titles(penilai)
    assert "Putuskan 1 keberatan atas evaluasi" in titles(kepala)
    explain(evaluasi=given, by=penilai, at=SAAT, penjelasan="Bukti belum ada")
    ruling(given, kepala)
    assert not any("keberatan" in title for person in (staf, penilai, kepala) for title in titles(person))
