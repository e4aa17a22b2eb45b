"""Two at the same instant, on two connections: one row, one decision."""

import threading
import uuid
from datetime import date

import pytest
from django.db import close_old_connections, connection

from ekinerja.errors import Refused
from organisasi.models import JenisPenugasan, Pegawai, Pemberitahuan, PenugasanKepala
from skp import services
from skp.models import Riwayat, Skp, SkpBulanan
from skp.services import adendum
from skp.workflow import Action, Status
from tests.factories import make_rhk, make_skp, wib

pytestmark = pytest.mark.django_db(transaction=True)
NOW = wib(2026, 3, 10)


def at_once(*acts):
    """Runs each in a thread of its own, started together. Answers what each returned or the refusal it raised."""
    gate, answers = threading.Barrier(len(acts)), [None] * len(acts)

    def run(index, act):
        try:
            gate.wait()
            answers[index] = act()
        except Refused as refusal:
            answers[index] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    close_old_connections()
    return answers


def test_one_token_sent_twice_at_once_is_one_skp(org):
    token = uuid.uuid4()
    answers = at_once(*[lambda: services.create_skp(by=org.staf, tahun=2027, token=token, at=NOW)] * 2)
    assert answers[0] == answers[1] == Skp.objects.get()


def test_two_forms_for_one_period_make_one_skp(org):
    answers = at_once(*[lambda: services.create_skp(by=org.staf, tahun=2027, token=uuid.uuid4(), at=NOW)] * 2)
    assert Skp.objects.count() == 1
    assert [type(answer) for answer in answers].count(Skp) == 1


def test_one_token_sent_twice_at_once_is_one_month(org):
    make_skp(org.staf, penilai=org.penilai)
    token = uuid.uuid4()
    answers = at_once(*[lambda: services.create_bulanan(by=org.staf, tahun=2026, bulan=4, token=token, at=NOW)] * 2)
    assert answers[0] == answers[1] == SkpBulanan.objects.get()


def test_of_two_decisions_one_wins_and_the_other_is_told_who(org):
    skp = make_skp(org.staf, penilai=org.penilai, status=Status.DIAJUKAN)

    def decide(action):
        return services.perform(
            action, dokumen=Skp.objects.get(pk=skp.pk), by=Pegawai.objects.get(pk=org.penilai.pk), at=NOW, note="Salah"
        )

    answers = at_once(lambda: decide(Action.SETUJUI), lambda: decide(Action.KEMBALIKAN))
    refusals = [answer for answer in answers if answer]
    assert len(refusals) == 1
    assert "oleh Penilai, 10 Maret 2026" in refusals[0].message
    assert Riwayat.objects.count() == 1


def test_a_target_is_not_slipped_in_while_the_skp_is_submitted(org):
    """Whichever comes first, what was submitted is what was checked: no target is added to a submitted SKP."""
    skp = make_skp(org.staf, penilai=org.penilai, status=Status.DIKEMBALIKAN, alasan="Perbaiki")
    rhk = make_rhk(skp)
    answers = at_once(
        lambda: services.perform(Action.AJUKAN, dokumen=Skp.objects.get(pk=skp.pk), by=org.staf, at=NOW),
        lambda: services.delete_rhk(rhk=rhk, by=org.staf),
    )
    skp.refresh_from_db()
    assert len([answer for answer in answers if answer]) == 1
    assert (skp.status == Status.DIAJUKAN) is skp.rhk.exists()
    assert skp.periode_mulai == date(2026, 1, 1)


def test_a_penilai_and_his_plt_approving_at_once_approve_once(org):
    skp = make_skp(org.staf, penilai=org.penilai, status=Status.DIAJUKAN)
    PenugasanKepala.objects.create(
        unit=org.bidang, pegawai=org.rekan, jenis=JenisPenugasan.PLH, nomor_surat="1",
        mulai=date(2026, 3, 1), selesai=date(2026, 3, 31),
    )  # fmt: skip
    answers = at_once(
        *(
            lambda person=person: services.perform(
                Action.SETUJUI, dokumen=Skp.objects.get(pk=skp.pk), by=Pegawai.objects.get(pk=person.pk), at=NOW
            )
            for person in (org.penilai, org.rekan)
        )
    )
    assert len([answer for answer in answers if answer]) == 1
    assert (Riwayat.objects.count(), Pemberitahuan.objects.count()) == (1, 1)


def test_a_form_submitted_twice_at_once_is_one_step(org):
    skp = make_skp(org.staf, penilai=org.penilai, status=Status.DIKEMBALIKAN, alasan="Perbaiki")
    make_rhk(skp)
    answers = at_once(
        *[lambda: services.perform(Action.AJUKAN, dokumen=Skp.objects.get(pk=skp.pk), by=org.staf, at=NOW)] * 2
    )
    assert "Ajukan oleh Staf" in next(answer.message for answer in answers if answer)
    assert (Riwayat.objects.count(), Pemberitahuan.objects.count()) == (1, 1)


def test_two_adendum_opened_at_once_are_one(org):
    skp = make_skp(org.staf, penilai=org.penilai)
    answers = at_once(
        *[lambda: adendum.create_adendum(skp=skp, by=org.staf, token=uuid.uuid4(), alasan="Anggaran", at=NOW)] * 2
    )
    assert sorted(type(answer).__name__ for answer in answers) == ["Adendum", "Refused"]
    assert skp.adendum.count() == 1


def test_an_adendum_approved_twice_at_once_is_applied_once(org):
    skp = make_skp(org.staf, penilai=org.penilai)
    make_rhk(skp)
    row = adendum.create_adendum(skp=skp, by=org.staf, token=uuid.uuid4(), alasan="Anggaran", at=NOW)
    new = {"uraian": "Mengelola arsip", "status_kegiatan": "TIDAK_CASCADING", "jenis": "UTAMA"}
    change = row.perubahan.create(jenis="TAMBAH_RHK", sesudah=new)
    row.perubahan.create(
        jenis="TAMBAH_INDIKATOR", induk=change, urutan=2,
        sesudah={"uraian": "Jumlah arsip", "aspek": "KUANTITAS", "target": "10 berkas"},
    )  # fmt: skip
    type(row).objects.filter(pk=row.pk).update(status=Status.DIAJUKAN)

    def decide(action):
        held = type(row).objects.select_related("skp").get(pk=row.pk)
        return adendum.perform_adendum(
            action, adendum=held, by=Pegawai.objects.get(pk=org.penilai.pk), at=NOW, note="Salah"
        )

    answers = at_once(lambda: decide(Action.SETUJUI), lambda: decide(Action.SETUJUI))
    assert len([answer for answer in answers if answer]) == 1
    assert skp.rhk.filter(uraian="Mengelola arsip").count() == 1
    assert Skp.objects.get(pk=skp.pk).adendum_ke == 1
