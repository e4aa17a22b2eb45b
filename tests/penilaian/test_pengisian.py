"""What the owner fills in for a period: rencana aksi, realisasi, eviden, self-rating; who reads it, and until when."""

import uuid
from datetime import date
from types import SimpleNamespace

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ekinerja.errors import Conflict, NotAllowed, Refused, TooLate
from kegiatan.models import Bukti, JenisBukti, Realisasi
from kegiatan.services.bukti import discard_unused
from organisasi.deadlines import DeadlineCalendar
from organisasi.models import Dispensasi, Langkah
from penilaian.lembar import sheet
from penilaian.models import Evaluasi, Eviden, JejakBaca, PenilaianKualitas, RencanaAksi
from penilaian.pengisian import counted_evaluasi, to_fill
from penilaian.scoring.permenpanrb_6_2022 import Rating
from penilaian.services import pengisian as services
from penilaian.services.pengisian import IsiRealisasi, SumberEviden
from penilaian.tawaran import measured_figures, plan_offers
from penilaian.workflow import StatusEvaluasi
from skp.models import Skp, Tahapan
from skp.services.indikator import add_indikator, delete_indikator
from skp.services.rhk import change_rhk, delete_rhk
from skp.workflow import Status
from tests.factories import (
    make_bulanan,
    make_evaluasi,
    make_indikator,
    make_kegiatan,
    make_periode,
    make_rated,
    make_rhk,
    make_skp,
    make_target,
    wib,
)

NOW = wib(2026, 3, 10)
LAST_MOMENT = wib(2026, 4, 10, 23, 59)
TOO_LATE = wib(2026, 4, 11, 0, 0)
LINK = "https://drive.google.com/file/d/1"


@pytest.fixture
def isi(staf, penilai) -> SimpleNamespace:
    """An approved SKP with one measured RHK, and nothing written yet for Triwulan I."""
    skp = make_skp(staf, penilai=penilai)
    rhk = make_rhk(skp)
    periode = make_periode(skp.instansi)
    skp = Skp.objects.for_paper().get(pk=skp.pk)
    return SimpleNamespace(
        skp=skp, rhk=rhk, periode=periode, evaluasi=Evaluasi(skp=skp, periode=periode), line=(rhk.pk, "KUANTITAS")
    )


def url(name, isi, *rest):
    return reverse(f"penilaian:{name}", args=[isi.skp.pk, isi.periode.pk, *rest])


def stored(isi) -> Evaluasi:
    return Evaluasi.objects.for_detail().get(skp=isi.skp, periode=isi.periode)


def plan(isi, by, at=NOW, uraian="Mengumpulkan data", token=None, rhk=None):
    return services.add_rencana_aksi(
        evaluasi=isi.evaluasi,
        rhk=rhk or isi.rhk.pk,
        by=by,
        at=at,
        token=token or uuid.uuid4(),
        uraian=uraian,
        target="",
    )


def reach(isi, by, at=NOW, versi=0, **texts):
    empty = {kode: IsiRealisasi("", "") for kode in ("KUANTITAS", "KUALITAS", "WAKTU")}
    given = {kode: IsiRealisasi(text, "Bagian Keuangan") for kode, text in texts.items()}
    return services.save_realisasi_periode(
        evaluasi=isi.evaluasi, rhk=isi.rhk.pk, isi=empty | given, versi=versi, by=by, at=at
    )


def show(isi, by, at=NOW, token=None, ukuran=None, **sumber):
    return services.add_eviden(
        evaluasi=isi.evaluasi,
        by=by,
        at=at,
        token=token or uuid.uuid4(),
        nama="Laporan Maret",
        sumber=SumberEviden(**(sumber or {"tautan": LINK})),
        ukuran=[isi.line] if ukuran is None else ukuran,
    )


def rate_oneself(isi, by, at=NOW, versi=1):
    return services.rate_oneself(
        evaluasi=isi.evaluasi, by=by, at=at, versi=versi, hasil="sesuai", perilaku="di_atas", catatan="Sudah selesai"
    )


def make_file(owner, nama="laporan.pdf"):
    bukti = Bukti(pemilik=owner, jenis=JenisBukti.BERKAS, nama=nama, tipe="application/pdf", ukuran=5, sha256="0" * 64)
    bukti.berkas.save(nama, ContentFile(b"%PDF-"))
    bukti.save()
    return bukti


def queries(client, address) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


WRITES = {
    "rencana aksi": plan,
    "ambil": lambda isi, by, at: services.take_rencana_aksi(evaluasi=isi.evaluasi, kode=["x"], by=by, at=at),
    "realisasi": lambda isi, by, at: reach(isi, by, at, KUANTITAS="3 laporan"),
    "isi semua": lambda isi, by, at: services.fill_measured(evaluasi=isi.evaluasi, by=by, at=at),
    "eviden": show,
    "penilaian diri": rate_oneself,
}


@pytest.fixture(params=WRITES, ids=WRITES.keys())
def write(request, isi):
    isi.skp.instansi.penilaian_diri = True
    isi.skp.instansi.save()
    return WRITES[request.param]


# --- Who and when -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["penilai", "kepala", "admin", "super_admin", "rekan"])
def test_nobody_but_the_owner_fills_in(write, isi, org, who):
    with pytest.raises(NotAllowed, match="Hanya pemilik SKP"):
        write(isi, getattr(org, who), NOW)
    assert not Evaluasi.objects.exists()


def test_it_is_filled_in_until_the_end_of_the_last_day(write, isi, staf):
    with pytest.raises(TooLate, match="10 April 2026"):
        write(isi, staf, TOO_LATE)
    write(isi, staf, LAST_MOMENT)


def test_a_dispensasi_opens_it_again(write, isi, staf, admin):
    Dispensasi.objects.create(
        instansi=staf.instansi, pegawai=staf, langkah=Langkah.EVALUASI_PENGISIAN, untuk_mulai=date(2026, 1, 1),
        untuk_selesai=date(2026, 3, 31), dibuka_sampai=date(2026, 4, 30), alasan="Sakit", diberikan_oleh=admin,
    )  # fmt: skip
    write(isi, staf, TOO_LATE)


def test_what_is_rated_is_not_filled_in_any_more(write, isi, staf):
    make_rated(isi.skp, isi.periode)
    with pytest.raises(Refused, match="sudah dinilai"):
        write(isi, staf, NOW)


def test_a_closed_period_is_not_filled_in(write, isi, staf, admin):
    type(isi.periode).objects.filter(pk=isi.periode.pk).update(ditutup_pada=NOW, ditutup_oleh=admin)
    isi.periode.refresh_from_db()
    with pytest.raises(Refused, match="sudah ditutup"):
        write(isi, staf, NOW)


def test_an_skp_that_is_not_approved_is_not_filled_in(write, isi, staf):
    Skp.objects.filter(pk=isi.skp.pk).update(status=Status.DIAJUKAN)
    with pytest.raises(Refused, match="belum disetujui"):
        write(isi, staf, NOW)


# --- Rencana aksi -----------------------------------------------------------------------------------------------------


def test_rencana_aksi_is_added_once_for_one_form(isi, staf):
    token = uuid.uuid4()
    first = plan(isi, staf, token=token)
    assert plan(isi, staf, token=token) == first
    assert plan(isi, staf, uraian="Menyusun laporan").urutan == first.urutan + 1


def test_rencana_aksi_for_an_rhk_of_another_skp_is_refused(isi, staf, rekan, penilai):
    other = make_rhk(make_skp(rekan, penilai=penilai))
    with pytest.raises(Conflict, match="sudah tidak ada"):
        plan(isi, staf, rhk=other.pk)


def test_an_older_form_never_overwrites_a_rencana_aksi(isi, staf):
    row = plan(isi, staf)
    row.evaluasi = stored(isi)
    services.change_rencana_aksi(rencana=row, by=staf, at=NOW, versi=1, uraian="Pertama", target="")
    with pytest.raises(Conflict):
        services.change_rencana_aksi(rencana=row, by=staf, at=NOW, versi=1, uraian="Kedua", target="")


def test_rencana_aksi_changes_places_within_its_rhk(isi, staf):
    first, second = plan(isi, staf, uraian="Satu"), plan(isi, staf, uraian="Dua")
    second.evaluasi = stored(isi)
    for _ in range(2):
        services.move_rencana_aksi(rencana=second, by=staf, at=NOW, up=True)
    assert list(RencanaAksi.objects.values_list("uraian", flat=True)) == ["Dua", "Satu"]
    assert first.pk != second.pk


def test_deleting_a_rencana_aksi_twice_changes_nothing(isi, staf):
    row = plan(isi, staf)
    row.evaluasi = stored(isi)
    services.delete_rencana_aksi(rencana=row, by=staf, at=NOW)
    versi = stored(isi).versi
    services.delete_rencana_aksi(rencana=row, by=staf, at=NOW)
    assert stored(isi).versi == versi


def test_the_months_offer_their_targets_and_tahapan_once(isi, staf):
    for bulan in (1, 2, 4):
        target = make_target(make_bulanan(isi.skp, bulan), isi.rhk, uraian="Laporan bulanan", status_tahapan=True)
        Tahapan.objects.create(target=target, urutan=1, uraian="Verifikasi SPJ")
    offers = plan_offers(isi.evaluasi)
    assert [(offer.uraian, offer.target, offer.sumber) for offer in offers] == [
        ("Laporan bulanan", "1 laporan", "SKP Bulanan Januari 2026"),
        ("Verifikasi SPJ", "", "Tahapan, SKP Bulanan Januari 2026"),
        ("Laporan bulanan", "1 laporan", "SKP Bulanan Februari 2026"),
    ]
    kode = [offer.kode for offer in offers]
    assert services.take_rencana_aksi(evaluasi=isi.evaluasi, kode=kode, by=staf, at=NOW) == 3
    assert services.take_rencana_aksi(evaluasi=isi.evaluasi, kode=kode, by=staf, at=NOW) == 0
    assert all(offer.diambil for offer in plan_offers(stored(isi)))
    assert set(RencanaAksi.objects.values_list("asal__skp_bulanan__bulan", flat=True)) == {1, 2, None}


def test_the_period_before_offers_its_rencana_aksi(isi, staf):
    plan(isi, staf, uraian="Mengumpulkan data")
    later = Evaluasi(skp=isi.skp, periode=make_periode(isi.skp.instansi, "Triwulan II"))
    (offer,) = plan_offers(later)
    assert (offer.uraian, offer.sumber) == ("Mengumpulkan data", "Triwulan I 2026")
    assert services.take_rencana_aksi(evaluasi=later, kode=[offer.kode], by=staf, at=NOW) == 1


# --- Realisasi --------------------------------------------------------------------------------------------------------


def test_realisasi_is_written_by_line_and_emptied_again(isi, staf):
    reach(isi, staf, KUANTITAS="3 laporan", WAKTU="5 hari")
    (row,) = sheet(stored(isi)).hasil
    assert [line.realisasi for line in row.ukuran] == ["3 laporan", "", "5 hari"]
    reach(isi, staf, versi=services.version_of(row), WAKTU="6 hari")
    (row,) = sheet(stored(isi)).hasil
    assert [line.realisasi for line in row.ukuran] == ["", "", "6 hari"]


def test_an_older_form_never_overwrites_realisasi(isi, staf):
    reach(isi, staf, KUANTITAS="3 laporan")
    with pytest.raises(Conflict, match="sudah diubah"):
        reach(isi, staf, KUANTITAS="4 laporan")


def test_two_tabs_on_the_realisasi_page_show_both_values(isi, staf, as_user):
    client, address = as_user(staf), url("realisasi_evaluasi", isi, isi.rhk.pk)
    reach(isi, staf, KUANTITAS="3 laporan")
    response = client.post(address, {"versi": 0, "realisasi-KUANTITAS": "4 laporan"})
    page = response.content.decode()
    assert response.status_code == 409
    assert "Tersimpan sekarang: 3 laporan" in page
    assert "4 laporan" in page


def test_a_late_form_keeps_what_was_typed(isi, staf, as_user, hari_ini):
    hari_ini.move_to(TOO_LATE)
    client = as_user(staf)
    address = url("realisasi_evaluasi", isi, isi.rhk.pk)
    response = client.post(address, {"versi": 0, "realisasi-KUANTITAS": "Tiga laporan"})
    assert response.status_code == 409
    assert "Batas waktu sudah lewat" in response.content.decode()
    assert "Tiga laporan" in response.content.decode()


def test_a_source_without_realisasi_is_asked_back(isi, staf, as_user):
    address = url("realisasi_evaluasi", isi, isi.rhk.pk)
    page = as_user(staf).post(address, {"versi": 0, "sumber-KUANTITAS": "Bagian Keuangan"}).content.decode()
    assert "Isi realisasinya" in page


@pytest.fixture
def terukur(isi, staf, penilai) -> SimpleNamespace:
    """Three reports in January to March, two marks, one month without realisasi waktu."""
    for bulan in (1, 2, 3):
        target = make_target(make_bulanan(isi.skp, bulan), isi.rhk)
        make_kegiatan(staf, target=target, tanggal=date(2026, bulan, 5))
        if bulan < 3:
            PenilaianKualitas.objects.create(
                target=target, nilai=80 + 5 * bulan, rata_rata=90, minimum=76, maksimum=100, penilai=penilai,
                dinilai_pada=NOW,
            )  # fmt: skip
            Realisasi.objects.create(target=target, waktu=5, diisi_oleh=staf)
    return isi


def test_the_measured_months_say_what_was_reached(terukur):
    figures = measured_figures(terukur.evaluasi, sheet(terukur.evaluasi))
    rhk = terukur.rhk.pk
    assert {kode: figure.realisasi for (_, kode), figure in figures.items()} == {
        "KUANTITAS": "3 laporan dari target 3 (Januari–Maret 2026)",
        "KUALITAS": "Rata-rata nilai kualitas 87,5 (Januari–Maret 2026)",
        "WAKTU": "10 Hari dari target 10 Hari (Januari–Maret 2026)",
    }
    assert figures[rhk, "KUANTITAS"].sumber_data == "SKP Bulanan Januari–Maret 2026"


def test_what_was_typed_is_never_overwritten_by_the_months(terukur, staf):
    reach(terukur, staf, KUANTITAS="Empat laporan")
    assert services.fill_measured(evaluasi=terukur.evaluasi, by=staf, at=NOW) == 2
    assert services.fill_measured(evaluasi=terukur.evaluasi, by=staf, at=NOW) == 0
    assert sheet(stored(terukur)).hasil[0].ukuran[0].realisasi == "Empat laporan"


def test_the_form_offers_the_measured_figures_where_nothing_was_typed(terukur, staf, as_user):
    reach(terukur, staf, KUANTITAS="Empat laporan")
    page = as_user(staf).get(url("realisasi_evaluasi", terukur, terukur.rhk.pk)).content.decode()
    assert "Empat laporan" in page
    assert "3 laporan dari target 3" not in page
    assert "Rata-rata nilai kualitas 87,5" in page


def test_an_own_indikator_is_offered_the_figure_of_its_aspek(terukur):
    row = make_indikator(terukur.rhk, "Laporan keuangan yang diterima", aspek="KUANTITAS")
    figures = measured_figures(terukur.evaluasi, sheet(terukur.evaluasi))
    assert (terukur.rhk.pk, str(row.pk)) in figures


def test_an_instansi_that_does_not_measure_offers_nothing(terukur):
    terukur.skp.instansi.pengukuran_bulanan = False
    assert measured_figures(terukur.evaluasi, sheet(terukur.evaluasi)) == {}


# --- Eviden -----------------------------------------------------------------------------------------------------------


def test_one_bukti_speaks_for_several_lines_once(isi, staf):
    token = uuid.uuid4()
    lines = [(isi.rhk.pk, "KUANTITAS"), (isi.rhk.pk, "WAKTU")]
    eviden = show(isi, staf, token=token, ukuran=lines)
    assert show(isi, staf, token=token, ukuran=lines) == eviden
    (row,) = sheet(stored(isi)).hasil
    assert [bool(line.eviden) for line in row.ukuran] == [True, False, True]
    assert len(row.eviden) == 1


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://contoh.go.id/x",
        "https://contoh.go.id/a b",
        "https://admin:rahasia@contoh.go.id/",
        "https://drive.google.com@jahat.example.com/",
        "http://127.0.0.1/",
        "http://localhost/",
    ],
)
def test_a_link_that_is_none_is_refused_with_the_reason(isi, staf, as_user, link):
    data = {"token": uuid.uuid4(), "nama": "Bukti", "tautan": link, "ukuran": f"{isi.rhk.pk}:KUANTITAS"}
    page = as_user(staf).post(url("eviden_tambah", isi), data).content.decode()
    assert "Tautan “" in page
    assert "Bukti" in page
    assert not Eviden.objects.exists()


def test_eviden_is_added_and_changed_on_its_form(isi, staf, as_user):
    client = as_user(staf)
    line = f"{isi.rhk.pk}:KUANTITAS"
    client.post(url("eviden_tambah", isi), {"token": uuid.uuid4(), "nama": "Laporan", "tautan": LINK, "ukuran": [line]})
    eviden = Eviden.objects.get()
    change = {"versi": 1, "nama": "Laporan Maret", "ukuran": [f"{isi.rhk.pk}:WAKTU"]}
    assert client.post(reverse("penilaian:eviden_ubah", args=[eviden.pk]), change).status_code == 302
    assert client.post(reverse("penilaian:eviden_ubah", args=[eviden.pk]), change).status_code == 409
    eviden.refresh_from_db()
    assert (eviden.nama, eviden.bukti.tautan) == ("Laporan Maret", LINK)
    assert [line.aspek for line in eviden.ukuran.all()] == ["WAKTU"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ({"nama": "Bukti"}, "Centang sedikitnya satu indikator"),
        ({"nama": "Bukti", "ukuran": "1:KUANTITAS"}, "sudah tidak ada pada SKP"),
        ({"nama": "Bukti", "ukuran": "benar"}, "Pilih berkas, tuliskan tautan"),
        ({"nama": "Bukti", "ukuran": "benar", "tautan": LINK, "bukti": "milik"}, "Pilih satu saja"),
        ({"nama": "Bukti", "ukuran": "benar", "bukti": "orang lain"}, "Pilih bukti milik Anda sendiri"),
        ({"nama": "\u200b", "ukuran": "benar", "tautan": LINK}, "Bidang ini tidak boleh kosong"),
    ],
)
def test_eviden_without_what_it_needs_is_asked_back(isi, staf, rekan, as_user, data, reason):
    named = {"benar": f"{isi.rhk.pk}:KUANTITAS", "milik": make_file(staf).pk, "orang lain": make_file(rekan).pk}
    sent = {name: named.get(value, value) for name, value in data.items()}
    response = as_user(staf).post(url("eviden_tambah", isi), {"token": uuid.uuid4(), **sent})
    assert reason in response.content.decode()
    assert not Eviden.objects.exists()


def test_an_uploaded_file_is_opened_before_it_is_kept(isi, staf, as_user):
    data = {"token": uuid.uuid4(), "nama": "Bukti", "ukuran": f"{isi.rhk.pk}:KUANTITAS"}
    page = as_user(staf).post(
        url("eviden_tambah", isi), {**data, "berkas": SimpleUploadedFile("a.pdf", b"bukan pdf")}
    ).content.decode()  # fmt: skip
    assert "isinya bukan PDF" in page
    assert not Bukti.objects.exists()


def test_a_bukti_is_searched_by_the_activities_of_the_days_it_is_offered_for(isi, staf, as_user):
    Skp.objects.filter(pk=isi.skp.pk).update(periode_mulai=date(2026, 2, 1))
    bukti = make_file(staf)
    make_kegiatan(staf, uraian="Verifikasi SPJ").bukti.add(bukti)
    make_kegiatan(staf, tanggal=date(2026, 1, 8), uraian="Sebelum SKP ini").bukti.add(bukti)
    client = as_user(staf)
    for words, found in (("verifikasi", True), ("sebelum", False)):
        page = client.get(url("eviden_pilih", isi), {"cari": words}).content.decode()
        assert ("laporan.pdf" in page) is found


def test_a_bukti_of_a_daily_activity_is_picked_and_stays_there(isi, staf, as_user):
    bukti = make_file(staf)
    make_kegiatan(staf, uraian="Verifikasi SPJ").bukti.add(bukti)
    make_kegiatan(staf, tanggal=date(2026, 4, 2), uraian="Bulan lain").bukti.add(make_file(staf, "april.pdf"))
    client = as_user(staf)
    page = client.get(url("eviden_pilih", isi)).content.decode()
    assert "laporan.pdf" in page
    assert "april.pdf" not in page
    assert "laporan.pdf" in client.get(url("eviden_pilih", isi), {"cari": "verifikasi"}).content.decode()
    assert "laporan.pdf" not in client.get(url("eviden_pilih", isi), {"cari": "tidak ada"}).content.decode()
    assert "Dari kegiatan harian" in client.get(f"{url('eviden_tambah', isi)}?bukti={bukti.pk}").content.decode()
    eviden = show(isi, staf, bukti=bukti)
    eviden.evaluasi = stored(isi)
    services.delete_eviden(eviden=eviden, by=staf, at=NOW)
    assert Bukti.objects.filter(pk=bukti.pk).exists()


def test_a_bukti_goes_with_the_last_that_shows_it(isi, staf):
    eviden, other = show(isi, staf), show(isi, staf)
    assert eviden.bukti == other.bukti
    discard_unused([eviden.bukti_id])
    for row in (eviden, other):
        assert Bukti.objects.filter(pk=eviden.bukti_id).exists()
        row.evaluasi = stored(isi)
        services.delete_eviden(eviden=row, by=staf, at=NOW)
    assert not Bukti.objects.exists()


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("staf", 200), ("penilai", 200), ("kepala", 200), ("admin", 200), ("super_admin", 200),
        ("rekan", 404), ("stranger", 404), ("orang_luar", 404), ("admin_luar", 404),
    ],
)  # fmt: skip
def test_the_file_is_handed_to_the_readers_of_the_evaluasi(isi, staf, org, as_user, who, status):
    eviden = show(isi, staf, bukti=make_file(staf))
    response = as_user(getattr(org, who)).get(reverse("penilaian:eviden_berkas", args=[eviden.pk]))
    assert response.status_code == status
    if status == 200:
        assert b"".join(response.streaming_content) == b"%PDF-"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Content-Disposition"].startswith("attachment")


# --- Self-rating and the result ---------------------------------------------------------------------------------------


def test_self_rating_is_only_asked_for_where_the_instansi_wants_it(isi, staf):
    with pytest.raises(Refused, match="tidak memakai penilaian diri"):
        rate_oneself(isi, staf)
    isi.skp.instansi.penilaian_diri = True
    isi.skp.instansi.save()
    own = rate_oneself(isi, staf)
    assert (own.mandiri_hasil, own.mandiri_perilaku, own.rating_hasil, own.predikat) == ("sesuai", "di_atas", "", "")
    with pytest.raises(Conflict):
        rate_oneself(isi, staf)
    rate_oneself(isi, staf, versi=2)


def test_the_owner_sees_the_result_only_after_it_is_handed_over(isi, staf, penilai, as_user):
    rated = make_rated(isi.skp, isi.periode, hasil=Rating.DI_ATAS, perilaku=Rating.DI_ATAS)
    pages = [url("evaluasi", isi), reverse("penilaian:skp", args=[isi.skp.pk])]
    for page in pages:
        assert "Sangat Baik" not in as_user(staf).get(page).content.decode()
        assert "Sangat Baik" in as_user(penilai).get(page).content.decode()
    assert "Penilai sedang menilai" in as_user(staf).get(pages[0]).content.decode()
    Evaluasi.objects.filter(pk=rated.pk).update(
        status=StatusEvaluasi.DISERAHKAN, diserahkan_pada=NOW, batas_keberatan=date(2026, 3, 31)
    )
    for page in pages:
        assert "Sangat Baik" in as_user(staf).get(page).content.decode()


def test_reading_anothers_evaluasi_is_logged_and_ones_own_is_not(isi, staf, penilai, as_user):
    for person in (staf, penilai):
        as_user(person).get(url("evaluasi", isi))
    assert [row.pembaca for row in JejakBaca.objects.filter(periode=isi.periode)] == [penilai]


def test_the_periods_are_named_with_their_state(staf, penilai, as_user):
    skp = make_skp(staf, penilai=penilai, periode_selesai=date(2026, 5, 31))
    make_rhk(skp)
    make_periode(skp.instansi)
    page = as_user(staf).get(reverse("penilaian:skp", args=[skp.pk])).content.decode()
    assert "Giliran Anda: mengisi evaluasi" in page
    assert "Realisasi: 0 dari 3 indikator terisi." in page
    assert "Belum dimulai" in page
    assert page.count("tidak bertemu dengan masa SKP") == 2


def test_the_year_counts_the_last_skp_and_shows_the_earlier_one_beside_it(staf, penilai, as_user):
    first = make_skp(staf, penilai=penilai, periode_selesai=date(2026, 5, 31))
    second = make_skp(staf, penilai=penilai, periode_mulai=date(2026, 6, 1))
    handed = {
        "status": StatusEvaluasi.DITERIMA,
        "diserahkan_pada": NOW,
        "batas_keberatan": date(2026, 3, 31),
    }
    final = make_periode(first.instansi, "Akhir Tahun")
    make_rated(first, final, hasil=Rating.DI_ATAS, perilaku=Rating.DI_ATAS, **handed)
    page = as_user(staf).get(reverse("penilaian:skp", args=[second.pk])).content.decode()
    assert "(predikat tahun ini)" in page
    assert "Sangat Baik" in page


def test_penilaian_leads_to_the_periods_or_to_the_months(isi, staf, as_user, org):
    client = as_user(staf)
    assert client.get(reverse("penilaian:saya")).url == reverse("penilaian:skp", args=[isi.skp.pk])
    assert reverse("penilaian:skp", args=[isi.skp.pk]) in client.get(reverse("skp:tahunan_list")).content.decode()
    org.instansi.evaluasi_periodik = False
    org.instansi.save()
    months = reverse("penilaian:penjelasan_tahun", args=[isi.skp.pk])
    assert client.get(reverse("penilaian:skp", args=[isi.skp.pk])).url == months
    assert months in client.get(reverse("skp:tahunan_list")).content.decode()


def test_the_next_turn_is_named_with_its_day(isi, staf, penilai, as_user, hari_ini):
    assert "Giliran pegawai mengisi evaluasi" in as_user(penilai).get(url("evaluasi", isi)).content.decode()
    hari_ini.move_to(TOO_LATE)
    assert "Giliran Anda: menilai" in as_user(penilai).get(url("evaluasi", isi)).content.decode()
    assert "Giliran pejabat penilai menilai" in as_user(staf).get(url("evaluasi", isi)).content.decode()
    hari_ini.move_to(wib(2026, 5, 2))
    assert "Giliran pejabat penilai atau atasannya menilai" in as_user(staf).get(url("evaluasi", isi)).content.decode()


# --- What others may not take away ------------------------------------------------------------------------------------


@pytest.fixture
def dibuka(isi, staf):
    """Realisasi is written, and the SKP reopened."""
    reach(isi, staf, KUANTITAS="3 laporan")
    Skp.objects.filter(pk=isi.skp.pk).update(status=Status.DIKEMBALIKAN)
    isi.rhk.refresh_from_db()
    isi.rhk.skp.refresh_from_db()
    return isi


def test_an_rhk_with_realisasi_is_not_deleted(dibuka, staf):
    with pytest.raises(Refused, match="sudah dipakai oleh realisasi"):
        delete_rhk(rhk=dibuka.rhk, by=staf)


def test_an_indikator_with_realisasi_is_not_deleted(isi, staf):
    row = make_indikator(isi.rhk, aspek="KUALITAS")
    services.save_realisasi_periode(
        evaluasi=isi.evaluasi,
        rhk=isi.rhk.pk,
        isi={kode: IsiRealisasi("Baik", "") for kode in (str(row.pk), "KUANTITAS", "WAKTU")},
        versi=0,
        by=staf,
        at=NOW,
    )
    Skp.objects.filter(pk=isi.skp.pk).update(status=Status.DIKEMBALIKAN)
    with pytest.raises(Refused, match="sudah dipakai oleh realisasi"):
        delete_indikator(indikator=row, by=staf)


def test_an_indikator_does_not_take_the_place_of_a_measured_line_with_realisasi(dibuka, staf):
    values = {"uraian": "Laporan diterima", "target": "12 laporan", "aspek": "KUANTITAS"}
    with pytest.raises(Refused, match="sudah mempunyai realisasi pada Triwulan I 2026"):
        add_indikator(rhk=dibuka.rhk, by=staf, token=uuid.uuid4(), values=values)
    other = add_indikator(rhk=dibuka.rhk, by=staf, token=uuid.uuid4(), values=values | {"aspek": "KUALITAS"})
    assert other.aspek == "KUALITAS"


def test_a_measured_target_with_realisasi_is_not_taken_away(dibuka, staf):
    values = {
        "target_kuantitas": None, "satuan": None, "target_kualitas": None, "target_waktu": None,
        "uraian": dibuka.rhk.uraian, "status_kegiatan": dibuka.rhk.status_kegiatan,
    }  # fmt: skip
    with pytest.raises(Refused, match="sudah mempunyai realisasi"):
        change_rhk(rhk=dibuka.rhk, by=staf, versi=dibuka.rhk.versi, values=values)


# --- What waits, and what it costs ------------------------------------------------------------------------------------


def test_the_front_page_asks_for_it_from_the_last_month_until_the_limit(isi, staf, as_user, hari_ini):
    def asked(at):
        own = list(Skp.objects.filter(pegawai=staf).select_related("instansi", "jabatan"))
        written = counted_evaluasi(Q(skp__in=own))
        return [
            str(row.periode) for row in to_fill(own, written, DeadlineCalendar(staf), today=at.date(), at=at)
        ]  # fmt: skip

    assert asked(wib(2026, 2, 28)) == []
    assert asked(wib(2026, 3, 1)) == ["Triwulan I 2026"]
    assert asked(LAST_MOMENT) == ["Triwulan I 2026"]
    assert asked(TOO_LATE) == []
    page = as_user(staf).get(reverse("beranda")).content.decode()
    assert "Isi evaluasi Triwulan I 2026" in page
    show(isi, staf)
    reach(isi, staf, KUANTITAS="3", KUALITAS="90", WAKTU="5 hari")
    assert asked(NOW) == []


def test_the_front_page_names_what_was_handed_over(isi, staf, as_user):
    make_rated(
        isi.skp, isi.periode, status=StatusEvaluasi.DISERAHKAN, diserahkan_pada=NOW, batas_keberatan=date(2026, 3, 31)
    )
    assert "Jawab dokumen evaluasi Triwulan I 2026" in as_user(staf).get(reverse("beranda")).content.decode()


@pytest.mark.parametrize("who", ["staf", "penilai"])
def test_every_page_costs_the_same_at_1_and_at_30_rows(isi, staf, org, as_user, who):
    client = as_user(getattr(org, who))
    pages = [reverse("penilaian:skp", args=[isi.skp.pk]), url("evaluasi", isi), url("rencana_aksi", isi)]
    if who == "staf":
        pages += [url("realisasi_evaluasi", isi, isi.rhk.pk), url("rencana_aksi_ambil", isi), url("eviden_pilih", isi)]
        pages += [url("eviden_tambah", isi)]
    make_target(make_bulanan(isi.skp, 1), isi.rhk)
    fill(isi, staf, 1)
    for page in pages:
        client.get(page)
    few = [queries(client, page) for page in pages]
    make_target(make_bulanan(isi.skp, 2), isi.rhk)
    fill(isi, staf, 29)
    assert [queries(client, page) for page in pages] == few


def fill(isi, staf, rows):
    evaluasi = Evaluasi.objects.filter(skp=isi.skp).first() or make_evaluasi(isi.skp, isi.periode)
    for number in range(rows):
        rhk = make_rhk(isi.skp, f"RHK {number}")
        make_indikator(rhk)
        RencanaAksi.objects.create(evaluasi=evaluasi, rhk=rhk, uraian=f"Langkah {number}")
        bukti = make_file(staf)
        make_kegiatan(staf, uraian=f"Kegiatan {number}").bukti.add(bukti)
        eviden = Eviden.objects.create(evaluasi=evaluasi, nama=f"Eviden {number}", bukti=bukti)
        eviden.ukuran.create(rhk=rhk, aspek="WAKTU")


def test_choosing_a_bukti_of_the_activities_loses_nothing_that_was_typed(as_user, isi, staf):
    """There and back, through the search of the list, and back again to a file of one's own."""
    client = as_user(staf)
    [code] = [
        line.nilai for _rhk, lines in client.get(url("eviden_tambah", isi)).context["form"].pilihan() for line in lines
    ][:1]
    typed = {"nama": "Laporan & data 2026", "tautan": "", "ukuran": [code]}
    away = client.post(url("eviden_tambah", isi), {**typed, "ambil": "1"})
    assert away.url.startswith(f"{url('eviden_pilih', isi)}?")
    assert "csrf" not in away.url
    page = client.get(f"{away.url}&cari=laporan")
    bukti = make_file(staf)
    back = f"{url('eviden_tambah', isi)}?bukti={bukti.pk}&{page.context['isian']}"
    form = client.get(back).context["form"]
    assert form["nama"].value() == "Laporan & data 2026"
    assert [line.nilai for _rhk, lines in form.pilihan() for line in lines if line.dicentang] == [code]
    assert form.bukti_dipilih == bukti
    freed = client.post(back, {**typed, "bukti": bukti.pk, "lepas": "1"})
    form = client.get(freed.url).context["form"]
    assert (form["nama"].value(), form.bukti_dipilih) == ("Laporan & data 2026", None)
    assert Eviden.objects.count() == 0


@pytest.mark.parametrize("isian", ["%00", "nama=" + "x" * 9000, "ukuran=1:2&ukuran=%F0", "&&==", "bukti=1"])
def test_what_was_typed_may_be_any_nonsense(as_user, isi, staf, isian):
    for name in ("eviden_tambah", "eviden_pilih"):
        assert as_user(staf).get(url(name, isi), {"isian": isian}).status_code == 200


def test_the_first_step_is_not_offered_upwards_nor_the_last_downwards(as_user, isi, staf):
    evaluasi = make_evaluasi(isi.skp, isi.periode)
    for number in range(3):
        RencanaAksi.objects.create(evaluasi=evaluasi, rhk=isi.rhk, urutan=number + 1, uraian=f"Langkah {number}")
    page = as_user(staf).get(url("rencana_aksi", isi)).content.decode()
    assert (page.count("/naik/"), page.count("/turun/")) == (2, 2)
