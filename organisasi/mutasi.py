"""What a move would do, before it is done: shown to the admin, who then decides."""

import hashlib
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from datetime import date, timedelta

from organisasi import kaitan
from organisasi.deadlines import format_day
from organisasi.hierarchy import assessor_of
from organisasi.kaitan import Dokumen
from organisasi.models import Jabatan, JenisPenugasan, Pegawai, PenugasanKepala, UnitKerja

BELUM_ADA = "(belum ada)"


@dataclass(frozen=True)
class Rencana:
    """A move as it is asked for."""

    pegawai: Pegawai
    tmt: date
    unit: UnitKerja
    jabatan: Jabatan
    menjadi_kepala: bool = False
    akhiri_skp: bool = True

    @property
    def pindah_instansi(self) -> bool:
        return self.unit.instansi_id != self.pegawai.instansi_id

    @property
    def pindah_unit(self) -> bool:
        return self.unit.pk != self.pegawai.unit_id

    @property
    def mengubah(self) -> bool:
        kepala = self.menjadi_kepala and self.unit.kepala_id != self.pegawai.pk
        return self.pindah_unit or self.jabatan.pk != self.pegawai.jabatan_id or kepala

    @property
    def mengakhiri_skp(self) -> bool:
        """Nothing of one instansi goes on in another."""
        return self.akhiri_skp or self.pindah_instansi


@dataclass(frozen=True)
class Nasib:
    """What becomes of a document; `terhambat`: that it cannot."""

    dokumen: Dokumen
    sesudah: str
    terhambat: bool = False


@dataclass(frozen=True)
class Akibat:
    """`dokumen`: what runs on that day; `kalimat`: what else changes; `sidik` tells one from another."""

    dokumen: list[Dokumen]
    kalimat: list[str]
    penilai_lama: Pegawai | None
    penilai_baru: Pegawai | None
    berakhir: date | None
    """The last day of the SKP that run; None where they stay."""

    @property
    def hambatan(self) -> list[str]:
        if self.berakhir is None:
            return []
        return [dokumen.hambatan for dokumen in self.dokumen if dokumen.hambatan]

    @property
    def nasib(self) -> list[Nasib]:
        return [self._nasib(dokumen) for dokumen in self.dokumen]

    def _nasib(self, dokumen: Dokumen) -> Nasib:
        lama, baru = dokumen.penilai or BELUM_ADA, str(self.penilai_baru or BELUM_ADA)
        if self.berakhir is not None and not dokumen.kemudian:
            if dokumen.hambatan:
                return Nasib(dokumen, dokumen.hambatan, terhambat=True)
            return Nasib(dokumen, f"Berakhir {format_day(self.berakhir)}, dengan pejabat penilai yang tercatat.")
        if dokumen.kemudian and not dokumen.disetujui:
            return Nasib(dokumen, f"Dimuat ulang: {baru} menjadi pejabat penilainya.")
        stays = "Tetap, dengan pejabat penilai yang tercatat."
        if lama == baru:
            return Nasib(dokumen, stays)
        first = "dibuka kembali lebih dahulu, lalu " if dokumen.disetujui else ""
        return Nasib(dokumen, f"{stays} Agar beralih ke {baru}: {first}Muat Ulang.")

    @property
    def sidik(self) -> str:
        shown = (self.dokumen, self.kalimat, str(self.penilai_lama), str(self.penilai_baru), self.berakhir)
        return hashlib.sha256(repr(shown).encode()).hexdigest()[:32]


def consequences(rencana: Rencana, *, today: date) -> Akibat:
    """About a dozen queries, whatever the size of the instansi."""
    return Akibat(
        dokumen=kaitan.running(rencana.pegawai, tmt=rencana.tmt),
        kalimat=list(_sentences(rencana, today)),
        penilai_lama=assessor_of(rencana.pegawai, on=today),
        penilai_baru=_assessor_there(rencana),
        berakhir=rencana.tmt - timedelta(days=1) if rencana.mengakhiri_skp else None,
    )


def _sentences(rencana: Rencana, today: date) -> Iterator[str]:
    pegawai = rencana.pegawai
    led = UnitKerja.objects.filter(kepala=pegawai).exclude(pk=rencana.unit.pk).first()
    if led is not None and leaves_head(rencana):
        yield f"{led} tidak lagi mempunyai kepala: tetapkan kepala baru, atau Plt, di Manajemen Unor."
    if rencana.menjadi_kepala and rencana.unit.kepala and rencana.unit.kepala_id != pegawai.pk:
        yield f"{rencana.unit.kepala} dilepas sebagai kepala {rencana.unit}; {pegawai} menggantikannya."
    for row in ending_assignments(rencana):
        yield f"{row.get_jenis_display()} {row.unit} oleh {row.pegawai} berakhir sebelum {format_day(rencana.tmt)}."
    if rencana.pindah_instansi:
        yield f"Pindah ke {rencana.unit.instansi}: peran PA/KPA dan admin instansi dilepas."
    if rencana.mengakhiri_skp and rencana.tmt <= today:
        yield from kaitan.remarks(pegawai, tmt=rencana.tmt)
    if rencana.tmt > today:
        yield f"Dijalankan sendiri pada {format_day(rencana.tmt)}; sampai hari itu tidak ada yang berubah."


def leaves_head(rencana: Rencana) -> bool:
    """Whether a unit he heads elsewhere is left by this move."""
    return rencana.pindah_unit or rencana.menjadi_kepala


def ending_assignments(rencana: Rencana) -> list[PenugasanKepala]:
    """Plt that this move ends: of the unit that gets its head, and where he leaves the instansi all of his own."""
    rows = PenugasanKepala.objects.filter(selesai__gte=rencana.tmt).select_related("unit", "pegawai")
    ending = list(rows.filter(unit=rencana.unit, jenis=JenisPenugasan.PLT)) if rencana.menjadi_kepala else []
    if rencana.pindah_instansi:
        ending += rows.filter(pegawai=rencana.pegawai)
    return ending


def _assessor_there(rencana: Rencana) -> Pegawai | None:
    there = copy(rencana.pegawai)
    there.instansi_id = rencana.unit.instansi_id
    there.unit = rencana.unit
    if rencana.menjadi_kepala:
        if rencana.unit.induk is None:
            return None
        there.unit = rencana.unit.induk
    return assessor_of(there, on=rencana.tmt)
