from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from organisasi.admin import TEXT, InstansiScopedAdmin
from organisasi.rules.orang import may_administer
from skp.admin_forms import BankRhkForm
from skp.models import BankIndikator, BankRhk, Satuan


@admin.register(Satuan)
class SatuanAdmin(InstansiScopedAdmin):
    """The units of quantity an instansi offers; one that is in use is switched off, not deleted."""

    list_display = ("nama", "khusus_fungsional", "aktif", "instansi")
    list_filter = ("khusus_fungsional", "aktif")
    list_select_related = ("instansi",)
    search_fields = ("nama",)
    fields = ("instansi", "nama", "khusus_fungsional", "aktif")


class BankIndikatorInline(admin.TabularInline):
    model = BankIndikator
    formfield_overrides = TEXT
    fields = ("urutan", "uraian", "target", "aspek", "perspektif")
    extra = 1

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return bool(may_administer(request.user))

    has_add_permission = has_change_permission = has_delete_permission = has_view_permission


@admin.register(BankRhk)
class BankRhkAdmin(InstansiScopedAdmin):
    """RHK with indikator offered to the holders of a post. Those taken into an SKP do not change with it."""

    form = BankRhkForm
    inlines = (BankIndikatorInline,)
    list_display = ("uraian", "jabatan", "jenis", "urutan", "aktif", "instansi")
    list_filter = ("jenis", "aktif")
    list_select_related = ("jabatan", "instansi")
    search_fields = ("uraian", "jabatan__nama")
    autocomplete_fields = ("jabatan",)
    fields = ("instansi", "jabatan", "urutan", "jenis", "uraian", "aktif")
