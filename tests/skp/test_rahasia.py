"""A draft's words are its owner's alone: of a new SKP, of one that was opened again, of an adendum. Every page of what
hangs on it, opened by everybody around it."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from types import SimpleNamespace

import pytest
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from openpyxl import load_workbook

from organisasi.models import JenisPenugasan, PenugasanKepala
from skp.models import (
    Adendum,
    ButirLampiran,
    JenisPerubahan,
    ManualIndikator,
    Pembagian,
    PermintaanKoreksi,
    PermintaanSalin,
    PesertaMatriks,
)
from skp.workflow import Status, StatusPermintaan
from tests.factories import make_bulanan, make_indikator, make_rhk, make_skp, make_target, make_tim, wib

pytestmark = pytest.mark.django_db


def _fill(skp, word, **rhk):
    row = make_rhk(skp, f"{word} RHK", penugasan_dari=f"{word} penugasan", **rhk)
    indikator = make_indikator(row, f"{word} indikator", target=f"{word} target")
    ManualIndikator.objects.create(indikator=indikator, tujuan=f"{word} tujuan", sumber_data=f"{word} sumber")
    ButirLampiran.objects.create(skp=skp, bagian="DUKUNGAN", uraian=f"{word} lampiran")
    return row


@pytest.fixture
def world(org):
    w = SimpleNamespace()
    w.kepala = make_skp(org.kepala, penilai=org.sekda)
    w.kepala_rhk = make_rhk(w.kepala, "Kebijakan kepala", klasifikasi="ORGANISASI")
    w.ketua = make_skp(org.jf, penilai=org.penilai)
    w.ketua_rhk = make_rhk(w.ketua, "RHK ketua tim")
    w.tim = make_tim(org.jf, [org.staf, org.stranger], unit=org.bidang, dibuat_oleh=org.penilai)
    # reopened
    w.penilai = make_skp(org.penilai, penilai=org.kepala, status=Status.DRAFT, alasan="Anggaran berubah")
    w.penilai_rhk = _fill(w.penilai, "RAHASIA-PENILAI", status_kegiatan="CASCADING", atasan=w.kepala_rhk)
    w.rekan = make_skp(org.rekan, penilai=org.penilai)
    w.rekan_rhk = make_rhk(w.rekan, "RHK rekan", status_kegiatan="CASCADING", atasan=w.penilai_rhk)
    w.stranger = make_skp(org.stranger, penilai=org.kepala_lain, status=Status.DIKEMBALIKAN, alasan="Lengkapi")
    make_rhk(w.stranger, "RHK orang lain", status_kegiatan="CASCADING", atasan=w.ketua_rhk)
    w.staf = make_skp(org.staf, penilai=org.penilai, status=Status.DRAFT, alasan="Perbaiki")
    w.staf_rhk = _fill(w.staf, "RAHASIA-STAF", status_kegiatan="CASCADING", atasan=w.penilai_rhk)
    make_rhk(w.staf, "RAHASIA-STAF tim", status_kegiatan="CASCADING", atasan=w.ketua_rhk)
    w.pembagian = Pembagian.objects.create(oleh=org.penilai, pada=wib(2026, 1, 15))
    butir = w.pembagian.butir.create(uraian="Kata pembagian", atasan=w.penilai_rhk)
    w.pembagian.penerima.add(w.staf)
    make_rhk(w.staf, "RAHASIA-STAF dibagikan", status_kegiatan="CASCADING", atasan=w.penilai_rhk, butir=butir)
    for kepala, tim, skp in (
        (w.penilai, None, w.staf),
        (w.penilai, None, w.rekan),
        (w.kepala, None, w.penilai),
        (w.ketua, w.tim, w.staf),
        (w.ketua, w.tim, w.stranger),
    ):
        PesertaMatriks.objects.create(kepala=kepala, tim=tim, skp=skp)
    w.bulanan = make_bulanan(w.staf, 2)
    w.target = make_target(w.bulanan, w.staf_rhk, uraian="Kata bulan")
    w.bulan_baru = make_bulanan(w.staf, 3, status=Status.DRAFT)
    make_target(w.bulan_baru, w.staf_rhk, uraian="RAHASIA-STAF bulan")
    w.depan = make_skp(org.staf, penilai=org.penilai, tahun=2027, status=Status.DRAFT)
    _fill(w.depan, "RAHASIA-STAF")
    w.lalu = make_skp(org.staf, penilai=org.penilai, tahun=2025)
    lalu_rhk = make_rhk(w.lalu, "RHK lalu")
    w.adendum = Adendum.objects.create(skp=w.lalu, nomor=1, alasan="RAHASIA-STAF alasan", status_sejak=wib(2026, 3, 1))
    w.adendum.perubahan.create(
        jenis=JenisPerubahan.UBAH_RHK,
        rhk=lalu_rhk,
        sebelum={"uraian": "RHK lalu"},
        sesudah={"uraian": "RAHASIA-STAF adendum"},
    )
    # a submitted adendum of an SKP that was reopened meanwhile
    w.adendum_terbuka = Adendum.objects.create(
        skp=w.staf, nomor=1, alasan="Alasan adendum", status=Status.DIAJUKAN, status_sejak=wib(2026, 3, 1)
    )
    w.adendum_terbuka.perubahan.create(
        jenis=JenisPerubahan.TAMBAH_INDIKATOR, rhk=w.staf_rhk, sesudah={"uraian": "Usulan yang diajukan"}
    )
    for skp in (w.staf, w.depan):
        PermintaanKoreksi.objects.create(skp=skp, penilai_salah=True, keterangan="Salah", status_sejak=wib(2026, 3, 9))
        PermintaanSalin.objects.create(
            skp=skp, peminta=org.rekan, status=StatusPermintaan.DITERIMA, status_sejak=wib(2026, 3, 9)
        )
    w.rekan_depan = make_skp(org.rekan, penilai=org.penilai, tahun=2027, status=Status.DRAFT)
    make_rhk(w.rekan_depan, "Salinan", disalin_dari=w.staf_rhk)
    return w


# Of what hangs on a draft every address is tried; most of them are not there for others.
OF_SKP = (
    "tahunan_detail", "tahunan_ubah", "muat_ulang", "cetak", "cetak_skp", "cetak_lampiran", "rhk_tambah", "cari_atasan",
    "perilaku", "lampiran_tambah", "bank_tambah", "bank_rhk", "ambil_rhk", "koreksi_tambah", "adendum_tambah", "tinjau",
    "pendekkan", "dipendekkan", "pohon", "matriks", "matriks_ekspor", "matriks_cetak", "matriks_tambah",
)  # fmt: skip
OF_RHK = ("rhk_ubah", "indikator_tambah", "bank_indikator")
OF_INDIKATOR = ("indikator_ubah", "manual_indikator", "manual_indikator_ubah")
OF_BULANAN = ("bulanan_detail", "bulanan_ubah", "target_tambah")
LISTS = (
    "tahunan_list", "bulanan_list", "bawahan", "bawahan_ekspor", "persetujuan", "persetujuan_bulanan",
    "persetujuan_adendum", "belum_mengajukan", "matriks_list", "tim_list", "bagikan", "pembagian_list", "salin_minta",
    "koreksi_list",
)  # fmt: skip


def addresses(w: SimpleNamespace) -> Iterator[str]:
    def of(names, *args):
        return [reverse(f"skp:{name}", args=args) for name in names]

    yield from (reverse("beranda"), reverse("pemberitahuan"), *of(LISTS))
    for skp in (w.kepala, w.ketua, w.penilai, w.rekan, w.staf, w.depan, w.lalu):
        yield from of(OF_SKP, skp.pk)
        yield from (f"{url}?tingkat=2" for url in of(("matriks", "matriks_ekspor", "matriks_cetak"), skp.pk))
        for rhk in skp.rhk.all():
            yield from of(OF_RHK, rhk.pk)
            for indikator in rhk.indikator.all():
                yield from of(OF_INDIKATOR, indikator.pk)
    for month in (w.bulanan, w.bulan_baru):
        yield from of(OF_BULANAN, month.pk)
        yield reverse("penilaian:bulanan_detail", args=[month.pk])
        yield reverse("penilaian:cetak_bulan", args=[month.pk])
    for adendum in (w.adendum, w.adendum_terbuka):
        yield from of(("adendum_detail", "adendum_ubah"), adendum.pk)
    yield from of(("matriks_tim", "matriks_ekspor"), w.ketua.pk, w.tim.pk)
    yield from of(("tim_detail", "tim_ubah"), w.tim.pk)
    yield from of(("pembagian_detail",), w.pembagian.pk)
    for permintaan in PermintaanKoreksi.objects.all():
        yield permintaan.get_absolute_url()
    yield from (f"{url}?dari={skp.pk}" for url in of(("ambil_rhk",), w.rekan_depan.pk) for skp in (w.staf, w.depan))


def text_of(response: HttpResponse) -> str:
    if "spreadsheet" not in response["Content-Type"]:
        return response.content.decode()
    book = load_workbook(BytesIO(response.content))
    return " ".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)


@pytest.fixture
def papers_as_pages(monkeypatch):
    """What a PDF would say, without typesetting it."""

    def page(request, template, context, *, instansi, filename):
        return render(request, template, {**context, "instansi": instansi})

    for room in ("skp.views.cetak", "skp.views.matriks", "penilaian.views.cetak"):
        monkeypatch.setattr(f"{room}.paper_response", page)


@pytest.fixture
def org(org):
    """With who stands in for the penilai, and for the kepala, today."""
    for unit, pegawai in ((org.bidang, org.kepala_lain), (org.dinas, org.stranger)):
        PenugasanKepala.objects.create(
            unit=unit, pegawai=pegawai, jenis=JenisPenugasan.PLT, nomor_surat="800/1", mulai=date(2026, 1, 1),
            selesai=date(2026, 12, 31),
        )  # fmt: skip
    return org


@pytest.mark.parametrize("role", ["penilai", "kepala", "admin", "rekan", "jf", "kepala_lain", "stranger"])
def test_no_page_tells_a_drafts_words(as_user, org, world, papers_as_pages, role):
    client = as_user(getattr(org, role))
    secret = ("RAHASIA-STAF",) if role == "penilai" else ("RAHASIA-STAF", "RAHASIA-PENILAI")
    told = [url for url in addresses(world) if any(word in text_of(client.get(url)) for word in secret)]
    assert told == []


def test_its_owner_reads_them_on_every_page(as_user, staf, world):
    client = as_user(staf)
    for page in (world.staf, world.depan, world.adendum, world.bulanan):
        assert "RAHASIA-STAF" in text_of(client.get(page.get_absolute_url()))


def test_what_supports_an_rhk_that_is_written_anew_says_so(as_user, org, world, papers_as_pages):
    for url in (world.rekan.get_absolute_url(), reverse("skp:cetak_skp", args=[world.rekan.pk])):
        assert "(SKP-nya sedang disusun)" in text_of(as_user(org.rekan).get(url))
    world.rekan.status = Status.DIKEMBALIKAN
    world.rekan.save()
    form = as_user(org.rekan).get(reverse("skp:rhk_ubah", args=[world.rekan_rhk.pk])).context["form"]
    assert [label for value, label in form.fields["atasan"].choices if value] == ["(SKP-nya sedang disusun) · Penilai"]
