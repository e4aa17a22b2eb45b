from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models

from organisasi.scoping import visible

if TYPE_CHECKING:
    from organisasi.models import Pegawai


class KegiatanHarianQuerySet(models.QuerySet):
    def visible_to(self, user: "Pegawai") -> Self:
        return self.filter(visible(user))

    def between(self, first: date, last: date) -> Self:
        """The date bound every query on this table carries."""
        return self.filter(tanggal__range=(first, last))

    def for_list(self) -> Self:
        return self.select_related(
            "pegawai__instansi", "target__skp_bulanan", "target__rhk__satuan", "dinilai_oleh"
        ).prefetch_related("bukti")


class BuktiQuerySet(models.QuerySet):
    def visible_to(self, user: "Pegawai") -> Self:
        """Evidence of one's own and of those one may see; the penilai of the year is reached through his unit."""
        return self.filter(visible(user, path="pemilik", penilai=None))


class UsulanQuerySet(models.QuerySet):
    def visible_to(self, user: "Pegawai") -> Self:
        return self.filter(visible(user))

    def for_list(self) -> Self:
        return self.select_related("pegawai__unit", "penilai", "berkas", "diputuskan_oleh")
