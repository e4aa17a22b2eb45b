"""Pengaturan Evaluasi: the switches of an instansi, and its patterns of distribution."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST
from django.views.generic import FormView

from ekinerja.views import ServiceFormMixin
from penilaian.capaian_organisasi import shares
from penilaian.forms.periode import PengaturanForm, PilihTahunForm, PolaForm
from penilaian.models import PolaDistribusi
from penilaian.rules.periode import may_manage
from penilaian.scoring.permenpanrb_6_2022 import (
    POLA_BAKU,
    CapaianOrganisasi,
    Predikat,
    periksa_bagian,
    pola_distribusi,
)
from penilaian.services import pengaturan as services
from penilaian.views.instansi import SettingsMixin, address, choosable, chosen_instansi

# "Kurang/Misconduct" is longer than a column of a phone's card.
SHORT = {each: each.label.partition("/")[0] for each in Predikat}


class PengaturanEvaluasi(SettingsMixin, ServiceFormMixin, FormView):
    form_class = PengaturanForm
    template_name = "penilaian/pengaturan_evaluasi.html"
    success_message = "Pengaturan evaluasi disimpan."

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.instansi, name) for name in PengaturanForm.base_fields}

    def perform(self, form: PengaturanForm) -> None:
        services.change_switches(instansi=self.instansi, by=self.request.user, **form.cleaned_data)

    def get_success_url(self) -> str:
        return address("pengaturan_evaluasi", instansi=self.instansi.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = {row.capaian: shares(row) for row in PolaDistribusi.objects.filter(instansi=self.instansi)}
        rows = []
        for capaian in CapaianOrganisasi:
            pola = own.get(capaian.value, POLA_BAKU[capaian])
            rows.append(
                {
                    "capaian": capaian,
                    "bagian": [{"label": name, "nilai": pola[each]} for each, name in SHORT.items()],
                    "sendiri": capaian.value in own,
                    "peringatan": periksa_bagian(pola, capaian),
                    "ubah_url": address("pola_ubah", capaian.value, instansi=self.instansi.pk),
                    "baku_url": address("pola_baku", capaian.value, instansi=self.instansi.pk),
                }
            )
        instansi = choosable(self.request)
        return {
            **super().get_context_data(**kwargs),
            "rows": rows,
            "predikat": list(SHORT.values()),
            "pilih": PilihTahunForm({"instansi": self.instansi.pk}, years=[], instansi=instansi) if instansi else None,
        }


class PolaUbah(SettingsMixin, ServiceFormMixin, FormView):
    form_class = PolaForm
    template_name = "penilaian/pola_form.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.capaian = find_capaian(kwargs["capaian"])
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        row = PolaDistribusi.objects.filter(instansi=self.instansi, capaian=self.capaian.value).first()
        pola = shares(row) if row else pola_distribusi(self.capaian)
        return {each.value: pola[each] for each in Predikat}

    def perform(self, form: PolaForm) -> PolaDistribusi:
        bagian = form.bagian()
        row = services.change_pola(instansi=self.instansi, by=self.request.user, capaian=self.capaian, bagian=bagian)
        messages.success(self.request, f"Pola untuk capaian {self.capaian.label} disimpan.")
        for broken in periksa_bagian(bagian, self.capaian):
            messages.warning(self.request, f"SE MenPANRB 3/2023: {broken}")
        return row

    def get_success_url(self) -> str:
        return address("pengaturan_evaluasi", instansi=self.instansi.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        baku = pola_distribusi(self.capaian)
        return {
            **super().get_context_data(**kwargs),
            "capaian": self.capaian,
            "baku": [{"label": each.label, "nilai": baku[each]} for each in Predikat],
            "list_url": (back := self.get_success_url()),
            "cancel_url": back,
        }


@require_POST
def pola_baku(request: HttpRequest, capaian: str) -> HttpResponse:
    may_manage(request.user).require()
    instansi, which = chosen_instansi(request), find_capaian(capaian)
    services.reset_pola(instansi=instansi, by=request.user, capaian=which)
    messages.success(request, f"Pola untuk capaian {which.label} kembali ke pola bawaan.")
    return redirect(address("pengaturan_evaluasi", instansi=instansi.pk))


def find_capaian(text: str) -> CapaianOrganisasi:
    if text not in {each.value for each in CapaianOrganisasi}:
        raise Http404("Capaian itu tidak dikenal.")
    return CapaianOrganisasi(text)
