"""Monitoring Pengisian and Monitoring Bulanan, the page of one unit, and the calendar of its days."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import ListView

from dashboard import pemantauan as topic
from dashboard import pengingat
from dashboard.forms.pemantauan import CakupanForm, OrangForm
from dashboard.pemantauan import Bulanan, Cakupan, Pengisian, Perjalanan
from dashboard.querysets import pemantauan as querysets
from dashboard.querysets.rekap_unit import Masa, keys_in, keys_of, persons_in_order
from dashboard.querysets.statistik import opened_years
from dashboard.rekap_unit import Rekap
from dashboard.rules import pemantauan as rules
from ekinerja.forms import PILIHAN_BULAN
from ekinerja.views import PagedListMixin
from organisasi.models import Pegawai, Pekerjaan, UnitKerja
from organisasi.rules.unor import may_choose_instansi
from organisasi.scoping import local_today

YEARS = range(2000, 2100)


def choose(
    request: HttpRequest, data: QueryDict, *, monthly: bool = False, whole_year: bool = False
) -> tuple[CakupanForm, Cakupan | None]:
    """What an address asks for, filled in with the usual: who leads units the highest of them, an admin his instansi.

    None while a super admin has not said of which instansi. Raises NotAllowed; Http404 for what is not his to see.
    """
    user, today = request.user, local_today(request.user)
    tops = _tops(user)
    years = opened_years()
    form = CakupanForm(
        data, user=user, years=sorted({*years, today.year}, reverse=True), monthly=monthly, whole_year=whole_year
    )
    asked = form.tidy()
    unit = get_object_or_404(querysets.reachable_units(user), pk=asked["unit"]) if "unit" in asked else None
    if unit is None and tops:
        unit = tops[0]
    instansi = unit.instansi if unit is not None else asked.get("instansi") or user.instansi
    if instansi is None:
        return form, None
    tahun = asked.get("tahun", today.year)
    bulan = asked.get("bulan") if whole_year else topic.chosen_month(tahun, asked.get("bulan"), today)
    scope = Cakupan(
        instansi=instansi,
        unit=unit,
        tahun=tahun,
        bulan=bulan if monthly else None,
        hari_ini=today,
        puncak=tops,
        pilih_instansi=bool(may_choose_instansi(user)),
        tahun_dihitung=years,
    )
    form.initial = {"tahun": tahun, "bulan": scope.bulan or ""}
    return form, scope


def _units(request: HttpRequest, figures: Pengisian | Bulanan | None) -> Any:
    """The page of the table of units; the persons below it have a page of their own."""
    return figures.pohon.halaman(request.GET.get("hal_unit")) if figures is not None else None


def _tops(user: Pegawai) -> list[UnitKerja]:
    """The highest units he leads; none of who administers whole instansi. Raises NotAllowed for everybody else."""
    tops = [] if user.is_staff else querysets.tops(user)
    rules.may_monitor(user, tops).require()
    return tops


def unit_scope(request: HttpRequest, unit: int, tahun: int, bulan: int | None) -> Cakupan:
    """The same of a unit, a year and a month that an address names."""
    user, today = request.user, local_today(request.user)
    tops = _tops(user)
    if tahun not in YEARS or bulan not in {None, *range(1, 13)}:
        raise Http404
    found = get_object_or_404(querysets.reachable_units(user), pk=unit)
    return Cakupan(
        instansi=found.instansi, unit=found, tahun=tahun, bulan=topic.chosen_month(tahun, bulan, today),
        hari_ini=today, puncak=tops, pilih_instansi=bool(may_choose_instansi(user)), tahun_dihitung=found.tahun_rekap,
    )  # fmt: skip


class PengisianList(PagedListMixin, ListView):
    """How far the SKP of the year are, per unit; and by name who has none yet."""

    template_name = "dashboard/pemantauan_pengisian.html"

    def get_queryset(self) -> Any:
        self.form, scope = choose(self.request, self.request.GET)
        self.pengisian = Pengisian(scope) if scope is not None and scope.dihitung else None
        self.scope = scope
        return self.pengisian.orang if self.pengisian is not None else UnitKerja.objects.none()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        scope, at = self.scope, self.request.arrived_at
        people = [row.pegawai_id for row in context["page_obj"]]
        reminded = querysets.reminded_since(people, scope.tahun, at - pengingat.JEDA) if people else {}
        return {
            **context,
            "form": self.form,
            "cakupan": scope,
            "pengisian": self.pengisian,
            "halaman_unit": _units(self.request, self.pengisian),
            "orang": [(row, reminded.get(row.pegawai_id)) for row in context["page_obj"]],
            "ingatkan": rules.may_remind(scope.tahun, berjalan=scope.hari_ini.year) if scope else None,
            "jeda": pengingat.JEDA.days,
            "per": topic.as_of(at, scope.instansi) if scope else None,
        }


@require_POST
def ingatkan(request: HttpRequest) -> HttpResponse:
    _form, scope = choose(request, request.POST)
    if scope is None:
        raise Http404
    sent = pengingat.remind(
        instansi=scope.instansi, unit=scope.unit, tahun=scope.tahun, by=request.user, at=request.arrived_at
    )
    if isinstance(sent, Pekerjaan):
        messages.success(request, "Pengingat sedang dikirim. Halaman ini boleh ditutup.")
        return redirect(sent.get_absolute_url())
    messages.success(request, pengingat.outcome(sent))
    return redirect(f"{reverse('dashboard:pemantauan_pengisian')}?{scope.query()}")


@require_safe
def bulanan(request: HttpRequest) -> HttpResponse:
    _, context = monthly(request)
    return render(request, "dashboard/pemantauan_bulanan.html", context)


def monthly(request: HttpRequest) -> tuple[Cakupan | None, dict[str, Any]]:
    """What is looked at, and its months: None where the instansi measures none, or the year is still being counted."""
    form, scope = choose(request, request.GET, monthly=True)
    shows = scope is not None and scope.mengukur and scope.dihitung
    figures = Bulanan(scope) if scope is not None and shows else None
    context = {
        "form": form,
        "cakupan": scope,
        "bulanan": figures,
        "halaman_unit": _units(request, figures),
        "per": topic.as_of(request.arrived_at, scope.instansi) if scope else None,
    }
    return scope, context


class UnitDetail(PagedListMixin, ListView):
    """One unit: its months over the year, and its people in one of them."""

    template_name = "dashboard/pemantauan_unit.html"

    def get_queryset(self) -> Any:
        form = CakupanForm(self.request.GET, user=self.request.user, years=[], monthly=True)
        scope = unit_scope(self.request, self.kwargs["unit"], self.kwargs["tahun"], form.tidy().get("bulan"))
        self.scope, self.form = scope, OrangForm(self.request.GET)
        self.rekap = Rekap(
            scope.instansi, scope.unit, Masa(scope.tahun, scope.bulan), self.request.user, self.request.arrived_at
        )
        cari = self.form.tidy().get("cari", "")
        if cari:
            self.dikecualikan = keys_of(self.rekap.semua.search(cari).order_by("nama", "nip"))
        else:
            self.dikecualikan = keys_in(scope.instansi, scope.unit, self.rekap.masa)
        return list(self.dikecualikan)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        scope, keys = self.scope, list(context["page_obj"])
        months = querysets.months_to_open(self.request.user, keys, scope.tahun, scope.bulan or 1)
        rows = self.rekap.ledger(keys, months)
        self.rekap.log(rows)
        return {
            **context,
            "cakupan": scope,
            "form": self.form,
            "nama_bulan": PILIHAN_BULAN,
            "perjalanan": Perjalanan(f"{scope.nama}, {scope.tahun}", topic.months_of(scope.unit, scope.tahun)),
            "baris": [(row, self.dikecualikan[row.pegawai.pk]) for row in rows],
            "hari_kerja": topic.working_days(scope.instansi, scope.awal, scope.akhir),
            "entries": self.PAGE_SIZES,
            "per": topic.as_of(self.request.arrived_at, scope.instansi),
        }


class Kalender(PagedListMixin, ListView):
    """The days of a month: on which of them each person of a unit recorded activities, and how many."""

    template_name = "dashboard/pemantauan_kalender.html"
    PAGE_SIZES = (10, 25, 50)
    usual_size = 25

    def get_queryset(self) -> Any:
        self.scope = unit_scope(self.request, self.kwargs["unit"], self.kwargs["tahun"], self.kwargs["bulan"])
        return list(keys_in(self.scope.instansi, self.scope.unit, Masa(self.scope.tahun, self.scope.bulan)))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        scope = self.scope
        days = topic.days_of(scope)
        return {
            **context,
            "cakupan": scope,
            "hari": days,
            "baris": topic.calendar_rows(persons_in_order(list(context["page_obj"])), days, today=scope.hari_ini),
            "nama_bulan": PILIHAN_BULAN,
            "entries": self.PAGE_SIZES,
            "per": topic.as_of(self.request.arrived_at, scope.instansi),
        }
