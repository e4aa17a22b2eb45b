"""Tim kerja, the matrices they and the units have, and what was handed out in them."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from organisasi.scoping import EVERYONE, acting_for, units_headed

if TYPE_CHECKING:
    from organisasi.models import Pegawai


class TimKerjaQuerySet(models.QuerySet):
    def visible_to(self, user: "Pegawai") -> Self:
        """Its ketua and anggota, who made it, who leads the unit that made it, and the admin of the instansi."""
        if user.is_superuser:
            return self.filter(EVERYONE)
        seen = (
            Q(ketua=user)
            | Q(dibuat_oleh=user)
            | Q(unit__in=units_headed(user))
            | Q(pk__in=self.model.anggota.rel.related_model.objects.filter(pegawai=user).values("tim"))
        )
        if user.admin_instansi:
            seen |= Q(instansi=user.instansi_id)
        return self.filter(seen)

    def running(self, first: date, last: date) -> Self:
        """Teams that work on some day of a period."""
        return self.filter(mulai__lte=last, selesai__gte=first)

    def led_by(self, user: "Pegawai") -> Self:
        """Also for whoever stands in for a ketua who heads a unit, as Plt/Plh today."""
        return self.filter(ketua__in=acting_for(user))


class PesertaMatriksQuerySet(models.QuerySet):
    pass


class PembagianQuerySet(models.QuerySet):
    pass
