"""Every change of people and reference data leaves a row that nobody can alter, by whatever road it came."""

import pytest
from django.apps import apps
from django.db import ProgrammingError, connection, transaction
from django.urls import reverse

from organisasi.models import BatasWaktu, Langkah, Pegawai

PegawaiEvent = apps.get_model("organisasi", "PegawaiEvent")
BatasEvent = apps.get_model("organisasi", "BatasWaktuEvent")


@pytest.fixture
def batas(org) -> BatasWaktu:
    return BatasWaktu.objects.create(instansi=org.instansi, langkah=Langkah.REALISASI, hari=5)


def trail(row) -> list[tuple[str, int]]:
    return list(BatasEvent.objects.filter(pgh_obj_id=row.pk).order_by("pgh_id").values_list("pgh_label", "hari"))


def by_save(row):
    row.hari = 6
    row.save()


def by_update(row):
    BatasWaktu.objects.filter(pk=row.pk).update(hari=6)


def by_bulk_update(row):
    row.hari = 6
    BatasWaktu.objects.bulk_update([row], ["hari"])


def by_raw_sql(row):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE organisasi_bataswaktu SET hari = 6 WHERE id = %s", [row.pk])


@pytest.mark.parametrize("change", [by_save, by_update, by_bulk_update, by_raw_sql])
def test_every_road_to_a_change_leaves_a_row(batas, change):
    change(batas)
    assert trail(batas) == [("insert", 5), ("update", 6)]


def test_so_do_several_at_once_and_deleting(org):
    rows = BatasWaktu.objects.bulk_create(
        BatasWaktu(instansi=org.instansi, langkah=langkah, hari=3) for langkah in Langkah
    )
    BatasWaktu.objects.all().delete()
    assert {tuple(trail(row)) for row in rows} == {(("insert", 3), ("delete", 3))}


def test_a_save_that_changes_nothing_leaves_none(batas):
    batas.save()
    assert trail(batas) == [("insert", 5)]


@pytest.mark.parametrize("statement", ["UPDATE {} SET hari = 9", "DELETE FROM {}"])
def test_the_trail_cannot_be_altered(batas, statement):
    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        connection.cursor().execute(statement.format(BatasEvent._meta.db_table))
    assert trail(batas) == [("insert", 5)]


def test_a_change_through_a_page_carries_who_and_from_where(as_user, org, batas):
    as_user(org.admin).post(
        reverse("admin:organisasi_bataswaktu_change", args=[batas.pk]),
        {"instansi": org.instansi.pk, "langkah": batas.langkah, "hari": "8"},
        REMOTE_ADDR="10.20.30.40",
    )
    event = BatasEvent.objects.get(pgh_label="update")
    assert (event.hari, event.pgh_context.metadata["user"], event.pgh_context.metadata["ip"]) == (
        8,
        org.admin.pk,
        "10.20.30.40",
    )


def test_a_role_given_is_in_the_trail(org):
    Pegawai.objects.filter(pk=org.staf.pk).update(admin_instansi=True)
    event = PegawaiEvent.objects.filter(pgh_obj_id=org.staf.pk).latest("pgh_id")
    assert (event.pgh_label, event.admin_instansi) == ("update", True)


def test_no_password_is_ever_in_the_trail(org):
    org.staf.set_password("kebun raya di bukit 7")
    org.staf.save()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM organisasi_pegawaievent")
        columns = {column.name for column in cursor.description}
        rows = str(cursor.fetchall())
    assert not columns & {"password", "last_login"}
    assert org.staf.password not in rows


def test_signing_in_leaves_no_row_of_change(org, as_user):
    before = PegawaiEvent.objects.count()
    as_user(org.staf)
    assert PegawaiEvent.objects.count() == before
