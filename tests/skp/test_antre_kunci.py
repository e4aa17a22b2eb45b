"""Acts that hold several SKP, or write where another act writes: one waits for the other, neither fails."""

import time
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from ekinerja.errors import Conflict, Refused
from skp.models import Adendum, PermintaanKoreksi, PesertaMatriks, RencanaHasilKerja, Skp
from skp.services import accept_correction, add_rhk, approve_many, perform, refuse_correction, take_rhk
from skp.services.adendum import perform_adendum
from skp.services.editing import hold
from skp.services.matriks import add_participant, sync
from skp.services.pembagian import ButirBaru, hand_out
from skp.services.perilaku import write_to_all
from skp.services.tim import remove_anggota
from skp.workflow import Action, Status
from tests.factories import make_rhk, make_skp, make_tim, wib

pytestmark = pytest.mark.django_db(transaction=True)
NOW = wib(2026, 3, 10)


class Meanwhile:
    """An act on a connection of its own, until it is done or waits for what this transaction holds."""

    def __init__(self, act):
        pool = ThreadPoolExecutor(max_workers=1)
        self.future = pool.submit(self._run, act)
        pool.shutdown(wait=False)
        deadline = time.monotonic() + 20
        while not self.future.done() and not _somebody_waits():
            assert time.monotonic() < deadline

    @staticmethod
    def _run(act):
        try:
            with transaction.atomic():
                return act()
        finally:
            connection.close()

    def result(self):
        return self.future.result(timeout=20)


def _somebody_waits():
    with connection.cursor() as cursor:
        # In this database: the others are of tests that run at the same time.
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks waiting JOIN pg_locks held USING (pid) "
            "JOIN pg_database ON pg_database.oid = held.database "
            "WHERE NOT waiting.granted AND held.granted AND datname = current_database())"
        )
        return cursor.fetchone()[0]


@pytest.fixture
def kepala_skp(org):
    return make_skp(org.penilai, penilai=org.kepala)


@pytest.fixture
def kolom(kepala_skp):
    return make_rhk(kepala_skp, "Menyusun kebijakan data")


@pytest.fixture
def drafts(org):
    return [make_skp(person, penilai=org.penilai, status=Status.DRAFT) for person in (org.staf, org.rekan)]


def cascading(kolom):
    return {"uraian": "Mendukung kebijakan", "status_kegiatan": "CASCADING", "jenis": "UTAMA", "atasan": kolom}


def test_a_receiver_adds_an_rhk_while_rhk_are_handed_to_him_and_others(org, kolom, drafts):
    """Both take the lock that keeps intervensi from going round; the one who hands out must not hold it and wait."""
    with transaction.atomic():
        hold(drafts[1])
        meanwhile = Meanwhile(
            lambda: hand_out(
                by=org.penilai, at=NOW, token=uuid.uuid4(), butir=[ButirBaru("Menyusun laporan", atasan=kolom)],
                skp=drafts,
            )
        )  # fmt: skip
        add_rhk(skp=drafts[1], by=org.rekan, token=uuid.uuid4(), values=cascading(kolom))
    assert len(meanwhile.result().diterima) == 2
    assert RencanaHasilKerja.objects.filter(skp=drafts[1]).count() == 2


def test_a_row_that_comes_while_a_matrix_is_synchronized(org, kepala_skp, kolom, drafts):
    with transaction.atomic():
        add_rhk(skp=drafts[0], by=org.staf, token=uuid.uuid4(), values=cascading(kolom))
        meanwhile = Meanwhile(lambda: sync(kepala=kepala_skp, tim=None, by=org.penilai))
    assert meanwhile.result().ditambahkan == 2
    assert PesertaMatriks.objects.filter(kepala=kepala_skp).count() == 2


def test_a_person_who_joins_while_he_is_added_to_the_matrix(org, kepala_skp, kolom, drafts):
    with transaction.atomic():
        add_rhk(skp=drafts[0], by=org.staf, token=uuid.uuid4(), values=cascading(kolom))
        meanwhile = Meanwhile(
            lambda: add_participant(kepala=kepala_skp, tim=None, skp=drafts[0], by=org.penilai, token=uuid.uuid4())
        )
    with pytest.raises(Refused, match="sudah ada di matriks ini"):
        meanwhile.result()
    assert PesertaMatriks.objects.filter(kepala=kepala_skp).count() == 1


def test_two_who_approve_the_same_list_in_another_order_wait_for_each_other(org):
    first, second = (make_skp(person, penilai=org.penilai, status=Status.DIAJUKAN) for person in (org.staf, org.rekan))

    def approve(*rows):
        return approve_many(chosen=[(row, row.versi) for row in rows], by=org.penilai, at=NOW)

    with transaction.atomic():
        hold(first)
        meanwhile = Meanwhile(lambda: approve(second, first))
        approve(first, second)
    assert all("Setujui oleh Penilai" in outcome.refusal for outcome in meanwhile.result())
    assert Skp.objects.filter(status=Status.DISETUJUI).count() == 2


def test_expectations_for_several_are_written_in_one_order(org, drafts):
    first, second = drafts
    words = {"akuntabel": "Melapor tepat waktu"}
    with transaction.atomic():
        hold(first)
        meanwhile = Meanwhile(
            lambda: write_to_all(skp=second, versi=0, also=[(first, 0)], values=words, by=org.penilai, at=NOW)
        )
        write_to_all(skp=first, versi=0, also=[(second, 0)], values=words, by=org.penilai, at=NOW)
    with pytest.raises(Conflict, match="sudah diubah sejak formulir"):
        meanwhile.result()


def test_an_anggota_is_not_taken_out_while_his_skp_comes_to_support_the_ketua(org, kepala_skp, kolom):
    tim = make_tim(org.penilai, [org.stranger], unit=org.bidang)
    draft = make_skp(org.stranger, penilai=org.kepala_lain, status=Status.DRAFT)
    with transaction.atomic():
        add_rhk(skp=draft, by=org.stranger, token=uuid.uuid4(), values=cascading(kolom))
        meanwhile = Meanwhile(lambda: remove_anggota(anggota=tim.anggota.get(), by=org.penilai, at=NOW))
    with pytest.raises(Refused, match="mendukung 1 RHK"):
        meanwhile.result()
    assert tim.anggota.exists()


def test_an_adendum_approved_while_its_skp_is_opened_again(org):
    skp = make_skp(org.staf, penilai=org.penilai)
    make_rhk(skp)
    row = Adendum.objects.create(skp=skp, nomor=1, alasan="Anggaran", status=Status.DIAJUKAN, status_sejak=NOW)
    with transaction.atomic():
        perform(Action.BUKA_KEMBALI, dokumen=skp, by=org.penilai, at=NOW, note="Perbaiki")
        meanwhile = Meanwhile(lambda: perform_adendum(Action.SETUJUI, adendum=row, by=org.penilai, at=NOW))
    with pytest.raises(Refused, match="sedang dibuka kembali"):
        meanwhile.result()
    row.refresh_from_db()
    assert row.status == Status.DIAJUKAN


def test_an_skp_submitted_while_rhk_are_handed_into_it(org, kepala_skp, kolom):
    skp = make_skp(org.staf, penilai=org.penilai, status=Status.DIKEMBALIKAN, alasan="Perbaiki")
    make_rhk(skp)
    with transaction.atomic():
        perform(Action.AJUKAN, dokumen=skp, by=org.staf, at=NOW)
        meanwhile = Meanwhile(
            lambda: hand_out(
                by=org.penilai, at=NOW, token=uuid.uuid4(), butir=[ButirBaru("Menyusun laporan", atasan=kolom)],
                skp=[skp],
            )
        )  # fmt: skip
    with pytest.raises(Refused, match="SKP sudah diajukan"):
        meanwhile.result()
    assert skp.rhk.count() == 1


def test_rhk_taken_twice_at_once_are_taken_once(org):
    source = make_skp(org.staf, penilai=org.penilai, tahun=2025)
    rhk = make_rhk(source)
    skp = make_skp(org.staf, penilai=org.penilai, status=Status.DRAFT)
    take = {"skp": skp, "by": org.staf, "source": source, "chosen": [rhk.pk]}
    with transaction.atomic():
        take_rhk(**take)
        meanwhile = Meanwhile(lambda: take_rhk(**take))
    assert len(meanwhile.result().present) == 1
    assert skp.rhk.count() == 1


def test_of_two_answers_to_a_request_the_second_is_told(org):
    skp = make_skp(org.staf, penilai=org.penilai)
    row = PermintaanKoreksi.objects.create(skp=skp, unit_salah=True, keterangan="Pindah", status_sejak=NOW)
    answer = {"permintaan": row, "at": NOW, "versi": row.versi}
    with transaction.atomic():
        accept_correction(by=org.admin, unit=org.bidang, jabatan=org.staf.jabatan, **answer)
        meanwhile = Meanwhile(lambda: refuse_correction(by=org.super_admin, jawaban="Sudah benar", **answer))
    with pytest.raises(Refused, match="sudah diterima oleh Admin"):
        meanwhile.result()
