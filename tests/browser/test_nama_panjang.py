"""Names without a place to break, of people and of units: nothing sticks out on a telephone."""

import pytest
from playwright.sync_api import Page

from organisasi.models import Pegawai, UnitKerja
from tests.factories import make_cast, make_unit


@pytest.mark.django_db(transaction=True)
def test_a_name_of_one_long_word_is_broken(live_server, page: Page, sign_in):
    org = make_cast()
    unit = make_unit(org.instansi, "Seksi", induk=org.setda)
    UnitKerja.objects.filter(pk=unit.pk).update(nama="SubKoordinator" * 14, kode="K" * 40, kepala=org.staf)
    Pegawai.objects.filter(pk=org.staf.pk).update(unit=unit, nama="N" * 100)
    page.set_viewport_size({"width": 390, "height": 844})
    sign_in(org.admin)
    of_unit, of_person = f"/unor/{unit.pk}/", f"/pegawai/{org.staf.pk}/"
    paths = ["/unor/", "/pegawai/", of_unit, of_person, f"{of_unit}pindah/", f"{of_unit}tutup/", f"{of_unit}kepala/"]
    wide = {}
    for path in [*paths, f"{of_person}mutasi/", f"{of_person}status/", f"{of_person}ubah/"]:
        page.goto(live_server.url + path)
        wide[path] = page.evaluate("document.documentElement.scrollWidth")
    assert {path: width for path, width in wide.items() if width > 390} == {}
