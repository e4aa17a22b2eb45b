from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Count, Q

from organisasi.scoping import visible
from skp.workflow import Status

if TYPE_CHECKING:
    from organisasi.models import Pegawai

PERSONS = (
    "pegawai__instansi",
    "pegawai__unit",
    "instansi",
    "unit",
    "jabatan",
    "penilai",
    "penilai_unit",
    "penilai_jabatan",
)


class SkpQuerySet(models.QuerySet):
    def visible_to(self, user: "Pegawai") -> Self:
        """SKP whose content the user may read: a draft is its owner's alone, the super admin apart (feature 176)."""
        return self.filter(visible(user) & opened_to(user))

    def exists_for(self, user: "Pegawai") -> Self:
        """SKP of which the user may know that they exist, drafts included: for lists of subordinates."""
        return self.filter(visible(user))

    def for_list(self) -> Self:
        return self.select_related("pegawai", "penilai", "unit").annotate(jumlah_rhk=Count("rhk"))

    def for_detail(self) -> Self:
        return self.select_related(*PERSONS)


class RencanaHasilKerjaQuerySet(models.QuerySet):
    def visible_to(self, user: "Pegawai") -> Self:
        return self.filter(visible(user, path="skp__pegawai", penilai="skp__penilai") & opened_to(user, path="skp__"))

    def for_list(self) -> Self:
        return self.select_related("satuan", "atasan__skp")

    def offered_to(self, skp: "models.Model") -> Self:
        """The superior's targets an SKP may support: approved, of its pejabat penilai, of the same year."""
        return self.filter(skp__pegawai=skp.penilai_id, skp__tahun=skp.tahun, skp__status=Status.DISETUJUI)


class SkpBulananQuerySet(models.QuerySet):
    def visible_to(self, user: "Pegawai") -> Self:
        return self.filter(
            visible(user, path="skp__pegawai", penilai="skp__penilai") & opened_to(user, path="skp__", status="status")
        )

    def for_list(self) -> Self:
        return self.select_related("skp__pegawai__instansi", "skp__penilai").annotate(jumlah_target=Count("target"))

    def for_detail(self) -> Self:
        return self.select_related(*(f"skp__{name}" for name in PERSONS))


class TargetBulananQuerySet(models.QuerySet):
    def visible_to(self, user: "Pegawai") -> Self:
        return self.filter(
            visible(user, path="skp_bulanan__skp__pegawai", penilai="skp_bulanan__skp__penilai")
            & opened_to(user, path="skp_bulanan__skp__", status="skp_bulanan__status")
        )

    def for_list(self) -> Self:
        return self.select_related("rhk__satuan").prefetch_related("tahapan")

    def for_detail(self) -> Self:
        return self.select_related("rhk__satuan", *(f"skp_bulanan__skp__{name}" for name in PERSONS)).prefetch_related(
            "tahapan"
        )


def opened_to(user: "Pegawai", *, path: str = "", status: str | None = None) -> Q:
    """Not a draft, or one's own. The head of my head may read my SKP only after I have submitted it."""
    if user.is_superuser:
        return Q(pk__isnull=False)
    return Q(**{f"{path}pegawai": user}) | ~Q(**{status or f"{path}status": Status.DRAFT})
