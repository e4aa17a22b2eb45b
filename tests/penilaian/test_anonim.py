"""Whoever receives feedback that was promised to stay unnamed learns no giver's name, and nothing that tells it: on no
page, paper, export or administration page he may open, whoever else he is."""

import re
from datetime import date

import pghistory
import pytest
from django.contrib import admin
from django.db import transaction
from django.urls import reverse

from organisasi.jenis_audit import kinds
from organisasi.models import JenisPenugasan, Pegawai, PenugasanKepala
from penilaian.models import (
    AsalUmpanBalik,
    Evaluasi,
    Hubungan,
    StatusUmpanBalik,
    UmpanBalikRekan,
    UndanganUmpanBalik,
)
from penilaian.querysets.rekan import AMBANG_ANONIM, asked_by_owner, received
from penilaian.services import rekan as services
from skp.models import Skp
from tests.access.topics.audit import AROUND_TODAY
from tests.access.world import build
from tests.factories import make_evaluasi, make_pegawai, make_periode, make_skp, wib
from tests.penilaian.halaman import of_admin, of_evaluasi, of_policy, text_of

pytestmark = pytest.mark.django_db

AT = wib(2026, 3, 10)
# Names that stand nowhere else, so that finding one is finding a giver.
NAMA = ("Zulaikha Pemberi", "Wiratmo Pemberi", "Abimana Pemberi", "Qonita Pemberi")
# Lists of the people of an instansi, with their names whether they gave anything or not.
WHERE_EVERYBODY_IS = ("/cetak/", "/pegawai/", "/audit/", "/pemantauan/", "/rekap-unit/", "/statistik/")
KATA = {
    "Zulaikha Pemberi": "Kata keempat belas",
    "Wiratmo Pemberi": "Kata kedua puluh",
    "Abimana Pemberi": "Kata ketiga belas",
    "Qonita Pemberi": "Kata kedelapan",
}


def givers(org, number=3):
    """People of another unit, whom the receiver does not meet on any other page."""
    return [make_pegawai(nama, unit=org.dinas_lain, jabatan=org.staf.jabatan) for nama in NAMA[:number]]


def give(evaluasi, pemberi, at=AT, **texts):
    undangan = services.offer(evaluasi=evaluasi, by=pemberi, at=at)
    return services.write(
        undangan=UndanganUmpanBalik.objects.for_form().get(pk=undangan.pk),
        by=pemberi,
        at=at,
        versi=undangan.versi,
        texts=texts or {"loyal": KATA[pemberi.nama]},
    )


@pytest.fixture
def evaluasi(org):
    return Evaluasi.objects.for_detail().get(pk=make_evaluasi(make_skp(org.staf, penilai=org.penilai)).pk)


def url(name, evaluasi):
    return reverse(f"penilaian:{name}", args=[evaluasi.skp_id, evaluasi.periode_id])


def words(user, evaluasi):
    return [suara.teks for row in received(user, evaluasi).perilaku for suara in row.suara]


# --- The rule --------------------------------------------------------------------------------------------------------


def test_nothing_is_shown_before_three_have_given(as_user, org, evaluasi):
    people = givers(org)
    page = as_user(org.staf).get(url("rekan_terima", evaluasi)).content.decode()
    for pemberi in people[: AMBANG_ANONIM - 1]:
        give(evaluasi, pemberi)
        assert words(org.staf, evaluasi) == []
        # Not even that somebody has, or how many: with one person asked, the number would be his answer.
        assert tokenless(as_user(org.staf).get(url("rekan_terima", evaluasi)).content.decode()) == tokenless(page)
    give(evaluasi, people[-1])
    assert sorted(words(org.staf, evaluasi)) == sorted(KATA[person.nama] for person in people)
    assert {suara.oleh for row in received(org.staf, evaluasi).perilaku for suara in row.suara} == {""}


def tokenless(page: str) -> str:
    return re.sub(r'(csrfmiddlewaretoken" value|nonce|X-CSRFToken&quot;:|hx-headers)="?[^">]*', "", page)


def test_invitations_that_are_not_answered_are_not_givers(org, evaluasi):
    people = givers(org)
    services.invite(evaluasi=evaluasi, by=org.penilai, at=AT, givers=people)
    for pemberi in people[:2]:
        give(evaluasi, pemberi)
    assert words(org.staf, evaluasi) == []


def test_who_takes_his_words_back_is_no_giver_any_more(org, evaluasi):
    people = givers(org)
    rows = [give(evaluasi, pemberi) for pemberi in people]
    services.write(undangan=rows[0], by=people[0], at=AT, versi=rows[0].versi, texts={})
    assert words(org.staf, evaluasi) == []


def test_the_order_follows_from_the_words_not_from_who_wrote_or_when(org, evaluasi):
    people = givers(org, 4)
    for pemberi in people:
        give(evaluasi, pemberi)
    first = words(org.staf, evaluasi)
    UmpanBalikRekan.objects.all().delete()
    UndanganUmpanBalik.objects.all().delete()
    said = dict(zip(people, reversed([KATA[person.nama] for person in people]), strict=True))
    for pemberi in reversed(people):
        give(evaluasi, pemberi, loyal=said[pemberi])
    assert words(org.staf, evaluasi) == first


def test_the_promise_outlives_the_instansis_switch(as_user, org, evaluasi):
    people = givers(org)
    for pemberi in people[:2]:
        give(evaluasi, pemberi)
    type(org.instansi).objects.update(umpan_balik_anonim=False)
    now = Evaluasi.objects.for_detail().get(pk=evaluasi.pk)
    give(now, people[2], loyal="Dengan nama")
    page = as_user(org.staf).get(url("rekan_terima", evaluasi)).content.decode()
    assert "Dengan nama" in page
    assert people[2].nama in page
    assert not any(KATA[person.nama] in page or person.nama in page for person in people[:2])


def test_the_penilai_and_those_above_read_names_but_never_of_themselves(org, evaluasi):
    for pemberi in givers(org):
        give(evaluasi, pemberi)
    for reader in (org.penilai, org.kepala, org.admin, org.super_admin):
        assert {suara.oleh for row in received(reader, evaluasi).perilaku for suara in row.suara} == {
            f"{nama} (rekan kerja)" for nama in NAMA[:3]
        }
    for change in ({"admin_instansi": True}, {"is_superuser": True}):
        Pegawai.objects.filter(pk=org.staf.pk).update(**change)
        reader = Pegawai.objects.for_header().get(pk=org.staf.pk)
        assert {suara.oleh for row in received(reader, evaluasi).perilaku for suara in row.suara} == {""}
        assert not UndanganUmpanBalik.objects.visible_to(reader).exists()


# --- What asking tells -----------------------------------------------------------------------------------------------


def test_asking_who_gives_already_is_like_asking_anybody(as_user, org, evaluasi):
    people = givers(org)
    give(evaluasi, people[0])
    services.invite(evaluasi=evaluasi, by=org.penilai, at=AT, givers=[people[1]])
    declined = UndanganUmpanBalik.objects.for_form().get(pemberi=people[1])
    services.decline(undangan=declined, by=people[1], at=AT)
    client, answers = as_user(org.staf), []
    for pemberi in people:
        response = client.post(url("rekan_minta", evaluasi), {"nip": pemberi.nip}, follow=True)
        answers.append([str(message) for message in response.context["messages"]])
    assert answers == [["Permintaan umpan balik dikirim kepada 1 pegawai."]] * 3
    assert [(row.nama, row.status, row.batalkan) for row in asked_by_owner(evaluasi)] == [
        (nama, "", 0) for nama in sorted(person.nama for person in people)
    ]
    assert dict(evaluasi.undangan.values_list("pemberi__nama", "status")) == {
        people[0].nama: "DIISI", people[1].nama: "MENUNGGU", people[2].nama: "MENUNGGU",
    }  # fmt: skip


def test_who_gives_unasked_stays_in_the_list_of_whom_to_ask(as_user, org, evaluasi):
    give(evaluasi, org.rekan, loyal="Kata rekan")
    page = as_user(org.staf).get(url("rekan_minta", evaluasi)).content.decode()
    assert f'value="{org.rekan.pk}"' in page
    assert "Kata rekan" not in page


def test_the_limit_counts_only_whom_the_owner_asked(org, evaluasi):
    for pemberi in givers(org, 4):
        give(evaluasi, pemberi)
    people = [make_pegawai(f"Kawan {n}", unit=org.bidang, jabatan=org.staf.jabatan) for n in range(10)]
    assert len(services.invite(evaluasi=evaluasi, by=org.staf, at=AT, givers=people)) == 10


def test_an_invitation_cannot_be_found_by_trying_addresses(as_user, org, evaluasi):
    people = givers(org)
    asked = services.invite(evaluasi=evaluasi, by=org.staf, at=AT, givers=[people[0]])[0]
    given = give(evaluasi, people[1])
    client = as_user(org.staf)
    for undangan in (asked, given):
        assert client.get(reverse("penilaian:rekan_isi", args=[undangan.pk])).status_code == 404
        for aksi in ("tolak", "batalkan"):
            assert client.post(reverse("penilaian:rekan_aksi", args=[undangan.pk, aksi])).status_code == 404


def test_the_receiver_is_told_once_when_the_third_has_given_and_of_nothing_else(org, evaluasi):
    people = givers(org, 4)
    services.invite(evaluasi=evaluasi, by=org.staf, at=AT, givers=people)
    services.decline(undangan=UndanganUmpanBalik.objects.for_form().get(pemberi=people[3]), by=people[3], at=AT)
    rows = [give(evaluasi, pemberi) for pemberi in people[:2]]
    assert not org.staf.pemberitahuan.exists()
    give(evaluasi, people[2])
    services.write(undangan=rows[0], by=people[0], at=AT, versi=rows[0].versi, texts={})
    give(evaluasi, people[3])
    assert [row.teks for row in org.staf.pemberitahuan.all()] == [
        "Umpan balik rekan kerja, Triwulan I 2026, dapat Anda baca."
    ]


def test_an_offer_neither_dates_nor_changes_the_evaluasi(org):
    skp = make_skp(org.staf, penilai=org.penilai)
    fresh = Evaluasi(skp=skp, periode=make_periode(org.instansi), status_sejak=skp.status_sejak)
    give(fresh, givers(org)[0], at=wib(2026, 3, 9, 14, 37))
    stored = Evaluasi.objects.get()
    assert (stored.status_sejak, stored.versi) == (skp.status_sejak, 1)
    assert not stored.riwayat.exists()


# --- Every page ------------------------------------------------------------------------------------------------------


def told_by(client, addresses, secrets) -> list[tuple[str, str]]:
    told = []
    for address in dict.fromkeys(addresses):
        text = text_of(client.get(address))
        told += [(address, secret) for secret in secrets if secret in text]
    return told


@pytest.mark.parametrize("role", ["staf", "admin instansi", "super admin", "kepala", "plt penilainya"])
def test_no_page_paper_or_administration_page_tells_the_receiver_who_gave(as_user, org, papers_as_pages, role):
    world = build(org)
    skp, receiver = world.skp, org.staf
    if role == "admin instansi":
        Pegawai.objects.filter(pk=receiver.pk).update(admin_instansi=True)
    elif role == "super admin":
        Pegawai.objects.filter(pk=receiver.pk).update(is_superuser=True)
    elif role == "kepala":
        receiver, skp = org.penilai, Skp.objects.get(pegawai=org.penilai, tahun=2026)
    elif role == "plt penilainya":
        PenugasanKepala.objects.create(
            unit=org.bidang, pegawai=receiver, jenis=JenisPenugasan.PLT, nomor_surat="800/1", mulai=date(2026, 1, 1),
            selesai=date(2026, 12, 31),
        )  # fmt: skip
    evaluasi = Evaluasi.objects.for_detail().filter(skp=skp, periode=world.periode).first() or make_evaluasi(
        skp, world.periode
    )
    UndanganUmpanBalik.objects.all().delete()
    people = givers(org)
    rows = [give(evaluasi, pemberi, loyal=KATA[pemberi.nama]) for pemberi in people]
    client = as_user(Pegawai.objects.for_header().get(pk=receiver.pk))
    admin_pages = set(of_admin(people))
    secrets = [*(person.nama for person in people), *(person.nip for person in people)]
    pages = {*of_policy(world), *of_evaluasi(skp, world.periode)}
    everybody = {page for page in pages if page.startswith(WHERE_EVERYBODY_IS)}
    assert told_by(client, sorted(pages - everybody), secrets) == []
    # Where an admin finds everybody, and on a person's own page, the name is no secret; that he gave something is.
    assert told_by(client, sorted(everybody), ["umpan balik rekan", "undangan", *KATA.values()]) == []
    assert told_by(client, sorted(admin_pages), ["umpan balik", *KATA.values()]) == []
    own = client.get(url("rekan_terima", evaluasi)).content.decode()
    assert [word for word in KATA.values() if word in own] == [KATA[person.nama] for person in people]
    for row in rows:
        assert not re.search(rf"(rekan/|undangan\D*){row.pk}\b", own)


CHANGING = re.compile(
    r"""csrfmiddlewaretoken" value="[^"]*|X-CSRFToken&quot;:[^,}]*|nonce="[^"]*"""
    r"""|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|/pemberitahuan/\d+"""
)
"""What differs whenever a page is made anew, and the key of the line in the bell that is made anew too."""


FILES = re.compile("pdf|excel|ekspor|cetak|csv|unduh")


def seen_by(client, addresses, evaluasi, givers) -> dict[str, str]:
    """Every page as the receiver reads it after these have given, who are then forgotten."""
    before = transaction.savepoint()
    for number, pemberi in enumerate(givers):
        with pghistory.context(user=pemberi.pk, url=f"/evaluasi/rekan/{number}/"):
            give(evaluasi, pemberi, loyal=f"Kata nomor {number}")
    pages = {address: CHANGING.sub("", text_of(client.get(address))) for address in addresses}
    transaction.savepoint_rollback(before)
    return pages


@pytest.mark.parametrize("role", [{}, {"admin_instansi": True}, {"is_superuser": True}], ids=str)
def test_every_page_of_the_receiver_is_the_same_whoever_gave(as_user, org, role):
    """Of six colleagues three say the same words, then the other three. Nothing the receiver may read, the lists of
    people, the audit and the administration included, differs by a letter: so nothing ties a giver to what was given.

    Nobody has opened the evaluasi before: that it is stored, a giver causes. Files, which a moment dates, are read by
    the test above.
    """
    world = build(org)
    receiver, periode = make_pegawai("Penerima", unit=org.bidang, jabatan=org.staf.jabatan), world.periode
    Pegawai.objects.filter(pk=receiver.pk).update(**role)
    skp = make_skp(receiver, penilai=org.penilai)
    evaluasi = Evaluasi(skp=skp, periode=periode, status_sejak=skp.status_sejak)
    people = [*givers(org, 4), make_pegawai("Endah Pemberi", unit=org.dinas_lain, jabatan=org.staf.jabatan)]
    people.append(make_pegawai("Bagas Pemberi", unit=org.dinas_lain, jabatan=org.staf.jabatan))
    pages = {page for page in of_policy(world) if page.startswith((*WHERE_EVERYBODY_IS, "/pem"))}
    pages |= {"/", reverse("penilaian:rekan_list"), reverse("penilaian:rekan_cari")}
    pages |= {*of_evaluasi(skp, periode), *of_admin(people)}
    pages = {page for page in pages if not FILES.search(page)}
    for person in people:
        # Who has documents of his own: of who has none it would show that something of his is kept to itself.
        make_skp(person, penilai=org.kepala_lain)
        pages.add(reverse("pegawai_detail", args=[person.pk]))
        pages.add(f"{reverse('audit_list')}{AROUND_TODAY}&oleh={person.pk}")
        pages.add(f"{reverse('audit_list')}{AROUND_TODAY}&pegawai={person.pk}")
    pages.add(f"{reverse('audit_list')}{AROUND_TODAY}&pegawai={receiver.pk}")
    client = as_user(Pegawai.objects.for_header().get(pk=receiver.pk))
    # Once before, so that what a first visit leaves behind is there both times.
    seen_by(client, sorted(pages), evaluasi, [])
    first = seen_by(client, sorted(pages), evaluasi, people[:3])
    second = seen_by(client, sorted(pages), evaluasi, people[3:])
    assert sorted(page for page in pages if first[page] != second[page]) == []
    own = first[reverse("penilaian:rekan_terima", args=[skp.pk, periode.pk])]
    assert all(f"Kata nomor {number}" in own for number in range(3)), "the words themselves are there"


@pytest.mark.parametrize("role", [{"admin_instansi": True}, {"is_superuser": True}], ids=str)
def test_an_admin_finds_no_event_of_who_began_his_own_evaluasi(as_user, org, role):
    """By offering feedback a giver may be the first to cause it to be stored: the audit keeps that from him."""
    Pegawai.objects.filter(pk=org.staf.pk).update(**role)
    skp, pemberi = make_skp(org.staf, penilai=org.penilai), givers(org, 1)[0]
    fresh = Evaluasi(skp=skp, periode=make_periode(org.instansi), status_sejak=skp.status_sejak)
    with pghistory.context(user=pemberi.pk, url="/evaluasi/rekan/1/"):
        give(fresh, pemberi)
    event = Evaluasi.pgh_event_model.objects.get(pgh_context__metadata__user=pemberi.pk)
    of_it = reverse("audit_detail", args=["evaluasi", event.pk])
    by_giver = f"{reverse('audit_list')}{AROUND_TODAY}&oleh={pemberi.pk}"

    def reads(person) -> tuple[int, bool]:
        client = as_user(Pegawai.objects.for_header().get(pk=person.pk))
        return client.get(of_it).status_code, of_it in text_of(client.get(by_giver))

    assert reads(org.staf) == (404, False)
    assert reads(org.super_admin) == (200, True)


def test_the_audit_and_the_administration_know_no_feedback_of_colleagues():
    assert not {UndanganUmpanBalik, UmpanBalikRekan} & {kind.model for kind in kinds()}
    assert not {UndanganUmpanBalik, UmpanBalikRekan} & set(admin.site._registry)


def test_no_row_of_feedback_is_registered_or_named(org, evaluasi):
    registered = set(admin.site._registry)
    assert not registered & {UndanganUmpanBalik, UmpanBalikRekan}
    row = give(evaluasi, givers(org)[0])
    assert str(row) == "Undangan umpan balik"
    assert str(row.umpan_balik.get()) == "Umpan balik rekan kerja"


def test_the_reading_of_a_giver_leaves_no_trace_for_the_receiver(as_user, org, evaluasi):
    pemberi = givers(org)[0]
    undangan = services.invite(evaluasi=evaluasi, by=org.penilai, at=AT, givers=[pemberi])[0]
    assert as_user(pemberi).get(reverse("penilaian:rekan_isi", args=[undangan.pk])).status_code == 200
    assert not evaluasi.skp.jejak_baca.exists()


def test_before_deleting_a_person_his_invitations_are_not_counted(as_user, org, evaluasi):
    pemberi = givers(org)[0]
    give(evaluasi, pemberi)
    page = as_user(org.admin).get(reverse("admin:organisasi_pegawai_delete", args=[pemberi.pk])).content.decode()
    assert "undangan" not in page
    assert "dokumen lain" in page


def test_every_kind_of_row_is_under_the_promise_from_the_start(org, evaluasi):
    """The three ways of becoming a giver all ask for the promise of the day."""
    people = givers(org)
    services.invite(evaluasi=evaluasi, by=org.staf, at=AT, givers=[people[0]])
    services.invite(evaluasi=evaluasi, by=org.penilai, at=AT, givers=[people[1]])
    services.offer(evaluasi=evaluasi, by=people[2], at=AT)
    assert set(evaluasi.undangan.values_list("asal", "anonim", "hubungan", "status")) == {
        (asal.value, True, Hubungan.REKAN.value, StatusUmpanBalik.MENUNGGU.value) for asal in AsalUmpanBalik
    }
