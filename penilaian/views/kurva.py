"""Lihat Kurva of the people one assesses, Monitoring Kurva of units."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django.views.generic import ListView
from openpyxl import Workbook

from ekinerja.excel import text_cell, workbook_response
from ekinerja.views import PagedListMixin
from organisasi.models import BentukEkspor, Pegawai, PeriodeEvaluasi, UnitKerja
from organisasi.scoping import local_today
from organisasi.services.audit import log_export
from penilaian.forms.kurva import KurvaFilterForm, MonitoringForm
from penilaian.kurva import URUTAN, Pantauan, kurva_penilai, monitored, period_of_today, tree
from penilaian.models import BagianDibaca
from penilaian.querysets.kurva import BELUM, assessed_in, listed, monitored_units, periods_of
from penilaian.rules import kurva as rules
from penilaian.services.jejak import log_readings


class KurvaBawahan(PagedListMixin, ListView):
    """Lihat Kurva: how the predikat of those one assesses are distributed in a period, and who is behind each."""

    template_name = "penilaian/kurva.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.periods = list(periods_of(request.user.instansi_id).select_related("instansi"))
        self.periode = next((row for row in self.periods if row.pk == kwargs["periode"]), None)
        if self.periode is None:
            raise Http404
        rules.may_see_curve(request.user).require()
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> Any:
        self.form = KurvaFilterForm(self.request.GET)
        self.chosen = self.form.tidy()
        return listed(assessed_in(self.periode, self.request.user), **self.chosen)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        kurva, patokan = kurva_penilai(self.request.user, self.periode)
        log_readings(
            skps=[skp for skp in context["page_obj"] if skp.predikat],
            by=self.request.user,
            bagian=BagianDibaca.EVALUASI,
            periode=self.periode,
            at=self.request.arrived_at,
        )
        return {
            **context,
            "periode": self.periode,
            "periods": [row for row in self.periods if row.tahun == self.periode.tahun],
            "kurva": kurva,
            "patokan": patokan,
            "form": self.form,
            "chosen": self.chosen,
            "belum": BELUM,
        }


@require_safe
def monitoring(request: HttpRequest) -> HttpResponse:
    rules.may_monitor(request.user).require()
    pilihan = Pilihan(request)
    context = {"form": pilihan.form, "pilihan": pilihan, "pantauan": pilihan.pantauan()}
    return render(request, "penilaian/kurva_monitoring.html", context)


@require_safe
def monitoring_ekspor(request: HttpRequest) -> HttpResponse:
    """The curve and its parts as the page shows them."""
    rules.may_monitor(request.user).require()
    pilihan = Pilihan(request)
    pantauan = pilihan.pantauan()
    if pantauan is None:
        raise Http404
    unit = pantauan.patokan.unit
    log_export(
        by=request.user, judul=f"Kurva predikat {unit}, {pantauan.patokan.periode}", bentuk=BentukEkspor.EXCEL,
        baris=len(pantauan.bagian), instansi=unit.instansi, at=request.arrived_at, alamat=request.get_full_path(),
    )  # fmt: skip
    workbook = Workbook(write_only=True)
    for title, rows in (("Kurva", _curve_rows(pantauan)), ("Bagian unit", _part_rows(pantauan))):
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append([text_cell(sheet, cell) if isinstance(cell, str) else cell for cell in row])
    return workbook_response(workbook, filename=f"Kurva-{pilihan.unit}-{pilihan.periode}.xlsx")


class Pilihan:
    """The unit and the period out of the address; without them the unit highest up and the period of today."""

    def __init__(self, request: HttpRequest) -> None:
        self.user: Pegawai = request.user
        self.units: list[UnitKerja] = [unit for unit, _depth in tree(monitored_units(self.user))]
        asked = {name: request.GET.get(name) for name in ("unit", "periode")}
        self.unit = self._unit(asked["unit"])
        periods = list(periods_of(self.unit.instansi_id).select_related("instansi")) if self.unit else []
        self.form = MonitoringForm(asked, units=self.units, periods=periods)
        chosen = self.form.tidy().get("periode")
        self.periode: PeriodeEvaluasi | None = next(
            (row for row in periods if row.pk == chosen), period_of_today(periods, local_today(self.user))
        )
        self.form = MonitoringForm(self.values, units=self.units, periods=periods)
        self.above = [unit for unit in self.units if self.unit and unit.pk in self.unit.jalur[:-1]]

    def _unit(self, asked: str | None) -> UnitKerja | None:
        highest = min(self.units, key=lambda unit: len(unit.jalur), default=None)
        return next((unit for unit in self.units if str(unit.pk) == asked), highest)

    @property
    def values(self) -> dict[str, int | None]:
        return {"unit": self.unit and self.unit.pk, "periode": self.periode and self.periode.pk}

    @property
    def ekspor_url(self) -> str:
        return f"{reverse('penilaian:monitoring_kurva_ekspor')}?{urlencode(self.values)}"

    def pantauan(self) -> Pantauan | None:
        if self.unit is None or self.periode is None:
            return None
        return monitored(self.unit, self.periode, self.user, self.units)


def _curve_rows(pantauan: Pantauan) -> list[list[Any]]:
    return [
        [str(pantauan.patokan.unit), str(pantauan.patokan.periode)],
        [pantauan.patokan.kalimat],
        [],
        ["Predikat", "Ideal (%)", "Ideal (orang)", "Nyata (orang)", "Selisih"],
        *([row.label, row.share, row.ideal, row.actual, row.difference] for row in pantauan.kurva.chart.rows),
        ["Dinilai", None, None, pantauan.kurva.dinilai],
        ["Belum dinilai", None, None, pantauan.kurva.belum],
        *([str(broken)] for broken in pantauan.kurva.pelanggaran),
    ]


def _part_rows(pantauan: Pantauan) -> list[list[Any]]:
    heading = ["Unit Kerja", "Capaian", *(each.label for each in URUTAN), "Dinilai", "Belum dinilai", "Catatan"]
    return [
        heading,
        *(
            [
                str(row.unit or f"{pantauan.patokan.unit} (langsung)"),
                row.berlaku.nilai.label if row.berlaku else "",
                *(number for _predikat, number in row.kurva.baris),
                row.kurva.dinilai,
                row.kurva.belum,
                " ".join(map(str, row.kurva.pelanggaran)),
            ]
            for row in pantauan.bagian
        ),
    ]
