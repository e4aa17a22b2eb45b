"""Each trigger: what somebody does, and what his row of the year or of the month says then."""

import uuid
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dashboard import rekap
from dashboard.models import RekapBulan, RekapInstansi, RekapPegawai, RekapUnit, RekapUnitBulan
from kegiatan.models import KategoriHarian, KegiatanHarian, Realisasi
from kegiatan.workflow import StatusKegiatanHarian
from organisasi.models import AlasanPengecualian, Pegawai, Pengecualian
from organisasi.services.orang import correct_person
from penilaian.models import CapaianBulanan
from penilaian.scoring.permenpanrb_6_2022 import Predikat, Rating
from penilaian.services.bulanan import close, reopen
from penilaian.services.harian import Grade, grade, take_back
from penilaian.services.sesudah import hand_over
from skp import services
from skp.models import PesertaMatriks, Skp, SkpBulanan, TargetBulanan
from skp.services.matriks import add_participant, remove_participant
from skp.workflow import Action, Status
from tests.factories import (
    make_bulanan,
    make_kegiatan,
    make_pegawai,
    make_periode,
    make_rated,
    make_rhk,
    make_skp,
    make_target,
    open_rekap,
    wib,
)
from tests.penilaian.conftest import IN_TIME, finish, graded

pytestmark = pytest.mark.django_db
AT = wib(2026, 3, 10)


@pytest.fixture
def dunia(org) -> SimpleNamespace:
    """Staf with an approved SKP and a month of one target; rekan without a document."""
    skp = make_skp(org.staf, penilai=org.penilai)
    kepala = make_skp(org.penilai, penilai=org.kepala)
    bulanan = make_bulanan(skp)
    target = make_target(bulanan, make_rhk(skp))
    kegiatan = make_kegiatan(org.staf, target=target)
    open_rekap(2026)
    return SimpleNamespace(
        **vars(org), skp=skp, kepala_skp=kepala, bulanan_staf=bulanan, target=target, kegiatan=kegiatan, rhk=target.rhk
    )


def of_year(pegawai: Pegawai) -> RekapPegawai:
    return RekapPegawai.objects.get(pegawai=pegawai, tahun=2026)


def of_month(pegawai: Pegawai, bulan: int = 3) -> RekapBulan:
    return RekapBulan.objects.get(pegawai=pegawai, tahun=2026, bulan=bulan)


def in_unit(unit: Any) -> dict[str, int]:
    return {name: n for name, n in RekapUnit.objects.filter(unit=unit, tahun=2026).total().items() if n}


def step(action: Action, dokumen: Any, by: Pegawai) -> None:
    services.perform(action, dokumen=dokumen, by=by, at=AT, note="Perbaiki")


# --- The year -------------------------------------------------------------------------------------


def create(d: SimpleNamespace) -> None:
    services.create_skp(by=d.rekan, tahun=2026, token=uuid.uuid4(), at=wib(2026, 1, 20))


def create_and_delete(d: SimpleNamespace) -> None:
    create(d)
    services.delete_skp(skp=d.rekan.skp.get(), by=d.rekan)


def exclude(pegawai: Pegawai, by: Pegawai, mulai: date = date(2026, 2, 1), selesai: date | None = None) -> Pengecualian:
    return Pengecualian.objects.create(
        pegawai=pegawai, alasan=AlasanPengecualian.CUTI, mulai=mulai, selesai=selesai, dicatat_oleh=by
    )


def rate(d: SimpleNamespace, *, periode: str = "Akhir Tahun", given: bool) -> None:
    row = make_rated(d.skp, make_periode(d.instansi, periode), hasil=Rating.DI_ATAS, perilaku=Rating.DI_ATAS)
    if given:
        hand_over(evaluasi=type(row).objects.for_detail().get(pk=row.pk), by=d.penilai, at=AT)


def second_half(d: SimpleNamespace) -> None:
    Skp.objects.filter(pk=d.skp.pk).update(periode_selesai=date(2026, 6, 30))
    make_skp(d.staf, penilai=d.penilai, status=Status.DIAJUKAN, periode_mulai=date(2026, 7, 1))


def join(d: SimpleNamespace) -> PesertaMatriks:
    return add_participant(kepala=d.kepala_skp, tim=None, skp=d.skp, by=d.penilai, token=uuid.uuid4())


YEAR: dict[str, tuple[Callable[[SimpleNamespace], Any], str, dict[str, Any]]] = {
    "an SKP made": (create, "rekan", {"status": "DRAFT"}),
    "an SKP deleted": (create_and_delete, "rekan", {"status": "", "skp_id": None}),
    "an SKP reopened": (lambda d: step(Action.BUKA_KEMBALI, d.skp, d.penilai), "staf", {"status": "DRAFT"}),
    "an SKP returned counts as a draft": (
        lambda d: Skp.objects.filter(pk=d.skp.pk).update(status=Status.DIKEMBALIKAN),
        "staf",
        {"status": "DRAFT"},
    ),
    "of two SKP the later one counts": (second_half, "staf", {"status": "DIAJUKAN"}),
    "put in a matrix": (join, "staf", {"matriks": 1}),
    "taken out of a matrix": (lambda d: remove_participant(peserta=join(d), by=d.penilai), "staf", {"matriks": 0}),
    "the matrix goes with its head's SKP": (
        lambda d: (join(d), Skp.objects.get(pk=d.kepala_skp.pk).delete()),
        "staf",
        {"matriks": 0},
    ),
    "a rating nobody was told": (lambda d: rate(d, given=False), "staf", {"predikat": ""}),
    "a rating handed over": (lambda d: rate(d, given=True), "staf", {"predikat": Predikat.SANGAT_BAIK.value}),
    "a rating of another period": (
        lambda d: rate(d, periode="Triwulan I", given=True),
        "staf",
        {"predikat": ""},
    ),
    "moved to another unit": (
        lambda d: correct_person(pegawai=d.rekan, by=d.admin, unit=d.dinas, jabatan=d.rekan.jabatan),
        "rekan",
        {"unit": "dinas"},
    ),
    "left without a unit": (
        lambda d: Pegawai.objects.filter(pk=d.rekan.pk).update(unit=None),
        "rekan",
        {"unit_id": None},
    ),
    "moved to another instansi": (
        lambda d: Pegawai.objects.filter(pk=d.rekan.pk).update(instansi=d.instansi_lain, unit=None, jabatan=None),
        "rekan",
        {"instansi": "instansi_lain", "unit_id": None},
    ),
    "retired": (lambda d: Pegawai.objects.filter(pk=d.rekan.pk).update(is_active=False), "rekan", {"aktif": False}),
    "excluded": (lambda d: exclude(d.rekan, d.admin), "rekan", {"dikecualikan": True}),
    "excluded in another year": (
        lambda d: exclude(d.rekan, d.admin, date(2025, 2, 1), date(2025, 12, 31)),
        "rekan",
        {"dikecualikan": False},
    ),
    "excluded, with an SKP": (lambda d: exclude(d.staf, d.admin), "staf", {"dikecualikan": False}),
    "no longer excluded": (lambda d: exclude(d.rekan, d.admin).delete(), "rekan", {"dikecualikan": False}),
    "the exclusion moved to another year": (
        lambda d: Pengecualian.objects.filter(pk=exclude(d.rekan, d.admin).pk).update(mulai=date(2027, 1, 1)),
        "rekan",
        {"dikecualikan": False},
    ),
}


@pytest.mark.parametrize(("act", "who", "expected"), YEAR.values(), ids=YEAR)
def test_the_row_of_the_year_follows(dunia, act, who, expected):
    act(dunia)
    row = of_year(getattr(dunia, who))
    wanted = {
        name: getattr(dunia, value) if name in {"unit", "instansi"} else value for name, value in expected.items()
    }
    assert {name: getattr(row, name) for name in wanted} == wanted
    assert list(rekap.differences(2026)) == []


def test_an_evaluasi_of_two_instansi_counts_once(dunia):
    """After a move and Muat Ulang an SKP may have the yearly period of both: the later handed over counts."""
    rate(dunia, given=True)
    Skp.objects.filter(pk=dunia.skp.pk).update(instansi=dunia.instansi_lain)
    skp = Skp.objects.get(pk=dunia.skp.pk)
    row = make_rated(skp, make_periode(dunia.instansi_lain, "Akhir Tahun"))
    later = {"status": "DISERAHKAN", "diserahkan_pada": wib(2026, 3, 12), "batas_keberatan": date(2026, 3, 30)}
    type(row).objects.filter(pk=row.pk).update(**later)
    assert of_year(dunia.staf).predikat == Predikat.BAIK.value


# --- The month ------------------------------------------------------------------------------------


def graded_one(d: SimpleNamespace) -> None:
    given = Grade(pk=d.kegiatan.pk, versi=1, nilai=KategoriHarian.BAIK)
    grade(pegawai=d.staf, month=date(2026, 3, 1), grades=[given], by=d.penilai, at=wib(2026, 4, 1))


def ungraded_again(d: SimpleNamespace) -> None:
    graded_one(d)
    row = KegiatanHarian.objects.for_detail().get(pk=d.kegiatan.pk)
    take_back(kegiatan=row, by=d.penilai, at=wib(2026, 4, 1))


def closed(d: SimpleNamespace) -> CapaianBulanan:
    graded(d.kegiatan, d.penilai)
    finish(SimpleNamespace(bulanan=d.bulanan_staf, target=d.target, skp=d.skp), d.penilai)
    return close(bulanan=d.bulanan_staf, tanpa_kualitas=False, by=d.penilai, at=IN_TIME)


def reopened(d: SimpleNamespace) -> None:
    closed(d)
    reopen(bulanan=SkpBulanan.objects.get(pk=d.bulanan_staf.pk), alasan="Salah", by=d.penilai, at=IN_TIME)


def fill(d: SimpleNamespace) -> Realisasi:
    return Realisasi.objects.create(target=d.target, waktu=Decimal(4), diisi_oleh=d.staf)


def emptied(d: SimpleNamespace) -> None:
    KegiatanHarian.objects.all().delete()
    SkpBulanan.objects.get(pk=d.bulanan_staf.pk).delete()


MONTH: dict[str, tuple[Callable[[SimpleNamespace], Any], int, dict[str, Any]]] = {
    "another activity of the same day": (
        lambda d: make_kegiatan(d.staf, target=d.target), 3, {"kegiatan": 2, "hari": 1},
    ),
    "an activity of another day": (
        lambda d: make_kegiatan(d.staf, target=d.target, tanggal=date(2026, 3, 31)), 3, {"kegiatan": 2, "hari": 2},
    ),
    "an activity of another month": (
        lambda d: make_kegiatan(d.staf, tanggal=date(2026, 4, 1)), 4, {"kegiatan": 1, "status": ""},
    ),
    "an activity moved to another month": (
        lambda d: KegiatanHarian.objects.update(tanggal=date(2026, 4, 2)), 3, {"kegiatan": 0, "hari": 0},
    ),
    "many activities at once": (
        lambda d: KegiatanHarian.objects.bulk_create(
            [KegiatanHarian(**{**_values(d.kegiatan), "tanggal": date(2026, 3, day)}) for day in range(10, 20)]
        ),
        3,
        {"kegiatan": 11, "hari": 11},
    ),
    "an activity deleted": (lambda d: d.kegiatan.delete(), 3, {"kegiatan": 0, "status": "DISETUJUI"}),
    "an activity graded": (graded_one, 3, {"dinilai": 1}),
    "a grade taken back": (ungraded_again, 3, {"dinilai": 0}),
    "the SKP Bulanan reopened": (
        lambda d: step(Action.BUKA_KEMBALI, d.bulanan_staf, d.penilai), 3, {"status": "DRAFT"},
    ),
    "moved to another month": (
        lambda d: SkpBulanan.objects.filter(pk=d.bulanan_staf.pk).update(bulan=4), 4, {"status": "DISETUJUI"},
    ),
    "another target": (lambda d: make_target(d.bulanan_staf, make_rhk(d.skp, "Lain")), 3, {"target": 2}),
    "a target deleted": (
        lambda d: (KegiatanHarian.objects.all().delete(), TargetBulanan.objects.get().delete()), 3, {"target": 0},
    ),
    "realisasi filled": (fill, 3, {"realisasi": 1}),
    "realisasi deleted": (lambda d: fill(d).delete(), 3, {"realisasi": 0}),
    "closed": (closed, 3, {"nilai": Decimal("95.33")}),
    "opened again": (reopened, 3, {"nilai": None}),
    "all deleted": (emptied, 3, {"status": "", "kegiatan": 0, "target": 0}),
    "Muat Ulang after a move": (
        lambda d: Skp.objects.filter(pk=d.skp.pk).update(unit=d.dinas), 3, {"unit": "dinas"},
    ),
    "the move alone leaves the month where it was": (
        lambda d: Pegawai.objects.filter(pk=d.staf.pk).update(unit=d.dinas), 3, {"unit": "bidang"},
    ),
}  # fmt: skip


def _values(kegiatan: KegiatanHarian) -> dict[str, Any]:
    """Of another activity like it."""
    values = {field.attname: getattr(kegiatan, field.attname) for field in KegiatanHarian._meta.concrete_fields}
    return {**values, "id": None, "token": uuid.uuid4()}


@pytest.mark.parametrize(("act", "bulan", "expected"), MONTH.values(), ids=MONTH)
def test_the_row_of_the_month_follows(dunia, act, bulan, expected):
    act(dunia)
    row = of_month(dunia.staf, bulan)
    wanted = {name: getattr(dunia, value) if name == "unit" else value for name, value in expected.items()}
    assert {name: getattr(row, name) for name in wanted} == wanted
    assert list(rekap.differences(2026)) == []


# --- The ledgers ----------------------------------------------------------------------------------


def test_the_columns_of_a_unit(dunia):
    """Bidang: penilai and staf with an SKP, rekan and jf without."""
    join(dunia)
    exclude(dunia.jf, dunia.admin)
    rate(dunia, given=True)
    create(dunia)
    assert in_unit(dunia.bidang) == {
        "total_pegawai": 3,
        "total_dikecualikan": 1,
        "total_draft": 1,
        "total_disetujui": 2,
        "total_matriks_1": 1,
        "total_sangat_baik": 1,
    }
    assert RekapInstansi.objects.filter(instansi=dunia.instansi).total()["total_dikecualikan"] == 1


def test_the_columns_of_a_units_month(dunia):
    closed(dunia)
    make_kegiatan(dunia.rekan)
    sums = RekapUnitBulan.objects.filter(unit=dunia.bidang, bulan=3).total()
    assert {name.removeprefix("total_"): value for name, value in sums.items()} == {
        "mengisi": 2, "disusun": 1, "disetujui": 1, "lengkap": 1, "ditutup": 1,
        "hari": 2, "kegiatan": 2, "dinilai": 1, "nilai_jumlah": of_month(dunia.staf).nilai,
    }  # fmt: skip


def test_a_person_deleted_takes_his_count_along(dunia):
    person = make_pegawai("Sebentar", unit=dunia.bidang, jabatan=dunia.staf.jabatan)
    before = in_unit(dunia.bidang)
    person.delete()
    assert in_unit(dunia.bidang)["total_pegawai"] == before["total_pegawai"] - 1
    assert list(rekap.differences(2026)) == []


def test_a_change_of_nothing_that_counts_writes_no_row(dunia):
    before = RekapUnit.objects.count(), RekapUnitBulan.objects.count()
    Skp.objects.update(alasan="Teks", versi=9)
    KegiatanHarian.objects.update(uraian="Teks")
    Pegawai.objects.update(tempat_lahir="Magelang")
    Skp.objects.filter(pk=dunia.skp.pk).update(status=Status.DISETUJUI)
    assert (RekapUnit.objects.count(), RekapUnitBulan.objects.count()) == before


def test_a_statement_about_many_people_of_a_unit_appends_one_row(dunia):
    before = RekapUnit.objects.count()
    with CaptureQueriesContext(connection) as captured:
        Pegawai.objects.filter(unit=dunia.bidang).update(is_active=False)
    assert RekapUnit.objects.count() == before + 1
    assert len(captured) == 1


def test_a_graded_activity_is_known_by_its_status(dunia):
    KegiatanHarian.objects.update(
        status=StatusKegiatanHarian.DINILAI, nilai=90, dinilai_oleh=dunia.penilai, dinilai_pada=AT
    )
    assert of_month(dunia.staf).dinilai == 1
