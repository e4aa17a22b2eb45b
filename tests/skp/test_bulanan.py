"""SKP Bulanan and its targets: made inside an SKP, broken down, copied, deleted."""

import uuid
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from ekinerja.errors import Conflict, IllegalTransition, NotAllowed, Refused, TooLate
from skp import rules, services
from skp.models import Skp, SkpBulanan, Tahapan, TargetBulanan
from skp.workflow import Status
from tests.factories import make_bulanan, make_kegiatan, make_rhk, make_skp, make_target, wib

TAMBAH = "skp:bulanan_tambah"
NOW = wib(2026, 3, 10)


def create(by, bulan, tahun=2026, at=NOW):
    return services.create_bulanan(by=by, tahun=tahun, bulan=bulan, token=uuid.uuid4(), at=at)


def test_a_month_is_made_in_the_skp_of_its_year(as_user, staf, skp):
    form = {"token": str(uuid.uuid4()), "tahun": "2026", "bulan": "4"}
    client = as_user(staf)
    first, second = client.post(reverse(TAMBAH), form), client.post(reverse(TAMBAH), form)
    month = SkpBulanan.objects.get()
    assert (month.skp, month.bulan, month.status) == (skp, 4, Status.DRAFT)
    assert first["Location"] == second["Location"] == month.get_absolute_url()


def test_the_same_month_twice_is_refused_at_its_field(staf, april):
    with pytest.raises(Conflict, match="sudah ada") as caught:
        create(staf, 4)
    assert caught.value.field == "bulan"


@pytest.mark.parametrize(
    ("bulan", "at", "late"), [(3, wib(2026, 3, 5, 23, 59), False), (3, wib(2026, 3, 6, 0, 0), True)]
)
def test_a_month_is_made_until_its_fifth_day(staf, skp, bulan, at, late):
    if late:
        with pytest.raises(TooLate, match="5 Maret 2026"):
            create(staf, bulan, at=at)
    else:
        assert create(staf, bulan, at=at).bulan == bulan


def test_without_an_skp_the_page_says_what_to_do_first(as_user, rekan):
    response = as_user(rekan).post(reverse(TAMBAH), {"token": str(uuid.uuid4()), "tahun": "2026", "bulan": "4"})
    page = response.content.decode()
    assert response.status_code == 409
    assert "Buat SKP Tahunan 2026 lebih dahulu" in page
    assert reverse("skp:tahunan_list") in page


@pytest.mark.parametrize("changes", [{"bulan": "13"}, {"bulan": "0"}, {"bulan": ""}, {"tahun": "2010"}, {"token": ""}])
def test_nonsense_makes_no_month(as_user, staf, skp, changes):
    form = {"token": str(uuid.uuid4()), "tahun": "2026", "bulan": "4"} | changes
    assert as_user(staf).post(reverse(TAMBAH), form).status_code == 200
    assert not SkpBulanan.objects.exists()


def test_a_month_shared_by_two_skp_goes_to_the_later_one_first(staf, penilai):
    early = make_skp(staf, penilai=penilai, periode_selesai=date(2026, 6, 15))
    late = make_skp(staf, penilai=penilai, periode_mulai=date(2026, 6, 16))
    assert create(staf, 5).skp == early
    assert create(staf, 6).skp == late
    assert create(staf, 6).skp == early
    with pytest.raises(Conflict):
        create(staf, 6)


def test_a_month_is_moved_with_its_targets(as_user, staf, rhk, april):
    target = make_target(april, rhk)
    client, url = as_user(staf), reverse("skp:bulanan_ubah", args=[april.pk])
    assert client.post(url, {"versi": 1, "bulan": "5"}).status_code == 302
    target.refresh_from_db()
    assert target.skp_bulanan.bulan == 5
    stale = client.post(url, {"versi": 1, "bulan": "6"})
    assert stale.status_code == 409
    assert "sudah diubah sejak formulir Anda dibuka" in stale.content.decode()


@pytest.mark.parametrize(("bulan", "error"), [(5, Conflict), (3, TooLate), (12, Refused)])
def test_a_month_moves_only_to_a_free_open_month_of_its_skp(staf, skp, april, bulan, error):
    Skp.objects.filter(pk=skp.pk).update(periode_selesai=date(2026, 11, 30))
    make_bulanan(skp, 5)
    with pytest.raises(error):
        services.change_month(bulanan=april, by=staf, versi=1, bulan=bulan, at=NOW)


def test_a_month_with_activities_stays_where_it_is_and_is_not_deleted(staf, rhk, april):
    make_kegiatan(staf, target=make_target(april, rhk), tanggal=date(2026, 4, 2))
    with pytest.raises(Refused, match="kegiatan harian"):
        services.change_month(bulanan=april, by=staf, versi=1, bulan=5, at=NOW)
    with pytest.raises(Refused, match="kegiatan harian"):
        services.delete_bulanan(bulanan=april, by=staf)
    assert SkpBulanan.objects.filter(pk=april.pk, bulan=4).exists()


def test_a_draft_month_is_deleted_once(as_user, staf, rhk, april):
    make_target(april, rhk)
    client, url = as_user(staf), reverse("skp:bulanan_hapus", args=[april.pk])
    assert client.post(url).status_code == 302
    assert client.post(url).status_code == 404
    assert not TargetBulanan.objects.exists()


@pytest.mark.parametrize(
    "change", [{"status": Status.DIAJUKAN}, {"status": Status.DISETUJUI}, {"alasan": "Dibuka kembali"}]
)
def test_a_month_with_a_history_is_kept(staf, april, change):
    SkpBulanan.objects.filter(pk=april.pk).update(**change)
    with pytest.raises(IllegalTransition, match="riwayat"):
        services.delete_bulanan(bulanan=april, by=staf)


@pytest.mark.parametrize(("who", "status"), [("penilai", 404), ("rekan", 404), ("super_admin", 403)])
@pytest.mark.parametrize("act", ["bulanan_hapus", "bulanan_salin", "bulanan_ubah", "target_tambah"])
def test_nobody_touches_anothers_draft_month(as_user, org, april, who, status, act):
    response = as_user(getattr(org, who)).post(reverse(f"skp:{act}", args=[april.pk]), {"versi": 1, "bulan": "5"})
    assert response.status_code == status
    assert SkpBulanan.objects.filter(pk=april.pk, bulan=4).exists()


# --- Target -----------------------------------------------------------------------------------------------------------


def test_a_target_with_its_steps_is_kept_in_order(as_user, staf, april, rhk, isian_target):
    client, url = as_user(staf), reverse("skp:target_tambah", args=[april.pk])
    form = isian_target()
    assert client.post(url, form).status_code == client.post(url, form).status_code == 302
    target = april.target.get()
    assert target.status_tahapan
    assert [step.uraian for step in target.tahapan.all()] == [
        "mengumpulkan data",
        "verifikasi data",
        "mengolah data",
        "menyusun laporan",
    ]
    page = client.get(april.get_absolute_url()).content.decode()
    assert "Target SKP Bulanan April 2026" in page
    assert "<li>verifikasi data</li>" in page


def test_a_form_that_another_month_has_used_is_refused(as_user, staf, skp, april, rhk, isian_target):
    client, form = as_user(staf), isian_target()
    client.post(reverse("skp:target_tambah", args=[april.pk]), form)
    may = make_bulanan(skp, 5, status=Status.DRAFT)
    answer = client.post(reverse("skp:target_tambah", args=[may.pk]), form)
    assert (answer.status_code, "sudah pernah dikirim" in answer.content.decode()) == (409, True)
    assert not may.target.exists()


def test_the_text_of_the_annual_target_is_the_default(as_user, staf, april, rhk, isian_target):
    as_user(staf).post(reverse("skp:target_tambah", args=[april.pk]), isian_target(uraian=""))
    assert april.target.get().uraian == rhk.uraian


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"rhk": ""}, "Bidang ini tidak boleh kosong"),
        ({"target_kuantitas": "0"}, "Isian paling kecil 0,01"),
        ({"target_kuantitas": "-1"}, "Tuliskan angka"),
        ({"target_kualitas": "100,5"}, "Isian paling besar 100"),
        ({"target_waktu": "31"}, "Paling lama 30 hari"),
        ({"target_waktu": "6", "satuan_waktu": "MINGGU"}, "Paling lama 5 minggu"),
        ({"target_waktu": "2", "satuan_waktu": "BULAN"}, "Paling lama 1 bulan"),
        ({"status_tahapan": "YA", "tahapan": " \n "}, "tuliskan sedikitnya satu tahapan"),
        ({"status_tahapan": "TIDAK"}, "kosongkan tahapan, atau pilih YA"),
        ({"status_tahapan": "MUNGKIN"}, "Masukkan pilihan yang valid"),
        ({"tahapan": "\n".join("abcdefghijklmnopqrstu")}, "Paling banyak 20 tahapan"),
        ({"tahapan": "x" * 301}, "paling panjang 300 karakter"),
        ({"target_biaya": "5000"}, "Target biaya hanya diisi oleh Pengguna Anggaran"),
    ],
)
def test_bad_input_is_refused_at_the_field_and_kept(as_user, staf, april, isian_target, changes, message):
    form = isian_target(uraian="Uraian yang diketik") | changes
    response = as_user(staf).post(reverse("skp:target_tambah", args=[april.pk]), form)
    page = response.content.decode()
    assert response.status_code == 200
    assert message in page
    assert "Uraian yang diketik" in page
    assert not april.target.exists()


def test_anothers_annual_target_is_refused(as_user, staf, rekan, penilai, april, isian_target):
    foreign = make_rhk(make_skp(rekan, penilai=penilai), "Rahasia rekan")
    response = as_user(staf).post(reverse("skp:target_tambah", args=[april.pk]), isian_target(rhk=foreign.pk))
    assert "Pilih target terukur dari SKP Tahunan Anda sendiri" in response.content.decode()
    assert "Rahasia rekan" not in response.content.decode()
    values = {"rhk": foreign, "uraian": "x", "target_kuantitas": Decimal(1)}
    with pytest.raises(Refused):
        services.add_target(bulanan=april, by=staf, token=uuid.uuid4(), values=values)


def test_a_budget_holder_plans_the_months_cost(as_user, kepala, sekda, isian_target):
    skp = make_skp(kepala, penilai=sekda)
    month = make_bulanan(skp, 4, status=Status.DRAFT)
    form = isian_target(rhk=make_rhk(skp).pk, target_biaya="2.500.000")
    as_user(kepala).post(reverse("skp:target_tambah", args=[month.pk]), form)
    assert month.target.get().target_biaya == 2_500_000
    assert "Rp2.500.000" in as_user(kepala).get(month.get_absolute_url()).content.decode()


def test_more_than_the_year_is_a_warning_not_a_refusal(as_user, staf, april, isian_target):
    response = as_user(staf).post(
        reverse("skp:target_tambah", args=[april.pk]), isian_target(target_kuantitas="13"), follow=True
    )
    page = response.content.decode()
    assert april.target.count() == 1
    assert "menjadi 13 laporan, melebihi target SKP Tahunan 12 laporan" in page


def test_an_older_form_never_overwrites(as_user, staf, april, rhk, isian_target):
    target = make_target(april, rhk)
    Tahapan.objects.create(target=target, urutan=1, uraian="lama")
    client, url = as_user(staf), reverse("skp:target_ubah", args=[target.pk])
    form = isian_target(token=None, versi=1)
    assert client.post(url, form | {"tahapan": "satu\ndua"}).status_code == 302
    stale = client.post(url, form | {"tahapan": "tiga", "target_kuantitas": "7"})
    page = stale.content.decode()
    assert stale.status_code == 409
    assert "Tersimpan sekarang: 1" in page
    assert "tiga" in page
    assert [step.uraian for step in target.tahapan.all()] == ["satu", "dua"]


def test_a_target_goes_once_and_not_from_under_an_activity(as_user, staf, april, rhk):
    used, free = make_target(april, rhk), make_target(april, rhk, uraian="Bebas")
    make_kegiatan(staf, target=used, tanggal=date(2026, 4, 2))
    client = as_user(staf)
    assert client.post(reverse("skp:target_hapus", args=[free.pk])).status_code == 302
    assert client.post(reverse("skp:target_hapus", args=[free.pk])).status_code == 404
    page = client.post(
        reverse("skp:target_hapus", args=[used.pk]), {"next": april.get_absolute_url()}, follow=True
    ).content.decode()
    assert "tidak dapat dihapus karena sudah dipakai oleh kegiatan harian" in page
    assert april.target.get() == used


@pytest.mark.parametrize("status", [Status.DIAJUKAN, Status.DISETUJUI])
def test_a_locked_month_takes_no_change_and_keeps_the_text(as_user, staf, april, rhk, isian_target, status):
    target = make_target(april, rhk)
    SkpBulanan.objects.filter(pk=april.pk).update(status=status)
    response = as_user(staf).post(reverse("skp:target_tambah", args=[april.pk]), isian_target(uraian="Jangan hilang"))
    assert response.status_code == 409
    assert "Jangan hilang" in response.content.decode()
    with pytest.raises(IllegalTransition):
        services.delete_target(target=target, by=staf)
    with pytest.raises(IllegalTransition):
        services.copy_last_month(bulanan=april, by=staf)


# --- Salin ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def maret(skp, rhk):
    month = make_bulanan(skp, 3)
    target = make_target(month, rhk, uraian="Laporan Maret", status_tahapan=True)
    Tahapan.objects.bulk_create(Tahapan(target=target, urutan=n, uraian=f"langkah {n}") for n in (1, 2))
    make_target(month, rhk, uraian="Rekonsiliasi")
    return month


def test_last_month_is_copied_with_its_steps_and_twice_changes_nothing(as_user, staf, rhk, maret, april):
    make_target(april, rhk, uraian="Rekonsiliasi")
    client, url = as_user(staf), reverse("skp:bulanan_salin", args=[april.pk])
    first = client.post(url, follow=True).content.decode()
    second = client.post(url, follow=True).content.decode()
    assert "1 target disalin dari SKP Bulanan Maret 2026." in first
    assert "tidak ada yang disalin" in second
    assert list(april.target.values_list("uraian", "urutan")) == [("Rekonsiliasi", 1), ("Laporan Maret", 2)]
    copy = april.target.get(uraian="Laporan Maret")
    assert [step.uraian for step in copy.tahapan.all()] == ["langkah 1", "langkah 2"]
    assert copy.token != maret.target.get(uraian="Laporan Maret").token


def test_the_latest_earlier_month_is_the_source(staf, maret, skp):
    june = make_bulanan(skp, 6, status=Status.DRAFT)
    copied = services.copy_last_month(bulanan=june, by=staf)
    assert (copied.source, copied.count) == (maret, 2)


def test_the_first_month_has_nothing_to_copy(staf, april):
    with pytest.raises(Refused, match="Belum ada SKP Bulanan sebelumnya"):
        services.copy_last_month(bulanan=april, by=staf)


def test_a_stranger_copies_nothing(rekan, maret, april):
    with pytest.raises(NotAllowed):
        services.copy_last_month(bulanan=april, by=rekan)


def test_a_closed_month_shows_that_it_is_closed(as_user, staf, penilai, skp):
    month = make_bulanan(skp, 2, ditutup_pada=timezone.now(), ditutup_oleh=penilai)
    assert "Penilaian ditutup" in as_user(staf).get(month.get_absolute_url()).content.decode()
    assert not rules.may_edit(staf, month)
