"""Ambil RHK from another SKP, and the consent a colleague's SKP needs."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from ekinerja.errors import IllegalTransition, NotAllowed, Refused
from organisasi.models import Pegawai, PeranAnggaran
from skp import services
from skp.models import (
    Indikator,
    ManualIndikator,
    PermintaanSalin,
    PesertaMatriks,
    RencanaHasilKerja,
    Satuan,
    Skp,
    StatusKegiatan,
)
from skp.rules.salin import AksiSalin
from skp.workflow import Status, StatusPermintaan
from tests.factories import make_indikator, make_rhk, make_satuan, make_skp, wib

AMBIL = "skp:ambil_rhk"
MINTA = "skp:salin_minta"
NOW = wib(2026, 3, 10)


@pytest.fixture
def lama(staf, penilai):
    """Last year's SKP of the staf, empty."""
    return make_skp(staf, penilai=penilai, tahun=2025)


@pytest.fixture
def draft(staf, penilai):
    return make_skp(staf, penilai=penilai, status=Status.DRAFT)


def take(draft, source, *rows, by=None, lampiran=False):
    chosen = [row.pk for row in rows or source.rhk.all()]
    return services.take_rhk(skp=draft, by=by or draft.pegawai, source=source, chosen=chosen, lampiran=lampiran)


def test_an_rhk_comes_with_indikator_manual_and_measured_target(draft, lama):
    rhk = make_rhk(lama, "Menyusun laporan", jenis="TAMBAHAN", penugasan_dari="Kepala Dinas")
    indikator = make_indikator(rhk, "Jumlah laporan")
    ManualIndikator.objects.create(indikator=indikator, tujuan="Tertib", tingkat_kendali="TINGGI")
    make_indikator(rhk, "Ketepatan waktu", aspek="WAKTU", urutan=2)
    taken = take(draft, lama)
    copy = draft.rhk.get()
    assert taken.rhk == [copy]
    assert (copy.disalin_dari, copy.jenis, copy.penugasan_dari) == (rhk, "TAMBAHAN", "Kepala Dinas")
    assert (copy.target_kuantitas, str(copy.satuan), copy.target_waktu) == (12, "laporan", 12)
    assert list(copy.indikator.values_list("uraian", "aspek", "target")) == [
        ("Jumlah laporan", "KUANTITAS", "12 laporan"),
        ("Ketepatan waktu", "WAKTU", "12 laporan"),
    ]
    assert (copy.indikator.first().manual.tujuan, copy.indikator.first().manual.tingkat_kendali) == ("Tertib", "TINGGI")
    assert Indikator.objects.filter(rhk=rhk).count() == 2


def test_twice_adds_nothing_twice_and_says_so(as_user, staf, draft, lama):
    make_rhk(lama, "Menyusun laporan")
    other = make_rhk(lama, "Mengelola arsip")
    take(draft, lama, other)
    client, url = as_user(staf), reverse(AMBIL, args=[draft.pk])
    form = {"dari": lama.pk, "rhk": [row.pk for row in lama.rhk.all()]}
    first = client.post(url, form, follow=True).content.decode()
    assert "1 RHK disalin dari SKP 1 Januari 2025" in first
    assert "tidak disalin lagi: “Mengelola arsip”" in first
    second = client.post(url, form, follow=True).content.decode()
    assert "RHK disalin dari" not in second
    assert list(draft.rhk.values_list("uraian", "urutan")) == [("Mengelola arsip", 1), ("Menyusun laporan", 2)]


def test_the_same_words_in_other_letters_are_the_same_rhk(draft, lama):
    make_rhk(draft, "menyusun  LAPORAN")
    rhk = make_rhk(lama, "Menyusun laporan")
    assert take(draft, lama).present == [rhk]
    assert draft.rhk.count() == 1


def test_the_superiors_rhk_is_kept_only_where_it_may_still_be_chosen(as_user, staf, penilai, kepala, draft, lama):
    this_year = make_rhk(make_skp(penilai, penilai=kepala), "Kebijakan tahun ini")
    last_year = make_rhk(make_skp(penilai, penilai=kepala, tahun=2025), "Kebijakan lama")
    make_rhk(lama, "Masih didukung", status_kegiatan=StatusKegiatan.CASCADING, atasan=this_year)
    make_rhk(lama, "Harus dipilih lagi", status_kegiatan=StatusKegiatan.CASCADING, atasan=last_year)
    make_rhk(lama, "Berdiri sendiri")
    form = {"dari": lama.pk, "rhk": [row.pk for row in lama.rhk.all()]}
    page = as_user(staf).post(reverse(AMBIL, args=[draft.pk]), form, follow=True).content.decode()
    assert set(draft.rhk.values_list("uraian", "status_kegiatan", "atasan")) == {
        ("Masih didukung", "CASCADING", this_year.pk),
        ("Harus dipilih lagi", "CASCADING", None),
        ("Berdiri sendiri", "TIDAK_CASCADING", None),
    }
    assert "Pilih ulang RHK atasan yang diintervensi (tombol Edit) untuk: “Harus dipilih lagi”." in page
    assert PesertaMatriks.objects.get().skp == draft


def test_a_pimpinan_keeps_the_klasifikasi_and_may_do_without_an_atasan(kepala, penilai, sekda):
    """His form asks for no status kegiatan: what supports nothing is complete there."""
    above = make_rhk(make_skp(sekda, penilai=None, tahun=2025), "Sasaran kota")
    lama = make_skp(kepala, penilai=sekda, tahun=2025)
    make_rhk(lama, klasifikasi="ORGANISASI", status_kegiatan=StatusKegiatan.CASCADING, atasan=above)
    draft = make_skp(kepala, penilai=sekda, status=Status.DRAFT)
    taken = take(draft, lama)
    copy = draft.rhk.get()
    assert (copy.klasifikasi, copy.status_kegiatan) == ("ORGANISASI", StatusKegiatan.TIDAK_CASCADING)
    assert taken.without_atasan == [copy]


def test_a_measured_target_whose_satuan_the_post_may_not_use_is_left_out(draft, lama, kali):
    make_rhk(lama, "Memeriksa mesin", satuan=kali)
    taken = take(draft, lama)
    assert not draft.rhk.get().terukur
    assert "kegiatan atau kali tidak diperbolehkan" in taken.notes[0][1]


@pytest.mark.parametrize("change", [{"aktif": False}, {"instansi": "lain"}])
def test_a_satuan_that_is_not_in_the_list_any_more_is_left_out(draft, lama, org, change):
    satuan = make_satuan(org.instansi, "bundel")
    make_rhk(lama, "Menata arsip", satuan=satuan)
    changed = {"instansi": org.instansi_lain} if "instansi" in change else change
    Satuan.objects.filter(pk=satuan.pk).update(**changed)
    taken = take(draft, lama)
    assert not draft.rhk.get().terukur
    assert "satuan “bundel”" in taken.notes[0][1]


@pytest.mark.parametrize(("who", "kept"), [("staf", (None, None)), ("jf", (Decimal("0.5"), None))])
def test_angka_kredit_is_for_jf_and_biaya_for_pa_and_kpa(org, penilai, who, kept):
    pegawai = getattr(org, who)
    lama = make_skp(pegawai, penilai=penilai, tahun=2025)
    make_rhk(lama, angka_kredit=Decimal("0.5"), target_biaya=Decimal(1000))
    draft = make_skp(pegawai, penilai=penilai, status=Status.DRAFT)
    taken = take(draft, lama)
    copy = draft.rhk.get()
    assert (copy.angka_kredit, copy.target_biaya) == kept
    assert copy.terukur
    assert len(taken.notes) == kept.count(None)


def test_a_kpa_keeps_the_biaya(staf, penilai, lama):
    make_rhk(lama, target_biaya=Decimal(1000))
    draft = make_skp(staf, penilai=penilai, status=Status.DRAFT, peran_anggaran=PeranAnggaran.KPA)
    take(draft, lama)
    assert draft.rhk.get().target_biaya == 1000


def test_the_time_is_cut_to_the_new_period(staf, penilai, lama):
    make_rhk(lama)
    draft = make_skp(staf, penilai=penilai, status=Status.DRAFT, periode_mulai=date(2026, 6, 1))
    taken = take(draft, lama)
    assert draft.rhk.get().target_waktu == 7
    assert "menjadi 7 bulan" in taken.notes[0][1]


def test_an_instansi_that_measures_nothing_gets_no_measured_target(org, draft, lama):
    make_rhk(lama)
    type(org.instansi).objects.filter(pk=org.instansi.pk).update(pengukuran_bulanan=False)
    assert take(draft, lama).notes == []
    assert not draft.rhk.get().terukur


def test_lampiran_comes_along_when_it_is_ticked_and_once(draft, lama):
    lama.lampiran.create(bagian="DUKUNGAN", uraian="Komputer")
    lama.lampiran.create(bagian="KONSEKUENSI", urutan=2, uraian="Teguran")
    make_rhk(lama)
    assert take(draft, lama).lampiran == 0
    assert [take(draft, lama, lampiran=True).lampiran for _ in range(2)] == [2, 0]
    assert set(draft.lampiran.values_list("bagian", "uraian")) == {("DUKUNGAN", "Komputer"), ("KONSEKUENSI", "Teguran")}


# --- The page ---------------------------------------------------------------------------------------------------------


def test_the_page_ticks_all_but_what_is_there_and_offers_own_years(as_user, staf, penilai, draft, lama):
    make_rhk(lama, "Menyusun laporan")
    make_rhk(lama, "Sudah tersalin")
    make_rhk(draft, "Sudah tersalin")
    make_skp(staf, penilai=penilai, tahun=2024)
    response = as_user(staf).get(reverse(AMBIL, args=[draft.pk]))
    assert response.context["sources"] == [lama]
    assert [(row["rhk"].uraian, row["ticked"]) for row in response.context["rows"]] == [
        ("Menyusun laporan", True),
        ("Sudah tersalin", False),
    ]
    assert "Sudah ada di SKP ini" in response.content.decode()


def test_nothing_ticked_is_asked_back(as_user, staf, draft, lama):
    make_rhk(lama)
    response = as_user(staf).post(reverse(AMBIL, args=[draft.pk]), {"dari": lama.pk})
    assert "Centang sedikitnya satu" in response.content.decode()


def test_rhk_of_another_skp_are_not_taken_by_their_number(as_user, staf, rekan, penilai, draft, lama):
    foreign = make_rhk(make_skp(rekan, penilai=penilai), "Milik rekan")
    response = as_user(staf).post(reverse(AMBIL, args=[draft.pk]), {"dari": lama.pk, "rhk": [foreign.pk]})
    assert "RHK itu tidak ada lagi" in response.content.decode()
    source = Skp.objects.get(pk=foreign.skp_id)
    with pytest.raises(Refused, match="dapat disalin"):
        take(draft, source)
    page = as_user(staf).get(f"{reverse(AMBIL, args=[draft.pk])}?dari={source.pk}").content.decode()
    assert "Milik rekan" not in page
    refused = as_user(staf).post(reverse(AMBIL, args=[draft.pk]), {"dari": source.pk, "rhk": [foreign.pk]}, follow=True)
    assert "SKP asal itu tidak, atau tidak lagi, dapat disalin" in refused.content.decode()
    assert not draft.rhk.exists()


def test_a_first_skp_is_told_where_rhk_may_come_from(as_user, rekan, penilai):
    draft = make_skp(rekan, penilai=penilai, status=Status.DRAFT)
    page = as_user(rekan).get(reverse(AMBIL, args=[draft.pk])).content.decode()
    assert "Anda belum mempunyai SKP lain" in page
    assert reverse(MINTA) in page


def test_what_is_submitted_takes_nothing_any_more(as_user, staf, draft, lama):
    rhk = make_rhk(lama)
    Skp.objects.filter(pk=draft.pk).update(status=Status.DIAJUKAN)
    response = as_user(staf).post(reverse(AMBIL, args=[draft.pk]), {"dari": lama.pk, "rhk": [rhk.pk]})
    assert response.status_code == 409
    assert "Sedang diperiksa pejabat penilai" in response.content.decode()
    assert not draft.rhk.exists()


@pytest.mark.parametrize(("who", "status"), [("penilai", 404), ("stranger", 404), ("super_admin", 403)])
def test_nobody_fills_anothers_draft(as_user, org, draft, lama, who, status):
    for method in ("get", "post"):
        assert getattr(as_user(getattr(org, who)), method)(reverse(AMBIL, args=[draft.pk])).status_code == status


@pytest.mark.parametrize("rows", [1, 30])
def test_queries_of_the_page(as_user, staf, draft, lama, django_assert_num_queries, rows):
    for number in range(rows):
        make_indikator(make_rhk(lama, f"RHK {number}"))
    client = as_user(staf)
    with django_assert_num_queries(13):
        response = client.get(reverse(AMBIL, args=[draft.pk]))
    assert len(response.context["rows"]) == rows


# --- A colleague's SKP ------------------------------------------------------------------------------------------------


@pytest.fixture
def milik_rekan(rekan, penilai):
    skp = make_skp(rekan, penilai=penilai)
    make_rhk(skp, "RHK rahasia rekan")
    return skp


@pytest.fixture
def permintaan(staf, milik_rekan):
    return services.ask_to_copy(skp=milik_rekan, by=staf, at=NOW)


def answer(permintaan, aksi, by):
    return services.answer_request(permintaan=permintaan, aksi=aksi, by=by, at=NOW)


def test_a_colleague_is_found_by_his_nip_with_periods_only(as_user, staf, rekan, penilai, milik_rekan):
    make_rhk(make_skp(rekan, penilai=penilai, tahun=2027, status=Status.DRAFT), "Draft rekan")
    response = as_user(staf).get(reverse(MINTA), {"nip": rekan.nip_tampil})
    page = response.content.decode()
    assert list(response.context["choices"]) == [milik_rekan]
    assert "1 Januari 2026 – 31 Desember 2026" in page
    assert "2027" not in page
    assert "rahasia" not in page


@pytest.mark.parametrize(
    ("who", "words"),
    [("staf", "NIP Anda sendiri"), ("orang_luar", "Tidak ada pegawai aktif"), ("nobody", "Tidak ada pegawai aktif")],
)
def test_oneself_and_people_of_another_instansi_are_not_found(as_user, org, staf, who, words):
    nip = getattr(org, who).nip if who != "nobody" else "199912312024011001"
    page = as_user(staf).get(reverse(MINTA), {"nip": nip}).content.decode()
    assert words in page
    assert "Orang Luar" not in page


def test_one_who_left_is_not_found(as_user, staf, rekan):
    Pegawai.objects.filter(pk=rekan.pk).update(is_active=False)
    assert "Tidak ada pegawai aktif" in as_user(staf).get(reverse(MINTA), {"nip": rekan.nip}).content.decode()


def test_half_a_nip_finds_nobody(as_user, staf, rekan):
    assert "NIP harus 18 angka" in as_user(staf).get(reverse(MINTA), {"nip": rekan.nip[:8]}).content.decode()


def test_asking_tells_the_colleague_once(as_user, staf, rekan, milik_rekan):
    form = {"nip": rekan.nip, "skp": milik_rekan.pk}
    for _ in range(2):
        assert as_user(staf).post(reverse(MINTA), form).status_code == 302
    row = PermintaanSalin.objects.get()
    note = rekan.pemberitahuan.get()
    assert "meminta izin menyalin RHK" in note.teks
    assert note.tautan == f"{reverse(MINTA)}#permintaan-{row.pk}"
    page = as_user(rekan).get(reverse(MINTA)).content.decode()
    assert "Izinkan" in page
    assert "Tolak" in page


def test_only_the_chosen_colleagues_approved_skp_can_be_asked_for(as_user, org, staf, rekan, penilai, milik_rekan):
    other = make_skp(org.jf, penilai=penilai)
    draft = make_skp(rekan, penilai=penilai, tahun=2027, status=Status.DRAFT)
    for skp in (other, draft):
        page = as_user(staf).post(reverse(MINTA), {"nip": rekan.nip, "skp": skp.pk}).content.decode()
        assert "Pilih SKP dari daftar rekan itu." in page
    with pytest.raises(Refused, match="belum disetujui"):
        services.ask_to_copy(skp=draft, by=staf, at=NOW)
    with pytest.raises(NotAllowed, match="instansi yang sama"):
        services.ask_to_copy(skp=make_skp(org.orang_luar, penilai=None), by=staf, at=NOW)
    with pytest.raises(Refused, match="SKP Anda sendiri"):
        services.ask_to_copy(skp=make_skp(staf, penilai=penilai), by=staf, at=NOW)
    assert not PermintaanSalin.objects.exists()


def test_nothing_is_seen_or_copied_before_consent(as_user, staf, draft, milik_rekan, permintaan):
    page = as_user(staf).get(f"{reverse(AMBIL, args=[draft.pk])}?dari={milik_rekan.pk}").content.decode()
    assert "rahasia" not in page
    with pytest.raises(Refused):
        take(draft, milik_rekan)


def test_with_consent_the_rhk_are_copied_and_the_asker_is_told(as_user, staf, rekan, draft, milik_rekan, permintaan):
    as_user(rekan).post(reverse("skp:salin_aksi", args=[permintaan.pk, AksiSalin.IZINKAN]))
    permintaan.refresh_from_db()
    assert permintaan.status == StatusPermintaan.DITERIMA
    assert "mengizinkan Anda menyalin RHK" in staf.pemberitahuan.get().teks
    page = as_user(staf).get(f"{reverse(AMBIL, args=[draft.pk])}?dari={milik_rekan.pk}").content.decode()
    assert "RHK rahasia rekan" in page
    assert take(draft, milik_rekan).rhk[0].disalin_dari.skp == milik_rekan


@pytest.mark.parametrize("aksi", [AksiSalin.CABUT, AksiSalin.BATALKAN])
def test_what_was_allowed_can_be_withdrawn(staf, rekan, draft, milik_rekan, permintaan, aksi):
    answer(permintaan, AksiSalin.IZINKAN, rekan)
    answer(permintaan, aksi, rekan if aksi == AksiSalin.CABUT else staf)
    with pytest.raises(Refused):
        take(draft, milik_rekan)


def test_consent_does_not_open_a_reopened_skp(staf, rekan, draft, milik_rekan, permintaan):
    answer(permintaan, AksiSalin.IZINKAN, rekan)
    Skp.objects.filter(pk=milik_rekan.pk).update(status=Status.DRAFT, alasan="Dibuka kembali")
    with pytest.raises(Refused):
        take(draft, milik_rekan)


def test_a_refusal_stands_until_its_owner_thinks_better_of_it(staf, rekan, milik_rekan, permintaan):
    answer(permintaan, AksiSalin.TOLAK, rekan)
    with pytest.raises(Refused, match="tidak mengizinkan"):
        services.ask_to_copy(skp=milik_rekan, by=staf, at=NOW)
    assert rekan.pemberitahuan.count() == 1
    assert answer(permintaan, AksiSalin.IZINKAN, rekan).status == StatusPermintaan.DITERIMA


def test_a_cancelled_request_can_be_made_again(staf, rekan, milik_rekan, permintaan):
    answer(permintaan, AksiSalin.BATALKAN, staf)
    assert services.ask_to_copy(skp=milik_rekan, by=staf, at=NOW).status == StatusPermintaan.DIAJUKAN
    assert rekan.pemberitahuan.count() == 2


@pytest.mark.parametrize("aksi", list(AksiSalin))
def test_each_step_is_taken_once_and_by_its_party(as_user, org, staf, rekan, permintaan, aksi):
    if aksi == AksiSalin.CABUT:
        answer(permintaan, AksiSalin.IZINKAN, rekan)
    right, wrong = (staf, rekan) if aksi == AksiSalin.BATALKAN else (rekan, staf)
    url = reverse("skp:salin_aksi", args=[permintaan.pk, aksi])
    assert as_user(org.stranger).post(url).status_code == 404
    assert as_user(org.admin).post(url).status_code == 404
    assert as_user(wrong).post(url).status_code == 403
    assert as_user(right).post(url).status_code == 302
    before = PermintaanSalin.objects.values().get()
    with pytest.raises(IllegalTransition, match="tidak dapat dilakukan"):
        answer(permintaan, aksi, right)
    page = as_user(right).post(url, {"next": reverse(MINTA)}, follow=True).content.decode()
    assert "tidak dapat dilakukan" in page
    assert PermintaanSalin.objects.values().get() == before


@pytest.mark.parametrize("rows", [1, 30])
def test_queries_of_the_requests(as_user, staf, penilai, rekan, django_assert_num_queries, rows):
    for tahun in range(2000, 2000 + rows):
        services.ask_to_copy(skp=make_skp(rekan, penilai=penilai, tahun=tahun), by=staf, at=NOW)
        services.ask_to_copy(skp=make_skp(staf, penilai=penilai, tahun=tahun), by=rekan, at=NOW)
    client = as_user(staf)
    with django_assert_num_queries(6):
        response = client.get(reverse(MINTA))
    assert len(response.context["keluar"]) == len(response.context["masuk"]) == rows


def test_the_copies_own_nothing_of_the_original(draft, lama):
    rhk = make_rhk(lama)
    make_indikator(rhk)
    take(draft, lama)
    services.delete_skp(skp=draft, by=draft.pegawai)
    assert RencanaHasilKerja.objects.get() == rhk
    assert rhk.indikator.count() == 1
