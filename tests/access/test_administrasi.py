"""Every page of the Django admin x every role: only admins enter, and an admin instansi never gets over the wall."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

import pytest
from django.contrib import admin as django_admin
from django.db import models
from django.urls import NoReverseMatch, reverse

from organisasi.models import BatasWaktu, Dispensasi, JenisPenugasan, Langkah, PenugasanKepala
from penilaian.models import RentangKualitas
from skp.models import BankRhk
from tests.access.row import ROLES
from tests.factories import make_satuan

ADMINS = {"admin", "super_admin", "admin_luar"}
MODELS = sorted(django_admin.site._registry, key=lambda model: model._meta.label)
ACTIONS = ("changelist", "add")
OBJECT_ACTIONS = ("change", "delete", "history")


def label(model: type[models.Model]) -> str:
    return model._meta.model_name


@pytest.fixture
def row_of(org: SimpleNamespace) -> Callable[[type[models.Model]], models.Model]:
    """One row of each model, of the cast's own instansi."""
    rows = {
        "instansi": org.instansi,
        "unitkerja": org.bidang,
        "jabatan": org.staf.jabatan,
        "pegawai": org.staf,
        "penugasankepala": PenugasanKepala.objects.create(
            unit=org.bidang,
            pegawai=org.jf,
            jenis=JenisPenugasan.PLH,
            mulai=date(2026, 1, 1),
            selesai=date(2026, 1, 2),
            nomor_surat="800/1",
        ),
        "bataswaktu": BatasWaktu.objects.create(instansi=org.instansi, langkah=Langkah.REALISASI, hari=7),
        "dispensasi": Dispensasi.objects.create(
            instansi=org.instansi,
            langkah=Langkah.REALISASI,
            pegawai=org.staf,
            untuk_mulai=date(2026, 1, 1),
            untuk_selesai=date(2026, 1, 31),
            dibuka_sampai=date(2026, 4, 1),
            alasan="Sakit.",
            diberikan_oleh=org.admin,
        ),
        "satuan": make_satuan(org.instansi),
        "bankrhk": BankRhk.objects.create(instansi=org.instansi, jabatan=org.staf.jabatan, uraian="Mengelola data"),
        "rentangkualitas": RentangKualitas.objects.create(
            instansi=org.instansi, batas_bawah=0, minimum=0, maksimum=100
        ),
    }
    return lambda model: rows[model._meta.model_name]


def pages(model: type[models.Model], row: models.Model | None = None) -> list[str]:
    names = OBJECT_ACTIONS if row else ACTIONS
    args = [row.pk] if row else []
    found = []
    for name in names:
        try:
            found.append(reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}", args=args))
        except NoReverseMatch:
            continue
    return found


def test_only_reference_data_is_there() -> None:
    """Documents are changed by their owners and assessors, through the services."""
    assert {label(model) for model in MODELS} == {
        "bankrhk", "bataswaktu", "dispensasi", "instansi", "jabatan", "pegawai", "penugasankepala", "rentangkualitas",
        "satuan", "unitkerja",
    }  # fmt: skip


@pytest.mark.parametrize("model", MODELS, ids=label)
def test_only_admins_enter(model, org, row_of, as_user) -> None:
    addresses = [*pages(model), *pages(model, row_of(model))]
    assert addresses
    for url in addresses:
        assert as_user(None).get(url).status_code == 302, url
        for role in set(ROLES) - ADMINS:
            client = as_user(getattr(org, role))
            assert {client.get(url).status_code, client.post(url).status_code} == {403}, (role, url)
        assert as_user(org.super_admin).get(url).status_code in {200, 403}, url


@pytest.mark.parametrize("model", MODELS, ids=label)
def test_another_instansis_rows_do_not_exist_for_its_neighbour(model, org, row_of, as_user) -> None:
    row, neighbour = row_of(model), as_user(org.admin_luar)
    before = model.objects.filter(pk=row.pk).values().get()
    for url in pages(model, row):
        assert neighbour.get(url).status_code in {302, 403, 404}, url
        assert neighbour.post(url, {"post": "yes"}).status_code in {302, 403, 404}, url
    assert model.objects.filter(pk=row.pk).values().get() == before
    listed = neighbour.get(pages(model)[0])
    if listed.status_code == 200:
        assert row.pk not in {entry.pk for entry in listed.context["cl"].result_list}


@pytest.mark.parametrize("model", MODELS, ids=label)
def test_its_own_admin_sees_them(model, org, row_of, as_user) -> None:
    row = row_of(model)
    assert as_user(org.admin).get(pages(model, row)[0]).status_code == 200
    listed = as_user(org.admin).get(pages(model)[0] + f"?q={org.staf.nip if label(model) == 'pegawai' else ''}")
    assert row.pk in {entry.pk for entry in listed.context["cl"].result_list}
