"""Reference data, people and units in Django admin. Documents are never edited here.

`InstansiScopedAdmin` is the wall between instansi: lists, drop-downs, autocompletes, filters and typed addresses all
read the same `get_queryset`.
"""

from collections import Counter
from datetime import datetime
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import NestedObjects
from django.contrib.admin.widgets import AutocompleteSelect, RelatedFieldWidgetWrapper
from django.contrib.auth.models import Group
from django.db import IntegrityError, models, router
from django.db.models import Field, ForeignKey, Model, QuerySet
from django.forms import DateInput, ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from procrastinate.contrib.django.models import ProcrastinateJob

from ekinerja.errors import Refused
from ekinerja.forms import TanggalField, TeksField, UraianField
from organisasi.admin_forms import AdminForm, PegawaiAdminForm, PenugasanKepalaForm, UnitKerjaForm
from organisasi.models import BatasWaktu, Dispensasi, Instansi, Jabatan, Pegawai, PenugasanKepala, UnitKerja
from organisasi.querysets.kepegawaian import version_of
from organisasi.rules.kepegawaian import may_change_person
from organisasi.rules.orang import may_administer, may_issue_password
from organisasi.scoping import administered
from organisasi.services import kepegawaian as people
from organisasi.services import unor as units
from organisasi.services.orang import issue_password

admin.site.unregister(Group)
# The queue's own tables know no instansi; what people need of them is on the page Pekerjaan.
admin.site.unregister(ProcrastinateJob)

TEXT = {
    models.CharField: {"form_class": TeksField},
    models.TextField: {"form_class": UraianField},
    models.SlugField: {},
    models.DateField: {"form_class": TanggalField, "widget": DateInput(attrs={"type": "date"}, format="%Y-%m-%d")},
}

OF_A_CHANGE = frozenset({"versi", "alasan"})


class DigitsOnlyAutocomplete(AutocompleteSelect):
    """Django looks up what was posted before it checks it: letters instead of an id would be an error page."""

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> list[Any]:
        return super().optgroups(name, [one for one in value if one == "" or str(one).isdecimal()], attrs)


class InstansiScopedAdmin(admin.ModelAdmin):
    """Rows of one instansi for its admin, all rows for the super admin. `instansi_path` leads from a row to it.

    Rights come from the role, not from Django's model permissions. Foreign keys offer what the related model's own
    admin would list; register it before this one.
    """

    instansi_path = "instansi"
    instansi_fixed = True
    formfield_overrides = TEXT
    list_per_page = 25
    list_max_show_all = 0
    show_full_result_count = False
    save_on_top = False
    view_on_site = False

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(may_administer(request.user))

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return bool(may_administer(request.user))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(may_administer(request.user))

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return bool(may_administer(request.user))

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return bool(may_administer(request.user))

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).filter(administered(request.user, path=self.instansi_path))

    def get_field_queryset(self, db: str | None, db_field: ForeignKey, request: HttpRequest) -> QuerySet:
        related = self.admin_site.get_model_admin(db_field.remote_field.model)
        return related.get_queryset(request)

    def formfield_for_foreignkey(self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.remote_field.model is Instansi and not request.user.is_superuser:
            kwargs |= {"empty_label": None, "initial": request.user.instansi_id}
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = DigitsOnlyAutocomplete(db_field, self.admin_site, using=kwargs.get("using"))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> Any:
        """Without "+", pencil and cross beside each choice: reference data is kept on its own page, with its checks."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field

    def get_form(self, request: HttpRequest, obj: Model | None = None, change: bool = False, **kwargs: Any) -> Any:
        """What belongs to an instansi stays there. Disabled, not read-only: its constraints are still checked."""
        form = super().get_form(request, obj, change, **kwargs)
        if obj is not None and self.instansi_fixed and "instansi" in form.base_fields:
            form.base_fields["instansi"].disabled = True
        return form

    def get_list_filter(self, request: HttpRequest) -> tuple[Any, ...]:
        own = super().get_list_filter(request)
        return (*own, "instansi") if request.user.is_superuser and self.instansi_path == "instansi" else tuple(own)

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().changeform_view(request, *args, **kwargs)
        except IntegrityError:
            # Somebody saved between the check and the write. Checked again, the form sees his row and says so.
            return super().changeform_view(request, *args, **kwargs)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[list, dict, set, list]:
        """What stands in the way, counted: a list of three thousand names would tell nobody anything.

        A model that is `uncounted` is passed over: that, and how often, would tell what its rows keep to themselves.
        """
        to_delete, counts, perms_needed, protected = super().get_deleted_objects(objs, request)
        if protected:
            collector = NestedObjects(using=router.db_for_write(self.model))
            collector.collect(objs)
            counted = [row for row in collector.protected if not getattr(row, "uncounted", False)]
            kinds = Counter(str(row._meta.verbose_name) for row in counted)
            named = [f"{number} {kind}" for kind, number in sorted(kinds.items())]
            return to_delete, counts, set(), named or ["dokumen lain"]
        return to_delete, counts, perms_needed, protected


class ServiceAdmin(InstansiScopedAdmin):
    """Rows that the services write here as on the pages of management: with their locks, their rules, and who is told.

    What a service refuses is rolled back and shown on the form.
    """

    form = AdminForm

    def get_fieldsets(self, request: HttpRequest, obj: Model | None = None) -> Any:
        """What only a change asks for is left out of a page that adds or is read."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is not None and self.has_change_permission(request, obj):
            return fieldsets
        return [
            (title, {**options, "fields": [name for name in options["fields"] if name not in OF_A_CHANGE]})
            for title, options in fieldsets
        ]

    def get_form(self, request: HttpRequest, obj: Model | None = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        form.refusal = getattr(request, "refusal", None)
        if obj is not None:
            form.base_fields["versi"].initial = self.version_of(obj)
        return form

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().changeform_view(request, *args, **kwargs)
        except Refused as refusal:
            request.refusal = refusal
            return super().changeform_view(request, *args, **kwargs)

    def version_of(self, obj: Any) -> int:
        raise NotImplementedError

    def add(self, obj: Any, *, by: Pegawai, at: datetime) -> None:
        raise NotImplementedError

    def change(self, obj: Any, changed: set[str], *, versi: int, alasan: str, by: Pegawai, at: datetime) -> None:
        """`changed`: the fields of the form that differ from what it showed."""
        raise NotImplementedError

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm, change: bool) -> None:
        if not change:
            self.add(obj, by=request.user, at=request.arrived_at)
            return
        data = form.cleaned_data
        versi = data["versi"] if data["versi"] is not None else self.version_of(obj)
        changed = set(form.changed_data) - OF_A_CHANGE
        self.change(obj, changed, versi=versi, alasan=data["alasan"], by=request.user, at=request.arrived_at)


class UnitFilter(admin.SimpleListFilter):
    """The units at the top and one below; choosing one takes in everything under it."""

    title = "unit kerja"
    parameter_name = "unit"
    DEPTH = 2

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[int, str]]:
        units = admin.site.get_model_admin(UnitKerja).get_queryset(request).filter(jalur__len__lte=self.DEPTH)
        return [(unit.pk, _indented(unit)) for unit in units.order_by("jalur")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        value = self.value() or ""
        # More digits than a bigint holds would reach the database as an error.
        return queryset.filter(unit__jalur__contains=[int(value)]) if value in self._offered() else queryset

    def _offered(self) -> set[str]:
        return {str(pk) for pk, _ in self.lookup_choices}


@admin.register(Instansi)
class InstansiAdmin(InstansiScopedAdmin):
    instansi_path = "pk"
    list_display = ("nama", "kode", "zona_waktu", "pengukuran_bulanan", "evaluasi_periodik", "aktif")
    search_fields = ("nama", "kode")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser and super().has_add_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return request.user.is_superuser and super().has_delete_permission(request, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        return () if request.user.is_superuser else ("kode", "aktif")


@admin.register(Jabatan)
class JabatanAdmin(InstansiScopedAdmin):
    list_display = ("nama", "jenis", "jenjang", "eselon", "instansi")
    list_filter = ("jenis", "jenjang", "eselon")
    list_select_related = ("instansi",)
    search_fields = ("nama",)
    fields = ("instansi", "nama", "jenis", "jenjang", "eselon")


@admin.register(UnitKerja)
class UnitKerjaAdmin(ServiceAdmin):
    form = UnitKerjaForm
    list_display = ("nama_bertingkat", "kode", "kepala", "aktif", "instansi")
    list_filter = ("aktif",)
    list_select_related = ("instansi", "kepala")
    search_fields = ("nama", "kode")
    ordering = ("instansi", "jalur")
    sortable_by = ("kode",)
    autocomplete_fields = ("induk", "kepala")
    fields = ("instansi", "nama", "kode", "induk", "kepala", "mandiri", "aktif", "alasan", "versi")

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        """A unit is closed when it is there."""
        return ("aktif",) if obj is None else ()

    def version_of(self, obj: UnitKerja) -> int:
        return units.version_of(obj)

    def add(self, obj: UnitKerja, *, by: Pegawai, at: datetime) -> None:
        values = {name: getattr(obj, name) for name in ("nama", "kode", "mandiri", "induk")}
        made = units.create_unit(instansi=obj.instansi, by=by, values=values)
        if obj.kepala is not None:
            units.change_head(unit=made, kepala=obj.kepala, by=by, versi=units.version_of(made), at=at)
        obj.pk = made.pk

    def change(self, obj: UnitKerja, changed: set[str], *, versi: int, alasan: str, by: Pegawai, at: datetime) -> None:
        """Each kind of change by the service of its page; the version is that of the whole."""
        stored = units.hold_for_change(unit=obj, by=by, versi=versi, kepala=obj.kepala, induk=obj.induk)
        if "aktif" in changed and obj.aktif:
            units.reopen_unit(unit=stored, by=by)
        if changed & {"nama", "kode", "mandiri"}:
            values = {name: getattr(obj, name) for name in ("nama", "kode", "mandiri")}
            units.change_unit(unit=stored, by=by, versi=units.version_of(stored), values=values)
        if "induk" in changed:
            units.move_unit(unit=stored, induk=obj.induk, dari=stored.induk_id, by=by)
        if "kepala" in changed:
            units.change_head(unit=stored, kepala=obj.kepala, by=by, versi=units.version_of(stored), at=at)
        if "aktif" in changed and not obj.aktif:
            self._close(stored, alasan, by=by, at=at)

    @staticmethod
    def _close(unit: UnitKerja, alasan: str, *, by: Pegawai, at: datetime) -> None:
        """One in which nobody is any more; where its people and units go is asked on its own page."""
        if not alasan.strip():
            raise Refused("Tuliskan alasannya.", field="alasan")
        units.close_unit(
            unit=unit, by=by, at=at, versi=units.version_of(unit), alasan=alasan, penerima=None, per_orang={},
            induk_anak=None,
        )  # fmt: skip

    def delete_model(self, request: HttpRequest, obj: UnitKerja) -> None:
        units.delete_unit(unit=obj, by=request.user)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        for unit in queryset.order_by("-jalur__len", "pk"):
            units.delete_unit(unit=unit, by=request.user)

    @admin.display(description="nama unit")
    def nama_bertingkat(self, unit: UnitKerja) -> str:
        return format_html('<span class="tingkat tingkat-{}">{}</span>', min(len(unit.jalur), 8), unit.nama)


@admin.register(Pegawai)
class PegawaiAdmin(ServiceAdmin):
    form = PegawaiAdminForm
    instansi_fixed = False
    change_form_template = "admin/organisasi/pegawai/change_form.html"
    list_display = ("nama_lengkap", "nip_tampil", "jabatan", "unit", "status", "peran", "is_active")
    list_filter = (UnitFilter, "status", "jabatan__jenis", "is_active", "admin_instansi")
    list_select_related = ("jabatan", "unit")
    search_fields = ("nama", "nip")
    autocomplete_fields = ("unit", "jabatan")
    fieldsets = (
        (None, {"fields": ("nip", "status", "gelar_depan", "nama", "gelar_belakang", "email")}),
        ("Kedudukan", {"fields": ("instansi", "unit", "jabatan", "golongan", "peran_anggaran")}),
        ("Lembar angka kredit", {"fields": ("nomor_karpeg", "tempat_lahir", "tmt_golongan", "tmt_jabatan")}),
        ("Akun dan peran", {"fields": ("is_active", "alasan", "admin_instansi", "is_superuser", "versi")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).administered_by(request.user)

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        return (queryset.search(search_term) if search_term.strip() else queryset), False

    def get_fieldsets(self, request: HttpRequest, obj: Model | None = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        if request.user.is_superuser:
            return fieldsets
        *kept, (title, options) = fieldsets
        return [*kept, (title, {"fields": [name for name in options["fields"] if name != "is_superuser"]})]

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        """Roles are given by the super admin. An account is ended when it is there."""
        roles = () if request.user.is_superuser else ("admin_instansi",)
        return (*roles, "is_active") if obj is None else roles

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody changes himself: his page can be read."""
        return super().has_change_permission(request, obj) and (
            obj is None or bool(may_change_person(request.user, obj))
        )

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        own = obj is not None and obj.pk == request.user.pk
        return not own and super().has_delete_permission(request, obj)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """People are deleted one by one, if at all: nobody ticks himself away in a list."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """A filter on the password's hash would give it away letter by letter."""
        return not lookup.startswith("password") and super().lookup_allowed(lookup, value, request)

    def version_of(self, obj: Pegawai) -> int:
        return version_of(obj)

    def add(self, obj: Pegawai, *, by: Pegawai, at: datetime) -> None:
        people.add_person(pegawai=obj, by=by)

    def change(self, obj: Pegawai, changed: set[str], *, versi: int, alasan: str, by: Pegawai, at: datetime) -> None:
        columns = sorted(changed - {"is_active"})
        if columns:
            people.change_person(pegawai=obj, by=by, versi=versi, columns=columns)
        if "is_active" in changed:
            last = version_of(obj) if columns else versi
            people.set_active(pegawai=obj, aktif=obj.is_active, alasan=alasan, by=by, versi=last)

    def delete_model(self, request: HttpRequest, obj: Pegawai) -> None:
        people.delete_person(pegawai=obj, by=request.user)

    def response_add(self, request: HttpRequest, obj: Model, post_url_continue: str | None = None) -> HttpResponse:
        """Goes on to the new person's own page, where the button for his first password is."""
        if not request.POST.keys() & {"_addanother", IS_POPUP_VAR}:
            request.POST = request.POST.copy()
            request.POST["_continue"] = "1"
            messages.info(request, "Pegawai ini belum dapat masuk. Terbitkan sandi sementara dengan tombol di atas.")
        return super().response_add(request, obj, post_url_continue)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        pegawai = self.get_object(request, object_id)
        verdict = may_issue_password(request.user, pegawai) if pegawai else None
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), "terbitkan_sandi": verdict})

    def get_urls(self) -> list[Any]:
        issue = self.admin_site.admin_view(self.issue_password)
        return [path("<int:pk>/sandi/", issue, name="organisasi_pegawai_sandi"), *super().get_urls()]

    @method_decorator([never_cache, require_POST])
    def issue_password(self, request: HttpRequest, pk: int) -> HttpResponse:
        pegawai = get_object_or_404(self.get_queryset(request), pk=pk)
        password = issue_password(pegawai=pegawai, by=request.user)
        self.log_change(request, pegawai, "Sandi sementara diterbitkan.")
        context = {
            **self.admin_site.each_context(request),
            "title": "Sandi sementara",
            "opts": self.opts,
            "pegawai": pegawai,
            "sandi": password,
            "kembali": reverse("admin:organisasi_pegawai_change", args=[pk]),
        }
        return TemplateResponse(request, "admin/organisasi/pegawai/sandi.html", context)

    @admin.display(description="nama", ordering="nama")
    def nama_lengkap(self, pegawai: Pegawai) -> str:
        return pegawai.nama_lengkap

    @admin.display(description="NIP", ordering="nip")
    def nip_tampil(self, pegawai: Pegawai) -> str:
        return pegawai.nip_tampil

    @admin.display(description="peran")
    def peran(self, pegawai: Pegawai) -> str:
        if pegawai.is_superuser:
            return "Super admin"
        return "Admin instansi" if pegawai.admin_instansi else "Pegawai"


@admin.register(PenugasanKepala)
class PenugasanKepalaAdmin(InstansiScopedAdmin):
    instansi_path = "unit__instansi"
    form = PenugasanKepalaForm
    list_display = ("unit", "jenis", "pegawai", "mulai", "selesai", "nomor_surat")
    list_filter = ("jenis",)
    list_select_related = ("unit", "pegawai")
    search_fields = ("unit__nama", "pegawai__nama", "pegawai__nip", "nomor_surat")
    autocomplete_fields = ("unit", "pegawai")
    date_hierarchy = "mulai"


@admin.register(BatasWaktu)
class BatasWaktuAdmin(InstansiScopedAdmin):
    list_display = ("langkah", "hari", "instansi")
    list_filter = ("langkah",)
    list_select_related = ("instansi",)


@admin.register(Dispensasi)
class DispensasiAdmin(InstansiScopedAdmin):
    """Given once; afterwards only its end and its reason can be changed, and it is never deleted."""

    list_display = ("langkah", "untuk", "untuk_mulai", "untuk_selesai", "dibuka_sampai", "diberikan_oleh")
    list_filter = ("langkah",)
    list_select_related = ("pegawai", "unit", "diberikan_oleh")
    search_fields = ("pegawai__nama", "pegawai__nip", "unit__nama", "alasan")
    autocomplete_fields = ("pegawai", "unit")
    fields = ("instansi", "langkah", "pegawai", "unit", "untuk_mulai", "untuk_selesai", "dibuka_sampai", "alasan")
    FIXED = ("instansi", "langkah", "pegawai", "unit", "untuk_mulai", "untuk_selesai")

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        return () if obj is None else (*self.FIXED, "diberikan_oleh", "diberikan_pada")

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        return self.fields if obj is None else (*self.fields, "diberikan_oleh", "diberikan_pada")

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Dispensasi, form: ModelForm, change: bool) -> None:
        if not change:
            obj.diberikan_oleh = request.user
        super().save_model(request, obj, form, change)

    @admin.display(description="untuk")
    def untuk(self, dispensasi: Dispensasi) -> str:
        return str(dispensasi.pegawai or dispensasi.unit)


def _indented(unit: UnitKerja) -> str:
    return "– " * (len(unit.jalur) - 1) + unit.nama
