"""Penilaian Bawahan and Feedback Atasan: what the penilai sees, says, rates and takes back."""

import io
import uuid
from datetime import date

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from ekinerja.errors import Conflict, IllegalTransition, NotAllowed, Refused
from organisasi.models import JenisPenugasan, Pemberitahuan, PenugasanKepala
from organisasi.scoping import acting_ids
from penilaian.kuadran import kuadran
from penilaian.models import (
    CapaianUnit,
    Evaluasi,
    JejakBaca,
    RealisasiPeriode,
    RiwayatEvaluasi,
    SebagaiPenilai,
    UmpanBalik,
)
from penilaian.querysets.menilai import (
    BELUM_SIAP,
    SIAP,
    TANPA_SKP,
    TERLAMBAT,
    acting_title,
    current_periode,
    waiting_to_rate,
)
from penilaian.scoring.permenpanrb_6_2022 import VERSI, CapaianOrganisasi, Predikat, Rating, predikat
from penilaian.services.menilai import (
    add_feedback,
    change_feedback,
    delete_feedback,
    rate,
    take_back,
    write_note,
)
from penilaian.workflow import ActionEvaluasi, StatusEvaluasi
from skp.models import Skp
from skp.workflow import Status
from tests.factories import (
    make_evaluasi,
    make_indikator,
    make_pegawai,
    make_periode,
    make_rated,
    make_rhk,
    make_skp,
    wib,
)

SAAT = wib(2026, 3, 10)
LEWAT = wib(2026, 5, 2)
"""Triwulan I is rated until 1 May."""


@pytest.fixture
def periode(org):
    return make_periode(org.instansi)


@pytest.fixture
def evaluasi(staf, penilai, periode):
    """The staf's, with one indikator that has its realisasi."""
    skp = make_skp(staf, penilai=penilai)
    unmeasured = {"target_kuantitas": None, "satuan": None, "target_kualitas": None, "target_waktu": None}
    indikator = make_indikator(make_rhk(skp, **unmeasured))
    row = make_evaluasi(skp, periode)
    RealisasiPeriode.objects.create(evaluasi=row, rhk=indikator.rhk, indikator=indikator, realisasi="3 laporan")
    return row


def plt_of(unit, pegawai, jenis=JenisPenugasan.PLT):
    return PenugasanKepala.objects.create(
        unit=unit, pegawai=pegawai, jenis=jenis, nomor_surat="1", mulai=date(2026, 3, 1), selesai=date(2026, 12, 31)
    )


def now(evaluasi):
    return Evaluasi.objects.for_detail().get(pk=evaluasi.pk)


def rates(evaluasi, by, *, at=SAAT, versi=None, **ratings):
    return rate(evaluasi=now(evaluasi), by=by, at=at, versi=versi, **ratings)


def both(evaluasi, by, hasil=Rating.SESUAI, perilaku=Rating.SESUAI, **more):
    return rates(evaluasi, by, hasil=hasil, perilaku=perilaku, **more)


def page(client, evaluasi, name="feedback", query=""):
    return client.get(reverse(f"penilaian:{name}", args=[evaluasi.skp_id, evaluasi.periode_id]) + query)


def send(client, evaluasi, name, **data):
    url = reverse(f"penilaian:{name}", args=[evaluasi.skp_id, evaluasi.periode_id])
    return client.post(url, {"versi": now(evaluasi).versi, **data}, follow=True)


# --- Ratings ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("hasil", Rating)
@pytest.mark.parametrize("perilaku", Rating)
def test_two_ratings_make_the_predikat_of_their_kuadran(evaluasi, penilai, hasil, perilaku):
    both(evaluasi, penilai, hasil, perilaku, catatan="Ikuti diklat")
    row = now(evaluasi)
    assert row.predikat == predikat(hasil, perilaku)
    assert row.status == StatusEvaluasi.DINILAI
    assert (row.catatan, row.aturan, row.versi) == ("Ikuti diklat", VERSI, 2)


def test_who_rated_is_kept_with_his_post_of_that_day(evaluasi, penilai, jf):
    Skp.objects.filter(pk=evaluasi.skp_id).update(jabatan=jf.jabatan)
    both(evaluasi, penilai)
    row = now(evaluasi)
    assert (row.dinilai_oleh, row.dinilai_unit, row.dinilai_jabatan) == (penilai, penilai.unit, penilai.jabatan)
    assert (row.dinilai_golongan, row.dinilai_pada, row.dinilai_sebagai) == ("IV/a", SAAT, SebagaiPenilai.PENILAI)
    assert row.jenjang == jf.jabatan.jenjang


def test_one_rating_is_a_draft_its_owner_does_not_see(as_user, evaluasi, penilai, staf, admin):
    rates(evaluasi, penilai, hasil=Rating.DI_BAWAH)
    row = now(evaluasi)
    assert (row.status, row.predikat, row.rating_hasil, row.isi) == (StatusEvaluasi.TERBUKA, "", "di_bawah", None)
    assert not RiwayatEvaluasi.objects.exists()
    assert page(as_user(penilai), evaluasi).context["rating"]["rating_hasil"] == "di_bawah"
    assert page(as_user(admin), evaluasi).context["rating"]["rating_hasil"] == ""
    assert page(as_user(staf), evaluasi).status_code == 403
    rates(evaluasi, penilai, perilaku=Rating.SESUAI)
    assert now(evaluasi).predikat == Predikat.BUTUH_PERBAIKAN


def test_what_was_rated_does_not_change_with_the_skp(as_user, evaluasi, penilai):
    both(evaluasi, penilai)
    evaluasi.skp.rhk.update(uraian="Diubah kemudian")
    RealisasiPeriode.objects.update(realisasi="9 laporan")
    html = page(as_user(penilai), evaluasi).content.decode()
    assert "Membuat laporan keuangan" in html
    assert "3 laporan" in html
    assert "Diubah kemudian" not in html


def test_a_changed_rating_is_a_step_with_the_new_values(evaluasi, penilai):
    both(evaluasi, penilai)
    rates(evaluasi, penilai, hasil=Rating.DI_ATAS)
    steps = RiwayatEvaluasi.objects.values_list("aksi", "rating_hasil", "predikat")
    assert list(steps) == [("NILAI", "sesuai", "baik"), ("NILAI", "di_atas", "baik")]


def test_the_same_again_changes_nothing(evaluasi, penilai):
    both(evaluasi, penilai)
    before = now(evaluasi)
    rates(evaluasi, penilai, hasil=Rating.SESUAI, versi=1)
    assert now(evaluasi).versi == before.versi
    assert RiwayatEvaluasi.objects.count() == 1


def test_a_page_that_is_older_than_the_evaluasi_is_told_who_rated(evaluasi, penilai, rekan, org):
    plt_of(org.bidang, rekan)
    both(evaluasi, rekan)
    with pytest.raises(Conflict, match="penilaian terakhir oleh Rekan, 10 Maret 2026"):
        rates(evaluasi, penilai, hasil=Rating.DI_BAWAH, versi=1)


def test_who_stands_in_rates_as_himself_and_the_penilai_is_told(as_user, evaluasi, penilai, rekan, org):
    plt_of(org.bidang, rekan, JenisPenugasan.PLH)
    both(evaluasi, rekan)
    row = now(evaluasi)
    assert (row.dinilai_oleh, row.dinilai_jabatan, row.dinilai_sebagai) == (rekan, rekan.jabatan, "PENILAI")
    assert acting_title(row) == "Plh."
    assert Pemberitahuan.objects.get().penerima == penilai
    assert "sebagai Plh. Kepala Bidang" in page(as_user(penilai), evaluasi).content.decode()


def test_the_owner_is_not_told_of_a_rating(evaluasi, penilai):
    both(evaluasi, penilai)
    assert not Pemberitahuan.objects.exists()


@pytest.mark.parametrize("who", ["staf", "rekan", "admin", "sekda", "jf"])
def test_nobody_else_rates(evaluasi, org, who):
    with pytest.raises(NotAllowed, match="pejabat penilai"):
        both(evaluasi, getattr(org, who))


def test_not_before_the_last_month(evaluasi, penilai):
    with pytest.raises(IllegalTransition, match="mulai 1 Maret 2026"):
        both(evaluasi, penilai, at=wib(2026, 2, 28))


def test_not_while_the_skp_is_not_approved(evaluasi, penilai):
    Skp.objects.update(status=Status.DIAJUKAN)
    with pytest.raises(IllegalTransition, match="belum disetujui"):
        both(evaluasi, penilai)


def test_not_in_a_closed_period(evaluasi, penilai, admin):
    type(evaluasi.periode).objects.update(ditutup_pada=SAAT, ditutup_oleh=admin)
    with pytest.raises(IllegalTransition, match="sudah ditutup"):
        both(evaluasi, penilai)


def test_not_after_it_was_handed_over(evaluasi, penilai):
    both(evaluasi, penilai)
    Evaluasi.objects.update(
        status=StatusEvaluasi.DISERAHKAN, diserahkan_pada=SAAT, batas_keberatan=date(2026, 3, 30)
    )  # fmt: skip
    with pytest.raises(IllegalTransition, match="sudah diserahkan"):
        rates(evaluasi, penilai, hasil=Rating.DI_BAWAH)
    with pytest.raises(IllegalTransition, match="sudah diserahkan"):
        feedback(evaluasi, penilai)


def test_the_instansi_may_ask_for_the_self_rating_first(evaluasi, penilai, org):
    org.instansi.penilaian_diri = True
    org.instansi.save()
    with pytest.raises(IllegalTransition, match="Menunggu penilaian diri Staf, paling lambat 10 April 2026"):
        both(evaluasi, penilai)
    both(evaluasi, penilai, at=wib(2026, 4, 11))
    assert now(evaluasi).predikat


def test_the_capaian_of_the_unit_stands_beside_the_predikat(evaluasi, penilai, periode, org, kepala):
    set_capaian(org.dinas, periode, CapaianOrganisasi.ISTIMEWA, kepala)
    both(evaluasi, penilai)
    CapaianUnit.objects.update(nilai=CapaianOrganisasi.KURANG.value)
    assert now(evaluasi).capaian_organisasi == CapaianOrganisasi.ISTIMEWA


# --- The head of a unit ----------------------------------------------------------------------------------------------


def set_capaian(unit, periode, nilai, by):
    return CapaianUnit.objects.create(
        unit=unit, periode=periode, nilai=nilai.value, ditetapkan_oleh=by, ditetapkan_pada=SAAT
    )


@pytest.fixture
def of_head(penilai, kepala, periode):
    skp = make_skp(penilai, penilai=kepala)
    make_indikator(make_rhk(skp))
    return make_evaluasi(skp, periode)


@pytest.mark.parametrize(
    ("capaian", "hasil"),
    [
        (CapaianOrganisasi.ISTIMEWA, Rating.DI_ATAS),
        (CapaianOrganisasi.BAIK, Rating.SESUAI),
        (CapaianOrganisasi.SANGAT_KURANG, Rating.DI_BAWAH),
    ],
)
def test_a_heads_results_are_his_units(of_head, kepala, org, periode, capaian, hasil):
    set_capaian(org.bidang, periode, capaian, kepala)
    rates(of_head, kepala, perilaku=Rating.SESUAI)
    row = now(of_head)
    assert (row.rating_hasil, row.predikat) == (hasil, predikat(hasil, Rating.SESUAI))
    with pytest.raises(Refused, match="mengikuti capaian"):
        rates(of_head, kepala, hasil=next(other for other in Rating if other != hasil))


def test_a_head_waits_for_the_capaian_of_his_own_unit(as_user, of_head, kepala, org, periode):
    set_capaian(org.dinas, periode, CapaianOrganisasi.BAIK, org.sekda)
    rates(of_head, kepala, perilaku=Rating.SESUAI)
    assert now(of_head).status == StatusEvaluasi.TERBUKA
    html = page(as_user(kepala), of_head).content.decode()
    assert "yang belum ditetapkan untuk periode ini" in html
    assert page(as_user(kepala), of_head, "nilai_hasil").status_code == 302


def test_a_later_capaian_changes_no_rating_but_is_named(as_user, of_head, kepala, org, periode):
    set_capaian(org.bidang, periode, CapaianOrganisasi.BAIK, kepala)
    rates(of_head, kepala, perilaku=Rating.SESUAI)
    CapaianUnit.objects.update(nilai=CapaianOrganisasi.KURANG.value)
    rates(of_head, kepala, perilaku=Rating.DI_ATAS)
    row = now(of_head)
    assert (row.rating_hasil, row.capaian_organisasi) == (Rating.SESUAI, CapaianOrganisasi.BAIK)
    assert "berubah sejak dinilai" in page(as_user(kepala), of_head).content.decode()
    send(as_user(kepala), of_head, "nilai_hasil", rating_hasil="di_bawah")
    row = now(of_head)
    assert (row.rating_hasil, row.capaian_organisasi) == (Rating.DI_BAWAH, CapaianOrganisasi.KURANG)


# --- The superior of a penilai who is late ---------------------------------------------------------------------------


def test_the_superior_rates_when_the_penilai_is_late(evaluasi, penilai, kepala):
    with pytest.raises(IllegalTransition, match="masih dapat menilai sampai 1 Mei 2026"):
        both(evaluasi, kepala)
    both(evaluasi, kepala, at=LEWAT)
    assert now(evaluasi).dinilai_sebagai == SebagaiPenilai.ATASAN
    assert Pemberitahuan.objects.get().penerima == penilai
    with pytest.raises(IllegalTransition, match="dinilai oleh atasan Anda"):
        both(evaluasi, penilai, at=LEWAT, hasil=Rating.DI_ATAS)


def test_the_late_penilai_may_still_rate_first(evaluasi, penilai, kepala):
    both(evaluasi, penilai, at=LEWAT)
    with pytest.raises(IllegalTransition, match="Pejabat penilai sudah menilai"):
        both(evaluasi, kepala, at=LEWAT)


def test_the_superior_does_not_finish_a_draft_that_is_not_his(evaluasi, penilai, kepala):
    rates(evaluasi, penilai, hasil=Rating.DI_ATAS)
    rates(evaluasi, kepala, at=LEWAT, perilaku=Rating.SESUAI)
    row = now(evaluasi)
    assert (row.predikat, row.rating_hasil) == ("", "")
    both(evaluasi, penilai, at=LEWAT)
    assert now(evaluasi).dinilai_sebagai == SebagaiPenilai.PENILAI


# --- Taking it back --------------------------------------------------------------------------------------------------


def test_taking_back_opens_the_filling_and_keeps_the_ratings_as_a_draft(evaluasi, penilai, staf):
    both(evaluasi, penilai)
    take_back(evaluasi=now(evaluasi), by=penilai, at=SAAT, versi=None, alasan="Realisasi belum lengkap")
    row = now(evaluasi)
    assert (row.status, row.predikat, row.isi, row.rating_hasil) == (StatusEvaluasi.TERBUKA, "", None, Rating.SESUAI)
    last = RiwayatEvaluasi.objects.latest("pk")
    assert (last.aksi, last.catatan) == (ActionEvaluasi.BATAL, "Realisasi belum lengkap")
    assert Pemberitahuan.objects.get().penerima == staf
    with pytest.raises(IllegalTransition, match="belum dinilai"):
        take_back(evaluasi=now(evaluasi), by=penilai, at=SAAT, versi=None, alasan="Lagi")
    rates(evaluasi, penilai, perilaku=Rating.SESUAI)
    assert now(evaluasi).status == StatusEvaluasi.DINILAI


def test_taking_back_asks_for_the_reason(as_user, evaluasi, penilai):
    both(evaluasi, penilai)
    answer = send(as_user(penilai), evaluasi, "batal_nilai", alasan=" ")
    assert "Alasan: " in answer.content.decode()
    assert now(evaluasi).predikat
    assert send(as_user(penilai), evaluasi, "batal_nilai", alasan="Keliru", versi="9" * 5000).status_code == 200
    assert not now(evaluasi).predikat


@pytest.mark.parametrize("who", ["kepala", "sekda", "admin"])
def test_others_take_nothing_back(evaluasi, penilai, org, who):
    both(evaluasi, penilai)
    with pytest.raises((NotAllowed, IllegalTransition)):
        take_back(evaluasi=now(evaluasi), by=getattr(org, who), at=SAAT, versi=None, alasan="x")


# --- Feedback --------------------------------------------------------------------------------------------------------


def feedback(evaluasi, by, *, token=None, teks="Pertahankan", **target):
    target = target or {"perilaku": "akuntabel"}
    return add_feedback(evaluasi=now(evaluasi), by=by, at=SAAT, token=token or uuid.uuid4(), teks=teks, **target)


def test_feedback_is_given_once_and_told_once(evaluasi, penilai, staf):
    token = uuid.uuid4()
    assert feedback(evaluasi, penilai, token=token) == feedback(evaluasi, penilai, token=token)
    feedback(evaluasi, penilai, rhk=evaluasi.skp.rhk.get().pk)
    assert UmpanBalik.objects.count() == 2
    assert list(Pemberitahuan.objects.values_list("penerima", flat=True)) == [staf.pk]


@pytest.mark.parametrize("target", [{"perilaku": "rajin"}, {"rhk": 0}, {"perilaku": ""}])
def test_feedback_is_on_something_of_the_skp(evaluasi, penilai, target):
    with pytest.raises(Refused, match="Pilih rencana hasil kerja"):
        feedback(evaluasi, penilai, **target)


def test_words_are_changed_by_who_wrote_them(evaluasi, penilai, rekan, org):
    plt_of(org.bidang, rekan)
    row = feedback(evaluasi, penilai)
    with pytest.raises(NotAllowed, match="ditulis oleh Penilai"):
        change_feedback(umpan_balik=row, by=rekan, at=SAAT, versi=1, teks="Bukan")
    change_feedback(umpan_balik=row, by=penilai, at=SAAT, versi=1, teks="Lebih cepat")
    with pytest.raises(Conflict):
        change_feedback(umpan_balik=row, by=penilai, at=SAAT, versi=1, teks="Usang")
    delete_feedback(umpan_balik=row, by=penilai, at=SAAT)
    with pytest.raises(Conflict, match="sudah dihapus"):
        delete_feedback(umpan_balik=row, by=penilai, at=SAAT)


def test_the_penilai_gives_feedback_by_the_pages(as_user, evaluasi, penilai):
    client = as_user(penilai)
    send(client, evaluasi, "umpan_balik_tambah", token=uuid.uuid4(), bagian="perilaku-loyal", teks="Teladan")
    row = UmpanBalik.objects.get()
    html = page(client, evaluasi).content.decode()
    assert "Teladan" in html
    assert reverse("penilaian:umpan_balik_ubah", args=[row.pk]) in html
    bad = send(client, evaluasi, "umpan_balik_tambah", token=uuid.uuid4(), bagian="rhk-999999", teks="Ketikan saya")
    assert "Ketikan saya" in bad.content.decode()
    client.post(reverse("penilaian:umpan_balik_ubah", args=[row.pk]), {"versi": 1, "teks": "Teladan sekali"})
    assert UmpanBalik.objects.get().teks == "Teladan sekali"
    client.post(reverse("penilaian:umpan_balik_hapus", args=[row.pk]))
    assert not UmpanBalik.objects.exists()


# --- The page --------------------------------------------------------------------------------------------------------


def test_rating_by_the_pages_with_next(as_user, evaluasi, penilai, rekan):
    client = as_user(penilai)
    other = make_skp(rekan, penilai=penilai)
    send(client, evaluasi, "nilai_hasil", rating_hasil="di_atas")
    answer = send(client, evaluasi, "nilai_perilaku", rating_perilaku="di_atas", lanjut="berikutnya")
    assert now(evaluasi).predikat == Predikat.SANGAT_BAIK
    assert answer.request["PATH_INFO"] == reverse("penilaian:feedback", args=[other.pk, evaluasi.periode_id])
    assert "Sangat Baik" in answer.content.decode()
    make_rated(other, evaluasi.periode)
    last = send(client, evaluasi, "catatan_evaluasi", catatan="Baik sekali", lanjut="berikutnya")
    assert last.request["PATH_INFO"] == reverse("penilaian:bawahan_list")
    assert now(evaluasi).catatan == "Baik sekali"


def test_a_stale_form_shows_both_values(as_user, evaluasi, penilai):
    both(evaluasi, penilai)
    answer = send(as_user(penilai), evaluasi, "nilai_hasil", rating_hasil="di_bawah", versi=1)
    assert answer.status_code == 409
    html = answer.content.decode()
    assert "penilaian terakhir oleh Penilai" in html
    assert "Tersimpan sekarang: Sesuai Ekspektasi" in html
    assert now(evaluasi).rating_hasil == Rating.SESUAI


def test_nonsense_is_no_rating(as_user, evaluasi, penilai):
    assert send(as_user(penilai), evaluasi, "nilai_hasil", rating_hasil="hebat").status_code == 200
    assert now(evaluasi).rating_hasil == ""


def test_the_note_alone_is_no_step(evaluasi, penilai):
    write_note(evaluasi=now(evaluasi), by=penilai, at=SAAT, versi=None, catatan="Ikut diklat")
    write_note(evaluasi=now(evaluasi), by=penilai, at=SAAT, versi=None, catatan="Ikut diklat")
    assert (now(evaluasi).catatan, now(evaluasi).versi) == ("Ikut diklat", 2)
    assert not RiwayatEvaluasi.objects.exists()


def test_reading_it_is_logged(as_user, evaluasi, penilai):
    page(as_user(penilai), evaluasi)
    assert JejakBaca.objects.get().pembaca == penilai


def test_the_picture_follows_what_is_being_chosen(as_user, evaluasi, penilai):
    answer = page(as_user(penilai), evaluasi, "feedback_gambar", "?rating_hasil=di_atas&rating_perilaku=di_atas")
    assert answer.context["kuadran"].predikat == Predikat.SANGAT_BAIK
    assert answer.context["andai"]
    assert answer.context["kurva"].jumlah[Predikat.SANGAT_BAIK] == 1
    assert answer.context["kurva_sekarang"].jumlah[Predikat.SANGAT_BAIK] == 0
    assert not page(as_user(penilai), evaluasi, "feedback_gambar", "?rating_hasil=hebat").context["kuadran"].predikat
    assert now(evaluasi).rating_hasil == ""


def test_the_kuadran_has_the_best_in_the_upper_right_corner():
    matrix = kuadran("di_atas", "di_atas")
    best = matrix.baris[0][1][-1]
    assert (best.predikat, best.dipilih) == (Predikat.SANGAT_BAIK, True)
    assert sum(cell.dipilih for _, cells in matrix.baris for cell in cells) == 1
    assert kuadran("sesuai", "").predikat is None


# --- Penilaian Bawahan -----------------------------------------------------------------------------------------------


def listed(client, query=""):
    return client.get(f"{reverse('penilaian:bawahan_list')}?{query}")


def names(answer):
    return [(row.pegawai.nama, row.kesiapan or row.status) for row in answer.context["page_obj"]]


def test_everybody_with_what_is_ready(as_user, evaluasi, penilai, rekan):
    make_indikator(make_rhk(make_skp(rekan, penilai=penilai)))
    answer = listed(as_user(penilai))
    assert names(answer) == [("Fungsional", TANPA_SKP), ("Rekan", BELUM_SIAP), ("Staf", SIAP)]
    tiles = {tile["label"]: tile["value"] for tile in answer.context["tiles"]}
    assert tiles == {"Siap dinilai": 1, "Belum siap": 1, "Terlambat": 0, "Dinilai": 0, "Sudah diserahkan": 0}
    assert names(listed(as_user(penilai), "kesiapan=siap")) == [("Staf", SIAP)]
    assert names(listed(as_user(penilai), f"cari={rekan.nip}")) == [("Rekan", BELUM_SIAP)]
    assert names(listed(as_user(penilai), "status=DINILAI")) == []
    both(evaluasi, penilai)
    assert names(listed(as_user(penilai), "status=DINILAI")) == [("Staf", "DINILAI")]


@pytest.mark.parametrize("urut", ["", "unit", "status", "kesiapan", "predikat", "acak"])
def test_it_is_sorted_as_asked(as_user, evaluasi, penilai, rekan, urut):
    make_rated(make_skp(rekan, penilai=penilai), evaluasi.periode)
    assert len(names(listed(as_user(penilai), f"urut={urut}"))) == 3


def test_of_a_draft_only_that_it_exists(as_user, penilai, staf, periode):
    skp = make_skp(staf, penilai=penilai, status=Status.DRAFT)
    make_rhk(skp, "Rancangan rahasia")
    html = listed(as_user(penilai)).content.decode()
    assert "rahasia" not in html
    assert "Draft hanya dapat dibuka pemiliknya." in html
    assert as_user(penilai).get(reverse("penilaian:feedback", args=[skp.pk, periode.pk])).status_code == 404


def test_the_superior_finds_whom_a_late_penilai_left(as_user, evaluasi, kepala, penilai, hari_ini):
    make_evaluasi(make_skp(penilai, penilai=kepala), evaluasi.periode)
    period = f"periode={evaluasi.periode_id}"
    assert listed(as_user(kepala), period).context["jumlah_terlambat"] == 0
    hari_ini.move_to(LEWAT)
    assert ("Penilai", TERLAMBAT) in names(listed(as_user(kepala), period))
    assert ("Staf", TERLAMBAT) in names(listed(as_user(penilai), period))
    late = listed(as_user(kepala), f"{period}&bagian=terlambat")
    assert names(late) == [("Staf", TERLAMBAT)]
    assert "Terlambat dinilai, dapat Anda nilai (1)" in late.content.decode()
    both(evaluasi, kepala, at=LEWAT)
    assert names(listed(as_user(kepala), f"{period}&bagian=terlambat")) == [("Staf", "DINILAI")]


@pytest.mark.parametrize(
    ("day", "nama"),
    [
        (date(2026, 1, 15), "Triwulan I"),
        (date(2026, 3, 10), "Triwulan I"),
        (date(2026, 4, 20), "Triwulan I"),
        (date(2026, 5, 5), "Triwulan II"),
        (date(2026, 12, 5), "Triwulan IV"),
        (date(2027, 1, 20), "Triwulan IV"),
        (date(2027, 3, 1), "Akhir Tahun"),
    ],
)
def test_the_period_whose_turn_it_is(org, periode, day, nama):
    rows = list(type(periode).objects.filter(instansi=org.instansi))
    assert current_periode(rows, day).nama == nama


@pytest.mark.parametrize(
    ("day", "names"),
    [
        (
            date(2026, 5, 5),
            ["Triwulan II", "Akhir Tahun", "Triwulan I", "Triwulan III", "Triwulan IV"],
        ),
        (
            date(2026, 7, 20),
            ["Triwulan II", "Akhir Tahun", "Triwulan III", "Triwulan I", "Triwulan IV"],
        ),
        (
            date(2027, 1, 20),
            ["Triwulan IV", "Akhir Tahun", "Triwulan III", "Triwulan II", "Triwulan I"],
        ),
    ],
)
def test_the_period_whose_turn_it_is_stands_first_those_to_come_last(as_user, penilai, periode, hari_ini, day, names):
    hari_ini.move_to(wib(day.year, day.month, day.day))
    form = listed(as_user(penilai)).context["form"]
    assert [label.rpartition(" ")[0] for _pk, label in form.fields["periode"].choices] == names
    assert dict(form.fields["periode"].choices)[form["periode"].value()].startswith(names[0])


@pytest.mark.parametrize("query", ["periode=999999", "periode=x", "page=99", "entri=7", "kesiapan=?", "bagian=lain"])
def test_nonsense_in_the_address_is_left_out(as_user, evaluasi, penilai, query):
    assert listed(as_user(penilai), query).status_code == 200


def test_without_a_period_there_is_nothing_to_rate(as_user, penilai):
    assert "belum mempunyai periode evaluasi" in listed(as_user(penilai)).content.decode()
    assert as_user(penilai).get(reverse("penilaian:bawahan_ekspor")).status_code == 404


def test_the_list_as_excel(as_user, evaluasi, penilai):
    both(evaluasi, penilai, Rating.DI_ATAS)
    answer = as_user(penilai).get(reverse("penilaian:bawahan_ekspor"))
    rows = list(load_workbook(io.BytesIO(answer.content)).active.values)
    assert rows[0][:3] == ("No.", "NIP", "Nama")
    assert "Baik" in next(row for row in rows if row[2] == "Staf")


@pytest.fixture
def crowd(org, penilai, periode):
    def make(number):
        for serial in range(number):
            person = make_pegawai(f"Pegawai {serial}", unit=org.bidang, jabatan=org.staf.jabatan)
            row = make_evaluasi(make_skp(person, penilai=penilai), periode)
            make_indikator(make_rhk(row.skp))
            feedback(row, penilai)

    return make


@pytest.mark.parametrize("number", [1, 30])
def test_queries_of_the_list(as_user, penilai, crowd, django_assert_num_queries, number):
    crowd(number)
    client = as_user(penilai)
    listed(client)
    with django_assert_num_queries(23):
        listed(client)


@pytest.mark.parametrize("number", [1, 30])
def test_queries_of_the_page(as_user, penilai, evaluasi, crowd, django_assert_num_queries, number):
    crowd(number)
    for serial in range(number):
        make_indikator(make_rhk(evaluasi.skp, f"RHK {serial}"))
        feedback(evaluasi, penilai, teks=f"Teks {serial}")
    client = as_user(penilai)
    page(client, evaluasi)
    with django_assert_num_queries(27):
        page(client, evaluasi)


# --- What waits ------------------------------------------------------------------------------------------------------


def waits(user, day):
    return [
        (row.periode.nama, row.bawahan, row.terlambat) for row in waiting_to_rate(user, acting_ids(user), today=day)
    ]


def test_what_waits_for_a_rating(evaluasi, penilai, kepala):
    make_skp(penilai, penilai=kepala)
    assert waits(penilai, date(2026, 2, 28)) == []
    assert waits(penilai, date(2026, 3, 1)) == [("Triwulan I", 1, 0)]
    assert waits(kepala, date(2026, 3, 1)) == [("Triwulan I", 1, 0)]
    assert waits(kepala, date(2026, 5, 2)) == [("Triwulan I", 1, 1)]
    both(evaluasi, penilai)
    assert waits(penilai, date(2026, 3, 10)) == []
    assert waits(kepala, date(2026, 5, 2)) == [("Triwulan I", 1, 0)]


def test_the_front_page_says_so(as_user, evaluasi, penilai):
    html = as_user(penilai).get("/").content.decode()
    assert "Beri penilaian Triwulan I 2026 kepada 1 bawahan" in html
    assert f"{reverse('penilaian:bawahan_list')}?periode={evaluasi.periode_id}" in html


def test_an_instansi_without_periods_is_not_asked(as_user, evaluasi, penilai, org):
    org.instansi.evaluasi_periodik = False
    org.instansi.save()
    assert "Beri penilaian" not in as_user(penilai).get("/").content.decode()


def test_both_ratings_come_with_either_ok(as_user, evaluasi, penilai):
    send(as_user(penilai), evaluasi, "nilai_perilaku", rating_perilaku="sesuai", rating_hasil="di_bawah")
    assert now(evaluasi).predikat == Predikat.BUTUH_PERBAIKAN
