"""The papers of an evaluasi: Rencana Aksi, Evaluasi Kinerja Pegawai, Dokumen Evaluasi Kinerja Pegawai."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from ekinerja.pdf import paper_response
from penilaian import naskah
from penilaian.lembar import sheet
from penilaian.models import BagianDibaca, Evaluasi
from penilaian.querysets.evaluasi import standing
from penilaian.rules.cetak_evaluasi import may_print_document
from penilaian.rules.evaluasi import Kedudukan
from penilaian.services.jejak import log_reading
from penilaian.views.evaluasi import find_or_404
from skp import pihak


@require_safe
def cetak_rencana_aksi(request: HttpRequest, skp: int, periode: int) -> HttpResponse:
    """What the owner plans to do for each RHK in a period."""
    evaluasi = _found(request, skp, periode)
    content = {"bagian": naskah.plan(evaluasi, sheet(evaluasi)), "penanda": naskah.signer_of(evaluasi, None)}
    return _paper(request, evaluasi, "rencana_aksi", "Rencana-Aksi", content)


@require_safe
def cetak_evaluasi(request: HttpRequest, skp: int, periode: int) -> HttpResponse:
    """Evaluasi Kinerja Pegawai, in the form of the SKP's bentuk and pendekatan."""
    evaluasi = _found(request, skp, periode)
    kedudukan = standing(request.user, evaluasi)
    lembar, hasil = sheet(evaluasi), naskah.result_of(kedudukan, evaluasi)
    day = None if hasil.alasan else naskah.local_day(evaluasi, evaluasi.dinilai_pada)
    content = {
        "lembar": lembar,
        "bagian": naskah.sections(lembar),
        "perilaku": naskah.behaviour(lembar),
        "penanda": naskah.signer_of(evaluasi, day),
        **_judged(kedudukan, evaluasi, hasil),
    }
    return _paper(request, evaluasi, "evaluasi", "Evaluasi-Kinerja", content)


@require_safe
def cetak_dokumen_evaluasi(request: HttpRequest, skp: int, periode: int) -> HttpResponse:
    """Dokumen Evaluasi Kinerja Pegawai: to its owner once it was handed over, before that a draft for the others."""
    evaluasi = _found(request, skp, periode)
    kedudukan = standing(request.user, evaluasi)
    may_print_document(kedudukan, evaluasi).require()
    content = {
        "atasan": naskah.atasan_of(evaluasi, localdate(request.arrived_at, evaluasi.skp.instansi.tz)),
        "penanda": naskah.signer_of(evaluasi, naskah.local_day(evaluasi, evaluasi.diserahkan_pada)),
        "dijawab": naskah.local_day(evaluasi, evaluasi.dijawab_pada),
        "jawaban": naskah.answer_of(evaluasi, request.arrived_at),
        **_judged(kedudukan, evaluasi, naskah.result_of(kedudukan, evaluasi)),
    }
    return _paper(request, evaluasi, "dokumen_evaluasi", "Dokumen-Evaluasi", content)


def _found(request: HttpRequest, skp: int, periode: int) -> Evaluasi:
    evaluasi = find_or_404(request, skp, periode)
    if not evaluasi.skp.instansi.evaluasi_periodik:
        raise Http404
    return evaluasi


def _judged(kedudukan: Kedudukan, evaluasi: Evaluasi, hasil: naskah.Hasil) -> dict[str, Any]:
    return {
        "hasil": hasil,
        "kurva": naskah.curve_of(evaluasi, hasil),
        "konsep": naskah.draft_reason(kedudukan, evaluasi),
    }


def _paper(request: HttpRequest, evaluasi: Evaluasi, template: str, nama: str, content: dict[str, Any]) -> HttpResponse:
    skp, periode = evaluasi.skp, evaluasi.periode
    log_reading(skp=skp, by=request.user, bagian=BagianDibaca.CETAK, periode=periode, at=request.arrived_at)
    mulai, selesai = evaluasi.common_days
    context = {
        "skp": skp,
        "periode": periode,
        "evaluasi": evaluasi,
        "dinilai": pihak.dinilai(skp),
        "penilai": naskah.penilai_of(evaluasi),
        "mulai": mulai,
        "selesai": selesai,
        **content,
    }
    filename = f"{nama}-{periode.nama.replace(' ', '-')}-{skp.tahun}-{skp.pegawai.nip}.pdf"
    return paper_response(request, f"cetak/{template}.html", context, instansi=skp.instansi, filename=filename)
