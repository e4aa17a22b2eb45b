from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from organisasi.models import Pegawai


class PegawaiQuerySet(models.QuerySet):
    def visible_to(self, user: "Pegawai") -> Self:
        """People whose card a user may open: himself, those below him, his instansi's for its admin."""
        from organisasi.models import Pegawai
        from organisasi.scoping import EVERYONE, units_headed

        if user.is_superuser:
            return self.filter(EVERYONE)
        people = Pegawai.objects.order_by().values("pk")
        parts = [people.filter(unit__in=units_headed(user))]
        if user.admin_instansi:
            parts.append(people.filter(instansi=user.instansi_id))
        # A union, each part on its own index: an OR with a subquery is answered by reading all people.
        return self.filter(pk__in=people.filter(pk=user.pk).union(*parts))

    def administered_by(self, user: "Pegawai") -> Self:
        """People an admin may change: all for the super admin; own instansi, super admins left out, else none."""
        from organisasi.scoping import administered

        mine = self.filter(administered(user))
        return mine if user.is_superuser else mine.filter(is_superuser=False)

    def for_header(self) -> Self:
        return self.select_related("instansi", "unit", "jabatan")

    def search(self, text: str) -> Self:
        """By NIP from its first digit, or by a part of the name."""
        digits = "".join(text.split())
        if digits.isdigit():
            return self.filter(nip__startswith=digits)
        return self.filter(nama__icontains=text)


class PemberitahuanQuerySet(models.QuerySet):
    def visible_to(self, user: "Pegawai") -> Self:
        """One's own, whatever one's role."""
        return self.filter(penerima=user)

    def unread(self) -> Self:
        return self.filter(dibaca_pada__isnull=True)
