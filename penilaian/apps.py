from django.apps import AppConfig


class PenilaianConfig(AppConfig):
    name = "penilaian"
    verbose_name = "Penilaian"

    def ready(self) -> None:
        from penilaian.querysets.pengisian import used_lines
        from skp.terpakai import register

        register(used_lines)
