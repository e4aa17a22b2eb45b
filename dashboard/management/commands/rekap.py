from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from dashboard import rekap
from dashboard.models import TahunRekap
from organisasi.models import Instansi

SHOWN = 20
"""Differences of one instansi that are written out."""


class Command(BaseCommand):
    help = "Opens, closes, checks, repairs and folds the roll-ups that the statistics are read from."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--buka", type=int, metavar="TAHUN", help="count this year from now on, and what there is")
        parser.add_argument("--tutup", type=int, metavar="TAHUN", help="leave the people of this year where they were")
        parser.add_argument("--periksa", action="store_true", help="compare with the documents; exit code 1 if differs")
        parser.add_argument("--perbaiki", action="store_true", help="put right what differs from the documents")
        parser.add_argument("--padatkan", action="store_true", help="fold the rows of each unit into one")
        parser.add_argument("--tahun", type=int, help="check or repair this year only")
        parser.add_argument("--instansi", metavar="KODE", help="check or repair this instansi only")

    def handle(
        self,
        *,
        buka: int | None,
        tutup: int | None,
        periksa: bool,
        perbaiki: bool,
        padatkan: bool,
        tahun: int | None,
        instansi: str | None,
        **options: Any,
    ) -> None:
        if not (buka or tutup or periksa or perbaiki or padatkan):
            raise CommandError("Say what to do: --buka, --tutup, --periksa, --perbaiki or --padatkan.")
        if buka:
            self._open(buka)
        if tutup:
            self._close(tutup)
        if perbaiki:
            found = self._go_through(rekap.repair, tahun, instansi)
            self.stdout.write(f"{found} differences put right." if found else "Nothing to put right.")
        if padatkan:
            self.stdout.write(f"{rekap.fold()} rows fewer.")
        if periksa:
            found = self._go_through(rekap.differences, tahun, instansi)
            if found:
                raise CommandError(f"{found} differences; --perbaiki puts them right.")
            self.stdout.write(self.style.SUCCESS("No difference."))

    def _open(self, tahun: int) -> None:
        if not 2000 <= tahun <= 2100:
            raise CommandError(f"{tahun} is not a year to count.")
        rekap.open_year(tahun, at=timezone.now())
        self.stdout.write(f"{tahun} is counted.")

    def _close(self, tahun: int) -> None:
        if rekap.close_year(tahun, at=timezone.now()):
            self.stdout.write(f"{tahun} is closed: its people stay where they were.")
        elif TahunRekap.objects.filter(pk=tahun).exists():
            self.stdout.write(f"{tahun} was closed before.")
        else:
            raise CommandError(f"{tahun} is not open.")

    def _go_through(
        self, look: Callable[[int, int], Iterator[rekap.Selisih]], tahun: int | None, kode: str | None
    ) -> int:
        years = list(TahunRekap.objects.order_by("tahun").values_list("tahun", flat=True))
        if tahun is not None and tahun not in years:
            raise CommandError(f"{tahun} is not open.")
        rows = Instansi.objects.order_by("nama")
        if kode is not None:
            rows = rows.filter(kode=kode)
            if not rows:
                raise CommandError(f"There is no instansi with the code {kode!r}.")
        return sum(
            self._report(f"{each.nama} {year}", look(year, each.pk))
            for year in ([tahun] if tahun is not None else years)
            for each in rows
        )

    def _report(self, title: str, found: Iterator[rekap.Selisih]) -> int:
        number = 0
        for number, row in enumerate(found, start=1):
            if number <= SHOWN:
                self.stdout.write(f"  {row}")
        if number > SHOWN:
            self.stdout.write(f"  ... and {number - SHOWN} more")
        self.stdout.write(f"{title}: {f'{number} differences' if number else 'true'}")
        return number
