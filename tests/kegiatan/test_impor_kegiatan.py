"""A month of one's own activities out of a sheet."""

from datetime import date, time

import pytest
from django.utils import timezone

from kegiatan.models import KegiatanHarian
from kegiatan.workflow import StatusKegiatanHarian
from organisasi.models import Instansi
from skp.models import SkpBulanan
from tests.factories import make_bulanan, make_kegiatan, make_rhk, make_skp, make_target
from tests.lembar_kerja import apply, counts, faults, imported, upload, workbook

JUDUL = ["Tanggal", "Mulai", "Selesai", "Kegiatan Harian", "Kuantitas", "Status Proses", "Jenis", "SKP Bulanan"]


@pytest.fixture
def target(staf, penilai):
    skp = make_skp(staf, penilai=penilai)
    return make_target(make_bulanan(skp, 3), make_rhk(skp))


@pytest.fixture
def client(as_user, staf, target):
    return as_user(staf)


def row(tanggal=date(2026, 3, 9), mulai=time(8), selesai=time(9), uraian="Rapat", jumlah=1, proses="TIDAK", jenis="SKP",
        target="1"):  # fmt: skip
    return [tanggal, mulai, selesai, uraian, jumlah, proses, jenis, target]


def send(client, *rows, token=1):
    return imported(client, "kegiatan", workbook([JUDUL, *rows]), token=token)


def test_activities_are_recorded_as_by_the_form(client, staf, penilai, target) -> None:
    plain = row(mulai="10.00", selesai="11:30", uraian="Apel", jumlah=0, proses="YA", jenis="Produktivitas", target="")
    impor = send(client, row(), plain, row("08/03/2026", target="Membuat laporan keuangan", uraian="Mencetak"))
    assert counts(impor) == (3, 0, 0, 0), faults(impor)
    assert not KegiatanHarian.objects.exists()
    apply(client, impor)
    rows = KegiatanHarian.objects.order_by("tanggal", "mulai")
    assert [(one.tanggal.day, f"{one.mulai:%H:%M}", one.uraian, one.jenis, one.target) for one in rows] == [
        (8, "08:00", "Mencetak", "SKP", target),
        (9, "08:00", "Rapat", "SKP", target),
        (9, "10:00", "Apel", "PRODUKTIVITAS", None),
    ]
    assert {one.penilai for one in rows} == {penilai}
    assert {one.pegawai for one in rows} == {staf}


def test_the_same_file_twice_changes_nothing(client) -> None:
    rows = [row(), row(uraian="Lain", mulai=time(13), selesai=time(14))]
    apply(client, send(client, *rows))
    assert counts(send(client, *rows, token=2)) == (0, 0, 2, 0)


def test_an_export_comes_back_as_the_same(client, staf, target) -> None:
    make_kegiatan(staf, target=target, uraian="=1+1")
    make_kegiatan(staf, tanggal=date(2026, 3, 2), kuantitas="2.5")
    make_kegiatan(staf, tanggal=date(2026, 2, 2))
    for token, ending in enumerate(("xlsx", "csv"), start=1):
        content = b"".join(client.get(f"/ekspor/kegiatan/?tahun=2026&bulan=3&format={ending}").streaming_content)
        impor = imported(client, "kegiatan", content, nama=f"x.{ending}", token=token)
        assert counts(impor) == (0, 0, 2, 0), (faults(impor), [one.perubahan for one in impor.baris.all()])


def test_what_differs_is_changed_and_keeps_its_evidence(client, staf, target) -> None:
    kegiatan = make_kegiatan(staf, target=target, uraian="Rapat")
    impor = send(client, row(selesai=time(9, 30), jumlah=3))
    assert impor.baris.get().perubahan == {"selesai": ["10:00", "09:30"], "kuantitas": ["1", "3"]}
    apply(client, impor)
    kegiatan.refresh_from_db()
    assert (kegiatan.selesai, kegiatan.kuantitas, kegiatan.versi) == (time(9, 30), 3, 2)


SALAH = {
    "tomorrow": ({"tanggal": date(2026, 3, 11)}, "tanggal", "masa depan"),
    "too late": ({"tanggal": date(2026, 3, 2)}, "tanggal", "Batas waktu sudah lewat"),
    "ends before it begins": ({"selesai": time(7)}, "selesai", "sesudah waktu mulai"),
    "no clock": ({"mulai": "pagi"}, "mulai", "jam seperti"),
    "a target that is not": ({"target": "Entah"}, "target", "bukan target Anda"),
    "no target": ({"target": ""}, "target", "Pilih target"),
    "a target of nothing": ({"jenis": "Produktivitas"}, "target", "kosongkan"),
    "nothing counted": ({"jumlah": 0}, "kuantitas", "lebih dari 0"),
    "less than nothing": ({"jumlah": -1}, "kuantitas", ""),
    "neither yes nor no": ({"proses": "?"}, "status_proses", "YA atau TIDAK"),
    "no text": ({"uraian": " "}, "uraian", "Wajib"),
}


@pytest.mark.parametrize("name", SALAH)
def test_the_rules_of_the_form_hold(client, name) -> None:
    given, kolom, words = SALAH[name]
    impor = send(client, row(uraian="Benar", mulai=time(15), selesai=time(16)), row(**given))
    assert counts(impor) == (1, 0, 0, 1)
    told = faults(impor)[3]
    assert words in told[kolom], told


def test_a_file_holds_one_month(client) -> None:
    impor = send(client, row(), row(date(2026, 2, 27)))
    assert "Maret 2026" in faults(impor)[3]["tanggal"]


def test_a_graded_activity_and_a_closed_month_stay(client, staf, target, penilai) -> None:
    make_kegiatan(
        staf, target=target, uraian="Rapat", status=StatusKegiatanHarian.DINILAI, nilai=90, dinilai_oleh=penilai,
        dinilai_pada=timezone.now(),
    )  # fmt: skip
    impor = send(client, row(jumlah=3))
    assert "sudah dinilai" in faults(impor)[2][""]
    SkpBulanan.objects.update(ditutup_pada=timezone.now(), ditutup_oleh=penilai)
    closed = send(client, row(uraian="Baru"), token=2)
    assert "sudah ditutup" in faults(closed)[2]["tanggal"]


def test_what_became_too_late_before_it_was_applied_is_told(client, as_user, staf, hari_ini) -> None:
    impor = send(client, row(date(2026, 3, 5)), row())
    hari_ini.shift(24 * 3600)
    client = as_user(staf)
    apply(client, impor)
    assert counts(impor) == (1, 0, 0, 1)
    assert not KegiatanHarian.objects.exists()
    apply(client, impor, "YANG_BENAR")
    assert KegiatanHarian.objects.get().tanggal == date(2026, 3, 9)


def test_where_nothing_is_measured_nothing_is_imported(client, staf) -> None:
    Instansi.objects.filter(pk=staf.instansi_id).update(pengukuran_bulanan=False)
    assert upload(client, "kegiatan", workbook([JUDUL, row()])).status_code in {302, 403, 409}
    assert not KegiatanHarian.objects.exists()


def test_more_than_a_month_has_is_refused(client) -> None:
    rows = [row(uraian=f"Rapat {number}") for number in range(520)]
    answer = upload(client, "kegiatan", workbook([JUDUL, *rows]))
    assert "500 baris" in str(answer.context["form"].errors)
