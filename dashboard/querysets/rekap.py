from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Count, F, Max, Sum

if TYPE_CHECKING:
    from organisasi.models import Instansi, UnitKerja

TOTAL = "total_"
"""What the sum of a ledger's column is called: `total_pegawai`."""


class LedgerQuerySet(models.QuerySet):
    """Rows whose sum is the figure. Ask for sums only: the number of rows, and each by itself, mean nothing."""

    def per(self, *keys: str) -> "models.QuerySet[Any, dict[str, Any]]":
        """A dict for each combination of `keys`, with the sum of every column as `total_<column>`."""
        return self.order_by().values(*keys).annotate(**self._sums()).order_by(*keys)

    def total(self) -> dict[str, Any]:
        """The sums over all of these rows, 0 for none."""
        return {name: value or 0 for name, value in self.aggregate(**self._sums()).items()}

    def version(self) -> str:
        """Other whenever a row of these was added or folded: a key for what was rendered of them. One index scan."""
        numbers = self.order_by().aggregate(n=Count("pk"), last=Max("pk"), sum=Sum("pk"))
        return f"{numbers['n']}-{numbers['last'] or 0}-{numbers['sum'] or 0}"

    def below(self, unit: "UnitKerja") -> Self:
        """Those of a unit and of all units under it."""
        return self.filter(instansi=unit.instansi_id, unit__jalur__contains=[unit.pk])

    def per_child(self, unit: "UnitKerja | None", *keys: str) -> "models.QuerySet[Any, dict[str, Any]]":
        """A dict for each unit right under `unit` (`anak`: its id) with the sums over all that is under it.

        `anak` None: of the unit itself. Without a unit: of an instansi, whose rows the caller filtered, the topmost
        units, and None are the people without a unit. A child without a row of its own or below has no dict.
        """
        depth = len(unit.jalur) if unit else 0
        rows = self if unit is None else self.below(unit)
        return rows.annotate(anak=F(f"unit__jalur__{depth}")).per("anak", *keys)

    def _sums(self) -> dict[str, Sum]:
        ledger: Any = self.model
        return {f"{TOTAL}{name}": Sum(name) for name in ledger.ANGKA}


class RekapUnitQuerySet(LedgerQuerySet):
    def by_unit(self, instansi: "Instansi | int", tahun: int) -> "models.QuerySet[Any, dict[str, Any]]":
        """The own figures of each unit (`unit_id`), without those below it."""
        return self.filter(instansi=instansi, tahun=tahun).per("unit_id")

    def by_child(
        self, unit: "UnitKerja | None", tahun: int, *, instansi: "Instansi | int | None" = None
    ) -> "models.QuerySet[Any, dict[str, Any]]":
        """As `per_child`; at the top of an instansi with `unit` None and the instansi."""
        rows = self.filter(tahun=tahun)
        return (rows if unit else rows.filter(instansi=instansi)).per_child(unit)


class RekapInstansiQuerySet(LedgerQuerySet):
    def by_instansi(self, tahun: int) -> "models.QuerySet[Any, dict[str, Any]]":
        """The figures of each instansi (`instansi_id`)."""
        return self.filter(tahun=tahun).per("instansi_id")


class RekapUnitBulanQuerySet(LedgerQuerySet):
    def months_by_unit(
        self,
        tahun: int,
        *,
        instansi: "Instansi | int | None" = None,
        units: "Iterable[int] | models.QuerySet[Any, Any] | None" = None,
    ) -> "models.QuerySet[Any, dict[str, Any]]":
        """The own figures of each unit in each month (`unit_id`, `bulan`), of an instansi or of these units."""
        rows = self.filter(tahun=tahun)
        if instansi is not None:
            rows = rows.filter(instansi=instansi)
        if units is not None:
            rows = rows.filter(unit__in=units)
        return rows.per("unit_id", "bulan")
