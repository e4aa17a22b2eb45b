"""A rating is its penilai's own until it is handed over: whoever is rated finds the same on every page, sheet, paper
and administration page he may open, whether it is the best predikat or the worst, whoever else he is."""

import io
import re
import zipfile
from datetime import date

import pytest
from django.core.cache import cache
from django.db import transaction
from django.urls import reverse

from organisasi.models import JenisPenugasan, Pegawai, PenugasanKepala
from penilaian.lembar import sheet, store
from penilaian.models import Evaluasi, Kalibrasi, SebagaiPenilai
from penilaian.workflow import StatusEvaluasi
from skp.models import Skp
from tests.access.world import build
from tests.factories import make_evaluasi, make_periode, wib
from tests.penilaian.halaman import of_admin, of_evaluasi, of_policy

pytestmark = pytest.mark.django_db

PER_PERIODE = ("monitoring_kurva", "monitoring_kurva_ekspor", "bawahan_list", "bawahan_ekspor", "capaian_list")
TERBAIK = ("di_atas", "di_atas", "sangat_baik")
TERBURUK = ("di_bawah", "di_bawah", "sangat_kurang")
# Different on every answer, and nothing to do with a rating.
CHANGING = re.compile(
    r'csrfmiddlewaretoken" value="[^"]+"|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|nonce[-="]+[^" ]+|X-CSRFToken[^}]+'
)


def rate_secretly(skp, periode) -> int:
    evaluasi = Evaluasi.objects.filter(skp=skp, periode=periode).first() or make_evaluasi(skp, periode)
    Evaluasi.objects.filter(pk=evaluasi.pk).update(
        status=StatusEvaluasi.DINILAI,
        rating_hasil="sesuai",
        rating_perilaku="sesuai",
        predikat="baik",
        isi=store(sheet(evaluasi)),
        jenjang=skp.jabatan.jenjang,
        dinilai_oleh=skp.penilai,
        dinilai_sebagai=SebagaiPenilai.PENILAI,
        dinilai_unit=skp.penilai_unit,
        dinilai_jabatan=skp.penilai_jabatan,
        dinilai_pada=wib(2026, 3, 10),
    )
    return evaluasi.pk


def addresses(world, skp, periods) -> list[str]:
    found = {*of_policy(world), *of_admin([skp.pegawai])}
    for periode in periods:
        found |= {*of_evaluasi(skp, periode), reverse("penilaian:kurva", args=[periode.pk])}
        found |= {
            f"{reverse(f'penilaian:{name}')}?periode={periode.pk}"
            for name in (
                "monitoring_kurva",
                "monitoring_kurva_ekspor",
                "bawahan_list",
                "bawahan_ekspor",
                "capaian_list",
            )
        }
    return sorted(found)


def told(response) -> tuple[int, str]:
    """What an answer says, an Excel file by its parts."""
    raw = b"".join(response.streaming_content) if response.streaming else response.content
    if raw.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(raw)) as book:
            raw = b"\n".join(book.read(name) for name in book.namelist() if "core.xml" not in name)
    return response.status_code, CHANGING.sub("", raw.decode(errors="replace"))


@pytest.mark.parametrize("role", ["staf", "admin instansi", "super admin", "plt penilainya", "kepala bidang"])
def test_who_is_rated_finds_the_same_whatever_he_was_given(as_user, org, papers_as_pages, role, hari_ini):
    hari_ini.move_to(wib(2026, 3, 10), tick=False)  # pages say as of when they are
    world = build(org)
    skp, rated = world.skp, org.staf
    if role == "admin instansi":
        Pegawai.objects.filter(pk=rated.pk).update(admin_instansi=True)
    elif role == "super admin":
        Pegawai.objects.filter(pk=rated.pk).update(is_superuser=True)
    elif role == "plt penilainya":
        PenugasanKepala.objects.create(
            unit=org.bidang, pegawai=rated, jenis=JenisPenugasan.PLT, nomor_surat="800/1", mulai=date(2026, 1, 1),
            selesai=date(2026, 12, 31),
        )  # fmt: skip
    elif role == "kepala bidang":
        rated, skp = org.penilai, Skp.objects.get(pegawai=org.penilai, tahun=2026)
    periods = [world.periode, make_periode(org.instansi, "Akhir Tahun")]
    secret = Evaluasi.objects.filter(pk__in=[rate_secretly(skp, periode) for periode in periods])
    client = as_user(Pegawai.objects.for_header().get(pk=rated.pk))
    pages = addresses(world, skp, periods)

    def found(hasil: str, perilaku: str, predikat: str) -> dict[str, tuple[int, str]]:
        # What a look leaves behind (what was read, a notification opened, a file taken out) the next must not find.
        with transaction.atomic():
            cache.clear()
            secret.update(
                rating_hasil=hasil, rating_perilaku=perilaku, predikat=predikat, catatan=f"Catatan {predikat}"
            )
            Kalibrasi.objects.update(sebelum={str(skp.penilai_id): {predikat: 1}})
            answers = {address: told(client.get(address)) for address in pages}
            transaction.set_rollback(True)
        return answers

    best, worst = found(*TERBAIK), found(*TERBURUK)
    assert [address for address in pages if best[address] != worst[address]] == []
    assert sum(status == 200 for status, _text in best.values()) > 50
