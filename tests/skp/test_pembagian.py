"""Handing RHK out: into whose SKP, what arrives there, what the hander sees of it afterwards."""

import uuid
from datetime import date

import pytest
from django.urls import reverse

from ekinerja.errors import IllegalTransition, NotAllowed, Refused
from organisasi.models import JenisPenugasan, Pemberitahuan, PenugasanKepala
from skp.models import BankRhk, JenisRhk, Pembagian, PesertaMatriks, StatusKegiatan
from skp.services.pembagian import ButirBaru, hand_out
from skp.workflow import Status
from tests.factories import make_pegawai, make_rhk, make_skp, make_tim, wib

SAAT = wib(2026, 3, 10)


@pytest.fixture
def draft_staf(staf, penilai):
    return make_skp(staf, penilai=penilai, status=Status.DRAFT)


@pytest.fixture
def draft_rekan(rekan, penilai):
    return make_skp(rekan, penilai=penilai, status=Status.DIKEMBALIKAN)


@pytest.fixture
def bank(org, staf):
    bank = BankRhk.objects.create(instansi=org.instansi, jabatan=staf.jabatan, uraian="Mengelola data statistik")
    bank.indikator.create(uraian="Jumlah data terkumpul", target="12 data", aspek="KUANTITAS")
    bank.indikator.create(uraian="Ketepatan waktu", target="tanggal 5", aspek="WAKTU", urutan=2)
    return bank


def hand(by, *skp, token=None, uraian="Menyusun laporan", **butir):
    return hand_out(
        by=by, at=SAAT, token=token or uuid.uuid4(), butir=[ButirBaru(uraian=uraian, **butir)], skp=list(skp)
    )


# --- What arrives ----------------------------------------------------------------------------------------------------


def test_one_rhk_reaches_each_draft_at_the_end_of_its_list(penilai, draft_staf, draft_rekan, rhk_atasan):
    make_rhk(draft_staf, urutan=4)
    hasil = hand(penilai, draft_staf, draft_rekan, atasan=rhk_atasan, jenis=JenisRhk.TAMBAHAN)
    assert not hasil.ditolak
    rhk = draft_staf.rhk.last()
    assert (rhk.uraian, rhk.jenis, rhk.urutan) == ("Menyusun laporan", JenisRhk.TAMBAHAN, 5)
    assert (rhk.status_kegiatan, rhk.atasan) == (StatusKegiatan.CASCADING, rhk_atasan)
    assert rhk.butir.pembagian == hasil.pembagian
    assert (hasil.pembagian.oleh, hasil.pembagian.pada) == (penilai, SAAT)
    assert set(hasil.pembagian.penerima.all()) == {draft_staf, draft_rekan}
    assert draft_rekan.rhk.get().urutan == 1


def test_what_supports_a_head_puts_its_skp_into_his_matrix(penilai, draft_staf, rhk_atasan):
    hand(penilai, draft_staf, atasan=rhk_atasan)
    assert PesertaMatriks.objects.get() == PesertaMatriks.objects.get(kepala=rhk_atasan.skp, tim=None, skp=draft_staf)


def test_without_an_rhk_to_support_it_is_not_cascading(penilai, draft_staf):
    hand(penilai, draft_staf)
    assert draft_staf.rhk.get().status_kegiatan == StatusKegiatan.TIDAK_CASCADING
    assert not PesertaMatriks.objects.exists()


def test_a_row_of_the_bank_brings_its_indikator(penilai, draft_staf, bank):
    hand(penilai, draft_staf, uraian=bank.uraian, bank=bank)
    rhk = draft_staf.rhk.get()
    assert list(rhk.indikator.values_list("uraian", "target", "aspek")) == [
        ("Jumlah data terkumpul", "12 data", "KUANTITAS"),
        ("Ketepatan waktu", "tanggal 5", "WAKTU"),
    ]
    assert rhk.butir.bank == bank


def test_its_owner_is_told_once(penilai, staf, draft_staf):
    hand_out(
        by=penilai,
        at=SAAT,
        token=uuid.uuid4(),
        butir=[ButirBaru("Satu"), ButirBaru("Dua")],
        skp=[draft_staf, draft_staf],
    )
    told = Pemberitahuan.objects.get()
    assert (told.penerima, told.tautan) == (staf, draft_staf.get_absolute_url())
    assert told.teks == "Penilai membagikan 2 RHK ke SKP 2026 Anda."


# --- Twice -----------------------------------------------------------------------------------------------------------


def test_the_same_form_twice_is_one_act(penilai, draft_staf):
    token = uuid.uuid4()
    first = hand(penilai, draft_staf, token=token)
    second = hand(penilai, draft_staf, token=token, uraian="Lain")
    assert second.pembagian == first.pembagian
    assert list(second.diterima) == list(first.diterima) == list(draft_staf.rhk.all())


def test_another_act_does_not_write_again_what_is_still_there(penilai, draft_staf, draft_rekan):
    hand(penilai, draft_staf)
    hasil = hand(penilai, draft_staf, draft_rekan)
    assert [(row.skp, row.alasan) for row in hasil.ditolak] == [(draft_staf, "Sudah menerima RHK ini dari Anda.")]
    assert draft_staf.rhk.count() == draft_rekan.rhk.count() == 1


def test_what_the_owner_took_out_can_be_handed_again(penilai, draft_staf):
    hand(penilai, draft_staf)
    draft_staf.rhk.all().delete()
    assert hand(penilai, draft_staf).diterima == [draft_staf.rhk.get()]


def test_equal_words_of_the_owner_himself_are_not_betrayed(penilai, draft_staf):
    make_rhk(draft_staf, "Menyusun laporan")
    assert not hand(penilai, draft_staf).ditolak
    assert draft_staf.rhk.count() == 2


# --- Who, and into which SKP -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "message"), [(Status.DIAJUKAN, "sudah diajukan"), (Status.DISETUJUI, "sudah disetujui")]
)
def test_what_is_being_judged_takes_nothing_and_the_others_still_get_it(
    penilai, rekan, draft_staf, draft_rekan, status, message
):
    type(draft_rekan).objects.filter(pk=draft_rekan.pk).update(status=status)
    hasil = hand(penilai, draft_rekan, draft_staf)
    (ditolak,) = hasil.ditolak
    assert ditolak.skp == draft_rekan
    assert message in ditolak.alasan
    assert draft_staf.rhk.exists()
    assert not draft_rekan.rhk.exists()
    assert list(hasil.pembagian.penerima.all()) == [draft_staf]


def test_nobody_who_could_take_it_is_a_refusal_that_leaves_nothing(penilai, draft_staf, draft_rekan):
    type(draft_staf).objects.update(status=Status.DIAJUKAN)
    with pytest.raises(IllegalTransition, match="sudah diajukan"):
        hand(penilai, draft_staf)
    with pytest.raises(Refused, match=r"Staf: .*Rekan: "):
        hand(penilai, draft_staf, draft_rekan)
    assert not Pembagian.objects.exists()


@pytest.mark.parametrize("who", ["staf", "rekan", "kepala", "kepala_lain", "admin", "orang_luar"])
def test_only_the_penilai_hands_out(org, draft_staf, who):
    with pytest.raises(NotAllowed):
        hand(getattr(org, who), draft_staf)
    assert not draft_staf.rhk.exists()


def test_a_running_plt_of_the_penilai_hands_out(org, rekan, penilai, draft_staf, rhk_atasan):
    with pytest.raises(NotAllowed):
        hand(rekan, draft_staf)
    PenugasanKepala.objects.create(
        unit=org.bidang, pegawai=rekan, jenis=JenisPenugasan.PLT, nomor_surat="1",
        mulai=date(2026, 3, 1), selesai=date(2026, 3, 31),
    )  # fmt: skip
    hand(rekan, draft_staf, atasan=rhk_atasan)
    assert draft_staf.rhk.get().atasan == rhk_atasan


def test_a_plt_never_hands_from_the_draft_of_the_head_he_stands_in_for(org, rekan, draft_staf, rhk_atasan):
    type(draft_staf).objects.filter(pk=rhk_atasan.skp_id).update(status=Status.DRAFT)
    PenugasanKepala.objects.create(
        unit=org.bidang, pegawai=rekan, jenis=JenisPenugasan.PLT, nomor_surat="1",
        mulai=date(2026, 3, 1), selesai=date(2026, 3, 31),
    )  # fmt: skip
    with pytest.raises(Refused, match="RHK dari SKP Anda sendiri"):
        hand(rekan, draft_staf, atasan=rhk_atasan)


def test_a_ketua_hands_to_the_anggota_of_his_running_team(jf, stranger, kepala_lain, penilai, org):
    draft = make_skp(stranger, penilai=kepala_lain, status=Status.DRAFT)
    own = make_rhk(make_skp(jf, penilai=penilai), "Membangun satu data")
    tim = make_tim(jf, [stranger], unit=org.bidang)
    hand(jf, draft, atasan=own)
    assert draft.rhk.get().atasan == own
    assert PesertaMatriks.objects.get().tim == tim
    tim.selesai = date(2026, 3, 9)
    tim.save()
    with pytest.raises(NotAllowed):
        hand(jf, draft, uraian="Lagi")


def test_a_draft_of_ones_own_may_be_supported(penilai, kepala, draft_staf):
    own = make_rhk(make_skp(penilai, penilai=kepala, status=Status.DRAFT), "Rancangan")
    hand(penilai, draft_staf, atasan=own)
    assert draft_staf.rhk.get().atasan == own


def test_the_rhk_of_somebody_else_is_refused(penilai, kepala, sekda, draft_staf):
    foreign = make_rhk(make_skp(kepala, penilai=sekda), "Milik kepala")
    with pytest.raises(Refused, match="RHK dari SKP Anda sendiri") as refusal:
        hand(penilai, draft_staf, atasan=foreign)
    assert refusal.value.field == "atasan"


def test_an_rhk_of_another_year_is_refused(penilai, kepala, draft_staf):
    old = make_rhk(make_skp(penilai, penilai=kepala, tahun=2025))
    with pytest.raises(Refused, match="Periode SKP-nya tidak bertemu"):
        hand(penilai, draft_staf, atasan=old)


def test_an_rhk_does_not_enter_the_skp_of_ones_own(penilai, kepala):
    own = make_skp(penilai, penilai=kepala, status=Status.DRAFT)
    with pytest.raises(NotAllowed, match="SKP sendiri"):
        hand(penilai, own)


@pytest.mark.parametrize(
    ("butir", "with_skp", "field"), [([], True, "uraian"), ([ButirBaru("Satu")], False, "penerima")]
)
def test_nothing_to_hand_or_nobody_to_hand_to(penilai, draft_staf, butir, with_skp, field):
    with pytest.raises(Refused) as refusal:
        hand_out(by=penilai, at=SAAT, token=uuid.uuid4(), butir=butir, skp=[draft_staf] if with_skp else [])
    assert refusal.value.field == field


# --- The pages -------------------------------------------------------------------------------------------------------

BAGIKAN = "skp:bagikan"


def isian(*skp, **changes):
    filled = {
        "token": str(uuid.uuid4()), "isi": "SATU", "jenis": "UTAMA", "uraian": "Menyusun laporan", "atasan": "",
        "penerima": [row.pk for row in skp],
    }  # fmt: skip
    return filled | changes


def test_one_rhk_is_handed_through_the_form(as_user, penilai, draft_staf, draft_rekan, rhk_atasan):
    answer = as_user(penilai).post(reverse(BAGIKAN), isian(draft_staf, draft_rekan, atasan=rhk_atasan.pk), follow=True)
    pembagian = Pembagian.objects.get()
    assert answer.redirect_chain[-1][0] == pembagian.get_absolute_url()
    assert "RHK dibagikan kepada 2 pegawai." in answer.content.decode()
    assert draft_staf.rhk.get().atasan == draft_rekan.rhk.get().atasan == rhk_atasan


def test_a_template_is_handed_with_its_indikator(as_user, penilai, draft_staf, bank, org):
    other = BankRhk.objects.create(instansi=org.instansi, jabatan=bank.jabatan, uraian="Melayani data", urutan=2)
    page = as_user(penilai).get(reverse(BAGIKAN) + f"?skp={draft_staf.pk}").content.decode()
    assert bank.uraian in page
    sent = isian(draft_staf, isi="TEMPLATE", uraian="", jabatan=bank.jabatan_id, bank=[bank.pk, other.pk])
    as_user(penilai).post(reverse(BAGIKAN), sent)
    assert list(draft_staf.rhk.values_list("uraian", flat=True)) == [bank.uraian, "Melayani data"]
    assert draft_staf.rhk.first().indikator.count() == 2


def test_a_link_chooses_the_person_and_the_rhk(as_user, penilai, draft_staf, rhk_atasan):
    page = as_user(penilai).get(reverse(BAGIKAN) + f"?skp={draft_staf.pk}&atasan={rhk_atasan.pk}")
    (ticked,) = [row["penerima"].skp for row in page.context["rows"] if row["dicentang"]]
    assert ticked == draft_staf
    assert page.context["form"]["atasan"].value() == rhk_atasan.pk


def test_a_link_to_what_is_not_ones_own_chooses_nothing(as_user, penilai, stranger, kepala_lain, sekda):
    foreign = make_skp(stranger, penilai=kepala_lain, status=Status.DRAFT)
    rhk = make_rhk(make_skp(kepala_lain, penilai=sekda), "Rahasia dinas lain")
    page = as_user(penilai).get(reverse(BAGIKAN) + f"?skp={foreign.pk}&atasan={rhk.pk}")
    assert page.status_code == 200
    assert "Orang Lain" not in page.content.decode()
    assert "Rahasia dinas lain" not in page.content.decode()


def test_who_cannot_receive_is_shown_with_the_reason(as_user, penilai, staf, rekan, jf, kepala, draft_staf):
    make_skp(rekan, penilai=penilai, status=Status.DIAJUKAN)
    make_skp(jf, penilai=kepala)
    page = as_user(penilai).get(reverse(BAGIKAN))
    assert [row["penerima"].pegawai.nama for row in page.context["rows"]] == ["Staf"]
    belum = {row.pegawai.nama: row.alasan for row in page.context["belum"]}
    assert "sudah diajukan" in belum["Rekan"]
    assert "pejabat penilai lain" in belum["Fungsional"]
    assert page.content.decode().count('name="penerima"') == 1
    draft_staf.delete()
    page = as_user(penilai).get(reverse(BAGIKAN))
    assert "Belum membuat SKP untuk tahun ini." in page.content.decode()


def test_who_was_submitted_meanwhile_is_reported_and_the_others_get_it(as_user, penilai, draft_staf, draft_rekan):
    sent = isian(draft_staf, draft_rekan)
    type(draft_rekan).objects.filter(pk=draft_rekan.pk).update(status=Status.DIAJUKAN)
    page = as_user(penilai).post(reverse(BAGIKAN), sent, follow=True).content.decode()
    assert "RHK dibagikan kepada 1 pegawai." in page
    assert "Rekan tidak menerima: SKP sudah diajukan" in page


def test_nobody_could_take_it_keeps_what_was_typed(as_user, penilai, draft_staf):
    type(draft_staf).objects.update(status=Status.DIAJUKAN)
    answer = as_user(penilai).post(reverse(BAGIKAN), isian(draft_staf, uraian="Yang saya ketik"))
    assert answer.status_code == 409
    assert "Yang saya ketik" in answer.content.decode()
    assert "sudah diajukan" in answer.content.decode()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"uraian": " "}, "Tuliskan RHK yang dibagikan."),
        ({"uraian": "x" * 100_000}, "1000"),
        ({"penerima": []}, "Centang sedikitnya satu pegawai."),
        ({"penerima": ["99999999999999999999"]}, "Pilih penerima dari daftar."),
        ({"penerima": ["abc"]}, "Pilih penerima dari daftar."),
        ({"isi": "TEMPLATE"}, "Pilih jabatan, lalu centang RHK"),
        ({"isi": "TEMPLATE", "bank": ["999999"]}, "Pilih RHK dari bank yang ditampilkan."),
        ({"atasan": "999999"}, "Pilih RHK dari SKP Anda sendiri."),
        ({"token": "x"}, "UUID"),
    ],
)
def test_a_bad_form_comes_back_with_the_reason(as_user, penilai, draft_staf, bank, changes, message):
    page = as_user(penilai).post(reverse(BAGIKAN), isian(draft_staf) | changes).content.decode()
    assert message in page
    assert not Pembagian.objects.exists()


def test_an_skp_of_a_stranger_is_no_choice(as_user, penilai, stranger, kepala_lain):
    foreign = make_skp(stranger, penilai=kepala_lain, status=Status.DRAFT)
    page = as_user(penilai).post(reverse(BAGIKAN), isian(foreign)).content.decode()
    assert "Pilih penerima dari daftar." in page
    assert not foreign.rhk.exists()


@pytest.mark.parametrize(
    ("narrowed", "shown"),
    [
        ({"cari": "sta"}, {"Staf"}),
        ({"cari": "19900505 2015"}, {"Staf"}),
        ({"cari": "zzz"}, set()),
        ({"jabatan_penerima": "ahli"}, {"Fungsional"}),
        ({"unit": "x"}, {"Staf", "Rekan", "Fungsional"}),
        ({"cari": "zzz", "penerima": "staf"}, {"Staf"}),
    ],
)
def test_the_receivers_are_narrowed_without_losing_anything(as_user, penilai, jf, draft_staf, narrowed, shown):
    sent = isian(uraian="Belum selesai") | narrowed | {"aksi": "saring"}
    if "jabatan_penerima" in narrowed:
        sent["jabatan_penerima"] = jf.jabatan_id
    if narrowed.get("penerima"):
        sent["penerima"] = [draft_staf.pk]
    answer = as_user(penilai).post(reverse(BAGIKAN), sent)
    receivers = [row["penerima"] for row in answer.context["rows"]] + answer.context["belum"]
    assert {row.pegawai.nama for row in receivers} == shown
    assert "Belum selesai" in answer.content.decode()
    assert sent["token"] in answer.content.decode()
    assert not Pembagian.objects.exists()


def test_the_act_shows_what_became_of_it_and_never_the_words_of_a_draft(as_user, penilai, draft_staf, draft_rekan):
    pembagian = hand(penilai, draft_staf, draft_rekan, uraian="Sebagaimana dibagikan").pembagian
    draft_rekan.rhk.all().delete()
    draft_staf.rhk.update(uraian="Sudah saya ganti")
    page = as_user(penilai).get(pembagian.get_absolute_url()).content.decode()
    assert "Sebagaimana dibagikan" in page
    assert "Sudah saya ganti" not in page
    assert "Masih ada di SKP-nya" in page
    assert "Tidak ada lagi di SKP-nya" in page
    type(draft_staf).objects.filter(pk=draft_staf.pk).update(status=Status.DISETUJUI)
    page = as_user(penilai).get(pembagian.get_absolute_url()).content.decode()
    assert "Disetujui" in page
    assert f'href="{draft_staf.get_absolute_url()}"' in page


def test_only_who_handed_out_reads_the_act(as_user, penilai, staf, kepala, admin, draft_staf):
    url = hand(penilai, draft_staf).pembagian.get_absolute_url()
    for person in (staf, kepala, admin):
        assert as_user(person).get(url).status_code == 404


def test_who_stands_in_does_not_read_the_words_of_the_heads_draft(as_user, org, penilai, kepala, rekan, draft_staf):
    own = make_rhk(make_skp(penilai, penilai=kepala, status=Status.DRAFT), "Rancangan kepala bidang")
    url = hand(penilai, draft_staf, atasan=own).pembagian.get_absolute_url()
    PenugasanKepala.objects.create(
        unit=org.bidang, pegawai=rekan, jenis=JenisPenugasan.PLH, nomor_surat="1",
        mulai=date(2026, 3, 1), selesai=date(2026, 3, 31),
    )  # fmt: skip
    assert "Rancangan kepala bidang" in as_user(penilai).get(url).content.decode()
    page = as_user(rekan).get(url).content.decode()
    assert "Menyusun laporan" in page
    assert "Rancangan kepala bidang" not in page


@pytest.mark.parametrize(
    ("query", "count"),
    [("", 1), ("cari=laporan", 1), ("cari=staf", 1), ("cari=1990", 1), ("cari=x", 0), ("tahun=2025", 0)],
)
def test_the_list_of_acts_is_searched(as_user, penilai, draft_staf, query, count):
    hand(penilai, draft_staf)
    page = as_user(penilai).get(reverse("skp:pembagian_list") + "?" + query)
    assert page.context["page_obj"].paginator.count == count


@pytest.mark.parametrize("rows", [1, 30])
def test_queries_of_the_page_to_hand_out(as_user, penilai, org, rhk_atasan, bank, django_assert_num_queries, rows):
    tim = make_tim(penilai, unit=org.bidang)
    for number in range(rows):
        person = make_pegawai(f"Bawahan {number}", unit=org.bidang, jabatan=org.staf.jabatan)
        make_skp(person, penilai=penilai, status=Status.DRAFT)
        tim.anggota.create(pegawai=make_pegawai(f"Anggota {number}", unit=org.dinas_lain, jabatan=org.staf.jabatan))
        BankRhk.objects.create(instansi=org.instansi, jabatan=bank.jabatan, uraian=f"RHK {number}")
    client = as_user(penilai)
    url = reverse(BAGIKAN) + f"?skp={tim.ketua.skp_dinilai.last().pk}"
    client.get(url)
    with django_assert_num_queries(22):
        client.get(url)


@pytest.mark.parametrize("rows", [1, 30])
def test_queries_of_the_acts_and_of_one(as_user, penilai, org, django_assert_num_queries, rows):
    people = [make_pegawai(f"Bawahan {n}", unit=org.bidang, jabatan=org.staf.jabatan) for n in range(rows)]
    drafts = [make_skp(person, penilai=penilai, status=Status.DRAFT) for person in people]
    for number in range(rows - 1):
        hand(penilai, drafts[0], uraian=f"Laporan {number}")
    pembagian = hand(penilai, *drafts, uraian="Laporan semua").pembagian
    client = as_user(penilai)
    client.get(pembagian.get_absolute_url())
    with django_assert_num_queries(9):
        client.get(reverse("skp:pembagian_list") + "?entri=50")
    with django_assert_num_queries(11):
        client.get(pembagian.get_absolute_url())
