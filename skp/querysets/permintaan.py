"""Requests: to copy out of a colleague's SKP, and to correct the data on one's own."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Case, F, Q, When

from organisasi.scoping import EVERYONE, administered
from skp.querysets.dokumen import PERSONS, person_matches
from skp.workflow import StatusPermintaan

if TYPE_CHECKING:
    from organisasi.models import Pegawai


class PermintaanSalinQuerySet(models.QuerySet):
    def visible_to(self, user: "Pegawai") -> Self:
        """Who asks, and whose SKP it is."""
        if user.is_superuser:
            return self.filter(EVERYONE)
        return self.filter(Q(peminta=user) | Q(skp__pegawai=user))

    def granted(self, user: "Pegawai") -> Self:
        return self.filter(peminta=user, status=StatusPermintaan.DITERIMA)

    def for_list(self) -> Self:
        return self.select_related("skp__pegawai__unit", "skp__jabatan", "peminta__unit", "peminta__jabatan").order_by(
            "-status_sejak", "-pk"
        )


class PermintaanKoreksiQuerySet(models.QuerySet):
    def visible_to(self, user: "Pegawai") -> Self:
        """Who asks, and the admin of the instansi."""
        return self.filter(Q(skp__pegawai=user) | administered(user, path="skp__instansi"))

    def queue_of(self, user: "Pegawai") -> Self:
        """What an admin answers, or has answered: the open ones first, the longest waiting at the top."""
        waiting = Case(When(status=StatusPermintaan.DIAJUKAN, then=F("status_sejak")))
        return (
            self.filter(administered(user, path="skp__instansi"))
            .select_related("skp__pegawai", "skp__unit", "diputuskan_oleh")
            .order_by(waiting.asc(nulls_last=True), "-status_sejak", "-pk")
        )

    def for_detail(self) -> Self:
        related = ("penilai_usulan", "unit_usulan", "jabatan_usulan", "diputuskan_oleh", "skp__pegawai__jabatan")
        return self.select_related(*related, *(f"skp__{name}" for name in PERSONS))

    def search_people(self, text: str) -> Self:
        """By who asks: NIP from its first digit, or a part of the name."""
        return self.filter(person_matches(text, path="skp__pegawai"))
