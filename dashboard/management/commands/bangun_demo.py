from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from dashboard.demo import bangun
from organisasi.models import Instansi


class Command(BaseCommand):
    help = "Fills an empty database with the demo city: its people, and two years of their work up to today."

    @transaction.atomic
    def handle(self, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demo city is for demonstrations only; start with DEMO=1.")
        if Instansi.objects.exists():
            raise CommandError("This database already holds an instansi; the demo city is built in an empty one only.")
        summary = bangun.build(timezone.now())
        rows = ", ".join(f"{number} {name}" for name, number in summary.jumlah.items())
        if options["verbosity"]:
            self.stdout.write(f"Demo city: {rows}.")
