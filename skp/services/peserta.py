"""Who takes part in which Matriks Peran Hasil. Its cells are the RHK; this keeps the rows they stand in."""

from skp.models import PesertaMatriks, RencanaHasilKerja, Skp, TidakBerperan, TimKerja
from skp.workflow import Status


def join_matrices(rhk: RencanaHasilKerja) -> None:
    """Puts the SKP of an RHK into every matrix of the head whose RHK it supports. Twice changes nothing.

    Called wherever an RHK gets its `atasan`: what is in the SKP is in the matrix. Where the head leads teams the owner
    works in, those of the period; the unit's own matrix where he is the pejabat penilai, or where no team explains him.
    """
    if rhk.atasan is None:
        return
    kepala, skp = rhk.atasan.skp, rhk.skp
    teams: list[TimKerja | None] = list(TimKerja.objects.joined_in(skp).filter(ketua=kepala.pegawai_id))
    if not teams or skp.penilai_id == kepala.pegawai_id:
        teams.append(None)
    for tim in teams:
        PesertaMatriks.objects.get_or_create(kepala=kepala, tim=tim, skp=skp)
    handed = rhk.butir is not None and rhk.butir.atasan_id == rhk.atasan_id
    if skp.status != Status.DRAFT or handed:
        TidakBerperan.objects.filter(peserta__skp=skp, rhk=rhk.atasan).delete()


def drop_disproved(skp: Skp) -> None:
    """Takes away each "tidak berperan" that an RHK of the SKP contradicts.

    For the moment an SKP is submitted: while it was a draft, a mark that vanished would have told the superior what is
    in it.
    """
    supported = skp.rhk.filter(atasan__isnull=False).values("atasan")
    TidakBerperan.objects.filter(peserta__skp=skp, rhk__in=supported).delete()
