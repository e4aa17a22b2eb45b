"""Penilaian Bawahan and Feedback Atasan, of the staf's open evaluasi."""

import uuid
from types import SimpleNamespace

from penilaian.models import Evaluasi, UmpanBalik
from tests.access.row import LEADERS_ONLY, READERS, Row, only, pk
from tests.factories import wib

# The owner has a page of his own. The penilai's superior gives feedback too; to rate it is not his turn yet (409).
ABOVE = only(READERS - {"staf"})
RATERS = only(frozenset({"penilai", "kepala"}))
AUTHOR = only(frozenset({"penilai"}))


def of_evaluasi(world: SimpleNamespace) -> dict:
    return {"skp": world.skp.pk, "periode": world.periode.pk}


POLICY: tuple[Row, ...] = (
    Row("penilaian:bawahan_list", get=LEADERS_ONLY),
    Row("penilaian:bawahan_ekspor", get=LEADERS_ONLY),
    Row("penilaian:feedback", get=ABOVE, kwargs=of_evaluasi),
    Row("penilaian:feedback_gambar", get=ABOVE, kwargs=of_evaluasi, query="?rating_hasil=sesuai"),
    Row(
        "penilaian:umpan_balik_tambah",
        get=RATERS,
        post=RATERS,
        kwargs=of_evaluasi,
        data=lambda world: {"token": uuid.uuid4(), "bagian": "perilaku-akuntabel", "teks": "Laporannya tepat waktu"},
    ),
    Row("penilaian:umpan_balik_ubah", get=AUTHOR, post=AUTHOR, kwargs=pk("umpan_balik")),
    Row("penilaian:umpan_balik_hapus", post=AUTHOR, kwargs=pk("umpan_balik")),
    Row("penilaian:nilai_hasil", get=RATERS, post=RATERS, kwargs=of_evaluasi),
    Row("penilaian:nilai_perilaku", get=RATERS, post=RATERS, kwargs=of_evaluasi),
    Row("penilaian:catatan_evaluasi", get=RATERS, post=RATERS, kwargs=of_evaluasi),
    Row("penilaian:batal_nilai", post=RATERS, kwargs=of_evaluasi, data=lambda world: {"alasan": "Realisasi direvisi"}),
)


def extend(world: SimpleNamespace, org: SimpleNamespace) -> None:
    """The staf has rated himself, which his instansi asks for first; the penilai gave feedback on an RHK of his."""
    Evaluasi.objects.filter(pk=world.evaluasi.pk).update(
        mandiri_hasil="sesuai", mandiri_perilaku="sesuai", mandiri_pada=wib(2026, 3, 9)
    )
    world.umpan_balik = UmpanBalik.objects.create(
        evaluasi=world.evaluasi, rhk=world.rhk, teks="Pertahankan", oleh=org.penilai, pada=wib(2026, 3, 9)
    )
