"""Manajemen Pegawai: finding people, one person, his data and his account."""

from collections.abc import Iterable, Iterator
from copy import copy
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import FormView

from ekinerja.forms import read_number
from ekinerja.keyset import keyset_page
from ekinerja.views import EditFormMixin, ServiceFormMixin
from organisasi import kaitan
from organisasi.filters.kepegawaian import PegawaiFilter
from organisasi.forms.kepegawaian import DataPegawaiForm, StatusForm, UbahPegawaiForm, UnitSaringForm
from organisasi.forms.unor import PilihInstansiForm
from organisasi.hierarchy import assessor_of
from organisasi.models import Instansi, Mutasi, Pegawai, PenugasanKepala, PerubahanMassal, UnitKerja
from organisasi.querysets.kepegawaian import history_of, mutasi_of, pengecualian_of, with_versi
from organisasi.querysets.unor import within_reach
from organisasi.rules import kepegawaian as rules
from organisasi.rules.orang import may_issue_password
from organisasi.rules.unor import may_choose_instansi
from organisasi.scoping import local_today
from organisasi.services import kepegawaian as services
from organisasi.services import orang
from organisasi.views.unor import chosen_instansi

SHOWN = 5
"""Moves and exclusions on a person's page; the rest is in their lists."""


@require_safe
def daftar(request: HttpRequest) -> HttpResponse:
    """People of an instansi, found by NIP, by name, by where they are and what they are."""
    user = request.user
    rules.may_manage_people(user).require()
    instansi = chosen_instansi(request)
    context: dict[str, Any] = {"instansi": instansi, "pilih_instansi": _chooser(request, instansi)}
    if instansi is None:
        return render(request, "organisasi/pegawai_list.html", context)
    people = Pegawai.objects.administered_by(user).filter(instansi=instansi).select_related("unit", "jabatan")
    found = PegawaiFilter(request.GET, queryset=people, user=user)
    page = keyset_page(request, found.qs, found.order, within=people)
    unit = _unit(request, instansi)
    last = PerubahanMassal.objects.filter(instansi=instansi).select_related("oleh").defer("semula").first()
    context |= {
        "filter": found,
        "halaman": page,
        "baris": list(_rows(page.rows)),
        "unit": unit,
        "unit_form": UnitSaringForm(request.GET, instansi=instansi) if unit is None else None,
        "tanpa_unit_url": _without(request, "unit", "unit_cari"),
        "saring": request.GET.urlencode(),
        "disaring": any(value for name, value in request.GET.items() if name in NARROWS),
        "tambah_url": address("pegawai_tambah", instansi=instansi.pk),
        "terakhir": last,
        "urungkan": last and rules.may_undo(user, last),
    }
    return render(request, "organisasi/pegawai_list.html", context)


def _rows(people: Iterable[Pegawai]) -> Iterator[tuple[Any, ...]]:
    """What the list shows of each, ready to be written: a template that finds it all out takes three times as long."""
    before, after = reverse("pegawai_detail", args=[0]).rsplit("0", 1)
    for one in people:
        jenis = one.jabatan.get_jenis_display() if one.jabatan else ""
        yield (
            one.pk, f"{before}{one.pk}{after}", one.nama_lengkap, one.nip_tampil, one.unit or "–",
            one.jabatan or "–", jenis, one.get_status_display(), one.is_active, one.peran or "–",
        )  # fmt: skip


NARROWS = frozenset({"cari", "unit", "jenis", "status", "aktif", "kurang", "peran"})


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    user = request.user
    pegawai = find(request, pk)
    today = local_today(pegawai)
    units = UnitKerja.objects.filter(pk__in=pegawai.unit.jalur if pegawai.unit else [])
    change = rules.may_change_person(user, pegawai)
    context = {
        "pegawai": pegawai,
        "hari_ini": today,
        "penilai": assessor_of(pegawai, on=today),
        "jalur_unit": sorted(units, key=lambda unit: len(unit.jalur)),
        "unit_dikepalai": UnitKerja.objects.filter(kepala=pegawai).first(),
        "penugasan": PenugasanKepala.objects.filter(pegawai=pegawai, selesai__gte=today).select_related("unit"),
        "dokumen": kaitan.running(pegawai, tmt=today),
        "mutasi": mutasi_of(user).filter(pegawai=pegawai)[:SHOWN],
        "pengecualian": pengecualian_of(user).filter(pegawai=pegawai)[:SHOWN],
        "riwayat": history_of(pegawai),
        "may_change": change,
        "may_move": rules.may_plan_mutasi(user, pegawai),
        "may_issue": may_issue_password(user, pegawai),
        "list_url": list_address(pegawai),
    }
    return render(request, "organisasi/pegawai_detail.html", context)


class PegawaiTambah(ServiceFormMixin, FormView):
    form_class = DataPegawaiForm
    template_name = "organisasi/pegawai_form.html"
    success_message = "Pegawai didaftarkan. Ia belum dapat masuk: terbitkan sandi sementara pada halaman ini."

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rules.may_manage_people(request.user).require()
        instansi = chosen_instansi(request)
        if instansi is None:
            return redirect("pegawai_list")
        self.instansi = instansi
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        """In the unit whose page one comes from."""
        return {"unit": _unit(self.request, self.instansi)}

    def get_form_kwargs(self) -> dict[str, Any]:
        blank = Pegawai(instansi=self.instansi)
        roles = bool(rules.may_give_roles(self.request.user, blank))
        return {**super().get_form_kwargs(), "instance": blank, "beri_peran": roles}

    def perform(self, form: DataPegawaiForm) -> Pegawai:
        return services.add_person(pegawai=form.instance, by=self.request.user)

    def get_success_url(self) -> str:
        return reverse("pegawai_detail", args=[self.object.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = address("pegawai_list", instansi=self.instansi.pk)
        return {**super().get_context_data(**kwargs), "instansi": self.instansi, "list_url": back, "cancel_url": back}


class OnePerson(EditFormMixin, FormView):
    """A form about one person, judged by the last trace of a change of his data."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.row = find(request, kwargs["pk"])
        rules.may_change_person(request.user, self.row).require()
        return super().dispatch(request, *args, **kwargs)

    def read_again(self) -> Any:
        return with_versi(Pegawai.objects.for_header()).filter(pk=self.row.pk).first()

    def get_success_url(self) -> str:
        return reverse("pegawai_detail", args=[self.row.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = {"pegawai": self.row, "cancel_url": self.get_success_url(), "list_url": list_address(self.row)}
        return {**super().get_context_data(**kwargs), **own}


class PegawaiUbah(OnePerson):
    form_class = UbahPegawaiForm
    template_name = "organisasi/pegawai_form.html"
    success_message = "Data pegawai disimpan."

    def get_form_kwargs(self) -> dict[str, Any]:
        # A form over a model writes into its row while it checks; the page goes on showing the stored one.
        roles = bool(rules.may_give_roles(self.request.user, self.row))
        return {**super().get_form_kwargs(), "instance": copy(self.row), "beri_peran": roles}

    def change(self, form: UbahPegawaiForm) -> Pegawai:
        return services.change_person(
            pegawai=form.instance, by=self.request.user, versi=form.cleaned_data["versi"], columns=form.written
        )


class PegawaiStatus(OnePerson):
    """Ends an account or takes it up again; what would be left lying is shown first."""

    form_class = StatusForm
    template_name = "organisasi/pegawai_status.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.unit = UnitKerja.objects.filter(kepala=kwargs["pk"]).first()
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "unit": self.unit if self.row.is_active else None}

    def get_initial(self) -> dict[str, Any]:
        return {"versi": self.row.versi}

    def change(self, form: StatusForm) -> Pegawai:
        aktif = not self.row.is_active
        held = services.set_active(pegawai=self.row, aktif=aktif, by=self.request.user, **form.values())
        messages.success(self.request, f"{held} {'diaktifkan' if aktif else 'dinonaktifkan'}.")
        return held

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        today = local_today(self.row)
        planned = Mutasi.objects.filter(pegawai=self.row, status="DIRENCANAKAN").select_related("unit_tujuan").first()
        return {
            **context,
            "unit_dikepalai": self.unit,
            "penugasan": PenugasanKepala.objects.filter(pegawai=self.row, selesai__gte=today).select_related("unit"),
            "terbuka": kaitan.waiting(self.row) if self.row.is_active else [],
            "mutasi": planned,
            "submit": "Nonaktifkan" if self.row.is_active else "Aktifkan",
        }


@require_POST
def hapus(request: HttpRequest, pk: int) -> HttpResponse:
    pegawai = find(request, pk)
    services.delete_person(pegawai=pegawai, by=request.user)
    messages.success(request, f"{pegawai} dihapus.")
    return redirect(list_address(pegawai))


@never_cache
@require_POST
def sandi(request: HttpRequest, pk: int) -> HttpResponse:
    """The password is shown on the answer itself, once: it is stored nowhere."""
    pegawai = find(request, pk)
    password = orang.issue_password(pegawai=pegawai, by=request.user)
    return render(request, "organisasi/pegawai_sandi.html", {"pegawai": pegawai, "sandi": password})


def find(request: HttpRequest, pk: int) -> Pegawai:
    """NotAllowed for who is no admin, 404 for another instansi's people. With `versi`."""
    rules.may_manage_people(request.user).require()
    people = with_versi(Pegawai.objects.administered_by(request.user).for_header())
    return get_object_or_404(people, pk=pk)


def address(name: str, *args: Any, **query: Any) -> str:
    return reverse(name, args=args) + (f"?{urlencode(query)}" if query else "")


def list_address(pegawai: Pegawai) -> str:
    return address("pegawai_list", **({"instansi": pegawai.instansi_id} if pegawai.instansi_id else {}))


def _chooser(request: HttpRequest, instansi: Instansi | None) -> PilihInstansiForm | None:
    if not may_choose_instansi(request.user):
        return None
    typed = request.GET if request.GET.get("instansi_cari") and instansi is None else None
    return PilihInstansiForm(typed, initial={"instansi": instansi})


def _unit(request: HttpRequest, instansi: Instansi) -> UnitKerja | None:
    """The unit in the address: 404 for one that is not of this instansi."""
    asked = request.GET.get("unit", "")
    if not asked:
        return None
    unit = within_reach(request.user, UnitKerja.objects.filter(pk=read_number(asked)), instansi.pk).first()
    if unit is None:
        raise Http404
    return unit


def _without(request: HttpRequest, *names: str) -> str:
    query = request.GET.copy()
    for name in (*names, "setelah", "sebelum"):
        query.pop(name, None)
    return f"{request.path}?{query.urlencode()}"
