"""The range table of an instansi. Grades, marks and results are never edited here."""

from django import forms
from django.contrib import admin

from ekinerja.forms import DesimalField
from organisasi.admin import InstansiScopedAdmin
from penilaian.models import RentangKualitas


class RentangKualitasForm(forms.ModelForm):
    batas_bawah = DesimalField(
        label="Rata-rata mulai dari",
        maximum=100,
        help_text="Baris dengan batas tertinggi yang tidak melebihi rata-rata kegiatan harian yang berlaku.",
    )
    minimum = DesimalField(label="Nilai terendah", maximum=100)
    maksimum = DesimalField(label="Nilai tertinggi", maximum=100)

    class Meta:
        model = RentangKualitas
        fields = ["instansi", "batas_bawah", "minimum", "maksimum"]


@admin.register(RentangKualitas)
class RentangKualitasAdmin(InstansiScopedAdmin):
    """Without a row of the instansi the table of this system holds; only 90 -> 76-95 stands in the guide."""

    form = RentangKualitasForm
    list_display = ["instansi", "batas_bawah", "minimum", "maksimum"]
    list_display_links = ["batas_bawah"]
    ordering = ["instansi", "-batas_bawah"]
