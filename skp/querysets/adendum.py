from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Count, Q

from organisasi.scoping import EVERYONE, acting_ids, visible
from skp.querysets.dokumen import PERSONS, person_matches
from skp.workflow import Status

if TYPE_CHECKING:
    from organisasi.models import Pegawai


class AdendumQuerySet(models.QuerySet):
    def visible_to(self, user: "Pegawai") -> Self:
        """A draft is its owner's alone, as that of an SKP."""
        opened = EVERYONE if user.is_superuser else Q(skp__pegawai=user) | ~Q(status=Status.DRAFT)
        return self.filter(visible(user, path="skp__pegawai", penilai="skp__penilai") & opened)

    def for_detail(self) -> Self:
        return self.select_related(*(f"skp__{name}" for name in PERSONS))

    def awaiting(self, user: "Pegawai") -> Self:
        """Submitted adendum that wait for this user's judgement, also as Plt/Plh."""
        return self.filter(skp__penilai__in=acting_ids(user), status=Status.DIAJUKAN).exclude(skp__pegawai=user)

    def for_queue(self) -> Self:
        """The longest waiting first."""
        return (
            self.select_related("skp__pegawai", "skp__jabatan")
            .annotate(jumlah_perubahan=Count("perubahan"))
            .order_by("status_sejak", "pk")
        )

    def search_people(self, text: str) -> Self:
        """By the owner: NIP from its first digit, or a part of the name."""
        return self.filter(person_matches(text, path="skp__pegawai"))
