from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connections

from ekinerja.antrean import HEARTBEAT, LOST, Worker


class Command(BaseCommand):
    help = "Does the long work that pages have asked for, until Ctrl-C or TERM; any number of these may run at once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--serentak", type=_positive, default=2, help="How many works at the same time.")
        parser.add_argument("--detak", type=float, default=HEARTBEAT, help="Seconds between two signs of life.")
        parser.add_argument(
            "--hilang",
            type=float,
            default=LOST,
            help="A worker silent for so many seconds is taken for dead.",
        )

    def handle(self, *, serentak: int, detak: float, hilang: float, **options: Any) -> None:
        # A page is answered in seconds, an import is not.
        connections.settings["default"]["OPTIONS"]["options"] = settings.DATABASE_LIMITS_OF_WORKER
        connections.close_all()
        Worker(concurrency=serentak, heartbeat=detak, lost=hilang).run()


def _positive(text: str) -> int:
    if text.isdecimal() and int(text) > 0:
        return int(text)
    raise ArgumentTypeError(f"a whole number above 0, not {text!r}")
