"""Intervensi never goes round: through three SKP, by adendum or by hand."""

import uuid

import pytest

from ekinerja.errors import Refused
from skp.models import Adendum, JenisPerubahan
from skp.perubahan import to_json, values_of
from skp.services.adendum import perform_adendum
from skp.services.pembagian import ButirBaru, hand_out
from skp.workflow import Action, Status
from tests.factories import make_rhk, make_skp, make_tim, wib

pytestmark = pytest.mark.django_db
NOW = wib(2026, 3, 10)


@pytest.fixture
def chain(org):
    """kepala <- penilai <- staf; and the staf leads a team in which the kepala works."""
    top = make_rhk(make_skp(org.kepala, penilai=org.sekda, bentuk="PEGAWAI"), "Puncak")
    middle = make_rhk(make_skp(org.penilai, penilai=org.kepala), "Tengah", status_kegiatan="CASCADING", atasan=top)
    bottom = make_rhk(make_skp(org.staf, penilai=org.penilai), "Bawah", status_kegiatan="CASCADING", atasan=middle)
    make_tim(org.staf, [org.kepala], unit=org.bidang)
    return top, middle, bottom


def test_an_adendum_that_would_close_the_circle_is_refused_and_changes_nothing(org, chain):
    top, _middle, bottom = chain
    adendum = Adendum.objects.create(skp=top.skp, nomor=1, alasan="Tim", status=Status.DIAJUKAN, status_sejak=NOW)
    values = values_of(top, ("uraian", "jenis")) | {"status_kegiatan": "CASCADING", "atasan": bottom}
    adendum.perubahan.create(
        jenis=JenisPerubahan.UBAH_RHK, rhk=top, versi_dasar=top.versi, sebelum={"uraian": "Puncak"},
        sesudah=to_json(values),
    )  # fmt: skip
    with pytest.raises(Refused, match="bersumber dari RHK Anda"):
        perform_adendum(Action.SETUJUI, adendum=adendum, by=org.sekda, at=NOW)
    top.refresh_from_db()
    adendum.refresh_from_db()
    assert (top.atasan, adendum.status) == (None, Status.DIAJUKAN)


def test_what_is_handed_back_up_supports_without_going_round(org, chain):
    """A new RHK supports what is below it in the other chain; nothing supports the new one yet."""
    top, _middle, bottom = chain
    top.skp.status = Status.DRAFT
    top.skp.save()
    hasil = hand_out(
        by=org.staf, at=NOW, token=uuid.uuid4(), butir=[ButirBaru("Mendukung tim", atasan=bottom)], skp=[top.skp]
    )
    assert hasil.diterima[0].atasan == bottom
