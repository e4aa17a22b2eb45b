"""What follows the rating: handing over, the answer, an objection; catatan pembinaan; the reading log."""

from datetime import date
from types import SimpleNamespace

from organisasi.models import PeriodeEvaluasi
from penilaian.models import CatatanPembinaan, JejakBaca, Keberatan
from penilaian.workflow import StatusEvaluasi
from tests.access.row import EVERYBODY, OPEN, OWNER, PENILAI, READERS, Method, Row, only
from tests.factories import make_rated, wib

# An admin of the instansi reads the SKP, but guides nobody.
GUIDES = READERS - {"admin"}


def _period(name: str):
    return lambda world: {"skp": world.skp.pk, "periode": getattr(world, name).pk}


def _skp(world: SimpleNamespace) -> dict:
    return {"skp": world.skp.pk}


def _note(world: SimpleNamespace) -> dict:
    return {"pk": world.pembinaan.pk}


POLICY: tuple[Row, ...] = (
    Row("penilaian:serahkan", post=only(PENILAI), kwargs=_period("periode_dinilai")),
    Row("penilaian:serahkan_banyak", post=Method(EVERYBODY)),
    Row("penilaian:terima", post=only(OWNER), kwargs=_period("periode_diserahkan")),
    Row("penilaian:keberatan", get=Method(READERS), post=only(OWNER), kwargs=_period("periode_diserahkan")),
    Row("penilaian:tanggapi_keberatan", post=only(PENILAI), kwargs=_period("periode_keberatan")),
    Row("penilaian:putuskan_keberatan", post=only(frozenset({"kepala"})), kwargs=_period("periode_keberatan")),
    Row("penilaian:keberatan_list", get=OPEN),
    Row("penilaian:pembinaan_list", get=only(GUIDES), kwargs=_skp),
    Row("penilaian:pembinaan_tambah", get=only(PENILAI), post=only(PENILAI), kwargs=_skp),
    Row("penilaian:pembinaan_ubah", get=only(PENILAI, among=GUIDES), post=only(PENILAI, among=GUIDES), kwargs=_note),
    Row("penilaian:pembinaan_tanggapi", get=only(OWNER, among=GUIDES), post=only(OWNER, among=GUIDES), kwargs=_note),
    Row("penilaian:jejak_baca", get=OPEN),
)


def extend(world: SimpleNamespace, org: SimpleNamespace) -> None:
    """Of the staf's SKP one period is rated, one handed over, one objected to; a note, and somebody has read."""
    periods = PeriodeEvaluasi.objects.filter(instansi=org.instansi, tahun=2026)
    world.periode_diserahkan = periods.get(nama="Triwulan II")
    world.periode_dinilai = periods.get(nama="Triwulan III")
    world.periode_keberatan = periods.get(nama="Triwulan IV")
    given = {"atasan_penilai": org.kepala, "diserahkan_pada": wib(2026, 3, 9), "batas_keberatan": date(2026, 4, 1)}
    make_rated(world.skp, world.periode_dinilai)
    make_rated(world.skp, world.periode_diserahkan, status=StatusEvaluasi.DISERAHKAN, **given)
    evaluasi = make_rated(world.skp, world.periode_keberatan, status=StatusEvaluasi.KEBERATAN, **given)
    world.keberatan = Keberatan.objects.create(
        evaluasi=evaluasi,
        alasan="Realisasi bulan Februari belum dilihat.",
        diajukan_pada=wib(2026, 3, 9),
        batas_keputusan=date(2026, 3, 18),
        rating_hasil_semula=evaluasi.rating_hasil,
        rating_perilaku_semula=evaluasi.rating_perilaku,
    )
    world.pembinaan = CatatanPembinaan.objects.create(
        skp=world.skp,
        jenis="COACHING",
        tanggal=date(2026, 3, 3),
        topik="Menyusun laporan",
        uraian="Menyusun kerangka laporan bersama.",
        oleh=org.penilai,
    )
    JejakBaca.objects.create(skp=world.skp, pembaca=org.kepala, bagian="EVALUASI", pada=wib(2026, 3, 9))
