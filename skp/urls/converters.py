"""The words the addresses of this app may hold. Registered before any of them is read."""

from django.urls import register_converter

from skp.rules.koreksi import AksiKoreksi
from skp.rules.salin import AksiSalin
from skp.workflow import ADENDUM_ACTIONS, Action


class AksiConverter:
    """A step in an address: "buka-kembali"."""

    regex = "|".join(action.value.lower().replace("_", "-") for action in Action)

    def to_python(self, value: str) -> Action:
        return Action(value.replace("-", "_").upper())

    def to_url(self, value: str) -> str:
        return value.lower().replace("_", "-")


class AksiAdendumConverter(AksiConverter):
    regex = "|".join(sorted(action.value.lower() for action in ADENDUM_ACTIONS))


class PilihanConverter:
    """One of a few words in an address."""

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return str(value)


class AksiSalinConverter(PilihanConverter):
    """A step of a request to copy RHK."""

    regex = "|".join(AksiSalin.values)

    def to_python(self, value: str) -> AksiSalin:
        return AksiSalin(value)


class AksiKoreksiConverter(PilihanConverter):
    """A step of a request to correct."""

    regex = "|".join(AksiKoreksi.values)

    def to_python(self, value: str) -> AksiKoreksi:
        return AksiKoreksi(value)


class ArahConverter(PilihanConverter):
    regex = "naik|turun"


class JenisConverter(PilihanConverter):
    regex = "tahunan|bulanan"


class PeranConverter(PilihanConverter):
    """What is said of an empty cell: "tidak" berperan, or nothing again."""

    regex = "tidak|kosong"


register_converter(AksiConverter, "aksi_skp")
register_converter(AksiSalinConverter, "aksi_salin")
register_converter(AksiAdendumConverter, "aksi_adendum")
register_converter(ArahConverter, "arah")
register_converter(JenisConverter, "jenis_skp")
register_converter(AksiKoreksiConverter, "aksi_koreksi")
register_converter(PeranConverter, "peran")
