"""Tugas tambahan with their decrees, and kreativitas, in every state."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random

from dashboard.demo import berkas, susunan
from dashboard.demo.dokumen import Masa
from dashboard.demo.orang import Kota
from dashboard.demo.teks.umum import ALASAN_TOLAK, KREATIVITAS, TUGAS_TAMBAHAN
from dashboard.demo.waktu import acak, moment, working_day
from kegiatan.models import Bukti, Kreativitas, TugasTambahan
from kegiatan.models.usulan import Usulan
from kegiatan.workflow import StatusUsulan

# Of last year everything is decided; this year's partly waits.
TAHUN_LALU = {StatusUsulan.DIKONFIRMASI: 85, StatusUsulan.DITOLAK: 15}
# Of whom the pages should show something whatever chance says.
BERTUGAS = {susunan.ADMIN_INSTANSI: 2, susunan.KEPALA_DINAS: 2, susunan.STAF: 4, susunan.FUNGSIONAL: 4}
BERKARYA = (susunan.KEPALA_DINAS, susunan.KEPALA_BIDANG, susunan.STAF, susunan.FUNGSIONAL)
TAHUN_INI = {StatusUsulan.DIKONFIRMASI: 45, StatusUsulan.DIAJUKAN: 45, StatusUsulan.DITOLAK: 10}


def make_usulan(kota: Kota, stretches: list[Masa]) -> None:
    """The penilai of a claim is the one of that year's SKP, the last where there are two."""
    measured = {(masa.pegawai, masa.skp.tahun): masa for masa in stretches if masa.terukur}.values()
    tasks = [row for masa in measured for row in _tugas(kota, masa)]
    works = [row for masa in measured for row in _kreativitas(kota, masa)]
    for row in tasks:
        row.berkas = _decree(row)
    for row in works:
        row.berkas = _letter(row)
    Bukti.objects.bulk_create([row.berkas for row in (*tasks, *works)])
    TugasTambahan.objects.bulk_create(tasks)
    Kreativitas.objects.bulk_create(works)


def _tugas(kota: Kota, masa: Masa) -> Iterator[TugasTambahan]:
    tahun = masa.skp.tahun
    chance = acak("tugas tambahan", masa.pegawai.nip, tahun)
    for uraian, eselon, nama in chance.sample(TUGAS_TAMBAHAN, _number_of_tasks(masa, chance)):
        signed = min(date(tahun, 1, 2) + timedelta(days=chance.randrange(60)), kota.kini.hari)
        row = TugasTambahan(
            pegawai=masa.pegawai,
            tahun=tahun,
            uraian=uraian,
            nomor_sk=f"{chance.choice(('188.4', '800', '900'))}/{chance.randrange(10, 400)}/{tahun}",
            tanggal_sk=signed,
            eselon_penandatangan=eselon,
            nama_penandatangan=nama,
        )
        yield _decide(kota, masa, row, signed, chance)


def _kreativitas(kota: Kota, masa: Masa) -> Iterator[Kreativitas]:
    tahun = masa.skp.tahun
    chance = acak("kreativitas", masa.pegawai.nip, tahun)
    if masa.orang.nip not in BERKARYA and chance.random() > 0.25:
        return
    uraian, tingkat = chance.choice(KREATIVITAS)
    written = min(date(tahun, 2, 1) + timedelta(days=chance.randrange(90)), kota.kini.hari)
    row = Kreativitas(
        pegawai=masa.pegawai,
        tahun=tahun,
        uraian=uraian,
        tingkat=tingkat,
        nomor_surat=f"070/{chance.randrange(10, 400)}/{tahun}",
        tanggal_surat=written,
    )
    yield _decide(kota, masa, row, written, chance)


def _number_of_tasks(masa: Masa, chance: Random) -> int:
    """The demo bidang has enough of them for a second page in its head's list."""
    if not masa.pegawai.is_active or masa.penilai_awal is None:
        return 0
    if masa.orang.nip in BERTUGAS:
        return BERTUGAS[masa.orang.nip]
    return 2 if masa.orang.unit == susunan.BIDANG_DEMO else chance.choice((0, 0, 1, 2))


def _decide(kota: Kota, masa: Masa, row: Usulan, dated: date, chance: Random) -> Usulan:
    row.penilai = masa.penilai_pada(dated, kota.kini)
    weights = TAHUN_LALU if row.tahun < kota.kini.tahun else TAHUN_INI
    status = chance.choices(list(weights), list(weights.values()))[0]
    if row.penilai is None or status == StatusUsulan.DIAJUKAN:
        return row
    row.status = status
    row.diputuskan_oleh = row.penilai
    row.diputuskan_pada = _decided_at(kota, dated, chance)
    row.alasan = ALASAN_TOLAK if status == StatusUsulan.DITOLAK else ""
    return row


def _decided_at(kota: Kota, dated: date, chance: Random) -> datetime:
    day = working_day(dated + timedelta(days=3 + chance.randrange(10)))
    return kota.kini.paling_lambat(moment(day, 9 + chance.randrange(6), chance.randrange(60)))


def _decree(row: TugasTambahan) -> Bukti:
    lines = [
        "SURAT KEPUTUSAN",
        f"Nomor: {row.nomor_sk}",
        "",
        f"Menunjuk: {row.pegawai.nama_lengkap}",
        f"sebagai {row.uraian}",
        f"Tahun {row.tahun}",
        "",
        f"Ditetapkan tanggal {row.tanggal_sk:%d-%m-%Y}",
        row.nama_penandatangan,
    ]
    return berkas.store(row.pegawai, f"SK-{row.nomor_sk.replace('/', '-')}.pdf", berkas.PDF, berkas.pdf(lines))


def _letter(row: Kreativitas) -> Bukti:
    lines = [
        "SURAT KETERANGAN",
        f"Nomor: {row.nomor_surat}",
        "",
        f"Menerangkan bahwa {row.pegawai.nama_lengkap}",
        f"membuat {row.uraian}",
        f"yang bermanfaat bagi {row.tingkat}.",
        "",
        f"Tanggal {row.tanggal_surat:%d-%m-%Y}",
    ]
    return berkas.store(row.pegawai, f"surat-{row.nomor_surat.replace('/', '-')}.pdf", berkas.PDF, berkas.pdf(lines))
