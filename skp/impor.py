"""RHK with their measured target and indikator out of a sheet, into one's own SKP while it is a draft.

A row is an RHK with one indikator; further indikator of the same RHK repeat its text in further rows. What the forms of
RHK and indikator ask for, allow and refuse holds here too: each RHK goes through them.
"""

import hashlib
import uuid
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.db import transaction
from django.db.models import QuerySet

from ekinerja.errors import NotAllowed, Refused
from ekinerja.forms import format_number
from ekinerja.rules import ALLOWED, Verdict, denied, not_now
from organisasi.impor.gabung import staged
from organisasi.impor.jenis import Baris, Kemajuan, Kolom, LembarResource, Pelaku, Tersimpan, register
from organisasi.impor.nilai import Angka, Pilihan, Rujukan, Teks, folded
from organisasi.models import Impor, Instansi, Pegawai, Tindakan
from skp import rules
from skp.forms.rhk import RhkForm, usable_satuan
from skp.forms.sasaran import IndikatorForm
from skp.models import (
    Aspek,
    Indikator,
    JenisRhk,
    Klasifikasi,
    Perspektif,
    RencanaHasilKerja,
    SatuanWaktu,
    Skp,
    StatusKegiatan,
)
from skp.services.indikator import add_indikator, change_indikator
from skp.services.rhk import add_rhk, change_rhk
from skp.workflow import EDITABLE

MAX_ROWS = 300
OF_INDIKATOR = ("indikator", "aspek", "target", "perspektif")
TANPA_DRAFT = "Anda tidak mempunyai SKP yang sedang disusun. Impor target hanya ke SKP berstatus draft."


class TargetResource(LembarResource):
    uraian = Kolom(
        "Rencana Hasil Kerja", "uraian", Teks(1000, multiline=True), contoh="Contoh: laporan keuangan tersusun",
        wajib=True, alias=["RHK", "Uraian Kegiatan Tahunan"],
    )  # fmt: skip
    status_kegiatan = Kolom(
        "Status Kegiatan", "status_kegiatan", Pilihan(dict(StatusKegiatan.choices)), contoh="Tidak Cascading",
        tetap=True,
    )  # fmt: skip
    atasan = Kolom(
        "RHK Atasan", "atasan__uraian",
        Rujukan(1000, bantuan="Uraian RHK atasan yang diintervensi, dari SKP yang sudah disetujui."),
        alias=["RHK Atasan yang Diintervensi", "SKP Tahunan Atasan"],
    )  # fmt: skip
    klasifikasi = Kolom("Klasifikasi", "klasifikasi", Pilihan(dict(Klasifikasi.choices)))
    jenis = Kolom("Jenis", "jenis", Pilihan(dict(JenisRhk.choices)), contoh="Utama", tetap=True,
                  baku=JenisRhk.UTAMA.value)  # fmt: skip
    penugasan_dari = Kolom("Penugasan dari", "penugasan_dari", Teks(200))
    target_kuantitas = Kolom("Target Kuantitas", "target_kuantitas", Angka(maximum=999_999), contoh="12",
                             alias=["Kuantitas"])  # fmt: skip
    satuan = Kolom("Satuan", "satuan__nama", Rujukan(50, bantuan="Satuan dari daftar instansi."), contoh="laporan")
    target_kualitas = Kolom("Target Kualitas", "target_kualitas", Angka(maximum=100), contoh="100", tetap=True,
                            alias=["Kualitas"])  # fmt: skip
    target_waktu = Kolom("Target Waktu", "target_waktu", Angka(maximum=366), contoh="12", alias=["Waktu"])
    satuan_waktu = Kolom(
        "Satuan Waktu", "satuan_waktu", Pilihan(dict(SatuanWaktu.choices)), contoh="Bulan", tetap=True,
        baku=SatuanWaktu.BULAN.value,
    )  # fmt: skip
    target_biaya = Kolom(
        "Target Biaya", "target_biaya", Angka(maximum=10**15, bantuan="Rupiah; hanya untuk PA/KPA."), alias=["Biaya"]
    )
    angka_kredit = Kolom(
        "Angka Kredit", "angka_kredit", Angka(maximum=99_999, places=3, bantuan="Hanya untuk pejabat fungsional.")
    )
    indikator = Kolom(
        "Indikator", "indikator__uraian",
        Teks(1000, multiline=True, bantuan="Satu indikator setiap baris; ulangi RHK-nya untuk indikator berikutnya."),
        contoh="Jumlah laporan yang tepat waktu",
    )  # fmt: skip
    aspek = Kolom("Aspek", "indikator__aspek", Pilihan(dict(Aspek.choices)), contoh="Kuantitas", tetap=True)
    target = Kolom("Target Indikator", "indikator__target", Teks(500), contoh="12 laporan", tetap=True)
    perspektif = Kolom("Perspektif", "indikator__perspektif", Pilihan(dict(Perspektif.choices)), tetap=True)

    class Meta:
        model = RencanaHasilKerja
        fields = (
            "uraian", "status_kegiatan", "atasan", "klasifikasi", "jenis", "penugasan_dari", "target_kuantitas",
            "satuan", "target_kualitas", "target_waktu", "satuan_waktu", "target_biaya", "angka_kredit", "indikator",
            "aspek", "target", "perspektif",
        )  # fmt: skip


OF_RHK = tuple(name for name in TargetResource.kolom() if name not in OF_INDIKATOR)


class AcuanTarget:
    def __init__(self, pelaku: Pelaku) -> None:
        self.pelaku, self.by = pelaku, pelaku.by
        skp = (
            Skp.objects.filter(pegawai=self.by, pk=pelaku.impor.parameter.get("skp"))
            .select_related("jabatan", "instansi", "pegawai", "unit")
            .first()
        )
        if skp is None:
            raise Refused("SKP yang dipilih sudah tidak ada.", field="skp")
        rules.may_edit(self.by, skp).require()
        self.skp = skp
        self.rhk: dict[str, list[RencanaHasilKerja]] = {}
        for row in skp.rhk.select_related("satuan", "atasan").prefetch_related("indikator"):
            self.rhk.setdefault(folded(row.uraian), []).append(row)
        self.offered = {folded(row.uraian): row for row in RencanaHasilKerja.objects.offered_to(skp)}
        self.satuan = {folded(row.nama): row for row in usable_satuan(skp)}
        # What this post does not fill in and a form passes over in silence: a sheet may hold it all the same.
        self.silent = {name for name, reason in RhkForm(skp=skp).unoffered.items() if not reason}
        self.first: dict[str, Baris] = {}
        self.forms: dict[str, RhkForm] = {}
        self.indikator_forms: dict[int, IndikatorForm] = {}

    def check(self, rows: Sequence[Baris]) -> None:
        for row in rows:
            for name in self.silent:
                row.isi.pop(name, None)
            if not row.punya("uraian"):
                continue
            self._look_up(row)
            self._like_the_first(row)
            if len(self.rhk.get(folded(row.isi["uraian"]), [])) > 1:
                row.salah("SKP ini mempunyai beberapa RHK dengan uraian itu; ubah lewat halamannya.", "uraian")
            if not row.punya("indikator") and any(row.punya(name) for name in OF_INDIKATOR):
                row.salah("Tuliskan indikatornya, atau kosongkan aspek, target indikator, dan perspektif.", "indikator")
            row.kunci = _key(row.isi)

    def _look_up(self, row: Baris) -> None:
        for name, known in (("satuan", self.satuan), ("atasan", self.offered)):
            if not row.punya(name):
                continue
            found = known.get(folded(row.isi[name])) or self._kept(row, name)
            if found is None:
                what = "Satuan ini tidak ada di daftar." if name == "satuan" else "Tidak ada RHK atasan seperti ini."
                row.salah(what, name)
            else:
                row.isi[name], row.isi[f"_{name}"] = str(found), found.pk

    def _kept(self, row: Baris, name: str) -> Any:
        """What was chosen before may stay, although it is not offered any more."""
        now = getattr(self._own(row), name, None)
        return now if now is not None and folded(str(now)) == folded(row.isi[name]) else None

    def _own(self, row: Baris) -> RencanaHasilKerja | None:
        return next(iter(self.rhk.get(folded(row.isi["uraian"]), [])), None)

    def _like_the_first(self, row: Baris) -> None:
        """Of an RHK in several rows the first says what it is; the others repeat it or leave it empty."""
        first = self.first.setdefault(folded(row.isi["uraian"]), row)
        if first is row:
            return
        for name in (*OF_RHK, "_satuan", "_atasan"):
            if row.isi.get(name) in {None, ""}:
                if name in first.isi:
                    row.isi[name] = first.isi[name]
            elif row.isi[name] != first.isi.get(name):
                row.salah(f"Berbeda dari baris {first.nomor}, RHK yang sama.", name.lstrip("_"))

    def stored(self, rows: Sequence[Baris]) -> dict[str, Tersimpan]:
        found = {}
        for row in rows:
            rhk = self._own(row)
            if rhk is not None:
                found[row.kunci] = Tersimpan(rhk.pk, self._stored_values(row, rhk))
        return found

    def _stored_values(self, row: Baris, rhk: RencanaHasilKerja) -> dict[str, Any]:
        kolom = TargetResource.kolom()
        values: dict[str, Any] = {
            name: kolom[name].nilai.stored(getattr(rhk, name)) for name in OF_RHK if name not in {"satuan", "atasan"}
        }
        values |= {"satuan": str(rhk.satuan or ""), "atasan": rhk.atasan.uraian if rhk.atasan else ""}
        if row.isi.get("indikator"):
            own = self._own_indikator(row, rhk)
            values |= {"indikator": own.uraian if own else ""}
            values |= {name: getattr(own, name) if own else "" for name in ("aspek", "target", "perspektif")}
        return values

    def _own_indikator(self, row: Baris, rhk: RencanaHasilKerja) -> Indikator | None:
        text = folded(row.isi["indikator"])
        return next((one for one in rhk.indikator.all() if folded(one.uraian) == text), None)

    def check_changes(self, rows: Sequence[Baris]) -> None:
        """By the forms that the pages have."""
        for row in rows:
            key = folded(row.isi["uraian"])
            if key not in self.forms and (row.tindakan == Tindakan.BARU or row.perubahan.keys() & set(OF_RHK)):
                self.forms[key] = form = self._rhk_form(row)
                _tell(row, form, {name: name for name in OF_RHK})
            if row.isi.get("indikator") and (row.tindakan == Tindakan.BARU or row.perubahan.keys() & set(OF_INDIKATOR)):
                self.indikator_forms[row.nomor] = indikator = self._indikator_form(row)
                _tell(row, indikator, {"uraian": "indikator", "aspek": "aspek", "target": "target",
                                       "perspektif": "perspektif"})  # fmt: skip
        wrong = {folded(row.isi["uraian"]): row.nomor for row in rows if row.galat and row.tindakan == Tindakan.BARU}
        for row in rows:
            nomor = wrong.get(folded(row.isi["uraian"]))
            if nomor is not None and row.tindakan == Tindakan.BARU and not row.galat:
                row.salah(f"RHK-nya belum benar; lihat baris {nomor}.")

    def _rhk_form(self, row: Baris) -> RhkForm:
        rhk = self._own(row)
        values = {**(self._stored_values(row, rhk) if rhk else {}), **row.isi}
        data = {name: _typed(name, values.get(name)) for name in RhkForm.columns}
        for name in ("satuan", "atasan"):
            kept = getattr(rhk, f"{name}_id", None) if name not in row.isi else None
            data[name] = str(row.isi.get(f"_{name}") or kept or "")
        if not data["status_kegiatan"]:
            usual = StatusKegiatan.CASCADING if data["atasan"] else StatusKegiatan.TIDAK_CASCADING
            data["status_kegiatan"] = usual.value
        return RhkForm(data, skp=self.skp, rhk=rhk)

    def _indikator_form(self, row: Baris) -> IndikatorForm:
        rhk = self._own(row)
        own = self._own_indikator(row, rhk) if rhk else None
        data = {
            name: row.isi.get(name) or (getattr(own, name) if own else "") for name in ("aspek", "target", "perspektif")
        }
        return IndikatorForm({**data, "uraian": row.isi["indikator"]}, skp=self.skp)

    def write(self, kemajuan: Kemajuan) -> dict[int, str]:
        """Through the services: an SKP has a few dozen. What is refused of an RHK takes its other rows along."""
        groups: dict[str, list[Baris]] = {}
        for row in staged(self.pelaku.impor.pk, after=0, limit=None):
            if row.tindakan != Tindakan.SAMA:
                groups.setdefault(folded(row.isi["uraian"]), []).append(row)
        lost = {}
        for number, (key, rows) in enumerate(groups.items(), start=1):
            try:
                with transaction.atomic():
                    self._write_group(key, rows)
            except (Refused, NotAllowed) as refusal:
                lost |= dict.fromkeys((row.nomor for row in rows), refusal.message)
            kemajuan(number, dari=len(groups))
        return lost

    def _write_group(self, key: str, rows: Sequence[Baris]) -> None:
        rhk = self._own(rows[0])
        form = self.forms.get(key)
        if form is not None and rhk is not None:
            rhk = change_rhk(rhk=rhk, by=self.by, versi=rhk.versi, values=form.values())
        elif form is not None:
            rhk = add_rhk(skp=self.skp, by=self.by, token=self._token(rows[0], "rhk"), values=form.values())
        if rhk is None:
            raise Refused("RHK ini belum ada.")
        for row in rows:
            indikator = self.indikator_forms.get(row.nomor)
            if indikator is None:
                continue
            own = self._own_indikator(row, rhk)
            values = indikator.values()
            if own is not None:
                change_indikator(indikator=own, by=self.by, versi=own.versi, values=values)
            else:
                add_indikator(rhk=rhk, by=self.by, token=self._token(row, "indikator"), values=values)

    def _token(self, row: Baris, what: str) -> uuid.UUID:
        return uuid.uuid5(self.pelaku.impor.token, f"{what} {row.nomor}")


def _key(isi: Mapping[str, Any]) -> str:
    text = f"{folded(isi['uraian'])}\n{folded(isi.get('indikator') or '')}"
    return hashlib.sha256(text.encode()).hexdigest()


def _typed(name: str, value: Any) -> str:
    """As the page's form would send it: staged numbers are text with a point."""
    if value in {None, ""}:
        return ""
    return format_number(Decimal(value)) if isinstance(TargetResource.kolom()[name].nilai, Angka) else str(value)


def _tell(row: Baris, form: forms.Form, kolom: Mapping[str, str]) -> None:
    for field, messages in form.errors.items():
        row.salah(" ".join(messages), kolom.get(field, ""))


class PilihSkpField(forms.ModelChoiceField):
    def label_from_instance(self, skp: Skp) -> str:
        return f"{skp} ({skp.get_status_display()})"


class JenisImporTarget:
    slug = "target"
    judul = "Target SKP"
    keterangan = (
        "RHK dengan target terukur dan indikatornya, ke SKP Anda sendiri selama masih draft. RHK dikenali dari "
        "uraiannya; yang tidak ada di berkas tidak dihapus."
    )
    ikon = "bullseye"
    resource = TargetResource
    milik_admin = False
    max_rows = MAX_ROWS
    at_once = MAX_ROWS
    saringan = frozenset({"skp"})

    def may_use(self, user: Pegawai) -> Verdict:
        return ALLOWED if user.instansi_id else denied("Akun ini tidak terdaftar pada instansi mana pun.")

    def may_import(self, user: Pegawai) -> Verdict:
        if (verdict := self.may_use(user)) and not self._drafts(user).exists():
            return not_now(TANPA_DRAFT, Refused)
        return verdict

    def _drafts(self, user: Pegawai) -> "QuerySet[Skp, Any]":
        return Skp.objects.filter(pegawai=user, status__in=EDITABLE).order_by("-tahun", "-periode_mulai")

    def form(self, user: Pegawai) -> dict[str, forms.Field]:
        drafts = self._drafts(user)
        only = drafts.first() if drafts.count() == 1 else None
        return {"skp": PilihSkpField(drafts, label="SKP tujuan", empty_label="Pilih SKP", initial=only)}

    def parameter(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        return {"skp": cleaned["skp"].pk}

    def acuan(self, pelaku: Pelaku) -> AcuanTarget:
        return AcuanTarget(pelaku)

    def describe(self, user: Pegawai, query: Mapping[str, str]) -> str:
        skp = self._asked(user, query)
        return str(skp) if skp else "Belum ada SKP"

    def export_rows(self, user: Pegawai, instansi: Instansi | None, query: Mapping[str, str]) -> "QuerySet[Any, Any]":
        """Of the own SKP that is asked for, else of the newest."""
        rows = RencanaHasilKerja.objects.filter(skp=self._asked(user, query))
        return rows.order_by("urutan", "pk", "indikator__urutan", "indikator__pk")

    def _asked(self, user: Pegawai, query: Mapping[str, str]) -> Skp | None:
        own = Skp.objects.filter(pegawai=user).order_by("-tahun", "-periode_mulai")
        asked = query.get("skp", "")
        return own.filter(pk=int(asked)).first() if asked.isdecimal() and len(asked) < 19 else own.first()

    def back(self, impor: Impor) -> str:
        skp = Skp.objects.filter(pk=impor.parameter.get("skp"), pegawai=impor.oleh_id).first()
        return skp.get_absolute_url() if skp else ""


register(JenisImporTarget())
