"""After the rating: handing over, the owner's answer, an objection from its reason to its decision."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST
from django_filters.views import FilterView

from ekinerja.errors import Refused
from ekinerja.forms import add_refusal, read_number
from ekinerja.middleware import back_to
from ekinerja.rules import Verdict
from ekinerja.views import PagedListMixin
from organisasi.hari_kerja import years_without_holidays
from organisasi.models import Pegawai
from organisasi.scoping import acting_ids
from penilaian.filters import KeberatanFilter
from penilaian.forms.sesudah import KeberatanForm, KeputusanForm, PenjelasanForm, SerahkanForm
from penilaian.models import Evaluasi, Keberatan, KeputusanKeberatan
from penilaian.querysets.evaluasi import decides, standing
from penilaian.rules import sesudah as rules
from penilaian.rules.evaluasi import sees_rating
from penilaian.rules.menilai import heads_unit
from penilaian.services import sesudah as services
from penilaian.views.evaluasi import find_or_404, log_evaluasi_read

# --- Handing over and accepting --------------------------------------------------------------------------------------


@require_POST
def serahkan(request: HttpRequest, skp: int, periode: int) -> HttpResponse:
    evaluasi = find_or_404(request, skp, periode)
    rules.may_hand_over(standing(request.user, evaluasi), evaluasi).require_right()
    form = SerahkanForm(request.POST)
    if not form.is_valid():
        raise Refused(next(iter(form.errors.values()))[0])
    services.hand_over(evaluasi=evaluasi, by=request.user, at=request.arrived_at, **form.cleaned_data)
    messages.success(request, f"Dokumen evaluasi {evaluasi.skp.pegawai} diserahkan; ia diberi tahu.")
    return redirect("penilaian:feedback", skp, periode)


@require_POST
def serahkan_banyak(request: HttpRequest) -> HttpResponse:
    """The ticked ones of Penilaian Bawahan; `evaluasi` holds their keys."""
    keys = map(read_number, request.POST.getlist("evaluasi"))
    chosen = [pk for pk in keys if pk is not None]
    rows = Evaluasi.objects.visible_to(request.user).for_detail().filter(pk__in=chosen)
    result = services.hand_over_many(evaluasi=rows, by=request.user, at=request.arrived_at)
    if result.diserahkan:
        messages.success(request, f"{len(result.diserahkan)} dokumen evaluasi diserahkan.")
    for row, reason in result.ditolak:
        messages.error(request, f"{row.skp.pegawai}: {reason}")
    if not result.diserahkan and not result.ditolak:
        messages.info(request, "Belum ada yang dipilih. Centang pegawai yang dokumennya akan diserahkan.")
    return redirect(back_to(request, "penilaian:bawahan_list"))


@require_POST
def terima(request: HttpRequest, skp: int, periode: int) -> HttpResponse:
    evaluasi = find_or_404(request, skp, periode)
    services.accept(evaluasi=evaluasi, by=request.user, at=request.arrived_at)
    messages.success(request, f"Dokumen evaluasi {evaluasi.periode} Anda terima.")
    return redirect(evaluasi)


# --- Keberatan -------------------------------------------------------------------------------------------------------


class KeberatanList(PagedListMixin, FilterView):
    """One's own, and those to explain or to decide, with what was decided before."""

    filterset_class = KeberatanFilter
    strict = False
    template_name = "penilaian/keberatan_list.html"

    def get_queryset(self) -> Any:
        return Keberatan.objects.concerning(self.request.user).for_list()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context, at = super().get_context_data(**kwargs), self.request.arrived_at
        persons = acting_ids(self.request.user)
        rows = []
        for keberatan in context["page_obj"]:
            limit = rules.decision_limit(keberatan)
            rows.append(
                {
                    "keberatan": keberatan,
                    "batas": limit,
                    "terlambat": not keberatan.diputuskan and not limit.terbuka(at),
                    "tugas": _task(keberatan, persons, user=self.request.user),
                }
            )
        running = [row["batas"].hari_terakhir for row in rows if not row["keberatan"].diputuskan]
        return {**context, "rows": rows, "tahun_tanpa_libur": years_without_holidays(running)}


def _task(keberatan: Keberatan, persons: Collection[int], *, user: Pegawai) -> str:
    """What waits for these persons: the word on the button."""
    evaluasi = keberatan.evaluasi
    if keberatan.diputuskan or evaluasi.skp.pegawai_id == user.pk:
        return ""
    if decides(user, evaluasi, persons):
        return "Putuskan"
    return "Beri penjelasan" if evaluasi.skp.penilai_id in persons and not keberatan.tanggapan else ""


@require_http_methods(["GET", "HEAD", "POST"])
def keberatan(request: HttpRequest, skp: int, periode: int) -> HttpResponse:
    """The objection: its owner raises it here, and everybody whom it concerns reads it."""
    evaluasi = find_or_404(request, skp, periode)
    if request.method != "POST":
        log_evaluasi_read(request, evaluasi)
        return _page(request, evaluasi)
    verdict = rules.may_object(standing(request.user, evaluasi), evaluasi, at=request.arrived_at)
    return _send(
        request,
        evaluasi,
        "keberatan",
        verdict,
        services.object_to,
        "Keberatan diajukan; atasan pejabat penilai diberi tahu.",
    )


@require_POST
def tanggapi_keberatan(request: HttpRequest, skp: int, periode: int) -> HttpResponse:
    evaluasi = find_or_404(request, skp, periode)
    verdict = rules.may_explain(standing(request.user, evaluasi), evaluasi)
    return _send(request, evaluasi, "penjelasan", verdict, services.explain, "Penjelasan disimpan.")


@require_POST
def putuskan_keberatan(request: HttpRequest, skp: int, periode: int) -> HttpResponse:
    evaluasi = find_or_404(request, skp, periode)
    verdict = rules.may_decide(standing(request.user, evaluasi), evaluasi)
    return _send(
        request,
        evaluasi,
        "keputusan",
        verdict,
        services.decide,
        "Keberatan diputuskan; semua yang terkait diberi tahu.",
    )


def _form(name: str, evaluasi: Evaluasi, data: Any = None) -> BaseForm:
    if name == "keputusan":
        return KeputusanForm(data, evaluasi=evaluasi)
    return KeberatanForm(data, initial={"versi": evaluasi.versi}) if name == "keberatan" else PenjelasanForm(data)


def _send(
    request: HttpRequest,
    evaluasi: Evaluasi,
    name: str,
    verdict: Verdict,
    service: Callable[..., Keberatan],
    told: str,
) -> HttpResponse:
    """One of the page's forms to its service; what is refused comes back with what was typed."""
    verdict.require_right()
    form = _form(name, evaluasi, request.POST)
    if not form.is_valid():
        return _page(request, evaluasi, sent={name: form})
    try:
        with transaction.atomic():
            service(evaluasi=evaluasi, by=request.user, at=request.arrived_at, **form.cleaned_data)
    except Refused as refusal:
        add_refusal(form, refusal)
        return _page(request, evaluasi, sent={name: form}, status=refusal.status)
    messages.success(request, told)
    return redirect("penilaian:keberatan", evaluasi.skp_id, evaluasi.periode_id)


def _page(
    request: HttpRequest, evaluasi: Evaluasi, *, sent: Mapping[str, BaseForm] | None = None, status: int = 200
) -> HttpResponse:
    at, kedudukan = request.arrived_at, standing(request.user, evaluasi)
    keberatan: Keberatan | None = getattr(evaluasi, "keberatan", None)
    verdicts = {
        "keberatan": rules.may_object(kedudukan, evaluasi, at=at),
        "penjelasan": rules.may_explain(kedudukan, evaluasi),
        "keputusan": rules.may_decide(kedudukan, evaluasi),
    }
    forms = {name: _form(name, evaluasi) for name, verdict in verdicts.items() if verdict} | dict(sent or {})
    answer, decision = rules.answer_limit(evaluasi), rules.decision_limit(keberatan) if keberatan else None
    running = answer if verdicts["keberatan"] else decision if keberatan and not keberatan.diputuskan else None
    to_evaluasi, menu_path = evaluasi.get_absolute_url(), ""
    if not kedudukan.pemilik:
        to_evaluasi = reverse("penilaian:feedback", args=[evaluasi.skp_id, evaluasi.periode_id])
        menu_path = reverse("penilaian:keberatan_list")
    context = {
        "menu_path": menu_path,
        "evaluasi": evaluasi,
        "skp": evaluasi.skp,
        "periode": evaluasi.periode,
        "kedudukan": kedudukan,
        "lihat_nilai": sees_rating(kedudukan, evaluasi),
        "keadaan": rules.keadaan(evaluasi, at),
        "giliran_saya": bool(verdicts["keputusan"]),
        "keberatan": keberatan,
        "diubah": keberatan is not None and keberatan.keputusan == KeputusanKeberatan.DIUBAH,
        "batas_jawaban": answer,
        "batas_keputusan": decision,
        "tahun_tanpa_libur": years_without_holidays([running.hari_terakhir] if running else []),
        "alasan": verdicts["keberatan"].reason,
        "forms": forms,
        "pimpinan_unit": heads_unit(evaluasi.skp),
        "evaluasi_url": to_evaluasi,
    }
    return render(request, "penilaian/keberatan.html", context, status=status)
