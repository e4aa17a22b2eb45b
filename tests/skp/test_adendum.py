"""Adendum: proposed by the owner, decided by the penilai, applied whole or not at all."""

import uuid
from decimal import Decimal

import pytest
from django.urls import reverse

from ekinerja.errors import Conflict, IllegalTransition, NotAllowed, Refused
from organisasi.models import Instansi, Pemberitahuan
from skp import services as skp_services
from skp.models import Adendum, Indikator, PerubahanAdendum, PesertaMatriks, RencanaHasilKerja, Riwayat, Skp
from skp.perubahan import from_json, to_json, word_difference
from skp.rules.adendum import may_edit_adendum, may_judge_adendum, may_propose
from skp.services import adendum as services
from skp.workflow import Action, Status, next_adendum_status
from tests.factories import make_bulanan, make_indikator, make_rhk, make_satuan, make_skp, make_target, wib

NOW = wib(2026, 3, 10)
ROLES = ("staf", "penilai", "kepala", "rekan", "stranger", "admin", "super_admin", "orang_luar", "admin_luar")


@pytest.fixture
def approved(skp, rhk):
    """The staf's SKP, approved, with one RHK that has one indikator."""
    make_indikator(rhk)
    Skp.objects.filter(pk=skp.pk).update(status=Status.DISETUJUI, versi=3)
    return Skp.objects.get(pk=skp.pk)


@pytest.fixture
def adendum(staf, approved):
    return services.create_adendum(skp=approved, by=staf, token=uuid.uuid4(), alasan="Anggaran berubah", at=NOW)


def values(rhk=None, **changes):
    """All fields of an RHK, as a form answers them."""
    fields = {
        "jenis": "UTAMA",
        "klasifikasi": "",
        "status_kegiatan": "TIDAK_CASCADING",
        "atasan": None,
        "uraian": "Mengelola arsip digital",
        "penugasan_dari": "",
        "angka_kredit": None,
        "target_kuantitas": Decimal(4),
        "satuan": make_satuan(Instansi.objects.get(kode="pemerintah-kota-uji")),
        "target_kualitas": Decimal(100),
        "target_waktu": Decimal(6),
        "satuan_waktu": "BULAN",
        "target_biaya": None,
    }
    stored = {name: getattr(rhk, name) for name in fields} if rhk else {}
    return fields | stored | changes


INDIKATOR = {"aspek": "KUALITAS", "uraian": "Ketepatan laporan", "target": "95%"}


def change_words(adendum, rhk, uraian="Membuat laporan keuangan dan aset"):
    return services.propose_rhk_change(
        adendum=adendum, rhk=rhk, by=adendum.skp.pegawai, versi=rhk.versi, values=values(rhk, uraian=uraian)
    )


def step(action, adendum, by, **more):
    services.perform_adendum(action, adendum=adendum, by=by, at=NOW, **more)


def submit(adendum):
    Adendum.objects.filter(pk=adendum.pk).update(status=Status.DIAJUKAN)
    return Adendum.objects.select_related("skp").get(pk=adendum.pk)


# --- The table of states and the rules --------------------------------------------------------------------------------

LEADS = {
    (Action.AJUKAN, Status.DRAFT): Status.DIAJUKAN,
    (Action.AJUKAN, Status.DIKEMBALIKAN): Status.DIAJUKAN,
    (Action.SETUJUI, Status.DIAJUKAN): Status.DISETUJUI,
    (Action.KEMBALIKAN, Status.DIAJUKAN): Status.DIKEMBALIKAN,
}


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("action", Action)
def test_an_action_leads_where_the_table_says(action, status):
    if (action, status) in LEADS:
        assert next_adendum_status(action, status) == LEADS[action, status]
    else:
        with pytest.raises(IllegalTransition):
            next_adendum_status(action, status)


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (Status.DISETUJUI, None),
        (Status.DRAFT, IllegalTransition),
        (Status.DIKEMBALIKAN, IllegalTransition),
        (Status.DIAJUKAN, IllegalTransition),
    ],
)
def test_only_an_approved_skp_has_an_adendum(staf, approved, status, error):
    approved.status = status
    verdict = may_propose(staf, approved, terbuka=None)
    assert bool(verdict) is (error is None)
    assert error is None or verdict.error is error


@pytest.mark.parametrize(
    ("status", "editors", "judges"),
    [
        (Status.DRAFT, {"staf"}, set()),
        (Status.DIKEMBALIKAN, {"staf"}, set()),
        (Status.DIAJUKAN, set(), {"penilai"}),
        (Status.DISETUJUI, set(), set()),
    ],
)
def test_the_owner_edits_and_the_penilai_judges(org, adendum, status, editors, judges):
    adendum.status = status
    people = {name: getattr(org, name) for name in ROLES}
    assert {name for name, user in people.items() if may_edit_adendum(user, adendum)} == editors
    assert {name for name, user in people.items() if may_judge_adendum(Action.SETUJUI, user, adendum)} == judges


# --- Making one -------------------------------------------------------------------------------------------------------


def test_there_is_one_open_adendum_and_one_for_a_token(staf, approved):
    token = uuid.uuid4()
    first, second = (
        services.create_adendum(skp=approved, by=staf, token=token, alasan="Anggaran", at=NOW) for _ in range(2)
    )
    assert first == second
    with pytest.raises(Refused, match="Adendum ke-1 belum selesai"):
        services.create_adendum(skp=approved, by=staf, token=uuid.uuid4(), alasan="Lagi", at=NOW)
    Adendum.objects.update(status=Status.DISETUJUI)
    Skp.objects.update(adendum_ke=1)
    assert services.create_adendum(skp=approved, by=staf, token=uuid.uuid4(), alasan="Lagi", at=NOW).nomor == 2


@pytest.mark.parametrize("who", ["penilai", "admin", "rekan"])
def test_nobody_proposes_for_another(org, approved, who):
    with pytest.raises(NotAllowed):
        services.create_adendum(skp=approved, by=getattr(org, who), token=uuid.uuid4(), alasan="x", at=NOW)


@pytest.mark.parametrize(("status", "gone"), [("DRAFT", True), ("DIKEMBALIKAN", True), ("DIAJUKAN", False)])
def test_a_draft_or_returned_adendum_can_be_deleted(staf, adendum, rhk, status, gone):
    change_words(adendum, rhk)
    Adendum.objects.update(status=status)
    if gone:
        services.delete_adendum(adendum=adendum, by=staf)
    else:
        with pytest.raises(IllegalTransition, match="sedang diperiksa"):
            services.delete_adendum(adendum=adendum, by=staf)
    assert Adendum.objects.exists() is not gone
    assert PerubahanAdendum.objects.exists() is not gone


@pytest.mark.parametrize(("who", "drafted", "submitted"), [
    ("staf", 200, 200), ("super_admin", 200, 200), ("penilai", 404, 200), ("kepala", 404, 200), ("admin", 404, 200),
    ("rekan", 404, 404), ("admin_luar", 404, 404),
])  # fmt: skip
def test_a_draft_adendum_is_its_owners_alone(as_user, org, adendum, rhk, who, drafted, submitted):
    change_words(adendum, rhk, "Rancangan rahasia")
    client = as_user(getattr(org, who))
    assert client.get(adendum.get_absolute_url()).status_code == drafted
    page = client.get(adendum.skp.get_absolute_url())
    if who not in ("staf", "super_admin"):
        assert "Rancangan rahasia" not in page.content.decode()
        assert "Anggaran berubah" not in page.content.decode()
    submit(adendum)
    assert client.get(adendum.get_absolute_url()).status_code == submitted


# --- Proposing --------------------------------------------------------------------------------------------------------


def test_a_proposal_changes_nothing_in_the_skp(staf, adendum, rhk):
    indikator = rhk.indikator.get()
    change_words(adendum, rhk)
    new = services.propose_rhk(adendum=adendum, by=staf, token=uuid.uuid4(), values=values())
    services.propose_indikator(adendum=adendum, di=new, by=staf, token=uuid.uuid4(), values=INDIKATOR)
    services.propose_indikator(adendum=adendum, di=rhk, by=staf, token=uuid.uuid4(), values=INDIKATOR)
    services.propose_indikator_deletion(adendum=adendum, indikator=indikator, by=staf)
    step(Action.AJUKAN, adendum, staf)
    assert list(adendum.skp.rhk.values_list("uraian", "versi")) == [("Membuat laporan keuangan", 1)]
    assert rhk.indikator.count() == 1
    assert [c.jenis for c in adendum.perubahan.all()] == [
        "UBAH_RHK", "TAMBAH_RHK", "TAMBAH_INDIKATOR", "TAMBAH_INDIKATOR", "HAPUS_INDIKATOR",
    ]  # fmt: skip


def test_a_row_is_changed_once_in_an_adendum(staf, adendum, rhk):
    change_words(adendum, rhk)
    with pytest.raises(Conflict, match="sudah diubah dalam adendum ini"):
        change_words(adendum, rhk)
    with pytest.raises(Conflict, match="sudah diubah dalam adendum ini"):
        services.propose_rhk_deletion(adendum=adendum, rhk=rhk, by=staf)


def test_one_token_proposes_one_rhk(staf, adendum):
    token = uuid.uuid4()
    first, second = (services.propose_rhk(adendum=adendum, by=staf, token=token, values=values()) for _ in range(2))
    assert first == second


def test_a_stale_form_proposes_nothing(staf, adendum, rhk):
    RencanaHasilKerja.objects.filter(pk=rhk.pk).update(versi=2)
    with pytest.raises(Conflict):
        change_words(adendum, rhk)


def test_an_rhk_with_supporters_or_months_stays(staf, rekan, penilai, adendum, rhk):
    make_rhk(make_skp(rekan, penilai=staf), "Mendukung", status_kegiatan="CASCADING", atasan=rhk)
    with pytest.raises(Refused, match="didukung oleh 1 RHK bawahan"):
        services.propose_rhk_deletion(adendum=adendum, rhk=rhk, by=staf)
    make_target(make_bulanan(adendum.skp, 4), rhk)
    with pytest.raises(Refused, match="dipakai oleh 1 target SKP Bulanan"):
        services.propose_rhk_deletion(adendum=adendum, rhk=rhk, by=staf)
    bare = dict.fromkeys(("target_kuantitas", "satuan", "target_kualitas", "target_waktu"))
    with pytest.raises(Refused, match="diuraikan oleh 1 target SKP Bulanan"):
        services.propose_rhk_change(
            adendum=adendum, rhk=rhk, by=staf, versi=rhk.versi, values=values(rhk, **bare)
        )  # fmt: skip


def test_what_is_to_be_deleted_is_not_changed_beside_it(staf, adendum, rhk):
    indikator = rhk.indikator.get()
    services.propose_rhk_deletion(adendum=adendum, rhk=rhk, by=staf)
    for di in (
        lambda: services.propose_indikator(adendum=adendum, di=rhk, by=staf, token=uuid.uuid4(), values=INDIKATOR),
        lambda: services.propose_indikator_deletion(adendum=adendum, indikator=indikator, by=staf),
    ):
        with pytest.raises(Refused, match="diusulkan untuk dihapus"):
            di()
    adendum.perubahan.all().delete()
    services.propose_indikator_deletion(adendum=adendum, indikator=indikator, by=staf)
    with pytest.raises(Refused, match="Batalkan dahulu"):
        services.propose_rhk_deletion(adendum=adendum, rhk=rhk, by=staf)


@pytest.mark.parametrize("kind", ["rhk", "indikator"])
def test_the_rules_of_the_direct_edit_hold(staf, kepala, adendum, rhk, kind):
    foreign = make_rhk(make_skp(kepala, penilai=None), "Milik orang lain")
    of_rhk = values(status_kegiatan="CASCADING", atasan=foreign)
    of_indikator = {"aspek": "", "uraian": "Tanpa aspek", "target": ""}
    propose, more = {
        "rhk": (services.propose_rhk, {"values": of_rhk}),
        "indikator": (services.propose_indikator, {"values": of_indikator, "di": rhk}),
    }[kind]
    with pytest.raises(Refused):
        propose(adendum=adendum, by=staf, token=uuid.uuid4(), **more)
    assert not adendum.perubahan.exists()


def test_a_row_of_another_skp_is_not_proposed(staf, rekan, penilai, adendum):
    foreign = make_rhk(make_skp(rekan, penilai=penilai), "Milik rekan")
    with pytest.raises(Conflict, match="sudah tidak ada di SKP"):
        change_words(adendum, foreign)


def test_a_submitted_adendum_is_locked(staf, adendum, rhk):
    change = change_words(adendum, rhk)
    submit(adendum)
    for act in (
        lambda: services.propose_rhk(adendum=adendum, by=staf, token=uuid.uuid4(), values=values()),
        lambda: services.withdraw_proposal(perubahan=change, by=staf),
        lambda: services.change_proposal(perubahan=change, by=staf, versi=1, values=values(rhk)),
        lambda: services.change_reason(adendum=adendum, by=staf, versi=1, alasan="Lain"),
    ):
        with pytest.raises(IllegalTransition, match="sedang diperiksa"):
            act()


# --- Submitting and deciding ------------------------------------------------------------------------------------------


def test_approval_applies_all_and_names_the_version(staf, penilai, rhk_atasan, adendum, rhk):
    indikator = rhk.indikator.get()
    services.propose_rhk_change(
        adendum=adendum, rhk=rhk, by=staf, versi=rhk.versi,
        values=values(rhk, uraian="Membuat laporan aset", status_kegiatan="CASCADING", atasan=rhk_atasan,
                      target_kuantitas=Decimal("10.50")),
    )  # fmt: skip
    services.propose_indikator_change(
        adendum=adendum, indikator=indikator, by=staf, versi=indikator.versi, values=INDIKATOR
    )
    new = services.propose_rhk(adendum=adendum, by=staf, token=uuid.uuid4(), values=values())
    services.propose_indikator(adendum=adendum, di=new, by=staf, token=uuid.uuid4(), values=INDIKATOR)
    step(Action.AJUKAN, adendum, staf)
    step(Action.SETUJUI, adendum, penilai)
    rhk.refresh_from_db()
    indikator.refresh_from_db()
    assert (rhk.uraian, rhk.atasan, rhk.versi) == ("Membuat laporan aset", rhk_atasan, 2)
    assert rhk.target_kuantitas == Decimal("10.50")
    assert (indikator.aspek, indikator.uraian, indikator.target) == ("KUALITAS", "Ketepatan laporan", "95%")
    added = adendum.skp.rhk.get(uraian="Mengelola arsip digital")
    assert added.indikator.get().uraian == "Ketepatan laporan"
    skp = Skp.objects.get(pk=adendum.skp_id)
    assert (skp.status, skp.adendum_ke, skp.versi, skp.versi_naskah) == (Status.DISETUJUI, 1, 4, "Adendum ke-1")
    assert PesertaMatriks.objects.get().kepala == rhk_atasan.skp
    assert list(Riwayat.objects.values_list("aksi", "status", "catatan")) == [
        ("ADENDUM_DIAJUKAN", "DISETUJUI", "Adendum ke-1: Anggaran berubah"),
        ("ADENDUM_DISETUJUI", "DISETUJUI", "Adendum ke-1: Anggaran berubah"),
    ]
    assert list(Pemberitahuan.objects.order_by("pk").values_list("penerima__nama", "tautan")) == [
        ("Penilai", adendum.get_absolute_url()),
        ("Staf", adendum.get_absolute_url()),
    ]


def test_deletions_are_applied(staf, penilai, adendum, rhk):
    second = make_rhk(adendum.skp, "Yang dihapus")
    services.propose_rhk_deletion(adendum=adendum, rhk=second, by=staf)
    services.propose_indikator_deletion(adendum=adendum, indikator=rhk.indikator.get(), by=staf)
    step(Action.AJUKAN, adendum, staf)
    step(Action.SETUJUI, adendum, penilai)
    assert list(adendum.skp.rhk.all()) == [rhk]
    assert not Indikator.objects.exists()
    assert adendum.perubahan.first().sebelum["uraian"] == "Yang dihapus"


@pytest.mark.parametrize("gone", [False, True])
def test_a_row_that_changed_meanwhile_stops_the_whole_approval_by_name(staf, penilai, adendum, rhk, gone):
    second = make_rhk(adendum.skp, "Yang kedua")
    change_words(adendum, rhk)
    change_words(adendum, second, "Yang kedua, diperbarui")
    step(Action.AJUKAN, adendum, staf)
    if gone:
        RencanaHasilKerja.objects.filter(pk=second.pk).delete()
    else:
        RencanaHasilKerja.objects.filter(pk=second.pk).update(versi=2)
    with pytest.raises(Conflict, match="Ubah RHK “Yang kedua”: baris ini berubah atau dihapus"):
        step(Action.SETUJUI, adendum, penilai)
    rhk.refresh_from_db()
    assert rhk.uraian == "Membuat laporan keuangan"
    adendum.refresh_from_db()
    assert adendum.status == Status.DIAJUKAN
    step(Action.KEMBALIKAN, adendum, penilai, note="Barisnya sudah lain.")


def test_the_rules_are_asked_again_at_the_approval(staf, penilai, adendum, rhk, rhk_atasan):
    given = values(rhk, status_kegiatan="CASCADING", atasan=rhk_atasan)
    services.propose_rhk_change(adendum=adendum, rhk=rhk, by=staf, versi=rhk.versi, values=given)
    step(Action.AJUKAN, adendum, staf)
    Skp.objects.filter(pk=rhk_atasan.skp_id).update(status=Status.DRAFT)
    with pytest.raises(Refused, match="Ubah RHK “Membuat laporan keuangan”:"):
        step(Action.SETUJUI, adendum, penilai)
    rhk.refresh_from_db()
    assert rhk.atasan is None


def test_a_month_planned_meanwhile_keeps_its_rhk(staf, penilai, adendum, rhk):
    make_rhk(adendum.skp, "Yang tinggal")
    services.propose_rhk_deletion(adendum=adendum, rhk=rhk, by=staf)
    step(Action.AJUKAN, adendum, staf)
    make_target(make_bulanan(adendum.skp, 4), rhk)
    with pytest.raises(Refused, match="Hapus RHK “Membuat laporan keuangan”: RHK ini dipakai oleh 1 target"):
        step(Action.SETUJUI, adendum, penilai)
    assert RencanaHasilKerja.objects.filter(pk=rhk.pk).exists()


def test_what_would_leave_the_skp_incomplete_is_not_even_submitted(staf, adendum, rhk):
    services.propose_rhk_deletion(adendum=adendum, rhk=rhk, by=staf)
    with pytest.raises(Refused, match="Dengan perubahan ini SKP belum lengkap"):
        step(Action.AJUKAN, adendum, staf)
    assert RencanaHasilKerja.objects.filter(pk=rhk.pk).exists()


def test_an_empty_adendum_is_not_submitted(staf, adendum):
    with pytest.raises(Refused, match="Belum ada perubahan yang diusulkan"):
        step(Action.AJUKAN, adendum, staf)


def test_nothing_is_approved_while_the_skp_is_open_again(staf, penilai, adendum, rhk):
    change_words(adendum, rhk)
    step(Action.AJUKAN, adendum, staf)
    skp_services.perform(Action.BUKA_KEMBALI, dokumen=adendum.skp, by=penilai, at=NOW, note="Perlu diubah")
    with pytest.raises(IllegalTransition, match="dibuka kembali"):
        step(Action.SETUJUI, adendum, penilai)
    step(Action.KEMBALIKAN, adendum, penilai, note="Ubah langsung")
    assert adendum.status == Status.DIKEMBALIKAN


@pytest.mark.parametrize("aksi", ["setujui", "kembalikan"])
@pytest.mark.parametrize(
    ("who", "status"), [("staf", 403), ("kepala", 403), ("admin", 403), ("super_admin", 403), ("rekan", 404)]
)
def test_nobody_else_decides(as_user, org, adendum, rhk, aksi, who, status):
    change_words(adendum, rhk)
    submit(adendum)
    url = reverse("skp:adendum_aksi", args=[adendum.pk, aksi])
    assert as_user(getattr(org, who)).post(url, {"alasan": "x"}).status_code == status
    adendum.refresh_from_db()
    assert adendum.status == Status.DIAJUKAN


def test_deciding_twice_says_who_did_and_changes_nothing(as_user, penilai, staf, adendum, rhk):
    change_words(adendum, rhk)
    step(Action.AJUKAN, adendum, staf)
    url = reverse("skp:adendum_aksi", args=[adendum.pk, "setujui"])
    client = as_user(penilai)
    assert client.post(url, {"versi": adendum.versi}).status_code == 302
    again = client.post(url, {"versi": adendum.versi})
    assert again.status_code == 409
    assert "Adendum disetujui oleh Penilai" in again.content.decode()
    assert Skp.objects.get(pk=adendum.skp_id).versi == 4


@pytest.mark.parametrize(("alasan", "words"), [(" ", "Tuliskan alasannya"), ("x" * 1001, "paling panjang 1.000")])
def test_a_refused_return_keeps_the_typed_reason(as_user, penilai, adendum, rhk, alasan, words):
    change_words(adendum, rhk)
    submit(adendum)
    url = reverse("skp:adendum_aksi", args=[adendum.pk, "kembalikan"])
    answer = as_user(penilai).post(url, {"alasan": alasan})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert words in page
    assert f">{alasan}</textarea>" in page


def test_what_was_seen_is_what_is_approved(staf, penilai, adendum, rhk):
    change_words(adendum, rhk)
    step(Action.AJUKAN, adendum, staf)
    seen = adendum.versi
    step(Action.KEMBALIKAN, adendum, penilai, note="Perbaiki")
    step(Action.AJUKAN, adendum, staf)
    with pytest.raises(Conflict, match="berubah sejak halaman Anda dibuka"):
        step(Action.SETUJUI, adendum, penilai, versi=seen)


# --- Pages ------------------------------------------------------------------------------------------------------------


def test_the_owner_walks_the_whole_way_in_the_browser(as_user, staf, penilai, approved, rhk, isian_rhk):
    owner, judge = as_user(staf), as_user(penilai)
    answer = owner.post(
        reverse("skp:adendum_tambah", args=[approved.pk]), {"token": uuid.uuid4(), "alasan": "Anggaran berubah"}
    )
    adendum = Adendum.objects.get()
    assert answer.headers["Location"] == adendum.get_absolute_url()
    change = {**isian_rhk(token=None, uraian="Membuat laporan keuangan dan aset"), "versi": rhk.versi}
    answer = owner.post(reverse("skp:adendum_rhk_ubah", args=[adendum.pk, rhk.pk]), change)
    assert answer.status_code == 302, answer.context["form"].errors
    stored = adendum.perubahan.get()
    form = owner.get(reverse("skp:adendum_perubahan_ubah", args=[stored.pk])).content.decode()
    assert "Membuat laporan keuangan dan aset" in form
    page = owner.get(adendum.get_absolute_url()).content.decode()
    assert "<ins>dan aset</ins>" in page
    assert "Sudah ada usulan" in page
    owner.post(reverse("skp:adendum_aksi", args=[adendum.pk, "ajukan"]), {"versi": adendum.versi})
    queue = judge.get(reverse("skp:persetujuan_adendum"))
    assert list(queue.context["page_obj"]) == [adendum]
    assert "Adendum (1)" in queue.content.decode()
    judge.post(reverse("skp:adendum_aksi", args=[adendum.pk, "setujui"]))
    page = owner.get(approved.get_absolute_url()).content.decode()
    assert "Membuat laporan keuangan dan aset" in page
    assert "Naskah yang berlaku: <strong>Adendum ke-1</strong>" in page


def test_two_tabs_editing_one_proposal_the_second_keeps_its_text(as_user, staf, adendum, rhk, isian_rhk):
    change = change_words(adendum, rhk)
    url = reverse("skp:adendum_perubahan_ubah", args=[change.pk])
    client = as_user(staf)
    first = {**isian_rhk(token=None, uraian="Dari tab pertama"), "versi": 1}
    assert client.post(url, first).status_code == 302
    answer = client.post(url, {**first, "uraian": "Dari tab kedua"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Dari tab kedua" in page
    assert "Tersimpan sekarang: Dari tab pertama" in page


def test_a_proposed_deletion_has_no_form(as_user, staf, adendum, rhk):
    change = services.propose_rhk_deletion(adendum=adendum, rhk=rhk, by=staf)
    answer = as_user(staf).get(reverse("skp:adendum_perubahan_ubah", args=[change.pk]))
    assert answer.headers["Location"] == adendum.get_absolute_url()


def test_an_open_adendum_explains_why_there_is_no_second(as_user, staf, adendum):
    page = as_user(staf).get(adendum.skp.get_absolute_url()).content.decode()
    assert "Adendum ke-1 belum selesai (draft)" in page


@pytest.mark.parametrize("rows", [1, 30])
def test_queries_of_an_adendum(as_user, staf, penilai, adendum, rhk_atasan, django_assert_num_queries, rows):
    for number in range(rows):
        own = make_rhk(adendum.skp, f"RHK {number}")
        make_indikator(own)
        given = values(own, status_kegiatan="CASCADING", atasan=rhk_atasan)
        services.propose_rhk_change(adendum=adendum, rhk=own, by=staf, versi=1, values=given)
    client = as_user(staf)
    client.get(adendum.get_absolute_url())
    with django_assert_num_queries(QUERIES_ADENDUM):
        client.get(adendum.get_absolute_url())


QUERIES_ADENDUM = 12


@pytest.mark.parametrize("rows", [1, 10])
def test_queries_of_the_queue_of_adendum(as_user, org, penilai, django_assert_num_queries, rows):
    for year in range(rows):
        skp = make_skp(org.staf, penilai=penilai, tahun=2010 + year)
        skp.adendum.create(nomor=1, alasan="x", status=Status.DIAJUKAN, status_sejak=NOW)
    client = as_user(penilai)
    client.get(reverse("skp:persetujuan_adendum"))
    with django_assert_num_queries(QUERIES_QUEUE):
        client.get(reverse("skp:persetujuan_adendum"))


QUERIES_QUEUE = 11

# --- Values and words -------------------------------------------------------------------------------------------------


def test_values_survive_the_way_through_json(org, rhk_atasan):
    given = values(atasan=rhk_atasan, status_kegiatan="CASCADING", target_kuantitas=Decimal("10.50"))
    stored = to_json(given)
    assert stored["atasan"] == rhk_atasan.pk
    assert stored["target_kuantitas"] == "10.50"
    assert from_json(RencanaHasilKerja, stored) == given
    with pytest.raises(Conflict, match="RHK atasan yang dipilih sudah tidak ada"):
        from_json(RencanaHasilKerja, {**stored, "atasan": 999_999})


def test_the_words_that_differ_are_marked():
    left, right = word_difference("Membuat laporan keuangan", "Membuat laporan aset dan keuangan")
    assert [(p.teks, p.berubah) for p in left] == [("Membuat laporan ", False), ("keuangan", False)]
    assert [p.teks for p in right if p.berubah] == ["aset dan "]
    assert word_difference("", "") == ([], [])
