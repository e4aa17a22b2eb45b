"""Penilaian Bawahan and Feedback Atasan: what the penilai sees, says, rates and takes back."""

import pytest
from django.urls import reverse

from tests.factories import make_indikator, make_periode, make_rated, make_rhk, make_skp, wib

SAAT = wib(2026, 3, 10)


@pytest.fixture
def skp(staf, penilai):
    skp = make_skp(staf, penilai=penilai)
    make_indikator(make_rhk(skp))
    return skp


@pytest.fixture
def periode(org):
    return make_periode(org.instansi)


def test_pages_open(as_user, penilai, skp, periode):
    client = as_user(penilai)
    assert client.get(reverse("penilaian:bawahan_list")).status_code == 200
    for name in (
        "feedback",
        "feedback_gambar",
        "umpan_balik_tambah",
        "nilai_hasil",
        "nilai_perilaku",
        "catatan_evaluasi",
    ):
        assert client.get(reverse(f"penilaian:{name}", args=[skp.pk, periode.pk])).status_code == 200, name
    make_rated(skp, periode)
    assert client.get(reverse("penilaian:feedback", args=[skp.pk, periode.pk])).status_code == 200
