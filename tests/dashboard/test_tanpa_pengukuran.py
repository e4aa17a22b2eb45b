"""An instansi that measures nothing monthly: SKP without meeting a month; what it measured before stays readable."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from ekinerja.errors import Refused
from organisasi.models import Instansi
from skp import services
from skp.models import SkpBulanan
from skp.workflow import Status
from tests.factories import make_bulanan, make_kegiatan, make_rhk, make_skp, make_target, wib

ALASAN = "tidak memakai pengukuran bulanan. Admin instansi dapat mengaktifkannya"
MONTHLY = ("SKP Bulanan", "Kegiatan Harian", "kegiatan harian", "Tugas Tambahan", "Capaian tahun")


@pytest.fixture
def instansi(org):
    Instansi.objects.filter(pk=org.instansi.pk).update(pengukuran_bulanan=False)
    for person in vars(org).values():
        if getattr(person, "instansi", None) == org.instansi:
            person.instansi.refresh_from_db()
    return org.instansi


@pytest.fixture
def measured_before(org):
    """An approved SKP with a month and an activity, from before the switch."""
    month = make_bulanan(make_skp(org.staf, penilai=org.penilai), 3)
    target = make_target(month, make_rhk(month.skp))
    make_kegiatan(org.staf, target=target)
    return month


@pytest.mark.parametrize(
    "route", ["skp:bulanan_tambah", "kegiatan:tambah", "kegiatan:tugas_tambahan_tambah", "kegiatan:kreativitas_tambah"]
)
def test_a_form_of_the_part_that_is_not_used_says_who_can_switch_it_on(as_user, staf, instansi, route):
    response = as_user(staf).get(reverse(route), follow=True)
    assert response.redirect_chain
    assert ALASAN in response.content.decode()


def test_a_month_is_not_made(org, instansi):
    make_skp(org.staf, penilai=org.penilai)
    with pytest.raises(Refused, match=ALASAN):
        services.create_bulanan(by=org.staf, tahun=2026, bulan=4, token=uuid4(), at=wib(2026, 3, 10))
    assert not SkpBulanan.objects.exists()


def test_a_form_that_was_open_comes_back_with_what_was_typed(as_user, org, instansi):
    make_skp(org.staf, penilai=org.penilai)
    form = {"token": uuid4(), "tahun": 2026, "bulan": 4}
    response = as_user(org.staf).post(reverse("skp:bulanan_tambah"), form)
    assert response.status_code == 409
    assert ALASAN in response.content.decode()


def test_an_activity_is_not_recorded(as_user, staf, instansi):
    form = {
        "token": uuid4(),
        "tanggal": "2026-03-10",
        "mulai": "08:00",
        "selesai": "09:00",
        "uraian": "Mencetak laporan",
        "kuantitas": "1",
        "status_proses": "False",
        "jenis": "PRODUKTIVITAS",
        "tautan": "",
    }
    response = as_user(staf).post(reverse("kegiatan:tambah"), form)
    assert ALASAN in response.content.decode()
    assert "Mencetak laporan" in response.content.decode()
    assert not staf.kegiatan_harian.exists()


def test_what_was_measured_before_stays_readable(as_user, org, instansi, measured_before):
    client = as_user(org.staf)
    for url in (
        measured_before.get_absolute_url(),
        reverse("skp:bulanan_list"),
        reverse("kegiatan:list"),
        reverse("kegiatan:cetak", args=[2026, 3]),
        reverse("penilaian:cetak_bulan", args=[measured_before.pk]),
    ):
        assert client.get(url).status_code == 200, url
    papers = [paper.judul for paper in client.get(reverse("dashboard:cetak")).context["daftar"]]
    assert "Laporan Kegiatan Harian" in papers


def test_the_list_of_papers_has_none_of_months_that_never_were(as_user, org, instansi):
    make_rhk(make_skp(org.staf, penilai=org.penilai))
    page = as_user(org.staf).get(reverse("dashboard:cetak"))
    assert [paper.judul for paper in page.context["daftar"]] == ["Sasaran Kinerja Pegawai (SKP)", "Lampiran SKP"]
    for word in (*MONTHLY, "Penilaian Prestasi Kerja", 'name="bulan"'):
        assert word not in page.content.decode()


def test_an_skp_goes_its_way_without_meeting_a_month(as_user, org, instansi):
    """Made, filled, submitted, approved: no page on the way speaks of the measured month."""
    skp = make_skp(org.staf, penilai=org.penilai, status=Status.DIKEMBALIKAN, alasan="Lengkapi")
    make_rhk(skp)
    owner, assessor = as_user(org.staf), as_user(org.penilai)
    pages = [owner.get(reverse(name)) for name in ("beranda", "skp:tahunan_list", "skp:tahunan_tambah")]
    pages.append(owner.get(skp.get_absolute_url()))
    owner.post(reverse("skp:tahunan_aksi", args=[skp.pk, "ajukan"]))
    pages += [assessor.get(reverse(name)) for name in ("beranda", "skp:persetujuan", "skp:belum_mengajukan")]
    pages.append(assessor.get(skp.get_absolute_url()))
    assessor.post(reverse("skp:tahunan_aksi", args=[skp.pk, "setujui"]))
    skp.refresh_from_db()
    assert skp.status == Status.DISETUJUI
    pages.append(owner.get(skp.get_absolute_url()))
    for page in pages:
        assert page.status_code == 200
        met = [word for word in MONTHLY if word in page.content.decode()]
        assert met == [], page.request["PATH_INFO"]


def test_an_instansi_uses_at_least_one_part(org):
    with pytest.raises(IntegrityError), transaction.atomic():
        Instansi.objects.filter(pk=org.instansi.pk).update(pengukuran_bulanan=False, evaluasi_periodik=False)


def test_the_admin_instansi_switches_the_parts_and_is_told_that_one_is_needed(as_user, org):
    client = as_user(org.admin)
    url = reverse("admin:organisasi_instansi_change", args=[org.instansi.pk])
    form = {"nama": org.instansi.nama, "zona_waktu": "Asia/Jakarta", "kota": "Kota Uji", "alamat": ""}
    assert "Pilih sedikitnya satu" in client.post(url, form).content.decode()
    assert client.post(url, {**form, "evaluasi_periodik": "on"}).status_code == 302
    org.instansi.refresh_from_db()
    assert (org.instansi.pengukuran_bulanan, org.instansi.evaluasi_periodik) == (False, True)
