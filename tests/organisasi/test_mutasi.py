"""Moves: what they would do, what they do on their day, and what keeps them from it."""

import threading
import uuid
from datetime import date, datetime

import pytest
from django.db import connection, connections
from django.urls import reverse

from ekinerja.errors import Conflict, IllegalTransition, NotAllowed, Refused
from organisasi.models import JenisJabatan, JenisPenugasan, Mutasi, Pegawai, PenugasanKepala, StatusMutasi, UnitKerja
from organisasi.mutasi import Rencana, consequences
from organisasi.services.mutasi import Pagi, cancel_mutasi, carry_out, carry_out_due, plan_mutasi
from skp.models import Riwayat, Skp
from skp.workflow import Status
from tests.factories import make_bulanan, make_jabatan, make_periode, make_rated, make_skp, wib

TODAY = date(2026, 3, 10)
LATER = date(2026, 4, 1)
ON_THE_DAY = wib(2026, 4, 1, 5)


def plan(org, pegawai=None, *, by=None, at=None, token=None, **changes):
    pegawai = Pegawai.objects.for_header().get(pk=(pegawai or org.staf).pk)
    values = {"tmt": LATER, "unit": org.dinas_lain, "jabatan": pegawai.jabatan} | changes
    return plan_mutasi(
        pegawai=pegawai, by=by or org.admin, at=at or wib(2026, 3, 10), token=token or uuid.uuid4(), **values
    )


def fresh(row):
    return type(row).objects.get(pk=row.pk)


# --- Planned ---------------------------------------------------------------------------------------------------------


def test_a_move_of_a_later_day_is_a_plan_and_changes_nothing_yet(org):
    mutasi = plan(org, nomor_surat="800/7/2026")
    assert (mutasi.status, mutasi.unit_asal, mutasi.unit_tujuan) == ("DIRENCANAKAN", org.bidang, org.dinas_lain)
    assert fresh(org.staf).unit == org.bidang
    assert not org.staf.pemberitahuan.exists()


def test_one_plan_a_person_and_the_same_form_sent_twice_is_one_plan(org):
    token = uuid.uuid4()
    first = plan(org, token=token)
    assert plan(org, token=token) == first
    with pytest.raises(Conflict, match="sudah mempunyai mutasi yang direncanakan"):
        plan(org)
    assert Mutasi.objects.count() == 1


@pytest.mark.parametrize("who", ["staf", "kepala", "penilai", "admin_luar"])
def test_only_an_admin_of_the_instansi_moves_people(org, who):
    with pytest.raises(NotAllowed):
        plan(org, by=getattr(org, who))


def test_nobody_moves_himself(org):
    with pytest.raises(NotAllowed, match="Data sendiri"):
        plan(org, org.admin, by=org.admin)


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        (lambda org: {"unit": org.bidang}, "unit", "sudah berada di Bidang Data"),
        (lambda org: {"jabatan": org.orang_luar.jabatan}, "jabatan", "instansi unit tujuan"),
    ],
)
def test_what_a_move_cannot_be(org, changes, field, said):
    with pytest.raises(Refused, match=said) as refusal:
        plan(org, **changes(org))
    assert refusal.value.field == field


def test_nobody_is_moved_into_a_closed_unit_nor_while_inactive(org):
    UnitKerja.objects.filter(pk=org.dinas_lain.pk).update(aktif=False)
    with pytest.raises(Refused, match="sudah ditutup"):
        plan(org, unit=fresh(org.dinas_lain))
    Pegawai.objects.filter(pk=org.jf.pk).update(is_active=False)
    with pytest.raises(Refused, match="nonaktif"):
        plan(org, org.jf)


def test_a_plan_is_cancelled_once(org):
    mutasi = plan(org)
    with pytest.raises(NotAllowed):
        cancel_mutasi(mutasi=mutasi, by=org.kepala, versi=1)
    with pytest.raises(Conflict):
        cancel_mutasi(mutasi=mutasi, by=org.admin, versi=7)
    assert cancel_mutasi(mutasi=mutasi, by=org.admin, versi=1).status == StatusMutasi.DIBATALKAN
    with pytest.raises(IllegalTransition, match="sudah dibatalkan"):
        cancel_mutasi(mutasi=mutasi, by=org.admin, versi=2)
    assert carry_out_due(ON_THE_DAY) == Pagi(0, 0)


# --- Carried out -----------------------------------------------------------------------------------------------------


def test_of_today_it_is_done_at_once_and_the_running_skp_ends_the_day_before(org):
    skp = make_skp(org.staf, penilai=org.penilai)
    mutasi = plan(org, tmt=TODAY)
    staf, skp = fresh(org.staf), fresh(skp)
    assert (staf.unit, mutasi.status, mutasi.unit_asal) == (org.dinas_lain, "DIJALANKAN", org.bidang)
    assert (skp.periode_selesai, skp.unit, skp.penilai) == (date(2026, 3, 9), org.bidang, org.penilai)
    step = skp.riwayat.get()
    assert (step.aksi, step.oleh) == (Riwayat.PERIODE_DIPENDEKKAN, org.admin)
    assert "Mutasi ke Dinas Sosial terhitung mulai 10 Maret 2026" in step.catatan


def test_who_is_told(org):
    make_skp(org.staf, penilai=org.penilai)
    plan(org, tmt=TODAY)
    assert "Anda pindah ke Dinas Sosial" in org.staf.pemberitahuan.get().teks
    assert any("Staf pindah dari Bidang Data ke Dinas Sosial" in row.teks for row in org.penilai.pemberitahuan.all())
    assert "Staf pindah" in org.kepala_lain.pemberitahuan.get().teks
    assert not org.admin.pemberitahuan.exists()


def test_left_running_the_skp_stays_as_it_is(org):
    skp = make_skp(org.staf, penilai=org.penilai)
    plan(org, tmt=TODAY, akhiri_skp=False)
    assert fresh(skp).periode_selesai == date(2026, 12, 31)
    assert fresh(org.staf).unit == org.dinas_lain


@pytest.mark.parametrize("status", list(Status))
def test_an_skp_in_whatever_state_ends(org, status):
    skp = make_skp(org.staf, penilai=org.penilai, status=status)
    plan(org, tmt=TODAY)
    assert fresh(skp).periode_selesai == date(2026, 3, 9)
    # A draft nobody has seen stays one that can be deleted.
    assert skp.riwayat.exists() == (status != Status.DRAFT)


def test_an_skp_that_begins_later_follows_him_unless_it_was_decided_on(org):
    draft = make_skp(org.staf, penilai=org.penilai, tahun=2027, status=Status.DRAFT)
    approved = make_skp(org.staf, penilai=org.penilai, periode_mulai=date(2026, 6, 1))
    plan(org, tmt=TODAY)
    assert (fresh(draft).unit, fresh(draft).penilai) == (org.dinas_lain, org.kepala_lain)
    assert fresh(approved).unit == org.bidang


def told(person) -> list[str]:
    return [row.teks for row in person.pemberitahuan.order_by("pk")]


def test_an_approved_skp_of_later_keeps_its_penilai_and_all_three_are_told(org):
    skp = make_skp(org.staf, penilai=org.penilai, periode_mulai=date(2026, 6, 1))
    plan(org, tmt=TODAY)
    assert fresh(skp).penilai == org.penilai
    (own,) = [text for text in told(org.staf) if "tetap mencatat" in text]
    assert own.startswith("SKP 2026 Anda")
    assert "Penilai sebagai pejabat penilai karena sudah disetujui" in own
    assert "Kepala Lain): minta dibuka kembali, lalu tekan Muat Ulang" in own
    for assessor in (org.penilai, org.kepala_lain):
        (text,) = [text for text in told(assessor) if "tetap mencatat" in text]
        assert "SKP 2026 Staf" in text
        assert "di unit barunya Kepala Lain: agar beralih, buka kembali" in text
        assert assessor.pemberitahuan.get(teks=text).tautan == skp.get_absolute_url()
    assert not told(org.admin)


@pytest.mark.parametrize("status", list(Status))
def test_of_an_skp_left_running_with_the_old_penilai_they_are_told_but_of_a_draft_only_its_owner(org, status):
    skp = make_skp(org.staf, penilai=org.penilai, status=status)
    plan(org, tmt=TODAY, akhiri_skp=False)
    assert fresh(skp).penilai == org.penilai
    assert sum("tetap mencatat Penilai" in text for text in told(org.staf)) == 1
    for assessor in (org.penilai, org.kepala_lain):
        assert sum("tetap mencatat" in text for text in told(assessor)) == (status != Status.DRAFT)


def test_where_the_penilai_stays_the_same_nobody_is_told_of_his_skp(org):
    make_skp(org.staf, penilai=org.penilai, periode_mulai=date(2026, 6, 1))
    jabatan = make_jabatan(org.instansi, "Analis Baru", JenisJabatan.PELAKSANA)
    plan(org, tmt=TODAY, unit=org.bidang, jabatan=jabatan)
    assert not [text for person in (org.staf, org.penilai) for text in told(person) if "tetap mencatat" in text]


def test_a_move_carried_out_twice_tells_once(org, hari_ini):
    make_skp(org.staf, penilai=org.penilai, periode_mulai=date(2026, 6, 1))
    plan(org)
    assert not told(org.penilai)
    hari_ini.move_to(ON_THE_DAY)
    for _ in range(2):
        carry_out_due(ON_THE_DAY)
    assert sum("tetap mencatat" in text for text in told(org.penilai)) == 1


def test_a_month_or_a_rating_after_the_day_is_in_the_way_and_nothing_is_done(org):
    skp = make_skp(org.staf, penilai=org.penilai)
    make_bulanan(skp, 5)
    with pytest.raises(Refused, match="SKP Bulanan Mei 2026"):
        plan(org, tmt=TODAY)
    assert fresh(org.staf).unit == org.bidang
    assert not Mutasi.objects.exists()
    make_rated(other := make_skp(org.rekan, penilai=org.penilai), periode=_triwulan(org, "Triwulan III"))
    with pytest.raises(Refused, match="sudah dinilai pada Triwulan III"):
        plan(org, org.rekan, tmt=TODAY)
    assert fresh(other).periode_selesai == date(2026, 12, 31)


def _triwulan(org, nama):
    from tests.factories import make_periode

    return make_periode(org.instansi, nama)


def test_on_its_morning_a_plan_is_carried_out_once(org):
    mutasi = plan(org)
    assert carry_out_due(wib(2026, 3, 31, 23, 59)) == Pagi(0, 0)
    assert carry_out_due(ON_THE_DAY) == Pagi(1, 0)
    assert carry_out_due(ON_THE_DAY) == Pagi(0, 0)
    mutasi = fresh(mutasi)
    assert (mutasi.status, mutasi.dijalankan_pada) == (StatusMutasi.DIJALANKAN, ON_THE_DAY)
    assert fresh(org.staf).unit == org.dinas_lain


def test_the_day_begins_where_the_person_works(org):
    org.instansi.zona_waktu = "Asia/Jayapura"
    org.instansi.save()
    plan(org)
    # 23.30 in Jakarta is half past one of the next day in Jayapura.
    assert carry_out_due(wib(2026, 3, 31, 23, 30)) == Pagi(1, 0)


def test_a_hindrance_is_written_down_told_once_and_tried_again(org):
    skp = make_skp(org.staf, penilai=org.penilai)
    bulanan = make_bulanan(skp, 5)
    mutasi = plan(org)
    other = plan(org, org.rekan)
    assert carry_out_due(ON_THE_DAY) == Pagi(1, 1)
    assert carry_out_due(wib(2026, 4, 2)) == Pagi(0, 1)
    mutasi = fresh(mutasi)
    assert "SKP Bulanan Mei 2026" in mutasi.kendala
    assert (fresh(org.staf).unit, fresh(skp).periode_selesai) == (org.bidang, date(2026, 12, 31))
    assert fresh(other).status == StatusMutasi.DIJALANKAN
    assert org.admin.pemberitahuan.filter(teks__contains="terkendala").count() == 1
    bulanan.delete()
    assert carry_out_due(wib(2026, 4, 3)) == Pagi(1, 0)
    assert (fresh(mutasi).kendala, fresh(skp).periode_selesai) == ("", date(2026, 3, 31))


def test_by_hand_once_its_day_has_come(org, hari_ini):
    mutasi = plan(org)
    with pytest.raises(IllegalTransition, match="dijalankan sendiri pada 1 April 2026"):
        carry_out(mutasi=mutasi, by=org.admin, at=wib(2026, 3, 10))
    hari_ini.move_to(ON_THE_DAY)
    with pytest.raises(NotAllowed):
        carry_out(mutasi=mutasi, by=org.admin_luar, at=ON_THE_DAY)
    carry_out(mutasi=mutasi, by=org.admin, at=ON_THE_DAY)
    with pytest.raises(IllegalTransition, match="sudah dijalankan"):
        carry_out(mutasi=mutasi, by=org.admin, at=ON_THE_DAY)


def test_a_submitted_skp_of_later_comes_to_the_desk_of_the_new_penilai_who_is_told(org):
    skp = make_skp(
        org.staf, penilai=org.penilai, status=Status.DIAJUKAN, periode_mulai=date(2026, 4, 1),
        periode_selesai=date(2026, 12, 31),
    )  # fmt: skip
    mutasi = plan(org)
    # The plan stands, whatever became of who planned it.
    Pegawai.objects.filter(pk=org.admin.pk).update(admin_instansi=False)
    assert carry_out_due(ON_THE_DAY) == Pagi(1, 0)
    assert (fresh(skp).penilai, fresh(mutasi).kendala) == (org.kepala_lain, "")
    told = org.kepala_lain.pemberitahuan.filter(teks__contains="menunggu persetujuan Anda")
    assert told.get().tautan == skp.get_absolute_url()
    assert not org.penilai.pemberitahuan.filter(teks__contains="menunggu persetujuan").exists()


@pytest.mark.parametrize(
    ("tmt", "ends"),
    [(date(2027, 1, 1), date(2026, 12, 31)), (date(2026, 12, 31), date(2026, 12, 30))],
)
def test_a_move_around_the_turn_of_the_year(org, hari_ini, tmt, ends):
    skp = make_skp(org.staf, penilai=org.penilai, status=Status.DISETUJUI)
    plan(org, tmt=tmt)
    at = wib(tmt.year, tmt.month, tmt.day, 5)
    hari_ini.move_to(at)
    assert carry_out_due(at) == Pagi(1, 0)
    assert (fresh(skp).periode_selesai, fresh(skp).penilai) == (ends, org.penilai)


def test_of_two_skp_in_a_year_the_running_one_ends_and_the_later_one_follows(org):
    first = make_skp(org.staf, penilai=org.penilai, periode_selesai=date(2026, 6, 30), status=Status.DISETUJUI)
    later = make_skp(org.staf, penilai=org.penilai, periode_mulai=date(2026, 7, 1), status=Status.DRAFT)
    plan(org, tmt=TODAY)
    assert (fresh(first).periode_selesai, fresh(first).unit) == (date(2026, 3, 9), org.bidang)
    assert (fresh(later).unit, fresh(later).penilai) == (org.dinas_lain, org.kepala_lain)


def test_before_the_skp_begins_and_on_its_first_day_nothing_ends(org):
    skp = make_skp(org.staf, penilai=org.penilai, periode_mulai=TODAY, status=Status.DRAFT)
    plan(org, tmt=TODAY)
    assert (fresh(skp).periode_mulai, fresh(skp).periode_selesai) == (TODAY, date(2026, 12, 31))
    assert fresh(skp).unit == org.dinas_lain


def test_a_period_rated_after_the_day_before_is_in_the_way(org, hari_ini):
    skp = make_skp(org.staf, penilai=org.penilai, status=Status.DISETUJUI)
    hari_ini.move_to(wib(2026, 7, 2))
    make_rated(skp, make_periode(org.instansi, "Triwulan II"))
    with pytest.raises(Refused, match="sudah dinilai pada Triwulan II"):
        plan(org, tmt=date(2026, 3, 1), at=wib(2026, 7, 2))
    assert (fresh(org.staf).unit, Mutasi.objects.count()) == (org.bidang, 0)


def test_the_admin_who_planned_it_moves_himself_away_in_between(org):
    mutasi = plan(org)
    plan(org, org.admin, by=org.super_admin, tmt=TODAY, unit=org.orang_luar.unit, jabatan=org.orang_luar.jabatan)
    assert carry_out_due(ON_THE_DAY) == Pagi(1, 0)
    assert fresh(mutasi).status == StatusMutasi.DIJALANKAN


# --- Heads and Plt ---------------------------------------------------------------------------------------------------


def test_a_head_who_goes_leaves_his_unit_without_one_and_may_take_another(org):
    plan(org, org.penilai, tmt=TODAY, unit=org.dinas_lain, menjadi_kepala=True)
    assert fresh(org.bidang).kepala is None
    assert fresh(org.dinas_lain).kepala == org.penilai
    assert "Penilai pindah" in org.kepala_lain.pemberitahuan.get().teks


def test_two_heads_change_places_on_one_morning(org):
    plan(org, org.penilai, unit=org.dinas_lain, jabatan=org.kepala_lain.jabatan, menjadi_kepala=True)
    plan(org, org.kepala_lain, unit=org.bidang, jabatan=org.penilai.jabatan, menjadi_kepala=True)
    assert carry_out_due(ON_THE_DAY) == Pagi(2, 0)
    assert (fresh(org.bidang).kepala, fresh(org.dinas_lain).kepala) == (org.kepala_lain, org.penilai)
    assert fresh(org.penilai).tmt_jabatan == LATER


def test_a_plt_ends_when_the_unit_gets_its_head(org):
    row = PenugasanKepala.objects.create(
        unit=org.dinas_lain, pegawai=org.stranger, jenis=JenisPenugasan.PLT, mulai=date(2026, 1, 1),
        selesai=date(2026, 12, 31), nomor_surat="800/1",
    )  # fmt: skip
    plan(org, org.penilai, tmt=TODAY, menjadi_kepala=True)
    assert fresh(row).selesai == date(2026, 3, 9)


# --- Across instansi -------------------------------------------------------------------------------------------------


def test_only_the_super_admin_moves_somebody_to_another_instansi(org):
    luar = {"unit": org.orang_luar.unit, "jabatan": org.orang_luar.jabatan, "tmt": TODAY}
    with pytest.raises(NotAllowed, match="super admin"):
        plan(org, **luar)
    skp = make_skp(org.kepala, penilai=org.sekda)
    Pegawai.objects.filter(pk=org.kepala.pk).update(admin_instansi=True)
    mutasi = plan(org, org.kepala, by=org.super_admin, akhiri_skp=False, **luar)
    kepala = fresh(org.kepala)
    assert mutasi.akhiri_skp
    assert fresh(skp).periode_selesai == date(2026, 3, 9)
    assert (kepala.instansi, kepala.admin_instansi, kepala.peran_anggaran) == (org.instansi_lain, False, "")
    assert fresh(org.dinas).kepala is None


# --- Before ----------------------------------------------------------------------------------------------------------


def test_what_would_happen_is_said_before(org, django_assert_max_num_queries):
    skp = make_skp(org.penilai, penilai=org.kepala)
    make_bulanan(skp, 6)
    pegawai = Pegawai.objects.for_header().get(pk=org.penilai.pk)
    unit = UnitKerja.objects.select_related("kepala", "induk", "instansi").get(pk=org.dinas_lain.pk)
    with django_assert_max_num_queries(12):
        akibat = consequences(Rencana(pegawai, LATER, unit, pegawai.jabatan, menjadi_kepala=True), today=TODAY)
    assert (akibat.penilai_lama, akibat.penilai_baru) == (org.kepala, org.sekda)
    assert akibat.berakhir == date(2026, 3, 31)
    assert [row.nama for row in akibat.dokumen] == ["SKP 2026"]
    assert "SKP Bulanan Juni 2026" in akibat.hambatan[0]
    said = " ".join(akibat.kalimat)
    assert "Bidang Data tidak lagi mempunyai kepala" in said
    assert "Kepala Lain dilepas" in said
    assert Skp.objects.get().periode_selesai == date(2026, 12, 31)


def becomes(org, **changes) -> dict[str, str]:
    """By period: what is said of each document before the move."""
    pegawai = Pegawai.objects.for_header().get(pk=org.staf.pk)
    unit = UnitKerja.objects.select_related("kepala", "induk", "instansi").get(pk=org.dinas_lain.pk)
    akibat = consequences(Rencana(pegawai, LATER, unit, pegawai.jabatan, **changes), today=TODAY)
    return {row.dokumen.periode.split(" – ")[0]: row.sesudah for row in akibat.nasib}


def test_of_each_document_is_said_what_becomes_of_it_and_of_its_penilai(as_user, org):
    make_skp(org.staf, penilai=org.penilai, periode_selesai=date(2026, 6, 30))
    make_skp(org.staf, penilai=org.penilai, periode_mulai=date(2026, 7, 1), status=Status.DIAJUKAN)
    make_skp(org.staf, penilai=org.penilai, tahun=2027)
    running, later, approved = becomes(org).values()
    assert running == "Berakhir 31 Maret 2026, dengan pejabat penilai yang tercatat."
    assert later == "Dimuat ulang: Kepala Lain menjadi pejabat penilainya."
    assert approved.startswith(
        "Tetap, dengan pejabat penilai yang tercatat. Agar beralih ke Kepala Lain: dibuka kembali"
    )
    assert list(becomes(org, akhiri_skp=False).values()) == [approved, later, approved]
    sent = {
        "token": uuid.uuid4(), "tmt": "2026-04-01", "unit": org.dinas_lain.pk, "jabatan": org.staf.jabatan_id,
        "akhiri_skp": "1",
    }  # fmt: skip
    page = as_user(org.admin).post(reverse("mutasi_tambah", args=[org.staf.pk]), sent).content.decode()
    for said in (running, later, approved):
        assert said in page


# --- At once ---------------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_two_workers_of_one_morning_carry_a_move_out_once(org):
    plan(org)
    done: list[Pagi] = []

    def morning(at: datetime) -> None:
        try:
            done.append(carry_out_due(at))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=morning, args=(ON_THE_DAY,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    connection.close()
    assert sorted(row.dijalankan for row in done) == [0, 1]
    assert org.staf.pemberitahuan.count() == 1
