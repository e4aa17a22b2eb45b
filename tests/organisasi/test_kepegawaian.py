"""Manajemen Pegawai: who is found, what is changed, and what two admins at once may not do to one person."""

import threading
import uuid
from datetime import date

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ekinerja.errors import Conflict, IllegalTransition, NotAllowed, Refused
from organisasi.models import (
    Bidang,
    JenisPenugasan,
    Mutasi,
    Pegawai,
    Pekerjaan,
    PenugasanKepala,
    PerubahanMassal,
    UnitKerja,
)
from organisasi.querysets.kepegawaian import history_of, last_trace, with_versi
from organisasi.services import massal
from organisasi.services.kepegawaian import change_person, delete_person, set_active
from organisasi.services.massal import change_many, nilai, review, undo_many
from skp.workflow import Status
from tests.factories import make_jabatan, make_nip, make_pegawai, make_skp, wib

NOW = wib(2026, 3, 10)


def seen(pegawai):
    return with_versi(Pegawai.objects.for_header()).get(pk=pegawai.pk)


def active(pegawai, aktif=False, *, by, versi=None, **given):
    row = seen(pegawai)
    return set_active(
        pegawai=row, aktif=aktif, by=by, versi=row.versi if versi is None else versi, **{"alasan": "Pensiun.", **given}
    )


def address(name, *args, **query):
    from urllib.parse import urlencode

    return reverse(name, args=args) + (f"?{urlencode(query, doseq=True)}" if query else "")


def names(response):
    return [row.nama for row in response.context["halaman"].rows]


# --- The list --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"cari": "staf"}, ["Staf"]),
        ({"cari": "1990 0505"}, ["Staf"]),
        ({"cari": "0505"}, []),
        ({"jenis": "FUNGSIONAL"}, ["Fungsional"]),
        ({"peran": "anggaran"}, ["Kepala"]),
        ({"peran": "admin"}, ["Admin"]),
        ({"peran": "kepala"}, ["Kepala", "Kepala Lain", "Penilai", "Sekda"]),
        ({"peran": "plt"}, ["Rekan"]),
        ({"kurang": "unit"}, ["Tanpa Tempat"]),
        ({"kurang": "jabatan"}, ["Tanpa Tempat"]),
        ({"aktif": "tidak"}, ["Sudah Pergi"]),
        ({"status": "PPPK"}, ["Tanpa Tempat"]),
        ({"cari": "Orang Luar"}, []),
    ],
)
def test_who_is_found(org, as_user, query, expected):
    make_pegawai("Tanpa Tempat", unit=None, jabatan=None, instansi=org.instansi, status="PPPK")
    make_pegawai("Sudah Pergi", unit=org.bidang, jabatan=org.staf.jabatan, is_active=False)
    PenugasanKepala.objects.create(
        unit=org.dinas_lain, pegawai=org.rekan, jenis=JenisPenugasan.PLT, mulai=date(2026, 3, 1),
        selesai=date(2026, 3, 31), nomor_surat="800/1",
    )  # fmt: skip
    assert names(as_user(org.admin).get(address("pegawai_list", **query))) == expected


def test_a_unit_brings_everything_below_it_and_a_foreign_one_is_not_there(org, as_user):
    client = as_user(org.admin)
    found = names(client.get(address("pegawai_list", unit=org.dinas.pk)))
    assert found == ["Fungsional", "Kepala", "Penilai", "Rekan", "Staf"]
    assert client.get(address("pegawai_list", unit=org.orang_luar.unit_id)).status_code == 404
    assert client.get(address("pegawai_list", unit="x")).status_code == 404
    assert client.get(address("pegawai_list", instansi=org.instansi_lain.pk)).status_code == 404


def test_the_super_admin_chooses_an_instansi_and_sees_its_people(org, as_user):
    Pegawai.objects.filter(pk=org.super_admin.pk).update(instansi=None)
    client = as_user(org.super_admin)
    assert client.get(address("pegawai_list")).context.get("halaman") is None
    assert names(client.get(address("pegawai_list", instansi=org.instansi_lain.pk))) == ["Admin Luar", "Orang Luar"]


@pytest.mark.parametrize("urut", ["nama", "-nama", "nip", "terbaru"])
def test_paging_goes_through_everybody_once_and_back(org, as_user, urut):
    for number in range(23):
        make_pegawai(f"Budi {number % 3}", unit=org.bidang, jabatan=org.staf.jabatan)
    client = as_user(org.admin)
    page = client.get(address("pegawai_list", urut=urut, entri=10)).context["halaman"]
    pages = [page]
    while page.next:
        page = client.get(reverse("pegawai_list") + page.next).context["halaman"]
        pages.append(page)
    seen_pks = [row.pk for page in pages for row in page.rows]
    assert len(seen_pks) == len(set(seen_pks)) == 32
    assert not pages[0].previous
    back = client.get(reverse("pegawai_list") + pages[2].previous).context["halaman"]
    assert back.rows == pages[1].rows
    assert client.get(address("pegawai_list", setelah="9" * 30)).status_code == 200


def test_the_list_asks_the_same_queries_for_any_number_of_people(org, as_user, django_assert_max_num_queries):
    client = as_user(org.admin)
    client.get(address("pegawai_list"))

    def ask():
        with django_assert_max_num_queries(9) as queries:
            page = client.get(address("pegawai_list", entri=50, unit=org.dinas.pk))
        return len(queries), len(page.content)

    few, _ = ask()
    for number in range(60):
        make_pegawai(f"Budi {number}", unit=org.bidang, jabatan=org.staf.jabatan)
    many, size = ask()
    assert many == few
    assert size < 60 * 1024 * 1.5


# --- One person ------------------------------------------------------------------------------------------------------


def test_the_page_of_a_person_tells_what_happened_to_him(org, as_user, django_assert_max_num_queries):
    client = as_user(org.admin)
    make_skp(org.staf, penilai=org.penilai)
    client.post(address("pegawai_ubah", org.staf.pk), form_of(org.staf, jabatan=org.jf.jabatan_id))
    with django_assert_max_num_queries(22):
        page = client.get(address("pegawai_detail", org.staf.pk)).content.decode()
    assert "Jabatan: Pengelola Data → Pranata Komputer Ahli Muda" in page
    assert "SKP 2026" in page
    last = history_of(org.staf)[0]
    assert (last.judul, last.oleh) == ("Data diubah", "Admin")


def test_the_history_of_a_person_tells_days_in_words(org):
    Pegawai.objects.filter(pk=org.staf.pk).update(tmt_jabatan=date(2026, 3, 1))

    (changed,) = history_of(org.staf)[0].perubahan
    assert (changed.semula, changed.menjadi) == ("(kosong)", "1 Maret 2026")


def form_of(pegawai, **changes):
    row = seen(pegawai)
    names = (
        "nip", "status", "gelar_depan", "nama", "gelar_belakang", "email", "golongan", "peran_anggaran",
        "nomor_karpeg", "tempat_lahir",
    )  # fmt: skip
    stored = {name: getattr(row, name) for name in names}
    place = {"unit": row.unit_id or "", "jabatan": row.jabatan_id or "", "versi": row.versi}
    return {**stored, **place, **changes}


def test_a_person_is_added_with_the_checks_of_the_administration(org, as_user):
    client = as_user(org.admin)
    nip = make_nip(900)
    data = {"nip": nip, "status": "PNS", "nama": "Orang Baru", "unit": org.bidang.pk, "jabatan": org.staf.jabatan_id}
    done = client.post(address("pegawai_tambah"), data)
    baru = Pegawai.objects.get(nip=nip)
    assert done.url == reverse("pegawai_detail", args=[baru.pk])
    assert (baru.instansi, baru.unit, baru.has_usable_password()) == (org.instansi, org.bidang, False)
    again = client.post(address("pegawai_tambah"), data)
    assert again.status_code == 200
    assert "NIP itu sudah terdaftar" in again.content.decode()
    wrong = client.post(address("pegawai_tambah"), {**data, "nip": "1985", "unit": org.orang_luar.unit_id})
    assert {"nip", "unit"} <= wrong.context["form"].errors.keys()


def test_the_role_of_admin_is_given_by_the_super_admin_alone(org, as_user):
    as_user(org.admin).post(address("pegawai_ubah", org.staf.pk), form_of(org.staf, admin_instansi="on"))
    assert not Pegawai.objects.get(pk=org.staf.pk).admin_instansi
    as_user(org.super_admin).post(address("pegawai_ubah", org.staf.pk), form_of(org.staf, admin_instansi="on"))
    assert Pegawai.objects.get(pk=org.staf.pk).admin_instansi


def test_nobody_changes_himself_and_a_super_admin_is_not_there_for_others(org, as_user):
    org.super_admin.instansi = org.instansi
    org.super_admin.save()
    client = as_user(org.admin)
    for name in ("pegawai_ubah", "pegawai_status", "mutasi_tambah"):
        assert client.get(address(name, org.admin.pk)).status_code == 403
        assert client.get(address(name, org.super_admin.pk)).status_code == 404
    assert client.get(address("pegawai_detail", org.orang_luar.pk)).status_code == 404


def test_an_older_form_comes_back_with_both_values_and_saving_again_is_deliberate(org, as_user):
    client, old = as_user(org.admin), form_of(org.staf)
    client.post(address("pegawai_ubah", org.staf.pk), form_of(org.staf, nama="Nama Baru"))
    refused = client.post(address("pegawai_ubah", org.staf.pk), {**old, "nama": "Nama Lain"})
    assert refused.status_code == 409
    assert "Tersimpan sekarang: Nama Baru" in refused.content.decode()
    assert 'value="Nama Lain"' in refused.content.decode()
    client.post(address("pegawai_ubah", org.staf.pk), form_of(org.staf, nama="Nama Lain"))
    assert Pegawai.objects.get(pk=org.staf.pk).nama == "Nama Lain"


def test_signing_in_makes_no_form_older(org, as_user):
    old = form_of(org.staf)
    as_user(org.staf)
    assert as_user(org.admin).post(address("pegawai_ubah", org.staf.pk), {**old, "nama": "Baru"}).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_of_two_admins_who_change_one_person_at_once_one_is_told(org):
    row = seen(org.staf)
    outcomes: list[str] = []
    start = threading.Barrier(2)

    def change(by, nama):
        mine = Pegawai.objects.get(pk=row.pk)
        mine.nama = nama
        start.wait()
        try:
            change_person(pegawai=mine, by=by, versi=row.versi, columns=["nama"])
            outcomes.append(nama)
        except Conflict:
            outcomes.append("")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=change, args=pair) for pair in ((org.admin, "Satu"), (org.super_admin, "Dua"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(bool, outcomes)) == [False, True]
    assert Pegawai.objects.get(pk=row.pk).nama in outcomes


def test_a_password_is_issued_and_shown_once(org, as_user):
    client = as_user(org.admin)
    page = client.post(address("pegawai_sandi", org.staf.pk))
    password = page.context["sandi"]
    assert password in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert Pegawai.objects.get(pk=org.staf.pk).check_password(password)
    assert client.post(address("pegawai_sandi", org.admin.pk)).status_code == 403
    assert client.get(address("pegawai_sandi", org.staf.pk)).status_code == 405


# --- The account -----------------------------------------------------------------------------------------------------


def test_an_account_ends_with_its_reason_in_the_history(org):
    active(org.staf, by=org.admin, alasan="Pensiun per 1 Maret")
    assert not Pegawai.objects.get(pk=org.staf.pk).is_active
    last = history_of(org.staf)[0]
    assert (last.oleh, last.alasan, last.perubahan[0].menjadi) == ("Admin", "Pensiun per 1 Maret", "tidak")
    with pytest.raises(IllegalTransition, match="sudah nonaktif"):
        active(org.staf, by=org.admin)
    active(org.staf, True, by=org.admin, alasan="Kembali bertugas")
    assert Pegawai.objects.get(pk=org.staf.pk).is_active


@pytest.mark.parametrize("who", ["staf", "kepala", "admin_luar"])
def test_others_end_no_account(org, who):
    with pytest.raises(NotAllowed):
        active(org.rekan, by=getattr(org, who))


def test_a_head_is_released_or_replaced_first(org):
    with pytest.raises(Refused, match="masih kepala Bidang Data") as refusal:
        active(org.penilai, by=org.admin)
    assert refusal.value.field == "kepala"
    for wrong in (org.penilai, org.kepala, org.orang_luar):
        with pytest.raises(Refused):
            active(org.penilai, by=org.admin, pengganti=wrong)
    active(org.penilai, by=org.admin, pengganti=org.jf)
    assert UnitKerja.objects.get(pk=org.bidang.pk).kepala == org.jf
    active(org.jf, by=org.admin, lepaskan=True)
    assert UnitKerja.objects.get(pk=org.bidang.pk).kepala is None


def test_his_plt_ends_and_a_planned_move_is_in_the_way(org):
    running, coming = (
        PenugasanKepala.objects.create(
            unit=org.dinas_lain, pegawai=org.staf, jenis=JenisPenugasan.PLT, mulai=mulai, selesai=selesai,
            nomor_surat="800/1",
        )
        for mulai, selesai in ((date(2026, 3, 1), date(2026, 3, 31)), (date(2026, 5, 1), date(2026, 5, 31)))
    )  # fmt: skip
    planned = Mutasi.objects.create(
        pegawai=org.staf, tmt=date(2026, 4, 1), unit_tujuan=org.dinas_lain, jabatan_tujuan=org.staf.jabatan,
        dicatat_oleh=org.admin,
    )  # fmt: skip
    with pytest.raises(Refused, match="mutasi yang direncanakan"):
        active(org.staf, by=org.admin)
    planned.delete()
    active(org.staf, by=org.admin)
    running.refresh_from_db()
    assert running.selesai == date(2026, 3, 9)
    assert not PenugasanKepala.objects.filter(pk=coming.pk).exists()


def test_what_stays_open_is_shown_before(org, as_user):
    make_skp(org.staf, penilai=org.penilai, status=Status.DIAJUKAN)
    make_skp(org.rekan, penilai=org.penilai)
    page = as_user(org.admin).get(address("pegawai_status", org.penilai.pk)).content.decode()
    assert "1 SKP menunggu persetujuannya" in page
    assert "1 SKP yang masih berjalan mencatatnya sebagai pejabat penilai" in page
    assert "Bidang Data" in page


def test_the_page_ends_the_account_once_and_a_second_click_does_not_take_it_up_again(org, as_user):
    client = as_user(org.admin)
    data = {"alasan": "Pensiun", "versi": seen(org.penilai).versi, "tindakan": "GANTI", "kepala": org.jf.pk}
    assert client.post(address("pegawai_status", org.penilai.pk), {**data, "kepala": ""}).status_code == 200
    assert client.post(address("pegawai_status", org.penilai.pk), data).status_code == 302
    assert client.post(address("pegawai_status", org.penilai.pk), data).status_code == 409
    assert not Pegawai.objects.get(pk=org.penilai.pk).is_active
    assert UnitKerja.objects.get(pk=org.bidang.pk).kepala == org.jf


def test_a_person_with_documents_is_not_deleted(org, as_user):
    make_skp(org.staf, penilai=org.penilai)
    with pytest.raises(Refused, match=r"masih ada 1 SKP.*Nonaktifkan"):
        delete_person(pegawai=org.staf, by=org.admin)
    with pytest.raises(NotAllowed):
        delete_person(pegawai=org.stranger, by=org.kepala)
    done = as_user(org.admin).post(address("pegawai_hapus", org.stranger.pk), follow=True)
    assert "Orang Lain dihapus" in done.content.decode()
    assert as_user(org.admin).post(address("pegawai_hapus", org.stranger.pk)).status_code == 404


# --- Many at once ----------------------------------------------------------------------------------------------------


def people(org, *members):
    return Pegawai.objects.filter(pk__in=[row.pk for row in members])


def change(org, members, value, *, by=None, semua=False, token=None, sampai=None, alasan="Penataan"):
    return change_many(
        people=people(org, *members), instansi=org.instansi, nilai=value, alasan=alasan, by=by or org.admin, at=NOW,
        token=token or uuid.uuid4(), sampai=last_trace() if sampai is None else sampai, semua=semua,
    )  # fmt: skip


def to_unit(org):
    return nilai(Bidang.UNIT, org.dinas_lain)


def test_what_a_change_of_many_would_do(org, django_assert_max_num_queries):
    for number in range(30):
        make_pegawai(f"P{number}", unit=org.bidang, jabatan=org.staf.jabatan)
    rows = Pegawai.objects.filter(instansi=org.instansi).select_related("unit", "jabatan")
    with django_assert_max_num_queries(5):
        found = review(rows, to_unit(org), by=org.admin)
    assert found.tetap == 2
    reasons = {str(person): reason for person, reason in found.tidak}
    assert reasons == {
        "Penilai": "masih kepala Bidang Data", "Kepala": "masih kepala Dinas Kominfo",
        "Sekda": "masih kepala Sekretariat Daerah", "Admin": "data sendiri diubah oleh admin lain",
    }  # fmt: skip
    assert len(found.berubah) == 34


def test_all_or_nobody_or_only_those_possible(org):
    members = (org.staf, org.penilai)
    with pytest.raises(Refused, match="1 pegawai tidak dapat diubah, di antaranya Penilai"):
        change(org, members, to_unit(org), semua=True)
    assert Pegawai.objects.get(pk=org.staf.pk).unit == org.bidang
    token = uuid.uuid4()
    done = change(org, members, to_unit(org), token=token)
    assert done.semula == {str(org.staf.pk): org.bidang.pk}
    assert change(org, members, to_unit(org), token=token) == done
    assert PerubahanMassal.objects.count() == 1
    with pytest.raises(Refused, match="Tidak ada yang berubah"):
        change(org, (org.staf,), to_unit(org))


def test_who_was_changed_after_the_preview_is_left_out(org):
    sampai = last_trace()
    Pegawai.objects.filter(pk=org.staf.pk).update(nama="Diubah")
    done = change(org, (org.staf, org.rekan), to_unit(org), sampai=sampai)
    assert list(done.semula) == [str(org.rekan.pk)]


@pytest.mark.parametrize("who", ["staf", "kepala"])
def test_who_is_no_admin_changes_nobody(org, who):
    with pytest.raises(NotAllowed):
        change(org, (org.rekan,), to_unit(org), by=getattr(org, who))


def test_a_pns_becomes_no_pppk_number_and_a_head_is_not_switched_off(org):
    pppk = make_pegawai("Kontrak", unit=org.bidang, jabatan=org.staf.jabatan, status="PPPK", nip="199001012022211003")
    found = review(people(org, pppk), nilai(Bidang.STATUS, "PNS"), by=org.admin)
    assert "bulan pengangkatan" in found.tidak[0][1]
    found = review(people(org, org.penilai, org.staf), nilai(Bidang.AKTIF, False), by=org.admin)
    assert [str(row) for row in found.berubah] == ["Staf"]


def test_the_last_change_is_undone_as_far_as_nobody_changed_it_again(org):
    first = change(org, (org.staf, org.rekan, org.jf), to_unit(org))
    second = change(org, (org.staf,), nilai(Bidang.PERAN_ANGGARAN, "KPA"))
    with pytest.raises(IllegalTransition, match="lebih baru"):
        undo_many(perubahan=first, by=org.admin, at=NOW)
    with pytest.raises(NotAllowed):
        undo_many(perubahan=second, by=org.admin_luar, at=NOW)
    undo_many(perubahan=second, by=org.admin, at=NOW)
    Pegawai.objects.filter(pk=org.rekan.pk).update(unit=org.setda)
    undone = undo_many(perubahan=first, by=org.admin, at=NOW)
    assert (undone.kembali, undone.tetap) == (2, 1)
    units = dict(
        Pegawai.objects.filter(pk__in=[org.staf.pk, org.rekan.pk, org.jf.pk]).values_list("nama", "unit__nama")
    )
    assert units == {"Staf": "Bidang Data", "Fungsional": "Bidang Data", "Rekan": "Sekretariat Daerah"}
    assert Pegawai.objects.get(pk=org.staf.pk).peran_anggaran == ""
    with pytest.raises(IllegalTransition, match="sudah diurungkan"):
        undo_many(perubahan=first, by=org.admin, at=NOW)
    assert history_of(org.staf)[0].alasan.startswith("Mengurungkan")


def looked_at(page):
    """What the preview sends along to say which people were looked at, and when."""
    return {field.name: field.value() for field in page.context["terapkan"]}


def test_the_page_shows_first_and_changes_then(org, as_user):
    client = as_user(org.admin)
    chosen = {"id": [org.staf.pk, org.penilai.pk, org.orang_luar.pk], "bidang": "unit", "nilai": org.dinas_lain.pk}
    filled = {**chosen, "alasan": "Penataan", "cara": "YANG_DAPAT"}
    page = client.get(address("pegawai_massal", **filled))
    assert page.context["jumlah"] == 2
    assert "Masih kepala Bidang Data" in page.content.decode()
    assert Pegawai.objects.get(pk=org.staf.pk).unit == org.bidang
    sent = {**filled, **looked_at(page)}
    done = client.post(address("pegawai_massal"), sent, follow=True)
    assert "1 pegawai diubah: Unit kerja menjadi Dinas Sosial" in done.content.decode()
    client.post(address("pegawai_massal"), sent)
    row = PerubahanMassal.objects.get()
    client.post(address("pegawai_massal_urungkan", row.pk))
    assert Pegawai.objects.get(pk=org.staf.pk).unit == org.bidang


def test_all_of_a_filter_beyond_the_bound_are_changed_by_the_worker(org, as_user, run_work, monkeypatch):
    monkeypatch.setattr(massal, "AT_ONCE", 2)
    client = as_user(org.admin)
    filled = {
        "semua": "1", "saring": f"unit={org.bidang.pk}&jenis=PELAKSANA", "bidang": "peran_anggaran", "nilai": "KPA",
        "alasan": "SK 900/1", "cara": "SEMUA",
    }  # fmt: skip
    make_pegawai("Ketiga", unit=org.bidang, jabatan=org.staf.jabatan)
    page = client.get(address("pegawai_massal", **filled))
    assert (page.context["jumlah"], page.context["di_latar"]) == (3, True)
    started = client.post(address("pegawai_massal"), {**filled, **looked_at(page)})
    assert started.url.startswith("/pekerjaan/")
    assert run_work() == 1
    assert Pegawai.objects.filter(peran_anggaran="KPA").count() == 3
    assert history_of(org.staf)[0].oleh == "Admin"


def changed_by_page(org, client, **filled):
    page = client.get(address("pegawai_massal", **filled))
    return {**filled, **looked_at(page)}


def test_only_those_who_were_looked_at_are_changed_though_the_filter_finds_others_by_then(org, as_user):
    client = as_user(org.admin)
    sent = changed_by_page(
        org, client, semua="1", saring=f"unit={org.bidang.pk}&jenis=PELAKSANA", bidang="peran_anggaran", nilai="KPA",
        alasan="SK 900/1", cara="YANG_DAPAT",
    )  # fmt: skip
    # A tree that is moved changes nobody's row, but whom the filter finds.
    UnitKerja.objects.filter(pk=org.dinas_lain.pk).update(induk=org.bidang)
    answer = client.post(address("pegawai_massal"), sent)
    assert answer.status_code == 409
    assert "tidak lagi sama dengan yang ditinjau" in answer.content.decode()
    assert not PerubahanMassal.objects.exists()
    again = {**sent, **looked_at(answer)}
    assert client.post(address("pegawai_massal"), again).status_code == 302
    assert Pegawai.objects.get(pk=org.stranger.pk).peran_anggaran == "KPA"


def test_what_is_done_by_the_worker_is_what_was_looked_at(org, as_user, run_work, monkeypatch):
    monkeypatch.setattr(massal, "AT_ONCE", 1)
    client = as_user(org.admin)
    sent = changed_by_page(
        org, client, semua="1", saring=f"unit={org.bidang.pk}&jenis=PELAKSANA", bidang="peran_anggaran", nilai="KPA",
        alasan="SK 900/1", cara="YANG_DAPAT",
    )  # fmt: skip
    assert client.post(address("pegawai_massal"), sent).url.startswith("/pekerjaan/")
    UnitKerja.objects.filter(pk=org.dinas_lain.pk).update(induk=org.bidang)
    run_work()
    work = Pekerjaan.objects.get()
    assert (work.status, PerubahanMassal.objects.count()) == ("GAGAL", 0)
    assert "tidak lagi sama dengan yang ditinjau" in work.pesan


def test_nobody_is_put_back_where_something_is_in_the_way_by_now(org):
    first = change(org, (org.staf, org.rekan, org.jf), to_unit(org))
    UnitKerja.objects.filter(pk=org.dinas_lain.pk).update(kepala=org.staf)
    Mutasi.objects.create(
        pegawai=org.rekan, tmt=date(2026, 4, 1), unit_tujuan=org.setda, jabatan_tujuan=org.staf.jabatan,
        dicatat_oleh=org.admin,
    )  # fmt: skip
    undone = undo_many(perubahan=first, by=org.admin, at=NOW)
    assert (undone.kembali, undone.tetap) == (1, 2)
    assert Pegawai.objects.get(pk=org.staf.pk).unit == org.dinas_lain


def test_accounts_taken_up_by_mistake_end_again_but_not_that_of_a_new_head_and_back_only_into_open_units(org):
    Pegawai.objects.filter(pk__in=[org.staf.pk, org.rekan.pk]).update(is_active=False)
    up = change(org, (org.staf, org.rekan), nilai(Bidang.AKTIF, True))
    UnitKerja.objects.filter(pk=org.bidang.pk).update(kepala=org.staf)
    undone = undo_many(perubahan=up, by=org.admin, at=NOW)
    assert (undone.kembali, undone.tetap) == (1, 1)
    assert Pegawai.objects.get(pk=org.staf.pk).is_active
    down = change(org, (org.stranger,), nilai(Bidang.AKTIF, False))
    UnitKerja.objects.filter(pk=org.dinas_lain.pk).update(aktif=False)
    assert undo_many(perubahan=down, by=org.admin, at=NOW).kembali == 0


def test_a_post_deleted_meanwhile_is_nobodys_any_more(org):
    post = make_jabatan(org.instansi, "Sementara", "PELAKSANA")
    chosen = nilai(Bidang.JABATAN, post)
    Pegawai.objects.filter(pk=org.staf.pk).update(jabatan=post)
    away = change(org, (org.staf,), nilai(Bidang.JABATAN, org.rekan.jabatan))
    post.delete()
    with pytest.raises(Refused, match="sudah dihapus"):
        change(org, (org.jf,), chosen)
    assert undo_many(perubahan=away, by=org.admin, at=NOW).kembali == 0


# --- The moves' pages ------------------------------------------------------------------------------------------------


def test_a_move_is_looked_at_before_it_is_saved(org, as_user):
    client = as_user(org.admin)
    make_skp(org.staf, penilai=org.penilai)
    page = client.get(address("mutasi_tambah", org.staf.pk))
    sent = {
        "token": page.context["form"]["token"].value(), "tmt": "2026-04-01", "unit": org.dinas_lain.pk,
        "jabatan": org.staf.jabatan_id, "akhiri_skp": "1", "dilihat": "",
    }  # fmt: skip
    looked = client.post(address("mutasi_tambah", org.staf.pk), sent)
    assert not Mutasi.objects.exists()
    assert "Berakhir 31 Maret 2026" in looked.content.decode()
    assert "Penilai → Kepala Lain" in looked.content.decode()
    seal = looked.context["akibat"].sidik
    # Another day is another move: shown again.
    client.post(address("mutasi_tambah", org.staf.pk), {**sent, "dilihat": seal, "tmt": "2026-05-01"})
    assert not Mutasi.objects.exists()
    saved = client.post(address("mutasi_tambah", org.staf.pk), {**sent, "dilihat": seal})
    assert saved.url == reverse("pegawai_detail", args=[org.staf.pk])
    client.post(address("mutasi_tambah", org.staf.pk), {**sent, "dilihat": seal})
    row = Mutasi.objects.get()
    client.post(address("mutasi_batal", row.pk), {"versi": row.versi})
    row.refresh_from_db()
    assert row.status == "DIBATALKAN"


def test_to_another_instansi_only_the_super_admin_finds_the_way(org, as_user):
    there = {"instansi": org.instansi_lain.pk}
    own = as_user(org.admin).get(address("mutasi_tambah", org.staf.pk, **there))
    assert own.context["instansi"] == org.instansi
    page = as_user(org.super_admin).get(address("mutasi_tambah", org.staf.pk, **there))
    assert page.context["instansi"] == org.instansi_lain
    assert "akhiri_skp" not in page.context["form"].fields


def test_every_move_is_on_one_page_the_latest_first_and_no_page_counts_them_all(org, as_user, monkeypatch):
    monkeypatch.setattr("ekinerja.keyset.MOST_COUNTED", 15)
    for number in range(24):
        person = make_pegawai(f"P{number}", unit=org.bidang, jabatan=org.staf.jabatan)
        Mutasi.objects.create(
            pegawai=person, tmt=date(2026, 4, 1 + number // 5),
            unit_asal=org.bidang, unit_tujuan=org.dinas_lain, jabatan_tujuan=org.staf.jabatan, dicatat_oleh=org.admin,
        )  # fmt: skip
    client, seen, query = as_user(org.super_admin), [], "?entri=10"
    while query:
        with CaptureQueriesContext(connection) as asked:
            page = client.get(address("mutasi_list") + query)
        counts = [each["sql"] for each in asked if "COUNT(*)" in each["sql"] and "organisasi_mutasi" in each["sql"]]
        assert all("LIMIT 16" in sql for sql in counts)
        assert "lebih dari" in page.content.decode()
        seen += [row["mutasi"] for row in page.context["rows"]]
        query = page.context["halaman"].next
    assert seen == list(Mutasi.objects.order_by("-tmt", "-pk"))


def test_the_list_of_moves_asks_the_same_queries_for_any_number(org, as_user, django_assert_max_num_queries):
    client = as_user(org.admin)

    def ask():
        with django_assert_max_num_queries(7) as queries:
            client.get(address("mutasi_list", entri=50))
        return len(queries)

    def move(pegawai):
        Mutasi.objects.create(
            pegawai=pegawai, tmt=date(2026, 4, 1), unit_asal=org.bidang, unit_tujuan=org.dinas_lain,
            jabatan_tujuan=org.staf.jabatan, dicatat_oleh=org.admin,
        )  # fmt: skip

    move(org.staf)
    client.get(address("mutasi_list"))
    few = ask()
    for number in range(30):
        move(make_pegawai(f"P{number}", unit=org.bidang, jabatan=org.staf.jabatan))
    assert ask() == few
