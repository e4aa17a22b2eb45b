"""Handing RHK out, and what became of it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe
from django.views.generic import FormView
from django_filters.views import FilterView

from ekinerja.forms import read_number
from ekinerja.views import PagedListMixin, ServiceFormMixin
from organisasi.scoping import local_today
from skp.filters import PembagianFilter
from skp.forms.pembagian import AsalForm, BagikanForm, SaringForm
from skp.models import BankRhk, Pembagian, RencanaHasilKerja, Skp
from skp.penerima import Penerima, receivers, traced
from skp.rules import pembagian as rules
from skp.services.pembagian import Hasil, hand_out


class Bagikan(ServiceFormMixin, FormView):
    form_class = BagikanForm
    template_name = "skp/bagikan.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.today = local_today(request.user)
        rules.may_hand_out(request.user, today=self.today).require()
        self._read_link()
        return super().dispatch(request, *args, **kwargs)

    def _read_link(self) -> None:
        """The person and the RHK a link names, where they are the user's to choose, and the year they are of."""
        asal = AsalForm(self.request.GET)
        asal.is_valid()
        link, user = asal.cleaned_data, self.request.user
        self.skp = Skp.objects.led_by(user).filter(pk=link.get("skp")).first()
        self.atasan = (
            RencanaHasilKerja.objects.to_hand_from(user).filter(pk=link.get("atasan")).select_related("skp").first()
        )
        named = self.skp or (self.atasan and self.atasan.skp)
        self.tahun = named.tahun if named else link.get("tahun") or self.today.year

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "by": self.request.user, "tahun": self.tahun}

    def get_initial(self) -> dict[str, Any]:
        initial: dict[str, Any] = {"atasan": self.atasan and self.atasan.pk}
        if self.skp:
            initial |= {"penerima": [self.skp.pk], "jabatan": self.skp.jabatan_id}
        return initial

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.POST.get("aksi") == "saring":
            return self.narrow()
        return super().post(request, *args, **kwargs)

    def narrow(self) -> HttpResponse:
        """The page again with all that was typed and ticked, its lists narrowed; nothing is written."""
        typed = self.request.POST
        initial = {**typed.dict(), "bank": typed.getlist("bank"), "penerima": typed.getlist("penerima")}
        form = BagikanForm(by=self.request.user, tahun=self.tahun, initial=initial)
        return self.render_to_response(self.get_context_data(form=form))

    def perform(self, form: BagikanForm) -> Hasil:
        hasil = hand_out(
            by=self.request.user,
            at=self.request.arrived_at,
            token=form.cleaned_data["token"],
            butir=form.butir(),
            skp=list(form.cleaned_data["penerima"]),
        )
        people = len({row.skp_id for row in hasil.diterima})
        messages.success(self.request, f"RHK dibagikan kepada {people} pegawai.")
        for row in hasil.ditolak:
            messages.warning(self.request, f"{row.skp.pegawai} tidak menerima: {row.alasan}")
        return hasil

    def get_success_url(self) -> str:
        return self.object.pembagian.get_absolute_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        form = context["form"]
        rows = receivers(self.request.user, tahun=self.tahun, today=self.today)
        saring = _narrowing(rows, self.request)
        ticked = set(map(str, form["penerima"].value() or ()))
        chosen = read_number(str(form["jabatan"].value() or ""))
        bank = [] if chosen is None else form.fields["bank"].queryset.filter(jabatan=chosen)
        shown = [row for row in rows if _ticked(row, ticked) or _matches(row, saring.cleaned_data)]
        return {
            **context,
            "tahun": self.tahun,
            "years": [self.today.year, self.today.year + 1],
            "saring": saring,
            "rows": [{"penerima": row, "dicentang": _ticked(row, ticked)} for row in shown if not row.alasan],
            "belum": sorted((row for row in shown if row.alasan), key=lambda row: row.alasan),
            "jumlah": len(rows),
            "bank": bank,
            "bank_dicentang": {str(getattr(row, "pk", row)) for row in form["bank"].value() or ()},
            "ada_bank": BankRhk.objects.filter(instansi=self.request.user.instansi_id, aktif=True).exists(),
        }


def _narrowing(rows: list[Penerima], request: HttpRequest) -> SaringForm:
    form = SaringForm(
        request.POST if request.method == "POST" else {},
        unit={row.unit.pk: str(row.unit) for row in rows if row.unit},
        jabatan={row.jabatan.pk: str(row.jabatan) for row in rows if row.jabatan},
    )
    form.is_valid()
    return form


def _ticked(row: Penerima, ticked: set[str]) -> bool:
    return row.skp is not None and not row.alasan and str(row.skp.pk) in ticked


def _matches(row: Penerima, wanted: dict[str, Any]) -> bool:
    text, unit, jabatan = wanted.get("cari") or "", wanted.get("unit"), wanted.get("jabatan_penerima")
    return (
        row.pegawai.matches(text)
        and (unit is None or (row.unit is not None and row.unit.pk == unit))
        and (jabatan is None or (row.jabatan is not None and row.jabatan.pk == jabatan))
    )


class PembagianList(PagedListMixin, FilterView):
    """What one has handed out, newest first."""

    filterset_class = PembagianFilter
    strict = False
    template_name = "skp/pembagian_list.html"

    def get_queryset(self) -> Any:
        return Pembagian.objects.visible_to(self.request.user).for_list()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        may = rules.may_hand_out(user, today=local_today(user))
        return {**super().get_context_data(**kwargs), "may_hand_out": may}


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    pembagian = get_object_or_404(Pembagian.objects.visible_to(request.user).select_related("oleh"), pk=pk)
    butir = pembagian.butir.select_related("atasan__skp", "bank__jabatan")
    context = {"pembagian": pembagian, "butir": butir, "rows": traced(pembagian, request.user)}
    return render(request, "skp/pembagian_detail.html", context)
