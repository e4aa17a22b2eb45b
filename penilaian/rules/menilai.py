"""The penilai's side of an evaluasi: what he may write, rate and take back. Builds on `penilaian.rules.evaluasi`."""

from dataclasses import dataclass
from datetime import datetime

from ekinerja.rules import ALLOWED, Verdict, denied, not_now
from organisasi.deadlines import Tenggat, format_day
from organisasi.models import Pegawai
from penilaian.capaian_organisasi import CapaianBerlaku
from penilaian.models import Evaluasi, UmpanBalik
from penilaian.rules import evaluasi as base
from penilaian.rules.evaluasi import Kedudukan
from penilaian.scoring.permenpanrb_6_2022 import Rating, rating_pimpinan
from penilaian.workflow import StatusEvaluasi
from skp.models import Skp


@dataclass(frozen=True)
class Batas:
    """Until when the owner fills in, and until when the penilai rates."""

    pengisian: Tenggat
    penilaian: Tenggat


def may_open(kedudukan: Kedudukan) -> Verdict:
    """The page Feedback Atasan: by all who may read the SKP, its owner apart, who has his own page."""
    if kedudukan.pemilik:
        return denied("Halaman ini untuk pejabat penilai. Hasil evaluasi Anda ada pada Penilaian SKP.")
    return ALLOWED


def may_change_feedback(user: Pegawai, kedudukan: Kedudukan, umpan_balik: UmpanBalik) -> Verdict:
    """By who wrote it: words under a name are that person's. A choice of this system."""
    if umpan_balik.oleh_id != user.pk:
        return denied(f"Umpan balik ini ditulis oleh {umpan_balik.oleh}; hanya penulisnya yang dapat mengubahnya.")
    return base.may_give_feedback(kedudukan, umpan_balik.evaluasi)


def may_rate(kedudukan: Kedudukan, evaluasi: Evaluasi, *, batas: Batas, at: datetime) -> Verdict:
    """`base.may_rate`, and where the instansi wants the self-rating first, not before it or the end of filling."""
    verdict = base.may_rate(kedudukan, evaluasi, tenggat=batas.penilaian, at=at)
    return self_rating_first(evaluasi, tenggat=batas.pengisian, at=at) if verdict else verdict


def self_rating_first(evaluasi: Evaluasi, *, tenggat: Tenggat, at: datetime) -> Verdict:
    """A person who does not rate himself keeps nobody waiting beyond the limit of filling."""
    if not evaluasi.skp.instansi.penilaian_diri or evaluasi.mandiri_pada or not tenggat.terbuka(at):
        return ALLOWED
    return not_now(
        f"Menunggu penilaian diri {evaluasi.skp.pegawai}, paling lambat {format_day(tenggat.hari_terakhir)}."
    )


def heads_unit(skp: Skp) -> bool:
    """Whether the owner heads the unit of the SKP: his rating hasil kerja is then that unit's capaian."""
    return skp.unit is not None and skp.unit.kepala_id == skp.pegawai_id


def rating_of_head(skp: Skp, capaian: CapaianBerlaku | None) -> Rating | None:
    """What the capaian of the unit he heads makes of it (SE MenPANRB 3/2023); None while it is not set.

    The capaian of a unit above is not his.
    """
    return rating_pimpinan(capaian.nilai) if capaian is not None and capaian.sendiri else None


def may_rate_results(verdict: Verdict, skp: Skp, capaian: CapaianBerlaku | None) -> Verdict:
    """`verdict` of `may_rate`; of who heads a unit not before the capaian of that unit is set."""
    if not verdict or not heads_unit(skp) or rating_of_head(skp, capaian) is not None:
        return verdict
    return not_now(
        f"{skp.pegawai} memimpin {skp.unit}: rating hasil kerjanya mengikuti capaian kinerja organisasi unit itu, yang "
        "belum ditetapkan untuk periode ini."
    )


def may_cancel(kedudukan: Kedudukan, evaluasi: Evaluasi, *, batas: Batas, at: datetime) -> Verdict:
    """Taking the rating back, so that its owner can fill in again: by whoever may still change it."""
    verdict = base.may_rate(kedudukan, evaluasi, tenggat=batas.penilaian, at=at)
    if verdict and evaluasi.status != StatusEvaluasi.DINILAI:
        return not_now("Evaluasi ini belum dinilai.")
    return verdict
