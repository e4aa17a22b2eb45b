from importlib import import_module

from django.apps import AppConfig


class KegiatanConfig(AppConfig):
    name = "kegiatan"
    verbose_name = "Kegiatan harian"

    def ready(self) -> None:
        import_module("kegiatan.jejak_audit")
