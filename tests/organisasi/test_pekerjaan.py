"""Long work: asked for once, done in the name of who asked, told, kept private, and tidied away."""

from collections.abc import Callable, Iterator

import pytest
from django.utils import timezone

from ekinerja import antrean
from ekinerja.antrean import Hasil, Kemajuan, work
from organisasi.models import Pegawai, Pekerjaan, StatusPekerjaan
from organisasi.services import pekerjaan as services

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def tugas(monkeypatch) -> Iterator[None]:
    """Tasks that a test registers are its own."""
    monkeypatch.setattr(antrean, "TUGAS", antrean.TUGAS)
    before = dict(antrean.TUGAS)
    yield
    antrean.TUGAS.clear()
    antrean.TUGAS.update(before)


def begin(by: Pegawai, **parameter: object) -> Pekerjaan:
    return services.start(
        tugas="uji", judul="Ekspor pegawai", by=by, at=timezone.now(), instansi=by.instansi, parameter=parameter
    )


def test_work_is_done_and_leaves_its_file(staf, run_work) -> None:
    @work("uji")
    def export(pekerjaan: Pekerjaan, kemajuan: Kemajuan) -> Hasil:
        kemajuan(3, dari=3)
        return Hasil(nama="pegawai.csv", tipe="text/csv", isi=b"nip;nama")

    pekerjaan = begin(staf, kolom=["nip"])
    assert begin(staf, kolom=["nip"]) == pekerjaan
    assert run_work() == 1
    pekerjaan.refresh_from_db()
    assert (pekerjaan.status, pekerjaan.kemajuan, pekerjaan.jumlah) == (StatusPekerjaan.SELESAI, 3, 3)
    with pekerjaan.hasil.open() as content:
        assert content.read() == b"nip;nama"
