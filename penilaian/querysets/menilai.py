"""Penilaian Bawahan: who is to be rated in a period, and what is ready for it."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, prefetch_related_objects

from ekinerja.prepared import AnyOf, prepared
from ekinerja.rules import ALLOWED, Verdict, not_now
from organisasi.deadlines import Tenggat, calendars_for
from organisasi.hierarchy import assessed_by
from organisasi.models import Jabatan, Langkah, Pegawai, PenugasanKepala, PeriodeEvaluasi, UnitKerja
from organisasi.scoping import acting_ids, local_today
from penilaian.lembar import restore
from penilaian.models import (
    Evaluasi,
    Eviden,
    RealisasiPeriode,
    SebagaiPenilai,
    StatusUmpanBalik,
    UmpanBalik,
    UndanganUmpanBalik,
)
from penilaian.rules.evaluasi import rateable_from
from penilaian.rules.sesudah import DIANGGAP_DITERIMA, keadaan
from penilaian.workflow import DISERAHKAN, TONE_EVALUASI, StatusEvaluasi
from skp.indikator import line_codes
from skp.models import Indikator, RencanaHasilKerja, Skp
from skp.workflow import Status

TANPA_SKP, BELUM_DISETUJUI = "TANPA_SKP", "BELUM_DISETUJUI"
DIAM = "DIANGGAP_DITERIMA"
STATUS = {TANPA_SKP: "Belum ada SKP", BELUM_DISETUJUI: "SKP belum disetujui"} | dict(StatusEvaluasi.choices)
STATUS |= {DIAM: DIANGGAP_DITERIMA.label}
TONES = {TANPA_SKP: "peringatan", BELUM_DISETUJUI: "peringatan"} | TONE_EVALUASI | {DIAM: DIANGGAP_DITERIMA.tone}
SUDAH_DISERAHKAN = "SUDAH_DISERAHKAN"
PILIHAN_STATUS = STATUS | {SUDAH_DISERAHKAN: "Sudah diserahkan (semua)"}
DISERAHKAN_SEMUA = DISERAHKAN | {DIAM}
SIAP, BELUM_SIAP, TERLAMBAT = "siap", "belum", "terlambat"
KESIAPAN = {SIAP: "Siap dinilai", BELUM_SIAP: "Belum siap", TERLAMBAT: "Terlambat dinilai"}


@dataclass(frozen=True)
class BarisPenilaian:
    """One SKP of a subordinate in a period, or the subordinate who has none in it.

    `ukuran`: how many lines ask for a realisasi, `terisi`: how many have it; `rekan` of `rekan_diminta` colleagues have
    given feedback, `umpan_balik` pieces came from the penilai.
    """

    pegawai: Pegawai
    periode: PeriodeEvaluasi
    skp: Skp | None = None
    evaluasi: Evaluasi | None = None
    ukuran: int = 0
    terisi: int = 0
    eviden: int = 0
    rekan: int = 0
    rekan_diminta: int = 0
    umpan_balik: int = 0
    tenggat: Tenggat | None = None
    lewat: bool = False
    """The limit for rating has passed and nobody has rated."""
    diam: bool = False
    """Handed over, and accepted by silence."""

    @property
    def status(self) -> str:
        """A key of STATUS."""
        if self.skp is None:
            return TANPA_SKP
        if self.diam:
            return DIAM
        if self.evaluasi is not None and not self.evaluasi.terbuka:
            return self.evaluasi.status
        return StatusEvaluasi.TERBUKA if self.skp.status == Status.DISETUJUI else BELUM_DISETUJUI

    @property
    def status_label(self) -> str:
        return STATUS[self.status]

    @property
    def status_tone(self) -> str:
        return TONES[self.status]

    @property
    def jabatan(self) -> Jabatan | None:
        return self.skp.jabatan if self.skp else self.pegawai.jabatan

    @property
    def unit(self) -> UnitKerja | None:
        return self.skp.unit if self.skp else self.pegawai.unit

    @property
    def terbuka(self) -> bool:
        """It waits for a rating."""
        return self.status == StatusEvaluasi.TERBUKA

    @property
    def dinilai(self) -> bool:
        return self.evaluasi is not None and bool(self.evaluasi.predikat)

    @property
    def dapat_diserahkan(self) -> bool:
        """Rated by the penilai and not handed over; what his superior rated the superior hands over."""
        return self.status == StatusEvaluasi.DINILAI and self.evaluasi is not None and not self.evaluasi.oleh_atasan

    @property
    def kurang(self) -> list[str]:
        """What its owner has not done yet."""
        if not self.terbuka or self.skp is None:
            return []
        found = []
        if self.terisi < self.ukuran:
            found.append(f"realisasi {self.terisi} dari {self.ukuran}")
        if self.ukuran == 0:
            found.append("belum ada indikator")
        if self.skp.instansi.penilaian_diri and not self.menilai_diri:
            found.append("penilaian diri")
        return found

    @property
    def menilai_diri(self) -> bool:
        return self.evaluasi is not None and self.evaluasi.mandiri_pada is not None

    @property
    def kesiapan(self) -> str:
        """A key of KESIAPAN; empty where nothing is to be rated. Late comes before ready."""
        if not self.terbuka:
            return ""
        return TERLAMBAT if self.lewat else BELUM_SIAP if self.kurang else SIAP

    @property
    def may_open(self) -> Verdict:
        if self.skp is None:
            return not_now("Belum ada SKP pada periode ini.")
        if self.skp.status == Status.DRAFT:
            return not_now("Draft hanya dapat dibuka pemiliknya.")
        return ALLOWED


@dataclass(frozen=True)
class DaftarPenilaian:
    """`bawahan`: whom one rates oneself. `terlambat`: whom somebody below should have rated, and one may now."""

    bawahan: list[BarisPenilaian]
    terlambat: list[BarisPenilaian]


def to_rate(user: Pegawai, periode: PeriodeEvaluasi, *, at: datetime) -> DaftarPenilaian:
    """Everybody to be rated in a period, by name. At most twenty queries, however many there are."""
    today = local_today(user)
    mine = acting_ids(user)
    people = assessed_by(user, on=today)
    below = {person.pk for person in people} if periode.batas_penilaian < today else set()
    documents = _documents(user, periode, penilai=mine | below)
    rows = _rows(documents, periode, at=at)
    own = [row for row in rows if row.skp is not None and row.skp.penilai_id in mine]
    late = [row for row in rows if row.skp is not None and row.skp.penilai_id not in mine and _to_take_over(row)]
    served = _with_skp(people, periode)
    own += [BarisPenilaian(person, periode) for person in people if person.pk not in served]
    return DaftarPenilaian(sorted(own, key=_by_name), sorted(late, key=_by_name))


def _to_take_over(row: BarisPenilaian) -> bool:
    """Late, or already rated by the superior in the penilai's place."""
    if row.skp is None or row.skp.status != Status.DISETUJUI:
        return False
    return row.lewat or (row.dinilai and row.evaluasi is not None and row.evaluasi.oleh_atasan)


def _documents(user: Pegawai, periode: PeriodeEvaluasi, *, penilai: Iterable[int]) -> list[Skp]:
    """Also drafts, of which it is known that they exist."""
    found = list(_documents_of(user, periode, penilai))
    # All are of one instansi, as are nearly all of their owners: it is not read with each.
    instansi = user.instansi if user.instansi_id == periode.instansi_id else periode.instansi
    for skp in found:
        skp.instansi = instansi
        if skp.pegawai.instansi_id == periode.instansi_id:
            skp.pegawai.instansi = instansi
    prefetch_related_objects([skp.pegawai for skp in found], "instansi")
    return found


def _documents_of(user: Pegawai, periode: PeriodeEvaluasi, penilai: Iterable[int]) -> "QuerySet[Skp]":
    lines = RencanaHasilKerja.objects.only("skp", "target_kuantitas", "target_biaya").prefetch_related(
        Prefetch("indikator", Indikator.objects.only("rhk", "aspek"))
    )
    return (
        Skp.objects.exists_for(user)
        .in_period(periode)
        .filter(penilai__in=penilai, instansi=periode.instansi_id)
        .exclude(pegawai=user)
        .select_related("pegawai__unit", "unit", "jabatan", "penilai")
        .prefetch_related(Prefetch("rhk", lines))
    )


def _with_skp(people: Sequence[Pegawai], periode: PeriodeEvaluasi) -> set[int]:
    """Who has an SKP in the period, whoever its penilai is."""
    found = Skp.objects.in_period(periode).filter(pegawai__in=people)
    return set(found.values_list("pegawai", flat=True))


def _rows(documents: Sequence[Skp], periode: PeriodeEvaluasi, *, at: datetime) -> list[BarisPenilaian]:
    stored = {row.skp_id: row for row in Evaluasi.objects.filter(skp__in=documents, periode=periode).defer("catatan")}
    keys = [row.pk for row in stored.values()]
    reached: dict[int, set[tuple[int, str]]] = defaultdict(set)
    for line in RealisasiPeriode.objects.filter(evaluasi__in=keys).exclude(realisasi=""):
        reached[line.evaluasi_id].add((line.rhk_id, line.kode))
    eviden = _counted(Eviden.objects.filter(evaluasi__in=keys))
    said = _counted(UmpanBalik.objects.filter(evaluasi__in=keys))
    asked = UndanganUmpanBalik.objects.filter(evaluasi__in=keys).exclude(status=StatusUmpanBalik.DITOLAK)
    invited, given = _counted(asked), _counted(asked.filter(status=StatusUmpanBalik.DIISI))
    calendars = calendars_for(skp.pegawai for skp in documents)

    def row(skp: Skp) -> BarisPenilaian:
        evaluasi = stored.get(skp.pk)
        if evaluasi is not None:
            evaluasi.skp = skp
        pk = evaluasi.pk if evaluasi else 0
        tenggat = calendars[skp.pegawai_id].tenggat_periode(Langkah.EVALUASI_PENILAIAN, periode)
        ukuran, terisi = _progress(skp, evaluasi, reached[pk])
        return BarisPenilaian(
            skp.pegawai,
            periode,
            skp,
            evaluasi,
            ukuran=ukuran,
            terisi=terisi,
            eviden=eviden[pk],
            rekan=given[pk],
            rekan_diminta=invited[pk],
            umpan_balik=said[pk],
            tenggat=tenggat,
            lewat=(evaluasi is None or evaluasi.terbuka) and not tenggat.terbuka(at),
            diam=evaluasi is not None and keadaan(evaluasi, at) == DIANGGAP_DITERIMA,
        )

    return [row(skp) for skp in documents]


def _progress(skp: Skp, evaluasi: Evaluasi | None, reached: set[tuple[int, str]]) -> tuple[int, int]:
    """How many lines there are and how many have a realisasi: as rated, once it is."""
    if evaluasi is not None and evaluasi.isi is not None:
        kept = restore(evaluasi.isi)
        return len(kept.ukuran), kept.terisi
    lines = {(rhk.pk, kode) for rhk in skp.rhk.all() for kode in line_codes(rhk)}
    return len(lines), len(lines & reached)


def _counted(rows: QuerySet[Any]) -> Counter[int]:
    """How many there are of each evaluasi, by its key. One query."""
    return Counter(dict(rows.order_by().values_list("evaluasi").annotate(jumlah=Count("pk"))))


# --- What is asked for -----------------------------------------------------------------------------------------------


def counts(rows: Iterable[BarisPenilaian]) -> dict[str, int]:
    """For the tiles: how many are ready, not ready, late, rated, handed over."""
    found: Counter[str] = Counter()
    for row in rows:
        if row.kesiapan:
            found[row.kesiapan] += 1
        elif row.status == StatusEvaluasi.DINILAI:
            found[StatusEvaluasi.DINILAI] += 1
        elif row.status in DISERAHKAN_SEMUA:
            found[StatusEvaluasi.DISERAHKAN] += 1
        else:
            found[TANPA_SKP] += 1
    return found


def selected(
    rows: Iterable[BarisPenilaian], *, cari: str = "", status: str = "", kesiapan: str = "", urut: str = ""
) -> list[BarisPenilaian]:
    """The rows that match everything that was asked for, in the order that was asked for."""
    found = [
        row
        for row in rows
        if (not status or _has_status(row, status))
        and (not kesiapan or row.kesiapan == kesiapan)
        and (not cari or row.pegawai.matches(cari))
    ]
    return sorted(found, key=ORDER[urut]) if urut in ORDER else found


def _has_status(row: BarisPenilaian, status: str) -> bool:
    """ "Diserahkan" as a tile counts it: handed over, whatever the owner answered."""
    return row.status == status or (status == SUDAH_DISERAHKAN and row.status in DISERAHKAN_SEMUA)


def _by_name(row: BarisPenilaian) -> tuple[str, str, str]:
    return row.pegawai.nama.casefold(), row.pegawai.nip, str(row.skp.periode_mulai) if row.skp else ""


PREDIKAT_URUT = ("sangat_baik", "baik", "butuh_perbaikan", "kurang", "sangat_kurang", "")
ORDER = {
    "unit": lambda row: (str(row.unit or ""), *_by_name(row)),
    "status": lambda row: (list(STATUS).index(row.status), *_by_name(row)),
    "kesiapan": lambda row: (["", *KESIAPAN].index(row.kesiapan) or len(KESIAPAN) + 1, *_by_name(row)),
    "predikat": lambda row: (PREDIKAT_URUT.index(row.evaluasi.predikat if row.evaluasi else ""), *_by_name(row)),
}


# --- Which period ----------------------------------------------------------------------------------------------------


def current_periode(rows: Iterable[PeriodeEvaluasi], today: date) -> PeriodeEvaluasi | None:
    """The period whose turn it is: the one being rated whose limit comes first, else the running one, else the last
    that has begun, else the first. Of two alike the shorter."""
    periods = sorted(rows, key=lambda row: (row.batas_penilaian, -row.mulai.toordinal()))
    rating = [row for row in periods if not row.ditutup and row.selesai.replace(day=1) <= today <= row.batas_penilaian]
    running = [row for row in periods if row.mulai <= today <= row.selesai]
    begun = [row for row in periods if row.mulai <= today]
    return next(iter([*rating, *running, *begun[-1:], *periods]), None)


def periods_of(user: Pegawai, *, today: date) -> list[PeriodeEvaluasi]:
    """Of his instansi: this year's and those of the year before, whose rating may still run. As they are chosen from:
    the one whose turn it is, then those that have begun, the last first, then those to come."""
    rows = _periods(user.instansi_id or 0, today.year - 1, today.year)
    begun = sorted((row for row in rows if row.mulai <= today), key=attrgetter("selesai", "mulai"), reverse=True)
    ahead = sorted((row for row in rows if row.mulai > today), key=attrgetter("mulai", "selesai"))
    current = current_periode(rows, today)
    return sorted([*begun, *ahead], key=lambda row: row != current)


@prepared
def _periods(instansi: int, first: int, last: int) -> QuerySet[PeriodeEvaluasi]:
    return PeriodeEvaluasi.objects.filter(instansi=instansi, tahun__gte=first, tahun__lte=last)


# --- What waits ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Menunggu:
    """How many of a period are to be rated by oneself, and how many somebody below left after his limit."""

    periode: PeriodeEvaluasi
    bawahan: int
    terlambat: int


def waiting_to_rate(user: Pegawai, mine: Collection[int], *, today: date) -> list[Menunggu]:
    """Of the periods of this year and the one before that are not closed, the oldest first. Nine queries at most.

    `mine`: `acting_ids` of the user.

    By the limits of the periods: a single person's dispensasi is looked at on the page.
    """
    periods = [row for row in periods_of(user, today=today) if not row.ditutup]
    if not periods:
        return []
    years = [today.year, today.year - 1]
    documents = _approved(list(mine), user.pk, years)
    if any(row.batas_penilaian < today for row in periods):
        below = {person.pk for person in assessed_by(user, on=today)} - set(mine)
        theirs = _approved(list(below), user.pk, years) if below else []
        # Whose penilai he is not, he must see otherwise.
        documents += Skp.objects.exists_for(user).filter(pk__in=[skp.pk for skp in theirs]) if theirs else []
    rated = _rated([row.pk for row in periods], [skp.pk for skp in documents]) if documents else []
    done = set(rated)
    found = []
    for periode in sorted(periods, key=attrgetter("batas_penilaian")):
        waiting = [skp for skp in documents if (skp.pk, periode.pk) not in done and _rateable(skp, periode, today)]
        own = sum(skp.penilai_id in mine for skp in waiting)
        left = len(waiting) - own if periode.batas_penilaian < today else 0
        if own or left:
            found.append(Menunggu(periode, own, left))
    return found


@prepared
def _approved(penilai: list[int], apart_from: int, tahun: list[int]) -> QuerySet[Skp]:
    rows = Skp.objects.filter(AnyOf("penilai", penilai), AnyOf("tahun", tahun), status=Status.DISETUJUI)
    return rows.exclude(pegawai=apart_from)


@prepared
def _rated(periode: list[int], skp: list[int]) -> QuerySet[Any, tuple[int, int]]:
    rows = Evaluasi.objects.filter(AnyOf("periode", periode), AnyOf("skp", skp)).exclude(status=StatusEvaluasi.TERBUKA)
    return rows.order_by().values_list("skp", "periode")


def _rateable(skp: Skp, periode: PeriodeEvaluasi, today: date) -> bool:
    meets = skp.tahun == periode.tahun and periode.meets(skp.periode_mulai, skp.periode_selesai)
    return meets and skp.instansi_id == periode.instansi_id and rateable_from(skp, periode) <= today


# --- From one to the next --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Tetangga:
    """Who stands before and after an SKP in the list of those one rates; `berikutnya`: the next who is not rated."""

    sebelum: Skp | None = None
    sesudah: Skp | None = None
    berikutnya: Skp | None = None
    belum_dinilai: int = 0


def neighbours(user: Pegawai, evaluasi: Evaluasi) -> Tetangga:
    """By name, in the same period. One query."""
    periode = evaluasi.periode
    rated = Evaluasi.objects.filter(skp=OuterRef("pk"), periode=periode).exclude(status=StatusEvaluasi.TERBUKA)
    rows = list(
        Skp.objects.assessed_by(user)
        .in_period(periode)
        .filter(instansi=periode.instansi_id, status=Status.DISETUJUI)
        .annotate(dinilai=Exists(rated))
        .select_related("pegawai")
        .only("periode_mulai", "pegawai__nama", "pegawai__nip")
    )
    rows.sort(key=lambda skp: (skp.pegawai.nama.casefold(), skp.pegawai.nip, skp.periode_mulai))
    ids = [skp.pk for skp in rows]
    if evaluasi.skp_id not in ids:
        return Tetangga()
    place = ids.index(evaluasi.skp_id)
    after = rows[place + 1 :] + rows[:place]
    return Tetangga(
        sebelum=rows[place - 1] if place else None,
        sesudah=rows[place + 1] if place + 1 < len(rows) else None,
        berikutnya=next((skp for skp in after if not skp.dinilai), None),
        belum_dinilai=sum(not skp.dinilai for skp in rows),
    )


# --- Words -----------------------------------------------------------------------------------------------------------


def acting_title(evaluasi: Evaluasi) -> str:
    """ "Plt." or "Plh." before the post of who rated in the penilai's place; empty where he did so himself."""
    skp = evaluasi.skp
    if evaluasi.dinilai_oleh_id in (None, skp.penilai_id) or evaluasi.dinilai_sebagai != SebagaiPenilai.PENILAI:
        return ""
    day = evaluasi.dinilai_pada.astimezone(skp.instansi.tz).date()
    held = PenugasanKepala.objects.filter(
        Q(unit__kepala=skp.penilai_id) | Q(unit=skp.penilai_unit_id),
        pegawai=evaluasi.dinilai_oleh_id,
        mulai__lte=day,
        selesai__gte=day,
    ).first()
    return f"{held.jenis.title()}." if held else "Plt."
