from datetime import date

import pytest

from ekinerja.errors import Conflict, IllegalTransition, NotAllowed, Refused
from kegiatan import rules, services
from kegiatan.models import EselonPenandatangan, Kreativitas, TingkatKreativitas, TugasTambahan
from kegiatan.workflow import ActionUsulan, StatusUsulan
from organisasi.models import PenugasanKepala
from tests.factories import wib

AT = wib(2026, 3, 10)
KONFIRMASI, TOLAK, BATAL = ActionUsulan


@pytest.fixture
def tugas(staf, penilai):
    return TugasTambahan.objects.create(
        pegawai=staf, penilai=penilai, tahun=2026, uraian="Anggota tim SPBE", nomor_sk="800/12/2026",
        tanggal_sk=date(2026, 1, 5), eselon_penandatangan=EselonPenandatangan.ESELON_II,
        nama_penandatangan="Kepala Dinas",
    )  # fmt: skip


@pytest.fixture
def kreativitas(staf, penilai):
    return Kreativitas.objects.create(
        pegawai=staf, penilai=penilai, tahun=2026, uraian="Aplikasi antrean", tingkat=TingkatKreativitas.INSTANSI,
        nomor_surat="070/1/2026", tanggal_surat=date(2026, 2, 1),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("action", "note", "status"),
    [(KONFIRMASI, "", StatusUsulan.DIKONFIRMASI), (TOLAK, "SK belum ditandatangani", StatusUsulan.DITOLAK)],
)
@pytest.mark.parametrize("which", ["tugas", "kreativitas"])
def test_the_penilai_decides(request, which, penilai, action, note, status):
    usulan = services.decide(usulan=request.getfixturevalue(which), action=action, by=penilai, at=AT, note=note)
    assert (usulan.status, usulan.diputuskan_oleh, usulan.diputuskan_pada, usulan.alasan) == (status, penilai, AT, note)


def test_a_decision_is_taken_back(tugas, penilai):
    services.decide(usulan=tugas, action=KONFIRMASI, by=penilai, at=AT)
    services.decide(usulan=tugas, action=BATAL, by=penilai, at=AT)
    assert (tugas.status, tugas.diputuskan_oleh, tugas.diputuskan_pada) == (StatusUsulan.DIAJUKAN, None, None)


@pytest.mark.parametrize("note", ["", "   "])
def test_refusing_needs_a_reason(tugas, penilai, note):
    with pytest.raises(Refused) as caught:
        services.decide(usulan=tugas, action=TOLAK, by=penilai, at=AT, note=note)
    assert caught.value.field == "alasan"


@pytest.mark.parametrize("who", ["staf", "rekan", "kepala", "stranger", "admin", "super_admin"])
def test_nobody_else_decides(tugas, org, who):
    with pytest.raises(NotAllowed):
        services.decide(usulan=tugas, action=KONFIRMASI, by=getattr(org, who), at=AT)


def test_the_plt_of_the_penilai_decides(tugas, org, rekan):
    PenugasanKepala.objects.create(
        unit=org.bidang, pegawai=rekan, jenis="PLT", mulai=date(2026, 3, 1), selesai=date(2026, 3, 31), nomor_surat="1"
    )
    assert rules.may_decide(rekan, tugas, KONFIRMASI)


@pytest.mark.parametrize(
    ("status", "action", "possible"),
    [
        (StatusUsulan.DIAJUKAN, KONFIRMASI, True),
        (StatusUsulan.DIAJUKAN, TOLAK, True),
        (StatusUsulan.DIAJUKAN, BATAL, False),
        (StatusUsulan.DIKONFIRMASI, KONFIRMASI, False),
        (StatusUsulan.DIKONFIRMASI, TOLAK, False),
        (StatusUsulan.DIKONFIRMASI, BATAL, True),
        (StatusUsulan.DITOLAK, KONFIRMASI, False),
        (StatusUsulan.DITOLAK, TOLAK, False),
        (StatusUsulan.DITOLAK, BATAL, True),
    ],
)
def test_each_state_and_action(tugas, penilai, status, action, possible):
    tugas.status = status
    verdict = rules.may_decide(penilai, tugas, action)
    assert bool(verdict) is possible
    assert possible or verdict.error is IllegalTransition


def test_two_tabs_one_decision(tugas, penilai):
    other_tab = TugasTambahan.objects.get(pk=tugas.pk)
    services.decide(usulan=tugas, action=KONFIRMASI, by=penilai, at=AT)
    with pytest.raises(Conflict):
        services.decide(usulan=other_tab, action=TOLAK, by=penilai, at=AT, note="Tidak sesuai")
    tugas.refresh_from_db()
    assert tugas.status == StatusUsulan.DIKONFIRMASI
