from collections.abc import Sequence

from organisasi.impor.dasar import AcuanTabel, JenisAdmin, Rujukan, as_type, text
from organisasi.impor.jenis import Baris, LembarResource, Pelaku, Tersimpan
from organisasi.models import Jabatan, Pegawai, StatusKepegawaian, UnitKerja
from organisasi.nip import check_nip
from organisasi.resources import PegawaiResource
from organisasi.services.unor import hold_tree

NIP_DIPAKAI = "NIP ini sudah terdaftar dan tidak dapat diubah lewat impor ini."
DATA_SENDIRI = "Data sendiri diubah oleh admin instansi lain atau super admin."


class AcuanPegawai(AcuanTabel):
    model = Pegawai
    columns = {
        **{
            name: (name, text(name))
            for name in (
                "nip", "nama", "gelar_depan", "gelar_belakang", "status", "golongan", "peran_anggaran", "email",
                "nomor_karpeg", "tempat_lahir",
            )
        },
        "tmt_golongan": ("tmt_golongan", as_type("tmt_golongan", "date")),
        "tmt_jabatan": ("tmt_jabatan", as_type("tmt_jabatan", "date")),
        "unit_id": ("unit", as_type("_unit_id", "bigint")),
        "jabatan_id": ("jabatan", as_type("_jabatan_id", "bigint")),
        "is_active": ("aktif", as_type("aktif", "boolean")),
    }  # fmt: skip
    constants = {
        # No password opens it until one is issued; each is another, since links to reset it are made from it.
        "password": "'!' || replace(gen_random_uuid()::text, '-', '')",
        "is_superuser": "false",
        "admin_instansi": "false",
        "harus_ganti_sandi": "false",
        "terdaftar_pada": "now()",
    }
    key = "nip"

    def __init__(self, pelaku: Pelaku, resource: type[LembarResource]) -> None:
        super().__init__(pelaku, resource)
        if pelaku.mengunci:
            hold_tree()  # so that no unit is closed while people are put into it
        units = list(UnitKerja.objects.filter(instansi=pelaku.instansi).values_list("kode", "pk", "aktif"))
        posts = Jabatan.objects.filter(instansi=pelaku.instansi).values_list("nama", "pk")
        self.units = Rujukan(((kode, pk) for kode, pk, _ in units), sebutan="Kode unit")
        self.closed = {pk for _, pk, aktif in units if not aktif}
        self.posts = Rujukan(posts, sebutan="Jabatan")

    def check(self, rows: Sequence[Baris]) -> None:
        for row in rows:
            row.kunci = row.isi.get("nip") or ""
            for kolom, known in (("unit", self.units), ("jabatan", self.posts)):
                if kolom in row.isi:
                    known.look_up(row, kolom)

    def check_changes(self, rows: Sequence[Baris]) -> None:
        for row in rows:
            if row.isi.get("_unit_id") in self.closed and (not row.perubahan or "unit" in row.perubahan):
                row.salah("Unit ini sudah ditutup.", "unit")
            status = row.isi.get("status")
            if status == StatusKepegawaian.PNS and (not row.perubahan or "status" in row.perubahan):
                try:
                    check_nip(row.isi["nip"])
                except ValueError as error:
                    row.salah(str(error), "nip")

    def stored(self, rows: Sequence[Baris]) -> dict[str, Tersimpan]:
        people = self.held(Pegawai.objects.filter(nip__in=[row.kunci for row in rows]))
        paths = (one.attribute for one in self.kolom.values())
        return {
            values[0]: Tersimpan(pk, self.stored_values(values), self._refusal(pk, instansi, is_superuser))
            if instansi == self.pelaku.instansi.pk
            # Of somebody elsewhere nothing is told: whatever the row says, it would change him.
            else Tersimpan(pk, {"nip": ""}, NIP_DIPAKAI)
            for pk, instansi, is_superuser, *values in people.values_list("pk", "instansi", "is_superuser", *paths)
        }

    def _refusal(self, pk: int, instansi: int | None, is_superuser: bool) -> str:
        if pk == self.pelaku.by.pk:
            return DATA_SENDIRI
        return NIP_DIPAKAI if is_superuser and not self.pelaku.by.is_superuser else ""


class JenisImporPegawai(JenisAdmin):
    slug = "pegawai"
    judul = "Pegawai"
    keterangan = (
        "Pegawai dikenali dari NIP-nya: NIP yang belum ada ditambahkan, tanpa sandi; sandi sementara diterbitkan dari "
        "halaman pegawai itu."
    )
    ikon = "people"
    resource = PegawaiResource
    max_rows = 60_000

    def acuan(self, pelaku: Pelaku) -> AcuanPegawai:
        return AcuanPegawai(pelaku, self.resource)

    def export_rows(self, user: Pegawai, instansi, query):  # type: ignore[no-untyped-def]
        rows = super().export_rows(user, instansi, query)
        return rows.administered_by(user).order_by("nama", "nip")
