"""The documents the roll-ups are computed from, each with the statement triggers that keep them true.

Proxies, because what is counted is the dashboard's business and the rooms below know nothing of it. A trigger only
names whom a statement was about; the functions (in the migration) compute their rows anew from the documents.
"""

from collections.abc import Sequence

import pgtrigger

from kegiatan.models import KegiatanHarian, Realisasi
from organisasi.models import Pegawai, Pengecualian
from penilaian.models import CapaianBulanan, Evaluasi
from skp.models import PesertaMatriks, Skp, SkpBulanan, TargetBulanan

TAHUN = "rekap_segarkan_tahun(array_agg(o.pegawai_id), array_agg(o.tahun))"
BULAN = "rekap_segarkan_bulan(array_agg(o.pegawai_id), array_agg(o.tahun), array_agg(o.bulan))"


def _watch(
    refresh: str,
    about: str,
    *,
    columns: Sequence[str] = (),
    insert: bool = True,
    delete: bool = True,
    prefix: str = "",
    first: str = "",
) -> list[pgtrigger.Trigger]:
    """Triggers that refresh whom the changed rows (`x` in `about`) are about.

    `columns`: which changes of a row matter; none of them changed, or none given: an update refreshes nobody.
    `first`: a statement before the refreshing of rows that were added (`baris_baru`).
    """

    def trigger(
        name: str, operation: pgtrigger.Operation, rows: str, *, before: str = "", **tables: str
    ) -> pgtrigger.Trigger:
        return pgtrigger.Trigger(
            name=f"{prefix}rekap_{name}",
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=operation,
            referencing=pgtrigger.Referencing(**tables),
            func=f"{before}PERFORM {refresh}\nFROM (SELECT DISTINCT {about.replace('{baris}', rows)}) o;\nRETURN NULL;",
        )

    triggers = []
    if insert:
        triggers.append(trigger("tambah", pgtrigger.Insert, "baris_baru", before=first, new="baris_baru"))
    if columns:
        new, old = (", ".join(f"{row}.{column}" for column in columns) for row in "nl")
        changed = f"FROM baris_baru n JOIN baris_lama l ON l.id = n.id WHERE ROW({new}) IS DISTINCT FROM ROW({old})"
        rows = f"(SELECT n.* {changed} UNION ALL SELECT l.* {changed})"
        triggers.append(trigger("ubah", pgtrigger.Update, rows, new="baris_baru", old="baris_lama"))
    if delete:
        triggers.append(trigger("hapus", pgtrigger.Delete, "baris_lama", old="baris_lama"))
    return triggers


class PegawaiTerekap(Pegawai):
    class Meta:
        proxy = True
        triggers = _watch(
            TAHUN,
            "x.id AS pegawai_id, t.tahun FROM {baris} x JOIN dashboard_tahunrekap t ON t.ditutup_pada IS NULL",
            columns=["instansi_id", "unit_id", "is_active"],
            delete=False,
        )


class PengecualianTerekap(Pengecualian):
    class Meta:
        proxy = True
        triggers = _watch(
            TAHUN,
            "x.pegawai_id, t.tahun FROM {baris} x CROSS JOIN dashboard_tahunrekap t",
            columns=["pegawai_id", "mulai", "selesai"],
        )


class SkpTerekap(Skp):
    class Meta:
        proxy = True
        triggers = [
            *_watch(
                TAHUN,
                "x.pegawai_id, x.tahun FROM {baris} x",
                columns=["status", "periode_mulai", "tahun", "pegawai_id"],
            ),
            *_watch(
                BULAN,
                "x.pegawai_id, x.tahun, b.bulan FROM {baris} x JOIN skp_skpbulanan b ON b.skp_id = x.id",
                columns=["unit_id", "instansi_id", "periode_mulai", "tahun", "pegawai_id"],
                insert=False,
                delete=False,
                prefix="bulan_",
            ),
        ]


class PesertaTerekap(PesertaMatriks):
    class Meta:
        proxy = True
        triggers = _watch(
            TAHUN, "s.pegawai_id, s.tahun FROM {baris} x JOIN skp_skp s ON s.id = x.skp_id", columns=["skp_id"]
        )


class EvaluasiTerekap(Evaluasi):
    class Meta:
        proxy = True
        triggers = _watch(
            TAHUN,
            "s.pegawai_id, s.tahun FROM {baris} x JOIN skp_skp s ON s.id = x.skp_id "
            "JOIN organisasi_periodeevaluasi p ON p.id = x.periode_id AND p.jenis = 'AKHIR'",
            columns=["predikat", "diserahkan_pada", "skp_id", "periode_id"],
        )


class SkpBulananTerekap(SkpBulanan):
    class Meta:
        proxy = True
        triggers = _watch(
            BULAN,
            "s.pegawai_id, s.tahun, x.bulan FROM {baris} x JOIN skp_skp s ON s.id = x.skp_id",
            columns=["status", "bulan", "skp_id", "ditutup_pada"],
            # A change of the SKP's unit that is going on does not see this month yet, nor this one the new unit.
            first="PERFORM 1 FROM skp_skp WHERE id IN (SELECT skp_id FROM baris_baru) ORDER BY id FOR SHARE;\n",
        )


_OF_TARGET = (
    "s.pegawai_id, s.tahun, b.bulan FROM {baris} x "
    "JOIN skp_skpbulanan b ON b.id = x.skp_bulanan_id JOIN skp_skp s ON s.id = b.skp_id"
)


class TargetTerekap(TargetBulanan):
    class Meta:
        proxy = True
        triggers = _watch(BULAN, _OF_TARGET)


class RealisasiTerekap(Realisasi):
    class Meta:
        proxy = True
        triggers = _watch(
            BULAN,
            "s.pegawai_id, s.tahun, b.bulan FROM {baris} x JOIN skp_targetbulanan t ON t.id = x.target_id "
            "JOIN skp_skpbulanan b ON b.id = t.skp_bulanan_id JOIN skp_skp s ON s.id = b.skp_id",
        )


class CapaianTerekap(CapaianBulanan):
    class Meta:
        proxy = True
        triggers = _watch(BULAN, _OF_TARGET, columns=["nilai_capaian"])


class KegiatanTerekap(KegiatanHarian):
    class Meta:
        proxy = True
        triggers = _watch(
            BULAN,
            "x.pegawai_id, EXTRACT(year FROM x.tanggal)::int AS tahun, EXTRACT(month FROM x.tanggal)::int AS bulan "
            "FROM {baris} x",
            columns=["tanggal", "status", "pegawai_id"],
        )
