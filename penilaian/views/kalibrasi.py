"""Kalibrasi: the rounds, one of them, who stands behind a row, notes and answers, a value changed with a reason."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST
from django.views.generic import FormView, ListView

from ekinerja.forms import read_number
from ekinerja.views import EditFormMixin, PagedListMixin, ServiceFormMixin, require_form
from organisasi.scoping import acting_ids, local_today
from penilaian.forms.kalibrasi import BukaKalibrasiForm, CatatanKalibrasiForm, JawabanForm, UbahNilaiForm
from penilaian.forms.kurva import KurvaFilterForm
from penilaian.kalibrasi import CUKUP_BANYAK, BarisPenilai, read_round
from penilaian.kurva import period_of_today
from penilaian.models import BagianDibaca, CatatanKalibrasi, Evaluasi, Kalibrasi
from penilaian.querysets.kurva import (
    behind,
    led_round,
    listed,
    overseen_rounds,
    periods_of,
    visible_notes,
    visible_rounds,
    with_notes,
)
from penilaian.rules import kurva as rules
from penilaian.rules.menilai import heads_unit
from penilaian.services import kurva as services
from penilaian.services.jejak import log_readings
from penilaian.views.evaluasi import find_or_404, log_evaluasi_read


class KalibrasiList(PagedListMixin, ListView):
    template_name = "penilaian/kalibrasi_list.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rules.may_open_calibrations(request.user).require()
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> Any:
        return with_notes(visible_rounds(self.request.user), self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        may_begin = rules.may_begin(user, units=rules.units_to_calibrate(user))
        return {**super().get_context_data(**kwargs), "may_begin": may_begin}


class KalibrasiBuka(ServiceFormMixin, FormView):
    form_class = BukaKalibrasiForm
    template_name = "penilaian/kalibrasi_buka.html"
    success_message = "Kalibrasi dibuka. Sebaran nilai setiap pejabat penilai saat ini disimpan sebagai pembanding."

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.units = rules.units_to_calibrate(request.user)
        require_form(request, rules.may_begin(request.user, units=self.units))
        self.periods = list(periods_of(request.user.instansi_id).select_related("instansi"))
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "units": self.units, "periods": self.periods}

    def get_initial(self) -> dict[str, Any]:
        today = period_of_today(self.periods, local_today(self.request.user))
        return {"periode": today and today.pk}

    def perform(self, form: BukaKalibrasiForm) -> Kalibrasi:
        return services.open_round(by=self.request.user, at=self.request.arrived_at, **form.cleaned_data)

    def get_success_url(self) -> str:
        return reverse("penilaian:kalibrasi_detail", args=[self.object.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "cancel_url": reverse("penilaian:kalibrasi_list")}


class KalibrasiDetail(PagedListMixin, ListView):
    """All of it for who oversees the round; for an assessor who was written to, his own row and notes."""

    template_name = "penilaian/kalibrasi_detail.html"

    def get_queryset(self) -> list[BarisPenilai]:
        user = self.request.user
        self.kalibrasi = find(self.request, self.kwargs["pk"])
        self.overseeing = overseen_rounds(user).filter(pk=self.kalibrasi.pk).exists()
        self.lembaran = read_round(self.kalibrasi, user, overseeing=self.overseeing)
        return self.lembaran.rows

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, persons = self.request.user, acting_ids(self.request.user)
        notes = self.get_paginator(visible_notes(user).filter(kalibrasi=self.kalibrasi), self.usual_size)
        page = notes.get_page(self.request.GET.get("halaman_catatan"))
        return {
            **super().get_context_data(**kwargs),
            "kalibrasi": self.kalibrasi,
            "overseeing": self.overseeing,
            "lembaran": self.lembaran,
            "cukup_banyak": CUKUP_BANYAK,
            "halaman_catatan": page,
            "catatan": [{"row": row, "jawab": rules.may_answer(row, persons=persons)} for row in page],
            "may_note": rules.may_note(user, self.kalibrasi),
            "may_close": rules.may_close(user, self.kalibrasi),
        }


class OrangPenilai(PagedListMixin, ListView):
    """The people an assessor has rated in a round, for who oversees it."""

    template_name = "penilaian/kalibrasi_penilai.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.kalibrasi = find(request, kwargs["pk"])
        if not overseen_rounds(request.user).filter(pk=self.kalibrasi.pk).exists():
            raise Http404
        lembaran = read_round(self.kalibrasi, request.user, overseeing=True)
        self.row = next((row for row in lembaran.rows if row.penilai.pk == kwargs["penilai"]), None)
        if self.row is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> Any:
        self.form = KurvaFilterForm(self.request.GET)
        self.chosen = self.form.tidy()
        return listed(behind(self.kalibrasi, self.row.penilai, self.request.user), **self.chosen)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        user, periode = self.request.user, self.kalibrasi.periode
        skps = list(context["page_obj"])
        log_readings(
            skps=[skp for skp in skps if skp.predikat],
            by=user,
            bagian=BagianDibaca.EVALUASI,
            periode=periode,
            at=self.request.arrived_at,
        )
        may_note = rules.may_note(user, self.kalibrasi)
        adjustable = rules.may_adjust_in(user, self.kalibrasi)
        rows = [
            {"skp": skp, "ubah": adjustable and rules.adjustable(user, status=skp.keadaan, pemberi=skp.pemberi)}
            for skp in skps
        ]
        return {
            **context,
            "kalibrasi": self.kalibrasi,
            "row": self.row,
            "rows": rows,
            "form": self.form,
            "chosen": self.chosen,
            "may_note": may_note,
        }


class CatatanTambah(ServiceFormMixin, FormView):
    form_class = CatatanKalibrasiForm
    template_name = "penilaian/kalibrasi_catat.html"
    success_message = "Catatan dikirim kepada pejabat penilai."

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.kalibrasi = find(request, kwargs["pk"])
        require_form(request, rules.may_note(request.user, self.kalibrasi))
        lembaran = read_round(self.kalibrasi, request.user, overseeing=True)
        self.assessors = [row.penilai for row in lembaran.rows if not row.diri]
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "assessors": self.assessors}

    def get_initial(self) -> dict[str, Any]:
        asked = {name: read_number(self.request.GET.get(name, "")) for name in ("penilai", "skp")}
        return {name: number for name, number in asked.items() if number is not None}

    def evaluasi(self, form: CatatanKalibrasiForm) -> Evaluasi | None:
        """Of whom the note is about; 404 for one that is not his to see."""
        skp = form.cleaned_data.get("skp") if form.is_bound else form.initial.get("skp")
        if skp is None:
            return None
        found = find_or_404(self.request, skp, self.kalibrasi.periode_id)
        if found.pk is None:
            raise Http404
        return found

    def perform(self, form: CatatanKalibrasiForm) -> CatatanKalibrasi:
        values = form.cleaned_data
        return services.add_note(
            kalibrasi=self.kalibrasi,
            by=self.request.user,
            at=self.request.arrived_at,
            token=values["token"],
            penilai=values["penilai"],
            evaluasi=self.evaluasi(form),
            uraian=values["uraian"],
        )

    def get_success_url(self) -> str:
        return reverse("penilaian:kalibrasi_detail", args=[self.kalibrasi.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {
            **context,
            "kalibrasi": self.kalibrasi,
            "evaluasi": self.evaluasi(context["form"]),
            "cancel_url": self.get_success_url(),
            "submit": "Kirim",
        }


class CatatanJawab(EditFormMixin, FormView):
    form_class = JawabanForm
    template_name = "penilaian/kalibrasi_jawab.html"
    success_message = "Jawaban dikirim."

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.row = get_object_or_404(visible_notes(request.user), pk=kwargs["pk"])
        require_form(request, rules.may_answer(self.row, persons=acting_ids(request.user)))
        return super().dispatch(request, *args, **kwargs)

    def change(self, form: JawabanForm) -> CatatanKalibrasi:
        return services.answer_note(
            catatan=self.row,
            by=self.request.user,
            at=self.request.arrived_at,
            versi=form.cleaned_data["versi"],
            jawaban=form.cleaned_data["jawaban"],
        )

    def get_success_url(self) -> str:
        return reverse("penilaian:kalibrasi_detail", args=[self.row.kalibrasi_id])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "catatan": self.row, "cancel_url": self.get_success_url(), "submit": "Kirim jawaban"}


class NilaiUbah(EditFormMixin, FormView):
    """A value changed by the superior in a round, with his reason."""

    form_class = UbahNilaiForm
    template_name = "penilaian/kalibrasi_ubah.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.row = find_or_404(request, kwargs["skp"], kwargs["periode"])
        self.kalibrasi = led_round(request.user, self.row.skp, self.row.periode)
        require_form(request, rules.may_adjust(request.user, self.kalibrasi, self.row))
        log_evaluasi_read(request, self.row)
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "hasil_tetap": heads_unit(self.row.skp)}

    def change(self, form: UbahNilaiForm) -> Evaluasi:
        changed = services.adjust(
            evaluasi=self.row,
            by=self.request.user,
            at=self.request.arrived_at,
            versi=form.cleaned_data["versi"],
            **form.values(),
        )
        messages.success(self.request, f"Predikat {changed.skp.pegawai} sekarang {changed.get_predikat_display()}.")
        return changed

    def get_success_url(self) -> str:
        return reverse("penilaian:kalibrasi_detail", args=[self.kalibrasi.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {
            **context,
            "evaluasi": self.row,
            "kalibrasi": self.kalibrasi,
            "riwayat": self.row.riwayat.select_related("oleh").order_by("-pada", "-pk"),
            "cancel_url": self.get_success_url(),
        }


@require_POST
def tutup(request: HttpRequest, pk: int) -> HttpResponse:
    kalibrasi = services.close_round(kalibrasi=find(request, pk), by=request.user, at=request.arrived_at)
    messages.success(request, f"{kalibrasi} ditutup.")
    return redirect("penilaian:kalibrasi_detail", pk)


def find(request: HttpRequest, pk: int) -> Kalibrasi:
    return get_object_or_404(visible_rounds(request.user), pk=pk)
