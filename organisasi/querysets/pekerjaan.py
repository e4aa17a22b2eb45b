from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from organisasi.models import Pegawai


class PekerjaanQuerySet(models.QuerySet):
    def visible_to(self, user: "Pegawai") -> Self:
        """One's own; for an admin instansi also what is done for his instansi; for the super admin all."""
        from organisasi.scoping import EVERYONE

        if user.is_superuser:
            return self.filter(EVERYONE)
        seen = Q(oleh=user)
        if user.admin_instansi:
            seen |= Q(instansi=user.instansi_id)
        return self.filter(seen)

    def unfinished(self) -> Self:
        return self.filter(status__in=("MENUNGGU", "BERJALAN"))

    def for_list(self) -> Self:
        return self.select_related("oleh", "instansi")
