"""Matriks Peran Hasil: filling its rows, and saying that a cell stays empty on purpose. The cells are RHK."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from ekinerja.constraints import constraint_messages
from ekinerja.errors import Conflict, Refused
from organisasi.hierarchy import assessed_by
from organisasi.models import Pegawai
from organisasi.scoping import local_today
from skp.models import PesertaMatriks, RencanaHasilKerja, Skp, TidakBerperan, TimKerja
from skp.rules.matriks import may_add, may_arrange, may_mark, may_remove
from skp.services.editing import hold, hold_together


@dataclass(frozen=True)
class Sinkronisasi:
    """What one Sinkronisasi SKP Bawahan did: rows added, and the people who have no SKP in the period yet."""

    ditambahkan: int
    belum_punya: list[Pegawai]


@transaction.atomic
def sync(*, kepala: Skp, tim: TimKerja | None, by: Pegawai) -> Sinkronisasi:
    """Adds every SKP of a period that meets the head's: of those whose stored pejabat penilai he is, or of the team's
    anggota. Twice adds nothing."""
    held = hold(kepala)
    may_arrange(by, held).require()
    people = _anggota(tim) if tim else assessed_by(held.pegawai, on=local_today(held.pegawai))
    found = Skp.objects.meeting(held).exclude(pegawai=held.pegawai_id)
    if tim:
        found = found.filter(pegawai__in=people, periode_mulai__lte=tim.selesai, periode_selesai__gte=tim.mulai)
    else:
        found = found.filter(penilai=held.pegawai_id)
    rows = PesertaMatriks.objects.filter(kepala=held, tim=tim)
    present = set(rows.values_list("skp", flat=True))
    # Handing out and the SKP's own page make rows too, in this order and without waiting for the head's SKP.
    PesertaMatriks.objects.bulk_create(
        (PesertaMatriks(kepala=held, tim=tim, skp=skp) for skp in found.order_by("pk") if skp.pk not in present),
        ignore_conflicts=True,
    )
    added = rows.exclude(skp__in=present).count()
    having = set(Skp.objects.meeting(held).filter(pegawai__in=people).values_list("pegawai", flat=True))
    return Sinkronisasi(added, [person for person in people if person.pk not in having])


def candidates(kepala: Skp, nip: str) -> list[Skp]:
    """The SKP that the person with this NIP may take part with: same instansi, a period that meets the head's."""
    return list(
        Skp.objects.meeting(kepala)
        .filter(pegawai__nip=nip, pegawai__instansi=kepala.instansi_id, instansi=kepala.instansi_id)
        .exclude(pegawai=kepala.pegawai_id)
        .select_related("pegawai", "jabatan", "unit")
        .order_by("periode_mulai")
    )


@transaction.atomic
def add_participant(*, kepala: Skp, tim: TimKerja | None, skp: Skp, by: Pegawai, token: UUID) -> PesertaMatriks:
    """Tambah Pegawai. The same token gives the same row; raises Refused for a person who is in the matrix already, is
    the head himself, or works elsewhere."""
    hold_together([kepala, skp])
    held, skp = hold(kepala), hold(skp)
    may_arrange(by, held).require()
    sent_before = PesertaMatriks.objects.filter(token=token, kepala=held, tim=tim).first()
    if sent_before:
        return sent_before
    present = PesertaMatriks.objects.filter(kepala=held, tim=tim, skp=skp).exists()
    may_add(held, skp, present=present).require()
    with constraint_messages(PesertaMatriks):
        return PesertaMatriks.objects.create(kepala=held, tim=tim, skp=skp, token=token)


@transaction.atomic
def remove_participant(*, peserta: PesertaMatriks, by: Pegawai) -> None:
    """Keluarkan. Refused while a cell of the row is filled: the SKP says that this person takes part."""
    hold(peserta.skp)
    row = PesertaMatriks.objects.select_related("kepala").filter(pk=peserta.pk).first()
    if row is None:
        raise Conflict("Pegawai ini sudah dikeluarkan dari matriks.")
    filled = RencanaHasilKerja.objects.filter(skp=row.skp_id, atasan__skp=row.kepala_id).exists()
    may_remove(by, row.kepala, terisi=filled).require()
    row.delete()


@transaction.atomic
def set_no_role(*, peserta: PesertaMatriks, rhk: RencanaHasilKerja, by: Pegawai, no_role: bool) -> None:
    """Says that a cell is empty on purpose, or takes that back. Twice changes nothing.

    Refused where an RHK the head can see stands in the cell; of a draft he sees only what he handed out.
    """
    skp = hold(peserta.skp)
    may_arrange(by, peserta.kepala).require()
    if not PesertaMatriks.objects.filter(pk=peserta.pk).exists():
        raise Conflict("Pegawai ini sudah dikeluarkan dari matriks.")
    if rhk.skp_id != peserta.kepala_id:
        raise Refused("RHK itu bukan kolom matriks ini.")
    if not no_role:
        TidakBerperan.objects.filter(peserta=peserta, rhk=rhk).delete()
        return
    filled = RencanaHasilKerja.objects.in_cascade(by, under=[rhk.pk]).filter(skp=skp).exists()
    may_mark(by, peserta.kepala, terisi=filled).require()
    TidakBerperan.objects.get_or_create(peserta=peserta, rhk=rhk)


def _anggota(tim: TimKerja) -> list[Pegawai]:
    return [row.pegawai for row in tim.anggota.select_related("pegawai").exclude(pegawai=tim.ketua_id)]
