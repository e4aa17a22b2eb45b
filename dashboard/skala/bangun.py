"""Fills an empty database, part by part."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from django.apps import apps
from django.contrib.auth.hashers import make_password
from django.db import connection, models, transaction

from dashboard import rekap
from dashboard.skala import bulanan, dokumen, hasil, orang, salin
from dashboard.skala.dokumen import SATUAN, Jenis, every_dokumen
from dashboard.skala.orang import Isi, Orang, every_instansi
from dashboard.skala.salin import NULL, Penyalin
from dashboard.skala.ukuran import Ukuran
from organisasi.models import Instansi, Pegawai
from organisasi.periode import open_year

ROOMS = ("organisasi", "skp", "kegiatan", "penilaian", "dashboard")
_NO_PASSWORD = "!tidak-ada-sandi"  # noqa: S105
# What each table is given; the rest holds the default of its field.
_DASAR = {
    "Instansi": "id nama kode kota pengukuran_bulanan evaluasi_periodik",
    "Jabatan": "id instansi nama jenis jenjang eselon",
    "UnitKerja": "id instansi induk nama kode kepala jalur",
    "Pegawai": "id nip nama status golongan instansi unit jabatan admin_instansi is_superuser password",
    "Satuan": "id instansi nama",
}
_DOKUMEN = {
    "Skp": "id pegawai instansi unit jabatan golongan penilai penilai_unit penilai_jabatan penilai_golongan tahun "
    "periode_mulai periode_selesai bentuk status status_sejak alasan",
    "RencanaHasilKerja": "id skp urutan status_kegiatan atasan uraian target_kuantitas satuan target_kualitas "
    "target_waktu",
    "Indikator": "id rhk urutan uraian target aspek perspektif",
    "PesertaMatriks": "id kepala skp",
    "Riwayat": "skp skp_bulanan aksi status oleh pada",
    "SkpBulanan": "id skp bulan status status_sejak ditutup_pada ditutup_oleh",
    "TargetBulanan": "id skp_bulanan rhk urutan uraian target_kuantitas target_waktu",
    "Realisasi": "target waktu diisi_oleh",
    "PenilaianKualitas": "target nilai rata_rata minimum maksimum penilai dinilai_pada",
    "PenilaianPerilaku": "skp_bulanan orientasi_pelayanan integritas komitmen disiplin kerjasama kepemimpinan "
    "struktural rata_rata penilai dinilai_pada",
    "KegiatanHarian": "id pegawai penilai tanggal mulai selesai uraian status_proses jenis target kuantitas status "
    "nilai dinilai_oleh dinilai_pada",
}
_HASIL = {
    "Evaluasi": "id skp periode status status_sejak rating_hasil rating_perilaku predikat capaian_organisasi aturan "
    "isi dinilai_oleh dinilai_sebagai dinilai_unit dinilai_jabatan dinilai_golongan dinilai_pada diserahkan_pada "
    "batas_keberatan",
    "RiwayatEvaluasi": "evaluasi aksi status rating_hasil rating_perilaku predikat oleh pada",
    "CapaianBulanan": "skp_bulanan nilai_capaian nilai_perilaku aturan rincian dihitung_pada",
}
_MODELS = {model.__name__: model for room in ROOMS for model in apps.get_app_config(room).get_models()}


@dataclass
class Laporan:
    """What was made: seconds of each part, rows of each table, and accounts to sign in with (`SANDI`)."""

    detik: dict[str, float] = field(default_factory=dict)
    baris: dict[str, int] = field(default_factory=dict)
    akun: dict[str, str] = field(default_factory=dict)


@dataclass
class Pembangun:
    """`say` is told each part with its seconds when it is done, and how far a long one is."""

    ukuran: Ukuran
    at: datetime
    say: Callable[[str], None]
    laporan: Laporan = field(default_factory=Laporan)
    sampel: dict[hasil.Kind, int] = field(default_factory=dict)
    terukur: int = 0

    def build(self) -> Laporan:
        """All but the roll-ups in one transaction: an interrupted build leaves nothing. Raises ValueError for a
        database with people in it."""
        with transaction.atomic():
            if Pegawai.objects.exists() or Instansi.objects.exists():
                raise ValueError("This database holds people already; an empty one is needed.")
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL statement_timeout = 0")
            names = salin.tables(apps.get_app_config(room) for room in ROOMS)
            with salin.without_triggers(names):
                self._people()
                self._documents()
                self._results()
                self._events()
            salin.set_sequences([_MODELS[name]._meta.db_table for name in (*_DASAR, *_DOKUMEN, *_HASIL)])
            with self._part("statistics of the planner"):
                salin.analyze(names)
        with self._part("roll-ups"):
            rekap.open_year(self.ukuran.tahun, at=self.at)
            rekap.fold()
            salin.analyze(salin.tables([apps.get_app_config("dashboard")]))
        return self.laporan

    @contextmanager
    def _part(self, name: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self.laporan.detik[name] = seconds = time.perf_counter() - start
        self.say(f"{name}: {seconds:.1f} s")

    @contextmanager
    def _tables(self, columns: dict[str, str], part: str) -> Iterator[dict[str, Penyalin]]:
        tables = {name: Penyalin(_MODELS[name], given, at=self.at) for name, given in columns.items()}
        with self._part(part):
            indexes = salin.drop_indexes([_MODELS[name]._meta.db_table for name in columns])
            yield tables
            for table in tables.values():
                table.flush()
        with self._part(f"indexes of {part}"):
            salin.make_indexes(indexes)
        self.laporan.baris |= {name: table.number for name, table in tables.items()}

    def _people(self) -> None:
        known = make_password(orang.SANDI)
        with self._tables(_DASAR, "people and units") as tables:
            for isi in every_instansi(self.ukuran):
                self._instansi(isi, tables, known)
        with self._part("periods"):
            for instansi in Instansi.objects.all():
                open_year(instansi=instansi, tahun=self.ukuran.tahun)

    def _instansi(self, isi: Isi, tables: dict[str, Penyalin], known: str) -> None:
        place = f"Kabupaten Skala {isi.pk:03d}"
        tables["Instansi"].add(isi.pk, f"Pemerintah {place}", f"skala-{isi.pk:03d}", place, "t", "t")
        for number, post in enumerate(orang.JABATAN):
            tables["Jabatan"].add(isi.jabatan(number), isi.pk, *post)
        for number, name in enumerate(SATUAN):
            tables["Satuan"].add((isi.pk - 1) * len(SATUAN) + number + 1, isi.pk, name)
        for unit in isi.unit:
            jalur = "{" + ",".join(map(str, unit.jalur)) + "}"
            tables["UnitKerja"].add(
                unit.pk, isi.pk, NULL if unit.induk is None else unit.induk, unit.nama, unit.kode, unit.kepala, jalur
            )
        accounts = orang.accounts(isi)
        for each in isi.orang:
            self._person(isi, each, tables["Pegawai"], known if each.pk in accounts else _NO_PASSWORD)
        if isi.pk == 1:
            self.laporan.akun = orang.known(self.ukuran)
            tables["Pegawai"].add(
                orang.SUPER_ADMIN, orang.nip(orang.SUPER_ADMIN), "Super Admin", "PNS", "IV/c", isi.pk, isi.unit[0].pk,
                NULL, "f", "t", known,
            )  # fmt: skip

    def _person(self, isi: Isi, each: Orang, table: Penyalin, password: str) -> None:
        table.add(
            each.pk, orang.nip(each.pk), orang.nama(self.ukuran, each.pk), orang.status(each), each.golongan, isi.pk,
            each.unit, isi.jabatan(each.jabatan), "t" if each.admin else "f", "f", password,
        )  # fmt: skip

    def _documents(self) -> None:
        with self._tables(_DOKUMEN, "documents") as tables:
            documents, months = dokumen.Penulis(self.ukuran, tables), bulanan.Penulis(self.ukuran, tables)
            for isi, rows in every_dokumen(self.ukuran):
                hasil.first_of_each(rows, self.sampel)
                for row in rows:
                    documents.write(isi, row)
                    if row.jenis == Jenis.TERUKUR:
                        months.write(row)
            months.activities()

    def _results(self) -> None:
        salin.analyze([_MODELS[name]._meta.db_table for name in _DOKUMEN])
        measured = {varian: skp for (varian, jenis), skp in self.sampel.items() if jenis == Jenis.TERUKUR}
        sheets, months = hasil.sheet_templates(self.sampel), hasil.month_templates(measured)
        with self._tables(_HASIL, "results") as tables:
            results = hasil.Penulis(self.ukuran, tables, months, sheets)
            for isi, rows in every_dokumen(self.ukuran):
                for row in rows:
                    results.write(isi.jabatan(row.orang.atasan.jabatan) if row.orang.atasan else 0, row)

    def _events(self) -> None:
        """What the triggers would have kept of people and SKP: each row was added, by the super admin's import."""
        with self._part("events"), connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO pghistory_context (id, created_at, updated_at, metadata) VALUES "
                "('5ca1ab1e-0000-4000-8000-000000000000', %s, %s, jsonb_build_object('user', %s::int))",
                [self.at, self.at, orang.SUPER_ADMIN],
            )
            for name in ("Pegawai", "Skp"):
                cursor.execute(_event_rows(_MODELS[name], _MODELS[f"{name}Event"]), [self.at])


def _event_rows(model: type[models.Model], event: type[models.Model]) -> str:
    """One event of each row, a millisecond after the other up to the given time."""
    columns = [f.column for f in event._meta.concrete_fields if not f.name.startswith("pgh_")]
    return (
        f"INSERT INTO {event._meta.db_table} (pgh_created_at, pgh_label, pgh_obj_id, pgh_context_id, "
        f"{', '.join(columns)}) SELECT %s::timestamptz - id * interval '1 millisecond', 'insert', id, "
        f"'5ca1ab1e-0000-4000-8000-000000000000', {', '.join(columns)} FROM {model._meta.db_table}"
    )
