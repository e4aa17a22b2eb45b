"""Feedback on perilaku: who is asked, what was said, and who may learn which of them said it.

Pages, papers and notifications for the person it is about are made of `received` and `asked_by_owner`, never of the
rows: this is the one place that knows when a giver may be named.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Value, When

from ekinerja.prepared import prepared
from organisasi.hierarchy import assessed_by, assessor_of
from organisasi.scoping import assessing_for, local_today
from skp.models import TimKerja
from skp.perilaku import BERAKHLAK, BarisPerilaku, Perilaku, behaviour_lines
from skp.querysets.dokumen import person_matches
from skp.workflow import Status

if TYPE_CHECKING:
    from organisasi.models import Pegawai
    from penilaian.models import Evaluasi, UmpanBalikRekan, UndanganUmpanBalik
    from skp.models import RencanaHasilKerja

# Of fewer, one would know or guess who wrote what. A choice of this system, as the pengaturan of the instansi says.
AMBANG_ANONIM = 3
BANYAK_CALON = 100

SUBJECT = ("evaluasi__periode", "evaluasi__skp__pegawai__instansi", "evaluasi__skp__jabatan", "evaluasi__skp__unit")


class UndanganQuerySet(models.QuerySet):
    def given_by(self, user: "Pegawai") -> Self:
        """What the user is asked for, and what he gave."""
        return self.filter(pemberi=user)

    def visible_to(self, user: "Pegawai") -> Self:
        """The giver's own; those of an evaluasi the user may read, unless it is about himself.

        Of his own evaluasi a person sees those he asked for, and only where no giver was promised to stay unnamed:
        whether such a row is there, or still unanswered, would tell who has answered.
        """
        from penilaian.models import Evaluasi

        promised = self.model.objects.filter(evaluasi=OuterRef("evaluasi"), anonim=True)
        of_others = Q(evaluasi__in=Evaluasi.objects.visible_to(user).values("pk")) & ~Q(evaluasi__skp__pegawai=user)
        own = Q(evaluasi__skp__pegawai=user, diminta_oleh=user) & ~Exists(promised)
        return self.filter(Q(pemberi=user) | of_others | own)

    def open(self) -> Self:
        """Of an evaluasi that still takes feedback (`rules.rekan.open_for_feedback`)."""
        from penilaian.workflow import DISERAHKAN

        return self.filter(
            evaluasi__skp__status=Status.DISETUJUI,
            evaluasi__skp__instansi__evaluasi_periodik=True,
            evaluasi__periode__ditutup_pada__isnull=True,
        ).exclude(evaluasi__status__in=DISERAHKAN)

    def waiting(self) -> Self:
        return self.open().filter(status="MENUNGGU")

    def for_list(self) -> Self:
        """What waits first."""
        waits = Case(When(status="MENUNGGU", then=Value(0)), default=Value(1))
        return self.select_related(*SUBJECT, "evaluasi__skp__instansi", "diminta_oleh").order_by(waits, "-pada", "-pk")

    def for_form(self) -> Self:
        return self.select_related(
            *SUBJECT, "evaluasi__skp__instansi", "evaluasi__skp__penilai__unit", "evaluasi__skp__ekspektasi_perilaku",
            "evaluasi__atasan_penilai", "diminta_oleh", "pemberi",
        )  # fmt: skip

    def search(self, text: str) -> Self:
        """By the person it is about: NIP from its first digit, or a part of the name."""
        return self.filter(person_matches(text, path="evaluasi__skp__pegawai"))


# --- What was said ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Suara:
    """`oleh` is empty where the giver is not to be named."""

    teks: str
    oleh: str = ""


@dataclass(frozen=True, slots=True)
class PerilakuDiterima:
    perilaku: Perilaku
    suara: tuple[Suara, ...]


@dataclass(frozen=True, slots=True)
class Penerimaan:
    perilaku: tuple[PerilakuDiterima, ...] = ()
    bernama: bool = True
    """Every giver is named to this reader."""

    @property
    def ada(self) -> bool:
        return any(row.suara for row in self.perilaku)


def is_receiver(user: "Pegawai", evaluasi: "Evaluasi") -> bool:
    """Whoever else he may be: an admin, the head of the unit, the Plt of his own penilai."""
    return evaluasi.skp.pegawai_id == user.pk


def received(user: "Pegawai", evaluasi: "Evaluasi") -> Penerimaan:
    """What was said, as this reader of the evaluasi may know it. At most two queries.

    Others than the receiver read the names. The receiver reads what was promised to stay unnamed from AMBANG_ANONIM
    givers on, without name and in an order that follows from the words alone: not from who wrote, or when. How many
    have written is not told: with one person asked, the number would be his answer.
    """
    if evaluasi.pk is None:
        return Penerimaan(bernama=not (is_receiver(user, evaluasi) and evaluasi.skp.instansi.umpan_balik_anonim))
    rows = list(_said(evaluasi))
    if not is_receiver(user, evaluasi):
        return _grouped((row.perilaku, Suara(row.teks, _named(row.undangan))) for row in rows)
    return _for_receiver(evaluasi, rows)


def _said(evaluasi: "Evaluasi") -> "Iterable[UmpanBalikRekan]":
    from penilaian.models import StatusUmpanBalik, UmpanBalikRekan

    return (
        UmpanBalikRekan.objects.filter(undangan__evaluasi=evaluasi, undangan__status=StatusUmpanBalik.DIISI)
        .select_related("undangan__pemberi")
        .order_by("undangan__pemberi__nama", "pk")
    )


def _for_receiver(evaluasi: "Evaluasi", rows: "list[UmpanBalikRekan]") -> Penerimaan:
    promised = {row.undangan_id for row in rows if row.undangan.anonim}
    shown = [row for row in rows if not row.undangan.anonim or len(promised) >= AMBANG_ANONIM]
    shown.sort(key=lambda row: sha256(f"{row.perilaku}:{row.teks}".encode()).digest())
    return _grouped(
        ((row.perilaku, Suara(row.teks, "" if row.undangan.anonim else _named(row.undangan))) for row in shown),
        bernama=all_named(evaluasi),
    )


def all_named(evaluasi: "Evaluasi") -> bool:
    """Nobody was, or would be today, promised to stay unnamed."""
    return not evaluasi.skp.instansi.umpan_balik_anonim and not evaluasi.undangan.filter(anonim=True).exists()


def _named(undangan: "UndanganUmpanBalik") -> str:
    return f"{undangan.pemberi.nama_lengkap} ({undangan.get_hubungan_display().lower()})"


def _grouped(rows: Iterable[tuple[str, Suara]], *, bernama: bool = True) -> Penerimaan:
    said: dict[str, list[Suara]] = defaultdict(list)
    for kode, suara in rows:
        said[kode].append(suara)
    return Penerimaan(tuple(PerilakuDiterima(each, tuple(said[each.kode])) for each in BERAKHLAK), bernama)


@dataclass(frozen=True, slots=True)
class Diminta:
    """Whom the owner asked. Where a giver was promised to stay unnamed, nothing but that."""

    nama: str
    status: str = ""
    batalkan: int = 0
    """The row, where it is still unanswered and may be taken back."""


def asked_by_owner(evaluasi: "Evaluasi") -> list[Diminta]:
    """By name. He knows whom he asked, not who has answered, declined, or had offered before. Two queries."""
    from penilaian.models import AsalUmpanBalik

    if evaluasi.pk is None:
        return []
    rows = evaluasi.undangan.filter(asal=AsalUmpanBalik.DIMINTA).select_related("pemberi").order_by("pemberi__nama")
    if not all_named(evaluasi):
        return [Diminta(row.pemberi.nama_lengkap) for row in rows]
    return [
        Diminta(row.pemberi.nama_lengkap, row.get_status_display(), row.pk if row.status == "MENUNGGU" else 0)
        for row in rows
    ]


def givers_of(evaluasi: "Evaluasi") -> "list[UndanganUmpanBalik]":
    """For those who read the names. One query."""
    if evaluasi.pk is None:
        return []
    rows = _givers(evaluasi.pk)
    for row in rows:
        row.evaluasi = evaluasi
    return rows


@prepared
def _givers(evaluasi: int) -> "models.QuerySet[UndanganUmpanBalik]":
    from penilaian.models import UndanganUmpanBalik

    rows = UndanganUmpanBalik.objects.filter(evaluasi=evaluasi)
    return rows.select_related("pemberi__jabatan").order_by("pemberi__nama", "pk")


# --- What a giver reads of the SKP -----------------------------------------------------------------------------------


def shown_to_giver(undangan: "UndanganUmpanBalik") -> list[BarisPerilaku]:
    """The seven values with what is expected, of an SKP that is approved; else without."""
    skp = undangan.evaluasi.skp
    approved = skp.status == Status.DISETUJUI
    return behaviour_lines(getattr(skp, "ekspektasi_perilaku", None) if approved else None)


def rhk_shown_to_giver(undangan: "UndanganUmpanBalik") -> "list[RencanaHasilKerja]":
    """Of an approved SKP, for whom its owner or penilai let in. Who comes unasked gives feedback without them: words of
    an SKP are read by leave of its owner."""
    from penilaian.models import AsalUmpanBalik

    skp = undangan.evaluasi.skp
    if skp.status != Status.DISETUJUI or undangan.asal == AsalUmpanBalik.DITAWARKAN:
        return []
    return list(skp.rhk.all())


# --- Who may give ----------------------------------------------------------------------------------------------------


def superiors(evaluasi: "Evaluasi") -> set[int]:
    """Who speaks as pejabat penilai or as his superior, also as Plt/Plh today. At most four queries."""
    penilai = evaluasi.skp.penilai
    if penilai is None:
        return set()
    above = evaluasi.atasan_penilai or assessor_of(penilai, on=local_today(penilai))
    return {
        pk
        for person in (penilai, above)
        if person is not None
        for pk in assessing_for(person).values_list("pk", flat=True)
    }


def team_mates(evaluasi: "Evaluasi") -> set[int]:
    """Ketua and anggota of the teams the person works in on some day of the period. Two queries."""
    person = evaluasi.skp.pegawai_id
    running = TimKerja.objects.running(*evaluasi.common_days).prefetch_related("anggota")
    found = running.filter(Q(ketua=person) | Q(anggota__pegawai=person)).distinct()
    return {pk for tim in found for pk in (tim.ketua_id, *(row.pegawai_id for row in tim.anggota.all()))}


def subordinates(evaluasi: "Evaluasi", *, on: date) -> set[int]:
    """Whose pejabat penilai the person is: on their SKP of that year, or today. At most five queries."""
    from skp.models import Skp

    person = evaluasi.skp.pegawai
    stored = Skp.objects.filter(penilai=person, tahun=evaluasi.skp.tahun).exclude(pegawai=person)
    return {*stored.values_list("pegawai", flat=True), *(row.pk for row in assessed_by(person, on=on))}


def candidates(user: "Pegawai", evaluasi: "Evaluasi", *, on: date) -> "list[Pegawai]":
    """Who is offered to be asked: colleagues of the unit, of the teams, and subordinates; at most BANYAK_CALON.

    For the person himself those who give without having been asked by him stay in the list: their absence would name
    them.
    """
    from organisasi.models import Pegawai
    from penilaian.models import AsalUmpanBalik

    person = evaluasi.skp.pegawai
    near = Q(pk__in=team_mates(evaluasi) | subordinates(evaluasi, on=on))
    if person.unit_id is not None:
        near |= Q(unit=person.unit_id)
    asked: set[int] = set()
    if evaluasi.pk is not None:
        rows = evaluasi.undangan.all()
        if is_receiver(user, evaluasi):
            rows = rows.filter(asal=AsalUmpanBalik.DIMINTA)
        asked = set(rows.values_list("pemberi", flat=True))
    found = Pegawai.objects.filter(near, is_active=True).exclude(pk__in={person.pk, *asked, *superiors(evaluasi)})
    return list(found.for_header().order_by("nama", "pk")[:BANYAK_CALON])


def offers(pegawai: "Pegawai", *, on: date) -> "list[Evaluasi]":
    """What feedback may be offered for: each approved SKP of this year and the last in each period that has begun, is
    not closed and not handed over; unsaved where nothing is written yet. Three queries, and one for each instansi."""
    from organisasi.models import PeriodeEvaluasi
    from penilaian.models import Evaluasi
    from skp.models import Skp

    skps = list(
        Skp.objects.filter(
            pegawai=pegawai, tahun__in=(on.year, on.year - 1), status=Status.DISETUJUI, instansi__evaluasi_periodik=True
        )
        .for_paper()
        .order_by("-periode_mulai")
    )
    periods = list(
        PeriodeEvaluasi.objects.filter(
            instansi__in={skp.instansi_id for skp in skps},
            tahun__in={skp.tahun for skp in skps},
            ditutup_pada__isnull=True,
            mulai__lte=on,
        ).order_by("-mulai", "selesai")
    )
    stored = {(row.skp_id, row.periode_id): row for row in Evaluasi.objects.for_detail().filter(skp__in=skps)}
    found = [
        stored.get((skp.pk, periode.pk)) or Evaluasi(skp=skp, periode=periode, status_sejak=skp.status_sejak)
        for skp in skps
        for periode in periods
        if (periode.instansi_id, periode.tahun) == (skp.instansi_id, skp.tahun)
        and periode.meets(skp.periode_mulai, skp.periode_selesai)
    ]
    return [evaluasi for evaluasi in found if not evaluasi.diserahkan]
