"""Requests: to copy out of a colleague's SKP, and to correct the data on one's own."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from organisasi.scoping import EVERYONE, administered
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
