"""Long work: asked for once, done in the name of who asked, told, kept private, and tidied away."""

from collections.abc import Iterator
from datetime import timedelta

import pghistory.models
import pytest
from django.contrib import admin as administration
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from ekinerja import antrean
from ekinerja.antrean import Dibatalkan, Dihentikan, Hasil, Kemajuan, work
from ekinerja.errors import Conflict, IllegalTransition, NotAllowed, Refused
from organisasi.models import Pegawai, Pekerjaan, StatusPekerjaan
from organisasi.rules.orang import may_administer
from organisasi.services import pekerjaan as services
from tests.factories import wib

pytestmark = pytest.mark.django_db

CSV = Hasil(nama="pegawai.csv", tipe="text/csv", isi=b"nip;nama", pesan="2 pegawai.")


@pytest.fixture(autouse=True)
def tugas() -> Iterator[None]:
    """Tasks that a test registers are its own."""
    before = dict(antrean.TUGAS)

    @work("uji")
    def export(pekerjaan: Pekerjaan, kemajuan: Kemajuan) -> Hasil:
        kemajuan(2, dari=3)
        return CSV

    yield
    antrean.TUGAS.clear()
    antrean.TUGAS.update(before)


def begin(by: Pegawai, tugas: str = "uji", **parameter: object) -> Pekerjaan:
    return services.start(
        tugas=tugas, judul="Ekspor pegawai", by=by, at=timezone.now(), instansi=by.instansi, parameter=parameter
    )


def now(pekerjaan: Pekerjaan) -> Pekerjaan:
    return Pekerjaan.objects.get(pk=pekerjaan.pk)


def waiting() -> int:
    return ProcrastinateJob.objects.filter(status="todo").count()


# --- Asking -----------------------------------------------------------------------------------------------------------


def test_work_is_done_and_leaves_its_file(staf, run_work) -> None:
    pekerjaan = begin(staf, kolom=["nip"])
    assert run_work() == 1
    pekerjaan.refresh_from_db()
    assert pekerjaan.status == StatusPekerjaan.SELESAI
    assert (pekerjaan.kemajuan, pekerjaan.jumlah, pekerjaan.percobaan) == (3, 3, 1)
    assert (pekerjaan.nama_hasil, pekerjaan.tipe_hasil, pekerjaan.pesan) == ("pegawai.csv", "text/csv", "2 pegawai.")
    assert "pegawai" not in pekerjaan.hasil.name
    with pekerjaan.hasil.open() as content:
        assert content.read() == b"nip;nama"


def test_the_same_asked_twice_is_one_until_it_has_ended(staf, rekan, run_work) -> None:
    first = begin(staf, kolom=["nip"])
    assert begin(staf, kolom=["nip"]) == first
    assert waiting() == 1
    assert len({first, begin(staf, kolom=["nama"]), begin(rekan, kolom=["nip"])}) == 3
    run_work()
    assert begin(staf, kolom=["nip"]) != first


def test_the_database_itself_keeps_the_same_work_from_waiting_twice(staf) -> None:
    first = begin(staf)
    with pytest.raises(IntegrityError, match="pekerjaan_sekali_yang_sama"), transaction.atomic():
        Pekerjaan.objects.create(oleh=staf, tugas="uji", judul="Lain", dibuat_pada=first.dibuat_pada)


def test_what_is_rolled_back_is_not_asked_for(staf) -> None:
    with transaction.atomic():
        begin(staf)
        transaction.set_rollback(True)
    assert (Pekerjaan.objects.count(), waiting()) == (0, 0)


def test_asking_costs_four_statements(staf, django_assert_num_queries) -> None:
    with django_assert_num_queries(4):
        begin(staf)


def test_a_task_nobody_registered_is_the_callers_mistake(staf) -> None:
    with pytest.raises(KeyError):
        begin(staf, "tidak_ada")


def test_two_tasks_never_share_a_name() -> None:
    with pytest.raises(ValueError, match="two tasks"):
        work("uji")(lambda pekerjaan, kemajuan: None)


# --- Doing ------------------------------------------------------------------------------------------------------------


def test_what_a_task_changes_is_written_in_the_name_of_who_asked(admin, staf, run_work) -> None:
    @work("uji_ubah")
    def change(pekerjaan: Pekerjaan, kemajuan: Kemajuan) -> None:
        Pegawai.objects.filter(pk=staf.pk).update(nama="Nama Baru")

    pekerjaan = begin(admin, "uji_ubah")
    run_work()
    event = pghistory.models.Events.objects.tracks(staf).get(pgh_label="update")
    assert event.pgh_diff["nama"][1] == "Nama Baru"
    context = event.pgh_context
    assert (context["user"], context["pekerjaan"], context["url"]) == (
        admin.pk, "Ekspor pegawai", reverse("pekerjaan_detail", args=[pekerjaan.pk])
    )  # fmt: skip


@pytest.mark.parametrize("error", [Refused, NotAllowed])
def test_what_a_task_refuses_fails_at_once_with_its_words(staf, run_work, error) -> None:
    @work("uji_tolak")
    def refuse(pekerjaan: Pekerjaan, kemajuan: Kemajuan) -> None:
        raise error("Berkas ini bukan daftar pegawai.")

    pekerjaan = begin(staf, "uji_tolak")
    assert run_work() == 1
    assert (now(pekerjaan).status, now(pekerjaan).pesan) == (StatusPekerjaan.GAGAL, "Berkas ini bukan daftar pegawai.")


def test_an_unexpected_error_is_tried_again_and_then_told_without_its_details(staf, run_work, caplog) -> None:
    @work("uji_rusak")
    def broken(pekerjaan: Pekerjaan, kemajuan: Kemajuan) -> None:
        raise ZeroDivisionError("rahasia")

    pekerjaan = begin(staf, "uji_rusak")
    assert run_work() == len(services.JEDA) + 1
    pekerjaan.refresh_from_db()
    assert pekerjaan.status == StatusPekerjaan.GAGAL
    assert f"nomor pekerjaan {pekerjaan.pk}" in pekerjaan.pesan
    assert "rahasia" not in pekerjaan.pesan
    assert "rahasia" in caplog.text


def test_each_try_waits_longer_than_the_one_before(staf) -> None:
    @work("uji_rusak")
    def broken(pekerjaan: Pekerjaan, kemajuan: Kemajuan) -> None:
        raise ZeroDivisionError

    pekerjaan = begin(staf, "uji_rusak")
    for _ in services.JEDA:
        services.perform(pekerjaan.pk, at=timezone.now())
        assert now(pekerjaan).status == StatusPekerjaan.MENUNGGU
    later = ProcrastinateJob.objects.exclude(scheduled_at=None).order_by("pk").values_list("scheduled_at", flat=True)
    waits = [round((moment - timezone.now()).total_seconds() / 10) for moment in later]
    assert waits == [1, 6, 30]


def test_a_second_try_after_an_error_succeeds_and_forgets_it(staf, run_work) -> None:
    @work("uji_sekali")
    def once(pekerjaan: Pekerjaan, kemajuan: Kemajuan) -> Hasil:
        kemajuan(1, dari=2)
        if pekerjaan.percobaan == 1:
            raise ConnectionError
        return CSV

    pekerjaan = begin(staf, "uji_sekali")
    assert run_work() == 2
    assert (now(pekerjaan).status, now(pekerjaan).pesan) == (StatusPekerjaan.SELESAI, "2 pegawai.")


def test_work_that_kills_its_worker_each_time_is_given_up(staf) -> None:
    pekerjaan = begin(staf)
    Pekerjaan.objects.update(status=StatusPekerjaan.BERJALAN, percobaan=len(services.JEDA) + 1)
    services.perform(pekerjaan.pk, at=timezone.now())
    assert now(pekerjaan).status == StatusPekerjaan.GAGAL


def test_a_job_that_comes_again_after_the_end_does_nothing(staf, run_work) -> None:
    pekerjaan = begin(staf)
    run_work()
    ended = now(pekerjaan)
    services.perform(pekerjaan.pk, at=timezone.now())
    assert now(pekerjaan).percobaan == ended.percobaan
    assert now(pekerjaan).selesai_pada == ended.selesai_pada


def test_a_try_that_was_taken_for_dead_ends_without_a_word_when_another_has_begun(staf) -> None:
    @work("uji_ganda")
    def doubled(pekerjaan: Pekerjaan, kemajuan: Kemajuan) -> Hasil:
        Pekerjaan.objects.filter(pk=pekerjaan.pk).update(percobaan=2)
        with pytest.raises(Dihentikan):
            kemajuan(1, dari=2)
        return CSV

    pekerjaan = begin(staf, "uji_ganda")
    services.perform(pekerjaan.pk, at=timezone.now())
    assert (now(pekerjaan).status, now(pekerjaan).hasil.name) == (StatusPekerjaan.BERJALAN, "")


def test_progress_is_written_once_a_second_and_the_rest_is_free(staf, monkeypatch) -> None:
    counted = []

    @work("uji_banyak")
    def many(pekerjaan: Pekerjaan, kemajuan: Kemajuan) -> None:
        kemajuan(1, dari=10_000)
        with CaptureQueriesContext(connection) as queries:
            for number in range(2, 1_000):
                kemajuan(number)
        counted.append(len(queries))
        monkeypatch.setattr(services, "WRITE_EVERY", 0.0)
        kemajuan(20_000, pesan="Hampir selesai")
        counted.append((now(pekerjaan).kemajuan, now(pekerjaan).jumlah, now(pekerjaan).pesan))

    begin(staf, "uji_banyak")
    services.perform(Pekerjaan.objects.get().pk, at=timezone.now())
    assert counted[0] <= 1
    assert counted[1] == (10_000, 10_000, "Hampir selesai")


def test_a_result_leads_nowhere_outside(staf, run_work) -> None:
    @work("uji_luar")
    def outside(pekerjaan: Pekerjaan, kemajuan: Kemajuan) -> Hasil:
        return Hasil(alamat="//contoh.test/")

    pekerjaan = begin(staf, "uji_luar")
    run_work()
    assert (now(pekerjaan).status, now(pekerjaan).alamat) == (StatusPekerjaan.GAGAL, "")


# --- Stopping and beginning again -------------------------------------------------------------------------------------


def test_cancelled_while_it_waits_it_never_begins(staf, as_user, run_work) -> None:
    pekerjaan = begin(staf)
    for _ in range(2):
        as_user(staf).post(reverse("pekerjaan_batal", args=[pekerjaan.pk]))
    run_work()
    assert now(pekerjaan).status == StatusPekerjaan.DIBATALKAN
    assert now(pekerjaan).mulai_pada is None


def test_cancelled_while_it_runs_it_stops_where_it_next_tells_how_far_it_is(staf, run_work) -> None:
    noticed = []

    @work("uji_batal")
    def cancelled(pekerjaan: Pekerjaan, kemajuan: Kemajuan) -> None:
        services.cancel(pekerjaan=now(pekerjaan), by=staf, at=timezone.now())
        assert now(pekerjaan).sedang_berhenti
        try:
            kemajuan(1)
        except Dibatalkan:
            noticed.append(True)
            raise

    pekerjaan = begin(staf, "uji_batal")
    run_work()
    assert noticed
    assert now(pekerjaan).status == StatusPekerjaan.DIBATALKAN
    assert not now(pekerjaan).sedang_berhenti


def test_cancelled_too_late_it_is_done_and_says_so(staf, run_work) -> None:
    @work("uji_terlambat")
    def last_word(pekerjaan: Pekerjaan, kemajuan: Kemajuan) -> Hasil:
        services.cancel(pekerjaan=now(pekerjaan), by=staf, at=timezone.now())
        return CSV

    pekerjaan = begin(staf, "uji_terlambat")
    run_work()
    assert now(pekerjaan).status == StatusPekerjaan.SELESAI
    assert now(pekerjaan).hasil


def test_cancelled_while_its_worker_was_killed_it_comes_to_rest(staf) -> None:
    pekerjaan = begin(staf)
    Pekerjaan.objects.update(status=StatusPekerjaan.BERJALAN, percobaan=1)
    services.cancel(pekerjaan=now(pekerjaan), by=staf, at=timezone.now())
    services.perform(pekerjaan.pk, at=timezone.now())
    assert not now(pekerjaan).sedang_berhenti
    assert now(pekerjaan).status == StatusPekerjaan.DIBATALKAN


def test_ended_work_is_not_cancelled(staf, run_work) -> None:
    stale = begin(staf)
    run_work()
    with pytest.raises(IllegalTransition, match="sudah selesai"):
        services.cancel(pekerjaan=stale, by=staf, at=timezone.now())


def test_failed_work_is_tried_again_once(staf, as_user, run_work) -> None:
    pekerjaan = begin(staf)
    Pekerjaan.objects.update(status=StatusPekerjaan.GAGAL, percobaan=4, pesan="Gangguan", selesai_pada=timezone.now())
    ProcrastinateJob.objects.all()._raw_delete("default")
    url = reverse("pekerjaan_ulangi", args=[pekerjaan.pk])
    answers = [as_user(staf).post(url, follow=True).content.decode() for _ in range(2)]
    assert "dicoba lagi dari awal" in answers[0]
    assert "Hanya pekerjaan yang gagal dapat dicoba lagi." in answers[1]
    assert run_work() == 1
    assert (now(pekerjaan).status, now(pekerjaan).percobaan) == (StatusPekerjaan.SELESAI, 1)


def test_failed_work_is_not_repeated_beside_the_same_asked_for_anew(staf) -> None:
    failed = begin(staf)
    Pekerjaan.objects.update(status=StatusPekerjaan.GAGAL, selesai_pada=timezone.now())
    begin(staf)
    with pytest.raises(Conflict, match="sudah diminta lagi"):
        services.repeat(pekerjaan=now(failed), by=staf, at=timezone.now())
    assert now(failed).status == StatusPekerjaan.GAGAL


# --- Telling and tidying ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("seconds", "told"), [(1, []), (60, ["Ekspor pegawai: selesai."])])
def test_the_bell_tells_of_the_end_only_who_had_to_wait(staf, run_work, hari_ini, seconds, told) -> None:
    pekerjaan = begin(staf)
    hari_ini.shift(timedelta(seconds=seconds))
    run_work()
    assert list(staf.pemberitahuan.values_list("teks", flat=True)) == told
    if told:
        assert staf.pemberitahuan.get().tautan == reverse("pekerjaan_detail", args=[pekerjaan.pk])


def test_a_file_is_kept_fourteen_days_and_the_page_says_when_it_has_gone(staf, as_user, run_work, hari_ini) -> None:
    pekerjaan = begin(staf)
    run_work()
    name = now(pekerjaan).hasil.name
    tidy = antrean.BERKALA["organisasi.tasks.hapus_hasil_lama"]
    hari_ini.shift(timedelta(days=13, hours=23))
    tidy(timezone.now())
    assert default_storage.exists(name)
    hari_ini.shift(timedelta(hours=2))
    tidy(timezone.now())
    assert not default_storage.exists(name)
    page = as_user(staf).get(reverse("pekerjaan_detail", args=[pekerjaan.pk])).content.decode()
    assert "pegawai.csv sudah dihapus" in page
    assert as_user(staf).get(reverse("pekerjaan_hasil", args=[pekerjaan.pk])).status_code == 404


def test_a_file_that_no_row_names_is_removed_after_a_day(staf, run_work) -> None:
    begin(staf)
    run_work()
    kept = Pekerjaan.objects.get().hasil.name
    lost = default_storage.save("hasil/tak-bertuan", ContentFile(b"x"))
    Pekerjaan.objects.update(selesai_pada=default_storage.get_modified_time(lost))
    services.remove_old(at=default_storage.get_modified_time(lost) + timedelta(hours=23))
    assert default_storage.exists(lost)
    services.remove_old(at=default_storage.get_modified_time(lost) + timedelta(hours=25))
    assert not default_storage.exists(lost)
    assert default_storage.exists(kept)


def test_a_file_that_the_storage_has_lost_is_not_found_and_its_page_still_opens(staf, as_user, run_work) -> None:
    pekerjaan = begin(staf)
    run_work()
    default_storage.delete(now(pekerjaan).hasil.name)
    assert as_user(staf).get(reverse("pekerjaan_hasil", args=[pekerjaan.pk])).status_code == 404
    assert as_user(staf).get(reverse("pekerjaan_detail", args=[pekerjaan.pk])).status_code == 200


# --- Pages ------------------------------------------------------------------------------------------------------------


def test_the_page_asks_again_while_it_runs_and_is_loaded_anew_at_the_end(staf, as_user, run_work) -> None:
    client, pekerjaan = as_user(staf), begin(staf)
    url = reverse("pekerjaan_detail", args=[pekerjaan.pk])
    page = client.get(url).content.decode()
    assert 'hx-trigger="every 2s"' in page
    assert "Pekerja latar belum berjalan" in page
    part = client.get(url, headers={"HX-Request": "true"})
    assert b'id="keadaan"' in part.content
    assert b"<html" not in part.content
    run_work()
    assert client.get(url, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"
    ended = client.get(url).content.decode()
    assert "every 2s" not in ended
    assert reverse("pekerjaan_hasil", args=[pekerjaan.pk]) in ended


def test_the_file_goes_to_who_asked_under_its_name_and_to_nobody_else_of_the_instansi(
    staf, admin, super_admin, rekan, as_user, run_work
) -> None:
    pekerjaan = begin(staf)
    run_work()
    url = reverse("pekerjaan_hasil", args=[pekerjaan.pk])
    response = as_user(staf).get(url)
    assert b"".join(response.streaming_content) == b"nip;nama"
    assert response["Content-Disposition"] == 'attachment; filename="pegawai.csv"'
    assert response["Cache-Control"] == "private, no-store"
    assert as_user(admin).get(url).status_code == 403
    assert as_user(rekan).get(url).status_code == 404
    assert reverse("pekerjaan_hasil", args=[pekerjaan.pk]) not in (
        as_user(admin).get(reverse("pekerjaan_detail", args=[pekerjaan.pk])).content.decode()
    )


def test_who_has_lost_the_right_neither_gets_the_work_done_nor_its_file(admin, as_user, run_work) -> None:
    @work("uji_hak", boleh=lambda pekerjaan: may_administer(pekerjaan.oleh))
    def of_admins(pekerjaan: Pekerjaan, kemajuan: Kemajuan) -> Hasil:
        return CSV

    done = begin(admin, "uji_hak")
    run_work()
    waiting = begin(admin, "uji_hak")
    Pegawai.objects.filter(pk=admin.pk).update(admin_instansi=False)
    run_work()
    assert now(waiting).status == StatusPekerjaan.GAGAL
    assert "hanya untuk super admin dan admin instansi" in now(waiting).pesan
    assert as_user(now(done).oleh).get(reverse("pekerjaan_hasil", args=[done.pk])).status_code == 403


def test_the_list_holds_ones_own_and_an_admins_instansi(staf, rekan, admin, admin_luar, super_admin, as_user) -> None:
    begin(staf)
    begin(rekan)
    seen = {
        person: as_user(person).get(reverse("pekerjaan_list")).context["page_obj"].paginator.count
        for person in (staf, admin, admin_luar, super_admin)
    }
    assert seen == {staf: 1, admin: 2, admin_luar: 0, super_admin: 2}


def test_the_list_is_filtered_by_status_and_costs_the_same_at_every_length(staf, as_user) -> None:
    client, url = as_user(staf), reverse("pekerjaan_list")
    begin(staf, nomor=0)
    with CaptureQueriesContext(connection) as one:
        client.get(url, {"entri": 50})
    for number in range(1, 30):
        begin(staf, nomor=number)
    Pekerjaan.objects.filter(parameter={"nomor": 3}).update(
        status=StatusPekerjaan.GAGAL, selesai_pada=wib(2026, 3, 10, 10)
    )
    with CaptureQueriesContext(connection) as thirty:
        page = client.get(url, {"entri": 50})
    assert len(one) == len(thirty)
    assert len(page.content) < 60 * 1024
    assert len(client.get(url, {"status": "GAGAL"}).context["page_obj"]) == 1


def test_the_queues_tables_are_not_in_the_administration() -> None:
    assert ProcrastinateJob not in administration.site._registry
