"""Nilai kualitas, perilaku, and closing the month."""

from decimal import Decimal

import pytest

from ekinerja.errors import Conflict, IllegalTransition, NotAllowed, Refused, TooLate
from kegiatan.models import KategoriHarian
from organisasi.models import Langkah
from penilaian.models import CapaianBulanan, PenilaianKualitas, PenilaianPerilaku
from penilaian.services import close, rate_behaviour, rate_quality, reopen
from skp.models import Riwayat, SkpBulanan
from skp.workflow import Status
from tests.factories import make_bulanan, make_kegiatan, make_rhk, make_skp, make_target
from tests.penilaian.conftest import IN_TIME, PERILAKU, TOO_LATE, finish, give_dispensasi, give_perilaku, graded


@pytest.fixture
def dinilai(maret, dua_kegiatan, penilai):
    for kegiatan in dua_kegiatan:
        graded(kegiatan, penilai)
    return dua_kegiatan


def _quality(maret, nilai, *, versi=0, by, at=IN_TIME):
    return rate_quality(target=maret.target, nilai=Decimal(nilai), versi=versi, by=by, at=at)


@pytest.mark.parametrize("nilai", [76, 95])
def test_a_mark_inside_the_range_is_stored_with_what_it_was_given_on(maret, dinilai, penilai, nilai):
    row = _quality(maret, nilai, by=penilai)
    assert (row.nilai, row.rata_rata, row.minimum, row.maksimum, row.penilai) == (nilai, 90, 76, 95, penilai)


@pytest.mark.parametrize("nilai", [75, 96])
def test_a_mark_outside_the_range_is_refused_with_the_range(maret, dinilai, penilai, nilai):
    with pytest.raises(Refused, match="76 - 95") as refusal:
        _quality(maret, nilai, by=penilai)
    assert refusal.value.field == "nilai"
    assert not PenilaianKualitas.objects.exists()


def test_without_a_graded_activity_no_mark_is_accepted(maret, dua_kegiatan, penilai):
    with pytest.raises(Refused, match="Belum ada kegiatan harian yang dinilai"):
        _quality(maret, 90, by=penilai)


@pytest.mark.parametrize("actor", ["staf", "kepala", "admin", "super_admin"])
def test_nobody_but_the_penilai_rates(org, maret, dinilai, actor):
    with pytest.raises(NotAllowed):
        _quality(maret, 90, by=getattr(org, actor))
    with pytest.raises(NotAllowed):
        rate_behaviour(bulanan=maret.bulanan, nilai=PERILAKU, versi=0, by=getattr(org, actor), at=IN_TIME)


def test_rating_after_the_limit_needs_a_dispensasi(org, maret, dinilai):
    with pytest.raises(TooLate):
        _quality(maret, 90, by=org.penilai, at=TOO_LATE)
    give_dispensasi(org.staf, Langkah.PENILAIAN_BULANAN, org.admin)
    assert _quality(maret, 90, by=org.penilai, at=TOO_LATE).nilai == 90


def test_a_form_older_than_the_mark_never_overwrites_it(maret, dinilai, penilai):
    _quality(maret, 90, by=penilai)
    _quality(maret, 92, versi=1, by=penilai)
    with pytest.raises(Conflict):
        _quality(maret, 80, versi=1, by=penilai)
    with pytest.raises(Conflict):
        _quality(maret, 80, versi=0, by=penilai)
    assert PenilaianKualitas.objects.get().nilai == 92


def test_the_same_mark_sent_twice_is_one_row(maret, dinilai, penilai):
    assert _quality(maret, 90, by=penilai) == _quality(maret, 90, by=penilai)


def test_perilaku_of_a_pelaksana_leaves_kepemimpinan_out(maret, penilai):
    row = rate_behaviour(
        bulanan=maret.bulanan, nilai={**PERILAKU, "kepemimpinan": Decimal(10)}, versi=0, by=penilai, at=IN_TIME
    )
    assert (row.struktural, row.kepemimpinan, row.rata_rata) == (False, None, 88)


def test_perilaku_of_a_structural_post_divides_by_six(penilai, kepala):
    bulanan = make_bulanan(make_skp(penilai, penilai=kepala))
    row = rate_behaviour(
        bulanan=bulanan, nilai={**PERILAKU, "kepemimpinan": Decimal(100)}, versi=0, by=kepala, at=IN_TIME
    )
    assert (row.struktural, row.rata_rata) == (True, Decimal(90))


@pytest.mark.parametrize("wrong", [{"integritas": None}, {"integritas": Decimal(101)}])
def test_perilaku_needs_every_aspect_from_0_to_100(maret, penilai, wrong):
    with pytest.raises(Refused):
        rate_behaviour(bulanan=maret.bulanan, nilai={**PERILAKU, **wrong}, versi=0, by=penilai, at=IN_TIME)
    assert not PenilaianPerilaku.objects.exists()


def _close(maret, by, *, tanpa_kualitas=False):
    return close(bulanan=maret.bulanan, tanpa_kualitas=tanpa_kualitas, by=by, at=IN_TIME)


def test_closing_stores_the_result_and_a_history_row(maret, dinilai, penilai):
    finish(maret, penilai)
    row = _close(maret, penilai)
    assert (row.nilai_capaian, row.nilai_perilaku) == (Decimal("95.33"), 88)
    assert row.rincian["target"][0]["realisasi"]["kualitas"] == "90.00"
    bulanan = SkpBulanan.objects.get()
    assert (bulanan.ditutup_pada, bulanan.ditutup_oleh, bulanan.versi) == (IN_TIME, penilai, 2)
    assert Riwayat.objects.values_list("aksi", "oleh", "catatan").get() == (
        "TUTUP_PENILAIAN", penilai.pk, "Nilai capaian 95,33 (Sangat Baik)",
    )  # fmt: skip


def test_a_month_with_something_missing_is_not_closed_and_says_all_of_it(maret, dua_kegiatan, penilai):
    graded(dua_kegiatan[0], penilai)
    with pytest.raises(IllegalTransition) as refusal:
        _close(maret, penilai)
    assert refusal.value.message == (
        "1 kegiatan harian belum dinilai. Nilai kualitas “Membuat laporan keuangan” belum diberikan. "
        "Penilaian perilaku belum diberikan."
    )


def test_an_ungraded_produktivitas_keeps_the_month_open_too(maret, dinilai, penilai, staf):
    finish(maret, penilai)
    make_kegiatan(staf, penilai=penilai)
    with pytest.raises(IllegalTransition, match="1 kegiatan harian belum dinilai"):
        _close(maret, penilai)


def test_a_mark_that_fell_out_of_the_range_keeps_the_month_open(maret, dinilai, penilai):
    finish(maret, penilai, kualitas=95)
    for kegiatan in dinilai:
        graded(kegiatan, penilai, KategoriHarian.CUKUP)
    with pytest.raises(IllegalTransition, match="di luar range"):
        _close(maret, penilai)


def test_a_target_nobody_worked_on_gets_kualitas_0_only_when_the_penilai_says_so(maret, dinilai, penilai):
    finish(maret, penilai)
    make_target(maret.bulanan, make_rhk(maret.skp, "Arsip"), uraian="Menata arsip")
    with pytest.raises(Refused, match="Menata arsip"):
        _close(maret, penilai)
    assert _close(maret, penilai, tanpa_kualitas=True).nilai_capaian == Decimal("47.67")


@pytest.mark.parametrize("actor", ["staf", "kepala", "admin", "super_admin"])
def test_nobody_but_the_penilai_closes(org, maret, dinilai, actor):
    finish(maret, org.penilai)
    with pytest.raises(NotAllowed):
        _close(maret, getattr(org, actor))


def test_a_closed_month_is_neither_closed_nor_rated_again(maret, dinilai, penilai):
    finish(maret, penilai)
    _close(maret, penilai)
    with pytest.raises(IllegalTransition):
        _close(maret, penilai)
    with pytest.raises(IllegalTransition):
        _quality(maret, 80, versi=1, by=penilai)
    assert CapaianBulanan.objects.count() == 1


def test_an_unapproved_month_is_not_closed(maret, dinilai, penilai):
    finish(maret, penilai)
    SkpBulanan.objects.update(status=Status.DIAJUKAN)
    with pytest.raises(IllegalTransition, match="belum disetujui"):
        _close(maret, penilai)


@pytest.mark.parametrize("actor", ["penilai", "admin"])
def test_reopening_needs_a_reason_and_lets_the_month_be_closed_anew(org, maret, dinilai, actor):
    finish(maret, org.penilai)
    _close(maret, org.penilai)
    with pytest.raises(Refused, match="alasan"):
        reopen(bulanan=maret.bulanan, alasan="  ", by=getattr(org, actor), at=IN_TIME)
    reopen(bulanan=maret.bulanan, alasan="Salah kategori", by=getattr(org, actor), at=IN_TIME)
    PenilaianKualitas.objects.update(nilai=93)
    assert _close(maret, org.penilai).nilai_capaian == Decimal("96.33")
    assert [row.aksi for row in Riwayat.objects.order_by("pk")] == [
        "TUTUP_PENILAIAN", "BUKA_PENILAIAN", "TUTUP_PENILAIAN",
    ]  # fmt: skip


def test_a_nilai_far_above_100_fits_what_is_stored(maret, penilai, staf):
    """Kuantitas has no cap."""
    graded(make_kegiatan(staf, target=maret.target, kuantitas=Decimal(9999999999)), penilai)
    finish(maret, penilai)
    assert _close(maret, penilai).nilai_capaian > 10**9


def test_perilaku_given_twice_from_stale_forms_keeps_the_first(maret, penilai):
    give_perilaku(maret.bulanan, penilai, 70)
    with pytest.raises(Conflict):
        rate_behaviour(bulanan=maret.bulanan, nilai=PERILAKU, versi=0, by=penilai, at=IN_TIME)
    assert PenilaianPerilaku.objects.get().rata_rata == 70
