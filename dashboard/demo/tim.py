"""Tim kerja, the RHK their work gives the anggota, and every Matriks Peran Hasil."""

from collections.abc import Iterable
from datetime import date

from dashboard.demo import susunan
from dashboard.demo.dokumen import Masa, new_rhk
from dashboard.demo.orang import Kota
from dashboard.demo.teks import TIM, Rencana, Tim
from dashboard.demo.teks.tim import UKURAN_TIM
from dashboard.demo.waktu import acak
from organisasi.deadlines import month_end
from skp.models import AnggotaTim, PesertaMatriks, RencanaHasilKerja, TidakBerperan, TimKerja
from skp.workflow import Status

Kursi = tuple[int, int | None, int]


def make_tim(kota: Kota, stretches: list[Masa]) -> None:
    """The teams, and in the SKP of each anggota what he does there."""
    people = {orang.nip: pegawai for orang, pegawai in kota.pegawai}
    made = [(told, _team(kota, told, people)) for told in TIM]
    TimKerja.objects.bulk_create([row for _, row in made])
    AnggotaTim.objects.bulk_create(
        [AnggotaTim(tim=row, pegawai=people[p.nip], peran=p.peran) for told, row in made for p in told.anggota]
    )
    RencanaHasilKerja.objects.bulk_create([rhk for told, row in made for rhk in _contributions(told, row, stretches)])


def _team(kota: Kota, told: Tim, people: dict) -> TimKerja:
    unit, tahun = kota.unit[told.unit], kota.kini.tahun + told.tahun
    return TimKerja(
        instansi=unit.instansi,
        unit=unit,
        nama=told.nama,
        ketua=people[told.ketua],
        nomor_sk=f"{told.nomor_sk}/{tahun}",
        mulai=date(tahun, 1, 1),
        selesai=month_end(date(tahun, told.sampai, 1)),
        dibuat_oleh=unit.kepala,
    )


def _contributions(told: Tim, row: TimKerja, stretches: list[Masa]) -> Iterable[RencanaHasilKerja]:
    """At the end of each SKP of an anggota whose period the team meets."""
    during = [
        masa for masa in stretches if masa.skp.periode_mulai <= row.selesai and masa.skp.periode_selesai >= row.mulai
    ]
    ketua = next(masa for masa in during if masa.orang.nip == told.ketua)
    for peran in told.anggota:
        for masa in (masa for masa in during if masa.orang.nip == peran.nip):
            for number, (uraian, kode) in enumerate(peran.rhk):
                chance = acak("tim", told.nama, peran.nip, number)
                ukuran = tuple(chance.sample(UKURAN_TIM, chance.choice((1, 1, 2))))
                rhk = new_rhk(masa, max(rhk.urutan for rhk in masa.rhk) + 1, uraian, ketua.by_code(kode))
                masa.rencana.append((Rencana(uraian, ukuran, kode), rhk))
                yield rhk


def make_matriks(kota: Kota, stretches: list[Masa]) -> None:
    """Everybody stands in the matrices of the heads he supports, and most in that of his own pejabat penilai."""
    by_pk = {masa.skp.pk: masa for masa in stretches}
    places = dict.fromkeys((*_supporting(stretches), *_subordinates(stretches), *_whole_dinas(kota, stretches)))
    rows = [PesertaMatriks(kepala_id=kepala, tim_id=tim, skp_id=skp) for kepala, tim, skp in places]
    PesertaMatriks.objects.bulk_create(rows)
    TidakBerperan.objects.bulk_create(
        [row for peserta in rows for row in _without_role(peserta, by_pk[peserta.kepala_id], by_pk[peserta.skp_id])],
        batch_size=2000,
    )


def _supporting(stretches: list[Masa]) -> Iterable[Kursi]:
    """As the services keep it: the teams the head leads and the owner works in, the unit's own where none explains."""
    teams: dict[tuple[int, int], list[TimKerja]] = {}
    for anggota in AnggotaTim.objects.select_related("tim").order_by("tim", "pk"):
        teams.setdefault((anggota.tim.ketua_id, anggota.pegawai_id), []).append(anggota.tim)
    for masa in stretches:
        skp = masa.skp
        for rhk in masa.rhk:
            if rhk.atasan is None:
                continue
            kepala = rhk.atasan.skp
            joined = [
                tim.pk
                for tim in teams.get((kepala.pegawai_id, skp.pegawai_id), ())
                if tim.mulai <= skp.periode_selesai and tim.selesai >= skp.periode_mulai
            ]
            if not joined or skp.penilai_id == kepala.pegawai_id:
                joined = [*joined, None]
            yield from ((kepala.pk, tim, skp.pk) for tim in joined)


def _subordinates(stretches: list[Masa]) -> Iterable[Kursi]:
    """As Sinkronisasi SKP Bawahan left it: who made his SKP since is not in yet."""
    heads = {(masa.pegawai, masa.skp.tahun): masa.skp for masa in stretches}
    for masa in stretches:
        kepala = heads.get((masa.skp.penilai, masa.skp.tahun)) if masa.skp.penilai else None
        if kepala is not None and masa.skp.status == Status.DISETUJUI:
            yield kepala.pk, None, masa.skp.pk


def _whole_dinas(kota: Kota, stretches: list[Masa]) -> Iterable[Kursi]:
    """The kepala dinas of the demo has added all of his dinas, down to the last pelaksana."""
    dinas = kota.unit[susunan.UNIT_KEPALA_DINAS]
    here = [masa for masa in stretches if masa.skp.tahun == kota.kini.tahun and dinas.pk in masa.skp.unit.jalur]
    kepala = next(masa.skp for masa in here if masa.pegawai.nip == susunan.KEPALA_DINAS)
    yield from ((kepala.pk, None, masa.skp.pk) for masa in here if masa.skp != kepala)


def _without_role(peserta: PesertaMatriks, kepala: Masa, masa: Masa) -> Iterable[TidakBerperan]:
    """Said of some of the cells left empty. Of a draft nothing is said: nobody has looked at it."""
    if masa.skp.status == Status.DRAFT:
        return
    filled = {rhk.atasan for rhk in masa.rhk}
    share = 0.55 if kepala.pegawai.nip == susunan.KEPALA_DINAS else 0.25
    chance = acak(
        "tidak berperan", kepala.pegawai.nip, masa.pegawai.nip, kepala.skp.periode_mulai, peserta.tim_id is None
    )
    for rhk in kepala.rhk:
        if rhk not in filled and chance.random() < share:
            yield TidakBerperan(peserta=peserta, rhk=rhk)
