"""Capaian Organisasi: of the units whose capaian one sets, in a period."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.generic import FormView, ListView

from ekinerja.views import EditFormMixin, PagedListMixin, require_form
from organisasi.models import PeriodeEvaluasi, UnitKerja
from organisasi.scoping import local_today, units_led
from penilaian.capaian_organisasi import capaian_of
from penilaian.forms.capaian_unit import CapaianUnitForm, PilihPeriodeForm
from penilaian.models import CapaianUnit
from penilaian.querysets.capaian_unit import (
    rated_beside,
    selectable_periods,
    setting,
    stored_capaian,
    units_set_by,
)
from penilaian.querysets.instansi import units_within
from penilaian.rules.capaian_unit import may_open_capaian, may_set_capaian, sets_capaian, settable
from penilaian.scoring.permenpanrb_6_2022 import CapaianOrganisasi, rating_pimpinan
from penilaian.services.capaian_unit import set_capaian
from penilaian.views.instansi import address, choosable, chosen_instansi


class CapaianList(PagedListMixin, ListView):
    template_name = "penilaian/capaian_unit_list.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.dipimpin = list(units_led(request.user).order_by("jalur"))
        may_open_capaian(request.user, memimpin=bool(self.dipimpin)).require()
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> Any:
        self.instansi = chosen_instansi(self.request)
        self.today = local_today(self.request.user)
        periods = list(selectable_periods(self.instansi).select_related("instansi"))
        self.periode = chosen_period(self.request.GET.get("periode", ""), periods, self.today)
        chosen = {**self.request.GET.dict(), "instansi": self.instansi.pk}
        chosen["periode"] = self.periode.pk if self.periode else ""
        self.form = PilihPeriodeForm(chosen, periods=periods, instansi=choosable(self.request))
        self.form.is_valid()
        rows = units_set_by(self.request.user, self.instansi)
        text = self.form.cleaned_data.get("cari", "")
        return rows.filter(nama__icontains=text) if text else rows

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        units = list(context["page_obj"])
        if self.periode is None:
            return {**context, "form": self.form, "periode": None}
        return {
            **context,
            "form": self.form,
            "periode": self.periode,
            "rows": rows_of(units, self.periode),
            "sendiri": rows_of(self.dipimpin, self.periode),
            "boleh": settable(self.periode, today=self.today),
            "cari": self.form.cleaned_data.get("cari", ""),
        }


class CapaianUbah(EditFormMixin, FormView):
    form_class = CapaianUnitForm
    template_name = "penilaian/capaian_unit_form.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user = request.user
        self.unit = get_object_or_404(units_within(user), pk=kwargs["unit"])
        self.periode = get_object_or_404(
            PeriodeEvaluasi.objects.select_related("instansi"), pk=kwargs["periode"], instansi=self.unit.instansi_id
        )
        penetap = setting(user, self.unit)
        sets_capaian(user, self.unit, penetap).require()
        today = request.arrived_at.astimezone(self.unit.instansi.tz).date()
        require_form(request, may_set_capaian(user, self.unit, penetap, self.periode, today=today))
        self.row = self.read_again()
        return super().dispatch(request, *args, **kwargs)

    def read_again(self) -> CapaianUnit | None:
        rows = CapaianUnit.objects.filter(unit=self.unit, periode=self.periode)
        return rows.select_related("ditetapkan_oleh").first()

    def change(self, form: CapaianUnitForm) -> CapaianUnit:
        made = set_capaian(
            unit=self.unit,
            periode=self.periode,
            by=self.request.user,
            at=self.request.arrived_at,
            **form.cleaned_data,
        )
        messages.success(self.request, f"Capaian {self.unit}, {self.periode}: {made.capaian.get_nilai_display()}.")
        if made.tetap:
            messages.info(
                self.request,
                f"{made.tetap} evaluasi sudah dinilai dengan capaian lain dan tidak berubah. Pejabat penilainya dapat "
                "menilai ulang selama dokumen evaluasi belum diserahkan.",
            )
        return made.capaian

    def get_success_url(self) -> str:
        return address("capaian_list", periode=self.periode.pk, **self._which())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rated = [
            {"label": CapaianOrganisasi(value).label if value else "", "jumlah": number}
            for value, number in rated_beside(self.unit, self.periode)
        ]
        return {
            **super().get_context_data(**kwargs),
            "unit": self.unit,
            "periode": self.periode,
            "row": self.row,
            "dinilai": rated,
            "jumlah_dinilai": sum(line["jumlah"] for line in rated),
            "akibat": [(each.label, rating_pimpinan(each).label) for each in CapaianOrganisasi],
            "list_url": (back := self.get_success_url()),
            "cancel_url": back,
        }

    def _which(self) -> dict[str, int]:
        """Needed in an address where it is not the reader's own."""
        instansi = self.unit.instansi_id
        return {"instansi": instansi} if instansi != self.request.user.instansi_id else {}


def chosen_period(text: str, periods: list[PeriodeEvaluasi], today: Any) -> PeriodeEvaluasi | None:
    """The one asked for, else the latest that has begun."""
    asked = next((row for row in periods if str(row.pk) == text), None)
    begun = [row for row in periods if row.mulai <= today]
    return asked or max(begun, key=lambda row: row.mulai, default=periods[-1] if periods else None)


def rows_of(units: list[UnitKerja], periode: PeriodeEvaluasi) -> list[dict[str, Any]]:
    """Each unit with what is stored for it, what holds for it, and the rating of its head that follows."""
    stored, holding = stored_capaian(units, periode), capaian_of(units, periode)
    return [
        {
            "unit": unit,
            "capaian": (row := stored.get(unit.pk)),
            "berlaku": holding[unit.pk],
            "rating": rating_pimpinan(row.nilai).label if row else "",
        }
        for unit in units
    ]
