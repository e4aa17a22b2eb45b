"""Tim Kerja: mine, one, making it, and who works in it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import FormView
from django_filters.views import FilterView

from ekinerja.views import EditFormMixin, PagedListMixin, ServiceFormMixin, require_form
from organisasi.scoping import local_today
from skp.anggota import looked_at, members, skp_on
from skp.filters import TimFilter
from skp.forms.tim import TambahAnggotaForm, TambahTimForm, UbahAnggotaForm, UbahTimForm
from skp.matriks import band
from skp.models import AnggotaTim, TimKerja
from skp.rules import tim as rules
from skp.services import tim as services


class TimList(PagedListMixin, FilterView):
    """The teams one leads, belongs to, has made, or may read as head or admin."""

    filterset_class = TimFilter
    strict = False
    template_name = "skp/tim_list.html"

    def get_queryset(self) -> Any:
        return TimKerja.objects.visible_to(self.request.user).for_list(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        user, today = self.request.user, local_today(self.request.user)
        rows = [{"tim": tim, "keadaan": tim.keadaan(today)} for tim in context["page_obj"]]
        return {**context, "rows": rows, "may_create": rules.may_create_tim(user)}


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A team and its anggota. What their SKP are doing is shown to those who lead it, not to one another."""
    user, today = request.user, local_today(request.user)
    tim = find(request, pk)
    day = looked_at(tim, today)
    keeps, change = rules.keeps_anggota(user, tim), rules.may_change_tim(user, tim)
    rows = members(tim, user, day=day)
    jumlah_peserta = tim.peserta_matriks.count()
    context = {
        "tim": tim,
        "keadaan": tim.keadaan(today),
        "hari": day,
        "rows": [
            {
                "baris": row,
                "band": band(row.keterlibatan),
                "hapus": keeps and rules.removable(user, row.anggota.pegawai, row.mendukung),
            }
            for row in rows
        ],
        "keeps": keeps,
        "memimpin": rules.may_see_work(user, keeps=keeps),
        "may_add": rules.may_add_anggota(user, tim, today=today),
        "may_change": change,
        "may_delete": rules.may_delete_tim(user, tim, jumlah_anggota=len(rows), jumlah_peserta=jumlah_peserta),
        "skp_ketua": skp_on([tim.ketua_id], user, day=day).get(tim.ketua_id),
    }
    return render(request, "skp/tim_detail.html", context)


class CariPegawaiMixin:
    """The button "Cari Pegawai" beside a NIP: shows whose it is, with all that was typed, and writes nothing."""

    person_field: str

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.POST.get("aksi") == "cari":
            return self.search()
        return super().post(request, *args, **kwargs)  # type: ignore[misc]

    def search(self) -> HttpResponse:
        typed = self.request.POST.dict()
        kwargs = {name: value for name, value in self.get_form_kwargs().items() if name not in ("data", "files")}
        form = self.get_form_class()(**{**kwargs, "initial": typed})
        found, problem = None, ""
        try:
            found = form.fields[self.person_field].clean(typed.get(self.person_field, ""))
        except ValidationError as error:
            problem = error.messages[0]
        return self.render_to_response(self.get_context_data(form=form, found=found, problem=problem))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """`found`: the person the NIP in the form belongs to."""
        context = super().get_context_data(**kwargs)  # type: ignore[misc]
        if "found" not in kwargs:
            form = context["form"]
            known = form.cleaned_data if form.is_bound else form.initial
            context["found"] = known.get(self.person_field)
        return context


class TimTambah(CariPegawaiMixin, ServiceFormMixin, FormView):
    form_class = TambahTimForm
    template_name = "skp/tim_form.html"
    person_field = "ketua"
    success_message = "Tim kerja dibentuk. Tambahkan anggotanya."

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rules.may_create_tim(request.user).require()
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "by": self.request.user, "instansi": self.request.user.instansi}

    def get_initial(self) -> dict[str, Any]:
        today = local_today(self.request.user)
        return {"mulai": today, "selesai": today.replace(month=12, day=31)}

    def perform(self, form: TambahTimForm) -> TimKerja:
        return services.create_tim(
            by=self.request.user,
            at=self.request.arrived_at,
            token=form.cleaned_data["token"],
            values=form.values(),
        )

    def get_success_url(self) -> str:
        return self.object.get_absolute_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "cancel_url": reverse("skp:tim_list")}


class TimUbah(CariPegawaiMixin, EditFormMixin, FormView):
    form_class = UbahTimForm
    template_name = "skp/tim_form.html"
    person_field = "ketua"
    success_message = "Tim kerja disimpan."

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.row = find(request, kwargs["pk"])
        rules.may_change_tim(request.user, self.row).require()
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instansi": self.row.instansi}

    def change(self, form: UbahTimForm) -> TimKerja:
        return services.change_tim(
            tim=self.row,
            by=self.request.user,
            at=self.request.arrived_at,
            versi=form.cleaned_data["versi"],
            values=form.values(),
        )

    def get_success_url(self) -> str:
        return self.row.get_absolute_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "tim": self.row, "cancel_url": self.row.get_absolute_url()}


@require_POST
def hapus(request: HttpRequest, pk: int) -> HttpResponse:
    tim = find(request, pk)
    services.delete_tim(tim=tim, by=request.user)
    messages.success(request, f"Tim kerja {tim} dihapus.")
    return redirect("skp:tim_list")


class AnggotaTambah(CariPegawaiMixin, ServiceFormMixin, FormView):
    form_class = TambahAnggotaForm
    template_name = "skp/anggota_form.html"
    person_field = "pegawai"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.tim = find(request, kwargs["pk"])
        require_form(request, rules.may_add_anggota(request.user, self.tim, today=local_today(request.user)))
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "tim": self.tim}

    def perform(self, form: TambahAnggotaForm) -> AnggotaTim:
        values = form.cleaned_data
        anggota = services.add_anggota(
            tim=self.tim,
            by=self.request.user,
            at=self.request.arrived_at,
            token=values["token"],
            pegawai=values["pegawai"],
            peran=values["peran"],
        )
        messages.success(self.request, f"{anggota.pegawai} menjadi anggota {self.tim}.")
        return anggota

    def get_success_url(self) -> str:
        return self.tim.get_absolute_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "tim": self.tim, "cancel_url": self.tim.get_absolute_url()}


class AnggotaUbah(EditFormMixin, FormView):
    form_class = UbahAnggotaForm
    template_name = "skp/anggota_form.html"
    success_message = "Peran anggota disimpan."

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.row = find_anggota(request, kwargs["pk"])
        rules.keeps_anggota(request.user, self.row.tim).require()
        return super().dispatch(request, *args, **kwargs)

    def change(self, form: UbahAnggotaForm) -> AnggotaTim:
        return services.change_anggota(anggota=self.row, by=self.request.user, **form.cleaned_data)

    def get_success_url(self) -> str:
        return self.row.tim.get_absolute_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        tim = self.row.tim
        return {
            **super().get_context_data(**kwargs),
            "tim": tim,
            "anggota": self.row,
            "found": self.row.pegawai,
            "cancel_url": tim.get_absolute_url(),
        }


@require_POST
def anggota_hapus(request: HttpRequest, pk: int) -> HttpResponse:
    anggota = find_anggota(request, pk)
    services.remove_anggota(anggota=anggota, by=request.user, at=request.arrived_at)
    messages.success(request, f"{anggota.pegawai} dikeluarkan dari tim.")
    return redirect(anggota.tim)


def find(request: HttpRequest, pk: int) -> TimKerja:
    return get_object_or_404(TimKerja.objects.visible_to(request.user).for_detail(), pk=pk)


def find_anggota(request: HttpRequest, pk: int) -> AnggotaTim:
    visible = AnggotaTim.objects.filter(tim__in=TimKerja.objects.visible_to(request.user))
    related = ("tim__unit", "tim__ketua", "tim__instansi", "pegawai__unit", "pegawai__jabatan")
    return get_object_or_404(visible.select_related(*related), pk=pk)
