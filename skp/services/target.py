from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction

from ekinerja.constraints import constraint_messages
from ekinerja.errors import Refused
from organisasi.models import Pegawai
from skp import rules
from skp.models import SkpBulanan, Tahapan, TargetBulanan
from skp.services.editing import change_row, first_problem, hold_for_editing, next_number, protected


@transaction.atomic
def add_target(*, bulanan: SkpBulanan, by: Pegawai, token: UUID, values: dict[str, Any]) -> TargetBulanan:
    """Adds a target to a month. `values` are the model's fields, and `tahapan`: the texts of its steps in order.

    The same token gives the same target. Raises Refused at the field a rule objects to.
    """
    held = hold_for_editing(bulanan, by=by)
    sent_before = held.target.filter(token=token).first()
    if sent_before:
        return sent_before
    _check(held, values)
    fields, tahapan = _split(values)
    with constraint_messages(TargetBulanan):
        target = held.target.create(token=token, urutan=next_number(held.target), **fields)
    _write_tahapan(target, tahapan)
    return target


@transaction.atomic
def change_target(*, target: TargetBulanan, by: Pegawai, versi: int, values: dict[str, Any]) -> TargetBulanan:
    """Raises Conflict for a stale form, Refused at the field a rule objects to."""
    held = hold_for_editing(target.skp_bulanan, by=by)
    _check(held, values)
    fields, tahapan = _split(values)
    change_row(target, versi=versi, **fields)
    if tahapan != list(target.tahapan.values_list("uraian", flat=True)):
        target.tahapan.all().delete()
        _write_tahapan(target, tahapan)
    return target


@transaction.atomic
def delete_target(*, target: TargetBulanan, by: Pegawai) -> None:
    """Refused, with what hangs on it, once activities or an appraisal stand under the target."""
    hold_for_editing(target.skp_bulanan, by=by)
    with protected("Target ini"):
        target.delete()


def _check(bulanan: SkpBulanan, values: dict[str, Any]) -> None:
    if values["rhk"].skp_id != bulanan.skp_id:
        raise Refused("Pilih target dari SKP Tahunan Anda sendiri.", field="rhk")
    if not values["rhk"].terukur:
        raise Refused("RHK itu belum mempunyai target terukur. Isi lewat Edit pada SKP Anda.", field="rhk")
    first_problem(rules.target_problems(bulanan, values))


def _split(values: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    fields = {name: value for name, value in values.items() if name != "tahapan"}
    return fields, list(values.get("tahapan") or [])


def _write_tahapan(target: TargetBulanan, texts: Sequence[str]) -> None:
    Tahapan.objects.bulk_create(
        Tahapan(target=target, urutan=number, uraian=text) for number, text in enumerate(texts, start=1)
    )
