"""Who may see whose documents: the one definition, as a Q with a path."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, Q, QuerySet
from django.utils import timezone

from ekinerja.prepared import prepared
from organisasi import models

# `Q()` for "everyone" vanishes inside an OR, and the super admin would see less than his own rows.
EVERYONE = Q(pk__isnull=False)
# Leaves no trace in an OR, where a condition that is merely never true keeps the planner from an index.
NOBODY = Q(pk__in=())


def visible(user: "models.Pegawai", *, path: str = "pegawai", penilai: str | None = "penilai") -> Q:
    """Documents of the person at `path` that `user` may see today.

    - the super admin: all; the admin instansi: his instansi's
    - everybody: his own
    - the pejabat penilai stored on the document, or who stands in for him (`penilai`; None: no such column)
    - the head of a unit: everybody in the unit and below it
    """
    if user.is_superuser:
        return EVERYONE
    seen = Q(**{path: user})
    if led_by(user):
        seen |= Q(**{f"{path}__unit__in": units_headed(user)})
    if penilai is not None:
        seen |= Q(**{f"{penilai}__in": acting_ids(user)})
    if user.admin_instansi:
        seen |= Q(**{f"{path}__instansi": user.instansi_id})
    return seen


def administered(user: "models.Pegawai", *, path: str = "instansi") -> Q:
    """Reference data an admin may change: all for the super admin, one instansi's for its admin, else nothing."""
    if user.is_superuser:
        return EVERYONE
    if user.admin_instansi:
        return Q(**{path: user.instansi_id})
    return NOBODY


def acting_ids(user: "models.Pegawai") -> frozenset[int]:
    """The persons whose assessing is this user's: himself, and the heads he stands in for as Plt/Plh today."""
    return frozenset({user.pk, *(head for head in led_by(user).values() if head is not None)})


def acting_for(user: "models.Pegawai") -> "QuerySet[models.Pegawai, Any]":
    """The same as a query."""
    return models.Pegawai.objects.filter(pk__in=acting_ids(user)).values("pk")


def assessing_for(penilai: "models.Pegawai") -> "QuerySet[models.Pegawai, models.Pegawai]":
    """The other way round: who assesses in this person's place today, himself and the Plt/Plh of the unit he heads."""
    today = local_today(penilai)
    stands_in = models.PenugasanKepala.objects.filter(
        unit__kepala=penilai, pegawai__is_active=True, mulai__lte=today, selesai__gte=today
    ).order_by()
    himself = models.Pegawai.objects.filter(pk=penilai.pk).order_by()
    return models.Pegawai.objects.filter(pk__in=himself.values("pk").union(stands_in.values("pegawai")))


def units_headed(user: "models.Pegawai") -> "QuerySet[models.UnitKerja, Any]":
    """The units below, and including, those the user heads, or leads today as Plt/Plh. No query of its own: by their
    keys where they are known already, else asked for inside."""
    known = (_answers.get() or {}).get(user.pk)
    if known == []:
        return models.UnitKerja.objects.none().values("pk")
    led = [unit.pk for unit in known] if known is not None else ArraySubquery(units_led(user).values("pk"))
    return models.UnitKerja.objects.filter(jalur__overlap=led).values("pk")


_answers: ContextVar["dict[int, list[models.UnitKerja]] | None"] = ContextVar("led_by", default=None)


@contextmanager
def asked_once() -> Iterator[None]:
    """Inside, who leads what is asked once for each user: for an answer that changes nothing."""
    token = _answers.set({})
    try:
        yield
    finally:
        _answers.reset(token)


def led_by(user: "models.Pegawai") -> dict[int, int | None]:
    """The units a user is head of, or leads today as Plt/Plh, with their heads. One query, or none: see `asked_once`.

    Most people lead nothing: a scope made of this answer is a plain comparison, where one that asks in every query
    costs the planner more than the rows do.
    """
    return {unit.pk: unit.kepala_id for unit in led_units(user)}


def led_units(user: "models.Pegawai") -> "list[models.UnitKerja]":
    """The rows of `units_led` with their instansi. One query, or none: see `asked_once`."""
    answers = _answers.get()
    if answers is None:
        return _led(user.pk, local_today(user))
    if user.pk not in answers:
        answers[user.pk] = _led(user.pk, local_today(user))
    return answers[user.pk]


def units_led(user: "models.Pegawai") -> "QuerySet[models.UnitKerja, models.UnitKerja]":
    """The units the user is head of, or leads today as Plt/Plh: leading one makes him a pejabat penilai."""
    return _units_led(user.pk, local_today(user))


def leads_unit(user: int, today: date) -> Q:
    """Whether `units_led` of that person is anything, for a query of something else."""
    heads = models.UnitKerja.objects.filter(kepala=user)
    return Exists(heads) | Exists(_leading_as_plt(user, today))


@prepared
def _led(user: int, today: date) -> "QuerySet[models.UnitKerja, models.UnitKerja]":
    return _units_led(user, today).select_related("instansi").order_by()


def _units_led(user: int, today: date) -> "QuerySet[models.UnitKerja, models.UnitKerja]":
    heads = models.UnitKerja.objects.filter(kepala=user).order_by()
    as_plt = _leading_as_plt(user, today).order_by()
    return models.UnitKerja.objects.filter(pk__in=heads.values("pk").union(as_plt.values("unit")))


def _leading_as_plt(user: int, today: date) -> "QuerySet[models.PenugasanKepala, models.PenugasanKepala]":
    return models.PenugasanKepala.objects.filter(pegawai=user, mulai__lte=today, selesai__gte=today)


def local_today(user: "models.Pegawai") -> date:
    """The calendar day where the user works."""
    return timezone.localdate(timezone=user.instansi.tz if user.instansi else None)
