"""Choosing by typing: what is found, and that nobody finds what is not his to choose."""

import pytest
from django import forms
from django.urls import reverse

from organisasi.forms.pilih import CariForm, OrangField, UnitField
from organisasi.models import Jabatan, Pegawai, UnitKerja
from tests.factories import make_pegawai, make_unit


@pytest.fixture
def ask(as_user):
    def ask(user, route, text="", **query):
        name = {"unor_cari": "unit", "jabatan_cari": "jabatan", "pegawai_cari": "pegawai"}.get(route, "instansi")
        response = as_user(user).get(reverse(route), {f"{name}_cari": text, **query})
        assert response.status_code == 200
        return response.content.decode()

    return ask


def test_a_unit_is_found_by_words_of_its_name_or_its_code_with_the_path_to_it(org, ask):
    UnitKerja.objects.filter(pk=org.bidang.pk).update(kode="3.7.1")
    for text in ("bidang", "DATA bid", "3.7"):
        answer = ask(org.admin, "unor_cari", text)
        assert f'value="{org.bidang.pk}"' in answer
        assert "di Sekretariat Daerah › Dinas Kominfo" in answer
        assert "Dinas Sosial" not in answer
    assert "Tidak ada yang cocok" in ask(org.admin, "unor_cari", "bidang gaib")


def test_a_closed_unit_is_not_offered(org, ask):
    UnitKerja.objects.filter(pk=org.dinas_lain.pk).update(aktif=False)
    assert "Dinas Sosial" not in ask(org.admin, "unor_cari", "dinas")


@pytest.mark.parametrize("route", ["unor_cari", "jabatan_cari", "pegawai_cari"])
def test_nobody_finds_what_belongs_to_another_instansi(org, ask, route):
    Jabatan.objects.filter(pk=org.orang_luar.jabatan_id).update(nama="Penjaga Luar")
    for query in ({}, {"instansi": org.instansi_lain.pk}):
        assert "Luar" not in ask(org.admin, route, "luar", **query)
        assert "Luar" in ask(org.admin_luar, route, "luar", **query)


def test_the_super_admin_names_the_instansi(org, ask):
    assert "Dinas Luar" in ask(org.super_admin, "unor_cari", "dinas", instansi=org.instansi_lain.pk)
    assert "Dinas Luar" not in ask(org.super_admin, "unor_cari", "dinas", instansi=org.instansi.pk)
    assert "Kabupaten Lain" in ask(org.super_admin, "instansi_cari", "lain kab")


def test_people_are_looked_through_by_admins_alone(org, as_user):
    for user in (org.staf, org.kepala):
        assert as_user(user).get(reverse("pegawai_cari")).status_code == 403
        assert as_user(user).get(reverse("instansi_cari")).status_code == 403
    assert as_user(org.admin).get(reverse("instansi_cari")).status_code == 403


def test_a_person_is_found_by_nip_or_name_while_he_is_active(org, ask):
    assert "Staf" in ask(org.admin, "pegawai_cari", org.staf.nip[:9])
    Pegawai.objects.filter(pk=org.staf.pk).update(is_active=False)
    assert "Staf" not in ask(org.admin, "pegawai_cari", org.staf.nip[:9])
    assert "Super" not in ask(org.admin, "pegawai_cari", "Super")


def test_twenty_at_most_and_the_chosen_one_is_kept(org, ask, as_user):
    for number in range(25):
        make_unit(org.instansi, f"Seksi {number}", induk=org.bidang)
    answer = ask(org.admin, "unor_cari", "seksi", unit=org.setda.pk)
    assert answer.count("<label>") == 21
    assert f'value="{org.setda.pk}" checked' in answer
    assert "Masih ada yang lain" in answer


def test_the_answer_carries_the_name_of_the_field_that_asked(org, as_user):
    answer = (
        as_user(org.admin).get(reverse("unor_cari"), {"nama": "tujuan-3", "tujuan-3_cari": "data"}).content.decode()
    )
    assert 'name="tujuan-3"' in answer
    forged = as_user(org.admin).get(reverse("unor_cari"), {"nama": '"><script>'}).content.decode()
    assert "script" not in forged


@pytest.mark.parametrize("rows", [1, 30])
def test_queries_of_a_search(org, as_user, rows, django_assert_num_queries):
    for number in range(rows):
        make_unit(org.instansi, f"Seksi {number}", induk=org.bidang)
        make_pegawai(f"Orang Seksi {number}", unit=org.bidang, jabatan=org.staf.jabatan)
    client = as_user(org.admin)
    with django_assert_num_queries(6):  # savepoint, session, user, units, names above, release
        client.get(reverse("unor_cari"), {"unit_cari": "seksi"})
    with django_assert_num_queries(5):
        client.get(reverse("pegawai_cari"), {"pegawai_cari": "seksi"})


# --- Without script: what was typed comes with the form


def test_what_was_typed_is_answered_by_the_form_itself(org):
    class PilihUnitForm(forms.Form):
        unit = UnitField(UnitKerja.objects.filter(instansi=org.instansi))

    def form(**data):
        return PilihUnitForm(data)

    asked = form(unit_cari="dinas")
    assert asked.errors["unit"] == ["Pilih salah satu hasil pencarian."]
    assert [option.data["label"] for option in asked["unit"]] != []
    assert form(unit_cari="gaib").errors["unit"] == ["Tidak ada yang cocok dengan yang Anda cari."]
    assert form(unit=org.dinas.pk, unit_cari="bidang").is_valid()
    assert "unit" in form(unit=org.orang_luar.unit_id).errors


def test_nobody_is_listed_before_a_name_is_typed(org):
    form = CariForm({}, nama="pegawai", field=OrangField(Pegawai.objects.all()))
    assert list(form["pegawai"]) == []
