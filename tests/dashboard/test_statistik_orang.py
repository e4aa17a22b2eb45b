"""The persons behind a number of the statistics: whose names stand there, and the files of them."""

import csv
import io
from datetime import date

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from dashboard import rekap, statistik_orang
from dashboard.models import RekapPegawai
from dashboard.statistik import JENIS
from organisasi.models import Pegawai, Pekerjaan, StatusPekerjaan
from penilaian.models import JejakBaca
from skp.models import Skp
from skp.workflow import Status
from tests.factories import wib

pytestmark = pytest.mark.django_db


def address(kab, jenis: str = "pengisian", file: str = "", **query: object) -> str:
    kwargs = {"jenis": jenis, "tahun": 2026, "instansi": kab.instansi.pk}
    path = reverse(f"dashboard:statistik_orang{file}", kwargs=kwargs)
    return f"{path}?{'&'.join(f'{name}={value}' for name, value in query.items())}" if query else path


def names(response) -> set[str]:
    return {row["orang"].pegawai.nama for row in response.context["rows"]}


@pytest.mark.parametrize("jenis", JENIS)
def test_behind_each_number_stand_as_many_persons(jenis, kab, as_user):
    client = as_user(kab.admin)
    pages = {"": reverse("dashboard:statistik_instansi", args=[jenis, 2026, kab.instansi.pk])}
    pages |= {
        unit.nama: reverse("dashboard:statistik_unit", args=[jenis, 2026, unit.pk]) for unit in (kab.dinas, kab.lain)
    }
    for page in pages.values():
        periods = [""] if jenis != "penilaian" else ["", f"?periode={kab.triwulan.pk}"]
        for query in periods:
            statistik = client.get(page + query).context["statistik"]
            for tile in statistik.ubin:
                people = client.get(f"{tile['url']}")
                assert people.context["halaman"].count == int(tile["value"]), tile
            excepted = client.get(statistik.lingkup.alamat_orang(kelas="dikecualikan"))
            assert excepted.context["halaman"].count == statistik.utama.dikecualikan


@pytest.mark.parametrize(
    ("query", "people"),
    [
        ({"kelas": "draft"}, {"Pindah Tengah Tahun", "Dikembalikan", "Cuti Dengan SKP"}),
        ({"kelas": "diajukan"}, {"Mengajukan"}),
        ({"kelas": "dikecualikan"}, {"Cuti", "Cuti Setahun"}),
        ({"tanpa_unit": 1}, {"Tanpa Unit"}),
        ({"cari": "pensiun"}, {"Pensiun Dengan SKP"}),
        ({"cari": "bukan siapa-siapa"}, set()),
    ],
)
def test_the_list_is_narrowed_by_the_address(query, people, kab, as_user):
    assert names(as_user(kab.admin).get(address(kab, **query))) == people


def test_who_moved_elsewhere_is_still_found_where_a_closed_year_has_him(kab, org, as_user):
    gone = Pegawai.objects.get(nama="Mengajukan")
    rekap.close_year(2026, at=wib(2027, 1, 1))
    Pegawai.objects.filter(pk=gone.pk).update(
        instansi=org.instansi, unit=org.bidang, jabatan=org.staf.jabatan, admin_instansi=False
    )
    assert names(as_user(kab.admin).get(address(kab, kelas="diajukan"))) == {"Mengajukan"}


def test_a_person_is_found_by_the_beginning_of_his_nip(kab, as_user):
    nip = Pegawai.objects.get(nama="Mengajukan").nip
    assert "Mengajukan" in names(as_user(kab.admin).get(address(kab, cari=nip[:18])))


def test_in_the_unit_itself_and_with_all_below_it(kab, as_user):
    client = as_user(kab.admin)
    assert names(client.get(address(kab, unit=kab.dinas.pk, langsung=1))) == {"Kepala Arsip", "Tahun Lalu"}
    below = names(client.get(address(kab, unit=kab.dinas.pk)))
    assert {"Kepala Arsip", "Setuju", "Ketua Simpan"} <= below
    assert "Belum" not in below


def test_a_head_sees_the_people_of_his_units_alone(kab, org, as_user):
    client = as_user(kab.kepala)
    seen = names(client.get(address(kab, entri=100)))
    assert seen == {"Kepala Arsip", "Tahun Lalu", *names(client.get(address(kab, unit=kab.bidang.pk)))}
    assert client.get(address(kab, unit=kab.lain.pk)).status_code == 404
    assert client.get(address(kab, unit="9" * 30)).status_code == 404
    assert client.get(address(kab, unit="x")).status_code == 404
    assert as_user(org.admin).get(address(kab)).status_code == 404
    assert as_user(Pegawai.objects.get(nama="Mengajukan")).get(address(kab)).status_code == 403


def test_an_skp_is_opened_only_by_who_may_read_it(kab, as_user):
    """A draft is its owner's alone, also before the admin; the list tells that there is one."""
    page = as_user(kab.admin).get(address(kab, cari="Cuti Dengan")).content.decode()
    draft = Skp.objects.get(pegawai__nama="Cuti Dengan SKP")
    assert "Draft" in page
    assert draft.get_absolute_url() not in page
    assert kab.setuju.get_absolute_url() in as_user(kab.admin).get(address(kab, cari="Setuju")).content.decode()


def test_what_is_rated_and_not_handed_over_is_not_told(kab, as_user):
    for query in ({}, {"periode": kab.triwulan.pk}):
        page = as_user(kab.admin).get(address(kab, "penilaian", cari="Ketua", **query)).content.decode()
        assert "Ketua Simpan" in page
        assert page.count("Belum diserahkan") == 2  # the choice above the list, and his row
        assert page.count("Sangat Kurang") == 1


def test_reading_a_predikat_stands_in_the_trail_of_its_owner(kab, as_user):
    as_user(kab.admin).get(address(kab, "pengisian"))
    assert not JejakBaca.objects.exists()
    as_user(kab.admin).get(address(kab, "penilaian", cari="Setuju"))
    (trail,) = JejakBaca.objects.all()
    assert (trail.skp, trail.pembaca, trail.periode) == (kab.setuju, kab.admin, kab.akhir)


def test_the_reason_of_an_exception_is_told(kab, as_user):
    page = as_user(kab.admin).get(address(kab, kelas="dikecualikan")).content.decode()
    assert "Dikecualikan: Cuti di luar tanggungan negara" in page


def grow(kab, count: int) -> None:
    people = Pegawai.objects.bulk_create(
        Pegawai(
            nip=f"19850101200502{n:04}", nama=f"Orang {n:04}", instansi=kab.instansi, unit=kab.lain, jabatan=kab.post
        )
        for n in range(count)
    )
    Skp.objects.bulk_create(
        Skp(
            pegawai=each, instansi=kab.instansi, unit=kab.lain, jabatan=kab.post, tahun=2026, status=Status.DISETUJUI,
            periode_mulai=date(2026, 1, 1), periode_selesai=date(2026, 12, 31), status_sejak=kab.setuju.status_sejak,
        )
        for each in people
    )  # fmt: skip


@pytest.mark.parametrize("jenis", JENIS)
def test_thirty_persons_cost_as_many_queries_as_one(jenis, kab, as_user, django_assert_max_num_queries):
    client = as_user(kab.kepala), as_user(kab.admin)
    url = address(kab, jenis, entri=100, **({"periode": kab.triwulan.pk} if jenis == "penilaian" else {}))
    for each in client:
        with django_assert_max_num_queries(8 + 3 + 2) as few:  # the list, the shell, two savepoints
            each.get(f"{url}&cari=Setuju")
    grow(kab, 30)
    with django_assert_max_num_queries(len(few)):
        page = client[1].get(url)
    assert page.context["halaman"].count > 30
    assert len(page.content) < 60 * 1024


@pytest.mark.parametrize("jenis", JENIS)
def test_every_person_is_on_one_page_in_the_order_of_names(jenis, kab, as_user):
    grow(kab, 30)
    client = as_user(kab.admin)
    everybody = [row["orang"].pegawai for row in client.get(address(kab, jenis, entri=100)).context["rows"]]
    seen, url = [], address(kab, jenis, entri=10)
    while url:
        page = client.get(url).context
        seen += [row["orang"].pegawai for row in page["rows"]]
        url = page["halaman"].next and address(kab, jenis) + page["halaman"].next
    assert seen == everybody
    assert len(seen) > 30


def test_a_page_after_somebody_one_may_not_see_is_the_first(kab, as_user):
    stranger = RekapPegawai.objects.get(pegawai__nama="Tanpa Unit", tahun=2026)
    client = as_user(kab.kepala)
    assert names(client.get(address(kab, setelah=stranger.pk))) == names(client.get(address(kab)))


# --- Files ------------------------------------------------------------------------------------------------------------


def sheet_of(content: bytes) -> list[list[object]]:
    return [list(row) for row in load_workbook(io.BytesIO(content))["Pegawai"].iter_rows(values_only=True)]


def test_a_workbook_has_exactly_the_persons_of_the_list(kab, as_user):
    Pegawai.objects.filter(nama="Mengajukan").update(nama="=HYPERLINK(1)")
    response = as_user(kab.admin).get(address(kab, "penilaian", "_excel", unit=kab.bidang.pk))
    rows = sheet_of(response.content)
    assert rows[0] == ["Nama", "NIP", "Jabatan", "Unit Kerja", "Status SKP", "Sejak", "Predikat"]
    listed = as_user(kab.admin).get(address(kab, "penilaian", unit=kab.bidang.pk, entri=100))
    assert {row[0] for row in rows[1:]} == names(listed)
    assert {row[0]: row[6] for row in rows[1:]}["Setuju"] == "Baik"
    assert {row[0]: row[6] for row in rows[1:]}["Ketua Simpan"] == "Belum diserahkan"
    sheet = load_workbook(io.BytesIO(response.content))["Pegawai"]
    risky = next(cell for cell in sheet["A"] if cell.value == "=HYPERLINK(1)")
    assert (risky.data_type, risky.quotePrefix) == ("s", True)
    about = dict(load_workbook(io.BytesIO(response.content))["Ringkasan"].iter_rows(values_only=True))
    assert about["Per"] == "10 Maret 2026 pukul 09.00 WIB"
    assert about["Pegawai"] == "Pegawai, Bidang Simpan"


def test_a_csv_is_streamed_and_runs_no_formula(kab, as_user):
    Pegawai.objects.filter(nama="Mengajukan").update(nama="@SUM(1)")
    response = as_user(kab.admin).get(address(kab, "matriks", "_csv", unit=kab.bidang.pk))
    assert response.streaming
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert rows[0][-1] == "Matriks diikuti"
    found = {row[0]: row for row in rows[1:]}
    assert "'@SUM(1)" in found
    assert found["Setuju"][-1] == "1"
    assert found["Setuju"][1] == Pegawai.objects.get(nama="Setuju").nip_tampil


def test_a_long_list_is_left_to_the_worker(kab, as_user, run_work, monkeypatch):
    monkeypatch.setattr(statistik_orang, "AT_ONCE", 5)
    client, asked = as_user(kab.admin), {"unit": kab.bidang.pk, "kelas": "disetujui"}
    page = client.get(address(kab)).content.decode()
    assert "Siapkan Ekspor Excel" in page
    assert client.get(address(kab, file="_excel")).status_code == 302
    answer = client.post(address(kab, file="_siapkan", **asked))
    pekerjaan = Pekerjaan.objects.get()
    assert answer.headers["Location"] == pekerjaan.get_absolute_url()
    client.post(address(kab, file="_siapkan", **asked))
    assert Pekerjaan.objects.count() == 1
    run_work()
    pekerjaan.refresh_from_db()
    assert pekerjaan.status == StatusPekerjaan.SELESAI
    with pekerjaan.hasil.open() as file:
        rows = sheet_of(file.read())
    assert {row[0] for row in rows[1:]} == names(client.get(address(kab, **asked)))
    assert pekerjaan.kemajuan == pekerjaan.jumlah == len(rows) - 1


def test_who_no_longer_leads_gets_no_file_from_the_worker(kab, as_user, run_work):
    as_user(kab.kepala).post(address(kab, file="_siapkan", unit=kab.bidang.pk))
    kab.dinas.kepala = None
    kab.dinas.save()
    run_work()
    pekerjaan = Pekerjaan.objects.get()
    assert (pekerjaan.status, bool(pekerjaan.hasil)) == (StatusPekerjaan.GAGAL, False)


@pytest.mark.parametrize("role", ["stranger", "admin"])
def test_nobody_else_has_a_file_prepared(role, kab, org, as_user):
    answer = as_user(getattr(org, role)).post(address(kab, file="_siapkan"))
    assert answer.status_code == {"stranger": 403, "admin": 404}[role]
    assert not Pekerjaan.objects.exists()
