"""Bank RHK dan indikator: kept by the admin per post, offered while typing, taken into a draft in one go."""

import uuid

import pytest
from django.urls import reverse

from ekinerja.errors import IllegalTransition, NotAllowed, Refused
from organisasi.models import Instansi
from skp.models import BankRhk, Skp
from skp.services.bank import take_from_bank
from skp.workflow import Status
from tests.factories import make_indikator


@pytest.fixture
def bank(org, staf):
    rows = []
    for number, text in enumerate(("Mengelola data sektoral", "Menyusun laporan arsip"), start=1):
        row = BankRhk.objects.create(instansi=org.instansi, jabatan=staf.jabatan, uraian=text, urutan=number)
        row.indikator.create(uraian=f"Jumlah hasil {text.lower()}", target="12 laporan", aspek="KUANTITAS", urutan=1)
        row.indikator.create(uraian="Tepat waktu", target="setiap bulan", aspek="WAKTU", urutan=2)
        rows.append(row)
    return rows


@pytest.fixture
def foreign(org):
    """Of another post, switched off, of another instansi."""
    return [
        BankRhk.objects.create(instansi=org.instansi, jabatan=org.jf.jabatan, uraian="Milik jabatan lain"),
        BankRhk.objects.create(
            instansi=org.instansi, jabatan=org.staf.jabatan, uraian="Milik jabatan ini, dimatikan", aktif=False
        ),
        BankRhk.objects.create(
            instansi=org.instansi_lain, jabatan=org.orang_luar.jabatan, uraian="Milik instansi lain"
        ),
    ]


def url(skp):
    return reverse("skp:bank_tambah", args=[skp.pk])


def test_ticked_rhk_come_into_the_draft_with_their_indikator(as_user, staf, skp, bank):
    client = as_user(staf)
    assert "Mengelola data sektoral" in client.get(url(skp)).content.decode()
    form = {"token": str(uuid.uuid4()), "pilih": [row.pk for row in bank]}
    assert client.post(url(skp), form)["Location"] == skp.get_absolute_url()
    taken = skp.rhk.get(uraian="Mengelola data sektoral")
    assert (taken.urutan, taken.jenis, taken.terukur) == (2, "UTAMA", False)
    assert list(taken.indikator.values_list("target", "aspek")) == [
        ("12 laporan", "KUANTITAS"),
        ("setiap bulan", "WAKTU"),
    ]
    assert skp.rhk.count() == 3


def test_the_same_form_twice_or_another_one_later_adds_nothing(as_user, staf, skp, bank):
    client, form = as_user(staf), {"token": str(uuid.uuid4()), "pilih": [bank[0].pk]}
    client.post(url(skp), form)
    client.post(url(skp), form)
    response = client.post(url(skp), form | {"token": str(uuid.uuid4())}, follow=True)
    assert "tidak ada yang ditambahkan" in response.content.decode()
    assert skp.rhk.filter(uraian=bank[0].uraian).count() == 1
    assert "Sudah ada di SKP" in client.get(url(skp)).content.decode()


def test_only_the_bank_of_ones_own_post_is_offered(as_user, staf, skp, bank, foreign):
    client = as_user(staf)
    for page in (client.get(url(skp)), client.get(reverse("skp:bank_rhk", args=[skp.pk]), {"uraian": "milik"})):
        assert "Milik" not in page.content.decode()
    for row in foreign:
        response = client.post(url(skp), {"token": str(uuid.uuid4()), "pilih": [row.pk]})
        assert "Pilih RHK dari bank jabatan Anda" in response.content.decode()
        with pytest.raises(Refused):
            take_from_bank(skp=skp, by=staf, chosen=[row], token=uuid.uuid4())
    assert skp.rhk.count() == 1


@pytest.mark.parametrize("pilih", [[], ["abc"], ["9" * 30]])
def test_nothing_or_nonsense_ticked_is_a_message(as_user, staf, skp, bank, pilih):
    response = as_user(staf).post(url(skp), {"token": str(uuid.uuid4()), "pilih": pilih})
    assert response.status_code == 200
    assert skp.rhk.count() == 1


def test_it_is_for_the_owner_of_a_draft(as_user, staf, rekan, penilai, skp, bank):
    with pytest.raises(NotAllowed):
        take_from_bank(skp=skp, by=rekan, chosen=bank, token=uuid.uuid4())
    assert as_user(rekan).get(url(skp)).status_code == 404
    Skp.objects.filter(pk=skp.pk).update(status=Status.DIAJUKAN)
    assert as_user(penilai).post(url(skp)).status_code == 403
    with pytest.raises(IllegalTransition):
        take_from_bank(skp=skp, by=staf, chosen=bank, token=uuid.uuid4())
    late = as_user(staf).post(url(skp), {"token": str(uuid.uuid4()), "pilih": [bank[0].pk]})
    assert late.status_code == 409
    assert "Sedang diperiksa pejabat penilai" in late.content.decode()


def test_an_instansi_without_evaluasi_takes_no_indikator(org, staf, skp, bank):
    Instansi.objects.filter(pk=org.instansi.pk).update(evaluasi_periodik=False)
    with pytest.raises(Refused, match="tidak memakai evaluasi periodik"):
        take_from_bank(skp=skp, by=staf, chosen=bank, token=uuid.uuid4())


def test_the_bank_is_offered_while_typing(as_user, staf, skp, rhk, bank):
    client = as_user(staf)
    found = client.get(reverse("skp:bank_rhk", args=[skp.pk]), {"uraian": "arsip laporan"}).content.decode()
    assert "Menyusun laporan arsip" in found
    assert "Mengelola data" not in found
    assert "<html" not in found
    found = client.get(reverse("skp:bank_indikator", args=[rhk.pk]), {"uraian": "hasil mengelola"}).content.decode()
    assert 'data-fill-target="12 laporan"' in found
    assert client.get(reverse("skp:bank_rhk", args=[skp.pk]), {"uraian": "x" * 5000}).status_code == 200


def test_without_script_a_suggestion_opens_the_form_filled_in(as_user, staf, skp, rhk, bank, foreign):
    client, add = as_user(staf), reverse("skp:rhk_tambah", args=[skp.pk])
    assert "Mengelola data sektoral</textarea>" in client.get(f"{add}?bank={bank[0].pk}").content.decode()
    indikator = bank[0].indikator.first()
    page = client.get(reverse("skp:indikator_tambah", args=[rhk.pk]) + f"?bank={indikator.pk}").content.decode()
    assert f"{indikator.uraian}</textarea>" in page
    assert 'value="12 laporan"' in page
    for nonsense in (foreign[0].pk, "abc", "9" * 30):
        assert "Milik jabatan lain" not in client.get(f"{add}?bank={nonsense}").content.decode()


@pytest.mark.parametrize("rows", [1, 30])
def test_queries_of_the_bank(as_user, org, staf, skp, django_assert_num_queries, rows):
    for number in range(rows):
        row = BankRhk.objects.create(instansi=org.instansi, jabatan=staf.jabatan, uraian=f"RHK {number}")
        row.indikator.create(uraian="Indikator")
    client = as_user(staf)
    client.get(url(skp))
    with django_assert_num_queries(10):
        client.get(url(skp))


# --- Kept by the admin ------------------------------------------------------------------------------------------------


def bank_form(instansi, jabatan, **changes):
    return {
        "instansi": instansi.pk,
        "jabatan": jabatan.pk,
        "urutan": 1,
        "jenis": "UTAMA",
        "uraian": "Mengelola aset",
        "aktif": "on",
        "indikator-TOTAL_FORMS": 1,
        "indikator-INITIAL_FORMS": 0,
        "indikator-0-urutan": 1,
        "indikator-0-uraian": "Jumlah aset tercatat",
        "indikator-0-target": "10 aset",
        "indikator-0-aspek": "KUANTITAS",
    } | changes


def test_an_admin_keeps_the_bank_of_his_instansi(as_user, org, admin):
    response = as_user(admin).post(reverse("admin:skp_bankrhk_add"), bank_form(org.instansi, org.staf.jabatan))
    assert response.status_code == 302
    row = BankRhk.objects.get(uraian="Mengelola aset")
    assert row.indikator.get().target == "10 aset"


@pytest.mark.parametrize("who", ["admin", "super_admin"])
def test_a_post_of_another_instansi_is_refused(as_user, org, who):
    form = bank_form(org.instansi, org.orang_luar.jabatan)
    response = as_user(getattr(org, who)).post(reverse("admin:skp_bankrhk_add"), form)
    assert response.status_code == 200
    assert "jabatan" in response.context["adminform"].form.errors
    assert not BankRhk.objects.exists()


def test_the_same_rhk_twice_for_a_post_is_a_message(as_user, org, admin, staf, bank):
    form = bank_form(org.instansi, staf.jabatan, uraian=bank[0].uraian)
    response = as_user(admin).post(reverse("admin:skp_bankrhk_add"), form)
    assert "RHK itu sudah ada di bank jabatan ini." in response.content.decode()


def test_what_was_taken_does_not_change_with_the_bank(staf, skp, bank):
    [rhk] = take_from_bank(skp=skp, by=staf, chosen=bank[:1], token=uuid.uuid4())
    make_indikator(rhk, "Milik sendiri")
    BankRhk.objects.all().delete()
    assert rhk.indikator.count() == 3
