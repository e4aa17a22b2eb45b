"""Who may see whose documents: the one definition, as a Q with a path."""

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
    seen = Q(**{path: user}) | Q(**{f"{path}__unit__in": units_headed(user)})
    if penilai is not None:
        seen |= Q(**{f"{penilai}__in": acting_for(user)})
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


def acting_for(user: "models.Pegawai") -> "QuerySet[models.Pegawai, Any]":
    """The persons whose assessing is this user's: himself, and the heads he stands in for as Plt/Plh today."""
    # A union, each half on its own index: an OR over two tables is answered by reading all people.
    heads = models.UnitKerja.objects.filter(pk__in=_units_led_as_plt(user), kepala__isnull=False).order_by()
    himself = models.Pegawai.objects.filter(pk=user.pk).order_by()
    return models.Pegawai.objects.filter(pk__in=himself.values("pk").union(heads.values("kepala"))).values("pk")


def acting_ids(user: "models.Pegawai") -> frozenset[int]:
    """The keys of `acting_for`, where they are asked for more than once. One query."""
    return frozenset({user.pk, *_heads_stood_in_for(user.pk, local_today(user))})


@prepared
def _heads_stood_in_for(user: int, today: date) -> "QuerySet[Any, int]":
    led = models.UnitKerja.objects.filter(pk__in=_leading_as_plt(user, today).order_by().values("unit")).order_by()
    return led.filter(kepala__isnull=False).values_list("kepala", flat=True)


def assessing_for(penilai: "models.Pegawai") -> "QuerySet[models.Pegawai, models.Pegawai]":
    """The other way round: who assesses in this person's place today, himself and the Plt/Plh of the unit he heads."""
    today = local_today(penilai)
    stands_in = models.PenugasanKepala.objects.filter(
        unit__kepala=penilai, pegawai__is_active=True, mulai__lte=today, selesai__gte=today
    ).order_by()
    himself = models.Pegawai.objects.filter(pk=penilai.pk).order_by()
    return models.Pegawai.objects.filter(pk__in=himself.values("pk").union(stands_in.values("pegawai")))


def units_headed(user: "models.Pegawai") -> "QuerySet[models.UnitKerja, Any]":
    """The units below, and including, those the user heads, or leads today as Plt/Plh."""
    return models.UnitKerja.objects.filter(jalur__overlap=ArraySubquery(units_led(user).values("pk"))).values("pk")


def units_led(user: "models.Pegawai") -> "QuerySet[models.UnitKerja, models.UnitKerja]":
    """The units the user is head of, or leads today as Plt/Plh: leading one makes him a pejabat penilai."""
    heads = models.UnitKerja.objects.filter(kepala=user).order_by()
    return models.UnitKerja.objects.filter(pk__in=heads.values("pk").union(_units_led_as_plt(user)))


def leads_unit(user: int, today: date) -> Q:
    """Whether `units_led` of that person is anything, for a query of something else."""
    heads = models.UnitKerja.objects.filter(kepala=user)
    return Exists(heads) | Exists(_leading_as_plt(user, today))


def _units_led_as_plt(user: "models.Pegawai") -> "QuerySet[models.PenugasanKepala, Any]":
    return _leading_as_plt(user.pk, local_today(user)).order_by().values("unit")


def _leading_as_plt(user: int, today: date) -> "QuerySet[models.PenugasanKepala, models.PenugasanKepala]":
    return models.PenugasanKepala.objects.filter(pegawai=user, mulai__lte=today, selesai__gte=today)


def local_today(user: "models.Pegawai") -> date:
    """The calendar day where the user works."""
    return timezone.localdate(timezone=user.instansi.tz if user.instansi else None)
