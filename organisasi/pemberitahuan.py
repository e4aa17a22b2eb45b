"""Notifications inside the application: a line in the receiver's bell, written with the change it tells of."""

from collections.abc import Iterable
from datetime import datetime

from organisasi.models import Pegawai, Pemberitahuan


def notify(penerima: Iterable[Pegawai | None], teks: str, *, tautan: str, at: datetime, by: Pegawai) -> None:
    """One line for each receiver; nobody is told of his own act, and an empty place (no penilai yet) is passed over.

    Written in the caller's transaction: what is rolled back is not told. `tautan` is a path within the application.
    """
    persons = {person.pk for person in penerima if person is not None} - {by.pk}
    Pemberitahuan.objects.bulk_create(
        Pemberitahuan(penerima_id=pk, teks=teks[:500], tautan=tautan, pada=at) for pk in sorted(persons)
    )
