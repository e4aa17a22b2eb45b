from collections.abc import Sequence

from organisasi.impor.dasar import AcuanTabel, JenisAdmin, Rujukan, text
from organisasi.impor.jenis import Baris, LembarResource, Pelaku, Tersimpan
from organisasi.models import Jabatan, JenisJabatan
from organisasi.resources import JabatanResource


class AcuanJabatan(AcuanTabel):
    model = Jabatan
    columns = {name: (name, text(name)) for name in ("nama", "jenis", "jenjang", "eselon")}
    key = "nama"

    def __init__(self, pelaku: Pelaku, resource: type[LembarResource]) -> None:
        super().__init__(pelaku, resource)
        names = Jabatan.objects.filter(instansi=pelaku.instansi).values_list("nama", "pk")
        self.known = Rujukan(names, sebutan="Jabatan")

    def check(self, rows: Sequence[Baris]) -> None:
        """A name that differs by capitals or spaces alone is the same post, written anew."""
        for row in rows:
            row.kunci = self.known.key(row, "nama")

    def check_changes(self, rows: Sequence[Baris]) -> None:
        """Without the column Jenjang a post keeps the one it has."""
        for row in rows:
            jenjang = row.isi.get("jenjang", row.isi.get("_jenjang"))
            if row.isi["jenis"] == JenisJabatan.FUNGSIONAL and not jenjang:
                row.salah("Jenjang wajib diisi untuk jabatan fungsional.", "jenjang")
            if row.isi["jenis"] != JenisJabatan.FUNGSIONAL and jenjang:
                row.salah("Jenjang hanya untuk jabatan fungsional; kosongkan.", "jenjang")

    def stored(self, rows: Sequence[Baris]) -> dict[str, Tersimpan]:
        by_key = {row.kunci: row for row in rows}
        found = {}
        own = self.held(Jabatan.objects.filter(instansi=self.pelaku.instansi, nama__in=by_key))
        for pk, *values in own.values_list("pk", *(one.attribute for one in self.kolom.values())):
            stored = self.stored_values(values)
            by_key[stored["nama"]].isi["_jenjang"] = stored["jenjang"]
            found[stored["nama"]] = Tersimpan(pk, stored)
        return found


class JenisImporJabatan(JenisAdmin):
    slug = "jabatan"
    judul = "Jabatan"
    keterangan = "Jabatan dikenali dari namanya: nama yang belum ada ditambahkan."
    ikon = "briefcase"
    resource = JabatanResource
    max_rows = 20_000

    def acuan(self, pelaku: Pelaku) -> AcuanJabatan:
        return AcuanJabatan(pelaku, self.resource)
