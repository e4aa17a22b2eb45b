"""Lihat Kurva, Monitoring Kurva and kalibrasi: the kepala leads the dinas, the penilai a bidang of it."""

from types import SimpleNamespace

from organisasi.models import JenisPeriode, PeriodeEvaluasi
from penilaian.models import Kalibrasi
from tests.access.row import EVERYBODY, LEADERS, PENILAI, Method, Row, only, pk
from tests.factories import make_rated, wib

OUTSIDE = frozenset({"orang_luar", "admin_luar"})
ADMINS = frozenset({"admin", "super_admin", "admin_luar"})
KEPALA = frozenset({"kepala"})
SUPERIOR = only(KEPALA, among=EVERYBODY)
# The round of the dinas: its head, the admins, and the penilai to whom something was written.
TOLD = KEPALA | PENILAI | {"admin", "super_admin"}
MONITOR = only(LEADERS | ADMINS, among=EVERYBODY)

POLICY: tuple[Row, ...] = (
    Row(
        "penilaian:kurva",
        get=Method(LEADERS, EVERYBODY - LEADERS - OUTSIDE),
        kwargs=lambda world: {"periode": world.periode.pk},
    ),
    Row("penilaian:monitoring_kurva", get=MONITOR),
    # Of his instansi, which has no periods, there is nothing to write into the file.
    Row("penilaian:monitoring_kurva_ekspor", get=Method(MONITOR.allowed - {"admin_luar"}, MONITOR.forbidden)),
    Row("penilaian:kalibrasi_list", get=MONITOR),
    Row("penilaian:kalibrasi_buka", get=SUPERIOR, post=SUPERIOR),
    Row("penilaian:kalibrasi_detail", get=Method(TOLD), kwargs=pk("kalibrasi")),
    Row(
        "penilaian:kalibrasi_catat", get=only(KEPALA, among=TOLD), post=only(KEPALA, among=TOLD), kwargs=pk("kalibrasi")
    ),
    Row("penilaian:kalibrasi_tutup", post=only(KEPALA, among=TOLD), kwargs=pk("kalibrasi")),
    Row(
        "penilaian:kalibrasi_penilai",
        get=Method(TOLD - PENILAI),
        kwargs=lambda world: {"pk": world.kalibrasi.pk, "penilai": world.skp.penilai_id},
    ),
    Row(
        "penilaian:kalibrasi_jawab",
        get=only(PENILAI, among=TOLD),
        post=only(PENILAI, among=TOLD),
        kwargs=pk("catatan_kalibrasi"),
    ),
    Row(
        "penilaian:kalibrasi_ubah",
        get=only(KEPALA),
        post=only(KEPALA),
        kwargs=lambda world: {"skp": world.skp.pk, "periode": world.kalibrasi.periode_id},
    ),
)


def extend(world: SimpleNamespace, org: SimpleNamespace) -> None:
    """The penilai has rated the staf for the year; the kepala compares and asks him about it."""
    akhir = PeriodeEvaluasi.objects.get(instansi=org.instansi, tahun=2026, jenis=JenisPeriode.AKHIR)
    rated = make_rated(world.skp, akhir)
    world.kalibrasi = Kalibrasi.objects.create(
        unit=org.dinas,
        periode=akhir,
        dibuka_oleh=org.kepala,
        dibuka_pada=wib(2026, 3, 10),
        sebelum={str(org.penilai.pk): {"baik": 1}},
    )
    world.catatan_kalibrasi = world.kalibrasi.catatan.create(
        penilai=org.penilai, evaluasi=rated, uraian="Tinjau kembali", oleh=org.kepala, pada=wib(2026, 3, 10)
    )
