"""The result of a month: per target what was aimed at, what was done, and what that is worth."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet, prefetch_related_objects

from ekinerja.prepared import AnyOf, prepared
from kegiatan.models import KegiatanHarian
from penilaian.capaian.rekap import Rekap, make_rekap
from penilaian.models import CapaianBulanan, PenilaianPerilaku, RentangKualitas
from penilaian.scoring.angka import dibulatkan
from penilaian.scoring.perka_bkn_1_2013 import (
    ASPEK_PERILAKU_STRUKTURAL,
    VERSI,
    Aspek,
    Capaian,
    Kategori,
    capaian,
    kategori,
    nilai_skp_utuh,
    rata_rata_perilaku_utuh,
)
from penilaian.scoring.perka_bkn_1_2013_penjelasan import (
    Langkah,
    dua_desimal,
    jelaskan,
    jelaskan_nilai_skp,
    jelaskan_perilaku,
)
from skp.models import SkpBulanan, TargetBulanan


@dataclass(frozen=True, slots=True)
class TargetResult:
    """One row of "Realisasi SKP Bulan". What nobody has given yet counts as 0, and `catatan` says so."""

    target_id: int
    uraian: str
    satuan: str
    satuan_waktu: str
    target: Aspek
    realisasi: Aspek
    rekap: Rekap
    kualitas: Decimal | None
    """The penilai's mark; None while he has not given it."""
    realisasi_diisi: bool
    capaian: Capaian | None
    alasan: str = ""
    """Why there is no capaian."""
    catatan: tuple[str, ...] = ()
    langkah: tuple[Langkah, ...] = ()

    @property
    def kualitas_sah(self) -> bool:
        """Given, and still inside the range that the grades of today leave."""
        return self.kualitas is not None and self.rekap.memuat(self.kualitas)

    @property
    def kualitas_di_luar_range(self) -> bool:
        """Grades changed after the mark was given: it has to be given again."""
        return self.kualitas is not None and not self.rekap.memuat(self.kualitas)

    @property
    def belum_dinilai_teks(self) -> str:
        return f"{self.rekap.belum_dinilai} kegiatan harian untuk target ini belum dinilai dan belum ikut dihitung."


@dataclass(frozen=True, slots=True)
class PerilakuResult:
    """The aspects in the form's order, without kepemimpinan where the post is not structural."""

    aspek: Mapping[str, Decimal]
    struktural: bool
    rata_rata: Decimal
    rata_rata_utuh: Decimal
    langkah: tuple[Langkah, ...] = ()


@dataclass(frozen=True, slots=True)
class MonthResult:
    """`nilai` and `kategori` are None where there is nothing to average; `alasan` says why."""

    skp_bulanan: SkpBulanan
    targets: tuple[TargetResult, ...]
    nilai: Decimal | None
    nilai_utuh: Decimal | None
    perilaku: PerilakuResult | None
    langkah: tuple[Langkah, ...] = ()
    alasan: str = ""
    aturan: str = VERSI
    dihitung_pada: datetime | None = None
    """When the stored result was made; None while the month is open and computed as it stands."""

    @property
    def kategori(self) -> Kategori | None:
        return None if self.nilai is None else kategori(self.nilai)

    @property
    def tampilan(self) -> str:
        """As the guide's header has it: "0,00 (Buruk)"."""
        return "–" if self.nilai is None else f"{dua_desimal(self.nilai)} ({kategori(self.nilai).label})"

    @property
    def kualitas_selesai(self) -> int:
        return sum(target.kualitas_sah for target in self.targets)

    @property
    def kegiatan_dinilai(self) -> int:
        return sum(target.rekap.dinilai for target in self.targets)

    @property
    def kegiatan(self) -> int:
        return sum(target.rekap.jumlah for target in self.targets)

    def target(self, target_id: int) -> TargetResult:
        return next(target for target in self.targets if target.target_id == target_id)


def month_result(skp_bulanan: SkpBulanan) -> MonthResult:
    return month_results([skp_bulanan])[skp_bulanan.pk]


def month_results(months: Iterable[SkpBulanan]) -> dict[int, MonthResult]:
    """By primary key. Six queries, whatever the number of months, targets and activities."""
    # `tersimpan` builds the classes of this module, so it cannot be imported above.
    from penilaian.capaian.tersimpan import restore

    rows = list(months)
    prefetch_related_objects(rows, "skp")
    closed = [row.pk for row in rows if row.ditutup]
    stored = {row.skp_bulanan_id: row for row in _stored(closed)} if closed else {}
    computed = _compute([row for row in rows if row.pk not in stored])
    return {row.pk: restore(stored[row.pk], row) if row.pk in stored else computed[row.pk] for row in rows}


def month_values(months: Iterable[SkpBulanan]) -> dict[int, Decimal | None]:
    """The nilai alone, by primary key, of months with their `skp`: how a closed one came about is not read."""
    rows = list(months)
    closed = [row.pk for row in rows if row.ditutup]
    stored = dict(_stored_values(closed)) if closed else {}
    computed = _compute([row for row in rows if row.pk not in stored])
    return stored | {pk: result.nilai for pk, result in computed.items()}


def _compute(rows: Sequence[SkpBulanan]) -> dict[int, MonthResult]:
    if not rows:
        return {}
    months = {row.pk: row for row in rows}
    targets = _targets(list(months))
    kuantitas = KegiatanHarian.objects.realised_quantities(rows)
    grades = KegiatanHarian.objects.grade_counts(rows)
    tabel = _quality_tables(rows)
    perilaku = {row.skp_bulanan_id: row for row in _perilaku(list(months))}
    results = defaultdict(list)
    for target in targets:
        instansi = months[target.skp_bulanan_id].skp.instansi_id
        rekap = make_rekap(grades.get(target.pk, {}), tabel[instansi])
        results[target.skp_bulanan_id].append(_target_result(target, kuantitas.get(target.pk, Decimal(0)), rekap))
    return {row.pk: _month_result(row, results[row.pk], perilaku.get(row.pk)) for row in rows}


@prepared
def _stored(skp_bulanan: list[int]) -> QuerySet[CapaianBulanan]:
    return CapaianBulanan.objects.filter(AnyOf("skp_bulanan", skp_bulanan))


@prepared
def _stored_values(skp_bulanan: list[int]) -> QuerySet[CapaianBulanan, Any]:
    rows = CapaianBulanan.objects.filter(AnyOf("skp_bulanan", skp_bulanan)).order_by()
    return rows.values_list("skp_bulanan", "nilai_capaian")


@prepared
def _targets(skp_bulanan: list[int]) -> QuerySet[TargetBulanan]:
    rows = TargetBulanan.objects.filter(AnyOf("skp_bulanan", skp_bulanan))
    return rows.select_related("rhk__satuan", "realisasi", "penilaian_kualitas")


@prepared
def _perilaku(skp_bulanan: list[int]) -> QuerySet[PenilaianPerilaku]:
    return PenilaianPerilaku.objects.filter(AnyOf("skp_bulanan", skp_bulanan))


@prepared
def _ranges(instansi: list[int]) -> QuerySet[RentangKualitas]:
    return RentangKualitas.objects.filter(AnyOf("instansi", instansi))


def _quality_tables(rows: Sequence[SkpBulanan]) -> Mapping[int, list[RentangKualitas]]:
    tables: dict[int, list[RentangKualitas]] = defaultdict(list)
    for row in _ranges(list({row.skp.instansi_id for row in rows})):
        tables[row.instansi_id].append(row)
    return tables


def _target_result(row: TargetBulanan, kuantitas: Decimal, rekap: Rekap) -> TargetResult:
    mark = getattr(row, "penilaian_kualitas", None)
    spent = getattr(row, "realisasi", None)
    target = Aspek(row.target_kuantitas, row.target_kualitas, row.target_waktu, row.target_biaya)
    realisasi = Aspek(
        kuantitas, mark.nilai if mark else 0, spent.waktu if spent else 0, _spent_biaya(target, spent and spent.biaya)
    )
    hasil, langkah, alasan = _score(target, realisasi)
    return TargetResult(
        target_id=row.pk,
        uraian=row.uraian,
        satuan=str(row.rhk.satuan),
        satuan_waktu=row.get_satuan_waktu_display(),
        target=target,
        realisasi=realisasi,
        rekap=rekap,
        kualitas=mark and mark.nilai,
        realisasi_diisi=spent is not None,
        capaian=hasil,
        alasan=alasan,
        catatan=_not_yet(target, mark is None, spent),
        langkah=langkah,
    )


def _spent_biaya(target: Aspek, biaya: Decimal | None) -> Decimal | None:
    """A target biaya without its realisasi is work not paid for yet: 0, not an error."""
    return Decimal(0) if biaya is None and target.biaya else biaya


def _score(target: Aspek, realisasi: Aspek) -> tuple[Capaian | None, tuple[Langkah, ...], str]:
    try:
        return capaian(target, realisasi), jelaskan(target, realisasi), ""
    except ValueError as error:
        return None, (), str(error)


def _not_yet(target: Aspek, without_mark: bool, spent: object) -> tuple[str, ...]:
    biaya_missing = bool(target.biaya) and getattr(spent, "biaya", None) is None
    return tuple(
        text
        for text, missing in (
            ("Nilai kualitas belum diberikan pejabat penilai, jadi dihitung 0.", without_mark),
            ("Realisasi waktu belum diisi, jadi dihitung 0.", spent is None),
            ("Realisasi biaya belum diisi, jadi dihitung 0.", biaya_missing),
        )
        if missing
    )


def _month_result(row: SkpBulanan, targets: Sequence[TargetResult], perilaku: PenilaianPerilaku | None) -> MonthResult:
    utuh, langkah, alasan = _mean(targets)
    return MonthResult(
        skp_bulanan=row,
        targets=tuple(targets),
        nilai=None if utuh is None else dibulatkan(utuh),
        nilai_utuh=utuh,
        perilaku=perilaku_result(perilaku) if perilaku else None,
        langkah=langkah,
        alasan=alasan,
    )


def _mean(targets: Sequence[TargetResult]) -> tuple[Decimal | None, tuple[Langkah, ...], str]:
    """The mean of nilai capaian over the month's targets."""
    if not targets:
        return None, (), "SKP Bulanan ini belum mempunyai target."
    for target in targets:
        if target.capaian is None:
            return None, (), f"“{target.uraian}” tidak dapat dihitung: {target.alasan}"
    values = [target.capaian.nilai_utuh for target in targets if target.capaian]
    return nilai_skp_utuh(values), jelaskan_nilai_skp(values), ""


def perilaku_result(row: PenilaianPerilaku) -> PerilakuResult:
    aspek = {name: getattr(row, name) for name in ASPEK_PERILAKU_STRUKTURAL if getattr(row, name) is not None}
    return PerilakuResult(
        aspek=aspek,
        struktural=row.struktural,
        rata_rata=row.rata_rata,
        rata_rata_utuh=rata_rata_perilaku_utuh(aspek, struktural=row.struktural),
        langkah=jelaskan_perilaku(aspek, struktural=row.struktural),
    )
