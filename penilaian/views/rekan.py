"""Feedback Perilaku Rekan Kerja: what I am asked and gave, whom to ask, what was received."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import FormView
from django_filters.views import FilterView

from ekinerja.views import EditFormMixin, PagedListMixin, ServiceFormMixin, require_form
from organisasi.models import Pegawai
from organisasi.scoping import local_today
from penilaian.filters import UndanganFilter
from penilaian.forms.rekan import CariRekanForm, MintaForm, PilihSkpForm, UmpanBalikForm
from penilaian.models import AsalUmpanBalik, Evaluasi, UndanganUmpanBalik
from penilaian.querysets import rekan as querysets
from penilaian.querysets.evaluasi import standing
from penilaian.rules import rekan as rules
from penilaian.rules.evaluasi import Kedudukan
from penilaian.services import rekan as services
from penilaian.views.evaluasi import find_or_404, log_evaluasi_read


class RekanList(PagedListMixin, FilterView):
    """What one is asked to give, and what one gave."""

    filterset_class = UndanganFilter
    strict = False
    template_name = "penilaian/rekan_list.html"

    def get_queryset(self) -> Any:
        return UndanganUmpanBalik.objects.given_by(self.request.user).for_list()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        user, today = self.request.user, local_today(self.request.user)
        rows = [
            {
                "undangan": row,
                "terbuka": rules.open_for_feedback(row.evaluasi, today=today),
                "tolak": rules.may_decline(user, row, today=today),
                "batalkan": rules.may_withdraw(user, Kedudukan(), row),
            }
            for row in context["page_obj"]
        ]
        return {**context, "rows": rows}


class RekanCari(ServiceFormMixin, FormView):
    """NIP, Cari Pegawai, the SKP and period; then the page where the feedback is written."""

    form_class = PilihSkpForm
    template_name = "penilaian/rekan_cari.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        searched = request.POST if request.method == "POST" else request.GET
        self.search = CariRekanForm(searched if searched.get("nip") else None)
        found = self.search.is_bound and self.search.is_valid()
        self.offers, self.problem = (
            services.offerable(by=request.user, pegawai=self.search.pegawai) if found else ([], "")
        )
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "offers": self.offers}

    def perform(self, form: PilihSkpForm) -> UndanganUmpanBalik:
        return services.offer(evaluasi=form.chosen(), by=self.request.user, at=self.request.arrived_at)

    def get_success_url(self) -> str:
        return reverse("penilaian:rekan_isi", args=[self.object.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "search": self.search,
            "pegawai": self.search.pegawai if not self.problem else None,
            "offers": self.offers,
            "problem": self.problem,
        }


class RekanIsi(EditFormMixin, FormView):
    """Pengisian Feedback. Of the SKP the giver reads what he was let into, and only while it is approved: never its
    ratings, its evidence, or what others said."""

    form_class = UmpanBalikForm
    template_name = "penilaian/rekan_isi.html"
    success_message = "Umpan balik disimpan."

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        mine = UndanganUmpanBalik.objects.given_by(request.user)
        self.row = get_object_or_404(mine.for_form(), pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def change(self, form: UmpanBalikForm) -> UndanganUmpanBalik:
        if not any(form.texts().values()):
            self.success_message = "Semua bidang kosong: tidak ada umpan balik yang disimpan."
        return services.write(
            undangan=self.row,
            by=self.request.user,
            at=self.request.arrived_at,
            versi=form.cleaned_data["versi"],
            texts=form.texts(),
        )

    def get_success_url(self) -> str:
        return reverse("penilaian:rekan_isi", args=[self.row.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        user, today = self.request.user, local_today(self.request.user)
        evaluasi = self.row.evaluasi
        return {
            **context,
            "undangan": self.row,
            "evaluasi": evaluasi,
            "skp": evaluasi.skp,
            "rows": [(line, context["form"][line.perilaku.kode]) for line in querysets.shown_to_giver(self.row)],
            "ambang": querysets.AMBANG_ANONIM,
            "rhk": querysets.rhk_shown_to_giver(self.row),
            "boleh": rules.may_give(user, self.row, superiors=querysets.superiors(evaluasi), today=today),
            "tolak": rules.may_decline(user, self.row, today=today),
            "cancel_url": reverse("penilaian:rekan_list"),
            "menu_path": reverse("penilaian:rekan_list"),
        }


class RekanMinta(ServiceFormMixin, FormView):
    """The owner asks, the penilai assigns."""

    form_class = MintaForm
    template_name = "penilaian/rekan_minta.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.evaluasi = find_or_404(request, kwargs["skp"], kwargs["periode"])
        self.kedudukan = standing(request.user, self.evaluasi)
        today = local_today(request.user)
        require_form(request, rules.may_ask(self.kedudukan, self.evaluasi, today=today))
        self.candidates = querysets.candidates(request.user, self.evaluasi, on=today)
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "candidates": self.candidates}

    def perform(self, form: MintaForm) -> list[UndanganUmpanBalik]:
        rows = services.invite(
            evaluasi=self.evaluasi, by=self.request.user, at=self.request.arrived_at, givers=form.givers()
        )
        messages.success(self.request, f"Permintaan umpan balik dikirim kepada {len(rows)} pegawai.")
        return rows

    def get_success_url(self) -> str:
        return _received_url(self.evaluasi)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "evaluasi": self.evaluasi,
            "skp": self.evaluasi.skp,
            "kedudukan": self.kedudukan,
            "anonim": self.evaluasi.skp.instansi.umpan_balik_anonim,
            "terbanyak": rules.MAKS_UNDANGAN,
            "penuh": len(self.candidates) == querysets.BANYAK_CALON,
            "cancel_url": self.get_success_url(),
        }


@require_POST
def rekan_aksi(request: HttpRequest, pk: int, aksi: str) -> HttpResponse:
    undangan = get_object_or_404(UndanganUmpanBalik.objects.visible_to(request.user).for_form(), pk=pk)
    if aksi not in rules.AksiUndangan.values:
        raise Http404
    act = {rules.AksiUndangan.TOLAK: services.decline, rules.AksiUndangan.BATALKAN: services.withdraw}
    act[rules.AksiUndangan(aksi)](undangan=undangan, by=request.user, at=request.arrived_at)
    messages.success(request, SELESAI[rules.AksiUndangan(aksi)])
    mine = undangan.pemberi_id == request.user.pk
    return redirect("penilaian:rekan_list") if mine else redirect(_received_url(undangan.evaluasi))


SELESAI = {
    rules.AksiUndangan.TOLAK: "Anda menyatakan tidak bersedia. Selama masih terbuka, umpan balik tetap dapat diisi.",
    rules.AksiUndangan.BATALKAN: "Permintaan umpan balik dibatalkan.",
}


@require_safe
def terima(request: HttpRequest, skp: int, periode: int) -> HttpResponse:
    """What was received, for the person it is about and for those who may read his evaluasi."""
    evaluasi = find_or_404(request, skp, periode)
    log_evaluasi_read(request, evaluasi)
    context = {
        "evaluasi": evaluasi,
        "skp": evaluasi.skp,
        **received_context(request, evaluasi, standing(request.user, evaluasi)),
    }
    return render(request, "penilaian/rekan_terima.html", context)


def received_context(request: HttpRequest, evaluasi: Evaluasi, kedudukan: Kedudukan) -> dict[str, Any]:
    """`rekan`, what the partial penilaian/evaluasi/rekan.html is made of. At most nine queries."""
    user: Pegawai = request.user
    receiver = querysets.is_receiver(user, evaluasi)
    return {
        "rekan": {
            "penerima": receiver,
            "terima": querysets.received(user, evaluasi),
            "diminta": querysets.asked_by_owner(evaluasi) if receiver else [],
            "undangan": [] if receiver else _invited(user, kedudukan, evaluasi),
            "minta": rules.may_ask(kedudukan, evaluasi, today=local_today(user)),
            "boleh_meminta": kedudukan.pemilik or kedudukan.penilai,
            "minta_url": reverse("penilaian:rekan_minta", args=[evaluasi.skp_id, evaluasi.periode_id]),
            "ambang": querysets.AMBANG_ANONIM,
        }
    }


def _invited(user: Pegawai, kedudukan: Kedudukan, evaluasi: Evaluasi) -> list[dict[str, Any]]:
    """With names and what became of each: never for the receiver."""
    return [
        {
            "undangan": row,
            "milik_penilai": row.asal == AsalUmpanBalik.DITUGASKAN and kedudukan.penilai,
            "batalkan": rules.may_withdraw(user, kedudukan, row),
        }
        for row in querysets.givers_of(evaluasi)
    ]


def _received_url(evaluasi: Evaluasi) -> str:
    return reverse("penilaian:rekan_terima", args=[evaluasi.skp_id, evaluasi.periode_id])
