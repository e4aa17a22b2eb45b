"""The front page says what is mine to do now, and until when."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dashboard.agenda import Item, assessor_agenda, own_agenda
from dashboard.angka import own_figures
from dashboard.milik import Milik
from kegiatan.models import Realisasi
from organisasi.deadlines import DeadlineCalendar
from organisasi.models import Dispensasi, Instansi, JenisPenugasan, Langkah, PenugasanKepala
from organisasi.pemberitahuan import notify
from skp.models import Adendum
from skp.workflow import Status
from tests.factories import make_bulanan, make_kegiatan, make_periode, make_rhk, make_skp, make_target, wib

NOW = wib(2026, 3, 10)


def titles(items) -> list[str]:
    return [item.judul for item in items]


def owed_by(user, at=NOW) -> list[Item]:
    return own_agenda(Milik(user), DeadlineCalendar(user), at=at)


def test_a_person_without_an_skp_is_told_to_make_one(staf):
    assert titles(owed_by(staf))[0] == "Buat SKP Tahunan 2026"


@pytest.mark.parametrize(
    ("status", "judul"),
    [
        (Status.DRAFT, ["Lengkapi dan ajukan SKP 2026"]),
        (Status.DIKEMBALIKAN, ["Perbaiki dan ajukan kembali SKP 2026"]),
        (Status.DIAJUKAN, []),
        (Status.DISETUJUI, []),
    ],
)
def test_an_skp_is_on_the_list_while_it_is_its_owners_turn(staf, penilai, status, judul):
    make_skp(staf, penilai=penilai, status=status)
    assert [title for title in titles(owed_by(staf)) if "ajukan" in title] == judul


def test_the_month_is_asked_for_once_an_skp_covers_it(staf, penilai):
    skp = make_skp(staf, penilai=penilai)
    assert "Buat SKP Bulanan Maret 2026" in titles(owed_by(staf))
    make_bulanan(skp, 3)
    assert "Buat SKP Bulanan Maret 2026" not in titles(owed_by(staf))


def test_december_asks_for_next_years_skp(staf, penilai, hari_ini):
    make_skp(staf, penilai=penilai)
    hari_ini.move_to(wib(2026, 12, 1))
    assert "Siapkan SKP Tahunan 2027" in titles(owed_by(staf, at=wib(2026, 12, 1)))


def test_open_working_days_without_an_activity_are_counted(staf):
    # Tuesday 10 March: of the days still open (5 to 10 March), Saturday and Sunday are nobody's working days.
    entry = next(item for item in owed_by(staf) if "Kegiatan Harian" in item.judul)
    assert entry.jumlah == 4
    assert entry.url.endswith("?tanggal=2026-03-05")
    for day in (5, 6, 9):
        make_kegiatan(staf, tanggal=date(2026, 3, day))
    entry = next(item for item in owed_by(staf) if "Kegiatan Harian" in item.judul)
    assert entry.judul == "Isi Kegiatan Harian hari ini"


def test_a_dispensasi_reopens_days_on_the_list(staf, admin):
    Dispensasi.objects.create(
        instansi=staf.instansi,
        langkah=Langkah.KEGIATAN_HARIAN,
        pegawai=staf,
        untuk_mulai=date(2026, 3, 2),
        untuk_selesai=date(2026, 3, 2),
        dibuka_sampai=date(2026, 3, 12),
        alasan="Sistem tidak dapat dibuka.",
        diberikan_oleh=admin,
    )
    entry = next(item for item in owed_by(staf) if "Kegiatan Harian" in item.judul)
    assert entry.url.endswith("?tanggal=2026-03-02")


def test_realisasi_is_asked_for_until_it_is_filled_in(staf, penilai):
    skp = make_skp(staf, penilai=penilai)
    target = make_target(make_bulanan(skp, 3), make_rhk(skp))
    assert "Isi realisasi waktu dan biaya Maret 2026" in titles(owed_by(staf))
    Realisasi.objects.create(target=target, waktu=Decimal(1), diisi_oleh=staf)
    assert "Isi realisasi waktu dan biaya Maret 2026" not in titles(owed_by(staf))


def test_the_penilai_sees_what_waits_for_him_and_others_do_not(staf, jf, penilai, kepala, stranger):
    skp = make_skp(staf, penilai=penilai)
    make_bulanan(skp, 2)
    make_bulanan(skp, 3, status=Status.DIAJUKAN)
    make_skp(jf, penilai=penilai, status=Status.DIAJUKAN)
    make_kegiatan(staf, penilai=penilai)
    assert titles(assessor_agenda(penilai, DeadlineCalendar(penilai))) == [
        "Periksa 1 SKP Tahunan yang diajukan",
        "Periksa 1 SKP Bulanan yang diajukan",
        "Nilai 1 kegiatan harian Maret 2026",
        "Selesaikan penilaian Februari 2026 untuk 1 bawahan",
    ]
    for other in (kepala, stranger, staf):
        assert assessor_agenda(other, DeadlineCalendar(other)) == []


def test_an_adendum_is_its_owners_until_it_is_submitted_and_then_the_penilais(staf, penilai):
    skp = make_skp(staf, penilai=penilai)
    adendum = Adendum.objects.create(skp=skp, nomor=1, alasan="Target berubah", status_sejak=NOW)
    assert "Lengkapi dan ajukan Adendum ke-1 SKP 2026" in titles(owed_by(staf))
    assert assessor_agenda(penilai, DeadlineCalendar(penilai)) == []
    Adendum.objects.filter(pk=adendum.pk).update(status=Status.DIAJUKAN)
    assert titles(assessor_agenda(penilai, DeadlineCalendar(penilai))) == ["Periksa 1 adendum SKP yang diajukan"]
    assert not any("Adendum" in title for title in titles(owed_by(staf)))


def test_who_stands_in_is_not_asked_to_approve_his_own(org, rekan, jf, penilai):
    PenugasanKepala.objects.create(
        unit=org.bidang, pegawai=rekan, jenis=JenisPenugasan.PLH, nomor_surat="1",
        mulai=date(2026, 3, 1), selesai=date(2026, 3, 31),
    )  # fmt: skip
    for owner in (rekan, jf):
        make_skp(owner, penilai=penilai, status=Status.DIAJUKAN)
    assert "Periksa 1 SKP Tahunan yang diajukan" in titles(assessor_agenda(rekan, DeadlineCalendar(rekan)))


def test_the_figures_are_this_months(staf, penilai):
    skp = make_skp(staf, penilai=penilai)
    target = make_target(make_bulanan(skp, 3), make_rhk(skp))
    make_kegiatan(staf, target=target)
    make_kegiatan(staf, tanggal=date(2026, 2, 27))
    figures = own_figures(Milik(staf))
    assert (figures.kegiatan, figures.dinilai, figures.jam) == (1, 0, Decimal("2.0"))
    # 100 for the quantity, nothing yet for quality and time: 100 / 3.
    assert figures.nilai_bulan == Decimal("33.33")


@pytest.mark.parametrize("role", ["staf", "penilai", "kepala", "admin", "super_admin", "orang_luar"])
def test_the_page_opens_for_everybody(role, org, as_user):
    response = as_user(getattr(org, role)).get(reverse("beranda"))
    assert response.status_code == 200
    assert "Yang perlu saya kerjakan" in response.content.decode()


@pytest.mark.parametrize("rows", [1, 30])
def test_the_query_count_does_not_grow(rows, org, as_user):
    skp = make_skp(org.staf, penilai=org.penilai)
    target = make_target(make_bulanan(skp, 3), make_rhk(skp))
    make_periode(org.instansi)
    for number in range(rows):
        make_rhk(skp, f"RHK {number}")
        make_kegiatan(org.staf, target=target, uraian=f"Kegiatan {number}")
        make_target(target.skp_bulanan, target.rhk, uraian=f"Target {number}")
        notify([org.staf, org.penilai], f"Pemberitahuan {number}", tautan="/profil/", at=NOW, by=org.admin)
    assert [count_queries(as_user(person)) for person in (org.staf, org.penilai)] == [22, 22]


def count_queries(client) -> int:
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("beranda"))
    return len(queries)


def test_the_five_newest_unread_notifications_are_on_the_front_page(as_user, staf, admin):
    for number in range(1, 8):
        notify([staf], f"Kabar nomor {number}", tautan="/profil/", at=wib(2026, 3, number), by=admin)
    staf.pemberitahuan.filter(teks="Kabar nomor 7").update(dibaca_pada=NOW)
    shown = as_user(staf).get(reverse("beranda")).content.decode()
    assert [number for number in range(1, 8) if f"Kabar nomor {number}" in shown] == [2, 3, 4, 5, 6]


@pytest.fixture
def tanpa_bulan(org):
    """The instansi measures nothing monthly."""
    Instansi.objects.filter(pk=org.instansi.pk).update(pengukuran_bulanan=False)
    for person in (org.staf, org.penilai):
        person.instansi.refresh_from_db()


def test_nothing_nags_for_months_where_none_are_measured(tanpa_bulan, org, as_user):
    month = make_bulanan(make_skp(org.staf, penilai=org.penilai), 2, status=Status.DIAJUKAN)
    make_kegiatan(org.staf, target=make_target(month, make_rhk(month.skp)))
    make_skp(org.rekan, penilai=org.penilai, status=Status.DIAJUKAN)
    assert titles(owed_by(org.staf)) == []
    assert titles(assessor_agenda(org.penilai, DeadlineCalendar(org.penilai))) == [
        "Periksa 1 SKP Tahunan yang diajukan"
    ]
    for person in (org.staf, org.penilai):
        shown = as_user(person).get(reverse("beranda")).content.decode()
        for word in ("Bulanan", "Kegiatan Harian", "Tugas Tambahan", "bulan ini", "Capaian tahun ini"):
            assert word not in shown
