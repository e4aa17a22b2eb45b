"""The range table of an instansi in admin."""

from decimal import Decimal

import pytest
from django.urls import reverse

from penilaian.models import RentangKualitas

ADD = "admin:penilaian_rentangkualitas_add"


def _data(instansi, **changed) -> dict:
    return {"instansi": instansi.pk, "batas_bawah": "76,5", "minimum": "76", "maksimum": "95", **changed}


def test_the_admin_of_the_instansi_adds_a_row_in_indonesian_notation(as_user, admin):
    as_user(admin).post(reverse(ADD), _data(admin.instansi))
    row = RentangKualitas.objects.get()
    assert (row.instansi, row.batas_bawah, row.minimum, row.maksimum) == (admin.instansi, Decimal("76.5"), 76, 95)


@pytest.mark.parametrize("wrong", [{"batas_bawah": "76.5"}, {"maksimum": "101"}, {"minimum": "96"}])
def test_a_row_that_cannot_be_is_refused_with_a_message(as_user, admin, wrong):
    response = as_user(admin).post(reverse(ADD), _data(admin.instansi, **wrong))
    assert response.status_code == 200
    assert response.context["adminform"].form.errors
    assert not RentangKualitas.objects.exists()


def test_an_admin_touches_his_own_instansi_only(as_user, admin, admin_luar):
    row = RentangKualitas.objects.create(instansi=admin.instansi, batas_bawah=0, minimum=0, maksimum=50)
    browser = as_user(admin_luar)
    browser.post(reverse("admin:penilaian_rentangkualitas_change", args=[row.pk]), _data(admin.instansi))
    browser.post(reverse(ADD), _data(admin.instansi))
    assert list(RentangKualitas.objects.values_list("pk", "maksimum")) == [(row.pk, 50)]


def test_a_pegawai_does_not_enter(as_user, staf):
    assert as_user(staf).get(reverse(ADD)).status_code in {302, 403}
