"""Rentang Kualitas: an instansi's own table of ranges, and a form that is older than its row."""

from decimal import Decimal

import pytest
from django.urls import reverse

from penilaian.capaian.rekap import range_for
from penilaian.models import RentangKualitas

pytestmark = pytest.mark.django_db

VALUES = {"batas_bawah": "76", "minimum": "76", "maksimum": "95"}
TOKEN = {"token": "6b8f5a52-6f0f-4a1c-8d3b-3b6f5f1f0a02"}


def url(name, *args):
    return reverse(f"penilaian:{name}", args=args)


@pytest.fixture
def rentang(org):
    return RentangKualitas.objects.create(instansi=org.instansi, batas_bawah=76, minimum=76, maksimum=95)


def test_a_row_of_its_own_replaces_the_whole_table_and_says_what_is_missing(as_user, org):
    client = as_user(org.admin)
    assert "tabel bawaan di bawah yang berlaku" in client.get(url("rentang_list")).content.decode()
    for _twice in range(2):
        assert client.post(url("rentang_tambah"), {**VALUES, **TOKEN}).status_code == 302
    row = RentangKualitas.objects.get()
    assert range_for(Decimal(80), [row]) == (76, 95)
    assert "tidak mulai dari 0" in client.get(url("rentang_list")).content.decode()
    for _twice in range(2):
        assert client.post(url("rentang_hapus", row.pk)).status_code in {302, 404}
    assert not RentangKualitas.objects.exists()


@pytest.mark.parametrize(
    ("change", "field"),
    [({"maksimum": "70"}, "maksimum"), ({"minimum": "101"}, "minimum"), ({"batas_bawah": "x"}, "batas_bawah")],
)
def test_a_range_is_within_0_and_100(as_user, org, change, field):
    answer = as_user(org.admin).post(url("rentang_tambah"), {**VALUES, **TOKEN, **change})
    assert field in answer.context["form"].errors
    assert not RentangKualitas.objects.exists()


def test_the_same_lower_bound_twice_is_said_at_its_field(as_user, org, rentang):
    answer = as_user(org.admin).post(url("rentang_tambah"), {**VALUES, **TOKEN, "maksimum": "90"})
    assert answer.status_code == 409
    assert answer.context["form"].errors["batas_bawah"] == ["Rentang dengan batas itu sudah ada."]


def test_a_stale_form_shows_both_values(as_user, org, rentang):
    client, address = as_user(org.admin), url("rentang_ubah", rentang.pk)
    versi = client.get(address).context["form"]["versi"].value()
    RentangKualitas.objects.update(maksimum=90)
    answer = client.post(address, {**VALUES, "maksimum": "99", "versi": versi})
    assert answer.status_code == 409
    assert "Tersimpan sekarang: 90" in answer.content.decode()
    now = answer.context["form"]["versi"].value()
    assert client.post(address, {**VALUES, "maksimum": "99", "versi": now}).status_code == 302
    assert RentangKualitas.objects.get().maksimum == 99


def test_anothers_is_not_found_and_staff_are_refused(as_user, org, rentang):
    for name in ("rentang_ubah", "rentang_hapus"):
        assert as_user(org.admin_luar).post(url(name, rentang.pk), VALUES).status_code == 404
        assert as_user(org.kepala).post(url(name, rentang.pk), VALUES).status_code == 403
    assert RentangKualitas.objects.get() == rentang
