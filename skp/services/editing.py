"""What every edit of a document shares: the document held still, the version compared, a refused delete explained."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar, cast

from django.db import models
from django.db.models import F, ProtectedError
from django.utils import timezone

from ekinerja.errors import Conflict, Refused
from organisasi.models import Document, Pegawai
from skp import rules
from skp.models import Skp, SkpBulanan

D = TypeVar("D", bound=Skp | SkpBulanan)

JOINED = {"Skp": ("jabatan", "instansi"), "SkpBulanan": ("skp__jabatan", "skp__instansi")}


def hold(dokumen: D) -> D:
    """The document as it is now, locked until the transaction ends.

    Its targets change only under this lock, so that nobody edits what is being submitted or approved.
    """
    model = type(dokumen)
    held = (
        model._default_manager.select_for_update(of=("self",), no_key=True)
        .select_related(*JOINED[model.__name__])
        .filter(pk=dokumen.pk)
        .first()
    )
    if held is None:
        raise Conflict("Dokumen ini sudah dihapus.")
    return cast("D", held)


def hold_together(rows: Iterable[Skp]) -> None:
    """Locks several SKP before the first is written to, in one order for every act that needs more than one.

    Held one by one between writes, two acts could each wait for what the other holds.
    """
    pks = {row.pk for row in rows}
    list(Skp.objects.select_for_update(no_key=True).filter(pk__in=pks).order_by("pk").values_list("pk"))


def hold_for_editing(dokumen: D, *, by: Pegawai) -> D:
    """`hold`, and the rule that the owner may change it now."""
    held = hold(dokumen)
    rules.may_edit(by, held).require()
    return held


def change_row(row: Document, *, versi: int, **values: Any) -> None:
    """Writes only over the version the form saw. Raises Conflict when the row has changed or gone since."""
    changed = (
        type(row)
        ._default_manager.filter(pk=row.pk, versi=versi)
        .update(**values, versi=F("versi") + 1, diubah_pada=timezone.now())
    )
    if not changed:
        raise Conflict("Data ini sudah diubah sejak formulir Anda dibuka. Periksa, lalu simpan lagi bila tetap sesuai.")
    row.refresh_from_db()


def first_problem(problems: dict[str, str]) -> None:
    """Raises Refused at the first field a rule objects to."""
    for field, reason in problems.items():
        raise Refused(reason, field=field)


@contextmanager
def protected(what: str) -> Iterator[None]:
    """Turns Django's refusal to delete a row that others point at into the reason, naming what points at it."""
    try:
        yield
    except ProtectedError as error:
        names = sorted({str(row._meta.verbose_name_plural) for row in error.protected_objects})
        raise Refused(f"{what} tidak dapat dihapus karena sudah dipakai oleh {', '.join(names)}.") from error


def next_number(rows: "models.Manager[Any] | models.QuerySet[Any, Any]") -> int:
    """The `urutan` after the last."""
    return (rows.aggregate(last=models.Max("urutan"))["last"] or 0) + 1


def renumber(rows: Sequence[Any], ids: Sequence[int]) -> None:
    """Numbers rows that have `urutan` in the order of `ids`. Raises Conflict unless these are exactly their ids."""
    by_pk = {row.pk: row for row in rows}
    if len(ids) != len(rows) or set(ids) != by_pk.keys():
        raise Conflict("Daftarnya berubah sejak halaman Anda dibuka. Muat ulang halaman, lalu urutkan lagi.")
    for number, pk in enumerate(ids, start=1):
        by_pk[pk].urutan = number
    if rows:
        type(rows[0])._default_manager.bulk_update(rows, ["urutan"])


def swap(rows: Sequence[Any], row: models.Model, *, up: bool, among: Sequence[Any] | None = None) -> None:
    """Changes places with the neighbour in `rows`, which stand in their order; `among` narrows who is a neighbour.

    At the end nothing happens. Raises Conflict for a row that is gone.
    """
    ids, near = [one.pk for one in rows], [one.pk for one in (rows if among is None else among)]
    if row.pk not in near:
        raise Conflict("Baris ini sudah dihapus atau dipindahkan.")
    place = near.index(row.pk) + (-1 if up else 1)
    if 0 <= place < len(near):
        here, there = ids.index(row.pk), ids.index(near[place])
        ids[here], ids[there] = ids[there], ids[here]
        renumber(rows, ids)
