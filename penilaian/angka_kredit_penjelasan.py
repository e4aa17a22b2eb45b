"""How each angka kredit came about, line by line, and the picture of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from ekinerja.charts import CumulativeChart, Limit, Step, cumulative_chart
from penilaian.angka_kredit import AngkaKredit, Konversi, Langkah, Potongan, years_and_months
from penilaian.scoring import permenpanrb_1_2023 as buku
from penilaian.scoring.angka import dibulatkan
from penilaian.scoring.perka_bkn_1_2013_penjelasan import angka, dua_desimal

SUMBER = (
    "PermenPANRB 1/2023 dan Peraturan BKN 3/2023. Dijumlahkan sebelum dibulatkan. Cara sistem ini: bulan milik SKP "
    "dengan hari terbanyak di bulan itu; angka kredit dijumlahkan dalam satu jenjang dan mulai lagi pada jenjang baru."
)
YEARS_DRAWN = 12
TWO_DECIMALS = Decimal("0.01")


@dataclass(frozen=True)
class Line:
    """As the component "explanation" shows it: texts that are ready."""

    label: str
    formula: str
    result: str


def kredit(nilai: Decimal) -> str:
    """Two decimals, as on the sheets, and the third where a decision gave one."""
    return angka(nilai) if nilai % TWO_DECIMALS else dua_desimal(nilai)


def other_lines(found: AngkaKredit) -> list[Line]:
    """The konversi that are shown and not in the kumulatif: of an earlier jenjang, or not handed over yet."""
    return [line for row in found.lalu + found.sementara for line in _konversi_lines(row)]


def total_lines(found: AngkaKredit) -> list[Line]:
    """The kumulatif, and for each step what it asks, what is missing, and how long that takes."""
    parts = [row.nilai for row in found.awal_dihitung] + [row.nilai for row in found.dihitung]
    lines = [
        *(
            Line(str(row.get_jenis_display()), f"keputusan {row.nomor}", kredit(row.nilai))
            for row in found.awal_dihitung
        ),
        *(line for row in found.dihitung for line in _konversi_lines(row)),
    ]
    formula = " + ".join(kredit(part) for part in parts) or "belum ada yang dihitung"
    lines.append(Line("Angka kredit kumulatif", formula, dua_desimal(found.kumulatif)))
    if found.sementara:
        waiting = " + ".join(dua_desimal(row.nilai) for row in found.sementara)
        with_them = f"{dua_desimal(found.kumulatif)} + {waiting}"
        lines.append(Line("Perkiraan dengan yang sementara", with_them, dua_desimal(found.perkiraan)))
    return [*lines, *(line for step in found.langkah for line in _step_lines(found, step))]


def chart(found: AngkaKredit) -> CumulativeChart | None:
    """The kumulatif at the end of each year against what the next steps ask; None with nothing to draw."""
    if not found.langkah or not (found.kumulatif or found.sementara):
        return None
    return cumulative_chart(list(_steps_drawn(found))[-YEARS_DRAWN:], _limits(found.langkah))


def _konversi_lines(konversi: Konversi) -> list[Line]:
    return [_part_line(konversi, part) for part in konversi.potongan]


def _part_line(konversi: Konversi, part: Potongan) -> Line:
    formula = f"{len(part.bulan)}/{buku.BULAN_SETAHUN} × {angka(part.persen)}% × {kredit(part.koefisien)}"
    label = f"{konversi.tahun}, {part.masa}: {part.predikat.label}, {part.jenjang.label}"
    return Line(label, formula, dua_desimal(part.nilai))


def _step_lines(found: AngkaKredit, step: Langkah) -> Iterable[Line]:
    needed = step.kebutuhan
    yield Line(f"Minimal {step.nama.lower()} {needed.menjadi}", _minimum(found, step), dua_desimal(needed.minimal))
    word = "Kelebihan" if needed.terpenuhi else "Kekurangan"
    greater, lesser = sorted((found.kumulatif, needed.minimal), reverse=True)
    formula = f"{dua_desimal(greater)} − {dua_desimal(lesser)}"
    yield Line(f"{word} untuk {needed.menjadi}", formula, dua_desimal(needed.lebih or needed.kurang))
    if found.jenjang and not needed.terpenuhi:
        per_year = buku.KOEFISIEN[found.jenjang]
        how = f"{dua_desimal(needed.kurang)} / {kredit(per_year)} × 12 bulan, bulan penuh"
        yield Line(f"Masa dengan predikat Baik sampai {needed.menjadi}", how, f"{step.bulan} bulan")
        yield from _waiting_line(step)


def _waiting_line(step: Langkah) -> Iterable[Line]:
    """What the card says, where months have gone by since the last that was counted."""
    gone = step.bulan - step.bulan_lagi
    if gone and step.bulan_lagi > 0:
        how = f"{step.bulan} bulan − {gone} bulan yang sudah berjalan sejak bulan terakhir yang dihitung"
        yield Line(f"Masih kira-kira sampai {step.kebutuhan.menjadi}", how, years_and_months(step.bulan_lagi))


def _minimum(found: AngkaKredit, step: Langkah) -> str:
    """The kumulatif per pangkat for each golongan ruang of the jenjang up to his own; the jenjang's own is a figure."""
    if step.nama == "Jenjang" or found.lewat_jenjang or found.jenjang is None:
        return "angka kredit kumulatif kenaikan jenjang"
    per_step = buku.KUMULATIF_PANGKAT[found.jenjang]
    return f"{angka(per_step)} × {angka(step.kebutuhan.minimal / per_step)}"


def _steps_drawn(found: AngkaKredit) -> Iterable[Step]:
    """A bar for each year; what is brought along without a konversi stands in its own year."""
    years = sorted({row.tahun for row in found.dihitung} | {row.tanggal.year for row in found.awal_dihitung})
    total = Decimal(0)
    for year in years:
        total += sum((row.utuh for row in found.dihitung if row.tahun == year), Decimal(0))
        total += sum((row.nilai for row in found.awal_dihitung if row.tanggal.year == year), Decimal(0))
        yield Step(str(year), dibulatkan(total))
    for row in found.sementara:
        total += row.utuh
        yield Step(str(row.tahun), dibulatkan(total), provisional=True)


def _limits(steps: Iterable[Langkah]) -> list[Limit]:
    """Two steps that ask the same are one line."""
    names: dict[Decimal, list[str]] = {}
    for step in steps:
        names.setdefault(step.kebutuhan.minimal, []).append(f"{step.nama} {step.kebutuhan.menjadi}")
    tones = ("info", "sukses")
    return [
        Limit(" dan ".join(labels), value, tone) for (value, labels), tone in zip(names.items(), tones, strict=False)
    ]
