"""The three sheets of Peraturan BKN 3/2023: konversi, akumulasi and penetapan, as their templates print them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from organisasi.deadlines import format_day, month_end
from organisasi.models import Pegawai
from organisasi.models.pegawai import PANGKAT, pangkat_golongan
from organisasi.nip import read_nip
from penilaian.angka_kredit import AngkaKredit, Konversi, Langkah, Potongan, total
from penilaian.models import AngkaKreditAwal, JenisAngkaKredit
from penilaian.scoring.angka import dibulatkan
from skp import pihak
from skp.models import Skp
from skp.pihak import Pihak


@dataclass(frozen=True)
class Keterangan:
    """Keterangan perorangan in the order of the sheets; "-" where nothing is recorded."""

    nama: str
    nip: str
    karpeg: str
    lahir: str
    jenis_kelamin: str
    pangkat: str
    jabatan: str
    unit: str
    instansi: str

    @property
    def baris(self) -> list[tuple[str, str]]:
        return [
            ("Nama", self.nama),
            ("NIP", self.nip),
            ("Nomor Seri KARPEG", self.karpeg),
            ("Tempat/Tanggal Lahir", self.lahir),
            ("Jenis Kelamin", self.jenis_kelamin),
            ("Pangkat/Golongan Ruang/TMT", self.pangkat),
            ("Jabatan/TMT", self.jabatan),
            ("Unit Kerja", self.unit),
            ("Instansi", self.instansi),
        ]

    @property
    def perorangan(self) -> list[tuple[str, str]]:
        """As the penetapan prints it, whose instansi stands in its head."""
        return self.baris[:-1]


@dataclass(frozen=True)
class LembarKonversi:
    konversi: Konversi
    keterangan: Keterangan
    penilai: Pihak | None
    mulai: date
    selesai: date
    tanggal: date | None
    """When the predikat was given; None while it is a draft."""


@dataclass(frozen=True)
class BarisAkumulasi:
    tahun: int
    masa: str
    predikat: str
    persen: Decimal | None
    koefisien: Decimal | None
    nilai: Decimal
    bulan: int = 0


@dataclass(frozen=True)
class BarisPenetapan:
    """Of the table LAMA, BARU, JUMLAH; printed rounded, added up before that."""

    label: str
    lama: Decimal
    baru: Decimal
    keterangan: str = ""

    @property
    def jumlah(self) -> Decimal:
        return self.lama + self.baru


@dataclass(frozen=True)
class Penetapan:
    tahun: int
    mulai: date
    selesai: date
    baris: tuple[BarisPenetapan, ...]
    jumlah: BarisPenetapan
    kalimat: tuple[str, ...]


def keterangan(pegawai: Pegawai, skp: Skp | None = None) -> Keterangan:
    """Of a person today, or as his SKP stored him: a TMT of today's is not printed beside another rank or post."""
    golongan = skp.golongan if skp else pegawai.golongan
    jabatan = skp.jabatan if skp else pegawai.jabatan
    unit = skp.unit if skp else pegawai.unit
    instansi = skp.instansi if skp else pegawai.instansi
    tmt_golongan = pegawai.tmt_golongan if golongan == pegawai.golongan else None
    tmt_jabatan = pegawai.tmt_jabatan if jabatan == pegawai.jabatan else None
    isi = read_nip(pegawai.nip)
    return Keterangan(
        nama=pegawai.nama_lengkap,
        nip=pegawai.nip_tampil,
        karpeg=pegawai.nomor_karpeg or "-",
        lahir=f"{pegawai.tempat_lahir or '-'}, {format_day(isi.lahir)}",
        jenis_kelamin=isi.jenis_kelamin,
        pangkat=f"{pangkat_golongan(golongan) or '-'} / {_day(tmt_golongan)}",
        jabatan=f"{jabatan or '-'} / {_day(tmt_jabatan)}",
        unit=str(unit or "-"),
        instansi=str(instansi or "-"),
    )


def lembar_konversi(found: AngkaKredit, tahun: int) -> list[LembarKonversi]:
    """One for each konversi of the year that has a predikat: two where the jenjang changed in it."""
    return [_konversi(found.pegawai, row) for row in found.baris if row.tahun == tahun and row.potongan]


def akumulasi(found: AngkaKredit) -> list[BarisAkumulasi]:
    """What counts in the present jenjang, oldest first, with konversi from outside this application."""
    brought = [row for row in found.awal_dihitung if row.jenis == JenisAngkaKredit.KONVERSI]
    outside = [BarisAkumulasi(row.tanggal.year, row.nomor, "-", None, None, row.nilai) for row in brought]
    inside = [_part(row, part) for row in found.dihitung for part in row.potongan]
    return sorted([*outside, *inside], key=lambda row: row.tahun)


def jumlah_akumulasi(found: AngkaKredit) -> Decimal:
    brought = (row.nilai for row in found.awal_dihitung if row.jenis == JenisAngkaKredit.KONVERSI)
    return dibulatkan(sum(brought, total(found.dihitung)))


def years(rows: list[BarisAkumulasi]) -> str:
    """What the sheet of these rows covers: "2025" or "2024 s.d. 2026"."""
    first, last = rows[0].tahun, rows[-1].tahun
    return str(first) if first == last else f"{first} s.d. {last}"


def signer(found: AngkaKredit) -> Pihak | None:
    """The pejabat penilai of the last SKP counted; None: nobody is known, and the line stays empty."""
    return pihak.penilai(found.dihitung[-1].skp) if found.dihitung else None


def penetapan(found: AngkaKredit) -> Penetapan | None:
    """Of the last year that has something to count: it is BARU, what was before it LAMA. None: nothing counts."""
    years = [row.tahun for row in found.dihitung] or [row.tanggal.year for row in found.awal_dihitung]
    if not years:
        return None
    tahun = max(years)
    rows = tuple(_penetapan(found, jenis, tahun) for jenis in JenisAngkaKredit)
    jumlah = BarisPenetapan("Jumlah", sum((r.lama for r in rows), Decimal(0)), sum((r.baru for r in rows), Decimal(0)))
    mulai, selesai = _period([row for row in found.dihitung if row.tahun == tahun], tahun)
    return Penetapan(tahun, mulai, selesai, rows, jumlah, tuple(_sentence(step) for step in found.langkah))


def konsep(rows: Iterable[Konversi]) -> str:
    """Why a sheet made of these is a draft; empty for a final one."""
    return " ".join(row.konsep for row in rows if row.konsep)


def _konversi(pegawai: Pegawai, row: Konversi) -> LembarKonversi:
    skp, akhir = row.skp, row.akhir
    first, last = row.bulan[0], row.bulan[-1]
    rated = akhir.dinilai_pada if akhir and not row.konsep else None
    return LembarKonversi(
        konversi=row,
        keterangan=keterangan(pegawai, skp),
        penilai=pihak.penilai(skp),
        mulai=date(row.tahun, first, 1),
        selesai=month_end(date(row.tahun, last, 1)),
        tanggal=rated.astimezone(skp.instansi.tz).date() if rated else None,
    )


def _part(row: Konversi, part: Potongan) -> BarisAkumulasi:
    return BarisAkumulasi(
        row.tahun, part.masa, part.predikat.label, part.persen, part.koefisien, part.nilai, len(part.bulan)
    )


def _penetapan(found: AngkaKredit, jenis: JenisAngkaKredit, tahun: int) -> BarisPenetapan:
    brought = [row for row in found.awal_dihitung if row.jenis == jenis]
    lama = _brought(row for row in brought if row.tanggal.year < tahun)
    baru = _brought(row for row in brought if row.tanggal.year >= tahun)
    if jenis == JenisAngkaKredit.KONVERSI:
        lama += total(row for row in found.dihitung if row.tahun < tahun)
        baru += total(row for row in found.dihitung if row.tahun >= tahun)
        return BarisPenetapan("AK Konversi", lama, baru, "; ".join(row.nomor for row in brought))
    return BarisPenetapan(str(jenis.label), lama, baru, "; ".join(row.nomor for row in brought))


def _sentence(step: Langkah) -> str:
    """As the penetapan ends, for one of the two steps."""
    word = "DAPAT" if step.kebutuhan.terpenuhi else "TIDAK DAPAT"
    menjadi = step.kebutuhan.menjadi
    if step.nama == "Pangkat":
        kind, menjadi = "KENAIKAN PANGKAT", f"{PANGKAT[menjadi].upper()} ({menjadi})"
    else:
        kind, menjadi = "KENAIKAN JENJANG JABATAN", menjadi.upper()
    return f"{word} DIPERTIMBANGKAN UNTUK {kind} SETINGKAT LEBIH TINGGI MENJADI {menjadi}"


def _period(rows: list[Konversi], tahun: int) -> tuple[date, date]:
    if not rows:
        return date(tahun, 1, 1), date(tahun, 12, 31)
    last = date(tahun, rows[-1].bulan[-1], 1)
    return date(tahun, rows[0].bulan[0], 1), month_end(last)


def _brought(rows: Iterable[AngkaKreditAwal]) -> Decimal:
    return sum((row.nilai for row in rows), Decimal(0))


def _day(day: date | None) -> str:
    return format_day(day) if day else "-"
