"""Indikator of an RHK: the lines the form shows, what is asked for, and who changes them."""

import uuid
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ekinerja.errors import IllegalTransition, Refused
from organisasi.models import Instansi
from skp.indikator import indikator_lines, line_codes
from skp.models import ManualIndikator, Pendekatan, RencanaHasilKerja, Skp
from skp.rules.sasaran import ALASAN_PENDEKATAN
from skp.services import indikator as services
from skp.workflow import Status
from tests.factories import make_indikator, make_rhk, make_skp

UNMEASURED = {"target_kuantitas": None, "satuan": None, "target_kualitas": None, "target_waktu": None}


def lines(rhk):
    stored = RencanaHasilKerja.objects.for_copy().get(pk=rhk.pk)
    found = indikator_lines(stored)
    assert line_codes(stored) == [line.kode for line in found]
    return [line[:4] for line in found]


# --- The lines --------------------------------------------------------------------------------------------------------


def test_a_measured_target_stands_for_an_indikator_of_each_aspek(rhk):
    assert lines(rhk) == [
        ("Kuantitas", "Jumlah laporan", "12 laporan", ""),
        ("Kualitas", "Kualitas hasil kerja", "100", ""),
        ("Waktu", "Waktu penyelesaian", "12 Bulan", ""),
    ]


def test_an_own_indikator_comes_before_the_measured_target_of_its_aspek(rhk):
    own = make_indikator(rhk, "Laporan tanpa temuan", aspek="KUALITAS", target="Wajar tanpa pengecualian")
    assert lines(rhk) == [
        ("Kualitas", "Laporan tanpa temuan", "Wajar tanpa pengecualian", ""),
        ("Kuantitas", "Jumlah laporan", "12 laporan", ""),
        ("Waktu", "Waktu penyelesaian", "12 Bulan", ""),
    ]
    assert indikator_lines(rhk)[0].indikator == own
    assert indikator_lines(rhk)[1].indikator is None


def test_the_form_for_pimpinan_has_perspektif_and_no_aspek(kepala, sekda):
    rhk = make_rhk(make_skp(kepala, penilai=sekda), target_biaya=Decimal(1_500_000))
    assert lines(rhk)[0] == ("", "Jumlah laporan", "12 laporan", "")
    assert lines(rhk)[3] == ("", "Biaya", "Rp1.500.000", "Anggaran")
    make_indikator(rhk, "Indeks kepuasan", target="90", perspektif="PENERIMA_LAYANAN")
    assert lines(rhk) == [("", "Indeks kepuasan", "90", "Penerima Layanan")]


def test_kualitatif_shows_the_indikator_only(skp, rhk):
    Skp.objects.filter(pk=skp.pk).update(pendekatan=Pendekatan.KUALITATIF)
    rhk.refresh_from_db()
    assert lines(rhk)[0] == ("", "Jumlah laporan: 12 laporan", "", "")
    make_indikator(rhk, "Laporan terbit tepat waktu", target="12 laporan")
    assert lines(rhk) == [("", "Laporan terbit tepat waktu", "", "")]


def test_without_a_measured_target_there_are_the_own_lines_only(skp):
    rhk = make_rhk(skp, "Menyusun pedoman", **UNMEASURED)
    assert lines(rhk) == []
    make_indikator(rhk, "Pedoman ditetapkan", target="1 pedoman")
    assert lines(rhk) == [("Kuantitas", "Pedoman ditetapkan", "1 pedoman", "")]


def test_an_instansi_without_evaluasi_shows_the_measured_target_alone(org, skp, rhk):
    make_indikator(rhk)
    Instansi.objects.filter(pk=org.instansi.pk).update(evaluasi_periodik=False)
    assert [line[0] for line in lines(rhk)] == ["Kuantitas", "Kualitas", "Waktu"]


@pytest.mark.parametrize("rows", [1, 10])
def test_queries_of_the_lines(staf, penilai, django_assert_num_queries, rows):
    skp = make_skp(staf, penilai=penilai, status=Status.DRAFT)
    for number in range(rows):
        make_indikator(make_rhk(skp, f"RHK {number}"))
    with django_assert_num_queries(2):
        for rhk in skp.rhk.for_copy():
            rhk.skp = skp
            indikator_lines(rhk)


# --- Adding, editing, deleting ----------------------------------------------------------------------------------------


def add_url(rhk):
    return reverse("skp:indikator_tambah", args=[rhk.pk])


def isian(**changes):
    values = {"token": str(uuid.uuid4()), "aspek": "KUANTITAS", "uraian": "Jumlah laporan", "target": "12 laporan"}
    return {name: value for name, value in (values | changes).items() if value is not None}


def test_several_indikator_are_kept_in_order(as_user, staf, rhk):
    client = as_user(staf)
    assert client.post(add_url(rhk), isian())["Location"] == rhk.get_absolute_url()
    client.post(add_url(rhk), isian(aspek="WAKTU", uraian="Tepat waktu", target="setiap bulan"))
    assert list(rhk.indikator.values_list("urutan", "aspek", "target")) == [
        (1, "KUANTITAS", "12 laporan"),
        (2, "WAKTU", "setiap bulan"),
    ]


def test_the_same_form_twice_is_one_indikator(as_user, staf, rhk):
    client, form = as_user(staf), isian()
    client.post(add_url(rhk), form)
    client.post(add_url(rhk), form)
    assert rhk.indikator.count() == 1


FORMS = [
    ("PEGAWAI", "KUANTITATIF", {"aspek", "uraian", "target"}),
    ("PIMPINAN", "KUANTITATIF", {"uraian", "target", "perspektif"}),
    ("PEGAWAI", "KUALITATIF", {"uraian"}),
    ("PIMPINAN", "KUALITATIF", {"uraian"}),
]
FULL = {"aspek": "KUANTITAS", "uraian": "Ukuran", "target": "12", "perspektif": "ANGGARAN"}


@pytest.mark.parametrize(("bentuk", "pendekatan", "asked"), FORMS)
def test_each_form_asks_for_its_own_fields_and_refuses_the_others(as_user, staf, skp, rhk, bentuk, pendekatan, asked):
    Skp.objects.filter(pk=skp.pk).update(bentuk=bentuk, pendekatan=pendekatan)
    client = as_user(staf)
    page = client.get(add_url(rhk)).content.decode()
    assert {name for name in FULL if f'name="{name}"' in page} == asked
    for name in FULL.keys() - asked:
        response = client.post(add_url(rhk), {"token": uuid.uuid4(), **{key: FULL[key] for key in asked | {name}}})
        assert ALASAN_PENDEKATAN[name] in response.content.decode()
    for name in asked:
        response = client.post(add_url(rhk), {"token": uuid.uuid4(), **{key: FULL[key] for key in asked - {name}}})
        assert response.status_code == 200
    assert not rhk.indikator.exists()
    assert client.post(add_url(rhk), {"token": uuid.uuid4(), **{key: FULL[key] for key in asked}}).status_code == 302


def test_what_the_new_pendekatan_does_not_ask_for_stays_stored(as_user, staf, skp, rhk):
    row = make_indikator(rhk, target="12 laporan")
    Skp.objects.filter(pk=skp.pk).update(pendekatan=Pendekatan.KUALITATIF)
    url = reverse("skp:indikator_ubah", args=[row.pk])
    assert as_user(staf).post(url, {"versi": 1, "uraian": "Dengan kata-kata"}).status_code == 302
    row.refresh_from_db()
    assert (row.uraian, row.target, row.aspek) == ("Dengan kata-kata", "12 laporan", "KUANTITAS")


def test_a_text_of_100_000_characters_is_refused_and_kept(as_user, staf, rhk):
    response = as_user(staf).post(add_url(rhk), isian(uraian="x" * 100_000))
    assert "1000 karakter" in response.content.decode()
    assert "x" * 100_000 in response.content.decode()


def test_the_second_of_two_tabs_is_told_and_keeps_its_text(as_user, staf, rhk):
    row = make_indikator(rhk)
    client, url = as_user(staf), reverse("skp:indikator_ubah", args=[row.pk])
    first = isian(token=None, versi=1, uraian="Pertama", aspek="WAKTU")
    assert client.post(url, first).status_code == 302
    stale = client.post(url, first | {"uraian": "Kedua", "aspek": "BIAYA"})
    page = stale.content.decode()
    assert stale.status_code == 409
    assert "Tersimpan sekarang: Pertama" in page
    assert "Tersimpan sekarang: Waktu" in page
    assert "Kedua</textarea>" in page


def test_an_indikator_is_deleted_once(as_user, staf, rhk):
    client, url = as_user(staf), reverse("skp:indikator_hapus", args=[make_indikator(rhk).pk])
    assert client.post(url).status_code == 302
    assert client.post(url).status_code == 404
    assert not rhk.indikator.exists()


def test_they_change_places_and_are_ordered(as_user, staf, rhk):
    one, two, three = (make_indikator(rhk, text, urutan=n) for n, text in enumerate("abc", start=1))
    client, order = as_user(staf), reverse("skp:indikator_urut", args=[rhk.pk])
    client.post(reverse("skp:indikator_geser", args=[three.pk, "naik"]))
    assert list(rhk.indikator.all()) == [one, three, two]
    assert client.post(order, {"id": [two.pk, one.pk, three.pk]}).status_code == 204
    assert list(rhk.indikator.all()) == [two, one, three]
    for ids in ([two.pk, one.pk], [two.pk, one.pk, one.pk], [two.pk, one.pk, three.pk, 999_999]):
        response = client.post(order, {"id": ids})
        assert (response.status_code, "Muat ulang halaman" in response.content.decode()) == (409, True)
    for nonsense in ({}, {"id": ["abc"]}, {"id": ["9" * 40]}):
        assert client.post(order, nonsense).status_code == 400
    assert list(rhk.indikator.all()) == [two, one, three]


@pytest.mark.parametrize("status", [Status.DIAJUKAN, Status.DISETUJUI])
def test_a_locked_skp_takes_no_change_of_its_indikator(as_user, staf, skp, rhk, status):
    row = make_indikator(rhk)
    Skp.objects.filter(pk=skp.pk).update(status=status)
    response = as_user(staf).post(add_url(rhk), isian(uraian="Sudah diketik"))
    assert (response.status_code, "Sudah diketik" in response.content.decode()) == (409, True)
    for act in (
        lambda: services.change_indikator(indikator=row, by=staf, versi=1, values={"uraian": "x"}),
        lambda: services.delete_indikator(indikator=row, by=staf),
        lambda: services.move_indikator(indikator=row, by=staf, up=True),
        lambda: services.order_indikator(rhk=rhk, by=staf, ids=[row.pk]),
        lambda: services.write_manual(indikator=row, by=staf, versi=1, values={"tujuan": "x"}),
    ):
        with pytest.raises(IllegalTransition):
            act()


@pytest.mark.parametrize(("who", "status"), [("penilai", 403), ("admin", 403), ("rekan", 404), ("orang_luar", 404)])
def test_nobody_changes_anothers_indikator(as_user, org, skp, rhk, who, status):
    row = make_indikator(rhk)
    Skp.objects.filter(pk=skp.pk).update(status=Status.DIKEMBALIKAN, alasan="x")
    client = as_user(getattr(org, who))
    for name in ("indikator_ubah", "indikator_hapus", "manual_indikator_ubah"):
        assert client.post(reverse(f"skp:{name}", args=[row.pk]), isian(versi=1)).status_code == status, name
    assert client.post(add_url(rhk), isian()).status_code == status
    assert client.post(reverse("skp:indikator_urut", args=[rhk.pk]), {"id": [row.pk]}).status_code == status
    assert list(rhk.indikator.values_list("uraian", "versi")) == [(row.uraian, 1)]


def test_an_instansi_without_evaluasi_takes_no_indikator(org, staf, rhk):
    Instansi.objects.filter(pk=org.instansi.pk).update(evaluasi_periodik=False)
    with pytest.raises(Refused, match="tidak memakai evaluasi periodik"):
        services.add_indikator(rhk=rhk, by=staf, token=uuid.uuid4(), values={"uraian": "x"})


# --- Manual indikator -------------------------------------------------------------------------------------------------


def test_a_manual_is_filled_in_read_and_emptied(as_user, staf, penilai, skp, rhk):
    row = make_indikator(rhk)
    client, url = as_user(staf), reverse("skp:manual_indikator_ubah", args=[row.pk])
    filled = {"versi": 1, "tujuan": "Mengukur ketepatan", "tingkat_kendali": "TINGGI", "periode_pelaporan": "BULANAN"}
    assert client.post(url, filled).status_code == 302
    assert client.post(url, filled).status_code == 409
    Skp.objects.filter(pk=skp.pk).update(status=Status.DIAJUKAN)
    page = as_user(penilai).get(reverse("skp:manual_indikator", args=[row.pk])).content.decode()
    assert "Mengukur ketepatan" in page
    assert "Bulanan" in page
    Skp.objects.filter(pk=skp.pk).update(status=Status.DRAFT)
    assert client.post(url, {"versi": 2}).status_code == 302
    assert not ManualIndikator.objects.exists()


# --- The page ---------------------------------------------------------------------------------------------------------


def test_the_page_shows_sections_and_the_columns_of_the_form(as_user, staf, skp, rhk):
    make_indikator(
        make_rhk(skp, "Panitia HUT", jenis="TAMBAHAN", penugasan_dari="Wali Kota", **UNMEASURED), "Acara jadi"
    )
    page = as_user(staf).get(skp.get_absolute_url()).content.decode()
    for text in ("A. UTAMA", "B. TAMBAHAN", "(penugasan dari Wali Kota)", "Acara jadi", "Dari target terukur", "Aspek"):
        assert text in page
    Skp.objects.filter(pk=skp.pk).update(pendekatan=Pendekatan.KUALITATIF)
    page = as_user(staf).get(skp.get_absolute_url()).content.decode()
    assert "Ukuran keberhasilan / Indikator Kinerja Individu, dan Target:" in page
    assert ">Aspek<" not in page


def test_a_reader_sees_no_buttons(as_user, penilai, skp, rhk):
    make_indikator(rhk)
    Skp.objects.filter(pk=skp.pk).update(status=Status.DIAJUKAN)
    page = as_user(penilai).get(skp.get_absolute_url()).content.decode()
    assert 'data-reorder="' not in page
    assert "Tambah Indikator" not in page


def page_queries(client, skp):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(skp.get_absolute_url()).status_code == 200
    return len(queries)


def test_the_page_asks_as_often_for_1_rhk_as_for_30_with_3_indikator_each(as_user, staf, skp, rhk, rhk_atasan):
    make_indikator(rhk)
    client = as_user(staf)
    client.get(skp.get_absolute_url())
    few = page_queries(client, skp)
    for number in range(29):
        row = make_rhk(skp, f"RHK {number}", status_kegiatan="CASCADING", atasan=rhk_atasan)
        for text in "abc":
            make_indikator(row, text)
    assert page_queries(client, skp) == few
