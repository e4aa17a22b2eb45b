"""Statistik Kinerja: every number is a recount of the documents, whoever moved, left, has two SKP or none."""

import re
from collections import Counter
from datetime import date, timedelta
from html import unescape
from types import SimpleNamespace
from urllib.parse import urljoin

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dashboard.models import RekapInstansi, TahunRekap
from dashboard.statistik import JENIS, KEEP_SECONDS
from organisasi.models import (
    Instansi,
    JenisPenugasan,
    Pegawai,
    PenugasanKepala,
    PeriodeEvaluasi,
    UnitKerja,
)
from penilaian.models import Evaluasi
from skp.models import PesertaMatriks, Skp
from skp.workflow import Status
from tests.factories import make_unit, open_rekap

pytestmark = pytest.mark.django_db


def address(jenis: str, instansi: Instansi | None = None, *, unit: UnitKerja | None = None, tahun: int = 2026) -> str:
    page = {"jenis": jenis, "tahun": tahun}
    if unit is not None:
        return reverse("dashboard:statistik_unit", kwargs={**page, "unit": unit.pk})
    if instansi is not None:
        return reverse("dashboard:statistik_instansi", kwargs={**page, "instansi": instansi.pk})
    return reverse("dashboard:statistik_nasional", kwargs=page)


# --- A recount, written without the roll-ups ------------------------------------------------------------------------


def class_of(jenis: str, pegawai: Pegawai, skps: list[Skp], periode) -> str:
    last = skps[-1] if skps else None
    if jenis == "pengisian":
        kept = {Status.DRAFT: "draft", Status.DIKEMBALIKAN: "draft", Status.DIAJUKAN: "diajukan"}
        return kept.get(last.status, "disetujui") if last else "belum"
    if jenis == "matriks":
        return str(min(PesertaMatriks.objects.filter(skp=last).count(), 2)) if last else "0"
    found = Evaluasi.objects.filter(periode=periode, diserahkan_pada__isnull=False)
    of = [last] if periode.akhir else skps[::-1]
    return next((row.predikat for skp in of if skp for row in found.filter(skp=skp)), "belum")


def recount(kab: SimpleNamespace, jenis: str, periode=None) -> list[tuple[list[int], str]]:
    """Everybody who counts: the units he is in, and his class; "dikecualikan" beside the others."""
    people = []
    for pegawai in Pegawai.objects.filter(instansi=kab.instansi).select_related("unit"):
        skps = list(Skp.objects.filter(pegawai=pegawai, tahun=2026).order_by("periode_mulai"))
        jalur = pegawai.unit.jalur if pegawai.unit else []
        first, last = date(2026, 1, 1), date(2026, 12, 31)
        spans = [(row.mulai, row.selesai or last) for row in pegawai.pengecualian.all()]
        touched = any(begun <= last and ended >= first for begun, ended in spans)
        throughout = any(begun <= first and ended >= last for begun, ended in spans)
        if throughout or (touched and not skps):
            people.append((jalur, "dikecualikan"))
        elif pegawai.is_active or skps:
            people.append((jalur, class_of(jenis, pegawai, skps, periode or kab.akhir)))
    return people


def shown(response) -> dict[str, Counter]:
    """The rows of a page: their name, and how many of each class."""
    statistik = response.context["statistik"]
    keys = [kelas.kunci for kelas in statistik.lingkup.jenis.kelas]
    return {
        row.nama: +Counter(
            {**dict(zip(keys, row.hitungan.jumlah, strict=True)), "dikecualikan": row.hitungan.dikecualikan}
        )
        for row in statistik.semua
    }


def expected(people, units: dict[str, UnitKerja], *, here: UnitKerja, nowhere: bool) -> dict[str, Counter]:
    found = {nama: Counter(kelas for jalur, kelas in people if unit.pk in jalur) for nama, unit in units.items()}
    found[f"{here.nama} (langsung)"] = Counter(kelas for jalur, kelas in people if jalur[-1:] == [here.pk])
    if nowhere:
        found["Tanpa unit kerja"] = Counter(kelas for jalur, kelas in people if not jalur)
    return found


@pytest.mark.parametrize("jenis", JENIS)
def test_every_number_of_an_instansi_is_a_recount_of_its_documents(jenis, kab, as_user):
    response = as_user(kab.admin).get(address(jenis, kab.instansi))
    people = recount(kab, jenis)
    below = {"Dinas Arsip": kab.dinas, "Dinas Pasar": kab.lain}
    assert shown(response) == expected(people, below, here=kab.setda, nowhere=True)
    total = response.context["statistik"].utama
    assert total.pegawai == sum(kelas != "dikecualikan" for _jalur, kelas in people) == sum(total.jumlah)
    assert total.dikecualikan == 2


@pytest.mark.parametrize("jenis", JENIS)
def test_every_number_of_a_unit_is_a_recount_of_it_and_all_below_it(jenis, kab, as_user):
    response = as_user(kab.kepala).get(address(jenis, unit=kab.dinas))
    people = [each for each in recount(kab, jenis) if kab.dinas.pk in each[0]]
    below = {"Bidang Simpan": kab.bidang, "Bidang Kosong": kab.kosong}
    assert shown(response) == expected(people, below, here=kab.dinas, nowhere=False)


def test_a_period_counts_what_was_handed_over_in_it_and_each_person_once(kab, as_user):
    response = as_user(kab.admin).get(f"{address('penilaian', kab.instansi)}?periode={kab.triwulan.pk}")
    people = recount(kab, "penilaian", kab.triwulan)
    below = {"Dinas Arsip": kab.dinas, "Dinas Pasar": kab.lain}
    assert shown(response) == expected(people, below, here=kab.setda, nowhere=True)
    counted = Counter(kelas for _jalur, kelas in people)
    assert (counted["sangat_baik"], counted["baik"], counted["sangat_kurang"]) == (1, 2, 0)


def test_the_nation_is_the_sum_of_its_instansi(kab, as_user, super_admin):
    response = as_user(super_admin).get(address("pengisian"))
    rows = {row.nama: row.hitungan for row in response.context["statistik"].semua}
    people = recount(kab, "pengisian")
    assert rows["Pemerintah Kabupaten Hitung"].pegawai == sum(kelas != "dikecualikan" for _jalur, kelas in people)
    assert response.context["statistik"].utama.pegawai == sum(row.pegawai for row in rows.values())
    everybody = Pegawai.objects.filter(is_active=True, instansi__isnull=False).exclude(instansi=kab.instansi).count()
    assert response.context["statistik"].utama.pegawai == rows["Pemerintah Kabupaten Hitung"].pegawai + everybody


@pytest.mark.parametrize("jenis", ["matriks", "penilaian"])
def test_an_instansi_that_does_not_evaluate_says_so_and_is_not_in_the_nation(jenis, kab, as_user, super_admin):
    Instansi.objects.filter(pk=kab.instansi.pk).update(evaluasi_periodik=False)
    page = as_user(kab.admin).get(address(jenis, kab.instansi)).content.decode()
    assert "tidak memakai evaluasi periodik" in page
    assert "Statistik Utama" not in page
    nation = as_user(super_admin).get(address(jenis))
    assert "Pemerintah Kabupaten Hitung" not in [row.nama for row in nation.context["statistik"].semua]
    assert "Statistik Utama" in as_user(kab.admin).get(address("pengisian", kab.instansi)).content.decode()


def test_a_tree_with_several_roots_begins_with_them(kab, as_user):
    make_unit(kab.instansi, "Inspektorat")
    rows = shown(as_user(kab.admin).get(address("pengisian", kab.instansi)))
    assert list(rows) == ["Inspektorat", "Sekretariat Daerah Hitung", "Tanpa unit kerja"]
    people = recount(kab, "pengisian")
    assert rows["Sekretariat Daerah Hitung"] == Counter(kelas for jalur, kelas in people if kab.setda.pk in jalur)


# --- Who sees what --------------------------------------------------------------------------------------------------


def test_who_opens_what(kab, org, as_user):
    pages = {
        "pilih": reverse("dashboard:statistik"),
        "nasional": address("pengisian"),
        "instansi": address("pengisian", kab.instansi),
        "instansi lain": address("pengisian", org.instansi),
        "unit": address("pengisian", unit=kab.dinas),
        "di bawah": address("pengisian", unit=kab.bidang),
        "di atas": address("pengisian", unit=kab.setda),
        "unit lain": address("pengisian", unit=org.bidang),
    }
    staf = Pegawai.objects.get(nama="Mengajukan")
    seen = {"pilih": 200, "nasional": 403, "instansi lain": 404, "unit lain": 404, "di bawah": 200, "unit": 200}
    answers = {
        org.super_admin: dict.fromkeys(pages, 200),
        kab.admin: {**seen, "instansi": 200, "di atas": 200},
        kab.kepala: {**seen, "instansi": 404, "di atas": 404},
        staf: dict.fromkeys(pages, 403),
    }
    for person, expects in answers.items():
        client = as_user(person)
        assert {name: client.get(url).status_code for name, url in pages.items()} == expects, person


def test_who_leads_a_unit_as_plt_sees_it_while_he_does(kab, as_user):
    plt = Pegawai.objects.get(nama="Mengajukan")
    assignment = PenugasanKepala.objects.create(
        unit=kab.lain, pegawai=plt, jenis=JenisPenugasan.PLT, nomor_surat="800/1", mulai=date(2026, 3, 1),
        selesai=date(2026, 3, 31),
    )  # fmt: skip
    client = as_user(plt)
    assert client.get(address("pengisian", unit=kab.lain)).status_code == 200
    assert client.get(address("pengisian", unit=kab.dinas)).status_code == 404
    PenugasanKepala.objects.filter(pk=assignment.pk).update(selesai=date(2026, 3, 9))
    assert client.get(address("pengisian", unit=kab.lain)).status_code == 403


def test_a_page_that_was_kept_is_shown_to_nobody_who_may_not_open_it(kab, as_user):
    url = address("pengisian", kab.instansi)
    assert as_user(kab.admin).get(url).status_code == 200
    assert as_user(kab.kepala).get(url).status_code == 404


def test_crumbs_lead_up_as_far_as_one_may_go(kab, as_user):
    of_head = as_user(kab.kepala).get(address("pengisian", unit=kab.bidang)).content.decode()
    assert address("pengisian", unit=kab.dinas) in of_head
    assert address("pengisian", unit=kab.setda) not in of_head
    assert f'{address("pengisian", kab.instansi)}"' not in of_head
    of_admin = as_user(kab.admin).get(address("pengisian", unit=kab.bidang)).content.decode()
    assert all(address("pengisian", unit=unit) in of_admin for unit in (kab.dinas, kab.setda))
    assert f'{address("pengisian", kab.instansi)}"' in of_admin


# --- Choosing ---------------------------------------------------------------------------------------------------------


def test_the_choice_leads_to_the_page_of_ones_own(kab, org, as_user):
    def chosen(person: Pegawai, **query: object) -> str:
        asked = {"jenis": "matriks", "tahun": 2026, "buka": 1, **query}
        return as_user(person).get(reverse("dashboard:statistik"), asked).headers["Location"]

    assert chosen(kab.admin) == address("matriks", kab.instansi)
    assert chosen(kab.admin, cakupan="instansi", instansi=org.instansi.pk) == address("matriks", kab.instansi)
    assert chosen(kab.kepala) == address("matriks", unit=kab.dinas)
    assert chosen(org.super_admin, cakupan="nasional") == address("matriks")
    assert chosen(org.super_admin, cakupan="nasional", instansi_cari="kab") == address("matriks")
    assert chosen(org.super_admin, cakupan="instansi", instansi=kab.instansi.pk) == address("matriks", kab.instansi)


def test_who_leads_two_units_says_which_and_only_one_of_his(kab, as_user):
    PenugasanKepala.objects.create(
        unit=kab.lain, pegawai=kab.kepala, jenis=JenisPenugasan.PLT, nomor_surat="800/1", mulai=date(2026, 3, 1),
        selesai=date(2026, 3, 31),
    )  # fmt: skip
    client, asked = as_user(kab.kepala), {"jenis": "matriks", "tahun": 2026, "buka": 1}
    choose = reverse("dashboard:statistik")
    assert client.get(choose, asked).status_code == 200
    assert client.get(choose, {**asked, "unit": kab.lain.pk}).headers["Location"] == address("matriks", unit=kab.lain)
    assert "Location" not in client.get(choose, {**asked, "unit": kab.setda.pk}).headers


def test_an_instansi_is_asked_for_where_none_was_chosen(kab, as_user, super_admin):
    asked = {"jenis": "matriks", "tahun": 2026, "buka": 1, "cakupan": "instansi"}
    page = as_user(super_admin).get(reverse("dashboard:statistik"), asked).content.decode()
    assert "Pilih instansi yang ingin dilihat." in page


def test_a_year_that_is_not_counted_says_so_and_what_to_do(kab, as_user):
    page = as_user(kab.admin).get(address("pengisian", kab.instansi, tahun=2024)).content.decode()
    assert "Tahun 2024 belum dibuka untuk statistik" in page
    assert "manage.py rekap --buka 2024" in page
    assert address("pengisian", kab.instansi) in page
    assert as_user(kab.admin).get(address("pengisian", kab.instansi, tahun=2024) + "excel/").status_code == 302


# --- Sorting, searching, looking --------------------------------------------------------------------------------------


def names(response) -> list[str]:
    return [row.nama for row in response.context["statistik"].baris]


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("", ["Sekretariat Daerah Hitung (langsung)", "Dinas Arsip", "Dinas Pasar", "Tanpa unit kerja"]),
        ("urut=nama", ["Dinas Arsip", "Dinas Pasar", "Sekretariat Daerah Hitung (langsung)", "Tanpa unit kerja"]),
        ("urut=-nama", ["Tanpa unit kerja", "Sekretariat Daerah Hitung (langsung)", "Dinas Pasar", "Dinas Arsip"]),
        ("urut=-pegawai", ["Dinas Arsip", "Sekretariat Daerah Hitung (langsung)", "Dinas Pasar", "Tanpa unit kerja"]),
        ("urut=-disetujui&cari=dinas", ["Dinas Arsip", "Dinas Pasar"]),
        ("urut=disetujui&cari=DINAS", ["Dinas Pasar", "Dinas Arsip"]),
        ("urut=-belum&tampil=persen&cari=t", ["Sekretariat Daerah Hitung (langsung)", "Tanpa unit kerja"]),
        ("urut=ngawur&tampil=x&kosong=on&periode=9", None),
    ],
)
def test_rows_are_sorted_and_searched_by_the_address(query, rows, kab, as_user):
    response = as_user(kab.admin).get(f"{address('pengisian', kab.instansi)}?{query}")
    assert response.status_code == 200
    if rows is not None:
        assert names(response) == rows


def test_units_without_anybody_are_folded_away_until_asked_for(kab, as_user):
    url, client = address("pengisian", unit=kab.dinas), as_user(kab.kepala)
    folded, unfolded = client.get(url), client.get(f"{url}?kosong=on")
    assert "Bidang Kosong" not in names(folded)
    assert "1 unit kerja tanpa pegawai tidak ditampilkan" in folded.content.decode()
    assert "Bidang Kosong" in names(unfolded)


def test_percentages_show_in_place_of_counts(kab, as_user):
    response = as_user(kab.admin).get(f"{address('pengisian', kab.instansi)}?tampil=persen&cari=pasar")
    (row,) = response.context["statistik"].baris_tampil
    assert (row.pegawai, row.sel) == ("2", ["0,0%", "0,0%", "50,0%", "50,0%", "0,0%", "0"])
    assert "50,0%" in response.content.decode()


def test_every_row_leads_to_its_unit_and_to_its_persons(kab, as_user):
    client = as_user(kab.admin)
    for url in (address("penilaian", kab.instansi), address("penilaian", unit=kab.dinas)):
        response = client.get(f"{url}?periode={kab.triwulan.pk}")
        for row in response.context["statistik"].baris:
            if row.alamat:
                below = client.get(urljoin(url, row.alamat))
                assert below.context["lingkup"].periode == kab.triwulan
                assert below.context["statistik"].utama == row.hitungan
            people = client.get(urljoin(url, row.alamat_orang))
            assert people.context["halaman"].count == row.hitungan.pegawai, row


def test_a_row_of_the_nation_leads_to_its_instansi(kab, as_user, super_admin):
    client, url = as_user(super_admin), address("pengisian")
    row = next(row for row in client.get(url).context["statistik"].baris if "Hitung" in row.nama)
    assert client.get(urljoin(url, row.alamat)).context["statistik"].utama == row.hitungan


def test_the_page_says_as_of_when_and_by_whose_clock(kab, as_user):
    Instansi.objects.filter(pk=kab.instansi.pk).update(zona_waktu="Asia/Jayapura")
    page = as_user(kab.admin).get(address("pengisian", kab.instansi)).content.decode()
    assert "Per 10 Maret 2026 pukul 11.00 WIT" in page


def test_the_ring_has_its_numbers_in_words(kab, as_user):
    page = as_user(kab.admin).get(address("pengisian", kab.instansi)).content.decode()
    assert re.search(r"<desc>Disetujui \d+ \([0-9,]+%\)\. Sedang pengajuan \d+", page)


# --- What is kept -----------------------------------------------------------------------------------------------------


def queries_of(client, url: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(url).status_code == 200
    return sum("SAVEPOINT" not in query["sql"] for query in queries)


@pytest.mark.parametrize("jenis", JENIS)
def test_a_change_shows_at_once_and_what_did_not_change_is_not_read_again(jenis, kab, as_user):
    client, url = as_user(kab.admin), address(jenis, kab.instansi)
    first = client.get(url).content.decode()
    again = client.get(url)
    assert CSRF.sub("", again.content.decode()) == CSRF.sub("", first)
    assert "semua" not in vars(again.context["statistik"])
    Pegawai.objects.filter(nama="Belum").update(is_active=False)
    Skp.objects.filter(pk=kab.atasan.pk).update(status=Status.DRAFT)
    now = client.get(url)
    assert "semua" in vars(now.context["statistik"])
    assert now.context["statistik"].utama.pegawai == sum(k != "dikecualikan" for _j, k in recount(kab, jenis))


def test_another_name_shows_at_once(kab, as_user):
    client, url = as_user(kab.admin), address("pengisian", kab.instansi)
    client.get(url)
    UnitKerja.objects.filter(pk=kab.lain.pk).update(nama="Dinas Perdagangan")
    assert "Dinas Perdagangan" in client.get(url).content.decode()


def test_a_unit_moved_elsewhere_takes_its_people_with_it(kab, as_user):
    client, url = as_user(kab.admin), address("pengisian", kab.instansi)
    client.get(url)
    kab.bidang.induk = kab.lain
    kab.bidang.save()
    below = {"Dinas Arsip": kab.dinas, "Dinas Pasar": kab.lain}
    assert shown(client.get(url)) == expected(recount(kab, "pengisian"), below, here=kab.setda, nowhere=True)


def test_a_period_and_a_search_are_never_kept(kab, as_user):
    client = as_user(kab.admin)
    for query in (f"periode={kab.triwulan.pk}", "cari=dinas"):
        statistik = client.get(f"{address('penilaian', kab.instansi)}?{query}").context["statistik"]
        assert statistik.masa == 0
    assert client.get(address("penilaian", kab.instansi)).context["statistik"].masa == KEEP_SECONDS


def test_what_is_not_kept_is_shown_to_nobody_else_even_by_a_clock_that_goes_back(kab, org, as_user, hari_ini):
    theirs = address("pengisian", org.instansi) + "?cari=dinas"
    assert "Dinas Kominfo" in as_user(org.admin).get(theirs).content.decode()
    hari_ini.shift(timedelta(seconds=-30))
    page = as_user(kab.admin).get(address("pengisian", kab.instansi) + "?cari=dinas").content.decode()
    assert "Dinas Arsip" in page
    assert "Dinas Kominfo" not in page


def test_what_one_types_into_the_address_is_shown_to_nobody_else(kab, as_user):
    client, url = as_user(kab.admin), address("pengisian", kab.instansi)
    first = client.get(url).content.decode()
    cache.clear()
    client.get(f"{url}?urut=xyzzy&tampil=xyzzy&page=xyzzy&utm=xyzzy")
    assert CSRF.sub("", client.get(url).content.decode()) == CSRF.sub("", first)


def test_another_year_or_period_to_choose_shows_at_once(kab, as_user):
    client, url = as_user(kab.admin), address("penilaian", kab.instansi)
    client.get(url)
    PeriodeEvaluasi.objects.filter(pk=kab.triwulan.pk).update(nama="Kuartal Pertama")
    open_rekap(2025)
    page = client.get(url).content.decode()
    assert "Kuartal Pertama" in page
    assert address("penilaian", kab.instansi, tahun=2025) in page


def test_more_rows_than_a_page_holds_are_paged_and_summed_up_whole(kab, as_user, monkeypatch):
    monkeypatch.setattr("dashboard.statistik.ROWS_PER_PAGE", 1)
    monkeypatch.setattr("dashboard.statistik.ORPHANS", 0)
    client, url = as_user(kab.admin), address("pengisian", kab.instansi)
    whole = client.get(url).context["statistik"]
    seen, query = [], "?urut=nama"
    while query:
        response = client.get(f"{url}{query}")
        statistik = response.context["statistik"]
        assert statistik.jumlah == whole.utama
        seen += [row.nama for row in statistik.page_obj]
        found = re.search(r'rel="next" href="([^"]+)"', response.content.decode())
        query = unescape(found[1]) if found else ""
    assert seen == names(client.get(f"{url}?urut=nama&page=99")) == sorted(seen, key=str.casefold)
    assert len(seen) == 4


CSRF = re.compile(r"X-CSRFToken[^}]+|csrfmiddlewaretoken\" value=\"[^\"]+")


# --- Cost -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def bangsa(kab) -> SimpleNamespace:
    """600 instansi with figures, and 900 units below one dinas."""
    made = Instansi.objects.bulk_create(
        Instansi(nama=f"Pemerintah Kabupaten Nomor {n:03} Sebelah Timur", kode=f"kab-{n}", kota="K") for n in range(600)
    )
    RekapInstansi.objects.bulk_create(
        RekapInstansi(
            tahun=2026, instansi=each, pegawai=8000 + n, draft=100, diajukan=900, disetujui=6500, matriks_1=7000
        )
        for n, each in enumerate(made)
    )
    units = UnitKerja.objects.bulk_create(
        UnitKerja(instansi=kab.instansi, induk=kab.lain, nama=f"Unit Pelaksana Teknis Nomor {n:03}", kode=f"u{n}")
        for n in range(900)
    )
    people = Pegawai.objects.bulk_create(
        Pegawai(nip=f"19850101200501{n:04}", nama=f"Orang {n}", instansi=kab.instansi, unit=each, jabatan=kab.post)
        for n, each in enumerate(units)
    )
    return SimpleNamespace(units=units, people=people)


BUDGET = 120 * 1024


@pytest.mark.parametrize("jenis", JENIS)
def test_a_page_of_600_rows_and_more_is_small_and_asks_as_much_as_one_of_few(jenis, kab, as_user, super_admin, request):
    pages = {
        "nasional": (super_admin, address(jenis)),
        "instansi": (kab.admin, address(jenis, kab.instansi)),
        "unit": (kab.admin, address(jenis, unit=kab.lain)),
        "kepala": (kab.sekda, address(jenis, unit=kab.lain)),
    }
    if jenis == "penilaian":
        pages["periode"] = (kab.sekda, f"{address(jenis, unit=kab.lain)}?periode={kab.triwulan.pk}")
    few = {name: queries_of(as_user(person), url) for name, (person, url) in pages.items()}
    request.getfixturevalue("bangsa")
    cache.clear()
    many = {name: queries_of(as_user(person), url) for name, (person, url) in pages.items()}
    assert many == few
    assert max(few.values()) <= 8, few
    kept = {name: queries_of(as_user(person), url) for name, (person, url) in pages.items() if name != "periode"}
    assert max(kept.values()) <= 8, kept
    sizes = {name: len(as_user(person).get(url).content) for name, (person, url) in pages.items()}
    assert max(sizes.values()) <= BUDGET, sizes


def test_a_year_that_is_still_being_counted_shows_no_half_figures(kab, as_user):
    TahunRekap.objects.filter(pk=2026).update(terisi_pada=None)
    path = address("pengisian", kab.instansi)
    page = as_user(kab.admin).get(path).content.decode()
    assert "2026 sedang dihitung" in page
    assert "<table" not in page
    assert as_user(kab.admin).get(path + "excel/").status_code == 302
    assert "2026 sedang dihitung" in as_user(kab.admin).get(path + "orang/").content.decode()


def test_a_year_nobody_opened_has_no_years_to_choose(kab, as_user):
    TahunRekap.objects.all().delete()
    page = as_user(kab.admin).get(address("pengisian", kab.instansi)).content.decode()
    assert "belum dibuka untuk statistik" in page
