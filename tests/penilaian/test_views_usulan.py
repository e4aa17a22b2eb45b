"""Konfirmasi Tugas Tambahan."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kegiatan.models import Kreativitas, TugasTambahan

URL = "/penilaian/tugas-tambahan/"


def make_tugas(pegawai, penilai, nomor="1", **fields) -> TugasTambahan:
    return TugasTambahan.objects.create(
        **{"pegawai": pegawai, "penilai": penilai, "tahun": 2026, "uraian": "Panitia lelang", "nomor_sk": nomor,
           "tanggal_sk": date(2026, 2, 1), "eselon_penandatangan": "II", "nama_penandatangan": "Sekda", **fields}
    )  # fmt: skip


@pytest.fixture
def tugas(staf, penilai) -> TugasTambahan:
    return make_tugas(staf, penilai)


def _act(browser, row, aksi, **data):
    jenis = "kreativitas" if isinstance(row, Kreativitas) else "tugas-tambahan"
    return browser.post(f"{URL}{jenis}/{row.pk}/{aksi}/", {"versi": row.versi, **data})


def _status(row) -> str:
    row.refresh_from_db()
    return row.status


def test_the_list_holds_what_those_he_assesses_claim(as_user, org, tugas):
    make_tugas(org.penilai, org.kepala)
    response = as_user(org.penilai).get(URL)
    assert list(response.context["page_obj"]) == [tugas]
    assert "1–3 tugas mendapat 1" in response.content.decode()


def test_confirm_refuse_and_undo(as_user, penilai, tugas):
    browser = as_user(penilai)
    _act(browser, tugas, "konfirmasi")
    assert _status(tugas) == "DIKONFIRMASI"
    _act(browser, tugas, "batal")
    assert _status(tugas) == "DIAJUKAN"
    _act(browser, tugas, "tolak")
    assert _status(tugas) == "DIAJUKAN"
    _act(browser, tugas, "tolak", alasan="SK ditandatangani eselon III")
    assert (_status(tugas), tugas.alasan) == ("DITOLAK", "SK ditandatangani eselon III")


def test_kreativitas_is_confirmed_on_its_own_list(as_user, staf, penilai):
    row = Kreativitas.objects.create(
        pegawai=staf, penilai=penilai, tahun=2026, uraian="Aplikasi antrean", tingkat="instansi",
        nomor_surat="9", tanggal_surat=date(2026, 2, 2),
    )  # fmt: skip
    browser = as_user(penilai)
    assert "Aplikasi antrean" in browser.get("/penilaian/kreativitas/").content.decode()
    _act(browser, row, "konfirmasi")
    assert _status(row) == "DIKONFIRMASI"


@pytest.mark.parametrize(
    ("actor", "status"),
    [("staf", 403), ("kepala", 403), ("admin", 403), ("rekan", 404), ("stranger", 404), ("orang_luar", 404)],
)
def test_nobody_else_decides(org, as_user, tugas, actor, status):
    assert _act(as_user(getattr(org, actor)), tugas, "konfirmasi").status_code == status
    assert _status(tugas) == "DIAJUKAN"


def test_a_decision_on_an_older_version_is_not_taken(as_user, penilai, tugas):
    TugasTambahan.objects.filter(pk=tugas.pk).update(uraian="Diubah", versi=2)
    response = _act(as_user(penilai), tugas, "konfirmasi", next=URL)
    assert response.status_code == 302
    assert _status(tugas) == "DIAJUKAN"


@pytest.mark.parametrize("path", ["lain/1/konfirmasi/", "tugas-tambahan/1/lain/"])
def test_an_unknown_kind_or_action_is_not_found(as_user, penilai, path):
    assert as_user(penilai).post(f"{URL}{path}").status_code == 404


def test_the_list_costs_the_same_for_any_number_of_rows(as_user, staf, penilai, tugas):
    browser = as_user(penilai)

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            browser.get(URL, {"entri": "50"})
        return len(queries)

    few = count()
    for number in range(2, 31):
        make_tugas(staf, penilai, str(number))
    assert count() == few < 20
