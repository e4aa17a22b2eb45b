"""Who takes part in which Matriks Peran Hasil. Its cells are the RHK; this keeps the rows they stand in."""

from skp.models import PesertaMatriks, RencanaHasilKerja, TimKerja


def join_matrices(rhk: RencanaHasilKerja) -> None:
    """Puts the SKP of an RHK into every matrix of the head whose RHK it supports. Twice changes nothing.

    Called wherever an RHK gets its `atasan`: what is in the SKP is in the matrix. Where the head leads teams the owner
    works in, those of the period; the unit's own matrix where he is the pejabat penilai, or where no team explains him.
    """
    if rhk.atasan is None:
        return
    kepala, skp = rhk.atasan.skp, rhk.skp
    teams: list[TimKerja | None] = list(
        TimKerja.objects.running(skp.periode_mulai, skp.periode_selesai).filter(
            ketua=kepala.pegawai_id, anggota__pegawai=skp.pegawai_id
        )
    )
    if not teams or skp.penilai_id == kepala.pegawai_id:
        teams.append(None)
    for tim in teams:
        PesertaMatriks.objects.get_or_create(kepala=kepala, tim=tim, skp=skp)
