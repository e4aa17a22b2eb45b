"""Pengaturan Instansi: what an instansi is called, which parts it uses, its letterhead, limits and dispensasi."""

from types import SimpleNamespace
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import FormView
from django_filters.views import FilterView

from ekinerja.forms import format_number
from ekinerja.views import EditFormMixin, PagedListMixin, ServiceFormMixin
from organisasi.bagian import EVALUASI, PENGUKURAN, Kartu, cards_of, documents_of
from organisasi.deadlines import format_day
from organisasi.filters.pengaturan import DispensasiFilter
from organisasi.forms.pengaturan import BatasForm, DispensasiForm, KopForm, UbahDispensasiForm, UmumForm
from organisasi.forms.unor import PilihInstansiForm
from organisasi.models import Dispensasi, Instansi, Langkah, Pegawai
from organisasi.models.deadline import LANGKAH_BERHARI
from organisasi.querysets.pengaturan import dispensasi_of, limits_of, own_limits, seen
from organisasi.rules import pengaturan as rules
from organisasi.rules.unor import may_choose_instansi
from organisasi.scoping import local_today
from organisasi.services import pengaturan as services
from organisasi.views.unor import chosen_instansi, tree_address


@require_safe
def indeks(request: HttpRequest) -> HttpResponse:
    rules.may_set(request.user).require()
    instansi = chosen_instansi(request)
    context = {"instansi": instansi, "pilih_instansi": chooser(request, instansi)}
    if instansi is not None:
        context["kartu"] = [*_own_cards(request, instansi), *cards_of(instansi)]
    return render(request, "organisasi/pengaturan.html", context)


def chooser(request: HttpRequest, instansi: Instansi | None) -> PilihInstansiForm | None:
    if not may_choose_instansi(request.user):
        return None
    typed = request.GET if request.GET.get("instansi_cari") else None
    return PilihInstansiForm(typed, initial={"instansi": instansi})


def _own_cards(request: HttpRequest, instansi: Instansi) -> list[Kartu]:
    parts = [label for name, label in BAGIAN.items() if getattr(instansi, name)]
    own = [row for row in limits_of(instansi, today=local_today(request.user)) if row.hari != row.baku]
    open_now = dispensasi_of(request.user, instansi).filter(dibuka_sampai__gte=local_today(request.user)).count()
    head = instansi.nama_kop or "Nama dan alamat instansi"
    return [
        Kartu(
            "Umum",
            "building",
            f"{instansi.kota}, {instansi.get_zona_waktu_display()}. Memakai {' dan '.join(parts)}.",
            tree_address("pengaturan_umum", instansi),
        ),
        Kartu(
            "Kop surat",
            "card-heading",
            f"{head}, {'dengan' if instansi.lambang else 'tanpa'} lambang.",
            tree_address("pengaturan_kop", instansi),
        ),
        Kartu(
            "Batas waktu",
            "alarm",
            f"{format_number(len(own))} langkah diatur sendiri." if own else "Semua menurut pedoman.",
            tree_address("pengaturan_batas", instansi),
        ),
        Kartu(
            "Dispensasi",
            "unlock",
            f"{format_number(open_now)} masih terbuka." if open_now else "Tidak ada yang sedang terbuka.",
            tree_address("dispensasi_list", instansi),
        ),
    ]


BAGIAN = {PENGUKURAN: "pengukuran bulanan", EVALUASI: "evaluasi periodik"}


class OfInstansi:
    """A page of settings; `instansi` is the one it is about. A super admin who has named none chooses first."""

    instansi: Instansi

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rules.may_set(request.user).require()
        found = chosen_instansi(request)
        if found is None:
            return redirect("pengaturan")
        self.instansi = found
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = tree_address("pengaturan", self.instansi)
        shown = {"instansi": self.instansi, "indeks_url": back, "cancel_url": back}
        return {**shown, **super().get_context_data(**kwargs)}  # type: ignore[misc]


class InstansiForm(OfInstansi, EditFormMixin, FormView):
    """A form over columns of the instansi, judged by what it showed."""

    @property
    def row(self) -> Any:
        return self.shown(self.instansi)

    @row.setter
    def row(self, value: Any) -> None:
        self.instansi = value.instansi

    def shown(self, instansi: Instansi) -> SimpleNamespace:
        values = {name: getattr(instansi, name) for name in self.names()}
        return SimpleNamespace(**values, versi=seen(values), instansi=instansi)

    def names(self) -> tuple[str, ...]:
        return self.form_class.columns

    def read_again(self) -> Any:
        return self.shown(get_object_or_404(Instansi, pk=self.instansi.pk))

    def get_initial(self) -> dict[str, Any]:
        row = self.row
        return {**{name: getattr(row, name) for name in self.names()}, "versi": row.versi}


class Umum(InstansiForm):
    form_class = UmumForm
    template_name = "organisasi/pengaturan_umum.html"
    success_message = "Pengaturan umum disimpan."

    def names(self) -> tuple[str, ...]:
        free = bool(rules.may_change_code(self.request.user))
        return tuple(name for name in UmumForm.columns if free or name != "kode")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "ubah_kode": bool(rules.may_change_code(self.request.user))}

    def change(self, form: UmumForm) -> Instansi:
        return services.change_instansi(
            instansi=self.instansi, by=self.request.user, dilihat=form.cleaned_data["versi"], values=form.values()
        )

    def get_success_url(self) -> str:
        return tree_address("pengaturan", self.instansi)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        documents = {name: documents_of(name, self.instansi) for name in BAGIAN}
        return {
            **super().get_context_data(**kwargs),
            "dokumen_pengukuran": documents[PENGUKURAN],
            "dokumen_evaluasi": documents[EVALUASI],
            "evaluasi_url": next((card.url for card in cards_of(self.instansi) if card.judul == "Cara menilai"), ""),
        }


class Kop(InstansiForm):
    form_class = KopForm
    template_name = "organisasi/pengaturan_kop.html"
    success_message = "Kop surat disimpan."

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "berlambang": bool(self.instansi.lambang)}

    def change(self, form: KopForm) -> Instansi:
        data = form.cleaned_data
        return services.change_letterhead(
            instansi=self.instansi,
            by=self.request.user,
            dilihat=data["versi"],
            values=form.values(),
            lambang=data["lambang"],
            hapus=data.get("hapus_lambang", False),
        )

    def get_success_url(self) -> str:
        return tree_address("pengaturan_kop", self.instansi)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "lambang_url": tree_address("pengaturan_lambang", self.instansi),
            "umum_url": tree_address("pengaturan_umum", self.instansi),
        }


@require_safe
def lambang(request: HttpRequest) -> HttpResponse:
    """The picture of the letterhead, for those who set it."""
    rules.may_set(request.user).require()
    instansi = chosen_instansi(request)
    if instansi is None or not instansi.lambang:
        raise Http404("Belum ada lambang.")
    try:
        content = instansi.lambang.open("rb")
    except FileNotFoundError:
        raise Http404("Lambang tidak ada di penyimpanan.") from None
    response = FileResponse(content, content_type="image/png", filename="lambang.png")
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response


class BatasWaktuForm(OfInstansi, EditFormMixin, FormView):
    form_class = BatasForm
    template_name = "organisasi/pengaturan_batas.html"

    def get_initial(self) -> dict[str, Any]:
        row = self._stored()
        return {**row, "versi": seen(row)}

    def _stored(self) -> dict[str, int | None]:
        own = own_limits(self.instansi)
        return {langkah: own.get(langkah) for langkah, _label in LANGKAH_BERHARI}

    def read_again(self) -> Any:
        return Stored(self._stored())

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "batas": limits_of(self.instansi, today=self._today())}

    def _today(self) -> Any:
        return self.request.arrived_at.astimezone(self.instansi.tz).date()

    def change(self, form: BatasForm) -> list[str]:
        changed = services.change_limits(
            instansi=self.instansi, by=self.request.user, dilihat=form.cleaned_data["versi"], hari=form.values()
        )
        now = {row.langkah.value: row for row in limits_of(self.instansi, today=self._today())}
        told = [f"{_short(now[one].langkah)} sampai {format_day(now[one].terakhir)}" for one in changed]
        messages.success(
            self.request, f"Batas waktu disimpan: {'; '.join(told)}." if told else "Tidak ada yang berubah."
        )
        return changed

    def get_success_url(self) -> str:
        return tree_address("pengaturan_batas", self.instansi)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "baku_url": tree_address("pengaturan_batas_baku", self.instansi),
            "sendiri": bool(own_limits(self.instansi)),
            "dispensasi_url": tree_address("dispensasi_list", self.instansi),
        }


class Stored(dict):
    """What is stored now, with the number that stands for it."""

    @property
    def versi(self) -> int:
        return seen(self)


def _short(langkah: Langkah) -> str:
    return str(langkah.label).partition(" (")[0]


@require_POST
def batas_baku(request: HttpRequest) -> HttpResponse:
    rules.may_set(request.user).require()
    instansi = chosen_instansi(request)
    if instansi is None:
        return redirect("pengaturan")
    number = services.reset_limits(instansi=instansi, by=request.user)
    said = f"{number} batas kembali ke pedoman." if number else "Semua batas sudah menurut pedoman."
    messages.success(request, said)
    return redirect(tree_address("pengaturan_batas", instansi))


class DispensasiList(OfInstansi, PagedListMixin, FilterView):
    filterset_class = DispensasiFilter
    strict = False
    template_name = "organisasi/dispensasi_list.html"

    def get_queryset(self) -> Any:
        return dispensasi_of(self.request.user, self.instansi)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        today = self.request.arrived_at.astimezone(self.instansi.tz).date()
        rows = [{"baris": row, "terbuka": rules.is_open(row, today)} for row in context["page_obj"]]
        return {**context, "rows": rows, "tambah_url": tree_address("dispensasi_tambah", self.instansi)}


class DispensasiTambah(OfInstansi, ServiceFormMixin, FormView):
    form_class = DispensasiForm
    template_name = "organisasi/dispensasi_form.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        people = Pegawai.objects.administered_by(self.request.user).filter(instansi=self.instansi, is_active=True)
        return {
            **super().get_form_kwargs(),
            "instansi": self.instansi,
            "people": people.exclude(pk=self.request.user.pk),
        }

    def perform(self, form: DispensasiForm) -> Dispensasi:
        row = services.give_dispensasi(
            instansi=self.instansi, by=self.request.user, at=self.request.arrived_at, values=form.values()
        )
        messages.success(self.request, f"Dispensasi untuk {row.pegawai or row.unit} diberikan.")
        return row

    def get_success_url(self) -> str:
        return tree_address("dispensasi_list", self.instansi)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = self.get_success_url()
        return {**super().get_context_data(**kwargs), "list_url": back, "cancel_url": back}


class DispensasiUbah(EditFormMixin, FormView):
    form_class = UbahDispensasiForm
    template_name = "organisasi/dispensasi_form.html"
    success_message = "Dispensasi disimpan."

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rules.may_set(request.user).require()
        self.row = self.read_again() or self._missing()
        return super().dispatch(request, *args, **kwargs)

    def _missing(self) -> Any:
        raise Http404

    def read_again(self) -> Dispensasi | None:
        row = dispensasi_of(self.request.user).filter(pk=self.kwargs["pk"]).first()
        if row is not None:
            row.versi = seen(UbahDispensasiForm.stored(row))
        return row

    def change(self, form: UbahDispensasiForm) -> Dispensasi:
        data = form.cleaned_data
        return services.change_dispensasi(
            dispensasi=self.row,
            by=self.request.user,
            at=self.request.arrived_at,
            dilihat=data["versi"],
            dibuka_sampai=data["dibuka_sampai"],
            alasan=data["alasan"],
        )

    def get_success_url(self) -> str:
        return tree_address("dispensasi_list", self.row.instansi)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        instansi = self.row.instansi
        back = self.get_success_url()
        shown = {"instansi": instansi, "baris": self.row, "indeks_url": tree_address("pengaturan", instansi)}
        return {**super().get_context_data(**kwargs), **shown, "list_url": back, "cancel_url": back}
