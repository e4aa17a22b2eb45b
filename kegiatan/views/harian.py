from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.defaultfilters import date as format_date
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import DetailView, FormView
from django_filters.views import FilterView

from ekinerja.errors import Refused
from ekinerja.forms import add_refusal, read_number
from ekinerja.rules import Verdict
from ekinerja.templatetags.komponen import CalendarDay
from ekinerja.views import EditFormMixin, PagedListMixin, ServiceFormMixin, require_form
from kegiatan import rules, services
from kegiatan.filters import KegiatanFilter
from kegiatan.forms import KegiatanForm, KegiatanTambahForm, KegiatanUbahForm
from kegiatan.models import KegiatanHarian
from kegiatan.month import Hari, Periode, Ringkasan, days_of, earliest_open
from kegiatan.querysets import KegiatanHarianQuerySet, next_start, overlapping, worked_days, worth_repeating
from kegiatan.views.berkas import UploadMixin
from organisasi.deadlines import DeadlineCalendar
from organisasi.models import Langkah

JAM_MASUK = time(7, 30)


@dataclass(frozen=True)
class Baris:
    """A row of the list, with what its reader may do with it."""

    kegiatan: KegiatanHarian
    ubah: Verdict
    hapus: Verdict


class TodayMixin:
    """The day it was where the user works, when the request arrived; and the limits of his work."""

    @cached_property
    def today(self) -> date:
        return rules.local_day(self.request.user, self.request.arrived_at)

    @cached_property
    def calendar(self) -> DeadlineCalendar | None:
        """None for an account outside every instansi: nothing is open to it."""
        return DeadlineCalendar(self.request.user) if self.request.user.instansi else None

    @cached_property
    def may_record(self) -> Verdict:
        return rules.may_record(self.request.user)

    def is_open(self, day: date) -> bool:
        calendar = self.calendar if self.may_record else None
        return calendar is not None and calendar.tenggat(Langkah.KEGIATAN_HARIAN, day).terbuka(self.request.arrived_at)


class KegiatanListView(TodayMixin, PagedListMixin, FilterView):
    template_name = "kegiatan/list.html"
    filterset_class = KegiatanFilter
    strict = False

    @cached_property
    def periode(self) -> Periode:
        return Periode.read(self.request.GET, self.today)

    def get_queryset(self) -> KegiatanHarianQuerySet:
        return KegiatanHarian.objects.of(self.request.user).for_list()

    def get_filterset_kwargs(self, filterset_class: type) -> dict[str, Any]:
        kwargs = super().get_filterset_kwargs(filterset_class)
        return {**kwargs, "data": self.request.GET, "periode": self.periode, "this_year": self.today.year}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        month = worked_days(self.request.user.pk, self.periode.mulai, self.periode.selesai)
        days = days_of(self.periode, month, self.is_open, self.today)
        return {
            **context,
            "periode": self.periode,
            "baris": [self.row(kegiatan) for kegiatan in context["page_obj"]],
            "days": calendar_days(days),
            "ringkasan": Ringkasan.of(days),
            "hari_dapat_diisi": bool(
                self.periode.hari and self.periode.hari <= self.today and self.is_open(self.periode.hari)
            ),
            "today": self.today,
            "may_record": self.may_record,
            "terbuka_sejak": earliest_open(self.calendar, self.today, self.request.arrived_at)
            if self.calendar and self.may_record
            else None,
        }

    def row(self, kegiatan: KegiatanHarian) -> Baris:
        user, at = self.request.user, self.request.arrived_at
        tenggat = self.calendar and self.calendar.tenggat(Langkah.KEGIATAN_HARIAN, kegiatan.tanggal)
        return Baris(
            kegiatan, rules.may_change(user, kegiatan, tenggat, at), rules.may_delete(user, kegiatan, tenggat, at)
        )


class KegiatanDetailView(DetailView):
    template_name = "kegiatan/detail.html"
    context_object_name = "kegiatan"

    def get_object(self, queryset: Any = None) -> KegiatanHarian:
        return get_object_or_404(seen_by(self.request), **self.kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, at, kegiatan = self.request.user, self.request.arrived_at, self.object
        limits = DeadlineCalendar(kegiatan.pegawai)
        tenggat = limits.tenggat(Langkah.KEGIATAN_HARIAN, kegiatan.tanggal)
        return super().get_context_data(
            tenggat=tenggat,
            tenggat_penilai=limits.tenggat(Langkah.VERIFIKASI, kegiatan.tanggal),
            may_change=rules.may_change(user, kegiatan, tenggat, at),
            may_delete=rules.may_delete(user, kegiatan, tenggat, at),
            milik_sendiri=kegiatan.pegawai_id == user.pk,
            giliran_saya=kegiatan.penilai_id == user.pk,
            riwayat=sorted(kegiatan.riwayat.all(), key=lambda step: (step.pada, step.pk), reverse=True),
            **kwargs,
        )


class KegiatanFormView(TodayMixin, UploadMixin, ServiceFormMixin, FormView):
    """What adding and changing have in common."""

    template_name = "kegiatan/form.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user, "today": self.today}

    def get_success_url(self) -> str:
        if "lagi" in self.request.POST:
            return f"{reverse('kegiatan:tambah')}?{urlencode({'tanggal': self.object.tanggal.isoformat()})}"
        return month_url(self.object.tanggal)

    def form_valid(self, form: KegiatanForm) -> HttpResponse:
        response = super().form_valid(form)
        if form.is_valid():
            self.warn_about_overlap()
        return response

    def warn_about_overlap(self) -> None:
        """People do two things at once; a slip of the pen is told, not refused."""
        for other in overlapping(self.object):
            messages.warning(
                self.request,
                f"Waktunya bertumpang tindih dengan kegiatan lain hari itu: {format_date(other.mulai, 'H.i')}–"
                f"{format_date(other.selesai, 'H.i')} {other.uraian[:80]}. Periksa bila itu keliru.",
            )


class KegiatanCreateView(KegiatanFormView):
    form_class = KegiatanTambahForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        require_form(request, rules.may_record(request.user))
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def tanggal(self) -> date:
        asked = Periode.read(self.request.GET, self.today).hari
        return asked if asked and asked <= self.today else self.today

    def get_initial(self) -> dict[str, Any]:
        if self.request.method == "POST":
            return {}
        start = next_start(self.request.user, self.tanggal) or JAM_MASUK
        blank = {"tanggal": self.tanggal, "mulai": start, "kuantitas": 1}
        example = example_of(self.request)
        return {**blank, **(repeated(example, self.tanggal, start) if example else {})}

    def perform(self, form: KegiatanForm) -> KegiatanHarian:
        return services.record(
            isi=form.isi(),
            bukti=form.isi_bukti(),
            token=form.cleaned_data["token"],
            by=self.request.user,
            at=self.request.arrived_at,
        )

    def form_valid(self, form: KegiatanForm) -> HttpResponse:
        self.success_message = f"Kegiatan harian {format_date(form.cleaned_data['tanggal'], 'j F Y')} dicatat."
        return super().form_valid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            judul="Tambah Kegiatan Harian",
            cancel_url=month_url(self.tanggal),
            tanggal=self.tanggal,
            terbuka_sejak=earliest_open(self.calendar, self.today, self.request.arrived_at),
            contoh=worth_repeating(self.request.user, self.today),
            now=self.request.arrived_at,
            **kwargs,
        )


class KegiatanUpdateView(EditFormMixin, KegiatanFormView):
    form_class = KegiatanUbahForm
    success_message = "Perubahan kegiatan harian disimpan."

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.row = get_object_or_404(seen_by(request), **kwargs)
        self.tenggat = DeadlineCalendar(self.row.pegawai).tenggat(Langkah.KEGIATAN_HARIAN, self.row.tanggal)
        self.verdict = rules.may_change(request.user, self.row, self.tenggat, request.arrived_at)
        require_form(request, self.verdict)
        return super().dispatch(request, *args, **kwargs)

    def form_invalid(self, form: KegiatanForm) -> HttpResponse:
        if not self.verdict:
            add_refusal(form, Refused(self.verdict.reason))
        return super().form_invalid(form)

    def read_again(self) -> KegiatanHarian | None:
        return seen_by(self.request).filter(**self.kwargs).first()

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "bukti": list(self.row.bukti.all())}

    def change(self, form: KegiatanUbahForm) -> KegiatanHarian:
        return services.change(
            kegiatan=self.row,
            isi=form.isi(),
            bukti=form.isi_bukti(),
            versi=form.cleaned_data["versi"],
            by=self.request.user,
            at=self.request.arrived_at,
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            judul="Ubah Kegiatan Harian",
            kegiatan=self.row,
            cancel_url=self.row.get_absolute_url(),
            tenggat=self.tenggat,
            now=self.request.arrived_at,
            **kwargs,
        )


@require_POST
def hapus(request: HttpRequest, tanggal: date, pk: int) -> HttpResponse:
    kegiatan = get_object_or_404(seen_by(request), tanggal=tanggal, pk=pk)
    services.delete(kegiatan=kegiatan, by=request.user, at=request.arrived_at)
    messages.success(request, f"Kegiatan harian {format_date(tanggal, 'j F Y')} dihapus.")
    return redirect(month_url(tanggal))


@require_safe
def cari_target(request: HttpRequest) -> HttpResponse:
    """The targets that fit ?tanggal= and ?cari=. A changed date replaces the search box too, which carries the date."""
    today = rules.local_day(request.user, request.arrived_at)
    tanggal = Periode.read({"tanggal": request.GET.get("tanggal")}, today).hari or today
    form = KegiatanForm(
        user=request.user,
        today=today,
        cari=request.GET.get("cari", "")[:100],
        initial={"tanggal": tanggal, "target": request.GET.get("target", "")},
    )
    whole = request.htmx.target == "pilih-target"
    template = "kegiatan/pilih_target.html" if whole else "components/search_choice_options.html"
    return render(request, template, {"form": form, "field": form["target"]})


def seen_by(request: HttpRequest) -> KegiatanHarianQuerySet:
    return KegiatanHarian.objects.visible_to(request.user).for_detail()


def month_url(day: date) -> str:
    return f"{reverse('kegiatan:list')}?{urlencode({'bulan': day.month, 'tahun': day.year})}"


def calendar_days(days: Iterable[Hari]) -> dict[date, CalendarDay]:
    """A day with activities opens them; an empty one that is still open starts an entry."""
    list_url, add_url = reverse("kegiatan:list"), reverse("kegiatan:tambah")

    def url(day: Hari) -> str:
        if day.jumlah:
            return f"{list_url}?tanggal={day.tanggal.isoformat()}#daftar"
        return f"{add_url}?tanggal={day.tanggal.isoformat()}" if day.dapat_diisi else ""

    return {day.tanggal: CalendarDay(day.jumlah, day.tone, day.label, url(day), note=day.note) for day in days}


def example_of(request: HttpRequest) -> KegiatanHarian | None:
    """The own earlier activity that ?salin=2026-03-09.17 names, if there is one."""
    day, _, key = request.GET.get("salin", "").partition(".")
    hari = Periode.read({"tanggal": day}, date.min).hari
    pk = read_number(key)
    if hari is None or pk is None:
        return None
    return KegiatanHarian.objects.of(request.user).filter(tanggal=hari, pk=pk).select_related("target").first()


def repeated(example: KegiatanHarian, tanggal: date, start: time) -> dict[str, Any]:
    """The same work on another day, as long as it took then. A target of another month does not come along."""
    end = datetime.combine(tanggal, start) + timedelta(minutes=example.menit)
    same_month = (example.tanggal.year, example.tanggal.month) == (tanggal.year, tanggal.month)
    return {
        "uraian": example.uraian,
        "kuantitas": example.kuantitas,
        "status_proses": example.status_proses,
        "jenis": example.jenis,
        "target": example.target_id if same_month else None,
        "selesai": end.time() if end.date() == tanggal else None,
    }
