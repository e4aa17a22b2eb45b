from django.apps import AppConfig


class SkpConfig(AppConfig):
    name = "skp"
    verbose_name = "SKP"

    def ready(self) -> None:
        from organisasi import kaitan as of_person
        from organisasi import penilai_tercatat as of_unit
        from skp import kaitan, penilai_tercatat

        of_person.register(kaitan)
        of_unit.register(penilai_tercatat)
