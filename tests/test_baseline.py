"""What a test may count on: the database as the migrations left it, whatever ran before."""

from datetime import date

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from pghistory.models import Event

from organisasi.models import HariLibur, Instansi, Pegawai
from tests import baseline
from tests.factories import make_cast

ENTERED = (HariLibur, ContentType, Permission)


def rows() -> dict[str, set[tuple]]:
    return {model.__name__: set(model.objects.values_list()) for model in ENTERED}


@pytest.mark.django_db(transaction=True)
def test_what_a_test_commits_is_gone_and_what_migrations_entered_stands_again() -> None:
    entered = rows()
    assert HariLibur.objects.filter(tanggal=date(2026, 8, 17)).exists()
    make_cast()
    HariLibur.objects.filter(tanggal=date(2026, 8, 17)).delete()
    HariLibur.objects.filter(tanggal=date(2026, 12, 25)).update(nama="Natal")
    HariLibur.objects.create(tanggal=date(2026, 3, 11), nama="Hari uji")
    Permission.objects.all().delete()
    baseline.restore()
    assert rows() == entered
    assert not Pegawai.objects.exists()
    assert not Instansi.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_audit_notes_nothing_of_it() -> None:
    def events() -> dict[str, int]:
        return {model._meta.label: model.objects.count() for model in apps.get_models() if issubclass(model, Event)}

    before = events()
    make_cast()
    HariLibur.objects.all().delete()
    assert events() != before
    baseline.restore()
    assert events() == before
