from dataclasses import dataclass

from skp.models import Aspek, JenisRhk, Klasifikasi, Perspektif


@dataclass(frozen=True)
class Ukuran:
    """An indikator: `aspek` counts for JA and JF, `perspektif` for JPT."""

    uraian: str
    target: str
    aspek: Aspek | None = None
    perspektif: Perspektif | None = None


@dataclass(frozen=True)
class Rencana:
    """An RHK that is not measured month by month. `kode` and `mendukung` as for a Tugas; texts may hold {kota}."""

    uraian: str
    ukuran: tuple[Ukuran, ...]
    mendukung: str = ""
    kode: str = ""
    jenis: JenisRhk = JenisRhk.UTAMA
    klasifikasi: Klasifikasi = Klasifikasi.ORGANISASI
    penugasan: str = ""


@dataclass(frozen=True)
class Tugas:
    """One line of an SKP and how it is worked off.

    `tahapan` are the steps of a month, which daily activities repeat; `hasil` is the activity that yields the output.
    `kode` and `mendukung` join a line to one of the superior's; without `mendukung` it is Tidak Cascading.
    `setahun` counts outputs a year, `hari` the days a month gives to it, `biaya` rupiah a year (PA and KPA only).
    Texts may hold {dinas} and {bulan}.
    """

    uraian: str
    satuan: str
    setahun: int
    hasil: str
    tahapan: tuple[str, ...]
    mendukung: str = ""
    kode: str = ""
    hari: int = 10
    biaya: int = 0
    angka_kredit: str = ""

    def kuantitas(self, bulan: int) -> int:
        """Outputs due in a month: evenly for what is made every month, else at the ends of equal spans."""
        if self.setahun >= 12:
            return self.setahun // 12
        return int(bulan % (12 // self.setahun) == 0)
