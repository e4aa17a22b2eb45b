from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from dashboard.skala.bangun import Pembangun
from dashboard.skala.orang import SANDI
from dashboard.skala.ukuran import Ukuran


class Command(BaseCommand):
    help = "Fills an empty database with as many people and documents as a city, a province or a country has."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--instansi", type=int, required=True, metavar="N", help="instansi, of very different sizes"
        )
        parser.add_argument("--pegawai", type=int, required=True, metavar="M", help="people in all")
        parser.add_argument("--kegiatan", type=int, metavar="K", help="daily activities in all (10 for each person)")
        parser.add_argument("--benih", type=int, default=1, help="another seed gives other rows of the same size")

    def handle(self, *, instansi: int, pegawai: int, kegiatan: int | None, benih: int, **options: Any) -> None:
        activities = pegawai * 10 if kegiatan is None else kegiatan
        say = self.stdout.write if options["verbosity"] else lambda _: None
        try:
            ukuran = Ukuran(instansi, pegawai, activities, benih, timezone.localdate())
            laporan = Pembangun(ukuran, timezone.now(), say).build()
        except ValueError as error:
            raise CommandError(str(error)) from None
        for name, number in laporan.baris.items():
            say(f"{number:>12,} {name}")
        say(f"In all {sum(laporan.detik.values()):.0f} s. Accounts, password {SANDI}:")
        for name, nip in laporan.akun.items():
            say(f"  {nip}  {name}")
