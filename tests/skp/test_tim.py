"""Tim Kerja: who makes one, who works in it, what a team in use does not allow any more."""

import uuid
from datetime import date

import pytest
from django.urls import reverse

from ekinerja.errors import Conflict, IllegalTransition, NotAllowed, Refused
from organisasi.models import JenisPenugasan, Pemberitahuan, PenugasanKepala
from skp.matriks import band, involvement
from skp.models import AnggotaTim, PesertaMatriks, StatusKegiatan, TimKerja
from skp.services.peserta import join_matrices
from skp.services.tim import add_anggota, change_anggota, change_tim, create_tim, delete_tim, remove_anggota
from skp.workflow import Status
from tests.factories import make_pegawai, make_rhk, make_skp, make_tim, wib

SAAT = wib(2026, 3, 10)


@pytest.fixture
def tim(jf, org):
    return make_tim(jf, unit=org.bidang)


@pytest.fixture
def rhk_ketua(jf, penilai):
    return make_rhk(make_skp(jf, penilai=penilai), "Membangun satu data")


def values(**changes):
    return {
        "nama": "Tim Satu Data",
        "nomor_sk": "800/15/2026",
        "mulai": date(2026, 3, 1),
        "selesai": date(2026, 12, 31),
    } | changes


def add(tim, pegawai, by=None, token=None, peran=""):
    return add_anggota(tim=tim, by=by or tim.ketua, at=SAAT, token=token or uuid.uuid4(), pegawai=pegawai, peran=peran)


def change(tim, by, versi=1, **changes):
    stored = {name: getattr(tim, name) for name in ("nama", "ketua", "nomor_sk", "mulai", "selesai")}
    return change_tim(tim=tim, by=by, at=SAAT, versi=versi, values=stored | changes)


def support(pegawai, rhk, penilai, status=Status.DRAFT):
    """An SKP of the person with an RHK that supports another."""
    skp = make_skp(pegawai, penilai=penilai, status=status)
    row = make_rhk(skp, "Mendukung", atasan=rhk, status_kegiatan=StatusKegiatan.CASCADING)
    join_matrices(row)
    return skp


def told():
    return set(Pemberitahuan.objects.values_list("penerima__nama", flat=True))


# --- Making and changing ---------------------------------------------------------------------------------------------


def test_who_leads_a_unit_makes_a_team_and_its_ketua_is_told(penilai, jf, org):
    token = uuid.uuid4()
    tim = create_tim(by=penilai, at=SAAT, token=token, values=values(unit=org.bidang, ketua=jf))
    assert (tim.instansi, tim.unit, tim.ketua, tim.dibuat_oleh) == (org.instansi, org.bidang, jf, penilai)
    assert told() == {"Fungsional"}
    assert create_tim(by=penilai, at=SAAT, token=token, values=values(unit=org.bidang, ketua=jf)) == tim
    assert TimKerja.objects.count() == 1


@pytest.mark.parametrize("who", ["staf", "stranger", "admin"])
def test_others_make_none(org, jf, who):
    with pytest.raises(NotAllowed, match="pimpinan unit kerja"):
        create_tim(by=getattr(org, who), at=SAAT, token=uuid.uuid4(), values=values(unit=org.bidang, ketua=jf))


def test_a_running_plt_makes_a_team(org, rekan, jf):
    PenugasanKepala.objects.create(
        unit=org.bidang, pegawai=rekan, jenis=JenisPenugasan.PLT, nomor_surat="1",
        mulai=date(2026, 3, 1), selesai=date(2026, 3, 31),
    )  # fmt: skip
    assert create_tim(by=rekan, at=SAAT, token=uuid.uuid4(), values=values(unit=org.bidang, ketua=jf))


def test_an_instansi_without_periodic_evaluation_has_no_teams(penilai, jf, org):
    org.instansi.evaluasi_periodik = False
    org.instansi.pengukuran_bulanan = True
    org.instansi.save()
    penilai.refresh_from_db()
    with pytest.raises(Refused, match="evaluasi kinerja periodik"):
        create_tim(by=penilai, at=SAAT, token=uuid.uuid4(), values=values(unit=org.bidang, ketua=jf))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"unit": "dinas_lain"}, "unit"),
        ({"ketua": "orang_luar"}, "ketua"),
        ({"selesai": date(2026, 2, 1)}, "selesai"),
    ],
)
def test_what_a_team_cannot_be(penilai, jf, org, changes, field):
    named = {name: getattr(org, value) if isinstance(value, str) else value for name, value in changes.items()}
    with pytest.raises(Refused) as refusal:
        create_tim(by=penilai, at=SAAT, token=uuid.uuid4(), values=values(unit=org.bidang, ketua=jf) | named)
    assert refusal.value.field == field


def test_the_same_name_on_the_same_day_is_a_conflict(penilai, jf, tim, org):
    taken = values(unit=org.bidang, ketua=jf, nama="TIM DATA", mulai=tim.mulai)
    with pytest.raises(Conflict, match="nama dan tanggal mulai itu sudah ada") as conflict:
        create_tim(by=penilai, at=SAAT, token=uuid.uuid4(), values=taken)
    assert conflict.value.field == "nama"


def test_only_the_head_of_its_unit_changes_a_team(tim, penilai, kepala, jf):
    assert change(tim, penilai, nama="Tim Lain").nama == "Tim Lain"
    for person in (kepala, jf):
        with pytest.raises(NotAllowed):
            change(tim, person, versi=2)


def test_an_older_form_never_overwrites_a_team(tim, penilai):
    change(tim, penilai, nama="Pertama")
    with pytest.raises(Conflict):
        change(tim, penilai, versi=1, nama="Kedua")


def test_a_new_ketua_and_the_old_one_are_told(tim, penilai, rekan):
    assert change(tim, penilai, ketua=rekan).ketua == rekan
    assert told() == {"Rekan", "Fungsional"}


def test_an_anggota_is_no_ketua_before_he_is_taken_out(tim, penilai, rekan):
    add(tim, rekan)
    with pytest.raises(Refused, match="Keluarkan dahulu") as refusal:
        change(tim, penilai, ketua=rekan)
    assert refusal.value.field == "ketua"


def test_a_matrix_in_use_keeps_its_ketua_and_its_period(tim, penilai, rekan, stranger, kepala_lain, rhk_ketua):
    add(tim, stranger)
    support(stranger, rhk_ketua, kepala_lain)
    with pytest.raises(Refused, match="sudah berisi"):
        change(tim, penilai, ketua=rekan)
    with pytest.raises(Refused, match="di luar periode"):
        change(tim, penilai, mulai=date(2027, 1, 1), selesai=date(2027, 12, 31))
    assert change(tim, penilai, selesai=date(2026, 4, 1)).selesai == date(2026, 4, 1)


def test_a_team_is_deleted_only_while_nobody_works_in_it(tim, penilai, jf, rekan):
    anggota = add(tim, rekan)
    with pytest.raises(Refused, match="1 anggota"):
        delete_tim(tim=tim, by=penilai)
    remove_anggota(anggota=anggota, by=jf, at=SAAT)
    with pytest.raises(NotAllowed):
        delete_tim(tim=tim, by=jf)
    delete_tim(tim=tim, by=penilai)
    with pytest.raises(Conflict, match="sudah dihapus"):
        delete_tim(tim=tim, by=penilai)


# --- Anggota ---------------------------------------------------------------------------------------------------------


def test_an_anggota_of_another_unit_and_his_penilai_are_told(tim, jf, stranger, kepala_lain):
    anggota = add(tim, stranger, peran="Champion")
    assert anggota.peran == "Champion"
    assert told() == {"Orang Lain", "Kepala Lain"}
    assert set(Pemberitahuan.objects.values_list("tautan", flat=True)) == {tim.get_absolute_url()}
    for person in (stranger, kepala_lain):
        assert TimKerja.objects.visible_to(person).get() == tim


def test_the_same_form_twice_adds_once(tim, rekan):
    token = uuid.uuid4()
    assert add(tim, rekan, token=token) == add(tim, rekan, token=token)
    assert Pemberitahuan.objects.filter(penerima=rekan).count() == 1


def test_the_same_person_twice_is_a_conflict(tim, rekan):
    add(tim, rekan)
    with pytest.raises(Conflict, match="sudah menjadi anggota"):
        add(tim, rekan)


def test_a_person_works_in_several_teams(tim, penilai, rekan, org):
    add(tim, rekan)
    add(make_tim(penilai, unit=org.bidang, nama="Tim Lain"), rekan)
    assert rekan.keanggotaan_tim.count() == 2


@pytest.mark.parametrize(
    ("who", "message"), [("jf", "ketua tim ini"), ("orang_luar", "Tidak ada pegawai dengan NIP itu")]
)
def test_who_cannot_be_an_anggota(tim, org, who, message):
    with pytest.raises(Refused, match=message) as refusal:
        add(tim, getattr(org, who))
    assert refusal.value.field == "pegawai"


def test_an_inactive_person_is_no_anggota(tim, rekan):
    rekan.is_active = False
    with pytest.raises(Refused, match="tidak aktif"):
        add(tim, rekan)


@pytest.mark.parametrize("who", ["staf", "kepala", "admin", "stranger"])
def test_only_the_ketua_and_the_head_of_the_unit_keep_the_anggota(org, tim, rekan, who):
    with pytest.raises(NotAllowed):
        add(tim, rekan, by=getattr(org, who))


def test_a_team_that_has_ended_takes_nobody(tim, penilai, rekan):
    tim.selesai = date(2026, 3, 9)
    tim.save()
    with pytest.raises(IllegalTransition, match="berakhir pada 9 Maret 2026"):
        add(tim, rekan, by=penilai)


def test_a_role_changed_in_two_tabs(tim, jf, rekan):
    anggota = add(tim, rekan)
    assert change_anggota(anggota=anggota, by=jf, versi=1, peran="Sekretaris").peran == "Sekretaris"
    with pytest.raises(Conflict):
        change_anggota(anggota=anggota, by=jf, versi=1, peran="Lain")


def test_who_supports_the_ketuas_rhk_stays_and_is_told_which(tim, jf, stranger, kepala_lain, rhk_ketua):
    anggota = add(tim, stranger)
    skp = support(stranger, rhk_ketua, kepala_lain)
    with pytest.raises(Refused, match="mendukung 1 RHK ketua tim: “Membangun satu data”"):
        remove_anggota(anggota=anggota, by=jf, at=SAAT)
    skp.rhk.all().delete()
    remove_anggota(anggota=anggota, by=jf, at=SAAT)
    assert not PesertaMatriks.objects.exists()
    assert not AnggotaTim.objects.exists()


def test_the_words_of_the_ketuas_draft_stay_his(tim, penilai, stranger, kepala_lain, rhk_ketua):
    anggota = add(tim, stranger)
    support(stranger, rhk_ketua, kepala_lain)
    type(rhk_ketua.skp).objects.filter(pk=rhk_ketua.skp_id).update(status=Status.DRAFT)
    with pytest.raises(Refused) as refusal:
        remove_anggota(anggota=anggota, by=penilai, at=SAAT)
    assert "Membangun" not in refusal.value.message


def test_a_subordinate_of_the_ketua_leaves_freely(penilai, kepala, staf, org):
    """What he supports is explained by the line, not by the team."""
    tim = make_tim(penilai, [staf], unit=org.bidang)
    rhk = make_rhk(make_skp(penilai, penilai=kepala), "Milik kepala bidang")
    skp = support(staf, rhk, penilai)
    remove_anggota(anggota=tim.anggota.get(), by=penilai, at=SAAT)
    assert list(skp.matriks_diikuti.values_list("kepala", "tim")) == [(rhk.skp_id, None)]


def test_taken_out_twice_is_a_conflict(tim, jf, rekan):
    anggota = add(tim, rekan)
    twin = AnggotaTim.objects.get(pk=anggota.pk)
    remove_anggota(anggota=anggota, by=jf, at=SAAT)
    with pytest.raises(Conflict, match="sudah dikeluarkan"):
        remove_anggota(anggota=twin, by=jf, at=SAAT)


# --- How many matrices -----------------------------------------------------------------------------------------------


def test_involvement_counts_distinct_matrices_of_the_year(staf, rekan, jf, penilai, kepala, org, rhk_ketua):
    head = make_skp(penilai, penilai=kepala)
    tim = make_tim(jf, [staf], unit=org.bidang)
    first = make_skp(staf, penilai=penilai, periode_selesai=date(2026, 5, 31))
    second = make_skp(staf, penilai=penilai, periode_mulai=date(2026, 6, 1))
    old = make_skp(staf, penilai=penilai, tahun=2025)
    for kepala_skp, team, skp in (
        (head, None, first),
        (head, None, second),
        (rhk_ketua.skp, tim, second),
        (rhk_ketua.skp, None, old),
    ):
        PesertaMatriks.objects.create(kepala=kepala_skp, tim=team, skp=skp)
    counts = involvement([staf, rekan], tahun=2026)
    recount = {
        person.pk: len(set(person.skp.filter(tahun=2026).exclude(matriks_diikuti=None)
                           .values_list("matriks_diikuti__kepala", "matriks_diikuti__tim")))
        for person in (staf, rekan)
    }  # fmt: skip
    assert {person.pk: counts[person.pk] for person in (staf, rekan)} == recount == {staf.pk: 2, rekan.pk: 0}
    assert [band(n) for n in (0, 1, 2, 9)] == ["0", "1", "≥ 2", "≥ 2"]


# --- Pages -----------------------------------------------------------------------------------------------------------


def isian(**changes):
    return {
        "token": str(uuid.uuid4()), "nama": "Tim Uji", "nomor_sk": "1", "mulai": "01-03-2026", "selesai": "31-12-2026",
    } | changes  # fmt: skip


def test_a_team_is_made_and_filled_through_the_forms(as_user, penilai, jf, stranger, org):
    client = as_user(penilai)
    answer = client.post(reverse("skp:tim_tambah"), isian(unit=org.bidang.pk, ketua=jf.nip_tampil))
    tim = TimKerja.objects.get()
    assert answer.url == tim.get_absolute_url()
    url = reverse("skp:anggota_tambah", args=[tim.pk])
    answer = client.post(url, {"token": str(uuid.uuid4()), "pegawai": stranger.nip, "peran": "Champion"}, follow=True)
    assert "Orang Lain menjadi anggota" in answer.content.decode()
    anggota = tim.anggota.get()
    client.post(reverse("skp:anggota_ubah", args=[anggota.pk]), {"versi": 1, "peran": "Sekretaris"})
    assert tim.anggota.get().peran == "Sekretaris"
    client.post(reverse("skp:anggota_hapus", args=[anggota.pk]))
    assert not tim.anggota.exists()
    client.post(reverse("skp:tim_hapus", args=[tim.pk]))
    assert not TimKerja.objects.exists()


def test_cari_pegawai_shows_whose_nip_it_is_and_writes_nothing(as_user, jf, tim, stranger, orang_luar):
    url = reverse("skp:anggota_tambah", args=[tim.pk])
    typed = {"aksi": "cari", "pegawai": stranger.nip, "peran": "Champion", "token": str(uuid.uuid4())}
    page = as_user(jf).post(url, typed).content.decode()
    assert "Orang Lain" in page
    assert "Dinas Sosial" in page
    assert 'value="Champion"' in page
    assert typed["token"] in page
    for nip, message in [
        (orang_luar.nip, "Tidak ada pegawai dengan NIP itu"),
        ("12", "18 angka"),
        ("", "tidak boleh kosong"),
    ]:
        page = as_user(jf).post(url, {**typed, "pegawai": nip}).content.decode()
        assert message.lower() in page.lower()
        assert "Orang Luar" not in page
    assert not AnggotaTim.objects.exists()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"selesai": "01-01-2026"}, "tidak boleh sebelum tanggal mulai"),
        ({"ketua": "199901012020011999"}, "Tidak ada pegawai dengan NIP itu"),
        ({"ketua": "abc"}, "18 angka"),
        ({"nama": "x" * 100_000}, "200"),
        ({"unit": "999999"}, "Pilih unit kerja yang Anda pimpin"),
    ],
)
def test_a_bad_form_comes_back_with_the_reason(as_user, penilai, jf, org, changes, message):
    data = isian(unit=org.bidang.pk, ketua=jf.nip) | changes
    page = as_user(penilai).post(reverse("skp:tim_tambah"), data).content.decode()
    assert message in page
    assert not TimKerja.objects.exists()


def test_two_tabs_on_one_team(as_user, penilai, jf, tim):
    url = reverse("skp:tim_ubah", args=[tim.pk])
    form = {
        "versi": 1,
        "nama": "Pertama",
        "ketua": jf.nip,
        "nomor_sk": "1",
        "mulai": "2026-01-01",
        "selesai": "2026-12-31",
    }
    assert as_user(penilai).post(url, form).status_code == 302
    answer = as_user(penilai).post(url, {**form, "nama": "Kedua"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Tersimpan sekarang: Pertama" in page
    assert 'value="Kedua"' in page


def test_an_anggota_does_not_see_what_the_others_skp_are_doing(as_user, tim, jf, rekan, staf, penilai):
    add(tim, rekan)
    add(tim, staf)
    make_skp(rekan, penilai=penilai, status=Status.DIAJUKAN)
    page = as_user(jf).get(tim.get_absolute_url()).content.decode()
    assert "Diajukan" in page
    assert "Belum membuat SKP" in page
    page = as_user(staf).get(tim.get_absolute_url()).content.decode()
    assert "Rekan" in page
    assert "Diajukan" not in page
    assert "Keluarkan" not in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"Tim Data", "Tim Lama", "Tim Depan"}),
        ("keadaan=BERJALAN", {"Tim Data"}),
        ("keadaan=BERAKHIR", {"Tim Lama"}),
        ("keadaan=BELUM_MULAI", {"Tim Depan"}),
        ("tahun=2025", {"Tim Lama"}),
        ("peran=KETUA", {"Tim Lama"}),
        ("peran=ANGGOTA", {"Tim Data", "Tim Depan"}),
        ("peran=PEMBENTUK", set()),
        ("cari=depan", {"Tim Depan"}),
        ("cari=tidak ada", set()),
    ],
)
def test_the_list_is_filtered(as_user, staf, jf, org, query, found):
    make_tim(jf, [staf], unit=org.bidang)
    make_tim(staf, unit=org.bidang, nama="Tim Lama", mulai=date(2025, 1, 1), selesai=date(2025, 12, 31))
    make_tim(org.rekan, [staf], unit=org.bidang, nama="Tim Depan", mulai=date(2026, 6, 1))
    page = as_user(staf).get(reverse("skp:tim_list") + "?" + query)
    assert {row["tim"].nama for row in page.context["rows"]} == found


def test_an_empty_list_says_who_makes_teams(as_user, staf, penilai):
    assert "dibentuk oleh pimpinan unit kerja" in as_user(staf).get(reverse("skp:tim_list")).content.decode()
    assert "Bentuk tim, lalu tambahkan anggotanya" in as_user(penilai).get(reverse("skp:tim_list")).content.decode()


@pytest.mark.parametrize("rows", [1, 30])
def test_queries_of_the_list_of_teams(as_user, jf, org, django_assert_num_queries, rows):
    for number in range(rows):
        make_tim(jf, unit=org.bidang, nama=f"Tim {number}")
    client = as_user(jf)
    client.get(reverse("skp:tim_list"))
    with django_assert_num_queries(8):
        client.get(reverse("skp:tim_list") + "?entri=50")


@pytest.mark.parametrize("rows", [1, 30])
def test_queries_of_a_team(as_user, jf, penilai, kepala_lain, tim, org, rhk_ketua, django_assert_num_queries, rows):
    for number in range(rows):
        pegawai = make_pegawai(f"Pegawai {number}", unit=org.dinas_lain, jabatan=org.staf.jabatan)
        tim.anggota.create(pegawai=pegawai)
        support(pegawai, rhk_ketua, kepala_lain)
    client = as_user(jf)
    client.get(tim.get_absolute_url())
    with django_assert_num_queries(14):
        assert client.get(tim.get_absolute_url()).status_code == 200
