"""The owner's side of an evaluasi: its periods, rencana aksi, realisasi, eviden, self-rating, and the result."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from organisasi.deadlines import DeadlineCalendar
from organisasi.models import Langkah
from organisasi.scoping import local_today, units_led
from penilaian.giliran import turn_of
from penilaian.lembar import sheet
from penilaian.models import BagianDibaca, Evaluasi
from penilaian.pengisian import missing_in, periods_of, progress_of
from penilaian.querysets.evaluasi import find_evaluasi, standing
from penilaian.querysets.pengisian import finals_of_year, siblings
from penilaian.rules import evaluasi as rules
from penilaian.scoring.permenpanrb_6_2022 import Rating
from penilaian.services.jejak import log_reading
from skp.models import Skp


@require_safe
def saya(request: HttpRequest) -> HttpResponse:
    """To the Penilaian SKP of the SKP of today, else of the newest one."""
    today = local_today(request.user)
    own = request.user.skp.order_by("-periode_mulai")
    found = own.filter(periode_mulai__lte=today, periode_selesai__gte=today).first() or own.first()
    if found is None:
        messages.info(request, "Anda belum mempunyai SKP. Penilaian SKP dimulai setelah SKP dibuat dan disetujui.")
        return redirect("skp:tahunan_list")
    return redirect("penilaian:skp", found.pk)


@require_safe
def skp(request: HttpRequest, skp: int) -> HttpResponse:
    """ "Penilaian SKP": the periods of an SKP's year."""
    user, at = request.user, request.arrived_at
    found = get_object_or_404(Skp.objects.visible_to(user).for_paper(), pk=skp)
    if not found.instansi.evaluasi_periodik:
        return redirect("penilaian:penjelasan_tahun", found.pk)
    log_reading(skp=found, by=user, bagian=BagianDibaca.EVALUASI, at=at)
    kedudukan = standing(user, Evaluasi(skp=found))
    finals = {row.skp_id: row for row in finals_of_year(user, found)}
    context = {
        "skp": found,
        "kedudukan": kedudukan,
        "rows": periods_of(found, kedudukan, today=localdate(at, found.instansi.tz), at=at),
        "tahun": [
            {"skp": row, "evaluasi": final, "lihat": final and rules.sees_rating(kedudukan, final)}
            for row in siblings(user, found)
            for final in [finals.get(row.pk)]
        ],
        "memimpin": kedudukan.pemilik and units_led(user).exists(),
    }
    return render(request, "penilaian/penilaian_skp.html", context)


@require_safe
def evaluasi(request: HttpRequest, skp: int, periode: int) -> HttpResponse:
    """ "Pengisian Eviden dan Lihat Hasil", as its owner and those above him see it."""
    user, at = request.user, request.arrived_at
    found = find_or_404(request, skp, periode)
    log_reading(skp=found.skp, by=user, bagian=BagianDibaca.EVALUASI, periode=found.periode, at=at)
    kedudukan, calendar, lembar = standing(user, found), DeadlineCalendar(found.skp.pegawai), sheet(found)
    tenggat = calendar.tenggat_periode(Langkah.EVALUASI_PENGISIAN, found.periode)
    kemajuan = progress_of(found, lembar)
    context = {
        "evaluasi": found,
        "skp": found.skp,
        "periode": found.periode,
        "kedudukan": kedudukan,
        "lembar": lembar,
        "kemajuan": kemajuan,
        "tenggat": tenggat,
        "may_fill": rules.may_fill(kedudukan, found, tenggat=tenggat, at=at),
        "lihat_nilai": rules.sees_rating(kedudukan, found),
        "giliran": turn_of(found, kedudukan, calendar=calendar, at=at, missing=missing_in(found, kemajuan)),
        "riwayat": found.riwayat.select_related("oleh").order_by("-pada", "-pk") if found.pk else [],
        "rating": {rating.value: rating.label for rating in Rating},
    }
    return render(request, "penilaian/evaluasi.html", context)


def find_or_404(request: HttpRequest, skp: int, periode: int) -> Evaluasi:
    found = find_evaluasi(request.user, skp, periode)
    if found is None:
        raise Http404("Evaluasi ini tidak ada, atau bukan untuk Anda baca.")
    return found
