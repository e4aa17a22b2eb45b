"""Tim Kerja and handing RHK out."""

from types import SimpleNamespace

from skp.models import Pembagian
from tests.access.row import EVERYBODY, LEADERS, LEADERS_ONLY, OPEN, OWNER, READERS, Method, Row, only, pk
from tests.factories import make_tim, wib

# The staf is its ketua, the rekan its anggota, the penilai has made it.
SEEN = READERS | {"rekan"}
KEEPERS = only(frozenset({"staf", "penilai"}), among=SEEN)
MAKER = only(frozenset({"penilai"}), among=SEEN)
HANDERS = only(LEADERS | OWNER, among=EVERYBODY)

POLICY: tuple[Row, ...] = (
    Row("skp:tim_list", get=OPEN),
    Row("skp:tim_tambah", get=LEADERS_ONLY, post=LEADERS_ONLY),
    Row("skp:tim_detail", get=Method(SEEN), kwargs=pk("tim")),
    Row("skp:tim_ubah", get=MAKER, post=MAKER, kwargs=pk("tim")),
    Row("skp:tim_hapus", post=MAKER, kwargs=pk("tim")),
    Row("skp:anggota_tambah", get=KEEPERS, post=KEEPERS, kwargs=pk("tim")),
    Row("skp:anggota_ubah", get=KEEPERS, post=KEEPERS, kwargs=pk("anggota")),
    Row("skp:anggota_hapus", post=KEEPERS, kwargs=pk("anggota")),
    # The staf is let in as ketua of a running team.
    Row("skp:bagikan", get=HANDERS, post=HANDERS),
    Row("skp:pembagian_list", get=OPEN),
    Row("skp:pembagian_detail", get=Method(frozenset({"penilai", "super_admin"})), kwargs=pk("pembagian")),
)


def extend(world: SimpleNamespace, org: SimpleNamespace) -> None:
    """Adds to the world what the rows above ask for."""
    world.tim = make_tim(org.staf, [org.rekan], unit=org.bidang, dibuat_oleh=org.penilai)
    world.anggota = world.tim.anggota.get()
    world.pembagian = Pembagian.objects.create(oleh=org.penilai, pada=wib(2026, 1, 15))
    world.pembagian.butir.create(uraian="Menyusun laporan triwulan")
    world.pembagian.penerima.add(world.draft)
