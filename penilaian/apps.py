from importlib import import_module

from django.apps import AppConfig


class PenilaianConfig(AppConfig):
    name = "penilaian"
    verbose_name = "Penilaian"

    def ready(self) -> None:
        from organisasi import bagian
        from organisasi import kaitan as of_person
        from penilaian import kaitan, kartu
        from penilaian.querysets.pengisian import used_lines
        from skp.terpakai import register

        register(used_lines)
        of_person.register(kaitan)
        bagian.register_cards(kartu.cards)
        bagian.register_documents(bagian.EVALUASI, kartu.evaluations)
        import_module("penilaian.jejak_audit")
