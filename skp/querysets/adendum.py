from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from organisasi.scoping import EVERYONE, visible
from skp.querysets.dokumen import PERSONS
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
