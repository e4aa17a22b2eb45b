from collections.abc import Iterable
from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import QueryDict

from ekinerja.forms import read_number
from organisasi.filters.cari import CariFilter
from organisasi.models import (
    AlasanPengecualian,
    Instansi,
    JenisJabatan,
    Mutasi,
    Pegawai,
    Pengecualian,
    PenugasanKepala,
    StatusKepegawaian,
    StatusMutasi,
    UnitKerja,
)
from organisasi.querysets.kepegawaian import within_unit
from organisasi.scoping import local_today

URUT = {
    "nama": ("Nama A–Z", ("nama", "pk")),
    "-nama": ("Nama Z–A", ("-nama", "-pk")),
    "nip": ("NIP", ("nip",)),
    "terbaru": ("Terakhir didaftarkan", ("-pk",)),
}


class HiddenNumberFilter(django_filters.Filter):
    """A key that a link wrote into the address; anything else filters nothing."""

    field_class = forms.CharField

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.HiddenInput, max_length=19, **kwargs)


class PegawaiFilter(django_filters.FilterSet):
    """People of one instansi; everything in the address, so that a view can be sent to a colleague."""

    instansi = HiddenNumberFilter(method="kept")
    unit = HiddenNumberFilter(method="in_unit")
    jenis = django_filters.ChoiceFilter(
        label="Jenis jabatan", field_name="jabatan__jenis", choices=JenisJabatan.choices, empty_label="Semua"
    )
    status = django_filters.ChoiceFilter(label="Status", choices=StatusKepegawaian.choices, empty_label="Semua")
    aktif = django_filters.ChoiceFilter(
        label="Akun",
        choices=[("ya", "Aktif"), ("tidak", "Nonaktif"), ("semua", "Semua")],
        empty_label=None,
        initial="ya",
        method="by_account",
    )
    kurang = django_filters.ChoiceFilter(
        label="Belum lengkap",
        choices=[("unit", "Tanpa unit"), ("jabatan", "Tanpa jabatan")],
        empty_label="Semua",
        method="lacking",
    )
    peran = django_filters.ChoiceFilter(
        label="Peran",
        choices=[
            ("kepala", "Kepala unit"), ("plt", "Plt/Plh"), ("anggaran", "PA/KPA"), ("admin", "Admin instansi"),
        ],
        empty_label="Semua",
        method="in_role",
    )  # fmt: skip
    urut = django_filters.ChoiceFilter(
        label="Urutkan", choices=[(key, label) for key, (label, _) in URUT.items()], empty_label=None, method="kept"
    )
    cari = CariFilter()

    class Meta:
        model = Pegawai
        fields: list[str] = []

    def __init__(self, *args: Any, user: Pegawai, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """Who is not active is shown where asked for: the address alone, without the filter, means those who are."""
        rows = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data.get("aktif") else rows.filter(is_active=True)

    @property
    def order(self) -> tuple[str, ...]:
        return URUT.get(self.data.get("urut", ""), URUT["nama"])[1]

    def kept(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows

    def in_unit(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        pk = read_number(value)
        return rows if pk is None else rows.filter(unit__in=within_unit(pk))

    def by_account(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows if value == "semua" else rows.filter(is_active=value == "ya")

    def lacking(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(**{f"{value}__isnull": True})

    def in_role(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        if value == "anggaran":
            return rows.exclude(peran_anggaran="")
        if value == "admin":
            return rows.filter(admin_instansi=True)
        if value == "kepala":
            return rows.filter(Exists(UnitKerja.objects.filter(kepala=OuterRef("pk"))))
        today = local_today(self.user)
        running = PenugasanKepala.objects.filter(pegawai=OuterRef("pk"), mulai__lte=today, selesai__gte=today)
        return rows.filter(Exists(running))


def chosen_people(
    user: Pegawai, instansi: Instansi, *, ids: Iterable[int] = (), saring: str | None = None
) -> "QuerySet[Pegawai, Pegawai]":
    """Those of an instansi who were ticked, or all whom a list's address (`saring`) shows."""
    people = Pegawai.objects.administered_by(user).filter(instansi=instansi)
    if saring is None:
        return people.filter(pk__in=list(ids))
    return PegawaiFilter(QueryDict(saring), queryset=people, user=user).qs


class CariOrangFilter(CariFilter):
    """By the person a row is about."""

    def filter(self, qs: QuerySet, value: str) -> QuerySet:
        return qs.filter(pegawai__in=Pegawai.objects.search(value)) if value else qs


class MutasiFilter(django_filters.FilterSet):
    status = django_filters.ChoiceFilter(
        label="Status",
        choices=[("kendala", "Terkendala"), *StatusMutasi.choices],
        empty_label="Semua",
        method="standing",
    )
    cari = CariOrangFilter()

    class Meta:
        model = Mutasi
        fields: list[str] = []

    def standing(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        if value == "kendala":
            return rows.filter(status=StatusMutasi.DIRENCANAKAN).exclude(kendala="")
        return rows.filter(status=value)


class PengecualianFilter(django_filters.FilterSet):
    alasan = django_filters.ChoiceFilter(label="Alasan", choices=AlasanPengecualian.choices, empty_label="Semua")
    berlaku = django_filters.ChoiceFilter(
        label="Berlaku",
        choices=[("kini", "Hari ini"), ("nanti", "Akan datang"), ("lewat", "Sudah berakhir")],
        empty_label="Semua",
        method="on_day",
    )
    cari = CariOrangFilter()

    class Meta:
        model = Pengecualian
        fields: list[str] = []

    def on_day(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        today = local_today(self.request.user)
        if value == "nanti":
            return rows.filter(mulai__gt=today)
        if value == "lewat":
            return rows.filter(selesai__lt=today)
        return rows.filter(Q(selesai__isnull=True) | Q(selesai__gte=today), mulai__lte=today)
