"""The evaluasi kinerja of two years: periods, capaian of the units, how far each evaluasi has come, what was decided.

How far follows from the days: what would lie ahead of the moment the demo is built has not happened yet.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum
from itertools import accumulate

from django.db import connection

from dashboard.demo import susunan
from dashboard.demo.dokumen import Masa
from dashboard.demo.orang import Kota
from dashboard.demo.teks import evaluasi as teks
from dashboard.demo.waktu import Kini, acak, moment, working_day
from organisasi.hari_kerja import HariKerja
from organisasi.hierarchy import assessor_of
from organisasi.models import AksiPeriode, HariLibur, Pegawai, PeriodeEvaluasi, RiwayatPeriode, UnitKerja
from organisasi.periode import open_year
from penilaian.models import (
    CapaianUnit,
    CatatanKalibrasi,
    Evaluasi,
    Kalibrasi,
    Keberatan,
    KeputusanKeberatan,
    RiwayatEvaluasi,
    SebagaiPenilai,
)
from penilaian.querysets.kurva import calibrated, tally
from penilaian.rules.menilai import heads_unit
from penilaian.rules.sesudah import HARI_JAWABAN, HARI_KEPUTUSAN
from penilaian.scoring.permenpanrb_6_2022 import (
    POLA_BAKU,
    VERSI,
    CapaianOrganisasi,
    Predikat,
    Rating,
    predikat,
    rating_pimpinan,
)
from penilaian.workflow import ActionEvaluasi, StatusEvaluasi
from skp.workflow import Status

Ratings = tuple[Rating, Rating]
Capaian = dict[tuple[int, int], CapaianOrganisasi]
"""By the keys of unit and period."""

RATING: dict[Predikat, tuple[Ratings, ...]] = {
    Predikat.SANGAT_BAIK: ((Rating.DI_ATAS, Rating.DI_ATAS),),
    Predikat.BAIK: (
        (Rating.SESUAI, Rating.SESUAI),
        (Rating.SESUAI, Rating.SESUAI),
        (Rating.SESUAI, Rating.DI_ATAS),
        (Rating.DI_ATAS, Rating.SESUAI),
    ),
    Predikat.BUTUH_PERBAIKAN: ((Rating.DI_BAWAH, Rating.SESUAI),),
    Predikat.KURANG: ((Rating.SESUAI, Rating.DI_BAWAH),),
    Predikat.SANGAT_KURANG: ((Rating.DI_BAWAH, Rating.DI_BAWAH),),
}
MURAH = {Predikat.SANGAT_BAIK: 75, Predikat.BAIK: 25}
# Of the demo accounts, so that their pages tell a story: angka kredit grows fast, and there is something to object to.
BIASANYA = {
    susunan.FUNGSIONAL: Predikat.SANGAT_BAIK,
    susunan.FUNGSIONAL_KABUPATEN: Predikat.BAIK,
    susunan.STAF: Predikat.BAIK,
}


class Tahap(IntEnum):
    """How far an evaluasi has come."""

    SEBAGIAN = 1
    DIISI = 2
    DINILAI = 3
    DISERAHKAN = 4
    DIJAWAB = 5


@dataclass(eq=False)
class Cerita:
    """One evaluasi: whose, which period, when what happens, and how far that has come."""

    masa: Masa
    periode: PeriodeEvaluasi
    mulai: date
    selesai: date
    sampai: date
    """The last day of the months there are figures of; before `mulai`: none yet."""
    dimulai: datetime
    diisi: datetime
    dinilai: datetime
    diserahkan: datetime
    dijawab: datetime
    tahap: Tahap
    row: Evaluasi
    semula: Ratings | None = None
    """What was rated before an objection or a kalibrasi changed it."""
    penolakan: teks.Penolakan | None = None
    """What its owner objected, if he did."""

    @property
    def nip(self) -> str:
        return self.masa.orang.nip


def tell_evaluations(kota: Kota, stretches: list[Masa]) -> list[Cerita]:
    """Every evaluasi with its ratings, not yet in the database but for its key: what it was rated on comes first."""
    kabupaten = kota.instansi[susunan.KABUPATEN]
    kabupaten.penilaian_diri = True
    kabupaten.save(update_fields=["penilaian_diri"])
    periods = {
        (instansi.pk, tahun): open_year(instansi=instansi, tahun=tahun)
        for instansi in kota.instansi.values()
        for tahun in (kota.kini.tahun - 1, kota.kini.tahun)
    }
    told = [
        story
        for masa in stretches
        if masa.skp.status == Status.DISETUJUI
        for periode in periods[masa.skp.instansi_id, masa.skp.tahun]
        for story in _story(masa, periode, kota.kini)
    ]
    _let_object(told, kota.kini)
    capaian = _make_capaian(kota, [row for rows in periods.values() for row in rows], told)
    next_step = _Berikutnya(kota.kini)
    for key, story in zip(_keys(len(told)), told, strict=True):
        story.row.pk = key
        if story.tahap >= Tahap.DINILAI:
            _rate(story, kota, capaian)
        if story.tahap >= Tahap.DISERAHKAN:
            _hand_over(story, next_step)
    return told


def _keys(number: int) -> list[int]:
    """Keys of rows that are written after those that point at them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [Evaluasi._meta.db_table, number],
        )
        return [key for (key,) in cursor.fetchall()]


# --- When ------------------------------------------------------------------------------------------------------------


def _story(masa: Masa, periode: PeriodeEvaluasi, kini: Kini) -> Iterator[Cerita]:
    skp = masa.skp
    if not periode.meets(skp.periode_mulai, skp.periode_selesai):
        return
    mulai, selesai = periode.common_days(skp.periode_mulai, skp.periode_selesai)
    chance = acak("evaluasi", masa.pegawai.nip, mulai, periode.nama)
    later = 2 if periode.akhir else 0
    dinilai = working_day(selesai + timedelta(days=11 + later + chance.randrange(9)))
    diserahkan = working_day(dinilai + timedelta(days=chance.randrange(1, 5)))
    if masa.orang.nip == teks.TERLAMBAT_DINILAI and _long_ago("Triwulan II", periode, kini):
        dinilai = working_day(periode.batas_penilaian + timedelta(days=5))
        diserahkan = working_day(dinilai + timedelta(days=1))
    if _calibrated_together(masa, periode, kini):
        dinilai = working_day(selesai + timedelta(days=9))
        diserahkan = working_day(dinilai + timedelta(days=6))
    story = Cerita(
        masa=masa,
        periode=periode,
        mulai=mulai,
        selesai=selesai,
        sampai=selesai if kini.hari > selesai else kini.bulan - timedelta(days=1),
        dimulai=moment(working_day(mulai + timedelta(days=4)), 9, chance.randrange(60)),
        diisi=moment(working_day(selesai + timedelta(days=1 + chance.randrange(6))), 10, chance.randrange(60)),
        dinilai=moment(dinilai, 13, chance.randrange(60)),
        diserahkan=moment(diserahkan, 8 + chance.randrange(3), chance.randrange(60)),
        dijawab=moment(working_day(diserahkan + timedelta(days=chance.randrange(1, 7))), 15, chance.randrange(60)),
        tahap=Tahap.SEBAGIAN,
        row=Evaluasi(skp=skp, periode=periode),
        penolakan=teks.PENOLAKAN.get(masa.orang.nip) if _long_ago("Triwulan II", periode, kini) else None,
    )
    _wait_for_somebody(story, kini)
    reached = (
        (story.diisi, Tahap.DIISI),
        (story.dinilai, Tahap.DINILAI),
        (story.diserahkan, Tahap.DISERAHKAN),
        (story.dijawab, Tahap.DIJAWAB),
    )
    story.tahap = max((tahap for at, tahap in reached if at < kini.saat), default=Tahap.SEBAGIAN)
    story.tahap = min(story.tahap, _at_most(story, kini))
    begun = story.dimulai < kini.saat and not (periode.akhir and kini.hari <= selesai)
    if begun:
        story.row.status_sejak = story.dimulai
        yield story


def _calibrated_together(masa: Masa, periode: PeriodeEvaluasi, kini: Kini) -> bool:
    """Rated at one time and not handed over before the kepala dinas of the demo had compared them."""
    of_dinas = masa.orang.unit.startswith(susunan.UNIT_KEPALA_DINAS)
    return of_dinas and _long_ago("Triwulan III", periode, kini)


def _long_ago(nama: str, periode: PeriodeEvaluasi, kini: Kini) -> bool:
    """That period of last year."""
    return periode.nama == nama and periode.tahun < kini.tahun


def _wait_for_somebody(story: Cerita, kini: Kini) -> None:
    """The last one of the staf has just been handed over to him, whatever the day."""
    last = timedelta(0) < kini.hari - story.selesai <= timedelta(days=31)
    if story.nip != susunan.STAF or story.periode.akhir or not last:
        return
    for name, days in (("diisi", 6), ("dinilai", 4), ("diserahkan", 2)):
        setattr(story, name, min(getattr(story, name), kini.saat - timedelta(days=days)))
    story.dimulai = min(story.dimulai, story.diisi - timedelta(days=1))
    story.dijawab = kini.saat + timedelta(days=3)


def _let_object(told: list[Cerita], kini: Kini) -> None:
    """Whatever the day, somebody objected two days ago to what had been handed over to him that week."""
    for nip, penolakan in teks.KEBERATAN_TERBUKA.items():
        handed_over = kini.lalu(6, 9, 40)
        rated = [
            story
            for story in told
            if story.nip == nip and story.tahap >= Tahap.DINILAI and story.dinilai < handed_over
            and not story.periode.akhir
        ]  # fmt: skip
        story = max(rated, key=lambda story: story.selesai)
        story.penolakan, story.tahap = penolakan, Tahap.DIJAWAB
        story.diserahkan, story.dijawab = handed_over, kini.lalu(2, 14, 10)


def _at_most(story: Cerita, kini: Kini) -> Tahap:
    """Nobody is there to rate the topmost; of this year the demo accounts keep something to do."""
    if story.masa.penilai_awal is None:
        return Tahap.DIISI
    if story.nip == susunan.STAF and story.periode.akhir and kini.hari - story.selesai < timedelta(days=60):
        return Tahap.DIISI
    newest = not story.periode.akhir and kini.hari - story.selesai < timedelta(days=92)
    if story.periode.tahun == kini.tahun and newest:
        if story.nip in teks.SIAP_DINILAI:
            return Tahap.DIISI
        if story.nip in teks.SIAP_DISERAHKAN:
            return Tahap.DINILAI
    return Tahap.DIJAWAB


# --- Capaian kinerja organisasi --------------------------------------------------------------------------------------


def _make_capaian(kota: Kota, periods: list[PeriodeEvaluasi], told: list[Cerita]) -> Capaian:
    """Of every active unit, set by who leads the one above; of the topmost by the admin instansi."""
    rows = [
        row
        for periode in periods
        for unit in kota.unit.values()
        if unit.aktif and unit.instansi_id == periode.instansi_id
        for row in _capaian(kota, unit, periode, told)
    ]
    CapaianUnit.objects.bulk_create(rows, batch_size=1000)
    return {(row.unit_id, row.periode_id): CapaianOrganisasi(row.nilai) for row in rows}


def _capaian(kota: Kota, unit: UnitKerja, periode: PeriodeEvaluasi, told: list[Cerita]) -> Iterator[CapaianUnit]:
    at = moment(working_day(periode.selesai + timedelta(days=6)), 10)
    needed = [
        story.dinilai
        for story in told
        if story.tahap >= Tahap.DINILAI and story.periode == periode and story.masa.skp.unit_id == unit.pk
    ]
    at = min([at, *(rated - timedelta(days=1) for rated in needed)])
    if at >= kota.kini.saat:
        return
    chance = acak("capaian", unit.kode, periode.tahun, periode.nama)
    weights = {CapaianOrganisasi.BAIK: 76, CapaianOrganisasi.ISTIMEWA: 12, CapaianOrganisasi.BUTUH_PERBAIKAN: 12}
    nilai = chance.choices(list(weights), list(weights.values()))[0]
    if unit.kode in (susunan.BIDANG_DEMO, susunan.UNIT_KEPALA_DINAS):
        nilai = CapaianOrganisasi.BAIK
    above = unit.induk.kepala if unit.induk else None
    yield CapaianUnit(
        unit=unit,
        periode=periode,
        nilai=nilai.value,
        dasar=teks.DASAR_CAPAIAN[nilai],
        ditetapkan_oleh=above or kota.oleh_nip(susunan.ADMIN[unit.instansi.kode]),
        ditetapkan_pada=at,
    )


# --- What was decided ------------------------------------------------------------------------------------------------


def _rate(story: Cerita, kota: Kota, capaian: Capaian) -> None:
    row, skp = story.row, story.masa.skp
    held = capaian.get((skp.unit_id, story.periode.pk))
    rater = story.masa.penilai_pada(story.dinilai.date(), kota.kini)
    row.dinilai_sebagai = SebagaiPenilai.PENILAI
    if story.dinilai.date() > story.periode.batas_penilaian and story.nip == teks.TERLAMBAT_DINILAI:
        rater, row.dinilai_sebagai = assessor_of(rater, on=story.dinilai.date()), SebagaiPenilai.ATASAN
    ratings = _chosen(story, held, kota.kini)
    if story.penolakan:
        ratings = _objected_to(story.penolakan, ratings, heads=heads_unit(skp))
        if story.penolakan.keputusan == KeputusanKeberatan.DIUBAH:
            story.semula, ratings = ratings, (Rating.SESUAI, Rating.SESUAI)
    if _generous(story, kota.kini):
        story.semula = (Rating.DI_ATAS, Rating.DI_ATAS) if story.nip in teks.KALIBRASI_DIUBAH else None
        ratings = (Rating.SESUAI, Rating.DI_ATAS) if story.semula else ratings
    made = predikat(*ratings)
    chance = acak("catatan", story.nip, story.mulai, story.periode.nama)
    row.rating_hasil, row.rating_perilaku = (rating.value for rating in ratings)
    row.predikat, row.aturan, row.jenjang = made.value, VERSI, skp.jabatan.jenjang
    row.capaian_organisasi = held.value if held else ""
    row.catatan = chance.choice(teks.CATATAN[made])
    row.dinilai_oleh, row.dinilai_unit, row.dinilai_jabatan = rater, rater.unit, rater.jabatan
    row.dinilai_golongan, row.dinilai_pada = rater.golongan, story.dinilai
    row.status, row.status_sejak = StatusEvaluasi.DINILAI, story.dinilai


def _objected_to(penolakan: teks.Penolakan, ratings: Ratings, *, heads: bool) -> Ratings:
    return ratings[0] if heads else penolakan.hasil, Rating.SESUAI


def _generous(story: Cerita, kini: Kini) -> bool:
    """In Triwulan III of last year the kepala bidang of the demo was."""
    return _long_ago("Triwulan III", story.periode, kini) and story.masa.skp.penilai.nip == susunan.KEPALA_BIDANG


def _chosen(story: Cerita, held: CapaianOrganisasi | None, kini: Kini) -> Ratings:
    """As the pattern of the unit lets expect; who is good in one period is mostly good in the next."""
    nip, skp = story.nip, story.masa.skp
    chance = acak("rating", nip, story.mulai, story.periode.nama)
    if heads_unit(skp) and held is not None:
        return rating_pimpinan(held), chance.choice((Rating.SESUAI, Rating.SESUAI, Rating.DI_ATAS))
    if nip in BIASANYA:
        return chance.choice(RATING[BIASANYA[nip]])
    generous = _generous(story, kini) or skp.penilai.nip.startswith(teks.PENILAI_MURAH)
    shares = MURAH if generous else POLA_BAKU[held or CapaianOrganisasi.BAIK]
    place = 100 * (acak("mutu", nip) if chance.random() < 0.6 else chance).random()
    made = next(each for each, upto in zip(shares, accumulate(shares.values()), strict=True) if place <= upto)
    return chance.choice(RATING[made])


class _Berikutnya:
    """Who stands above each that rates, looked up once, and the working days to answer in."""

    def __init__(self, kini: Kini) -> None:
        libur = HariLibur.objects.filter(instansi=None).values_list("tanggal", flat=True)
        self.kerja = HariKerja(None, sejak=date(kini.tahun - 1, 1, 1), libur=libur)
        self._above: dict[int, Pegawai | None] = {}

    def above(self, rater: Pegawai, on: date) -> Pegawai | None:
        if rater.pk not in self._above:
            self._above[rater.pk] = assessor_of(rater, on=on)
        return self._above[rater.pk]


def _hand_over(story: Cerita, next_step: _Berikutnya) -> None:
    row, on = story.row, story.diserahkan.date()
    superior = next_step.above(row.dinilai_oleh, on)
    if superior is not None and superior != story.masa.pegawai:
        row.atasan_penilai, row.atasan_unit, row.atasan_jabatan = superior, superior.unit, superior.jabatan
        row.atasan_golongan = superior.golongan
    row.status, row.status_sejak = StatusEvaluasi.DISERAHKAN, story.diserahkan
    row.diserahkan_pada = story.diserahkan
    row.batas_keberatan = next_step.kerja.sesudah(on, HARI_JAWABAN)
    silent = acak("diam", story.nip, story.mulai, story.periode.nama).random() < 0.07
    if story.tahap < Tahap.DIJAWAB or (silent and story.nip not in BIASANYA and not (story.semula or story.penolakan)):
        return
    row.dijawab_pada, row.status, row.status_sejak = story.dijawab, StatusEvaluasi.DITERIMA, story.dijawab
    if story.penolakan:
        row.status = StatusEvaluasi.KEBERATAN
    if story.penolakan and story.penolakan.keputusan:
        row.status, row.status_sejak = StatusEvaluasi.DIPUTUSKAN, _decided(story)


def _explained(story: Cerita) -> datetime:
    return story.dijawab + timedelta(days=1)


def _decided(story: Cerita) -> datetime:
    return moment(working_day(story.dijawab.date() + timedelta(days=4)), 11)


# --- What is written of it -------------------------------------------------------------------------------------------


def write_evaluations(kota: Kota, told: list[Cerita]) -> None:
    """The rows themselves, once what they were rated on is there; their history, the objection, the kalibrasi."""
    Evaluasi.objects.bulk_create([story.row for story in told], batch_size=200)
    RiwayatEvaluasi.objects.bulk_create([step for story in told for step in _steps(story)], batch_size=1000)
    next_step = _Berikutnya(kota.kini)
    Keberatan.objects.bulk_create(
        [
            _objection(story, next_step)
            for story in told
            if story.row.status in (StatusEvaluasi.KEBERATAN, StatusEvaluasi.DIPUTUSKAN)
        ]
    )
    _calibrate(kota, told)
    _close_periods(kota)


def _steps(story: Cerita) -> Iterator[RiwayatEvaluasi]:
    row = story.row
    if not row.predikat:
        return
    now = (Rating(row.rating_hasil), Rating(row.rating_perilaku))
    first = story.semula or now
    yield _step(story, ActionEvaluasi.NILAI, StatusEvaluasi.DINILAI, first, row.dinilai_oleh, story.dinilai)
    if story.semula and not story.penolakan:
        by, at = row.dinilai_oleh, _day_after(story, 9)
        yield _step(story, ActionEvaluasi.KALIBRASI, StatusEvaluasi.DINILAI, now, by, at, teks.ALASAN_KALIBRASI)
        first = now
    if row.diserahkan_pada:
        given = row.dinilai_oleh, story.diserahkan
        yield _step(story, ActionEvaluasi.SERAHKAN, StatusEvaluasi.DISERAHKAN, first, *given)
    if row.status == StatusEvaluasi.DITERIMA:
        answered = story.masa.pegawai, story.dijawab
        yield _step(story, ActionEvaluasi.TERIMA, StatusEvaluasi.DITERIMA, first, *answered)
    if story.penolakan:
        yield from _objection_steps(story, story.penolakan, first, now)


def _day_after(story: Cerita, jam: int) -> datetime:
    """On the working day after the ratings."""
    return moment(working_day(story.dinilai.date() + timedelta(days=1)), jam)


def _objection_steps(story: Cerita, said: teks.Penolakan, first: Ratings, now: Ratings) -> Iterator[RiwayatEvaluasi]:
    row = story.row
    open_, closed = StatusEvaluasi.KEBERATAN, StatusEvaluasi.DIPUTUSKAN
    yield _step(story, ActionEvaluasi.KEBERATAN, open_, first, story.masa.pegawai, story.dijawab, said.alasan)
    if said.tanggapan:
        by, at = row.dinilai_oleh, _explained(story)
        yield _step(story, ActionEvaluasi.TANGGAPI, open_, first, by, at, said.tanggapan)
    if said.keputusan:
        decision = f"{KeputusanKeberatan(said.keputusan).label}. {said.putusan}"
        yield _step(story, ActionEvaluasi.PUTUSKAN, closed, now, row.atasan_penilai, _decided(story), decision)


def _step(
    story: Cerita,
    aksi: ActionEvaluasi,
    status: StatusEvaluasi,
    ratings: Ratings,
    oleh: Pegawai,
    pada: datetime,
    catatan: str = "",
) -> RiwayatEvaluasi:
    return RiwayatEvaluasi(
        evaluasi=story.row,
        aksi=aksi,
        status=status,
        rating_hasil=ratings[0].value,
        rating_perilaku=ratings[1].value,
        predikat=predikat(*ratings).value,
        oleh=oleh,
        pada=pada,
        catatan=catatan,
    )


def _objection(story: Cerita, next_step: _Berikutnya) -> Keberatan:
    row, said = story.row, story.penolakan
    hasil, perilaku = story.semula or (Rating(row.rating_hasil), Rating(row.rating_perilaku))
    return Keberatan(
        evaluasi=row,
        alasan=said.alasan,
        diajukan_pada=story.dijawab,
        batas_keputusan=next_step.kerja.sesudah(story.dijawab.date(), HARI_KEPUTUSAN),
        rating_hasil_semula=hasil.value,
        rating_perilaku_semula=perilaku.value,
        tanggapan=said.tanggapan,
        tanggapan_oleh=row.dinilai_oleh if said.tanggapan else None,
        tanggapan_pada=_explained(story) if said.tanggapan else None,
        keputusan=said.keputusan,
        alasan_keputusan=said.putusan,
        diputuskan_oleh=row.atasan_penilai if said.keputusan else None,
        diputuskan_pada=_decided(story) if said.keputusan else None,
    )


def _calibrate(kota: Kota, told: list[Cerita]) -> None:
    """The kepala dinas of the demo asked the kepala bidang to look again, before anything was handed over."""
    changed = [story for story in told if story.semula and not story.penolakan]
    if not changed:
        return
    unit, head = kota.unit[susunan.UNIT_KEPALA_DINAS], kota.oleh_nip(susunan.KEPALA_DINAS)
    periode, penilai = changed[0].periode, changed[0].row.dinilai_oleh
    opened = moment(changed[0].dinilai.date(), 15)
    after = _distribution(unit, periode, head)
    before = {key: dict(counts) for key, counts in after.items()}
    for story in changed:
        own = before[str(penilai.pk)]
        own[story.row.predikat] -= 1
        own[Predikat.SANGAT_BAIK.value] = own.get(Predikat.SANGAT_BAIK.value, 0) + 1
    round_ = Kalibrasi.objects.create(
        unit=unit,
        periode=periode,
        dibuka_oleh=head,
        dibuka_pada=opened,
        sebelum=before,
        sesudah=after,
        ditutup_pada=_day_after(changed[0], 15),
    )
    notes = [(None, teks.CATATAN_KALIBRASI), *((story.row, teks.CATATAN_PERSEORANGAN) for story in changed)]
    CatatanKalibrasi.objects.bulk_create(
        CatatanKalibrasi(
            kalibrasi=round_,
            penilai=penilai,
            evaluasi=evaluasi,
            uraian=uraian,
            oleh=head,
            pada=opened + timedelta(minutes=20),
            jawaban=teks.JAWABAN_KALIBRASI,
            dijawab_pada=_day_after(changed[0], 10),
        )
        for evaluasi, uraian in notes
    )


def _distribution(unit: UnitKerja, periode: PeriodeEvaluasi, head: Pegawai) -> dict[str, dict[str, int]]:
    return {str(key): dict(counts) for key, counts in tally(calibrated(unit, periode, head), "penulis").items()}


def _close_periods(kota: Kota) -> None:
    """Those of last year, once the days to rate, to hand over and to answer have passed for everybody."""
    ended = kota.kini.hari - timedelta(days=90)
    rows = list(PeriodeEvaluasi.objects.filter(tahun=kota.kini.tahun - 1, batas_penilaian__lt=ended))
    for row in rows:
        row.ditutup_pada = moment(working_day(row.batas_penilaian + timedelta(days=60)), 14)
        row.ditutup_oleh = kota.oleh_nip(susunan.ADMIN[row.instansi.kode])
        row.alasan_tutup = teks.ALASAN_TUTUP
    PeriodeEvaluasi.objects.bulk_update(rows, ["ditutup_pada", "ditutup_oleh", "alasan_tutup"])
    RiwayatPeriode.objects.bulk_create(
        RiwayatPeriode(
            periode=row, aksi=AksiPeriode.PAKSA, oleh=row.ditutup_oleh, pada=row.ditutup_pada, catatan=row.alasan_tutup
        )
        for row in rows
    )
