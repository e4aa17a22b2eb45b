"""What every edit of a document shares: the document held still, the version compared, a refused delete explained."""

from collections.abc import Iterator
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


def next_number(rows: "models.Manager[Any]") -> int:
    """The `urutan` after the last."""
    return (rows.aggregate(last=models.Max("urutan"))["last"] or 0) + 1
