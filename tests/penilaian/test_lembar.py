"""The sheet of an evaluasi: live until it is rated, then as it was."""

from penilaian.lembar import restore, sheet, store
from penilaian.models import Evaluasi
from skp.models import RencanaHasilKerja
from tests.factories import make_evaluasi, make_indikator, make_rated, make_rhk, make_skp


def test_a_stored_sheet_comes_back_as_it_was(staf, penilai) -> None:
    skp = make_skp(staf, penilai=penilai)
    make_indikator(make_rhk(skp))
    evaluasi = make_evaluasi(skp)
    live = sheet(evaluasi)

    kept = restore(store(live))

    assert kept.beku
    assert not live.beku
    assert kept.hasil == live.hasil
    assert kept.perilaku == live.perilaku


def test_what_was_rated_does_not_change_with_the_skp(staf, penilai) -> None:
    skp = make_skp(staf, penilai=penilai)
    rhk = make_rhk(skp, "Menyusun laporan")
    evaluasi = make_rated(skp)

    RencanaHasilKerja.objects.filter(pk=rhk.pk).update(uraian="Diganti sesudah dinilai")

    assert [row.uraian for row in sheet(Evaluasi.objects.for_detail().get(pk=evaluasi.pk)).hasil] == [
        "Menyusun laporan"
    ]


def test_lines_of_the_measured_target_have_a_lasting_name(staf, penilai) -> None:
    evaluasi = make_evaluasi(make_rhk(make_skp(staf, penilai=penilai)).skp)

    assert [line.kode for line in sheet(evaluasi).ukuran] == ["KUANTITAS", "KUALITAS", "WAKTU"]
