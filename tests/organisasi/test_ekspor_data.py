"""Files of many leave a line in the audit: who, what, when, how many rows, of which instansi."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from organisasi.models import BentukEkspor, EksporData
from organisasi.services.audit import log_export
from tests.factories import wib

pytestmark = pytest.mark.django_db

AT = wib(2026, 3, 10)


def taken(org, *, instansi, judul="Daftar pegawai", baris=3, at=AT, by=None):
    log_export(
        by=by or org.admin, judul=judul, bentuk=BentukEkspor.CSV, baris=baris, instansi=instansi, at=at,
        alamat="/pegawai/?cari=adi",
    )  # fmt: skip


def page(client, query=""):
    answer = client.get(reverse("audit_ekspor_data") + query)
    assert answer.status_code == 200
    return answer


def test_it_says_who_took_what_and_how_much(as_user, org):
    taken(org, instansi=org.instansi, baris=12345)
    text = page(as_user(org.admin)).content.decode()
    for part in (str(org.admin), "Daftar pegawai", "CSV", "12.345", "/pegawai/?cari=adi"):
        assert part in text


def test_an_admin_sees_what_was_taken_of_his_instansi_whoever_took_it(as_user, org):
    taken(org, instansi=org.instansi, judul="Milik sendiri", by=org.super_admin)
    taken(org, instansi=org.admin_luar.instansi, judul="Milik lain")
    taken(org, instansi=None, judul="Seluruh bangsa", by=org.super_admin)
    seen = {who: [row.judul for row in page(as_user(getattr(org, who))).context["halaman"].rows]
            for who in ("admin", "admin_luar", "super_admin")}  # fmt: skip
    assert seen["admin"] == ["Milik sendiri"]
    assert seen["admin_luar"] == ["Milik lain"]
    assert len(seen["super_admin"]) == 3


def test_the_newest_stands_above_and_the_rest_is_paged(as_user, org):
    for number in range(30):
        taken(org, instansi=org.instansi, judul=f"Ke-{number}", at=AT + timedelta(minutes=number // 2))
    client = as_user(org.admin)
    first = page(client, "?entri=25").context["halaman"]
    assert [row.judul for row in first.rows] == [f"Ke-{number}" for number in range(29, 4, -1)]
    second = page(client, first.next).context["halaman"]
    assert [row.judul for row in second.rows] == [f"Ke-{number}" for number in range(4, -1, -1)]


@pytest.mark.parametrize("change", [lambda rows: rows.update(baris=0), lambda rows: rows.delete()])
def test_nobody_takes_a_line_back(org, change):
    taken(org, instansi=org.instansi)
    with pytest.raises(DatabaseError), transaction.atomic():
        change(EksporData.objects.all())
    assert EksporData.objects.get().baris == 3
