"""What hangs on an SKP: indikator, lampiran, and the bank they may come from."""

from typing import TYPE_CHECKING, Self

from django.db import models

from organisasi.scoping import visible
from skp.querysets.dokumen import PERSONS, opened_to

if TYPE_CHECKING:
    from organisasi.models import Pegawai


class IndikatorQuerySet(models.QuerySet):
    def visible_to(self, user: "Pegawai") -> Self:
        return self.filter(
            visible(user, path="rhk__skp__pegawai", penilai="rhk__skp__penilai") & opened_to(user, path="rhk__skp__")
        )

    def for_detail(self) -> Self:
        return self.select_related("rhk", *(f"rhk__skp__{name}" for name in PERSONS))


class ButirLampiranQuerySet(models.QuerySet):
    def visible_to(self, user: "Pegawai") -> Self:
        return self.filter(visible(user, path="skp__pegawai", penilai="skp__penilai") & opened_to(user, path="skp__"))

    def for_detail(self) -> Self:
        return self.select_related(*(f"skp__{name}" for name in PERSONS))


class BankRhkQuerySet(models.QuerySet):
    pass
