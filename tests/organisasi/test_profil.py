from datetime import date

import pytest
from django.urls import reverse

from organisasi.models import PenugasanKepala


def page(client) -> str:
    return client.get(reverse("profil")).content.decode()


def test_shows_ones_own_card_and_the_derived_penilai(as_user, staf, penilai):
    text = page(as_user(staf))
    for shown in (staf.nip_tampil, "Penata Muda (III/a)", "Pengelola Data", staf.email, penilai.nip_tampil):
        assert shown in text
    assert "Sekretariat Daerah › Dinas Kominfo › Bidang Data" in " ".join(text.split())


def test_shows_a_running_and_a_coming_plt_but_not_a_past_one(as_user, staf, org):
    for mulai, selesai, nomor in (
        (date(2026, 1, 1), date(2026, 3, 9), "800/LALU"),
        (date(2026, 3, 10), date(2026, 3, 20), "800/KINI"),
        (date(2026, 4, 1), date(2026, 4, 20), "800/NANTI"),
    ):
        PenugasanKepala.objects.create(
            unit=org.dinas_lain, pegawai=staf, jenis="PLT", mulai=mulai, selesai=selesai, nomor_surat=nomor
        )
    text = page(as_user(staf))
    assert ("800/LALU" in text, "800/KINI" in text, "800/NANTI" in text) == (False, True, True)


@pytest.mark.parametrize("who", ["sekda", "super_admin", "admin", "orang_luar"])
def test_opens_for_everybody_also_without_unit_or_penilai(as_user, org, who):
    assert getattr(org, who).nip_tampil in page(as_user(getattr(org, who)))


def test_nothing_can_be_changed_here(as_user, staf):
    assert as_user(staf).post(reverse("profil"), {"nama": "Lain"}).status_code == 405
