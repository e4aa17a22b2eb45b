"""Impor dan Ekspor: a sheet's way in, looked at before it is applied, and the way out."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.generic import FormView, ListView

from ekinerja.antrean import is_worker_running
from ekinerja.errors import Refused
from ekinerja.excel import CONTENT_TYPE
from ekinerja.rules import Verdict
from ekinerja.views import PagedListMixin, ServiceFormMixin
from organisasi.filters.impor import BarisFilter
from organisasi.forms.impor import BatalForm, TerapkanForm, UnggahForm
from organisasi.forms.unor import PilihInstansiForm
from organisasi.impor.jenis import JenisImpor, find_kind, kinds
from organisasi.impor.keluar import CSV_TYPE
from organisasi.impor.pratinjau import Pratinjau
from organisasi.models import CaraTerap, Impor, Instansi, StatusImpor, Tindakan
from organisasi.querysets.impor import same_file_applied
from organisasi.rules import impor as rules
from organisasi.rules.unor import may_choose_instansi
from organisasi.services import ekspor as ekspor_services
from organisasi.services import impor as services
from organisasi.views.unor import chosen_instansi

TONES = {
    Tindakan.BARU: "sukses",
    Tindakan.UBAH: "info",
    Tindakan.SAMA: "netral",
    Tindakan.SALAH: "bahaya",
}
FIRST_SHOWN = (Tindakan.SALAH, Tindakan.UBAH, Tindakan.BARU, Tindakan.SAMA)


@dataclass(frozen=True)
class KartuJenis:
    """A kind with its addresses."""

    jenis: JenisImpor
    unggah_url: str
    ekspor_url: str
    boleh: Verdict


class ImporList(PagedListMixin, ListView):
    template_name = "organisasi/impor_list.html"

    def get_queryset(self) -> Any:
        return Impor.objects.visible_to(self.request.user).for_list()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        user, instansi = self.request.user, chosen_instansi(self.request)
        query = query_of(self.request, instansi)
        usable = [jenis for jenis in kinds() if jenis.may_use(user)]
        needs_instansi = instansi is None
        return {
            **context,
            "instansi": instansi,
            "pilih_instansi": _chooser(self.request, instansi),
            "kartu": [
                KartuJenis(
                    jenis,
                    f"{reverse('impor_unggah', args=[jenis.slug])}{query}",
                    f"{reverse('ekspor', args=[jenis.slug])}{query}",
                    jenis.may_import(user),
                )
                for jenis in usable
                if not (jenis.milik_admin and needs_instansi)
            ],
            "rows": [(row, find_kind(row.jenis)) for row in context["page_obj"]],
        }


class ImporUnggah(ServiceFormMixin, FormView):
    form_class = UnggahForm
    template_name = "organisasi/impor_unggah.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.jenis = asked_kind(request, kwargs["jenis"])
        self.jenis.may_import(request.user).require()
        self.instansi = instansi_for(request, self.jenis)
        if self.instansi is None:
            messages.info(request, "Pilih instansinya lebih dahulu.")
            return redirect("impor_list")
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "more": self.jenis.form(self.request.user)}

    def get_initial(self) -> dict[str, Any]:
        return self.request.GET.dict()

    def perform(self, form: UnggahForm) -> Impor:
        data = form.cleaned_data
        return services.receive(
            jenis=self.jenis,
            berkas=data["berkas"],
            by=self.request.user,
            instansi=self.instansi,
            parameter=self.jenis.parameter(data),
            token=data["token"],
            at=self.request.arrived_at,
        )

    def get_success_url(self) -> str:
        return self.object.get_absolute_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "jenis": self.jenis,
            "instansi": self.instansi,
            "kolom": self.jenis.resource.kolom().values(),
            "cancel_url": f"{reverse('impor_list')}{query_of(self.request, self.instansi)}",
        }


@require_safe
def contoh(request: HttpRequest, jenis: str) -> HttpResponse:
    kind = asked_kind(request, jenis)
    return file_response(ekspor_services.template(kind), f"template-{kind.slug}.xlsx")


class ImporDetail(PagedListMixin, ListView):
    """How far the reading or applying is; then what each row does, one kind of outcome at a time."""

    template_name = "organisasi/impor_detail.html"
    usual_size = 25

    def get_queryset(self) -> Any:
        self.impor = find(self.request, self.kwargs["pk"])
        self.jenis = services.kind_of(self.impor)
        asked = self.request.GET.get("tampil", "")
        first = next((one for one in FIRST_SHOWN if getattr(self.impor, one.value.lower())), Tindakan.SAMA)
        self.tampil = Tindakan(asked) if asked in Tindakan.values else first
        chosen = {"tampil": self.tampil.value, "cari": self.request.GET.get("cari", "")}
        self.filter = BarisFilter(chosen, queryset=self.impor.baris.all())
        return self.filter.qs

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        impor, user = self.impor, self.request.user
        preview = Pratinjau(impor, self.jenis)
        running = services.is_running(impor)
        sudah = same_file_applied(impor) if impor.status == StatusImpor.SIAP else None
        return {
            **context,
            "impor": impor,
            "jenis": self.jenis,
            "tampil": self.tampil,
            "filter": self.filter,
            "tiles": [
                (one.label, getattr(impor, one.value.lower()), TONES[one], f"?tampil={one.value}") for one in Tindakan
            ],
            "rows": [preview.row(baris) for baris in context["page_obj"]],
            "bergerak": running,
            "tanpa_pekerja": running and not is_worker_running(),
            "sudah": sudah,
            "terapkan": rules.may_apply(user, impor, self.jenis, running=running),
            "batal": rules.may_drop(user, impor, self.jenis, running=running),
            "semua": rules.may_apply_as(impor, CaraTerap.SEMUA),
            "kembali": self.jenis.back(impor),
            "unggah_url": f"{reverse('impor_unggah', args=[impor.jenis])}?{urlencode(_again(self.request, impor))}",
        }


@require_POST
def terapkan(request: HttpRequest, pk: int) -> HttpResponse:
    impor = find(request, pk)
    services.kind_of(impor).may_import(request.user).require()
    form = TerapkanForm(request.POST)
    if not form.is_valid():
        raise Refused("Pilih cara menerapkannya.")
    done = services.start_apply(impor=impor, by=request.user, at=request.arrived_at, **form.cleaned_data)
    if done.status == StatusImpor.DITERAPKAN:
        messages.success(request, f"Diterapkan: {done.baru} ditambahkan, {done.ubah} diubah.")
    elif done.pesan:
        messages.error(request, done.pesan)
    return redirect(done)


@require_POST
def batal(request: HttpRequest, pk: int) -> HttpResponse:
    impor = find(request, pk)
    form = BatalForm(request.POST)
    if not form.is_valid():
        raise Refused("Formulir ini tidak lengkap. Muat ulang halaman lalu coba lagi.")
    services.drop(impor=impor, by=request.user, versi=form.cleaned_data["versi"])
    messages.success(request, "Impor dibatalkan; berkasnya dihapus dan tidak ada yang berubah.")
    return redirect("impor_list")


@require_safe
def gagal(request: HttpRequest, pk: int) -> HttpResponse:
    """The wrong rows as a file, to be corrected and sent again."""
    impor = find(request, pk)
    jenis = services.kind_of(impor)
    content = ekspor_services.failed_rows(
        impor, jenis, by=request.user, at=request.arrived_at, alamat=request.get_full_path()
    )
    return file_response(content, f"baris-yang-salah-{jenis.slug}-{impor.pk}.xlsx")


@require_http_methods(["GET", "HEAD", "POST"])
def ekspor(request: HttpRequest, jenis: str) -> HttpResponse:
    """A page with the number of rows; with `?format=` the file. Posted, the worker makes the workbook."""
    kind = asked_kind(request, jenis)
    instansi = instansi_for(request, kind)
    if instansi is None:
        messages.info(request, "Pilih instansinya lebih dahulu.")
        return redirect("impor_list")
    query = {key: value for key, value in request.GET.items() if key in kind.saringan}
    asked: dict[str, Any] = {"jenis": kind, "by": request.user, "instansi": instansi, "query": query}
    if request.method == "POST":
        return redirect(ekspor_services.start_workbook(**asked, at=request.arrived_at))
    wanted = request.GET.get("format", "")
    logged = {"at": request.arrived_at, "alamat": request.get_full_path()}
    name = f"{kind.slug}-{timezone.localdate():%Y%m%d}"
    if wanted == "csv":
        return stream_response(ekspor_services.stream_csv(**asked, **logged), f"{name}.csv")
    jumlah = ekspor_services.count(jenis=kind, user=request.user, instansi=instansi, query=query)
    if wanted == "xlsx" and jumlah <= ekspor_services.ROWS_AT_ONCE:
        return file_response(ekspor_services.workbook(**asked, **logged), f"{name}.xlsx")
    chosen = {"instansi": instansi.pk} if may_choose_instansi(request.user) else {}
    address = f"{request.path}?{urlencode({**query, **chosen})}"
    context = {
        "jenis": kind,
        "instansi": instansi,
        "jumlah": jumlah,
        "bagian": kind.describe(request.user, query),
        "besar": jumlah > ekspor_services.ROWS_AT_ONCE,
        "alamat": address,
        "list_url": f"{reverse('impor_list')}{query_of(request, instansi)}",
    }
    return render(request, "organisasi/ekspor.html", context)


def asked_kind(request: HttpRequest, slug: str) -> JenisImpor:
    jenis = find_kind(slug)
    if jenis is None:
        raise Http404
    jenis.may_use(request.user).require()
    return jenis


def instansi_for(request: HttpRequest, jenis: JenisImpor) -> Instansi | None:
    """Whose data: of one's own data one's own, whatever the address says."""
    return chosen_instansi(request) if jenis.milik_admin else request.user.instansi


def find(request: HttpRequest, pk: int) -> Impor:
    """404 for an import of another instansi, or of somebody else's own data."""
    return get_object_or_404(Impor.objects.visible_to(request.user).for_detail(), pk=pk)


def query_of(request: HttpRequest, instansi: Instansi | None) -> str:
    """The instansi stays in the address for the super admin's sake alone."""
    if instansi is None or not may_choose_instansi(request.user):
        return ""
    return f"?{urlencode({'instansi': instansi.pk})}"


def _again(request: HttpRequest, impor: Impor) -> dict[str, Any]:
    """What the form for another file begins with."""
    chosen = {"instansi": impor.instansi_id} if may_choose_instansi(request.user) else {}
    return {**chosen, **{key: value for key, value in impor.parameter.items() if isinstance(value, int)}}


def _chooser(request: HttpRequest, instansi: Instansi | None) -> PilihInstansiForm | None:
    if not may_choose_instansi(request.user):
        return None
    typed = request.GET if request.GET.get("instansi_cari") else None
    return PilihInstansiForm(typed, initial={"instansi": instansi})


def file_response(content: Any, filename: str) -> FileResponse:
    response = FileResponse(content, as_attachment=True, filename=filename, content_type=CONTENT_TYPE)
    return _private(response)


def stream_response(lines: Any, filename: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(lines, content_type=CSV_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return _private(response)


def _private(response: Any) -> Any:
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
