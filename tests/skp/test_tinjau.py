"""What is missing before Ajukan, and the penilai's review with remarks at the rows they concern."""

import pytest
from django.urls import reverse

from ekinerja.errors import Refused
from organisasi.models import Instansi, Pemberitahuan
from skp import rules, services
from skp.models import Bentuk, CatatanBaris, Pendekatan, Skp, SkpBulanan
from skp.workflow import Action, Status
from tests.factories import make_bulanan, make_indikator, make_rhk, make_skp, make_target, make_tim, wib

NOW = wib(2026, 3, 10)
WITHOUT_MEASURE = {"target_kuantitas": None, "satuan": None, "target_kualitas": None, "target_waktu": None}


def missing(skp):
    return [str(item) for item in rules.missing_in_skp(skp, list(skp.rhk.for_list()))]


# --- What is missing --------------------------------------------------------------------------------------------------


def test_an_skp_needs_an_rhk_utama(skp):
    skp.rhk.update(jenis="TAMBAHAN")
    assert missing(skp) == ["Belum ada RHK utama: tambahkan sedikitnya satu RHK dengan jenis Utama."]


def test_an_rhk_needs_an_indikator_or_a_measured_target(skp, rhk):
    bare = make_rhk(skp, "Melayani tamu", jenis="TAMBAHAN", **WITHOUT_MEASURE)
    (sentence,) = rules.missing_in_skp(skp, list(skp.rhk.for_list()))
    assert str(sentence).startswith("RHK tambahan nomor 1 “Melayani tamu”: belum mempunyai indikator")
    assert sentence.tautan == f"#rhk-{bare.pk}"
    make_indikator(bare)
    assert missing(skp) == []


@pytest.mark.parametrize(
    ("bentuk", "pendekatan", "empty", "words"),
    [
        (Bentuk.PEGAWAI, Pendekatan.KUANTITATIF, {"target": "", "aspek": ""}, "1 belum mempunyai aspek dan target"),
        (Bentuk.PIMPINAN, Pendekatan.KUANTITATIF, {"perspektif": ""}, "1 belum mempunyai perspektif"),
        (Bentuk.PIMPINAN, Pendekatan.KUALITATIF, {"perspektif": "", "target": ""}, ""),
        (Bentuk.PEGAWAI, Pendekatan.KUALITATIF, {"aspek": "", "target": ""}, ""),
    ],
)  # fmt: skip
def test_an_indikator_is_whole_in_the_present_pendekatan(skp, rhk, bentuk, pendekatan, empty, words):
    Skp.objects.filter(pk=skp.pk).update(bentuk=bentuk, pendekatan=pendekatan)
    skp.refresh_from_db()
    skp.rhk.update(klasifikasi="ORGANISASI" if skp.untuk_pimpinan else "")
    make_indikator(rhk, **{"target": "12", **empty})
    sentences = missing(skp)
    assert bool(sentences) is bool(words)
    assert all(words in sentence for sentence in sentences)


def test_an_rhk_of_a_pimpinan_needs_its_klasifikasi(skp, rhk):
    skp.bentuk = Bentuk.PIMPINAN
    assert ["klasifikasi belum dipilih" in sentence for sentence in missing(skp)] == [True]
    skp.rhk.update(klasifikasi="INDIVIDU")
    assert missing(skp) == []


def test_without_evaluasi_the_measured_target_is_asked_for_and_nothing_of_the_new_form(skp, rhk):
    Instansi.objects.filter(pk=skp.instansi_id).update(evaluasi_periodik=False)
    skp = Skp.objects.get(pk=skp.pk)
    skp.rhk.update(jenis="TAMBAHAN")
    assert missing(skp) == []
    make_indikator(make_rhk(skp, "Tanpa ukuran", **WITHOUT_MEASURE))
    (sentence,) = missing(skp)
    assert "target kuantitas, satuan, kualitas dan waktu belum diisi" in sentence


def test_an_rhk_may_support_the_ketua_of_a_running_team_and_nobody_else(staf, jf, penilai, kepala, skp):
    of_ketua = make_rhk(make_skp(jf, penilai=penilai), "Milik ketua tim")
    make_rhk(skp, "Dalam tim", status_kegiatan="CASCADING", atasan=of_ketua)
    assert "bukan milik pejabat penilai yang sekarang atau ketua tim kerja Anda" in missing(skp)[0]
    make_tim(jf, [staf])
    assert missing(skp) == []


@pytest.mark.parametrize("rows", [1, 30])
def test_the_checklist_has_a_constant_number_of_queries(staf, jf, penilai, skp, django_assert_num_queries, rows):
    of_ketua = make_rhk(make_skp(jf, penilai=penilai), "Milik ketua tim")
    make_tim(jf, [staf])
    for number in range(rows):
        make_indikator(make_rhk(skp, f"RHK {number}", status_kegiatan="CASCADING", atasan=of_ketua))
    skp = Skp.objects.for_detail().get(pk=skp.pk)
    with django_assert_num_queries(3):
        assert missing(skp) == []


def test_the_page_lists_what_is_missing_with_links_and_offers_no_submission(as_user, staf, skp, dispensasi):
    bare = make_rhk(skp, "Melayani tamu", **WITHOUT_MEASURE)
    page = as_user(staf).get(skp.get_absolute_url()).content.decode()
    assert "Belum dapat diajukan" in page
    assert f'href="#rhk-{bare.pk}"' in page
    assert "Ya, ajukan" not in page
    make_indikator(bare)
    assert "Ya, ajukan" in as_user(staf).get(skp.get_absolute_url()).content.decode()


# --- Review -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def diajukan(skp, rhk):
    make_indikator(rhk, "Jumlah laporan")
    Skp.objects.filter(pk=skp.pk).update(status=Status.DIAJUKAN, versi=2)
    return Skp.objects.get(pk=skp.pk)


def url(skp):
    return reverse("skp:tinjau", args=[skp.pk])


def filled(skp, **fields):
    return {"versi": skp.versi, "aksi": "KEMBALIKAN", "alasan": "Perbaiki", **fields}


def remark(row):
    kind = "rhk" if row._meta.model_name == "rencanahasilkerja" else "indikator"
    return f"catatan-{kind}-{row.pk}"


def test_remarks_stand_at_their_rows_until_the_next_submission(as_user, staf, penilai, diajukan, rhk, dispensasi):
    indikator = rhk.indikator.get()
    form = filled(diajukan, **{remark(rhk): "Rumuskan <hasil>.", remark(indikator): "Sebutkan satuannya."})
    response = as_user(penilai).post(url(diajukan), form)
    assert response.status_code == 302
    diajukan.refresh_from_db()
    assert (diajukan.status, diajukan.alasan) == (Status.DIKEMBALIKAN, "Perbaiki")
    page = as_user(staf).get(diajukan.get_absolute_url()).content.decode()
    assert "Rumuskan &lt;hasil&gt;." in page
    assert "Sebutkan satuannya." in page
    services.perform(Action.AJUKAN, dokumen=diajukan, by=staf, at=NOW)
    assert "Sebutkan satuannya." not in as_user(staf).get(diajukan.get_absolute_url()).content.decode()
    again = as_user(penilai).get(url(diajukan)).content.decode()
    assert again.count("Catatan sebelumnya") == 2
    assert "Sebutkan satuannya." in again


def test_only_the_last_returns_remarks_are_shown(as_user, staf, penilai, diajukan, rhk, dispensasi):
    as_user(penilai).post(url(diajukan), filled(diajukan, **{remark(rhk): "Yang pertama"}))
    services.perform(Action.AJUKAN, dokumen=diajukan, by=staf, at=NOW)
    diajukan.refresh_from_db()
    as_user(penilai).post(url(diajukan), filled(diajukan, **{remark(rhk): "Yang kedua"}))
    page = as_user(staf).get(diajukan.get_absolute_url()).content.decode()
    assert "Yang kedua" in page
    assert "Yang pertama" not in page


def test_a_remark_outlives_its_row(as_user, staf, penilai, diajukan, rhk):
    make_rhk(diajukan, "Tetap ada")
    as_user(penilai).post(url(diajukan), filled(diajukan, **{remark(rhk): "Hapus saja."}))
    services.delete_rhk(rhk=rhk, by=staf)
    kept = CatatanBaris.objects.get()
    assert (kept.rhk, kept.kutipan, kept.uraian) == (None, "Membuat laporan keuangan", "Hapus saja.")
    assert "Hapus saja." in as_user(staf).get(diajukan.get_absolute_url()).content.decode()


def test_a_return_without_reason_keeps_every_remark(as_user, penilai, diajukan, rhk):
    answer = as_user(penilai).post(url(diajukan), filled(diajukan, alasan=" ", **{remark(rhk): "Rumuskan hasil."}))
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Tuliskan alasannya" in page
    assert "Rumuskan hasil." in page
    diajukan.refresh_from_db()
    assert diajukan.status == Status.DIAJUKAN


def test_a_changed_skp_keeps_the_remarks_and_the_second_press_is_deliberate(as_user, penilai, diajukan, rhk):
    stale = filled(diajukan, **{remark(rhk): "Rumuskan hasil.", "catatan-rhk-999999": "Baris yang sudah tidak ada"})
    Skp.objects.filter(pk=diajukan.pk).update(versi=3)
    client = as_user(penilai)
    answer = client.post(url(diajukan), stale)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "berubah sejak halaman Anda dibuka" in page
    assert "Rumuskan hasil." in page
    assert "Baris yang sudah tidak ada" in page
    assert 'name="versi" value="3"' in page
    assert client.post(url(diajukan), {**stale, "versi": 3}).status_code == 302


def test_remarks_never_go_along_with_an_approval(as_user, penilai, diajukan, rhk):
    client = as_user(penilai)
    answer = client.post(url(diajukan), filled(diajukan, aksi="SETUJUI", **{remark(rhk): "Rumuskan hasil."}))
    assert answer.status_code == 409
    assert "Catatan pada baris hanya dikirim bersama Kembalikan" in answer.content.decode()
    assert client.post(url(diajukan), filled(diajukan, aksi="SETUJUI", alasan="")).status_code == 302
    diajukan.refresh_from_db()
    assert (diajukan.status, diajukan.alasan) == (Status.DISETUJUI, "")


def test_deciding_twice_changes_nothing_and_loses_nothing(as_user, penilai, diajukan, rhk):
    client = as_user(penilai)
    client.post(url(diajukan), filled(diajukan, aksi="SETUJUI"))
    answer = client.post(url(diajukan), filled(diajukan, **{remark(rhk): "Terlambat"}))
    assert answer.status_code == 409
    assert "Setujui oleh Penilai" in answer.content.decode()
    assert "Terlambat" in answer.content.decode()
    assert diajukan.riwayat.count() == 1


@pytest.mark.parametrize("fields", [{"aksi": ""}, {"aksi": "BUKA_KEMBALI"}, {"versi": ""}, {"versi": "x"}])
def test_a_broken_form_decides_nothing(as_user, penilai, diajukan, fields):
    assert as_user(penilai).post(url(diajukan), filled(diajukan) | fields).status_code == 200
    diajukan.refresh_from_db()
    assert diajukan.status == Status.DIAJUKAN


@pytest.mark.parametrize("text", ["x" * 1001, "x" * 100_000])
def test_a_remark_has_a_limit_and_is_not_lost(as_user, penilai, diajukan, rhk, text):
    answer = as_user(penilai).post(url(diajukan), filled(diajukan, **{remark(rhk): text}))
    assert answer.status_code == 200
    assert text in answer.content.decode()
    assert not CatatanBaris.objects.exists()


def test_a_row_of_another_skp_takes_no_remark(as_user, org, penilai, diajukan):
    other = make_rhk(make_skp(org.rekan, penilai=penilai, status=Status.DIAJUKAN))
    as_user(penilai).post(url(diajukan), filled(diajukan, **{remark(other): "Salah alamat"}))
    assert not CatatanBaris.objects.exists()


@pytest.mark.parametrize("status", [Status.DRAFT, Status.DIKEMBALIKAN, Status.DISETUJUI])
def test_there_is_nothing_to_review_otherwise(as_user, penilai, diajukan, status):
    Skp.objects.filter(pk=diajukan.pk).update(status=status)
    assert as_user(penilai).get(url(diajukan)).status_code == (404 if status == Status.DRAFT else 302)


@pytest.mark.parametrize("rows", [1, 30])
def test_queries_of_the_review(as_user, penilai, diajukan, django_assert_num_queries, rows):
    for number in range(rows):
        make_indikator(make_rhk(diajukan, f"RHK {number}"))
    client = as_user(penilai)
    client.get(url(diajukan))
    with django_assert_num_queries(QUERIES_REVIEW):
        client.get(url(diajukan))


QUERIES_REVIEW = 10

# --- Who is told ------------------------------------------------------------------------------------------------------


@pytest.fixture(params=["tahunan", "bulanan"])
def dokumen(request, skp, rhk):
    """Ready to be submitted, of both kinds; returned before, so that no limit counts."""
    Skp.objects.filter(pk=skp.pk).update(status=Status.DIKEMBALIKAN, alasan="x")
    if request.param == "tahunan":
        return Skp.objects.get(pk=skp.pk)
    Skp.objects.filter(pk=skp.pk).update(status=Status.DISETUJUI)
    month = make_bulanan(skp, 4, status=Status.DIKEMBALIKAN, alasan="x")
    make_target(month, rhk)
    return SkpBulanan.objects.get(pk=month.pk)


@pytest.mark.parametrize(
    ("action", "status", "actor", "told", "words"),
    [
        (Action.AJUKAN, Status.DIKEMBALIKAN, "staf", "Penilai", "mengajukan"),
        (Action.SETUJUI, Status.DIAJUKAN, "penilai", "Staf", "Penilai menyetujui SKP"),
        (Action.KEMBALIKAN, Status.DIAJUKAN, "penilai", "Staf", "dikembalikan oleh Penilai"),
        (Action.BUKA_KEMBALI, Status.DISETUJUI, "admin", "Staf", "dibuka kembali oleh Admin"),
    ],
)
def test_whoever_is_next_is_told(org, dokumen, action, status, actor, told, words):
    type(dokumen).objects.filter(pk=dokumen.pk).update(status=status)
    by = getattr(org, actor)
    services.perform(action, dokumen=dokumen, by=by, at=NOW, note="Laporan rahasia")
    line = Pemberitahuan.objects.get()
    assert (line.penerima.nama, line.tautan, line.pada) == (told, dokumen.get_absolute_url(), NOW)
    assert words in line.teks
    assert "rahasia" not in line.teks


def test_what_is_refused_tells_nobody(penilai, diajukan):
    with pytest.raises(Refused):
        services.perform(Action.KEMBALIKAN, dokumen=diajukan, by=penilai, at=NOW)
    assert not Pemberitahuan.objects.exists()
