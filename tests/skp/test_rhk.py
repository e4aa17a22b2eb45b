"""Target SKP Tahunan: the guide's form and its rules, each with the reason shown."""

import uuid
from decimal import Decimal

import pytest
from django.urls import reverse

from ekinerja.errors import Conflict, IllegalTransition, NotAllowed, Refused
from organisasi.models import Instansi
from skp import rules, services
from skp.indikator import read_measured
from skp.models import RencanaHasilKerja, Skp, StatusKegiatan
from skp.rules.sasaran import ALASAN_ATASAN, ALASAN_KLASIFIKASI, ALASAN_TANPA_PENGUKURAN
from skp.workflow import Status
from tests.factories import make_indikator, make_rhk, make_satuan, make_skp, make_target, make_tim


def add_url(skp):
    return reverse("skp:rhk_tambah", args=[skp.pk])


def test_a_target_is_kept_as_typed(as_user, staf, skp, rhk_atasan, isian_rhk):
    form = isian_rhk(
        status_kegiatan="CASCADING", atasan=rhk_atasan.pk, uraian="Merekap SPJ", target_kuantitas="1.500,5",
        target_waktu="6", satuan_waktu="MINGGU", target_kualitas="95,5",
    )  # fmt: skip
    response = as_user(staf).post(add_url(skp), form)
    rhk = skp.rhk.get(uraian="Merekap SPJ")
    assert response["Location"] == rhk.get_absolute_url()
    assert (rhk.atasan, rhk.target_kuantitas, rhk.target_kualitas) == (rhk_atasan, Decimal("1500.5"), Decimal("95.5"))
    assert (rhk.target_waktu, rhk.satuan_waktu, rhk.urutan) == (6, "MINGGU", 2)
    assert (rhk.angka_kredit, rhk.target_biaya) == (None, None)


def test_the_same_form_twice_is_one_target(as_user, staf, skp, isian_rhk):
    client, form = as_user(staf), isian_rhk(uraian="Sekali saja")
    assert client.post(add_url(skp), form)["Location"] == client.post(add_url(skp), form)["Location"]
    assert skp.rhk.filter(uraian="Sekali saja").count() == 1


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"status_kegiatan": "LAIN"}, "Masukkan pilihan yang valid"),
        ({"uraian": ""}, "Bidang ini tidak boleh kosong"),
        ({"uraian": "\u200b \u202e"}, "Bidang ini tidak boleh kosong"),
        ({"uraian": "x" * 1001}, "1000 karakter"),
        ({"target_kuantitas": "0"}, "Isian paling kecil 0,01"),
        ({"target_kuantitas": "-5"}, "Tuliskan angka"),
        ({"target_kuantitas": "1.5"}, "Maksud Anda 1,5 atau 15?"),
        ({"target_kuantitas": "1.000.000"}, "Isian paling besar 999.999"),
        ({"target_kuantitas": "banyak"}, "Tuliskan angka"),
        ({"target_kuantitas": "1e5"}, "Tuliskan angka"),
        ({"target_kualitas": "0"}, "Isian paling kecil 1"),
        ({"target_kualitas": "101"}, "Isian paling besar 100"),
        ({"target_waktu": "13"}, "Paling lama 12 bulan"),
        ({"target_waktu": "54", "satuan_waktu": "MINGGU"}, "Paling lama 53 minggu"),
        ({"target_waktu": "366", "satuan_waktu": "HARI"}, "Paling lama 365 hari"),
        ({"target_waktu": "0"}, "Isian paling kecil 0,01"),
        ({"satuan_waktu": "TAHUN"}, "Masukkan pilihan yang valid"),
        ({"satuan": ""}, "Lengkapi target terukur ini, atau kosongkan seluruh target terukurnya"),
        ({"satuan": "999999"}, "Pilih satuan dari daftar"),
        ({"satuan": "abc"}, "Pilih satuan dari daftar"),
        ({"token": "bukan-uuid"}, "UUID"),
        ({"angka_kredit": "0,5"}, rules.ALASAN_ANGKA_KREDIT),
        ({"target_biaya": "1000"}, "Target biaya hanya diisi oleh Pengguna Anggaran"),
    ],
)
def test_bad_input_is_refused_at_the_field_and_kept(as_user, staf, skp, isian_rhk, changes, message):
    response = as_user(staf).post(add_url(skp), isian_rhk(uraian="Uraian yang diketik") | changes)
    page = response.content.decode()
    assert response.status_code == 200
    assert message in page
    assert changes.get("uraian", "Uraian yang diketik")[:900] in page
    assert skp.rhk.count() == 1


def test_a_missing_token_is_explained(as_user, staf, skp, isian_rhk):
    assert "Formulir ini tidak lengkap" in as_user(staf).post(add_url(skp), isian_rhk(token=None)).content.decode()


# --- Cascading --------------------------------------------------------------------------------------------------------


def test_cascading_demands_a_target_of_the_superior(as_user, staf, skp, rhk_atasan, isian_rhk):
    page = as_user(staf).post(add_url(skp), isian_rhk(status_kegiatan="CASCADING")).content.decode()
    assert "Status Cascading: pilih SKP Tahunan atasan yang terkait." in page


def test_cascading_may_wait_while_the_superior_has_no_skp(as_user, staf, skp, isian_rhk):
    client = as_user(staf)
    assert "boleh disimpan sebagai draft dan dikaitkan kemudian" in client.get(add_url(skp)).content.decode()
    assert client.post(add_url(skp), isian_rhk(status_kegiatan="CASCADING")).status_code == 302
    missing = rules.missing_in_skp(skp, list(skp.rhk.for_list()))
    (sentence,) = map(str, missing)
    assert sentence.startswith("RHK utama nomor 2")
    assert sentence.endswith("status Cascading, tetapi RHK atasan belum dipilih; pilih lewat Edit.")


def test_tidak_cascading_takes_no_superiors_target(as_user, staf, skp, rhk_atasan, isian_rhk):
    page = as_user(staf).post(add_url(skp), isian_rhk(atasan=rhk_atasan.pk)).content.decode()
    assert "SKP Tahunan atasan hanya dipilih untuk status Cascading" in page


@pytest.mark.parametrize("kind", ["kepala", "rekan", "draft penilai", "tahun lalu"])
def test_only_approved_targets_of_the_penilai_of_that_year_are_taken(org, as_user, skp, rhk_atasan, isian_rhk, kind):
    owner, penilai, fields = {
        "kepala": (org.kepala, org.sekda, {}),
        "rekan": (org.rekan, org.penilai, {}),
        "draft penilai": (org.penilai, org.kepala, {"tahun": 2027, "status": Status.DRAFT}),
        "tahun lalu": (org.penilai, org.kepala, {"tahun": 2025}),
    }[kind]
    other = make_rhk(make_skp(owner, penilai=penilai, **fields), "Bukan untuk Anda")
    client = as_user(org.staf)
    response = client.post(add_url(skp), isian_rhk(status_kegiatan="CASCADING", atasan=other.pk))
    assert "Pilih RHK dari SKP yang sudah disetujui" in response.content.decode()
    assert "Bukan untuk Anda" not in client.get(reverse("skp:cari_atasan", args=[skp.pk])).content.decode()
    values = _values(skp, status_kegiatan=StatusKegiatan.CASCADING, atasan=other)
    with pytest.raises(Refused) as caught:
        services.add_rhk(skp=skp, by=org.staf, token=uuid.uuid4(), values=values)
    assert caught.value.field == "atasan"


def _values(skp, **changes):
    return {
        "status_kegiatan": StatusKegiatan.TIDAK_CASCADING,
        "atasan": None,
        "uraian": "Uraian",
        "angka_kredit": None,
        "target_kuantitas": Decimal(1),
        "satuan": make_satuan(skp.instansi),
        "target_kualitas": Decimal(100),
        "target_waktu": Decimal(1),
        "satuan_waktu": "BULAN",
        "target_biaya": None,
    } | changes


def test_the_search_finds_by_every_word_and_keeps_the_choice(as_user, staf, skp, rhk_atasan):
    other = make_rhk(rhk_atasan.skp, "Mengelola arsip data")
    client, url = as_user(staf), reverse("skp:cari_atasan", args=[skp.pk])
    found = client.get(url, {"cari": "data arsip"}).content.decode()
    assert other.uraian in found
    assert rhk_atasan.uraian not in found
    kept = client.get(url, {"cari": "keuangan", "atasan": other.pk}).content.decode()
    assert f'value="{other.pk}" checked' in kept
    assert rhk_atasan.uraian in kept
    assert "<html" not in kept


@pytest.mark.parametrize("query", [{"atasan": "abc"}, {"atasan": "9" * 30}, {"cari": "x" * 101}, {"cari": "\x01"}])
def test_a_search_for_nonsense_is_an_answer_too(as_user, staf, skp, rhk_atasan, query):
    page = as_user(staf).get(reverse("skp:cari_atasan", args=[skp.pk]), query).content.decode()
    assert rhk_atasan.uraian in page


def test_the_search_never_ticks_what_is_not_offered(as_user, staf, rekan, penilai, skp):
    foreign = make_rhk(make_skp(rekan, penilai=penilai), "Rahasia rekan")
    page = as_user(staf).get(reverse("skp:cari_atasan", args=[skp.pk]), {"atasan": foreign.pk}).content.decode()
    assert "Rahasia rekan" not in page


def test_the_form_is_searched_without_javascript_too(as_user, staf, skp, rhk_atasan):
    make_rhk(rhk_atasan.skp, "Mengelola arsip data")
    page = as_user(staf).get(add_url(skp) + "?cari=arsip").content.decode()
    assert "Mengelola arsip data" in page
    assert rhk_atasan.uraian not in page


def test_a_circle_of_targets_is_refused_with_the_reason(staf, penilai, skp, rhk, rhk_atasan):
    """The superior leans on his subordinate's target, who then tries to lean on the superior's."""
    RencanaHasilKerja.objects.filter(pk=rhk_atasan.pk).update(status_kegiatan="CASCADING", atasan=rhk)
    values = _values(skp, status_kegiatan=StatusKegiatan.CASCADING, atasan=rhk_atasan)
    with pytest.raises(Conflict, match="bersumber dari RHK Anda") as caught:
        services.change_rhk(rhk=rhk, by=staf, versi=1, values=values)
    assert caught.value.field == "atasan"


# --- What a post may fill in ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "penilai", "offered"),
    [("staf", "penilai", set()), ("jf", "penilai", {"angka_kredit"}), ("kepala", "sekda", {"target_biaya"})],
)
def test_each_post_is_offered_its_own_fields(as_user, org, who, penilai, offered):
    skp = make_skp(getattr(org, who), penilai=getattr(org, penilai), status=Status.DRAFT)
    page = as_user(getattr(org, who)).get(add_url(skp)).content.decode()
    assert {name for name in ("angka_kredit", "target_biaya") if f'name="{name}"' in page} == offered


def test_a_functional_post_fills_in_credit_points_and_kali(as_user, jf, penilai, kali, isian_rhk):
    skp = make_skp(jf, penilai=penilai, status=Status.DRAFT)
    client = as_user(jf)
    form = isian_rhk(angka_kredit="0,125", target_kuantitas="8", satuan=kali.pk)
    assert client.post(add_url(skp), form).status_code == 302
    assert skp.rhk.get().angka_kredit_total == 1
    page = client.get(skp.get_absolute_url()).content.decode()
    assert "0,125" in page
    assert "Jumlah AK Total" in page


def test_others_are_told_why_kali_is_not_for_them(as_user, staf, skp, kali, isian_rhk):
    client = as_user(staf)
    assert f'<option value="{kali.pk}">' not in client.get(add_url(skp)).content.decode()
    assert (
        "kegiatan atau kali tidak diperbolehkan"
        in client.post(add_url(skp), isian_rhk(satuan=kali.pk)).content.decode()
    )


def test_anothers_instansis_satuan_is_refused(as_user, org, staf, skp, isian_rhk):
    foreign = make_satuan(org.instansi_lain)
    response = as_user(staf).post(add_url(skp), isian_rhk(satuan=foreign.pk))
    assert "Pilih satuan dari daftar" in response.content.decode()
    with pytest.raises(Refused):
        services.add_rhk(skp=skp, by=staf, token=uuid.uuid4(), values=_values(skp, satuan=foreign))


@pytest.mark.parametrize(
    ("biaya", "status"), [("1.000.000.000.000.000", 302), ("1.000.000.000.000.001", 200), ("Rp 5.000.000", 302)]
)
def test_a_budget_holder_fills_in_the_cost(as_user, kepala, sekda, isian_rhk, biaya, status):
    skp = make_skp(kepala, penilai=sekda, status=Status.DRAFT)
    assert (
        as_user(kepala).post(add_url(skp), isian_rhk(klasifikasi="INDIVIDU", target_biaya=biaya)).status_code == status
    )


def test_the_service_holds_the_same_rules_as_the_form(staf, skp, kali):
    for changes in ({"angka_kredit": Decimal(1)}, {"satuan": kali}, {"target_biaya": Decimal(0)}):
        with pytest.raises(Refused) as caught:
            services.add_rhk(skp=skp, by=staf, token=uuid.uuid4(), values=_values(skp, **changes))
        assert caught.value.field in changes


# --- Ubah, hapus, geser -----------------------------------------------------------------------------------------------


def test_an_older_form_never_overwrites(as_user, staf, skp, rhk, isian_rhk):
    client, url = as_user(staf), reverse("skp:rhk_ubah", args=[rhk.pk])
    form = isian_rhk(token=None, versi=rhk.versi)
    assert client.post(url, form | {"uraian": "Pertama", "target_kuantitas": "10"}).status_code == 302
    stale = client.post(url, form | {"uraian": "Kedua"})
    page = stale.content.decode()
    assert stale.status_code == 409
    assert "Tersimpan sekarang: Pertama" in page
    assert "Tersimpan sekarang: 10" in page
    assert "Kedua" in page
    assert client.post(url, form | {"uraian": "Kedua", "versi": "2"}).status_code == 302
    rhk.refresh_from_db()
    assert (rhk.uraian, rhk.versi) == ("Kedua", 3)


def test_a_kept_superiors_target_survives_the_reopening_of_his_skp(as_user, staf, skp, rhk, rhk_atasan, isian_rhk):
    RencanaHasilKerja.objects.filter(pk=rhk.pk).update(status_kegiatan="CASCADING", atasan=rhk_atasan)
    Skp.objects.filter(pk=rhk_atasan.skp_id).update(status=Status.DRAFT, alasan="Dibuka")
    form = isian_rhk(token=None, versi=1, status_kegiatan="CASCADING", atasan=rhk_atasan.pk, uraian="Baru")
    assert as_user(staf).post(reverse("skp:rhk_ubah", args=[rhk.pk]), form).status_code == 302


@pytest.mark.parametrize("status", [Status.DIAJUKAN, Status.DISETUJUI])
def test_a_locked_skp_takes_no_change_and_keeps_the_text(as_user, staf, skp, rhk, isian_rhk, status):
    Skp.objects.filter(pk=skp.pk).update(status=status)
    response = as_user(staf).post(add_url(skp), isian_rhk(uraian="Sudah susah payah diketik"))
    assert response.status_code == 409
    assert "Sudah susah payah diketik" in response.content.decode()
    for act in (
        lambda: services.change_rhk(rhk=rhk, by=staf, versi=1, values=_values(skp)),
        lambda: services.delete_rhk(rhk=rhk, by=staf),
        lambda: services.move_rhk(rhk=rhk, by=staf, up=True),
    ):
        with pytest.raises(IllegalTransition):
            act()


@pytest.mark.parametrize(("who", "status"), [("penilai", 403), ("admin", 403), ("rekan", 404), ("orang_luar", 404)])
@pytest.mark.parametrize("act", ["rhk_ubah", "rhk_hapus", "rhk_tambah"])
def test_nobody_changes_anothers_targets(as_user, org, skp, rhk, isian_rhk, who, status, act):
    Skp.objects.filter(pk=skp.pk).update(status=Status.DIKEMBALIKAN, alasan="x")
    url = reverse(f"skp:{act}", args=[skp.pk if act == "rhk_tambah" else rhk.pk])
    assert as_user(getattr(org, who)).post(url, isian_rhk(versi=1)).status_code == status
    assert list(skp.rhk.values_list("uraian", "versi")) == [(rhk.uraian, 1)]


def test_services_refuse_a_stranger(rekan, skp, rhk):
    with pytest.raises(NotAllowed):
        services.add_rhk(skp=skp, by=rekan, token=uuid.uuid4(), values=_values(skp))
    with pytest.raises(NotAllowed):
        services.delete_rhk(rhk=rhk, by=rekan)


def test_a_target_is_deleted_once(as_user, staf, skp, rhk):
    client, url = as_user(staf), reverse("skp:rhk_hapus", args=[rhk.pk])
    assert client.post(url).status_code == 302
    assert client.post(url).status_code == 404
    assert not skp.rhk.exists()


def test_a_target_in_use_is_not_deleted_and_the_button_says_why(as_user, staf, rekan, penilai, skp, rhk, april):
    make_target(april, rhk)
    supported = make_rhk(skp, "Didukung")
    make_rhk(make_skp(rekan, penilai=penilai), "Milik rekan", status_kegiatan="CASCADING", atasan=supported)
    page = as_user(staf).get(skp.get_absolute_url()).content.decode()
    assert "RHK ini dipakai oleh 1 target SKP Bulanan." in page
    assert "RHK ini didukung oleh 1 RHK bawahan." in page
    for row in (rhk, supported):
        with pytest.raises(Refused, match="RHK ini"):
            services.delete_rhk(rhk=row, by=staf)


def test_targets_change_places(as_user, staf, skp, rhk):
    second, third = make_rhk(skp, "Kedua", urutan=2), make_rhk(skp, "Ketiga", urutan=3)
    client = as_user(staf)
    client.post(reverse("skp:rhk_geser", args=[third.pk, "naik"]))
    client.post(reverse("skp:rhk_geser", args=[rhk.pk, "turun"]))
    client.post(reverse("skp:rhk_geser", args=[third.pk, "naik"]))
    assert list(skp.rhk.order_by("urutan")) == [third, rhk, second]


def test_targets_are_ordered_by_a_list_of_exactly_these(as_user, staf, skp, rhk):
    second, third = make_rhk(skp, "Kedua", urutan=2), make_rhk(skp, "Ketiga", urutan=3, jenis="TAMBAHAN")
    client, url = as_user(staf), reverse("skp:rhk_urut", args=[skp.pk])
    assert client.post(url, {"id": [third.pk, second.pk, rhk.pk]}).status_code == 204
    assert list(skp.rhk.order_by("urutan")) == [third, second, rhk]
    foreign = make_rhk(make_skp(staf, penilai=skp.penilai, tahun=2025), "Tahun lalu")
    for ids in ([rhk.pk], [rhk.pk, second.pk, foreign.pk], [rhk.pk, second.pk, third.pk, third.pk]):
        refused = client.post(url, {"id": ids})
        assert (refused.status_code, "Muat ulang halaman" in refused.content.decode()) == (409, True)
    Skp.objects.filter(pk=skp.pk).update(status=Status.DIAJUKAN)
    late = client.post(url, {"id": [rhk.pk, second.pk, third.pk]})
    assert (late.status_code, "Sedang diperiksa" in late.content.decode()) == (409, True)
    assert list(skp.rhk.order_by("urutan")) == [third, second, rhk]


def test_a_target_moves_within_its_section(as_user, staf, skp, rhk):
    extra, last = make_rhk(skp, "Tambahan", urutan=2, jenis="TAMBAHAN"), make_rhk(skp, "Utama juga", urutan=3)
    as_user(staf).post(reverse("skp:rhk_geser", args=[last.pk, "naik"]))
    assert list(skp.rhk.order_by("urutan")) == [last, extra, rhk]
    as_user(staf).post(reverse("skp:rhk_geser", args=[extra.pk, "naik"]))
    assert list(skp.rhk.order_by("urutan")) == [last, extra, rhk]


# --- The form of PermenPANRB 6/2022 -----------------------------------------------------------------------------------

UKURAN = ("target_kuantitas", "satuan", "target_kualitas", "target_waktu", "satuan_waktu")
TANPA_UKURAN = dict.fromkeys(UKURAN[:-1], "")


def test_an_rhk_needs_no_measured_target(as_user, staf, skp, isian_rhk):
    form = isian_rhk(uraian="Tanpa ukuran", jenis="TAMBAHAN", penugasan_dari="Kepala Dinas", **TANPA_UKURAN)
    assert as_user(staf).post(add_url(skp), form).status_code == 302
    rhk = skp.rhk.get(uraian="Tanpa ukuran")
    assert (rhk.terukur, rhk.jenis, rhk.penugasan_dari, rhk.target_kualitas) == (
        False,
        "TAMBAHAN",
        "Kepala Dinas",
        None,
    )


def test_a_measured_target_without_quality_has_100(as_user, staf, skp, isian_rhk):
    as_user(staf).post(add_url(skp), isian_rhk(uraian="Biasa", target_kualitas=""))
    assert skp.rhk.get(uraian="Biasa").target_kualitas == 100


def test_pimpinan_choose_a_klasifikasi_and_others_do_not(as_user, staf, kepala, sekda, skp, isian_rhk):
    own = make_skp(kepala, penilai=sekda, status=Status.DRAFT)
    client, form = as_user(kepala), isian_rhk(status_kegiatan=None, **TANPA_UKURAN)
    assert client.post(add_url(own), form).status_code == 200
    assert client.post(add_url(own), form | {"klasifikasi": "ORGANISASI"}).status_code == 302
    assert (own.rhk.get().klasifikasi, own.rhk.get().status_kegiatan) == ("ORGANISASI", "TIDAK_CASCADING")
    refused = as_user(staf).post(add_url(skp), isian_rhk(klasifikasi="INDIVIDU"))
    assert ALASAN_KLASIFIKASI in refused.content.decode()
    with pytest.raises(Refused):
        services.add_rhk(skp=skp, by=staf, token=uuid.uuid4(), values=_values(skp, klasifikasi="INDIVIDU"))


def test_the_ketua_of_a_team_may_be_supported(as_user, org, staf, skp, isian_rhk):
    ketua = make_rhk(make_skp(org.jf, penilai=org.penilai), "Hasil tim")
    client = as_user(staf)
    form = isian_rhk(status_kegiatan="CASCADING", atasan=ketua.pk, uraian="Mendukung tim")
    assert ALASAN_ATASAN in client.post(add_url(skp), form).content.decode()
    make_tim(org.jf, [staf], unit=org.bidang)
    assert "Hasil tim" in client.get(add_url(skp)).content.decode()
    assert client.post(add_url(skp), form).status_code == 302
    assert ketua.skp.peserta_matriks.get().skp == skp


def test_a_text_of_100_000_characters_is_refused_and_kept(as_user, staf, skp, isian_rhk):
    response = as_user(staf).post(add_url(skp), isian_rhk(uraian="x" * 100_000, penugasan_dari="y" * 300))
    page = response.content.decode()
    assert "1000 karakter" in page
    assert "x" * 100_000 in page
    assert "y" * 300 in page
    assert skp.rhk.count() == 1


def test_the_second_tab_sees_the_new_fields_too(as_user, staf, skp, rhk, isian_rhk):
    client, url = as_user(staf), reverse("skp:rhk_ubah", args=[rhk.pk])
    form = isian_rhk(token=None, versi=1)
    client.post(url, form | {"jenis": "TAMBAHAN", "penugasan_dari": "Sekda"})
    stale = client.post(url, form | {"penugasan_dari": "Asisten"})
    assert stale.status_code == 409
    for text in ("Tersimpan sekarang: Tambahan", "Tersimpan sekarang: Sekda", 'value="Asisten"'):
        assert text in stale.content.decode()


def test_a_measured_target_that_months_break_down_stays(as_user, staf, skp, rhk, april, isian_rhk):
    make_target(april, rhk)
    form = isian_rhk(token=None, versi=1, **TANPA_UKURAN)
    response = as_user(staf).post(reverse("skp:rhk_ubah", args=[rhk.pk]), form)
    assert response.status_code == 409
    assert "sudah diuraikan oleh 1 target SKP Bulanan" in response.content.decode()
    april.target.all().delete()
    assert as_user(staf).post(reverse("skp:rhk_ubah", args=[rhk.pk]), form).status_code == 302
    rhk.refresh_from_db()
    assert not rhk.terukur


def test_a_month_breaks_down_measured_rhk_only(as_user, staf, skp, rhk, april, isian_target):
    plain = make_rhk(skp, "Tanpa ukuran", **dict.fromkeys(UKURAN[:-1]))
    client, url = as_user(staf), reverse("skp:target_tambah", args=[april.pk])
    page = client.get(url).content.decode()
    assert "1 RHK tidak ditawarkan karena belum mempunyai target terukur" in page
    assert "Pilih target terukur" in client.post(url, isian_target(rhk=plain.pk)).content.decode()
    values = {"rhk": plain, "uraian": "x", "target_kuantitas": Decimal(1), "target_waktu": Decimal(1)}
    with pytest.raises(Refused, match="belum mempunyai target terukur"):
        services.add_target(bulanan=april, by=staf, token=uuid.uuid4(), values=values)


def test_without_pengukuran_the_form_has_no_target_and_refuses_one(as_user, org, staf, skp, rhk, isian_rhk):
    Instansi.objects.filter(pk=org.instansi.pk).update(pengukuran_bulanan=False)
    client = as_user(staf)
    page = client.get(add_url(skp)).content.decode()
    assert [name for name in UKURAN if f'name="{name}"' in page] == []
    assert ALASAN_TANPA_PENGUKURAN in client.post(add_url(skp), isian_rhk()).content.decode()
    form = isian_rhk(token=None, versi=1, uraian="Diubah", **TANPA_UKURAN)
    assert client.post(reverse("skp:rhk_ubah", args=[rhk.pk]), form).status_code == 302
    rhk.refresh_from_db()
    assert (rhk.uraian, rhk.target_kuantitas) == ("Diubah", 12)
    with pytest.raises(Refused):
        services.add_rhk(skp=skp, by=staf, token=uuid.uuid4(), values=_values(skp))


def test_without_evaluasi_every_rhk_is_measured(as_user, org, staf, skp, isian_rhk):
    Instansi.objects.filter(pk=org.instansi.pk).update(evaluasi_periodik=False)
    client = as_user(staf)
    page = client.get(add_url(skp)).content.decode()
    assert "Uraian Kegiatan Tahunan" in page
    assert 'name="penugasan_dari"' not in page
    assert client.post(add_url(skp), isian_rhk(jenis=None, satuan="")).status_code == 200
    assert client.post(add_url(skp), isian_rhk(jenis=None)).status_code == 302
    empty = dict.fromkeys(("target_kuantitas", "satuan", "target_kualitas", "target_waktu"))
    with pytest.raises(Refused, match="wajib diisi"):
        services.add_rhk(skp=skp, by=staf, token=uuid.uuid4(), values=_values(skp, **empty))


def test_what_the_indikator_say_need_not_be_typed_again(as_user, staf, skp, satuan):
    rhk = make_rhk(skp, "Tanpa ukuran", **dict.fromkeys(UKURAN[:-1]))
    make_indikator(rhk, target="1.500 Laporan", aspek="KUANTITAS")
    make_indikator(rhk, "Tepat waktu", target="6 bulan", aspek="WAKTU")
    make_indikator(rhk, "Mutu", target="95%", aspek="KUALITAS")
    client, url = as_user(staf), reverse("skp:rhk_ubah", args=[rhk.pk])
    assert "Isi dari indikator: 1.500 laporan" in client.get(url).content.decode()
    form = client.get(url + "?terukur=1").context["form"]
    assert [form[name].value() for name in UKURAN] == ["1.500", satuan.pk, "95", "6", "BULAN"]


@pytest.mark.parametrize(
    "target", ["banyak laporan", "12 naskah", "0 laporan", "1.5 laporan", "", "9" * 60 + " laporan"]
)
def test_nothing_is_read_out_of_what_is_no_amount(skp, satuan, target):
    rhk = make_rhk(skp, "Tanpa ukuran", **dict.fromkeys(UKURAN[:-1]))
    make_indikator(rhk, target=target)
    assert read_measured(rhk, [satuan]) == {}


def test_the_penilais_rhk_are_offered_before_those_of_a_ketua_tim(as_user, org, staf, skp, rhk_atasan):
    make_tim(org.kepala, [staf])
    make_rhk(make_skp(org.kepala, penilai=org.sekda), "Aaa, milik ketua tim", urutan=0)

    page = as_user(staf).get(add_url(skp)).content.decode()

    assert 0 < page.index(rhk_atasan.uraian) < page.index("Aaa, milik ketua tim")
