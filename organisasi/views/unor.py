"""Manajemen Unor: the tree of an instansi, its units, their heads and Plt/Plh."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import FormView, TemplateView

from ekinerja.forms import clean_text, read_number
from ekinerja.views import EditFormMixin, ServiceFormMixin, require_form
from organisasi import penilai_tercatat
from organisasi.forms.unor import (
    KepalaForm,
    PilihInstansiForm,
    PindahForm,
    TambahPenugasanForm,
    TambahUnitForm,
    TutupForm,
    UbahPenugasanForm,
    UbahUnitForm,
)
from organisasi.models import Instansi, PenugasanKepala, UnitKerja
from organisasi.pindah import consequences
from organisasi.querysets.unor import (
    assignments_kept_by,
    branch,
    search_units,
    subtree,
    units_kept_by,
    with_path,
    with_people,
    with_stand_ins,
)
from organisasi.riwayat_unit import history_of
from organisasi.rules import unor as rules
from organisasi.scoping import local_today
from organisasi.services import unor as services

PAGE = 25
"""Units of one branch that are sent at once."""
FOUND = 50
OUTDATED_SHOWN = 50
ASSIGNMENTS_SHOWN = 20


class UnorTree(TemplateView):
    """The top of the tree, one branch of it (`?cabang=`), or what a search found (`?cari=`)."""

    template_name = "organisasi/unor.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rules.may_manage_units(request.user).require()
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        instansi, cabang = self._place()
        context = {
            **super().get_context_data(**kwargs),
            "instansi": instansi,
            "pilih_instansi": self._chooser(instansi),
        }
        if instansi is None:
            return context
        request = self.request
        closed = request.GET.get("nonaktif") == "1"
        cari = clean_text(request.GET.get("cari", ""))[:100]
        units = UnitKerja.objects.filter(instansi=instansi)
        shown = {
            "cari": cari,
            "nonaktif": closed,
            "cabang": cabang,
            "tambah_url": tree_address("unor_tambah", instansi),
        }
        if cari:
            found = list(branch(search_units(units, cari), closed=closed)[: FOUND + 1])
            hasil = with_path(_filled(found[:FOUND], request))
            return {**context, **shown, "hasil": hasil, "lebih": len(found) > FOUND}
        top = units.filter(induk=cabang)
        above = with_path([cabang])[0] if cabang else None
        page = _branch_page(request, top, closed=closed)
        opened = [] if cabang else _open_only_root(page["units"], closed=closed)
        _filled([*page["units"], *opened], request)
        return {**context, **shown, "di_atas": _ancestors(above), **page}

    def _place(self) -> tuple[Instansi | None, UnitKerja | None]:
        """The instansi looked at, and the unit whose branch is: a foreign one is a 404."""
        request = self.request
        if "cabang" in request.GET:
            pk = read_number(request.GET["cabang"])
            cabang = get_object_or_404(units_kept_by(request.user), pk=pk)
            return cabang.instansi, cabang
        return chosen_instansi(request), None

    def _chooser(self, instansi: Instansi | None) -> PilihInstansiForm | None:
        """Filled from the address where something was typed; nobody but the super admin chooses."""
        if not rules.may_choose_instansi(self.request.user):
            return None
        typed = self.request.GET if self.request.GET.get("instansi_cari") else None
        return PilihInstansiForm(typed, initial={"instansi": instansi})


@require_safe
def cabang(request: HttpRequest, pk: int) -> HttpResponse:
    """The fragment with the units right below one."""
    unit = find(request, pk)
    rows = UnitKerja.objects.filter(induk=unit)
    context = _branch_page(request, rows, closed=request.GET.get("nonaktif") == "1")
    _filled(context["units"], request)
    return render(request, "organisasi/unor_cabang.html", {**context, "cabang": unit})


def _branch_page(request: HttpRequest, units: Any, *, closed: bool) -> dict[str, Any]:
    """PAGE units from `?mulai=` on."""
    start = min(read_number(request.GET.get("mulai", "")) or 0, 100_000)
    return _page_from(start, units, closed=closed)


def _page_from(start: int, units: Any, *, closed: bool) -> dict[str, Any]:
    rows = list(branch(units, closed=closed)[start : start + PAGE + 1])
    following = start + PAGE if len(rows) > PAGE else None
    return {"units": rows[:PAGE], "berikutnya": following, "nonaktif": closed}


def _open_only_root(units: list[UnitKerja], *, closed: bool) -> list[UnitKerja]:
    """Where one unit stands alone at the top, what is right below it is what the page was opened for."""
    match units:
        case [root] if root.jumlah_anak:
            root.cabang = {**_page_from(0, UnitKerja.objects.filter(induk=root), closed=closed), "cabang": root}
            return list(root.cabang["units"])
    return []


def _filled(units: list[UnitKerja], request: HttpRequest) -> list[UnitKerja]:
    """Of all units of a page at once: who stands in for their heads, and how many work in them. Two queries."""
    return with_people(with_stand_ins(units, on=today(request)))


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    unit, day, user = find(request, pk), today(request), request.user
    assignments = list(unit.penugasan.select_related("pegawai").order_by("-mulai")[:ASSIGNMENTS_SHOWN])
    context = {
        "unit": with_people([unit])[0],
        "di_atas": _ancestors(unit),
        "jumlah_di_bawah": subtree(unit).filter(aktif=True).count(),
        "penugasan": [
            {
                "baris": row,
                "keadaan": _keadaan(row, day),
                "ubah": rules.may_change_penugasan(user, _within(row, unit), today=day),
            }
            for row in assignments
        ],
        "pengganti": next((row for row in assignments if row.mulai <= day <= row.selesai), None),
        "riwayat": history_of(unit),
        "atur": rules.may_arrange_unit(user, unit),
        "buka": rules.may_reopen_unit(user, unit),
        "pohon_url": branch_address(unit),
    }
    return render(request, "organisasi/unor_detail.html", context)


@require_safe
def tercatat(request: HttpRequest, pk: int) -> HttpResponse:
    """Running SKP whose stored pejabat penilai is another than leads today: a page, and a part of the unit's own."""
    unit = find(request, pk)
    rows = penilai_tercatat.outdated(unit, on=today(request)) if unit.aktif else []
    context = {"unit": unit, "tercatat": rows[:OUTDATED_SHOWN], "jumlah_tercatat": len(rows)}
    template = "organisasi/unor_tercatat_isi.html" if request.htmx else "organisasi/unor_tercatat.html"
    return render(request, template, context)


class UnorTambah(ServiceFormMixin, FormView):
    form_class = TambahUnitForm
    template_name = "organisasi/unor_form.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rules.may_manage_units(request.user).require()
        self.instansi = chosen_instansi(request)
        if self.instansi is None:
            return redirect("unor")
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instansi": self.instansi}

    def get_initial(self) -> dict[str, Any]:
        induk = read_number(self.request.GET.get("induk", ""))
        known = UnitKerja.objects.filter(instansi=self.instansi, aktif=True)
        return {"induk": None if induk is None else known.filter(pk=induk).first()}

    def perform(self, form: TambahUnitForm) -> UnitKerja:
        made = services.create_unit(instansi=self.instansi, by=self.request.user, values=form.values())
        messages.success(self.request, f"{made} ditambahkan. Tetapkan kepalanya bila sudah ada.")
        return made

    def get_success_url(self) -> str:
        return reverse("unor_detail", args=[self.object.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = tree_address("unor", self.instansi)
        return {**super().get_context_data(**kwargs), "instansi": self.instansi, "cancel_url": back}


class OneUnit(EditFormMixin, FormView):
    """A form about one unit, judged by the number of its last audited change."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.row = self.unit = find(request, kwargs["pk"])
        require_form(request, self.allowed())
        self.row.versi = services.version_of(self.row)
        return super().dispatch(request, *args, **kwargs)

    def allowed(self) -> Any:
        return rules.may_arrange_unit(self.request.user, self.unit)

    def read_again(self) -> UnitKerja | None:
        row = units_kept_by(self.request.user).filter(pk=self.unit.pk).first()
        if row is not None:
            row.versi = services.version_of(row)
        return row

    def get_success_url(self) -> str:
        return reverse("unor_detail", args=[self.unit.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = reverse("unor_detail", args=[self.unit.pk])
        return {**super().get_context_data(**kwargs), "unit": self.unit, "cancel_url": back}


class UnorUbah(OneUnit):
    form_class = UbahUnitForm
    template_name = "organisasi/unor_form.html"
    success_message = "Unit disimpan."

    def allowed(self) -> Any:
        return rules.may_keep_unit(self.request.user, self.unit)

    def change(self, form: UbahUnitForm) -> UnitKerja:
        versi = form.cleaned_data["versi"]
        return services.change_unit(unit=self.unit, by=self.request.user, versi=versi, values=form.values())


class UnorKepala(OneUnit):
    form_class = KepalaForm
    template_name = "organisasi/unor_kepala.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "unit": self.unit}

    def change(self, form: KepalaForm) -> UnitKerja:
        changed = services.change_head(
            unit=self.unit, by=self.request.user, at=self.request.arrived_at, **form.cleaned_data
        )
        said = f"{changed.kepala} kini kepala {changed}." if changed.kepala else f"{changed} kini tanpa kepala."
        messages.success(self.request, said)
        return changed

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        day = today(self.request)
        running = self.unit.penugasan.filter(mulai__lte=day, selesai__gte=day).select_related("pegawai")
        return {**context, "mengepalai": self._headed_elsewhere(), "pengganti": running.first()}

    def _headed_elsewhere(self) -> UnitKerja | None:
        """The unit whose head was chosen for this one, which is why that was refused."""
        chosen = read_number(self.request.POST.get("kepala", ""))
        if chosen is None:
            return None
        return units_kept_by(self.request.user).filter(kepala=chosen).exclude(pk=self.unit.pk).first()


class UnorPindah(ServiceFormMixin, FormView):
    """Choosing the new parent (GET) shows what the move means; sending it (POST) moves."""

    form_class = PindahForm
    template_name = "organisasi/unor_pindah.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.unit = find(request, kwargs["pk"])
        require_form(request, rules.may_arrange_unit(request.user, self.unit))
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = {**super().get_form_kwargs(), "unit": self.unit}
        if self.request.method != "POST" and "induk" in self.request.GET:
            kwargs["data"] = self.request.GET
        return kwargs

    def perform(self, form: PindahForm) -> UnitKerja:
        dari, induk = form.cleaned_data["dari"], form.cleaned_data["induk"]
        moved = services.move_unit(unit=self.unit, induk=induk, dari=dari, by=self.request.user)
        where = f"di bawah {induk}" if induk else "unit paling atas"
        undo = reverse("unor_urungkan", args=[moved.pk, induk.pk if induk else 0, dari or 0])
        messages.success(self.request, f"{moved} kini {where}.", extra_tags="" if moved.induk_id == dari else undo)
        return moved

    def get_success_url(self) -> str:
        return branch_address(self.object)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        form = context["form"]
        akibat = None
        if form.is_bound and form.is_valid():
            akibat = consequences(self.unit, form.cleaned_data["induk"], on=today(self.request))
        [described] = with_path([self.unit])
        back = reverse("unor_detail", args=[self.unit.pk])
        return {**context, "unit": described, "akibat": akibat, "cancel_url": back}


@require_POST
def urungkan(request: HttpRequest, pk: int, dari: int, ke: int) -> HttpResponse:
    """Moves a unit back from `dari` to `ke` (0: the top), if it is still where the move had put it."""
    unit = find(request, pk)
    induk = find(request, ke) if ke else None
    moved = services.move_unit(unit=unit, induk=induk, dari=dari or None, by=request.user)
    messages.success(request, f"Pemindahan {moved} diurungkan.")
    return redirect(branch_address(moved))


class UnorTutup(OneUnit):
    form_class = TutupForm
    template_name = "organisasi/unor_tutup.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        self.people = list(self.unit.pegawai.filter(is_active=True).select_related("jabatan").order_by("nama", "nip"))
        self.children = list(self.unit.anak.filter(aktif=True).order_by("kode"))
        kwargs = {"unit": self.unit, "people": self.people, "has_children": bool(self.children)}
        return {**super().get_form_kwargs(), **kwargs}

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "penerima": self.unit.induk, "induk_anak": self.unit.induk}

    def change(self, form: TutupForm) -> Any:
        data = form.cleaned_data
        closed = services.close_unit(
            unit=self.unit,
            by=self.request.user,
            at=self.request.arrived_at,
            versi=data["versi"],
            alasan=data["alasan"],
            penerima=data.get("penerima"),
            per_orang=form.per_orang(),
            induk_anak=data.get("induk_anak"),
        )
        moved = (
            f" {closed.orang} pegawai dan {closed.unit_pindah} unit dipindahkan."
            if closed.orang or closed.unit_pindah
            else ""
        )
        messages.success(self.request, f"{self.unit} ditutup.{moved}")
        return closed

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        day = today(self.request)
        return {
            **super().get_context_data(**kwargs),
            "people": self.people,
            "children": self.children,
            "penugasan": self.unit.penugasan.filter(selesai__gte=day).select_related("pegawai").order_by("mulai"),
            "skp_berjalan": penilai_tercatat.running_in(self.unit, on=day),
        }


@require_POST
def buka(request: HttpRequest, pk: int) -> HttpResponse:
    unit = services.reopen_unit(unit=find(request, pk), by=request.user)
    messages.success(request, f"{unit} dibuka kembali, tanpa kepala dan tanpa pegawai.")
    return redirect("unor_detail", pk=pk)


@require_POST
def hapus(request: HttpRequest, pk: int) -> HttpResponse:
    unit = find(request, pk)
    services.delete_unit(unit=unit, by=request.user)
    messages.success(request, f"{unit} dihapus.")
    return redirect(branch_address(unit))


@require_POST
def kabari(request: HttpRequest, pk: int) -> HttpResponse:
    """Tells the owners of running SKP that still name another pejabat penilai."""
    unit = find(request, pk)
    rules.may_arrange_unit(request.user, unit).require()
    rows = penilai_tercatat.outdated(unit, on=today(request))
    told = penilai_tercatat.tell_owners(rows, by=request.user, at=request.arrived_at)
    messages.success(
        request, f"{told} pemilik SKP diberi tahu." if told else "Semua pemilik SKP itu sudah diberi tahu."
    )
    return redirect("unor_detail", pk=pk)


class PenugasanTambah(ServiceFormMixin, FormView):
    form_class = TambahPenugasanForm
    template_name = "organisasi/penugasan_form.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.unit = find(request, kwargs["pk"])
        require_form(request, rules.may_arrange_unit(request.user, self.unit))
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "unit": self.unit}

    def get_initial(self) -> dict[str, Any]:
        return {"mulai": today(self.request), "pegawai": read_number(self.request.GET.get("pegawai", ""))}

    def perform(self, form: TambahPenugasanForm) -> PenugasanKepala:
        made = services.assign(unit=self.unit, by=self.request.user, at=self.request.arrived_at, values=form.values())
        messages.success(self.request, f"{made.pegawai} dicatat sebagai {made.get_jenis_display()} {self.unit}.")
        return made

    def get_success_url(self) -> str:
        return reverse("unor_detail", args=[self.unit.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "unit": self.unit, "cancel_url": self.get_success_url()}


class PenugasanUbah(EditFormMixin, FormView):
    form_class = UbahPenugasanForm
    template_name = "organisasi/penugasan_form.html"
    success_message = "Penugasan disimpan."

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.row = find_assignment(request, kwargs["pk"])
        self.row.versi = services.version_of(self.row)
        require_form(request, rules.may_change_penugasan(request.user, self.row, today=today(request)))
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        begun = self.row.mulai <= today(self.request)
        return {**super().get_form_kwargs(), "penugasan": self.row, "begun": begun}

    def read_again(self) -> PenugasanKepala | None:
        row = assignments_kept_by(self.request.user).filter(pk=self.row.pk).first()
        if row is not None:
            row.versi = services.version_of(row)
        return row

    def change(self, form: UbahPenugasanForm) -> PenugasanKepala:
        return services.change_assignment(
            penugasan=self.row,
            by=self.request.user,
            at=self.request.arrived_at,
            versi=form.cleaned_data["versi"],
            values=form.values(),
        )

    def get_success_url(self) -> str:
        return reverse("unor_detail", args=[self.row.unit_id])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = {"unit": self.row.unit, "penugasan": self.row, "cancel_url": self.get_success_url()}
        return {**super().get_context_data(**kwargs), **context}


@require_POST
def penugasan_akhiri(request: HttpRequest, pk: int) -> HttpResponse:
    penugasan = find_assignment(request, pk)
    ended = services.end_assignment(penugasan=penugasan, by=request.user, at=request.arrived_at)
    messages.success(request, "Penugasan diakhiri." if ended else "Penugasan dibatalkan.")
    return redirect("unor_detail", pk=penugasan.unit_id)


# --- What the views share


def find(request: HttpRequest, pk: int) -> UnitKerja:
    """404 for another instansi's, and for who is no admin."""
    return get_object_or_404(units_kept_by(request.user), pk=pk)


def find_assignment(request: HttpRequest, pk: int) -> PenugasanKepala:
    return get_object_or_404(assignments_kept_by(request.user), pk=pk)


def today(request: HttpRequest) -> Any:
    return local_today(request.user)


def chosen_instansi(request: HttpRequest) -> Instansi | None:
    """One's own; the super admin's is named in the address, and None until he has chosen. 404 for another's."""
    user: Any = request.user
    asked = read_number(request.GET.get("instansi", ""))
    if rules.may_choose_instansi(user):
        return Instansi.objects.filter(pk=asked).first() or user.instansi
    if asked is not None and asked != user.instansi_id:
        raise Http404
    return user.instansi


def tree_address(name: str, instansi: Instansi, **query: Any) -> str:
    return f"{reverse(name)}?{urlencode({'instansi': instansi.pk, **query})}"


def branch_address(unit: UnitKerja) -> str:
    """Where the tree shows a unit among its neighbours."""
    if unit.induk_id is None:
        return tree_address("unor", unit.instansi)
    return f"{reverse('unor')}?{urlencode({'cabang': unit.induk_id})}"


def _ancestors(unit: UnitKerja | None) -> list[UnitKerja]:
    """From the top down to the unit itself."""
    if unit is None:
        return []
    return sorted(UnitKerja.objects.filter(pk__in=unit.jalur), key=lambda each: len(each.jalur))


def _keadaan(row: PenugasanKepala, day: Any) -> tuple[str, str]:
    if row.selesai < day:
        return "Berakhir", "netral"
    return ("Berjalan", "sukses") if row.mulai <= day else ("Akan datang", "info")


def _within(row: PenugasanKepala, unit: UnitKerja) -> PenugasanKepala:
    row.unit = unit
    return row
