"""Who sees whose documents and cards. The tables are written by hand, not computed with what they test."""

from datetime import date

import pytest
from django.db.models import Q
from django.http import HttpResponse

from organisasi.middleware import ScopeMiddleware
from organisasi.models import Pegawai, PenugasanKepala, UnitKerja
from organisasi.scoping import acting_ids, administered, asked_once, led_by, local_today, visible
from skp.models import Skp
from tests.factories import make_skp, wib

ASSESSORS = {
    "staf": "penilai", "rekan": "penilai", "jf": "penilai", "penilai": "kepala", "kepala": "sekda",
    "kepala_lain": "sekda", "stranger": "kepala_lain", "admin": "sekda", "sekda": None,
    "orang_luar": None, "admin_luar": None,
}  # fmt: skip
BIDANG = {"staf", "rekan", "jf", "penilai"}
KOTA = BIDANG | {"kepala", "kepala_lain", "stranger", "admin", "sekda"}
LUAR = {"orang_luar", "admin_luar"}

SEES = {
    "staf": {"staf"},
    "rekan": {"rekan"},
    "jf": {"jf"},
    "stranger": {"stranger"},
    "orang_luar": {"orang_luar"},
    "penilai": BIDANG,
    "kepala": BIDANG | {"kepala"},
    "kepala_lain": {"kepala_lain", "stranger"},
    "sekda": KOTA,
    "admin": KOTA,
    "admin_luar": LUAR,
    "super_admin": KOTA | LUAR,
}


@pytest.fixture
def documents(org):
    for owner, penilai in ASSESSORS.items():
        make_skp(getattr(org, owner), penilai=penilai and getattr(org, penilai))
    return org


def seen(org, user: Pegawai) -> set[str]:
    names = {getattr(org, name).pk: name for name in ASSESSORS}
    return {names[pk] for pk in Skp.objects.filter(visible(user)).values_list("pegawai", flat=True)}


def appoint(unit: UnitKerja, pegawai: Pegawai, *, mulai: date, selesai: date) -> None:
    PenugasanKepala.objects.create(
        unit=unit, pegawai=pegawai, jenis="PLH", mulai=mulai, selesai=selesai, nomor_surat="800/2/2026"
    )


@pytest.mark.parametrize("who", SEES)
def test_documents(documents, who):
    assert seen(documents, getattr(documents, who)) == SEES[who]


@pytest.mark.parametrize("who", SEES)
def test_cards_of_people(org, who):
    user = getattr(org, who)
    names = {getattr(org, name).pk: name for name in SEES}
    cards = {names[pk] for pk in Pegawai.objects.visible_to(user).values_list("pk", flat=True)}
    # The super admin belongs to the city as a person; nobody is his superior.
    expected = SEES[who] | ({"super_admin"} if who in {"admin", "super_admin"} else set())
    assert cards == expected


@pytest.mark.parametrize("who", SEES)
def test_each_row_is_listed_once(documents, who):
    rows = list(Skp.objects.filter(visible(getattr(documents, who))).values_list("pk", flat=True))
    assert len(rows) == len(set(rows))


@pytest.mark.parametrize(
    ("mulai", "selesai", "runs"),
    [
        (date(2026, 3, 10), date(2026, 3, 10), True),
        (date(2026, 3, 1), date(2026, 3, 31), True),
        (date(2026, 3, 1), date(2026, 3, 9), False),
        (date(2026, 3, 11), date(2026, 3, 31), False),
    ],
)
def test_who_stands_in_for_a_head_sees_what_he_sees_while_it_runs(documents, mulai, selesai, runs):
    appoint(documents.dinas_lain, documents.rekan, mulai=mulai, selesai=selesai)
    expected = {"rekan", "kepala_lain", "stranger"} if runs else {"rekan"}
    assert seen(documents, documents.rekan) == expected


def test_the_day_that_counts_is_the_users_own(documents, hari_ini):
    """At 23.30 WIB it is tomorrow already in Jayapura."""
    appoint(documents.dinas_lain, documents.rekan, mulai=date(2026, 3, 11), selesai=date(2026, 3, 11))
    hari_ini.move_to(wib(2026, 3, 10, 23, 30))
    assert seen(documents, documents.rekan) == {"rekan"}
    documents.rekan.instansi.zona_waktu = "Asia/Jayapura"
    assert local_today(documents.rekan) == date(2026, 3, 11)
    assert seen(documents, documents.rekan) == {"rekan", "kepala_lain", "stranger"}


def test_a_former_penilai_keeps_the_documents_that_name_him(documents):
    UnitKerja.objects.filter(pk=documents.bidang.pk).update(kepala=None)
    assert seen(documents, documents.penilai) == BIDANG


def test_a_new_head_sees_his_unit_and_below(documents):
    UnitKerja.objects.filter(pk=documents.dinas.pk).update(kepala=None)
    UnitKerja.objects.filter(pk=documents.dinas.pk).update(kepala=documents.stranger)
    assert seen(documents, documents.stranger) == BIDANG | {"stranger", "kepala"}


def test_moving_a_unit_moves_who_sees_it(documents):
    UnitKerja.objects.filter(pk=documents.bidang.pk).update(induk=documents.dinas_lain)
    assert seen(documents, documents.kepala_lain) == {"kepala_lain", "stranger"} | BIDANG
    # He still sees the one document that names him as its penilai.
    assert seen(documents, documents.kepala) == {"kepala", "penilai"}


def test_everyone_does_not_vanish_inside_an_or(documents):
    everything = Skp.objects.filter(visible(documents.super_admin) | Q(pk=0)).count()
    assert everything == len(ASSESSORS)


@pytest.mark.parametrize(("who", "number"), [("super_admin", 5), ("admin", 4), ("admin_luar", 1), ("kepala", 0)])
def test_reference_data_belongs_to_admins(org, who, number):
    assert UnitKerja.objects.filter(administered(getattr(org, who))).count() == number


def test_an_admin_does_not_administer_a_super_admin(org):
    assert org.super_admin not in Pegawai.objects.administered_by(org.admin)
    assert org.super_admin in Pegawai.objects.administered_by(org.super_admin)
    assert not Pegawai.objects.administered_by(org.kepala).exists()


# --- Asked once a page ----------------------------------------------------------------------------------------------


def test_who_leads_nothing_is_asked_for_by_comparisons_alone(org):
    sql = str(Skp.objects.filter(visible(org.staf)).query)
    assert sql.count("SELECT") == 1
    assert "unitkerja" not in sql


def test_inside_one_reading_the_answer_stays_and_after_it_is_asked_anew(org, django_assert_num_queries):
    with django_assert_num_queries(1), asked_once():
        assert acting_ids(org.staf) == {org.staf.pk}
        assert acting_ids(org.staf) == {org.staf.pk}
    with asked_once():
        acting_ids(org.staf)
        appoint(org.bidang, org.staf, mulai=date(2026, 3, 1), selesai=date(2026, 3, 31))
        assert acting_ids(org.staf) == {org.staf.pk}
    assert acting_ids(org.staf) == {org.staf.pk, org.penilai.pk}


def test_the_answer_is_each_users_own(org):
    with asked_once():
        assert acting_ids(org.staf) == {org.staf.pk}
        assert led_by(org.penilai) == {org.bidang.pk: org.penilai.pk}
        assert led_by(org.staf) == {}


@pytest.mark.parametrize(("method", "asked"), [("get", 1), ("head", 1), ("post", 2), ("put", 2), ("delete", 2)])
def test_a_request_that_may_write_asks_each_time(org, rf, django_assert_num_queries, method, asked):
    def answer(request):
        acting_ids(org.penilai)
        acting_ids(org.penilai)
        return HttpResponse()

    with django_assert_num_queries(asked):
        ScopeMiddleware(answer)(getattr(rf, method)("/"))


def test_the_next_request_of_the_same_user_asks_anew(org, rf):
    found = []
    page = ScopeMiddleware(lambda request: found.append(acting_ids(org.staf)) or HttpResponse())
    page(rf.get("/"))
    appoint(org.bidang, org.staf, mulai=date(2026, 3, 1), selesai=date(2026, 3, 31))
    page(rf.get("/"))
    assert found == [{org.staf.pk}, {org.staf.pk, org.penilai.pk}]
