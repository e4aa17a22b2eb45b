"""Nonsense in the address, in fields and in keys: refused or passed over, never an error of the server."""

import pytest
from django.urls import reverse

from organisasi.models import Mutasi, Pengecualian
from tests.factories import make_unit

NONSENSE = ["-1", "99999999999999999999", "a\x00b", "\ud800\u202e<script>%" + "x" * 5000]

PARAMETERS = (
    "instansi", "instansi_cari", "unit", "unit_cari", "cari", "cabang", "mulai", "nonaktif", "jenis", "status", "aktif",
    "kurang", "peran", "urut", "entri", "setelah", "sebelum", "page", "halaman", "id", "semua", "saring", "bidang",
    "nilai", "alasan", "cara", "induk", "pegawai", "nama", "berlaku", "tmt", "jabatan", "kepala", "next", "q",
    "induk_cari", "nilai_cari", "kepala_cari", "pegawai_cari",
)  # fmt: skip


@pytest.fixture
def places(org):
    closed = make_unit(org.instansi, "Tutup")
    type(closed).objects.filter(pk=closed.pk).update(aktif=False)
    mutasi = Mutasi.objects.create(
        pegawai=org.staf, tmt="2026-04-01", unit_tujuan=org.dinas_lain, jabatan_tujuan=org.staf.jabatan,
        dicatat_oleh=org.admin,
    )  # fmt: skip
    row = Pengecualian.objects.create(
        pegawai=org.rekan, alasan="CUTI", mulai="2026-01-01", dicatat_oleh=org.admin, keterangan="SK"
    )
    get = {
        "unor": (), "unor_tambah": (), "unor_detail": (org.bidang.pk,), "unor_cabang": (org.setda.pk,),
        "unor_ubah": (org.bidang.pk,), "unor_pindah": (org.bidang.pk,), "unor_kepala": (org.bidang.pk,),
        "unor_tutup": (org.bidang.pk,), "penugasan_tambah": (org.bidang.pk,), "unor_cari": (), "jabatan_cari": (),
        "pegawai_cari": (), "pegawai_list": (), "pegawai_tambah": (), "pegawai_detail": (org.staf.pk,),
        "pegawai_ubah": (org.staf.pk,), "pegawai_status": (org.staf.pk,), "pegawai_massal": (), "mutasi_list": (),
        "mutasi_tambah": (org.rekan.pk,), "pengecualian_list": (), "pengecualian_tambah": (),
        "pengecualian_ubah": (row.pk,), "pekerjaan_list": (),
    }  # fmt: skip
    post = {
        "unor_buka": (closed.pk,), "mutasi_batal": (mutasi.pk,), "mutasi_jalankan": (mutasi.pk,),
        "pengecualian_akhiri": (row.pk,), "pegawai_massal": (),
    }  # fmt: skip
    forms = {
        name: args
        for name, args in get.items()
        if name.endswith(("tambah", "ubah", "pindah", "kepala", "tutup", "status"))
    }
    return get, post | forms


@pytest.mark.parametrize("nonsense", NONSENSE, ids=ascii)
def test_nonsense_in_an_address_is_no_error(org, places, as_user, nonsense):
    client = as_user(org.super_admin)
    sent = nonsense.encode("utf-8", "surrogatepass")
    for name, args in places[0].items():
        answer = client.get(reverse(name, args=args), {key: [sent, sent] for key in PARAMETERS})
        assert answer.status_code in {200, 302, 400, 404, 409}, name


FIELDS = (
    "versi", "token", "sampai", "sidik", "nama", "kode", "mandiri", "kepala", "induk", "dari", "alasan", "penerima",
    "induk_anak", "tindakan", "nip", "status", "unit", "jabatan", "golongan", "tmt", "tmt_jabatan", "mulai", "selesai",
    "nomor_surat", "pegawai", "banyak", "keterangan", "menjadi_kepala", "akhiri_skp", "dilihat", "jenis", "next",
    "bidang", "nilai", "cara", "id", "semua", "saring", "peran_anggaran", "admin_instansi", "email",
)  # fmt: skip


@pytest.mark.parametrize("nonsense", NONSENSE, ids=ascii)
def test_nonsense_in_fields_is_no_error_and_changes_nothing(org, places, as_user, nonsense):
    client = as_user(org.super_admin)
    for name, args in places[1].items():
        sent = dict.fromkeys(FIELDS, nonsense.encode("utf-8", "surrogatepass"))
        answer = client.post(reverse(name, args=args), sent)
        assert answer.status_code in {200, 302, 400, 404, 409}, name
    staf = type(org.staf).objects.get(pk=org.staf.pk)
    assert (staf.unit, staf.nama) == (org.bidang, "Staf")


def test_keys_too_great_for_the_database_are_not_found(org, as_user):
    client = as_user(org.super_admin)
    for path in ("unor", "pegawai", "mutasi", "pengecualian", "pekerjaan", "penugasan"):
        for number in ("99999999999999999999999", "9223372036854775808", "0"):
            for rest in ("", "ubah/", "batal/", "urungkan/1/99999999999999999999/"):
                assert client.get(f"/{path}/{number}/{rest}").status_code in {404, 405}
                assert client.post(f"/{path}/{number}/{rest}").status_code in {404, 405}
