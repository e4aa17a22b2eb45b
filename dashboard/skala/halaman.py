"""The named pages that are measured and whose queries are looked at, each with who opens it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Count
from django.urls import reverse

from organisasi.models import JenisPeriode, Pegawai, PeriodeEvaluasi, UnitKerja
from penilaian.models import Evaluasi
from skp.models import Skp, SkpBulanan, TargetBulanan

SUPER_ADMIN, ADMIN, KEPALA, PENILAI, STAF = "super admin", "admin instansi", "kepala dinas", "pejabat penilai", "staf"


class Ukur(NamedTuple):
    """Goals of a page: queries, and KiB of HTML."""

    kueri: int
    kib: int


SHELL = 4
"""Queries of the session, the user, the bell and the menu's numbers, which every page has."""
DAFTAR, RINCIAN, FORMULIR, DASBOR = Ukur(8, 60), Ukur(12, 60), Ukur(8, 60), Ukur(8, 120)
PAPAN = Ukur(12, 120)
"""All subordinates beside all RHK."""


@dataclass(frozen=True)
class Halaman:
    nama: str
    siapa: str
    alamat: str
    jenis: Ukur


@dataclass(frozen=True)
class Bahan:
    """What the addresses are made of: people of the largest instansi by what they are, and their documents."""

    orang: dict[str, Pegawai]
    tahun: int
    skp: Skp
    bulanan: SkpBulanan
    target: TargetBulanan
    dinas: UnitKerja
    periode: PeriodeEvaluasi
    dinilai: Evaluasi


def find(nip: dict[str, str], tahun: int) -> Bahan:
    """`nip`: of the known accounts. Raises DoesNotExist in a database that was built otherwise."""
    people = {person.nip: person for person in Pegawai.objects.filter(nip__in=nip.values()).select_related("unit")}
    orang = {name: people[number] for name, number in nip.items()}
    staf, kepala = orang[STAF], orang[KEPALA]
    skp = Skp.objects.get(pegawai=staf, tahun=tahun)
    # The month before this one has all its days and is being judged.
    bulanan = skp.bulanan.annotate(n=Count("target")).order_by("-bulan")[1]
    periode = PeriodeEvaluasi.objects.filter(instansi=staf.instansi, tahun=tahun, jenis=JenisPeriode.TRIWULAN)
    quarter = periode.order_by("mulai").first()
    rated = Evaluasi.objects.filter(periode=quarter, skp__penilai=orang[PENILAI]).order_by("pk").first()
    if kepala.unit is None or quarter is None or rated is None:
        raise Evaluasi.DoesNotExist("Nobody of the penilai was evaluated.")
    return Bahan(orang, tahun, skp, bulanan, bulanan.target.order_by("pk")[0], kepala.unit, quarter, rated)


def pages(bahan: Bahan) -> Iterator[Halaman]:
    """Opened as they stand, without any filter."""
    for nama, siapa, jenis, route, kwargs in _PAGES:
        yield Halaman(nama, siapa, reverse(route, kwargs=kwargs(bahan)), jenis)


def papers(bahan: Bahan) -> Iterator[Halaman]:
    for nama, siapa, route, kwargs in _PAPERS:
        yield Halaman(nama, siapa, reverse(route, kwargs=kwargs(bahan)), RINCIAN)


Kwargs = Callable[[Bahan], dict[str, object]]


def _none(_: Bahan) -> dict[str, object]:
    return {}


def _skp(bahan: Bahan) -> dict[str, object]:
    return {"pk": bahan.skp.pk}


def _month(bahan: Bahan) -> dict[str, object]:
    return {"pk": bahan.bulanan.pk}


def _head(bahan: Bahan) -> dict[str, object]:
    return {"pk": Skp.objects.get(pegawai=bahan.orang[PENILAI], tahun=bahan.tahun).pk}


def _unit(bahan: Bahan) -> dict[str, object]:
    return {"unit": bahan.dinas.pk, "tahun": bahan.tahun}


def _calendar(bahan: Bahan) -> dict[str, object]:
    return {**_unit(bahan), "bulan": bahan.bulanan.bulan}


def _statistik(jenis: str, level: str) -> Kwargs:
    keys = {
        "nasional": lambda bahan: {},
        "instansi": lambda bahan: {"instansi": bahan.dinas.instansi_id},
        "unit": lambda bahan: {"unit": bahan.dinas.pk},
    }
    return lambda bahan: {"jenis": jenis, "tahun": bahan.tahun, **keys[level](bahan)}


def _rated(bahan: Bahan) -> dict[str, object]:
    return {"skp": bahan.dinilai.skp_id, "periode": bahan.dinilai.periode_id}


def _own(bahan: Bahan) -> dict[str, object]:
    return {"skp": bahan.skp.pk, "periode": bahan.periode.pk}


_PAGES: tuple[tuple[str, str, Ukur, str, Kwargs], ...] = (
    *((f"Beranda, {who}", who, DASBOR, "beranda", _none) for who in (STAF, PENILAI, KEPALA, ADMIN, SUPER_ADMIN)),
    ("Kegiatan harian", STAF, DAFTAR, "kegiatan:list", _none),
    ("Kegiatan harian, tambah", STAF, FORMULIR, "kegiatan:tambah", _none),
    ("SKP, daftar", STAF, DAFTAR, "skp:tahunan_list", _none),
    ("SKP", STAF, RINCIAN, "skp:tahunan_detail", _skp),
    ("SKP Bulanan, daftar", STAF, DAFTAR, "skp:bulanan_list", _none),
    ("SKP Bulanan", STAF, RINCIAN, "skp:bulanan_detail", _month),
    ("Realisasi bulan", STAF, RINCIAN, "penilaian:realisasi", _month),
    ("Evaluasi saya", STAF, DAFTAR, "penilaian:skp", lambda bahan: {"skp": bahan.skp.pk}),
    ("Lembar evaluasi", STAF, RINCIAN, "penilaian:evaluasi", _own),
    ("Pemberitahuan", STAF, DAFTAR, "pemberitahuan", _none),
    ("Penilaian harian", PENILAI, DAFTAR, "penilaian:harian", _none),
    ("Penilaian bulanan", PENILAI, DAFTAR, "penilaian:bulanan", _none),
    ("Persetujuan", PENILAI, DAFTAR, "skp:persetujuan", _none),
    ("Bawahan", PENILAI, DAFTAR, "skp:bawahan", _none),
    ("Penilaian bawahan", PENILAI, DAFTAR, "penilaian:bawahan_list", _none),
    ("Menilai seorang", PENILAI, RINCIAN, "penilaian:feedback", _rated),
    ("Matriks", PENILAI, PAPAN, "skp:matriks", _head),
    ("Monitoring kurva", KEPALA, DAFTAR, "penilaian:monitoring_kurva", _none),
    *(
        (f"Statistik {jenis}, {level}", SUPER_ADMIN if level == "nasional" else ADMIN, DASBOR,
         f"dashboard:statistik_{level}", _statistik(jenis, level))
        for jenis in ("pengisian", "matriks", "penilaian") for level in ("nasional", "instansi", "unit")
    ),
    *(
        (f"Statistik {jenis}, orang", ADMIN, DAFTAR, "dashboard:statistik_orang", _statistik(jenis, "instansi"))
        for jenis in ("pengisian", "matriks", "penilaian")
    ),
    ("Monitoring pengisian", KEPALA, DAFTAR, "dashboard:pemantauan_pengisian", _none),
    ("Monitoring bulanan", KEPALA, DAFTAR, "dashboard:pemantauan_bulanan", _none),
    ("Monitoring unit", KEPALA, DAFTAR, "dashboard:pemantauan_unit", _unit),
    ("Monitoring kalender", KEPALA, DASBOR, "dashboard:pemantauan_kalender", _calendar),
    ("Rekap unit", KEPALA, DAFTAR, "dashboard:rekap_unit", _calendar),
    ("Manajemen unor", ADMIN, DAFTAR, "unor", _none),
    ("Unor", ADMIN, RINCIAN, "unor_detail", lambda bahan: {"pk": bahan.dinas.pk}),
    ("Manajemen pegawai", ADMIN, DAFTAR, "pegawai_list", _none),
    ("Pegawai", ADMIN, RINCIAN, "pegawai_detail", lambda bahan: {"pk": bahan.orang[STAF].pk}),
    ("Audit", ADMIN, DAFTAR, "audit_list", _none),
    ("Pekerjaan", ADMIN, DAFTAR, "pekerjaan_list", _none),
    ("Cetak", STAF, RINCIAN, "dashboard:cetak", _none),
)  # fmt: skip
_PAPERS: tuple[tuple[str, str, str, Kwargs], ...] = (
    ("Formulir SKP", STAF, "skp:cetak", _skp),
    ("SKP menurut PermenPANRB 6/2022", STAF, "skp:cetak_skp", _skp),
    ("Capaian bulan", STAF, "penilaian:cetak_bulan", _month),
    ("Evaluasi kinerja", PENILAI, "penilaian:cetak_evaluasi", _rated),
    ("Kegiatan sebulan", STAF, "kegiatan:cetak", lambda bahan: {"tahun": bahan.tahun, "bulan": bahan.bulanan.bulan}),
)
