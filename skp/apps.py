from django.apps import AppConfig


class SkpConfig(AppConfig):
    name = "skp"
    verbose_name = "SKP"

    def ready(self) -> None:
        from organisasi.kaitan import register
        from skp import kaitan

        register(kaitan)
