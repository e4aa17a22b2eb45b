"""What is a person's to do now, and until when: the front page's answer. Reads only; a fixed number of queries."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from operator import itemgetter
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.timezone import localdate

from dashboard.milik import MUNDUR, Milik
from dashboard.querysets import beranda
from dashboard.querysets.beranda import ADENDUM, BULANAN, CLAIMS, DECIDING, EXPLAINING, TAHUNAN
from kegiatan.month import is_working_day
from organisasi.deadlines import DeadlineCalendar, Tenggat, format_day, month_name
from organisasi.models import Langkah, Pegawai
from organisasi.rules.orang import measures
from organisasi.scoping import acting_ids, local_today
from penilaian.filters import OPEN, WAITING
from penilaian.pengisian import to_fill
from penilaian.periode import format_month, months_back
from penilaian.querysets.menilai import waiting_to_rate
from penilaian.workflow import StatusEvaluasi
from skp.models import Skp, SkpBulanan
from skp.workflow import EDITABLE, Status

DESEMBER = 12


@dataclass(frozen=True)
class Item:
    """One thing to do: words, where, until when. `jumlah` is how many documents wait."""

    judul: str
    rincian: str
    url: str
    ikon: str
    tenggat: Tenggat | None = None
    jumlah: int = 0


def own_agenda(milik: Milik, calendar: DeadlineCalendar, *, at: datetime) -> list[Item]:
    """What the user owes for himself: SKP, this and last month, the days still open, realisasi."""
    user, today = milik.user, milik.today
    if user.unit is None:
        return []
    own = beranda.skp_of_years(user.pk, today.year - 1, today.year + 1)
    years = [skp for skp in own if skp.tahun >= today.year]
    items = [*_skp_items(years, today, calendar), *_adendum_items(user), *_peer_items(user)]
    items += _evaluation_items(user, own, today, calendar, at)
    if not measures(user.instansi):
        return items
    around = {(day.year, day.month) for day in (today, months_back(today, 1))}
    months = [month for month in milik.months if (month.skp.tahun, month.bulan) in around]
    return [
        *items,
        *_month_items(months, years, today, calendar),
        *_day_items(milik, calendar, at),
        *_realisasi_items(months, calendar, at),
    ]


def assessor_agenda(user: Pegawai, calendar: DeadlineCalendar) -> list[Item]:
    """What others wait for: approvals, activities to grade, months to rate and close, claims to confirm.

    An instansi that does not measure monthly is asked for approvals of SKP and adendum only. To be asked of who leads
    a unit: for others it is empty, and not worth its queries.
    """
    monthly = bool(measures(user.instansi))
    today, mine = local_today(user), sorted(acting_ids(user))
    queues = _queues(user, mine, today, monthly=monthly)
    items = [*_approval_items(queues), *_objection_items(queues), *_rating_items(user, mine, today, calendar)]
    if not monthly:
        return items
    return [
        *items,
        *_grading_items(mine, today, calendar),
        *_closing_items(mine, today, calendar),
        *_claim_items(queues),
    ]


def _skp_items(years: Sequence[Skp], today: date, calendar: DeadlineCalendar) -> Iterator[Item]:
    if not any(skp.periode_mulai <= today <= skp.periode_selesai for skp in years):
        yield Item(
            f"Buat SKP Tahunan {today.year}",
            "Belum ada SKP yang mencakup hari ini. SKP adalah dasar semua penilaian tahun ini.",
            reverse("skp:tahunan_tambah"),
            "calendar4-range",
            calendar.tenggat(Langkah.SKP_TAHUNAN, today),
        )
    if today.month == DESEMBER and not any(skp.tahun > today.year for skp in years):
        next_year = date(today.year + 1, 1, 1)
        yield Item(
            f"Siapkan SKP Tahunan {next_year.year}",
            "SKP dibuat pada akhir tahun sebelumnya atau awal tahun berjalan.",
            reverse("skp:tahunan_tambah"),
            "calendar4-range",
            calendar.tenggat(Langkah.SKP_TAHUNAN, next_year),
        )
    for skp in years:
        if skp.status in EDITABLE:
            yield Item(
                f"{_verb(skp.status)} {skp}",
                skp.alasan or "Masih draft; pejabat penilai baru melihatnya setelah diajukan.",
                skp.get_absolute_url(),
                "send",
                calendar.tenggat(Langkah.SKP_TAHUNAN, skp.periode_mulai),
            )


def _adendum_items(user: Pegawai) -> Iterator[Item]:
    for adendum in beranda.open_adendum(user.pk):
        yield Item(
            f"{_verb(adendum.status)} {adendum}",
            adendum.catatan or "Masih draft; pejabat penilai baru melihatnya setelah diajukan.",
            adendum.get_absolute_url(),
            "file-earmark-diff",
        )


def _peer_items(user: Pegawai) -> Iterator[Item]:
    for jumlah in beranda.invitations(user.pk):
        yield Item(
            f"Beri umpan balik untuk {jumlah} rekan kerja",
            "Permintaan umpan balik atas perilaku kerja menunggu Anda.",
            reverse("penilaian:rekan_list"),
            "chat-left-heart",
            jumlah=jumlah,
        )


def _evaluation_items(
    user: Pegawai, own: Sequence[Skp], today: date, calendar: DeadlineCalendar, at: datetime
) -> Iterator[Item]:
    """Evaluasi to fill in before their limit, and documents handed over that wait for an answer."""
    written = beranda.evaluasi_of(user.pk, today.year - 1, today.year + 1, today)
    for row in to_fill([skp for skp in own if skp.tahun <= today.year], written, calendar, today=today, at=at):
        yield Item(
            f"Isi evaluasi {row.periode}",
            " ".join(row.kurang),
            reverse("penilaian:evaluasi", args=[row.skp.pk, row.periode.pk]),
            "folder-check",
            row.tenggat,
        )
    handed_over = [
        (row.batas_keberatan, row)
        for row in written
        if row.status == StatusEvaluasi.DISERAHKAN and row.batas_keberatan and row.batas_keberatan >= today
    ]
    for last, evaluasi in sorted(handed_over, key=itemgetter(0)):
        yield Item(
            f"Jawab dokumen evaluasi {evaluasi.periode}",
            "Terima hasilnya, atau ajukan keberatan dengan alasannya.",
            evaluasi.get_absolute_url(),
            "envelope-paper",
            Tenggat(Langkah.EVALUASI_PENILAIAN, last, calendar.zona),
        )


class Queue(NamedTuple):
    """How much waits for one kind of answer; since when, or until when where that has a limit."""

    jumlah: int
    sejak: Any
    batas: Any


MONTHLY = frozenset({BULANAN, CLAIMS})
APPROVALS = {
    TAHUNAN: "skp:persetujuan",
    BULANAN: "skp:persetujuan_bulanan",
    ADENDUM: "skp:persetujuan_adendum",
}
"""The tabs of Persetujuan SKP: what waits there, and its page."""


def _queues(user: Pegawai, mine: list[int], today: date, *, monthly: bool) -> dict[str, Queue]:
    """What waits for the user's answer, of each kind of which there is something. Two queries."""
    rows = [*beranda.queues(user.pk, mine, today.year - 1)]
    if user.instansi is None or user.instansi.evaluasi_periodik:
        rows += beranda.objections(user.pk, mine, today)
    found: dict[str, Queue] = {}
    for name, jumlah, sejak, batas in rows:
        if jumlah and (monthly or name not in MONTHLY):
            before = found[name].jumlah if name in found else 0
            found[name] = Queue(before + jumlah, sejak, batas)
    return found


def _rating_items(user: Pegawai, mine: list[int], today: date, calendar: DeadlineCalendar) -> Iterator[Item]:
    """People to rate in the periods that are open, and those somebody below has left after his limit."""
    if user.instansi is None or not user.instansi.evaluasi_periodik:
        return
    for row in waiting_to_rate(user, mine, today=today):
        url = f"{reverse('penilaian:bawahan_list')}?periode={row.periode.pk}"
        tenggat = calendar.tenggat_periode(Langkah.EVALUASI_PENILAIAN, row.periode)
        if row.bawahan:
            yield Item(
                f"Beri penilaian {row.periode} kepada {row.bawahan} bawahan",
                "Hasil kerja dan perilaku kerja dinilai, lalu dokumennya diserahkan.",
                url,
                "person-check",
                tenggat,
                row.bawahan,
            )
        if row.terlambat:
            yield Item(
                f"{row.terlambat} pegawai terlambat dinilai, {row.periode}",
                "Pejabat penilai mereka melewati batas waktu; Anda sebagai atasannya dapat menilai.",
                f"{url}&bagian=terlambat",
                "person-exclamation",
                jumlah=row.terlambat,
            )


def _objection_items(queues: Mapping[str, Queue]) -> Iterator[Item]:
    """Objections to explain as penilai, and to decide as his superior; those are due soonest first."""
    if deciding := queues.get(DECIDING):
        yield Item(
            f"Putuskan {deciding.jumlah} keberatan atas evaluasi",
            f"Yang paling awal sampai {format_day(deciding.batas)}.",
            reverse("penilaian:keberatan_list") + f"?keadaan={WAITING}",
            "hammer",
            jumlah=deciding.jumlah,
        )
    if explaining := queues.get(EXPLAINING):
        yield Item(
            f"Beri penjelasan atas {explaining.jumlah} keberatan",
            "Penjelasan Anda dibaca oleh pegawai dan oleh atasan Anda yang memutuskan.",
            reverse("penilaian:keberatan_list") + f"?keadaan={WAITING}",
            "chat-square-text",
            jumlah=explaining.jumlah,
        )


def _month_items(
    months: Sequence[SkpBulanan], years: Sequence[Skp], today: date, calendar: DeadlineCalendar
) -> Iterator[Item]:
    covered = any(skp.periode_mulai <= today <= skp.periode_selesai for skp in years)
    if covered and not any((month.skp.tahun, month.bulan) == (today.year, today.month) for month in months):
        yield Item(
            f"Buat SKP Bulanan {month_name(today)}",
            "Kegiatan SKP bulan ini perlu target bulanan.",
            reverse("skp:bulanan_tambah"),
            "calendar3",
            calendar.tenggat(Langkah.SKP_BULANAN, today),
        )
    for month in months:
        if month.status in EDITABLE:
            yield Item(
                f"{_verb(month.status)} {month}",
                month.alasan or "Masih draft; pejabat penilai baru melihatnya setelah diajukan.",
                month.get_absolute_url(),
                "send",
                calendar.tenggat(Langkah.SKP_BULANAN, month.tanggal),
            )


def _day_items(milik: Milik, calendar: DeadlineCalendar, at: datetime) -> Iterator[Item]:
    today = milik.today
    window = [today - timedelta(days=back) for back in range(MUNDUR.days, -1, -1)]
    limits = {day: calendar.tenggat(Langkah.KEGIATAN_HARIAN, day) for day in window if is_working_day(day)}
    still_open = {day: tenggat for day, tenggat in limits.items() if tenggat.terbuka(at)}
    filled = {day["tanggal"] for day in milik.days}
    empty = [day for day in still_open if day not in filled]
    if empty:
        earliest = min(empty)
        yield Item(
            "Isi Kegiatan Harian" + (" hari ini" if empty == [today] else f", {len(empty)} hari kerja belum terisi"),
            "Mulai dari " + format_day(earliest) + ".",
            reverse("kegiatan:tambah") + f"?tanggal={earliest.isoformat()}",
            "journal-check",
            still_open[earliest],
            len(empty),
        )


def _realisasi_items(months: Sequence[Any], calendar: DeadlineCalendar, at: datetime) -> Iterator[Item]:
    for month in months:
        tenggat = calendar.tenggat(Langkah.REALISASI, month.tanggal)
        if month.tanpa_realisasi and not month.ditutup and month.status == Status.DISETUJUI and tenggat.terbuka(at):
            yield Item(
                f"Isi realisasi waktu dan biaya {month.get_bulan_display()} {month.skp.tahun}",
                f"{month.tanpa_realisasi} target belum diisi; tanpa itu nilai waktunya 0.",
                reverse("penilaian:realisasi", args=[month.pk]),
                "speedometer2",
                tenggat,
                month.tanpa_realisasi,
            )


def _approval_items(queues: Mapping[str, Queue]) -> Iterator[Item]:
    for label, url_name in APPROVALS.items():
        if found := queues.get(label):
            yield Item(
                f"Periksa {found.jumlah} {label} yang diajukan",
                f"Menunggu sejak {format_day(localdate(found.sejak))}.",
                reverse(url_name),
                "check2-square",
                jumlah=found.jumlah,
            )


def _grading_items(mine: list[int], today: date, calendar: DeadlineCalendar) -> Iterator[Item]:
    for row in beranda.activities_to_grade(mine, months_back(today, 1), today):
        yield Item(
            f"Nilai {row['jumlah']} kegiatan harian {month_name(row['bulan'])}",
            f"Dari {row['orang']} bawahan.",
            reverse("penilaian:harian") + f"?bulan={format_month(row['bulan'])}",
            "list-check",
            calendar.tenggat(Langkah.VERIFIKASI, row["bulan"]),
            row["jumlah"],
        )


def _closing_items(mine: list[int], today: date, calendar: DeadlineCalendar) -> Iterator[Item]:
    for row in beranda.months_to_close(mine, today.year, today.month, today.year - 1):
        month = date(row["skp__tahun"], row["bulan"], 1)
        yield Item(
            f"Selesaikan penilaian {month_name(month)} untuk {row['jumlah']} bawahan",
            "Kualitas dan perilaku dinilai, lalu bulannya ditutup.",
            reverse("penilaian:bulanan") + f"?bulan={format_month(month)}&penilaian={OPEN}",
            "award",
            calendar.tenggat(Langkah.PENILAIAN_BULANAN, month),
            row["jumlah"],
        )


def _claim_items(queues: Mapping[str, Queue]) -> Iterator[Item]:
    if claims := queues.get(CLAIMS):
        yield Item(
            f"Konfirmasi {claims.jumlah} tugas tambahan atau kreativitas",
            "Nilainya baru ikut dihitung setelah dikonfirmasi.",
            reverse("penilaian:tugas_tambahan"),
            "patch-check",
            jumlah=claims.jumlah,
        )


def _verb(status: str) -> str:
    return "Perbaiki dan ajukan kembali" if status == Status.DIKEMBALIKAN else "Lengkapi dan ajukan"
