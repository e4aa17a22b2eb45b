"""RHK with target and indikator out of a sheet, into one's own draft."""

import pytest

from organisasi.models import Impor
from skp.models import Indikator, RencanaHasilKerja
from skp.workflow import Status
from tests.factories import make_indikator, make_rhk, make_satuan, make_skp
from tests.lembar_kerja import apply, counts, faults, imported, upload, workbook

JUDUL = [
    "Rencana Hasil Kerja", "Status Kegiatan", "RHK Atasan", "Target Kuantitas", "Satuan", "Target Waktu",
    "Satuan Waktu", "Indikator", "Aspek", "Target Indikator",
]  # fmt: skip


@pytest.fixture
def draft(staf, penilai):
    make_satuan(staf.instansi)
    make_satuan(staf.instansi, "kegiatan", khusus_fungsional=True)
    return make_skp(staf, penilai=penilai, status=Status.DRAFT)


@pytest.fixture
def client(as_user, staf):
    return as_user(staf)


def row(uraian="Menyusun laporan", indikator="Jumlah laporan", **other):
    values = {
        "status": "Tidak Cascading", "atasan": "", "kuantitas": 12, "satuan": "laporan", "waktu": 12,
        "satuan_waktu": "Bulan", "aspek": "Kuantitas", "target": "12 laporan", **other,
    }  # fmt: skip
    return [
        uraian, values["status"], values["atasan"], values["kuantitas"], values["satuan"], values["waktu"],
        values["satuan_waktu"], indikator, values["aspek"] if indikator else "", values["target"] if indikator else "",
    ]  # fmt: skip


def send(client, draft, *rows, token=1):
    return imported(client, "target", workbook([JUDUL, *rows]), skp=draft.pk, token=token)


def test_rhk_and_their_indikator_are_written_in_order(client, draft) -> None:
    second = ["Menyusun laporan", *[""] * 6, "Ketepatan waktu", "Waktu", "tanggal 5"]
    impor = send(client, draft, row(), second, row("Melayani permohonan", "", kuantitas=2.5))
    assert counts(impor) == (3, 0, 0, 0), faults(impor)
    assert not RencanaHasilKerja.objects.filter(skp=draft).exists()
    apply(client, impor)
    first, other = draft.rhk.order_by("urutan")
    assert (first.uraian, first.target_kuantitas, first.satuan.nama, first.target_kualitas) == (
        "Menyusun laporan", 12, "laporan", 100,
    )  # fmt: skip
    assert list(first.indikator.values_list("uraian", "aspek", "target")) == [
        ("Jumlah laporan", "KUANTITAS", "12 laporan"),
        ("Ketepatan waktu", "WAKTU", "tanggal 5"),
    ]
    assert (other.uraian, str(other.target_kuantitas), other.indikator.count()) == ("Melayani permohonan", "2.50", 0)


def test_the_same_file_twice_changes_nothing(client, draft) -> None:
    rows = [row(), row(indikator="Mutu laporan", aspek="Kualitas", target="Baik"), row("Lain", "")]
    apply(client, send(client, draft, *rows))
    assert counts(send(client, draft, *rows, token=2)) == (0, 0, 3, 0)


def test_an_export_comes_back_as_the_same(client, draft) -> None:
    rhk = make_rhk(draft, "=Membuat laporan")
    make_indikator(rhk)
    make_rhk(draft, "Tanpa target", target_kuantitas=None, satuan=None, target_kualitas=None, target_waktu=None)
    for token, ending in enumerate(("xlsx", "csv"), start=1):
        content = b"".join(client.get(f"/ekspor/target/?skp={draft.pk}&format={ending}").streaming_content)
        impor = imported(client, "target", content, nama=f"x.{ending}", skp=draft.pk, token=token)
        assert counts(impor) == (0, 0, 2, 0), (faults(impor), [one.perubahan for one in impor.baris.all()])


def test_what_differs_is_changed(client, draft) -> None:
    rhk = make_rhk(draft, "Menyusun laporan")
    own = make_indikator(rhk, "Jumlah laporan")
    more = row(indikator="Mutu", aspek="Kualitas", kuantitas=24)
    impor = send(client, draft, row(kuantitas=24, target="24 laporan"), more)
    assert counts(impor) == (0, 2, 0, 0)
    assert impor.baris.get(nomor=2).perubahan == {
        "target_kuantitas": ["12", "24"],
        "target": ["12 laporan", "24 laporan"],
    }
    apply(client, impor)
    rhk.refresh_from_db()
    own.refresh_from_db()
    assert (rhk.target_kuantitas, own.target, rhk.indikator.count()) == (24, "24 laporan", 2)


SALAH = {
    "a satuan nobody has": ({"satuan": "karung"}, "satuan", "Satuan"),
    "a satuan of functional posts": ({"satuan": "kegiatan"}, "satuan", "Satuan"),
    "longer than the year": ({"waktu": 13}, "target_waktu", "Paling lama 12 bulan"),
    "half a target": ({"waktu": ""}, "target_waktu", "Lengkapi target terukur"),
    "no quantity at all": ({"kuantitas": 0}, "target_kuantitas", "paling kecil"),
    "a superior's RHK that is not": ({"atasan": "Entah"}, "atasan", "Tidak ada RHK atasan"),
    "an aspek that is not": ({"aspek": "Mutu"}, "aspek", "tidak dikenal"),
    "no target of the indikator": ({"target": ""}, "target", "kosong"),
}


@pytest.mark.parametrize("name", SALAH)
def test_the_rules_of_the_pages_hold(client, draft, name) -> None:
    given, kolom, words = SALAH[name]
    impor = send(client, draft, row(**given), row("Lain", ""))
    assert counts(impor) == (1, 0, 0, 1)
    told = faults(impor)[2]
    assert kolom in told, told
    assert words.lower() in told[kolom].lower()


def test_a_superiors_rhk_is_found_by_its_words(client, draft, penilai, kepala) -> None:
    above = make_rhk(make_skp(penilai, penilai=kepala), "Laporan keuangan tersusun")
    impor = send(client, draft, row(status="Cascading", atasan="laporan  Keuangan tersusun"))
    apply(client, impor)
    assert draft.rhk.get().atasan == above


def test_rows_of_one_rhk_that_contradict_each_other_are_wrong(client, draft) -> None:
    impor = send(client, draft, row(), row(indikator="Mutu", kuantitas=5))
    assert "baris 2" in faults(impor)[3]["target_kuantitas"]


def test_only_into_ones_own_draft(as_user, client, draft, staf, penilai, rekan) -> None:
    foreign = make_skp(rekan, penilai=penilai, status=Status.DRAFT)
    content = workbook([JUDUL, row()])
    assert upload(client, "target", content, skp=foreign.pk).status_code == 200
    approved = make_skp(staf, penilai=penilai, tahun=2027)
    assert upload(client, "target", content, skp=approved.pk).status_code == 200
    assert not Impor.objects.exists()
    type(draft).objects.filter(pegawai=staf).update(status=Status.DISETUJUI)
    assert client.get("/impor/target/unggah/").status_code == 302


def test_what_was_submitted_meanwhile_is_not_written(client, draft) -> None:
    impor = send(client, draft, row())
    type(draft).objects.filter(pk=draft.pk).update(status=Status.DIAJUKAN)
    answer = apply(client, impor)
    assert "tidak mempunyai SKP yang sedang disusun" in answer.content.decode()
    assert not Indikator.objects.exists()
    impor.refresh_from_db()
    assert impor.status == "SIAP"


def test_nobody_else_sees_ones_own_import(as_user, client, draft, penilai, admin, super_admin) -> None:
    impor = send(client, draft, row())
    for other in (penilai, admin, super_admin):
        assert as_user(other).get(impor.get_absolute_url()).status_code == 404
        assert apply(as_user(other), impor).status_code == 404


def test_an_export_of_somebody_elses_skp_is_empty(client, rekan, penilai) -> None:
    foreign = make_skp(rekan, penilai=penilai)
    make_rhk(foreign, "Rahasia")
    lines = b"".join(client.get(f"/ekspor/target/?skp={foreign.pk}&format=csv").streaming_content)
    assert b"Rahasia" not in lines
