"""Every page of the room as the persons around one document see it, and lists with a constant number of queries."""

from datetime import date

import pytest
from django.urls import reverse

from skp.models import Skp
from skp.workflow import Status
from tests.factories import make_bulanan, make_pegawai, make_rhk, make_skp, make_target

PAGES = [
    ("skp:tahunan_list", None),
    ("skp:tahunan_tambah", None),
    ("skp:tahunan_detail", "skp"),
    ("skp:tahunan_ubah", "skp"),
    ("skp:muat_ulang", "skp"),
    ("skp:rhk_tambah", "skp"),
    ("skp:cari_atasan", "skp"),
    ("skp:rhk_ubah", "rhk"),
    ("skp:bulanan_list", None),
    ("skp:bulanan_tambah", None),
    ("skp:bulanan_detail", "bulanan"),
    ("skp:bulanan_ubah", "bulanan"),
    ("skp:target_tambah", "bulanan"),
    ("skp:target_ubah", "target"),
]


@pytest.fixture
def pk(skp, rhk, april):
    return {"skp": skp.pk, "rhk": rhk.pk, "bulanan": april.pk, "target": make_target(april, rhk).pk}


@pytest.mark.parametrize(("name", "of"), PAGES)
def test_the_owner_opens_every_page_of_his_draft(as_user, staf, pk, name, of):
    response = as_user(staf).get(reverse(name, args=[pk[of]] if of else []))
    assert response.status_code == 200


@pytest.mark.parametrize(("name", "of"), [page for page in PAGES if page[1]])
@pytest.mark.parametrize("who", ["penilai", "kepala", "rekan", "stranger", "orang_luar", "admin"])
def test_a_draft_is_nobody_elses_to_open(as_user, org, pk, name, of, who):
    response = as_user(getattr(org, who)).get(reverse(name, args=[pk[of]]))
    assert response.status_code == 404


@pytest.mark.parametrize(
    ("who", "status"), [("penilai", 200), ("kepala", 200), ("admin", 200), ("rekan", 404), ("stranger", 404)]
)
@pytest.mark.parametrize("name", ["skp:tahunan_detail", "skp:bulanan_detail"])
def test_a_submitted_document_is_read_by_penilai_heads_and_admin(as_user, org, skp, april, name, who, status):
    Skp.objects.filter(pk=skp.pk).update(status=Status.DIAJUKAN)
    type(april).objects.filter(pk=april.pk).update(status=Status.DIAJUKAN)
    document = skp if name == "skp:tahunan_detail" else april
    assert as_user(getattr(org, who)).get(reverse(name, args=[document.pk])).status_code == status


@pytest.mark.parametrize("name", ["skp:tahunan_ubah", "skp:rhk_tambah", "skp:bulanan_ubah", "skp:target_tambah"])
def test_the_penilai_may_read_but_not_edit(as_user, penilai, skp, april, name):
    Skp.objects.filter(pk=skp.pk).update(status=Status.DIKEMBALIKAN)
    type(april).objects.filter(pk=april.pk).update(status=Status.DIKEMBALIKAN)
    document = april if "bulanan" in name or "target" in name else skp
    assert as_user(penilai).get(reverse(name, args=[document.pk])).status_code == 403


def test_an_edit_form_of_an_approved_skp_sends_back_with_the_reason(as_user, staf, skp):
    Skp.objects.filter(pk=skp.pk).update(status=Status.DISETUJUI)
    response = as_user(staf).get(reverse("skp:rhk_tambah", args=[skp.pk]), follow=True)
    assert "Sudah disetujui; dapat diubah" in response.content.decode()


@pytest.mark.parametrize("who", ["staf", "rekan", "stranger", "jf"])
@pytest.mark.parametrize("name", ["skp:persetujuan", "skp:persetujuan_bulanan", "skp:belum_mengajukan"])
def test_the_queue_is_for_pejabat_penilai(as_user, org, name, who):
    assert as_user(getattr(org, who)).get(reverse(name)).status_code == 403


@pytest.mark.parametrize("name", ["skp:persetujuan", "skp:persetujuan_bulanan", "skp:belum_mengajukan"])
def test_a_penilai_opens_the_queue(as_user, penilai, name):
    assert as_user(penilai).get(reverse(name)).status_code == 200


def test_what_people_type_is_shown_as_text(as_user, staf, skp, rhk, april):
    text = "<script>alert(1)</script><b>tebal</b>"
    type(rhk).objects.filter(pk=rhk.pk).update(uraian=text)
    make_target(april, rhk, uraian=text)
    for url in (skp.get_absolute_url(), april.get_absolute_url()):
        page = as_user(staf).get(url).content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_an_empty_list_says_what_to_do(as_user, rekan):
    assert "Belum ada SKP. Buat SKP untuk periode" in as_user(rekan).get(reverse("skp:tahunan_list")).content.decode()
    assert "Belum ada SKP Bulanan. Buat SKP Bulanan" in as_user(rekan).get(reverse("skp:bulanan_list")).content.decode()


def test_lists_show_ones_own_documents_only(as_user, staf, rekan, penilai, skp, april):
    make_skp(rekan, penilai=penilai, tahun=2025)
    for name in ("skp:tahunan_list", "skp:bulanan_list"):
        page = as_user(penilai).get(reverse(name))
        assert page.context["paginator"].count == 0
    assert as_user(staf).get(reverse("skp:tahunan_list")).context["paginator"].count == 1


@pytest.mark.parametrize(
    ("query", "years"),
    [
        ("tahun=2025", [2025]),
        ("status=DISETUJUI", [2025, 2024]),
        ("status=", [2026, 2025, 2024]),
        ("cari=keuangan", [2026]),
        ("cari=tidak+ada", []),
        ("urut=periode", [2024, 2025, 2026]),
        ("urut=pegawai__password", [2026, 2025, 2024]),
        ("tahun=abc&page=xyz&entri=7", [2026, 2025, 2024]),
    ],
)
def test_the_yearly_list_filters_searches_and_sorts_by_what_it_offers(as_user, staf, penilai, skp, query, years):
    for tahun in (2024, 2025):
        make_skp(staf, penilai=penilai, tahun=tahun)
    response = as_user(staf).get(reverse("skp:tahunan_list") + "?" + query)
    assert [row["skp"].tahun for row in response.context["rows"]] == years


@pytest.mark.parametrize(
    ("query", "months"),
    [
        ("cari=maret", [3]),
        ("cari=mei", [5]),
        ("cari=keuangan", [4]),
        ("status=DRAFT", [4]),
        ("tahun=2025", []),
        ("entri=25", [5, 4, 3]),
    ],
)
def test_the_monthly_list_is_found_by_month_and_text(as_user, staf, skp, rhk, april, query, months):
    make_bulanan(skp, 3)
    make_bulanan(skp, 5)
    make_target(april, rhk)
    response = as_user(staf).get(reverse("skp:bulanan_list") + "?" + query)
    assert [row["bulanan"].bulan for row in response.context["rows"]] == months


# --- A constant number of queries ------------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [1, 30])
def test_queries_of_the_monthly_list(as_user, staf, penilai, django_assert_num_queries, rows):
    for number in range(rows):
        skp = staf.skp.filter(tahun=2000 + number // 12).first()
        skp = skp or make_skp(staf, penilai=penilai, tahun=2000 + number // 12)
        make_bulanan(skp, number % 12 + 1)
    client = as_user(staf)
    with django_assert_num_queries(7):
        response = client.get(reverse("skp:bulanan_list") + "?entri=50")
    assert len(response.context["rows"]) == rows


@pytest.mark.parametrize("rows", [1, 30])
def test_queries_of_a_year_with_its_targets(as_user, staf, skp, rhk, rhk_atasan, django_assert_num_queries, rows):
    for number in range(rows - 1):
        make_rhk(skp, f"Target {number}", status_kegiatan="CASCADING", atasan=rhk_atasan)
    client = as_user(staf)
    with django_assert_num_queries(16):
        response = client.get(skp.get_absolute_url())
    assert len(response.context["rows"]) == rows


@pytest.mark.parametrize("rows", [1, 30])
def test_queries_of_a_month_with_its_targets(as_user, staf, rhk, april, django_assert_num_queries, rows):
    for number in range(rows):
        make_target(april, rhk, uraian=f"Target {number}")
    client = as_user(staf)
    with django_assert_num_queries(14):
        response = client.get(april.get_absolute_url())
    assert len(response.context["rows"]) == rows


@pytest.mark.parametrize("rows", [1, 30])
@pytest.mark.parametrize(("name", "queries"), [("skp:persetujuan", 13), ("skp:persetujuan_bulanan", 14)])
def test_queries_of_the_queue(as_user, org, penilai, django_assert_num_queries, name, queries, rows):
    for number in range(rows):
        pegawai = make_pegawai(
            f"Bawahan {number}", unit=org.bidang, jabatan=org.staf.jabatan, nip=f"19900101201501{number + 1001}"
        )
        skp = make_skp(pegawai, penilai=penilai, status=Status.DIAJUKAN)
        make_target(make_bulanan(skp, 3, status=Status.DIAJUKAN), make_rhk(skp))
    client = as_user(penilai)
    with django_assert_num_queries(queries):
        response = client.get(reverse(name) + "?entri=50")
    assert len(response.context["page_obj"]) == rows


@pytest.mark.parametrize("rows", [1, 30])
def test_queries_of_who_has_not_submitted(as_user, org, penilai, django_assert_num_queries, rows):
    for number in range(rows):
        make_pegawai(f"Baru {number}", unit=org.bidang, jabatan=org.staf.jabatan, nip=f"19900101201501{number + 1001}")
    client = as_user(penilai)
    with django_assert_num_queries(15):
        response = client.get(reverse("skp:belum_mengajukan") + "?entri=50")
    assert response.context["paginator"].count == rows + 3
    assert date(2026, 3, 10) == response.context["hari_ini"]


def test_the_menu_does_not_call_a_subordinates_skp_ones_own(as_user, staf, penilai):
    skp = make_skp(staf, penilai=penilai)
    for reader, marked in ((staf, "SKP Tahunan"), (penilai, "SKP Bawahan")):
        menu = as_user(reader).get(skp.get_absolute_url()).content.decode().split('id="menu"')[1].split("</nav>")[0]
        assert marked in menu.split('aria-current="page">')[1].split("</a>")[0]
