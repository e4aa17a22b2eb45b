"""Permintaan koreksi: asked from the SKP's page, answered by the admin instansi."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import FormView
from django_filters.views import FilterView

from ekinerja.errors import Refused
from ekinerja.forms import add_refusal
from ekinerja.views import PagedListMixin, ServiceFormMixin, require_form
from organisasi.hierarchy import assessor_of
from organisasi.scoping import local_today
from skp import services
from skp.filters import KoreksiFilter
from skp.forms.koreksi import KoreksiForm, TerimaForm, TolakForm
from skp.models import PermintaanKoreksi, Skp
from skp.rules.koreksi import (
    AksiKoreksi,
    correction_turn,
    may_answer_correction,
    may_ask_correction,
    may_cancel_correction,
    may_open_requests,
)
from skp.services.koreksi import Accepted
from skp.workflow import Status, StatusPermintaan

FORMS: dict[AksiKoreksi, type[TerimaForm] | type[TolakForm]] = {
    AksiKoreksi.TERIMA: TerimaForm,
    AksiKoreksi.TOLAK: TolakForm,
}


class KoreksiTambah(ServiceFormMixin, FormView):
    form_class = KoreksiForm
    template_name = "skp/koreksi_form.html"
    success_message = "Permintaan koreksi dikirim ke admin instansi. Anda diberi tahu setelah dijawab."

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.skp = get_object_or_404(Skp.objects.visible_to(request.user).for_detail(), pk=kwargs["pk"])
        terbuka = self.skp.permintaan_koreksi.filter(status=StatusPermintaan.DIAJUKAN).exists()
        require_form(request, may_ask_correction(request.user, self.skp, terbuka=terbuka))
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "skp": self.skp}

    def perform(self, form: KoreksiForm) -> PermintaanKoreksi:
        return services.ask_correction(
            skp=self.skp,
            by=self.request.user,
            token=form.cleaned_data["token"],
            at=self.request.arrived_at,
            values=form.values(),
        )

    def get_success_url(self) -> str:
        return self.object.get_absolute_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = {"skp": self.skp, "cancel_url": self.skp.get_absolute_url(), "submit": "Kirim"}
        return super().get_context_data(**context, **kwargs)


class KoreksiList(PagedListMixin, FilterView):
    """What the pegawai of one's instansi have asked to be corrected."""

    filterset_class = KoreksiFilter
    strict = False
    template_name = "skp/koreksi_list.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        may_open_requests(request.user).require()
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> Any:
        return PermintaanKoreksi.objects.queue_of(self.request.user)


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, find(request, pk))


@require_POST
def aksi(request: HttpRequest, pk: int, aksi: AksiKoreksi) -> HttpResponse:
    """Terima and Tolak come back with what was typed when they are refused; Batalkan has nothing to keep."""
    permintaan = find(request, pk)
    if aksi == AksiKoreksi.BATALKAN:
        services.cancel_correction(permintaan=permintaan, by=request.user, at=request.arrived_at)
        messages.success(request, "Permintaan koreksi dibatalkan.")
        return redirect(permintaan)
    may_answer_correction(request.user, permintaan).require()
    form = FORMS[aksi](request.POST, permintaan=permintaan)
    if not form.is_valid():
        return _page(request, permintaan, sent={aksi: form})
    try:
        with transaction.atomic():
            _answer(request, permintaan, aksi, form.cleaned_data)
    except Refused as refusal:
        add_refusal(form, refusal)
        return _page(request, permintaan, sent={aksi: form}, status=refusal.status)
    return redirect(permintaan)


def _answer(request: HttpRequest, permintaan: PermintaanKoreksi, aksi: AksiKoreksi, values: dict[str, Any]) -> None:
    answer = {"permintaan": permintaan, "by": request.user, "at": request.arrived_at, **values}
    if aksi == AksiKoreksi.TOLAK:
        services.refuse_correction(**answer)
        messages.success(request, "Permintaan koreksi ditolak; pegawai diberi tahu alasannya.")
        return
    _report(request, services.accept_correction(**answer))


def _report(request: HttpRequest, accepted: Accepted) -> None:
    messages.success(request, "Permintaan koreksi diterima; pegawai diberi tahu.")
    if accepted.changes:
        changes = "; ".join(f"{c.label}: {c.before} menjadi {c.after}" for c in accepted.changes)
        messages.info(request, f"Data pada SKP diperbarui. {changes}.")
    elif not accepted.left:
        messages.info(request, "Data pada SKP sudah sama dengan data organisasi; tidak ada yang berubah.")


def _page(
    request: HttpRequest,
    permintaan: PermintaanKoreksi,
    *,
    sent: Mapping[AksiKoreksi, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    user, skp = request.user, permintaan.skp
    pegawai = skp.pegawai
    answer = may_answer_correction(user, permintaan)
    context = {
        "permintaan": permintaan,
        "skp": skp,
        "pemilik": pegawai.pk == user.pk,
        "giliran": correction_turn(user, permintaan),
        "data": _compare(permintaan),
        "jawab": answer,
        "batalkan": may_cancel_correction(user, permintaan),
        "belum_dimuat_ulang": skp.status == Status.DISETUJUI and bool(services.reload_changes(skp)),
        "skp_terbuka": Skp.objects.visible_to(user).filter(pk=skp.pk).exists(),
    }
    if answer:
        shown = {aksi: form(permintaan=permintaan) for aksi, form in FORMS.items()} | dict(sent or {})
        context |= {f"form_{aksi.value}": form for aksi, form in shown.items()}
    return render(request, "skp/koreksi_detail.html", context, status=status)


def _compare(permintaan: PermintaanKoreksi) -> list[dict[str, Any]]:
    """What the SKP says, what the organisation says today, and what is proposed."""
    skp, pegawai = permintaan.skp, permintaan.skp.pegawai
    penilai = assessor_of(pegawai, on=local_today(pegawai))
    rows = (
        ("Pejabat penilai", permintaan.penilai_salah, skp.penilai, penilai, permintaan.penilai_usulan),
        ("Unit kerja", permintaan.unit_salah, skp.unit, pegawai.unit, permintaan.unit_usulan),
        ("Jabatan", permintaan.jabatan_salah, skp.jabatan, pegawai.jabatan, permintaan.jabatan_usulan),
    )
    names = ("label", "salah", "skp", "hari_ini", "usulan")
    return [dict(zip(names, row, strict=True)) for row in rows]


def find(request: HttpRequest, pk: int) -> PermintaanKoreksi:
    return get_object_or_404(PermintaanKoreksi.objects.visible_to(request.user).for_detail(), pk=pk)
