"""Units of work as a sheet: their rows speak of each other, in any order, so that the whole file is looked at once."""

from collections.abc import Sequence

from django.db.models import Count, Q

from organisasi.impor.dasar import SUDAH_ADA, AcuanTabel, JenisAdmin, Rujukan, as_type, text
from organisasi.impor.gabung import insert_new, update_changed
from organisasi.impor.jenis import Baris, Kemajuan, LembarResource, Pelaku, Tersimpan
from organisasi.impor.nilai import folded
from organisasi.models import Pegawai, UnitKerja
from organisasi.resources import UnitResource
from organisasi.services.unor import hold_tree

MAX_ROWS = 20_000


class AcuanUnit(AcuanTabel):
    model = UnitKerja
    key = "kode"

    def __init__(self, pelaku: Pelaku, resource: type[LembarResource]) -> None:
        super().__init__(pelaku, resource)
        if pelaku.mengunci:
            hold_tree()
        self.instansi = pelaku.instansi.pk
        self.parents = dict(UnitKerja.objects.filter(instansi=self.instansi).values_list("kode", "induk__kode"))
        self.active = dict(UnitKerja.objects.filter(instansi=self.instansi).values_list("kode", "aktif"))
        self.codes = Rujukan(((kode, 0) for kode in self.parents), sebutan="Kode unit")
        self.heads: dict[str, tuple[int, bool, str | None]] = {}
        self.by_code: dict[str, Baris] = {}

    def check(self, rows: Sequence[Baris]) -> None:
        """All rows of the file at once."""
        named = {row.isi["kepala"] for row in rows if row.isi.get("kepala")}
        people = Pegawai.objects.filter(nip__in=named, instansi=self.instansi)
        self.heads = {
            nip: (pk, active, led)
            for nip, pk, active, led in people.values_list("nip", "pk", "is_active", "unit_dikepalai__kode")
        }
        for row in rows:
            row.kunci = self.codes.key(row, "kode")
            if row.kunci:
                row.isi["kode"] = row.kunci
        self.by_code = {row.kunci: row for row in rows if row.kunci}
        for row in rows:
            if row.isi.get("induk"):
                self._look_up_parent(row)
            if row.isi.get("kepala"):
                self._look_up_head(row)

    def _look_up_parent(self, row: Baris) -> None:
        """In the instansi or in the file."""
        text = row.isi["induk"]
        found = self.codes.named(text)
        if found is None and folded(text) not in self.codes.alike:
            found = self.codes.new.get(folded(text))
        if found is not None:
            row.isi["induk"] = found
        elif folded(text) in self.codes.alike:
            row.salah(self.codes.unknown(text), "induk")
        else:
            row.salah(f"Kode unit induk “{text}” tidak ada di instansi ini maupun di berkas.", "induk")
        if row.kunci and found == row.kunci:
            row.salah("Unit tidak boleh menjadi induknya sendiri.", "induk")

    def _look_up_head(self, row: Baris) -> None:
        found = self.heads.get(row.isi["kepala"])
        if found is None:
            row.salah("NIP ini bukan pegawai instansi ini.", "kepala")
            return
        row.isi["_kepala_id"] = found[0]

    def stored(self, rows: Sequence[Baris]) -> dict[str, Tersimpan]:
        own = self.held(UnitKerja.objects.filter(instansi=self.instansi, kode__in=[row.kunci for row in rows]))
        paths = (one.attribute for one in self.kolom.values())
        return {values[0]: Tersimpan(pk, self.stored_values(values)) for pk, *values in own.values_list("pk", *paths)}

    def check_changes(self, rows: Sequence[Baris]) -> None:
        self._check_closing(rows)
        self._check_heads(rows)
        self._check_tree(rows)

    def _check_closing(self, rows: Sequence[Baris]) -> None:
        """Closing moves people and units, which a sheet cannot say: only what is empty is closed by it."""
        closing = {row.isi["_pk"]: row for row in rows if row.perubahan.get("aktif", [None, None])[1] is False}
        busy = UnitKerja.objects.filter(pk__in=closing).annotate(
            orang=Count("pegawai", filter=Q(pegawai__is_active=True), distinct=True),
            bawah=Count("anak", filter=Q(anak__aktif=True), distinct=True),
        )
        for pk, orang, bawah, kepala in busy.values_list("pk", "orang", "bawah", "kepala"):
            if orang or bawah or kepala:
                closing[pk].salah(
                    f"Masih ada {orang} pegawai, {bawah} unit di bawahnya, atau kepalanya; tutup unit ini di "
                    "Manajemen Unor.",
                    "aktif",
                )
        after = self.active | {row.kunci: row.isi.get("aktif", self.active.get(row.kunci, True)) for row in rows}
        for row in rows:
            induk = row.isi.get("induk", self.parents.get(row.kunci))
            if after[row.kunci] and induk and not after.get(induk, True):
                row.salah(f"Unit induk “{induk}” sudah ditutup.", "induk")

    def _check_heads(self, rows: Sequence[Baris]) -> None:
        """A person heads one unit: after the file, whatever was before."""
        freed = {row.kunci for row in rows if "kepala" in row.perubahan}
        taken: dict[str, Baris] = {}
        for row in rows:
            nip = row.isi.get("kepala")
            if not nip or (row.perubahan and "kepala" not in row.perubahan):
                continue
            _, active, leads = self.heads[nip]
            if not active:
                row.salah("Kepala unit harus pegawai aktif.", "kepala")
            elif leads is not None and leads != row.kunci and leads not in freed:
                row.salah(f"Pegawai ini sudah mengepalai unit {leads}; seorang pegawai mengepalai satu unit.", "kepala")
            elif nip in taken:
                row.salah(f"Pegawai ini juga kepala di baris {taken[nip].nomor}.", "kepala")
            taken.setdefault(nip, row)

    def _check_tree(self, rows: Sequence[Baris]) -> None:
        """Of the tree as it would be: rows in a circle or below one are wrong, the others get their depth, in which
        order they are written. What is new below a wrong row is wrong too."""
        parents = self.parents | {
            row.kunci: row.isi.get("induk") for row in rows if "induk" in row.isi and not row.galat
        }
        depth: dict[str, int | None] = {}
        for row in rows:
            row.isi["_tingkat"] = _depth(row.kunci, parents, depth)
            if row.isi["_tingkat"] is None:
                row.salah(
                    "Induknya melingkar: unit ini, atau unit di atasnya, berada di bawah dirinya sendiri.", "induk"
                )
        for row in sorted(rows, key=lambda row: row.isi["_tingkat"] or 0):
            induk = self.by_code.get(row.isi.get("induk") or "")
            if induk is not None and induk.galat and not row.galat and induk.kunci not in self.parents:
                row.salah(f"Unit induknya (baris {induk.nomor}) belum benar.", "induk")

    def write(self, kemajuan: Kemajuan) -> dict[int, str]:
        """Level by level from the top: each parent is there, and stands where it will stay, before its children."""
        impor = self.pelaku.impor
        rows = impor.baris.filter(tindakan__in=["BARU", "UBAH"])
        # Who goes to another unit of the file leaves his own first: a person heads one at any moment.
        leaving = rows.filter(perubahan__has_key="kepala").values_list("isi___pk", flat=True)
        heads = UnitKerja.objects.filter(pk__in=[pk for pk in leaving if pk])
        heads.exclude(kepala=None).update(kepala=None)
        levels = sorted({level for level in rows.values_list("isi___tingkat", flat=True) if level is not None})
        values = {column: value for column, (_, value) in self._columns().items()}
        lost: list[int] = []
        for number, level in enumerate(levels, start=1):
            lost += insert_new(impor.pk, UnitKerja, values | self.own_constants(), key="kode", level=level)
            update_changed(impor.pk, UnitKerja, self._columns(), level=level)
            kemajuan(number, dari=len(levels))
        return dict.fromkeys(lost, SUDAH_ADA)

    def own_constants(self) -> dict[str, str]:
        return {"instansi_id": f"{self.instansi:d}", "jalur": "'{}'"}

    def _columns(self) -> dict[str, tuple[str, str]]:
        induk = (
            f"(SELECT u.id FROM organisasi_unitkerja u WHERE u.instansi_id = {self.instansi:d} "  # noqa: S608
            "AND u.kode = b.isi->>'induk')"
        )
        return {
            "kode": ("kode", text("kode")),
            "nama": ("nama", text("nama")),
            "induk_id": ("induk", induk),
            "kepala_id": ("kepala", as_type("_kepala_id", "bigint")),
            "mandiri": ("mandiri", as_type("mandiri", "boolean")),
            "aktif": ("aktif", as_type("aktif", "boolean")),
        }


def _depth(kode: str, parents: dict[str, str | None], known: dict[str, int | None]) -> int | None:
    """How many units are above it; None in or below a circle. Long chains without recursion."""
    path: list[str] = []
    at: str | None = kode
    while at is not None and at not in known and at not in path:
        path.append(at)
        at = parents.get(at)
    depth = -1 if at is None else known.get(at) if at in known else None
    for one in reversed(path):
        depth = None if depth is None else depth + 1
        known[one] = depth
    return known[kode]


class JenisImporUnit(JenisAdmin):
    slug = "unit"
    judul = "Unit kerja"
    keterangan = "Unit dikenali dari kodenya. Unit induk boleh berada di baris mana pun dalam berkas."
    ikon = "diagram-3"
    resource = UnitResource
    max_rows = MAX_ROWS
    at_once = MAX_ROWS

    def acuan(self, pelaku: Pelaku) -> AcuanUnit:
        return AcuanUnit(pelaku, self.resource)

    def export_rows(self, user: Pegawai, instansi, query):  # type: ignore[no-untyped-def]
        return super().export_rows(user, instansi, query).order_by("jalur")
