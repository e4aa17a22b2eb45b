from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast

if TYPE_CHECKING:
    from organisasi.models import Impor, Pegawai

LONGEST_NUMBER = 7
"""No sheet has a row of more digits."""


class ImporQuerySet(models.QuerySet):
    def visible_to(self, user: "Pegawai") -> Self:
        """Imports of an instansi's data for whoever administers it; of one's own data, one's own."""
        from organisasi.impor.jenis import kinds
        from organisasi.scoping import administered

        of_admin = [jenis.slug for jenis in kinds() if jenis.milik_admin]
        mine = Q(oleh=user) & ~Q(jenis__in=of_admin)
        return self.filter(mine | (Q(jenis__in=of_admin) & administered(user)))

    def for_list(self) -> Self:
        return self.select_related("oleh", "instansi").order_by("-pk")

    def for_detail(self) -> Self:
        return self.select_related("oleh", "instansi", "pekerjaan")


class BarisImporQuerySet(models.QuerySet):
    def search(self, text: str) -> Self:
        """By a part of what stands in a cell, or by the number of the row."""
        rows = self.annotate(tertulis=Cast("asli", models.TextField()))
        found = Q(tertulis__icontains=text)
        if text.isdecimal() and len(text) <= LONGEST_NUMBER:
            found |= Q(nomor=int(text))
        return rows.filter(found)


def same_file_applied(impor: "Impor") -> "Impor | None":
    """The last time a file with exactly this content was applied in the instansi."""
    rows = type(impor)._default_manager.filter(
        instansi=impor.instansi_id,
        jenis=impor.jenis,
        parameter__sha256=impor.parameter.get("sha256"),
        diterapkan_pada__isnull=False,
    )
    return rows.exclude(pk=impor.pk).order_by("-pk").first()
