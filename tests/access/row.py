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
