from importlib import import_module

from django.apps import AppConfig


class SkpConfig(AppConfig):
    name = "skp"
    verbose_name = "SKP"

    def ready(self) -> None:
        from organisasi import bagian
        from organisasi import kaitan as of_person
        from organisasi import penilai_tercatat as of_unit
        from skp import isi, kaitan, penilai_tercatat

        of_person.register(kaitan)
        of_unit.register(penilai_tercatat)
        bagian.register_documents(bagian.PENGUKURAN, isi.months)
        bagian.register_documents(bagian.EVALUASI, isi.teams)
        import_module("skp.jejak_audit")
