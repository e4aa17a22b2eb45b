"""Instansi, their trees of units, posts and people. Keys are given here, in one order that every later part repeats."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from dashboard.skala.ukuran import Ukuran
from organisasi.models import Eselon, JenisJabatan, Jenjang, StatusKepegawaian

SANDI = "ekinerja-demo"
SUPER_ADMIN = 1
"""His key; he belongs to the largest instansi, as all accounts that are known."""
# Units of a dinas by the place of the one above among them, and the share of its staff up to and with each.
BESAR = ((-1, 0, 0, 0, 0, 1, 1), (0.04, 0.08, 0.24, 0.48, 0.86, 0.93, 1.0))
KECIL = ((-1, 0, 0), (0.2, 0.6, 1.0))
BESAR_MULAI = 60
SEKDA, KEPALA_DINAS, KEPALA_BIDANG, KEPALA_SEKSI, STAF = range(5)
_NAMA_UNIT = (
    "Dinas {0}", "Sekretariat Dinas {0}", "Bidang Perencanaan {0}", "Bidang Data dan Informasi {0}",
    "Bidang Pelayanan {0}", "Subbagian Umum {0}", "Subbagian Keuangan {0}",
)  # fmt: skip
_URUSAN = (
    "Kesehatan", "Pendidikan", "Pekerjaan Umum", "Komunikasi dan Informatika", "Sosial", "Perhubungan", "Pertanian",
    "Lingkungan Hidup", "Perdagangan", "Kependudukan", "Pariwisata", "Tenaga Kerja", "Perumahan", "Kelautan",
)  # fmt: skip
_STRUKTURAL = (
    ("Sekretaris Daerah", JenisJabatan.JPT_PRATAMA, "", Eselon.II_A),
    ("Kepala Dinas", JenisJabatan.JPT_PRATAMA, "", Eselon.II_B),
    ("Kepala Bidang", JenisJabatan.ADMINISTRATOR, "", Eselon.III_B),
    ("Kepala Subbagian", JenisJabatan.PENGAWAS, "", Eselon.IV_A),
)
_STAF = (
    ("Pengelola Data", JenisJabatan.PELAKSANA, "", ""),
    ("Pengadministrasi Perkantoran", JenisJabatan.PELAKSANA, "", ""),
    ("Penelaah Teknis Kebijakan", JenisJabatan.PELAKSANA, "", ""),
    ("Pranata Komputer Ahli Pertama", JenisJabatan.FUNGSIONAL, Jenjang.AHLI_PERTAMA, ""),
    ("Analis Kebijakan Ahli Muda", JenisJabatan.FUNGSIONAL, Jenjang.AHLI_MUDA, ""),
    ("Perencana Ahli Madya", JenisJabatan.FUNGSIONAL, Jenjang.AHLI_MADYA, ""),
    ("Perawat Terampil", JenisJabatan.FUNGSIONAL, Jenjang.TERAMPIL, ""),
    ("Guru Ahli Pertama", JenisJabatan.FUNGSIONAL, Jenjang.AHLI_PERTAMA, ""),
)
JABATAN = _STRUKTURAL + _STAF
_GOLONGAN_KEPALA = ("IV/d", "IV/c", "IV/a", "III/d")
_GOLONGAN_STAF = ("II/c", "II/d", "III/a", "III/b", "III/c", "III/d")
_GOLONGAN_PPPK = ("V", "VII", "IX", "X")
_DEPAN = (
    "Adi", "Agus", "Ani", "Arif", "Bambang", "Budi", "Citra", "Dedi", "Dewi", "Dian", "Eka", "Endang", "Fajar", "Fitri",
    "Gunawan", "Hadi", "Hendra", "Indah", "Irfan", "Joko", "Kartika", "Lestari", "Made", "Maya", "Nur", "Putri",
    "Rahmat", "Ratna", "Rini", "Siti", "Sri", "Taufik", "Tri", "Wahyu", "Wayan", "Yanti", "Yusuf",
)  # fmt: skip
_TENGAH = (
    "Agung", "Ayu", "Cahya", "Dwi", "Eko", "Firman", "Guntur", "Hari", "Ilham", "Jaya", "Kusuma", "Laras", "Mulya",
    "Novi", "Oka", "Prima", "Rizki", "Surya", "Teguh", "Utami", "Wulan", "Yoga", "Zaki",
)  # fmt: skip
_BELAKANG = (
    "Anggraini", "Gunawan", "Hakim", "Halim", "Hartono", "Hidayat", "Iskandar", "Kurniawan", "Lubis", "Maharani",
    "Nasution", "Nugroho", "Permana", "Prabowo", "Pratama", "Purnomo", "Rahayu", "Ramadhan", "Saputra", "Saragih",
    "Setiawan", "Siregar", "Sitorus", "Suharto", "Sulaiman", "Susanto", "Utomo", "Wibowo", "Wijaya", "Yulianto",
)  # fmt: skip
_LAHIR_MULAI = date(1967, 1, 1)
_HARI_LAHIR = 11_689
"""Birthdays, a prime, so that neighbours in the list differ in age; with 999 serials they name 11 million people."""


@dataclass(frozen=True, slots=True)
class Unit:
    """`dinas`: its number in the instansi; None for the top."""

    pk: int
    instansi: int
    induk: int | None
    nama: str
    kode: str
    kepala: int
    jalur: tuple[int, ...]
    dinas: int | None


@dataclass(frozen=True, slots=True)
class Orang:
    """`instansi` and `dinas` are keys of a row and a number of a dinas; `atasan` is who heads what he is assessed by.

    `kedudukan`: SEKDA to STAF. `jabatan`: its place in JABATAN.
    """

    pk: int
    instansi: int
    unit: int
    kedudukan: int
    jabatan: int
    dinas: int | None
    urutan: int
    """His number within the dinas."""
    atasan: "Orang | None"
    golongan: str
    pppk: bool
    admin: bool = False


@dataclass
class Isi:
    """An instansi with all that is in it. Its key is its number."""

    pk: int
    unit: list[Unit] = field(default_factory=list)
    orang: list[Orang] = field(default_factory=list)

    def jabatan(self, nomor: int) -> int:
        """The key of a post of this instansi."""
        return (self.pk - 1) * len(JABATAN) + nomor + 1


def every_instansi(ukuran: Ukuran) -> Iterator[Isi]:
    """One after the other, the largest first. The first key of people is the super admin's."""
    pegawai, unit = 2, 1
    for number in range(ukuran.instansi):
        isi = _instansi(ukuran, number, pegawai, unit)
        yield isi
        pegawai += len(isi.orang)
        unit += len(isi.unit)


def _instansi(ukuran: Ukuran, number: int, pegawai: int, unit: int) -> Isi:
    isi = Isi(number + 1)
    top = Unit(unit, isi.pk, None, "Sekretariat Daerah", "0", pegawai, (unit,), None)
    sekda = Orang(pegawai, isi.pk, top.pk, SEKDA, SEKDA, None, 0, None, _GOLONGAN_KEPALA[SEKDA], False)
    isi.unit.append(top)
    isi.orang.append(sekda)
    isi.orang.append(_staff(ukuran, pegawai + 1, isi, top.pk, None, 0, sekda, admin=True))
    for dinas, people in enumerate(ukuran.dinas(number)):
        _dinas(ukuran, isi, dinas, people)
    return isi


def _dinas(ukuran: Ukuran, isi: Isi, dinas: int, people: int) -> None:
    """Its heads first, each below the one above him, then the staff unit by unit."""
    parents, shares = BESAR if people >= BESAR_MULAI else KECIL
    first_unit, first = isi.unit[0].pk + len(isi.unit), isi.orang[0].pk + len(isi.orang)
    units: list[Unit] = []
    heads: list[Orang] = []
    name = f"{_URUSAN[dinas % len(_URUSAN)]} {dinas // len(_URUSAN) + 1}"
    for place, parent in enumerate(parents):
        above = isi.unit[0] if parent < 0 else units[parent]
        boss = isi.orang[0] if parent < 0 else heads[parent]
        level = min(KEPALA_SEKSI, boss.kedudukan + 1)
        pk, kode = first_unit + place, f"{dinas + 1}" if parent < 0 else f"{above.kode}.{place}"
        unit = Unit(
            pk, isi.pk, above.pk, _NAMA_UNIT[place].format(name), kode, first + place, (*above.jalur, pk), dinas
        )
        units.append(unit)
        heads.append(Orang(first + place, isi.pk, pk, level, level, dinas, place, boss, _GOLONGAN_KEPALA[level], False))
    isi.unit.extend(units)
    isi.orang.extend(heads)
    staff, place = people - len(heads), 0
    for number in range(staff):
        while number >= round(shares[place] * staff):
            place += 1
        order = len(heads) + number
        isi.orang.append(_staff(ukuran, first + order, isi, units[place].pk, dinas, order, heads[place]))


def _staff(
    ukuran: Ukuran, pk: int, isi: Isi, unit: int, dinas: int | None, urutan: int, atasan: Orang, *, admin: bool = False
) -> Orang:
    jabatan = len(_STRUKTURAL) + ukuran.acak(pk, 1, len(_STAF))
    pppk = ukuran.acak(pk, 2, 100) < 15
    choices = _GOLONGAN_PPPK if pppk else _GOLONGAN_STAF
    golongan = choices[ukuran.acak(pk, 3, len(choices))]
    return Orang(pk, isi.pk, unit, STAF, jabatan, dinas, urutan, atasan, golongan, pppk, admin)


def nip(pk: int) -> str:
    """Valid, and no one else's: no two people share both birthday and serial."""
    day, serial = (pk * 4111) % _HARI_LAHIR, pk // _HARI_LAHIR + 1
    lahir = _LAHIR_MULAI + timedelta(days=day)
    return f"{lahir:%Y%m%d}{lahir.year + 23 + pk % 4}{pk % 12 + 1:02d}{pk % 2 + 1}{serial:03d}"


def nama(ukuran: Ukuran, pk: int) -> str:
    parts = (_DEPAN, _TENGAH, _BELAKANG)
    return " ".join(words[ukuran.acak(pk, 10 + place, len(words))] for place, words in enumerate(parts))


def status(orang: Orang) -> str:
    return StatusKepegawaian.PPPK if orang.pppk else StatusKepegawaian.PNS


def accounts(isi: Isi) -> dict[int, str]:
    """Who of an instansi can sign in, by key: some of the largest, which comes first."""
    if isi.pk > 1:
        return {}
    admin = next(each for each in isi.orang if each.admin)
    dinas = next(each for each in isi.orang if each.kedudukan == KEPALA_DINAS)
    staf = next(each for each in isi.orang if each.kedudukan == STAF and each.dinas == 0 and each.atasan != dinas)
    head = {staf.atasan.pk: "pejabat penilai"} if staf.atasan else {}
    return {admin.pk: "admin instansi", dinas.pk: "kepala dinas", staf.pk: "staf", **head}


def known(ukuran: Ukuran) -> dict[str, str]:
    """The NIP of each account that can sign in."""
    people = accounts(next(every_instansi(ukuran)))
    return {name: nip(pk) for pk, name in ((SUPER_ADMIN, "super admin"), *people.items())}
