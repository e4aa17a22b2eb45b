"""SKP Bawahan: everybody a penilai assesses, with the state of his SKP and never a draft's content."""

import io
from datetime import date

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from organisasi.models import JenisPenugasan, Pegawai, PenugasanKepala
from skp.bawahan import BELUM_BUAT
from skp.workflow import Status
from tests.factories import make_pegawai, make_rhk, make_skp

BAWAHAN, EKSPOR = "skp:bawahan", "skp:bawahan_ekspor"


def listed(client, query=""):
    return client.get(f"{reverse(BAWAHAN)}?{query}")


def names(response):
    return [(row.pegawai.nama, row.status) for row in response.context["page_obj"]]


@pytest.fixture
def people(org, penilai):
    """Staf has a draft, rekan has submitted, the JF has none."""
    make_rhk(make_skp(org.staf, penilai=penilai, status=Status.DRAFT), "Rancangan rahasia")
    make_rhk(make_skp(org.rekan, penilai=penilai, status=Status.DIAJUKAN), "Sudah diajukan")
    return org


def test_who_moved_has_none_since_his_skp_ended(as_user, org, penilai):
    make_skp(org.staf, penilai=penilai, periode_selesai=date(2026, 2, 28))
    assert ("Staf", BELUM_BUAT) in names(listed(as_user(penilai)))
    make_skp(org.staf, penilai=penilai, periode_mulai=date(2026, 3, 1), status=Status.DRAFT)
    assert [status for name, status in names(listed(as_user(penilai))) if name == "Staf"] == ["DISETUJUI", "DRAFT"]


def test_everybody_is_there_also_who_has_none(as_user, penilai, people):
    response = listed(as_user(penilai))
    assert names(response) == [("Fungsional", BELUM_BUAT), ("Rekan", "DIAJUKAN"), ("Staf", "DRAFT")]
    tiles = {tile["label"]: tile["value"] for tile in response.context["tiles"]}
    assert tiles == {
        "Belum buat": 1, "Draft": 1, "Diajukan": 1, "Disetujui": 0, "Dikembalikan": 0,
    }  # fmt: skip


def test_of_a_draft_only_that_it_exists(as_user, penilai, people):
    page = listed(as_user(penilai)).content.decode()
    draft, submitted = people.staf.skp.get(), people.rekan.skp.get()
    assert "rahasia" not in page
    assert "Draft hanya dapat dibuka pemiliknya." in page
    assert f'href="{draft.get_absolute_url()}"' not in page
    assert f'href="{submitted.get_absolute_url()}"' in page
    assert names(listed(as_user(penilai), "cari=rahasia")) == []
    assert as_user(penilai).get(draft.get_absolute_url()).status_code == 404


def test_a_returned_skp_and_one_reopened(as_user, org, penilai):
    returned = make_skp(org.staf, penilai=penilai, status=Status.DIKEMBALIKAN, alasan="Perbaiki")
    reopened = make_skp(org.rekan, penilai=penilai, status=Status.DRAFT, alasan="Dibuka")
    page = listed(as_user(penilai)).content.decode()
    assert f'href="{returned.get_absolute_url()}"' in page
    assert f'href="{reopened.get_absolute_url()}"' not in page


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("cari=rek", ["Rekan"]),
        ("cari=REKAN", ["Rekan"]),
        ("cari=198806062012062006", ["Fungsional"]),
        ("cari=1988 0606", ["Fungsional"]),
        ("cari=0606", []),
        ("status=BELUM_BUAT", ["Fungsional"]),
        ("status=DRAFT", ["Staf"]),
        ("status=LAIN", ["Fungsional", "Rekan", "Staf"]),
        ("urut=status", ["Fungsional", "Staf", "Rekan"]),
        ("urut=pegawai__password", ["Fungsional", "Rekan", "Staf"]),
        ("tahun=2025", ["Fungsional", "Rekan", "Staf"]),
        ("tahun=abc&unit=x&page=y", ["Fungsional", "Rekan", "Staf"]),
        ("unit=999999", ["Fungsional", "Rekan", "Staf"]),
    ],
)
def test_search_filters_and_order(as_user, penilai, people, query, expected):
    assert [name for name, _status in names(listed(as_user(penilai), query))] == expected


def test_the_unit_filter_offers_the_units_that_occur(as_user, org, kepala):
    make_skp(org.penilai, penilai=kepala)
    make_skp(org.stranger, penilai=kepala)
    response = listed(as_user(kepala), f"unit={org.dinas_lain.pk}")
    assert names(response) == [("Orang Lain", "DISETUJUI")]
    assert [label for _pk, label in response.context["form"].fields["unit"].choices] == [
        "Semua", "Bidang Data", "Dinas Sosial",
    ]  # fmt: skip


def test_another_years_list_says_who_had_none_then(as_user, penilai, people):
    make_skp(people.jf, penilai=penilai, tahun=2025)
    assert dict(names(listed(as_user(penilai), "tahun=2025"))) == {
        "Fungsional": "DISETUJUI", "Rekan": BELUM_BUAT, "Staf": BELUM_BUAT,
    }  # fmt: skip


def test_two_skp_of_a_year_are_two_rows(as_user, org, penilai):
    make_skp(org.staf, penilai=penilai, periode_selesai=date(2026, 5, 31))
    make_skp(org.staf, penilai=penilai, periode_mulai=date(2026, 6, 1), status=Status.DRAFT)
    assert names(listed(as_user(penilai), "cari=staf")) == [("Staf", "DISETUJUI"), ("Staf", "DRAFT")]


def test_one_who_moved_away_stays_with_the_skp_that_names_this_penilai(as_user, org, penilai):
    make_skp(org.stranger, penilai=penilai, periode_selesai=date(2026, 5, 31))
    make_skp(org.stranger, penilai=org.kepala_lain, periode_mulai=date(2026, 6, 1), status=Status.DIAJUKAN)
    assert names(listed(as_user(penilai), "cari=orang")) == [("Orang Lain", "DISETUJUI")]


def test_a_plt_sees_the_people_of_the_head_he_stands_in_for(as_user, org, people):
    PenugasanKepala.objects.create(
        unit=org.bidang, pegawai=org.kepala_lain, jenis=JenisPenugasan.PLT, nomor_surat="1",
        mulai=date(2026, 3, 1), selesai=date(2026, 3, 31),
    )  # fmt: skip
    assert {"Rekan", "Staf"} <= {name for name, _status in names(listed(as_user(org.kepala_lain)))}


@pytest.mark.parametrize("who", ["staf", "rekan", "jf", "stranger", "admin", "orang_luar"])
@pytest.mark.parametrize("name", [BAWAHAN, EKSPOR])
def test_the_page_is_for_pejabat_penilai(as_user, org, name, who):
    assert as_user(getattr(org, who)).get(reverse(name)).status_code == 403


def test_nobodys_list_holds_people_of_another_head(as_user, people, kepala_lain):
    assert names(listed(as_user(kepala_lain))) == [("Orang Lain", BELUM_BUAT)]


# --- Excel ------------------------------------------------------------------------------------------------------------


def sheet_of(response):
    return list(load_workbook(io.BytesIO(response.content)).active.iter_rows())


def test_the_export_holds_the_chosen_rows_and_no_draft(as_user, penilai, people):
    response = as_user(penilai).get(reverse(EKSPOR) + "?tahun=2026")
    assert response["Content-Disposition"] == 'attachment; filename="SKP-Bawahan-2026.xlsx"'
    values = [[cell.value for cell in row] for row in sheet_of(response)]
    assert values[0][:3] == ["No.", "NIP", "Nama"]
    assert [(row[2], row[6]) for row in values[1:]] == [
        ("Fungsional", "Belum buat"),
        ("Rekan", "Diajukan"),
        ("Staf", "Draft"),
    ]
    staf = values[3]
    assert staf[1] == "199005052015051005"
    assert staf[8] is None
    assert "rahasia" not in str(values)
    filtered = sheet_of(as_user(penilai).get(reverse(EKSPOR) + "?tahun=2026&status=DRAFT"))
    assert len(filtered) == 2


@pytest.mark.parametrize("nama", ["=1+1", "+62", "-1", "@SUM(A1)", '=HYPERLINK("http://x","y")', "\t=1+1"])
def test_a_name_that_looks_like_a_formula_is_text(as_user, org, penilai, nama):
    Pegawai.objects.filter(pk=org.staf.pk).update(nama=nama)
    rows = sheet_of(as_user(penilai).get(reverse(EKSPOR)))
    cell = next(row[2] for row in rows if row[2].value == nama)
    assert cell.data_type == "s"
    assert cell.quotePrefix


@pytest.mark.parametrize("rows", [1, 30])
@pytest.mark.parametrize(("name", "queries"), [(BAWAHAN, 11), (EKSPOR, 11)])  # with its line in the audit
def test_queries_of_the_list_and_the_export(as_user, org, penilai, django_assert_num_queries, name, queries, rows):
    for number in range(rows):
        pegawai = make_pegawai(
            f"Bawahan {number}", unit=org.bidang, jabatan=org.staf.jabatan, nip=f"19900101201501{number + 1001}"
        )
        make_rhk(make_skp(pegawai, penilai=penilai, status=Status.DIAJUKAN))
    client = as_user(penilai)
    with django_assert_num_queries(queries):
        response = client.get(reverse(name) + "?entri=50")
    assert response.status_code == 200
