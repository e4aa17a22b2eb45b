"""Crafted requests against the management of units and people: foreign keys, lost roles, stale addresses."""

from datetime import date

import pytest
from django.urls import reverse

from organisasi.models import Mutasi, Pegawai, Pekerjaan, Pengecualian, PerubahanMassal, UnitKerja
from organisasi.mutasi import Rencana, consequences
from organisasi.querysets.kepegawaian import with_versi
from organisasi.services import massal
from organisasi.services.unor import create_unit, version_of
from tests.factories import make_kegiatan, make_pegawai, make_skp


def url(name, *args):
    return reverse(name, args=args)


def seen(pegawai):
    return with_versi(Pegawai.objects.for_header()).get(pk=pegawai.pk)


def values_of(form):
    return {name: form[name].value() for name in form.fields if form[name].value() not in (None, "")}


def test_a_unit_or_person_of_another_instansi_is_not_taken_from_a_field(org, as_user):
    client = as_user(org.admin)
    luar, orang = org.orang_luar.unit, org.orang_luar
    bidang = {"versi": version_of(org.bidang)}
    attempts = {
        url("pegawai_ubah", org.staf.pk): {"unit": luar.pk, "jabatan": orang.jabatan_id, "instansi": luar.instansi_id},
        url("pegawai_tambah"): {"unit": luar.pk, "nip": "199102022016021002", "nama": "Baru", "status": "PNS"},
        url("pegawai_status", org.penilai.pk): {
            "versi": seen(org.penilai).versi, "alasan": "x", "tindakan": "GANTI", "kepala": orang.pk,
        },
        url("mutasi_tambah", org.staf.pk) + f"?instansi={luar.instansi_id}": {
            "tmt": "2026-03-10", "unit": luar.pk, "jabatan": orang.jabatan_id, "akhiri_skp": "1",
        },
        url("unor_kepala", org.bidang.pk): {**bidang, "kepala": orang.pk},
        url("unor_pindah", org.bidang.pk): {"induk": luar.pk, "dari": org.dinas.pk},
        url("unor_tutup", org.bidang.pk): {**bidang, "alasan": "x", "penerima": luar.pk},
        url("penugasan_tambah", org.bidang.pk): {
            "jenis": "PLT", "pegawai": orang.pk, "mulai": "2026-03-10", "selesai": "2026-03-31", "nomor_surat": "1",
        },
        url("pengecualian_tambah"): {
            "pegawai": orang.pk, "banyak": orang.nip, "alasan": "CUTI", "mulai": "2026-03-10", "keterangan": "x",
        },
        url("pegawai_massal"): {
            "id": [org.staf.pk, orang.pk], "bidang": "unit", "nilai": luar.pk, "alasan": "x", "cara": "YANG_DAPAT",
        },
    }  # fmt: skip
    for address, sent in attempts.items():
        answer = client.post(address, sent)
        assert answer.status_code == 200, address
        assert "Orang Luar" not in answer.content.decode(), address
        assert "Dinas Luar" not in answer.content.decode(), address
    assert not Mutasi.objects.exists()
    assert not Pengecualian.objects.exists()
    assert not PerubahanMassal.objects.exists()
    assert Pegawai.objects.filter(unit=luar).count() == 2
    undo = url("unor_urungkan", org.bidang.pk, org.dinas.pk, luar.pk)
    assert client.post(undo).status_code == 404


def test_nothing_of_another_instansi_is_told_by_a_typed_search_a_filter_or_the_page_after_a_key(org, as_user):
    client = as_user(org.admin)
    there = {"instansi": org.instansi_lain.pk}
    for name, word in (("unor_cari", "luar"), ("pegawai_cari", "luar"), ("jabatan_cari", "pengelola")):
        found = client.get(url(name), {**there, f"{name.removesuffix('_cari')}_cari": word, "q": word}).content.decode()
        assert "Luar" not in found
    assert client.get(url("instansi_cari"), {"instansi_cari": "lain"}).status_code == 403
    for name in ("pegawai_list", "unor", "pegawai_tambah", "unor_tambah", "pengecualian_tambah", "pegawai_massal"):
        assert client.get(url(name), there).status_code == 404
    assert client.get(url("pegawai_list"), {"unit": org.orang_luar.unit_id}).status_code == 404
    # A key of theirs is as one that has gone: the first page.
    first = client.get(url("pegawai_list")).context["halaman"].rows
    assert client.get(url("pegawai_list"), {"setelah": org.orang_luar.pk}).context["halaman"].rows == first
    assert client.get(url("pegawai_list"), {"sebelum": org.orang_luar.pk}).context["halaman"].rows == first
    page = client.get(
        url("pegawai_massal"),
        {"semua": "1", "saring": f"instansi={org.instansi_lain.pk}&aktif=semua", "bidang": "unit"},
    )
    own = Pegawai.objects.filter(instansi=org.instansi, is_superuser=False).count()
    assert page.context["jumlah"] == own


@pytest.mark.parametrize("lost", [{"admin_instansi": False}, {"is_active": False}], ids=str)
def test_a_role_lost_between_looking_and_doing(org, as_user, run_work, monkeypatch, lost):
    monkeypatch.setattr(massal, "AT_ONCE", 1)
    client = as_user(org.admin)
    filled = {
        "id": [org.staf.pk, org.rekan.pk], "bidang": "unit", "nilai": org.dinas_lain.pk, "alasan": "x",
        "cara": "YANG_DAPAT",
    }  # fmt: skip
    page = client.get(url("pegawai_massal"), filled)
    sent = {**filled, **values_of(page.context["terapkan"])}
    assert client.post(url("pegawai_massal"), sent).status_code == 302
    Pegawai.objects.filter(pk=org.admin.pk).update(**lost)
    # What was asked for is not done any more,
    run_work()
    assert Pekerjaan.objects.get().status == "GAGAL"
    assert Pegawai.objects.filter(unit=org.dinas_lain).count() == 2
    # and neither is what a page that is still open sends.
    for address, data in (
        (url("pegawai_massal"), sent),
        (url("pegawai_status", org.staf.pk), {"alasan": "x", "versi": seen(org.staf).versi}),
        (url("pegawai_hapus", org.stranger.pk), {}),
        (url("unor_hapus", org.bidang.pk), {}),
        (url("unor_pindah", org.bidang.pk), {"induk": org.setda.pk, "dari": org.dinas.pk}),
    ):
        answer = client.post(address, data)
        assert answer.status_code in {403, 404} or answer.url.startswith("/masuk/"), address
    assert Pegawai.objects.get(pk=org.staf.pk).is_active
    assert not PerubahanMassal.objects.exists()


def test_an_address_to_go_back_to_stays_within_the_application(org, as_user):
    client = as_user(org.admin)
    Pegawai.objects.filter(pk=org.staf.pk).update(is_active=False)
    for away in ("https://jahat.example/", "//jahat.example", "/\\jahat.example", "javascript:alert(1)"):
        for address in (url("pegawai_sandi", org.admin.pk), url("unor_buka", org.bidang.pk)):
            answer = client.post(address, {"next": away}, headers={"referer": away})
            assert "jahat" not in answer.get("Location", "")


def test_codes_that_differ_in_capitals_or_spaces_alone_are_one(org, as_user):
    client = as_user(org.admin)
    make = {"nama": "Seksi Baru", "induk": ""}
    UnitKerja.objects.filter(pk=org.bidang.pk).update(kode="1.A")
    for kode in ("1.a", " 1.A ", "1.A\u200b"):
        answer = client.post(url("unor_tambah"), {**make, "kode": kode})
        assert answer.status_code in {200, 409}, kode
        assert "sudah" in answer.content.decode()
    assert not UnitKerja.objects.filter(nama="Seksi Baru").exists()
    again = {"nama": "Bidang Data", "kode": "1.a", "versi": version_of(org.bidang)}
    assert client.post(url("unor_ubah", org.bidang.pk), again).status_code == 302


def test_a_name_is_shown_as_text_whatever_is_in_it(org, as_user):
    client = as_user(org.admin)
    name = "<img src=x onerror=alert(1)>" + "Panjang" * 24
    unit = create_unit(
        instansi=org.instansi, by=org.admin, values={"nama": name, "kode": "<b>", "mandiri": False, "induk": org.setda}
    )
    for address in (url("unor"), url("unor_detail", unit.pk), url("unor_cari") + "?unit_cari=onerror"):
        page = client.get(address).content.decode()
        assert "<img src=x" not in page
        assert "&lt;img src=x" in page
    bidi = {"nama": "Bidang \u202egnal\u202c", "kode": "9.9", "induk": org.setda.pk}
    client.post(url("unor_tambah"), bidi)
    assert not UnitKerja.objects.filter(nama__contains="\u202e").exists()


def test_activities_recorded_after_a_day_in_the_past_are_named_before_a_move(org):
    make_skp(org.staf, penilai=org.penilai)
    make_kegiatan(org.staf, penilai=org.penilai, tanggal=date(2026, 3, 9))
    pegawai = Pegawai.objects.for_header().get(pk=org.staf.pk)

    def said(tmt):
        rencana = Rencana(pegawai, tmt, org.dinas_lain, pegawai.jabatan)
        return " ".join(consequences(rencana, today=date(2026, 3, 10)).kalimat)

    assert "1 kegiatan harian sejak 1 Maret 2026" in said(date(2026, 3, 1))
    assert "kegiatan harian" not in said(date(2026, 3, 10))
    assert "kegiatan harian" not in said(date(2026, 4, 1))


def test_the_list_of_people_stays_light_at_fifty_rows(org, as_user):
    for number in range(60):
        make_pegawai(f"Pegawai dengan Nama Agak Panjang {number:02}", unit=org.bidang, jabatan=org.jf.jabatan)
    page = as_user(org.admin).get(url("pegawai_list"), {"entri": 50})
    assert len(page.content) <= 54 * 1024
