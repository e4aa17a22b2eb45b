"""Builds the demo city in one go."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import pghistory.trigger
import pgtrigger
from django.apps import apps
from django.db import connection

from dashboard.demo.adendum import add_approved_rhk, make_adendum
from dashboard.demo.dokumen import make_bulanan, make_skp
from dashboard.demo.evaluasi import tell_evaluations, write_evaluations
from dashboard.demo.harian import make_harian
from dashboard.demo.isian import fill_in
from dashboard.demo.kalibrasi import make_kalibrasi
from dashboard.demo.kepegawaian import make_kepegawaian
from dashboard.demo.lembar import make_lembar, remind_late
from dashboard.demo.nilai import make_nilai
from dashboard.demo.orang import make_city
from dashboard.demo.pembinaan import make_pembinaan
from dashboard.demo.permintaan import make_pembagian, make_permintaan
from dashboard.demo.sasaran import make_sasaran
from dashboard.demo.tim import make_matriks, make_tim
from dashboard.demo.usulan import make_usulan
from dashboard.demo.waktu import WIB, Kini
from dashboard.rekap import close_year, open_year
from kegiatan.models import Bukti, KegiatanHarian, Kreativitas, TugasTambahan
from organisasi.models import Pegawai, Pemberitahuan, UnitKerja
from penilaian.models import CapaianBulanan, CapaianUnit, CatatanPembinaan, Evaluasi, UmpanBalik, UmpanBalikRekan
from skp.models import (
    BankRhk,
    Indikator,
    PesertaMatriks,
    RencanaHasilKerja,
    Skp,
    SkpBulanan,
    TargetBulanan,
    TidakBerperan,
    TimKerja,
)

ROOMS = ("organisasi", "skp", "kegiatan", "penilaian")
COUNTED = (
    UnitKerja, Pegawai, Skp, RencanaHasilKerja, SkpBulanan, TargetBulanan, KegiatanHarian, Bukti, TugasTambahan,
    Kreativitas, CapaianBulanan, Indikator, TimKerja, PesertaMatriks, BankRhk, Pemberitahuan, Evaluasi,
)  # fmt: skip


@dataclass(frozen=True)
class Ringkasan:
    """How many rows of each kind, by their plural name, and a fingerprint of what they tell."""

    jumlah: dict[str, int]
    sidik: str


def build(saat: datetime) -> Ringkasan:
    """Fills an empty database as of that moment. To be called inside one transaction."""
    kini = Kini(saat.astimezone(WIB))
    kota = make_city(kini)
    with pgtrigger.ignore(*_document_trails()):
        stretches = make_skp(kota)
        make_tim(kota, stretches)
        make_pembagian(kota, stretches)
        add_approved_rhk(kota, stretches)
        make_sasaran(kota, stretches)
        make_matriks(kota, stretches)
        months = make_bulanan(kota, stretches)
        harian = make_harian(kota, months)
        _analyze()
        make_nilai(kini, months, harian)
        make_usulan(kota, stretches)
        make_adendum(kota, stretches)
        evaluations = tell_evaluations(kota, stretches)
        fill_in(kota, evaluations)
        write_evaluations(kota, evaluations)
        make_pembinaan(kota, stretches, evaluations)
        make_permintaan(kota, stretches)
        make_kalibrasi(kota)
        _backdate()
        _analyze()
    # Apart from the above: the audit is told which admin did it, and does not hear it where triggers are ignored.
    make_kepegawaian(kota)
    for tahun in sorted(set(Skp.objects.values_list("tahun", flat=True))):
        open_year(tahun, at=saat)
        if tahun < saat.astimezone(WIB).year:
            close_year(tahun, at=saat)
    remind_late(kota)
    make_lembar(kota)
    return Ringkasan(
        jumlah={str(model._meta.verbose_name_plural): model._default_manager.count() for model in COUNTED},
        sidik=fingerprint(),
    )


def fingerprint() -> str:
    """The same for two demos that tell the same story on the same day; keys, tokens and file names do not count."""
    told = hashlib.sha256()
    for row in _told():
        told.update(repr(row).encode())
    return told.hexdigest()


def _told() -> Iterable[tuple[object, ...]]:
    yield from Skp.objects.order_by("pegawai__nip", "periode_mulai").values_list(
        "pegawai__nip", "penilai__nip", "periode_mulai", "status", "status_sejak"
    )
    yield from RencanaHasilKerja.objects.order_by("skp__pegawai__nip", "skp__periode_mulai", "urutan").values_list(
        "skp__pegawai__nip", "uraian", "jenis", "atasan__uraian", "atasan__skp__pegawai__nip"
    )
    yield from Indikator.objects.order_by(
        "rhk__skp__pegawai__nip", "rhk__skp__periode_mulai", "rhk__urutan", "urutan"
    ).values_list("uraian", "target", "aspek", "perspektif")
    yield from TidakBerperan.objects.order_by(
        "peserta__kepala__pegawai__nip",
        "peserta__kepala__periode_mulai",
        "peserta__tim__nama",
        "peserta__skp__pegawai__nip",
        "peserta__skp__periode_mulai",
        "rhk__urutan",
    ).values_list("peserta__skp__pegawai__nip", "rhk__uraian")
    yield from Pemberitahuan.objects.order_by("penerima__nip", "pada", "teks").values_list("teks", "dibaca_pada")
    yield from KegiatanHarian.objects.order_by("pegawai__nip", "tanggal", "mulai").values_list(
        "pegawai__nip", "tanggal", "mulai", "uraian", "kuantitas", "nilai", "dinilai_pada"
    )
    yield from CapaianBulanan.objects.order_by(
        "skp_bulanan__skp__pegawai__nip", "skp_bulanan__skp__tahun", "skp_bulanan__bulan"
    ).values_list("nilai_capaian", "nilai_perilaku", "dihitung_pada")
    yield from _told_of_evaluations()


def _told_of_evaluations() -> Iterable[tuple[object, ...]]:
    owner = ("skp__pegawai__nip", "skp__periode_mulai", "periode__mulai", "periode__selesai")
    yield from Evaluasi.objects.order_by(*owner).values_list(
        *owner, "status", "status_sejak", "rating_hasil", "rating_perilaku", "predikat", "capaian_organisasi", "catatan"
    )
    yield from CapaianUnit.objects.order_by("unit__kode", "periode__mulai", "periode__selesai").values_list(
        "unit__kode", "nilai", "ditetapkan_pada"
    )
    for model, path in ((UmpanBalik, "evaluasi__"), (UmpanBalikRekan, "undangan__evaluasi__")):
        of_whom = [f"{path}{name}" for name in owner]
        yield from model.objects.order_by(*of_whom, "perilaku", "teks").values_list(*of_whom, "perilaku", "teks")
    yield from CatatanPembinaan.objects.order_by("skp__pegawai__nip", "tanggal", "topik").values_list(
        "skp__pegawai__nip", "tanggal", "topik", "tanggapan"
    )


def _document_trails() -> list[str]:
    """The audit of the documents, which tells who changed what: nobody did here, and it takes half of the time.

    Every other trigger still guards what is written here.
    """
    return [
        trigger.get_uri(model)
        for model, trigger in pgtrigger.registered()
        if isinstance(trigger, pghistory.trigger.Event) and model._meta.app_label in ROOMS[1:]
    ]


def _analyze() -> None:
    """Plans made for empty tables read full ones for seconds, here and on the first pages after.

    Our own tables only: the catalogues are shared with the server's other databases, and would stay locked for them.
    """
    tables = ", ".join(model._meta.db_table for label in ROOMS for model in apps.get_app_config(label).get_models())
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {tables}")


def _backdate() -> None:
    """Written when it happened, not when the demo was built."""
    with connection.cursor() as cursor:
        cursor.execute("""
            UPDATE kegiatan_kegiatanharian SET
                dibuat_pada = (tanggal + selesai) AT TIME ZONE 'Asia/Jakarta',
                diubah_pada = COALESCE(dinilai_pada, (tanggal + selesai) AT TIME ZONE 'Asia/Jakarta');
            UPDATE skp_skp SET
                diubah_pada = status_sejak,
                dibuat_pada = interval '-1 hour' + COALESCE(
                    (SELECT min(pada) FROM skp_riwayat WHERE skp_id = skp_skp.id), status_sejak);
            UPDATE skp_skpbulanan SET
                diubah_pada = COALESCE(ditutup_pada, status_sejak),
                dibuat_pada = interval '-1 hour' + COALESCE(
                    (SELECT min(pada) FROM skp_riwayat WHERE skp_bulanan_id = skp_skpbulanan.id), status_sejak);
            UPDATE skp_timkerja SET
                dibuat_pada = (mulai - 3 + time '10:00') AT TIME ZONE 'Asia/Jakarta',
                diubah_pada = (mulai - 3 + time '10:00') AT TIME ZONE 'Asia/Jakarta';
            UPDATE penilaian_evaluasi e SET diubah_pada = status_sejak, dibuat_pada = LEAST(
                status_sejak, (p.mulai + 4 + time '09:00') AT TIME ZONE 'Asia/Jakarta')
                FROM organisasi_periodeevaluasi p WHERE p.id = e.periode_id;
            UPDATE skp_ekspektasiperilaku e SET dibuat_pada = s.status_sejak, diubah_pada = s.status_sejak
                FROM skp_skp s WHERE s.id = e.skp_id;
        """)
