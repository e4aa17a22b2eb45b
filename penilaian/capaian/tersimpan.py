"""The stored form of a month's result: inputs, outputs and explanation as they stood when the month was closed.

Numbers are kept as text in computer notation, so that no float ever touches them.
"""

from dataclasses import asdict
from decimal import Decimal
from typing import Any

from penilaian.capaian.bulan import MonthResult, PerilakuResult, TargetResult
from penilaian.capaian.rekap import Rekap
from penilaian.models import CapaianBulanan
from penilaian.scoring.perka_bkn_1_2013 import ASPEK_PERILAKU_STRUKTURAL, Aspek, Cabang, Capaian, Efisiensi
from penilaian.scoring.perka_bkn_1_2013_penjelasan import Langkah
from skp.models import SkpBulanan

Json = dict[str, Any]


def store(result: MonthResult) -> Json:
    """The `rincian` of a CapaianBulanan."""
    return {
        "nilai_utuh": _plain(result.nilai_utuh),
        "langkah": _plain([asdict(line) for line in result.langkah]),
        "perilaku": _plain(asdict(result.perilaku)) if result.perilaku else None,
        "target": [_plain(asdict(target)) for target in result.targets],
    }


def restore(row: CapaianBulanan, skp_bulanan: SkpBulanan) -> MonthResult:
    """What `store` kept, number for number; nothing is computed."""
    rincian = row.rincian
    return MonthResult(
        skp_bulanan=skp_bulanan,
        targets=tuple(_target(target) for target in rincian["target"]),
        nilai=row.nilai_capaian,
        nilai_utuh=Decimal(rincian["nilai_utuh"]),
        perilaku=_perilaku(rincian["perilaku"]),
        langkah=_langkah(rincian["langkah"]),
        aturan=row.aturan,
        dihitung_pada=row.dihitung_pada,
    )


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value


def _target(stored: Json) -> TargetResult:
    return TargetResult(
        **{
            **stored,
            "target": _aspek(stored["target"]),
            "realisasi": _aspek(stored["realisasi"]),
            "rekap": _rekap(stored["rekap"]),
            "kualitas": _decimal(stored["kualitas"]),
            "capaian": _capaian(stored["capaian"]),
            "catatan": tuple(stored["catatan"]),
            "langkah": _langkah(stored["langkah"]),
        }
    )


def _rekap(stored: Json) -> Rekap:
    rentang = stored["rentang"]
    return Rekap(
        jumlah_kategori={int(grade): number for grade, number in stored["jumlah_kategori"].items()},
        belum_dinilai=stored["belum_dinilai"],
        rata_rata=_decimal(stored["rata_rata"]),
        rentang=(Decimal(rentang[0]), Decimal(rentang[1])) if rentang else None,
        alasan=stored["alasan"],
    )


def _aspek(stored: Json) -> Aspek:
    numbers: dict[str, Any] = {name: _decimal(value) for name, value in stored.items()}
    return Aspek(**numbers)


def _capaian(stored: Json) -> Capaian:
    names = ("kuantitas", "kualitas", "waktu", "biaya", "perhitungan", "nilai", "nilai_utuh")
    numbers: dict[str, Any] = {name: _decimal(stored[name]) for name in names}
    return Capaian(
        **numbers,
        pembagi=stored["pembagi"],
        efisiensi_waktu=_efisiensi(stored["efisiensi_waktu"]),
        efisiensi_biaya=_efisiensi(stored["efisiensi_biaya"]) if stored["efisiensi_biaya"] else None,
    )


def _efisiensi(stored: Json) -> Efisiensi:
    return Efisiensi(_decimal(stored["persen"]), Cabang(stored["cabang"]))


def _perilaku(stored: Json | None) -> PerilakuResult | None:
    if stored is None:
        return None
    return PerilakuResult(
        # PostgreSQL orders the keys of a JSON object by its own lights.
        aspek={name: Decimal(stored["aspek"][name]) for name in ASPEK_PERILAKU_STRUKTURAL if name in stored["aspek"]},
        struktural=stored["struktural"],
        rata_rata=Decimal(stored["rata_rata"]),
        rata_rata_utuh=Decimal(stored["rata_rata_utuh"]),
        langkah=_langkah(stored["langkah"]),
    )


def _langkah(stored: list[Json]) -> tuple[Langkah, ...]:
    return tuple(Langkah(**line) for line in stored)


def _decimal(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)
