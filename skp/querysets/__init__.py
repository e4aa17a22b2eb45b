from skp.querysets.adendum import AdendumQuerySet
from skp.querysets.dokumen import (
    RencanaHasilKerjaQuerySet,
    SkpBulananQuerySet,
    SkpQuerySet,
    TargetBulananQuerySet,
    opened_to,
    person_matches,
)
from skp.querysets.permintaan import PermintaanKoreksiQuerySet, PermintaanSalinQuerySet
from skp.querysets.rincian import BankIndikatorQuerySet, BankRhkQuerySet, ButirLampiranQuerySet, IndikatorQuerySet
from skp.querysets.tim import PembagianQuerySet, PesertaMatriksQuerySet, TimKerjaQuerySet

__all__ = [
    "AdendumQuerySet",
    "BankIndikatorQuerySet",
    "BankRhkQuerySet",
    "ButirLampiranQuerySet",
    "IndikatorQuerySet",
    "PembagianQuerySet",
    "PermintaanKoreksiQuerySet",
    "PermintaanSalinQuerySet",
    "PesertaMatriksQuerySet",
    "RencanaHasilKerjaQuerySet",
    "SkpBulananQuerySet",
    "SkpQuerySet",
    "TargetBulananQuerySet",
    "TimKerjaQuerySet",
    "opened_to",
    "person_matches",
]
