"""One document of each kind, owned by `staf`, in the states the policy names."""

from datetime import date
from types import SimpleNamespace

from django.core.files.base import ContentFile

from kegiatan.models import Bukti, JenisBukti, Kreativitas, TugasTambahan
from organisasi.models import PeriodeEvaluasi
from organisasi.pemberitahuan import notify
from organisasi.periode import open_year
from penilaian.models import Evaluasi
from skp.workflow import Status
from tests.access.topics import (
    adendum,
    angka_kredit,
    audit,
    cetak,
    cetak_evaluasi,
    impor,
    kepegawaian,
    koreksi,
    kurva,
    matriks,
    menilai,
    pekerjaan,
    pemantauan,
    pengaturan,
    pengisian,
    periode,
    rekan,
    rekap,
    sasaran,
    sesudah,
    statistik,
    tahunan,
    tim,
    unor,
)
from tests.factories import make_bulanan, make_kegiatan, make_rhk, make_skp, make_target


def build(org: SimpleNamespace) -> SimpleNamespace:
    """`staf` has an approved SKP for 2026 with months, and a draft for 2027; `rekan` has a submitted one."""
    skp = make_skp(org.staf, penilai=org.penilai)
    rhk = make_rhk(skp)
    draft = make_skp(org.staf, penilai=org.penilai, tahun=2027, status=Status.DRAFT)
    draft_rhk = make_rhk(draft, "Rancangan yang belum diajukan")
    bulanan = make_bulanan(skp, 3)
    target = make_target(bulanan, rhk)
    draft_bulanan = make_bulanan(skp, 4, status=Status.DRAFT)
    draft_target = make_target(draft_bulanan, rhk)
    diajukan_skp = make_skp(org.rekan, penilai=org.penilai, status=Status.DIAJUKAN)
    diajukan_bulanan = make_bulanan(skp, 2, status=Status.DIAJUKAN)
    make_rhk(make_skp(org.penilai, penilai=org.kepala), "Menyusun kebijakan")
    bukti = Bukti(
        pemilik=org.staf, jenis=JenisBukti.BERKAS, nama="laporan.pdf", tipe="application/pdf", ukuran=5, sha256="0" * 64
    )
    bukti.berkas.save("laporan.pdf", ContentFile(b"%PDF-"))
    bukti.save()
    kegiatan = make_kegiatan(org.staf, target=target)
    kegiatan.bukti.add(bukti)
    world = SimpleNamespace(
        skp=skp,
        rhk=rhk,
        draft=draft,
        draft_rhk=draft_rhk,
        bulanan=bulanan,
        target=target,
        draft_bulanan=draft_bulanan,
        draft_target=draft_target,
        diajukan_skp=diajukan_skp,
        diajukan_bulanan=diajukan_bulanan,
        bukti=bukti,
        kegiatan=kegiatan,
        tugas=TugasTambahan.objects.create(
            pegawai=org.staf,
            penilai=org.penilai,
            tahun=2026,
            uraian="Panitia pengadaan",
            nomor_sk="800/1/2026",
            tanggal_sk=date(2026, 1, 5),
            eselon_penandatangan="II",
            nama_penandatangan="Kepala Dinas Kominfo",
        ),
        kreativitas=Kreativitas.objects.create(
            pegawai=org.staf,
            penilai=org.penilai,
            tahun=2026,
            uraian="Aplikasi antrean",
            tingkat="unit kerja",
            nomor_surat="800/2/2026",
            tanggal_surat=date(2026, 1, 6),
        ),
    )
    notify([org.staf], "SKP 2026 Anda disetujui.", tautan=skp.get_absolute_url(), at=skp.status_sejak, by=org.penilai)
    world.pemberitahuan = org.staf.pemberitahuan.get()
    # Triwulan I runs on the fixed day, and its last month has begun: it can be filled in and rated.
    open_year(instansi=org.instansi, tahun=2026)
    world.periode = PeriodeEvaluasi.objects.get(instansi=org.instansi, nama="Triwulan I")
    world.evaluasi = Evaluasi.objects.create(skp=skp, periode=world.periode, status_sejak=skp.status_sejak)
    for topic in (
        sasaran, tahunan, matriks, tim, adendum, koreksi, cetak,
        unor, kepegawaian, pengaturan, impor, pekerjaan, audit, statistik, pemantauan, rekap,
        periode, pengisian, menilai, kurva, rekan, sesudah, angka_kredit, cetak_evaluasi,
    ):  # fmt: skip
        topic.extend(world, org)
    return world
