"""SKP of last year and this one, cascading from the top, and the SKP Bulanan broken down from them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

from dashboard.demo import susunan
from dashboard.demo.orang import Kota
from dashboard.demo.susunan import Orang
from dashboard.demo.teks import PROFIL, RENCANA, TIM, Rencana, Tugas
from dashboard.demo.teks.umum import ALASAN_BUKA_KEMBALI, ALASAN_BULANAN, ALASAN_SKP
from dashboard.demo.waktu import Kini, acak, moment, months, months_before, working_day
from ekinerja.forms import BULAN
from organisasi.models import Jabatan, Pegawai
from skp.models import (
    Bentuk,
    Klasifikasi,
    Pendekatan,
    RencanaHasilKerja,
    Riwayat,
    SatuanWaktu,
    Skp,
    SkpBulanan,
    StatusKegiatan,
    Tahapan,
    TargetBulanan,
)
from skp.workflow import Action, Status

MUAT_ULANG = "MUAT_ULANG"
KEPALA_DAERAH = {susunan.KOTA: "Wali Kota Sukamaju", susunan.KABUPATEN: "Bupati Contoh"}


@dataclass(eq=False)
class Masa:
    """One SKP: a person at one post for a year, or for the part of it he held that post."""

    orang: Orang
    pegawai: Pegawai
    profil: str
    skp: Skp
    penilai_awal: Pegawai | None
    tugas: list[tuple[Tugas, RencanaHasilKerja]] = field(default_factory=list)
    rencana: list[tuple[Rencana, RencanaHasilKerja]] = field(default_factory=list)

    @property
    def bulan(self) -> list[date]:
        return list(_months_of(self.skp))

    @property
    def terukur(self) -> bool:
        """Whether its instansi measures every month."""
        return self.skp.instansi.pengukuran_bulanan

    @property
    def rhk(self) -> list[RencanaHasilKerja]:
        return [rhk for _, rhk in (*self.tugas, *self.rencana)]

    def by_code(self, kode: str) -> RencanaHasilKerja:
        return next(rhk for line, rhk in (*self.tugas, *self.rencana) if line.kode == kode)

    def penilai_pada(self, day: date, kini: Kini) -> Pegawai | None:
        return self.penilai_awal if day < kini.mulai_plt else self.skp.penilai


@dataclass(eq=False)
class Bulan:
    """One SKP Bulanan with its targets, each beside the task it comes from."""

    masa: Masa
    row: SkpBulanan
    target: list[tuple[Tugas, TargetBulanan]] = field(default_factory=list)

    @property
    def awal(self) -> date:
        return self.row.tanggal


@dataclass(frozen=True)
class Langkah:
    aksi: str
    status: Status
    oleh: Pegawai
    pada: datetime
    catatan: str = ""


def make_skp(kota: Kota) -> list[Masa]:
    stretches = [masa for tahun in (kota.kini.tahun - 1, kota.kini.tahun) for masa in _stretches(kota, tahun)]
    levels = _levels(stretches)
    trails = {id(masa): _skp_trail(masa, levels[id(masa)], kota) for masa in stretches}
    for masa in stretches:
        _take_state(masa.skp, trails[id(masa)], first_drafted(masa))
    Skp.objects.bulk_create([masa.skp for masa in stretches])
    _make_rhk(stretches, levels, kota)
    _write_trail(("skp", masa.skp, trails[id(masa)]) for masa in stretches)
    return stretches


def _stretches(kota: Kota, tahun: int) -> Iterable[Masa]:
    """One per person; none for who has no SKP this year, a short one for who moved or retired, two for who moved."""
    first, last = date(tahun, 1, 1), date(tahun, 12, 31)
    for orang, pegawai in kota.pegawai:
        end, jabatan = last, pegawai.jabatan
        if tahun < kota.kini.tahun and orang.nip in susunan.PINDAH_TAHUN_LALU:
            profil, lama = susunan.PINDAH_TAHUN_LALU[orang.nip]
            middle = date(tahun, 6, 30)
            yield _stretch(kota, orang, pegawai, (first, middle), kota.jabatan[susunan.KOTA, lama], profil)
            yield _stretch(kota, orang, pegawai, (middle + timedelta(days=1), last), jabatan)
            continue
        if tahun == kota.kini.tahun and orang.nip in {*susunan.TANPA_SKP, susunan.TUGAS_BELAJAR}:
            continue
        if pegawai.nip == susunan.STAF:
            end = min(last, kota.kini.bulan - timedelta(days=1))
            jabatan = kota.jabatan[susunan.KOTA, susunan.JABATAN_LAMA_STAF]
        if pegawai == kota.pensiun:
            end = min(last, kota.kini.mulai_plt - timedelta(days=1))
        if end >= first:
            yield _stretch(kota, orang, pegawai, (first, end), jabatan)


def _stretch(
    kota: Kota, orang: Orang, pegawai: Pegawai, masa: tuple[date, date], jabatan: Jabatan, profil: str = ""
) -> Masa:
    first, last = masa
    made = _made_on(first.year)
    penilai_awal = kota.penilai(pegawai, made)
    # Muat Ulang: whoever still works on this SKP when the Plt comes is his from then on.
    penilai = kota.penilai(pegawai, max(made, kota.kini.mulai_plt)) if last >= kota.kini.mulai_plt else penilai_awal
    skp = Skp(
        pegawai=pegawai,
        instansi=pegawai.instansi,
        unit=pegawai.unit,
        jabatan=jabatan,
        golongan=pegawai.golongan,
        peran_anggaran=pegawai.peran_anggaran,
        penilai=penilai,
        penilai_unit=penilai and penilai.unit,
        penilai_jabatan=penilai and penilai.jabatan,
        penilai_golongan=penilai.golongan if penilai else "",
        tahun=first.year,
        periode_mulai=first,
        periode_selesai=last,
        pendekatan=Pendekatan.KUALITATIF if orang.nip in susunan.KUALITATIF else Pendekatan.KUANTITATIF,
        bentuk=Bentuk.PIMPINAN if jabatan.pimpinan_tinggi else Bentuk.PEGAWAI,
    )
    return Masa(orang, pegawai, profil or orang.profil, skp, penilai_awal)


def _made_on(tahun: int) -> date:
    """At the end of the year before, as the guide advises; so it lies behind on any day of the year."""
    return date(tahun - 1, 12, 8)


def first_drafted(masa: Masa) -> datetime:
    return moment(working_day(_made_on(masa.skp.tahun)), 8, 15)


def _levels(stretches: list[Masa]) -> dict[int, int]:
    """How many persons stand above each, by the year's own penilai."""
    above = {(masa.pegawai, masa.skp.tahun): masa.penilai_awal for masa in stretches}

    def level(pegawai: Pegawai, tahun: int) -> int:
        penilai = above.get((pegawai, tahun))
        return 0 if penilai is None else level(penilai, tahun) + 1

    return {id(masa): level(masa.pegawai, masa.skp.tahun) for masa in stretches}


def _skp_trail(masa: Masa, level: int, kota: Kota) -> list[Langkah]:
    """Submitted and approved from the top down. Late ones of this year are told relative to the present day."""
    owner, judge = masa.pegawai, masa.penilai_awal or kota.admin(masa.pegawai)
    note = "" if masa.penilai_awal else "Disetujui kepala daerah; dicatat admin instansi."
    state = _skp_state(masa, kota.kini)
    if state != Status.DISETUJUI:
        return _unfinished(state, owner, masa.skp.penilai or judge, kota.kini)
    submitted = working_day(_made_on(masa.skp.tahun) + timedelta(days=1 + 2 * level))
    trail = [
        Langkah(Action.AJUKAN, Status.DIAJUKAN, owner, moment(submitted, 9, 20)),
        Langkah(
            Action.SETUJUI, Status.DISETUJUI, judge, moment(working_day(submitted + timedelta(days=1)), 13, 40), note
        ),
    ]
    if masa.skp.penilai != masa.penilai_awal:
        reloaded = moment(working_day(kota.kini.mulai_plt), 8, 30)
        trail.append(
            Langkah(
                MUAT_ULANG, Status.DISETUJUI, owner, kota.kini.paling_lambat(reloaded), "Pejabat penilai menjadi Plt."
            )
        )
    if _of_this_year(masa, kota.kini) and masa.orang.nip == susunan.DIBUKA_KEMBALI:
        opened = kota.kini.saat - timedelta(days=2)
        trail.append(Langkah(Action.BUKA_KEMBALI, Status.DRAFT, judge, opened, ALASAN_BUKA_KEMBALI))
    return trail


def _skp_state(masa: Masa, kini: Kini) -> Status:
    if not _of_this_year(masa, kini):
        return Status.DISETUJUI
    return Status(susunan.STATUS_SKP.get(masa.orang.nip, Status.DISETUJUI))


def _of_this_year(masa: Masa, kini: Kini) -> bool:
    return masa.skp.tahun == kini.tahun


def _unfinished(state: Status, owner: Pegawai, judge: Pegawai, kini: Kini) -> list[Langkah]:
    submitted = Langkah(Action.AJUKAN, Status.DIAJUKAN, owner, kini.saat - timedelta(days=3, hours=2))
    if state == Status.DRAFT:
        return []
    if state == Status.DIAJUKAN:
        return [submitted]
    reason = acak("alasan", owner.nip).choice(ALASAN_SKP)
    returned = kini.saat - timedelta(days=1, hours=5)
    return [submitted, Langkah(Action.KEMBALIKAN, Status.DIKEMBALIKAN, judge, returned, reason)]


def _take_state(document: Skp | SkpBulanan, trail: list[Langkah], drafted: datetime) -> None:
    document.status, document.status_sejak = Status.DRAFT, drafted
    for step in trail:
        if step.aksi != MUAT_ULANG:
            document.status, document.status_sejak = step.status, step.pada
        document.alasan = step.catatan if step.status in {Status.DIKEMBALIKAN, Status.DRAFT} else ""


def _write_trail(documents: Iterable[tuple[str, Skp | SkpBulanan, list[Langkah]]]) -> None:
    Riwayat.objects.bulk_create(
        [
            Riwayat(
                **{name: row}, aksi=step.aksi, status=step.status, oleh=step.oleh, pada=step.pada, catatan=step.catatan
            )
            for name, row, trail in documents
            for step in trail
        ],
        batch_size=1000,
    )


def _make_rhk(stretches: list[Masa], levels: dict[int, int], kota: Kota) -> None:
    """Level by level: a line may support one of the superior's only once that one is there."""
    codes: dict[tuple[Pegawai, int, str], RencanaHasilKerja] = {}
    for level in sorted(set(levels.values())):
        present = [masa for masa in stretches if levels[id(masa)] == level]
        for masa in present:
            masa.tugas = list(_lines(masa, codes, kota))
            masa.rencana = list(_plans(masa, codes, kota.kini))
        RencanaHasilKerja.objects.bulk_create([rhk for masa in present for rhk in masa.rhk])
        codes |= {
            (masa.pegawai, masa.skp.tahun, line.kode): rhk
            for masa in present
            for line, rhk in (*masa.tugas, *masa.rencana)
            if line.kode
        }


Codes = dict[tuple[Pegawai, int, str], RencanaHasilKerja]


def _lines(masa: Masa, codes: Codes, kota: Kota) -> Iterable[tuple[Tugas, RencanaHasilKerja]]:
    present = masa.bulan
    for urutan, tugas in enumerate(PROFIL[masa.profil], start=1):
        kuantitas = sum(tugas.kuantitas(month.month) for month in present)
        if kuantitas:
            rhk = new_rhk(masa, urutan, tugas.uraian, _supported(masa, codes, tugas))
            if masa.terukur:
                _measure(rhk, tugas, kuantitas, kota)
            yield tugas, rhk


def _plans(masa: Masa, codes: Codes, kini: Kini) -> Iterable[tuple[Rencana, RencanaHasilKerja]]:
    """What a post answers for beside its measured work, and the ketua of a tim kerja for his team."""
    led = (
        plan
        for tim in TIM
        if tim.ketua == masa.orang.nip and kini.tahun + tim.tahun == masa.skp.tahun
        for plan in tim.rencana_ketua
    )
    for urutan, plan in enumerate((*RENCANA.get(masa.profil, ()), *led), start=len(masa.tugas) + 1):
        rhk = new_rhk(masa, urutan, plan.uraian, _supported(masa, codes, plan))
        rhk.jenis, rhk.penugasan_dari = plan.jenis, plan.penugasan or rhk.penugasan_dari
        if masa.skp.untuk_pimpinan:
            rhk.klasifikasi = plan.klasifikasi
        yield plan, rhk


def _supported(masa: Masa, codes: Codes, line: Tugas | Rencana) -> RencanaHasilKerja | None:
    return codes.get((masa.penilai_awal, masa.skp.tahun, line.mendukung)) if masa.penilai_awal else None


def new_rhk(masa: Masa, urutan: int, uraian: str, atasan: RencanaHasilKerja | None) -> RencanaHasilKerja:
    """One of the SKP without a measured target, not yet in the database."""
    kota = masa.skp.instansi.nama.removeprefix("Pemerintah ")
    pimpinan = masa.skp.untuk_pimpinan
    return RencanaHasilKerja(
        skp=masa.skp,
        urutan=urutan,
        status_kegiatan=StatusKegiatan.CASCADING if atasan else StatusKegiatan.TIDAK_CASCADING,
        atasan=atasan,
        uraian=uraian.format(dinas=dinas_of(masa.orang), kota=kota),
        klasifikasi=Klasifikasi.ORGANISASI if pimpinan else "",
        penugasan_dari=KEPALA_DAERAH[masa.skp.instansi.kode] if pimpinan else "",
    )


def _measure(rhk: RencanaHasilKerja, tugas: Tugas, kuantitas: int, kota: Kota) -> None:
    months = len(list(_months_of(rhk.skp)))
    rhk.target_kuantitas = Decimal(kuantitas)
    rhk.satuan = kota.satuan[rhk.skp.instansi_id, tugas.satuan]
    rhk.target_kualitas = Decimal(100)
    rhk.target_waktu = Decimal(months)
    rhk.target_biaya = Decimal(tugas.biaya) * months / 12 if rhk.skp.memegang_anggaran else None
    rhk.angka_kredit = Decimal(tugas.angka_kredit) if rhk.skp.jabatan.fungsional else None


def _months_of(skp: Skp) -> Iterable[date]:
    return months(skp.periode_mulai, skp.periode_selesai)


def dinas_of(orang: Orang) -> str:
    return next(unit.singkat for unit in susunan.UNIT if unit.kode == orang.unit)


def make_bulanan(kota: Kota, stretches: list[Masa]) -> list[Bulan]:
    """A month for every one that has begun, of every SKP that was approved, where the instansi measures months."""
    made = [
        Bulan(masa, SkpBulanan(skp=masa.skp, bulan=month.month))
        for masa in stretches
        if masa.terukur
        if masa.skp.status == Status.DISETUJUI or masa.orang.nip == susunan.DIBUKA_KEMBALI
        for month in masa.bulan
        if month <= kota.kini.bulan
    ]
    trails = [_month_trail(bulan, kota) for bulan in made]
    for bulan, trail in zip(made, trails, strict=True):
        _take_state(bulan.row, trail, moment(_month_before(bulan.awal, 21), 8, 10))
    SkpBulanan.objects.bulk_create([bulan.row for bulan in made], batch_size=500)
    for bulan in made:
        bulan.target = list(_targets(bulan))
    rows = [target for bulan in made for _, target in bulan.target]
    TargetBulanan.objects.bulk_create(rows, batch_size=1000)
    Tahapan.objects.bulk_create(
        [
            Tahapan(target=target, urutan=urutan, uraian=uraian)
            for bulan in made
            for tugas, target in bulan.target
            if target.status_tahapan
            for urutan, uraian in enumerate(tugas.tahapan, start=1)
        ],
        batch_size=2000,
    )
    _write_trail(("skp_bulanan", bulan.row, trail) for bulan, trail in zip(made, trails, strict=True))
    return made


def _month_before(month: date, day: int) -> date:
    return months_before(month, 1).replace(day=day)


def _month_trail(bulan: Bulan, kota: Kota) -> list[Langkah]:
    """Made and submitted in the last days of the month before, so that it lies behind even on the first."""
    owner = bulan.masa.pegawai
    judge = bulan.masa.penilai_pada(bulan.awal, kota.kini) or kota.admin(owner)
    state = _month_state(bulan, kota.kini)
    chance = acak("bulan", owner.nip, bulan.awal)
    submitted = moment(_month_before(bulan.awal, 24), 8 + chance.randrange(6), chance.randrange(60))
    decided = moment(_month_before(bulan.awal, 26), 8 + chance.randrange(7), chance.randrange(60))
    first = Langkah(Action.AJUKAN, Status.DIAJUKAN, owner, submitted)
    if state == Status.DRAFT:
        return []
    if state == Status.DIAJUKAN:
        return [first]
    if state == Status.DIKEMBALIKAN:
        return [first, Langkah(Action.KEMBALIKAN, state, judge, decided, chance.choice(ALASAN_BULANAN))]
    if chance.random() < 0.06:
        reason = chance.choice(ALASAN_BULANAN)
        again = submitted + timedelta(days=1, hours=2)
        first = Langkah(Action.AJUKAN, Status.DIAJUKAN, owner, again)
        back = Langkah(Action.KEMBALIKAN, Status.DIKEMBALIKAN, judge, submitted + timedelta(hours=3), reason)
        return [
            Langkah(Action.AJUKAN, Status.DIAJUKAN, owner, submitted),
            back,
            first,
            Langkah(Action.SETUJUI, state, judge, decided),
        ]
    return [first, Langkah(Action.SETUJUI, state, judge, decided)]


def _month_state(bulan: Bulan, kini: Kini) -> Status:
    """Only the present month has others than approved ones; heads and the demo accounts are mostly ready."""
    orang = bulan.masa.orang
    if kini.umur(bulan.awal):
        return Status.DISETUJUI
    if orang.nip in susunan.STATUS_BULAN_INI:
        return Status(susunan.STATUS_BULAN_INI[orang.nip])
    if orang.kepala or orang.nip == susunan.FUNGSIONAL:
        return Status.DISETUJUI
    weights = {Status.DISETUJUI: 70, Status.DIAJUKAN: 15, Status.DRAFT: 8, Status.DIKEMBALIKAN: 7}
    return acak("bulan ini", orang.nip).choices(list(weights), list(weights.values()))[0]


def _targets(bulan: Bulan) -> Iterable[tuple[Tugas, TargetBulanan]]:
    nama = BULAN[bulan.row.bulan - 1]
    due = [(tugas, rhk) for tugas, rhk in bulan.masa.tugas if tugas.kuantitas(bulan.row.bulan)]
    for urutan, (tugas, rhk) in enumerate(due, start=1):
        yield (
            tugas,
            TargetBulanan(
                skp_bulanan=bulan.row,
                rhk=rhk,
                urutan=urutan,
                uraian=f"{rhk.uraian} bulan {nama}" if tugas.satuan == "laporan" else rhk.uraian,
                target_kuantitas=Decimal(tugas.kuantitas(bulan.row.bulan)),
                target_waktu=Decimal(tugas.hari),
                satuan_waktu=SatuanWaktu.HARI,
                target_biaya=_monthly_cost(tugas, rhk, bulan.masa),
                status_tahapan=urutan == 1,
            ),
        )


def _monthly_cost(tugas: Tugas, rhk: RencanaHasilKerja, masa: Masa) -> Decimal | None:
    if rhk.target_biaya is None:
        return None
    due = sum(1 for month in masa.bulan if tugas.kuantitas(month.month))
    return (rhk.target_biaya / due).quantize(Decimal(1))
