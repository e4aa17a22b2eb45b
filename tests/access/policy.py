"""Who may open and who may post to every address of the application: the authorization document, read by a test.

A row: the route's name, its arguments out of the world, and for GET and POST who is let in. Whoever is not named gets
404 where the object is not visible to him, 403 where it is (`forbidden`). Nobody signed in is sent to the sign-in
page. A method without an entry is answered 405.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from types import SimpleNamespace

ROLES = (
    "staf",  # the owner
    "rekan",  # the same unit
    "penilai",  # the stored pejabat penilai
    "kepala",  # the head above the penilai
    "admin",  # of the instansi
    "super_admin",
    "stranger",  # another unit
    "orang_luar",  # another instansi
    "admin_luar",  # its admin
)
READERS = frozenset({"staf", "penilai", "kepala", "admin", "super_admin"})
OWNER = frozenset({"staf"})
OWNER_OF_DRAFT = frozenset({"staf", "super_admin"})
PENILAI = frozenset({"penilai"})
EVERYBODY = frozenset(ROLES)
LEADERS = frozenset({"penilai", "kepala"})
NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Method:
    """`allowed` are let in, `forbidden` see the object but are refused with 403, everybody else gets 404."""

    allowed: frozenset[str]
    forbidden: frozenset[str] = NOBODY

    def verdict(self, role: str) -> str:
        if role in self.allowed:
            return "allowed"
        return "403" if role in self.forbidden else "404"


@dataclass(frozen=True)
class Row:
    route: str
    get: Method | None = None
    post: Method | None = None
    kwargs: Callable[[SimpleNamespace], dict] = field(default=lambda world: {})
    data: Callable[[SimpleNamespace], dict] = field(default=lambda world: {})
    public: bool = False
    query: str = ""


def pk(name: str) -> Callable[[SimpleNamespace], dict]:
    return lambda world: {"pk": getattr(world, name).pk}


def pk_and(name: str, **extra: str) -> Callable[[SimpleNamespace], dict]:
    return lambda world: {"pk": getattr(world, name).pk, **extra}


def day(world: SimpleNamespace) -> dict:
    return {"tanggal": world.kegiatan.tanggal, "pk": world.kegiatan.pk}


def grade(world: SimpleNamespace) -> dict:
    pk = world.kegiatan.pk
    return {
        "pegawai": world.kegiatan.pegawai_id,
        "bulan": f"{world.kegiatan.tanggal:%Y-%m}",
        "aksi": "simpan",
        f"nilai-{pk}": 90,
        f"versi-{pk}": world.kegiatan.versi,
    }


def only(allowed: frozenset[str], *, among: frozenset[str] = READERS) -> Method:
    """Allowed for some of those who see the object; the others of them are forbidden."""
    return Method(allowed, among - allowed)


OPEN = Method(EVERYBODY)
READ = Method(READERS)
OWN = only(OWNER)
OWN_DRAFT = only(OWNER, among=OWNER_OF_DRAFT)
ASSESS = only(PENILAI)
LEADERS_ONLY = only(LEADERS, among=EVERYBODY)

POLICY = (
    # the project
    Row("sehat", get=OPEN, public=True),
    # sign-in and the own account
    Row("masuk", get=OPEN, post=OPEN, public=True),
    Row("keluar", post=OPEN),
    Row("ganti_sandi", get=OPEN, post=OPEN),
    Row("lupa_sandi", get=OPEN, post=OPEN, public=True),
    Row("lupa_sandi_terkirim", get=OPEN, public=True),
    Row("lupa_sandi_baru", get=OPEN, post=OPEN, public=True, kwargs=lambda world: {"uidb64": "MQ", "token": "x-y"}),
    Row("lupa_sandi_selesai", get=OPEN, public=True),
    Row("profil", get=OPEN),
    # front page, guide, papers
    Row("beranda", get=OPEN),
    Row("panduan", get=OPEN),
    Row("panduan_bab", get=OPEN, kwargs=lambda world: {"bab": "tentang"}),
    Row("dashboard:cetak", get=OPEN),
    # SKP Tahunan
    Row("skp:tahunan_list", get=OPEN),
    Row("skp:tahunan_tambah", get=OPEN, post=OPEN),
    Row("skp:tahunan_detail", get=READ, kwargs=pk("skp")),
    Row("skp:tahunan_ubah", get=OWN_DRAFT, post=OWN_DRAFT, kwargs=pk("draft")),
    Row("skp:tahunan_hapus", post=OWN_DRAFT, kwargs=pk("draft")),
    Row("skp:muat_ulang", get=Method(OWNER_OF_DRAFT), post=Method(OWNER_OF_DRAFT), kwargs=pk("draft")),
    Row(
        "skp:tahunan_aksi",
        post=only(PENILAI, among=READERS - OWNER | {"rekan"}),
        kwargs=pk_and("diajukan_skp", aksi="setujui"),
    ),
    Row("skp:rhk_tambah", get=OWN_DRAFT, post=OWN_DRAFT, kwargs=pk("draft")),
    Row("skp:rhk_ubah", get=OWN_DRAFT, post=OWN_DRAFT, kwargs=pk("draft_rhk")),
    Row("skp:rhk_hapus", post=OWN_DRAFT, kwargs=pk("draft_rhk")),
    Row("skp:rhk_geser", post=OWN_DRAFT, kwargs=pk_and("draft_rhk", arah="naik")),
    Row("skp:cari_atasan", get=OWN_DRAFT, kwargs=pk("draft")),
    Row("skp:cetak", get=READ, kwargs=pk("skp")),
    # SKP Bulanan
    Row("skp:bulanan_list", get=OPEN),
    Row("skp:bulanan_tambah", get=OPEN, post=OPEN),
    Row("skp:bulanan_detail", get=READ, kwargs=pk("bulanan")),
    Row("skp:bulanan_ubah", get=OWN_DRAFT, post=OWN_DRAFT, kwargs=pk("draft_bulanan")),
    Row("skp:bulanan_hapus", post=OWN_DRAFT, kwargs=pk("draft_bulanan")),
    Row("skp:bulanan_aksi", post=ASSESS, kwargs=pk_and("diajukan_bulanan", aksi="setujui")),
    Row("skp:bulanan_salin", post=OWN_DRAFT, kwargs=pk("draft_bulanan")),
    Row("skp:target_tambah", get=OWN_DRAFT, post=OWN_DRAFT, kwargs=pk("draft_bulanan")),
    Row("skp:target_ubah", get=OWN_DRAFT, post=OWN_DRAFT, kwargs=pk("draft_target")),
    Row("skp:target_hapus", post=OWN_DRAFT, kwargs=pk("draft_target")),
    Row("skp:persetujuan", get=LEADERS_ONLY),
    Row("skp:persetujuan_bulanan", get=LEADERS_ONLY),
    Row("skp:belum_mengajukan", get=LEADERS_ONLY),
    Row("skp:persetujuan_setujui", post=LEADERS_ONLY, kwargs=lambda world: {"jenis": "tahunan"}),
    # Kegiatan Harian and evidence
    Row("kegiatan:list", get=OPEN),
    Row("kegiatan:tambah", get=OPEN, post=OPEN),
    Row("kegiatan:detail", get=READ, kwargs=day),
    Row("kegiatan:ubah", get=OWN, post=OWN, kwargs=day),
    Row("kegiatan:hapus", post=OWN, kwargs=day),
    Row("kegiatan:cari_target", get=OPEN),
    Row("kegiatan:bukti", get=READ, kwargs=pk("bukti")),
    Row("kegiatan:cetak", get=OPEN, kwargs=lambda world: {"tahun": 2026, "bulan": 3}),
    # Tugas Tambahan
    Row("kegiatan:tugas_tambahan_list", get=OPEN),
    Row("kegiatan:tugas_tambahan_tambah", get=OPEN, post=OPEN),
    Row("kegiatan:tugas_tambahan_detail", get=READ, kwargs=pk("tugas")),
    Row("kegiatan:tugas_tambahan_ubah", get=OWN, post=OWN, kwargs=pk("tugas")),
    Row("kegiatan:tugas_tambahan_hapus", post=OWN, kwargs=pk("tugas")),
    Row("kegiatan:kreativitas_tambah", get=OPEN, post=OPEN),
    Row("kegiatan:kreativitas_detail", get=READ, kwargs=pk("kreativitas")),
    Row("kegiatan:kreativitas_ubah", get=OWN, post=OWN, kwargs=pk("kreativitas")),
    Row("kegiatan:kreativitas_hapus", post=OWN, kwargs=pk("kreativitas")),
    # Realisasi and the numbers
    Row("penilaian:realisasi", get=READ, kwargs=pk("bulanan")),
    Row("penilaian:realisasi_isi", get=OWN, post=OWN, kwargs=pk("target")),
    Row("penilaian:penjelasan", get=READ, kwargs=pk("target")),
    Row("penilaian:penjelasan_tahun", get=READ, kwargs=pk("skp")),
    Row("penilaian:cetak_bulan", get=READ, kwargs=pk("bulanan")),
    Row("penilaian:cetak_tahun", get=READ, kwargs=pk("skp")),
    Row("penilaian:cetak_prestasi", get=READ, kwargs=pk("skp")),
    # Penilaian
    Row("penilaian:harian", get=OPEN),
    Row("penilaian:harian_nilai", post=ASSESS, data=grade),
    Row("penilaian:harian_batal", post=ASSESS, kwargs=day),
    Row(
        "penilaian:harian_urungkan",
        # Takes back what one has graded oneself, which is nothing for all but the penilai.
        post=READ,
        kwargs=lambda world: {
            "pegawai": world.kegiatan.pegawai_id,
            "bulan": world.kegiatan.tanggal.replace(day=1),
            "saat": 1,
        },
    ),
    Row("penilaian:bulanan", get=OPEN),
    Row("penilaian:bulanan_detail", get=READ, kwargs=pk("bulanan")),
    Row("penilaian:kualitas", get=READ, post=ASSESS, kwargs=pk("target")),
    Row("penilaian:perilaku", get=READ, post=ASSESS, kwargs=pk("bulanan")),
    Row("penilaian:tutup", post=ASSESS, kwargs=pk("bulanan")),
    Row("penilaian:buka", post=only(PENILAI | {"admin", "super_admin"}), kwargs=pk("bulanan")),
    Row("penilaian:tugas_tambahan", get=OPEN),
    Row("penilaian:kreativitas", get=OPEN),
    Row(
        "penilaian:usulan_aksi",
        post=ASSESS,
        kwargs=pk_and("tugas", jenis="tugas-tambahan", aksi="konfirmasi"),
    ),
)
