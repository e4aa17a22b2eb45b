from django.db import transaction
from django.utils.crypto import get_random_string

from ekinerja.errors import Refused
from organisasi.auth import forget_failures
from organisasi.hierarchy import unit_of_assessor
from organisasi.models import Jabatan, Pegawai, UnitKerja
from organisasi.rules.orang import may_correct, may_issue_password
from organisasi.services.unor import hold_open_unit, hold_people, hold_units, set_head

# Without the letters and digits that look like each other: the password is read from one screen and typed on another.
_READABLE = "abcdefghjkmnpqrstuvwxyz23456789"


def issue_password(*, pegawai: Pegawai, by: Pegawai) -> str:
    """Gives a person a random password for one sign-in and returns it: it is stored nowhere and cannot be shown again.

    Ends the person's sessions and the rest after wrong tries. Raises NotAllowed.
    """
    may_issue_password(by, pegawai).require()
    password = "-".join(get_random_string(4, _READABLE) for _ in range(4))
    _set_password(pegawai, password, temporary=True)
    return password


def change_password(*, pegawai: Pegawai, password: str) -> None:
    """A password of the person's own choice, already validated. All his other sessions end."""
    _set_password(pegawai, password, temporary=False)


def _set_password(pegawai: Pegawai, password: str, *, temporary: bool) -> None:
    pegawai.set_password(password)
    pegawai.harus_ganti_sandi = temporary
    pegawai.save(update_fields=["password", "harus_ganti_sandi"])
    forget_failures(pegawai.nip)


@transaction.atomic
def correct_person(
    *, pegawai: Pegawai, by: Pegawai, unit: UnitKerja, jabatan: Jabatan, kepala: Pegawai | None = None
) -> Pegawai:
    """Puts a person in his unit and post; with `kepala` also makes that person head of the unit that assesses him.

    A new head is everybody's in that unit. Answers the person as he is now. Raises NotAllowed, Refused with its field.
    """
    hold_people([pegawai, kepala])
    held = Pegawai.objects.get(pk=pegawai.pk)
    may_correct(by, held).require()
    for name, owned in (("unit", unit), ("jabatan", jabatan)):
        if owned.instansi_id != held.instansi_id:
            raise Refused("Pilih dari instansi pegawai ini.", field=name)
    before = held.unit_id, held.jabatan_id
    held.unit, held.jabatan = unit, jabatan
    assessing = unit_of_assessor(held) if kepala is not None else None
    hold_units([unit.pk, assessing.pk if assessing else None])
    if before[0] != unit.pk:
        hold_open_unit(unit, field="unit")
    if before != (unit.pk, jabatan.pk):
        held.save(update_fields=["unit", "jabatan"])
    if kepala is not None:
        _set_head(held, kepala)
    return Pegawai.objects.for_header().get(pk=held.pk)


def _set_head(pegawai: Pegawai, kepala: Pegawai) -> None:
    unit = unit_of_assessor(pegawai)
    if unit is None:
        raise Refused("Tidak ada unit di atas unit yang dikepalai pegawai ini.", field="kepala")
    if kepala.pk == pegawai.pk:
        raise Refused("Pejabat penilai tidak mungkin pegawai itu sendiri.", field="kepala")
    set_head(unit=unit, kepala=kepala)
