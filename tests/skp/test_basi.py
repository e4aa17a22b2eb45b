"""A row that went while its page was open: the sender is told, and nothing hangs in the air."""

import uuid

import pytest
from django.urls import reverse

from ekinerja.errors import Conflict
from skp.models import Adendum, JenisPerubahan, PermintaanKoreksi, PesertaMatriks, RencanaHasilKerja, Skp
from skp.services import delete_skp, refuse_correction
from skp.services.indikator import add_indikator
from skp.services.matriks import add_participant, remove_participant, set_no_role
from tests.factories import make_rhk, make_skp, wib

pytestmark = pytest.mark.django_db
NOW = wib(2026, 3, 10)


def test_an_indikator_for_an_rhk_that_was_deleted_in_another_tab(staf, rhk):
    RencanaHasilKerja.objects.filter(pk=rhk.pk).delete()
    with pytest.raises(Conflict, match="sudah dihapus"):
        add_indikator(
            rhk=rhk, by=staf, token=uuid.uuid4(), values={"uraian": "Jumlah", "target": "1", "aspek": "KUANTITAS"}
        )


def test_a_mark_for_a_person_who_was_taken_out_of_the_matrix(penilai, rhk_atasan, skp):
    peserta = PesertaMatriks.objects.create(kepala=rhk_atasan.skp, skp=skp)
    remove_participant(peserta=PesertaMatriks.objects.get(), by=penilai)
    with pytest.raises(Conflict, match="sudah dikeluarkan"):
        set_no_role(peserta=peserta, rhk=rhk_atasan, by=penilai, no_role=True)


def test_a_person_whose_draft_was_deleted_before_he_was_added_to_the_matrix(penilai, rhk_atasan, staf, skp):
    delete_skp(skp=Skp.objects.get(pk=skp.pk), by=staf)
    with pytest.raises(Conflict, match="sudah dihapus"):
        add_participant(kepala=rhk_atasan.skp, tim=None, skp=skp, by=penilai, token=uuid.uuid4())


def test_a_request_whose_draft_was_deleted_before_it_was_answered(admin, staf, skp):
    row = PermintaanKoreksi.objects.create(skp=skp, unit_salah=True, keterangan="Pindah", status_sejak=NOW)
    delete_skp(skp=Skp.objects.get(pk=skp.pk), by=staf)
    with pytest.raises(Conflict, match="sudah dihapus"):
        refuse_correction(permintaan=row, by=admin, at=NOW, versi=row.versi, jawaban="Sudah benar")


@pytest.mark.parametrize("jenis", [JenisPerubahan.TAMBAH_INDIKATOR, JenisPerubahan.UBAH_INDIKATOR])
def test_a_proposed_indikator_whose_rhk_was_deleted_while_the_skp_was_open_again(as_user, staf, penilai, jenis):
    skp = make_skp(staf, penilai=penilai)
    make_rhk(skp)
    adendum = Adendum.objects.create(skp=skp, nomor=1, alasan="Anggaran", status_sejak=wib(2026, 3, 1))
    change = adendum.perubahan.create(jenis=jenis, sesudah={"uraian": "Jumlah berkas", "target": "2 berkas"})
    url = reverse("skp:adendum_perubahan_ubah", args=[change.pk])
    for response in (as_user(staf).get(url, follow=True), as_user(staf).post(url, {"versi": 1}, follow=True)):
        assert "sudah tidak ada di SKP" in response.content.decode()


def test_an_indikator_for_an_rhk_that_is_new_in_the_adendum(as_user, staf, penilai):
    skp = make_skp(staf, penilai=penilai)
    adendum = Adendum.objects.create(skp=skp, nomor=1, alasan="Anggaran", status_sejak=wib(2026, 3, 1))
    new = {"uraian": "Mengelola arsip", "status_kegiatan": "TIDAK_CASCADING", "jenis": "UTAMA"}
    change = adendum.perubahan.create(jenis=JenisPerubahan.TAMBAH_RHK, sesudah=new)
    url = reverse("skp:adendum_anak_tambah", args=[change.pk])
    assert as_user(staf).get(url).status_code == 200
