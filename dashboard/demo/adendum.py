"""Adendum in every state: what was proposed to an approved SKP, and for one what became of it."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from dashboard.demo.dokumen import Masa, new_rhk
from dashboard.demo.orang import Kota
from dashboard.demo.teks import Rencana
from dashboard.demo.teks.adendum import USULAN, Usulan
from skp.models import Adendum, Indikator, JenisPerubahan, PerubahanAdendum, RencanaHasilKerja, Riwayat, Skp
from skp.perubahan import COLUMNS, to_json, values_of
from skp.workflow import Status

Rows = list[PerubahanAdendum]


def add_approved_rhk(kota: Kota, stretches: list[Masa]) -> None:
    """The RHK that an approved adendum has brought, so that the matrices and indikator are made with it."""
    for told, masa, atasan in _told(kota, stretches):
        if told.status == Status.DISETUJUI:
            rhk = _new(told, masa, atasan)
            rhk.save()
            masa.rencana.append((Rencana(rhk.uraian, (told.ukuran,)), rhk))


def make_adendum(kota: Kota, stretches: list[Masa]) -> None:
    for number, (told, masa, atasan) in enumerate(_told(kota, stretches)):
        proposed = kota.kini.saat - timedelta(days=2 + number, hours=4)
        decided = proposed + timedelta(days=1, hours=2)
        row = Adendum.objects.create(
            skp=masa.skp,
            nomor=1,
            alasan=told.alasan,
            status=told.status,
            status_sejak=decided if told.status in {Status.DISETUJUI, Status.DIKEMBALIKAN} else proposed,
            catatan=told.catatan,
        )
        for urutan, change in enumerate(_changes(told, masa, atasan), start=1):
            change.adendum, change.urutan = row, urutan
            change.save()
        Riwayat.objects.bulk_create(_steps(told, masa, proposed, decided))
        if told.status == Status.DISETUJUI:
            Skp.objects.filter(pk=masa.skp.pk).update(adendum_ke=1, versi=2)


def _told(kota: Kota, stretches: list[Masa]) -> Iterable[tuple[Usulan, Masa, RencanaHasilKerja | None]]:
    """Each with the owner's SKP of this year and, of a new RHK, the one of his pejabat penilai that it supports."""
    present = {masa.pegawai: masa for masa in stretches if masa.skp.tahun == kota.kini.tahun}
    by_key = {masa.orang.nip: masa for masa in present.values()}
    for told in USULAN:
        masa = by_key[told.nip]
        above = present.get(masa.skp.penilai) if told.mendukung and masa.skp.penilai else None
        yield told, masa, above and above.by_code(told.mendukung)


def _new(told: Usulan, masa: Masa, atasan: RencanaHasilKerja | None) -> RencanaHasilKerja:
    return new_rhk(masa, max(rhk.urutan for rhk in masa.rhk) + 1, told.baru, atasan)


def _changes(told: Usulan, masa: Masa, atasan: RencanaHasilKerja | None) -> Rows:
    rhk = masa.rhk[0]
    indikator = Indikator.objects.filter(rhk=rhk).first()
    before = to_json(values_of(indikator, COLUMNS[Indikator]))
    first = PerubahanAdendum(
        jenis=JenisPerubahan.UBAH_INDIKATOR,
        rhk=rhk,
        indikator=indikator,
        versi_dasar=indikator.versi,
        sebelum=before,
        sesudah=before | {"target": told.target},
    )
    if told.status == Status.DISETUJUI:
        Indikator.objects.filter(pk=indikator.pk).update(target=told.target, versi=indikator.versi + 1)
    return [first, *_of_new_rhk(told, masa, atasan)]


def _of_new_rhk(told: Usulan, masa: Masa, atasan: RencanaHasilKerja | None) -> Rows:
    if not told.baru:
        return []
    brought = PerubahanAdendum(
        jenis=JenisPerubahan.TAMBAH_RHK,
        sesudah=to_json(values_of(_new(told, masa, atasan), COLUMNS[RencanaHasilKerja])),
    )
    values = {
        "uraian": told.ukuran.uraian,
        "aspek": told.ukuran.aspek,
        "target": told.ukuran.target,
        "perspektif": "",
    }
    return [brought, PerubahanAdendum(jenis=JenisPerubahan.TAMBAH_INDIKATOR, induk=brought, sesudah=values)]


def _steps(told: Usulan, masa: Masa, proposed: datetime, decided: datetime) -> Iterable[Riwayat]:
    if told.status == Status.DRAFT:
        return
    steps = [("ADENDUM_DIAJUKAN", masa.pegawai, proposed, told.alasan)]
    if told.status == Status.DISETUJUI:
        steps.append(("ADENDUM_DISETUJUI", masa.skp.penilai, decided, told.alasan))
    if told.status == Status.DIKEMBALIKAN:
        steps.append(("ADENDUM_DIKEMBALIKAN", masa.skp.penilai, decided, told.catatan))
    for aksi, oleh, pada, words in steps:
        yield Riwayat(
            skp=masa.skp, aksi=aksi, status=Status.DISETUJUI, oleh=oleh, pada=pada, catatan=f"Adendum ke-1: {words}"
        )
