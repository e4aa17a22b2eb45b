"""Ekspektasi Khusus Pimpinan: the pejabat penilai's words, until the SKP is approved, also for a draft."""

from datetime import date

import pytest
from django.urls import reverse

from organisasi.models import Pegawai, PenugasanKepala
from skp.models import EkspektasiPerilaku
from skp.perilaku import BERAKHLAK
from skp.services import perform
from skp.services.perilaku import write_to_others
from skp.workflow import Action, Status
from tests.factories import make_rhk, make_skp, wib

KOSONG = {perilaku.kode: "" for perilaku in BERAKHLAK}


def address(skp):
    return reverse("skp:perilaku", args=[skp.pk])


def tulis(client, skp, versi=0, terapkan=(), **values):
    return client.post(address(skp), {**KOSONG, "versi": versi, "terapkan": list(terapkan), **values})


def written(skp):
    row = EkspektasiPerilaku.objects.filter(skp=skp).first()
    return row and {name: text for name in KOSONG if (text := getattr(row, name))}


@pytest.mark.parametrize("status", [Status.DRAFT, Status.DIAJUKAN, Status.DIKEMBALIKAN])
def test_the_penilai_writes_it_until_the_skp_is_approved(as_user, staf, penilai, status):
    skp = make_skp(staf, penilai=penilai, status=status)
    assert tulis(as_user(penilai), skp, akuntabel="Melapor tepat waktu").status_code == 302
    row = EkspektasiPerilaku.objects.get(skp=skp)
    assert (row.akuntabel, row.loyal, row.ditulis_oleh) == ("Melapor tepat waktu", "", penilai)


def test_the_page_shows_the_seven_values_with_their_guide_lines(as_user, penilai, skp):
    page = as_user(penilai).get(address(skp)).content.decode()
    for perilaku in BERAKHLAK:
        assert perilaku.nama in page
        assert f'name="{perilaku.kode}"' in page
        for panduan in perilaku.panduan:
            assert panduan in page


def test_of_a_draft_it_shows_nothing_that_stands_in_it(as_user, penilai, skp):
    rhk = make_rhk(skp, "Rencana yang belum diajukan")
    skp.lampiran.create(bagian="DUKUNGAN", uraian="Dukungan yang belum diajukan")
    response = as_user(penilai).get(address(skp))
    page = response.content.decode()
    assert response.status_code == 200
    assert skp.pegawai.nama_lengkap in page
    assert "1 Januari 2026" in page
    for hidden in (rhk.uraian, "Dukungan yang belum diajukan", skp.get_absolute_url() + '"'):
        assert hidden not in page


def test_after_saving_for_a_draft_the_penilai_lands_on_a_page_he_may_open(as_user, penilai, skp):
    client = as_user(penilai)
    response = tulis(client, skp, akuntabel="Jujur")
    assert client.get(response["Location"]).status_code == 200


def test_once_approved_it_is_too_late_with_the_reason_and_nothing_typed_is_lost(as_user, staf, penilai):
    skp = make_skp(staf, penilai=penilai)
    client = as_user(penilai)
    response = tulis(client, skp, akuntabel="Terlambat ditulis")
    assert response.status_code == 409
    page = response.content.decode()
    assert "SKP sudah disetujui" in page
    assert "Terlambat ditulis" in page
    assert client.get(address(skp)).status_code == 302
    assert written(skp) is None


def test_the_sasaran_page_says_why_the_button_is_not_there(as_user, staf, penilai):
    page = as_user(penilai).get(make_skp(staf, penilai=penilai).get_absolute_url()).content.decode()
    assert "ekspektasi khusus dapat diubah setelah SKP dibuka kembali" in page


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("staf", 403),
        ("kepala", 403),
        ("admin", 403),
        ("super_admin", 403),
        ("rekan", 404),
        ("stranger", 404),
        ("orang_luar", 404),
    ],
)
def test_nobody_else_writes_it(as_user, org, skp, who, status):
    client = as_user(getattr(org, who))
    assert client.get(address(skp)).status_code == status
    assert tulis(client, skp, akuntabel="Bukan dari penilai").status_code == status
    assert written(skp) is None


def test_a_plh_writes_for_the_head_he_stands_in_for(as_user, org, rekan, admin, skp):
    PenugasanKepala.objects.create(
        unit=org.bidang,
        pegawai=rekan,
        jenis="PLH",
        mulai=date(2026, 3, 1),
        selesai=date(2026, 3, 31),
        nomor_surat="800/1",
    )
    assert tulis(as_user(rekan), skp, akuntabel="Jujur").status_code == 302
    assert EkspektasiPerilaku.objects.get(skp=skp).ditulis_oleh == rekan


def test_the_owner_is_told_when_the_words_change_and_only_then(as_user, staf, penilai, skp):
    client = as_user(penilai)
    tulis(client, skp)
    assert written(skp) is None
    tulis(client, skp, akuntabel="Jujur")
    tulis(client, skp, versi=1, akuntabel="Jujur")
    told = list(staf.pemberitahuan.values_list("teks", "tautan"))
    assert told == [("Penilai menulis ekspektasi khusus pimpinan untuk SKP 2026 Anda.", skp.get_absolute_url())]
    tulis(client, skp, versi=1, akuntabel="Jujur dan cermat")
    assert staf.pemberitahuan.count() == 2


def test_the_second_of_two_tabs_sees_both_texts(as_user, penilai, skp):
    client = as_user(penilai)
    assert tulis(client, skp, akuntabel="Yang pertama").status_code == 302
    late = tulis(client, skp, akuntabel="Yang kedua", loyal="Setia")
    page = late.content.decode()
    assert late.status_code == 409
    for text in ("Yang kedua", "Tersimpan sekarang: Yang pertama", "Setia"):
        assert text in page
    assert written(skp) == {"akuntabel": "Yang pertama"}
    assert tulis(client, skp, versi=1, akuntabel="Yang kedua", loyal="Setia").status_code == 302
    assert written(skp) == {"akuntabel": "Yang kedua", "loyal": "Setia"}


@pytest.mark.parametrize(
    "changes", [{"akuntabel": "a" * 100_000}, {"versi": ""}, {"versi": "satu"}, {"terapkan": ["999:0"]}]
)
def test_bad_input_writes_nothing(as_user, penilai, skp, changes):
    response = tulis(as_user(penilai), skp, **{"akuntabel": "Jujur", **changes})
    assert response.status_code == 200
    assert response.context["form"].errors
    assert written(skp) is None


# --- To others as well -----------------------------------------------------------------------------------------------


def test_the_words_are_written_to_the_ticked_skp_too(as_user, penilai, skp, rekan, jf):
    lain, tidak = make_skp(rekan, penilai=penilai, status=Status.DRAFT), make_skp(jf, penilai=penilai, status="DRAFT")
    tulis(as_user(penilai), skp, terapkan=[f"{lain.pk}:0"], akuntabel="Jujur")
    assert written(skp) == written(lain) == {"akuntabel": "Jujur"}
    assert written(tidak) is None
    assert rekan.pemberitahuan.count() == 1


def test_offered_are_his_other_subordinates_skp_of_the_year_that_are_not_approved(
    as_user, penilai, kepala, skp, rekan, jf, stranger, kepala_lain, staf
):
    offered = make_skp(rekan, penilai=penilai, status=Status.DIKEMBALIKAN)
    make_skp(jf, penilai=penilai)
    make_skp(rekan, penilai=penilai, status=Status.DRAFT, tahun=2027)
    make_skp(stranger, penilai=kepala_lain, status=Status.DRAFT)
    make_skp(penilai, penilai=kepala, status=Status.DRAFT)
    form = as_user(penilai).get(address(skp)).context["form"]
    assert list(form.lainnya) == [f"{offered.pk}:0"]


def test_what_changed_in_between_is_left_and_named(as_user, penilai, skp, rekan, jf):
    lain, beres = make_skp(rekan, penilai=penilai, status="DRAFT"), make_skp(jf, penilai=penilai, status="DRAFT")
    EkspektasiPerilaku.objects.create(skp=lain, akuntabel="Sudah ada", ditulis_oleh=penilai)
    outcomes = write_to_others(
        chosen=[(lain, 0), (beres, 0)], values={**KOSONG, "akuntabel": "Jujur"}, by=penilai, at=wib(2026, 3, 10)
    )
    assert [bool(outcome.refusal) for outcome in outcomes] == [True, False]
    assert written(lain) == {"akuntabel": "Sudah ada"}
    assert written(beres) == {"akuntabel": "Jujur"}


def test_existing_words_are_replaced_where_they_were_shown(as_user, penilai, skp, rekan):
    lain = make_skp(rekan, penilai=penilai, status=Status.DRAFT)
    EkspektasiPerilaku.objects.create(skp=lain, akuntabel="Lama", ditulis_oleh=penilai)
    client = as_user(penilai)
    assert "sudah ada, akan diganti" in client.get(address(skp)).content.decode()
    tulis(client, skp, terapkan=[f"{lain.pk}:1"], akuntabel="Baru")
    assert written(lain) == {"akuntabel": "Baru"}


def test_nothing_written_is_not_spread(as_user, penilai, skp, rekan):
    lain = make_skp(rekan, penilai=penilai, status=Status.DRAFT)
    response = tulis(as_user(penilai), skp, terapkan=[f"{lain.pk}:0"])
    assert response.status_code == 200
    assert "sedikitnya satu" in response.content.decode()


@pytest.mark.parametrize("rows", [1, 30])
def test_the_number_of_queries_does_not_grow(as_user, org, penilai, skp, rows, django_assert_num_queries):
    for number in range(rows):
        pegawai = Pegawai.objects.create_user(
            f"1985010120060{number:02d}0{number:02d}"[:18].ljust(18, "1"),
            None,
            nama=f"Orang {number}",
            instansi=org.instansi,
            unit=org.bidang,
            jabatan=org.staf.jabatan,
        )
        make_skp(pegawai, penilai=penilai, status=Status.DRAFT)
    client = as_user(penilai)
    with django_assert_num_queries(10):
        assert client.get(address(skp)).status_code == 200


def test_written_while_it_is_approved_one_of_the_two_is_told(as_user, penilai, staf):
    skp = make_skp(staf, penilai=penilai, status=Status.DIAJUKAN)
    make_rhk(skp)
    perform(Action.SETUJUI, dokumen=skp, by=penilai, at=wib(2026, 3, 10))
    assert tulis(as_user(penilai), skp, akuntabel="Sesudahnya").status_code == 409


def test_skp_bawahan_leads_to_the_form_until_the_skp_is_approved(as_user, penilai, staf, rekan):
    draft, approved = make_skp(staf, penilai=penilai, status=Status.DRAFT), make_skp(rekan, penilai=penilai)
    page = as_user(penilai).get(reverse("skp:bawahan")).content.decode()
    assert address(draft) in page
    assert address(approved) not in page


def test_who_leads_without_assessing_finds_no_way_to_the_form(as_user, kepala, penilai, staf):
    skp = make_skp(staf, penilai=penilai, status=Status.DIAJUKAN)
    assert address(skp) not in as_user(kepala).get(reverse("skp:bawahan")).content.decode()
