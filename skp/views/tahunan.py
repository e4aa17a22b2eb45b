from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.generic import FormView
from django_filters.views import FilterView

from ekinerja.errors import Refused
from ekinerja.forms import read_number
from ekinerja.views import EditFormMixin, PagedListMixin, ServiceFormMixin, read_or_404, require_form
from organisasi.deadlines import DeadlineCalendar
from organisasi.models import Langkah
from organisasi.scoping import local_today
from skp import lampiran, matriks, perilaku, pihak, rules, services
from skp.catatan import attach_remarks
from skp.filters import SkpFilter
from skp.forms.tahunan import PeriodeForm, SkpForm, years_for
from skp.models import Skp
from skp.reading import skp_for_page, steps_of_skp
from skp.rules.perilaku import may_write_expectations
from skp.rules.tahunan import has_matrix, may_shorten
from skp.sasaran import adendum_panel, rows_of, sections, total_angka_kredit
from skp.services.steps import limit
from skp.workflow import Action, Status


class TahunanList(PagedListMixin, FilterView):
    """One's own SKP, newest first."""

    filterset_class = SkpFilter
    strict = False
    template_name = "skp/tahunan_list.html"

    def get_queryset(self) -> Any:
        return self.request.user.skp.for_list()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        user, instansi = self.request.user, self.request.user.instansi
        rows = [
            {
                "skp": skp,
                "ubah": rules.may_edit(user, skp),
                "pendekkan": may_shorten(user, skp),
                "hapus": rules.may_delete_skp(user, skp, jumlah_bulanan=skp.jumlah_bulanan),
            }
            for skp in context["page_obj"]
        ]
        return {
            **context,
            "rows": rows,
            "may_create": rules.may_create(user),
            "matriks": instansi is not None and instansi.evaluasi_periodik and has_matrix(user),
            "bawahan": rules.may_open_queue(user),
            "evaluasi": instansi is not None and instansi.evaluasi_periodik,
            "penilaian": instansi is not None and instansi.pengukuran_bulanan,
        }


class TahunanTambah(ServiceFormMixin, FormView):
    form_class = SkpForm
    template_name = "skp/tahunan_form.html"
    success_message = "SKP dibuat. Tambahkan rencana hasil kerjanya."

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "years": years_for(local_today(self.request.user))}

    def get_initial(self) -> dict[str, Any]:
        """This year; after an SKP that ends in it, the days that are left."""
        user = self.request.user
        tahun = local_today(user).year
        if not user.skp.filter(tahun=tahun).exists():
            return {"tahun": tahun}
        try:
            mulai, selesai = services.free_period(user, tahun)
        except Refused:
            return {"tahun": tahun + 1}
        return {"tahun": tahun, "periode_mulai": mulai, "periode_selesai": selesai}

    def perform(self, form: SkpForm) -> Skp:
        return services.create_skp(by=self.request.user, at=self.request.arrived_at, **form.cleaned_data)

    def get_success_url(self) -> str:
        """To the new SKP, or on to what is to be taken from the old one (`?dari=`)."""
        dari = read_number(self.request.GET.get("dari", ""))
        if dari is None:
            return self.object.get_absolute_url()
        return reverse("skp:ambil_rhk", args=[self.object.pk]) + f"?dari={dari}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        calendar = DeadlineCalendar(self.request.user)
        today = local_today(self.request.user)
        limits = [calendar.tenggat(Langkah.SKP_TAHUNAN, today.replace(year=today.year + n, day=1)) for n in (0, 1)]
        return {**super().get_context_data(**kwargs), "limits": limits, "cancel_url": reverse("skp:tahunan_list")}


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Sasaran Kinerja Pegawai, as its owner, its penilai, or whoever may read it sees it."""
    user = request.user
    skp = read_or_404(Skp.objects.visible_to(user), skp_for_page, pk)
    rows = rows_of(user, skp)
    missing = rules.missing_in_skp(skp, [row.rhk for row in rows])
    tenggat, judge = limit(skp), rules.reviews(user, skp)
    ekspektasi = getattr(skp, "ekspektasi_perilaku", None)
    context = {
        "menu_path": "" if rules.owns(user, skp) else reverse("skp:bawahan"),
        "skp": skp,
        "rows": rows,
        "bagian": sections(rows),
        "jumlah_angka_kredit": total_angka_kredit(rows),
        "dinilai": pihak.dinilai(skp),
        "penilai": pihak.penilai(skp),
        "pemilik": rules.owns(user, skp),
        "may_edit": rules.may_edit(user, skp),
        "may_delete": rules.may_delete_skp(user, skp, jumlah_bulanan=skp.jumlah_bulanan),
        "may_reload": rules.may_reload(user, skp),
        "may_shorten": may_shorten(user, skp),
        "giliran": rules.turn(user, skp, missing=missing, tenggat=tenggat, judge=judge),
        "tenggat": tenggat,
        "catatan_lepas": attach_remarks(skp, [row.rhk for row in rows]) if skp.status == Status.DIKEMBALIKAN else [],
        "ajukan": rules.may_submit(user, skp, missing=missing, tenggat=tenggat, at=request.arrived_at),
        "setujui": judge and rules.in_state(Action.SETUJUI, skp),
        "buka_kembali": rules.may_reopen(user, skp),
        "koreksi": list(skp.permintaan_koreksi.all()[:3]) if skp.berkoreksi and rules.owns(user, skp) else [],
        "riwayat": steps_of_skp(skp.pk),
        **adendum_panel(user, skp),
        "lampiran": lampiran.blocks(skp),
        "matriks": matriks.participation(skp),
        "perilaku": perilaku.behaviour_lines(ekspektasi),
        "ekspektasi": ekspektasi,
        "tulis_ekspektasi": may_write_expectations(user, skp) if judge else None,
    }
    return render(request, "skp/tahunan_detail.html", context)


class TahunanUbah(EditFormMixin, FormView):
    form_class = PeriodeForm
    template_name = "skp/periode_form.html"
    success_message = "Periode dan pendekatan SKP disimpan."
    success_url = reverse_lazy("skp:tahunan_list")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.row = get_object_or_404(Skp.objects.visible_to(request.user).for_detail(), pk=kwargs["pk"])
        require_form(request, rules.may_edit(request.user, self.row))
        return super().dispatch(request, *args, **kwargs)

    def change(self, form: PeriodeForm) -> Skp:
        return services.change_period(skp=self.row, by=self.request.user, **form.cleaned_data)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "skp": self.row, "cancel_url": reverse("skp:tahunan_list")}


@require_POST
def hapus(request: HttpRequest, pk: int) -> HttpResponse:
    skp = get_object_or_404(Skp.objects.visible_to(request.user), pk=pk)
    services.delete_skp(skp=skp, by=request.user)
    messages.success(request, f"{skp} dihapus.")
    return redirect("skp:tahunan_list")


@require_http_methods(["GET", "POST"])
def muat_ulang(request: HttpRequest, pk: int) -> HttpResponse:
    """GET shows what would change, POST takes it."""
    skp = get_object_or_404(Skp.objects.visible_to(request.user).for_detail(), pk=pk)
    rules.may_reload(request.user, skp).require()
    if request.method == "POST":
        changes = services.reload_skp(skp=skp, by=request.user, at=request.arrived_at)
        done = f"{len(changes)} data SKP diperbarui." if changes else "Data SKP sudah sesuai; tidak ada yang berubah."
        messages.success(request, done)
        return redirect(skp)
    return render(request, "skp/muat_ulang.html", {"skp": skp, "changes": services.reload_changes(skp)})
