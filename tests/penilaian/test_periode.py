"""Periods: added, changed, deleted, opened for a year, closed and reopened; and the holidays kept beside them."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ekinerja.errors import Conflict, IllegalTransition, NotAllowed, Refused
from organisasi.deadlines import DeadlineCalendar
from organisasi.models import AksiPeriode, Dispensasi, HariLibur, JenisLibur, JenisPeriode, Langkah, PeriodeEvaluasi
from organisasi.periode import open_year
from penilaian.models import CapaianUnit
from penilaian.querysets.periode import count_unfinished, unfinished_list, with_progress
from penilaian.rules.evaluasi import evaluable
from penilaian.rules.periode import Keadaan, Kekurangan, keadaan
from penilaian.services.libur import change_holiday, create_holiday, delete_holiday
from penilaian.services.periode import (
    change_periode,
    close_periode,
    create_periode,
    delete_periode,
    open_periods,
    reopen_periode,
)
from penilaian.workflow import StatusEvaluasi
from skp.workflow import Status
from tests.factories import make_evaluasi, make_pegawai, make_periode, make_rated, make_skp, wib

AFTER = wib(2026, 5, 4)
HANDED_OVER = {"diserahkan_pada": wib(2026, 4, 6), "batas_keberatan": date(2026, 4, 24)}


@pytest.fixture
def triwulan(org):
    return make_periode(org.instansi)


def values(**changes):
    return {
        "nama": "Maret",
        "jenis": JenisPeriode.BULANAN,
        "mulai": date(2026, 3, 1),
        "selesai": date(2026, 3, 31),
        "batas_pengisian": date(2026, 4, 5),
        "batas_penilaian": date(2026, 4, 10),
    } | changes


def create(org, *, by=None, tahun=2026, token=None, **changes):
    return create_periode(
        instansi=org.instansi, by=by or org.admin, token=token or uuid.uuid4(), tahun=tahun, values=values(**changes)
    )


def stored(periode, **changes):
    names = ("nama", "jenis", "mulai", "selesai", "batas_pengisian", "batas_penilaian", "berulang")
    return {name: getattr(periode, name) for name in names} | changes


def change(periode, by, versi=1, **changes):
    return change_periode(periode=periode, by=by, versi=versi, values=stored(periode, **changes))


def close(periode, by, at=AFTER, versi=None, alasan=""):
    return close_periode(periode=periode, by=by, at=at, versi=versi or periode.versi, alasan=alasan)


# --- Adding ----------------------------------------------------------------------------------------------------------


def test_the_admin_adds_a_period_of_one_year(org, triwulan):
    token = uuid.uuid4()
    made, later = create(org, token=token)
    assert (str(made), made.berulang, later) == ("Maret 2026", False, [])
    assert create(org, token=token)[0] == made
    assert PeriodeEvaluasi.objects.filter(nama="Maret").count() == 1


def test_a_period_is_added_beside_others_never_as_a_years_first(org):
    """Alone in its year it would keep away those of every year, the final one among them."""
    for tahun in (2026, None):
        with pytest.raises(Refused, match="Tahun 2026 belum mempunyai periode"):
            create(org, tahun=tahun)
    assert not PeriodeEvaluasi.objects.exists()
    assert len(open_periods(instansi=org.instansi, tahun=2026, by=org.admin)) == 5
    assert create(org)[0]


def test_a_period_of_every_year_goes_to_the_later_years_that_are_open_and_have_room(org, triwulan):
    open_year(instansi=org.instansi, tahun=2027)
    open_year(instansi=org.instansi, tahun=2025)
    open_year(instansi=org.instansi, tahun=2028)
    create(org, tahun=2028, mulai=date(2028, 3, 15), selesai=date(2028, 4, 1), nama="Lain",
           batas_pengisian=date(2028, 4, 5), batas_penilaian=date(2028, 4, 5))  # fmt: skip
    made, later = create(org, tahun=None)
    assert (made.tahun, made.berulang) == (2026, True)
    assert [str(row) for row in later] == ["Maret 2027"]
    assert not PeriodeEvaluasi.objects.filter(nama="Maret", tahun__in=(2025, 2028)).exists()


def test_a_year_opened_later_takes_it_over(org, triwulan):
    create(org, tahun=None)
    assert "Maret 2027" in [str(row) for row in open_year(instansi=org.instansi, tahun=2027)]


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"selesai": date(2026, 2, 1)}, "selesai", "sebelum periode awal"),
        ({"mulai": date(2025, 12, 1)}, "mulai", "di luar tahun 2026"),
        ({"selesai": date(2027, 1, 2)}, "selesai", "di luar tahun 2026"),
        ({"batas_pengisian": date(2026, 2, 1)}, "batas_pengisian", "sebelum periode awal"),
        ({"batas_penilaian": date(2026, 4, 1)}, "batas_penilaian", "sebelum batas pengisian"),
        ({"nama": "TRIWULAN I"}, "nama", "sudah ada"),
        ({"jenis": JenisPeriode.TRIWULAN}, "mulai", "tumpang tindih dengan Triwulan I 2026"),
        ({"jenis": JenisPeriode.AKHIR}, "jenis", "Hanya boleh satu"),
    ],
)
def test_what_a_period_cannot_be(org, triwulan, changes, field, said):
    with pytest.raises(Refused, match=said) as refusal:
        create(org, **changes)
    assert refusal.value.field == field


def test_periods_of_another_kind_or_another_instansi_do_not_collide(org, triwulan):
    assert create(org)[0]
    make_periode(org.instansi_lain)
    made, _ = create_periode(
        instansi=org.instansi_lain, by=org.admin_luar, token=uuid.uuid4(), tahun=2026,
        values=values(),
    )  # fmt: skip
    assert made.instansi == org.instansi_lain


@pytest.mark.parametrize("who", ["staf", "kepala", "admin_luar"])
def test_others_keep_no_periods(org, triwulan, who):
    person = getattr(org, who)
    for act in (
        lambda: create(org, by=person),
        lambda: change(triwulan, person, nama="Lain"),
        lambda: delete_periode(periode=triwulan, by=person),
        lambda: close(triwulan, person),
        lambda: open_periods(instansi=org.instansi, tahun=2027, by=person),
    ):
        with pytest.raises(NotAllowed, match="admin instansi"):
            act()


def test_a_year_without_periods_is_opened_once(org):
    assert len(open_periods(instansi=org.instansi, tahun=2027, by=org.admin)) == 5
    assert len(open_periods(instansi=org.instansi, tahun=2027, by=org.admin)) == 5
    assert PeriodeEvaluasi.objects.filter(tahun=2027).count() == 5


# --- Changing and deleting -------------------------------------------------------------------------------------------


def test_a_period_nobody_used_changes_in_everything(org, triwulan):
    changed = change(triwulan, org.admin, mulai=date(2026, 2, 1), nama="Awal Tahun", berulang=False)
    assert (changed.mulai, changed.nama, changed.berulang, changed.versi) == (
        date(2026, 2, 1), "Awal Tahun", False, 2,
    )  # fmt: skip


def test_a_period_with_evaluasi_changes_its_name_and_limits_only(org, triwulan, staf, penilai):
    make_evaluasi(make_skp(staf, penilai=penilai), triwulan)
    later = date(2026, 4, 20)
    assert change(triwulan, org.admin, nama="TW I", batas_pengisian=later).batas_pengisian == later
    with pytest.raises(Refused, match="sudah ada evaluasi") as refusal:
        change(triwulan, org.admin, versi=2, mulai=date(2026, 1, 2))
    assert refusal.value.field == "mulai"


def test_an_older_form_never_overwrites_a_period(org, triwulan):
    change(triwulan, org.admin, nama="Pertama")
    with pytest.raises(Conflict):
        change(triwulan, org.admin, versi=1, nama="Kedua")


def test_a_closed_period_is_not_changed(org, triwulan):
    close(triwulan, org.admin)
    triwulan.refresh_from_db()
    with pytest.raises(IllegalTransition, match="Buka kembali"):
        change(triwulan, org.admin, versi=triwulan.versi, nama="Lain")
    with pytest.raises(IllegalTransition, match="Buka kembali"):
        delete_periode(periode=triwulan, by=org.admin)


def test_only_a_period_nobody_used_is_deleted(org, triwulan, staf, penilai):
    skp = make_skp(staf, penilai=penilai)
    make_evaluasi(skp, triwulan)
    with pytest.raises(Refused, match="1 evaluasi dan 0 capaian"):
        delete_periode(periode=triwulan, by=org.admin)
    other = make_periode(org.instansi, "Triwulan II")
    CapaianUnit.objects.create(
        unit=org.bidang, periode=other, nilai="baik", ditetapkan_oleh=org.kepala, ditetapkan_pada=AFTER
    )
    with pytest.raises(Refused, match="0 evaluasi dan 1 capaian"):
        delete_periode(periode=other, by=org.admin)
    third = make_periode(org.instansi, "Triwulan III")
    delete_periode(periode=third, by=org.admin)
    assert not PeriodeEvaluasi.objects.filter(pk=third.pk).exists()
    with pytest.raises(Conflict, match="sudah dihapus"):
        delete_periode(periode=third, by=org.admin)


# --- Closing ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def dalam_segala_keadaan(org, triwulan):
    """Approved SKP in every state there is; one that is not approved, and one whose period is later."""
    jabatan = org.staf.jabatan

    def skp(nama, **fields):
        return make_skp(make_pegawai(nama, unit=org.bidang, jabatan=jabatan), penilai=org.penilai, **fields)

    handed = {"status": StatusEvaluasi.DISERAHKAN, **HANDED_OVER}
    rows = {
        "kosong": skp("Kosong"),
        "terbuka": make_evaluasi(skp("Terbuka"), triwulan).skp,
        "dinilai": make_rated(skp("Dinilai"), triwulan).skp,
        "diam": make_rated(skp("Diam"), triwulan, **handed).skp,
        "menimbang": make_rated(skp("Menimbang"), triwulan, **{**handed, "batas_keberatan": date(2026, 5, 20)}).skp,
        "diterima": make_rated(skp("Diterima"), triwulan, **{**handed, "status": StatusEvaluasi.DITERIMA}).skp,
        "keberatan": make_rated(skp("Keberatan"), triwulan, **{**handed, "status": StatusEvaluasi.KEBERATAN}).skp,
        "diputuskan": make_rated(skp("Putus"), triwulan, **{**handed, "status": StatusEvaluasi.DIPUTUSKAN}).skp,
        "rancangan": skp("Rancangan", status=Status.DRAFT),
        "kemudian": skp("Kemudian", periode_mulai=date(2026, 4, 1)),
    }
    # Somebody's evaluasi of another period says nothing about this one.
    make_rated(rows["kosong"], make_periode(org.instansi, "Triwulan II"))
    return rows


def test_what_is_open_is_counted_and_listed(triwulan, dalam_segala_keadaan):
    today = date(2026, 5, 4)
    assert count_unfinished(triwulan, today=today) == {
        Kekurangan.BELUM_DINILAI: 2,
        Kekurangan.BELUM_DISERAHKAN: 1,
        Kekurangan.MASA_TANGGAPAN: 1,
        Kekurangan.KEBERATAN: 1,
    }
    listed = {row.pegawai.nama: row.kekurangan for row in unfinished_list(triwulan, today=today)}
    assert listed == {
        "Kosong": "belum_dinilai", "Terbuka": "belum_dinilai", "Dinilai": "belum_diserahkan",
        "Menimbang": "masa_tanggapan", "Keberatan": "keberatan",
    }  # fmt: skip


def test_how_far_a_period_is(org, triwulan, dalam_segala_keadaan):
    row = with_progress(PeriodeEvaluasi.objects.filter(pk=triwulan.pk)).get()
    assert (row.jumlah_skp, row.jumlah_dinilai, row.jumlah_diserahkan) == (8, 6, 5)
    assert (row.jumlah_evaluasi, row.jumlah_capaian) == (7, 0)
    empty = with_progress(PeriodeEvaluasi.objects.filter(nama="Triwulan III")).get()
    assert (empty.jumlah_skp, empty.jumlah_dinilai, empty.jumlah_evaluasi) == (9, 0, 0)


def test_a_period_with_something_open_is_closed_with_a_reason_only(org, triwulan, dalam_segala_keadaan):
    with pytest.raises(Refused, match="2 belum dinilai; 1 dinilai, belum diserahkan") as refusal:
        close(triwulan, org.admin)
    assert refusal.value.field == "alasan"
    closed = close(triwulan, org.admin, alasan="Tahun anggaran berakhir")
    assert (closed.ditutup, closed.ditutup_oleh, closed.alasan_tutup) == (True, org.admin, "Tahun anggaran berakhir")
    step = closed.riwayat.get()
    assert step.aksi == AksiPeriode.PAKSA
    assert "2 belum dinilai" in step.catatan
    assert "Tahun anggaran berakhir" in step.catatan


def test_a_finished_period_closes_without_a_reason_once_its_end_has_passed(org, triwulan, staf, penilai):
    make_rated(make_skp(staf, penilai=penilai), triwulan, status=StatusEvaluasi.DISERAHKAN, **HANDED_OVER)
    with pytest.raises(Refused, match="baru berakhir pada 31 Maret 2026"):
        close(triwulan, org.admin, at=wib(2026, 3, 31, 23, 59))
    closed = close(triwulan, org.admin, alasan="tidak perlu")
    assert (closed.alasan_tutup, closed.riwayat.get().aksi) == ("", AksiPeriode.TUTUP)


def test_nothing_is_evaluated_in_a_closed_period_and_the_reason_is_read(org, triwulan, staf, penilai):
    skp = make_skp(staf, penilai=penilai)
    assert evaluable(skp, triwulan)
    closed = close(triwulan, org.admin, alasan="Gempa bumi")
    verdict = evaluable(skp, closed)
    assert not verdict
    assert "sudah ditutup pada 4 Mei 2026 dengan alasan “Gempa bumi”" in verdict.reason


def test_closing_twice_or_over_a_newer_version_changes_nothing(org, triwulan):
    with pytest.raises(Conflict):
        close(triwulan, org.admin, versi=9)
    close(triwulan, org.admin)
    with pytest.raises(IllegalTransition, match="sudah ditutup"):
        close(triwulan, org.super_admin, versi=2)
    assert triwulan.riwayat.count() == 1


def test_reopened_with_a_reason(org, triwulan):
    def reopen(by=org.admin, versi=2, alasan="Ada yang terlewat"):
        return reopen_periode(periode=triwulan, by=by, at=AFTER, versi=versi, alasan=alasan)

    with pytest.raises(IllegalTransition, match="tidak sedang ditutup"):
        reopen(versi=1)
    close(triwulan, org.admin)
    with pytest.raises(Refused, match="alasan"):
        reopen(alasan="")
    with pytest.raises(NotAllowed):
        reopen(by=org.staf)
    opened = reopen()
    assert (opened.ditutup, opened.ditutup_oleh, opened.alasan_tutup) == (False, None, "")
    assert [row.get_aksi_display() for row in opened.riwayat.all()] == ["Ditutup", "Dibuka kembali"]


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2025, 12, 31), Keadaan.BELUM_MULAI),
        (date(2026, 1, 1), Keadaan.BERJALAN),
        (date(2026, 3, 31), Keadaan.BERJALAN),
        (date(2026, 4, 1), Keadaan.BERAKHIR),
    ],
)
def test_where_a_period_is(org, triwulan, today, state):
    assert keadaan(triwulan, today=today) == state
    triwulan.ditutup_pada = AFTER
    assert keadaan(triwulan, today=today) == Keadaan.DITUTUP


def test_counting_what_is_open_is_one_query_of_any_size(org, triwulan, django_assert_num_queries):
    jabatan = org.staf.jabatan
    for number in range(30):
        make_skp(make_pegawai(f"P{number}", unit=org.bidang, jabatan=jabatan), penilai=org.penilai)
    with django_assert_num_queries(1):
        assert count_unfinished(triwulan, today=date(2026, 5, 4))[Kekurangan.BELUM_DINILAI] == 30


# --- Dispensasi ------------------------------------------------------------------------------------------------------


def test_a_dispensasi_moves_a_periods_limit_for_one_person(org, triwulan, staf, rekan):
    Dispensasi.objects.create(
        instansi=org.instansi, langkah=Langkah.EVALUASI_PENGISIAN, pegawai=staf, untuk_mulai=date(2026, 2, 1),
        untuk_selesai=date(2026, 2, 28), dibuka_sampai=date(2026, 5, 1), alasan="Sakit", diberikan_oleh=org.admin,
    )  # fmt: skip

    def limit(person, langkah=Langkah.EVALUASI_PENGISIAN, periode=triwulan):
        return DeadlineCalendar(person).tenggat_periode(langkah, periode).hari_terakhir

    assert limit(staf) == date(2026, 5, 1)
    assert limit(rekan) == triwulan.batas_pengisian
    assert limit(staf, Langkah.EVALUASI_PENILAIAN) == triwulan.batas_penilaian
    second = make_periode(org.instansi, "Triwulan II")
    assert limit(staf, periode=second) == second.batas_pengisian


def test_the_administration_offers_the_steps_of_the_evaluation_where_they_belong(org, as_user):
    offered = as_user(org.admin).get(reverse("admin:organisasi_dispensasi_add")).content.decode()
    limits = as_user(org.admin).get(reverse("admin:organisasi_bataswaktu_add")).content.decode()
    for langkah in (Langkah.EVALUASI_PENGISIAN, Langkah.EVALUASI_PENILAIAN):
        assert f'value="{langkah}"' in offered
        assert f'value="{langkah}"' not in limits


def test_the_administration_keeps_what_the_angka_kredit_sheets_print(org, as_user):
    page = as_user(org.admin).get(reverse("admin:organisasi_pegawai_change", args=[org.jf.pk])).content.decode()
    for name in ("nomor_karpeg", "tempat_lahir", "tmt_golongan", "tmt_jabatan"):
        assert f'name="{name}"' in page


# --- Pages -----------------------------------------------------------------------------------------------------------


def post(client, name, *args, query="", **data):
    return client.post(reverse(f"penilaian:{name}", args=args) + query, data)


def as_typed(**changes):
    return {name: str(value) for name, value in values(**changes).items()} | {"token": uuid.uuid4()}


def test_adding_on_the_page(org, as_user, triwulan):
    client = as_user(org.admin)
    refused = post(client, "periode_tambah", **as_typed(jenis="TRIWULAN"))
    assert refused.status_code == 409
    assert "Bertumpang tindih dengan Triwulan I 2026" in refused.content.decode()
    early = post(client, "periode_tambah", **as_typed(batas_penilaian=date(2026, 4, 1)))
    assert "Batas penilaian tidak boleh sebelum batas pengisian" in early.content.decode()
    done = post(client, "periode_tambah", tahun="2026", **as_typed())
    assert done.url.endswith(f"?instansi={org.instansi.pk}&tahun=2026")
    assert PeriodeEvaluasi.objects.filter(nama="Maret", berulang=False).exists()


def test_changing_on_the_page_keeps_what_may_not_change(org, as_user, triwulan, staf, penilai):
    make_evaluasi(make_skp(staf, penilai=penilai), triwulan)
    client = as_user(org.admin)
    typed = as_typed(nama="TW I", jenis="BULANAN", batas_pengisian=date(2026, 4, 11), batas_penilaian=date(2026, 5, 2))
    assert post(client, "periode_ubah", triwulan.pk, versi=1, **typed).status_code == 302
    triwulan.refresh_from_db()
    assert (triwulan.nama, triwulan.jenis, triwulan.mulai) == ("TW I", JenisPeriode.TRIWULAN, date(2026, 1, 1))
    stale = post(client, "periode_ubah", triwulan.pk, versi=1, **typed | {"nama": "Lain"})
    assert stale.status_code == 409
    assert "Tersimpan sekarang: TW I" in stale.content.decode()


def test_closing_and_reopening_on_the_page(org, as_user, triwulan, staf, penilai):
    make_skp(staf, penilai=penilai)
    client = as_user(org.admin)
    page = client.get(reverse("penilaian:periode_tutup", args=[triwulan.pk])).content.decode()
    assert "Yang belum selesai: 1 belum dinilai" in page
    assert "Staf" in page
    assert (
        "Staf"
        not in client.get(reverse("penilaian:periode_tutup", args=[triwulan.pk]) + "?cari=Tidak ada")
        .content.decode()
        .split('id="daftar"')[1]
    )
    refused = post(client, "periode_tutup", triwulan.pk, versi=1, alasan="")
    assert (refused.status_code, "tuliskan alasan" in refused.content.decode()) == (409, True)
    assert post(client, "periode_tutup", triwulan.pk, versi=1, alasan="Gempa").status_code == 302
    listed = client.get(reverse("penilaian:periode_list") + "?tahun=2026").content.decode()
    assert "Alasan: Gempa" in listed
    assert post(client, "periode_buka", triwulan.pk, versi=2, alasan="").status_code == 200
    assert post(client, "periode_buka", triwulan.pk, versi=2, alasan="Salah tutup").status_code == 302
    triwulan.refresh_from_db()
    assert not triwulan.ditutup
    page = client.get(reverse("penilaian:periode_tutup", args=[triwulan.pk])).content.decode()
    assert "Salah tutup" in page


def test_a_year_is_opened_on_the_page(org, as_user):
    client = as_user(org.admin)
    assert "Buka periode tahun 2027" in client.get(reverse("penilaian:periode_list") + "?tahun=2027").content.decode()
    typed = as_typed(mulai=date(2027, 3, 1), selesai=date(2027, 3, 31), tahun="2027")
    alone = post(client, "periode_tambah", **typed | {"batas_pengisian": "2027-04-05", "batas_penilaian": "2027-04-10"})
    assert (alone.status_code, "Tahun 2027 belum mempunyai periode" in alone.content.decode()) == (409, True)
    post(client, "periode_buka_tahun", 2027)
    assert PeriodeEvaluasi.objects.filter(instansi=org.instansi, tahun=2027).count() == 5
    post(client, "periode_buka_tahun", 9999)
    assert not PeriodeEvaluasi.objects.filter(tahun=9999).exists()


def test_the_super_admin_chooses_the_instansi(org, as_user):
    make_periode(org.instansi_lain)
    client = as_user(org.super_admin)
    page = client.get(reverse("penilaian:periode_list") + f"?instansi={org.instansi_lain.pk}&tahun=2026")
    assert page.context["instansi"] == org.instansi_lain
    for nonsense in ("9" * 30, "x", "-1", "²"):
        answer = client.get(reverse("penilaian:periode_list"), {"instansi": nonsense, "tahun": nonsense})
        assert answer.context["instansi"] == org.instansi
    own = as_user(org.admin).get(reverse("penilaian:periode_list") + f"?instansi={org.instansi_lain.pk}")
    assert own.context["instansi"] == org.instansi


def test_the_pages_cost_the_same_with_one_row_and_thirty(org, as_user, triwulan):
    client, jabatan = as_user(org.admin), org.staf.jabatan
    addresses = (
        reverse("penilaian:periode_list") + "?tahun=2026&entri=100",
        reverse("penilaian:periode_tutup", args=[triwulan.pk]) + "?entri=100",
        reverse("penilaian:libur_list") + "?tahun=2026&entri=100",
    )

    def costs():
        found = []
        for address in addresses:
            with CaptureQueriesContext(connection) as captured:
                assert client.get(address).status_code == 200
            found.append(len(captured))
        return found

    PeriodeEvaluasi.objects.exclude(pk=triwulan.pk).delete()
    HariLibur.objects.all().delete()
    HariLibur.objects.create(tanggal=date(2026, 1, 1), nama="Tahun Baru")
    make_skp(org.staf, penilai=org.penilai)
    client.get(addresses[0])
    few = costs()
    for number in range(29):
        make_skp(make_pegawai(f"P{number}", unit=org.bidang, jabatan=jabatan), penilai=org.penilai)
        day = date(2026, 2, 1) + timedelta(days=number)
        create(org, nama=f"Hari {number}", mulai=day, selesai=day)
        HariLibur.objects.create(tanggal=day, nama="Libur", instansi=org.instansi, jenis=JenisLibur.DAERAH)
    assert costs() == few


# --- Holidays --------------------------------------------------------------------------------------------------------


@pytest.fixture
def tanpa_libur(db):
    HariLibur.objects.all().delete()


def holiday(org, by, *, jenis=JenisLibur.DAERAH, tanggal=date(2026, 4, 1), nama="Hari Jadi"):
    return create_holiday(instansi=org.instansi, by=by, tanggal=tanggal, nama=nama, jenis=jenis)


def test_an_admin_keeps_his_own_holidays_and_the_super_admin_the_national_ones(org, tanpa_libur):
    own = holiday(org, org.admin)
    assert (own.instansi, holiday(org, org.admin)) == (org.instansi, own)
    national = holiday(org, org.super_admin, jenis=JenisLibur.NASIONAL, tanggal=date(2026, 5, 1), nama="Hari Buruh")
    assert national.instansi is None
    for act in (
        lambda: holiday(org, org.admin, jenis=JenisLibur.CUTI_BERSAMA),
        lambda: holiday(org, org.staf),
        lambda: delete_holiday(libur=national, by=org.admin),
        lambda: delete_holiday(libur=own, by=org.admin_luar),
    ):
        with pytest.raises(NotAllowed):
            act()
    delete_holiday(libur=own, by=org.admin)
    assert list(HariLibur.objects.all()) == [national]


def test_a_day_is_one_holiday(org, tanpa_libur):
    own = holiday(org, org.admin)
    with pytest.raises(Conflict, match="sudah ada") as conflict:
        holiday(org, org.admin, nama="Lain")
    assert conflict.value.field == "tanggal"
    holiday(org, org.super_admin, jenis=JenisLibur.NASIONAL, tanggal=date(2026, 5, 1), nama="Hari Buruh")
    with pytest.raises(Refused, match="seluruh Indonesia: Hari Buruh"):
        holiday(org, org.admin, tanggal=date(2026, 5, 1))
    with pytest.raises(Refused, match="tidak dapat menjadi libur nasional"):
        change_holiday(libur=own, by=org.super_admin, tanggal=own.tanggal, nama="X", jenis=JenisLibur.NASIONAL)
    moved = change_holiday(libur=own, by=org.admin, tanggal=date(2026, 4, 2), nama="X", jenis=JenisLibur.DAERAH)
    assert moved.tanggal == date(2026, 4, 2)


def test_holidays_on_the_page(org, as_user, tanpa_libur):
    client = as_user(org.admin)
    assert "belum dicatat" in client.get(reverse("penilaian:libur_list") + "?tahun=2027").content.decode()
    post(client, "libur_tambah", tanggal="2026-04-01", nama="Hari Jadi", jenis="DAERAH")
    row = HariLibur.objects.get()
    assert row.instansi == org.instansi
    assert post(client, "libur_tambah", tanggal="2026-05-01", nama="X", jenis="NASIONAL").status_code == 200
    post(client, "libur_ubah", row.pk, tanggal="2026-04-02", nama="Hari Jadi Kota", jenis="DAERAH")
    page = client.get(reverse("penilaian:libur_list") + "?tahun=2026").content.decode()
    assert "Kamis, 2 April 2026" in page
    post(client, "libur_hapus", row.pk)
    assert not HariLibur.objects.exists()
