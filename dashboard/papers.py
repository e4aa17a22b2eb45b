"""The papers of one person, year and month as one reader may print them, and why one is not there yet.

Reads whether there is something to print, never the numbers: those are computed by the paper itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.formats import date_format

from kegiatan.models import KegiatanHarian
from organisasi.deadlines import month_end, month_name
from organisasi.models import Pegawai, PeriodeEvaluasi
from organisasi.rules.orang import measures
from penilaian import lembar_angka_kredit as lembar
from penilaian import naskah, papers
from penilaian.angka_kredit import angka_kredit_of
from penilaian.models import Evaluasi, PenilaianPerilaku
from penilaian.querysets.angka_kredit import readable_people
from penilaian.rules.cetak_evaluasi import may_print_document
from penilaian.rules.evaluasi import Kedudukan
from skp.models import Skp, SkpBulanan, TargetBulanan
from skp.workflow import Status


@dataclass(frozen=True)
class Paper:
    judul: str
    isi: str
    icon: str
    url: str = ""
    konsep: str = ""
    """Why it is printed as a draft; empty for a final paper."""
    alasan: str = ""
    """Why it cannot be printed; empty where there is a url."""
    keterangan: str = ""
    diputuskan: bool = True
    """Whether somebody makes it final; a report only tells."""


SKP = Paper(
    "Sasaran Kinerja Pegawai (SKP)",
    "Hasil kerja dengan indikator dan targetnya, perilaku kerja BerAKHLAK, dan tanda tangan kedua pihak.",
    "bullseye",
)
LAMPIRAN = Paper(
    "Lampiran SKP",
    "Dukungan sumber daya, skema pertanggungjawaban, dan konsekuensi.",
    "paperclip",
)
RENCANA_AKSI = Paper(
    "Rencana Aksi",
    "Langkah-langkah periode itu untuk setiap rencana hasil kerja, dengan targetnya.",
    "list-ol",
    diputuskan=False,
)
EVALUASI = Paper(
    "Evaluasi Kinerja Pegawai",
    "Capaian dan pola distribusi organisasi, realisasi dan umpan balik setiap RHK dan perilaku, rating dan predikat.",
    "clipboard-check",
)
DOKUMEN = Paper(
    "Dokumen Evaluasi Kinerja Pegawai",
    "Ketiga pihak, predikat kinerja, catatan atau rekomendasi, dan tanda tangan.",
    "file-earmark-check",
)
FORMULIR = Paper(
    "Formulir SKP",
    "Pejabat penilai dan yang dinilai, kegiatan tugas jabatan, angka kredit dan target setahun.",
    "file-earmark-text",
)
CAPAIAN_BULAN = Paper(
    "Penilaian Capaian SKP Bulanan",
    "Target dan realisasi setiap kegiatan tugas jabatan, penghitungan dan nilai capaian bulan itu.",
    "calendar3",
)
HARIAN = Paper(
    "Laporan Kegiatan Harian",
    "Kegiatan setiap hari dalam sebulan: waktu, kuantitas, target SKP, bukti pendukung dan penilaian.",
    "journal-check",
    diputuskan=False,
)
CAPAIAN_TAHUN = Paper(
    "Penilaian Capaian SKP Tahunan",
    "Nilai setiap bulan, tugas tambahan dan kreativitas, dan nilai capaian SKP setahun.",
    "calendar4-range",
)
PRESTASI = Paper(
    "Penilaian Prestasi Kerja",
    "Sampul, SKP 60% dan perilaku kerja 40%, keberatan, tanggapan, keputusan, rekomendasi dan tanda tangan.",
    "award",
)

KONVERSI = Paper(
    "Konversi Predikat Kinerja ke Angka Kredit",
    "Predikat kinerja setahun, persentase, koefisien jenjang, dan angka kredit yang didapat.",
    "arrow-left-right",
)
AKUMULASI = Paper(
    "Akumulasi Angka Kredit",
    "Konversi setiap masa penilaian dalam jenjang sekarang, dan jumlahnya.",
    "plus-slash-minus",
)
PENETAPAN = Paper(
    "Penetapan Angka Kredit",
    "Angka kredit lama, baru dan jumlahnya, minimal dan kekurangannya untuk pangkat dan jenjang berikutnya.",
    "patch-check",
)


def papers_of(pegawai: Pegawai, *, user: Pegawai, tahun: int, bulan: int, on: date) -> list[Paper]:
    """In the order of the year's work. Five queries at most, nine of a pejabat fungsional.

    Where nothing is measured monthly, the papers of months show only if they are there from an earlier time.
    """
    skps = list(Skp.objects.visible_to(user).filter(pegawai=pegawai, tahun=tahun).order_by("periode_mulai"))
    months = list(
        SkpBulanan.objects.visible_to(user)
        .filter(skp__pegawai=pegawai, skp__tahun=tahun)
        .select_related("skp")
        .annotate(
            bertarget=Exists(TargetBulanan.objects.filter(skp_bulanan=OuterRef("pk"))),
            berperilaku=Exists(PenilaianPerilaku.objects.filter(skp_bulanan=OuterRef("pk"))),
        )
    )
    without = "" if skps else _without_skp(pegawai, user, tahun)
    periodic = [
        *_plans(SKP, "skp:cetak_skp", skps, without),
        *_plans(LAMPIRAN, "skp:cetak_lampiran", skps, without),
        *_evaluations(pegawai, user, skps, date(tahun, bulan, 1)),
        *_angka_kredit(pegawai, user, tahun, on),
    ]
    monthly = [
        *_plans(FORMULIR, "skp:cetak", skps, without),
        *_capaian_bulan([row for row in months if row.bulan == bulan], tahun, bulan),
        _harian(pegawai, user, date(tahun, bulan, 1)),
        *_year(skps, [row for row in months if row.status == Status.DISETUJUI and row.bertarget], tahun, on),
    ]
    instansi = pegawai.instansi
    if not measures(instansi):
        monthly = [paper for paper in monthly if paper.url and months]
    return [*periodic, *monthly] if instansi is None or instansi.evaluasi_periodik else monthly


def _plans(paper: Paper, url_name: str, skps: list[Skp], without: str) -> list[Paper]:
    """One for each SKP of the year; `without`: why there is none."""
    if not skps:
        return [_missing(paper, without)]
    return [
        _printable(
            paper,
            reverse(url_name, args=[skp.pk]),
            konsep="" if skp.status == Status.DISETUJUI else f"SKP {skp.get_status_display().lower()}.",
            keterangan="" if skp.setahun_penuh else f"{_day(skp.periode_mulai)} s.d. {_day(skp.periode_selesai)}",
        )
        for skp in skps
    ]


def _evaluations(pegawai: Pegawai, user: Pegawai, skps: list[Skp], month: date) -> Iterator[Paper]:
    """Of the periods that the month belongs to. Two queries."""
    periods = list(
        PeriodeEvaluasi.objects.filter(
            instansi=pegawai.instansi_id, tahun=month.year, mulai__lte=month_end(month), selesai__gte=month
        ).order_by("selesai", "-mulai")
    )
    stored = {
        (row.skp_id, row.periode_id): row
        for row in Evaluasi.objects.visible_to(user).filter(skp__in=skps, periode__in=periods)
    }
    kedudukan = Kedudukan(pemilik=pegawai == user)
    for skp, periode in product(skps, periods):
        if skp.status != Status.DISETUJUI or not periode.meets(skp.periode_mulai, skp.periode_selesai):
            continue
        evaluasi = stored.get((skp.pk, periode.pk)) or Evaluasi(skp=skp)
        evaluasi.periode = periode
        konsep, nama, key = naskah.draft_reason(kedudukan, evaluasi), str(periode), [skp.pk, periode.pk]
        yield _printable(RENCANA_AKSI, reverse("penilaian:cetak_rencana_aksi", args=key), keterangan=nama)
        yield _printable(EVALUASI, reverse("penilaian:cetak_evaluasi", args=key), konsep=konsep, keterangan=nama)
        if verdict := may_print_document(kedudukan, evaluasi):
            url = reverse("penilaian:cetak_dokumen_evaluasi", args=key)
            yield _printable(DOKUMEN, url, konsep=konsep, keterangan=nama)
        else:
            yield _missing(DOKUMEN, verdict.reason)


def _capaian_bulan(months: list[SkpBulanan], tahun: int, bulan: int) -> list[Paper]:
    if not months:
        return [_missing(CAPAIAN_BULAN, f"Belum ada SKP Bulanan {month_name(date(tahun, bulan, 1))}.")]
    return [
        _printable(CAPAIAN_BULAN, reverse("penilaian:cetak_bulan", args=[row.pk]), konsep=papers.month_still_open(row))
        for row in months
    ]


def _harian(pegawai: Pegawai, user: Pegawai, first: date) -> Paper:
    rows = KegiatanHarian.objects.visible_to(user).filter(pegawai=pegawai).between(first, month_end(first))
    count = rows.count()
    if not count:
        return _missing(HARIAN, f"Tidak ada kegiatan harian pada {month_name(first)}.")
    url = reverse("kegiatan:cetak", args=[first.year, first.month])
    return _printable(HARIAN, f"{url}?{urlencode({'pegawai': pegawai.pk})}", keterangan=f"{count} kegiatan")


def _year(skps: list[Skp], counted: list[SkpBulanan], tahun: int, on: date) -> list[Paper]:
    if not skps:
        return [_missing(CAPAIAN_TAHUN, _no_skp(tahun)), _missing(PRESTASI, _no_skp(tahun))]
    skp = skps[-1]  # a year with several SKP is judged on the last one
    konsep = papers.year_still_open(skp, open_months=sum(not row.ditutup for row in counted), on=on)
    perilaku = any(row.berperilaku for row in counted)
    return [
        _unless(papers.year_missing(counted=bool(counted)), CAPAIAN_TAHUN, "penilaian:cetak_tahun", skp, konsep),
        _unless(
            papers.prestasi_missing(counted=bool(counted), perilaku=perilaku),
            PRESTASI,
            "penilaian:cetak_prestasi",
            skp,
            konsep,
        ),
    ]


def _angka_kredit(pegawai: Pegawai, user: Pegawai, tahun: int, on: date) -> list[Paper]:
    """The three sheets of a pejabat fungsional, for who may read his angka kredit."""
    fungsional = pegawai.jabatan is not None and pegawai.jabatan.fungsional
    if not fungsional or not readable_people(user).filter(pk=pegawai.pk).exists():
        return []
    found = angka_kredit_of(pegawai, reader=user, on=on)
    of_year = [row for row in found.baris if row.tahun == tahun and row.potongan]
    konsep = lembar.konsep(found.dihitung)
    konversi = _printable(
        KONVERSI, reverse("penilaian:ak_konversi", args=[pegawai.pk, tahun]), konsep=lembar.konsep(of_year)
    )
    akumulasi = _printable(AKUMULASI, reverse("penilaian:ak_akumulasi", args=[pegawai.pk]), konsep=konsep)
    penetapan = _printable(PENETAPAN, reverse("penilaian:ak_penetapan", args=[pegawai.pk]), konsep=konsep)
    return [
        konversi if of_year else _missing(KONVERSI, f"Belum ada predikat kinerja {tahun}."),
        akumulasi if lembar.akumulasi(found) else _missing(AKUMULASI, "Belum ada hasil konversi yang dihitung."),
        penetapan if lembar.penetapan(found) else _missing(PENETAPAN, "Belum ada angka kredit yang dihitung."),
    ]


def _unless(missing: str, paper: Paper, url_name: str, skp: Skp, konsep: str) -> Paper:
    return _missing(paper, missing) if missing else _printable(paper, reverse(url_name, args=[skp.pk]), konsep=konsep)


def _printable(paper: Paper, url: str, *, konsep: str = "", keterangan: str = "") -> Paper:
    return replace(paper, url=url, konsep=konsep, keterangan=keterangan)


def _missing(paper: Paper, alasan: str) -> Paper:
    return replace(paper, alasan=alasan)


def _without_skp(pegawai: Pegawai, user: Pegawai, tahun: int) -> str:
    hidden = Skp.objects.exists_for(user).filter(pegawai=pegawai, tahun=tahun).exists()
    return f"SKP tahun {tahun} belum diajukan." if hidden else _no_skp(tahun)


def _no_skp(tahun: int) -> str:
    return f"Belum ada SKP tahun {tahun}."


def _day(day: date) -> str:
    return date_format(day, "j F")
