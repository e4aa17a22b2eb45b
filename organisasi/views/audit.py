"""Audit: who changed what in reference data and documents."""

from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from ekinerja.excel import CONTENT_TYPE
from ekinerja.forms import read_number
from ekinerja.keyset import keyset_page
from organisasi.forms.audit import FORMATS, AuditForm
from organisasi.jenis_audit import find_kind
from organisasi.querysets.audit import exports_seen_by, latest, readings_of, told
from organisasi.rules.audit import may_audit
from organisasi.scoping import local_today
from organisasi.services import audit as services

SIZE = 25
CSV_TYPE = "text/csv; charset=utf-8"
NARROWED = ("jenis", "perubahan", "oleh", "pegawai", "unit", "instansi")


@require_safe
def daftar(request: HttpRequest) -> HttpResponse:
    may_audit(request.user).require()
    form = _form(request, request.GET)
    valid = form.is_valid()
    rows, more = [], False
    if valid:
        rows, more = latest(request.user, form.saring(), after=request.GET.get("setelah", ""), size=SIZE)
        _log(request)
    context = {
        "form": form,
        "rows": rows,
        "dari": form.cleaned_data.get("dari"),
        "sampai": form.cleaned_data.get("sampai"),
        "berikutnya": _address(request, setelah=rows[-1].kunci) if more else "",
        "terbaru": _address(request) if request.GET.get("setelah") else "",
        "disaring": any(request.GET.get(name) for name in NARROWED),
        "format": FORMATS,
        "alamat": request.GET.urlencode(),
    }
    return render(request, "organisasi/audit_list.html", context, status=200 if valid else 400)


def _form(request: HttpRequest, data: Any) -> AuditForm:
    return AuditForm(data, user=request.user, today=local_today(request.user), zona=_zone(request))


def _zone(request: HttpRequest) -> Any:
    instansi = request.user.instansi
    return instansi.tz if instansi else ZoneInfo(settings.TIME_ZONE)


def _address(request: HttpRequest, **more: str) -> str:
    query = request.GET.copy()
    query.pop("setelah", None)
    query.update(more)
    return f"?{query.urlencode()}"


def _log(request: HttpRequest) -> None:
    services.log_reading(
        by=request.user, alamat=request.get_full_path(), at=request.arrived_at, instansi=request.user.instansi_id
    )


@require_safe
def detail(request: HttpRequest, jenis: str, pk: int) -> HttpResponse:
    """One event, and those of the same row beside it. 404 for what is not the reader's to see."""
    may_audit(request.user).require()
    kind = find_kind(jenis)
    if kind is None:
        raise Http404
    shown = kind.shown_to(request.user)
    with timezone.override(_zone(request)):
        found = next(told(kind, shown.filter(pgh_id=pk)), None)
        if found is None:
            raise Http404
        same = shown.filter(pgh_obj_id=shown.filter(pgh_id=pk).values("pgh_obj_id")[:1])
        _log(request)
        context = {
            "kejadian": found,
            "baris": found.baris,
            "lain": same.select_related("pgh_context").order_by("-pgh_id")[:SIZE],
        }
        return render(request, "organisasi/audit_detail.html", context)


@require_POST
def ekspor(request: HttpRequest) -> HttpResponse:
    """What the list of that address shows, without its pages: at once, or by the worker."""
    may_audit(request.user).require()
    typed = request.POST.get("saring", "")[:2000]
    form = _form(request, QueryDict(typed))
    bentuk = request.POST.get("bentuk", "xlsx")
    if not form.is_valid() or bentuk not in FORMATS:
        return redirect("audit_list")
    saring = form.saring()
    _log(request)
    if services.is_long(by=request.user, saring=saring):
        asked = services.start_sheet(
            by=request.user, saring=saring, bentuk=bentuk, at=request.arrived_at, instansi=request.user.instansi
        )
        return redirect("pekerjaan_detail", asked.pk)
    with services.sheet(
        by=request.user, saring=saring, bentuk=bentuk, at=request.arrived_at, alamat=f"{reverse('audit_list')}?{typed}"
    ) as content:
        response = HttpResponse(content.read(), content_type=CSV_TYPE if bentuk == "csv" else CONTENT_TYPE)
    name = f"audit-{saring.dari:%Y%m%d}-{saring.sampai:%Y%m%d}.{bentuk}"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
def ekspor_data(request: HttpRequest) -> HttpResponse:
    """Who took data out, as a file."""
    may_audit(request.user).require()
    _log(request)
    rows = exports_seen_by(request.user)
    halaman = keyset_page(request, rows, ("-pada", "-pk"), within=rows)
    return render(request, "organisasi/audit_ekspor_data.html", {"halaman": halaman})


@require_safe
def pembaca(request: HttpRequest) -> HttpResponse:
    """Who looked at the audit."""
    may_audit(request.user).require()
    # One more than a page is asked for instead of all being counted.
    halaman = max(1, min(read_number(request.GET.get("page", "")) or 1, 400))
    start = (halaman - 1) * SIZE
    rows = list(readings_of(request.user).order_by("-pada", "-id")[start : start + SIZE + 1])
    context = {
        "rows": rows[:SIZE],
        "sebelumnya": halaman - 1,
        "berikutnya": halaman + 1 if len(rows) > SIZE else 0,
    }
    return render(request, "organisasi/audit_pembaca.html", context)
