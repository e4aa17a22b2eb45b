"""Kalibrasi: assessors side by side, notes and answers, a value changed with a reason, before and after."""

import re
import uuid
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from ekinerja.errors import Conflict, IllegalTransition, NotAllowed, Refused
from organisasi.models import JenisPenugasan, PenugasanKepala, PeriodeEvaluasi
from penilaian.kalibrasi import letak, read_round, reasons
from penilaian.kurva import kurva_for
from penilaian.models import Kalibrasi, SebagaiPenilai
from penilaian.rules import kurva as rules
from penilaian.scoring.permenpanrb_6_2022 import CapaianOrganisasi, Predikat, Rating, pola_distribusi
from penilaian.services.kurva import add_note, adjust, answer_note, close_round, open_round
from penilaian.workflow import ActionEvaluasi, StatusEvaluasi
from skp.models import Skp
from tests.factories import head, make_pegawai, make_periode, make_skp, make_unit, wib
from tests.penilaian.test_kurva import BP, SB, SK, B, K, rate, set_capaian, team

AT = wib(2026, 3, 10)
POLA = pola_distribusi(CapaianOrganisasi.BAIK)


@pytest.fixture
def triwulan(org):
    return make_periode(org.instansi)


@pytest.fixture
def kabid(org):
    """Leads the second bidang of the dinas."""
    unit = make_unit(org.instansi, "Bidang Aplikasi", induk=org.dinas)
    return head(unit, make_pegawai("Kabid Aplikasi", unit=unit, jabatan=org.penilai.jabatan))


@pytest.fixture
def given(org, kabid, triwulan):
    """The penilai gives 5 Sangat Baik, the kabid 3 Baik, 1 Butuh Perbaikan and 1 not yet."""
    set_capaian(org.dinas, triwulan, CapaianOrganisasi.BAIK, org.sekda)
    generous = team(org, org.penilai, org.bidang, *[SB] * 5)
    strict = team(org, kabid, kabid.unit, B, B, B, BP, None, name="Pengembang")
    return generous, strict


def begin(by, unit, periode) -> Kalibrasi:
    return open_round(by=by, at=AT, token=uuid.uuid4(), unit=unit, periode=periode)


@pytest.fixture
def ronde(org, kepala, triwulan, given):
    return begin(kepala, org.dinas, triwulan)


def evaluasi_of(skp):
    return skp.evaluasi.select_related("skp__pegawai", "skp__unit", "skp__penilai__instansi", "periode").get()


def change(evaluasi, by, hasil=Rating.SESUAI, perilaku=Rating.SESUAI, **fields):
    return adjust(
        evaluasi=evaluasi, by=by, at=AT,
        **{"versi": evaluasi.versi, "hasil": hasil, "perilaku": perilaku, "alasan": "Eviden tidak mendukung", **fields},
    )  # fmt: skip


def note(kalibrasi, by, penilai, evaluasi=None, **fields):
    return add_note(
        kalibrasi=kalibrasi, by=by, at=AT,
        **{"token": uuid.uuid4(), "penilai": penilai, "evaluasi": evaluasi, "uraian": "Tinjau kembali", **fields},
    )  # fmt: skip


# --- What stands out


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({SB: 4}, []),
        ({SB: 2, B: 6, BP: 2}, []),
        ({SB: 1, B: 5, BP: 4}, ["Butuh Perbaikan 40%, pola 15%: selisih lebih dari 20 poin."]),
        (
            {SB: 5},
            [
                "Baik harus yang terbanyak; sekarang 0 dari 5 pegawai.",
                "Butuh Perbaikan dan/atau Kurang/Misconduct harus ada; sekarang 0 dari 5 pegawai.",
                "Baik 0%, pola 60%: selisih lebih dari 20 poin.",
                "Sangat Baik 100%, pola 20%: selisih lebih dari 20 poin.",
            ],
        ),
    ],
)
def test_an_assessor_stands_out_by_limits_and_by_shares_and_never_with_few_people(counts, expected):
    assert reasons(kurva_for(counts, CapaianOrganisasi.BAIK, POLA)) == expected


def test_twenty_points_exactly_do_not_stand_out():
    assert reasons(kurva_for({SB: 8, B: 11, BP: 1}, CapaianOrganisasi.BAIK, POLA)) == []


def test_without_a_pattern_nobody_stands_out():
    assert reasons(kurva_for({SB: 20}, None, None)) == []


@pytest.mark.parametrize(
    ("counts", "place"), [({SB: 3}, "5.00"), ({SK: 2}, "1.00"), ({SB: 1, B: 1, BP: 1}, "4.00"), ({B: 2, K: 1}, "3.33")]
)
def test_where_a_distribution_lies_between_one_and_five(counts, place):
    assert letak(kurva_for(counts, None, None)) == Decimal(place)
    assert letak(kurva_for({"": 3}, None, None)) is None


# --- A round


def test_a_round_keeps_what_each_assessor_had_given(org, ronde, kabid, penilai):
    assert ronde.sebelum == {
        str(penilai.pk): {"sangat_baik": 5},
        str(kabid.pk): {"baik": 3, "butuh_perbaikan": 1, "": 1},
    }


def test_the_head_of_the_unit_is_no_part_of_it_and_the_heads_below_are(org, kepala, sekda, penilai, kabid, triwulan):
    rate(make_skp(kepala, penilai=sekda), SB, triwulan)
    rate(make_skp(kabid, penilai=kepala), B, triwulan)
    assert begin(kepala, org.dinas, triwulan).sebelum == {str(kepala.pk): {"baik": 1}}


def test_what_the_superior_of_a_late_assessor_gave_is_his_own(org, kepala, penilai, rekan, staf, triwulan):
    rate(make_skp(staf, penilai=penilai), B, dinilai_sebagai=SebagaiPenilai.ATASAN, dinilai_oleh=kepala)
    rate(make_skp(rekan, penilai=penilai), SB)
    assert begin(kepala, org.dinas, triwulan).sebelum == {
        str(kepala.pk): {"baik": 1},
        str(penilai.pk): {"sangat_baik": 1},
    }


def test_before_and_after_stand_side_by_side_and_agree_with_a_count_by_hand(ronde, kepala, given, penilai, kabid):
    change(evaluasi_of(given[0][0]), kepala)
    rows = {row.penilai: row for row in read_round(ronde, kepala, overseeing=True).rows}
    assert (rows[penilai].sebelum.jumlah[SB], rows[penilai].kini.jumlah[SB], rows[penilai].kini.jumlah[B]) == (5, 4, 1)
    assert (rows[penilai].berubah, rows[kabid].berubah) == (True, False)
    assert (rows[penilai].letak_sebelum, rows[penilai].letak_kini) == (Decimal("5.00"), Decimal("4.80"))
    whole = read_round(ronde, kepala, overseeing=True)
    assert ([whole.sebelum.jumlah[each] for each in (SB, B, BP)], whole.sebelum.belum) == ([5, 3, 1], 1)
    assert [whole.kini.jumlah[each] for each in (SB, B, BP)] == [4, 4, 1]


def test_a_closed_round_tells_what_was_and_no_longer_follows_the_values(ronde, kepala, given, penilai):
    change(evaluasi_of(given[0][0]), kepala)
    closed = close_round(kalibrasi=ronde, by=kepala, at=AT)
    assert closed.sesudah[str(penilai.pk)] == {"sangat_baik": 4, "baik": 1}
    given[0][1].evaluasi.update(predikat="baik", rating_hasil="sesuai", rating_perilaku="sesuai")
    rows = {row.penilai: row for row in read_round(closed, kepala, overseeing=True).rows}
    assert rows[penilai].kini.jumlah[SB] == 4


def test_a_round_is_opened_once_and_by_a_second_click_not_twice(org, kepala, triwulan, given):
    token = uuid.uuid4()
    first = open_round(by=kepala, at=AT, token=token, unit=org.dinas, periode=triwulan)
    assert open_round(by=kepala, at=AT, token=token, unit=org.dinas, periode=triwulan) == first
    with pytest.raises(Conflict, match="sudah dibuka"):
        begin(kepala, org.dinas, triwulan)


def test_a_round_is_closed_once(ronde, kepala):
    close_round(kalibrasi=ronde, by=kepala, at=AT)
    with pytest.raises(IllegalTransition, match="sudah ditutup"):
        close_round(kalibrasi=ronde, by=kepala, at=AT)


def test_who_is_no_superior_of_assessors_opens_none(org, penilai, staf, triwulan, given):
    for person in (penilai, staf, org.admin):
        with pytest.raises(NotAllowed):
            begin(person, org.dinas, triwulan)
    with pytest.raises(Refused, match="Pilih unit yang Anda pimpin"):
        begin(org.sekda, org.dinas, triwulan)


def test_there_is_nothing_to_compare_before_somebody_was_rated(org, kepala, triwulan):
    team(org, org.penilai, org.bidang, None)
    with pytest.raises(Refused, match="Belum ada pegawai Dinas Kominfo yang dinilai"):
        begin(kepala, org.dinas, triwulan)


def shut(periode, by) -> None:
    PeriodeEvaluasi.objects.filter(pk=periode.pk).update(ditutup_pada=timezone.now(), ditutup_oleh=by)


def test_a_closed_period_is_not_calibrated(org, kepala, ronde, triwulan, given):
    shut(triwulan, org.admin)
    with pytest.raises(IllegalTransition, match="sudah ditutup"):
        change(evaluasi_of(given[0][0]), kepala)
    ronde.delete()
    triwulan.refresh_from_db()
    with pytest.raises(IllegalTransition, match="sudah ditutup"):
        begin(kepala, org.dinas, triwulan)


# --- Notes


def test_a_note_reaches_its_assessor_and_his_answer_who_wrote_it(ronde, kepala, penilai, given):
    written = note(ronde, kepala, penilai, evaluasi_of(given[0][0]))
    [told] = penilai.pemberitahuan.all()
    assert "memberi catatan kalibrasi Triwulan I 2026 tentang Bawahan 01" in told.teks
    answered = answer_note(catatan=written, by=penilai, at=AT, versi=written.versi, jawaban="Eviden saya lampirkan")
    assert answered.dijawab_pada == AT
    assert "menjawab catatan kalibrasi" in kepala.pemberitahuan.get().teks
    answer_note(catatan=answered, by=penilai, at=AT, versi=answered.versi, jawaban="Eviden saya lampirkan")
    assert kepala.pemberitahuan.count() == 1


def test_the_same_note_is_sent_once(ronde, kepala, penilai):
    token = uuid.uuid4()
    assert note(ronde, kepala, penilai, token=token) == note(ronde, kepala, penilai, token=token)
    assert ronde.catatan.count() == penilai.pemberitahuan.count() == 1


def test_a_note_goes_to_who_gave_the_value_and_to_nobody_else(ronde, kepala, penilai, kabid, given, org):
    for receiver, evaluasi in ((kabid, evaluasi_of(given[0][0])), (org.kepala_lain, None), (kepala, None)):
        with pytest.raises(Refused):
            note(ronde, kepala, receiver, evaluasi)


def test_only_who_leads_the_unit_writes_notes_and_only_the_assessor_answers(ronde, kepala, penilai, kabid, org):
    for person in (penilai, org.sekda, org.admin):
        with pytest.raises(NotAllowed):
            note(ronde, person, kabid)
    written = note(ronde, kepala, penilai)
    for person in (kepala, kabid, org.admin):
        with pytest.raises(NotAllowed):
            answer_note(catatan=written, by=person, at=AT, versi=written.versi, jawaban="Bukan saya")


def test_a_closed_round_takes_no_note_no_answer_and_no_change(ronde, kepala, penilai, given):
    written = note(ronde, kepala, penilai)
    close_round(kalibrasi=ronde, by=kepala, at=AT)
    for act in (
        lambda: note(ronde, kepala, penilai),
        lambda: answer_note(catatan=written, by=penilai, at=AT, versi=written.versi, jawaban="Terlambat"),
        lambda: change(evaluasi_of(given[0][0]), kepala),
    ):
        with pytest.raises(IllegalTransition, match="Kalibrasi ini sudah ditutup"):
            act()


# --- A value changed


def test_a_change_keeps_its_author_names_who_made_it_and_why_and_tells_the_author(ronde, kepala, penilai, given):
    evaluasi = evaluasi_of(given[0][0])
    isi = evaluasi.isi
    changed = change(evaluasi, kepala)
    assert (changed.predikat, changed.status, changed.dinilai_oleh) == (Predikat.BAIK, StatusEvaluasi.DINILAI, penilai)
    assert (changed.isi, changed.versi) == (isi, evaluasi.versi + 1)
    step = changed.riwayat.get()
    assert (step.aksi, step.oleh, step.catatan) == (ActionEvaluasi.KALIBRASI, kepala, "Eviden tidak mendukung")
    assert (
        "mengubah predikat Bawahan 01 (Triwulan I 2026): Sangat Baik menjadi Baik" in penilai.pemberitahuan.get().teks
    )
    assert not evaluasi.skp.pegawai.pemberitahuan.exists()


def test_the_same_value_again_changes_nothing(ronde, kepala, penilai, given):
    evaluasi = evaluasi_of(given[0][0])
    change(evaluasi, kepala)
    again = change(evaluasi, kepala)
    assert again.riwayat.count() == penilai.pemberitahuan.count() == 1


def test_a_form_older_than_the_value_is_a_conflict(ronde, kepala, given):
    evaluasi = evaluasi_of(given[0][0])
    change(evaluasi, kepala)
    with pytest.raises(Conflict):
        change(evaluasi, kepala, Rating.DI_BAWAH)


@pytest.mark.parametrize("status", ["DISERAHKAN", "DITERIMA"])
def test_what_was_handed_over_is_not_changed(ronde, kepala, given, status):
    given[0][0].evaluasi.update(status=status, diserahkan_pada=AT, batas_keberatan=date(2026, 3, 30))
    with pytest.raises(IllegalTransition, match="sudah diserahkan"):
        change(evaluasi_of(given[0][0]), kepala)


def test_without_a_round_nobody_changes_the_value_of_another(org, kepala, penilai, given):
    for person in (kepala, penilai, org.sekda, org.admin):
        with pytest.raises(NotAllowed):
            change(evaluasi_of(given[0][0]), person)


def test_in_a_round_who_does_not_lead_it_changes_nothing(org, ronde, penilai, kabid, given):
    for person in (penilai, kabid, org.sekda, org.admin, given[0][0].pegawai):
        with pytest.raises(NotAllowed):
            change(evaluasi_of(given[0][0]), person)


def test_the_own_value_is_rated_again_and_not_calibrated(org, kepala, kabid, triwulan):
    skp = make_skp(kabid, penilai=kepala)
    rate(skp, B, triwulan)
    begin(kepala, org.dinas, triwulan)
    with pytest.raises(Refused, match="Anda berikan sendiri"):
        change(evaluasi_of(skp), kepala)


def test_the_results_of_who_heads_a_unit_follow_its_capaian(org, sekda, kepala, penilai, triwulan):
    """The sekda calibrates; the kepala rates the penilai, who heads the bidang."""
    skp = make_skp(penilai, penilai=kepala)
    rate(skp, B, triwulan)
    begin(sekda, org.setda, triwulan)
    with pytest.raises(Refused, match="mengikuti capaian kinerja organisasinya"):
        change(evaluasi_of(skp), sekda, Rating.DI_ATAS)
    assert change(evaluasi_of(skp), sekda, Rating.SESUAI, Rating.DI_BAWAH).predikat == Predikat.KURANG


# --- What a person may learn of himself


@pytest.fixture
def plt(org, penilai, kepala, triwulan, given):
    """The penilai stands in for the kepala, who has rated him."""
    rate(make_skp(penilai, penilai=kepala), SK, triwulan)
    PenugasanKepala.objects.create(
        unit=org.dinas, pegawai=penilai, jenis=JenisPenugasan.PLH, mulai=date(2026, 3, 1), selesai=date(2026, 3, 31),
        nomor_surat="800/7",
    )  # fmt: skip
    return penilai


def test_who_stands_in_does_not_read_what_he_got_himself(org, plt, kepala, triwulan):
    kalibrasi = begin(kepala, org.dinas, triwulan)
    read = read_round(kalibrasi, plt, overseeing=True)
    assert kepala not in {row.penilai for row in read.rows}
    assert read.tersembunyi
    plt.skp.get().evaluasi.update(
        status=StatusEvaluasi.DISERAHKAN, diserahkan_pada=AT, batas_keberatan=date(2026, 3, 30)
    )
    assert kepala in {row.penilai for row in read_round(kalibrasi, plt, overseeing=True).rows}


@pytest.mark.parametrize("moved", [False, True])
def test_nor_from_what_was_kept_before_his_skp_was_reopened_or_moved(org, plt, kepala, triwulan, moved):
    kalibrasi = begin(kepala, org.dinas, triwulan)
    kalibrasi.sebelum[str(kepala.pk)] = {SK.value: 1}
    Skp.objects.filter(pegawai=plt).update(**({"unit": org.dinas_lain} if moved else {"status": "DRAFT"}))
    assert kepala not in {row.penilai for row in read_round(kalibrasi, plt, overseeing=True).rows}


def test_nor_does_he_change_it(org, plt, kepala, triwulan):
    begin(kepala, org.dinas, triwulan)
    with pytest.raises(NotAllowed):
        change(evaluasi_of(plt.skp.get()), plt)


# --- Pages


def url(name, *args):
    return reverse(f"penilaian:kalibrasi_{name}", args=args)


def test_a_round_from_opening_to_closing_through_the_pages(as_user, org, kepala, penilai, kabid, triwulan, given):
    superior, assessor = as_user(kepala), as_user(penilai)
    assert "Buka Kalibrasi" in superior.get(url("list")).content.decode()
    data = {"token": uuid.uuid4(), "unit": org.dinas.pk, "periode": triwulan.pk}
    assert superior.post(url("buka"), data).status_code == 302
    kalibrasi = Kalibrasi.objects.get()
    page = superior.get(url("detail", kalibrasi.pk)).content.decode()
    assert "Menyimpang" in page
    assert "Sangat Baik 100%, pola 20%: selisih lebih dari 20 poin." in page
    assert "Kurang dari 5 orang: tidak dibandingkan." in page

    people = superior.get(url("penilai", kalibrasi.pk, penilai.pk))
    assert [item["skp"].predikat for item in people.context["rows"]] == [SB] * 5
    about = given[0][0]
    asked = superior.get(f"{url('catat', kalibrasi.pk)}?penilai={penilai.pk}&skp={about.pk}").content.decode()
    assert "Bawahan 01" in asked
    data = {"token": uuid.uuid4(), "penilai": penilai.pk, "skp": about.pk, "uraian": "Tolong tinjau nilai ini"}
    assert superior.post(url("catat", kalibrasi.pk), data).status_code == 302

    [written] = kalibrasi.catatan.all()
    mine = assessor.get(url("detail", kalibrasi.pk))
    assert "Tolong tinjau nilai ini" in mine.content.decode()
    assert [row.penilai for row in mine.context["lembaran"].rows] == [penilai]
    assert "Kabid Aplikasi" not in mine.content.decode()
    assert assessor.get(url("penilai", kalibrasi.pk, kabid.pk)).status_code == 404
    answer = {"versi": written.versi, "jawaban": "Saya pertahankan"}
    assert assessor.post(url("jawab", written.pk), answer).status_code == 302

    evaluasi = evaluasi_of(about)
    change_url = url("ubah", about.pk, triwulan.pk)
    assert "Sangat Baik" in superior.get(change_url).content.decode()
    data = {"versi": evaluasi.versi, "rating_hasil": "sesuai", "rating_perilaku": "sesuai", "alasan": ""}
    assert superior.post(change_url, data).status_code == 200
    assert superior.post(change_url, {**data, "alasan": "Tidak terbukti"}).status_code == 302
    assert evaluasi_of(about).predikat == B
    assert superior.post(url("tutup", kalibrasi.pk)).status_code == 302
    page = superior.get(url("detail", kalibrasi.pk)).content.decode()
    assert "Sesudah" in page
    assert "semula 5,00" in page


def test_notes_come_ten_at_a_time_whatever_page_the_assessors_are_on(as_user, ronde, kepala, penilai):
    for number in range(12):
        note(ronde, kepala, penilai, uraian=f"Catatan {number:02d}")

    def shown(query):
        answer = as_user(kepala).get(f"{url('detail', ronde.pk)}?{query}")
        return re.findall(r"Catatan \d\d", answer.content.decode())

    assert shown("page=1") == [f"Catatan {number:02d}" for number in range(10)]
    assert shown("page=1&halaman_catatan=2") == ["Catatan 10", "Catatan 11"]
    assert shown("halaman_catatan=abc") == shown("")


def test_an_assessor_without_a_note_does_not_know_of_the_round(as_user, ronde, penilai, kabid, kepala):
    assert as_user(kabid).get(url("detail", ronde.pk)).status_code == 404
    note(ronde, kepala, kabid)
    assert as_user(kabid).get(url("detail", ronde.pk)).status_code == 200
    assert as_user(penilai).get(url("detail", ronde.pk)).status_code == 404


def test_bad_input_is_a_message_or_not_found(as_user, org, ronde, kepala, penilai, kabid, given, triwulan):
    client = as_user(kepala)
    assert client.get(f"{url('catat', ronde.pk)}?penilai=x&skp=999999").status_code == 404
    wrong = {"token": uuid.uuid4(), "penilai": kabid.pk, "skp": given[0][0].pk, "uraian": "Bukan nilainya"}
    assert client.post(url("catat", ronde.pk), wrong).status_code == 409
    again = {"token": uuid.uuid4(), "unit": org.dinas.pk, "periode": triwulan.pk}
    refused = client.post(url("buka"), again)
    assert (refused.status_code, "sudah dibuka" in refused.content.decode()) == (409, True)
    assert client.get(url("ubah", given[1][4].pk, triwulan.pk)).status_code == 302
    assert not ronde.catatan.exists()


QUERIES = {"detail": 15, "penilai": 16, "list": 10}


@pytest.mark.parametrize(("assessors", "people"), [(1, 1), (10, 3)])
@pytest.mark.parametrize("name", list(QUERIES))
def test_queries(as_user, org, kepala, penilai, triwulan, django_assert_num_queries, name, assessors, people):
    set_capaian(org.dinas, triwulan, CapaianOrganisasi.BAIK, org.sekda)
    team(org, penilai, org.bidang, *[B] * people * 10)
    for number in range(assessors):
        unit = make_unit(org.instansi, f"Bidang {number:02d}", induk=org.dinas)
        leader = head(unit, make_pegawai(f"Kabid {number:02d}", unit=unit, jabatan=penilai.jabatan))
        team(org, leader, unit, *[B] * people, name=f"Orang {number}")
    kalibrasi = begin(kepala, org.dinas, triwulan)
    for number in range(assessors):
        note(kalibrasi, kepala, penilai, uraian=f"Catatan {number}")
    args = {"detail": (kalibrasi.pk,), "penilai": (kalibrasi.pk, penilai.pk), "list": ()}[name]
    client = as_user(kepala)
    client.get(url(name, *args))
    with django_assert_num_queries(QUERIES[name]):
        client.get(url(name, *args))


def test_the_units_one_may_calibrate_have_another_leader_below(org, sekda, kepala, penilai):
    assert [str(unit) for unit in rules.units_to_calibrate(sekda)] == ["Sekretariat Daerah"]
    assert rules.units_to_calibrate(kepala) == [org.dinas]
    assert rules.units_to_calibrate(penilai) == []
