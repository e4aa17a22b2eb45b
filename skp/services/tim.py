"""Tim kerja: made, changed, ended, and who works in it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from ekinerja.constraints import constraint_messages
from ekinerja.errors import Conflict, Refused
from organisasi.deadlines import format_day
from organisasi.hierarchy import assessor_of
from organisasi.models import Pegawai
from organisasi.pemberitahuan import notify
from organisasi.scoping import local_today
from skp.anggota import supported_through
from skp.models import AnggotaTim, PesertaMatriks, TimKerja
from skp.rules import tim as rules
from skp.services.editing import change_row, hold_together, protected

FIELD_OF = {"tim_mulai_sebelum_selesai": "selesai", "tim_nama_per_instansi": "nama"}


@transaction.atomic
def create_tim(*, by: Pegawai, at: datetime, token: UUID, values: dict[str, Any]) -> TimKerja:
    """`values`: unit, nama, ketua, nomor_sk, mulai, selesai. The same token gives the same team.

    Raises NotAllowed for who leads no unit, Refused at the field a rule objects to, Conflict for a name that is taken.
    """
    rules.may_create_tim(by).require()
    sent_before = TimKerja.objects.filter(token=token, dibuat_oleh=by).first()
    if sent_before:
        return sent_before
    unit, ketua = values["unit"], values["ketua"]
    _refuse("unit", rules.unit_problem(by, unit))
    _refuse("ketua", rules.person_problem(ketua, instansi=unit.instansi_id))
    _check_period(values["mulai"], values["selesai"])
    with constraint_messages(TimKerja, fields=FIELD_OF):
        tim, created = TimKerja.objects.get_or_create(
            token=token, dibuat_oleh=by, defaults={**values, "instansi": unit.instansi}
        )
    if created:
        _tell([ketua], f"Anda ditunjuk sebagai ketua tim kerja {tim}.", tim, at=at, by=by)
    return tim


@transaction.atomic
def change_tim(*, tim: TimKerja, by: Pegawai, at: datetime, versi: int, values: dict[str, Any]) -> TimKerja:
    """`values`: nama, ketua, nomor_sk, mulai, selesai. An earlier `selesai` ends the team.

    Raises Conflict for a stale form, Refused for another ketua of a matrix in use or a period that leaves it behind.
    """
    held = _hold(tim)
    rules.may_change_tim(by, held).require()
    ketua, before = values["ketua"], held.ketua
    if ketua != before:
        _refuse("ketua", rules.person_problem(ketua, instansi=held.instansi_id))
    _refuse(
        "ketua",
        rules.ketua_problem(
            held,
            ketua,
            jumlah_peserta=held.peserta_matriks.count(),
            anggota=held.anggota.filter(pegawai=ketua).exists(),
        ),
    )
    _check_period(values["mulai"], values["selesai"])
    _check_matrix_stays(held, values["mulai"], values["selesai"])
    with constraint_messages(TimKerja, fields=FIELD_OF):
        change_row(held, versi=versi, **values)
    if ketua != before:
        _tell([ketua], f"Anda ditunjuk sebagai ketua tim kerja {held}.", held, at=at, by=by)
        _tell([before], f"{ketua} menggantikan Anda sebagai ketua tim kerja {held}.", held, at=at, by=by)
    return held


@transaction.atomic
def delete_tim(*, tim: TimKerja, by: Pegawai) -> None:
    """Only while nobody works in it: a team that was used is ended by its date."""
    held = _hold(tim)
    rules.may_delete_tim(
        by, held, jumlah_anggota=held.anggota.count(), jumlah_peserta=held.peserta_matriks.count()
    ).require()
    with protected("Tim kerja ini"):
        held.delete()


@transaction.atomic
def add_anggota(*, tim: TimKerja, by: Pegawai, at: datetime, token: UUID, pegawai: Pegawai, peran: str) -> AnggotaTim:
    """Also from another unit of the instansi; the person and his pejabat penilai are told.

    The same token gives the same anggota. Raises Refused for who cannot be one, Conflict for who is one already.
    """
    held = _hold(tim)
    rules.may_add_anggota(by, held, today=local_today(by)).require()
    sent_before = held.anggota.filter(token=token).first()
    if sent_before:
        return sent_before
    _refuse("pegawai", rules.person_problem(pegawai, instansi=held.instansi_id))
    if pegawai.pk == held.ketua_id:
        raise Refused(f"{pegawai} ketua tim ini; ketua tidak menjadi anggotanya sendiri.", field="pegawai")
    with constraint_messages(AnggotaTim, fields={"anggota_sekali_per_tim": "pegawai"}):
        anggota = held.anggota.create(token=token, pegawai=pegawai, peran=peran)
    _tell([pegawai], f"Di bawah {held.ketua}, Anda menjadi anggota tim kerja {held}.", held, at=at, by=by)
    _tell([_penilai(pegawai)], f"{pegawai} menjadi anggota tim kerja {held} ({held.unit}).", held, at=at, by=by)
    return anggota


@transaction.atomic
def change_anggota(*, anggota: AnggotaTim, by: Pegawai, versi: int, peran: str) -> AnggotaTim:
    held = _hold(anggota.tim)
    rules.keeps_anggota(by, held).require()
    change_row(anggota, versi=versi, peran=peran)
    return anggota


@transaction.atomic
def remove_anggota(*, anggota: AnggotaTim, by: Pegawai, at: datetime) -> None:
    """Takes him out of the team's matrix too. Refused while his SKP supports an RHK of the ketua by this team."""
    held = _hold(anggota.tim)
    pegawai = anggota.pegawai
    # Nobody makes the SKP support the team's ketua between the question and the answer.
    hold_together(pegawai.skp.filter(periode_mulai__lte=held.selesai, periode_selesai__gte=held.mulai))
    mendukung = supported_through(held, [pegawai.pk]).get(pegawai.pk, [])
    (rules.keeps_anggota(by, held) and rules.removable(by, pegawai, mendukung)).require()
    if not held.anggota.filter(pk=anggota.pk).exists():
        raise Conflict(f"{pegawai} sudah dikeluarkan dari tim ini.")
    PesertaMatriks.objects.filter(tim=held, skp__pegawai=pegawai).delete()
    with protected("Anggota ini"):
        anggota.delete()
    # He sees the team no more, so the line in his bell leads nowhere.
    teks = f"Anda tidak lagi menjadi anggota tim kerja {held}."
    notify([pegawai], teks, tautan="", at=at, by=by)
    _tell([_penilai(pegawai)], f"{pegawai} tidak lagi menjadi anggota tim kerja {held}.", held, at=at, by=by)


def _hold(tim: TimKerja) -> TimKerja:
    held = (
        TimKerja.objects.select_for_update(of=("self",), no_key=True)
        .select_related("unit", "ketua", "instansi")
        .filter(pk=tim.pk)
        .first()
    )
    if held is None:
        raise Conflict("Tim kerja ini sudah dihapus.")
    return held


def _check_period(mulai: date, selesai: date) -> None:
    if selesai < mulai:
        raise Refused(
            f"Tanggal selesai {format_day(selesai)} tidak boleh sebelum tanggal mulai {format_day(mulai)}.",
            field="selesai",
        )


def _check_matrix_stays(tim: TimKerja, mulai: date, selesai: date) -> None:
    left = tim.peserta_matriks.exclude(skp__periode_mulai__lte=selesai, skp__periode_selesai__gte=mulai)
    row = left.select_related("skp__pegawai").first()
    if row is not None:
        raise Refused(
            f"Matriks tim ini memuat {row.skp} {row.skp.pegawai}, yang berada di luar periode itu.", field="selesai"
        )


def _penilai(pegawai: Pegawai) -> Pegawai | None:
    return assessor_of(pegawai, on=local_today(pegawai))


def _tell(penerima: list[Pegawai | None], teks: str, tim: TimKerja, *, at: datetime, by: Pegawai) -> None:
    notify(penerima, teks, tautan=tim.get_absolute_url(), at=at, by=by)


def _refuse(field: str, problem: str) -> None:
    if problem:
        raise Refused(problem, field=field)
