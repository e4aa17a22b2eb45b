"""What the worker does of this room: the works people ask for, and the nightly tidying after them."""

from collections.abc import Callable
from datetime import datetime

from django.utils import timezone

from ekinerja.antrean import every, job
from organisasi.services import pekerjaan as services


@job(services.JOB)
def kerjakan(*, pekerjaan: int, stopping: Callable[[], bool]) -> None:
    with services.own_connection() as alias:
        services.perform(pekerjaan, at=timezone.now(), progress_on=alias, stopping=stopping)


# 01.30 in Jakarta.
@every("30 18 * * *")
def hapus_hasil_lama(at: datetime) -> None:
    services.remove_old(at=at)
