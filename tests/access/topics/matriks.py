"""Matriks Peran Hasil and the tree: of the penilai's SKP, in which the staf takes part."""

from types import SimpleNamespace

from skp.models import PesertaMatriks, Skp
from tests.access.row import OPEN, Method, Row, pk
from tests.factories import make_tim

ABOVE = frozenset({"kepala", "admin", "super_admin"})
READ_MATRIX = Method(ABOVE | {"penilai"})
ARRANGE = Method(frozenset({"penilai"}), ABOVE)


def team(world: SimpleNamespace) -> dict:
    return {"pk": world.kepala_matriks.pk, "tim": world.tim_matriks.pk}


POLICY: tuple[Row, ...] = (
    Row("skp:matriks_list", get=OPEN),
    Row("skp:matriks", get=READ_MATRIX, kwargs=pk("kepala_matriks")),
    Row("skp:matriks_tim", get=READ_MATRIX, kwargs=team),
    Row("skp:matriks_sinkron", post=ARRANGE, kwargs=pk("kepala_matriks")),
    Row("skp:matriks_sinkron", post=ARRANGE, kwargs=team),
    Row("skp:matriks_tambah", get=ARRANGE, post=ARRANGE, kwargs=pk("kepala_matriks")),
    Row("skp:matriks_tambah", get=ARRANGE, post=ARRANGE, kwargs=team),
    Row("skp:matriks_ekspor", get=READ_MATRIX, kwargs=pk("kepala_matriks")),
    Row("skp:matriks_ekspor", get=READ_MATRIX, kwargs=team),
    Row("skp:matriks_cetak", get=READ_MATRIX, kwargs=pk("kepala_matriks")),
    Row("skp:matriks_keluar", post=ARRANGE, kwargs=pk("peserta_matriks")),
    Row(
        "skp:matriks_peran",
        post=ARRANGE,
        kwargs=lambda world: {"pk": world.peserta_matriks.pk, "rhk": world.rhk_matriks.pk, "peran": "tidak"},
    ),
    Row("skp:pohon", get=READ_MATRIX, kwargs=pk("kepala_matriks")),
)


def extend(world: SimpleNamespace, org: SimpleNamespace) -> None:
    """A row of the staf in the matrix of the penilai's unit, and a team the penilai leads."""
    world.kepala_matriks = Skp.objects.filter(pegawai=org.penilai, tahun=2026).order_by("pk").first()
    world.rhk_matriks = world.kepala_matriks.rhk.order_by("pk").first()
    world.tim_matriks = make_tim(org.penilai, [org.stranger], nama="Tim Matriks")
    world.peserta_matriks = PesertaMatriks.objects.get_or_create(kepala=world.kepala_matriks, tim=None, skp=world.skp)[
        0
    ]
