"""SKP Tahunan: made, changed, reloaded, deleted."""

import uuid
from datetime import date

import pytest
import time_machine
from django.urls import reverse

from ekinerja.errors import Conflict, IllegalTransition, NotAllowed, Refused, TooLate
from organisasi.models import JenisPenugasan, Pegawai, PenugasanKepala, PeranAnggaran, UnitKerja
from skp import services
from skp.models import Indikator, Riwayat, Skp
from skp.services.steps import limit
from skp.workflow import Status
from tests.factories import make_bulanan, make_indikator, make_skp, wib

TAMBAH = "skp:tahunan_tambah"


def create(by, tahun=2027, **fields):
    return services.create_skp(by=by, tahun=tahun, token=uuid.uuid4(), at=wib(2026, 3, 10), **fields)


def test_a_new_skp_keeps_post_unit_rank_and_penilai_of_the_day(staf, penilai, org):
    skp = create(staf)
    assert (skp.unit, skp.jabatan, skp.golongan, skp.instansi) == (org.bidang, staf.jabatan, "III/a", org.instansi)
    assert (skp.penilai, skp.penilai_unit, skp.penilai_jabatan) == (penilai, org.bidang, penilai.jabatan)
    assert (skp.penilai_golongan, skp.status, skp.pendekatan) == ("IV/a", Status.DRAFT, "KUANTITATIF")
    assert (skp.periode_mulai, skp.periode_selesai) == (date(2027, 1, 1), date(2027, 12, 31))


def test_a_heads_penilai_is_the_head_above(penilai, kepala):
    assert create(penilai).penilai == kepala
    assert create(kepala).peran_anggaran == PeranAnggaran.PA


def test_the_topmost_head_has_no_penilai_yet_and_may_begin(sekda):
    assert create(sekda).penilai is None


def test_a_running_plt_becomes_the_penilai(org, staf, kepala):
    PenugasanKepala.objects.create(
        unit=org.bidang, pegawai=kepala, jenis=JenisPenugasan.PLH, nomor_surat="1",
        mulai=date(2026, 3, 1), selesai=date(2026, 3, 31),
    )  # fmt: skip
    assert create(staf).penilai == kepala


@pytest.mark.parametrize(
    ("at", "late"), [(wib(2026, 1, 31, 23, 59), False), (wib(2026, 2, 1, 0, 0), True), (wib(2025, 11, 3), False)]
)
def test_this_years_skp_is_made_until_the_end_of_31_january(staf, at, late):
    token = uuid.uuid4()
    if late:
        with pytest.raises(TooLate, match="31 Januari 2026"):
            services.create_skp(by=staf, tahun=2026, token=token, at=at)
    else:
        assert services.create_skp(by=staf, tahun=2026, token=token, at=at).tahun == 2026


def test_a_dispensasi_opens_it_again(staf, dispensasi):
    assert create(staf, 2026).tahun == 2026


def test_the_rest_of_the_year_is_proposed_after_an_earlier_skp(staf, penilai):
    make_skp(staf, penilai=penilai, tahun=2027, periode_selesai=date(2027, 5, 31))
    skp = create(staf)
    assert (skp.periode_mulai, skp.periode_selesai) == (date(2027, 6, 1), date(2027, 12, 31))


def test_a_full_year_takes_no_second_skp(staf, penilai):
    make_skp(staf, penilai=penilai, tahun=2027)
    with pytest.raises(Refused, match="sudah ada sampai 31 Desember 2027"):
        create(staf)


@pytest.mark.parametrize(
    ("mulai", "selesai", "error", "field"),
    [
        (date(2027, 5, 1), date(2027, 12, 31), Conflict, "periode_mulai"),
        (date(2026, 12, 1), date(2027, 12, 31), Refused, "periode_mulai"),
        (date(2027, 9, 1), date(2027, 8, 1), Refused, "periode_selesai"),
    ],
)
def test_a_period_that_overlaps_or_leaves_the_year_is_refused_at_its_field(staf, penilai, mulai, selesai, error, field):
    make_skp(staf, penilai=penilai, tahun=2027, periode_selesai=date(2027, 5, 31))
    with pytest.raises(error) as caught:
        create(staf, periode_mulai=mulai, periode_selesai=selesai)
    assert caught.value.field == field
    assert Skp.objects.count() == 1


def test_a_person_without_unit_or_post_is_told_whom_to_ask(super_admin):
    with pytest.raises(Refused, match="admin instansi"):
        create(super_admin)


def test_the_form_makes_one_skp_however_often_it_is_sent(as_user, staf):
    client, form = as_user(staf), {"token": str(uuid.uuid4()), "tahun": "2027", "pendekatan": "KUANTITATIF"}
    first = client.post(reverse(TAMBAH), form)
    second = client.post(reverse(TAMBAH), form)
    assert first.status_code == second.status_code == 302
    assert first["Location"] == second["Location"]
    assert Skp.objects.count() == 1


def test_a_late_form_keeps_what_was_typed_and_names_the_limit(as_user, staf):
    form = {"token": str(uuid.uuid4()), "tahun": "2026", "periode_mulai": "2026-02-03", "pendekatan": "KUALITATIF"}
    response = as_user(staf).post(reverse(TAMBAH), form)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Batas waktu sudah lewat: 31 Januari 2026" in page
    assert 'value="2026-02-03"' in page


@pytest.mark.parametrize(
    "changes", [{"tahun": "1999"}, {"tahun": "abc"}, {"periode_mulai": "31/02/2027"}, {"token": ""}, {"token": "x"}]
)
def test_nonsense_makes_no_skp(as_user, staf, changes):
    response = as_user(staf).post(
        reverse(TAMBAH), {"token": str(uuid.uuid4()), "tahun": "2027", "pendekatan": "KUANTITATIF"} | changes
    )
    assert response.status_code == 200
    assert Skp.objects.count() == 0


def test_somebody_elses_token_shows_nothing_of_his(as_user, staf, rekan):
    mine = create(staf)
    response = as_user(rekan).post(
        reverse(TAMBAH), {"token": str(mine.token), "tahun": "2027", "pendekatan": "KUANTITATIF"}
    )
    assert response.status_code == 409
    assert not rekan.skp.exists()


# --- Periode ----------------------------------------------------------------------------------------------------------


def test_the_period_is_changed_once_per_version(as_user, staf, skp):
    form = {
        "versi": skp.versi,
        "periode_mulai": "2026-01-01",
        "periode_selesai": "2026-06-30",
        "pendekatan": "KUANTITATIF",
    }
    client, url = as_user(staf), reverse("skp:tahunan_ubah", args=[skp.pk])
    assert client.post(url, form).status_code == 302
    skp.refresh_from_db()
    assert (skp.periode_selesai, skp.versi) == (date(2026, 6, 30), 2)

    stale = client.post(url, form | {"periode_selesai": "2026-09-30"})
    assert stale.status_code == 409
    assert "Tersimpan sekarang: 2026-06-30" in stale.content.decode()
    assert 'value="2026-09-30"' in stale.content.decode()
    assert 'name="versi" value="2"' in stale.content.decode()


def test_a_period_does_not_leave_its_months_outside(staf, skp):
    make_bulanan(skp, 11)
    with pytest.raises(Refused, match="November 2026"):
        services.change_period(
            skp=skp, by=staf, versi=1, periode_mulai=date(2026, 1, 1), periode_selesai=date(2026, 10, 31)
        )


def test_a_submitted_skps_period_stands(staf, rekan, skp):
    Skp.objects.filter(pk=skp.pk).update(status=Status.DIAJUKAN)
    days = {"versi": 1, "periode_mulai": date(2026, 1, 1), "periode_selesai": date(2026, 6, 30)}
    with pytest.raises(IllegalTransition):
        services.change_period(skp=skp, by=staf, **days)
    with pytest.raises(NotAllowed):
        services.change_period(skp=skp, by=rekan, **days)


# --- Hapus ------------------------------------------------------------------------------------------------------------


def test_a_draft_is_deleted_with_its_targets_and_only_once(as_user, staf, skp):
    client, url = as_user(staf), reverse("skp:tahunan_hapus", args=[skp.pk])
    assert client.post(url).status_code == 302
    assert not Skp.objects.exists()
    assert client.post(url).status_code == 404


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"status": Status.DIAJUKAN}, "riwayat"),
        ({"status": Status.DISETUJUI}, "riwayat"),
        ({"status": Status.DIKEMBALIKAN, "alasan": "Perbaiki"}, "riwayat"),
        ({"alasan": "Dibuka kembali"}, "riwayat"),
    ],
)
def test_what_was_once_submitted_is_never_deleted(as_user, staf, skp, change, reason):
    Skp.objects.filter(pk=skp.pk).update(**change)
    page = as_user(staf).post(reverse("skp:tahunan_hapus", args=[skp.pk]), follow=True).content.decode()
    assert Skp.objects.exists()
    assert reason in page


def test_an_skp_with_months_is_not_deleted(as_user, staf, skp, april):
    page = as_user(staf).post(
        reverse("skp:tahunan_hapus", args=[skp.pk]), {"next": reverse("skp:tahunan_list")}, follow=True
    )
    assert "Hapus SKP Bulanannya lebih dahulu" in page.content.decode()
    assert Skp.objects.exists()


@pytest.mark.parametrize(("who", "status"), [("penilai", 404), ("stranger", 404), ("super_admin", 403)])
def test_nobody_deletes_anothers_draft(as_user, org, skp, who, status):
    assert as_user(getattr(org, who)).post(reverse("skp:tahunan_hapus", args=[skp.pk])).status_code == status
    assert Skp.objects.exists()


# --- Muat Ulang -------------------------------------------------------------------------------------------------------


@pytest.fixture
def penilai_baru(org, kepala_lain):
    UnitKerja.objects.filter(pk=org.dinas_lain.pk).update(kepala=None)
    UnitKerja.objects.filter(pk=org.bidang.pk).update(kepala=kepala_lain)
    return Pegawai.objects.for_header().get(pk=kepala_lain.pk)


def test_muat_ulang_shows_first_and_changes_on_post(as_user, staf, skp, penilai_baru):
    client, url = as_user(staf), reverse("skp:muat_ulang", args=[skp.pk])
    page = client.get(url).content.decode()
    assert "Kepala Lain" in page
    skp.refresh_from_db()
    assert skp.penilai.nama == "Penilai"
    client.post(url)
    skp.refresh_from_db()
    assert (skp.penilai, skp.penilai_golongan) == (penilai_baru, "IV/b")
    assert not Riwayat.objects.exists()
    assert "sudah sama dengan data organisasi" in client.get(url).content.decode()


def test_muat_ulang_of_a_submitted_skp_is_in_its_riwayat(staf, skp, penilai_baru):
    Skp.objects.filter(pk=skp.pk).update(status=Status.DIAJUKAN)
    services.reload_skp(skp=skp, by=staf, at=wib(2026, 3, 10))
    row = skp.riwayat.get()
    assert (row.aksi, row.status) == ("MUAT_ULANG", Status.DIAJUKAN)
    assert "Pejabat penilai: Penilai menjadi Kepala Lain" in row.catatan
    assert services.reload_skp(skp=skp, by=staf, at=wib(2026, 3, 10)) == []
    assert skp.riwayat.count() == 1


def test_an_approved_skp_is_not_reloaded(staf, skp, penilai_baru):
    Skp.objects.filter(pk=skp.pk).update(status=Status.DISETUJUI)
    with pytest.raises(IllegalTransition):
        services.reload_skp(skp=skp, by=staf, at=wib(2026, 3, 10))


@pytest.mark.parametrize(("who", "allowed"), [("admin", True), ("penilai", False), ("kepala", False)])
def test_owner_and_admin_reload(as_user, org, skp, who, allowed):
    Skp.objects.filter(pk=skp.pk).update(status=Status.DIAJUKAN)
    response = as_user(getattr(org, who)).get(reverse("skp:muat_ulang", args=[skp.pk]))
    assert response.status_code == (200 if allowed else 403)


@time_machine.travel(wib(2026, 12, 20), tick=True)
def test_next_years_skp_is_made_at_the_end_of_this_year(as_user, staf):
    page = as_user(staf).get(reverse(TAMBAH)).content.decode()
    assert "31 Januari 2027" in page
    as_user(staf).post(reverse(TAMBAH), {"token": str(uuid.uuid4()), "tahun": "2027", "pendekatan": "KUANTITATIF"})
    assert staf.skp.get().tahun == 2027


# --- Periode dan pendekatan: what is wrong, at its field --------------------------------------------------------------


@pytest.mark.parametrize(
    ("mulai", "selesai", "field", "words"),
    [
        ("2027-01-01", "2028-01-01", "periode_selesai", "paling lama satu tahun: sampai 31 Desember 2027"),
        ("2027-09-01", "2027-08-31", "periode_selesai", "31 Agustus 2027 tidak boleh sebelum periode awal 1 September"),
        ("2026-12-31", "2027-12-31", "periode_mulai", "harus berada dalam tahun 2027"),
        ("2027-03-01", "2027-12-31", "periode_mulai", "SKP Anda 1 Januari 2027 – 31 Mei 2027"),
        ("2027-06-01", "2027-10-01", "periode_selesai", "SKP Anda 1 Oktober 2027 – 31 Desember 2027"),
        ("2027-01-01", "2027-12-31", "periode_mulai", "SKP Anda 1 Januari 2027 – 31 Mei 2027"),
        ("2027-02-30", "2027-12-31", "periode_mulai", "Tanggal itu tidak ada di kalender"),
    ],
)
def test_a_wrong_period_is_answered_at_its_field_and_kept(as_user, staf, penilai, mulai, selesai, field, words):
    make_skp(staf, penilai=penilai, tahun=2027, periode_selesai=date(2027, 5, 31))
    make_skp(staf, penilai=penilai, tahun=2027, periode_mulai=date(2027, 10, 1))
    form = {"token": str(uuid.uuid4()), "tahun": "2027", "pendekatan": "KUALITATIF"}
    response = as_user(staf).post(reverse(TAMBAH), form | {"periode_mulai": mulai, "periode_selesai": selesai})
    assert words in " ".join(response.context["form"].errors[field])
    assert f'value="{selesai}"' in response.content.decode()
    assert staf.skp.count() == 2


def test_the_pendekatan_is_chosen_and_nothing_else_is_taken(as_user, staf):
    form = {"token": str(uuid.uuid4()), "tahun": "2027", "pendekatan": "CAMPURAN"}
    assert as_user(staf).post(reverse(TAMBAH), form).context["form"].errors.keys() == {"pendekatan"}
    as_user(staf).post(reverse(TAMBAH), form | {"pendekatan": "KUALITATIF"})
    assert staf.skp.get().pendekatan == "KUALITATIF"


def test_changing_the_pendekatan_and_back_loses_nothing(staf, skp, rhk):
    indikator = make_indikator(rhk)
    before = Indikator.objects.values().get()
    for versi, pendekatan in enumerate(("KUALITATIF", "KUANTITATIF"), start=1):
        days = {"periode_mulai": skp.periode_mulai, "periode_selesai": skp.periode_selesai}
        services.change_period(skp=skp, by=staf, versi=versi, pendekatan=pendekatan, **days)
        skp.refresh_from_db()
        assert skp.pendekatan == pendekatan
    assert Indikator.objects.values().get() == before
    rhk.refresh_from_db()
    assert (rhk.terukur, indikator.target) == (True, "12 laporan")


def test_a_months_own_side_is_named_when_it_would_fall_outside(as_user, staf, skp):
    make_bulanan(skp, 2)
    form = {"versi": 1, "periode_mulai": "2026-03-01", "periode_selesai": "2026-12-31", "pendekatan": "KUANTITATIF"}
    response = as_user(staf).post(reverse("skp:tahunan_ubah", args=[skp.pk]), form)
    assert "SKP Bulanan Februari 2026" in response.context["form"].errors["periode_mulai"][0]


# --- Pendekkan --------------------------------------------------------------------------------------------------------

PENDEKKAN = "skp:pendekkan"


@pytest.fixture
def approved(staf, penilai):
    return make_skp(staf, penilai=penilai)


def shorten(skp, by, day=date(2026, 5, 31), versi=1, at=None, alasan="Pindah, SK 800/1/2026"):
    return services.shorten_skp(
        skp=skp, by=by, versi=versi, periode_selesai=day, alasan=alasan, at=at or wib(2026, 3, 10)
    )


def test_an_approved_skp_is_shortened_with_a_reason_and_the_penilai_is_told(as_user, staf, penilai, approved):
    form = {"versi": 1, "periode_selesai": "2026-05-31", "alasan": "Pindah ke Dinas Sosial"}
    client = as_user(staf)
    page = client.post(reverse(PENDEKKAN, args=[approved.pk]), form, follow=True).content.decode()
    approved.refresh_from_db()
    assert (approved.periode_selesai, approved.status) == (date(2026, 5, 31), Status.DISETUJUI)
    row = approved.riwayat.get()
    assert (row.aksi, row.oleh) == ("PERIODE_DIPENDEKKAN", staf)
    assert "31 Desember 2026 menjadi 1 Januari 2026 – 31 Mei 2026. Pindah ke Dinas Sosial" in row.catatan
    note = penilai.pemberitahuan.get()
    assert "memendekkan periode" in note.teks
    assert note.tautan == approved.get_absolute_url()
    assert "Buat SKP baru" in page
    assert "Ambil RHK dari SKP lama" in page


def test_shortening_twice_changes_nothing_and_says_so(as_user, staf, penilai, approved):
    client, url = as_user(staf), reverse(PENDEKKAN, args=[approved.pk])
    form = {"versi": 1, "periode_selesai": "2026-05-31", "alasan": "Pindah"}
    assert client.post(url, form).status_code == 302
    again = client.post(url, form)
    assert again.status_code == 409
    assert "SKP ini sudah berakhir 31 Mei 2026" in again.content.decode()
    assert approved.riwayat.count() == penilai.pemberitahuan.count() == 1


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2025, 12, 31), "tidak boleh sebelum periode awal, 1 Januari 2026"),
        (date(2026, 12, 31), "sudah berakhir 31 Desember 2026"),
        (date(2027, 1, 31), "sudah berakhir 31 Desember 2026"),
        (date(2026, 2, 28), "SKP Bulanan April 2026 sudah dibuat"),
    ],
)
def test_a_day_that_does_not_shorten_or_cuts_a_month_off_is_refused(staf, approved, day, words):
    make_bulanan(approved, 3)
    make_bulanan(approved, 4, status=Status.DRAFT)
    with pytest.raises(Refused, match=words) as caught:
        shorten(approved, staf, day)
    assert caught.value.field == "periode_selesai"
    assert not Riwayat.objects.exists()


def test_a_stale_form_is_told(staf, approved):
    shorten(approved, staf, date(2026, 8, 31))
    with pytest.raises(Conflict):
        shorten(approved, staf, date(2026, 5, 31), versi=1)


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (Status.DRAFT, "cukup diubah dengan tombol Ubah"),
        (Status.DIAJUKAN, "dapat dipendekkan setelah disetujui"),
        (Status.DIKEMBALIKAN, "cukup diubah dengan tombol Ubah"),
    ],
)
def test_only_an_approved_skp_is_shortened(as_user, staf, approved, status, words):
    Skp.objects.filter(pk=approved.pk).update(status=status)
    with pytest.raises(IllegalTransition):
        shorten(approved, staf)
    assert words in as_user(staf).get(reverse(PENDEKKAN, args=[approved.pk]), follow=True).content.decode()


@pytest.mark.parametrize(("who", "status"), [("penilai", 403), ("kepala", 403), ("admin", 403), ("stranger", 404)])
def test_nobody_shortens_anothers_skp(as_user, org, approved, who, status):
    form = {"versi": 1, "periode_selesai": "2026-05-31", "alasan": "x"}
    for name in (PENDEKKAN, "skp:dipendekkan"):
        assert as_user(getattr(org, who)).get(reverse(name, args=[approved.pk])).status_code == status
    assert as_user(getattr(org, who)).post(reverse(PENDEKKAN, args=[approved.pk]), form).status_code == status


def test_the_next_skp_is_proposed_from_the_day_after_and_leads_to_its_rhk(as_user, staf, approved):
    shorten(approved, staf)
    client = as_user(staf)
    form = client.get(reverse(TAMBAH)).context["form"]
    assert form["periode_mulai"].value() == date(2026, 6, 1)
    assert form["periode_selesai"].value() == date(2026, 12, 31)
    sent = {
        "token": str(uuid.uuid4()), "tahun": "2026", "periode_mulai": "2026-06-01", "periode_selesai": "2026-12-31",
        "pendekatan": "KUANTITATIF",
    }  # fmt: skip
    answer = client.post(f"{reverse(TAMBAH)}?dari={approved.pk}", sent)
    new = staf.skp.get(periode_mulai=date(2026, 6, 1))
    assert answer["Location"] == reverse("skp:ambil_rhk", args=[new.pk]) + f"?dari={approved.pk}"
    page = client.get(reverse("skp:dipendekkan", args=[approved.pk])).content.decode()
    assert reverse("skp:ambil_rhk", args=[new.pk]) in page


@pytest.mark.parametrize(
    ("shortened", "at", "late"),
    [
        (wib(2026, 6, 2), wib(2026, 7, 2, 23, 59), False),  # 31 days from the day it was shortened
        (wib(2026, 6, 2), wib(2026, 7, 3, 0, 0), True),
        (wib(2026, 3, 10), wib(2026, 7, 1, 23, 59), False),  # shortened ahead: 31 days from its own first day
        (wib(2026, 3, 10), wib(2026, 7, 2, 0, 0), True),
    ],
)
def test_the_skp_after_a_move_has_its_own_limit(staf, approved, shortened, at, late):
    shorten(approved, staf, at=shortened)
    made = {"by": staf, "tahun": 2026, "token": uuid.uuid4(), "at": at}
    if late:
        with pytest.raises(TooLate, match="Juli 2026"):
            services.create_skp(**made)
    else:
        new = services.create_skp(**made)
        assert new.periode_mulai == date(2026, 6, 1)
        assert limit(new).terbuka(at)


def test_a_late_first_skp_does_not_pass_for_a_move(staf, penilai):
    make_skp(staf, penilai=penilai, status=Status.DRAFT, periode_selesai=date(2026, 2, 28))
    with pytest.raises(TooLate, match="31 Januari 2026"):
        create(staf, 2026, periode_mulai=date(2026, 3, 1))
