"""The pages of the audit: who changed what, found by day, person, unit and kind; whose rows, and what stays secret."""

import csv
import io
from datetime import timedelta
from urllib.parse import urlencode

import pghistory
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape
from openpyxl import load_workbook

from organisasi.forms.audit import AuditForm
from organisasi.jenis_audit import find_kind, kinds
from organisasi.models import BatasWaktu, EksporData, Langkah, Pegawai, Pekerjaan, PembacaanAudit
from organisasi.querysets.audit import latest
from organisasi.services import audit as services
from penilaian.models import UmpanBalikRekan, UndanganUmpanBalik
from skp.models import Skp
from tests.factories import make_periode, make_rated, make_rhk, make_skp

pytestmark = pytest.mark.django_db

LIST = "/audit/"


@pytest.fixture(autouse=True)
def days(db):
    """The database dates what it writes by its own clock, which stands still in no test."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT CURRENT_DATE")
        today = cursor.fetchone()[0]
    DAYS.update(dari=str(today - timedelta(days=1)), sampai=str(today + timedelta(days=1)))
    return today


DAYS: dict[str, str] = {}


def asked_for(**query):
    return urlencode({**DAYS, **query})


def saring(user, today, **data):
    form = AuditForm({**DAYS, **data}, user=user, today=today, zona=user.instansi.tz)
    assert form.is_valid(), form.errors
    return form.saring()


def listed(client, **query):
    page = client.get(reverse("audit_list"), {**DAYS, **query})
    assert page.status_code == 200
    return page.context["rows"]


@pytest.fixture
def batas(as_user, org):
    with pghistory.context(user=org.admin.pk, url="/pengaturan/batas-waktu/", ip="10.1.2.3"):
        row = BatasWaktu.objects.create(instansi=org.instansi, langkah=Langkah.REALISASI, hari=5)
        row.hari = 9
        row.save()
    return row


def event(row, label="update"):
    return type(row).pgh_event_model.objects.filter(pgh_obj_id=row.pk, pgh_label=label).order_by("-pgh_id").first()


def detail(client, row, label="update"):
    slug = type(row)._meta.model_name
    return client.get(reverse("audit_detail", args=[slug, event(row, label).pk]))


def test_who_changed_what_old_and_new_in_words(as_user, org, batas):
    page = detail(as_user(org.admin), batas)
    text = page.content.decode()
    assert [(one.label, one.semula, one.menjadi) for one in page.context["kejadian"].beda] == [
        ("Hari/tanggal", "5", "9")
    ]
    for word in (str(org.admin), "10.1.2.3", "/pengaturan/batas-waktu/", "Diubah"):
        assert word in text
    made = detail(as_user(org.admin), batas, "insert").context["kejadian"]
    assert ("Langkah", "", Langkah.REALISASI.label) in [(one.label, one.semula, one.menjadi) for one in made.beda]
    batas_pk = batas.pk
    batas.delete()
    batas.pk = batas_pk
    gone = detail(as_user(org.admin), batas, "delete").context["kejadian"]
    assert ("Hari/tanggal", "9", "") in [(one.label, one.semula, one.menjadi) for one in gone.beda]


def test_foreign_keys_by_name_and_never_a_password(as_user, org):
    with pghistory.context(user=org.admin.pk):
        org.staf.unit = org.dinas_lain
        org.staf.set_password("rahasia-sekali-1")
        org.staf.save()
    found = detail(as_user(org.admin), org.staf).context["kejadian"].beda
    assert [(one.label, one.semula, one.menjadi) for one in found] == [
        ("Unit kerja", str(org.bidang), str(org.dinas_lain))
    ]
    for kind in kinds():
        assert {"password", "last_login", "token"} & {column.name for column in kind.fields()} == set()


def test_the_list_is_of_all_kinds_newest_first(as_user, org, batas):
    with pghistory.context(user=org.staf.pk):
        skp = make_skp(org.staf, penilai=org.penilai)
    make_rhk(skp, "Menyusun laporan")
    today = event(batas).pgh_created_at.astimezone(org.instansi.tz).date()
    found, _more = latest(org.admin, saring(org.admin, today), after="", size=1000)
    rows = [(row.kind.slug, row.perubahan, row.oleh, row.tentang) for row in found]
    assert ("skp", "insert", str(org.staf), str(org.staf)) in rows
    assert ("rencanahasilkerja", "insert", str(org.staf)) in [(kind, what, about) for kind, what, _by, about in rows]
    assert ("bataswaktu", "update", str(org.admin), "") in rows
    assert ("pegawai", "insert", "Sistem", str(org.staf)) in rows
    times = [row.pada for row in found]
    assert times == sorted(times, reverse=True)
    assert len(listed(as_user(org.admin))) == 25


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"jenis": "bataswaktu"}, {"bataswaktu"}),
        ({"perubahan": "update"}, {"bataswaktu"}),
        ({"oleh": "staf"}, {"skp"}),
        ({"pegawai": "staf", "jenis": "skp"}, {"skp"}),
        ({"pegawai": "stranger", "jenis": "skp"}, set()),
        ({"unit": "dinas", "jenis": "skp"}, {"skp"}),
        ({"unit": "dinas_lain", "jenis": "skp"}, set()),
        ({"dari": "2026-03-01", "sampai": "2026-03-02"}, set()),
    ],
)
def test_found_by_kind_change_person_unit_and_day(as_user, org, batas, query, expected):
    with pghistory.context(user=org.staf.pk):
        make_skp(org.staf, penilai=org.penilai)
    asked = {name: getattr(org, value).pk if hasattr(org, value) else value for name, value in query.items()}
    rows = listed(as_user(org.admin), **asked)
    # The cast and its units were made today too.
    assert {row.kind.slug for row in rows} - {"pegawai", "unitkerja"} == expected


def test_rows_belong_to_an_instansi_by_what_they_say_not_by_who_changed_them(as_user, org, batas):
    with pghistory.context(user=org.super_admin.pk):
        other = BatasWaktu.objects.create(instansi=org.instansi_lain, langkah=Langkah.REALISASI, hari=3)
        other.hari = 4
        other.save()
    own = event(batas), event(other)
    for person, seen in ((org.admin, (True, False)), (org.admin_luar, (False, True)), (org.super_admin, (True, True))):
        client = as_user(person)
        found = {row.pk for row in listed(client, jenis="bataswaktu")}
        assert tuple(one.pk in found for one in own) == seen
        assert tuple(detail(client, row).status_code == 200 for row in (batas, other)) == seen
    chosen = listed(as_user(org.super_admin), jenis="bataswaktu", instansi=org.instansi_lain.pk)
    assert {row.pk for row in chosen} & {one.pk for one in own} == {own[1].pk}
    ignored = listed(as_user(org.admin), jenis="bataswaktu", instansi=org.instansi_lain.pk)
    assert own[1].pk not in {row.pk for row in ignored}


def test_a_super_admins_account_is_not_an_admins_to_read(as_user, org):
    Pegawai.objects.filter(pk=org.staf.pk).update(is_superuser=True, email="a@b.id")
    assert event(org.staf).pk not in {row.pk for row in listed(as_user(org.admin), jenis="pegawai")}


@pytest.mark.parametrize("who", ["staf", "kepala", "penilai", "stranger"])
def test_nobody_else_reads_it(as_user, org, batas, who):
    client = as_user(getattr(org, who))
    for address in (reverse("audit_list"), reverse("audit_pembaca")):
        assert client.get(address).status_code == 403
    assert detail(client, batas).status_code == 403
    assert client.post(reverse("audit_ekspor")).status_code == 403
    assert not PembacaanAudit.objects.exists()


# --- Secrets


def test_feedback_of_colleagues_is_in_the_audit_for_nobody():
    assert not {kind.model for kind in kinds()} & {UmpanBalikRekan, UndanganUmpanBalik}


@pytest.mark.parametrize("role", ["admin_instansi", "is_superuser"])
def test_nobody_reads_there_what_was_done_to_his_own_appraisal(as_user, org, role):
    evaluasi = make_rated(make_skp(org.staf, penilai=org.penilai), make_periode(org.instansi))
    Pegawai.objects.filter(pk=org.staf.pk).update(**{role: True})
    client = as_user(Pegawai.objects.for_header().get(pk=org.staf.pk))
    assert listed(client, jenis="evaluasi") == []
    assert detail(client, evaluasi, "insert").status_code == 404
    assert detail(as_user(org.admin), evaluasi, "insert").status_code == 200
    found = client.post(reverse("audit_ekspor"), {"saring": asked_for(jenis="evaluasi"), "bentuk": "csv"})
    assert found.content.decode().count("\n") == 1


def test_every_private_kind_says_whom_it_is_about():
    assert [kind.slug for kind in kinds() if kind.pribadi and not kind.pegawai] == []


def test_who_looks_is_written_down_once_an_hour(as_user, org, batas, hari_ini):
    client, address = as_user(org.admin), f"{LIST}?{asked_for(jenis='skp')}"
    for _twice in range(2):
        listed(client, jenis="skp")
    assert [(row.oleh, row.alamat) for row in PembacaanAudit.objects.all()] == [(org.admin, address)]
    hari_ini.shift(timedelta(hours=1, minutes=5))
    listed(client, jenis="skp")
    assert PembacaanAudit.objects.count() == 2
    address = escape(address)
    assert address in as_user(org.super_admin).get(reverse("audit_pembaca")).content.decode()
    assert address not in as_user(org.admin_luar).get(reverse("audit_pembaca")).content.decode()


# --- Pages, exports, numbers


def test_pages_meet_without_a_gap_and_without_a_repeat(org, batas):
    for number in range(40):
        BatasWaktu.objects.filter(pk=batas.pk).update(hari=number % 30 + 1)
        Pegawai.objects.filter(pk=org.staf.pk).update(email=f"a{number}@b.id")
    today = event(batas).pgh_created_at.astimezone(org.instansi.tz).date()
    asked = saring(org.admin, today)
    whole, more = latest(org.admin, asked, after="", size=1000)
    assert not more
    paged, after = [], ""
    while True:
        rows, more = latest(org.admin, asked, after=after, size=7)
        paged += [row.kunci for row in rows]
        if not more:
            break
        after = rows[-1].kunci
    assert paged == [row.kunci for row in whole]
    assert len(set(paged)) == len(paged) > 80


@pytest.mark.parametrize(
    "query",
    ["setelah=x.1", "setelah=skp.99999999999999999999", "setelah=skp.1", "jenis=tidakada", "dari=31-02-2026",
     "dari=2020-01-01&sampai=2026-01-01", "dari=2026-03-02&sampai=2026-03-01", "oleh=abc", "pegawai=-1",
     "unit=999999999999999999999", "perubahan=x", "setelah=%00"],
)  # fmt: skip
def test_nonsense_in_the_address_is_no_error(as_user, org, batas, query):
    assert as_user(org.admin).get(f"{LIST}?{query}").status_code in {200, 400}


def test_the_list_asks_as_much_for_one_as_for_thirty(as_user, org):
    client = as_user(org.admin)
    with pghistory.context(user=org.admin.pk):
        row = BatasWaktu.objects.create(instansi=org.instansi, langkah=Langkah.REALISASI, hari=5)
    listed(client, jenis="bataswaktu")

    def queries(**query) -> int:
        with CaptureQueriesContext(connection) as asked:
            listed(client, **query)
        return len(asked)

    one = queries(jenis="bataswaktu")
    for number in range(30):
        with pghistory.context(user=org.staf.pk):
            BatasWaktu.objects.filter(pk=row.pk).update(hari=number + 1)
    assert queries(jenis="bataswaktu") == one
    with CaptureQueriesContext(connection) as asked:
        listed(client)
    names = [each["sql"] for each in asked if "event" in each["sql"]]
    assert len(names) == 2, "the keys of all kinds in one query, what is told of those shown in another"
    assert "pghistory_context" in names[1]
    assert "pghistory_context" not in names[0], "what is told of an event is joined where it is shown"


def test_a_list_reads_from_its_index(org, batas):
    kind = find_kind("kegiatanharian")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        plan = kind.shown_to(org.super_admin).order_by("-pgh_created_at", "-pgh_id")[:25].explain()
    assert "Index Scan Backward" in plan


@pytest.mark.parametrize("bentuk", ["xlsx", "csv"])
def test_what_the_list_shows_goes_out_as_a_sheet(as_user, org, batas, bentuk):
    with pghistory.context(user=org.staf.pk):
        skp = make_skp(org.staf, penilai=org.penilai)
        make_rhk(skp, "=HYPERLINK(1)")
    client = as_user(org.admin)
    answer = client.post(reverse("audit_ekspor"), {"saring": asked_for(jenis="rencanahasilkerja"), "bentuk": bentuk})
    content = answer.content
    if bentuk == "xlsx":
        sheet = load_workbook(io.BytesIO(content)).active
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    else:
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
        assert "'=HYPERLINK(1)" in {cell for row in rows for cell in row}
    assert tuple(rows[0]) == services.HEADINGS
    assert {row[1] for row in rows[1:]} == {"Rencana hasil kerja"}
    assert {row[6] for row in rows[1:]} == {str(org.staf)}
    assert PembacaanAudit.objects.filter(alamat=reverse("audit_ekspor")).exists()
    line = EksporData.objects.get()
    assert (line.oleh, line.instansi, line.bentuk, line.baris) == (org.admin, org.instansi, bentuk, len(rows) - 1)
    assert line.alamat == f"{LIST}?{asked_for(jenis='rencanahasilkerja')}"


def test_a_long_one_is_the_workers(as_user, org, batas, run_work, monkeypatch):
    monkeypatch.setattr(services, "ROWS_AT_ONCE", 1)
    client = as_user(org.admin)
    answer = client.post(reverse("audit_ekspor"), {"saring": asked_for(jenis="bataswaktu"), "bentuk": "csv"})
    asked = Pekerjaan.objects.get()
    assert answer.url == reverse("pekerjaan_detail", args=[asked.pk])
    run_work()
    asked.refresh_from_db()
    assert (asked.status, asked.nama_hasil[-4:]) == ("SELESAI", ".csv")
    with asked.hasil.open("rb") as file:
        assert file.read().decode().count("\n") == 1 + 3 + 1


def test_who_is_no_admin_any_more_gets_no_file(as_user, org, batas, run_work, monkeypatch):
    monkeypatch.setattr(services, "ROWS_AT_ONCE", 1)
    as_user(org.admin).post(reverse("audit_ekspor"), {"saring": asked_for(), "bentuk": "xlsx"})
    Pegawai.objects.filter(pk=org.admin.pk).update(admin_instansi=False)
    run_work()
    assert Pekerjaan.objects.get().status == "GAGAL"


def test_every_kind_can_be_listed_and_told(org):
    skp = make_skp(org.staf, penilai=org.penilai)
    make_rhk(skp)
    for kind in kinds():
        assert kind.judul
        list(kind.shown_to(org.admin)[:1])
        list(kind.shown_to(org.super_admin).annotate(a=kind.key_of(kind.pegawai), b=kind.key_of(kind.unit))[:1])
    assert Skp.objects.exists()
