"""Many people at once: chosen on the list, looked at, changed, taken back."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db import transaction
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from ekinerja.errors import Refused
from ekinerja.forms import format_number, read_number
from organisasi.filters.kepegawaian import chosen_people
from organisasi.forms.kepegawaian import MassalForm, TerapkanForm
from organisasi.models import Bidang, Instansi, PerubahanMassal
from organisasi.querysets.kepegawaian import last_trace
from organisasi.rules.kepegawaian import may_manage_people
from organisasi.scoping import administered
from organisasi.services import massal as services
from organisasi.services import pekerjaan
from organisasi.views.kepegawaian import address
from organisasi.views.unor import chosen_instansi

SHOWN = 50
MOST_TICKED = 100


@require_http_methods(["GET", "POST"])
def massal(request: HttpRequest) -> HttpResponse:
    """GET chooses the value and shows what would change; POST changes it, beyond AT_ONCE people in the worker."""
    may_manage_people(request.user).require()
    instansi = chosen_instansi(request)
    if instansi is None:
        return redirect("pegawai_list")
    sent = request.POST if request.method == "POST" else request.GET
    pilihan = _chosen(request, sent, instansi)
    people = chosen_people(request.user, instansi, **pilihan)
    bidang = Bidang(sent["bidang"]) if sent.get("bidang") in Bidang.values else Bidang.UNIT
    form = MassalForm(sent if "alasan" in sent else None, bidang=bidang, instansi=instansi)
    context = {
        "instansi": instansi,
        "bidang": bidang,
        "pilihan_bidang": Bidang.choices,
        "pilihan": pilihan,
        "jumlah": people.count(),
        "form": form,
        "list_url": address("pegawai_list", instansi=instansi.pk),
        "shown": SHOWN,
    }
    status = 200
    if form.is_bound and form.is_valid():
        apply = TerapkanForm(request.POST) if request.method == "POST" else None
        if apply is not None and apply.is_valid():
            try:
                with transaction.atomic():
                    return _apply(request, instansi, pilihan, form, apply, context["jumlah"])
            except Refused as refusal:
                messages.error(request, refusal.message)
                status = refusal.status
        sampai = last_trace()
        value = form.nilai()
        rows = people.only(*services.LOOKED_AT).order_by("nama", "pk")
        found = services.review(rows, value, by=request.user)
        prefetch_related_objects(found.berubah[:SHOWN], "unit", "jabatan")
        context |= {
            "nilai": value,
            "tinjauan": found,
            "hanya_bila_semua": bool(found.tidak) and form.cleaned_data["cara"] == "SEMUA",
            "kembali_url": f"{request.path}?{_query(instansi, bidang, pilihan)}",
            "terapkan": TerapkanForm(initial={"sampai": sampai, "sidik": services.fingerprint(row.pk for row in rows)}),
            "di_latar": context["jumlah"] > services.AT_ONCE,
            "isian": {name: sent.get(name, "") for name in ("nilai", "alasan", "cara")},
        }
    return render(request, "organisasi/pegawai_massal.html", context, status=status)


def _chosen(request: HttpRequest, sent: Any, instansi: Instansi) -> dict[str, Any]:
    """The ticked ones, or with `semua` everybody the list's address shows."""
    if sent.get("semua"):
        return {"saring": sent.get("saring", "")[:2000]}
    numbers = [read_number(value) for value in sent.getlist("id")[:MOST_TICKED]]
    return {"ids": [number for number in numbers if number is not None]}


def _query(instansi: Instansi, bidang: Bidang, pilihan: dict[str, Any]) -> str:
    """The page's own address with the same people, to choose another value."""
    query: dict[str, Any] = {"instansi": instansi.pk, "bidang": bidang.value}
    if "saring" in pilihan:
        return urlencode({**query, "semua": 1, "saring": pilihan["saring"]})
    return urlencode({**query, "id": pilihan["ids"]}, doseq=True)


def _apply(
    request: HttpRequest,
    instansi: Instansi,
    pilihan: dict[str, Any],
    form: MassalForm,
    apply: TerapkanForm,
    jumlah: int,
) -> HttpResponse:
    user: Any = request.user
    value = form.nilai()
    token, sampai, sidik = (apply.cleaned_data[name] for name in ("token", "sampai", "sidik"))
    alasan, semua = form.cleaned_data["alasan"], form.cleaned_data["cara"] == "SEMUA"
    if jumlah > services.AT_ONCE:
        work = pekerjaan.start(
            tugas=services.TUGAS,
            judul=f"{value.bidang.label} {format_number(jumlah)} pegawai menjadi {value.label}",
            by=user,
            at=request.arrived_at,
            instansi=instansi,
            parameter={
                **pilihan, "bidang": value.bidang.value, "nilai": value.value, "label": value.label, "alasan": alasan,
                "semua": semua, "token": str(token), "sampai": sampai, "sidik": sidik,
            },
        )  # fmt: skip
        return redirect("pekerjaan_detail", work.pk)
    done = services.change_many(
        people=chosen_people(user, instansi, **pilihan),
        instansi=instansi,
        nilai=value,
        alasan=alasan,
        by=user,
        at=request.arrived_at,
        token=token,
        sampai=sampai,
        semua=semua,
        sidik=sidik,
    )
    messages.success(
        request,
        f"{format_number(len(done.semula))} pegawai diubah: {done}.",
        extra_tags=address("pegawai_massal_urungkan", done.pk),
    )
    return redirect(address("pegawai_list", instansi=instansi.pk))


@require_POST
def urungkan(request: HttpRequest, pk: int) -> HttpResponse:
    may_manage_people(request.user).require()
    rows = PerubahanMassal.objects.filter(administered(request.user)).select_related("instansi")
    perubahan = get_object_or_404(rows, pk=pk)
    undone = services.undo_many(perubahan=perubahan, by=request.user, at=request.arrived_at)
    left = f" {format_number(undone.tetap)} tidak: sudah diubah lagi sesudahnya." if undone.tetap else ""
    messages.success(request, f"{format_number(undone.kembali)} pegawai kembali seperti semula.{left}")
    return redirect(address("pegawai_list", instansi=perubahan.instansi_id))
