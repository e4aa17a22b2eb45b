"""Units and posts out of sheets: rows that speak of each other, in any order."""

import pytest

from organisasi.models import Jabatan, UnitKerja
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
