"""Review of a submitted SKP, and Adendum."""

from types import SimpleNamespace

from skp.models import Adendum, JenisPerubahan
from skp.workflow import Status
from tests.access.row import ASSESS, LEADERS_ONLY, OWN, OWN_DRAFT, OWNER, PENILAI, READ, READERS, Row, only, pk, pk_and
from tests.factories import make_indikator, make_rhk, make_skp, wib

# The world's submitted SKP is the rekan's.
JUDGE_OF_REKAN = only(PENILAI, among=READERS - OWNER | {"rekan"})


def of_row(**names: str):
    """The draft adendum and a row of its SKP."""
    return lambda world: {"pk": world.adendum.pk, **{key: getattr(world, name).pk for key, name in names.items()}}


POLICY: tuple[Row, ...] = (
    Row("skp:tinjau", get=JUDGE_OF_REKAN, post=JUDGE_OF_REKAN, kwargs=pk("diajukan_skp")),
    Row("skp:adendum_tambah", get=OWN, post=OWN, kwargs=pk("skp_tanpa_adendum")),
    Row("skp:adendum_detail", get=READ, kwargs=pk("adendum_diajukan")),
    Row("skp:adendum_aksi", post=ASSESS, kwargs=pk_and("adendum_diajukan", aksi="setujui")),
    Row("skp:adendum_ubah", get=OWN_DRAFT, post=OWN_DRAFT, kwargs=pk("adendum")),
    Row("skp:adendum_hapus", post=OWN_DRAFT, kwargs=pk("adendum")),
    Row("skp:adendum_rhk_tambah", get=OWN_DRAFT, post=OWN_DRAFT, kwargs=pk("adendum")),
    Row("skp:adendum_rhk_ubah", get=OWN_DRAFT, post=OWN_DRAFT, kwargs=of_row(rhk="rhk_adendum")),
    Row("skp:adendum_rhk_hapus", post=OWN_DRAFT, kwargs=of_row(rhk="rhk_adendum")),
    Row("skp:adendum_indikator_tambah", get=OWN_DRAFT, post=OWN_DRAFT, kwargs=of_row(rhk="rhk_adendum")),
    Row("skp:adendum_indikator_ubah", get=OWN_DRAFT, post=OWN_DRAFT, kwargs=of_row(indikator="indikator_adendum")),
    Row("skp:adendum_indikator_hapus", post=OWN_DRAFT, kwargs=of_row(indikator="indikator_adendum")),
    Row("skp:adendum_anak_tambah", get=OWN_DRAFT, post=OWN_DRAFT, kwargs=pk("perubahan")),
    Row("skp:adendum_perubahan_ubah", get=OWN_DRAFT, post=OWN_DRAFT, kwargs=pk("perubahan")),
    Row("skp:adendum_perubahan_hapus", post=OWN_DRAFT, kwargs=pk("perubahan")),
    Row("skp:persetujuan_adendum", get=LEADERS_ONLY),
)


def extend(world: SimpleNamespace, org: SimpleNamespace) -> None:
    """An SKP of the staf with a draft adendum, one with a submitted adendum, one without any."""
    drafted, submitted, world.skp_tanpa_adendum = (
        make_skp(org.staf, penilai=org.penilai, tahun=tahun) for tahun in (2023, 2022, 2021)
    )
    world.rhk_adendum = make_rhk(drafted)
    world.indikator_adendum = make_indikator(world.rhk_adendum)
    fields = {"nomor": 1, "alasan": "Anggaran berubah", "status_sejak": wib(2026, 3, 1)}
    world.adendum = Adendum.objects.create(skp=drafted, **fields)
    world.perubahan = world.adendum.perubahan.create(
        jenis=JenisPerubahan.TAMBAH_RHK,
        sesudah={"uraian": "Mengelola arsip digital", "status_kegiatan": "TIDAK_CASCADING", "jenis": "UTAMA"},
    )
    make_rhk(submitted)
    world.adendum_diajukan = Adendum.objects.create(skp=submitted, status=Status.DIAJUKAN, **fields)
