from django.contrib import admin

from organisasi.admin import InstansiScopedAdmin
from skp.models import Satuan


@admin.register(Satuan)
class SatuanAdmin(InstansiScopedAdmin):
    """The units of quantity an instansi offers; one that is in use is switched off, not deleted."""

    list_display = ("nama", "khusus_fungsional", "aktif", "instansi")
    list_filter = ("khusus_fungsional", "aktif")
    list_select_related = ("instansi",)
    search_fields = ("nama",)
    fields = ("instansi", "nama", "khusus_fungsional", "aktif")
