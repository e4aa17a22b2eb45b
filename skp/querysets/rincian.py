"""What hangs on an SKP: indikator, lampiran, and the bank they may come from."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

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
    def offered_to(self, skp: "models.Model") -> Self:
        """What the instansi offers the holders of the SKP's post, in the template's order."""
        return self.filter(instansi=skp.instansi_id, jabatan=skp.jabatan_id, aktif=True).order_by("urutan", "pk")

    def search(self, text: str) -> Self:
        """Every typed word somewhere in the text."""
        return self.filter(*(Q(uraian__icontains=word) for word in text.split()))


class BankIndikatorQuerySet(models.QuerySet):
    def offered_to(self, skp: "models.Model") -> Self:
        return self.filter(bank__instansi=skp.instansi_id, bank__jabatan=skp.jabatan_id, bank__aktif=True).order_by(
            "bank__urutan", "bank", "urutan", "pk"
        )

    def search(self, text: str) -> Self:
        """Every typed word somewhere in the text of the indikator or of its RHK."""
        return self.filter(*(Q(uraian__icontains=word) | Q(bank__uraian__icontains=word) for word in text.split()))
