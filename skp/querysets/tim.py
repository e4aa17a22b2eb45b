"""Tim kerja, the matrices they and the units have, and what was handed out in them."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q

from organisasi.scoping import EVERYONE, acting_for, units_headed
from skp.querysets.dokumen import person_matches

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
    def visible_to(self, user: "Pegawai") -> Self:
        """Who handed out, and who stands in for him as Plt/Plh today."""
        return self.filter(EVERYONE if user.is_superuser else Q(oleh__in=acting_for(user)))

    def for_list(self) -> Self:
        return (
            self.select_related("oleh")
            .annotate(jumlah_penerima=Count("penerima", distinct=True), jumlah_butir=Count("butir", distinct=True))
            .prefetch_related("butir")
            .order_by("-pada", "-pk")
        )

    def search(self, text: str) -> Self:
        """By a part of an RHK that was handed, or of a receiver's name or NIP."""
        butir = self.model.butir.rel.related_model.objects.filter(pembagian=OuterRef("pk"), uraian__icontains=text)
        penerima = self.model.penerima.through.objects.filter(
            person_matches(text, path="skp__pegawai"), pembagian=OuterRef("pk")
        )
        return self.filter(Exists(butir) | Exists(penerima))
