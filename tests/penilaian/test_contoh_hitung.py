"""Every worked example of the schemes after 2019, and that no example of the file is left out by the tests."""

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from penilaian.scoring import permenpanrb_1_2023 as ak
from penilaian.scoring import permenpanrb_6_2022 as p6
from penilaian.scoring import permenpanrb_8_2021 as p8
from penilaian.scoring import pp_30_2019 as pp30
from penilaian.scoring.permenpanrb_6_2022 import CapaianOrganisasi, Predikat

Isi = dict[str, Any]

CONTOH = Path(__file__).parents[1] / "data" / "contoh-hitung.json"
SEMUA = json.loads(CONTOH.read_text(), parse_float=Decimal)
# Driven by test_perka_bkn_1_2013.py and by tests/organisasi/test_nip.py.
DI_TEMPAT_LAIN = {"PP46/2011+PerkaBKN1/2013", "Magelang guide", "NIP PNS"}


def hitung_8_2021(isi: Isi) -> Isi:
    if "nilai_tertimbang_kinerja_utama" in isi:
        utama, tambahan = isi["nilai_tertimbang_kinerja_utama"], isi["nilai_tertimbang_kinerja_tambahan"]
        return {"nilai_akhir_skp": p8.nilai_akhir(utama, tambahan)}
    maksimal = isi.get("target_maksimal", False)
    capaian = isi.get("capaian_iki_persen") or p8.capaian_iki(isi["target"], isi["realisasi"])
    return {
        "capaian_iki_persen": capaian,
        "kategori": p8.kategori(capaian, target_maksimal=maksimal).label,
        "nilai_capaian_iki": p8.nilai_iki(capaian, target_maksimal=maksimal),
    }


def hitung_30_2019(isi: Isi) -> Isi:
    hasil = pp30.nilai_kinerja(isi["nilai_skp"], isi["nilai_perilaku"], bobot=isi["bobot"], ide_baru=isi["ide_baru"])
    return {"nilai": hasil.nilai, "predikat": hasil.predikat.label}


def hitung_6_2022(isi: Isi) -> Isi:
    per_label = {rating.label.casefold(): rating for rating in p6.Rating}
    hasil, perilaku = per_label[isi["rating_hasil_kerja"]], per_label[isi["rating_perilaku_kerja"]]
    return {"predikat": p6.predikat(hasil, perilaku).label}


def hitung_1_2023(isi: Isi) -> Isi:
    if "baris" in isi:
        return {"jumlah": ak.akumulasi(baris["angka_kredit"] for baris in isi["baris"])}
    jenjang = next(each for each in ak.Jenjang if each.label == isi["jenjang"])
    predikat = next(each for each, persen in ak.PERSENTASE.items() if persen == isi["persen"])
    assert ak.KOEFISIEN[jenjang] == isi["koefisien"]
    if "masa_kepangkatan_tahun" in isi:
        return {
            "angka_kredit": ak.angka_kredit_perpindahan(jenjang, isi["masa_kepangkatan_tahun"], predikat),
            "angka_kredit_dasar_III_d": ak.angka_kredit_dasar(jenjang, isi["golongan"]),
        }
    assert predikat.label == isi["predikat"]
    return {"angka_kredit": ak.angka_kredit(jenjang, predikat, isi["bulan"])}


PENGHITUNG: dict[str, Callable[[Isi], Isi]] = {
    "PermenPANRB8/2021": hitung_8_2021,
    "PP30/2019": hitung_30_2019,
    "PermenPANRB6/2022": hitung_6_2022,
    "PermenPANRB1/2023+PeraturanBKN3/2023": hitung_1_2023,
}
POLA = "SE MenPANRB 3/2023"


def _of(*schemes: str) -> list[Isi]:
    return [baris for baris in SEMUA if baris["scheme"] in schemes]


def _fold(value: Any) -> Any:
    return value.casefold() if isinstance(value, str) else value


@pytest.mark.parametrize("baris", _of(*PENGHITUNG), ids=lambda baris: baris["id"])
def test_worked_example(baris):
    hasil = PENGHITUNG[baris["scheme"]](baris["inputs"])
    for nama, harapan in baris["outputs"].items():
        assert _fold(hasil[nama]) == _fold(harapan), nama


def test_no_example_of_the_file_is_left_out():
    assert {baris["scheme"] for baris in SEMUA} == DI_TEMPAT_LAIN | PENGHITUNG.keys() | {POLA}
    assert len(SEMUA) == len({baris["id"] for baris in SEMUA}) == 55


# --- The circular's limits, as its sentences say them --------------------------------------------------------------

LABEL = {each.label.casefold(): each for each in Predikat}


def _named(text: str) -> tuple[Predikat, ...]:
    """The predikat of "Kurang/misconduct dan/atau Butuh Perbaikan", best first."""
    found = {LABEL[part.strip().casefold()] for part in text.split("dan/atau")}
    return tuple(each for each in Predikat if each in found)


def _limits(says: str) -> dict[str, Any]:
    """What a sentence such as "sebagian besar, maks 70%" says."""
    number = int("".join(filter(str.isdigit, says)) or 0)
    return {
        "minimum": number if "min" in says else None,
        "maksimum": number if "maks" in says or says == "tidak ada" else None,
        "terbanyak": "sebagian besar" in says,
    }


@pytest.mark.parametrize("baris", _of(POLA), ids=lambda baris: baris["id"])
def test_limits_of_the_circular(baris):
    label = baris["inputs"]["predikat_kinerja_organisasi"]
    organisasi = next(each for each in CapaianOrganisasi if each.label == label)
    expected = []
    for nama, kalimat in baris["outputs"].items():
        if nama == "wajib_ada":
            expected.append((set(_named(kalimat)), {"minimum": None, "maksimum": None, "terbanyak": False}, True))
        elif nama != "lainnya":
            expected.append((set(_named(nama)), _limits(kalimat), False))
    found = [
        (
            set(batas.predikat),
            {"minimum": batas.minimum, "maksimum": batas.maksimum, "terbanyak": batas.terbanyak},
            batas.wajib_ada,
        )
        for batas in p6.BATAS[organisasi]
    ]
    assert found == expected
