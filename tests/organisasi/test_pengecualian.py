"""Pengecualian: who is not counted, on which days, and who says so."""

import uuid
from datetime import date

import pytest
from django.apps import apps
from django.urls import reverse

from dashboard.models import RekapPegawai
from ekinerja.errors import Conflict, IllegalTransition, NotAllowed, Refused
from organisasi.models import AlasanPengecualian, Pengecualian
from organisasi.services.pengecualian import (
    add_pengecualian,
    change_pengecualian,
    delete_pengecualian,
    end_pengecualian,
)
from tests.factories import make_pegawai, open_rekap

TODAY = date(2026, 3, 10)
VALUES = {
    "alasan": AlasanPengecualian.TUGAS_BELAJAR,
    "mulai": date(2026, 1, 1),
    "selesai": None,
    "keterangan": "SK 800/2/2026",
}


def add(org, *people, by=None, token=None, **changes):
    return add_pengecualian(
        people=people or [org.staf], by=by or org.admin, token=token or uuid.uuid4(), values={**VALUES, **changes}
    )


def test_many_at_once_or_nobody_and_the_same_form_once(org):
    token = uuid.uuid4()
    rows = add(org, org.staf, org.rekan, token=token)
    assert add(org, org.staf, org.rekan, token=token) == rows
    assert Pengecualian.objects.count() == 2
    with pytest.raises(Conflict, match=r"Staf sudah dikecualikan.*Tugas belajar, 1 Januari 2026") as conflict:
        add(org, org.jf, org.staf)
    assert conflict.value.field == "mulai"
    assert not org.jf.pengecualian.exists()


def test_days_beside_each_other_do_not_overlap(org):
    add(org, selesai=date(2026, 1, 31))
    assert add(org, mulai=date(2026, 2, 1))
    with pytest.raises(Refused, match="tidak boleh sebelum"):
        add(org, org.rekan, selesai=date(2025, 1, 1))


@pytest.mark.parametrize("who", ["staf", "kepala", "admin_luar"])
def test_others_exclude_nobody(org, who):
    row = add(org)[0]
    by = getattr(org, who)
    for act in (
        lambda: add(org, org.rekan, by=by),
        lambda: change_pengecualian(pengecualian=row, by=by, versi=1, values=VALUES),
        lambda: end_pengecualian(pengecualian=row, by=by, today=TODAY),
        lambda: delete_pengecualian(pengecualian=row, by=by),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_nobody_excludes_himself(org):
    with pytest.raises(NotAllowed, match="Data sendiri"):
        add(org, org.admin)


def test_it_is_changed_ended_and_deleted_with_its_trace(org):
    row = add(org)[0]
    changed = change_pengecualian(pengecualian=row, by=org.admin, versi=1, values={**VALUES, "keterangan": "Lain"})
    assert (changed.keterangan, changed.versi) == ("Lain", 2)
    with pytest.raises(Conflict):
        change_pengecualian(pengecualian=row, by=org.admin, versi=1, values=VALUES)
    assert end_pengecualian(pengecualian=row, by=org.admin, today=TODAY).selesai == TODAY
    with pytest.raises(IllegalTransition, match="sudah berakhir"):
        end_pengecualian(pengecualian=row, by=org.admin, today=TODAY)
    delete_pengecualian(pengecualian=row, by=org.admin)
    with pytest.raises(Conflict, match="sudah dihapus"):
        delete_pengecualian(pengecualian=Pengecualian(pk=9, pegawai=org.staf), by=org.admin)
    events = apps.get_model("organisasi", "PengecualianEvent").objects.order_by("pgh_id")
    assert [row.pgh_label for row in events] == ["insert", "update", "update", "delete"]


def test_the_statistics_follow_by_themselves(org):
    open_rekap(2026)

    def excluded():
        return RekapPegawai.objects.get(pegawai=org.staf, tahun=2026).dikecualikan

    row = add(org)[0]
    assert excluded()
    delete_pengecualian(pengecualian=row, by=org.admin)
    assert not excluded()


# --- Pages -----------------------------------------------------------------------------------------------------------


def form(page, **changes):
    token = page.context["form"]["token"].value()
    return {"token": token, "alasan": "CUTI", "mulai": "2026-03-01", "selesai": "", "keterangan": "SK", **changes}


def test_many_are_excluded_by_their_nip(org, as_user):
    client = as_user(org.admin)
    url = reverse("pengecualian_tambah")
    page = client.get(f"{url}?id={org.staf.pk}&id={org.rekan.pk}&id={org.orang_luar.pk}")
    assert page.context["form"]["banyak"].value().split() == [org.rekan.nip, org.staf.nip]
    spaced = f"{org.staf.nip_tampil}\r\n{org.rekan.nip},  {org.jf.nip}\n\n{org.staf.nip}"
    done = client.post(url, form(page, banyak=spaced), follow=True)
    assert "3 pegawai dikecualikan" in done.content.decode()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Pilih pegawainya"),
        ("123", "Bukan NIP 18 angka: 123"),
        ("{luar}", "Tidak ada pegawai dengan NIP"),
        ("{staf}\n{luar}", "Tidak ada pegawai dengan NIP"),
    ],
)
def test_one_wrong_nip_refuses_all(org, as_user, typed, said):
    client = as_user(org.admin)
    url = reverse("pengecualian_tambah")
    typed = typed.format(luar=org.orang_luar.nip, staf=org.staf.nip)
    answer = client.post(url, form(client.get(url), banyak=typed))
    assert said in answer.content.decode()
    assert not Pengecualian.objects.exists()


def test_an_overlap_is_said_on_the_form(org, as_user):
    add(org)
    client = as_user(org.admin)
    url = reverse("pengecualian_tambah")
    answer = client.post(url, form(client.get(url), pegawai=org.staf.pk))
    assert answer.status_code == 409
    assert "sudah dikecualikan pada sebagian masa itu" in answer.content.decode()


def test_an_older_form_shows_both_values(org, as_user):
    row = add(org)[0]
    client = as_user(org.admin)
    url = reverse("pengecualian_ubah", args=[row.pk])
    sent = {"alasan": "CUTI", "mulai": "2026-01-01", "keterangan": "Satu", "versi": 1}
    assert client.post(url, sent).status_code == 302
    refused = client.post(url, {**sent, "keterangan": "Dua"})
    assert refused.status_code == 409
    assert "Tersimpan sekarang: Satu" in refused.content.decode()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {"Staf", "Rekan", "Fungsional"}),
        ("?alasan=CUTI", {"Rekan"}),
        ("?berlaku=kini", {"Staf"}),
        ("?berlaku=nanti", {"Rekan"}),
        ("?berlaku=lewat", {"Fungsional"}),
        ("?cari=staf", {"Staf"}),
    ],
)
def test_what_the_list_shows(org, as_user, query, expected):
    add(org)
    add(org, org.rekan, mulai=date(2026, 4, 1), alasan="CUTI")
    add(org, org.jf, selesai=date(2026, 2, 1))
    page = as_user(org.admin).get(reverse("pengecualian_list") + query)
    assert {row["baris"].pegawai.nama for row in page.context["rows"]} == expected
    assert not as_user(org.admin_luar).get(reverse("pengecualian_list") + query).context["rows"]


def test_the_list_asks_the_same_queries_for_any_number(org, as_user, django_assert_max_num_queries):
    client = as_user(org.admin)

    def ask():
        with django_assert_max_num_queries(7) as queries:
            client.get(reverse("pengecualian_list") + "?entri=50")
        return len(queries)

    add(org)
    client.get(reverse("pengecualian_list"))
    few = ask()
    add(org, *(make_pegawai(f"P{number}", unit=org.bidang, jabatan=org.staf.jabatan) for number in range(30)))
    assert ask() == few


def test_the_page_ends_and_deletes(org, as_user):
    row = add(org)[0]
    client = as_user(org.admin)
    client.post(reverse("pengecualian_akhiri", args=[row.pk]))
    row.refresh_from_db()
    assert row.selesai == TODAY
    client.post(reverse("pengecualian_hapus", args=[row.pk]))
    assert client.post(reverse("pengecualian_hapus", args=[row.pk])).status_code == 404
