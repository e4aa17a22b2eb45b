"""Tim Kerja and handing RHK out."""

from types import SimpleNamespace

from tests.access.row import LEADERS_ONLY, OPEN, READERS, Method, Row, only, pk
from tests.factories import make_tim

# The staf is its ketua, the rekan its anggota, the penilai has made it.
SEEN = READERS | {"rekan"}
KEEPERS = only(frozenset({"staf", "penilai"}), among=SEEN)
MAKER = only(frozenset({"penilai"}), among=SEEN)

POLICY: tuple[Row, ...] = (
    Row("skp:tim_list", get=OPEN),
    Row("skp:tim_tambah", get=LEADERS_ONLY, post=LEADERS_ONLY),
    Row("skp:tim_detail", get=Method(SEEN), kwargs=pk("tim")),
    Row("skp:tim_ubah", get=MAKER, post=MAKER, kwargs=pk("tim")),
    Row("skp:tim_hapus", post=MAKER, kwargs=pk("tim")),
    Row("skp:anggota_tambah", get=KEEPERS, post=KEEPERS, kwargs=pk("tim")),
    Row("skp:anggota_ubah", get=KEEPERS, post=KEEPERS, kwargs=pk("anggota")),
    Row("skp:anggota_hapus", post=KEEPERS, kwargs=pk("anggota")),
)


def extend(world: SimpleNamespace, org: SimpleNamespace) -> None:
    """Adds to the world what the rows above ask for."""
    world.tim = make_tim(org.staf, [org.rekan], unit=org.bidang, dibuat_oleh=org.penilai)
    world.anggota = world.tim.anggota.get()
