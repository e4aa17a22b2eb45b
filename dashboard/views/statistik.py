"""Statistik Kinerja: choosing a dashboard, and its page of an instansi, a unit or the nation, also as a file."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from dashboard import statistik_ekspor
from dashboard.forms.statistik import BukaForm, SaringForm, asked_period
from dashboard.querysets import statistik as querysets
from dashboard.rules import statistik as rules
from dashboard.statistik import JENIS, PENGISIAN, PENILAIAN, Jenis, Lingkup, Statistik
from ekinerja.excel import workbook_response
from ekinerja.forms import read_number
from ekinerja.pdf import paper_response
from organisasi.models import Instansi, UnitKerja
from organisasi.scoping import local_today, units_led

HALAMAN, EXCEL, PDF = "halaman", "excel", "pdf"
MOST_PAGES = 100


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
def nasional(request: HttpRequest, jenis: Jenis, tahun: int, keluaran: str = HALAMAN) -> HttpResponse:
    rules.may_see_nation(request.user).require()
    return _answer(request, Lingkup(jenis, tahun, querysets.opened_years()), keluaran)


@require_safe
def instansi(request: HttpRequest, jenis: Jenis, tahun: int, instansi: int, keluaran: str = HALAMAN) -> HttpResponse:
    rules.may_open(request.user).require()
    found = get_object_or_404(querysets.reachable_instansi(request.user), pk=instansi)
    chosen = chosen_period(request, jenis, found, tahun)
    lingkup = Lingkup(jenis, tahun, found.tahun_rekap, found, versi_unit=found.versi_unit, **chosen)
    return _answer(request, lingkup, keluaran)


@require_safe
def unit(request: HttpRequest, jenis: Jenis, tahun: int, unit: int, keluaran: str = HALAMAN) -> HttpResponse:
    found = querysets.reachable_units(request.user).filter(pk=unit).first()
    if found is None:
        rules.may_open(request.user).require()
        raise Http404
    around = querysets.units_around(found)
    whole = request.user.is_staff
    lingkup = Lingkup(
        jenis,
        tahun,
        found.tahun_rekap,
        found.instansi,
        found,
        di_atas=_above(found, around, whole=whole),
        sekitar=around,
        seluruh_instansi=whole,
        versi_unit=found.versi_unit,
        **chosen_period(request, jenis, found.instansi, tahun),
    )
    return _answer(request, lingkup, keluaran)


def chosen_period(request: HttpRequest, jenis: Jenis, instansi: Instansi, tahun: int) -> dict[str, Any]:
    """The periods of the year, of which the one in the address is looked at; else the year's end."""
    periods = querysets.periods_in(instansi, tahun) if jenis is PENILAIAN else []
    return {"daftar_periode": periods, "periode": asked_period(request.GET.get("periode", ""), periods)}


def _above(unit: UnitKerja, around: list[UnitKerja], *, whole: bool) -> list[UnitKerja]:
    """Who leads a unit goes up to it, and no further."""
    above = sorted((each for each in around if each.pk in unit.jalur[:-1]), key=lambda each: len(each.jalur))
    return above if whole else [each for each in above if set(each.jalur).intersection(unit.dipimpin)]


def _page_number(request: HttpRequest) -> int:
    number = read_number(request.GET.get("page", "")) or 1
    return number if number in range(1, MOST_PAGES) else 1


def _answer(request: HttpRequest, lingkup: Lingkup, keluaran: str) -> HttpResponse:
    saringan = SaringForm(request.GET, jenis=lingkup.jenis, periods=lingkup.daftar_periode).saringan()
    statistik = Statistik(lingkup, saringan, request.arrived_at, _page_number(request))
    if keluaran == HALAMAN:
        # What is kept is shown to others too: the form has what was understood, not what was typed.
        form = SaringForm(saringan.query(lingkup), jenis=lingkup.jenis, periods=lingkup.daftar_periode)
        context = {"statistik": statistik, "lingkup": lingkup, "form": form}
        return render(request, "dashboard/statistik_lihat.html", context)
    lingkup.berlaku.require()
    name = statistik_ekspor.file_name(lingkup)
    if keluaran == EXCEL:
        return workbook_response(statistik_ekspor.workbook(statistik), filename=f"{name}.xlsx")
    paper = {"statistik": statistik, "lingkup": lingkup, "rincian": statistik_ekspor.summary(statistik)}
    return paper_response(request, "cetak/statistik.html", paper, instansi=lingkup.kepala, filename=f"{name}.pdf")
