"""Matriks Peran Hasil: its rows, what may be read in them, and every act on it."""

import uuid
from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from organisasi.models import Instansi, PenugasanKepala
from skp import matriks, services
from skp.models import ButirPembagian, Pembagian, PesertaMatriks, Skp, StatusKegiatan, TidakBerperan
from skp.services.matriks import set_no_role, sync
from skp.services.peserta import join_matrices
from skp.workflow import Action, Status
from tests.factories import make_pegawai, make_rhk, make_skp, make_tim, wib
from tests.papers import in_order, text_of


@pytest.fixture
def kepala_skp(penilai, kepala):
    return make_skp(penilai, penilai=kepala)


@pytest.fixture
def kolom(kepala_skp):
    return make_rhk(kepala_skp, "Meningkatnya mutu data", urutan=1)


@pytest.fixture
def staf_skp(staf, penilai):
    return make_skp(staf, penilai=penilai)


def support(skp, atasan, uraian="Tersedianya data yang bersih", **fields):
    rhk = make_rhk(skp, uraian, atasan=atasan, status_kegiatan=StatusKegiatan.CASCADING, **fields)
    join_matrices(rhk)
    return rhk


def hand(skp, atasan, by, uraian="Kata saat dibagikan", now="Kata rahasia sekarang"):
    """An RHK that was handed out and that its owner has put into other words since."""
    pembagian = Pembagian.objects.create(oleh=by, pada=wib(2026, 1, 5))
    butir = ButirPembagian.objects.create(pembagian=pembagian, uraian=uraian, atasan=atasan)
    return support(skp, atasan, now, butir=butir)


def page(client, skp, query="", tim=None):
    return client.get(
        reverse("skp:matriks_tim" if tim else "skp:matriks", args=[skp.pk, *([tim.pk] if tim else [])]) + query
    )


def body(response):
    assert response.status_code == 200
    return response.content.decode()


def post(client, name, *args, data=None):
    return client.post(reverse(f"skp:{name}", args=args), data or {}, follow=True)


def said(response):
    return [str(message) for message in response.context["messages"]]


# --- What stands in it ------------------------------------------------------------------------------------------------


def test_the_head_stands_first_and_each_cell_holds_what_supports_its_column(
    as_user, penilai, kepala_skp, kolom, staf_skp
):
    support(staf_skp, kolom)
    support(staf_skp, kolom, "Terlatihnya pengelola data")
    html = body(page(as_user(penilai), kepala_skp))
    assert in_order(
        html, "OUTCOME ANTARA / OUTPUT / LAYANAN", "Penilai", "Meningkatnya mutu data", "Staf",
        "Tersedianya data yang bersih", "Terlatihnya pengelola data",
    )  # fmt: skip


def test_tambahan_stands_after_utama(kepala_skp, kolom):
    make_rhk(kepala_skp, "Tambahan", jenis="TAMBAHAN", urutan=0)
    assert [k.rhk.uraian for k in matriks.columns(kepala_skp)] == ["Meningkatnya mutu data", "Tambahan"]


@pytest.mark.parametrize(("people", "columns"), [(1, 1), (30, 8)])
@pytest.mark.parametrize("query", ["", "?tingkat=2", "?cari=data"])
def test_the_page_costs_the_same_for_one_person_and_for_thirty(
    as_user, org, penilai, kepala_skp, kolom, django_assert_num_queries, people, columns, query
):
    heads = [kolom, *(make_rhk(kepala_skp, f"Kolom {n}") for n in range(columns - 1))]
    for n in range(people):
        person = make_pegawai(f"Orang {n}", unit=org.bidang, jabatan=org.staf.jabatan)
        skp = make_skp(person, penilai=penilai)
        for head in heads:
            support(skp, head)
    client = as_user(penilai)
    page(client, kepala_skp)
    with django_assert_num_queries({"": 12, "?cari=data": 12, "?tingkat=2": 13}[query]):
        html = body(page(client, kepala_skp, query))
    assert html.count("Tersedianya data yang bersih") == people * columns


def test_the_second_level_stands_under_its_superior_in_the_column_its_chain_leads_to(
    as_user, kepala, sekda, kepala_skp, penilai, kolom, staf_skp
):
    top = make_skp(kepala, penilai=sekda)
    first, second = make_rhk(top, "RHK dinas satu", urutan=1), make_rhk(top, "RHK dinas dua", urutan=2)
    kolom.atasan, kolom.status_kegiatan = second, StatusKegiatan.CASCADING
    kolom.save()
    join_matrices(kolom)
    support(staf_skp, kolom)
    shown = matriks.build(top, user=kepala, dua_tingkat=True)
    assert [baris.skp.pegawai for baris in shown.baris] == [penilai]
    assert [[k.kata for k in sel.kontribusi] for sel in shown.baris[0].bawahan[0].sel] == [
        [], ["Tersedianya data yang bersih"]
    ]  # fmt: skip
    assert matriks.build(top, user=kepala).baris[0].bawahan == ()
    assert "Tersedianya data yang bersih" in body(page(as_user(kepala), top, "?tingkat=2"))
    assert "Tersedianya data yang bersih" not in body(page(as_user(kepala), top))
    assert first.pk == shown.kolom[0].rhk.pk


def test_a_search_finds_people_and_words(as_user, penilai, rekan, kepala_skp, kolom, staf_skp):
    support(staf_skp, kolom, "Menyusun daftar aset")
    support(make_skp(rekan, penilai=penilai), kolom, "Melatih petugas")
    client = as_user(penilai)
    for words in ("staf", "aset", "199005052015051005", "STAF daftar"):
        html = body(page(client, kepala_skp, f"?cari={words}"))
        assert ("Menyusun daftar aset" in html, "Melatih petugas" in html) == (True, False), words
    assert "Tidak ada pegawai atau isi matriks yang cocok" in body(page(client, kepala_skp, "?cari=tidakadasamasekali"))


# --- A draft ---------------------------------------------------------------------------------------------------------


def everything_read(client, skp, query=""):
    papers = [client.get(reverse(f"skp:matriks_{act}", args=[skp.pk]) + query) for act in ("ekspor", "cetak")]
    sheet = load_workbook(BytesIO(papers[0].content)).active
    cells = " ".join(str(value) for line in sheet.iter_rows(values_only=True) for value in line)
    tree = body(client.get(reverse("skp:pohon", args=[skp.pk])))
    return [body(page(client, skp, query)), cells, text_of(papers[1].content), tree]


@pytest.mark.parametrize("query", ["", "?tingkat=2"])
def test_of_a_draft_only_what_the_reader_handed_out_is_shown_in_the_handed_words(
    as_user, staf, penilai, kepala_skp, kolom, query
):
    draft = make_skp(staf, penilai=penilai, status=Status.DRAFT)
    support(draft, kolom, "Rahasia milik sendiri")
    hand(draft, kolom, penilai)
    for text in everything_read(as_user(penilai), kepala_skp, query):
        assert "Kata saat dibagikan" in text
        assert "rahasia" not in text.lower()
    Skp.objects.filter(pk=draft.pk).update(status=Status.DIAJUKAN)
    for text in everything_read(as_user(penilai), kepala_skp, query):
        assert "Rahasia milik sendiri" in text
        assert "Kata rahasia sekarang" in text


def test_who_reads_from_above_does_not_see_what_another_handed_out(as_user, kepala, staf, penilai, kepala_skp, kolom):
    hand(make_skp(staf, penilai=penilai, status=Status.DRAFT), kolom, penilai)
    for text in everything_read(as_user(kepala), kepala_skp):
        assert "Kata saat dibagikan" not in text
        assert "rahasia" not in text.lower()


def test_a_search_does_not_find_the_words_of_a_draft(as_user, staf, penilai, kepala_skp, kolom):
    hand(make_skp(staf, penilai=penilai, status=Status.DRAFT), kolom, penilai)
    assert "Tidak ada pegawai" in body(page(as_user(penilai), kepala_skp, "?cari=sekarang"))
    assert "Kata saat dibagikan" in body(page(as_user(penilai), kepala_skp, "?cari=dibagikan"))


def test_lihat_skp_is_offered_for_what_was_submitted_only(as_user, staf, rekan, penilai, kepala_skp, kolom, staf_skp):
    draft = make_skp(rekan, penilai=penilai, status=Status.DRAFT)
    for skp in (staf_skp, draft):
        PesertaMatriks.objects.create(kepala=kepala_skp, skp=skp)
    html = body(page(as_user(penilai), kepala_skp))
    assert f'href="{staf_skp.get_absolute_url()}"' in html
    assert f'href="{draft.get_absolute_url()}"' not in html


def test_a_head_who_reopened_his_skp_keeps_its_words_to_himself(as_user, kepala, penilai, kepala_skp, kolom):
    Skp.objects.filter(pk=kepala_skp.pk).update(status=Status.DRAFT)
    assert page(as_user(kepala), kepala_skp).status_code == 404
    assert page(as_user(penilai), kepala_skp).status_code == 200


# --- Who may open it -------------------------------------------------------------------------------------------------


def test_who_leads_nobody_has_no_matrix(as_user, staf, staf_skp):
    assert page(as_user(staf), staf_skp).status_code == 403


def test_a_member_does_not_open_it(as_user, staf, kepala_skp, kolom, staf_skp):
    support(staf_skp, kolom)
    assert page(as_user(staf), kepala_skp).status_code == 404


def test_the_ketua_sees_what_his_anggota_of_another_unit_support(as_user, staf, stranger, kepala_lain, penilai):
    tim = make_tim(staf, [stranger])
    skp = make_skp(staf, penilai=penilai)
    support(make_skp(stranger, penilai=kepala_lain), make_rhk(skp, "RHK ketua"), "Dari dinas lain")
    assert "Dari dinas lain" in body(page(as_user(staf), skp, tim=tim))
    assert "Dari dinas lain" in body(as_user(staf).get(reverse("skp:pohon", args=[skp.pk])))


def test_a_plt_arranges_it_too(as_user, org, penilai, rekan, kepala_skp, kolom, admin):
    assert page(as_user(rekan), kepala_skp).status_code == 404
    PenugasanKepala.objects.create(
        unit=org.bidang, pegawai=rekan, jenis="PLT", mulai=date(2026, 3, 1), selesai=date(2026, 3, 31), nomor_surat="1"
    )
    assert "Sinkronisasi SKP Bawahan" in body(page(as_user(rekan), kepala_skp))
    assert "Sinkronisasi selesai" in said(post(as_user(rekan), "matriks_sinkron", kepala_skp.pk))[0]


def test_who_reads_from_above_arranges_nothing(as_user, kepala, kepala_skp, kolom, staf_skp):
    support(staf_skp, kolom)
    html = body(page(as_user(kepala), kepala_skp))
    assert "Sinkronisasi SKP Bawahan" not in html
    assert "Tandai tidak berperan" not in html
    assert post(as_user(kepala), "matriks_sinkron", kepala_skp.pk).status_code == 403


def test_an_instansi_without_evaluasi_has_no_matrix(as_user, org, penilai, kepala_skp):
    Instansi.objects.filter(pk=org.instansi.pk).update(evaluasi_periodik=False)
    assert page(as_user(penilai), kepala_skp).status_code == 403


def test_a_team_of_another_ketua_is_no_matrix_of_this_skp(as_user, penilai, kepala, kepala_skp):
    assert page(as_user(penilai), kepala_skp, tim=make_tim(kepala)).status_code == 404


# --- Sinkronisasi ----------------------------------------------------------------------------------------------------


def test_sinkronisasi_adds_who_is_assessed_and_names_who_has_none(as_user, penilai, rekan, jf, kepala_skp, staf_skp):
    make_skp(rekan, penilai=penilai, tahun=2025)
    response = post(as_user(penilai), "matriks_sinkron", kepala_skp.pk)
    assert said(response) == [
        "Sinkronisasi selesai. 1 SKP ditambahkan ke matriks.",
        "2 orang belum mempunyai SKP pada periode ini: Fungsional, Rekan.",
    ]
    assert list(PesertaMatriks.objects.values_list("kepala", "tim", "skp")) == [(kepala_skp.pk, None, staf_skp.pk)]
    assert said(post(as_user(penilai), "matriks_sinkron", kepala_skp.pk))[0].endswith("Tidak ada SKP baru.")
    assert PesertaMatriks.objects.count() == 1


def test_sinkronisasi_of_a_team_adds_its_anggota(penilai, staf, stranger, kepala_lain, kepala_skp, staf_skp, rekan):
    tim = make_tim(penilai, [stranger, rekan])
    other = make_skp(stranger, penilai=kepala_lain, status=Status.DRAFT)
    outcome = sync(kepala=kepala_skp, tim=tim, by=penilai)
    assert (outcome.ditambahkan, outcome.belum_punya) == (1, [rekan])
    assert list(PesertaMatriks.objects.values_list("tim", "skp")) == [(tim.pk, other.pk)]


# --- Tambah Pegawai --------------------------------------------------------------------------------------------------


def add(client, kepala_skp, skp, **fields):
    data = {"token": uuid.uuid4(), "nip": skp.pegawai.nip, "skp": skp.pk, **fields}
    return client.post(reverse("skp:matriks_tambah", args=[kepala_skp.pk]), data, follow=True)


def test_tambah_pegawai_finds_by_nip_and_shows_no_content(as_user, penilai, stranger, kepala_lain, kepala_skp):
    skp = make_skp(stranger, penilai=kepala_lain, status=Status.DRAFT)
    make_rhk(skp, "Isi yang rahasia")
    url = reverse("skp:matriks_tambah", args=[kepala_skp.pk])
    html = body(as_user(penilai).get(url, {"nip": f"{stranger.nip[:8]} {stranger.nip[8:]}"}))
    assert "Orang Lain" in html
    assert "1 Januari 2026 – 31 Desember 2026 (Draft)" in html
    assert "rahasia" not in html
    assert "ditambahkan" in said(add(as_user(penilai), kepala_skp, skp))[0]
    assert PesertaMatriks.objects.get().skp == skp


def test_the_same_form_twice_makes_one_row_and_another_form_is_refused(as_user, penilai, kepala_skp, staf_skp):
    token = uuid.uuid4()
    for _twice in range(2):
        assert add(as_user(penilai), kepala_skp, staf_skp, token=token).status_code == 200
    assert PesertaMatriks.objects.count() == 1
    response = add(as_user(penilai), kepala_skp, staf_skp)
    assert response.status_code == 409
    assert "sudah ada di matriks ini" in response.content.decode()


@pytest.mark.parametrize("who", ["himself", "other instansi", "other period", "without skp"])
def test_who_cannot_be_added(as_user, penilai, kepala_skp, staf, rekan, orang_luar, who):
    skp = {
        "himself": lambda: kepala_skp,
        "other instansi": lambda: make_skp(orang_luar, penilai=None),
        "other period": lambda: make_skp(staf, penilai=penilai, tahun=2025),
        "without skp": lambda: Skp(pk=0, pegawai=rekan),
    }[who]()
    found = as_user(penilai).get(reverse("skp:matriks_tambah", args=[kepala_skp.pk]), {"nip": skp.pegawai.nip})
    assert "Tidak ada pegawai lain di instansi ini dengan NIP itu yang sudah mempunyai SKP" in body(found)
    add(as_user(penilai), kepala_skp, skp)
    assert not PesertaMatriks.objects.exists()


@pytest.mark.parametrize("nip", ["", "abc", "1" * 17, "1" * 5000, "١" * 18, "'; --"])
def test_a_nip_that_is_none_is_answered_on_the_form(as_user, penilai, kepala_skp, nip):
    assert as_user(penilai).get(reverse("skp:matriks_tambah", args=[kepala_skp.pk]), {"nip": nip}).status_code == 200


# --- Tidak berperan, Keluarkan ---------------------------------------------------------------------------------------


@pytest.fixture
def peserta(kepala_skp, staf_skp):
    return PesertaMatriks.objects.create(kepala=kepala_skp, skp=staf_skp)


def test_tidak_berperan_is_said_and_taken_back_and_twice_changes_nothing(as_user, penilai, peserta, kolom, kepala_skp):
    for peran, expected in (("tidak", 1), ("tidak", 1), ("kosong", 0), ("kosong", 0)):
        assert post(as_user(penilai), "matriks_peran", peserta.pk, kolom.pk, peran).status_code == 200
        assert TidakBerperan.objects.count() == expected
    set_no_role(peserta=peserta, rhk=kolom, by=penilai, no_role=True)
    assert "<span>Tidak berperan</span>" in body(page(as_user(penilai), kepala_skp))


def test_tidak_berperan_is_refused_beside_an_rhk_and_goes_when_one_comes(as_user, penilai, peserta, kolom, staf_skp):
    rhk = support(staf_skp, kolom)
    assert "Sel ini berisi RHK" in said(post(as_user(penilai), "matriks_peran", peserta.pk, kolom.pk, "tidak"))[0]
    assert not TidakBerperan.objects.exists()
    rhk.delete()
    set_no_role(peserta=peserta, rhk=kolom, by=penilai, no_role=True)
    support(staf_skp, kolom)
    assert not TidakBerperan.objects.exists()


def test_a_mark_on_a_draft_tells_nothing_and_goes_when_the_skp_is_submitted(staf, penilai, kepala_skp, kolom):
    draft = make_skp(staf, penilai=penilai, status=Status.DRAFT)
    support(draft, kolom)
    peserta = PesertaMatriks.objects.get()
    set_no_role(peserta=peserta, rhk=kolom, by=penilai, no_role=True)
    support(draft, kolom, "Yang kedua")
    assert TidakBerperan.objects.count() == 1
    services.perform(Action.AJUKAN, dokumen=draft, by=staf, at=wib(2026, 1, 12))
    assert not TidakBerperan.objects.exists()


def test_a_column_of_another_matrix_is_not_found(as_user, penilai, peserta, rekan):
    foreign = make_rhk(make_skp(rekan, penilai=penilai))
    assert post(as_user(penilai), "matriks_peran", peserta.pk, foreign.pk, "tidak").status_code == 404


def test_keluarkan_is_refused_while_a_cell_is_filled(as_user, penilai, peserta, kolom, staf_skp):
    rhk = support(staf_skp, kolom)
    assert "memuat RHK yang mendukung" in said(post(as_user(penilai), "matriks_keluar", peserta.pk))[0]
    rhk.delete()
    assert "dikeluarkan" in said(post(as_user(penilai), "matriks_keluar", peserta.pk))[0]
    assert not PesertaMatriks.objects.exists()
    assert post(as_user(penilai), "matriks_keluar", peserta.pk).status_code == 404


@pytest.mark.parametrize("who", ["staf", "rekan", "stranger", "orang_luar"])
def test_a_stranger_finds_none_of_its_acts(as_user, org, peserta, kolom, kepala_skp, who):
    client = as_user(getattr(org, who))
    assert post(client, "matriks_keluar", peserta.pk).status_code == 404
    assert post(client, "matriks_peran", peserta.pk, kolom.pk, "tidak").status_code == 404
    assert post(client, "matriks_sinkron", kepala_skp.pk).status_code == 404
    assert PesertaMatriks.objects.count() == 1
    assert not TidakBerperan.objects.exists()


# --- The list --------------------------------------------------------------------------------------------------------


def test_the_list_has_the_units_own_matrix_and_then_each_team(as_user, penilai, staf, kepala_skp, kolom, staf_skp):
    tim = make_tim(penilai, [staf], nama="Tim Satu Data")
    support(staf_skp, kolom)
    response = as_user(penilai).get(reverse("skp:matriks_list"))
    rows = [(row.tim, row.jumlah_rhk, row.jumlah_pegawai, row.jumlah_terisi) for row in response.context["rows"]]
    assert rows == [(None, 1, 1, 1), (tim, 1, 1, 1)]
    assert in_order(body(response), "Bidang Data", "Tim Satu Data")
    other_year = as_user(penilai).get(reverse("skp:matriks_list"), {"tahun": "2025"})
    assert other_year.context["rows"] == []


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_costs_the_same_for_one_team_and_for_thirty(
    as_user, penilai, staf, kepala_skp, kolom, staf_skp, django_assert_num_queries, count
):
    for number in range(count):
        make_tim(penilai, [staf], nama=f"Tim {number}")
    support(staf_skp, kolom)
    client = as_user(penilai)
    client.get(reverse("skp:matriks_list"))
    with django_assert_num_queries(13):
        assert len(client.get(reverse("skp:matriks_list")).context["rows"]) == count + 1


def test_who_leads_nobody_is_told_whose_it_is(as_user, staf, staf_skp):
    assert "ada bagi pimpinan unit kerja" in body(as_user(staf).get(reverse("skp:matriks_list")))


def test_the_sasaran_page_names_the_matrices_an_skp_is_in(as_user, staf, penilai, kepala_skp, kolom, staf_skp):
    url = reverse("skp:tahunan_detail", args=[staf_skp.pk])
    assert "belum ada dalam satu pun Matriks" in body(as_user(staf).get(url))
    make_tim(penilai, [staf], nama="Tim Satu Data")
    support(staf_skp, kolom)
    html = body(as_user(staf).get(url))
    assert "ada dalam 2 Matriks Peran Hasil" in html
    assert "Tim Satu Data" in html
    assert "Lihat Matriks Bawahan" not in html
    assert "Lihat Matriks Bawahan" in body(as_user(penilai).get(kepala_skp.get_absolute_url()))


# --- Excel and paper -------------------------------------------------------------------------------------------------


def test_the_sheet_has_frozen_heads_wrapped_text_and_no_formula(as_user, penilai, staf, kepala_skp, kolom, staf_skp):
    support(staf_skp, kolom, '=HYPERLINK("http://jahat.example","klik")')
    kolom.uraian = "@SUM(1+1)"
    kolom.save()
    response = as_user(penilai).get(reverse("skp:matriks_ekspor", args=[kepala_skp.pk]))
    assert response["Content-Disposition"].startswith("attachment")
    sheet = load_workbook(BytesIO(response.content)).active
    assert sheet.freeze_panes == "E7"
    cell = sheet["E7"]
    assert (cell.data_type, cell.value[0], cell.quotePrefix, cell.alignment.wrap_text) == ("s", "=", True, True)
    assert sheet["E6"].value == "@SUM(1+1)"
    assert sheet["E6"].data_type == "s"
    assert sheet["A7"].value == "Staf"


def test_the_paper_is_a3_landscape_and_a_draft_is_marked(as_user, penilai, kepala_skp, kolom, staf_skp):
    from pypdf import PdfReader

    support(staf_skp, kolom)
    url = reverse("skp:matriks_cetak", args=[kepala_skp.pk])
    content = as_user(penilai).get(url).content
    box = PdfReader(BytesIO(content)).pages[0].mediabox
    assert (round(box.width * 25.4 / 72), round(box.height * 25.4 / 72)) == (420, 297)
    assert "KONSEP" not in text_of(content)
    Skp.objects.filter(pk=kepala_skp.pk).update(status=Status.DRAFT)
    assert "KONSEP" in text_of(as_user(penilai).get(url).content)


def test_many_columns_are_shared_between_sheets_of_equal_width(kepala_skp, kolom, penilai):
    for number in range(14):
        make_rhk(kepala_skp, f"Kolom {number}")
    sheets = matriks.sheets(matriks.build(kepala_skp, user=penilai), widest=8)
    assert [len(sheet.kolom) for sheet in sheets] == [8, 7]
    empty = matriks.sheets(matriks.Matriks(kepala_skp, None, (), ()), widest=8)
    assert [sheet.kolom for sheet in empty] == [()]
