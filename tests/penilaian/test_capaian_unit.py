"""Capaian kinerja organisasi: who sets it for which unit, what holds where none is set, and what it does not change."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ekinerja.errors import Conflict, IllegalTransition, NotAllowed
from organisasi.models import JenisPenugasan, Pemberitahuan, PenugasanKepala, UnitKerja
from penilaian.capaian_organisasi import capaian_of
from penilaian.models import CapaianUnit
from penilaian.querysets.capaian_unit import rated_beside, units_set_by
from penilaian.scoring.permenpanrb_6_2022 import CapaianOrganisasi
from penilaian.services.capaian_unit import set_capaian
from penilaian.services.periode import close_periode
from tests.factories import head, make_pegawai, make_periode, make_rated, make_skp, make_unit, wib

SAAT = wib(2026, 3, 10)


@pytest.fixture
def triwulan(org):
    return make_periode(org.instansi)


def put(unit, periode, by, nilai="baik", versi=0, dasar=""):
    return set_capaian(unit=unit, periode=periode, by=by, at=SAAT, versi=versi, nilai=nilai, dasar=dasar)


def plt(unit, pegawai):
    return PenugasanKepala.objects.create(
        unit=unit, pegawai=pegawai, jenis=JenisPenugasan.PLT, nomor_surat="1",
        mulai=date(2026, 3, 1), selesai=date(2026, 3, 31),
    )  # fmt: skip


# --- What holds ------------------------------------------------------------------------------------------------------


def test_a_unit_has_its_own_capaian_or_that_of_the_nearest_unit_above(org, triwulan, django_assert_num_queries):
    put(org.setda, triwulan, org.admin, "istimewa")
    put(org.bidang, triwulan, org.kepala, "kurang")
    with django_assert_num_queries(1):
        found = capaian_of([org.setda, org.dinas, org.bidang], triwulan)
    assert {pk: (row.nilai, row.unit.pk, row.sendiri) for pk, row in found.items()} == {
        org.setda.pk: (CapaianOrganisasi.ISTIMEWA, org.setda.pk, True),
        org.dinas.pk: (CapaianOrganisasi.ISTIMEWA, org.setda.pk, False),
        org.bidang.pk: (CapaianOrganisasi.KURANG, org.bidang.pk, True),
    }
    assert capaian_of([org.bidang], make_periode(org.instansi, "Triwulan II")) == {org.bidang.pk: None}
    assert capaian_of([], triwulan) == {}


# --- Who sets it -----------------------------------------------------------------------------------------------------


def test_the_head_above_sets_it_and_the_head_of_the_unit_is_told(org, triwulan):
    made = put(org.bidang, triwulan, org.kepala, dasar="Perjanjian kinerja")
    assert (made.capaian.nilai, made.capaian.ditetapkan_oleh, made.tetap) == ("baik", org.kepala, 0)
    told = Pemberitahuan.objects.get()
    assert told.penerima == org.penilai
    assert "rating hasil kerja Anda sebagai pimpinannya Sesuai Ekspektasi" in told.teks


@pytest.mark.parametrize("who", ["penilai", "sekda", "staf", "admin", "super_admin", "admin_luar", "kepala_lain"])
def test_nobody_else_does(org, triwulan, who):
    with pytest.raises(NotAllowed):
        put(org.bidang, triwulan, getattr(org, who))


def test_the_top_unit_is_the_admins_but_not_his_own(org, triwulan):
    assert put(org.setda, triwulan, org.admin)
    head(org.setda, org.admin)
    org.setda.refresh_from_db()
    with pytest.raises(NotAllowed, match="yang Anda pimpin"):
        put(org.setda, triwulan, org.admin, versi=1)
    assert put(org.setda, triwulan, org.super_admin, versi=1, nilai="kurang")
    with pytest.raises(NotAllowed):
        put(org.setda, triwulan, org.admin_luar, versi=2)


def test_a_unit_below_one_that_nobody_leads_is_the_admins_until_a_plt_does(org, triwulan):
    UnitKerja.objects.filter(pk=org.dinas.pk).update(kepala=None)
    assert org.bidang in units_set_by(org.admin, org.instansi)
    plt(org.dinas, org.kepala_lain)
    assert org.bidang not in units_set_by(org.admin, org.instansi)
    assert put(org.bidang, triwulan, org.kepala_lain)


def test_a_head_who_stands_in_for_his_superior_leaves_his_own_unit_to_the_admin(org, triwulan):
    UnitKerja.objects.filter(pk=org.dinas.pk).update(kepala=None)
    plt(org.dinas, org.penilai)
    with pytest.raises(NotAllowed, match="yang Anda pimpin"):
        put(org.bidang, triwulan, org.penilai)
    assert org.bidang not in units_set_by(org.penilai, org.instansi)
    assert put(org.bidang, triwulan, org.admin)


def test_who_sets_what(org):
    def named(person, instansi=org.instansi):
        return [unit.nama for unit in units_set_by(person, instansi)]

    assert named(org.kepala) == ["Bidang Data"]
    assert named(org.sekda) == ["Dinas Kominfo", "Dinas Sosial"]
    assert named(org.admin) == ["Sekretariat Daerah"]
    assert named(org.penilai) == []
    assert named(org.super_admin, org.instansi_lain) == ["Dinas Luar"]


# --- When, and at once -----------------------------------------------------------------------------------------------


def test_not_in_a_closed_period_nor_before_it_begins(org, triwulan):
    later = make_periode(org.instansi, "Triwulan II")
    with pytest.raises(IllegalTransition, match="baru dimulai pada 1 April 2026"):
        put(org.bidang, later, org.kepala)
    close_periode(periode=triwulan, by=org.admin, at=SAAT, versi=1, alasan="Gempa")
    with pytest.raises(IllegalTransition, match="sudah ditutup"):
        put(org.bidang, triwulan, org.kepala)


def test_of_two_at_once_the_second_sees_the_first(org, triwulan):
    put(org.bidang, triwulan, org.kepala)
    with pytest.raises(Conflict):
        put(org.bidang, triwulan, org.kepala, "kurang")
    changed = put(org.bidang, triwulan, org.kepala, "kurang", versi=1)
    assert changed.capaian.versi == 2
    with pytest.raises(Conflict):
        put(org.bidang, triwulan, org.kepala, versi=1)
    assert CapaianUnit.objects.get().nilai == "kurang"


def test_what_was_rated_stays_and_is_counted(org, triwulan):
    put(org.dinas, triwulan, org.sekda)
    below = make_unit(org.instansi, "Seksi", induk=org.bidang, kepala=org.jf)
    CapaianUnit.objects.create(
        unit=below, periode=triwulan, nilai="baik", ditetapkan_oleh=org.penilai, ditetapkan_pada=SAAT
    )
    jabatan = org.staf.jabatan

    def rated(nama, unit, capaian):
        person = make_pegawai(nama, unit=unit, jabatan=jabatan)
        return make_rated(make_skp(person, penilai=org.penilai), triwulan, capaian_organisasi=capaian)

    kept = [rated("A", org.bidang, "baik"), rated("B", org.bidang, ""), rated("C", below, "baik")]
    assert rated_beside(org.dinas, triwulan) == [("", 1), ("baik", 1)]
    changed = put(org.dinas, triwulan, org.sekda, "kurang", versi=1)
    assert changed.tetap == 2
    for evaluasi, before in zip(kept, ("baik", "", "baik"), strict=True):
        evaluasi.refresh_from_db()
        assert (evaluasi.capaian_organisasi, evaluasi.predikat) == (before, "baik")


# --- Pages -----------------------------------------------------------------------------------------------------------


def test_the_list_and_the_form(org, triwulan, as_user):
    client = as_user(org.kepala)
    page = client.get(reverse("penilaian:capaian_list")).content.decode()
    assert "Bidang Data" in page
    assert "Belum ditetapkan" in page
    make_rated(make_skp(org.staf, penilai=org.penilai), triwulan)
    form = reverse("penilaian:capaian_ubah", args=[org.bidang.pk, triwulan.pk])
    assert "1 evaluasi di unit ini sudah dinilai: 1 tanpa capaian" in client.get(form).content.decode()
    saved = client.post(form, {"versi": 0, "nilai": "istimewa", "dasar": "Perjanjian kinerja"}, follow=True)
    assert "1 evaluasi sudah dinilai dengan capaian lain dan tidak berubah" in saved.content.decode()
    assert "Di Atas Ekspektasi" in saved.content.decode()
    stale = client.post(form, {"versi": 0, "nilai": "kurang", "dasar": ""})
    assert stale.status_code == 409
    assert "Tersimpan sekarang: Istimewa" in stale.content.decode()
    assert client.post(form, {"versi": 1, "nilai": "hebat", "dasar": ""}).status_code == 200
    own = as_user(org.penilai).get(reverse("penilaian:capaian_list")).content.decode()
    assert "Unit yang Anda pimpin" in own
    assert "Istimewa" in own


def test_nonsense_in_the_address_shows_the_running_period(org, triwulan, as_user):
    for text in ("x", "9" * 30, "-1"):
        answer = as_user(org.kepala).get(reverse("penilaian:capaian_list"), {"periode": text, "cari": "Bidang"})
        assert answer.context["periode"] == triwulan
    other = make_periode(org.instansi_lain)
    address = reverse("penilaian:capaian_ubah", args=[org.bidang.pk, other.pk])
    assert as_user(org.kepala).get(address).status_code == 404


def test_an_instansi_without_periods_says_so(org, as_user):
    page = as_user(org.kepala).get(reverse("penilaian:capaian_list")).content.decode()
    assert "belum mempunyai periode" in page


def test_the_list_costs_the_same_with_one_unit_and_thirty(org, triwulan, as_user):
    client, address = as_user(org.kepala), reverse("penilaian:capaian_list") + "?entri=100"

    def cost():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    put(org.bidang, triwulan, org.kepala)
    cost()
    few = cost()
    for number in range(29):
        unit = make_unit(org.instansi, f"Bidang {number}", induk=org.dinas)
        head(unit, make_pegawai(f"Kepala {number}", unit=unit, jabatan=org.penilai.jabatan))
        put(unit, triwulan, org.kepala)
    assert cost() == few
