"""Who may propose a change to an approved SKP, and who decides on it."""

from ekinerja.errors import Refused
from ekinerja.rules import ALLOWED, Verdict, not_now
from organisasi.models import Pegawai
from skp.models import Adendum, Skp
from skp.rules.dokumen import Giliran, in_state, owns, reviews
from skp.workflow import Action, Status, next_adendum_status


def may_propose(user: Pegawai, skp: Skp, *, terbuka: Adendum | None) -> Verdict:
    """`terbuka`: the SKP's adendum that is not approved yet."""
    if not (verdict := owns(user, skp)):
        return verdict
    if skp.editable:
        return not_now("SKP ini masih dapat diubah langsung; adendum hanya untuk SKP yang sudah disetujui.")
    if skp.status != Status.DISETUJUI:
        return not_now("SKP sedang diperiksa pejabat penilai; adendum hanya untuk SKP yang sudah disetujui.")
    if terbuka is not None:
        return not_now(
            f"Adendum ke-{terbuka.nomor} belum selesai ({terbuka.get_status_display().lower()}). Selesaikan atau "
            "hapus adendum itu lebih dahulu.",
            Refused,
        )
    return ALLOWED


def may_edit_adendum(user: Pegawai, adendum: Adendum) -> Verdict:
    return owns(user, adendum.skp) and _content_open(adendum) and _skp_approved(adendum.skp)


def may_delete_adendum(user: Pegawai, adendum: Adendum) -> Verdict:
    """A returned one too: it must not block the next. The steps it went through stay in the SKP's Riwayat."""
    return owns(user, adendum.skp) and _content_open(adendum)


def may_submit_adendum(user: Pegawai, adendum: Adendum, *, jumlah: int) -> Verdict:
    """`jumlah`: how many changes it proposes."""
    allowed = (
        owns(user, adendum.skp)
        and in_state(Action.AJUKAN, adendum, step=next_adendum_status)
        and _skp_approved(adendum.skp)
    )
    if allowed and not jumlah:
        return not_now("Belum dapat diajukan. Belum ada perubahan yang diusulkan.", Refused)
    return allowed


def may_judge_adendum(action: Action, user: Pegawai, adendum: Adendum) -> Verdict:
    """Setujui or Kembalikan. Returned it can be even while the SKP itself is open again."""
    verdict = reviews(user, adendum.skp) and in_state(action, adendum, step=next_adendum_status)
    return verdict and _skp_approved(adendum.skp) if action == Action.SETUJUI else verdict


def turn_of_adendum(user: Pegawai, adendum: Adendum, *, judge: Verdict, jumlah: int) -> Giliran:
    skp, since = adendum.skp, adendum.status_sejak
    if adendum.status == Status.DISETUJUI:
        return Giliran(f"{adendum} sudah disetujui", since, done=True)
    if adendum.status == Status.DIAJUKAN:
        what = f"memeriksa {adendum}"
        return Giliran(what if judge else f"pejabat penilai, {skp.penilai}, {what}", since, mine=bool(judge))
    what = f"{'memperbaiki' if adendum.catatan else 'melengkapi'} dan mengajukan {adendum}"
    mine = skp.pegawai_id == user.pk
    missing = [] if jumlah else ["Belum ada perubahan yang diusulkan."]
    return Giliran(what if mine else f"{skp.pegawai} {what}", since, missing=missing if mine else (), mine=mine)


def _content_open(adendum: Adendum) -> Verdict:
    if adendum.editable:
        return ALLOWED
    if adendum.status == Status.DIAJUKAN:
        return not_now("Adendum sedang diperiksa pejabat penilai; dapat diubah bila dikembalikan.")
    return not_now("Adendum ini sudah disetujui; ajukan adendum berikutnya.")


def _skp_approved(skp: Skp) -> Verdict:
    if skp.status == Status.DISETUJUI:
        return ALLOWED
    return not_now("SKP-nya sedang dibuka kembali: adendum berlanjut setelah SKP disetujui lagi.")
