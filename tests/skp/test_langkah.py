"""Ajukan, setujui, kembalikan, buka kembali: each works, refuses the wrong person, and does nothing twice."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from ekinerja.errors import Conflict, IllegalTransition, NotAllowed, Refused, TooLate
from organisasi.models import JenisPenugasan, Pemberitahuan, PenugasanKepala
from skp import services
from skp.models import Riwayat, Skp, SkpBulanan
from skp.workflow import Action, Status
from tests.factories import make_bulanan, make_rhk, make_skp, make_target, wib

NOW = wib(2026, 3, 10)
IN_TIME = wib(2026, 1, 20)


def act(action, dokumen, by, at=NOW, **more):
    services.perform(action, dokumen=dokumen, by=by, at=at, **more)


def url(dokumen, aksi):
    room = "tahunan" if isinstance(dokumen, Skp) else "bulanan"
    return reverse(f"skp:{room}_aksi", args=[dokumen.pk, aksi])


@pytest.fixture(params=["tahunan", "bulanan"])
def diajukan(request, skp, rhk):
    """A submitted document of the staf, of both kinds."""
    if request.param == "tahunan":
        Skp.objects.filter(pk=skp.pk).update(status=Status.DIAJUKAN)
        return Skp.objects.get(pk=skp.pk)
    Skp.objects.filter(pk=skp.pk).update(status=Status.DISETUJUI)
    month = make_bulanan(skp, 4, status=Status.DIAJUKAN)
    make_target(month, rhk)
    return SkpBulanan.objects.get(pk=month.pk)


@pytest.fixture
def disetujui(diajukan):
    type(diajukan).objects.filter(pk=diajukan.pk).update(status=Status.DISETUJUI)
    diajukan.refresh_from_db()
    return diajukan


# --- Ajukan -----------------------------------------------------------------------------------------------------------


def test_the_whole_way_of_an_skp_is_in_its_riwayat(staf, penilai, skp):
    act(Action.AJUKAN, skp, staf, at=IN_TIME)
    act(Action.KEMBALIKAN, skp, penilai, note="Tambahkan target arsip.")
    assert (skp.status, skp.alasan) == (Status.DIKEMBALIKAN, "Tambahkan target arsip.")
    act(Action.AJUKAN, skp, staf)
    act(Action.SETUJUI, skp, penilai)
    act(Action.BUKA_KEMBALI, skp, penilai, note="Ada perubahan anggaran.")
    assert (skp.status, skp.alasan, skp.versi) == (Status.DRAFT, "Ada perubahan anggaran.", 6)
    rows = skp.riwayat.values_list("aksi", "status", "oleh__nama", "catatan")
    assert list(rows) == [
        ("AJUKAN", "DIAJUKAN", "Staf", ""),
        ("KEMBALIKAN", "DIKEMBALIKAN", "Penilai", "Tambahkan target arsip."),
        ("AJUKAN", "DIAJUKAN", "Staf", ""),
        ("SETUJUI", "DISETUJUI", "Penilai", ""),
        ("BUKA_KEMBALI", "DRAFT", "Penilai", "Ada perubahan anggaran."),
    ]


@pytest.mark.parametrize(("at", "late"), [(wib(2026, 1, 31, 23, 59), False), (wib(2026, 2, 1, 0, 0), True)])
def test_the_first_submission_has_a_limit(staf, skp, at, late):
    if late:
        with pytest.raises(TooLate):
            act(Action.AJUKAN, skp, staf, at=at)
        assert not Riwayat.objects.exists()
    else:
        act(Action.AJUKAN, skp, staf, at=at)
    assert Skp.objects.get().status == (Status.DRAFT if late else Status.DIAJUKAN)


def test_submitting_is_refused_with_the_list_of_what_is_missing(as_user, staf, skp, rhk, dispensasi):
    Skp.objects.filter(pk=skp.pk).update(penilai=None)
    rhk.delete()
    page = as_user(staf).post(url(skp, "ajukan"), {"next": skp.get_absolute_url()}, follow=True).content.decode()
    assert "Pejabat penilai belum ada" in page
    assert "Belum ada RHK: tekan Tambah RHK." in page
    assert Skp.objects.get().status == Status.DRAFT


def test_a_month_waits_for_the_approval_of_its_year(staf, rhk, april):
    make_target(april, rhk)
    with pytest.raises(Refused, match="SKP Tahunan 2026 belum disetujui"):
        act(Action.AJUKAN, april, staf)
    Skp.objects.update(status=Status.DISETUJUI)
    act(Action.AJUKAN, SkpBulanan.objects.get(), staf)
    assert SkpBulanan.objects.get().status == Status.DIAJUKAN


def test_submitting_twice_changes_nothing_and_says_who_did(as_user, staf, skp, dispensasi):
    client = as_user(staf)
    client.post(url(skp, "ajukan"), {"versi": skp.versi})
    page = client.post(url(skp, "ajukan"), {"next": skp.get_absolute_url()}, follow=True).content.decode()
    assert "Ajukan oleh Staf, 10 Maret 2026 pukul 09.00" in page
    assert Riwayat.objects.count() == 1


@pytest.mark.parametrize(("who", "status"), [("penilai", 404), ("rekan", 404), ("super_admin", 403)])
def test_only_the_owner_submits(as_user, org, skp, dispensasi, who, status):
    assert as_user(getattr(org, who)).post(url(skp, "ajukan")).status_code == status
    assert Skp.objects.get().status == Status.DRAFT


# --- Setujui, Kembalikan ----------------------------------------------------------------------------------------------


def test_the_penilai_approves_once(as_user, penilai, diajukan):
    client = as_user(penilai)
    assert client.post(url(diajukan, "setujui"), {"versi": diajukan.versi}).status_code == 302
    page = client.post(url(diajukan, "setujui"), {"next": diajukan.get_absolute_url()}, follow=True).content.decode()
    assert "Setujui oleh Penilai" in page
    diajukan.refresh_from_db()
    assert diajukan.status == Status.DISETUJUI
    assert Riwayat.objects.count() == 1


@pytest.mark.parametrize("aksi", ["setujui", "kembalikan"])
@pytest.mark.parametrize(
    ("who", "status"),
    [("staf", 403), ("kepala", 403), ("admin", 403), ("super_admin", 403), ("rekan", 404), ("orang_luar", 404)],
)
def test_nobody_else_judges(as_user, org, diajukan, aksi, who, status):
    response = as_user(getattr(org, who)).post(url(diajukan, aksi), {"alasan": "x"})
    assert response.status_code == status
    diajukan.refresh_from_db()
    assert diajukan.status == Status.DIAJUKAN


@pytest.mark.parametrize("alasan", ["", "   ", "\u200b"])
def test_a_return_needs_a_reason(as_user, penilai, diajukan, alasan):
    response = as_user(penilai).post(
        url(diajukan, "kembalikan"), {"alasan": alasan, "next": diajukan.get_absolute_url()}, follow=True
    )
    assert "Tuliskan alasannya" in response.content.decode()
    diajukan.refresh_from_db()
    assert diajukan.status == Status.DIAJUKAN


def test_the_owner_reads_the_reason(as_user, staf, penilai, diajukan):
    as_user(penilai).post(url(diajukan, "kembalikan"), {"alasan": "Target <b>kurang</b> jelas."})
    page = as_user(staf).get(diajukan.get_absolute_url()).content.decode()
    assert "Dikembalikan: Target &lt;b&gt;kurang&lt;/b&gt; jelas." in page


def test_what_was_seen_is_what_is_approved(staf, penilai, diajukan):
    seen = diajukan.versi
    act(Action.KEMBALIKAN, diajukan, penilai, note="Perbaiki")
    act(Action.AJUKAN, type(diajukan).objects.get(pk=diajukan.pk), staf)
    with pytest.raises(Conflict, match="berubah sejak halaman Anda dibuka"):
        act(Action.SETUJUI, diajukan, penilai, versi=seen)


def test_a_plt_decides_in_the_heads_place(org, rekan, diajukan):
    PenugasanKepala.objects.create(
        unit=org.bidang, pegawai=rekan, jenis=JenisPenugasan.PLH, nomor_surat="1",
        mulai=date(2026, 3, 1), selesai=date(2026, 3, 31),
    )  # fmt: skip
    act(Action.SETUJUI, diajukan, rekan)
    assert Riwayat.objects.get().oleh == rekan


def test_a_submission_is_told_to_the_penilai_and_to_who_stands_in_for_him_today(org, staf, penilai, rekan, kepala, skp):
    for plh, first, last in ((rekan, 1, 15), (kepala, 16, 31)):
        PenugasanKepala.objects.create(
            unit=org.bidang, pegawai=plh, jenis=JenisPenugasan.PLH, nomor_surat="1",
            mulai=date(2026, 3, first), selesai=date(2026, 3, last),
        )  # fmt: skip
    act(Action.AJUKAN, skp, staf, at=IN_TIME)
    assert set(Pemberitahuan.objects.values_list("penerima__nama", flat=True)) == {penilai.nama, rekan.nama}


def test_nobody_approves_his_own(org, penilai, rekan):
    own = make_skp(rekan, penilai=penilai, status=Status.DIAJUKAN)
    PenugasanKepala.objects.create(
        unit=org.bidang, pegawai=rekan, jenis=JenisPenugasan.PLT, nomor_surat="1",
        mulai=date(2026, 3, 1), selesai=date(2026, 3, 31),
    )  # fmt: skip
    with pytest.raises(NotAllowed, match="miliknya sendiri"):
        act(Action.SETUJUI, own, rekan)


# --- Buka kembali -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["penilai", "admin"])
def test_penilai_and_admin_reopen_with_a_reason_and_months_stay(as_user, org, disetujui, who):
    months = SkpBulanan.objects.count()
    client = as_user(getattr(org, who))
    assert client.post(url(disetujui, "buka-kembali"), {"alasan": "Ada perubahan"}).status_code == 302
    disetujui.refresh_from_db()
    assert (disetujui.status, disetujui.alasan) == (Status.DRAFT, "Ada perubahan")
    assert SkpBulanan.objects.count() == months


@pytest.mark.parametrize(
    ("who", "status"), [("staf", 403), ("kepala", 403), ("rekan", 404), ("stranger", 404), ("admin_luar", 404)]
)
def test_nobody_else_reopens(as_user, org, disetujui, who, status):
    assert as_user(getattr(org, who)).post(url(disetujui, "buka-kembali"), {"alasan": "x"}).status_code == status
    disetujui.refresh_from_db()
    assert disetujui.status == Status.DISETUJUI


def test_a_closed_month_is_not_reopened(penilai, skp):
    month = make_bulanan(skp, 2, ditutup_pada=timezone.now(), ditutup_oleh=penilai)
    with pytest.raises(IllegalTransition, match="sudah ditutup"):
        act(Action.BUKA_KEMBALI, month, penilai, note="x")


def test_a_deleted_document_is_a_conflict(staf, skp):
    gone = Skp.objects.get(pk=skp.pk)
    services.delete_skp(skp=skp, by=staf)
    with pytest.raises(Conflict, match="sudah dihapus"):
        act(Action.AJUKAN, gone, staf)


@pytest.mark.parametrize("aksi", ["ajukan", "setujui", "kembalikan", "buka-kembali"])
def test_steps_are_never_taken_by_a_link(as_user, staf, diajukan, aksi):
    assert as_user(staf).get(url(diajukan, aksi)).status_code == 405


def test_an_unknown_step_is_no_page(as_user, staf, skp):
    assert as_user(staf).post(skp.get_absolute_url() + "hancurkan/").status_code == 404


# --- Persetujuan SKP --------------------------------------------------------------------------------------------------


@pytest.fixture
def antrean(penilai, staf, rekan, jf):
    rows = []
    for pegawai in (staf, rekan, jf):
        skp = make_skp(pegawai, penilai=penilai, status=Status.DIAJUKAN)
        make_rhk(skp, f"Target {pegawai.nama}")
        rows.append(skp)
    return rows


def ticked(*documents):
    return {"pilih": [f"{d.pk}:{d.versi}" for d in documents]}


def test_the_queue_shows_what_waits_and_what_is_in_it(as_user, penilai, kepala, antrean):
    make_skp(penilai, penilai=kepala, status=Status.DIAJUKAN)
    Skp.objects.filter(pk=antrean[2].pk).update(status=Status.DRAFT)
    page = as_user(penilai).get(reverse("skp:persetujuan"))
    assert [skp.pegawai.nama for skp in page.context["page_obj"]] == ["Staf", "Rekan"]
    assert "Target Staf: 12 laporan" in page.content.decode()
    assert "Target Fungsional" not in page.content.decode()
    found = as_user(penilai).get(reverse("skp:persetujuan") + "?cari=rek")
    assert [skp.pegawai.nama for skp in found.context["page_obj"]] == ["Rekan"]


def test_a_plh_sees_the_heads_queue_without_his_own(as_user, org, rekan, antrean):
    PenugasanKepala.objects.create(
        unit=org.bidang, pegawai=rekan, jenis=JenisPenugasan.PLH, nomor_surat="1",
        mulai=date(2026, 3, 10), selesai=date(2026, 3, 10),
    )  # fmt: skip
    page = as_user(rekan).get(reverse("skp:persetujuan"))
    assert [skp.pegawai.nama for skp in page.context["page_obj"]] == ["Staf", "Fungsional"]


def test_several_are_approved_at_once_each_judged_on_its_own(as_user, penilai, staf, antrean):
    first, second, third = antrean
    form = ticked(first, second, third)
    Skp.objects.filter(pk=second.pk).update(versi=2)
    Skp.objects.filter(pk=third.pk).update(status=Status.DIKEMBALIKAN)
    response = as_user(penilai).post(reverse("skp:persetujuan_setujui", args=["tahunan"]), form, follow=True)
    page = response.content.decode()
    assert "1 disetujui: SKP 2026 Staf" in page
    assert "SKP 2026 Rekan tidak disetujui. SKP 2026 berubah sejak halaman Anda dibuka" in page
    assert "SKP 2026 Fungsional tidak disetujui. Setujui tidak dapat dilakukan" in page
    assert set(Skp.objects.filter(status=Status.DISETUJUI)) == {first}


def test_months_are_approved_from_the_list_too(as_user, penilai, antrean):
    months = [make_bulanan(skp, 4, status=Status.DIAJUKAN) for skp in antrean]
    client = as_user(penilai)
    assert client.get(reverse("skp:persetujuan_bulanan")).context["paginator"].count == 3
    client.post(reverse("skp:persetujuan_setujui", args=["bulanan"]), ticked(*months))
    assert SkpBulanan.objects.filter(status=Status.DISETUJUI).count() == 3
    client.post(reverse("skp:persetujuan_setujui", args=["bulanan"]), ticked(*months))
    assert Riwayat.objects.count() == 3


@pytest.mark.parametrize("pilih", [[], ["x"], ["1"], ["1:"], [":1"], ["-1:1"], ["9" * 40 + ":1"], ["١:1"]])
def test_a_tick_list_of_nonsense_approves_nothing(as_user, penilai, antrean, pilih):
    url = reverse("skp:persetujuan_setujui", args=["tahunan"])
    page = as_user(penilai).post(url, {"pilih": pilih}, follow=True).content.decode()
    assert "Centang dahulu yang akan disetujui." in page
    assert not Skp.objects.filter(status=Status.DISETUJUI).exists()


def test_what_he_may_not_see_is_counted_and_not_named(as_user, penilai, stranger, kepala_lain, antrean):
    foreign = make_skp(stranger, penilai=kepala_lain, status=Status.DIAJUKAN)
    url = reverse("skp:persetujuan_setujui", args=["tahunan"])
    page = as_user(penilai).post(url, ticked(foreign), follow=True).content.decode()
    assert "1 dokumen tidak lagi dapat Anda buka" in page
    assert "Orang Lain" not in page
    foreign.refresh_from_db()
    assert foreign.status == Status.DIAJUKAN


def test_a_head_above_may_read_but_not_approve_from_the_list(as_user, kepala, antrean):
    url = reverse("skp:persetujuan_setujui", args=["tahunan"])
    page = as_user(kepala).post(url, ticked(antrean[0]), follow=True).content.decode()
    assert "Hanya pejabat penilai SKP ini" in page
    assert not Skp.objects.filter(status=Status.DISETUJUI).exists()


def test_who_has_not_submitted_is_listed_without_what_is_in_the_draft(as_user, penilai, antrean):
    staf, _rekan, jf = antrean
    Skp.objects.filter(pk=staf.pk).update(status=Status.DRAFT)
    jf.rhk.all().delete()
    jf.delete()
    page = as_user(penilai).get(reverse("skp:belum_mengajukan"))
    rows = {row.pegawai.nama: (row.tahunan, row.bulanan) for row in page.context["page_obj"]}
    assert rows == {
        "Fungsional": ("Belum dibuat", "Belum dibuat"),
        "Rekan": ("", "Belum dibuat"),
        "Staf": ("Draft", "Belum dibuat"),
    }
    assert "Target Staf" not in page.content.decode()
