from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Count, Max, Sum

if TYPE_CHECKING:
    from organisasi.models import UnitKerja

TOTAL = "total_"
"""What the sum of a ledger's column is called: `total_pegawai`."""


class LedgerQuerySet(models.QuerySet):
    """Rows whose sum is the figure. Ask for sums only: the number of rows, and each by itself, mean nothing."""

    def per(self, *keys: str, columns: Iterable[str] | None = None) -> "models.QuerySet[Any, dict[str, Any]]":
        """A dict for each combination of `keys`, with the sum of every column, or of these, as `total_<column>`."""
        return self.order_by().values(*keys).annotate(**self._sums(columns)).order_by(*keys)

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

    def _sums(self, columns: Iterable[str] | None = None) -> dict[str, Sum]:
        ledger: Any = self.model
        return {f"{TOTAL}{name}": Sum(name) for name in columns or ledger.ANGKA}


class RekapInstansiQuerySet(LedgerQuerySet):
    def by_instansi(self, tahun: int, columns: Iterable[str] | None = None) -> "models.QuerySet[Any, dict[str, Any]]":
        """The figures of each instansi (`instansi_id`), of every column or of these."""
        return self.filter(tahun=tahun).per("instansi_id", columns=columns)
