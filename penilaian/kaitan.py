"""What a move or the end of an account means for evaluations and measured months: see `organisasi.kaitan`.

They end, and take a new place, with the SKP they belong to.
"""

from collections.abc import Iterator
from datetime import date, datetime

from ekinerja.forms import format_number
from organisasi.kaitan import Dokumen, Terbuka
from organisasi.models import Pegawai
from organisasi.scoping import acting_ids, local_today
from penilaian.models import Evaluasi, Keberatan
from penilaian.querysets.bulanan import waiting as ungraded
from penilaian.querysets.menilai import waiting_to_rate
from penilaian.workflow import StatusEvaluasi


def hold(pegawai: Pegawai, *, tmt: date) -> None:
    """Nothing beside the SKP."""


def running(pegawai: Pegawai, *, tmt: date) -> list[Dokumen]:
    return []


def end_running(pegawai: Pegawai, *, tmt: date, by: Pegawai, at: datetime, alasan: str) -> None:
    """Nothing beside the SKP."""


def follow(pegawai: Pegawai, *, tmt: date, by: Pegawai, at: datetime) -> None:
    """Nothing beside the SKP."""


def waiting(pegawai: Pegawai) -> list[Terbuka]:
    """Numbers alone: whoever reads them may be the one who is rated. Invitations to give feedback are left out, since
    nobody but the giver knows of them."""
    return list(_waiting(pegawai))


def _waiting(pegawai: Pegawai) -> Iterator[Terbuka]:
    today = local_today(pegawai)
    for row in waiting_to_rate(pegawai, acting_ids(pegawai), today=today):
        if row.bawahan:
            yield Terbuka(f"{format_number(row.bawahan)} evaluasi {row.periode} menunggu penilaiannya.")
    queues = (
        (
            Evaluasi.objects.filter(dinilai_oleh=pegawai, status=StatusEvaluasi.DINILAI),
            "evaluasi sudah dinilainya, tetapi belum diserahkan",
        ),
        (Keberatan.objects.to_explain(pegawai), "keberatan menunggu penjelasannya"),
        (Keberatan.objects.to_decide(pegawai), "keberatan menunggu keputusannya"),
        (ungraded(acting_ids(pegawai), date(today.year, 1, 1), today), "kegiatan harian menunggu penilaiannya"),
    )
    for rows, words in queues:
        if number := rows.order_by().count():
            yield Terbuka(f"{format_number(number)} {words}.")
