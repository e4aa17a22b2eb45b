"""SKP Bawahan: the list, and the same list as an Excel file."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.http import require_safe
from django.views.generic import ListView
from openpyxl import Workbook

from ekinerja.excel import text_cell, workbook_response
from ekinerja.views import PagedListMixin
from organisasi.deadlines import format_day
from organisasi.models import BentukEkspor, Pegawai
from organisasi.scoping import local_today
from organisasi.services.audit import log_export
from skp import rules
from skp.bawahan import STATUS, TONES, BarisBawahan, counts, selected, subordinates, units_of
from skp.forms.bawahan import BawahanFilterForm


class SkpBawahan(PagedListMixin, ListView):
    template_name = "skp/bawahan.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rules.may_open_queue(request.user).require()
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> list[BarisBawahan]:
        self.daftar = Daftar(self.request)
        return self.daftar.rows

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        daftar = self.daftar
        tiles = [
            {
                "label": STATUS[status],
                "value": number,
                "tone": TONES[status],
                "url": "?" + urlencode({"tahun": daftar.tahun, "status": status}),
            }
            for status, number in counts(daftar.everybody).items()
        ]
        return {
            **super().get_context_data(**kwargs),
            "tahun": daftar.tahun,
            "form": daftar.form,
            "tiles": tiles,
            "chosen": daftar.chosen,
            "ekspor_url": f"{reverse('skp:bawahan_ekspor')}?{urlencode({'tahun': daftar.tahun, **daftar.chosen})}",
        }


@require_safe
def ekspor(request: HttpRequest) -> HttpResponse:
    """The list as it is filtered on the page. Of a draft no more than on the page: that it exists."""
    rules.may_open_queue(request.user).require()
    daftar = Daftar(request)
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(f"SKP Bawahan {daftar.tahun}")
    sheet.append([text_cell(sheet, label) for label in COLUMNS])
    for number, row in enumerate(daftar.rows, start=1):
        sheet.append([number, *(text_cell(sheet, text) for text in _texts(row))])
    log_export(
        by=request.user, judul=f"SKP Bawahan {daftar.tahun}", bentuk=BentukEkspor.EXCEL, baris=len(daftar.rows),
        instansi=request.user.instansi, at=request.arrived_at, alamat=request.get_full_path(),
    )  # fmt: skip
    return workbook_response(workbook, filename=f"SKP-Bawahan-{daftar.tahun}.xlsx")


COLUMNS = (
    "No.", "NIP", "Nama", "Jabatan", "Unit Kerja", "Periode", "Status", "Status sejak", "Pendekatan", "Pejabat Penilai",
)  # fmt: skip


def _texts(row: BarisBawahan) -> tuple[str, ...]:
    skp = row.skp
    return (
        row.pegawai.nip,
        row.pegawai.nama_lengkap,
        str(row.jabatan or ""),
        str(row.unit or ""),
        skp.periode if skp else "",
        row.status_label,
        format_day(localtime(skp.status_sejak, skp.instansi.tz).date()) if skp else "",
        skp.get_pendekatan_display() if skp and row.may_open else "",
        str(skp.penilai or "") if skp else "",
    )


class Daftar:
    """The rows of the chosen year, all of them and those that match the rest of the address."""

    def __init__(self, request: HttpRequest) -> None:
        user: Pegawai = request.user
        asked = BawahanFilterForm(request.GET).tidy()
        self.tahun: int = asked.get("tahun") or local_today(user).year
        self.everybody = subordinates(user, self.tahun)
        self.form = BawahanFilterForm({**request.GET.dict(), "tahun": self.tahun}, units=units_of(self.everybody))
        self.chosen = {name: value for name, value in self.form.tidy().items() if name != "tahun"}
        self.rows = selected(self.everybody, **self.chosen)
