from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories import make_bulanan, make_rhk, make_skp, make_target
from tests.kegiatan.samples import pdf


@pytest.fixture
def skp(staf, penilai):
    return make_skp(staf, penilai=penilai)


@pytest.fixture
def target(skp):
    return make_target(make_bulanan(skp, 3), make_rhk(skp))


@pytest.fixture
def isian(target):
    """A complete form for an activity of yesterday; `isian(uraian="...")` changes fields."""

    def fill(**changes):
        return {
            "token": str(uuid4()),
            "tanggal": "2026-03-09",
            "mulai": "08:00",
            "selesai": "10:00",
            "uraian": "Mencetak laporan keuangan",
            "kuantitas": "1",
            "status_proses": "False",
            "jenis": "SKP",
            "target": str(target.pk),
            "tautan": "",
            **changes,
        }

    return fill


@pytest.fixture
def upload():
    def make(nama="sk.pdf", isi=None):
        return SimpleUploadedFile(nama, pdf() if isi is None else isi)

    return make


@pytest.fixture
def isian_tugas(upload):
    def fill(**changes):
        return {
            "token": str(uuid4()),
            "tahun": "2026",
            "uraian": "Anggota tim SPBE",
            "nomor_sk": "800/12/2026",
            "tanggal_sk": "2026-01-05",
            "eselon_penandatangan": "II",
            "nama_penandatangan": "Kepala Dinas Kominfo",
            "berkas": upload(),
            **changes,
        }

    return fill


@pytest.fixture
def stored_files(settings):
    """The names of the files on disk now."""

    def names():
        return {path.name for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()}

    return names
