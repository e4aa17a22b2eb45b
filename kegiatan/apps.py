from importlib import import_module

from django.apps import AppConfig


class KegiatanConfig(AppConfig):
    name = "kegiatan"
    verbose_name = "Kegiatan harian"

    def ready(self) -> None:
        from kegiatan.kaitan import recorded_since
        from organisasi.kaitan import register_remark

        register_remark(recorded_since)
        import_module("kegiatan.jejak_audit")
