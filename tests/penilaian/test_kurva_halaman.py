"""Lihat Kurva and Monitoring Kurva as pages and as a file, held against a count by hand."""

import io
from decimal import Decimal

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from organisasi.models import UnitKerja
from penilaian.models import JejakBaca
from penilaian.scoring.permenpanrb_6_2022 import CapaianOrganisasi
from tests.factories import head, make_pegawai, make_periode, make_skp, make_unit
from tests.penilaian.test_kurva import BP, SB, SK, B, K, rate, set_capaian, team

MONITORING, EKSPOR = "penilaian:monitoring_kurva", "penilaian:monitoring_kurva_ekspor"
QUERIES_LIHAT, QUERIES_PANTAU = 13, 13


@pytest.fixture
def triwulan(org):
    return make_periode(org.instansi)


def lihat(client, periode, query=""):
    return client.get(f"{reverse('penilaian:kurva', args=[periode.pk])}?{query}")


def pantau(client, query=""):
    return client.get(f"{reverse(MONITORING)}?{query}")


def green(kurva) -> list[int]:
    return [row.actual for row in kurva.chart.rows]


@pytest.fixture
def twelve(org, triwulan):
    """By hand: of twelve rated 3 Sangat Baik, 6 Baik, 2 Butuh Perbaikan, 1 Kurang; one more is not rated.

    Bidang Data 2+4+1+0 and the one not rated, Bidang Aplikasi 1+1+1+1, the Dinas itself 0+1+0+0.
    """
    aplikasi = make_unit(org.instansi, "Bidang Aplikasi", induk=org.dinas)
    kabid = head(aplikasi, make_pegawai("Kabid Aplikasi", unit=aplikasi, jabatan=org.penilai.jabatan))
    set_capaian(org.dinas, triwulan, CapaianOrganisasi.BAIK, org.sekda)
    team(org, org.penilai, org.bidang, SB, SB, B, B, B, B, BP, None)
    team(org, kabid, aplikasi, SB, B, BP, K, name="Pengembang")
    team(org, org.kepala, org.dinas, B, name="Sekretariat")
    return aplikasi


# --- By hand


def test_chart_table_parts_and_file_agree_with_a_count_by_hand(as_user, org, kepala, triwulan, twelve):
    response = pantau(as_user(kepala), f"unit={org.dinas.pk}&periode={triwulan.pk}")
    pantauan = response.context["pantauan"]
    chart = pantauan.kurva.chart
    # Baik expects 20/60/15/4/1 %: of twelve people 2.4, 7.2, 1.8, 0.48 and 0.12.
    ideal = [Decimal(text) for text in ("0.12", "0.48", "1.8", "7.2", "2.4")]
    assert green(pantauan.kurva) == [0, 1, 2, 6, 3]
    assert [row.ideal for row in chart.rows] == ideal
    assert [mark.value for mark in chart.red.marks] == ideal
    assert [row.difference for row in chart.rows] == [Decimal(text) for text in ("-0.1", "0.5", "0.2", "-1.2", "0.6")]
    assert (pantauan.kurva.dinilai, pantauan.kurva.belum, pantauan.kurva.pelanggaran) == (12, 1, [])

    page = response.content.decode()
    assert "Baik: ideal 60% atau 7,2 orang, nyata 6 orang." in page
    parts = {str(row.unit or "Dinas"): (green(row.kurva), row.kurva.belum) for row in pantauan.bagian}
    assert parts == {
        "Dinas": ([0, 0, 0, 1, 0], 0),
        "Bidang Aplikasi": ([0, 1, 1, 1, 1], 0),
        "Bidang Data": ([0, 0, 1, 4, 2], 1),
    }

    workbook = load_workbook(io.BytesIO(as_user(kepala).get(response.context["pilihan"].ekspor_url).content))
    rows = list(workbook["Kurva"].values)
    assert [row[3] for row in rows[4:9]] == [0, 1, 2, 6, 3]
    assert [row[2] for row in rows[4:9]] == [pytest.approx(float(number)) for number in ideal]
    assert [row[3] for row in rows[9:11]] == [12, 1]
    sheet = {row[0]: row[2:9] for row in list(workbook["Bagian unit"].values)[1:]}
    assert sheet == {
        "Dinas Kominfo (langsung)": (0, 0, 0, 1, 0, 1, 0),
        "Bidang Aplikasi": (0, 1, 1, 1, 1, 4, 0),
        "Bidang Data": (0, 0, 1, 4, 2, 7, 1),
    }


def test_lihat_kurva_agrees_with_the_same_count(as_user, penilai, triwulan, twelve):
    response = lihat(as_user(penilai), triwulan, "entri=25")
    kurva = response.context["kurva"]
    assert (green(kurva), kurva.belum) == ([0, 0, 1, 4, 2], 1)
    listed = [skp.predikat for skp in response.context["page_obj"]]
    assert {each: listed.count(each) for each in set(listed)} == {SB: 2, B: 4, BP: 1, "": 1}
    assert "Untuk kelompok di bawah 10 orang" in response.content.decode()


# --- Lihat Kurva


def test_the_names_behind_a_predikat_and_who_is_not_rated(as_user, penilai, triwulan, twelve):
    client = as_user(penilai)
    found = lihat(client, triwulan, "predikat=butuh_perbaikan").context["page_obj"]
    assert [skp.pegawai.nama for skp in found] == ["Bawahan 07"]
    assert [skp.pegawai.nama for skp in lihat(client, triwulan, "predikat=belum").context["page_obj"]] == ["Bawahan 08"]
    assert len(lihat(client, triwulan, "predikat=istimewa&page=99").context["page_obj"]) == 8
    assert lihat(client, triwulan, "cari=tidak-ada").status_code == 200


def test_a_limit_that_is_not_kept_is_named_and_blocks_nothing(as_user, org, penilai, triwulan):
    set_capaian(org.bidang, triwulan, CapaianOrganisasi.BAIK, org.kepala)
    team(org, penilai, org.bidang, *[SB] * 10)
    page = lihat(as_user(penilai), triwulan).content.decode()
    assert "Baik harus yang terbanyak; sekarang 0 dari 10 pegawai." in page
    assert "Untuk kelompok di bawah 10 orang" not in page


def test_without_a_capaian_the_page_says_what_is_missing(as_user, org, penilai, triwulan):
    team(org, penilai, org.bidang, B)
    page = lihat(as_user(penilai), triwulan).content.decode()
    assert "belum ditetapkan, sehingga pola ideal (kurva merah) belum dapat digambar." in page
    assert "stroke-dasharray" not in page


def test_whose_predikat_was_read_can_see_it(as_user, org, penilai, triwulan):
    skps = team(org, penilai, org.bidang, B, SB, None)
    lihat(as_user(penilai), triwulan)
    lihat(as_user(penilai), triwulan)
    assert {row.skp_id for row in JejakBaca.objects.filter(pembaca=penilai)} == {skps[0].pk, skps[1].pk}
    assert JejakBaca.objects.count() == 2


@pytest.mark.parametrize(
    ("role", "status"), [("penilai", 200), ("kepala", 200), ("staf", 403), ("admin", 403), ("orang_luar", 404)]
)
def test_who_may_see_a_curve(as_user, org, triwulan, role, status):
    assert lihat(as_user(getattr(org, role)), triwulan).status_code == status


@pytest.mark.parametrize("people", [1, 30])
def test_queries_of_lihat_kurva(as_user, org, penilai, triwulan, django_assert_num_queries, people):
    set_capaian(org.bidang, triwulan, CapaianOrganisasi.BAIK, org.kepala)
    team(org, penilai, org.bidang, *[B] * people)
    client = as_user(penilai)
    lihat(client, triwulan)
    with django_assert_num_queries(QUERIES_LIHAT):
        lihat(client, triwulan)


# --- Monitoring


def test_a_unit_below_can_be_opened_and_a_strange_one_falls_back_to_the_own(as_user, org, kepala, triwulan, twelve):
    client = as_user(kepala)
    below = pantau(client, f"unit={twelve.pk}&periode={triwulan.pk}")
    assert green(below.context["pantauan"].kurva) == [0, 1, 1, 1, 1]
    assert [str(unit) for unit in below.context["pilihan"].above] == ["Dinas Kominfo"]
    for strange in (org.setda.pk, org.dinas_lain.pk, "x", ""):
        assert pantau(client, f"unit={strange}&periode=0").context["pilihan"].unit == org.dinas


def test_the_admin_sees_the_instansi_and_the_pattern_of_each_part(as_user, org, admin, triwulan, twelve):
    response = pantau(as_user(admin))
    assert response.context["pilihan"].unit == org.setda
    assert response.context["pilihan"].periode == triwulan
    assert "Capaian kinerja organisasi Sekretariat Daerah pada Triwulan I 2026 belum ditetapkan" in (
        response.content.decode()
    )
    [dinas] = response.context["pantauan"].bagian
    assert dinas.berlaku.nilai == CapaianOrganisasi.BAIK


def test_nobody_reads_his_own_predikat_out_of_a_number(as_user, org, admin, penilai, kepala, triwulan):
    rate(make_skp(admin, penilai=org.sekda), SK)
    rate(make_skp(penilai, penilai=kepala), K)
    seen = {role: green(pantau(as_user(getattr(org, role))).context["pantauan"].kurva) for role in ("admin", "penilai")}
    assert seen == {"admin": [0, 1, 0, 0, 0], "penilai": [0, 0, 0, 0, 0]}
    assert green(pantau(as_user(kepala)).context["pantauan"].kurva) == [0, 1, 0, 0, 0]


def test_an_instansi_without_units_or_periods_has_a_page_that_says_so(as_user, org, admin_luar):
    page = pantau(as_user(admin_luar))
    assert "Belum ada periode evaluasi di instansi ini." in page.content.decode()
    assert as_user(admin_luar).get(reverse(EKSPOR)).status_code == 404


@pytest.mark.parametrize(
    ("role", "status"), [("penilai", 200), ("admin", 200), ("super_admin", 200), ("staf", 403), ("orang_luar", 403)]
)
@pytest.mark.parametrize("name", [MONITORING, EKSPOR])
def test_who_may_monitor(as_user, org, triwulan, role, status, name):
    assert as_user(getattr(org, role)).get(reverse(name)).status_code == status


@pytest.mark.parametrize(("units", "people"), [(1, 1), (10, 3)])
def test_queries_of_monitoring(as_user, org, kepala, triwulan, django_assert_num_queries, units, people):
    set_capaian(org.dinas, triwulan, CapaianOrganisasi.BAIK, org.sekda)
    for number in range(units):
        unit = make_unit(org.instansi, f"Bidang {number:02d}", induk=org.dinas)
        unit = UnitKerja.objects.get(pk=unit.pk)
        team(org, org.penilai, unit, *[B] * people, name=f"Orang {number}")
    client = as_user(kepala)
    pantau(client)
    with django_assert_num_queries(QUERIES_PANTAU):
        pantau(client)
