"""Roll-ups: what the dashboards read instead of counting documents.

Two grains. One row a person (`RekapPegawai` a year, `RekapBulan` a month) is kept true by statement triggers on the
documents (dashboard/models/sumber.py), which compute the row anew from them. Units and instansi are ledgers: each
change of person rows appends its difference, and the sum of the rows is the figure. Nobody ever updates a row that
others write too, so writers never wait for a counter; the worker folds the rows of a unit into one (`padat`) from time
to time.

Years are opened by the worker (dashboard/rekap.py); documents of a year that is not open cost nothing.
"""

from collections.abc import Mapping
from typing import Any

import pgtrigger
from django.db import models
from django.db.models import Q

from dashboard.querysets.rekap import LedgerQuerySet, RekapInstansiQuerySet
from penilaian.scoring.permenpanrb_6_2022 import Predikat
from skp.workflow import Status

BELUM_BUAT = ""
STATUS = [BELUM_BUAT, Status.DRAFT, Status.DIAJUKAN, Status.DISETUJUI]
"""Of a person in a year. An SKP that was returned is with its owner again, and counts as a draft."""

# Who counts: active people, and whoever has an SKP of that year. An excluded one stands in a column of his own.
_DIHITUNG = "(r.aktif OR r.status <> '') AND NOT r.dikecualikan"
TAHUNAN: Mapping[str, str] = {
    "pegawai": _DIHITUNG,
    "dikecualikan": "r.dikecualikan",
    "draft": "r.status = 'DRAFT'",
    "diajukan": "r.status = 'DIAJUKAN'",
    "disetujui": "r.status = 'DISETUJUI'",
    "matriks_1": f"{_DIHITUNG} AND r.matriks = 1",
    "matriks_2": f"{_DIHITUNG} AND r.matriks >= 2",
    **{each.value.lower(): f"r.predikat = '{each.value}'" for each in Predikat},
}
BULANAN: Mapping[str, str] = {
    "mengisi": "r.kegiatan > 0",
    "disusun": "r.status <> ''",
    "disetujui": "r.status = 'DISETUJUI'",
    "lengkap": "r.status = 'DISETUJUI' AND r.target > 0 AND r.realisasi >= r.target",
    "ditutup": "r.nilai IS NOT NULL",
}
BULANAN_JUMLAH = ("hari", "kegiatan", "dinilai")
"""Columns of the month that are summed as they stand, with `nilai_jumlah` from `nilai`."""


def _as_int(conditions: Mapping[str, str]) -> dict[str, str]:
    return {name: f"({condition})::int" for name, condition in conditions.items()}


# By how much a person's row `r` counts in each column of the ledgers.
PER_TAHUN: Mapping[str, str] = _as_int(TAHUNAN)
PER_BULAN: Mapping[str, str] = {
    **_as_int(BULANAN),
    **{name: f"r.{name}" for name in BULANAN_JUMLAH},
    "nilai_jumlah": "COALESCE(r.nilai, 0)",
}


def _ledger(table: str, keys: list[str], sums: Mapping[str, str]) -> str:
    """Appends to `table` by how much `baris` (rows with their sign) changes it, per `keys`; nothing where nothing."""
    totals = ", ".join(f"SUM(r.tanda * ({value}))" for value in sums.values())
    return (
        f"INSERT INTO {table} ({', '.join(keys)}, {', '.join(sums)})\n"
        f"SELECT {', '.join(f'r.{key}' for key in keys)}, {totals}\n"
        f"FROM ({{baris}}) r GROUP BY {', '.join(f'r.{key}' for key in keys)}\n"
        f"HAVING ROW({totals}) IS DISTINCT FROM ROW({', '.join('0' for _ in sums)});"
    )


def _ledger_triggers(*statements: str) -> list[pgtrigger.Trigger]:
    added, removed = "SELECT 1 AS tanda, n.* FROM baris_baru n", "SELECT -1 AS tanda, l.* FROM baris_lama l"

    def trigger(name: str, operation: pgtrigger.Operation, rows: str, **tables: str) -> pgtrigger.Trigger:
        return pgtrigger.Trigger(
            name=name,
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=operation,
            referencing=pgtrigger.Referencing(**tables),
            func="\n".join(statement.replace("{baris}", rows) for statement in statements) + "\nRETURN NULL;",
        )

    return [
        trigger("catat_tambah", pgtrigger.Insert, added, new="baris_baru"),
        trigger("catat_ubah", pgtrigger.Update, f"{added} UNION ALL {removed}", new="baris_baru", old="baris_lama"),
        trigger("catat_hapus", pgtrigger.Delete, removed, old="baris_lama"),
    ]


class TahunRekap(models.Model):
    """A year that is counted. Until it is closed its people are counted where they are now, afterwards where they
    were. `terisi_pada` is empty while what there was before its opening is still being counted."""

    tahun = models.PositiveSmallIntegerField("tahun", primary_key=True)
    dibuka_pada = models.DateTimeField("dibuka pada")
    terisi_pada = models.DateTimeField("terisi pada", null=True, blank=True)
    ditutup_pada = models.DateTimeField("ditutup pada", null=True, blank=True)

    class Meta:
        verbose_name = "tahun rekap"
        verbose_name_plural = "tahun rekap"
        ordering = ["-tahun"]

    def __str__(self) -> str:
        return str(self.tahun)


def _of_person(to: str, on_delete: Any, name: str, **options: Any) -> models.ForeignKey:
    """Without an index of its own: each is the head of one below, and every index is written with every change."""
    return models.ForeignKey(to, on_delete, related_name="+", verbose_name=name, db_index=False, **options)


class RekapPegawai(models.Model):
    """A person in a year: the status of his last SKP, in how many matrices it takes part, and the year's predikat.

    The predikat counts from the day the document was handed over: before that its owner does not know it either.
    """

    pegawai = _of_person("organisasi.Pegawai", models.CASCADE, "pegawai")
    tahun = models.PositiveSmallIntegerField("tahun")
    instansi = _of_person("organisasi.Instansi", models.PROTECT, "instansi")
    unit = _of_person("organisasi.UnitKerja", models.PROTECT, "unit kerja", null=True)
    aktif = models.BooleanField("aktif")
    # Not a constraint: the row follows the SKP's own table within the same statement.
    skp = models.ForeignKey(
        "skp.Skp",
        models.DO_NOTHING,
        null=True,
        related_name="+",
        verbose_name="SKP",
        db_constraint=False,
        db_index=False,
    )
    status = models.CharField("status SKP", max_length=12, default=BELUM_BUAT, blank=True)
    matriks = models.PositiveSmallIntegerField("matriks diikuti", default=0)
    predikat = models.CharField("predikat", max_length=16, default="", blank=True)
    dikecualikan = models.BooleanField("dikecualikan", default=False)

    class Meta:
        verbose_name = "rekap pegawai"
        verbose_name_plural = "rekap pegawai"
        constraints = [
            models.UniqueConstraint(fields=["pegawai", "tahun"], name="rekap_pegawai_satu_per_tahun"),
            models.CheckConstraint(condition=Q(status__in=STATUS), name="rekap_pegawai_status_dikenal"),
        ]
        indexes = [
            models.Index(fields=["unit", "tahun"], name="rekap_pegawai_unit_tahun"),
            models.Index(fields=["instansi", "tahun", "id"], name="rekap_pegawai_instansi_tahun"),
        ]
        triggers = _ledger_triggers(
            _ledger("dashboard_rekapunit", ["tahun", "instansi_id", "unit_id"], PER_TAHUN),
            _ledger("dashboard_rekapinstansi", ["tahun", "instansi_id"], PER_TAHUN),
        )

    def __str__(self) -> str:
        return f"{self.pegawai} {self.tahun}"


def _count() -> models.IntegerField:
    return models.IntegerField(default=0, db_default=0)


def _key(to: str, name: str, **options: Any) -> models.ForeignKey:
    """Not a constraint: it holds for the person rows already, and would lock the instansi's row in every write."""
    return models.ForeignKey(
        to, models.CASCADE, related_name="+", verbose_name=name, db_constraint=False, db_index=False, **options
    )


def _instansi() -> models.ForeignKey:
    return _key("organisasi.Instansi", "instansi")


def _unit() -> models.ForeignKey:
    return _key("organisasi.UnitKerja", "unit kerja", null=True)


def _padat() -> models.BooleanField:
    return models.BooleanField("dipadatkan", default=False, db_default=False)


_BELUM_PADAT = Q(padat=False)


class HitunganTahun(models.Model):
    """How many people; "belum buat" and "matriks 0" are what is left of `pegawai`."""

    tahun = models.PositiveSmallIntegerField("tahun")
    instansi = _instansi()
    pegawai = _count()
    dikecualikan = _count()
    draft = _count()
    diajukan = _count()
    disetujui = _count()
    matriks_1 = _count()
    matriks_2 = _count()
    sangat_baik = _count()
    baik = _count()
    butuh_perbaikan = _count()
    kurang = _count()
    sangat_kurang = _count()
    padat = _padat()

    ANGKA = tuple(TAHUNAN)

    class Meta:
        abstract = True


class RekapUnit(HitunganTahun):
    """A ledger: the figure of a unit itself, without those below it, is the sum of its rows."""

    unit = _unit()

    objects = LedgerQuerySet.as_manager()

    class Meta:
        verbose_name = "rekap unit"
        verbose_name_plural = "rekap unit"
        indexes = [
            models.Index(fields=["instansi", "tahun", "id"], name="rekap_unit_instansi_tahun"),
            models.Index(fields=["unit", "tahun", "id"], name="rekap_unit_unit_tahun"),
            models.Index(fields=["instansi"], condition=_BELUM_PADAT, name="rekap_unit_belum_padat"),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.tahun}"


class RekapInstansi(HitunganTahun):
    """A ledger: the figure of an instansi is the sum of its rows."""

    objects = RekapInstansiQuerySet.as_manager()

    class Meta:
        verbose_name = "rekap instansi"
        verbose_name_plural = "rekap instansi"
        indexes = [
            models.Index(fields=["tahun", "instansi", "id"], name="rekap_instansi_tahun"),
            models.Index(fields=["instansi"], condition=_BELUM_PADAT, name="rekap_instansi_belum_padat"),
        ]

    def __str__(self) -> str:
        return f"{self.instansi} {self.tahun}"


class RekapBulan(models.Model):
    """A person in a measured month: his activities, his SKP Bulanan, its realisasi, and its value once it is closed.

    Counted where the SKP of that month stands; without one where the person was when the row was made.
    """

    pegawai = _of_person("organisasi.Pegawai", models.CASCADE, "pegawai")
    tahun = models.PositiveSmallIntegerField("tahun")
    bulan = models.PositiveSmallIntegerField("bulan")
    instansi = _of_person("organisasi.Instansi", models.PROTECT, "instansi")
    unit = _of_person("organisasi.UnitKerja", models.PROTECT, "unit kerja", null=True)
    hari = models.PositiveSmallIntegerField("hari dengan kegiatan", default=0)
    kegiatan = models.PositiveIntegerField("kegiatan", default=0)
    dinilai = models.PositiveIntegerField("kegiatan dinilai", default=0)
    status = models.CharField("status SKP Bulanan", max_length=12, default=BELUM_BUAT, blank=True)
    target = models.PositiveSmallIntegerField("target", default=0)
    realisasi = models.PositiveSmallIntegerField("target dengan realisasi", default=0)
    nilai = models.DecimalField("nilai capaian", max_digits=20, decimal_places=2, null=True)

    class Meta:
        verbose_name = "rekap bulan"
        verbose_name_plural = "rekap bulan"
        constraints = [
            models.UniqueConstraint(fields=["pegawai", "tahun", "bulan"], name="rekap_bulan_sekali"),
            models.CheckConstraint(condition=Q(status__in=STATUS), name="rekap_bulan_status_dikenal"),
        ]
        indexes = [
            models.Index(fields=["unit", "tahun", "bulan"], name="rekap_bulan_unit"),
            models.Index(fields=["instansi", "tahun", "id"], name="rekap_bulan_instansi_tahun"),
        ]
        triggers = _ledger_triggers(
            _ledger("dashboard_rekapunitbulan", ["tahun", "bulan", "instansi_id", "unit_id"], PER_BULAN)
        )

    def __str__(self) -> str:
        return f"{self.pegawai} {self.bulan}/{self.tahun}"


class RekapUnitBulan(models.Model):
    """A ledger: the figures of a unit itself in a month are the sums of its rows."""

    tahun = models.PositiveSmallIntegerField("tahun")
    bulan = models.PositiveSmallIntegerField("bulan")
    instansi = _instansi()
    unit = _unit()
    mengisi = _count()
    disusun = _count()
    disetujui = _count()
    lengkap = _count()
    ditutup = _count()
    hari = _count()
    kegiatan = _count()
    dinilai = _count()
    nilai_jumlah = models.DecimalField(max_digits=24, decimal_places=2, default=0, db_default=0)
    padat = _padat()

    objects = LedgerQuerySet.as_manager()

    ANGKA = tuple(PER_BULAN)

    class Meta:
        verbose_name = "rekap unit per bulan"
        verbose_name_plural = "rekap unit per bulan"
        indexes = [
            models.Index(fields=["instansi", "tahun", "bulan", "id"], name="rekap_unitbulan_instansi"),
            models.Index(fields=["unit", "tahun", "bulan", "id"], name="rekap_unitbulan_unit"),
            models.Index(fields=["instansi"], condition=_BELUM_PADAT, name="rekap_unitbulan_belum_padat"),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.bulan}/{self.tahun}"
