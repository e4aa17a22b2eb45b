"""Eviden of an evaluasi: added, changed, deleted, picked from the daily activities, and handed to who may read it."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import FormView
from django_filters.views import FilterView

from ekinerja.forms import read_number
from ekinerja.views import EditFormMixin, PagedListMixin, ServiceFormMixin
from kegiatan.models import Bukti, JenisBukti
from kegiatan.views.berkas import UploadMixin, hand_over
from penilaian.filters import BuktiKegiatanFilter
from penilaian.forms.pengisian import TambahEvidenForm, UbahEvidenForm
from penilaian.lembar import sheet
from penilaian.models import Evaluasi, Eviden
from penilaian.querysets.pengisian import activity_evidence
from penilaian.services import pengisian as services
from penilaian.views.evaluasi import find_or_404, log_evaluasi_read
from penilaian.views.pengisian import PengisianMixin, fill_verdict, row_or_404, sheet_url

LONGEST_TYPED = 4000


class EvidenFormMixin(PengisianMixin, UploadMixin):
    template_name = "penilaian/evaluasi_eviden_form.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user, "lembar": sheet(self.evaluasi)}


class EvidenTambah(EvidenFormMixin, ServiceFormMixin, FormView):
    """ "Pengisian Eviden". `?bukti=` comes from the list of the activities' bukti, `?rhk=` from an RHK."""

    form_class = TambahEvidenForm
    success_message = "Eviden ditambahkan."

    def get_initial(self) -> dict[str, Any]:
        initial = _typed(self.request.GET.get("isian", ""))
        asked = read_number(self.request.GET.get("bukti", ""))
        bukti = None if asked is None else Bukti.objects.of(self.request.user).filter(pk=asked).first()
        if bukti is None:
            return initial
        return {**initial, "tautan": "", "bukti": bukti.pk, "nama": initial.get("nama") or bukti.nama}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Away to the bukti of the activities (`ambil`), or back to a file (`lepas`): what was typed comes along."""
        if not request.POST.keys() & {"ambil", "lepas"}:
            return super().post(request, *args, **kwargs)
        name = "eviden_pilih" if "ambil" in request.POST else "eviden_tambah"
        where = reverse(f"penilaian:{name}", args=[self.evaluasi.skp_id, self.evaluasi.periode_id])
        return redirect(f"{where}?{urlencode({'isian': _as_typed(request.POST)})}")

    def perform(self, form: TambahEvidenForm) -> Eviden:
        return services.add_eviden(
            evaluasi=self.evaluasi,
            by=self.request.user,
            at=self.request.arrived_at,
            token=form.cleaned_data["token"],
            **form.values(),
        )


def _as_typed(data: QueryDict) -> str:
    """What a form holds besides its file, in one word for an address."""
    ticked = [("ukuran", code) for code in data.getlist("ukuran")]
    return urlencode([*((name, data.get(name, "")) for name in ("nama", "tautan")), *ticked])[:LONGEST_TYPED]


def _typed(text: str) -> dict[str, Any]:
    data = QueryDict(text[:LONGEST_TYPED])
    typed: dict[str, Any] = {name: data[name] for name in ("nama", "tautan") if data.get(name)}
    return {**typed, "ukuran": data.getlist("ukuran")} if "ukuran" in data else typed


class EvidenUbah(EvidenFormMixin, EditFormMixin, FormView):
    form_class = UbahEvidenForm
    success_message = "Eviden disimpan."

    def find(self) -> Evaluasi:
        self.row = row_or_404(self.request, Eviden, self.kwargs["pk"])
        return self.row.evaluasi

    def change(self, form: UbahEvidenForm) -> Eviden:
        return services.change_eviden(
            eviden=self.row,
            by=self.request.user,
            at=self.request.arrived_at,
            versi=form.cleaned_data["versi"],
            **form.values(),
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(eviden=self.row, **kwargs)


@require_POST
def eviden_hapus(request: HttpRequest, pk: int) -> HttpResponse:
    row = row_or_404(request, Eviden, pk)
    services.delete_eviden(eviden=row, by=request.user, at=request.arrived_at)
    messages.success(request, f"Eviden “{row.nama}” dihapus.")
    return redirect(sheet_url(row.evaluasi))


class EvidenPilih(PagedListMixin, FilterView):
    """The bukti of the activities of the period's days, one of which becomes an eviden."""

    filterset_class = BuktiKegiatanFilter
    strict = False
    template_name = "penilaian/evaluasi_eviden_pilih.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.evaluasi = find_or_404(request, kwargs["skp"], kwargs["periode"])
        fill_verdict(request, self.evaluasi).require()
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> Any:
        return activity_evidence(self.evaluasi)

    def get_filterset_kwargs(self, filterset_class: Any) -> dict[str, Any]:
        return {**super().get_filterset_kwargs(filterset_class), "evaluasi": self.evaluasi}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        evaluasi = self.evaluasi
        used = set(evaluasi.eviden.values_list("bukti", flat=True)) if evaluasi.pk else set()
        return super().get_context_data(
            evaluasi=evaluasi,
            skp=evaluasi.skp,
            periode=evaluasi.periode,
            terpakai=used,
            isian=urlencode({"isian": self.request.GET.get("isian", "")[:LONGEST_TYPED]}),
            **kwargs,
        )


@require_safe
def eviden_berkas(request: HttpRequest, pk: int) -> FileResponse:
    """The file of an eviden, for the readers of the evaluasi: to whom else the bukti is shown does not matter here."""
    row = row_or_404(request, Eviden, pk)
    if row.bukti.jenis != JenisBukti.BERKAS:
        raise Http404("Eviden ini tautan, bukan berkas.")
    log_evaluasi_read(request, row.evaluasi)
    return hand_over(row.bukti)
