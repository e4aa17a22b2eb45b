"""Notifications inside the application: a line in the receiver's bell, written with the change it tells of."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.http import url_has_allowed_host_and_scheme

from organisasi.models import Pegawai, Pemberitahuan


def notify(penerima: Iterable[Pegawai | None], teks: str, *, tautan: str, at: datetime, by: Pegawai | None) -> None:
    """One line for each receiver; nobody is told of his own act, and an empty place (no penilai yet) is passed over.

    `by` is None where no person acted: the worker tells of the end of what the receiver himself had asked for. Written
    in the caller's transaction: what is rolled back is not told. `tautan` is a path within the application, or nothing;
    anything else raises ValueError.
    """
    if tautan and not within_application(tautan):
        raise ValueError(f"not a path within the application: {tautan!r}")
    persons = {person.pk for person in penerima if person is not None and person != by}
    Pemberitahuan.objects.bulk_create(
        Pemberitahuan(penerima_id=pk, teks=teks[:500], tautan=tautan, pada=at) for pk in sorted(persons)
    )


def mark_read(pemberitahuan: Pemberitahuan, *, at: datetime) -> None:
    """Keeps the first time it was read."""
    Pemberitahuan.objects.filter(pk=pemberitahuan.pk).unread().update(dibaca_pada=at)


def mark_all_read(*, by: Pegawai, at: datetime) -> int:
    """How many there were. One that arrived since the page was asked for stays unread: nobody has seen it."""
    return Pemberitahuan.objects.visible_to(by).unread().filter(pada__lte=at).update(dibaca_pada=at)


def within_application(tautan: str) -> bool:
    """A path, and not "//host", which a browser reads as another site."""
    return tautan.startswith("/") and url_has_allowed_host_and_scheme(tautan, allowed_hosts=None)
