"""Statistik Kinerja: choosing a dashboard, and its page of an instansi, a unit or the nation, also as a file."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from dashboard import statistik_ekspor
from dashboard.forms.statistik import BukaForm, SaringForm
from dashboard.querysets import statistik as querysets
from dashboard.rules import statistik as rules
from dashboard.statistik import JENIS, PENGISIAN, ROWS_OF_PAPER, Jenis, Lingkup, Statistik
from dashboard.statistik_diminta import parameter, requested
from dashboard.statistik_ekspor import log_file
from ekinerja.errors import Refused
from ekinerja.excel import workbook_response
from ekinerja.pdf import paper_response
from organisasi.models import BentukEkspor, UnitKerja
from organisasi.scoping import local_today, units_led
from organisasi.services.pekerjaan import start

HALAMAN, EXCEL, PDF = "halaman", "excel", "pdf"
BENTUK = {EXCEL: BentukEkspor.EXCEL, PDF: BentukEkspor.PDF}


@require_safe
def pilih(request: HttpRequest) -> HttpResponse:
    """The choice stays in the address: a form that is wrong comes back with it, a right one leads to its page."""
    user = request.user
    rules.may_open(user).require()
    units = [] if user.is_staff else list(units_led(user).order_by("kode"))
    today = local_today(user)
    opened = querysets.opened_years()
    form = BukaForm(
        request.GET if "buka" in request.GET else None,
        user=user,
        units=units,
        years=sorted({*opened, today.year}, reverse=True),
        initial={"jenis": PENGISIAN.slug, "cakupan": "nasional", "tahun": today.year},
    )
    if form.is_bound and form.is_valid():
        chosen = {
            "jenis": JENIS[form.cleaned_data["jenis"]],
            "tahun": form.cleaned_data["tahun"],
            "tahun_rekap": opened,
        }
        target = form.target(user.instansi if user.is_staff else None)
        where = {"unit": target} if isinstance(target, UnitKerja) else {"instansi": target}
        return redirect(Lingkup(**chosen, **where).alamat())
    return render(request, "dashboard/statistik.html", {"form": form, "daftar": JENIS.values(), "units": units})


@require_safe
def lihat(request: HttpRequest, jenis: Jenis, tahun: int, keluaran: str = HALAMAN, **where: int) -> HttpResponse:
    """`where`: the key of an `instansi` or of a `unit`; without both, the nation."""
    statistik = requested(request.user, jenis=jenis, tahun=tahun, query=request.GET, at=request.arrived_at, **where)
    return _page(request, statistik) if keluaran == HALAMAN else _file(request, statistik, keluaran)


def _page(request: HttpRequest, statistik: Statistik) -> HttpResponse:
    lingkup, saringan = statistik.lingkup, statistik.saringan
    # What is kept is shown to others too: the form has what was understood, not what was typed.
    form = SaringForm(saringan.query(lingkup), jenis=lingkup.jenis, periods=lingkup.daftar_periode)
    context = {"statistik": statistik, "lingkup": lingkup, "form": form}
    return render(request, "dashboard/statistik_lihat.html", context)


def _file(request: HttpRequest, statistik: Statistik, keluaran: str) -> HttpResponse:
    lingkup = statistik.lingkup
    lingkup.berlaku.require()
    if keluaran == PDF and len(statistik.baris) > ROWS_OF_PAPER:
        raise Refused("Barisnya terlalu banyak untuk dicetak seketika; gunakan tombol Siapkan PDF di halamannya.")
    log_file(statistik, BENTUK[keluaran], by=request.user, at=request.arrived_at, alamat=request.get_full_path())
    name = statistik_ekspor.file_name(lingkup)
    if keluaran == EXCEL:
        return workbook_response(statistik_ekspor.workbook(statistik), filename=f"{name}.xlsx")
    context = statistik_ekspor.paper_context(statistik)
    return paper_response(request, statistik_ekspor.PAPER, context, instansi=lingkup.kepala, filename=f"{name}.pdf")


@require_POST
def siapkan(request: HttpRequest, jenis: Jenis, tahun: int, **where: int) -> HttpResponse:
    """Leaves a long paper to the worker, and shows how far it is."""
    statistik = requested(request.user, jenis=jenis, tahun=tahun, query=request.GET, at=request.arrived_at, **where)
    lingkup = statistik.lingkup
    lingkup.berlaku.require()
    pekerjaan = start(
        tugas=statistik_ekspor.TUGAS,
        judul=f"Cetak {statistik.judul_grafik}",
        by=request.user,
        at=request.arrived_at,
        instansi=lingkup.instansi,
        parameter=parameter(statistik),
    )
    messages.success(request, "Cetakan sedang disiapkan. Halaman ini boleh ditutup; berkasnya tersimpan di Pekerjaan.")
    return redirect(pekerjaan.get_absolute_url())
