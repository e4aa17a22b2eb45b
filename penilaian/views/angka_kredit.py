"""Angka Kredit: one's own, that of who is below, its three sheets, and what was brought along."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import FormView
from django_filters.views import FilterView

from ekinerja.errors import Refused
from ekinerja.pdf import paper_response
from ekinerja.views import EditFormMixin, PagedListMixin, ServiceFormMixin, require_form
from organisasi.models import Pegawai
from organisasi.scoping import local_today
from penilaian import angka_kredit_penjelasan as penjelasan
from penilaian import lembar_angka_kredit as lembar
from penilaian.angka_kredit import AngkaKredit, angka_kredit_of
from penilaian.forms.angka_kredit import (
    HapusAngkaKreditAwalForm,
    PejabatFungsionalFilter,
    TambahAngkaKreditAwalForm,
    UbahAngkaKreditAwalForm,
)
from penilaian.models import AngkaKreditAwal, BagianDibaca
from penilaian.querysets.angka_kredit import readable_awal, readable_jf, readable_people
from penilaian.rules import angka_kredit as rules
from penilaian.services import angka_kredit as services
from penilaian.services.jejak import log_reading


class AngkaKreditView(PagedListMixin, FilterView):
    """One's own, and the pejabat fungsional one may read."""

    filterset_class = PejabatFungsionalFilter
    strict = False
    template_name = "penilaian/angka_kredit.html"

    def get_queryset(self) -> Any:
        return readable_jf(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        own = angka_kredit_of(user, reader=user, on=local_today(user))
        return {**super().get_context_data(**kwargs), **_shown(self.request, own)}


@require_safe
def pegawai(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "penilaian/angka_kredit_pegawai.html", _shown(request, _read(request, pk)))


@require_safe
def konversi(request: HttpRequest, pk: int, tahun: int) -> HttpResponse:
    """KONVERSI PREDIKAT KINERJA KE ANGKA KREDIT: a sheet for each konversi of the year."""
    found = _read(request, pk)
    sheets = lembar.lembar_konversi(found, tahun)
    if not sheets:
        raise Refused(f"Belum ada predikat kinerja {tahun} yang dapat dikonversi menjadi angka kredit.")
    context = {"daftar": sheets, "tahun": tahun, "konsep": lembar.konsep(sheet.konversi for sheet in sheets)}
    return _paper(request, found, "ak_konversi", f"Konversi-Angka-Kredit-{tahun}", context)


@require_safe
def akumulasi(request: HttpRequest, pk: int) -> HttpResponse:
    """AKUMULASI ANGKA KREDIT of the present jenjang."""
    found = _read(request, pk)
    rows = lembar.akumulasi(found)
    if not rows:
        raise Refused("Belum ada angka kredit hasil konversi yang dapat diakumulasikan.")
    context = {
        "daftar": rows,
        "jumlah": lembar.jumlah_akumulasi(found),
        "masa": lembar.years(rows),
        "keterangan": lembar.keterangan(found.pegawai),
        "penilai": lembar.signer(found),
        "konsep": lembar.konsep(found.dihitung),
    }
    return _paper(request, found, "ak_akumulasi", "Akumulasi-Angka-Kredit", context)


@require_safe
def penetapan(request: HttpRequest, pk: int) -> HttpResponse:
    """PENETAPAN ANGKA KREDIT of the last year counted."""
    found = _read(request, pk)
    sheet = lembar.penetapan(found)
    if sheet is None:
        raise Refused("Belum ada angka kredit yang dapat ditetapkan.")
    context = {
        "lembar": sheet,
        "pangkat": found.step("Pangkat"),
        "jenjang": found.step("Jenjang"),
        "keterangan": lembar.keterangan(found.pegawai),
        "penilai": lembar.signer(found),
        "konsep": lembar.konsep(found.dihitung),
    }
    return _paper(request, found, "ak_penetapan", f"Penetapan-Angka-Kredit-{sheet.tahun}", context)


class AwalTambah(ServiceFormMixin, FormView):
    form_class = TambahAngkaKreditAwalForm
    template_name = "penilaian/angka_kredit_awal_form.html"
    success_message = "Angka kredit dicatat."

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.pegawai = get_object_or_404(readable_people(request.user), pk=kwargs["pk"])
        require_form(request, rules.may_add_awal(request.user, self.pegawai))
        return super().dispatch(request, *args, **kwargs)

    def perform(self, form: TambahAngkaKreditAwalForm) -> AngkaKreditAwal:
        return services.add_awal(
            pegawai=self.pegawai,
            by=self.request.user,
            at=self.request.arrived_at,
            token=form.cleaned_data["token"],
            values=form.values(),
        )

    def get_success_url(self) -> str:
        return page_of(self.pegawai)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = page_of(self.pegawai)
        return {**super().get_context_data(**kwargs), "pegawai": self.pegawai, "cancel_url": page}


class AwalUbah(EditFormMixin, FormView):
    form_class = UbahAngkaKreditAwalForm
    template_name = "penilaian/angka_kredit_awal_form.html"
    success_message = "Angka kredit disimpan."

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.row = get_object_or_404(readable_awal(request.user), pk=kwargs["pk"])
        self.pegawai = self.row.pegawai
        rules.may_keep_awal(request.user, self.pegawai).require()
        return super().dispatch(request, *args, **kwargs)

    def change(self, form: UbahAngkaKreditAwalForm) -> AngkaKreditAwal:
        return services.change_awal(
            awal=self.row,
            by=self.request.user,
            at=self.request.arrived_at,
            versi=form.cleaned_data["versi"],
            values=form.values(),
        )

    def get_success_url(self) -> str:
        return page_of(self.pegawai)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = page_of(self.pegawai)
        return {**super().get_context_data(**kwargs), "pegawai": self.pegawai, "awal": self.row, "cancel_url": page}


@require_POST
def hapus(request: HttpRequest, pk: int) -> HttpResponse:
    awal = get_object_or_404(readable_awal(request.user), pk=pk)
    form = HapusAngkaKreditAwalForm(request.POST)
    form.is_valid()
    services.delete_awal(awal=awal, by=request.user, at=request.arrived_at, versi=form.cleaned_data.get("versi"))
    messages.success(request, f"{awal} dihapus.")
    return redirect(page_of(awal.pegawai))


def page_of(pegawai: Pegawai) -> str:
    return reverse("penilaian:angka_kredit_pegawai", args=[pegawai.pk])


def _read(request: HttpRequest, pk: int) -> AngkaKredit:
    """The angka kredit of a person the user may read; that he read it is logged."""
    user = request.user
    owner = get_object_or_404(readable_people(user), pk=pk)
    found = angka_kredit_of(owner, reader=user, on=local_today(user))
    if found.baris:
        log_reading(skp=found.baris[-1].skp, by=user, bagian=BagianDibaca.ANGKA_KREDIT, at=request.arrived_at)
    return found


def _shown(request: HttpRequest, found: AngkaKredit) -> dict[str, Any]:
    return {
        "ak": found,
        "pegawai": found.pegawai,
        "baris": list(reversed(found.baris)),
        "awal": [{"row": row, "dihitung": found.counts(row)} for row in found.awal],
        "lines": penjelasan.total_lines(found),
        "lines_lain": penjelasan.other_lines(found),
        "sumber": penjelasan.SUMBER,
        "grafik": penjelasan.chart(found),
        "may_keep": rules.may_keep_awal(request.user, found.pegawai),
        "may_add": rules.may_add_awal(request.user, found.pegawai),
    }


def _paper(request: HttpRequest, found: AngkaKredit, template: str, nama: str, context: dict[str, Any]) -> HttpResponse:
    owner = found.pegawai
    filename = f"{nama}-{owner.nip}.pdf"
    base = {"pegawai": owner, "ak": found, **context}
    return paper_response(request, f"cetak/{template}.html", base, instansi=owner.instansi, filename=filename)
