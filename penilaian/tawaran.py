"""What the months of a period offer its owner: rencana aksi, and realisasi out of what was measured. His to change."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from ekinerja.forms import BULAN, format_number
from organisasi.rules.orang import measures
from penilaian.capaian import TargetResult, month_results
from penilaian.lembar import Lembar
from penilaian.models import Evaluasi, RencanaAksi
from penilaian.scoring.angka import dibulatkan
from skp.indikator import Line, rupiah
from skp.models import Aspek, SkpBulanan, Tahapan, TargetBulanan
from skp.workflow import Status


def months_of(evaluasi: Evaluasi) -> list[SkpBulanan]:
    """The SKP Bulanan of the months that the period and the SKP have in common. One query."""
    first, last = evaluasi.common_days
    months = list(evaluasi.skp.bulanan.filter(bulan__range=(first.month, last.month)).order_by("bulan"))
    for month in months:
        month.skp = evaluasi.skp
    return months


def measured_months(evaluasi: Evaluasi) -> list[SkpBulanan]:
    """Those of them whose figures count: approved, where the instansi measures. At most one query."""
    if not measures(evaluasi.skp.instansi):
        return []
    return [month for month in months_of(evaluasi) if month.status == Status.DISETUJUI]


# --- Rencana aksi -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class TawaranRencana:
    """A rencana aksi to be taken over. `kode` names it in the tick list; `asal` where it is a monthly target."""

    kode: str
    rhk: int
    uraian: str
    target: str
    sumber: str
    asal: TargetBulanan | None = None
    diambil: bool = False


def plan_offers(evaluasi: Evaluasi) -> list[TawaranRencana]:
    """Targets of the SKP Bulanan with their tahapan, then the rencana aksi of the period before. Five queries.

    A target is taken once, which its `asal` tells; the others once by their words.
    """
    own = list(evaluasi.rencana_aksi.all()) if evaluasi.pk else []
    taken = {row.asal_id for row in own}
    written = {(row.rhk_id, row.uraian.casefold()) for row in own}
    months = {month.pk: month for month in months_of(evaluasi)}
    targets = list(
        TargetBulanan.objects.filter(skp_bulanan__in=months)
        .select_related("rhk__satuan")
        .prefetch_related("tahapan")
        .order_by("skp_bulanan__bulan", "urutan", "pk")
    )
    offers = []
    for target in targets:
        sumber = str(months[target.skp_bulanan_id])
        offers.append(_target_offer(target, sumber, diambil=target.pk in taken))
        offers += [_step_offer(target, tahapan, sumber) for tahapan in target.tahapan.all()]
    offers += [_former_offer(row) for row in _former(evaluasi)]
    return _each_once(offers, written)


def _target_offer(target: TargetBulanan, sumber: str, *, diambil: bool) -> TawaranRencana:
    amount = f"{format_number(target.target_kuantitas)} {target.rhk.satuan}"
    return TawaranRencana(f"target-{target.pk}", target.rhk_id, target.uraian, amount, sumber, target, diambil)


def _step_offer(target: TargetBulanan, tahapan: Tahapan, sumber: str) -> TawaranRencana:
    return TawaranRencana(f"tahapan-{tahapan.pk}", target.rhk_id, tahapan.uraian, "", f"Tahapan, {sumber}")


def _former_offer(row: RencanaAksi) -> TawaranRencana:
    return TawaranRencana(f"lalu-{row.pk}", row.rhk_id, row.uraian, row.target, str(row.evaluasi.periode))


def _former(evaluasi: Evaluasi) -> Sequence[RencanaAksi]:
    """Of the nearest period before this one that has any."""
    rows = RencanaAksi.objects.filter(
        evaluasi__skp=evaluasi.skp_id, evaluasi__periode__selesai__lt=evaluasi.periode.mulai
    ).select_related("evaluasi__periode")
    rows = list(rows.order_by("-evaluasi__periode__selesai", "-evaluasi", "urutan", "pk"))
    return [row for row in rows if row.evaluasi_id == rows[0].evaluasi_id]


def _each_once(offers: Iterable[TawaranRencana], written: set[tuple[int, str]]) -> list[TawaranRencana]:
    """What has no `asal` is known by its words: marked where they are written, offered once where they repeat."""
    found, seen = [], set()
    for offer in offers:
        words = (offer.rhk, offer.uraian.casefold())
        if offer.asal is None and words in seen:
            continue
        seen.add(words)
        known = offer.diambil or (offer.asal is None and words in written)
        found.append(TawaranRencana(offer.kode, offer.rhk, offer.uraian, offer.target, offer.sumber, offer.asal, known))
    return found


# --- Realisasi --------------------------------------------------------------------------------------------------------


class Terukur(NamedTuple):
    """A realisasi out of the measured months, in words."""

    realisasi: str
    sumber_data: str


def measured_figures(evaluasi: Evaluasi, lembar: Lembar) -> dict[Line, Terukur]:
    """By (rhk, kode), for the lines the months say something about. Nine queries, whatever the number of months.

    An own indikator is offered the figures of its aspek where it is the only line of that aspek in its RHK.
    """
    months = measured_months(evaluasi)
    if not months:
        return {}
    measured = _by_rhk(months)
    found = {}
    for row in lembar.hasil:
        figures = {aspek: text for aspek, text in _figures(measured[row.rhk]).items() if text}
        sumber = f"SKP Bulanan {_span([month for month, _ in measured[row.rhk]])}"
        for aspek, text in figures.items():
            lines = [line for line in row.ukuran if line.kode == aspek or line.aspek == aspek.label]
            if len(lines) == 1:
                found[row.rhk, lines[0].kode] = Terukur(text, sumber)
    return found


Measured = list[tuple[SkpBulanan, TargetResult]]


def _by_rhk(months: Sequence[SkpBulanan]) -> defaultdict[int, Measured]:
    rhk = dict(TargetBulanan.objects.filter(skp_bulanan__in=months).values_list("pk", "rhk"))
    results = month_results(months)
    found: defaultdict[int, Measured] = defaultdict(list)
    for month in months:
        for target in results[month.pk].targets:
            if target.target_id in rhk:
                found[rhk[target.target_id]].append((month, target))
    return found


def _figures(measured: Measured) -> dict[Aspek, str]:
    """The four aspek; empty where the months have nothing to say."""
    if not measured:
        return {}
    targets = [target for _, target in measured]
    span = _span([month for month, _ in measured])
    return {
        Aspek.KUANTITAS: _quantity(targets, span),
        Aspek.KUALITAS: _quality(targets, span),
        Aspek.WAKTU: _time(targets, span),
        Aspek.BIAYA: _cost(targets, span),
    }


def _quantity(targets: Sequence[TargetResult], span: str) -> str:
    if not any(target.rekap.jumlah for target in targets):
        return ""
    done = sum((target.realisasi.kuantitas for target in targets), Decimal(0))
    aim = sum((target.target.kuantitas for target in targets), Decimal(0))
    return f"{format_number(done)} {targets[0].satuan} dari target {format_number(aim)} ({span})"


def _quality(targets: Sequence[TargetResult], span: str) -> str:
    marks = [target.kualitas for target in targets if target.kualitas is not None]
    return f"Rata-rata nilai kualitas {format_number(dibulatkan(sum(marks) / len(marks)))} ({span})" if marks else ""


def _time(targets: Sequence[TargetResult], span: str) -> str:
    spent: dict[str, list[TargetResult]] = defaultdict(list)
    for target in targets:
        if target.realisasi_diisi:
            spent[target.satuan_waktu].append(target)
    parts = []
    for unit, rows in spent.items():
        done = sum((row.realisasi.waktu for row in rows), Decimal(0))
        aim = sum((row.target.waktu for row in rows), Decimal(0))
        parts.append(f"{format_number(done)} {unit} dari target {format_number(aim)} {unit}")
    return f"{', '.join(parts)} ({span})" if parts else ""


def _cost(targets: Sequence[TargetResult], span: str) -> str:
    rows = [target for target in targets if target.target.biaya and target.realisasi_diisi]
    done = sum((row.realisasi.biaya or Decimal(0) for row in rows), Decimal(0))
    aim = sum((row.target.biaya or Decimal(0) for row in rows), Decimal(0))
    return f"{rupiah(done)} dari target {rupiah(aim)} ({span})" if rows else ""


def _span(months: Sequence[SkpBulanan]) -> str:
    """ "Januari–Maret 2026"; months that do not follow one another by name: "Januari, Maret 2026"."""
    numbers = sorted({month.bulan for month in months})
    if not numbers:
        return ""
    names = [BULAN[number - 1] for number in numbers]
    whole = len(names) > 1 and all(after - before == 1 for before, after in pairwise(numbers))
    return f"{f'{names[0]}–{names[-1]}' if whole else ', '.join(names)} {months[0].skp.tahun}"
