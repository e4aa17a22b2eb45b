"""What an evaluasi is rated on: rencana aksi, realisasi, eviden, feedback of the penilai and of colleagues."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from math import ceil
from random import Random

from dashboard.demo import berkas, susunan
from dashboard.demo.evaluasi import Cerita, Tahap
from dashboard.demo.kepegawaian import is_excepted
from dashboard.demo.orang import Kota
from dashboard.demo.teks import Tugas
from dashboard.demo.teks import evaluasi as teks
from dashboard.demo.teks.rekan import UMPAN_BALIK_REKAN
from dashboard.demo.waktu import acak, moment, months, working_day
from ekinerja.forms import BULAN
from kegiatan.models import Bukti, KegiatanHarian
from organisasi.models import Pegawai
from penilaian.lembar import BarisHasil, BarisPerilakuDinilai, BarisUkuran, ButirEviden, Lembar, Ucapan, store
from penilaian.models import (
    AsalUmpanBalik,
    Eviden,
    Hubungan,
    RealisasiPeriode,
    RencanaAksi,
    StatusUmpanBalik,
    UkuranEviden,
    UmpanBalik,
    UmpanBalikRekan,
    UndanganUmpanBalik,
)
from penilaian.scoring.permenpanrb_6_2022 import Rating
from skp.indikator import BarisIndikator, indikator_lines, rupiah
from skp.models import Aspek, EkspektasiPerilaku, RencanaHasilKerja
from skp.perilaku import behaviour_lines

PERCENT = re.compile(r"(\d+)(?:,\d+)? ?%")
COUNTED = re.compile(r"([\d.]+) ([a-z].*)")


@dataclass(eq=False)
class Isian:
    """The rows of one evaluasi, in the order they are shown."""

    story: Cerita
    rencana: list[RencanaAksi] = field(default_factory=list)
    realisasi: dict[tuple[int, str], RealisasiPeriode] = field(default_factory=dict)
    eviden: list[tuple[Eviden, list[UkuranEviden]]] = field(default_factory=list)
    umpan_balik: list[UmpanBalik] = field(default_factory=list)


Lines = dict[int, list[tuple[RencanaHasilKerja, list[BarisIndikator]]]]
"""By the key of the SKP: its RHK with their lines."""


def fill_in(kota: Kota, told: list[Cerita]) -> None:
    """Written in one go for all, as the pages would one by one; `isi` of the rated ones is made of the same rows."""
    lines, shown = _lines(told), _evidence(told)
    filled = [_fill(story, lines[story.masa.skp.pk], shown, kota) for story in told]
    RencanaAksi.objects.bulk_create([row for one in filled for row in one.rencana], batch_size=2000)
    RealisasiPeriode.objects.bulk_create([row for one in filled for row in one.realisasi.values()], batch_size=2000)
    UmpanBalik.objects.bulk_create([row for one in filled for row in one.umpan_balik], batch_size=2000)
    pairs = [pair for one in filled for pair in one.eviden]
    Bukti.objects.bulk_create([eviden.bukti for eviden, _ in pairs if eviden.bukti.pk is None], batch_size=1000)
    for eviden, _ in pairs:
        eviden.bukti = eviden.bukti  # takes over the key it has now
    Eviden.objects.bulk_create([eviden for eviden, _ in pairs], batch_size=1000)
    for eviden, rows in pairs:
        for row in rows:
            row.eviden = eviden
    UkuranEviden.objects.bulk_create([row for _, rows in pairs for row in rows], batch_size=2000)
    expected = {row.skp_id: row for row in EkspektasiPerilaku.objects.all()}
    for one in filled:
        skp = one.story.masa.skp
        if one.story.tahap >= Tahap.DINILAI:
            one.story.row.isi = store(_sheet(one, lines[skp.pk], expected.get(skp.pk)))
    _ask_colleagues(kota, told)


def _lines(told: list[Cerita]) -> Lines:
    skps = {story.masa.skp.pk: story.masa.skp for story in told}
    found: Lines = defaultdict(list)
    rows = RencanaHasilKerja.objects.filter(skp__in=skps).select_related("satuan", "atasan__skp")
    for rhk in rows.prefetch_related("indikator"):
        rhk.skp = skps[rhk.skp_id]
        found[rhk.skp_id].append((rhk, indikator_lines(rhk)))
    return found


Shown = dict[int, list[tuple[KegiatanHarian, Bukti]]]


def _evidence(told: list[Cerita]) -> Shown:
    """What people have shown of their daily work, newest last, by the key of the person."""
    people = {story.masa.pegawai.pk for story in told}
    through = KegiatanHarian.bukti.through.objects.filter(
        kegiatanharian__pegawai__in=people, kegiatanharian__target__isnull=False
    )
    found: Shown = defaultdict(list)
    for row in through.select_related("kegiatanharian__target", "bukti").order_by("kegiatanharian__tanggal", "pk"):
        found[row.kegiatanharian.pegawai_id].append((row.kegiatanharian, row.bukti))
    return found


# --- The owner's part ------------------------------------------------------------------------------------------------


def _fill(
    story: Cerita, lines: list[tuple[RencanaHasilKerja, list[BarisIndikator]]], shown: Shown, kota: Kota
) -> Isian:
    one = Isian(story)
    tasks = {rhk.pk: tugas for tugas, rhk in story.masa.tugas}
    chance = acak("isian", story.nip, story.mulai, story.periode.nama)
    whole, assessed = story.tahap >= Tahap.DIISI, story.masa.penilai_awal is not None
    for number, (rhk, ukuran) in enumerate(lines):
        tugas = tasks.get(rhk.pk)
        if not story.periode.akhir:
            one.rencana.append(_plan(story, rhk, tugas, number))
        if whole or (number % 2 == 0 and story.sampai > story.mulai):
            for line in ukuran:
                one.realisasi[rhk.pk, line.kode] = _reached(story, rhk, line, tugas)
        if assessed and chance.random() < (0.5 if whole else 0.25):
            one.umpan_balik.append(_said(story, kota, chance.choice(teks.UMPAN_BALIK_HASIL), rhk=rhk))
    for kode, words in teks.UMPAN_BALIK_PERILAKU.items():
        if whole and assessed and chance.random() < 0.22:
            one.umpan_balik.append(_said(story, kota, chance.choice(words), perilaku=kode))
    one.eviden = list(_shown(story, lines, shown.get(story.masa.pegawai.pk, []), whole=whole))
    if whole and story.masa.skp.instansi.penilaian_diri:
        row = story.row
        own = chance.choice((Rating.SESUAI, Rating.SESUAI, Rating.DI_ATAS)), Rating.SESUAI
        row.mandiri_hasil, row.mandiri_perilaku = own[0].value, own[1].value
        row.mandiri_catatan, row.mandiri_pada = chance.choice(teks.MANDIRI), story.diisi
    return one


def _plan(story: Cerita, rhk: RencanaHasilKerja, tugas: Tugas | None, number: int) -> RencanaAksi:
    steps = tugas.tahapan if tugas else teks.RENCANA_AKSI
    uraian = steps[(story.mulai.month // 3 + number) % len(steps)]
    amount = _amount(tugas, story.mulai, story.selesai) if tugas else 0
    return RencanaAksi(
        evaluasi=story.row, rhk=rhk, uraian=uraian, target=f"{amount} {tugas.satuan}" if tugas and amount else ""
    )


def _amount(tugas: Tugas, first: date, last: date) -> int:
    return sum(tugas.kuantitas(month.month) for month in months(first, last))


def _span(story: Cerita) -> str:
    first, last = BULAN[story.mulai.month - 1], BULAN[story.sampai.month - 1]
    return f"{first}–{last} {story.periode.tahun}" if first != last else f"{first} {story.periode.tahun}"


def _reached(story: Cerita, rhk: RencanaHasilKerja, line: BarisIndikator, tugas: Tugas | None) -> RealisasiPeriode:
    chance = acak("realisasi", story.nip, story.mulai, story.periode.nama, rhk.uraian, line.uraian)
    measured = line.indikator is None
    return RealisasiPeriode(
        evaluasi=story.row,
        rhk=rhk,
        indikator=line.indikator,
        aspek=line.kode if measured else "",
        realisasi=_words(story, rhk, line, tugas),
        sumber_data=f"SKP Bulanan {_span(story)}" if measured and story.masa.terukur else chance.choice(teks.SUMBER),
    )


def _words(story: Cerita, rhk: RencanaHasilKerja, line: BarisIndikator, tugas: Tugas | None) -> str:
    """As the measured months say it; else near the target, or what can be said of a target in words."""
    chance = acak("realisasi", story.nip, story.mulai, story.periode.nama, rhk.uraian, line.uraian)
    if line.indikator is None and tugas is not None:
        amount = _amount(tugas, story.mulai, story.sampai)
        days = tugas.hari * max(
            1, sum(1 for month in months(story.mulai, story.sampai) if tugas.kuantitas(month.month))
        )
        return {
            Aspek.KUANTITAS: f"{amount} {rhk.satuan} dari target {amount} ({_span(story)})",
            Aspek.KUALITAS: f"Rata-rata nilai kualitas {chance.randrange(84, 96)} ({_span(story)})",
            Aspek.WAKTU: f"{ceil(days * 0.86)} hari dari target {days} hari ({_span(story)})",
            Aspek.BIAYA: f"{rupiah((rhk.target_biaya or 0) * 23 // 100)} ({_span(story)})",
        }[Aspek(line.kode)]
    aim = line.target or line.uraian
    if percent := PERCENT.search(aim):
        return f"{min(100, int(percent[1]) + chance.choice((-3, -1, 0, 0, 1, 2)))} %"
    if "paling lambat" in aim or "jadwal" in aim:
        return chance.choice(teks.TEPAT_WAKTU)
    if (counted := COUNTED.fullmatch(aim)) and line.target:
        share = len(list(months(story.mulai, story.sampai))) / 12
        done = ceil(int(counted[1].replace(".", "")) * share)
        return f"{done} {counted[2]} ({_span(story)})"
    return chance.choice(teks.TERCAPAI)


def _shown(
    story: Cerita,
    lines: list[tuple[RencanaHasilKerja, list[BarisIndikator]]],
    daily: list[tuple[KegiatanHarian, Bukti]],
    *,
    whole: bool,
) -> Iterator[tuple[Eviden, list[UkuranEviden]]]:
    """A link to where the work is kept, for the first lines; what was shown of single days, for theirs."""
    owner = story.masa.pegawai
    chance = acak("eviden", story.nip, story.mulai, story.periode.nama)
    with_lines = [(rhk, ukuran) for rhk, ukuran in lines if ukuran]
    if with_lines and (whole or chance.random() < 0.5):
        nama = chance.choice(teks.EVIDEN).format(periode=story.periode)
        place = f"{story.periode.tahun}/{story.periode.nama.lower().replace(' ', '-')}/{owner.nip}"
        bukti = berkas.link(owner, nama, f"https://arsip.{owner.instansi.kode}.example/kinerja/{place}")
        yield (
            Eviden(evaluasi=story.row, nama=nama, bukti=bukti),
            [_speaks_for(rhk, ukuran[0]) for rhk, ukuran in with_lines[: chance.choice((2, 3))]],
        )
    own = {rhk.pk: ukuran for rhk, ukuran in with_lines}
    taken = 0
    for kegiatan, bukti in daily:
        rhk = kegiatan.target.rhk_id
        if taken == 2 or rhk not in own or not story.mulai <= kegiatan.tanggal <= story.selesai:
            continue
        taken += 1
        rows = [UkuranEviden(rhk_id=rhk, indikator=own[rhk][0].indikator, aspek=_aspek(own[rhk][0]))]
        yield Eviden(evaluasi=story.row, nama=kegiatan.uraian[:255], bukti=bukti), rows


def _speaks_for(rhk: RencanaHasilKerja, line: BarisIndikator) -> UkuranEviden:
    return UkuranEviden(rhk=rhk, indikator=line.indikator, aspek=_aspek(line))


def _aspek(line: BarisIndikator) -> str:
    return line.kode if line.indikator is None else ""


# --- Feedback --------------------------------------------------------------------------------------------------------


def _said(
    story: Cerita, kota: Kota, words: str, *, rhk: RencanaHasilKerja | None = None, perilaku: str = ""
) -> UmpanBalik:
    """Before it was rated, by who was the penilai then."""
    chance = acak("ucapan", story.nip, story.mulai, story.periode.nama, rhk.uraian if rhk else perilaku)
    at = _between(story, kota, chance.random())
    return UmpanBalik(
        evaluasi=story.row,
        rhk=rhk,
        perilaku=perilaku,
        teks=words,
        oleh=story.masa.penilai_pada(at.date(), kota.kini),
        pada=at,
    )


def _between(story: Cerita, kota: Kota, share: float) -> datetime:
    """In the working hours of a day from the first thing written on, before it was rated or is now."""
    end = min(story.dinilai, kota.kini.saat) - timedelta(hours=1)
    first = min(story.dimulai, end)
    day = working_day(first.date() + (end.date() - first.date()) * share)
    return max(first, min(moment(day, 8 + int(share * 7), int(share * 997) % 60), end))


def _sheet(
    one: Isian, lines: list[tuple[RencanaHasilKerja, list[BarisIndikator]]], expected: EkspektasiPerilaku | None
) -> Lembar:
    """As `penilaian.lembar.sheet` reads it from the rows just written."""
    said: dict[int | str, tuple[Ucapan, ...]] = defaultdict(tuple)
    for row in sorted(one.umpan_balik, key=lambda row: (row.pada, row.pk)):
        said[row.rhk_id or row.perilaku] += (
            Ucapan(row.pk, row.teks, str(row.oleh), row.pada.astimezone(UTC).isoformat()),
        )
    shown: dict[tuple[int, str], tuple[ButirEviden, ...]] = defaultdict(tuple)
    for eviden, rows in one.eviden:
        bukti = eviden.bukti
        for row in rows:
            shown[row.rhk_id, row.kode] += (ButirEviden(eviden.pk, eviden.nama, bukti.pk, bukti.tautan, bukti.ukuran),)
    planned = defaultdict(tuple)
    for row in one.rencana:
        planned[row.rhk_id] += (row.uraian,)
    hasil = tuple(
        BarisHasil(
            rhk=rhk.pk,
            jenis=rhk.jenis,
            uraian=rhk.uraian,
            penugasan_dari=rhk.penugasan_dari,
            atasan=rhk.atasan.uraian_terbuka if rhk.atasan else "",
            ukuran=tuple(_line(rhk, line, one, shown) for line in ukuran),
            rencana_aksi=planned[rhk.pk],
            umpan_balik=said[rhk.pk],
        )
        for rhk, ukuran in lines
    )
    perilaku = tuple(
        BarisPerilakuDinilai(
            line.perilaku.kode, line.perilaku.nama, line.perilaku.panduan, line.ekspektasi, said[line.perilaku.kode]
        )
        for line in behaviour_lines(expected)
    )
    skp = one.story.masa.skp
    return Lembar(hasil, perilaku, str(skp.pendekatan), str(skp.bentuk))


def _line(
    rhk: RencanaHasilKerja, line: BarisIndikator, one: Isian, shown: dict[tuple[int, str], tuple[ButirEviden, ...]]
) -> BarisUkuran:
    reached = one.realisasi.get((rhk.pk, line.kode))
    return BarisUkuran(
        kode=line.kode,
        aspek=line.aspek,
        uraian=line.uraian,
        target=line.target,
        perspektif=line.perspektif,
        realisasi_id=reached.pk if reached else None,
        realisasi=reached.realisasi if reached else "",
        sumber_data=reached.sumber_data if reached else "",
        eviden=shown[rhk.pk, line.kode],
    )


def _ask_colleagues(kota: Kota, told: list[Cerita]) -> None:
    """Of a few in every period, of the others now and then and from too few to be shown."""
    asked = [(story, place, row) for story in told for place, row in enumerate(_invited(story, kota))]
    UndanganUmpanBalik.objects.bulk_create([row for _, _, row in asked], batch_size=1000)
    UmpanBalikRekan.objects.bulk_create(
        [
            words
            for story, place, row in asked
            if row.status == StatusUmpanBalik.DIISI
            for words in _words_of(story, row, place)
        ],
        batch_size=2000,
    )


def _words_of(story: Cerita, row: UndanganUmpanBalik, place: int) -> Iterator[UmpanBalikRekan]:
    """On four of the seven; no two givers of an evaluasi say the same, and other words in its next periods."""
    chance, quarter = acak("rekan", row.pemberi.nip, row.pada), story.mulai.month // 3
    works = [rhk.uraian for _, rhk in story.masa.tugas if rhk.uraian.startswith("Me")]
    for kode in chance.sample(list(UMPAN_BALIK_REKAN), 4):
        known = [words for words in UMPAN_BALIK_REKAN[kode] if works or "{kegiatan}" not in words]
        own = acak("kata rekan", story.nip, story.periode.tahun, kode)
        words = own.sample(known, len(known))[(place + quarter * 3) % len(known)]
        work = own.choice(works) if works else ""
        yield UmpanBalikRekan(undangan=row, perilaku=kode, teks=words.format(kegiatan=work[:1].lower() + work[1:]))


def _invited(story: Cerita, kota: Kota) -> Iterator[UndanganUmpanBalik]:
    owner, chance = story.masa.pegawai, acak("undangan", story.nip, story.mulai, story.periode.nama)
    for place, (giver, hubungan) in enumerate(_givers(story, kota, chance).items()):
        asal = chance.choice((AsalUmpanBalik.DIMINTA, AsalUmpanBalik.DIMINTA, AsalUmpanBalik.DITUGASKAN))
        asks = owner if asal == AsalUmpanBalik.DIMINTA else story.masa.penilai_pada(story.mulai, kota.kini)
        waits = story.tahap < Tahap.DIISI and (place == 0 or story.nip in teks.PEMBERI)
        yield UndanganUmpanBalik(
            evaluasi=story.row,
            pemberi=giver,
            asal=asal,
            hubungan=hubungan,
            status=StatusUmpanBalik.MENUNGGU if waits else StatusUmpanBalik.DIISI,
            diminta_oleh=asks,
            pada=_between(story, kota, 0.3 + place / 10),
        )


def _givers(story: Cerita, kota: Kota, chance: Random) -> dict[Pegawai, Hubungan]:
    """Of a few those who are told, of others some who work beside them."""
    if story.nip in teks.PEMBERI:
        people = {orang.nip: person for orang, person in kota.pegawai}
        return {people[nip]: hubungan for nip, hubungan in teks.PEMBERI[story.nip].items()}
    owner = story.masa.pegawai
    known = owner.nip in teks.DENGAN_REKAN or story.nip in teks.DENGAN_REKAN
    if story.masa.penilai_awal is None or not (known or chance.random() < 0.12):
        return {}
    near = [
        person
        for orang, person in kota.pegawai
        if person.unit_id == owner.unit_id and person != owner and person.is_active and not orang.kepala
        and not is_excepted(kota, person, story.mulai)
    ]  # fmt: skip
    if len(near) < 2:
        return {}
    givers = chance.sample(near, min(len(near), 4 if known else chance.choice((1, 2))))
    if owner.nip == susunan.FUNGSIONAL:
        staf = kota.oleh_nip(susunan.STAF)
        givers = [staf, *(giver for giver in givers if giver != staf)]
    return dict.fromkeys(givers, Hubungan.REKAN)
