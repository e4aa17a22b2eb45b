"""Manajemen Unor: the tree, moves, heads, Plt and Plh, closing and reopening, and the history of a unit."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ekinerja.errors import Conflict, NotAllowed, Refused
from organisasi.models import JenisPenugasan, Mutasi, Pegawai, Pemberitahuan, PenugasanKepala, UnitKerja
from organisasi.riwayat_unit import history_of
from organisasi.services import unor as services
from tests.factories import make_pegawai, make_skp, make_unit, wib
from tests.skp.test_serentak import at_once

NOW = wib(2026, 3, 10)


def fresh(unit: UnitKerja) -> UnitKerja:
    return UnitKerja.objects.get(pk=unit.pk)


def url(name: str, *args: Any) -> str:
    return reverse(name, args=[getattr(arg, "pk", arg) for arg in args])


def told(pegawai: Pegawai) -> list[str]:
    return list(Pemberitahuan.objects.filter(penerima=pegawai).order_by("pk").values_list("teks", flat=True))


@pytest.fixture
def client(as_user, org):
    return as_user(org.admin)


@pytest.fixture
def page(client) -> Callable[..., str]:
    def page(name: str, *args: Any, **query: Any) -> str:
        response = client.get(url(name, *args), query, follow=True)
        assert response.status_code == 200
        return response.content.decode()

    return page


# --- The tree


def test_the_top_is_shown_and_a_branch_is_fetched_when_it_is_opened(page, org):
    top = page("unor")
    assert "Sekretariat Daerah" in top
    # Alone at the top, it stands opened.
    assert "Dinas Kominfo" in top
    assert url("unor_cabang", org.dinas) in top
    assert "Bidang Data" not in top
    make_unit(org.instansi, "Inspektorat")
    top = page("unor")
    assert url("unor_cabang", org.setda) in top
    assert "Dinas Kominfo" not in top
    branch = page("unor_cabang", org.setda)
    assert "Dinas Kominfo" in branch
    assert "Bidang Data" not in branch


def test_a_branch_is_a_page_too_for_who_has_no_script(page, org):
    branch = page("unor", cabang=org.dinas.pk)
    assert "Bidang Data" in branch
    assert "Dinas Sosial" not in branch
    assert "Sekretariat Daerah" in branch


def test_a_unit_shows_its_head_and_how_many_work_in_it_and_below(page, org):
    branch = page("unor_cabang", org.setda)
    kominfo = branch[: branch.index("Dinas Sosial")]
    assert "Kepala" in kominfo
    assert "1 pegawai" in kominfo
    assert "5 termasuk di bawahnya" in kominfo


def test_whoever_leads_a_unit_today_is_named_and_a_missing_head_is_marked(page, org):
    UnitKerja.objects.filter(pk=org.bidang.pk).update(kepala=None)
    assert "Belum ada kepala" in page("unor_cabang", org.dinas)
    PenugasanKepala.objects.create(
        unit=org.bidang, pegawai=org.jf, jenis="PLT", mulai=date(2026, 3, 1), selesai=date(2026, 3, 31), nomor_surat="1"
    )
    branch = page("unor_cabang", org.dinas)
    assert "Plt. Fungsional" in branch
    assert "Belum ada kepala" not in branch


def test_a_search_shows_the_path_of_each_hit(page, org):
    found = page("unor", cari="data")
    assert "Sekretariat Daerah › Dinas Kominfo" in found
    assert "Bidang Data" in found
    assert "Tidak ada unit yang cocok" in page("unor", cari="gaib")


def test_closed_units_are_shown_on_request(page, org):
    UnitKerja.objects.filter(pk=org.dinas_lain.pk).update(aktif=False)
    assert "Dinas Sosial" not in page("unor", cari="dinas")
    assert "Dinas Sosial" not in page("unor_cabang", org.setda)
    assert "Dinas Sosial" in page("unor", cari="dinas", nonaktif="1")
    assert "Dinas Sosial" in page("unor_cabang", org.setda, nonaktif="1")


def test_a_branch_of_many_is_sent_by_pages(page, org):
    for number in range(120):
        make_unit(org.instansi, f"Seksi {number:03}", induk=org.bidang)
    first = page("unor_cabang", org.bidang)
    assert first.count("data-unor=") == 25
    assert "?mulai=25" in first
    last = page("unor_cabang", org.bidang, mulai=100)
    assert last.count("data-unor=") == 20
    assert "mulai=" not in last


def test_the_super_admin_chooses_the_instansi_by_typing(as_user, org):
    client = as_user(org.super_admin)
    assert "Ganti instansi" in client.get(url("unor")).content.decode()
    Pegawai.objects.filter(pk=org.super_admin.pk).update(instansi=None)
    assert client.get(url("unor_tambah")).status_code == 302
    assert "Sekretariat Daerah" not in client.get(url("unor")).content.decode()
    typed = client.get(url("unor"), {"instansi_cari": "lain"}).content.decode()
    assert f'value="{org.instansi_lain.pk}"' in typed
    assert "Dinas Luar" in client.get(url("unor"), {"instansi": org.instansi_lain.pk}).content.decode()


@pytest.mark.parametrize("count", [1, 30, 300])
def test_queries_and_weight_of_the_tree(client, org, count):
    for number in range(count):
        unit = make_unit(org.instansi, f"Seksi {number}", induk=org.bidang if number % 2 else org.setda)
        make_pegawai(f"Orang {number}", unit=unit, jabatan=org.staf.jabatan)
    queries = {}
    for name, address in {
        "top": url("unor"),
        "branch": url("unor") + f"?cabang={org.setda.pk}",
        "search": url("unor") + "?cari=seksi",
        "fragment": url("unor_cabang", org.setda),
    }.items():
        with CaptureQueriesContext(connection) as captured:
            response = client.get(address)
        queries[name] = len(captured)
        assert len(response.content) < 120 * 1024
    assert queries == TREE_QUERIES


TREE_QUERIES = {"top": 9, "branch": 10, "search": 9, "fragment": 8}


def test_two_thousand_units_stay_light(client, org):
    UnitKerja.objects.bulk_create(
        UnitKerja(instansi=org.instansi, nama=f"Seksi {number}", kode=f"9.{number:04}", induk=org.bidang)
        for number in range(2000)
    )
    for address in (url("unor"), url("unor") + f"?cabang={org.bidang.pk}", url("unor") + "?cari=seksi"):
        assert len(client.get(address).content) < 120 * 1024


# --- Another instansi's


def test_another_instansi_is_out_of_reach_by_address_and_field(client, org):
    luar = org.orang_luar.unit
    for name in ("unor_detail", "unor_cabang", "unor_ubah", "unor_pindah", "unor_kepala", "unor_tutup"):
        assert client.get(url(name, luar)).status_code == 404
    assert client.get(url("unor"), {"cabang": luar.pk}).status_code == 404
    assert client.get(url("unor"), {"instansi": org.instansi_lain.pk}).status_code == 404
    assert client.get(url("unor_tambah"), {"instansi": org.instansi_lain.pk}).status_code == 404
    response = client.post(url("unor_pindah", org.bidang), {"induk": luar.pk, "dari": org.dinas.pk})
    assert "induk" in response.context["form"].errors
    response = client.post(url("unor_kepala", org.bidang), {"kepala": org.orang_luar.pk, "versi": 1})
    assert "kepala" in response.context["form"].errors
    assert client.post(url("unor_urungkan", org.bidang, org.dinas, luar)).status_code == 404
    assert (fresh(org.bidang).induk, fresh(org.bidang).kepala) == (org.dinas, org.penilai)


def test_services_ask_for_the_right_again(org):
    values = {"nama": "Seksi", "kode": "s", "mandiri": False, "induk": None}
    for by in (org.staf, org.kepala, org.admin_luar):
        with pytest.raises(NotAllowed):
            services.create_unit(instansi=org.instansi, by=by, values=values)
        with pytest.raises(NotAllowed):
            services.move_unit(unit=org.bidang, induk=None, dari=org.dinas.pk, by=by)
        with pytest.raises(NotAllowed):
            services.delete_unit(unit=org.bidang, by=by)


# --- Adding and changing


def test_a_unit_is_added_once_however_often_it_is_sent(client, org):
    form = {"nama": "Seksi Aplikasi", "kode": "1.1.1", "induk": org.bidang.pk}
    for _ in range(2):
        response = client.post(url("unor_tambah"), form, follow=True)
        assert response.status_code == 200
    made = UnitKerja.objects.get(nama="Seksi Aplikasi")
    assert made.jalur == [org.setda.pk, org.dinas.pk, org.bidang.pk, made.pk]
    response = client.post(url("unor_tambah"), {**form, "nama": "Yang Lain"})
    assert response.status_code == 409
    assert response.context["form"].errors["kode"] == ["Kode unit itu sudah dipakai di instansi ini."]


def test_a_unit_is_not_added_under_a_closed_one(client, org):
    UnitKerja.objects.filter(pk=org.dinas_lain.pk).update(aktif=False)
    response = client.post(url("unor_tambah"), {"nama": "Seksi", "kode": "s", "induk": org.dinas_lain.pk})
    assert "induk" in response.context["form"].errors
    values = {"nama": "Seksi", "kode": "s", "mandiri": False, "induk": org.dinas_lain}
    with pytest.raises(Refused, match="sudah ditutup"):
        services.create_unit(instansi=org.instansi, by=org.admin, values=values)


def test_a_page_older_than_the_unit_shows_both_values(client, org):
    versi = services.version_of(org.bidang)
    form = {"nama": "Bidang Data dan Statistik", "kode": "b", "mandiri": "on", "versi": versi}
    assert client.post(url("unor_ubah", org.bidang), form).status_code == 302
    assert fresh(org.bidang).mandiri
    response = client.post(url("unor_ubah", org.bidang), {**form, "nama": "Bidang Informasi"})
    assert response.status_code == 409
    assert response.context["form"].errors["nama"] == ["Tersimpan sekarang: Bidang Data dan Statistik"]
    again = {**form, "nama": "Bidang Informasi", "versi": response.context["form"]["versi"].value()}
    assert client.post(url("unor_ubah", org.bidang), again).status_code == 302
    assert fresh(org.bidang).nama == "Bidang Informasi"


# --- Moving


def test_before_a_move_the_page_says_what_it_means(page, org):
    make_unit(org.instansi, "Seksi", induk=org.bidang)
    said = page("unor_pindah", org.bidang, induk=org.dinas_lain.pk)
    assert "1 unit di bawahnya dan 4 pegawai" in said
    assert "Kepala menjadi <strong>Kepala Lain</strong>" in said
    assert "Pejabat penilai Penilai" in said


def test_a_move_takes_all_below_along_and_can_be_undone(client, org):
    seksi = make_unit(org.instansi, "Seksi", induk=org.bidang)
    response = client.post(
        url("unor_pindah", org.bidang), {"induk": org.dinas_lain.pk, "dari": org.dinas.pk}, follow=True
    )
    undo = url("unor_urungkan", org.bidang, org.dinas_lain, org.dinas)
    assert undo in response.content.decode()
    assert fresh(seksi).jalur == [org.setda.pk, org.dinas_lain.pk, org.bidang.pk, seksi.pk]
    assert "diurungkan" in client.post(undo, follow=True).content.decode()
    assert fresh(seksi).jalur == [org.setda.pk, org.dinas.pk, org.bidang.pk, seksi.pk]


def test_the_same_move_twice_is_one_move(client, org):
    form = {"induk": org.dinas_lain.pk, "dari": org.dinas.pk}
    for _ in range(2):
        assert client.post(url("unor_pindah", org.bidang), form).status_code == 302
    assert len([row for row in history_of(org.bidang) if row.aksi == "Dipindahkan"]) == 1


def test_to_the_top_and_back(client, org):
    client.post(url("unor_pindah", org.bidang), {"induk": "", "dari": org.dinas.pk})
    assert fresh(org.bidang).induk is None
    client.post(url("unor_urungkan", org.bidang, 0, org.dinas))
    assert fresh(org.bidang).induk == org.dinas


@pytest.mark.parametrize("target", ["setda", "dinas", "bidang"])
def test_a_unit_does_not_move_under_itself_or_what_is_below_it(client, org, target):
    target = getattr(org, target)
    assert (
        "di dalam unit yang dipindahkan"
        in client.get(url("unor_pindah", org.setda), {"induk": target.pk}).content.decode()
    )
    response = client.post(url("unor_pindah", org.setda), {"induk": target.pk})
    assert response.status_code == 409
    assert "ke bawah dirinya sendiri" in response.content.decode()
    assert fresh(org.setda).induk is None


def test_who_comes_second_is_told_where_it_is_now(client, org):
    services.move_unit(unit=org.bidang, induk=org.setda, dari=org.dinas.pk, by=org.super_admin)
    response = client.post(url("unor_pindah", org.bidang), {"induk": org.dinas_lain.pk, "dari": org.dinas.pk})
    assert response.status_code == 409
    assert "sudah dipindahkan ke bawah Sekretariat Daerah" in response.content.decode()
    assert fresh(org.bidang).induk == org.setda


def test_an_undo_that_comes_too_late_is_refused(client, org):
    services.move_unit(unit=org.bidang, induk=org.setda, dari=org.dinas.pk, by=org.admin)
    response = client.post(url("unor_urungkan", org.bidang, org.dinas_lain, org.dinas), follow=True)
    assert "sudah dipindahkan" in response.content.decode()
    assert fresh(org.bidang).induk == org.setda


@pytest.mark.django_db(transaction=True)
def test_two_admins_moving_halves_of_a_cycle_at_once_one_is_told(org):
    a, b = make_unit(org.instansi, "A"), make_unit(org.instansi, "B")
    for _ in range(10):
        answers = at_once(
            lambda: services.move_unit(unit=a, induk=b, dari=None, by=org.admin),
            lambda: services.move_unit(unit=b, induk=a, dari=None, by=org.super_admin),
        )
        [refused] = [answer for answer in answers if isinstance(answer, Refused)]
        assert refused.message == services.TIDAK_LINGKARAN
        assert sorted(len(fresh(unit).jalur) for unit in (a, b)) == [1, 2]
        UnitKerja.objects.filter(pk__in=[a.pk, b.pk]).update(induk=None)


@pytest.mark.django_db(transaction=True)
def test_two_admins_moving_one_unit_at_once_one_wins(org):
    answers = at_once(
        lambda: services.move_unit(unit=org.bidang, induk=org.setda, dari=org.dinas.pk, by=org.admin),
        lambda: services.move_unit(unit=org.bidang, induk=org.dinas_lain, dari=org.dinas.pk, by=org.super_admin),
    )
    assert sum(isinstance(answer, Conflict) for answer in answers) == 1


@pytest.mark.django_db(transaction=True)
def test_moving_into_a_unit_that_is_being_closed_is_never_half_done(org):
    baru = make_unit(org.instansi, "Unit Baru")
    versi = services.version_of(baru)
    close = {"alasan": "x", "penerima": org.dinas, "per_orang": {}, "induk_anak": org.dinas}
    at_once(
        lambda: services.close_unit(unit=baru, by=org.admin, at=NOW, versi=versi, **close),
        lambda: services.move_unit(unit=org.bidang, induk=baru, dari=org.dinas.pk, by=org.super_admin),
    )
    assert not fresh(baru).aktif
    assert fresh(org.bidang).induk == org.dinas


# --- Heads


def change_head(org, kepala, **changes):
    values = {"unit": org.bidang, "by": org.admin, "at": NOW, "versi": services.version_of(org.bidang), **changes}
    return services.change_head(kepala=kepala, **values)


def test_a_head_is_replaced_and_released(client, org):
    form = {"kepala": org.jf.pk, "versi": services.version_of(org.bidang)}
    assert client.post(url("unor_kepala", org.bidang), form).status_code == 302
    assert fresh(org.bidang).kepala == org.jf
    assert told(org.jf) == ["Anda dicatat sebagai kepala Bidang Data."]
    client.post(url("unor_kepala", org.bidang), {"kepala": "", "versi": services.version_of(org.bidang)})
    assert fresh(org.bidang).kepala is None


def test_a_head_of_two_units_is_refused_with_where_and_what_to_do(client, org):
    form = {"kepala": org.kepala_lain.pk, "versi": services.version_of(org.bidang)}
    response = client.post(url("unor_kepala", org.bidang), form)
    said = response.content.decode()
    assert response.status_code == 409
    assert "Kepala Lain sudah mengepalai Dinas Sosial" in said
    assert url("unor_kepala", org.dinas_lain) in said
    assert f"{url('penugasan_tambah', org.bidang)}?pegawai={org.kepala_lain.pk}" in said
    assert fresh(org.bidang).kepala == org.penilai


@pytest.mark.django_db(transaction=True)
def test_one_person_made_head_of_two_units_at_once_heads_one(org):
    answers = at_once(
        lambda: change_head(org, org.jf),
        lambda: change_head(org, org.jf, unit=org.dinas, versi=services.version_of(org.dinas), by=org.super_admin),
    )
    assert sum(isinstance(answer, Refused) for answer in answers) == 1
    assert UnitKerja.objects.filter(kepala=org.jf).count() == 1


def test_a_page_older_than_the_head_shows_who_is_now(client, org):
    versi = services.version_of(org.bidang)
    change_head(org, org.rekan)
    response = client.post(url("unor_kepala", org.bidang), {"kepala": org.jf.pk, "versi": versi})
    assert response.status_code == 409
    assert response.context["form"].errors["kepala"] == ["Tersimpan sekarang: Rekan"]


def test_without_script_the_typed_name_comes_back_with_who_fits(client, org):
    form = {"kepala_cari": "fungsi", "versi": services.version_of(org.bidang)}
    response = client.post(url("unor_kepala", org.bidang), form)
    assert "Pilih salah satu hasil pencarian" in response.content.decode()
    assert f'value="{org.jf.pk}"' in response.content.decode()


@pytest.mark.parametrize("unsound", ["asleep", "foreign"])
def test_who_cannot_head_the_unit_is_refused(org, unsound):
    Pegawai.objects.filter(pk=org.jf.pk).update(is_active=False)
    with pytest.raises(Refused) as refusal:
        change_head(org, {"asleep": Pegawai.objects.get(pk=org.jf.pk), "foreign": org.orang_luar}[unsound])
    assert refusal.value.field == "kepala"


def test_after_a_change_of_heads_the_owners_of_running_skp_are_named_and_told_once(client, page, org):
    skp = make_skp(org.staf, penilai=org.penilai)
    make_skp(org.rekan, penilai=org.jf)
    make_skp(org.stranger, penilai=org.penilai)
    make_skp(org.staf, penilai=org.penilai, tahun=2025)
    change_head(org, org.jf)
    shown = client.get(url("unor_tercatat", org.bidang)).context["tercatat"]
    assert [(row.pegawai, row.tercatat, row.sekarang) for row in shown] == [(org.staf, org.penilai, org.jf)]
    for _ in range(2):
        client.post(url("unor_kabari", org.bidang))
    [line] = told(org.staf)
    assert line == (
        "Pejabat penilai Anda menurut organisasi: Fungsional. SKP 2026 masih mencatat Penilai; tekan Muat Ulang pada "
        "SKP itu."
    )
    assert Pemberitahuan.objects.get(penerima=org.staf).tautan == skp.get_absolute_url()
    assert told(org.stranger) == told(org.rekan) == []


# --- Plt and Plh


@pytest.fixture
def plt(org) -> PenugasanKepala:
    return PenugasanKepala.objects.create(
        unit=org.bidang, pegawai=org.jf, jenis="PLT", mulai=date(2026, 3, 1), selesai=date(2026, 3, 31), nomor_surat="1"
    )


def isian(org, **changes: Any) -> dict[str, Any]:
    form = {"jenis": "PLH", "pegawai": org.rekan.pk, "mulai": "2026-04-01", "selesai": "2026-04-05", "nomor_surat": "2"}
    return {**form, **changes}


def test_a_plt_is_recorded_once_and_told(client, page, org, plt):
    for _ in range(2):
        assert client.post(url("penugasan_tambah", org.bidang), isian(org)).status_code == 302
    made = PenugasanKepala.objects.get(jenis=JenisPenugasan.PLH)
    assert (made.unit, made.pegawai) == (org.bidang, org.rekan)
    assert len(told(org.rekan)) == 1
    shown = page("unor_detail", org.bidang)
    assert "Berjalan" in shown
    assert "Akan datang" in shown


def test_days_that_another_one_has_are_refused_with_who_and_when(client, org, plt):
    response = client.post(url("penugasan_tambah", org.bidang), isian(org, mulai="2026-03-31"))
    assert response.status_code == 409
    [problem] = response.context["form"].errors["mulai"]
    assert "sudah ada Plt. (pelaksana tugas) Fungsional" in problem
    assert "31 Maret 2026" in problem


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"pegawai": ""}, "pegawai"),
        ({"selesai": "2026-03-31"}, "selesai"),
        ({"mulai": "besok"}, "mulai"),
        ({"nomor_surat": " "}, "nomor_surat"),
        ({"jenis": "PJ"}, "jenis"),
    ],
)
def test_a_plt_that_says_too_little_comes_back(client, org, changes, field):
    response = client.post(url("penugasan_tambah", org.bidang), isian(org, **changes))
    assert field in response.context["form"].errors
    assert not PenugasanKepala.objects.exists()


def test_nobody_is_plt_of_the_unit_he_heads(client, org):
    response = client.post(url("penugasan_tambah", org.bidang), isian(org, pegawai=org.penilai.pk))
    assert "tidak perlu menjadi" in response.content.decode()


def test_a_running_plt_is_lengthened_or_shortened_and_keeps_the_days_he_had(client, org, plt):
    def change(**values):
        form = {"mulai": "2026-03-01", "selesai": "2026-04-30", "nomor_surat": "1", **values}
        return client.post(url("penugasan_ubah", plt), {"versi": services.version_of(plt), **form})

    assert change().status_code == 302
    assert change(selesai="2026-03-15").status_code == 302
    assert "tidak dapat dicabut" in change(selesai="2026-03-05").content.decode()
    plt.refresh_from_db()
    assert (plt.mulai, plt.selesai) == (date(2026, 3, 1), date(2026, 3, 15))
    stale = client.post(
        url("penugasan_ubah", plt), {"versi": 1, "mulai": "2026-03-01", "selesai": "2026-03-20", "nomor_surat": "1"}
    )
    assert stale.status_code == 409
    assert "Tersimpan sekarang" in stale.content.decode()


def test_a_plt_ends_yesterday_and_one_to_come_is_taken_away(client, org, plt):
    coming = PenugasanKepala.objects.create(
        unit=org.dinas,
        pegawai=org.rekan,
        jenis="PLH",
        mulai=date(2026, 5, 1),
        selesai=date(2026, 5, 2),
        nomor_surat="3",
    )
    assert "diakhiri" in client.post(url("penugasan_akhiri", plt), follow=True).content.decode()
    plt.refresh_from_db()
    assert plt.selesai == date(2026, 3, 9)
    assert "sudah berakhir" in client.post(url("penugasan_akhiri", plt), follow=True).content.decode()
    assert "dibatalkan" in client.post(url("penugasan_akhiri", coming), follow=True).content.decode()
    assert not PenugasanKepala.objects.filter(pk=coming.pk).exists()
    assert client.get(url("penugasan_ubah", plt)).status_code == 302


# --- Closing


def closing(org, **changes: Any) -> dict[str, Any]:
    return {
        "unit": org.bidang,
        "by": org.admin,
        "at": NOW,
        "versi": services.version_of(org.bidang),
        "alasan": "Perwali 5/2026",
        "penerima": org.dinas,
        "per_orang": {},
        "induk_anak": org.dinas,
        **changes,
    }


def test_closing_moves_people_and_units_ends_the_plt_and_keeps_the_reason(client, org, plt):
    seksi = make_unit(org.instansi, "Seksi", induk=org.bidang)
    make_skp(org.staf, penilai=org.penilai)
    shown = client.get(url("unor_tutup", org.bidang))
    assert "SKP berjalan" in shown.content.decode()
    form = {
        "versi": services.version_of(org.bidang),
        "alasan": "Perwali 5/2026",
        "penerima": org.dinas.pk,
        "induk_anak": org.dinas.pk,
        f"orang-{org.jf.pk}": org.dinas_lain.pk,
    }
    response = client.post(url("unor_tutup", org.bidang), form, follow=True)
    assert "4 pegawai dan 1 unit dipindahkan" in response.content.decode()
    where = dict(Pegawai.objects.filter(pk__in=[org.staf.pk, org.jf.pk, org.penilai.pk]).values_list("pk", "unit"))
    assert where == {org.staf.pk: org.dinas.pk, org.penilai.pk: org.dinas.pk, org.jf.pk: org.dinas_lain.pk}
    assert fresh(seksi).jalur == [org.setda.pk, org.dinas.pk, seksi.pk]
    closed = fresh(org.bidang)
    assert (closed.aktif, closed.kepala) == (False, None)
    plt.refresh_from_db()
    assert plt.selesai == date(2026, 3, 9)
    assert "Bidang Data ditutup; Anda kini di Dinas Kominfo" in told(org.staf)[0]
    last = history_of(closed)[0]
    assert (last.aksi, last.oleh) == ("Ditutup", "Admin")
    assert "Aktif: ya menjadi tidak" in last.catatan
    assert "Alasan: Perwali 5/2026" in last.catatan


def test_closing_is_all_or_nothing(org):
    make_unit(org.instansi, "Seksi", induk=org.bidang)
    for changes, field in (
        ({"penerima": None}, "penerima"),
        ({"penerima": org.bidang}, "penerima"),
        ({"penerima": org.orang_luar.unit}, "penerima"),
        ({"induk_anak": org.bidang}, "induk_anak"),
    ):
        with pytest.raises(Refused) as refusal:
            services.close_unit(**closing(org, **changes))
        assert refusal.value.field == field
    assert fresh(org.bidang).aktif
    assert fresh(org.bidang).anak.count() == 1
    assert fresh(org.bidang).kepala == org.penilai


def test_closing_twice_changes_nothing(org):
    services.close_unit(**closing(org))
    again = services.close_unit(**closing(org))
    assert (again.orang, again.unit_pindah) == (0, 0)
    assert len([row for row in history_of(org.bidang) if row.aksi == "Ditutup"]) == 1


def test_a_unit_that_changed_meanwhile_is_not_closed_unseen(org):
    versi = services.version_of(org.bidang)
    change_head(org, org.jf)
    with pytest.raises(Conflict):
        services.close_unit(**closing(org, versi=versi))


def test_a_planned_mutasi_into_the_unit_is_named(org):
    Mutasi.objects.create(
        pegawai=org.stranger,
        tmt=date(2026, 4, 1),
        unit_tujuan=org.bidang,
        jabatan_tujuan=org.staf.jabatan,
        dicatat_oleh=org.admin,
    )
    with pytest.raises(Refused, match="1 mutasi yang direncanakan"):
        services.close_unit(**closing(org))


def test_a_closed_unit_is_reopened_empty_and_not_arranged_before(client, page, org):
    services.close_unit(**closing(org))
    assert "sudah ditutup" in client.get(url("unor_kepala", org.bidang), follow=True).content.decode()
    assert "Buka kembali" in page("unor_detail", org.bidang)
    client.post(url("unor_buka", org.bidang))
    assert fresh(org.bidang).aktif
    assert fresh(org.bidang).pegawai.count() == 0
    assert history_of(org.bidang)[0].aksi == "Dibuka kembali"


def test_a_unit_under_a_closed_one_stays_closed(client, org):
    seksi = make_unit(org.instansi, "Seksi", induk=org.bidang)
    UnitKerja.objects.filter(pk__in=[seksi.pk, org.bidang.pk]).update(aktif=False)
    assert "Buka dahulu yang di atas" in client.post(url("unor_buka", seksi), follow=True).content.decode()
    assert not fresh(seksi).aktif


@pytest.mark.django_db(transaction=True)
def test_nobody_is_left_in_a_unit_that_is_closed_while_he_is_put_there(org):
    from organisasi.services.orang import correct_person

    close = closing(org)
    at_once(
        lambda: services.close_unit(**close),
        lambda: correct_person(pegawai=org.stranger, by=org.super_admin, unit=org.bidang, jabatan=org.stranger.jabatan),
    )
    unit = fresh(org.bidang)
    assert unit.aktif or not unit.pegawai.filter(is_active=True).exists()


# --- Deleting


def test_only_a_unit_that_was_never_used_is_deleted(client, org):
    baru = make_unit(org.instansi, "Salah Ketik", induk=org.dinas)
    assert "Salah Ketik dihapus" in client.post(url("unor_hapus", baru), follow=True).content.decode()
    assert not UnitKerja.objects.filter(pk=baru.pk).exists()
    response = client.post(url("unor_hapus", org.bidang), follow=True)
    assert "tidak dapat dihapus: 4 pegawai pernah tercatat padanya" in response.content.decode()
    services.close_unit(**closing(org))
    with pytest.raises(Refused, match="4 pegawai pernah tercatat"):
        services.delete_unit(unit=org.bidang, by=org.admin)


def test_what_only_documents_still_name_is_counted(org):
    baru = make_unit(org.instansi, "Unit Lama", induk=org.dinas)
    make_skp(org.staf, penilai=org.penilai, unit=baru)
    with pytest.raises(Refused, match="1 SKP menunjuk kepadanya"):
        services.delete_unit(unit=baru, by=org.admin)


# --- History, and the page of a unit


def test_the_history_says_who_changed_what_from_what_to_what(client, org):
    form = {"nama": "Bidang Statistik", "kode": "bidang-data", "versi": services.version_of(org.bidang)}
    client.post(url("unor_ubah", org.bidang), form)
    client.post(url("unor_pindah", org.bidang), {"induk": org.setda.pk, "dari": org.dinas.pk})
    moved, renamed, *_, made = history_of(org.bidang)
    assert (moved.aksi, moved.catatan) == ("Dipindahkan", "Unit induk: Dinas Kominfo menjadi Sekretariat Daerah")
    assert (renamed.oleh, renamed.catatan) == ("Admin", "Nama: Bidang Data menjadi Bidang Statistik")
    assert made.aksi == "Dibuat"


PAGE_QUERIES = {"unor_detail": 13, "unor_tercatat": 12, "unor_tutup": 15, "unor_kepala": 10, "unor_pindah": 9}


@pytest.mark.parametrize("rows", [1, 30])
def test_queries_of_the_page_of_a_unit(client, org, rows):
    for number in range(rows):
        person = make_pegawai(f"Orang {number}", unit=org.bidang, jabatan=org.staf.jabatan)
        make_skp(person, penilai=org.kepala)
        make_unit(org.instansi, f"Seksi {number}", induk=org.bidang)
        UnitKerja.objects.filter(pk=org.bidang.pk).update(nama=f"Bidang {number}", induk=org.setda)
        UnitKerja.objects.filter(pk=org.bidang.pk).update(induk=org.dinas)
    for name, expected in PAGE_QUERIES.items():
        with CaptureQueriesContext(connection) as captured:
            client.get(url(name, org.bidang))
        assert (name, len(captured)) == (name, expected)
