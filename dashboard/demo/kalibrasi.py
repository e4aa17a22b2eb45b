"""The kalibrasi of the newest period that can be compared: one still open, and of the kabupaten one that is closed.

The round of last year, which changed values before they were handed over, is told with the evaluations themselves.
"""

from datetime import datetime, timedelta

from dashboard.demo import susunan
from dashboard.demo.kepegawaian import person, token
from dashboard.demo.orang import Kota
from dashboard.demo.teks import evaluasi as teks
from organisasi.models import JenisPeriode, PeriodeEvaluasi, UnitKerja
from penilaian.models import CatatanKalibrasi, Kalibrasi
from penilaian.services.kurva import add_note, answer_note, close_round, open_round


def make_kalibrasi(kota: Kota) -> None:
    opened = kota.kini.lalu(2, 8, 30)
    if dinas := _open(kota.unit[susunan.UNIT_KEPALA_DINAS], opened):
        for number, (nip, uraian) in enumerate(teks.CATATAN_KALIBRASI_KINI.items(), start=1):
            note = _note(kota, dinas, nip, uraian, at=opened + timedelta(minutes=20 * number))
        _answer(note, teks.JAWABAN_KALIBRASI_KINI, at=opened + timedelta(hours=5))
    opened = kota.kini.lalu(9, 9, 10)
    if kabupaten := _open(kota.unit[susunan.UNIT_KEPALA_DINAS_KABUPATEN], opened):
        note = _note(kota, kabupaten, teks.PENILAI_MURAH, teks.CATATAN_KALIBRASI, at=opened + timedelta(minutes=25))
        _answer(note, teks.JAWABAN_KALIBRASI_KINI, at=opened + timedelta(days=1))
        close_round(kalibrasi=kabupaten, by=kabupaten.dibuka_oleh, at=opened + timedelta(days=2))


def _open(unit: UnitKerja, at: datetime) -> Kalibrasi | None:
    """None in the first weeks of a year, when nothing new has been rated."""
    rated = PeriodeEvaluasi.objects.filter(
        instansi=unit.instansi_id,
        jenis=JenisPeriode.TRIWULAN,
        selesai__lt=at.date(),
        ditutup_pada=None,
        evaluasi__dinilai_pada__lt=at,
        evaluasi__skp__unit__jalur__contains=[unit.pk],
    )
    periode = rated.exclude(kalibrasi__unit=unit).order_by("-mulai").first()
    if periode is None:
        return None
    return open_round(by=unit.kepala, at=at, token=token("kalibrasi", unit.kode, at), unit=unit, periode=periode)


def _note(kota: Kota, kalibrasi: Kalibrasi, nip: str, uraian: str, *, at: datetime) -> CatatanKalibrasi:
    return add_note(
        kalibrasi=kalibrasi,
        by=kalibrasi.dibuka_oleh,
        at=at,
        token=token("catatan kalibrasi", nip, at),
        penilai=person(kota, nip),
        uraian=uraian,
    )


def _answer(catatan: CatatanKalibrasi, jawaban: str, *, at: datetime) -> None:
    answer_note(catatan=catatan, by=catatan.penilai, at=at, versi=catatan.versi, jawaban=jawaban)
