"""People in and out by sheets."""

import csv
import io
from datetime import date

import pytest

from organisasi.models import Impor, Pegawai
from tests.factories import make_nip
from tests.lembar_kerja import apply, counts, faults, imported, read_back, upload, workbook

JUDUL = ["NIP", "Nama", "Kode Unit", "Jabatan", "Golongan Ruang", "TMT Golongan", "Aktif"]
BARU = "199501012020121001"


def row(nip=BARU, nama="Siti Aminah", unit="bidang-data", jabatan="Pengelola Data", gol="III/a", tmt="", aktif=""):
    return [nip, nama, unit, jabatan, gol, tmt, aktif]


@pytest.fixture
def client_admin(as_user, admin):
    return as_user(admin)


def test_a_new_person_is_added_without_a_password(client_admin, org) -> None:
    impor = imported(client_admin, "pegawai", workbook([JUDUL, row(tmt=date(2021, 4, 1))]))
    assert counts(impor) == (1, 0, 0, 0)
    assert not Pegawai.objects.filter(nip=BARU).exists()
    answer = apply(client_admin, impor)
    assert "Diterapkan" in answer.content.decode()
    made = Pegawai.objects.get(nip=BARU)
    assert (made.nama, made.unit, made.jabatan.nama) == ("Siti Aminah", org.bidang, "Pengelola Data")
    assert (made.golongan, made.tmt_golongan, made.is_active, made.status) == ("III/a", date(2021, 4, 1), True, "PNS")
    assert not made.has_usable_password()
    assert not made.admin_instansi
    assert not made.is_superuser
    assert made.instansi == org.instansi
    event = Pegawai.pgh_event_model.objects.get(pgh_obj=made, pgh_label="insert")
    assert event.pgh_context.metadata["user"] == org.admin.pk


def test_the_same_file_twice_changes_nothing(client_admin, staf) -> None:
    content = workbook([JUDUL, row(), row(staf.nip, "Staf Baru")])
    first = imported(client_admin, "pegawai", content)
    assert counts(first) == (1, 1, 0, 0)
    apply(client_admin, first)
    again = imported(client_admin, "pegawai", content, token=2)
    assert counts(again) == (0, 0, 2, 0)
    page = client_admin.get(again.get_absolute_url()).content.decode()
    assert "sudah diterapkan" in page
    assert "Tidak ada baris yang perlu ditambahkan atau diubah" in page
    staf.refresh_from_db()
    assert staf.nama == "Staf Baru"


def test_an_export_comes_back_as_the_same(client_admin, super_admin, org) -> None:
    org.staf.nama = "=cmd()"
    org.staf.tmt_jabatan = date(1999, 3, 1)
    org.staf.gelar_belakang = "S.T.,  M.Eng."
    org.staf.save()
    people = Pegawai.objects.filter(instansi=org.instansi, is_superuser=False).count()
    content = b"".join(client_admin.get("/ekspor/pegawai/?format=xlsx").streaming_content)
    assert counts(imported(client_admin, "pegawai", content)) == (0, 0, people, 0)
    lines = b"".join(client_admin.get("/ekspor/pegawai/?format=csv").streaming_content)
    assert counts(imported(client_admin, "pegawai", lines, nama="x.csv", token=2)) == (0, 0, people, 0)


def test_an_export_holds_nobody_elses_people_and_no_formula(client_admin, org) -> None:
    Pegawai.objects.filter(pk=org.staf.pk).update(nama="=HYPERLINK(1)")
    rows = read_back(client_admin.get("/ekspor/pegawai/?format=xlsx"))
    assert rows[0][0] == "NIP"
    assert {one[0] for one in rows[1:]} == set(
        Pegawai.objects.filter(instansi=org.instansi, is_superuser=False).values_list("nip", flat=True)
    )
    lines = b"".join(client_admin.get("/ekspor/pegawai/?format=csv").streaming_content).decode("utf-8-sig")
    read = list(csv.reader(io.StringIO(lines), delimiter=";"))
    assert "'=HYPERLINK(1)" in {one[1] for one in read}


SALAH = {
    "number": ([198501012010011001], "nip", "angka sehingga digit"),
    "scientific": (["1.98E+17"], "nip", "angka sehingga digit"),
    "short": (["19950101202012100"], "nip", "18 angka"),
    "impossible day": (["199513012020121001"], "nip", "kalender"),
    "month 13 of a PNS": (["199501012020131001", "A"], "nip", "bulan pengangkatan"),
    "no name": ([BARU, "\u00a0 \u200b"], "nama", "Wajib"),
    "long name": ([BARU, "x" * 151], "nama", "150"),
    "foreign unit": ([BARU, "A", "dinas-luar"], "unit", "tidak dikenal"),
    "unknown unit": ([BARU, "A", "bidang-dta"], "unit", "bidang-data"),
    "unknown post": ([BARU, "A", "bidang-data", "Pengelola Dta"], "jabatan", "Pengelola Data"),
    "unknown golongan": ([BARU, "A", "", "", "III/z"], "golongan", "tidak dikenal"),
    "date that is not": ([BARU, "A", "", "", "", "31-02-2020"], "tmt_golongan", "kalender"),
    "date month first": ([BARU, "A", "", "", "", "12/31/2020"], "tmt_golongan", "kalender"),
    "neither yes nor no": ([BARU, "A", "", "", "", "", "mungkin"], "aktif", "YA atau TIDAK"),
}


@pytest.mark.parametrize("name", SALAH)
def test_a_wrong_cell_is_told_by_row_and_column(client_admin, name) -> None:
    cells, kolom, words = SALAH[name]
    impor = imported(client_admin, "pegawai", workbook([JUDUL, cells, row("199601012020121002")]))
    assert counts(impor) == (1, 0, 0, 1), faults(impor)
    assert words in faults(impor)[2][kolom]


BENAR = {
    "spaces": ({"nip": " 19950101 202012 1 001 "}, {}),
    "no-break and zero-width": ({"nip": "\u200b199501012020121001\u00a0", "nama": "\u00a0Siti\u00a0Aminah "}, {}),
    "apostrophe": ({"nip": "'199501012020121001"}, {}),
    "golongan with pangkat": ({"gol": "Penata Muda (III/a)"}, {}),
    "golongan in capitals": ({"gol": "iii/A"}, {}),
    "post in capitals": ({"jabatan": "PENGELOLA  data"}, {}),
    "date in words": ({"tmt": "1 April 2021"}, {"tmt_golongan": date(2021, 4, 1)}),
    "date in words of old": ({"tmt": "1 Pebruari 1989"}, {"tmt_golongan": date(1989, 2, 1)}),
    "date day first": ({"tmt": "01/04/2021"}, {"tmt_golongan": date(2021, 4, 1)}),
    "date serial": ({"tmt": 44287}, {"tmt_golongan": date(2021, 4, 1)}),
    "not active": ({"aktif": "Tidak"}, {"is_active": False}),
    "truth": ({"aktif": True}, {"is_active": True}),
}


@pytest.mark.parametrize("name", BENAR)
def test_what_people_mean_is_understood(client_admin, name) -> None:
    given, expected = BENAR[name]
    impor = imported(client_admin, "pegawai", workbook([JUDUL, row(**given)]))
    assert counts(impor) == (1, 0, 0, 0), faults(impor)
    apply(client_admin, impor)
    made = Pegawai.objects.get(nip=BARU)
    assert (made.nama, made.golongan, made.jabatan.nama) == ("Siti Aminah", "III/a", "Pengelola Data")
    for field, value in expected.items():
        assert getattr(made, field) == value


def test_a_nip_twice_is_wrong_in_each_row_naming_the_others(client_admin) -> None:
    impor = imported(client_admin, "pegawai", workbook([JUDUL, row(), row(make_nip(700)), row(nama="Lain")]))
    assert counts(impor) == (1, 0, 0, 2)
    assert "baris 4" in faults(impor)[2][""]
    assert "baris 2" in faults(impor)[4][""]


def test_of_somebody_elsewhere_only_that_the_nip_is_taken(client_admin, orang_luar) -> None:
    impor = imported(client_admin, "pegawai", workbook([JUDUL, row(orang_luar.nip)]))
    assert faults(impor) == {2: {"": "NIP ini sudah terdaftar dan tidak dapat diubah lewat impor ini."}}
    page = client_admin.get(impor.get_absolute_url()).content.decode()
    assert orang_luar.nama not in page
    assert "Kabupaten Lain" not in page


def test_the_same_for_a_super_admin_of_the_own_instansi(client_admin, super_admin) -> None:
    impor = imported(client_admin, "pegawai", workbook([JUDUL, row(super_admin.nip)]))
    assert "sudah terdaftar" in faults(impor)[2][""]


def test_nobody_changes_himself(client_admin, admin) -> None:
    own = [admin.nip, admin.nama, admin.unit.kode, admin.jabatan.nama, admin.golongan, "", "TIDAK"]
    impor = imported(client_admin, "pegawai", workbook([JUDUL, own]))
    assert "Data sendiri" in faults(impor)[2][""]
    unchanged = imported(client_admin, "pegawai", workbook([JUDUL, [*own[:-1], "YA"]]), token=2)
    assert counts(unchanged) == (0, 0, 1, 0)


@pytest.mark.parametrize("kolom", ["Admin Instansi", "is_superuser", "password"])
def test_no_column_gives_a_role(client_admin, kolom) -> None:
    answer = upload(client_admin, "pegawai", workbook([[*JUDUL, kolom], [*row(), "YA"]]))
    assert answer.status_code == 409
    assert "tidak dikenal" in str(answer.context["form"].errors)
    assert not Impor.objects.exists()


def test_columns_that_are_missing_are_not_changed(client_admin, staf) -> None:
    impor = imported(client_admin, "pegawai", workbook([["nama  PEGAWAI", "nip"], ["Nama Baru", staf.nip]]))
    assert counts(impor) == (0, 1, 0, 0)
    assert impor.baris.get().perubahan == {"nama": ["Staf", "Nama Baru"]}
    apply(client_admin, impor)
    before = (staf.unit, staf.jabatan, staf.golongan, staf.email)
    staf.refresh_from_db()
    assert (staf.nama, staf.unit, staf.jabatan, staf.golongan, staf.email) == ("Nama Baru", *before)


def test_an_empty_cell_empties_but_never_switches(client_admin, staf) -> None:
    impor = imported(client_admin, "pegawai", workbook([JUDUL, row(staf.nip, "Staf", unit="", gol="")]))
    assert impor.baris.get().perubahan == {"unit": ["bidang-data", ""], "golongan": ["III/a", ""]}
    apply(client_admin, impor)
    staf.refresh_from_db()
    assert (staf.unit, staf.golongan, staf.is_active) == (None, "", True)


def test_what_changed_meanwhile_stops_all_or_is_passed_over(client_admin, staf, rekan) -> None:
    rows = [JUDUL, row(staf.nip, "Satu"), row(rekan.nip, "Dua"), row()]
    impor = imported(client_admin, "pegawai", workbook(rows))
    Pegawai.objects.filter(pk=staf.pk).update(nama="Diubah Orang")
    answer = apply(client_admin, impor)
    assert "Belum diterapkan" in answer.content.decode()
    assert counts(impor) == (1, 1, 0, 1)
    assert "berubah sejak pratinjau" in faults(impor)[2][""]
    assert not Pegawai.objects.filter(nip=BARU).exists()
    apply(client_admin, impor, "YANG_BENAR")
    assert counts(impor) == (1, 1, 0, 1)
    assert impor.status == "DITERAPKAN"
    assert set(Pegawai.objects.filter(pk__in=[staf.pk, rekan.pk]).values_list("nama", flat=True)) == {
        "Diubah Orang",
        "Dua",
    }


def test_what_somebody_else_did_already_is_the_same(client_admin, staf) -> None:
    impor = imported(client_admin, "pegawai", workbook([["NIP", "Nama"], [staf.nip, "Sama"]]))
    Pegawai.objects.filter(pk=staf.pk).update(nama="Sama")
    apply(client_admin, impor)
    assert counts(impor) == (0, 0, 1, 0)
    assert impor.status == "DITERAPKAN"


def test_a_unit_that_was_closed_meanwhile_stops_the_row(client_admin, org) -> None:
    impor = imported(client_admin, "pegawai", workbook([JUDUL, row(unit="dinas-sosial")]))
    type(org.bidang).objects.filter(kode="dinas-sosial").update(aktif=False)
    apply(client_admin, impor)
    assert "ditutup" in faults(impor)[2]["unit"]
    assert not Pegawai.objects.filter(nip=BARU).exists()


def test_the_failed_rows_come_as_a_file_that_can_be_sent_again(client_admin) -> None:
    rows = [JUDUL, row(), row("12", "Salah Satu", tmt=date(2020, 1, 2)), row("13", "Salah Dua")]
    impor = imported(client_admin, "pegawai", workbook(rows))
    assert counts(impor) == (1, 0, 0, 2)
    apply(client_admin, impor, "YANG_BENAR")
    sent = read_back(client_admin.get(f"/impor/{impor.pk}/gagal/"))
    assert next(one[-1] for one in sent) == "Kesalahan"
    assert [one[1] for one in sent[1:]] == ["Salah Satu", "Salah Dua"]
    assert "18 angka" in sent[1][-1]
    mended = [sent[0], ("199701012020122003", *sent[1][1:]), ("199801012020122004", *sent[2][1:])]
    again = imported(client_admin, "pegawai", workbook(mended), token=2)
    assert counts(again) == (2, 0, 0, 0)


def test_the_template_can_be_sent_back_with_its_example_left_in(client_admin) -> None:
    content = b"".join(client_admin.get("/impor/pegawai/template/").streaming_content)
    answer = upload(client_admin, "pegawai", content)
    assert "Tidak ada baris data" in str(answer.context["form"].errors)


def test_a_super_admin_names_the_instansi(as_user, super_admin, org) -> None:
    client = as_user(super_admin)
    content = workbook([["NIP", "Nama", "Kode Unit"], [BARU, "A", "dinas-luar"]])
    impor = imported(client, "pegawai", content, instansi=org.instansi_lain.pk, token=2)
    apply(client, impor)
    assert Pegawai.objects.get(nip=BARU).instansi == org.instansi_lain


def test_an_admin_reaches_no_other_instansi(client_admin, org) -> None:
    pk = org.instansi_lain.pk
    assert upload(client_admin, "pegawai", workbook([JUDUL, row()]), instansi=pk).status_code == 404
    assert client_admin.get(f"/ekspor/pegawai/?instansi={pk}&format=csv").status_code == 404
    assert client_admin.get(f"/impor/?instansi={pk}").status_code == 404
