from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import F

from ekinerja.errors import Conflict, Refused
from kegiatan import rules
from kegiatan.models import Realisasi
from organisasi.deadlines import DeadlineCalendar
from organisasi.models import Langkah, Pegawai
from skp.models import SkpBulanan, TargetBulanan


@transaction.atomic
def save_realisasi(
    *, target: TargetBulanan, waktu: Decimal, biaya: Decimal | None, versi: int | None, by: Pegawai, at: datetime
) -> Realisasi:
    """Stores the time (in the target's satuan waktu) and cost a monthly target took. `versi` None: not filled yet.

    Raises NotAllowed, IllegalTransition (month closed), TooLate (the 5th of the next month), Refused (cost where
    there is none to report, or missing), Conflict (filled or changed in the meantime).
    """
    bulanan = SkpBulanan.objects.select_for_update(of=("self",), no_key=True).select_related(
        "skp__pegawai__instansi", "skp__pegawai__unit"
    )
    target.skp_bulanan = bulanan.get(pk=target.skp_bulanan_id)
    owner = target.skp_bulanan.skp.pegawai
    tenggat = DeadlineCalendar(owner).tenggat(Langkah.REALISASI, target.skp_bulanan.tanggal)
    rules.may_fill_realisasi(by, target, tenggat, at).require()
    _check_biaya(target, biaya)
    if versi is None:
        return _fill(target, waktu, biaya, by)
    changed = Realisasi.objects.filter(target=target, versi=versi).update(
        waktu=waktu, biaya=biaya, diisi_oleh=by, diubah_pada=at, versi=F("versi") + 1
    )
    if not changed:
        raise Conflict("Realisasi ini baru saja diubah di tempat lain. Periksa nilainya lalu simpan lagi.")
    return Realisasi.objects.get(target=target)


def reports_cost(target: TargetBulanan) -> bool:
    """Realised cost is for PA/KPA (guide, chapter 4), and only where a cost was planned."""
    return target.skp_bulanan.skp.memegang_anggaran and target.target_biaya is not None


def _check_biaya(target: TargetBulanan, biaya: Decimal | None) -> None:
    if biaya is not None and not reports_cost(target):
        raise Refused(
            "Realisasi biaya hanya diisi Pengguna Anggaran atau Kuasa Pengguna Anggaran untuk target yang berbiaya.",
            field="biaya",
        )
    if biaya is None and reports_cost(target):
        raise Refused("Target ini mempunyai biaya; isi realisasi biayanya.", field="biaya")


def _fill(target: TargetBulanan, waktu: Decimal, biaya: Decimal | None, by: Pegawai) -> Realisasi:
    row, created = Realisasi.objects.get_or_create(
        target=target, defaults={"waktu": waktu, "biaya": biaya, "diisi_oleh": by}
    )
    # The same form sent twice is no conflict.
    if not created and (row.waktu, row.biaya) != (waktu, biaya):
        raise Conflict("Realisasi ini baru saja diisi di tempat lain. Periksa nilainya lalu simpan lagi.")
    return row
