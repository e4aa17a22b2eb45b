"""Who may grade, rate, close and reopen: state and clock kept apart from the right."""

from datetime import date
from types import SimpleNamespace

import pytest

from ekinerja.errors import IllegalTransition, NotAllowed, TooLate
from organisasi.deadlines import DeadlineCalendar
from organisasi.models import Langkah, PenugasanKepala
from organisasi.scoping import acting_ids
from penilaian.rules import bulanan as rules
from skp.models import SkpBulanan
from skp.workflow import Status
from tests.factories import make_kegiatan, make_skp
from tests.penilaian.conftest import IN_TIME, LAST_MOMENT, MARCH, TOO_LATE, give_dispensasi, graded


def _appoint(unit, pegawai, mulai=date(2026, 3, 1), selesai=date(2026, 3, 31)) -> None:
    PenugasanKepala.objects.create(
        unit=unit, pegawai=pegawai, jenis="PLT", mulai=mulai, selesai=selesai, nomor_surat="800/1"
    )


def _grade_verdict(user, kegiatan, *, ditutup=False, at=IN_TIME):
    tenggat = DeadlineCalendar(kegiatan.pegawai).tenggat(Langkah.VERIFIKASI, kegiatan.tanggal)
    return rules.may_grade(user, kegiatan, mewakili=acting_ids(user), ditutup=ditutup, tenggat=tenggat, at=at)


@pytest.fixture
def kegiatan(maret, staf):
    return make_kegiatan(staf, target=maret.target)


@pytest.mark.parametrize(
    ("actor", "allowed"),
    [
        ("penilai", True),
        ("staf", False),
        ("rekan", False),
        ("kepala", False),
        ("sekda", False),
        ("admin", False),
        ("super_admin", False),
        ("stranger", False),
        ("orang_luar", False),
    ],
)
def test_only_the_stored_penilai_grades(org, kegiatan, actor, allowed):
    assert bool(_grade_verdict(getattr(org, actor), kegiatan)) is allowed


def test_the_owner_never_grades_himself_even_as_plt_of_his_own_penilai(org, kegiatan):
    _appoint(org.bidang, org.staf)
    with pytest.raises(NotAllowed, match="sendiri"):
        _grade_verdict(org.staf, kegiatan).require()


def test_the_owner_who_assesses_others_does_not_grade_himself(org, kegiatan):
    own = make_kegiatan(org.penilai, penilai=org.kepala)
    assert not _grade_verdict(org.penilai, own)
    assert _grade_verdict(org.kepala, own)


def test_a_plt_grades_while_his_assignment_runs(org, kegiatan):
    _appoint(org.bidang, org.rekan)
    assert _grade_verdict(org.rekan, kegiatan)


def test_a_plt_whose_assignment_has_ended_does_not_grade(org, kegiatan):
    _appoint(org.bidang, org.rekan, date(2026, 2, 1), date(2026, 3, 9))
    assert not _grade_verdict(org.rekan, kegiatan)


def test_a_former_penilai_grades_no_more_than_what_names_him(org, kegiatan):
    new = make_kegiatan(org.staf, penilai=org.kepala, tanggal=date(2026, 3, 10))
    assert not _grade_verdict(org.penilai, new)
    assert _grade_verdict(org.penilai, kegiatan)


def test_without_a_stored_penilai_nobody_grades(org, staf):
    with pytest.raises(NotAllowed, match="belum ditetapkan"):
        _grade_verdict(org.penilai, make_kegiatan(staf)).require()


@pytest.mark.parametrize(
    ("case", "error"),
    [
        ({"at": LAST_MOMENT}, None),
        ({"at": TOO_LATE}, TooLate),
        ({"ditutup": True}, IllegalTransition),
    ],
)
def test_grading_ends_with_the_limit_and_with_the_month(penilai, kegiatan, case, error):
    verdict = _grade_verdict(penilai, kegiatan, **case)
    if error is None:
        assert verdict
    else:
        with pytest.raises(error):
            verdict.require()


def test_a_dispensasi_opens_grading_again(penilai, admin, kegiatan, staf):
    give_dispensasi(staf, Langkah.VERIFIKASI, admin)
    assert _grade_verdict(penilai, kegiatan, at=TOO_LATE)


def test_a_graded_activity_is_not_graded_again(penilai, kegiatan):
    with pytest.raises(IllegalTransition, match="sudah dinilai Baik oleh Penilai"):
        _grade_verdict(penilai, graded(kegiatan, penilai)).require()


@pytest.mark.parametrize(
    ("actor", "status", "at", "error"),
    [
        ("penilai", Status.DISETUJUI, LAST_MOMENT, None),
        ("penilai", Status.DISETUJUI, TOO_LATE, TooLate),
        ("penilai", Status.DIAJUKAN, IN_TIME, IllegalTransition),
        ("staf", Status.DISETUJUI, IN_TIME, NotAllowed),
        ("kepala", Status.DISETUJUI, IN_TIME, NotAllowed),
        ("admin", Status.DISETUJUI, IN_TIME, NotAllowed),
        ("super_admin", Status.DISETUJUI, IN_TIME, NotAllowed),
    ],
)
def test_rating_a_month(org, maret, actor, status, at, error):
    user = getattr(org, actor)
    maret.bulanan.status = status
    tenggat = DeadlineCalendar(org.staf).tenggat(Langkah.PENILAIAN_BULANAN, MARCH)
    verdict = rules.may_rate(user, maret.bulanan, mewakili=acting_ids(user), tenggat=tenggat, at=at)
    if error is None:
        assert verdict
    else:
        with pytest.raises(error):
            verdict.require()


@pytest.mark.parametrize(
    ("actor", "allowed"),
    [
        ("penilai", True),
        ("admin", True),
        ("super_admin", True),
        ("staf", False),
        ("kepala", False),
        ("admin_luar", False),
    ],
)
def test_reopening_is_for_the_penilai_and_the_admin_of_the_instansi(org, maret, actor, allowed):
    user = getattr(org, actor)
    maret.bulanan.ditutup_pada = IN_TIME
    assert bool(rules.may_reopen(user, maret.bulanan, mewakili=acting_ids(user))) is allowed


def test_an_admin_does_not_reopen_his_own_month(org):
    skp = make_skp(org.admin, penilai=org.sekda)
    bulanan = SkpBulanan(skp=skp, bulan=3, status=Status.DISETUJUI, ditutup_pada=IN_TIME)
    assert not rules.may_reopen(org.admin, bulanan, mewakili=acting_ids(org.admin))


def test_a_month_that_is_not_closed_is_not_reopened(org, maret: SimpleNamespace):
    with pytest.raises(IllegalTransition):
        rules.may_reopen(org.penilai, maret.bulanan, mewakili=acting_ids(org.penilai)).require()
