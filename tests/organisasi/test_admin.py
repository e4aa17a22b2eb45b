"""Django admin: who may enter, the wall between instansi, and each rule as a message instead of an error page."""

from datetime import date

import pytest
from django.contrib import admin as django_admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from organisasi.models import BatasWaktu, Dispensasi, Jabatan, Langkah, Mutasi, Pegawai, PenugasanKepala, UnitKerja
from tests.factories import PASSWORD, make_pegawai, make_skp, make_unit

MODELS = ("instansi", "jabatan", "unitkerja", "pegawai", "penugasankepala", "bataswaktu", "dispensasi")


def url(model: str, action: str = "changelist", *args) -> str:
    return reverse(f"admin:organisasi_{model}_{action}", args=args)


def errors(response) -> dict[str, list[str]]:
    assert response.status_code == 200, response
    return dict(response.context["adminform"].form.errors)


@pytest.fixture
def rows(org):
    """One row of every model, in each of the two instansi."""
    kota = {
        "instansi": org.instansi,
        "jabatan": org.staf.jabatan,
        "unitkerja": org.bidang,
        "pegawai": org.staf,
        "penugasankepala": penugasan(org.bidang, org.rekan),
        "bataswaktu": BatasWaktu.objects.create(instansi=org.instansi, langkah=Langkah.REALISASI, hari=7),
        "dispensasi": dispensasi(org.staf, org.admin),
    }
    luar = {
        "instansi": org.instansi_lain,
        "jabatan": org.orang_luar.jabatan,
        "unitkerja": org.orang_luar.unit,
        "pegawai": org.orang_luar,
        "penugasankepala": penugasan(org.orang_luar.unit, org.orang_luar),
        "bataswaktu": BatasWaktu.objects.create(instansi=org.instansi_lain, langkah=Langkah.REALISASI, hari=9),
        "dispensasi": dispensasi(org.orang_luar, org.admin_luar),
    }
    return kota, luar


def penugasan(unit, pegawai, mulai=date(2026, 3, 1), selesai=date(2026, 3, 31)):
    return PenugasanKepala.objects.create(
        unit=unit, pegawai=pegawai, jenis="PLT", mulai=mulai, selesai=selesai, nomor_surat="800/1/2026"
    )


def dispensasi(pegawai, oleh):
    return Dispensasi.objects.create(
        instansi=pegawai.instansi,
        langkah=Langkah.KEGIATAN_HARIAN,
        pegawai=pegawai,
        untuk_mulai=date(2026, 3, 1),
        untuk_selesai=date(2026, 3, 5),
        dibuka_sampai=date(2026, 3, 20),
        alasan="Gangguan jaringan",
        diberikan_oleh=oleh,
    )


class TestEntrance:
    @pytest.mark.parametrize(
        ("who", "status"),
        [
            ("super_admin", 200),
            ("admin", 200),
            ("admin_luar", 200),
            ("sekda", 403),
            ("kepala", 403),
            ("penilai", 403),
            ("staf", 403),
        ],
    )
    @pytest.mark.parametrize("name", ["index", "organisasi_pegawai_changelist", "organisasi_unitkerja_add"])
    def test_is_for_admins_only(self, org, as_user, who, status, name):
        assert as_user(getattr(org, who)).get(reverse(f"admin:{name}")).status_code == status

    def test_a_stranger_signs_in_first(self, db):
        response = Client().get("/admin/organisasi/unitkerja/", follow=True)
        assert response.redirect_chain[-1][0] == "/masuk/?next=/admin/organisasi/unitkerja/"

    def test_an_admin_whose_account_is_switched_off_is_out(self, as_user, admin):
        client = as_user(admin)
        Pegawai.objects.filter(pk=admin.pk).update(is_active=False)
        assert client.get("/admin/").status_code == 302

    def test_groups_and_model_permissions_are_not_offered(self, as_user, super_admin):
        page = as_user(super_admin).get("/admin/").content.decode()
        assert "Administrasi E-Kinerja" in page
        assert "/auth/group/" not in page

    def test_its_own_password_page_and_logout_are_the_applications(self, as_user, admin):
        assert as_user(admin).get("/admin/password_change/").url == reverse("ganti_sandi")
        assert as_user(admin).post("/admin/logout/").url == reverse("masuk")

    @pytest.mark.parametrize("model", MODELS)
    @pytest.mark.parametrize("who", ["admin", "super_admin"])
    def test_every_page_opens(self, rows, as_user, org, model, who):
        client = as_user(getattr(org, who))
        assert client.get(url(model)).status_code == 200
        assert client.get(url(model, "change", rows[0][model].pk)).status_code == 200
        assert client.get(url(model, "history", rows[0][model].pk)).status_code == 200
        expected = 403 if (model, who) == ("instansi", "admin") else 200
        assert client.get(url(model, "add")).status_code == expected

    def test_documents_are_not_edited_here(self):
        edited = {model._meta.label for model in django_admin.site._registry}
        documents = {"skp.Skp", "skp.SkpBulanan", "kegiatan.KegiatanHarian", "skp.RencanaHasilKerja"}
        assert not edited & documents


class TestWall:
    """Nothing of another instansi by any route."""

    @pytest.mark.parametrize("model", MODELS)
    def test_lists_show_own_rows_only(self, rows, as_user, admin, super_admin, model):
        kota, luar = rows

        def shown(user) -> set[int]:
            return set(as_user(user).get(url(model)).context["cl"].queryset.values_list("pk", flat=True))

        mine, all_rows = shown(admin), shown(super_admin)
        assert kota[model].pk in mine
        assert luar[model].pk not in mine
        assert {kota[model].pk, luar[model].pk} <= all_rows

    @pytest.mark.parametrize("model", MODELS)
    @pytest.mark.parametrize("action", ["change", "delete", "history"])
    @pytest.mark.parametrize("method", ["get", "post"])
    def test_a_typed_address_leads_nowhere(self, rows, as_user, admin, model, action, method):
        foreign = rows[1][model]
        before = type(foreign).objects.filter(pk=foreign.pk).values().get()
        response = getattr(as_user(admin), method)(url(model, action, foreign.pk), {"post": "yes"})
        assert response.status_code in {302, 403, 404}
        assert str(foreign) not in response.content.decode()
        assert type(foreign).objects.filter(pk=foreign.pk).values().get() == before

    @pytest.mark.parametrize("value", ["0", "-1", "abc", "9" * 30, "%00", "1.0", "٣"])
    @pytest.mark.parametrize("model", MODELS)
    def test_nonsense_in_an_address_is_no_error(self, as_user, admin, model, value):
        assert as_user(admin).get(f"/admin/organisasi/{model}/{value}/change/").status_code in {302, 400, 404}

    @pytest.mark.parametrize(
        ("model", "field"),
        [
            ("unitkerja", "induk"),
            ("unitkerja", "kepala"),
            ("pegawai", "unit"),
            ("pegawai", "jabatan"),
            ("penugasankepala", "unit"),
            ("penugasankepala", "pegawai"),
            ("dispensasi", "pegawai"),
            ("dispensasi", "unit"),
        ],
    )
    def test_autocompletes_offer_own_rows_only(self, rows, as_user, admin, super_admin, model, field):
        def offered(user) -> str:
            parameters = {"app_label": "organisasi", "model_name": model, "field_name": field, "term": ""}
            return str(as_user(user).get(reverse("admin:autocomplete"), parameters).json()["results"])

        assert "Luar" not in offered(admin)
        assert offered(admin) != "[]"
        if field != "jabatan":
            assert "Luar" in offered(super_admin)

    def test_an_autocomplete_is_closed_to_others(self, org, as_user):
        parameters = {"app_label": "organisasi", "model_name": "pegawai", "field_name": "unit", "term": ""}
        assert as_user(org.staf).get(reverse("admin:autocomplete"), parameters).status_code == 403

    @pytest.mark.parametrize("model", ["jabatan", "unitkerja", "pegawai", "bataswaktu", "dispensasi"])
    def test_the_drop_down_of_instansi_has_one_choice(self, rows, as_user, admin, model):
        form = as_user(admin).get(url(model, "add")).context["adminform"].form
        assert list(form.fields["instansi"].queryset) == [admin.instansi]

    @pytest.mark.parametrize("model", ["jabatan", "unitkerja", "pegawai", "bataswaktu"])
    def test_filters_name_no_other_instansi_and_its_id_shows_nothing(self, rows, as_user, admin, org, model):
        client = as_user(admin)
        assert "Luar" not in client.get(url(model)).content.decode()
        assert org.instansi_lain.nama not in client.get(url(model)).content.decode()
        response = client.get(url(model), {"instansi__id__exact": org.instansi_lain.pk})
        assert response.status_code in {200, 302}
        if response.status_code == 200:
            assert not response.context["cl"].queryset.exists()

    @pytest.mark.parametrize(
        ("model", "field", "value"),
        [
            ("jabatan", "instansi", "instansi"),
            ("unitkerja", "instansi", "instansi"),
            ("unitkerja", "induk", "unitkerja"),
            ("unitkerja", "kepala", "pegawai"),
            ("pegawai", "instansi", "instansi"),
            ("pegawai", "unit", "unitkerja"),
            ("pegawai", "jabatan", "jabatan"),
            ("penugasankepala", "unit", "unitkerja"),
            ("penugasankepala", "pegawai", "pegawai"),
            ("bataswaktu", "instansi", "instansi"),
            ("dispensasi", "instansi", "instansi"),
            ("dispensasi", "pegawai", "pegawai"),
            ("dispensasi", "unit", "unitkerja"),
        ],
    )
    def test_a_foreign_id_in_a_form_is_refused(self, rows, as_user, admin, model, field, value):
        response = as_user(admin).post(url(model, "add"), {field: rows[1][value].pk})
        assert field in errors(response)

    @pytest.mark.parametrize("parameter", ["unit", "status", "o", "p", "q", "all", "jabatan__jenis__exact"])
    @pytest.mark.parametrize("value", ["", "abc", "-1", "9" * 30, "1'--", "%", "\\", "?"])
    def test_nonsense_in_a_filter_is_no_error(self, as_user, admin, parameter, value):
        assert as_user(admin).get(url("pegawai"), {parameter: value}).status_code in {200, 302}

    @pytest.mark.parametrize("key", ["password__startswith", "password", "password__regex"])
    def test_the_list_of_people_is_no_oracle_for_passwords(self, as_user, super_admin, key):
        assert as_user(super_admin).get(url("pegawai"), {key: "argon2"}).status_code == 400


def person_data(org, **fields):
    return {
        "nip": "19920202 202001 2 001",
        "status": "PNS",
        "nama": "Sri Wahyuni",
        "instansi": org.instansi.pk,
        "unit": org.bidang.pk,
        "jabatan": org.staf.jabatan.pk,
        "golongan": "III/a",
        "peran_anggaran": "",
        "is_active": "on",
        **fields,
    }


class TestPeople:
    def test_are_added_without_a_password_and_with_a_clean_nip(self, org, as_user):
        answer = as_user(org.admin).post(url("pegawai", "add"), person_data(org), follow=True)
        assert "Terbitkan sandi sementara" in answer.content.decode()
        added = Pegawai.objects.get(nip="199202022020012001")
        assert not added.has_usable_password()

    @pytest.mark.parametrize(
        ("fields", "field"),
        [
            ({"nip": "123"}, "nip"),
            ({"nip": "199005052015051005"}, "nip"),
            ({"nip": "199013052015051005"}, "nip"),
            ({"nip": "199005052015131005"}, "nip"),
            ({"nip": "1.99001012015011E+17"}, "nip"),
            ({"nama": "\u200b"}, "nama"),
            ({"nama": "x" * 151}, "nama"),
            ({"golongan": "V/z"}, "golongan"),
            ({"status": "HONORER"}, "status"),
            ({"instansi": "", "unit": "", "jabatan": ""}, "instansi"),
            ({"email": "bukan surel"}, "email"),
            ({"unit": "abc"}, "unit"),
        ],
    )
    def test_wrong_data_is_told_at_the_field_and_kept(self, org, as_user, fields, field):
        response = as_user(org.admin).post(url("pegawai", "add"), person_data(org, **fields))
        assert field in errors(response)
        assert response.context["adminform"].form["golongan"].value() == fields.get("golongan", "III/a")

    def test_a_unit_of_another_instansi_is_a_message_for_the_super_admin_too(self, org, as_user):
        data = person_data(org, unit=org.orang_luar.unit.pk)
        assert "unit" in errors(as_user(org.super_admin).post(url("pegawai", "add"), data))

    def test_an_admin_instansi_gives_no_roles(self, org, as_user):
        data = person_data(org, is_superuser="on", admin_instansi="on", harus_ganti_sandi="", password="x")
        as_user(org.admin).post(url("pegawai", "add"), data)
        added = Pegawai.objects.get(nip="199202022020012001")
        assert (added.is_superuser, added.admin_instansi, added.has_usable_password()) == (False, False, False)

    @pytest.mark.parametrize("who", ["admin", "super_admin"])
    def test_nobody_changes_or_deletes_himself(self, org, as_user, who):
        me = getattr(org, who)
        unit = me.unit or org.setda
        data = person_data(org, nip=me.nip, nama="Nama Lain", unit=unit.pk)
        del data["is_active"]
        assert me.nama in as_user(me).get(url("pegawai", "change", me.pk)).content.decode()
        assert as_user(me).post(url("pegawai", "change", me.pk), data).status_code == 403
        stored = Pegawai.objects.get(pk=me.pk)
        assert (stored.is_active, stored.is_staff, stored.nama) == (True, True, me.nama)
        assert as_user(me).post(url("pegawai", "delete", me.pk), {"post": "yes"}).status_code == 403

    def test_an_admin_instansi_does_not_reach_a_super_admin(self, org, as_user):
        client = as_user(org.admin)
        assert client.get(url("pegawai", "change", org.super_admin.pk)).status_code == 302
        assert client.post(reverse("admin:organisasi_pegawai_sandi", args=[org.super_admin.pk])).status_code == 404
        assert org.super_admin.check_password(PASSWORD)

    def test_the_super_admin_gives_roles(self, org, as_user):
        data = person_data(org, nip=org.staf.nip, nama="Staf", admin_instansi="on")
        as_user(org.super_admin).post(url("pegawai", "change", org.staf.pk), data)
        assert Pegawai.objects.get(pk=org.staf.pk).admin_instansi

    def test_a_head_does_not_move_to_another_instansi_with_his_unit_left_behind(self, org, as_user):
        luar = org.orang_luar
        data = person_data(
            org, nip=org.kepala.nip, instansi=luar.instansi.pk, unit=luar.unit.pk, jabatan=luar.jabatan.pk
        )
        response = as_user(org.super_admin).post(url("pegawai", "change", org.kepala.pk), data)
        assert "masih kepala" in str(errors(response)["instansi"])

    def test_a_temporary_password_is_shown_once(self, org, as_user):
        client = as_user(org.admin)
        issue = reverse("admin:organisasi_pegawai_sandi", args=[org.staf.pk])
        assert "Terbitkan sandi sementara" in client.get(url("pegawai", "change", org.staf.pk)).content.decode()
        assert client.get(issue).status_code == 405
        page = client.post(issue, {"sandi": "pilihan admin", "password": "pilihan admin"})
        staf = Pegawai.objects.get(pk=org.staf.pk)
        assert staf.check_password(page.context["sandi"])
        assert (staf.harus_ganti_sandi, "no-store" in page["Cache-Control"]) == (True, True)

    def test_a_person_with_documents_is_not_deleted(self, org, as_user):
        response = as_user(org.admin).post(url("pegawai", "delete", org.kepala.pk), {"post": "yes"})
        assert "1 unit kerja" in response.content.decode()
        assert Pegawai.objects.filter(pk=org.kepala.pk).exists()

    def test_before_deleting_is_said_what_speaks_of_a_person(self, org, as_user):
        make_skp(org.staf, penilai=org.penilai)
        for method in ("get", "post"):
            page = getattr(as_user(org.admin), method)(url("pegawai", "delete", org.staf.pk), {"post": "yes"})
            assert "1 SKP" in page.content.decode()
        assert Pegawai.objects.filter(pk=org.staf.pk).exists()

    def test_who_was_never_spoken_of_is_deleted_once(self, org, as_user):
        baru = make_pegawai("Keliru", unit=org.bidang, jabatan=org.staf.jabatan)
        for _ in range(2):
            answer = as_user(org.admin).post(url("pegawai", "delete", baru.pk), {"post": "yes"})
            assert answer.status_code == 302
        assert not Pegawai.objects.filter(pk=baru.pk).exists()

    def test_search_is_by_the_start_of_a_nip_or_a_part_of_a_name(self, org, as_user):
        def found(text: str) -> set[str]:
            return {p.nama for p in as_user(org.admin).get(url("pegawai"), {"q": text}).context["cl"].result_list}

        assert found("19900505 2015") == {"Staf"}
        assert found("enil") == {"Penilai"}
        assert found("%") == set()


def shown(client, model: str, pegawai_or_unit, **fields):
    """What the form of a row sends back as it is shown, with some fields typed anew; None: an empty box."""
    form = client.get(url(model, "change", pegawai_or_unit.pk)).context["adminform"].form
    values = {name: form[name].value() for name in form.fields} | fields
    return {name: value for name, value in values.items() if value not in (None, False)}


class TestPeopleAsOnThePages:
    """A person is written by the services of the pages: with what they hold, ask and refuse."""

    @pytest.fixture
    def closed(self, org):
        unit = make_unit(org.instansi, "Unit Tutup")
        UnitKerja.objects.filter(pk=unit.pk).update(aktif=False)
        return unit

    @pytest.fixture
    def save(self, org, as_user):
        """Posts a person's form as it was shown, with fields typed anew."""

        def save(pegawai, by=None, **fields):
            client = as_user(by or org.admin)
            return client.post(url("pegawai", "change", pegawai.pk), shown(client, "pegawai", pegawai, **fields))

        return save

    def test_what_is_typed_is_saved_and_his_unit_is_held_meanwhile(self, org, save):
        with CaptureQueriesContext(connection) as queries:
            assert save(org.staf, nama="Nama Baru", unit=org.dinas_lain.pk).status_code == 302
        stored = Pegawai.objects.get(pk=org.staf.pk)
        assert (stored.nama, stored.unit) == ("Nama Baru", org.dinas_lain)
        held = [query["sql"] for query in queries if "FOR NO KEY UPDATE" in query["sql"]]
        for table in ("organisasi_pegawai", "organisasi_unitkerja"):
            assert any(f'OF "{table}"' in sql for sql in held), table

    def test_nobody_is_put_into_a_closed_unit(self, org, as_user, closed, save):
        answer = as_user(org.admin).post(url("pegawai", "add"), person_data(org, unit=closed.pk))
        assert "sudah ditutup" in str(errors(answer)["unit"])
        assert not Pegawai.objects.filter(nip="199202022020012001").exists()
        assert "sudah ditutup" in str(errors(save(org.staf, unit=closed.pk))["unit"])
        assert Pegawai.objects.get(pk=org.staf.pk).unit == org.bidang

    def test_who_is_in_a_closed_unit_is_still_kept(self, org, closed, save):
        Pegawai.objects.filter(pk=org.staf.pk).update(unit=closed)
        assert save(org.staf, nama="Nama Baru").status_code == 302

    def test_another_instansi_is_a_move(self, org, save):
        luar = org.orang_luar
        make_skp(org.staf, penilai=org.penilai)
        answer = save(org.staf, org.super_admin, instansi=luar.instansi.pk, unit=luar.unit.pk, jabatan=luar.jabatan.pk)
        assert "mutasi" in str(errors(answer)["instansi"])
        assert Pegawai.objects.get(pk=org.staf.pk).instansi == org.instansi

    def test_a_form_older_than_the_data_changes_nothing(self, org, as_user):
        client = as_user(org.admin)
        sent = shown(client, "pegawai", org.staf, nama="Dari formulir lama")
        Pegawai.objects.filter(pk=org.staf.pk).update(golongan="III/d")
        answer = client.post(url("pegawai", "change", org.staf.pk), sent)
        assert "sudah diubah" in str(errors(answer)["__all__"])
        assert Pegawai.objects.get(pk=org.staf.pk).nama == "Staf"

    def test_an_account_is_ended_and_taken_up_again_with_a_reason(self, org, save):
        assert "alasannya" in str(errors(save(org.staf, is_active=None))["alasan"])
        assert save(org.staf, is_active=None, alasan="Pensiun dini").status_code == 302
        assert not Pegawai.objects.get(pk=org.staf.pk).is_active
        event = Pegawai.pgh_event_model.objects.filter(pgh_obj=org.staf.pk).latest("pgh_id")
        assert event.pgh_context.metadata["alasan"] == "Pensiun dini"
        assert save(org.staf, is_active="on", alasan="Kembali").status_code == 302
        assert Pegawai.objects.get(pk=org.staf.pk).is_active

    def test_the_account_of_a_head_or_of_who_is_to_move_is_not_ended(self, org, save):
        assert "masih kepala" in str(errors(save(org.penilai, is_active=None, alasan="x")))
        Mutasi.objects.create(
            pegawai=org.staf, tmt="2026-04-01", unit_tujuan=org.dinas_lain, jabatan_tujuan=org.staf.jabatan,
            dicatat_oleh=org.admin,
        )  # fmt: skip
        assert "mutasi yang direncanakan" in str(errors(save(org.staf, is_active=None, alasan="x")))
        assert Pegawai.objects.filter(pk__in=[org.staf.pk, org.penilai.pk], is_active=True).count() == 2

    def test_nothing_typed_leaves_no_trace(self, org, save):
        before = Pegawai.pgh_event_model.objects.count()
        assert save(org.staf).status_code == 302
        assert Pegawai.pgh_event_model.objects.count() == before


class TestUnitsAsOnThePages:
    @pytest.fixture
    def save(self, org, as_user):
        def save(unit, **fields):
            client = as_user(org.admin)
            return client.post(url("unitkerja", "change", unit.pk), shown(client, "unitkerja", unit, **fields))

        return save

    def test_everything_at_once_is_one_change(self, org, as_user, save):
        answer = save(org.bidang, nama="Bidang Baru", kode="b-1", induk=org.dinas_lain.pk, kepala=org.rekan.pk)
        assert answer.status_code == 302
        unit = UnitKerja.objects.get(pk=org.bidang.pk)
        assert (unit.nama, unit.kode, unit.induk, unit.kepala) == ("Bidang Baru", "b-1", org.dinas_lain, org.rekan)
        assert "kepala" in org.rekan.pemberitahuan.get().teks

    @pytest.mark.parametrize("where", ["add", "change"])
    def test_a_code_alike_but_for_capitals_is_refused(self, org, as_user, save, where):
        if where == "add":
            answer = as_user(org.admin).post(url("unitkerja", "add"), TestUnits().data(org, kode="BIDANG-data"))
        else:
            answer = save(org.dinas_lain, kode="Bidang-Data")
        assert "huruf besar" in str(errors(answer)["kode"])
        assert not UnitKerja.objects.filter(nama="Seksi Baru").exists()

    def test_nothing_is_put_under_a_closed_unit_or_its_own_child(self, org, as_user, save):
        UnitKerja.objects.filter(pk=org.dinas_lain.pk).update(aktif=False)
        added = as_user(org.admin).post(url("unitkerja", "add"), TestUnits().data(org, induk=org.dinas_lain.pk))
        assert "sudah ditutup" in str(errors(added)["induk"])
        assert "sudah ditutup" in str(errors(save(org.bidang, induk=org.dinas_lain.pk))["induk"])
        assert "ke bawah dirinya sendiri" in str(errors(save(org.dinas, induk=org.bidang.pk))["induk"])
        assert UnitKerja.objects.get(pk=org.dinas.pk).induk == org.setda
        assert UnitKerja.objects.get(pk=org.bidang.pk).induk == org.dinas

    def test_a_form_older_than_the_unit_changes_nothing(self, org, as_user):
        client = as_user(org.admin)
        sent = shown(client, "unitkerja", org.bidang, nama="Dari formulir lama")
        UnitKerja.objects.filter(pk=org.bidang.pk).update(kode="lain")
        assert "diubah orang lain" in str(errors(client.post(url("unitkerja", "change", org.bidang.pk), sent)))
        assert UnitKerja.objects.get(pk=org.bidang.pk).nama != "Dari formulir lama"

    def test_an_empty_unit_is_closed_and_opened_with_a_reason(self, org, save):
        empty = make_unit(org.instansi, "Unit Kosong", induk=org.dinas, kepala=org.rekan)
        assert "alasan" in errors(save(empty, aktif=None))
        assert save(empty, aktif=None, alasan="Digabung").status_code == 302
        closed = UnitKerja.objects.get(pk=empty.pk)
        assert (closed.aktif, closed.kepala) == (False, None)
        assert "sudah ditutup" in str(errors(save(empty, kepala=org.rekan.pk)))
        assert save(empty, aktif="on", alasan="Dibentuk lagi").status_code == 302
        assert UnitKerja.objects.get(pk=empty.pk).aktif

    def test_a_unit_somebody_is_to_move_to_is_not_closed(self, org, save):
        empty = make_unit(org.instansi, "Unit Kosong", induk=org.dinas)
        Mutasi.objects.create(
            pegawai=org.staf, tmt="2026-04-01", unit_tujuan=empty, jabatan_tujuan=org.staf.jabatan,
            dicatat_oleh=org.admin,
        )  # fmt: skip
        assert "1 mutasi" in str(errors(save(empty, aktif=None, alasan="x")))
        assert UnitKerja.objects.get(pk=empty.pk).aktif

    def test_a_unit_where_somebody_once_worked_is_not_deleted(self, org, as_user):
        left = make_unit(org.instansi, "Unit Lama", induk=org.dinas)
        Pegawai.objects.filter(pk=org.staf.pk).update(unit=left)
        Pegawai.objects.filter(pk=org.staf.pk).update(unit=org.bidang)
        client = as_user(org.admin)
        pages = [
            client.post(url("unitkerja", "delete", left.pk), {"post": "yes"}, follow=True),
            client.post(
                url("unitkerja"),
                {"action": "delete_selected", "_selected_action": [left.pk], "post": "yes"},
                follow=True,
            ),
        ]
        assert ["1 pegawai pernah tercatat" in page.content.decode() for page in pages] == [True, True]
        assert UnitKerja.objects.filter(pk=left.pk).exists()


class TestUnits:
    def data(self, org, **fields):
        return {"instansi": org.instansi.pk, "nama": "Seksi Baru", "kode": "seksi-baru", "aktif": "on", **fields}

    def test_are_added_below_another(self, org, as_user):
        as_user(org.admin).post(url("unitkerja", "add"), self.data(org, induk=org.bidang.pk))
        baru = UnitKerja.objects.get(kode="seksi-baru")
        assert baru.jalur == [*org.bidang.jalur, baru.pk]

    @pytest.mark.parametrize(
        ("fields", "field"),
        [
            ({"kode": "bidang-data"}, "__all__"),
            ({"nama": " "}, "nama"),
            ({"kode": "x" * 41}, "kode"),
            ({"induk": "abc"}, "induk"),
            ({"kepala": "penilai"}, "kepala"),
            ({"instansi": ""}, "instansi"),
        ],
    )
    def test_wrong_data_is_a_message(self, org, as_user, fields, field):
        if fields.get("kepala"):
            fields = {"kepala": org.penilai.pk}
        assert field in errors(as_user(org.admin).post(url("unitkerja", "add"), self.data(org, **fields)))

    @pytest.mark.parametrize("below", ["setda", "dinas", "bidang"])
    def test_cannot_be_put_below_themselves(self, org, as_user, below):
        data = self.data(org, nama="Sekretariat Daerah", kode="sekretariat-daerah", induk=getattr(org, below).pk)
        response = as_user(org.admin).post(url("unitkerja", "change", org.setda.pk), data)
        assert "induk" in errors(response)

    def test_a_code_already_used_is_a_message_when_editing_too(self, org, as_user):
        data = self.data(org, nama="Bidang", kode="dinas-sosial", induk=org.dinas.pk)
        response = as_user(org.admin).post(url("unitkerja", "change", org.bidang.pk), data)
        assert "sudah dipakai" in str(errors(response))

    def test_a_head_from_another_instansi_is_refused(self, org, as_user):
        data = self.data(org, kepala=org.orang_luar.pk)
        assert "kepala" in errors(as_user(org.super_admin).post(url("unitkerja", "add"), data))

    def test_do_not_change_their_instansi(self, org, as_user):
        data = self.data(org, instansi=org.instansi_lain.pk, nama="Bidang", kode="bidang-data", induk=org.dinas.pk)
        as_user(org.super_admin).post(url("unitkerja", "change", org.bidang.pk), data)
        assert UnitKerja.objects.get(pk=org.bidang.pk).instansi == org.instansi

    def test_with_people_are_not_deleted_and_the_page_counts_them(self, org, as_user):
        for method in ("get", "post"):
            response = getattr(as_user(org.admin), method)(url("unitkerja", "delete", org.bidang.pk), {"post": "yes"})
            assert "4 pegawai" in response.content.decode()
        assert UnitKerja.objects.filter(pk=org.bidang.pk).exists()

    def test_the_count_stands_also_where_the_admin_himself_works(self, org, as_user):
        response = as_user(org.admin).get(url("unitkerja", "delete", org.setda.pk))
        assert "2 pegawai" in response.content.decode()

    def test_several_at_once_are_refused_alike(self, org, as_user):
        data = {"action": "delete_selected", "_selected_action": [org.bidang.pk, org.dinas.pk], "post": "yes"}
        response = as_user(org.admin).post(url("unitkerja"), data)
        assert "5 pegawai" in response.content.decode()
        assert UnitKerja.objects.filter(pk__in=[org.bidang.pk, org.dinas.pk]).count() == 2

    def test_without_people_are_deleted(self, org, as_user):
        empty = make_unit(org.instansi, "Unit Kosong", induk=org.dinas)
        as_user(org.admin).post(url("unitkerja", "delete", empty.pk), {"post": "yes"})
        assert not UnitKerja.objects.filter(pk=empty.pk).exists()

    def test_with_people_are_not_switched_off(self, org, as_user):
        data = self.data(org, nama="Bidang", kode="bidang-data", induk=org.dinas.pk, kepala=org.penilai.pk)
        del data["aktif"]
        response = as_user(org.admin).post(url("unitkerja", "change", org.bidang.pk), data)
        assert "4 pegawai aktif" in str(errors(response)["aktif"])

    def test_the_list_is_a_tree(self, org, as_user):
        shown = as_user(org.admin).get(url("unitkerja")).context["cl"].result_list
        assert [unit.nama for unit in shown][:3] == ["Sekretariat Daerah", "Dinas Kominfo", "Bidang Data"]
        assert "tingkat-3" in as_user(org.admin).get(url("unitkerja")).content.decode()


class TestPlt:
    def data(self, org, **fields):
        return {
            "unit": org.bidang.pk,
            "pegawai": org.rekan.pk,
            "jenis": "PLT",
            "mulai": "2026-03-01",
            "selesai": "31-03-2026",
            "nomor_surat": "800/1/2026",
            **fields,
        }

    def test_is_added_with_indonesian_dates(self, org, as_user):
        data = self.data(org, mulai="1 Maret 2026")
        assert as_user(org.admin).post(url("penugasankepala", "add"), data).status_code == 302
        assert PenugasanKepala.objects.get().selesai == date(2026, 3, 31)

    @pytest.mark.parametrize(
        ("mulai", "selesai", "free"),
        [
            ("2026-03-31", "2026-04-30", False),
            ("2026-04-01", "2026-04-30", True),
            ("2026-02-01", "2026-03-01", False),
            ("2026-02-01", "2026-02-28", True),
            ("2026-03-10", "2026-03-10", False),
            ("2026-01-01", "2026-12-31", False),
        ],
    )
    def test_one_at_a_time_per_unit(self, org, as_user, mulai, selesai, free):
        penugasan(org.bidang, org.jf)
        response = as_user(org.admin).post(url("penugasankepala", "add"), self.data(org, mulai=mulai, selesai=selesai))
        if free:
            assert response.status_code == 302
        else:
            assert "sudah mempunyai Plt/Plh" in str(errors(response))

    @pytest.mark.parametrize(
        ("fields", "field"),
        [
            ({"mulai": "2026-04-01", "selesai": "2026-03-01"}, "selesai"),
            ({"mulai": "12/31/2025"}, "mulai"),
            ({"mulai": "31-02-2026"}, "mulai"),
            ({"mulai": "0001-01-01"}, "mulai"),
            ({"selesai": ""}, "selesai"),
            ({"jenis": "PJ"}, "jenis"),
            ({"nomor_surat": ""}, "nomor_surat"),
        ],
    )
    def test_wrong_data_is_a_message(self, org, as_user, fields, field):
        assert field in errors(as_user(org.admin).post(url("penugasankepala", "add"), self.data(org, **fields)))

    def test_somebody_of_another_instansi_is_a_message(self, org, as_user):
        data = self.data(org, pegawai=org.orang_luar.pk)
        assert "pegawai" in errors(as_user(org.super_admin).post(url("penugasankepala", "add"), data))


class TestDeadlines:
    @pytest.mark.parametrize("hari", ["0", "32", "-1", "", "abc", "9" * 30])
    def test_a_day_is_between_1_and_31(self, org, as_user, hari):
        data = {"instansi": org.instansi.pk, "langkah": Langkah.REALISASI, "hari": hari}
        assert errors(as_user(org.admin).post(url("bataswaktu", "add"), data))

    def test_one_row_for_a_step(self, rows, org, as_user):
        data = {"instansi": org.instansi.pk, "langkah": Langkah.REALISASI, "hari": "10"}
        assert "sudah ada" in str(errors(as_user(org.admin).post(url("bataswaktu", "add"), data)))

    def test_a_dispensasi_names_who_gave_it_whatever_is_posted(self, org, as_user):
        data = self.dispensasi(org, diberikan_oleh=org.super_admin.pk)
        assert as_user(org.admin).post(url("dispensasi", "add"), data).status_code == 302
        assert Dispensasi.objects.get().diberikan_oleh == org.admin

    @pytest.mark.parametrize(
        ("fields", "field"),
        [
            ({"pegawai": ""}, "__all__"),
            ({"unit": "bidang"}, "__all__"),
            ({"untuk_selesai": "2026-02-01"}, "__all__"),
            ({"alasan": "\u200b \u200b"}, "alasan"),
            ({"alasan": "x" * 1001}, "alasan"),
            ({"langkah": "LAIN"}, "langkah"),
            ({"dibuka_sampai": "besok"}, "dibuka_sampai"),
        ],
    )
    def test_wrong_data_is_a_message(self, org, as_user, fields, field):
        if "unit" in fields:
            fields = {"unit": org.bidang.pk}
        assert field in errors(as_user(org.admin).post(url("dispensasi", "add"), self.dispensasi(org, **fields)))

    def test_later_only_its_end_and_reason_change_and_it_is_never_deleted(self, rows, org, as_user):
        given = rows[0]["dispensasi"]
        data = self.dispensasi(org, pegawai=org.rekan.pk, dibuka_sampai="2026-03-12", alasan="Dipersingkat")
        client = as_user(org.admin)
        assert client.post(url("dispensasi", "change", given.pk), data).status_code == 302
        given.refresh_from_db()
        assert (given.pegawai, given.dibuka_sampai, given.alasan) == (org.staf, date(2026, 3, 12), "Dipersingkat")
        assert client.post(url("dispensasi", "delete", given.pk), {"post": "yes"}).status_code == 403

    @staticmethod
    def dispensasi(org, **fields):
        return {
            "instansi": org.instansi.pk,
            "langkah": Langkah.KEGIATAN_HARIAN,
            "pegawai": org.staf.pk,
            "unit": "",
            "untuk_mulai": "2026-03-01",
            "untuk_selesai": "2026-03-05",
            "dibuka_sampai": "2026-03-20",
            "alasan": "Gangguan jaringan",
            **fields,
        }


class TestJabatan:
    @pytest.mark.parametrize(
        ("jenis", "jenjang", "good"),
        [
            ("FUNGSIONAL", "AHLI_MUDA", True),
            ("FUNGSIONAL", "", False),
            ("PELAKSANA", "", True),
            ("PELAKSANA", "AHLI_MUDA", False),
        ],
    )
    def test_jenjang_belongs_to_functional_posts(self, org, as_user, jenis, jenjang, good):
        data = {"instansi": org.instansi.pk, "nama": "Jabatan Baru", "jenis": jenis, "jenjang": jenjang, "eselon": ""}
        response = as_user(org.admin).post(url("jabatan", "add"), data)
        assert Jabatan.objects.filter(nama="Jabatan Baru").exists() is good
        if not good:
            assert "Jenjang wajib" in str(errors(response))

    def test_in_use_is_not_deleted(self, org, as_user):
        response = as_user(org.admin).post(url("jabatan", "delete", org.staf.jabatan.pk), {"post": "yes"})
        assert "pegawai" in response.content.decode()
        assert Jabatan.objects.filter(pk=org.staf.jabatan.pk).exists()


# Session, user and the transaction's two; the rest is the list itself, with a row or with thirty.
QUERIES = {"pegawai": 7, "unitkerja": 6, "jabatan": 6, "penugasankepala": 8, "bataswaktu": 6, "dispensasi": 6}


@pytest.mark.parametrize("many", [1, 30])
@pytest.mark.parametrize("model", QUERIES)
def test_lists_cost_the_same_for_any_number_of_rows(org, as_user, django_assert_num_queries, many, model):
    for n in range(many):
        unit = make_unit(org.instansi, f"Unit {n}", induk=org.dinas)
        pegawai = make_pegawai(f"Orang {n}", unit=unit, jabatan=org.staf.jabatan)
        penugasan(unit, pegawai)
        dispensasi(pegawai, org.admin)
    BatasWaktu.objects.create(instansi=org.instansi, langkah=Langkah.REALISASI, hari=7)
    client = as_user(org.admin)
    with django_assert_num_queries(QUERIES[model]):
        client.get(url(model))
