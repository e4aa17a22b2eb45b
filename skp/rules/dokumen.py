"""Who may do what with an SKP and an SKP Bulanan, when, and what is still missing (guide, chapters 1 and 2).

Each rule answers for the button and for the POST. Rights come first (403), then state, limit and content (a message).
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from math import ceil
from typing import Any

from django.db.models import QuerySet, prefetch_related_objects
from django.utils.text import Truncator

from ekinerja.errors import IllegalTransition, Refused, TooLate
from ekinerja.forms import format_number
from ekinerja.prepared import prepared
from ekinerja.rules import ALLOWED, Verdict, denied, not_now
from organisasi.deadlines import Tenggat, month_end
from organisasi.models import Pegawai
from organisasi.scoping import acting_ids, led_by
from skp.indikator import asked_fields, asks_klasifikasi
from skp.models import (
    Adendum,
    JenisRhk,
    RencanaHasilKerja,
    SatuanWaktu,
    Skp,
    SkpBulanan,
    StatusKegiatan,
    TargetBulanan,
    TimKerja,
)
from skp.workflow import Action, Status, next_status

Dokumen = Skp | SkpBulanan

ALASAN_ANGKA_KREDIT = "Angka kredit hanya diisi khusus untuk Jabatan Fungsional Tertentu."
ALASAN_BIAYA = "Target biaya hanya diisi oleh Pengguna Anggaran (PA) atau Kuasa Pengguna Anggaran (KPA)."
ALASAN_SATUAN = "Satuan kegiatan atau kali tidak diperbolehkan kecuali untuk jabatan fungsional tertentu."

# --- Rights ----------------------------------------------------------------------------------------------------------


def owns(user: Pegawai, dokumen: Dokumen) -> Verdict:
    if skp_of(dokumen).pegawai_id == user.pk:
        return ALLOWED
    return denied("Hanya pemilik SKP yang dapat mengubahnya.")


def reviews(user: Pegawai, dokumen: Dokumen) -> Verdict:
    """- the pejabat penilai stored on the SKP
    - who stands in for him as Plt/Plh today
    - never the owner, even where he is that Plt himself
    """
    skp = skp_of(dokumen)
    if skp.pegawai_id == user.pk:
        return denied("Tidak seorang pun menyetujui SKP miliknya sendiri.")
    if skp.penilai_id is None:
        return denied("SKP ini belum mempunyai pejabat penilai.")
    if skp.penilai_id == user.pk or skp.penilai_id in acting_ids(user):
        return ALLOWED
    return denied("Hanya pejabat penilai SKP ini, atau Plt/Plh-nya, yang dapat memutuskan.")


def administers(user: Pegawai, dokumen: Dokumen) -> Verdict:
    if user.is_superuser or (user.admin_instansi and user.instansi_id == skp_of(dokumen).instansi_id):
        return ALLOWED
    return denied("Hanya admin instansi yang dapat melakukan ini.")


def may_open_queue(user: Pegawai) -> Verdict:
    """Whoever leads a unit, or was stored as somebody's pejabat penilai."""
    if led_by(user) or _assessed(user.pk):
        return ALLOWED
    return denied("Halaman ini untuk pejabat penilai.")


@prepared
def _assessed(penilai: int) -> QuerySet[Skp, int]:
    return Skp.objects.filter(penilai=penilai).order_by().values_list("pk", flat=True)[:1]


def may_create(user: Pegawai) -> Verdict:
    if user.unit_id is None or user.jabatan_id is None:
        return not_now(
            "Unit kerja atau jabatan Anda belum tercatat. Minta admin instansi melengkapinya lebih dahulu.", Refused
        )
    return ALLOWED


# --- The document and its content ------------------------------------------------------------------------------------


def may_edit(user: Pegawai, dokumen: Dokumen) -> Verdict:
    return owns(user, dokumen) and editable(dokumen)


def editable(dokumen: Dokumen) -> Verdict:
    if dokumen.editable:
        return ALLOWED
    if dokumen.status == Status.DIAJUKAN:
        return not_now("Sedang diperiksa pejabat penilai; dapat diubah bila dikembalikan.")
    by_adendum = "lewat Adendum, atau " if isinstance(dokumen, Skp) else ""
    return not_now(
        f"Sudah disetujui; dapat diubah {by_adendum}setelah dibuka kembali oleh pejabat penilai atau admin instansi."
    )


def may_delete_skp(user: Pegawai, skp: Skp, *, jumlah_bulanan: int) -> Verdict:
    if not (verdict := owns(user, skp) and _never_submitted(skp)):
        return verdict
    if jumlah_bulanan:
        return not_now(f"SKP ini mempunyai {jumlah_bulanan} SKP Bulanan. Hapus SKP Bulanannya lebih dahulu.", Refused)
    return ALLOWED


def may_delete_bulanan(user: Pegawai, bulanan: SkpBulanan) -> Verdict:
    return owns(user, bulanan) and _never_submitted(bulanan)


def may_change_month(user: Pegawai, bulanan: SkpBulanan) -> Verdict:
    return owns(user, bulanan) and _never_submitted(bulanan, "Bulan hanya dapat diganti")


def may_delete_rhk(user: Pegawai, rhk: RencanaHasilKerja, *, jumlah_bulanan: int, jumlah_pendukung: int) -> Verdict:
    return may_edit(user, rhk.skp) and unused_rhk(jumlah_bulanan=jumlah_bulanan, jumlah_pendukung=jumlah_pendukung)


def unused_rhk(*, jumlah_bulanan: int, jumlah_pendukung: int) -> Verdict:
    """Nothing hangs on it, so that it can go."""
    if jumlah_bulanan:
        return not_now(f"RHK ini dipakai oleh {jumlah_bulanan} target SKP Bulanan.", Refused)
    if jumlah_pendukung:
        return not_now(f"RHK ini didukung oleh {jumlah_pendukung} RHK bawahan.", Refused)
    return ALLOWED


def may_reload(user: Pegawai, skp: Skp) -> Verdict:
    if not (owns(user, skp) or administers(user, skp)):
        return owns(user, skp)
    if skp.status == Status.DISETUJUI:
        return not_now("SKP sudah disetujui; pejabat penilai yang memutuskan tetap tercatat.")
    return ALLOWED


def _never_submitted(dokumen: Dokumen, what: str = "Penghapusan hanya dapat dilakukan") -> Verdict:
    if dokumen.belum_pernah_diajukan:
        return ALLOWED
    return not_now(f"{what} selama draft belum pernah diajukan: yang sudah mempunyai riwayat tetap disimpan.")


# --- Steps of the workflow -------------------------------------------------------------------------------------------


def may_submit(
    user: Pegawai, dokumen: Dokumen, *, missing: Sequence[object], tenggat: Tenggat, at: datetime
) -> Verdict:
    """The limit counts for the first submission: what was returned or reopened is late by the penilai's own act."""
    if not (verdict := owns(user, dokumen) and in_state(Action.AJUKAN, dokumen)):
        return verdict
    if dokumen.belum_pernah_diajukan and not tenggat.terbuka(at):
        return not_now(tenggat.alasan_lewat, TooLate)
    if missing:
        others = f" Dan {len(missing) - 1} hal lain yang masih kurang." if len(missing) > 1 else ""
        return not_now(f"Belum dapat diajukan. {missing[0]}{others}", Refused)
    return ALLOWED


def may_judge(action: Action, user: Pegawai, dokumen: Dokumen) -> Verdict:
    """Setujui or Kembalikan."""
    return reviews(user, dokumen) and in_state(action, dokumen)


def may_reopen(user: Pegawai, dokumen: Dokumen) -> Verdict:
    """By the pejabat penilai or the admin instansi, never the owner. A closed month: first reopen its appraisal."""
    if not (verdict := reviews(user, dokumen)) and (owns(user, dokumen) or not administers(user, dokumen)):
        return verdict
    if not (verdict := in_state(Action.BUKA_KEMBALI, dokumen)):
        return verdict
    if isinstance(dokumen, SkpBulanan) and dokumen.ditutup:
        return not_now("Penilaian bulan ini sudah ditutup. Buka kembali penilaiannya lebih dahulu.")
    return ALLOWED


def in_state(
    action: Action, dokumen: Dokumen | Adendum, *, step: Callable[[Action, str], Status] = next_status
) -> Verdict:
    """`step` is the table of the document's own workflow."""
    try:
        step(action, dokumen.status)
    except IllegalTransition as refusal:
        return not_now(refusal.message)
    return ALLOWED


# --- What is missing before Ajukan -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Kurang:
    """One thing that is missing before Ajukan: what to do, and the RHK it is about."""

    kalimat: str
    rhk: int | None = None

    def __str__(self) -> str:
        return self.kalimat

    @property
    def tautan(self) -> str:
        """Where it is mended, on the page of the SKP."""
        return f"#rhk-{self.rhk}" if self.rhk else ""


def missing_in_skp(skp: Skp, rhk: Sequence[RencanaHasilKerja]) -> list[Kurang]:
    """Sentences for the owner. `rhk` with satuan and atasan__skp loaded; asks at most two queries more.

    An instansi without evaluasi periodik asks for the measured target alone.
    """
    evaluasi = skp.instansi.evaluasi_periodik
    missing = []
    if skp.penilai_id is None:
        missing.append(
            Kurang(
                "Pejabat penilai belum ada: minta admin instansi menetapkan kepala unit kerja, lalu tekan Muat Ulang."
            )
        )
    if not rhk:
        missing.append(Kurang("Belum ada RHK: tekan Tambah RHK."))
    elif evaluasi and not any(row.jenis == JenisRhk.UTAMA for row in rhk):
        missing.append(Kurang("Belum ada RHK utama: tambahkan sedikitnya satu RHK dengan jenis Utama."))
    if evaluasi:
        prefetch_related_objects(list(rhk), "indikator")
    givers = _givers(skp, rhk)
    number = Counter[str]()
    for row in rhk:
        number[row.jenis] += 1
        faults = _faults(skp, row, givers) + (_indikator_faults(skp, row) if evaluasi else _measure_faults(row))
        name = f"RHK {row.jenis.lower()} nomor {number[row.jenis]} “{Truncator(row.uraian).chars(60)}”"
        missing += [Kurang(f"{name}: {sentence}", row.pk) for sentence in faults]
    return missing


def _givers(skp: Skp, rhk: Sequence[RencanaHasilKerja]) -> set[int | None]:
    """Whose RHK the SKP may support. Teams are asked for only where an RHK is not the pejabat penilai's."""
    if all(row.atasan is None or row.atasan.skp.pegawai_id == skp.penilai_id for row in rhk):
        return {skp.penilai_id}
    return {skp.penilai_id, *TimKerja.objects.joined_in(skp).values_list("ketua", flat=True)}


def _faults(skp: Skp, rhk: RencanaHasilKerja, givers: Collection[int | None]) -> list[str]:
    faults = []
    if rhk.status_kegiatan == StatusKegiatan.CASCADING and rhk.atasan is None:
        faults.append("status Cascading, tetapi RHK atasan belum dipilih; pilih lewat Edit.")
    if rhk.atasan is not None and rhk.atasan.skp.pegawai_id not in givers:
        faults.append(
            "RHK atasan bukan milik pejabat penilai yang sekarang atau ketua tim kerja Anda; pilih ulang lewat Edit."
        )
    # One handed out, or made before the forms were told apart, has none yet.
    if asks_klasifikasi(skp) and not rhk.klasifikasi:
        faults.append("klasifikasi belum dipilih; pilih Organisasi atau Individu lewat Edit.")
    values = {name: getattr(rhk, name) for name in ("angka_kredit", "satuan", "target_biaya")}
    return faults + list(entitlement_problems(skp, values).values())


def _measure_faults(rhk: RencanaHasilKerja) -> list[str]:
    return [] if rhk.terukur else ["target kuantitas, satuan, kualitas dan waktu belum diisi; isi lewat Edit."]


def _indikator_faults(skp: Skp, rhk: RencanaHasilKerja) -> list[str]:
    """A measured target stands for indikator; an indikator that is there is whole in the SKP's present pendekatan."""
    rows = list(rhk.indikator.all())
    if not rows and not rhk.terukur:
        other = " atau isi target terukurnya lewat Edit" if skp.instansi.pengukuran_bulanan else ""
        return [f"belum mempunyai indikator; tekan Tambah Indikator{other}."]
    empty = [
        (number, [name for name in asked_fields(skp) if not getattr(row, name)])
        for number, row in enumerate(rows, start=1)
    ]
    return [
        f"indikator nomor {number} belum mempunyai {' dan '.join(names)}; lengkapi indikator itu lewat Edit."
        for number, names in empty
        if names
    ]


def missing_in_bulanan(bulanan: SkpBulanan, *, jumlah_target: int) -> list[Kurang]:
    missing = []
    if bulanan.skp.status != Status.DISETUJUI:
        missing.append(Kurang(f"SKP Tahunan {bulanan.tahun} belum disetujui pejabat penilai."))
    if not jumlah_target:
        missing.append(Kurang("Belum ada target SKP Bulanan."))
    return missing


# --- What a target may hold ------------------------------------------------------------------------------------------


def rhk_problems(skp: Skp, values: Mapping[str, Any], *, atasan_tersedia: bool) -> dict[str, str]:
    """Fields of a target SKP Tahunan that break a rule of the guide, each with the reason."""
    problems = entitlement_problems(skp, values)
    cascading = values.get("status_kegiatan") == StatusKegiatan.CASCADING
    if cascading and values.get("atasan") is None and atasan_tersedia:
        problems["atasan"] = "Status Cascading: pilih SKP Tahunan atasan yang terkait."
    if not cascading and values.get("atasan") is not None:
        problems["atasan"] = "SKP Tahunan atasan hanya dipilih untuk status Cascading. Pilih “Tidak ada”."
    return problems | _time_problem(values, skp.periode_mulai, skp.periode_selesai)


def target_problems(bulanan: SkpBulanan, values: Mapping[str, Any]) -> dict[str, str]:
    """Fields of a target SKP Bulanan that break a rule of the guide, each with the reason."""
    problems = {}
    if values.get("target_biaya") is not None and not bulanan.skp.memegang_anggaran:
        problems["target_biaya"] = ALASAN_BIAYA
    if values.get("status_tahapan") and not values.get("tahapan"):
        problems["tahapan"] = "Status Tahapan YA: tuliskan sedikitnya satu tahapan."
    if not values.get("status_tahapan") and values.get("tahapan"):
        problems["tahapan"] = "Status Tahapan TIDAK: kosongkan tahapan, atau pilih YA."
    return problems | _time_problem(values, bulanan.tanggal, month_end(bulanan.tanggal))


def entitlement_problems(skp: Skp, values: Mapping[str, Any]) -> dict[str, str]:
    """What only a functional post, or only a PA/KPA, may fill in."""
    problems = {}
    fungsional = skp.jabatan.fungsional
    satuan = values.get("satuan")
    if values.get("angka_kredit") is not None and not fungsional:
        problems["angka_kredit"] = ALASAN_ANGKA_KREDIT
    if satuan is not None and satuan.khusus_fungsional and not fungsional:
        problems["satuan"] = ALASAN_SATUAN
    if values.get("target_biaya") is not None and not skp.memegang_anggaran:
        problems["target_biaya"] = ALASAN_BIAYA
    return problems


def longest_time(first: date, last: date) -> dict[SatuanWaktu, int]:
    """How many days, weeks and months a period holds, begun ones counted."""
    days = (last - first).days + 1
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    return {SatuanWaktu.HARI: days, SatuanWaktu.MINGGU: ceil(days / 7), SatuanWaktu.BULAN: months}


def _time_problem(values: Mapping[str, Any], first: date, last: date) -> dict[str, str]:
    amount, unit = values.get("target_waktu"), values.get("satuan_waktu")
    if amount is None or not unit:
        return {}
    longest = longest_time(first, last)[SatuanWaktu(unit)]
    if amount <= longest:
        return {}
    return {"target_waktu": f"Paling lama {longest} {SatuanWaktu(unit).label.lower()}, sepanjang periodenya."}


def more_than_the_year(target: TargetBulanan, planned: Decimal) -> str:
    """A warning when the months together plan more than the annual target; planning more is not forbidden."""
    annual = target.rhk.target_kuantitas
    if annual is None or planned <= annual:
        return ""
    return (
        f"Jumlah target semua bulan untuk “{target.rhk.uraian}” menjadi {format_number(planned)} {target.rhk.satuan}, "
        f"melebihi target SKP Tahunan {format_number(annual)} {target.rhk.satuan}."
    )


# --- Whose turn it is ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Giliran:
    """Whose turn it is, since when, until when, and what is missing."""

    who: str
    since: datetime
    tenggat: Tenggat | None = None
    missing: Sequence[object] = ()
    mine: bool = False
    done: bool = False


def turn(user: Pegawai, dokumen: Dokumen, *, missing: Sequence[object], tenggat: Tenggat, judge: Verdict) -> Giliran:
    skp, since = skp_of(dokumen), dokumen.status_sejak
    if dokumen.status == Status.DISETUJUI:
        return Giliran(f"{dokumen} sudah disetujui", since, done=True)
    if dokumen.status == Status.DIAJUKAN:
        what = f"memeriksa {dokumen}"
        mine = bool(judge)
        return Giliran(what if mine else f"pejabat penilai, {skp.penilai}, {what}", since, mine=mine)
    what = f"{'memperbaiki' if dokumen.alasan else 'melengkapi'} dan mengajukan {dokumen}"
    mine = skp.pegawai_id == user.pk
    return Giliran(
        what if mine else f"{skp.pegawai} {what}",
        since,
        tenggat=tenggat if dokumen.belum_pernah_diajukan else None,
        missing=missing if mine else (),
        mine=mine,
    )


def skp_of(dokumen: Dokumen) -> Skp:
    return dokumen if isinstance(dokumen, Skp) else dokumen.skp
