"""The penilai's side of evaluasi kinerja: Penilaian Bawahan, and the page Feedback Atasan with its forms."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import FormView, ListView
from openpyxl import Workbook

from ekinerja.excel import text_cell, workbook_response
from ekinerja.forms import read_number
from ekinerja.views import EditFormMixin, PagedListMixin, ServiceFormMixin, require_form
from organisasi.deadlines import DeadlineCalendar
from organisasi.models import BentukEkspor, Pegawai
from organisasi.scoping import local_today
from organisasi.services.audit import log_export
from penilaian.capaian import month_results
from penilaian.forms.bulanan import AlasanForm
from penilaian.forms.menilai import (
    RATINGS,
    CatatanForm,
    HasilForm,
    PenilaianBawahanForm,
    PerilakuKerjaForm,
    RatingForm,
    TambahUmpanBalikForm,
    UbahUmpanBalikForm,
)
from penilaian.giliran import turn_of
from penilaian.kuadran import kuadran
from penilaian.kurva import kurva_penilai, with_rating
from penilaian.lembar import sheet
from penilaian.models import Evaluasi, SebagaiPenilai, UmpanBalik
from penilaian.pembinaan import pembinaan_context
from penilaian.pengisian import missing_in, progress_of
from penilaian.querysets import menilai as bawahan
from penilaian.querysets.capaian_unit import setting
from penilaian.querysets.evaluasi import find_evaluasi, standing, steps_of
from penilaian.querysets.menilai import BarisPenilaian
from penilaian.rules import evaluasi as base
from penilaian.rules import menilai as rules
from penilaian.rules.capaian_unit import sets_capaian
from penilaian.rules.evaluasi import Kedudukan
from penilaian.rules.menilai import Batas
from penilaian.scoring.permenpanrb_6_2022 import Predikat
from penilaian.services import menilai as services
from penilaian.sesudah import after_rating
from penilaian.tawaran import measured_months
from penilaian.views.evaluasi import find_or_404, log_evaluasi_read
from penilaian.views.rekan import received_context
from penilaian.workflow import StatusEvaluasi
from skp.models import Skp
from skp.perilaku import BERAKHLAK
from skp.pihak import dinilai, penilai
from skp.rules import may_open_queue

NAMA_PERILAKU = {perilaku.kode: perilaku.nama for perilaku in BERAKHLAK}


# --- Penilaian Bawahan -----------------------------------------------------------------------------------------------


class Daftar:
    """The rows of the chosen period: all of a part of the list, and those that match the rest of the address."""

    def __init__(self, request: HttpRequest) -> None:
        user: Pegawai = request.user
        today = local_today(user)
        self.periods = bawahan.periods_of(user, today=today)
        asked = PenilaianBawahanForm(request.GET, periods=self.periods).tidy()
        chosen = asked.get("periode") and next(row for row in self.periods if row.pk == asked["periode"])
        self.periode = chosen or bawahan.current_periode(self.periods, today)
        self.everybody: list[BarisPenilaian] = []
        self.terlambat: list[BarisPenilaian] = []
        if self.periode is not None:
            found = bawahan.to_rate(user, self.periode, at=request.arrived_at)
            self.everybody, self.terlambat = found.bawahan, found.terlambat
        self.bagian = asked.get("bagian", "")
        data = {**request.GET.dict(), "periode": self.periode.pk if self.periode else ""}
        self.form = PenilaianBawahanForm(data, periods=self.periods)
        self.chosen = {name: value for name, value in self.form.tidy().items() if name not in ("periode", "bagian")}
        self.rows = bawahan.selected(self.terlambat if self.bagian else self.everybody, **self.chosen)

    def url(self, **query: Any) -> str:
        place = {"periode": self.periode.pk} if self.periode else {}
        return "?" + urlencode({**place, **query})


class PenilaianBawahan(PagedListMixin, ListView):
    template_name = "penilaian/penilaian_bawahan.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        may_open_queue(request.user).require()
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> list[BarisPenilaian]:
        self.daftar = Daftar(self.request)
        return self.daftar.rows

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        daftar, context = self.daftar, super().get_context_data(**kwargs)
        return {
            **context,
            "siap_diserahkan": [row for row in context["page_obj"] if row.dapat_diserahkan],
            "periode": daftar.periode,
            "form": daftar.form,
            "tiles": _tiles(daftar),
            "chosen": daftar.chosen,
            "bagian": daftar.bagian,
            "jumlah": len(daftar.everybody),
            "jumlah_terlambat": len(daftar.terlambat),
            "bawahan_url": daftar.url(),
            "terlambat_url": daftar.url(bagian="terlambat"),
            "ekspor_url": reverse("penilaian:bawahan_ekspor") + daftar.url(bagian=daftar.bagian, **daftar.chosen),
        }


def _tiles(daftar: Daftar) -> list[dict[str, Any]]:
    found = bawahan.counts(daftar.everybody)
    return [
        {"label": label, "value": found[key], "tone": tone, "url": daftar.url(**{name: key})}
        for label, key, tone, name in (
            ("Siap dinilai", bawahan.SIAP, "info", "kesiapan"),
            ("Belum siap", bawahan.BELUM_SIAP, "netral", "kesiapan"),
            ("Terlambat", bawahan.TERLAMBAT, "bahaya", "kesiapan"),
            ("Dinilai", StatusEvaluasi.DINILAI.value, "sukses", "status"),
        )
    ] + [
        {
            "label": "Sudah diserahkan",
            "value": found[StatusEvaluasi.DISERAHKAN],
            "tone": "sukses",
            "url": daftar.url(status=bawahan.SUDAH_DISERAHKAN),
        },
    ]


COLUMNS = (
    "No.", "NIP", "Nama", "Jabatan", "Unit Kerja", "Periode SKP", "Status", "Realisasi terisi", "Indikator", "Eviden",
    "Penilaian Diri", "Feedback Rekan", "Feedback Atasan", "Rating Hasil Kerja", "Rating Perilaku Kerja",
    "Predikat Kinerja", "Terlambat",
)  # fmt: skip


@require_safe
def ekspor(request: HttpRequest) -> HttpResponse:
    """The list as it is filtered on the page."""
    may_open_queue(request.user).require()
    daftar = Daftar(request)
    if daftar.periode is None:
        raise Http404
    workbook = Workbook(write_only=True)
    page = workbook.create_sheet("Penilaian Bawahan")
    page.append([text_cell(page, label) for label in COLUMNS])
    for number, row in enumerate(daftar.rows, start=1):
        page.append([number, *(text_cell(page, str(text)) for text in _texts(row))])
    log_export(
        by=request.user, judul=f"Penilaian Bawahan {daftar.periode}", bentuk=BentukEkspor.EXCEL,
        baris=len(daftar.rows), instansi=request.user.instansi, at=request.arrived_at, alamat=request.get_full_path(),
    )  # fmt: skip
    return workbook_response(workbook, filename=f"Penilaian-Bawahan-{daftar.periode}.xlsx".replace(" ", "-"))


def _texts(row: BarisPenilaian) -> tuple[Any, ...]:
    evaluasi = row.evaluasi
    return (
        row.pegawai.nip,
        row.pegawai.nama_lengkap,
        row.jabatan or "",
        row.unit or "",
        row.skp.periode if row.skp else "",
        row.status_label,
        row.terisi,
        row.ukuran,
        row.eviden,
        "Ada" if row.menilai_diri else "",
        row.rekan,
        row.umpan_balik,
        evaluasi.get_rating_hasil_display() if evaluasi and row.dinilai else "",
        evaluasi.get_rating_perilaku_display() if evaluasi and row.dinilai else "",
        evaluasi.get_predikat_display() if evaluasi else "",
        "Ya" if row.lewat else "",
    )


# --- Feedback Atasan -------------------------------------------------------------------------------------------------


@require_safe
def feedback(request: HttpRequest, skp: int, periode: int) -> HttpResponse:
    """What was expected and reached, what was said of it, and the ratings; the owner has a page of his own."""
    evaluasi = find_or_404(request, skp, periode)
    kedudukan = standing(request.user, evaluasi)
    rules.may_open(kedudukan).require()
    at = request.arrived_at
    log_evaluasi_read(request, evaluasi)
    calendar = DeadlineCalendar(evaluasi.skp.pegawai)
    lembar, batas = sheet(evaluasi), services.limits(evaluasi, calendar)
    kemajuan = progress_of(evaluasi, lembar)
    kurang = missing_in(evaluasi, kemajuan) if evaluasi.terbuka else []
    context = {
        **_frame(request, evaluasi),
        "kedudukan": kedudukan,
        "penilai_atau_atasan": kedudukan.penilai or kedudukan.atasan,
        "dinilai": dinilai(evaluasi.skp),
        "penilai": penilai(evaluasi.skp),
        "lembar": lembar,
        "kemajuan": kemajuan,
        "giliran": turn_of(evaluasi, kedudukan, calendar=calendar, at=at, missing=kurang),
        "batas": batas,
        "may_give_feedback": base.may_give_feedback(kedudukan, evaluasi),
        "tambah_url": reverse("penilaian:umpan_balik_tambah", args=[skp, periode]) + "?bagian=",
        "milik_saya": set(evaluasi.umpan_balik.filter(oleh=request.user).values_list("pk", flat=True))
        if evaluasi.pk
        else set(),
        "sebutan": bawahan.acting_title(evaluasi),
        "bulan": list(month_results(measured_months(evaluasi)).values()),
        "riwayat": steps_of(evaluasi.pk) if evaluasi.pk else (),
        "tetangga": bawahan.neighbours(request.user, evaluasi),
        **_ratings(request, evaluasi, kedudukan, batas),
        **received_context(request, evaluasi, kedudukan),
        "sesudah": after_rating(evaluasi, kedudukan, at=at),
        **pembinaan_context(request.user, evaluasi.skp),
    }
    return render(request, "penilaian/feedback.html", context)


@require_safe
def gambar(request: HttpRequest, skp: int, periode: int) -> HttpResponse:
    """The kuadran and the curve as they would be with the ratings in the address: a part of the page, live."""
    evaluasi = find_or_404(request, skp, periode)
    kedudukan = standing(request.user, evaluasi)
    rules.may_open(kedudukan).require()
    before = _shown_ratings(evaluasi, kedudukan)
    hasil, perilaku = (
        value if (value := request.GET.get(name, "")) in RATINGS else before[name]
        for name in ("rating_hasil", "rating_perilaku")
    )
    return render(request, "penilaian/feedback/gambar.html", _picture(evaluasi, hasil, perilaku, request.user))


def _frame(request: HttpRequest, evaluasi: Evaluasi) -> dict[str, Any]:
    """What every page below Penilaian Bawahan needs."""
    return {
        "evaluasi": evaluasi,
        "skp": evaluasi.skp,
        "periode": evaluasi.periode,
        "halaman_url": services.rating_page(evaluasi),
        "daftar_url": f"{reverse('penilaian:bawahan_list')}?periode={evaluasi.periode_id}",
        "menu_path": reverse("penilaian:bawahan_list"),
    }


def _shown_ratings(evaluasi: Evaluasi, kedudukan: Kedudukan) -> dict[str, str]:
    """A rating without its fellow is its author's draft: other readers see none."""
    if evaluasi.terbuka and not (kedudukan.penilai or kedudukan.atasan):
        return {"rating_hasil": "", "rating_perilaku": "", "catatan": ""}
    return services.ratings_of(evaluasi, services.role_of(kedudukan))


def _ratings(request: HttpRequest, evaluasi: Evaluasi, kedudukan: Kedudukan, batas: Batas) -> dict[str, Any]:
    shown, at = _shown_ratings(evaluasi, kedudukan), request.arrived_at
    verdict = rules.may_rate(kedudukan, evaluasi, batas=batas, at=at)
    picture = _picture(evaluasi, shown["rating_hasil"], shown["rating_perilaku"], request.user)
    berlaku, memimpin = picture["capaian"], rules.heads_unit(evaluasi.skp)
    followed = rules.rating_of_head(evaluasi.skp, berlaku) if memimpin else None
    start = {**shown, "versi": evaluasi.versi}
    return {
        **picture,
        "rating": shown,
        "draf_atasan": evaluasi.terbuka and evaluasi.dinilai_sebagai == SebagaiPenilai.ATASAN,
        "memimpin": memimpin,
        "mengikuti": followed,
        "may_set_capaian": memimpin
        and bool(sets_capaian(request.user, evaluasi.skp.unit, setting(request.user, evaluasi.skp.unit))),
        "berbeda": bool(followed and shown["rating_hasil"] and followed != shown["rating_hasil"]),
        "may_rate": verdict,
        "may_rate_results": rules.may_rate_results(verdict, evaluasi.skp, berlaku),
        "may_cancel": rules.may_cancel(kedudukan, evaluasi, batas=batas, at=at),
        "form_hasil": HasilForm(initial=start, auto_id="hasil-%s", only=followed),
        "form_perilaku": PerilakuKerjaForm(initial=start, auto_id="perilaku-%s"),
        "form_catatan": CatatanForm(initial=start, auto_id="catatan-%s"),
    }


def _picture(evaluasi: Evaluasi, hasil: str, perilaku: str, reader: Pegawai) -> dict[str, Any]:
    """The kuadran, and the curve of the people the penilai assesses, as it is and with this predikat."""
    matrix = kuadran(hasil, perilaku)
    skp = evaluasi.skp
    own = services.capaian_for(evaluasi)
    context = {"evaluasi": evaluasi, "kuadran": matrix, "capaian": own}
    if skp.penilai is None:
        return context
    now, patokan = kurva_penilai(skp.penilai, evaluasi.periode, reader=reader)
    with_this = with_rating(now, evaluasi.predikat, matrix.predikat) if _changes(evaluasi, matrix.predikat) else now
    return {**context, "kurva": with_this, "kurva_sekarang": now, "patokan": patokan, "andai": with_this is not now}


def _changes(evaluasi: Evaluasi, made: Predikat | None) -> bool:
    return made is not None and made != evaluasi.predikat


# --- The forms -------------------------------------------------------------------------------------------------------


class EvaluasiForm(EditFormMixin, FormView):
    """A form about the evaluasi itself. "Simpan dan berikutnya" leads to the next who is not rated."""

    template_name = "penilaian/nilai_form.html"
    row: Evaluasi
    title: str

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.row = find_or_404(request, kwargs["skp"], kwargs["periode"])
        self.kedudukan = standing(request.user, self.row)
        rules.may_open(self.kedudukan).require()
        self.batas = services.limits(self.row)
        require_form(request, self.verdict())
        return super().dispatch(request, *args, **kwargs)

    def verdict(self) -> Any:
        return rules.may_rate(self.kedudukan, self.row, batas=self.batas, at=self.request.arrived_at)

    def read_again(self) -> Evaluasi | None:
        return find_evaluasi(self.request.user, self.row.skp_id, self.row.periode_id)

    def get_initial(self) -> dict[str, Any]:
        return {**_shown_ratings(self.row, self.kedudukan), "versi": self.row.versi}

    def get_success_url(self) -> str:
        if self.request.POST.get("lanjut") != "berikutnya":
            return f"{services.rating_page(self.row)}#penilaian"
        following = bawahan.neighbours(self.request.user, self.row).berikutnya
        if following is None:
            messages.info(self.request, f"Tidak ada lagi bawahan yang belum dinilai pada {self.row.periode}.")
            return f"{reverse('penilaian:bawahan_list')}?periode={self.row.periode_id}"
        return page_of(following, self.row)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            **_frame(self.request, self.row),
            "title": self.title,
            "cancel_url": services.rating_page(self.row),
        }


class NilaiForm(EvaluasiForm):
    form_class: type[RatingForm]

    def change(self, form: RatingForm) -> Evaluasi:
        held = services.rate(
            evaluasi=self.row,
            by=self.request.user,
            at=self.request.arrived_at,
            versi=form.cleaned_data["versi"],
            **form.chosen(),
        )
        messages.success(self.request, _said(held))
        return held


def _said(evaluasi: Evaluasi) -> str:
    name = evaluasi.skp.pegawai.nama_lengkap
    if evaluasi.predikat:
        return f"Predikat {evaluasi.periode} {name}: {evaluasi.get_predikat_display()}."
    missing = "perilaku kerja" if evaluasi.rating_hasil else "hasil kerja"
    return f"Rating disimpan. Predikat ada setelah {missing} juga dinilai."


class NilaiHasil(NilaiForm):
    """Of who heads a unit there is nothing to choose: the form says what the capaian of the unit makes of it."""

    form_class = HasilForm
    title = "Hasil Kerja"

    def verdict(self) -> Any:
        self.capaian, self.memimpin = services.capaian_for(self.row), rules.heads_unit(self.row.skp)
        return rules.may_rate_results(super().verdict(), self.row.skp, self.capaian)

    def get_form_kwargs(self) -> dict[str, Any]:
        followed = rules.rating_of_head(self.row.skp, self.capaian) if self.memimpin else None
        return {**super().get_form_kwargs(), "only": followed}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "memimpin": self.memimpin, "capaian": self.capaian}


class NilaiPerilaku(NilaiForm):
    form_class = PerilakuKerjaForm
    title = "Perilaku Kerja"


class Catatan(EvaluasiForm):
    form_class = CatatanForm
    title = "Catatan/Rekomendasi"
    success_message = "Catatan/rekomendasi disimpan."

    def change(self, form: CatatanForm) -> Evaluasi:
        return services.write_note(
            evaluasi=self.row, by=self.request.user, at=self.request.arrived_at, **form.cleaned_data
        )


@require_POST
def batal(request: HttpRequest, skp: int, periode: int) -> HttpResponse:
    evaluasi = find_or_404(request, skp, periode)
    form = AlasanForm(request.POST)
    kedudukan = standing(request.user, evaluasi)
    rules.may_cancel(kedudukan, evaluasi, batas=services.limits(evaluasi), at=request.arrived_at).require_right()
    if not form.is_valid():
        messages.error(request, f"Alasan: {form.errors['alasan'][0]}")
        return redirect(services.rating_page(evaluasi))
    services.take_back(
        evaluasi=evaluasi,
        by=request.user,
        at=request.arrived_at,
        versi=read_number(request.POST.get("versi", "")),
        alasan=form.cleaned_data["alasan"],
    )
    messages.success(request, "Penilaian dibuka kembali: predikatnya dihapus, rating Anda tetap sebagai rancangan.")
    return redirect(services.rating_page(evaluasi))


class UmpanBalikTambah(ServiceFormMixin, FormView):
    form_class = TambahUmpanBalikForm
    template_name = "penilaian/umpan_balik_form.html"
    success_message = "Feedback disimpan."

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.evaluasi = find_or_404(request, kwargs["skp"], kwargs["periode"])
        require_form(request, base.may_give_feedback(standing(request.user, self.evaluasi), self.evaluasi))
        self.lembar = sheet(self.evaluasi)
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        return {"bagian": self.request.GET.get("bagian", "")}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "lembar": self.lembar}

    def perform(self, form: TambahUmpanBalikForm) -> UmpanBalik:
        values = form.cleaned_data
        return services.add_feedback(
            evaluasi=self.evaluasi,
            by=self.request.user,
            at=self.request.arrived_at,
            token=values["token"],
            teks=values["teks"],
            **form.target(),
        )

    def get_success_url(self) -> str:
        return f"{services.rating_page(self.evaluasi)}#{place_of(self.object)}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            **_frame(self.request, self.evaluasi),
            "cancel_url": services.rating_page(self.evaluasi),
        }


class UmpanBalikUbah(EditFormMixin, FormView):
    form_class = UbahUmpanBalikForm
    template_name = "penilaian/umpan_balik_form.html"
    success_message = "Feedback disimpan."
    row: UmpanBalik

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.row = find_feedback(request, kwargs["pk"])
        kedudukan = standing(request.user, self.row.evaluasi)
        require_form(request, rules.may_change_feedback(request.user, kedudukan, self.row))
        return super().dispatch(request, *args, **kwargs)

    def change(self, form: UbahUmpanBalikForm) -> UmpanBalik:
        return services.change_feedback(
            umpan_balik=self.row, by=self.request.user, at=self.request.arrived_at, **form.cleaned_data
        )

    def get_success_url(self) -> str:
        return f"{services.rating_page(self.row.evaluasi)}#{place_of(self.row)}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            **_frame(self.request, self.row.evaluasi),
            "umpan_balik": self.row,
            "nama_perilaku": NAMA_PERILAKU.get(self.row.perilaku, ""),
            "cancel_url": services.rating_page(self.row.evaluasi),
        }


@require_POST
def umpan_balik_hapus(request: HttpRequest, pk: int) -> HttpResponse:
    row = find_feedback(request, pk)
    url = f"{services.rating_page(row.evaluasi)}#{place_of(row)}"
    services.delete_feedback(umpan_balik=row, by=request.user, at=request.arrived_at)
    messages.success(request, "Feedback dihapus.")
    return redirect(url)


def find_feedback(request: HttpRequest, pk: int) -> UmpanBalik:
    seen = Evaluasi.objects.visible_to(request.user)
    row = get_object_or_404(UmpanBalik.objects.filter(evaluasi__in=seen).select_related("oleh", "rhk"), pk=pk)
    row.evaluasi = Evaluasi.objects.for_detail().get(pk=row.evaluasi_id)
    return row


def place_of(umpan_balik: UmpanBalik) -> str:
    """Where on the page it stands."""
    return f"rhk-{umpan_balik.rhk_id}" if umpan_balik.rhk_id else f"perilaku-{umpan_balik.perilaku}"


def page_of(skp: Skp, evaluasi: Evaluasi) -> str:
    """The same period of another person."""
    return reverse("penilaian:feedback", args=[skp.pk, evaluasi.periode_id])
