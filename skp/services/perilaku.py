from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import transaction

from ekinerja.errors import Conflict, NotAllowed, Refused
from organisasi.models import Pegawai
from organisasi.pemberitahuan import notify
from skp.models import EkspektasiPerilaku, Skp
from skp.rules.perilaku import may_write_expectations
from skp.services.editing import change_row, hold, hold_together
from skp.services.steps import Outcome


@transaction.atomic
def write_expectations(
    *, skp: Skp, values: Mapping[str, str], versi: int, by: Pegawai, at: datetime
) -> EkspektasiPerilaku | None:
    """Ekspektasi Khusus Pimpinan of one SKP; the owner is told once the words change. `versi` 0: there were none yet.

    None where there were none and none were written. Raises NotAllowed; IllegalTransition once the SKP is approved;
    Conflict for a stale form.
    """
    held = hold(skp)
    may_write_expectations(by, held).require()
    row = EkspektasiPerilaku.objects.filter(skp=held).first()
    if (row.versi if row else 0) != versi:
        raise Conflict(
            "Ekspektasi khusus SKP ini sudah diubah sejak formulir Anda dibuka. Periksa, lalu simpan lagi bila tetap "
            "sesuai."
        )
    if not _differs(row, values):
        return row
    if row is None:
        row = EkspektasiPerilaku.objects.create(skp=held, ditulis_oleh=by, **values)
    else:
        change_row(row, versi=versi, ditulis_oleh=by, **values)
    notify(
        [skp.pegawai],
        f"{by} menulis ekspektasi khusus pimpinan untuk {held} Anda.",
        tautan=held.get_absolute_url(),
        at=at,
        by=by,
    )
    return row


@transaction.atomic
def write_to_all(
    *, skp: Skp, versi: int, also: Sequence[tuple[Skp, int]], values: Mapping[str, str], by: Pegawai, at: datetime
) -> tuple[EkspektasiPerilaku | None, list[Outcome]]:
    """`write_expectations` to one SKP, then the same words to further ones (`write_to_others`)."""
    hold_together([skp, *(other for other, _versi in also)])
    row = write_expectations(skp=skp, values=values, versi=versi, by=by, at=at)
    return row, write_to_others(chosen=also, values=values, by=by, at=at)


def write_to_others(
    *, chosen: Iterable[tuple[Skp, int]], values: Mapping[str, str], by: Pegawai, at: datetime
) -> list[Outcome]:
    """The same words to further SKP, each at the version that was shown and on its own: one refusal stops no other."""
    outcomes = []
    for skp, versi in chosen:
        try:
            write_expectations(skp=skp, values=values, versi=versi, by=by, at=at)
        except (Refused, NotAllowed) as refusal:
            outcomes.append(Outcome(skp, refusal.message))
        else:
            outcomes.append(Outcome(skp))
    return outcomes


def _differs(row: EkspektasiPerilaku | None, values: Mapping[str, str]) -> bool:
    return any((getattr(row, name) if row else "") != text for name, text in values.items())
