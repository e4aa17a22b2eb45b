"""The cast, the same in every test, on a fixed day: Tuesday 10 March 2026, 09.00 WIB.

Pemerintah Kota Uji
  Sekretariat Daerah         sekda (JPT pratama)
    Dinas Kominfo            kepala (JPT pratama, PA)
      Bidang Data            penilai (administrator): staf, rekan (pelaksana), jf (Ahli Muda)
    Dinas Sosial             stranger (pelaksana), under kepala_lain
Pemerintah Kabupaten Lain    orang_luar, admin_luar
"""

from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest
import time_machine
from django.contrib.auth.hashers import make_password
from django.test import Client

from organisasi.models import JenisJabatan, Jenjang, Pegawai, PeranAnggaran
from tests.factories import head, make_instansi, make_jabatan, make_pegawai, make_unit, wib

PASSWORD = "rahasia-uji-2026"


@pytest.fixture(autouse=True)
def hari_ini() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(wib(2026, 3, 10), tick=True) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def fast_settings(settings, tmp_path) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.MEDIA_ROOT = tmp_path / "berkas"


@pytest.fixture
def org(db) -> SimpleNamespace:
    """The whole cast and their units in one namespace; the fixtures below name its members."""
    kota = make_instansi()
    lain = make_instansi("Pemerintah Kabupaten Lain")
    jpt = make_jabatan(kota, "Kepala Dinas", JenisJabatan.JPT_PRATAMA, eselon="II.b")
    sekda_jabatan = make_jabatan(kota, "Sekretaris Daerah", JenisJabatan.JPT_PRATAMA, eselon="II.a")
    administrator = make_jabatan(kota, "Kepala Bidang", JenisJabatan.ADMINISTRATOR, eselon="III.b")
    pelaksana = make_jabatan(kota, "Pengelola Data", JenisJabatan.PELAKSANA)
    ahli_muda = make_jabatan(kota, "Pranata Komputer Ahli Muda", JenisJabatan.FUNGSIONAL, jenjang=Jenjang.AHLI_MUDA)
    pelaksana_lain = make_jabatan(lain, "Pengelola Data", JenisJabatan.PELAKSANA)

    setda = make_unit(kota, "Sekretariat Daerah")
    dinas = make_unit(kota, "Dinas Kominfo", induk=setda)
    bidang = make_unit(kota, "Bidang Data", induk=dinas)
    dinas_lain = make_unit(kota, "Dinas Sosial", induk=setda)
    unit_luar = make_unit(lain, "Dinas Luar")

    def person(nama: str, unit, jabatan, **fields) -> Pegawai:
        pegawai = make_pegawai(nama, unit=unit, jabatan=jabatan, **fields)
        Pegawai.objects.filter(pk=pegawai.pk).update(password=make_password(PASSWORD))
        return Pegawai.objects.for_header().get(pk=pegawai.pk)

    cast = SimpleNamespace(
        instansi=kota, instansi_lain=lain, setda=setda, dinas=dinas, bidang=bidang, dinas_lain=dinas_lain,
        sekda=head(setda, person("Sekda", setda, sekda_jabatan, golongan="IV/d")),
        kepala=head(dinas, person("Kepala", dinas, jpt, golongan="IV/c", peran_anggaran=PeranAnggaran.PA)),
        penilai=head(bidang, person("Penilai", bidang, administrator, golongan="IV/a")),
        staf=person("Staf", bidang, pelaksana, nip="199005052015051005", email="staf@example.test"),
        rekan=person("Rekan", bidang, pelaksana),
        jf=person("Fungsional", bidang, ahli_muda, nip="198806062012062006", golongan="III/c"),
        kepala_lain=head(dinas_lain, person("Kepala Lain", dinas_lain, jpt, golongan="IV/b")),
        stranger=person("Orang Lain", dinas_lain, pelaksana),
        admin=person("Admin", setda, pelaksana, admin_instansi=True),
        super_admin=person("Super", None, None, instansi=kota, is_superuser=True),
        orang_luar=person("Orang Luar", unit_luar, pelaksana_lain),
        admin_luar=person("Admin Luar", unit_luar, pelaksana_lain, admin_instansi=True),
    )  # fmt: skip
    for unit in (setda, dinas, bidang, dinas_lain):
        unit.refresh_from_db()
    return cast


def _member(name: str) -> Callable[..., Pegawai]:
    @pytest.fixture(name=name)
    def member(org: SimpleNamespace) -> Pegawai:
        return getattr(org, name)

    return member


sekda = _member("sekda")
kepala = _member("kepala")
penilai = _member("penilai")
staf = _member("staf")
rekan = _member("rekan")
jf = _member("jf")
kepala_lain = _member("kepala_lain")
stranger = _member("stranger")
admin = _member("admin")
super_admin = _member("super_admin")
orang_luar = _member("orang_luar")
admin_luar = _member("admin_luar")


@pytest.fixture
def as_user() -> Callable[[Pegawai | None], Client]:
    """A browser of its own for each person: `as_user(staf).get(...)`; None is nobody signed in."""

    def client_for(pegawai: Pegawai | None) -> Client:
        client = Client()
        if pegawai is not None:
            client.force_login(pegawai, backend="organisasi.auth.NipBackend")
        return client

    return client_for
