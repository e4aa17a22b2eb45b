"""Realisasi, kualitas, perilaku and the closed months, by the same calculation the pages use."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from django.db.models import OuterRef, Subquery

from dashboard.demo import susunan
from dashboard.demo.dokumen import Bulan
from dashboard.demo.harian import graded_last_month
from dashboard.demo.waktu import Kini, acak, moment, working_day
from kegiatan.models import KegiatanHarian, Realisasi
from organisasi.deadlines import next_month
from penilaian.capaian import month_results
from penilaian.capaian.rekap import make_rekap
from penilaian.capaian.tersimpan import store
from penilaian.models import CapaianBulanan, PenilaianKualitas, PenilaianPerilaku
from penilaian.scoring.perka_bkn_1_2013 import ASPEK_PERILAKU_STRUKTURAL, VERSI, rata_rata_perilaku
from skp.models import Riwayat, SkpBulanan, TargetBulanan
from skp.workflow import Status


def make_nilai(kini: Kini, bulan: list[Bulan], harian: dict[int, list[KegiatanHarian]]) -> None:
    past = [month for month in bulan if kini.umur(month.awal) >= 1 and month.row.status == Status.DISETUJUI]
    judged = [month for month in past if _judged(month, kini)]
    Realisasi.objects.bulk_create(
        [row for month in past if _reported(month, kini) for row in _realisasi(month)], batch_size=1000
    )
    PenilaianKualitas.objects.bulk_create(
        [row for month in judged for row in _kualitas(month, harian[month.row.pk], kini)], batch_size=1000
    )
    PenilaianPerilaku.objects.bulk_create([_perilaku(month, kini) for month in judged], batch_size=1000)
    _close([month for month in judged if _closed(month, kini)], kini)


def _judged(bulan: Bulan, kini: Kini) -> bool:
    """Quality and behaviour are given once every activity of the month is graded, and somebody is there to do it."""
    if bulan.masa.penilai_pada(bulan.awal, kini) is None:
        return False
    return kini.umur(bulan.awal) > 1 or (graded_last_month(bulan.masa.pegawai.nip) and _reported(bulan, kini))


def _reported(bulan: Bulan, kini: Kini) -> bool:
    nip = bulan.masa.pegawai.nip
    return kini.umur(bulan.awal) > 1 or nip == susunan.STAF or acak("realisasi", nip).random() < 0.8


def _closed(bulan: Bulan, kini: Kini) -> bool:
    """What waits for the demo accounts is last month's; others have left an older one open here and there."""
    nip = bulan.masa.pegawai.nip
    if kini.umur(bulan.awal) == 1:
        return nip == susunan.STAF or acak("tutup", nip).random() < 0.5
    penilai = bulan.masa.penilai_pada(bulan.awal, kini)
    return penilai.nip in susunan.PENILAI_DEMO or acak("tutup", nip, bulan.awal).random() < 0.97


def _realisasi(bulan: Bulan) -> Iterable[Realisasi]:
    chance = acak("realisasi", bulan.masa.pegawai.nip, bulan.awal)
    for _, target in bulan.target:
        spent = chance.choice(("0.76", "0.8", "0.8", "0.9", "0.9", "1"))
        yield Realisasi(
            target=target,
            waktu=max(Decimal(1), round(target.target_waktu * Decimal(spent))),
            biaya=_spent(target, chance.choice(("0.88", "0.93", "0.97"))),
            diisi_oleh=bulan.masa.pegawai,
        )


def _spent(target: TargetBulanan, share: str) -> Decimal | None:
    return (target.target_biaya * Decimal(share)).quantize(Decimal(1000)) if target.target_biaya else None


def _decided(month: date, kini: Kini) -> datetime:
    return kini.paling_lambat(moment(working_day(next_month(month)), 14, 30))


def _kualitas(bulan: Bulan, harian: list[KegiatanHarian], kini: Kini) -> Iterable[PenilaianKualitas]:
    counts: dict[int, Counter[int | None]] = defaultdict(Counter)
    for row in harian:
        if row.target_id:
            counts[row.target_id][row.nilai] += 1
    for _, target in bulan.target:
        rekap = make_rekap(counts[target.pk], ())
        if rekap.rentang is None or rekap.rata_rata is None:
            continue
        minimum, maksimum = rekap.rentang
        offset = acak("kualitas", bulan.masa.pegawai.nip, target.uraian, bulan.awal).randrange(-3, 4)
        yield PenilaianKualitas(
            target=target,
            nilai=_mark(rekap.rata_rata, minimum, maksimum, offset),
            rata_rata=rekap.rata_rata,
            minimum=minimum,
            maksimum=maksimum,
            penilai=bulan.masa.penilai_pada(bulan.awal, kini),
            dinilai_pada=_decided(bulan.awal, kini),
        )


def _mark(mean: Decimal, minimum: Decimal, maksimum: Decimal, offset: int) -> Decimal:
    return min(maksimum, max(minimum, round(mean) + Decimal(offset)))


def _perilaku(bulan: Bulan, kini: Kini) -> PenilaianPerilaku:
    nip = bulan.masa.pegawai.nip
    base = acak("perilaku", nip).randrange(78, 92)
    chance = acak("perilaku", nip, bulan.awal)
    struktural = bulan.masa.skp.jabatan.struktural
    marks = {name: Decimal(base + chance.randrange(-3, 6)) for name in ASPEK_PERILAKU_STRUKTURAL}
    if not struktural:
        del marks["kepemimpinan"]
    return PenilaianPerilaku(
        skp_bulanan=bulan.row,
        **marks,
        struktural=struktural,
        rata_rata=rata_rata_perilaku(marks, struktural=struktural),
        penilai=bulan.masa.penilai_pada(bulan.awal, kini),
        dinilai_pada=_decided(bulan.awal, kini),
    )


def _close(months: list[Bulan], kini: Kini) -> None:
    """The result is stored as it stands, then the month is closed."""
    results = month_results([month.row for month in months])
    decided = {
        month.row.pk: (month.masa.penilai_pada(month.awal, kini), _decided(month.awal, kini)) for month in months
    }
    CapaianBulanan.objects.bulk_create(
        [
            CapaianBulanan(
                skp_bulanan_id=pk,
                nilai_capaian=result.nilai,
                nilai_perilaku=result.perilaku.rata_rata,
                aturan=VERSI,
                rincian=store(result),
                dihitung_pada=decided[pk][1],
            )
            for pk, result in results.items()
        ],
        batch_size=200,
    )
    Riwayat.objects.bulk_create(
        [
            Riwayat(
                skp_bulanan_id=pk,
                aksi="TUTUP_PENILAIAN",
                status=Status.DISETUJUI,
                oleh=penilai,
                pada=at,
                catatan=f"Nilai capaian {results[pk].tampilan}",
            )
            for pk, (penilai, at) in decided.items()
        ],
        batch_size=1000,
    )
    capaian = CapaianBulanan.objects.filter(skp_bulanan=OuterRef("pk"))
    perilaku = PenilaianPerilaku.objects.filter(skp_bulanan=OuterRef("pk"))
    SkpBulanan.objects.filter(pk__in=decided).update(
        ditutup_pada=Subquery(capaian.values("dihitung_pada")), ditutup_oleh=Subquery(perilaku.values("penilai"))
    )
