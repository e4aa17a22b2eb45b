"""Units and posts out of sheets: rows that speak of each other, in any order."""

import pytest

from organisasi.models import Jabatan, Pegawai, UnitKerja
from tests.factories import make_nip
from tests.lembar_kerja import apply, counts, faults, imported, workbook

JUDUL = ["Kode Unit", "Nama Unit", "Kode Unit Induk", "NIP Kepala"]


@pytest.fixture
def client(as_user, admin):
    return as_user(admin)


def send(client, *rows, token=1, judul=JUDUL, jenis="unit"):
    return imported(client, jenis, workbook([judul, *rows]), token=token)


def tree(org) -> dict[str, tuple[str, ...]]:
    """The codes from the top down to each unit."""
    units = UnitKerja.objects.filter(instansi=org.instansi)
    codes = dict(units.values_list("pk", "kode"))
    return {unit.kode: tuple(codes[pk] for pk in unit.jalur) for unit in units}


def test_a_parent_may_come_after_its_children(client, org) -> None:
    rows = [["a.1.1", "Seksi", "a.1"], ["a.1", "Bidang", "a"], ["b", "Puncak", ""], ["a", "Dinas", "dinas-kominfo"]]
    impor = send(client, *rows)
    assert counts(impor) == (4, 0, 0, 0), faults(impor)
    apply(client, impor)
    made = tree(org)
    above = ("sekretariat-daerah", "dinas-kominfo")
    assert made["a.1.1"] == (*above, "a", "a.1", "a.1.1")
    assert made["b"] == ("b",)
    assert counts(send(client, *rows, token=2)) == (0, 0, 4, 0)


def test_two_units_change_places(client, org) -> None:
    """Each step alone would put a unit under itself."""
    rows = [["dinas-kominfo", "Dinas Kominfo", "bidang-data"], ["bidang-data", "Bidang Data", "sekretariat-daerah"]]
    impor = send(client, *rows, judul=JUDUL[:3])
    assert counts(impor) == (0, 2, 0, 0)
    apply(client, impor)
    assert tree(org)["dinas-kominfo"] == ("sekretariat-daerah", "bidang-data", "dinas-kominfo")


LINGKARAN = {
    "with what is there": ([["sekretariat-daerah", "S", "bidang-data"]], {2}),
    "in the file": ([["a", "A", "b"], ["b", "B", "c"], ["c", "C", "a"]], {2, 3, 4}),
    "below one": ([["a", "A", "b"], ["b", "B", "a"], ["c", "C", "b"]], {2, 3, 4}),
    "itself": ([["a", "A", "a"]], {2}),
}


@pytest.mark.parametrize("name", LINGKARAN)
def test_a_circle_is_told_in_its_rows(client, org, name) -> None:
    before = tree(org)
    rows, wrong = LINGKARAN[name]
    impor = send(client, *rows, ["z", "Benar", ""], judul=JUDUL[:3])
    assert faults(impor).keys() == wrong
    apply(client, impor, "YANG_BENAR")
    assert tree(org) == before | {"z": ("z",)}


def test_a_new_unit_below_a_wrong_one_is_wrong_too(client) -> None:
    impor = send(client, ["a", "", ""], ["b", "B", "a"], ["c", "C", "b"], judul=JUDUL[:3])
    assert counts(impor)[3] == 3


def test_units_of_another_instansi_are_none(client, org, admin_luar) -> None:
    impor = send(client, ["a", "A", "dinas-luar", ""], ["b", "B", "", admin_luar.nip])
    assert "tidak ada di instansi ini" in faults(impor)[2]["induk"]
    assert "bukan pegawai instansi ini" in faults(impor)[3]["kepala"]
    own = send(client, ["dinas-luar", "Kode yang sama di sini", ""], judul=JUDUL[:3], token=2)
    apply(client, own)
    assert UnitKerja.objects.filter(kode="dinas-luar").count() == 2
    assert UnitKerja.objects.get(kode="dinas-luar", instansi=org.instansi_lain).nama == "Dinas Luar"


def test_heads_change_places_and_nobody_heads_two(client, org, kepala, penilai, staf) -> None:
    swapped = [["dinas-kominfo", "Dinas Kominfo", "sekretariat-daerah", penilai.nip],
               ["bidang-data", "Bidang Data", "dinas-kominfo", kepala.nip]]  # fmt: skip
    impor = send(client, *swapped)
    assert counts(impor) == (0, 2, 0, 0), faults(impor)
    apply(client, impor)
    assert UnitKerja.objects.get(pk=org.bidang.pk).kepala == kepala
    assert UnitKerja.objects.get(pk=org.dinas.pk).kepala == penilai
    twice = send(client, ["a", "A", "", staf.nip], ["b", "B", "", staf.nip], ["c", "C", "", kepala.nip], token=2)
    assert faults(twice).keys() == {3, 4}
    assert "bidang-data" in faults(twice)[4]["kepala"]


def test_only_an_empty_unit_is_closed_by_a_sheet(client, org) -> None:
    judul = ["Kode Unit", "Nama Unit", "Aktif"]
    impor = send(client, ["bidang-data", "Bidang Data", "TIDAK"], ["x", "X", "TIDAK"], judul=judul)
    assert "Manajemen Unor" in faults(impor)[2]["aktif"]
    assert counts(impor) == (1, 0, 0, 1)
    UnitKerja.objects.create(instansi=org.instansi, kode="kosong", nama="Kosong")
    apply(client, send(client, ["kosong", "Kosong", "TIDAK"], judul=judul, token=2))
    assert not UnitKerja.objects.get(kode="kosong").aktif
    below = send(client, ["y", "Y", "kosong"], judul=JUDUL[:3], token=3)
    assert "ditutup" in faults(below)[2]["induk"]


@pytest.mark.parametrize("jenis", ["unit", "jabatan"])
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_an_export_comes_back_as_the_same(client, org, jenis, ending) -> None:
    content = b"".join(client.get(f"/ekspor/{jenis}/?format={ending}").streaming_content)
    impor = imported(client, jenis, content, nama=f"x.{ending}")
    model = UnitKerja if jenis == "unit" else Jabatan
    assert counts(impor) == (0, 0, model.objects.filter(instansi=org.instansi).count(), 0), faults(impor)


def test_posts_are_known_by_their_name(client, org) -> None:
    judul = ["Nama Jabatan", "Jenis Jabatan", "Jenjang", "Eselon"]
    rows = [
        ["Analis", "Fungsional", "Ahli Pertama", ""], ["PENGELOLA data", "Pelaksana", "", ""],
        ["Salah", "Fungsional", "", ""], ["Salah Juga", "Pelaksana", "Ahli Muda", ""],
        ["Kepala Bidang", "Administrator", "", "iii.A"], ["Entah", "Presiden", "", ""],
    ]  # fmt: skip
    impor = send(client, *rows, judul=judul, jenis="jabatan")
    assert counts(impor) == (1, 2, 0, 3), faults(impor)
    assert {number: set(told) for number, told in faults(impor).items()} == {
        4: {"jenjang"}, 5: {"jenjang"}, 7: {"jenis"},
    }  # fmt: skip
    apply(client, impor, "YANG_BENAR")
    assert Jabatan.objects.get(nama="Analis").instansi == org.instansi
    assert Jabatan.objects.get(instansi=org.instansi, nama="PENGELOLA data").pk == org.staf.jabatan_id
    assert Jabatan.objects.get(nama="Kepala Bidang").eselon == "III.a"


# --- Capitals and spaces ---------------------------------------------------------------------------------------------


def names(org):
    return dict(UnitKerja.objects.filter(instansi=org.instansi).values_list("kode", "nama"))


def test_a_code_is_found_however_it_is_written_and_stays_as_it_is(client, org) -> None:
    impor = send(client, [" Bidang-DATA ", "Bidang Baru", "DINAS-kominfo"], ["a", "A", "BIDANG-data"])
    assert counts(impor) == (1, 1, 0, 0), faults(impor)
    apply(client, impor)
    assert names(org)["bidang-data"] == "Bidang Baru"
    assert tree(org)["a"] == (*tree(org)["bidang-data"], "a")
    assert "Bidang-DATA" not in names(org)


def test_codes_alike_but_for_capitals_are_one_unit_of_the_file(client, org) -> None:
    """A child finds its new parent under either; written twice, neither row is taken."""
    impor = send(client, ["X.1", "Atas", ""], ["x.2", "Bawah", "x.1"])
    assert counts(impor) == (2, 0, 0, 0)
    apply(client, impor)
    assert tree(org)["x.2"] == ("X.1", "x.2")
    twice = send(
        client, ["Y", "Satu", ""], [" y", "Dua", ""], ["BIDANG-DATA", "C", ""], ["bidang-data", "D", ""], token=2
    )
    assert "baris 3" in faults(twice)[2][""]
    assert "baris 2" in faults(twice)[3][""]
    assert faults(twice).keys() == {2, 3, 4, 5}


def test_a_unit_is_not_under_itself_however_its_code_is_written(client) -> None:
    impor = send(client, ["BIDANG-DATA", "Bidang Data", "bidang-data"], ["q", "Q", "Q"])
    assert [row["induk"] for row in faults(impor).values()] == ["Unit tidak boleh menjadi induknya sendiri."] * 2


@pytest.fixture
def alike(org):
    """Two units from before, whose codes differ in capitals alone."""
    return [UnitKerja.objects.create(instansi=org.instansi, kode=kode, nama=kode) for kode in ("kembar", "KEMBAR")]


def test_of_two_stored_codes_that_differ_in_capitals_alone_one_is_written_exactly(client, org, alike) -> None:
    impor = send(client, ["Kembar", "Ini", ""], ["a", "A", "kEMBAR"], ["kembar", "Satu Baru", ""], ["b", "B", "KEMBAR"])
    assert faults(impor).keys() == {2, 3}
    for row, kolom in ((2, "kode"), (3, "induk")):
        assert "“KEMBAR”, “kembar”. Tuliskan persis" in faults(impor)[row][kolom]
    apply(client, impor, "YANG_BENAR")
    assert (names(org)["kembar"], names(org)["KEMBAR"]) == ("Satu Baru", "KEMBAR")
    assert tree(org)["b"] == ("KEMBAR", "b")


def test_people_are_put_into_one_of_two_alike_units_only_by_its_exact_code(client, org, alike) -> None:
    judul = ["NIP", "Nama", "Kode Unit", "Jabatan", "Golongan Ruang"]
    rows = [[make_nip(90 + n), f"Kawan {n}", kode, "Pengelola Data", "III/a"] for n, kode in enumerate(
        ["Kembar", "kembar", "KEMBAR", " Bidang-Data"]
    )]  # fmt: skip
    impor = imported(client, "pegawai", workbook([judul, *rows]))
    assert faults(impor).keys() == {2}
    assert "hanya berbeda huruf besar dan kecil" in faults(impor)[2]["unit"]
    apply(client, impor, "YANG_BENAR")
    places = Pegawai.objects.filter(nama__startswith="Kawan ").order_by("nama").values_list("unit", flat=True)
    assert list(places) == [alike[0].pk, alike[1].pk, org.bidang.pk]


def test_posts_alike_but_for_capitals_are_one_post(client, org) -> None:
    """The spelling of a post's name is what the file may mend; a new one written twice is two rows about one."""
    judul = ["Nama Jabatan", "Jenis Jabatan"]
    rows = [[nama, "Pelaksana"] for nama in ("PENGELOLA DATA", "Baru", "BARU")]
    impor = send(client, *rows, judul=judul, jenis="jabatan")
    assert counts(impor) == (0, 1, 0, 2)
    apply(client, impor, "YANG_BENAR")
    same = Jabatan.objects.filter(instansi=org.instansi, nama__iexact="pengelola data")
    assert same.get().nama == "PENGELOLA DATA"
