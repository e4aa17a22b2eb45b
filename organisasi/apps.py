from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class OrganisasiConfig(AppConfig):
    name = "organisasi"
    verbose_name = "Organisasi"

    def ready(self) -> None:
        """The kinds of sheets that come in and go out: those of this room, and of each that has a module `impor`."""
        import_module("organisasi.impor.bawaan")
        autodiscover_modules("impor")
