"""What every change of an evaluasi shares: the rows held still, the step written down."""

from datetime import datetime

from ekinerja.errors import Conflict
from organisasi.deadlines import DeadlineCalendar, Tenggat
from organisasi.models import Langkah, Pegawai
from organisasi.periode import write_in
from penilaian.models import Evaluasi, RiwayatEvaluasi
from penilaian.workflow import ActionEvaluasi
from skp.services.editing import hold


def hold_evaluasi(evaluasi: Evaluasi, *, at: datetime) -> Evaluasi:
    """The evaluasi as it is now, made where there is none, locked until the transaction ends: its SKP first, so that
    nobody reopens what is being rated, and of two who write the first thing at once one makes it. Nor is its period
    closed meanwhile.

    Raises Conflict where the SKP has gone.
    """
    hold(evaluasi.skp)
    write_in(evaluasi.periode_id)
    made, _created = Evaluasi.objects.get_or_create(
        skp=evaluasi.skp, periode=evaluasi.periode, defaults={"status_sejak": at}
    )
    return Evaluasi.objects.for_detail().select_for_update(of=("self",), no_key=True).get(pk=made.pk)


def check_version(evaluasi: Evaluasi, versi: int | None) -> None:
    """Raises Conflict where somebody changed the held evaluasi since the page was opened; None judges it as it is."""
    if versi is not None and evaluasi.versi != versi:
        raise Conflict("Evaluasi ini berubah sejak halaman Anda dibuka. Periksa isinya lebih dahulu.")


def record(evaluasi: Evaluasi, action: ActionEvaluasi, *, by: Pegawai, at: datetime, note: str = "") -> None:
    """One step in its history, with the ratings as they are now."""
    RiwayatEvaluasi.objects.create(
        evaluasi=evaluasi,
        aksi=action,
        status=evaluasi.status,
        rating_hasil=evaluasi.rating_hasil,
        rating_perilaku=evaluasi.rating_perilaku,
        predikat=evaluasi.predikat,
        oleh=by,
        pada=at,
        catatan=note.strip(),
    )


def limit(evaluasi: Evaluasi, langkah: Langkah) -> Tenggat:
    """Until when a step of the evaluasi is done, with the owner's dispensasi. Two queries."""
    return DeadlineCalendar(evaluasi.skp.pegawai).tenggat_periode(langkah, evaluasi.periode)
