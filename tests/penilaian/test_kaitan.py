"""What would be left lying in evaluations and measured months if their penilai were not there any more."""

from datetime import date, timedelta

from organisasi import kaitan
from penilaian.models import Keberatan
from penilaian.workflow import StatusEvaluasi
from skp.workflow import Status
from tests.factories import make_kegiatan, make_periode, make_rated, make_skp, wib

RATING = wib(2026, 4, 2)


def said(pegawai):
    return [row.kalimat for row in kaitan.waiting(pegawai)]


def test_what_waits_for_a_penilai_is_named_before_he_goes(org, hari_ini, as_user):
    hari_ini.move_to(RATING)
    periode = make_periode(org.instansi)
    unrated, rated = (make_skp(row, penilai=org.penilai, status=Status.DISETUJUI) for row in (org.staf, org.rekan))
    assert "2 evaluasi Triwulan I 2026 menunggu penilaiannya." in said(org.penilai)
    make_rated(rated, periode)
    assert "1 evaluasi Triwulan I 2026 menunggu penilaiannya." in said(org.penilai)
    assert "1 evaluasi sudah dinilainya, tetapi belum diserahkan." in said(org.penilai)
    make_kegiatan(org.staf, penilai=org.penilai)
    assert "1 kegiatan harian menunggu penilaiannya." in said(org.penilai)
    page = as_user(org.admin).get(f"/pegawai/{org.penilai.pk}/status/").content.decode()
    assert "menunggu penilaiannya" in page
    assert said(org.staf) == [line for line in said(org.staf) if "evaluasi" not in line]
    assert unrated.pk


def test_an_objection_waits_for_who_explains_and_who_decides(org, hari_ini):
    hari_ini.move_to(RATING)
    skp = make_skp(org.staf, penilai=org.penilai, status=Status.DISETUJUI)
    evaluasi = make_rated(
        skp, status=StatusEvaluasi.KEBERATAN, diserahkan_pada=RATING, batas_keberatan=date(2026, 4, 16),
        atasan_penilai=org.kepala,
    )  # fmt: skip
    Keberatan.objects.create(
        evaluasi=evaluasi, alasan="Nilai terlalu rendah.", diajukan_pada=RATING,
        batas_keputusan=(RATING + timedelta(days=14)).date(),
    )  # fmt: skip
    assert "1 keberatan menunggu penjelasannya." in said(org.penilai)
    assert "1 keberatan menunggu keputusannya." in said(org.kepala)
    assert "1 keberatan menunggu keputusannya." not in said(org.penilai)
