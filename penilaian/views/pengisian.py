"""The owner's side of an evaluasi: its periods, rencana aksi, realisasi, eviden, self-rating, and the result."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import FormView

from ekinerja.rules import Verdict
from ekinerja.views import EditFormMixin, ServiceFormMixin, read_or_404, require_form
from organisasi.deadlines import DeadlineCalendar, Tenggat
from organisasi.models import Langkah
from organisasi.scoping import led_by, local_today
from penilaian.forms.pengisian import (
    AmbilRencanaAksiForm,
    PenilaianDiriForm,
    RealisasiPeriodeForm,
    RealisasiTersimpan,
    TambahRencanaAksiForm,
    UbahRencanaAksiForm,
)
from penilaian.giliran import turn_of
from penilaian.lembar import ButirEviden, Lembar, planned_steps, sheet
from penilaian.models import BagianDibaca, Evaluasi, RencanaAksi
from penilaian.pembinaan import pembinaan_context
from penilaian.pengisian import missing_in, periods_of, progress_of
from penilaian.querysets.evaluasi import standing, steps_of
from penilaian.querysets.pengisian import finals_of_year, find_row, siblings
from penilaian.rules import evaluasi as rules
from penilaian.rules.pengisian import may_rate_oneself
from penilaian.services import pengisian as services
from penilaian.services.evaluasi import limit
from penilaian.services.jejak import log_reading
from penilaian.sesudah import after_rating
from penilaian.tawaran import TawaranRencana, Terukur, measured_figures, plan_offers
from penilaian.views.evaluasi import find_or_404, log_evaluasi_read
from penilaian.views.rekan import received_context
from skp.indikator import Line
from skp.models import Skp
from skp.pihak import dinilai, penilai
from skp.reading import skp_for_paper


@require_safe
def saya(request: HttpRequest) -> HttpResponse:
    """To the Penilaian SKP of the SKP of today, else of the newest one."""
    today = local_today(request.user)
    own = request.user.skp.order_by("-periode_mulai")
    found = own.filter(periode_mulai__lte=today, periode_selesai__gte=today).first() or own.first()
    if found is None:
        messages.info(request, "Anda belum mempunyai SKP. Penilaian SKP dimulai setelah SKP dibuat dan disetujui.")
        return redirect("skp:tahunan_list")
    return redirect("penilaian:skp", found.pk)


@require_safe
def skp(request: HttpRequest, skp: int) -> HttpResponse:
    """ "Penilaian SKP": the periods of an SKP's year."""
    user, at = request.user, request.arrived_at
    found = read_or_404(Skp.objects.visible_to(user), skp_for_paper, skp)
    if not found.instansi.evaluasi_periodik:
        return redirect("penilaian:penjelasan_tahun", found.pk)
    log_reading(skp=found, by=user, bagian=BagianDibaca.EVALUASI, at=at)
    kedudukan = standing(user, Evaluasi(skp=found))
    finals = {row.skp_id: row for row in finals_of_year(user, found)}
    context = {
        "skp": found,
        "kedudukan": kedudukan,
        "rows": periods_of(user, found, kedudukan, today=localdate(at, found.instansi.tz), at=at),
        "tahun": [
            {"skp": row, "evaluasi": final, "lihat": final and rules.sees_rating(kedudukan, final)}
            for row in siblings(user, found)
            for final in [finals.get(row.pk)]
        ],
        "memimpin": kedudukan.pemilik and bool(led_by(user)),
    }
    return render(request, "penilaian/penilaian_skp.html", context)


@require_safe
def evaluasi(request: HttpRequest, skp: int, periode: int) -> HttpResponse:
    """ "Pengisian Eviden dan Lihat Hasil", as its owner and those above him see it."""
    user, at = request.user, request.arrived_at
    found = find_or_404(request, skp, periode)
    log_evaluasi_read(request, found)
    kedudukan, calendar, lembar = standing(user, found), DeadlineCalendar(found.skp.pegawai), sheet(found)
    tenggat = calendar.tenggat_periode(Langkah.EVALUASI_PENGISIAN, found.periode)
    kemajuan = progress_of(found, lembar)
    may_fill = rules.may_fill(kedudukan, found, tenggat=tenggat, at=at)
    context = {
        "evaluasi": found,
        "skp": found.skp,
        "periode": found.periode,
        "kedudukan": kedudukan,
        "dinilai": dinilai(found.skp),
        "penilai": penilai(found.skp),
        "lembar": lembar,
        "semua_eviden": evidence_of(found, lembar),
        "kemajuan": kemajuan,
        "tenggat": tenggat,
        "may_fill": may_fill,
        "terukur": len(empty_measured(found, lembar)) if may_fill else 0,
        "lihat_nilai": rules.sees_rating(kedudukan, found),
        "giliran": turn_of(found, kedudukan, calendar=calendar, at=at, missing=missing_in(found, kemajuan)),
        "riwayat": steps_of(found.pk) if found.pk else [],
        **received_context(request, found, kedudukan),
        "sesudah": after_rating(found, kedudukan, at=at),
        **pembinaan_context(user, found.skp),
    }
    return render(request, "penilaian/evaluasi.html", context)


def empty_measured(evaluasi: Evaluasi, lembar: Lembar) -> list[Line]:
    """The lines without realisasi that the measured months could fill."""
    filled = {(row.rhk, line.kode) for row in lembar.hasil for line in row.ukuran if line.realisasi}
    return [line for line in measured_figures(evaluasi, lembar) if line not in filled]


def evidence_of(evaluasi: Evaluasi, lembar: Lembar) -> list[tuple[ButirEviden, int]]:
    """Each eviden once, with the number of lines it speaks for: also one whose lines have gone. One query."""
    lines: dict[int, int] = {}
    items: dict[int, ButirEviden] = {}
    for row in evaluasi.eviden.select_related("bukti") if evaluasi.pk and not lembar.beku else []:
        items[row.pk] = ButirEviden(row.pk, row.nama, row.bukti_id, row.bukti.tautan, row.bukti.ukuran)
        lines[row.pk] = 0
    for item in (item for line in lembar.ukuran for item in line.eviden):
        items[item.pk] = item
        lines[item.pk] = lines.get(item.pk, 0) + 1
    return [(items[pk], lines[pk]) for pk in sorted(items)]


def sheet_url(evaluasi: Evaluasi, rhk: int | None = None) -> str:
    """The page of the evaluasi, at one of its RHK."""
    return evaluasi.get_absolute_url() + (f"#rhk-{rhk}" if rhk else "")


def plan_url(evaluasi: Evaluasi, rhk: int | None = None) -> str:
    url = reverse("penilaian:rencana_aksi", args=[evaluasi.skp_id, evaluasi.periode_id])
    return url + (f"#rhk-{rhk}" if rhk else "")


def fill_verdict(request: HttpRequest, evaluasi: Evaluasi, tenggat: Tenggat | None = None) -> Verdict:
    """Whether the user may fill it in now; only its owner may. `tenggat`: the limit, where it is known already."""
    kedudukan = rules.Kedudukan(pemilik=evaluasi.skp.pegawai_id == request.user.pk)
    tenggat = tenggat or limit(evaluasi, Langkah.EVALUASI_PENGISIAN)
    return rules.may_fill(kedudukan, evaluasi, tenggat=tenggat, at=request.arrived_at)


class PengisianMixin:
    """A form of the owner on one evaluasi: opened while it may be filled in; sent too late it keeps what was typed."""

    evaluasi: Evaluasi

    def find(self) -> Evaluasi:
        return find_or_404(self.request, self.kwargs["skp"], self.kwargs["periode"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.evaluasi = self.find()
        require_form(request, self.permission())
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    def permission(self) -> Verdict:
        return fill_verdict(self.request, self.evaluasi)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        evaluasi = self.evaluasi
        shared = {"evaluasi": evaluasi, "skp": evaluasi.skp, "periode": evaluasi.periode}
        return super().get_context_data(**shared, cancel_url=self.get_success_url(), **kwargs)  # type: ignore[misc]

    def get_success_url(self) -> str:
        return sheet_url(self.evaluasi)


# --- Realisasi --------------------------------------------------------------------------------------------------------


class RealisasiView(PengisianMixin, EditFormMixin, FormView):
    """ "Edit" of the realisasi of one RHK: all its lines. What was measured is offered where nothing was typed."""

    form_class = RealisasiPeriodeForm
    template_name = "penilaian/evaluasi_realisasi.html"
    success_message = "Realisasi disimpan."

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.row: RealisasiTersimpan | None = None
        return super().dispatch(request, *args, **kwargs)

    def find(self) -> Evaluasi:
        found = super().find()
        self.row = self.read_lines(found)
        return found

    def read_lines(self, evaluasi: Evaluasi) -> RealisasiTersimpan:
        self.lembar = sheet(evaluasi)
        rhk = next((row for row in self.lembar.hasil if row.rhk == self.kwargs["rhk"]), None)
        if rhk is None:
            raise Http404("RHK itu tidak ada pada SKP ini.")
        return RealisasiTersimpan(rhk)

    def read_again(self) -> RealisasiTersimpan:
        return self.read_lines(find_or_404(self.request, self.kwargs["skp"], self.kwargs["periode"]))

    @cached_property
    def terukur(self) -> dict[str, Terukur]:
        """What is offered, by the kode of a line without realisasi."""
        rhk = self.row.rhk
        empty = {line.kode for line in rhk.ukuran if not line.realisasi}
        offers = measured_figures(self.evaluasi, self.lembar)
        return {kode: offers[rhk.rhk, kode] for kode in empty if (rhk.rhk, kode) in offers}

    def get_initial(self) -> dict[str, Any]:
        initial = super().get_initial()
        for kode, offer in self.terukur.items():
            initial |= {f"realisasi-{kode}": offer.realisasi, f"sumber-{kode}": offer.sumber_data}
        return initial

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "rhk": self.row.rhk}

    def change(self, form: RealisasiPeriodeForm) -> Evaluasi:
        return services.save_realisasi_periode(
            evaluasi=self.evaluasi,
            rhk=self.row.rhk.rhk,
            isi=form.isi(),
            versi=form.cleaned_data["versi"],
            by=self.request.user,
            at=self.request.arrived_at,
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(rhk=self.row.rhk, terukur=self.terukur, **kwargs)

    def get_success_url(self) -> str:
        return sheet_url(self.evaluasi, self.kwargs["rhk"])


@require_POST
def realisasi_isi_semua(request: HttpRequest, skp: int, periode: int) -> HttpResponse:
    """ "Isi dari pengukuran bulanan"."""
    found = find_or_404(request, skp, periode)
    filled = services.fill_measured(evaluasi=found, by=request.user, at=request.arrived_at)
    if filled:
        messages.success(request, f"{filled} realisasi diisi dari pengukuran bulanan. Periksa, dan ubah bila perlu.")
    else:
        messages.info(request, "Tidak ada realisasi kosong yang dapat diisi dari pengukuran bulanan.")
    return redirect(found)


# --- Rencana aksi -----------------------------------------------------------------------------------------------------


@require_safe
def rencana_aksi(request: HttpRequest, skp: int, periode: int) -> HttpResponse:
    """ "Rencana Aksi" of a period, by RHK."""
    found = find_or_404(request, skp, periode)
    log_evaluasi_read(request, found)
    tenggat = limit(found, Langkah.EVALUASI_PENGISIAN)
    planned = planned_steps(found)
    context = {
        "evaluasi": found,
        "skp": found.skp,
        "periode": found.periode,
        "pemilik": found.skp.pegawai_id == request.user.pk,
        "may_fill": fill_verdict(request, found, tenggat),
        "tenggat": tenggat,
        "rows": [(rhk, planned[rhk.pk]) for rhk in found.skp.rhk.all()],
    }
    return render(request, "penilaian/evaluasi_rencana_aksi.html", context)


class RencanaAksiTambah(PengisianMixin, ServiceFormMixin, FormView):
    form_class = TambahRencanaAksiForm
    template_name = "penilaian/evaluasi_rencana_aksi_form.html"
    success_message = "Rencana aksi ditambahkan."

    def find(self) -> Evaluasi:
        found = super().find()
        self.rhk = get_object_or_404(found.skp.rhk, pk=self.kwargs["rhk"])
        return found

    def perform(self, form: TambahRencanaAksiForm) -> RencanaAksi:
        return services.add_rencana_aksi(
            evaluasi=self.evaluasi,
            rhk=self.rhk.pk,
            by=self.request.user,
            at=self.request.arrived_at,
            token=form.cleaned_data["token"],
            **form.values(),
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(rhk=self.rhk, **kwargs)

    def get_success_url(self) -> str:
        return plan_url(self.evaluasi, self.rhk.pk)


class RencanaAksiUbah(PengisianMixin, EditFormMixin, FormView):
    form_class = UbahRencanaAksiForm
    template_name = "penilaian/evaluasi_rencana_aksi_form.html"
    success_message = "Rencana aksi disimpan."

    def find(self) -> Evaluasi:
        self.row = row_or_404(self.request, RencanaAksi, self.kwargs["pk"])
        return self.row.evaluasi

    def change(self, form: UbahRencanaAksiForm) -> RencanaAksi:
        return services.change_rencana_aksi(
            rencana=self.row,
            by=self.request.user,
            at=self.request.arrived_at,
            versi=form.cleaned_data["versi"],
            **form.values(),
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(rhk=self.row.rhk, rencana=self.row, **kwargs)

    def get_success_url(self) -> str:
        return plan_url(self.evaluasi, self.row.rhk_id)


@require_POST
def rencana_aksi_hapus(request: HttpRequest, pk: int) -> HttpResponse:
    row = row_or_404(request, RencanaAksi, pk)
    services.delete_rencana_aksi(rencana=row, by=request.user, at=request.arrived_at)
    messages.success(request, "Rencana aksi dihapus.")
    return redirect(plan_url(row.evaluasi, row.rhk_id))


@require_POST
def rencana_aksi_geser(request: HttpRequest, pk: int, arah: str) -> HttpResponse:
    row = row_or_404(request, RencanaAksi, pk)
    services.move_rencana_aksi(rencana=row, by=request.user, at=request.arrived_at, up=arah == "naik")
    return redirect(plan_url(row.evaluasi, row.rhk_id))


class RencanaAksiAmbil(PengisianMixin, ServiceFormMixin, FormView):
    """ "Ambil dari SKP Bulanan": the targets and tahapan of the months, and the rencana aksi of the period before."""

    form_class = AmbilRencanaAksiForm
    template_name = "penilaian/evaluasi_rencana_aksi_ambil.html"

    @cached_property
    def offers(self) -> list[TawaranRencana]:
        return plan_offers(self.evaluasi)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "offers": self.offers}

    def perform(self, form: AmbilRencanaAksiForm) -> int:
        taken = services.take_rencana_aksi(
            evaluasi=self.evaluasi,
            kode=form.cleaned_data["kode"],
            by=self.request.user,
            at=self.request.arrived_at,
        )
        if taken:
            messages.success(self.request, f"{taken} rencana aksi diambil. Sesuaikan isinya bila perlu.")
        else:
            messages.info(self.request, "Semua yang dicentang sudah diambil; tidak ada yang ditambahkan.")
        return taken

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        ticked = set(context["form"]["kode"].value() or ())
        by_rhk: dict[int, list[tuple[TawaranRencana, bool]]] = {}
        for offer in self.offers:
            by_rhk.setdefault(offer.rhk, []).append((offer, offer.kode in ticked))
        rows = [(rhk, by_rhk[rhk.pk]) for rhk in self.evaluasi.skp.rhk.all() if rhk.pk in by_rhk]
        return {**context, "rows": rows}

    def get_success_url(self) -> str:
        return plan_url(self.evaluasi)


# --- Self-rating ------------------------------------------------------------------------------------------------------


class PenilaianDiriView(PengisianMixin, EditFormMixin, FormView):
    form_class = PenilaianDiriForm
    template_name = "penilaian/evaluasi_penilaian_diri.html"
    success_message = "Penilaian diri disimpan. Pejabat penilai melihatnya sebagai penilaian Anda sendiri."

    def find(self) -> Evaluasi:
        self.row = super().find()
        return self.row

    def permission(self) -> Verdict:
        verdict = super().permission()
        return verdict and may_rate_oneself(self.evaluasi)

    def read_again(self) -> Evaluasi:
        return super().find()

    def change(self, form: PenilaianDiriForm) -> Evaluasi:
        data = form.cleaned_data
        return services.rate_oneself(
            evaluasi=self.evaluasi,
            by=self.request.user,
            at=self.request.arrived_at,
            versi=data["versi"],
            hasil=data["mandiri_hasil"],
            perilaku=data["mandiri_perilaku"],
            catatan=data["mandiri_catatan"],
        )


def row_or_404(request: HttpRequest, model: Any, pk: int) -> Any:
    """A rencana aksi or an eviden of an evaluasi the user may read."""
    found = find_row(request.user, model, pk)
    if found is None:
        raise Http404("Baris ini tidak ada, atau bukan untuk Anda baca.")
    return found
