"""Penilai, unit or jabatan wrong: asked on the SKP's page, answered by the admin instansi, who corrects the data."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ekinerja.errors import Conflict, IllegalTransition, NotAllowed, Refused
from organisasi.models import Pegawai, Pemberitahuan, UnitKerja
from skp import services
from skp.models import PermintaanKoreksi, Riwayat, Skp
from skp.workflow import Status, StatusPermintaan
from tests.factories import make_jabatan, make_pegawai, make_skp, make_unit, wib
from tests.skp.test_serentak import at_once

NOW = wib(2026, 3, 10)


@pytest.fixture
def skp(staf, penilai) -> Skp:
    """A draft of the staf."""
    return make_skp(staf, penilai=penilai, status=Status.DRAFT)


@pytest.fixture
def ask(org, skp) -> Callable[..., PermintaanKoreksi]:
    def ask(**values: Any) -> PermintaanKoreksi:
        values = {"penilai_salah": True, "keterangan": "Kepala bidang sudah berganti", **values}
        return services.ask_correction(skp=skp, by=org.staf, token=uuid.uuid4(), at=NOW, values=values)

    return ask


@pytest.fixture
def accept(org) -> Callable[..., Any]:
    def accept(permintaan, *, by=None, **values: Any) -> Any:
        values = {"versi": permintaan.versi, "unit": org.bidang, "jabatan": org.staf.jabatan, **values}
        return services.accept_correction(permintaan=permintaan, by=by or org.admin, at=NOW, **values)

    return accept


def told(pegawai: Pegawai) -> list[str]:
    return list(Pemberitahuan.objects.filter(penerima=pegawai).order_by("pk").values_list("teks", flat=True))


def isian(**changes: Any) -> dict[str, Any]:
    form = {"token": str(uuid.uuid4()), "salah": ["unit"], "keterangan": "Pindah sejak Februari", **changes}
    return {name: value for name, value in form.items() if value is not None}


def step(permintaan: PermintaanKoreksi, aksi: str) -> str:
    return reverse("skp:koreksi_aksi", args=[permintaan.pk, aksi])


# --- Asking


def test_the_owner_asks_from_the_page_of_his_skp(as_user, org, skp):
    client = as_user(org.staf)
    assert "Penilai, unit, atau jabatan saya salah?" in client.get(skp.get_absolute_url()).content.decode()
    form = isian(salah=["unit", "penilai"], unit=org.dinas.pk, penilai=org.kepala.nip_tampil)
    response = client.post(reverse("skp:koreksi_tambah", args=[skp.pk]), form, follow=True)
    permintaan = PermintaanKoreksi.objects.get()
    assert response.request["PATH_INFO"] == permintaan.get_absolute_url()
    assert (permintaan.unit_usulan, permintaan.penilai_usulan) == (org.dinas, org.kepala)
    assert "Giliran admin instansi memeriksa permintaan koreksi" in response.content.decode()
    page = client.get(skp.get_absolute_url()).content.decode()
    assert "Menunggu jawaban" in page
    assert "jabatan saya salah?" not in page


def test_the_admins_of_the_instansi_are_told_and_nobody_else(org, ask):
    permintaan = ask()
    assert told(org.admin) == ["Staf meminta koreksi data pada SKP 2026: pejabat penilai."]
    assert Pemberitahuan.objects.get().tautan == permintaan.get_absolute_url()


def test_one_form_sent_twice_is_one_request_told_once(as_user, org, skp):
    form, client = isian(), as_user(org.staf)
    for _ in range(2):
        client.post(reverse("skp:koreksi_tambah", args=[skp.pk]), form)
    assert PermintaanKoreksi.objects.count() == 1
    assert len(told(org.admin)) == 1


def test_while_one_is_open_another_is_refused_and_what_was_typed_stays(as_user, org, skp, ask):
    ask()
    client, url = as_user(org.staf), reverse("skp:koreksi_tambah", args=[skp.pk])
    response = client.post(url, isian(keterangan="Yang kedua"))
    assert response.status_code == 409
    assert "masih menunggu jawaban" in response.content.decode()
    assert "Yang kedua" in response.content.decode()
    assert "masih menunggu jawaban" in client.get(url, follow=True).content.decode()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"salah": None}, "salah"),
        ({"salah": ["gaji"]}, "salah"),
        ({"keterangan": " "}, "keterangan"),
        ({"keterangan": "x" * 100_000}, "keterangan"),
        ({"penilai": "12345", "salah": ["penilai"]}, "penilai"),
        ({"penilai": "199005052015051005", "salah": ["penilai"]}, "penilai"),
        ({"penilai": "198001012005011999", "salah": ["penilai"]}, "penilai"),
        ({"jabatan": "999999999999999999999", "salah": ["jabatan"]}, "jabatan"),
        ({"unit": "abc"}, "unit"),
    ],
)
def test_a_form_that_says_too_little_or_nonsense_comes_back(as_user, org, skp, changes, field):
    response = as_user(org.staf).post(reverse("skp:koreksi_tambah", args=[skp.pk]), isian(**changes))
    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]
    assert not PermintaanKoreksi.objects.exists()


def test_a_person_unit_or_post_of_another_instansi_cannot_be_proposed(as_user, org, skp):
    form = isian(
        salah=["unit", "jabatan", "penilai"],
        unit=org.orang_luar.unit_id,
        jabatan=org.orang_luar.jabatan_id,
        penilai=org.orang_luar.nip,
    )
    response = as_user(org.staf).post(reverse("skp:koreksi_tambah", args=[skp.pk]), form)
    assert set(response.context["form"].errors) == {"unit", "jabatan", "penilai"}


def test_a_proposal_for_what_is_not_ticked_is_asked_back(as_user, org, skp):
    form = isian(jabatan=org.staf.jabatan_id)
    response = as_user(org.staf).post(reverse("skp:koreksi_tambah", args=[skp.pk]), form)
    assert "Centang juga jabatan" in response.content.decode()


def test_the_owner_takes_it_back_and_may_ask_again(as_user, org, ask):
    permintaan = ask()
    as_user(org.staf).post(step(permintaan, "batalkan"))
    permintaan.refresh_from_db()
    assert permintaan.status == StatusPermintaan.DIBATALKAN
    assert "sudah dibatalkan" in as_user(org.staf).post(step(permintaan, "batalkan"), follow=True).content.decode()
    assert as_user(org.admin).post(step(permintaan, "batalkan")).status_code == 403
    assert ask().pk != permintaan.pk


# --- Accepting


def test_accepting_moves_the_person_and_reloads_the_skp(org, skp, ask, accept):
    permintaan = ask(penilai_salah=False, unit_salah=True, unit_usulan=org.dinas_lain)
    accepted = accept(permintaan, unit=org.dinas_lain, jawaban="Sesuai SK")
    staf = Pegawai.objects.get(pk=org.staf.pk)
    skp.refresh_from_db()
    assert staf.unit == skp.unit == org.dinas_lain
    assert skp.penilai == org.kepala_lain
    assert "Pejabat penilai" in [change.label for change in accepted.changes]
    permintaan.refresh_from_db()
    assert (permintaan.status, permintaan.diputuskan_oleh) == (StatusPermintaan.DITERIMA, org.admin)
    assert told(org.staf) == ["Permintaan koreksi Anda pada SKP 2026 diterima."]


def test_a_wrong_penilai_is_corrected_by_the_head_of_the_unit(org, skp, ask, accept):
    accept(ask(penilai_usulan=org.jf), kepala=org.jf)
    org.bidang.refresh_from_db()
    skp.refresh_from_db()
    assert org.bidang.kepala == skp.penilai == org.jf


def test_for_a_head_it_is_the_unit_above(org, penilai, accept):
    skp = make_skp(penilai, penilai=org.sekda, status=Status.DRAFT)
    values = {"penilai_salah": True, "keterangan": "x"}
    permintaan = services.ask_correction(skp=skp, by=penilai, token=uuid.uuid4(), at=NOW, values=values)
    new = make_pegawai("Kepala Baru", unit=org.dinas, jabatan=org.kepala.jabatan)
    accept(permintaan, jabatan=penilai.jabatan, kepala=new)
    for unit in (org.dinas, org.bidang):
        unit.refresh_from_db()
    assert (org.dinas.kepala, org.bidang.kepala) == (new, penilai)


def test_who_heads_another_unit_is_refused_with_the_reason_and_nothing_changes(as_user, org, ask):
    permintaan = ask()
    form = {
        "versi": permintaan.versi,
        "unit": org.dinas_lain.pk,
        "jabatan": org.staf.jabatan_id,
        "kepala": org.sekda.nip,
        "jawaban": "Catatan saya",
    }
    response = as_user(org.admin).post(step(permintaan, "terima"), form)
    assert response.status_code == 409
    assert "Sekda sudah mengepalai Sekretariat Daerah" in response.content.decode()
    assert "Catatan saya" in response.content.decode()
    permintaan.refresh_from_db()
    assert permintaan.status == StatusPermintaan.DIAJUKAN
    assert Pegawai.objects.get(pk=org.staf.pk).unit == org.bidang


@pytest.mark.parametrize("unsound", ["self", "asleep"])
def test_nobody_assesses_himself_and_no_sleeping_account_heads_a_unit(org, ask, accept, unsound):
    Pegawai.objects.filter(pk=org.jf.pk).update(is_active=False)
    with pytest.raises(Refused) as refusal:
        accept(ask(), kepala={"self": org.staf, "asleep": Pegawai.objects.get(pk=org.jf.pk)}[unsound])
    assert refusal.value.field == "kepala"


def test_the_form_is_filled_with_what_was_proposed(as_user, org, ask):
    analis = make_jabatan(org.instansi, "Analis Data", "PELAKSANA")
    permintaan = ask(jabatan_salah=True, jabatan_usulan=analis, penilai_usulan=org.jf)
    form = as_user(org.admin).get(permintaan.get_absolute_url()).context["form_terima"]
    filled = [form[name].value() for name in ("unit", "jabatan", "kepala")]
    assert filled == [org.bidang.pk, analis.pk, org.jf.nip]


def test_a_proposed_penilai_who_heads_a_unit_means_that_unit(as_user, org, ask):
    permintaan = ask(penilai_usulan=org.kepala_lain)
    form = as_user(org.admin).get(permintaan.get_absolute_url()).context["form_terima"]
    assert [form[name].value() for name in ("unit", "kepala")] == [org.dinas_lain.pk, ""]


def test_an_approved_skp_keeps_what_was_decided_until_it_is_reopened(as_user, org, skp, ask):
    Skp.objects.filter(pk=skp.pk).update(status=Status.DISETUJUI)
    permintaan = ask(penilai_salah=False, unit_salah=True)
    form = {"versi": permintaan.versi, "unit": org.dinas_lain.pk, "jabatan": org.staf.jabatan_id}
    response = as_user(org.admin).post(step(permintaan, "terima"), form, follow=True)
    assert "tetap sampai pejabat penilainya membuka kembali" in response.content.decode()
    skp.refresh_from_db()
    assert (skp.unit, skp.penilai) == (org.bidang, org.penilai)
    assert Pegawai.objects.get(pk=org.staf.pk).unit == org.dinas_lain


def test_a_submitted_skp_goes_to_the_new_penilai_who_is_told(org, skp, ask, accept):
    Skp.objects.filter(pk=skp.pk).update(status=Status.DIAJUKAN)
    accept(ask(penilai_salah=False, unit_salah=True), unit=org.dinas_lain)
    assert told(org.kepala_lain) == ["SKP 2026 Staf menunggu persetujuan Anda."]
    assert Skp.objects.awaiting(org.kepala_lain).get() == skp
    assert Riwayat.objects.get(skp=skp).aksi == "MUAT_ULANG"


def test_a_person_of_another_instansi_cannot_become_the_head(as_user, org, ask):
    permintaan = ask()
    form = {"versi": 1, "unit": org.bidang.pk, "jabatan": org.staf.jabatan_id, "kepala": org.orang_luar.nip}
    response = as_user(org.admin).post(step(permintaan, "terima"), form)
    assert "Tidak ada pegawai dengan NIP itu" in response.content.decode()


def test_the_correction_leaves_a_trail(org, ask, accept):
    accept(ask(penilai_usulan=org.jf), kepala=org.jf, jabatan=org.jf.jabatan)
    trail = Pegawai.pgh_event_model.objects.filter(pgh_obj=org.staf.pk)
    assert trail.filter(jabatan=org.jf.jabatan).exists()
    assert UnitKerja.pgh_event_model.objects.filter(pgh_obj=org.bidang.pk, kepala=org.jf).exists()


# --- Refusing, and who answers


def test_a_refusal_needs_a_reason_and_tells_the_owner(as_user, org, ask):
    permintaan, client = ask(), as_user(org.admin)
    client.post(step(permintaan, "tolak"), {"versi": 1, "jawaban": "  "})
    permintaan.refresh_from_db()
    assert permintaan.status == StatusPermintaan.DIAJUKAN
    client.post(step(permintaan, "tolak"), {"versi": 1, "jawaban": "Data sudah benar"})
    permintaan.refresh_from_db()
    assert (permintaan.status, permintaan.jawaban) == (StatusPermintaan.DITOLAK, "Data sudah benar")
    assert told(org.staf) == ["Permintaan koreksi Anda pada SKP 2026 ditolak."]
    assert "Data sudah benar" in as_user(org.staf).get(permintaan.get_absolute_url()).content.decode()
    with pytest.raises(Refused, match="Tuliskan alasannya"):
        services.refuse_correction(permintaan=ask(), by=org.admin, at=NOW, versi=1, jawaban="")


def test_nobody_answers_his_own(as_user, org, accept):
    skp = make_skp(org.admin, penilai=org.sekda, status=Status.DRAFT)
    values = {"unit_salah": True, "keterangan": "x"}
    permintaan = services.ask_correction(skp=skp, by=org.admin, token=uuid.uuid4(), at=NOW, values=values)
    assert told(org.admin) == []
    client = as_user(org.admin)
    assert "form_terima" not in client.get(permintaan.get_absolute_url()).context
    assert client.post(step(permintaan, "tolak"), {"versi": 1, "jawaban": "x"}).status_code == 403
    with pytest.raises(NotAllowed):
        accept(permintaan)
    accept(permintaan, by=org.super_admin, unit=org.setda, jabatan=org.admin.jabatan)


@pytest.mark.parametrize("who", ["penilai", "kepala", "rekan", "stranger", "orang_luar", "admin_luar"])
def test_nobody_else_sees_it(as_user, org, ask, who):
    permintaan, client = ask(), as_user(getattr(org, who))
    assert client.get(permintaan.get_absolute_url()).status_code == 404
    for aksi in ("terima", "tolak", "batalkan"):
        assert client.post(step(permintaan, aksi)).status_code == 404


def test_the_second_answer_is_told_who_was_first(as_user, org, ask, accept):
    permintaan = ask()
    accept(permintaan)
    form = {"versi": 1, "jawaban": "x"}
    response = as_user(org.super_admin).post(step(permintaan, "tolak"), form, follow=True)
    assert "sudah diterima oleh Admin" in response.content.decode()
    with pytest.raises(IllegalTransition):
        accept(permintaan)


def test_an_older_page_does_not_answer(ask, accept):
    with pytest.raises(Conflict):
        accept(ask(), versi=7)


def test_the_draft_itself_is_not_opened_to_the_admin(as_user, org, skp, ask):
    permintaan, client = ask(), as_user(org.admin)
    assert f'href="{skp.get_absolute_url()}"' not in client.get(permintaan.get_absolute_url()).content.decode()
    assert client.get(skp.get_absolute_url()).status_code == 404


# --- The queue


def test_the_queue_has_the_longest_waiting_first_and_the_answered_last(as_user, org, ask, accept):
    done = ask()
    accept(done)
    rows = []
    for person, day in ((org.rekan, 9), (org.jf, 8)):
        skp = make_skp(person, penilai=org.penilai)
        values = {"unit_salah": True, "keterangan": "x"}
        token, at = uuid.uuid4(), wib(2026, 3, day)
        rows.append(services.ask_correction(skp=skp, by=person, token=token, at=at, values=values))
    client, url = as_user(org.admin), reverse("skp:koreksi_list")
    assert list(client.get(url).context["page_obj"]) == [rows[1], rows[0], done]
    assert list(client.get(url, {"status": "DITERIMA"}).context["page_obj"]) == [done]
    assert list(client.get(url, {"cari": "Fungsional"}).context["page_obj"]) == [rows[1]]
    assert list(as_user(org.admin_luar).get(url).context["page_obj"]) == []


@pytest.mark.parametrize("rows", [1, 30])
def test_queries_of_the_queue(as_user, org, rows):
    for number in range(rows):
        unit = make_unit(org.instansi, f"Unit {number}", induk=org.dinas)
        person = make_pegawai(f"Orang {number}", unit=unit, jabatan=org.staf.jabatan)
        PermintaanKoreksi.objects.create(
            skp=make_skp(person, penilai=org.penilai), unit_salah=True, keterangan="x", status_sejak=NOW
        )
    client = as_user(org.admin)
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("skp:koreksi_list"), {"entri": 50})
    assert len(queries) == 7


@pytest.mark.parametrize("rows", [1, 30])
def test_queries_of_a_request(as_user, org, ask, rows):
    permintaan = ask(penilai_usulan=org.jf)
    for number in range(rows):
        make_unit(org.instansi, f"Unit {number}", induk=org.dinas)
        make_jabatan(org.instansi, f"Jabatan {number}", "PELAKSANA")
    client = as_user(org.admin)
    with CaptureQueriesContext(connection) as queries:
        client.get(permintaan.get_absolute_url())
    assert len(queries) == 14


@pytest.mark.django_db(transaction=True)
def test_of_two_admins_at_once_one_answers(org):
    """In their own transactions: whoever is second is told."""
    skp = make_skp(org.staf, penilai=org.penilai, status=Status.DRAFT)
    values = {"unit_salah": True, "keterangan": "x"}
    permintaan = services.ask_correction(skp=skp, by=org.staf, token=uuid.uuid4(), at=NOW, values=values)
    jabatan, at_stake = org.staf.jabatan, {"permintaan": permintaan, "at": NOW, "versi": 1}
    answers = at_once(
        lambda: services.accept_correction(**at_stake, by=org.admin, unit=org.dinas_lain, jabatan=jabatan),
        lambda: services.refuse_correction(**at_stake, by=org.super_admin, jawaban="Data sudah benar"),
    )
    assert sum(isinstance(answer, IllegalTransition) for answer in answers) == 1
    permintaan.refresh_from_db()
    moved = Pegawai.objects.get(pk=org.staf.pk).unit == org.dinas_lain
    assert moved is (permintaan.status == StatusPermintaan.DITERIMA)
    assert len(told(org.staf)) == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_requests_at_once_one_is_made(org):
    skp = make_skp(org.staf, penilai=org.penilai)
    values = {"unit_salah": True, "keterangan": "x"}

    def ask() -> PermintaanKoreksi:
        return services.ask_correction(skp=skp, by=org.staf, token=uuid.uuid4(), at=NOW, values=values)

    answers = at_once(ask, ask)
    assert PermintaanKoreksi.objects.count() == 1
    assert sum(isinstance(answer, Refused) for answer in answers) == 1
