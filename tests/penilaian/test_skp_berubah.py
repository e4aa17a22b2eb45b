"""An SKP that is changed after it was rated, and a Plt whose office ends while he rates: what was rated stays."""

import uuid
from datetime import date

import pytest
import time_machine
from django.urls import reverse

from ekinerja.errors import NotAllowed, Refused
from organisasi.models import JenisPenugasan, PenugasanKepala
from penilaian.models import Evaluasi, RealisasiPeriode, RencanaAksi
from penilaian.scoring.permenpanrb_6_2022 import Rating
from penilaian.services.menilai import rate
from penilaian.services.sesudah import hand_over
from skp import services
from skp.models import Skp
from skp.services import adendum as adendum_services
from skp.services.indikator import delete_indikator
from skp.workflow import Action, Status
from tests.factories import make_evaluasi, make_indikator, make_periode, make_rated, make_rhk, make_skp, wib

SAAT = wib(2026, 3, 10)
BOTH = {"hasil": Rating.SESUAI, "perilaku": Rating.DI_ATAS}


@pytest.fixture
def triwulan(org):
    """By their numbers."""
    return {
        number: make_periode(org.instansi, f"Triwulan {roman}") for number, roman in enumerate(("I", "II", "III"), 1)
    }


@pytest.fixture
def skp(staf, penilai):
    return make_skp(staf, penilai=penilai)


def shortened(skp, staf, day):
    return services.shorten_skp(skp=skp, by=staf, versi=skp.versi, periode_selesai=day, alasan="Pindah", at=SAAT)


# --- Shortened -------------------------------------------------------------------------------------------------------


def test_an_skp_is_not_shortened_out_of_a_period_it_was_rated_in(skp, staf, triwulan):
    make_rated(skp, triwulan[2])
    with pytest.raises(Refused, match="sudah dinilai pada Triwulan II 2026") as refused:
        shortened(skp, staf, date(2026, 3, 31))
    assert refused.value.field == "periode_selesai"
    assert shortened(skp, staf, date(2026, 5, 31)).periode_selesai == date(2026, 5, 31)


def test_what_was_only_planned_for_a_later_period_does_not_keep_an_skp_long(skp, staf, triwulan):
    make_evaluasi(skp, triwulan[3])
    assert shortened(skp, staf, date(2026, 6, 30)).periode_selesai == date(2026, 6, 30)


@pytest.mark.parametrize(
    ("mulai", "selesai", "field"),
    [(date(2026, 7, 1), date(2026, 12, 31), "periode_mulai"), (date(2026, 1, 1), date(2026, 3, 31), "periode_selesai")],
)
def test_a_reopened_skp_keeps_the_periods_it_was_rated_in(skp, staf, triwulan, mulai, selesai, field):
    make_rated(skp, triwulan[2])
    Skp.objects.filter(pk=skp.pk).update(status=Status.DIKEMBALIKAN)
    skp.refresh_from_db()
    with pytest.raises(Refused, match="sudah dinilai pada Triwulan II 2026") as refused:
        services.change_period(skp=skp, by=staf, versi=skp.versi, periode_mulai=mulai, periode_selesai=selesai)
    assert refused.value.field == field


# --- Its rows deleted ------------------------------------------------------------------------------------------------


@pytest.fixture
def rated(skp, triwulan, penilai):
    """With a rencana aksi and a realisasi, as the penilai saw them."""
    indikator = make_indikator(
        make_rhk(skp, target_kuantitas=None, satuan=None, target_kualitas=None, target_waktu=None)
    )
    row = make_evaluasi(skp, triwulan[1])
    RencanaAksi.objects.create(evaluasi=row, rhk=indikator.rhk, uraian="Menyusun jadwal")
    RealisasiPeriode.objects.create(evaluasi=row, rhk=indikator.rhk, indikator=indikator, realisasi="3 laporan")
    rate(evaluasi=now(row), by=penilai, at=SAAT, versi=None, **BOTH)
    return now(row)


def now(evaluasi):
    return Evaluasi.objects.for_detail().get(pk=evaluasi.pk)


def test_a_reopened_skp_cannot_lose_what_was_rated(as_user, rated, staf, penilai):
    skp, rhk = rated.skp, rated.skp.rhk.get()
    Skp.objects.filter(pk=skp.pk).update(status=Status.DIKEMBALIKAN)
    before = now(rated).isi
    with pytest.raises(Refused):
        services.delete_rhk(rhk=rhk, by=staf)
    with pytest.raises(Refused):
        delete_indikator(indikator=rhk.indikator.get(), by=staf)
    with pytest.raises(Refused):
        services.delete_skp(skp=skp, by=staf)
    assert now(rated).isi == before
    for name in ("evaluasi", "rencana_aksi", "cetak_evaluasi"):
        url = reverse(f"penilaian:{name}", args=[skp.pk, rated.periode_id])
        assert as_user(staf).get(url).status_code == 200
    feedback = reverse("penilaian:feedback", args=[skp.pk, rated.periode_id])
    assert as_user(penilai).get(feedback).status_code == 200


def _delete_by_adendum(adendum, rhk, penilai):
    adendum_services.propose_rhk_deletion(adendum=adendum, by=adendum.skp.pegawai, rhk=rhk)
    adendum_services.perform_adendum(Action.AJUKAN, adendum=adendum, by=adendum.skp.pegawai, at=SAAT)
    adendum_services.perform_adendum(Action.SETUJUI, adendum=adendum, by=penilai, at=SAAT)


def test_an_adendum_after_the_rating_leaves_the_rated_sheet_and_cannot_delete_its_rows(rated, staf, penilai):
    rhk = rated.skp.rhk.get()
    before = now(rated).isi
    adendum = adendum_services.create_adendum(
        skp=rated.skp, by=staf, at=SAAT, token=uuid.uuid4(), alasan="Tugas berubah"
    )
    with pytest.raises(Refused):
        _delete_by_adendum(adendum, rhk, penilai)
    assert now(rated).isi == before


# --- A Plt whose assignment ends -----------------------------------------------------------------------------------


@pytest.fixture
def plt(org, rekan):
    PenugasanKepala.objects.create(
        unit=org.bidang, pegawai=rekan, jenis=JenisPenugasan.PLT, nomor_surat="1",
        mulai=date(2026, 3, 1), selesai=date(2026, 3, 10),
    )  # fmt: skip
    return rekan


def test_a_page_a_plt_opened_on_his_last_day_sends_nothing_the_day_after(as_user, skp, triwulan, plt):
    make_evaluasi(skp, triwulan[1])
    url = reverse("penilaian:nilai_hasil", args=[skp.pk, triwulan[1].pk])
    with time_machine.travel(wib(2026, 3, 10, 23, 50), tick=False):
        client = as_user(plt)
        assert client.get(reverse("penilaian:feedback", args=[skp.pk, triwulan[1].pk])).status_code == 200
    with time_machine.travel(wib(2026, 3, 11, 0, 5), tick=False):
        assert client.post(url, {"versi": 1, "rating_hasil": Rating.DI_ATAS}).status_code in {403, 404}
    row = Evaluasi.objects.get()
    assert (row.rating_hasil, row.dinilai_oleh) == ("", None)


def test_what_a_plt_rated_is_handed_over_by_the_pejabat_penilai_after_him(skp, triwulan, plt, penilai):
    row = make_evaluasi(skp, triwulan[1])
    rate(evaluasi=now(row), by=plt, at=SAAT, versi=None, **BOTH)
    with time_machine.travel(wib(2026, 3, 11), tick=False):
        with pytest.raises(NotAllowed):
            hand_over(evaluasi=now(row), by=plt, at=wib(2026, 3, 11))
        hand_over(evaluasi=now(row), by=penilai, at=wib(2026, 3, 11))
    assert now(row).diserahkan
