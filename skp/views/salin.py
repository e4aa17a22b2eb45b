"""Ambil RHK from another SKP, and asking a colleague for his."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse_lazy
from django.utils.text import Truncator
from django.views.decorators.http import require_POST
from django.views.generic import FormView

from ekinerja.errors import Refused
from ekinerja.views import ServiceFormMixin, require_form
from skp import rules, services
from skp.forms.salin import AmbilRhkForm, CariPegawaiForm, MintaSalinForm
from skp.indikator import indikator_lines
from skp.models import PermintaanSalin, RencanaHasilKerja, Skp
from skp.rules.salin import AksiSalin, steps_of
from skp.services.salin import Taken, plain
from skp.workflow import StatusPermintaan


class AmbilRhk(ServiceFormMixin, FormView):
    """The RHK of a source SKP, all ticked, to be copied into one's draft."""

    form_class = AmbilRhkForm
    template_name = "skp/ambil_rhk.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.skp = get_object_or_404(Skp.objects.visible_to(request.user).for_detail(), pk=kwargs["pk"])
        require_form(request, rules.may_edit(request.user, self.skp))
        self.sources = list(Skp.objects.sources_for(self.skp).for_list())
        self.source = self._chosen_source()
        return super().dispatch(request, *args, **kwargs)

    def _chosen_source(self) -> Skp | None:
        """The one that was asked for; without a wish the newest that holds something."""
        wanted = self.request.POST.get("dari") or self.request.GET.get("dari")
        if wanted:
            found = next((skp for skp in self.sources if str(skp.pk) == wanted), None)
            if found or self.request.method == "POST":
                return found
        return max(self.sources, key=lambda skp: skp.jumlah_rhk > 0, default=None)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "source": self.source}

    def get_form(self, form_class: Any = None) -> Any:
        return super().get_form(form_class) if self.source else None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.source is None:
            raise Refused("SKP asal itu tidak, atau tidak lagi, dapat disalin. Pilih SKP asal yang lain.")
        return super().post(request, *args, **kwargs)

    def perform(self, form: AmbilRhkForm) -> Taken:
        taken = services.take_rhk(
            skp=self.skp,
            by=self.request.user,
            source=self.source,
            chosen=[rhk.pk for rhk in form.cleaned_data["rhk"]],
            lampiran=form.cleaned_data["lampiran"],
        )
        _report(self.request, taken)
        return taken

    def get_success_url(self) -> str:
        return self.skp.get_absolute_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        rows = self._rows(context["form"]) if self.source else []
        return {
            **context,
            "skp": self.skp,
            "sources": self.sources,
            "source": self.source,
            "rows": rows,
            "jumlah_lampiran": self.source.lampiran.count() if self.source else 0,
            "cancel_url": self.skp.get_absolute_url(),
        }

    def _rows(self, form: AmbilRhkForm) -> list[dict[str, Any]]:
        present = {plain(uraian) for uraian in self.skp.rhk.values_list("uraian", flat=True)}
        ticked = set(form["rhk"].value() or ()) if form.is_bound else None
        rows = []
        for rhk in self.source.rhk.for_copy():
            rhk.skp = self.source
            there = plain(rhk.uraian) in present
            rows.append(
                {
                    "rhk": rhk,
                    "lines": indikator_lines(rhk),
                    "present": there,
                    "ticked": not there if ticked is None else str(rhk.pk) in ticked,
                }
            )
        return rows


def _report(request: HttpRequest, taken: Taken) -> None:
    """What became of each row, so that nothing is found missing later."""
    if taken.rhk:
        messages.success(request, f"{len(taken.rhk)} RHK disalin dari SKP {taken.source.periode}.")
    if taken.lampiran:
        messages.success(request, f"{taken.lampiran} butir lampiran disalin.")
    if taken.present:
        messages.info(request, f"Sudah ada di SKP ini, jadi tidak disalin lagi: {_named(taken.present)}")
    if taken.without_atasan:
        messages.warning(
            request, f"Pilih ulang RHK atasan yang diintervensi (tombol Edit) untuk: {_named(taken.without_atasan)}"
        )
    for note in dict.fromkeys(note for _rhk, note in taken.notes):
        messages.warning(request, f"{note} {_named([rhk for rhk, said in taken.notes if said == note])}")
    if not (taken.rhk or taken.lampiran or taken.present):
        messages.info(request, "Tidak ada yang perlu disalin.")


def _named(rows: Sequence[RencanaHasilKerja], most: int = 10) -> str:
    names = "; ".join(f"“{Truncator(rhk.uraian).chars(90)}”" for rhk in rows[:most])
    more = len(rows) - most
    return f"{names}; dan {more} lainnya." if more > 0 else f"{names}."


class SalinMinta(ServiceFormMixin, FormView):
    """NIP, Cari Pegawai, one of his SKP; and below it what was asked, by me and of me."""

    form_class = MintaSalinForm
    template_name = "skp/salin_minta.html"
    success_message = "Permintaan dikirim. Anda diberi tahu setelah dijawab."
    success_url = reverse_lazy("skp:salin_minta")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user}

    def perform(self, form: MintaSalinForm) -> PermintaanSalin:
        return services.ask_to_copy(skp=form.cleaned_data["skp"], by=self.request.user, at=self.request.arrived_at)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        user = self.request.user
        search = CariPegawaiForm(self._searched(), user=user)
        choices = Skp.objects.none()
        if search.is_bound and search.is_valid():
            choices = Skp.objects.to_ask_for(user).filter(pegawai=search.pegawai).order_by("-periode_mulai")
        requests = [
            {"permintaan": row, "steps": steps_of(user, row), "masuk": row.peminta_id != user.pk}
            for row in PermintaanSalin.objects.visible_to(user).for_list()
            if user.pk in (row.peminta_id, row.skp.pegawai_id)
        ]
        return {
            **context,
            "search": search,
            "pegawai": search.pegawai,
            "choices": choices,
            "keluar": [row for row in requests if not row["masuk"]],
            "masuk": [
                row for row in requests if row["masuk"] and row["permintaan"].status != StatusPermintaan.DIBATALKAN
            ],
        }

    def _searched(self) -> Any:
        """Also after a refused POST the colleague stays on the page."""
        data = self.request.POST if self.request.method == "POST" else self.request.GET
        return data if data.get("nip") else None


@require_POST
def salin_aksi(request: HttpRequest, pk: int, aksi: AksiSalin) -> HttpResponse:
    permintaan = get_object_or_404(PermintaanSalin.objects.visible_to(request.user), pk=pk)
    services.answer_request(permintaan=permintaan, aksi=aksi, by=request.user, at=request.arrived_at)
    messages.success(request, SELESAI[aksi])
    return redirect("skp:salin_minta")


SELESAI = {
    AksiSalin.IZINKAN: "Izin diberikan. Rekan Anda dapat menyalin RHK dari SKP itu; izin dapat dicabut kapan saja.",
    AksiSalin.TOLAK: "Permintaan ditolak.",
    AksiSalin.CABUT: "Izin dicabut. Yang sudah disalin tetap ada pada SKP rekan Anda.",
    AksiSalin.BATALKAN: "Permintaan dibatalkan.",
}
