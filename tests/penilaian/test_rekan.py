"""Feedback on perilaku from colleagues: asked for, assigned, offered, written, declined, received."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dashboard.agenda import own_agenda
from dashboard.milik import Milik
from organisasi.deadlines import DeadlineCalendar
from organisasi.models import JenisPenugasan, PenugasanKepala
from penilaian.models import (
    AsalUmpanBalik,
    Evaluasi,
    Hubungan,
    SebagaiPenilai,
    StatusUmpanBalik,
    UndanganUmpanBalik,
)
from penilaian.scoring.permenpanrb_6_2022 import VERSI, Rating, predikat
from penilaian.services import rekan as services
from penilaian.workflow import StatusEvaluasi
from skp.models import EkspektasiPerilaku, TimKerja
from skp.workflow import Status
from tests.factories import make_evaluasi, make_pegawai, make_periode, make_rhk, make_skp, make_tim, wib

pytestmark = pytest.mark.django_db

AT = wib(2026, 3, 10)


@pytest.fixture
def skp(staf, penilai):
    skp = make_skp(staf, penilai=penilai)
    make_rhk(skp, "Menyusun laporan keuangan")
    EkspektasiPerilaku.objects.create(skp=skp, harmonis="Membantu rekan baru", ditulis_oleh=penilai)
    return skp


@pytest.fixture
def evaluasi(skp):
    return make_evaluasi(skp)


def url(name, evaluasi):
    return reverse(f"penilaian:{name}", args=[evaluasi.skp_id, evaluasi.periode_id])


def isi_url(undangan):
    return reverse("penilaian:rekan_isi", args=[undangan.pk])


def aksi_url(undangan, aksi):
    return reverse("penilaian:rekan_aksi", args=[undangan.pk, aksi])


def undang(evaluasi, pemberi, *, asal=AsalUmpanBalik.DIMINTA, by=None, **fields):
    by = by or (evaluasi.skp.penilai if asal == AsalUmpanBalik.DITUGASKAN else evaluasi.skp.pegawai)
    return UndanganUmpanBalik.objects.create(
        **{
            "evaluasi": evaluasi,
            "pemberi": pemberi,
            "asal": asal,
            "hubungan": Hubungan.REKAN,
            "diminta_oleh": pemberi if asal == AsalUmpanBalik.DITAWARKAN else by,
            "pada": AT,
            **fields,
        }
    )


def write(undangan, **texts):
    """As its giver."""
    undangan.refresh_from_db()
    return services.write(
        undangan=UndanganUmpanBalik.objects.for_form().get(pk=undangan.pk),
        by=undangan.pemberi,
        at=AT,
        versi=undangan.versi,
        texts=texts,
    )


def rate(evaluasi, *, status=StatusEvaluasi.DISERAHKAN, **fields):
    best = Rating.DI_ATAS
    Evaluasi.objects.filter(pk=evaluasi.pk).update(
        **{
            "status": status,
            "rating_hasil": best.value,
            "rating_perilaku": best.value,
            "predikat": predikat(best, best).value,
            "isi": {},
            "aturan": VERSI,
            "dinilai_oleh": evaluasi.skp.penilai,
            "dinilai_sebagai": SebagaiPenilai.PENILAI,
            "dinilai_pada": AT,
            **fields,
        }
    )


def messages_of(response):
    return [str(message) for message in response.context["messages"]]


def told(pegawai):
    return list(pegawai.pemberitahuan.values_list("teks", flat=True))


# --- Asking ----------------------------------------------------------------------------------------------------------


def test_the_owner_asks_from_the_list_and_by_nip(as_user, org, skp):
    periode = make_periode(org.instansi)
    client = as_user(org.staf)
    address = reverse("penilaian:rekan_minta", args=[skp.pk, periode.pk])
    page = client.get(address).content.decode()
    assert "Rekan" in page
    assert f'value="{org.penilai.pk}"' not in page
    response = client.post(address, {"pegawai": [org.rekan.pk], "nip": f"{org.stranger.nip}\n\n{org.jf.nip}"})
    assert response.status_code == 302
    evaluasi = Evaluasi.objects.get(skp=skp, periode=periode)
    assert set(evaluasi.undangan.values_list("pemberi", "asal", "hubungan", "status", "anonim")) == {
        (person.pk, "DIMINTA", "REKAN", "MENUNGGU", True) for person in (org.rekan, org.stranger, org.jf)
    }
    assert told(org.rekan) == ["Staf meminta umpan balik Anda atas perilaku kerjanya, Triwulan I 2026."]
    assert told(org.penilai) == []


def test_the_penilai_assigns_several_at_once(as_user, org, evaluasi):
    response = as_user(org.penilai).post(url("rekan_minta", evaluasi), {"pegawai": [org.rekan.pk, org.jf.pk]})
    assert response.status_code == 302
    rows = evaluasi.undangan.order_by("pemberi__nama")
    assert [(row.pemberi, row.asal, row.diminta_oleh) for row in rows] == [
        (org.jf, "DITUGASKAN", org.penilai), (org.rekan, "DITUGASKAN", org.penilai),
    ]  # fmt: skip
    assert told(org.rekan) == ["Anda ditugaskan memberi umpan balik atas perilaku kerja Staf, Triwulan I 2026."]
    assert told(org.staf) == []


def test_who_stands_in_for_the_penilai_assigns_too(as_user, org, evaluasi):
    PenugasanKepala.objects.create(
        unit=org.bidang, pegawai=org.jf, jenis=JenisPenugasan.PLT, nomor_surat="800/1", mulai=date(2026, 1, 1),
        selesai=date(2026, 12, 31),
    )  # fmt: skip
    assert as_user(org.jf).post(url("rekan_minta", evaluasi), {"pegawai": [org.rekan.pk]}).status_code == 302
    refused = as_user(org.staf).post(url("rekan_minta", evaluasi), {"nip": org.jf.nip})
    assert "lewat Feedback Atasan" in refused.content.decode()


def test_a_subordinate_gives_as_bawahan(org, evaluasi):
    bawahan = make_pegawai("Bawahan", unit=org.dinas, jabatan=org.staf.jabatan)
    make_skp(bawahan, penilai=org.staf)
    rows = services.invite(evaluasi=evaluasi, by=org.staf, at=AT, givers=[bawahan, org.rekan])
    assert [row.hubungan for row in rows] == ["BAWAHAN", "REKAN"]


@pytest.mark.parametrize(
    ("who", "reason"),
    [
        ("staf", "tidak diberikan untuk diri sendiri"),
        ("orang_luar", "hanya bila berada dalam tim kerja yang sama"),
        ("penilai", "lewat Feedback Atasan"),
        ("kepala", "lewat Feedback Atasan"),
    ],
)
def test_who_cannot_give_is_refused_with_the_reason_and_nobody_is_asked(as_user, org, evaluasi, who, reason):
    response = as_user(org.staf).post(
        url("rekan_minta", evaluasi), {"pegawai": [org.rekan.pk], "nip": getattr(org, who).nip}
    )
    page = response.content.decode()
    assert response.status_code == 409
    assert reason in page
    assert getattr(org, who).nip in page
    assert not evaluasi.undangan.exists()


def test_nobody_of_another_instansi_is_named(as_user, org, evaluasi):
    page = as_user(org.staf).post(url("rekan_minta", evaluasi), {"nip": org.orang_luar.nip}).content.decode()
    assert "Orang Luar" not in page


def test_a_tim_kerja_in_common_lets_another_instansi_in(org, evaluasi):
    make_tim(org.staf, [org.orang_luar], unit=org.bidang)
    services.invite(evaluasi=evaluasi, by=org.staf, at=AT, givers=[org.orang_luar])
    assert evaluasi.undangan.get().pemberi == org.orang_luar


def test_a_tim_kerja_that_ended_before_the_period_does_not(as_user, org, skp):
    make_tim(org.orang_luar, [org.staf], unit=org.bidang, selesai=date(2026, 2, 28))
    later = make_periode(org.instansi, "Akhir Tahun")
    TimKerja.objects.update(mulai=date(2025, 1, 1), selesai=date(2025, 12, 31))
    address = reverse("penilaian:rekan_minta", args=[skp.pk, later.pk])
    response = as_user(org.staf).post(address, {"nip": org.orang_luar.nip})
    assert "tim kerja yang sama" in response.content.decode()


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("123", "NIP harus 18 angka"),
        ("199001012015011999", "Tidak ada pegawai dengan NIP"),
        ("", "Centang sedikitnya satu pegawai"),
        ("\n".join(f"1990010120150119{n:02d}" for n in range(21)), "Paling banyak 20 NIP"),
    ],
)
def test_a_wrong_nip_is_named(as_user, staf, evaluasi, typed, reason):
    response = as_user(staf).post(url("rekan_minta", evaluasi), {"nip": typed})
    assert reason in response.content.decode()
    assert not evaluasi.undangan.exists()


def test_an_inactive_person_is_refused(as_user, org, evaluasi):
    org.rekan.is_active = False
    org.rekan.save()
    response = as_user(org.staf).post(url("rekan_minta", evaluasi), {"nip": org.rekan.nip})
    assert "Akun Rekan tidak aktif" in response.content.decode()


def test_asking_the_same_person_twice_asks_him_once(as_user, org, evaluasi):
    client = as_user(org.staf)
    for _ in range(2):
        response = client.post(url("rekan_minta", evaluasi), {"nip": org.rekan.nip})
    assert "sudah Anda minta" in response.content.decode()
    assert evaluasi.undangan.count() == 1
    assert len(told(org.rekan)) == 1


def test_ten_are_asked_and_no_more(as_user, org, evaluasi):
    people = [make_pegawai(f"Kawan {n}", unit=org.bidang, jabatan=org.staf.jabatan) for n in range(11)]
    response = as_user(org.staf).post(url("rekan_minta", evaluasi), {"pegawai": [row.pk for row in people]})
    assert "Paling banyak 10 pegawai" in response.content.decode()
    services.invite(evaluasi=evaluasi, by=org.staf, at=AT, givers=people[:10])
    services.invite(evaluasi=evaluasi, by=org.penilai, at=AT, givers=people[10:])
    assert evaluasi.undangan.count() == 11


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda e: type(e.skp).objects.update(status=Status.DIAJUKAN), "belum disetujui"),
        (lambda e: type(e.periode).objects.update(ditutup_pada=AT, ditutup_oleh=e.skp.penilai), "sudah ditutup"),
        (lambda e: type(e.periode).objects.filter(pk=e.periode_id).update(mulai=date(2026, 3, 20)), "baru dimulai"),
        (lambda e: rate(e, diserahkan_pada=AT, batas_keberatan=AT.date()), "sudah diserahkan"),
    ],
    ids=["not approved", "closed", "not begun", "handed over"],
)
def test_too_early_and_too_late_are_messages(as_user, org, evaluasi, change, reason):
    undangan = undang(evaluasi, org.rekan)
    tawaran = undang(evaluasi, org.jf, asal=AsalUmpanBalik.DITUGASKAN)
    change(evaluasi)
    asked = as_user(org.staf).post(url("rekan_minta", evaluasi), {"nip": org.stranger.nip})
    written = as_user(org.rekan).post(isi_url(undangan), {"versi": 1, "loyal": "Kata yang tidak hilang"})
    declined = as_user(org.jf).post(aksi_url(tawaran, "tolak"), follow=True)
    for response in (asked, written):
        assert response.status_code == 409
        assert reason in response.content.decode()
    assert "Kata yang tidak hilang" in written.content.decode()
    assert any(reason in text for text in messages_of(declined))
    assert set(UndanganUmpanBalik.objects.values_list("status", flat=True)) == {"MENUNGGU"}


def test_who_neither_is_nor_assesses_him_does_not_ask(as_user, org, evaluasi):
    for person, status in ((org.kepala, 403), (org.admin, 403), (org.rekan, 404), (org.stranger, 404)):
        assert as_user(person).post(url("rekan_minta", evaluasi), {"nip": org.jf.nip}).status_code == status


# --- Offering --------------------------------------------------------------------------------------------------------


def test_nip_then_skp_then_the_page_to_write_on(as_user, org, skp):
    periode = make_periode(org.instansi)
    client = as_user(org.rekan)
    page = client.get(reverse("penilaian:rekan_cari"), {"nip": "19900505 201505 1 005"}).content.decode()
    assert "Staf" in page
    assert "Triwulan I 2026" in page
    assert "Triwulan II" not in page
    sent = {"nip": org.staf.nip, "pilihan": f"{skp.pk}-{periode.pk}"}
    first = client.post(reverse("penilaian:rekan_cari"), sent)
    undangan = UndanganUmpanBalik.objects.get()
    assert first.url == isi_url(undangan) == client.post(reverse("penilaian:rekan_cari"), sent).url
    assert (undangan.asal, undangan.hubungan, undangan.anonim) == ("DITAWARKAN", "REKAN", True)
    assert told(org.staf) == []


@pytest.mark.parametrize(
    ("giver", "reason"),
    [
        ("staf", "tidak diberikan untuk diri sendiri"),
        ("orang_luar", "tim kerja yang sama"),
        ("penilai", "lewat Feedback Atasan"),
        ("kepala", "lewat Feedback Atasan"),
    ],
)
def test_who_cannot_offer_reads_why(as_user, org, evaluasi, giver, reason):
    client = as_user(getattr(org, giver))
    page = client.get(reverse("penilaian:rekan_cari"), {"nip": org.staf.nip}).content.decode()
    assert reason in page
    assert "Staf" not in page or giver in ("staf", "penilai", "kepala")
    sent = {"nip": org.staf.nip, "pilihan": f"{evaluasi.skp_id}-{evaluasi.periode_id}"}
    client.post(reverse("penilaian:rekan_cari"), sent)
    assert not UndanganUmpanBalik.objects.exists()


@pytest.mark.parametrize(
    ("nip", "reason"),
    [("1990", "NIP harus 18 angka"), ("199001012015011999", "Tidak ada pegawai dengan NIP itu")],
)
def test_a_nip_nobody_has(as_user, rekan, nip, reason):
    assert reason in as_user(rekan).get(reverse("penilaian:rekan_cari"), {"nip": nip}).content.decode()


def test_no_draft_is_offered(as_user, org):
    make_periode(org.instansi)
    make_skp(org.staf, penilai=org.penilai, status=Status.DRAFT)
    page = as_user(org.rekan).get(reverse("penilaian:rekan_cari"), {"nip": org.staf.nip}).content.decode()
    assert "tidak mempunyai SKP yang disetujui" in page


def test_an_inactive_colleague_is_answered_like_a_nip_nobody_has(as_user, org, evaluasi):
    org.staf.is_active = False
    org.staf.save()

    def answer(nip):
        return as_user(org.rekan).get(reverse("penilaian:rekan_cari"), {"nip": nip}).context["search"].errors

    assert answer(org.staf.nip) == answer("199001012015011999")


# --- Writing ---------------------------------------------------------------------------------------------------------


def test_texts_are_written_changed_and_taken_away(as_user, org, evaluasi):
    undangan, client = undang(evaluasi, org.rekan), as_user(org.rekan)
    response = client.post(isi_url(undangan), {"versi": 1, "loyal": "Setia", "harmonis": "Ramah"})
    assert response.status_code == 302
    client.post(isi_url(undangan), {"versi": 2, "loyal": "Setia sekali", "harmonis": " "})
    undangan.refresh_from_db()
    assert undangan.status == StatusUmpanBalik.DIISI
    assert dict(undangan.umpan_balik.values_list("perilaku", "teks")) == {"loyal": "Setia sekali"}
    assert "Setia sekali" in client.get(isi_url(undangan)).content.decode()
    emptied = client.post(isi_url(undangan), {"versi": 3}, follow=True)
    assert messages_of(emptied) == ["Semua bidang kosong: tidak ada umpan balik yang disimpan."]
    undangan.refresh_from_db()
    assert undangan.status == StatusUmpanBalik.MENUNGGU
    assert not undangan.umpan_balik.exists()


def test_a_stale_form_shows_both_texts(as_user, org, evaluasi):
    undangan, client = undang(evaluasi, org.rekan), as_user(org.rekan)
    client.post(isi_url(undangan), {"versi": 1, "loyal": "Dari jendela pertama"})
    response = client.post(isi_url(undangan), {"versi": 1, "loyal": "Dari jendela kedua"})
    page = response.content.decode()
    assert response.status_code == 409
    assert "Dari jendela pertama" in page
    assert "Dari jendela kedua" in page
    assert undangan.umpan_balik.get().teks == "Dari jendela pertama"


def test_who_was_let_in_reads_the_rhk_and_who_came_unasked_does_not(as_user, org, evaluasi):
    asked, offered = undang(evaluasi, org.rekan), undang(evaluasi, org.jf, asal=AsalUmpanBalik.DITAWARKAN)
    page = as_user(org.rekan).get(isi_url(asked)).content.decode()
    assert "Menyusun laporan keuangan" in page
    assert "Membantu rekan baru" in page
    page = as_user(org.jf).get(isi_url(offered)).content.decode()
    assert "Menyusun laporan keuangan" not in page
    assert "Membantu rekan baru" in page


def test_of_an_skp_that_was_opened_again_the_giver_reads_his_own_words_only(as_user, org, evaluasi):
    undangan = undang(evaluasi, org.rekan)
    write(undangan, loyal="Kata saya")
    type(evaluasi.skp).objects.update(status=Status.DRAFT)
    page = as_user(org.rekan).get(isi_url(undangan)).content.decode()
    assert "Kata saya" in page
    assert "Menyusun laporan keuangan" not in page
    assert "Membantu rekan baru" not in page
    assert "<textarea" not in page


def test_the_giver_sees_no_rating_and_nothing_of_others(as_user, org, evaluasi):
    mine, other = undang(evaluasi, org.rekan), undang(evaluasi, org.jf)
    write(other, loyal="Kata orang lain")
    rate(evaluasi, status=StatusEvaluasi.DINILAI)
    page = as_user(org.rekan).get(isi_url(mine)).content.decode()
    for word in ("Kata orang lain", "Fungsional", "Sangat Baik", "Di Atas"):
        assert word not in page
    assert as_user(org.rekan).get(url("rekan_terima", evaluasi)).status_code == 404
    assert as_user(org.rekan).get(isi_url(other)).status_code == 404
    assert as_user(org.rekan).post(isi_url(other), {"versi": 2, "loyal": "x"}).status_code == 404


def test_who_has_become_the_penilai_gives_as_such(as_user, org, evaluasi):
    undangan = undang(evaluasi, org.rekan)
    type(evaluasi.skp).objects.update(penilai=org.rekan)
    response = as_user(org.rekan).post(isi_url(undangan), {"versi": 1, "loyal": "x"})
    assert "lewat Feedback Atasan" in response.content.decode()


# --- Declining and withdrawing ---------------------------------------------------------------------------------------


def test_declining_tells_the_penilai_who_assigned_and_can_be_thought_better_of(as_user, org, evaluasi):
    undangan = undang(evaluasi, org.rekan, asal=AsalUmpanBalik.DITUGASKAN)
    client = as_user(org.rekan)
    for _ in range(2):
        response = client.post(aksi_url(undangan, "tolak"), follow=True)
    assert any("tidak menunggu lagi" in text for text in messages_of(response))
    assert told(org.penilai) == ["Rekan tidak bersedia memberi umpan balik untuk Staf, Triwulan I 2026."]
    write(undangan, loyal="Jadi mengisi")
    undangan.refresh_from_db()
    assert undangan.status == StatusUmpanBalik.DIISI


def test_who_declines_does_not_keep_the_owner_from_hearing_of_the_others(org, evaluasi):
    declined, given = (undang(evaluasi, person, anonim=False) for person in (org.rekan, org.jf))
    services.decline(undangan=declined, by=org.rekan, at=AT)
    write(given, loyal="Setia")
    assert sorted(told(org.staf)) == [
        "Rekan tidak bersedia memberi umpan balik untuk Staf, Triwulan I 2026.",
        "Umpan balik rekan kerja, Triwulan I 2026, dapat Anda baca.",
    ]


def test_each_withdraws_what_he_began(as_user, org, evaluasi):
    assigned = undang(evaluasi, org.rekan, asal=AsalUmpanBalik.DITUGASKAN)
    offered = undang(evaluasi, org.jf, asal=AsalUmpanBalik.DITAWARKAN)
    assert as_user(org.rekan).post(aksi_url(assigned, "batalkan")).status_code == 403
    assert as_user(org.kepala).post(aksi_url(assigned, "batalkan")).status_code == 403
    assert as_user(org.penilai).post(aksi_url(offered, "batalkan")).status_code == 403
    assert as_user(org.staf).post(aksi_url(assigned, "batalkan")).status_code == 404
    assert as_user(org.penilai).post(aksi_url(assigned, "batalkan")).status_code == 302
    assert as_user(org.jf).post(aksi_url(offered, "batalkan")).status_code == 302
    assert not evaluasi.undangan.exists()
    assert told(org.rekan) == ["Permintaan umpan balik untuk Staf, Triwulan I 2026, dibatalkan."]
    assert as_user(org.penilai).post(aksi_url(assigned, "batalkan")).status_code == 404


def test_what_was_answered_is_not_withdrawn(as_user, org, evaluasi):
    undangan = undang(evaluasi, org.rekan, asal=AsalUmpanBalik.DITUGASKAN)
    write(undangan, loyal="Sudah")
    response = as_user(org.penilai).post(aksi_url(undangan, "batalkan"), follow=True)
    assert any("Tidak dapat dibatalkan lagi" in text for text in messages_of(response))
    assert evaluasi.undangan.exists()


def test_an_unknown_act_is_not_there(as_user, org, evaluasi):
    assert as_user(org.rekan).post(aksi_url(undang(evaluasi, org.rekan), "hapus")).status_code == 404


# --- Receiving -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["penilai", "kepala", "admin"])
def test_those_above_read_the_names(as_user, org, evaluasi, role):
    write(undang(evaluasi, org.rekan), loyal="Setia")
    client = as_user(getattr(org, role))
    page = client.get(url("rekan_terima", evaluasi)).content.decode()
    assert "Setia" in page
    assert "Rekan (rekan kerja)" in page
    assert evaluasi.skp.jejak_baca.get().pembaca == getattr(org, role)


def test_where_the_instansi_promises_nothing_names_and_answers_are_shown_at_once(as_user, org, evaluasi):
    type(org.instansi).objects.update(umpan_balik_anonim=False)
    evaluasi = Evaluasi.objects.for_detail().get(pk=evaluasi.pk)
    rows = services.invite(evaluasi=evaluasi, by=org.staf, at=AT, givers=[org.rekan, org.jf])
    assert [row.anonim for row in rows] == [False, False]
    write(rows[0], loyal="Setia")
    page = as_user(org.staf).get(url("rekan_terima", evaluasi)).content.decode()
    assert "Rekan (rekan kerja)" in page
    assert "Menunggu diisi" in page
    assert told(org.staf) == ["Umpan balik rekan kerja, Triwulan I 2026, dapat Anda baca."]
    assert as_user(org.staf).post(aksi_url(rows[1], "batalkan")).status_code == 302
    assert as_user(org.staf).post(aksi_url(rows[0], "batalkan"), follow=True).status_code == 200
    assert [row.pemberi for row in evaluasi.undangan.all()] == [org.rekan]


# --- Lists -----------------------------------------------------------------------------------------------------------


def test_what_waits_stands_on_the_front_page_and_first_in_the_list(as_user, org, evaluasi):
    undang(evaluasi, org.rekan)
    lain = make_evaluasi(make_skp(org.jf, penilai=org.penilai), evaluasi.periode)
    write(undang(lain, org.rekan), loyal="Setia")
    rows = as_user(org.rekan).get(reverse("penilaian:rekan_list")).context["rows"]
    assert [row["undangan"].evaluasi for row in rows] == [evaluasi, lain]
    item = next(i for i in own_agenda(Milik(org.rekan), DeadlineCalendar(org.rekan), at=AT) if "umpan balik" in i.judul)
    assert item.judul == "Beri umpan balik untuk 1 rekan kerja"
    found = as_user(org.rekan).get(reverse("penilaian:rekan_list"), {"cari": "fungs"}).context["rows"]
    assert [row["undangan"].evaluasi for row in found] == [lain]


def test_what_is_closed_waits_no_longer(org, evaluasi):
    undang(evaluasi, org.rekan)
    type(evaluasi.periode).objects.update(ditutup_pada=AT, ditutup_oleh=org.admin)
    assert not UndanganUmpanBalik.objects.given_by(org.rekan).waiting().exists()


def cost(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize("route", ["rekan_list", "rekan_cari", "rekan_minta", "rekan_terima", "rekan_isi"])
@pytest.mark.parametrize("role", ["staf", "penilai"])
def test_many_rows_cost_as_many_queries_as_one(as_user, org, evaluasi, route, role):
    client = as_user(getattr(org, role) if route in ("rekan_minta", "rekan_terima") else org.rekan)
    first = undang(evaluasi, org.rekan)
    write(first, loyal="Setia")
    address = {
        "rekan_list": reverse("penilaian:rekan_list") + "?entri=100",
        "rekan_cari": reverse("penilaian:rekan_cari") + f"?nip={org.staf.nip}",
        "rekan_isi": isi_url(first),
    }.get(route) or url(route, evaluasi)

    def grow(number):
        person = make_pegawai(f"Kawan {number}", unit=org.bidang, jabatan=org.staf.jabatan)
        write(undang(evaluasi, person), loyal=f"Kata {number}", harmonis="Baik")
        theirs = make_evaluasi(make_skp(person, penilai=org.penilai), evaluasi.periode)
        undang(theirs, org.rekan)

    for number in range(3):
        grow(number)
    few = cost(client, address)
    for number in range(3, 30):
        grow(number)
    assert cost(client, address) == few
