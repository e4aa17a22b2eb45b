"""Each rule as a table of person and state, and the reasons that are shown."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from ekinerja.errors import IllegalTransition, NotAllowed, Refused, TooLate
from organisasi.deadlines import DeadlineCalendar
from organisasi.models import JenisPenugasan, Langkah, PenugasanKepala
from skp import rules
from skp.models import SatuanWaktu, Skp
from skp.workflow import Action, Status
from tests.factories import make_bulanan, make_rhk, make_skp, make_target, wib

EVERYBODY = ("staf", "penilai", "kepala", "rekan", "stranger", "admin", "super_admin", "orang_luar", "admin_luar")


def _who(org, verdict):
    return {name for name in EVERYBODY if verdict(getattr(org, name))}


@pytest.mark.parametrize(
    ("status", "editors"),
    [
        (Status.DRAFT, {"staf"}),
        (Status.DIKEMBALIKAN, {"staf"}),
        (Status.DIAJUKAN, set()),
        (Status.DISETUJUI, set()),
    ],
)
def test_only_the_owner_edits_and_only_while_it_is_his(org, skp, status, editors):
    skp.status = status
    assert _who(org, lambda user: rules.may_edit(user, skp)) == editors


@pytest.mark.parametrize("action", [Action.SETUJUI, Action.KEMBALIKAN])
@pytest.mark.parametrize(
    ("status", "judges"),
    [
        (Status.DRAFT, set()),
        (Status.DIAJUKAN, {"penilai"}),
        (Status.DIKEMBALIKAN, set()),
        (Status.DISETUJUI, set()),
    ],
)
def test_only_the_stored_penilai_judges_what_was_submitted(org, skp, action, status, judges):
    skp.status = status
    assert _who(org, lambda user: rules.may_judge(action, user, skp)) == judges


@pytest.mark.parametrize(
    ("status", "openers"),
    [(Status.DRAFT, set()), (Status.DIAJUKAN, set()), (Status.DISETUJUI, {"penilai", "admin", "super_admin"})],
)
def test_penilai_and_admin_of_the_instansi_reopen(org, skp, status, openers):
    skp.status = status
    assert _who(org, lambda user: rules.may_reopen(user, skp)) == openers


def test_an_admin_does_not_reopen_his_own_skp(admin, sekda):
    assert not rules.may_reopen(admin, make_skp(admin, penilai=sekda))


def test_a_closed_month_is_reopened_after_its_appraisal(penilai, skp):
    month = make_bulanan(skp, 2, ditutup_pada=timezone.now(), ditutup_oleh=penilai)
    verdict = rules.may_reopen(penilai, month)
    assert (verdict.allowed, verdict.error) == (False, IllegalTransition)
    assert "sudah ditutup" in verdict.reason


@pytest.fixture
def plt(org, rekan):
    """The rekan stands in for the head of the bidang this month."""
    return PenugasanKepala.objects.create(
        unit=org.bidang,
        pegawai=rekan,
        jenis=JenisPenugasan.PLT,
        mulai=date(2026, 3, 1),
        selesai=date(2026, 3, 31),
        nomor_surat="800/1",
    )


def test_a_plt_judges_in_the_heads_place_but_never_himself(penilai, rekan, skp, plt):
    skp.status = Status.DIAJUKAN
    own = make_skp(rekan, penilai=penilai, status=Status.DIAJUKAN)
    assert rules.may_judge(Action.SETUJUI, rekan, skp)
    verdict = rules.may_judge(Action.SETUJUI, rekan, own)
    assert (verdict.allowed, verdict.reason) == (False, "Tidak seorang pun menyetujui SKP miliknya sendiri.")


def test_a_plt_of_last_month_judges_no_more(rekan, skp, plt):
    PenugasanKepala.objects.update(mulai=date(2026, 2, 1), selesai=date(2026, 2, 28))
    skp.status = Status.DIAJUKAN
    assert not rules.may_judge(Action.SETUJUI, rekan, skp)


@pytest.mark.parametrize(
    ("who", "status", "alasan", "missing", "at", "error"),
    [
        ("staf", Status.DRAFT, "", [], wib(2026, 1, 31, 23, 59), None),
        ("staf", Status.DRAFT, "", [], wib(2026, 2, 1, 0, 0), TooLate),
        ("staf", Status.DIKEMBALIKAN, "Perbaiki", [], wib(2026, 6, 1), None),
        ("staf", Status.DRAFT, "Dibuka kembali", [], wib(2026, 6, 1), None),
        ("staf", Status.DRAFT, "", ["Belum ada target."], wib(2026, 1, 2), Refused),
        ("staf", Status.DIAJUKAN, "", [], wib(2026, 1, 2), IllegalTransition),
        ("penilai", Status.DRAFT, "", [], wib(2026, 1, 2), NotAllowed),
    ],
)
def test_submitting_asks_right_state_limit_and_content_in_this_order(org, skp, who, status, alasan, missing, at, error):
    skp.status, skp.alasan = status, alasan
    tenggat = DeadlineCalendar(org.staf).tenggat(Langkah.SKP_TAHUNAN, date(2026, 1, 1))
    verdict = rules.may_submit(getattr(org, who), skp, missing=missing, tenggat=tenggat, at=at)
    assert bool(verdict) is (error is None)
    if error:
        with pytest.raises(error):
            verdict.require()


def test_what_is_missing_in_an_skp_is_said_in_sentences(org, staf, penilai, kepala, skp, rhk, rhk_atasan, kali):
    skp.penilai = None
    other = make_rhk(make_skp(kepala, penilai=None), "Milik orang lain")
    make_rhk(skp, "Belum dikaitkan", status_kegiatan="CASCADING")
    make_rhk(skp, "Penilai lama", status_kegiatan="CASCADING", atasan=other)
    make_rhk(skp, "Bukan JF", angka_kredit=Decimal(1), satuan=kali, target_biaya=Decimal(5))
    missing = rules.missing_in_skp(skp, list(skp.rhk.for_list()))
    assert [str(sentence).split(":")[0] for sentence in missing] == [
        "Pejabat penilai belum ada",
        "RHK utama nomor 2 “Belum dikaitkan”",
        "RHK utama nomor 3 “Penilai lama”",
        "RHK utama nomor 4 “Bukan JF”",
        "RHK utama nomor 4 “Bukan JF”",
        "RHK utama nomor 4 “Bukan JF”",
    ]
    assert missing[1].tautan == f"#rhk-{skp.rhk.all()[1].pk}"


def test_an_skp_without_targets_is_not_ready(skp):
    assert [str(item) for item in rules.missing_in_skp(skp, [])] == ["Belum ada RHK: tekan Tambah RHK."]


@pytest.mark.parametrize(
    ("status", "count", "missing"),
    [
        (Status.DISETUJUI, 1, 0),
        (Status.DISETUJUI, 0, 1),
        (Status.DIAJUKAN, 1, 1),
        (Status.DRAFT, 0, 2),
    ],
)
def test_a_month_needs_an_approved_year_and_a_target(skp, april, status, count, missing):
    april.skp.status = status
    assert len(rules.missing_in_bulanan(april, jumlah_target=count)) == missing


@pytest.mark.parametrize(
    ("first", "last", "hari", "minggu", "bulan"),
    [
        (date(2026, 1, 1), date(2026, 12, 31), 365, 53, 12),
        (date(2028, 1, 1), date(2028, 12, 31), 366, 53, 12),
        (date(2026, 6, 16), date(2026, 12, 31), 199, 29, 7),
        (date(2026, 2, 1), date(2026, 2, 28), 28, 4, 1),
        (date(2026, 3, 1), date(2026, 3, 31), 31, 5, 1),
    ],
)
def test_a_period_holds_so_many_days_weeks_and_months(first, last, hari, minggu, bulan):
    assert rules.longest_time(first, last) == {
        SatuanWaktu.HARI: hari,
        SatuanWaktu.MINGGU: minggu,
        SatuanWaktu.BULAN: bulan,
    }


@pytest.mark.parametrize(("planned", "warned"), [("12", False), ("12.01", True), ("1", False)])
def test_planning_more_than_the_year_is_warned_of(april, rhk, planned, warned):
    target = make_target(april, rhk)
    assert bool(rules.more_than_the_year(target, Decimal(planned))) is warned


@pytest.mark.parametrize(
    ("status", "alasan", "who", "mine", "done", "words"),
    [
        (Status.DRAFT, "", "staf", True, False, "melengkapi dan mengajukan SKP 2026"),
        (Status.DIKEMBALIKAN, "Salah", "staf", True, False, "memperbaiki dan mengajukan SKP 2026"),
        (Status.DIKEMBALIKAN, "Salah", "penilai", False, False, "Staf memperbaiki dan mengajukan SKP 2026"),
        (Status.DIAJUKAN, "", "staf", False, False, "pejabat penilai, Penilai, memeriksa SKP 2026"),
        (Status.DIAJUKAN, "", "penilai", True, False, "memeriksa SKP 2026"),
        (Status.DISETUJUI, "", "staf", False, True, "SKP 2026 sudah disetujui"),
    ],
)
def test_whose_turn_it_is(org, skp, status, alasan, who, mine, done, words):
    Skp.objects.filter(pk=skp.pk).update(status=status, alasan=alasan)
    skp.refresh_from_db()
    user = getattr(org, who)
    tenggat = DeadlineCalendar(org.staf).tenggat(Langkah.SKP_TAHUNAN, date(2026, 1, 1))
    turn = rules.turn(user, skp, missing=["x"], tenggat=tenggat, judge=rules.reviews(user, skp))
    assert (turn.mine, turn.done, turn.who) == (mine, done, words)
    assert (turn.tenggat is tenggat) is (status == Status.DRAFT)
    assert list(turn.missing) == (["x"] if who == "staf" and status in ("DRAFT", "DIKEMBALIKAN") else [])


def test_reasons_are_never_empty(org, skp):
    skp.status = Status.DISETUJUI
    for verdict in (
        rules.may_edit(org.staf, skp),
        rules.may_delete_skp(org.staf, skp, jumlah_bulanan=0),
        rules.may_reload(org.staf, skp),
        rules.may_reload(org.rekan, skp),
        rules.may_judge(Action.SETUJUI, org.rekan, skp),
        rules.may_open_queue(org.rekan),
        rules.may_create(org.super_admin),
    ):
        assert not verdict
        assert verdict.reason.endswith(".")


def test_the_limit_is_the_owners_instansis_midnight(staf):
    tenggat = DeadlineCalendar(staf).tenggat(Langkah.SKP_TAHUNAN, date(2027, 1, 1))
    assert tenggat.terbuka(wib(2027, 2, 1, 0, 0) - timedelta(microseconds=1))
    assert not tenggat.terbuka(wib(2027, 2, 1, 0, 0))
