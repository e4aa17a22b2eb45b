"""Kegiatan harian out of a sheet: a month of one's own at most, with the rules and limits of the form."""

import hashlib
import uuid
from collections.abc import Mapping, Sequence
from datetime import date, time
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Case, CharField, QuerySet, Value, When
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils import timezone

from ekinerja.errors import NotAllowed, Refused
from ekinerja.rules import Verdict
from kegiatan import rules, services
from kegiatan.isi import IsiBukti, IsiKegiatan
from kegiatan.models import JenisKegiatan, KegiatanHarian
from kegiatan.month import Periode
from kegiatan.querysets import targets_of
from organisasi.deadlines import DeadlineCalendar, month_end, month_name
from organisasi.impor.gabung import staged
from organisasi.impor.jenis import Baris, Kemajuan, Kolom, LembarResource, Pelaku, Tersimpan, register
from organisasi.impor.nilai import Angka, Jam, Pilihan, Tanggal, Teks, YaTidak, folded
from organisasi.models import Impor, Instansi, Langkah, Pegawai, Tindakan
from skp.models import SkpBulanan, TargetBulanan

MAX_ROWS = 500
SKP_BULANAN = (
    "Untuk jenis SKP: nomor target di SKP Bulanan, uraiannya, atau keduanya (1. Membuat laporan). Kosong untuk "
    "Produktivitas."
)


class KegiatanResource(LembarResource):
    tanggal = Kolom("Tanggal", "tanggal", Tanggal(), contoh="02-01-2026", wajib=True, alias=["Tgl. Kegiatan Harian"])
    mulai = Kolom("Mulai", "mulai", Jam(), contoh="07.30", wajib=True, alias=["Waktu Mulai", "Jam Mulai"])
    selesai = Kolom("Selesai", "selesai", Jam(), contoh="09.00", wajib=True, alias=["Waktu Selesai", "Jam Selesai"])
    uraian = Kolom(
        "Kegiatan Harian", "uraian", Teks(2000, multiline=True), contoh="Contoh: mengumpulkan data", wajib=True,
        alias=["Kegiatan", "Uraian"],
    )  # fmt: skip
    kuantitas = Kolom("Kuantitas", "kuantitas", Angka(maximum=1_000_000), contoh="1", wajib=True)
    status_proses = Kolom(
        "Status Proses", "status_proses",
        YaTidak(kosong=None, bantuan="YA: masih berproses. TIDAK: ada hasil yang dihitung, kuantitas lebih dari 0."),
        contoh="TIDAK", wajib=True,
    )  # fmt: skip
    jenis = Kolom(
        "Jenis", "jenis", Pilihan(dict(JenisKegiatan.choices)), contoh="SKP", wajib=True,
        alias=["Jenis Kegiatan Harian"],
    )  # fmt: skip
    target = Kolom(
        "SKP Bulanan", "target_tampil", Teks(1100, bantuan=SKP_BULANAN), contoh="1. Membuat laporan",
        alias=["Target", "Target SKP Bulanan"],
    )  # fmt: skip

    class Meta:
        model = KegiatanHarian
        fields = ("tanggal", "mulai", "selesai", "uraian", "kuantitas", "status_proses", "jenis", "target")


class AcuanKegiatan:
    def __init__(self, pelaku: Pelaku) -> None:
        rules.may_record(pelaku.by).require()
        self.pelaku = pelaku
        self.by, self.at = pelaku.by, pelaku.at
        self.today = rules.local_day(self.by, self.at)
        self.calendar = DeadlineCalendar(self.by)
        self.month: date | None = None
        self.targets: list[TargetBulanan] = []
        self.closed = False
        self.own: dict[str, KegiatanHarian] = {}

    def check(self, rows: Sequence[Baris]) -> None:
        if self.month is None:
            self._look_at_month(next((row.isi["tanggal"] for row in rows if row.punya("tanggal")), None))
        for row in rows:
            self._check_day(row)
            if row.punya("target"):
                self._look_up_target(row)
            if not row.galat:
                row.kunci = _key(row.isi["tanggal"], row.isi["mulai"], row.isi["uraian"])
                for kolom, pesan in self._isi(row).problems().items():
                    row.salah(pesan, kolom)

    def _look_at_month(self, first: str | None) -> None:
        """The month of the first row is that of the file."""
        if first is None:
            return
        self.month = date.fromisoformat(first).replace(day=1)
        last = month_end(self.month)
        self.targets = list(targets_of(self.by, self.month, last))
        self.closed = any(
            month.ditutup
            for month in SkpBulanan.objects.filter(
                skp__pegawai=self.by,
                skp__periode_mulai__lte=last,
                skp__periode_selesai__gte=self.month,
                skp__tahun=self.month.year,
                bulan=self.month.month,
            )
        )

    def _check_day(self, row: Baris) -> None:
        if not row.punya("tanggal") or self.month is None:
            return
        day = date.fromisoformat(row.isi["tanggal"])
        if day.replace(day=1) != self.month:
            row.salah(f"Satu berkas untuk satu bulan; baris pertamanya {month_name(self.month)}.", "tanggal")
        elif day > self.today:
            row.salah("Kegiatan dicatat setelah dikerjakan: tanggalnya tidak boleh di masa depan.", "tanggal")

    def _look_up_target(self, row: Baris) -> None:
        typed = row.isi["target"]
        number, _, text = typed.partition(".")
        fitting = [
            target
            for target in self.targets
            if typed == str(target.urutan)
            or folded(typed) == folded(target.uraian)
            or (number == str(target.urutan) and folded(text) == folded(target.uraian))
        ]
        if len(fitting) == 1:
            row.isi["target"] = _shown(fitting[0])
            row.isi["_target"] = fitting[0].pk
        else:
            reason = "cocok dengan beberapa target; tulis nomornya" if fitting else "bukan target Anda di bulan itu"
            row.salah(f"“{typed[:60]}” {reason}.", "target")

    def _isi(self, row: Baris) -> IsiKegiatan:
        values = row.isi
        return IsiKegiatan(
            tanggal=date.fromisoformat(values["tanggal"]),
            mulai=time.fromisoformat(values["mulai"]),
            selesai=time.fromisoformat(values["selesai"]),
            uraian=values["uraian"],
            kuantitas=Decimal(values["kuantitas"]),
            status_proses=values["status_proses"],
            jenis=values["jenis"],
            target=next((target for target in self.targets if target.pk == values.get("_target")), None),
        )

    def stored(self, rows: Sequence[Baris]) -> dict[str, Tersimpan]:
        if self.month is None:
            return {}
        month = KegiatanHarian.objects.of(self.by).between(self.month, month_end(self.month)).for_list()
        self.own = {_key(f"{one.tanggal}", f"{one.mulai:%H:%M}", one.uraian): one for one in month}
        return {key: Tersimpan(one.pk, _stored_values(one), self._refusal(one)) for key, one in self.own.items()}

    def _refusal(self, kegiatan: KegiatanHarian) -> str:
        tenggat = self.calendar.tenggat(Langkah.KEGIATAN_HARIAN, kegiatan.tanggal)
        return rules.may_change(self.by, kegiatan, tenggat, self.at).reason

    def check_changes(self, rows: Sequence[Baris]) -> None:
        for row in rows:
            tenggat = self.calendar.tenggat(Langkah.KEGIATAN_HARIAN, date.fromisoformat(row.isi["tanggal"]))
            if not tenggat.terbuka(self.at):
                row.salah(tenggat.alasan_lewat, "tanggal")
            if self.closed:
                row.salah(rules.BULAN_DITUTUP, "tanggal")

    def write(self, kemajuan: Kemajuan) -> dict[int, str]:
        """Through the services, one by one: a month has a few hundred."""
        lost = {}
        rows = [row for row in staged(self.pelaku.impor.pk, after=0, limit=None) if row.tindakan != Tindakan.SAMA]
        for number, row in enumerate(rows, start=1):
            try:
                with transaction.atomic():
                    self._write_one(row)
            except (Refused, NotAllowed) as refusal:
                lost[row.nomor] = refusal.message
            kemajuan(number, dari=len(rows))
        return lost

    def _write_one(self, row: Baris) -> None:
        isi = self._isi(row)
        if row.tindakan == Tindakan.BARU:
            token = uuid.uuid5(self.pelaku.impor.token, str(row.nomor))
            services.record(isi=isi, bukti=IsiBukti(), token=token, by=self.by, at=self.at)
            return
        kegiatan = self.own[row.kunci]
        services.change(
            kegiatan=kegiatan, isi=isi, bukti=IsiBukti(lama=list(kegiatan.bukti.all())), versi=kegiatan.versi,
            by=self.by, at=self.at,
        )  # fmt: skip


def _key(tanggal: str, mulai: str, uraian: str) -> str:
    return f"{tanggal} {mulai} {hashlib.sha256(folded(uraian).encode()).hexdigest()[:32]}"


def _shown(target: TargetBulanan) -> str:
    return f"{target.urutan}. {target.uraian}"


def _stored_values(kegiatan: KegiatanHarian) -> dict[str, Any]:
    kolom = KegiatanResource.kolom()
    values = {name: one.nilai.stored(getattr(kegiatan, name)) for name, one in kolom.items() if name != "target"}
    return {**values, "target": _shown(kegiatan.target) if kegiatan.target else ""}


class JenisImporKegiatan:
    slug = "kegiatan"
    judul = "Kegiatan harian"
    keterangan = (
        "Kegiatan Anda sendiri, paling banyak satu bulan dalam satu berkas, dengan batas waktu input yang sama. "
        "Kegiatan dikenali dari tanggal, jam mulai, dan uraiannya."
    )
    ikon = "journal-check"
    resource = KegiatanResource
    milik_admin = False
    max_rows = MAX_ROWS
    at_once = MAX_ROWS
    saringan = frozenset({"tahun", "bulan"})

    def may_use(self, user: Pegawai) -> Verdict:
        return rules.may_record(user)

    def may_import(self, user: Pegawai) -> Verdict:
        return rules.may_record(user)

    def form(self, user: Pegawai) -> dict[str, Any]:
        return {}

    def parameter(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        return {}

    def acuan(self, pelaku: Pelaku) -> AcuanKegiatan:
        return AcuanKegiatan(pelaku)

    def describe(self, user: Pegawai, query: Mapping[str, str]) -> str:
        return month_name(self._period(user, query).mulai)

    def export_rows(self, user: Pegawai, instansi: Instansi | None, query: Mapping[str, str]) -> "QuerySet[Any, Any]":
        """One's own of the month that is asked for, this month where none is."""
        period = self._period(user, query)
        # Concat would write ". " for an activity without a target.
        numbered = Concat(Cast("target__urutan", CharField()), Value(". "), "target__uraian", output_field=CharField())
        shown = Case(When(target=None, then=Value("")), default=numbered)
        own = KegiatanHarian.objects.of(user).between(period.mulai, period.selesai)
        return own.annotate(target_tampil=shown).order_by("tanggal", "mulai", "pk")

    def _period(self, user: Pegawai, query: Mapping[str, str]) -> Periode:
        return Periode.read(query, rules.local_day(user, timezone.now()))

    def back(self, impor: Impor) -> str:
        return reverse("kegiatan:list")


register(JenisImporKegiatan())
