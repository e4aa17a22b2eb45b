import json
import os
import subprocess
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from dashboard.models import TahunRekap
from dashboard.skala import halaman
from dashboard.skala.bangun import Pembangun
from dashboard.skala.orang import known
from dashboard.skala.tabel import pages_table, table
from dashboard.skala.ukur import Hasil, HasilHalaman, Pengukur
from dashboard.skala.ukuran import Ukuran
from organisasi.models import Instansi, Pegawai

ORANG_PER_INSTANSI = 1600
INTRO = """# Bench

Made by `make bench`; in T, the time of a trivial page (session, user, a menu; two queries) of the same run. Figures of
two databases of one run, each a PostgreSQL of its own with default settings, on a machine that may do other things
beside it. Horilla's figures are not of this run: they were measured once, in T of their own run.
"""


class Command(BaseCommand):
    help = "Measures the pages at two sizes, each in a database of its own, which is built where it is missing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--kecil", type=int, default=10_000, metavar="M", help="people of the small database")
        parser.add_argument("--besar", type=int, default=1_000_000, metavar="M", help="people of the large one")
        parser.add_argument("--putaran", type=int, default=7, help="rounds of which the median is told")
        parser.add_argument("--tulis", type=Path, metavar="FILE", help="write the tables there too")
        parser.add_argument("--satu", type=int, metavar="M", help="measure the database at hand, and print JSON only")

    def handle(
        self, *, kecil: int, besar: int, putaran: int, tulis: Path | None, satu: int | None, **options: Any
    ) -> None:
        if satu is not None:
            self.stdout.write(json.dumps(self._measure(satu, putaran).as_json()))
            return
        found = [self._in_its_own(size, putaran) for size in (kecil, besar)]
        text = f"{INTRO}\n{table(*found)}\n\n## Every page\n\n{pages_table(*found)}\n"
        self.stdout.write(text)
        if tulis:
            tulis.write_text(text)

    def _in_its_own(self, pegawai: int, putaran: int) -> Hasil:
        """A process and a cluster for each size: two that share a server would share its memory."""
        place = Path(settings.VAR_DIR) / "bench" / str(pegawai)
        environ = {**os.environ, "EKINERJA_VAR": str(place), "DEMO": "1", "EKINERJA_PG_FAST": "0"}
        command = [sys.executable, "manage.py", "ukur", "--satu", str(pegawai), "--putaran", str(putaran)]
        done = subprocess.run(
            command, env=environ, cwd=settings.BASE_DIR, stdout=subprocess.PIPE, text=True, check=False
        )
        if done.returncode:
            raise CommandError(f"Measuring {pegawai:,} people failed; the reason stands above.")
        values = json.loads(done.stdout.splitlines()[-1])
        pages = {name: HasilHalaman(**page) for name, page in values.pop("halaman").items()}
        return Hasil(**values, halaman=pages)

    def _measure(self, pegawai: int, putaran: int) -> Hasil:
        say = self.stderr.write
        call_command("migrate", interactive=False, verbosity=0)
        instansi = max(1, round(pegawai / ORANG_PER_INSTANSI))
        ukuran = Ukuran(instansi, pegawai, pegawai * 10, 1, timezone.localdate())
        if not Instansi.objects.exists():
            say(f"Building {pegawai:,} people:")
            Pembangun(ukuran, timezone.now(), say).build()
        if Pegawai.objects.count() != pegawai + 1:
            raise CommandError("That database holds another number of people; remove its folder.")
        tahun = TahunRekap.objects.latest("tahun").tahun
        say(f"Measuring {pegawai:,} people:")
        return Pengukur(halaman.find(known(ukuran), tahun), pegawai, putaran).measure(say)
