"""The settings of the evaluation: the switches, and an instansi's own patterns of distribution."""

from decimal import Decimal

import pytest
from django.urls import reverse

from ekinerja.errors import NotAllowed, Refused
from penilaian.capaian_organisasi import pola_of
from penilaian.models import AsalUmpanBalik, Hubungan, PolaDistribusi, UndanganUmpanBalik
from penilaian.scoring.permenpanrb_6_2022 import POLA_BAKU, CapaianOrganisasi, Predikat, periksa_bagian
from penilaian.services.pengaturan import change_pola, change_switches, reset_pola
from tests.factories import make_evaluasi, make_skp, wib

BAIK = CapaianOrganisasi.BAIK


def bagian(*shares):
    return dict(zip(Predikat, map(Decimal, shares), strict=True))


def change(org, *shares, by=None):
    return change_pola(instansi=org.instansi, by=by or org.admin, capaian=BAIK, bagian=bagian(*shares))


def test_without_its_own_an_instansi_has_the_pattern_of_the_rule_book(org, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert pola_of(org.instansi, "baik") == POLA_BAKU[BAIK]


def test_an_instansis_own_pattern_and_the_way_back(org):
    change(org, "25", "55.5", "15", "4", "0.5")
    assert pola_of(org.instansi, BAIK)[Predikat.BAIK] == Decimal("55.5")
    assert pola_of(org.instansi_lain, BAIK) == POLA_BAKU[BAIK]
    assert pola_of(org.instansi, CapaianOrganisasi.KURANG) == POLA_BAKU[CapaianOrganisasi.KURANG]
    change(org, 30, 50, 15, 4, 1)
    assert PolaDistribusi.objects.count() == 1
    for _twice in range(2):
        reset_pola(instansi=org.instansi, by=org.admin, capaian=BAIK)
    assert pola_of(org.instansi, BAIK) == POLA_BAKU[BAIK]


def test_shares_are_together_a_hundred(org):
    with pytest.raises(Refused, match="harus 100%, sekarang 99,5%"):
        change(org, "29.5", 50, 15, 4, 1)
    assert not PolaDistribusi.objects.exists()


@pytest.mark.parametrize("who", ["staf", "kepala", "admin_luar"])
def test_others_change_nothing(org, who):
    person = getattr(org, who)
    with pytest.raises(NotAllowed):
        change(org, 30, 50, 15, 4, 1, by=person)
    with pytest.raises(NotAllowed):
        reset_pola(instansi=org.instansi, by=person, capaian=BAIK)
    with pytest.raises(NotAllowed):
        change_switches(instansi=org.instansi, by=person, penilaian_diri=True, umpan_balik_anonim=False)


@pytest.mark.parametrize("capaian", CapaianOrganisasi)
def test_the_patterns_of_the_rule_book_break_no_limit(capaian):
    assert periksa_bagian(POLA_BAKU[capaian], capaian) == []


@pytest.mark.parametrize(
    ("capaian", "shares", "said"),
    [
        (BAIK, (10, "70.01", "14.99", 4, 1), ["Baik paling banyak 70%; dalam pola ini 70,01%."]),
        (BAIK, (30, 70, 0, 0, 0), ["Butuh Perbaikan dan/atau Kurang/Misconduct harus ada; dalam pola ini 0%."]),
        (BAIK, (50, 40, 10, 0, 0), ["Baik harus yang terbanyak; dalam pola ini 40%."]),
        (
            CapaianOrganisasi.SANGAT_KURANG,
            ("0.5", 5, 9, "0.5", 85),
            [
                "Kurang/Misconduct dan/atau Butuh Perbaikan paling sedikit 10%; dalam pola ini 9,5%.",
                "Sangat Baik tidak boleh ada; dalam pola ini 0,5%.",
            ],
        ),
    ],
)
def test_a_limit_of_the_circular_is_named_not_enforced(capaian, shares, said):
    assert [str(broken) for broken in periksa_bagian(bagian(*shares), capaian)] == said


def test_switching_anonymity_off_names_nobody_who_was_promised_it(org):
    evaluasi = make_evaluasi(make_skp(org.staf, penilai=org.penilai))
    invitation = UndanganUmpanBalik.objects.create(
        evaluasi=evaluasi, pemberi=org.rekan, asal=AsalUmpanBalik.DIMINTA, hubungan=Hubungan.REKAN,
        diminta_oleh=org.staf, pada=wib(2026, 3, 1),
    )  # fmt: skip
    change_switches(instansi=org.instansi, by=org.admin, penilaian_diri=True, umpan_balik_anonim=False)
    org.instansi.refresh_from_db()
    invitation.refresh_from_db()
    assert (org.instansi.penilaian_diri, org.instansi.umpan_balik_anonim, invitation.anonim) == (True, False, True)


def test_on_the_page(org, as_user):
    client, page = as_user(org.admin), reverse("penilaian:pengaturan_evaluasi")
    assert "Pola bawaan" in client.get(page).content.decode()
    client.post(page, {"penilaian_diri": "on"})
    org.instansi.refresh_from_db()
    assert (org.instansi.penilaian_diri, org.instansi.umpan_balik_anonim) == (True, False)
    form = reverse("penilaian:pola_ubah", args=["baik"])
    typed = {"sangat_baik": "10", "baik": "75", "butuh_perbaikan": "10", "kurang": "4", "sangat_kurang": "2"}
    assert "harus 100%, sekarang 101%" in client.post(form, typed).content.decode()
    saved = client.post(form, typed | {"sangat_kurang": "1"}, follow=True).content.decode()
    assert "Pola instansi" in saved
    assert "Baik paling banyak 70%; dalam pola ini 75%" in saved
    client.post(reverse("penilaian:pola_baku", args=["baik"]))
    assert not PolaDistribusi.objects.exists()
    assert client.get(reverse("penilaian:pola_ubah", args=["hebat"])).status_code == 404


@pytest.mark.parametrize("typed", ["-1", "101", "abc", "33,333", "1.5", "", "9" * 50])
def test_nonsense_in_a_share_is_said_at_its_field(org, as_user, typed):
    shares = {each.value: "20" for each in Predikat} | {"baik": typed}
    answer = as_user(org.admin).post(reverse("penilaian:pola_ubah", args=["baik"]), shares)
    assert answer.status_code == 200
    assert "baik" in answer.context["form"].errors
