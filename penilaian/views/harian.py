"""Penilaian Kegiatan Harian Bawahan: the verification desk."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from ekinerja.forms import read_number
from kegiatan.models import KategoriHarian, KegiatanHarian
from organisasi.models import Pegawai
from organisasi.scoping import local_today
from penilaian import services
from penilaian.desk import default_month, overview, sheet
from penilaian.forms.bulanan import GradeForm, PilihanForm
from penilaian.periode import format_month, month_choices, parse_month
from penilaian.querysets.bulanan import find_person

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
TICK = timedelta(microseconds=1)


@require_safe
def harian(request: HttpRequest) -> HttpResponse:
    month = parse_month(request.GET.get("bulan", "")) or default_month(request.user, request.arrived_at)
    wanted = request.GET.get("pegawai", "")
    if not wanted:
        return _page(request, month, None, GradeForm())
    return _page(request, month, _person(request, wanted, month), GradeForm())


@require_POST
def harian_nilai(request: HttpRequest) -> HttpResponse:
    """Grades many activities; what somebody else changed first is reported, the rest is stored."""
    month = parse_month(request.POST.get("bulan", ""))
    if month is None:
        raise Http404
    pegawai = _person(request, request.POST.get("pegawai", ""), month)
    form = GradeForm(request.POST)
    if not form.is_valid():
        return _page(request, month, pegawai, form)
    report = services.grade(pegawai=pegawai, month=month, grades=form.grades, by=request.user, at=request.arrived_at)
    if report.dinilai:
        messages.success(
            request,
            f"{report.dinilai} kegiatan {pegawai.nama} dinilai.",
            extra_tags=_undo_url(pegawai, month, request.arrived_at),
        )
    for text in report.dilewati:
        messages.warning(request, text)
    return redirect(sheet_url(pegawai.pk, month))


@require_POST
def harian_batal(request: HttpRequest, tanggal: date, pk: int) -> HttpResponse:
    kegiatan = get_object_or_404(
        KegiatanHarian.objects.visible_to(request.user).select_related("pegawai__instansi", "pegawai__unit"),
        pk=pk,
        tanggal=tanggal,
    )
    services.take_back(kegiatan=kegiatan, by=request.user, at=request.arrived_at)
    messages.success(request, "Penilaian kegiatan itu dibatalkan; sekarang belum dinilai.")
    return redirect(f"{sheet_url(kegiatan.pegawai_id, tanggal)}#kegiatan-{pk}")


@require_POST
def harian_urungkan(request: HttpRequest, pegawai: int, bulan: date, saat: int) -> HttpResponse:
    """Undoes what this user graded with one press of the button, `saat` microseconds after 1970."""
    month = bulan.replace(day=1)
    person = _person(request, str(pegawai), month)
    undone = services.take_back_batch(
        pegawai=person, month=month, given_at=EPOCH + saat * TICK, by=request.user, at=request.arrived_at
    )
    messages.info(request, f"Penilaian {undone} kegiatan {person.nama} dibatalkan.")
    return redirect(sheet_url(person.pk, month))


def _page(request: HttpRequest, month: date, pegawai: Pegawai | None, form: GradeForm) -> HttpResponse:
    people = overview(request.user, month)
    context: dict[str, Any] = {
        "month": month,
        "people": people,
        "choice": PilihanForm(
            initial={"pegawai": pegawai and pegawai.pk, "bulan": format_month(month)},
            people=[row.pegawai for row in people],
            months=month_choices(local_today(request.user), also=month),
        ),
        "categories": KategoriHarian.choices,
        "form": form,
    }
    if pegawai is not None:
        context["sheet"] = sheet(request.user, pegawai, month, typed=form.data, at=request.arrived_at)
    return render(request, "penilaian/harian.html", context)


def _person(request: HttpRequest, pk: str, month: date) -> Pegawai:
    number = read_number(pk)
    person = None if number is None else find_person(request.user, number, month)
    if person is None:
        raise Http404
    return person


def sheet_url(pegawai: int, month: date) -> str:
    """The desk with that person's month."""
    query = urlencode({"pegawai": pegawai, "bulan": format_month(month)})
    return f"{reverse('penilaian:harian')}?{query}"


def _undo_url(pegawai: Pegawai, month: date, graded_at: datetime) -> str:
    return reverse("penilaian:harian_urungkan", args=[pegawai.pk, month, (graded_at - EPOCH) // TICK])
