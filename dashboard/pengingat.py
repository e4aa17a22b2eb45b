"""Reminding people of an SKP they have not made: a line in the bell of each, and a row of who did it and when."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse

from dashboard.models import Pengingat, RekapPegawai
from dashboard.querysets.pemantauan import reminded_since, without_skp
from dashboard.rules.pemantauan import may_remind
from organisasi.models import Instansi, Pegawai, Pekerjaan, UnitKerja
from organisasi.pemberitahuan import notify
from organisasi.scoping import local_today
from organisasi.services.pekerjaan import start

JEDA = timedelta(days=3)
"""Nobody is reminded again sooner: a choice of this system."""
AT_ONCE = 200
"""So many are reminded while the browser waits; more are the worker's."""
PIECE = 500
TUGAS = "ingatkan_pengisian"


@dataclass(frozen=True)
class Terkirim:
    diingatkan: int = 0
    baru_saja: int = 0
    """Who had been reminded within the last days, and was left alone."""


def remind(
    *, instansi: Instansi, unit: UnitKerja | None, tahun: int, by: Pegawai, at: datetime
) -> Terkirim | Pekerjaan:
    """Reminds whoever has no SKP of that year in a unit and below it, or in an instansi; many by the worker.

    The caller has found both among what `by` may monitor. Raises IllegalTransition for another year than the running.
    """
    may_remind(tahun, berjalan=local_today(by).year).require()
    people = without_skp(instansi, unit, tahun)
    if people.count() <= AT_ONCE:
        return _send(people.values_list("pk", flat=True), tahun=tahun, by=by, at=at)
    return start(
        tugas=TUGAS,
        judul=f"Pengingat SKP {tahun}: {unit or instansi}",
        by=by,
        at=at,
        instansi=instansi,
        parameter={"instansi": instansi.pk, "unit": unit and unit.pk, "tahun": tahun},
    )


def remind_many(
    *, instansi: Instansi, unit: UnitKerja | None, tahun: int, by: Pegawai, at: datetime,
    progress: Callable[[int, int], None],
) -> Terkirim:  # fmt: skip
    """By pieces, each in a transaction of its own; begun again it passes over who was reminded before."""
    keys = list(without_skp(instansi, unit, tahun).order_by("pk").values_list("pk", flat=True))
    sent, recently = 0, 0
    for done, piece in enumerate(_pieces(keys)):
        with transaction.atomic():
            result = _send(piece, tahun=tahun, by=by, at=at)
        sent, recently = sent + result.diingatkan, recently + result.baru_saja
        progress(min((done + 1) * PIECE, len(keys)), len(keys))
    return Terkirim(sent, recently)


def _pieces(keys: list[int]) -> Iterator[list[int]]:
    return (keys[first : first + PIECE] for first in range(0, len(keys), PIECE))


@transaction.atomic
def _send(keys: Iterable[int], *, tahun: int, by: Pegawai, at: datetime) -> Terkirim:
    # The rows are held: of two who press the button at once the later one finds that all were reminded, and who makes
    # his SKP at this moment is not told to.
    rows = (
        RekapPegawai.objects.filter(pk__in=keys, status="")
        .exclude(pegawai=by)
        .select_related("pegawai")
        .select_for_update(of=("self",), no_key=True)
        .order_by("pegawai", "tahun")
    )
    people = {row.pegawai_id: row.pegawai for row in rows}
    recently = reminded_since(people, tahun, at - JEDA)
    due = [person for pk, person in people.items() if pk not in recently]
    Pengingat.objects.bulk_create(Pengingat(pegawai=person, tahun=tahun, oleh=by, pada=at) for person in due)
    text = f"SKP {tahun} Anda belum dibuat. {by.nama_lengkap} mengingatkan Anda untuk menyusunnya."
    notify(due, text, tautan=reverse("skp:tahunan_tambah"), at=at, by=by)
    return Terkirim(len(due), len(recently))


def outcome(sent: Terkirim) -> str:
    """In a sentence."""
    recently = f" {sent.baru_saja} orang sudah diingatkan dalam {JEDA.days} hari terakhir." if sent.baru_saja else ""
    return f"{sent.diingatkan} pegawai diingatkan.{recently}"
