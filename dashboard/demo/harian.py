"""Daily activities: whole months are planned, and what lies ahead of the present moment is left out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random

from dashboard.demo import berkas, susunan
from dashboard.demo.dokumen import Bulan, Masa, dinas_of
from dashboard.demo.kepegawaian import is_excepted
from dashboard.demo.orang import Kota
from dashboard.demo.teks import Tugas
from dashboard.demo.teks.umum import CATATAN_HARIAN, PRODUKTIVITAS
from dashboard.demo.waktu import WIB, Kini, acak, moment, months, working_day, working_days
from ekinerja.forms import BULAN
from kegiatan.models import Bukti, JenisKegiatan, KategoriHarian, KegiatanHarian, RiwayatKegiatan
from kegiatan.workflow import ActionHarian, StatusKegiatanHarian
from organisasi.models import Pegawai
from skp.models import TargetBulanan
from skp.workflow import Status

# Hour and minutes at which the activities of a day begin and end.
JAM = (((7, 30), (9, 30)), ((9, 45), (11, 45)), ((13, 0), (15, 0)))
BERBUKTI = (susunan.STAF, susunan.FUNGSIONAL, susunan.KEPALA_BIDANG)
# Whose penilai has graded the older days of this month already; of the functional officer all of them wait.
SEGERA_DINILAI = (susunan.KEPALA_BIDANG, susunan.KEPALA_DINAS)


@dataclass(frozen=True)
class Petak:
    """A stretch of a working day to be filled."""

    tanggal: date
    mulai: time
    selesai: time


@dataclass(frozen=True)
class Isi:
    uraian: str
    kuantitas: Decimal = Decimal(1)
    status_proses: bool = True
    target: TargetBulanan | None = None


def make_harian(kota: Kota, bulan: list[Bulan]) -> dict[int, list[KegiatanHarian]]:
    """The activities by the primary key of their SKP Bulanan; those outside any under 0."""
    grouped = {month.row.pk: list(_of_month(month, kota.kini)) for month in bulan}
    grouped[0] = list(_without_month(kota, bulan))
    rows = [row for group in grouped.values() for row in group]
    KegiatanHarian.objects.bulk_create(rows, batch_size=1000)
    RiwayatKegiatan.objects.bulk_create(_grades(rows), batch_size=2000)
    _attach_evidence(rows)
    return grouped


def _of_month(bulan: Bulan, kini: Kini) -> Iterator[KegiatanHarian]:
    masa = bulan.masa
    chance = acak("harian", masa.pegawai.nip, bulan.awal)
    slots = list(_slots(masa.pegawai.nip, bulan.awal, kini, chance))
    usable = bulan.target if bulan.row.status == Status.DISETUJUI else []
    contents = _contents(masa, usable, bulan.awal, slots, chance)
    penilai = masa.penilai_pada(bulan.awal, kini)
    for slot, content in zip(slots, contents, strict=True):
        if _over(slot, kini):
            yield _grade(_activity(masa.pegawai, penilai, slot, content), kini, chance)


def _without_month(kota: Kota, bulan: list[Bulan]) -> Iterator[KegiatanHarian]:
    """Who has no SKP Bulanan still works: Produktivitas only, in the last months. The staf starts this one empty."""
    covered = {(month.masa.pegawai, month.awal) for month in bulan}
    for _, pegawai in kota.pegawai:
        if pegawai == kota.pensiun or pegawai.nip == susunan.STAF or not pegawai.instansi.pengukuran_bulanan:
            continue
        for month in months(kota.kini.awal_padat, kota.kini.bulan):
            if (pegawai, month) not in covered and not is_excepted(kota, pegawai, month):
                yield from _productivity(kota, pegawai, month)


def _productivity(kota: Kota, pegawai: Pegawai, month: date) -> Iterator[KegiatanHarian]:
    chance = acak("harian", pegawai.nip, month)
    penilai = kota.penilai(pegawai, month)
    for slot in _sample(month, 8, chance):
        if _over(slot, kota.kini):
            yield _grade(_activity(pegawai, penilai, slot, Isi(chance.choice(PRODUKTIVITAS))), kota.kini, chance)


def _slots(nip: str, month: date, kini: Kini, chance: Random) -> Iterable[Petak]:
    full_year = nip in BERBUKTI and month.year == kini.tahun
    if month < kini.awal_padat and not full_year:
        return _sample(month, 7, chance)
    a_day = 3 if nip in BERBUKTI and month >= kini.awal_padat else 2
    return [slot for day in working_days(month) for slot in _day(day, a_day, chance)]


def _sample(month: date, number: int, chance: Random) -> list[Petak]:
    days = sorted(chance.sample(working_days(month), number))
    return [slot for day in days for slot in _day(day, 1, chance)]


def _day(day: date, number: int, chance: Random) -> Iterator[Petak]:
    for (start, start_minute), (end, end_minute) in sorted(chance.sample(JAM, number)):
        shift = timedelta(minutes=chance.choice((0, 0, 5, 10)))
        first = moment(day, start, start_minute) + shift
        last = moment(day, end, end_minute) - timedelta(minutes=chance.choice((0, 0, 15, 30)))
        yield Petak(day, first.time(), last.time())


def _over(slot: Petak, kini: Kini) -> bool:
    return datetime.combine(slot.tanggal, slot.selesai, WIB) <= kini.saat


def _contents(
    masa: Masa, targets: list[tuple[Tugas, TargetBulanan]], month: date, slots: list[Petak], chance: Random
) -> list[Isi]:
    """The outputs spread over the month, the last at its end; the steps towards them and other work between."""
    nama = f"{BULAN[month.month - 1]} {month.year}"
    words = {"dinas": dinas_of(masa.orang), "bulan": nama}
    outputs = [
        Isi(tugas.hasil.format(**words), portion, False, target)
        for tugas, target in targets
        for portion in _portions(target, chance, most=max(1, len(slots) // (2 * len(targets))))
    ]
    chance.shuffle(outputs)
    places = _spread(len(outputs), len(slots))
    contents = [_process(targets, words, chance) for _ in slots]
    for place, output in zip(places, outputs, strict=True):
        contents[place] = output
    return contents


def _portions(target: TargetBulanan, chance: Random, *, most: int) -> list[Decimal]:
    """The quantity that gets done, in as many activities as fit: mostly the target, at times a little off it."""
    aimed = int(target.target_kuantitas)
    done = aimed if aimed == 1 else max(1, aimed + chance.choice((-1, 0, 0, 0, 0, 1)))
    number = min(done, most, 4)
    share, rest = divmod(done, number)
    return [Decimal(share + (index < rest)) for index in range(number)]


def _spread(number: int, places: int) -> list[int]:
    return [(index + 1) * places // number - 1 for index in range(number)]


def _process(targets: list[tuple[Tugas, TargetBulanan]], words: dict[str, str], chance: Random) -> Isi:
    if not targets or chance.random() < 0.2:
        return Isi(chance.choice(PRODUKTIVITAS))
    tugas, target = chance.choice(targets)
    return Isi(f"{chance.choice(tugas.tahapan)} bulan {words['bulan']}", target=target)


def _activity(pegawai: Pegawai, penilai: Pegawai | None, slot: Petak, content: Isi) -> KegiatanHarian:
    return KegiatanHarian(
        pegawai=pegawai,
        penilai=penilai,
        tanggal=slot.tanggal,
        mulai=slot.mulai,
        selesai=slot.selesai,
        uraian=content.uraian,
        kuantitas=content.kuantitas,
        status_proses=content.status_proses,
        jenis=JenisKegiatan.SKP if content.target else JenisKegiatan.PRODUKTIVITAS,
        target=content.target,
    )


def _grade(row: KegiatanHarian, kini: Kini, chance: Random) -> KegiatanHarian:
    nilai = chance.choices(KategoriHarian.values, _leaning(row.pegawai))[0]
    catatan = chance.choice(CATATAN_HARIAN[nilai]) if nilai in CATATAN_HARIAN and chance.random() < 0.3 else ""
    when = moment(working_day(row.tanggal + timedelta(days=1)), 14 + chance.randrange(3), chance.randrange(60))
    if row.penilai is None or not _already_graded(row, kini) or when > kini.saat:
        return row
    row.status = StatusKegiatanHarian.DINILAI
    row.nilai, row.catatan = nilai, catatan
    row.dinilai_oleh, row.dinilai_pada = row.penilai, when
    return row


def _leaning(pegawai: Pegawai) -> list[int]:
    """Weights of the five grades: some people work better than others."""
    return acak("mutu", pegawai.nip).choice(
        ([45, 45, 8, 2, 0], [25, 55, 15, 4, 1], [15, 55, 22, 6, 2], [60, 36, 4, 0, 0], [10, 40, 35, 10, 5])
    )


def _already_graded(row: KegiatanHarian, kini: Kini) -> bool:
    """All before last month; last month where the penilai is done with it; of this month older days, for some."""
    age = kini.umur(row.tanggal)
    nip = row.pegawai.nip
    if age == 0:
        soon = nip in SEGERA_DINILAI or (nip != susunan.FUNGSIONAL and acak("rajin", nip).random() < 0.5)
        return soon and row.tanggal <= kini.hari - timedelta(7)
    if age == 1:
        return graded_last_month(nip) or row.tanggal.day <= 18
    return True


def graded_last_month(nip: str) -> bool:
    return nip == susunan.STAF or (nip != susunan.FUNGSIONAL and acak("bulan lalu", nip).random() < 0.6)


def _grades(rows: Iterable[KegiatanHarian]) -> list[RiwayatKegiatan]:
    """A grade each, and now and then one that was taken back first."""
    trail = []
    for number, row in enumerate(rows):
        if row.dinilai_pada is None:
            continue
        if number % 97 == 0:
            first = row.dinilai_pada - timedelta(minutes=8)
            trail.append(_step(row, ActionHarian.NILAI, KategoriHarian.CUKUP, first))
            trail.append(
                _step(row, ActionHarian.BATAL_NILAI, None, first + timedelta(minutes=3), "Bukti pendukung menyusul.")
            )
        trail.append(_step(row, ActionHarian.NILAI, row.nilai, row.dinilai_pada, row.catatan))
    return trail


def _step(
    row: KegiatanHarian, aksi: ActionHarian, nilai: int | None, pada: datetime, catatan: str = ""
) -> RiwayatKegiatan:
    return RiwayatKegiatan(kegiatan=row, aksi=aksi, nilai=nilai, oleh=row.penilai, pada=pada, catatan=catatan)


def _attach_evidence(rows: list[KegiatanHarian]) -> None:
    """Links for one output in four; real files for some of the demo accounts' latest outputs."""
    outputs = [row for row in rows if not row.status_proses]
    pairs = [(row, _link(row)) for number, row in enumerate(outputs) if number % 4 == 0]
    for nip in BERBUKTI:
        latest = [row for row in outputs if row.pegawai.nip == nip][-6:]
        pairs += [(row, _file(row, photo=number % 3 == 2)) for number, row in enumerate(latest)]
    Bukti.objects.bulk_create([bukti for _, bukti in pairs])
    through = KegiatanHarian.bukti.through
    through.objects.bulk_create([through(kegiatanharian=row, bukti=bukti) for row, bukti in pairs], batch_size=2000)


def _link(row: KegiatanHarian) -> Bukti:
    address = f"https://arsip.{row.pegawai.instansi.kode}.example/{row.tanggal:%Y/%m/%d}/{row.pegawai.nip[-6:]}"
    return berkas.link(row.pegawai, "Arsip digital", address)


def _file(row: KegiatanHarian, *, photo: bool) -> Bukti:
    if photo:
        content = berkas.png(f"{row.uraian[:60]} - {row.tanggal:%d-%m-%Y}")
        return berkas.store(row.pegawai, f"foto-{row.tanggal:%Y%m%d}.png", berkas.PNG, content)
    lines = [row.uraian[:80], "", f"Tanggal: {row.tanggal:%d-%m-%Y}", f"Disusun oleh: {row.pegawai.nama_lengkap}"]
    return berkas.store(row.pegawai, f"hasil-{row.tanggal:%Y%m%d}.pdf", berkas.PDF, berkas.pdf(lines))
