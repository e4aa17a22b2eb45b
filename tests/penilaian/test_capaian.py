"""What a month and a year come to."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kegiatan.models import Kreativitas, Realisasi, TugasTambahan
from kegiatan.workflow import StatusUsulan
from penilaian.capaian import month_result, month_results, year_result, year_results
from penilaian.models import CapaianBulanan, PenilaianKualitas, RentangKualitas
from penilaian.services import close
from skp.models import SkpBulanan
from skp.workflow import Status
from tests.factories import make_bulanan, make_kegiatan, make_rhk, make_skp, make_target
from tests.penilaian.conftest import IN_TIME, finish, give_perilaku, graded


def test_a_month_without_any_realisasi_is_the_guides_000_buruk(maret):
    result = month_result(maret.bulanan)
    (target,) = result.targets
    assert result.tampilan == "0,00 (Buruk)"
    assert (target.capaian.perhitungan, target.capaian.nilai) == (Decimal("0.00"), Decimal("0.00"))
    assert target.catatan == (
        "Nilai kualitas belum diberikan pejabat penilai, jadi dihitung 0.",
        "Realisasi waktu belum diisi, jadi dihitung 0.",
    )


def test_only_activities_with_status_proses_tidak_count_towards_kuantitas(maret, dua_kegiatan):
    (target,) = month_result(maret.bulanan).targets
    assert target.realisasi.kuantitas == 1


def test_the_guides_two_activities_graded_baik_give_90_and_76_to_95(maret, dua_kegiatan, penilai):
    for kegiatan in dua_kegiatan:
        graded(kegiatan, penilai)
    rekap = month_result(maret.bulanan).targets[0].rekap
    assert rekap.baris == [("Sangat Baik", 0), ("Baik", 2), ("Cukup", 0), ("Kurang", 0), ("Buruk", 0)]
    assert (rekap.jumlah, rekap.rata_rata, rekap.rentang) == (2, Decimal(90), (Decimal(76), Decimal(95)))


def test_without_a_graded_activity_there_is_no_range(maret, dua_kegiatan):
    rekap = month_result(maret.bulanan).targets[0].rekap
    assert (rekap.rata_rata, rekap.rentang, rekap.belum_dinilai) == (None, None, 2)


def test_the_instansis_own_range_table_is_used(maret, dua_kegiatan, penilai):
    RentangKualitas.objects.create(instansi=maret.skp.instansi, batas_bawah=85, minimum=80, maksimum=99)
    RentangKualitas.objects.create(instansi=maret.skp.instansi, batas_bawah=0, minimum=0, maksimum=79)
    for kegiatan in dua_kegiatan:
        graded(kegiatan, penilai)
    assert month_result(maret.bulanan).targets[0].rekap.rentang == (80, 99)


def test_a_complete_month(maret, dua_kegiatan, penilai):
    """Kuantitas 100, kualitas 90, waktu (1,76 x 5 - 4)/5 x 100 = 96: 286 / 3 = 95,33."""
    for kegiatan in dua_kegiatan:
        graded(kegiatan, penilai)
    finish(maret, penilai)
    result = month_result(maret.bulanan)
    hasil = result.targets[0].capaian
    assert (hasil.kuantitas, hasil.kualitas, hasil.waktu, hasil.biaya) == (100, 90, 96, None)
    assert (hasil.perhitungan, result.tampilan) == (286, "95,33 (Sangat Baik)")
    assert result.perilaku.rata_rata == 88


def test_the_explanation_ends_with_the_numbers_of_the_table(maret, dua_kegiatan, penilai):
    for kegiatan in dua_kegiatan:
        graded(kegiatan, penilai)
    finish(maret, penilai)
    target = month_result(maret.bulanan).targets[0]
    results = {line.bagian: line.hasil for line in target.langkah}
    assert (results["kuantitas"], results["kualitas"], results["waktu"]) == ("100,00", "90,00", "96,00")
    assert (results["perhitungan"], results["nilai"]) == ("286,00", "95,33")


def test_a_target_biaya_without_realisasi_counts_as_not_done(maret):
    maret.target.target_biaya = Decimal(1_000_000)
    maret.target.save()
    (target,) = month_result(maret.bulanan).targets
    assert (target.capaian.biaya, target.capaian.pembagi) == (0, 4)
    assert "Realisasi biaya belum diisi, jadi dihitung 0." in target.catatan


def test_a_month_without_targets_has_no_nilai(staf, penilai):
    result = month_result(make_bulanan(make_skp(staf, penilai=penilai)))
    assert (result.nilai, result.kategori, result.tampilan) == (None, None, "–")
    assert result.alasan == "SKP Bulanan ini belum mempunyai target."


def test_a_closed_month_is_read_as_it_was_stored(maret, dua_kegiatan, penilai):
    for kegiatan in dua_kegiatan:
        graded(kegiatan, penilai)
    finish(maret, penilai)
    before = month_result(maret.bulanan)
    close(bulanan=maret.bulanan, tanpa_kualitas=False, by=penilai, at=IN_TIME)
    Realisasi.objects.update(waktu=1)
    PenilaianKualitas.objects.update(nilai=80)
    maret.target.target_kuantitas = 7
    maret.target.save()
    bulanan = SkpBulanan.objects.get(pk=maret.bulanan.pk)
    after = month_result(bulanan)
    assert (after.targets, after.nilai, after.nilai_utuh, after.langkah) == (
        before.targets, before.nilai, before.nilai_utuh, before.langkah,
    )  # fmt: skip
    assert (after.perilaku, after.dihitung_pada) == (before.perilaku, IN_TIME)
    assert list(after.perilaku.aspek) == list(before.perilaku.aspek)
    assert CapaianBulanan.objects.get().aturan == "perka_bkn_1_2013/1"


def test_the_year_leaves_out_months_that_are_not_approved_and_says_so(maret, dua_kegiatan, penilai):
    for kegiatan in dua_kegiatan:
        graded(kegiatan, penilai)
    finish(maret, penilai)
    april = make_bulanan(maret.skp, 4, status=Status.DIAJUKAN)
    make_target(april, maret.rhk)
    mei = make_bulanan(maret.skp, 5)
    make_target(mei, maret.rhk)
    give_perilaku(mei, penilai, 80)
    result = year_result(maret.skp)
    assert [entry.bulan for entry in result.dihitung] == [3, 5]
    left_out = {entry.bulan: entry.alasan for entry in result.bulan if not entry.dihitung}
    assert left_out[4] == "SKP Bulanan belum disetujui (diajukan)."
    assert left_out[1] == "Belum ada SKP Bulanan."
    assert len(left_out) == 10
    assert result.nilai_skp == Decimal("47.67")
    assert result.perilaku == Decimal(84)
    assert result.prestasi.nilai == Decimal("62.20")


def _claims(skp, tugas: int, tingkat: list[str], status=StatusUsulan.DIKONFIRMASI) -> None:
    shared = {"pegawai": skp.pegawai, "penilai": skp.penilai, "tahun": 2026, "status": status,
              "diputuskan_oleh": skp.penilai if status != StatusUsulan.DIAJUKAN else None}  # fmt: skip
    for number in range(tugas):
        TugasTambahan.objects.create(
            **shared, uraian="Panitia", nomor_sk=f"{status} {number}", tanggal_sk=date(2026, 2, 1),
            eselon_penandatangan="II", nama_penandatangan="Sekda",
        )  # fmt: skip
    for level in tingkat:
        Kreativitas.objects.create(
            **shared, uraian="Aplikasi", tingkat=level, nomor_surat="1", tanggal_surat=date(2026, 2, 1)
        )


def test_confirmed_tugas_tambahan_and_the_best_kreativitas_add_points(maret):
    _claims(maret.skp, 4, ["unit kerja", "instansi"])
    _claims(maret.skp, 5, ["negara"], status=StatusUsulan.DIAJUKAN)
    result = year_result(maret.skp)
    assert (len(result.tugas_tambahan), result.poin_tugas_tambahan, result.poin_kreativitas) == (4, 2, 6)
    assert result.nilai_skp == 8


def test_months_of_a_second_skp_in_the_year_count_too(maret, staf, kepala):
    maret.skp.periode_selesai = date(2026, 6, 30)
    maret.skp.save()
    second = make_skp(staf, penilai=kepala, periode_mulai=date(2026, 7, 1))
    juli = make_bulanan(second, 7)
    make_target(juli, make_rhk(second))
    assert [entry.bulan for entry in year_result(second).dihitung] == [3, 7]


@pytest.mark.parametrize("months", [1, 12])
def test_results_of_many_months_cost_the_same(months, staf, penilai):
    skp = make_skp(staf, penilai=penilai)
    rhk = make_rhk(skp)
    for bulan in range(1, months + 1):
        row = make_bulanan(skp, bulan)
        target = make_target(row, rhk)
        graded(make_kegiatan(staf, target=target, tanggal=date(2026, bulan, 5)), penilai)
    with CaptureQueriesContext(connection) as queries:
        results = month_results(SkpBulanan.objects.all())
    assert len(results) == months
    assert all(result.targets[0].rekap.dinilai == 1 for result in results.values())
    assert len(queries) == 7
    with CaptureQueriesContext(connection) as queries:
        year_result(skp)
    assert len(queries) == 8


@pytest.mark.parametrize("people", [1, 2])
def test_years_of_many_people_cost_the_same(people, staf, rekan, penilai):
    skps = [make_skp(person, penilai=penilai) for person in [staf, rekan][:people]]
    for skp in skps:
        make_target(make_bulanan(skp), make_rhk(skp))
    with CaptureQueriesContext(connection) as queries:
        results = year_results(skps)
    assert set(results) == {skp.pk for skp in skps}
    assert len(queries) == 8
