"""Units of work: made, named, moved, headed, closed. Every change is audited by triggers, with who made it.

What locks does so in one order: the tree (other changes of any tree wait), documents (SKP and what hangs on it),
people, units, penugasan; rows of one kind by their key, all of them at once (`hold_people`, `hold_units`).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pghistory
from django.db import transaction
from django.db.models import Max, ProtectedError, QuerySet

from ekinerja.constraints import constraint_messages
from ekinerja.errors import Conflict, Refused
from organisasi.deadlines import format_day
from organisasi.models import Instansi, Mutasi, Pegawai, PenugasanKepala, StatusMutasi, UnitKerja
from organisasi.pemberitahuan import notify
from organisasi.rules import unor as rules
from organisasi.scoping import local_today

TIDAK_LINGKARAN = "Unit tidak dapat dipindahkan ke bawah dirinya sendiri atau ke bawah unit di dalamnya."
LAIN_INSTANSI = "Unit induk harus dari instansi yang sama."
BERUBAH = "Unit ini diubah orang lain sejak halaman Anda dibuka. Periksa yang tersimpan, lalu simpan lagi bila perlu."
HEADS_ONE_UNIT = "Pegawai itu baru saja menjadi kepala unit lain. Seorang pegawai mengepalai satu unit."
OF_THE_TREE = {"unit_tanpa_lingkaran": TIDAK_LINGKARAN, "unit_induk_seinstansi": LAIN_INSTANSI}
FIELDS = {
    "unit_kode_per_instansi": "kode",
    "unit_tanpa_lingkaran": "induk",
    "unit_bukan_induk_sendiri": "induk",
    "unit_induk_seinstansi": "induk",
}


def hold_tree() -> None:
    """Waits for other changes of a tree and lets none in until the transaction ends: by the statement trigger of the
    units, which fires for an update of no row too. Before any row is locked: see `UnitKerja`."""
    UnitKerja.objects.filter(pk=0).update(induk=None)


def hold_unit(unit: UnitKerja) -> UnitKerja:
    """The unit as it is now, locked. Raises Conflict where it has gone."""
    held = UnitKerja.objects.select_for_update(of=("self",), no_key=True).filter(pk=unit.pk).first()
    if held is None:
        raise Conflict("Unit ini sudah dihapus.")
    return held


def hold_units(pks: Iterable[int | None]) -> None:
    """Locks several before the first is written to: held one by one, two acts could each wait for the other's."""
    wanted = {pk for pk in pks if pk is not None}
    list(UnitKerja.objects.select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk").values_list("pk"))


def hold_people(people: Iterable[Pegawai | None]) -> None:
    """Locks people who are to lead, so that none of them is set inactive or moved away meanwhile. Before any unit."""
    pks = {person.pk for person in people if person is not None}
    list(Pegawai.objects.select_for_update(no_key=True).filter(pk__in=pks).order_by("pk").values_list("pk"))


def hold_open_unit(unit: UnitKerja, *, field: str) -> UnitKerja:
    """A unit that people or units are put into: locked, so that it is not closed meanwhile. Raises Refused."""
    held = hold_unit(unit)
    if not held.aktif:
        raise Refused(f"{held} sudah ditutup.", field=field)
    return held


def hold_for_change(
    *, unit: UnitKerja, by: Pegawai, versi: int, kepala: Pegawai | None, induk: UnitKerja | None
) -> UnitKerja:
    """The unit as it is now, for several of the acts below in one transaction: all that they lock, in the one order.

    Raises NotAllowed; Conflict where it was changed since `versi`.
    """
    rules.may_keep_unit(by, unit).require()
    hold_tree()
    hold_people([kepala])
    hold_units([unit.pk, induk.pk if induk else None])
    held = hold_unit(unit)
    _check_version(held, versi)
    return held


def _check_version(held: UnitKerja, versi: int) -> None:
    if versi != version_of(held):
        raise Conflict(BERUBAH)


def version_of(row: UnitKerja | PenugasanKepala) -> int:
    """The number of the last audited change of a row."""
    return _events(type(row)).filter(pgh_obj=row.pk).aggregate(last=Max("pgh_id"))["last"] or 0


def _events(model: Any) -> "QuerySet[Any, Any]":
    return model.pgh_event_model.objects.all()


# --- The tree


@transaction.atomic
def create_unit(*, instansi: Instansi, by: Pegawai, values: Mapping[str, Any]) -> UnitKerja:
    """`values`: nama, kode, mandiri, induk. The same sent twice is one unit. Raises NotAllowed, Refused."""
    rules.may_manage_units_of(by, instansi).require()
    hold_tree()
    if induk := values["induk"]:
        _check_parent(hold_open_unit(induk, field="induk"), instansi_id=instansi.pk)
    same = UnitKerja.objects.filter(instansi=instansi, **values).first()
    if same is not None:
        return same
    _check_code(instansi.pk, values["kode"])
    with constraint_messages(UnitKerja, fields=FIELDS, triggers=OF_THE_TREE):
        unit = UnitKerja.objects.create(instansi=instansi, **values)
    unit.refresh_from_db()
    return unit


@transaction.atomic
def change_unit(*, unit: UnitKerja, by: Pegawai, versi: int, values: Mapping[str, Any]) -> UnitKerja:
    """`values`: nama, kode, mandiri. Raises NotAllowed, Conflict."""
    rules.may_keep_unit(by, unit).require()
    held = hold_unit(unit)
    _check_version(held, versi)
    if values["kode"] != held.kode:
        _check_code(held.instansi_id, values["kode"], but=held.pk)
    for name, value in values.items():
        setattr(held, name, value)
    with constraint_messages(UnitKerja, fields=FIELDS):
        held.save(update_fields=list(values))
    return held


@transaction.atomic
def move_unit(*, unit: UnitKerja, induk: UnitKerja | None, dari: int | None, by: Pegawai) -> UnitKerja:
    """Puts a unit with all below it under another, or at the top. `dari`: the unit it stood under when it was asked.

    Asked twice it is moved once. Raises NotAllowed; Refused for a cycle, a closed unit or one of another instansi;
    Conflict where somebody else has moved it meanwhile.
    """
    rules.may_arrange_unit(by, unit).require()
    hold_tree()
    hold_units([unit.pk, induk.pk if induk else None])
    held = hold_unit(unit)
    to = induk.pk if induk else None
    if held.induk_id == to:
        return held
    if held.induk_id != dari:
        where = f"ke bawah {held.induk}" if held.induk else "menjadi unit paling atas"
        raise Conflict(f"Unit ini sudah dipindahkan {where} sejak halaman Anda dibuka.", field="induk")
    if induk is not None:
        target = hold_open_unit(induk, field="induk")
        _check_parent(target, instansi_id=held.instansi_id)
        if held.pk in target.jalur:
            raise Refused(TIDAK_LINGKARAN, field="induk")
    held.induk_id = to
    with constraint_messages(UnitKerja, fields=FIELDS, triggers=OF_THE_TREE):
        held.save(update_fields=["induk"])
    held.refresh_from_db()
    return held


def _check_code(instansi_id: int, kode: str, *, but: int = 0) -> None:
    """Codes that differ in capitals alone are one code to who types them; the same code is refused by the database."""
    alike = UnitKerja.objects.filter(instansi=instansi_id, kode__iexact=kode).exclude(kode=kode).exclude(pk=but)
    if other := alike.first():
        raise Conflict(
            f"{other} sudah memakai kode {other.kode}, yang hanya berbeda huruf besar dan kecilnya.", field="kode"
        )


def _check_parent(induk: UnitKerja, *, instansi_id: int) -> None:
    if induk.instansi_id != instansi_id:
        raise Refused(LAIN_INSTANSI, field="induk")


# --- Heads


def set_head(*, unit: UnitKerja, kepala: Pegawai | None) -> UnitKerja:
    """Makes a person head of a unit, or leaves it without one. Rights are the caller's; so is the transaction.

    Raises Refused with the field `kepala`: not active, of another instansi, or the head of another unit.
    """
    held = hold_unit(unit)
    if held.kepala_id == (kepala.pk if kepala else None):
        return held
    if kepala is not None:
        _check_head(held, kepala)
    held.kepala = kepala
    with constraint_messages(
        UnitKerja,
        fields={"organisasi_unitkerja_kepala_id_key": "kepala"},
        triggers={"organisasi_unitkerja_kepala_id_key": HEADS_ONE_UNIT},
    ):
        held.save(update_fields=["kepala"])
    return held


def _may_lead(unit: UnitKerja, pegawai: Pegawai) -> bool:
    """Asked of the stored row: the one in hand was read before it was locked."""
    return Pegawai.objects.filter(pk=pegawai.pk, instansi=unit.instansi_id, is_active=True).exists()


def _check_head(unit: UnitKerja, kepala: Pegawai) -> None:
    if not _may_lead(unit, kepala):
        raise Refused("Kepala unit harus pegawai aktif dari instansi unit itu.", field="kepala")
    other = UnitKerja.objects.filter(kepala=kepala).exclude(pk=unit.pk).first()
    if other is not None:
        raise Refused(
            f"{kepala} sudah mengepalai {other}, dan seorang pegawai mengepalai satu unit. Lepaskan dahulu dari "
            f"{other}, atau catat ia sebagai Plt. di sini.",
            field="kepala",
        )


@transaction.atomic
def change_head(*, unit: UnitKerja, kepala: Pegawai | None, by: Pegawai, versi: int, at: datetime) -> UnitKerja:
    """The new one is told. Raises NotAllowed, Refused as `set_head`, Conflict where it was changed since `versi`."""
    rules.may_arrange_unit(by, unit).require()
    hold_people([kepala])
    held = hold_unit(unit)
    if held.kepala_id == (kepala.pk if kepala else None):
        return held
    _check_version(held, versi)
    changed = set_head(unit=unit, kepala=kepala)
    notify([kepala], f"Anda dicatat sebagai kepala {changed}.", tautan="/profil/", at=at, by=by)
    return changed


@transaction.atomic
def assign(*, unit: UnitKerja, by: Pegawai, at: datetime, values: Mapping[str, Any]) -> PenugasanKepala:
    """A Plt or Plh. `values`: jenis, pegawai, mulai, selesai, nomor_surat. The same sent twice is one.

    Raises NotAllowed, Refused with its field: days that another one has, a person who heads this unit.
    """
    rules.may_arrange_unit(by, unit).require()
    hold_people([values["pegawai"]])
    held = hold_unit(unit)
    same = held.penugasan.filter(**values).first()
    if same is not None:
        return same
    pegawai = values["pegawai"]
    if not _may_lead(held, pegawai):
        raise Refused("Pilih pegawai aktif dari instansi unit ini.", field="pegawai")
    if pegawai.pk == held.kepala_id:
        raise Refused(f"{pegawai} kepala unit ini; ia tidak perlu menjadi Plt/Plh-nya sendiri.", field="pegawai")
    _check_free(held, values["mulai"], values["selesai"])
    with constraint_messages(PenugasanKepala, fields=OF_PENUGASAN):
        made = held.penugasan.create(**values)
    text = f"Anda ditugaskan sebagai {made.get_jenis_display()} kepala {held}, {_days(made)}."
    notify([pegawai], text, tautan="/profil/", at=at, by=by)
    return made


OF_PENUGASAN = {"penugasan_satu_pada_satu_waktu": "mulai", "penugasan_mulai_sebelum_selesai": "selesai"}


@transaction.atomic
def change_assignment(
    *, penugasan: PenugasanKepala, by: Pegawai, at: datetime, versi: int, values: Mapping[str, Any]
) -> PenugasanKepala:
    """`values`: mulai, selesai, nomor_surat. What has begun keeps its first day, and may end yesterday at the earliest.

    Raises NotAllowed, Refused with its field, Conflict where it was changed since `versi`.
    """
    unit = hold_unit(penugasan.unit)
    held = _hold_assignment(penugasan)
    today = local_today(held.pegawai)
    rules.may_change_penugasan(by, held, today=today).require()
    if versi != version_of(held):
        raise Conflict("Penugasan ini diubah orang lain sejak halaman Anda dibuka.")
    if held.mulai <= today and values["mulai"] != held.mulai:
        raise Refused("Penugasan sudah berjalan; tanggal mulainya tetap.", field="mulai")
    if values["selesai"] < max(held.mulai, today - timedelta(days=1)) and values["selesai"] != held.selesai:
        raise Refused("Hari-hari yang sudah lewat tidak dapat dicabut dari penugasan.", field="selesai")
    _check_free(unit, values["mulai"], values["selesai"], apart_from=held)
    for name, value in values.items():
        setattr(held, name, value)
    with constraint_messages(PenugasanKepala, fields=OF_PENUGASAN):
        held.save(update_fields=list(values))
    text = f"Penugasan Anda sebagai {held.get_jenis_display()} kepala {unit} kini {_days(held)}."
    notify([held.pegawai], text, tautan="/profil/", at=at, by=by)
    return held


@transaction.atomic
def end_assignment(*, penugasan: PenugasanKepala, by: Pegawai, at: datetime) -> PenugasanKepala | None:
    """Its last day was yesterday; one that has not had a day yet is taken away (None). Raises NotAllowed, Refused."""
    unit = hold_unit(penugasan.unit)
    held = _hold_assignment(penugasan)
    today = local_today(held.pegawai)
    rules.may_change_penugasan(by, held, today=today).require()
    ended = _end(held, today)
    notify(
        [held.pegawai],
        f"Penugasan Anda sebagai {held.get_jenis_display()} kepala {unit} berakhir.",
        tautan="/profil/",
        at=at,
        by=by,
    )
    return ended


def _end(penugasan: PenugasanKepala, today: date) -> PenugasanKepala | None:
    if penugasan.mulai >= today:
        penugasan.delete()
        return None
    penugasan.selesai = today - timedelta(days=1)
    penugasan.save(update_fields=["selesai"])
    return penugasan


def _hold_assignment(penugasan: PenugasanKepala) -> PenugasanKepala:
    rows = PenugasanKepala.objects.select_for_update(of=("self",), no_key=True)
    held = rows.select_related("unit__instansi", "pegawai__instansi").filter(pk=penugasan.pk).first()
    if held is None:
        raise Conflict("Penugasan ini sudah dihapus.")
    return held


def _check_free(unit: UnitKerja, mulai: date, selesai: date, *, apart_from: PenugasanKepala | None = None) -> None:
    if selesai < mulai:
        raise Refused("Tanggal selesai tidak boleh sebelum tanggal mulai.", field="selesai")
    others = unit.penugasan.filter(mulai__lte=selesai, selesai__gte=mulai).select_related("pegawai")
    other = (others.exclude(pk=apart_from.pk) if apart_from else others).first()
    if other is not None:
        raise Refused(
            f"Pada masa itu sudah ada {other.get_jenis_display()} {other.pegawai}, {_days(other)}. Akhiri atau "
            "pendekkan yang itu dahulu.",
            field="mulai",
        )


def _days(penugasan: PenugasanKepala) -> str:
    return f"{format_day(penugasan.mulai)} – {format_day(penugasan.selesai)}"


# --- Closing, reopening, deleting


@dataclass(frozen=True)
class Ditutup:
    """What closing a unit did."""

    unit: UnitKerja
    orang: int
    unit_pindah: int


@transaction.atomic
def close_unit(
    *,
    unit: UnitKerja,
    by: Pegawai,
    at: datetime,
    versi: int,
    alasan: str,
    penerima: UnitKerja | None,
    per_orang: Mapping[int, UnitKerja],
    induk_anak: UnitKerja | None,
) -> Ditutup:
    """Its active people go to `penerima`, or each to his own unit in `per_orang` (by key); the units below it under
    `induk_anak`, or to the top; its head is released, its Plt and Plh end. All or nothing.

    The reason stands with the change in its history. Raises NotAllowed, Refused with its field, Conflict where the unit
    or who works in it has changed since `versi`.
    """
    rules.may_keep_unit(by, unit).require()
    hold_tree()
    people = list(
        Pegawai.objects.select_for_update(of=("self",), no_key=True).filter(unit=unit, is_active=True).order_by("pk")
    )
    targets = [penerima, induk_anak, *per_orang.values()]
    hold_units(
        [
            unit.pk,
            *unit.anak.filter(aktif=True).values_list("pk", flat=True),
            *(target.pk for target in targets if target is not None),
        ]
    )
    held = hold_unit(unit)
    if not held.aktif:
        return Ditutup(held, 0, 0)
    _check_version(held, versi)
    if held.pegawai.filter(is_active=True).exclude(pk__in=[person.pk for person in people]).exists():
        raise Conflict("Ada pegawai yang baru saja ditempatkan di unit ini. Periksa daftarnya, lalu tutup lagi.")
    _check_nothing_planned(held)
    with pghistory.context(alasan=alasan.strip()):
        children = _move_children(held, induk_anak)
        _move_people(held, people, penerima, per_orang, by=by, at=at)
        today = local_today(by)
        for penugasan in held.penugasan.filter(selesai__gte=today).select_for_update(no_key=True).order_by("pk"):
            _end(penugasan, today)
        held.kepala, held.aktif = None, False
        held.save(update_fields=["kepala", "aktif"])
    return Ditutup(held, len(people), children)


def _check_nothing_planned(unit: UnitKerja) -> None:
    planned = Mutasi.objects.filter(unit_tujuan=unit, status=StatusMutasi.DIRENCANAKAN).count()
    if planned:
        raise Refused(f"Masih ada {planned} mutasi yang direncanakan ke unit ini. Batalkan atau ubah dahulu.")


def _move_children(unit: UnitKerja, induk: UnitKerja | None) -> int:
    children = list(unit.anak.filter(aktif=True).order_by("pk"))
    if not children:
        return 0
    if induk is not None:
        target = hold_open_unit(induk, field="induk_anak")
        if target.instansi_id != unit.instansi_id or unit.pk in target.jalur:
            raise Refused(
                "Pilih unit lain dari instansi yang sama, bukan unit ini atau di bawahnya.", field="induk_anak"
            )
    for child in children:
        child.induk = induk
        child.save(update_fields=["induk"])
    return len(children)


def _move_people(
    unit: UnitKerja,
    people: list[Pegawai],
    penerima: UnitKerja | None,
    per_orang: Mapping[int, UnitKerja],
    *,
    by: Pegawai,
    at: datetime,
) -> None:
    going = [(person, per_orang.get(person.pk) or penerima) for person in people]
    homeless = [person for person, target in going if target is None]
    if homeless:
        raise Refused(f"Pilih unit tujuan untuk {len(homeless)} pegawai unit ini.", field="penerima")
    targets = {target.pk: target for _, target in going if target is not None}
    for _, each in sorted(targets.items()):
        if each.instansi_id != unit.instansi_id or each.pk == unit.pk:
            raise Refused("Pilih unit lain dari instansi yang sama.", field="penerima")
        hold_open_unit(each, field="penerima")
    for person, target in going:
        person.unit = target
        person.save(update_fields=["unit"])
        text = f"Unit kerja {unit} ditutup; Anda kini di {target}. Tekan Muat Ulang pada SKP Anda yang berjalan."
        notify([person], text, tautan="/profil/", at=at, by=by)


@transaction.atomic
def reopen_unit(*, unit: UnitKerja, by: Pegawai) -> UnitKerja:
    """Without head and people, which it lost when it was closed. Raises NotAllowed, Refused."""
    rules.may_keep_unit(by, unit).require()
    hold_tree()
    held = hold_unit(unit)
    if held.aktif:
        return held
    rules.may_reopen_unit(by, held).require()
    held.aktif = True
    held.save(update_fields=["aktif"])
    return held


@transaction.atomic
def delete_unit(*, unit: UnitKerja, by: Pegawai) -> None:
    """Only where nothing points, or ever pointed, at it. Raises NotAllowed, Refused with the counts."""
    rules.may_keep_unit(by, unit).require()
    hold_tree()
    held = hold_unit(unit)
    once = _once_there(held)
    if once:
        raise Refused(f"{held} tidak dapat dihapus: {once} pernah tercatat padanya. Tutup saja unit ini.")
    try:
        held.delete()
    except ProtectedError as error:
        kinds = Counter(str(row._meta.verbose_name) for row in error.protected_objects)
        named = ", ".join(f"{number} {kind}" for kind, number in sorted(kinds.items()))
        raise Refused(f"{held} tidak dapat dihapus: {named} menunjuk kepadanya. Tutup saja unit ini.") from error


def _once_there(unit: UnitKerja) -> str:
    """Who worked in it, stood below it, or led it as Plt, by the audit's own rows."""
    asked = (
        ("pegawai", Pegawai, "unit"),
        ("unit di bawahnya", UnitKerja, "induk"),
        ("penugasan Plt/Plh", PenugasanKepala, "unit"),
    )
    counts = {
        words: _events(model).filter(**{column: unit.pk}).values("pgh_obj").distinct().count()
        for words, model, column in asked
    }
    return ", ".join(f"{number} {words}" for words, number in counts.items() if number)
