"""States of a daily activity and of a tugas tambahan or kreativitas."""

from django.db.models import TextChoices

from ekinerja.errors import IllegalTransition


class StatusKegiatanHarian(TextChoices):
    TERCATAT = "TERCATAT", "Belum dinilai"
    DINILAI = "DINILAI", "Dinilai"


class ActionHarian(TextChoices):
    NILAI = "NILAI", "Nilai"
    BATAL_NILAI = "BATAL_NILAI", "Batal nilai"


HARIAN: dict[ActionHarian, tuple[StatusKegiatanHarian, StatusKegiatanHarian]] = {
    ActionHarian.NILAI: (StatusKegiatanHarian.TERCATAT, StatusKegiatanHarian.DINILAI),
    ActionHarian.BATAL_NILAI: (StatusKegiatanHarian.DINILAI, StatusKegiatanHarian.TERCATAT),
}


class StatusUsulan(TextChoices):
    DIAJUKAN = "DIAJUKAN", "Menunggu konfirmasi"
    DIKONFIRMASI = "DIKONFIRMASI", "Dikonfirmasi"
    DITOLAK = "DITOLAK", "Ditolak"


class ActionUsulan(TextChoices):
    KONFIRMASI = "KONFIRMASI", "Konfirmasi"
    TOLAK = "TOLAK", "Tolak"
    BATAL = "BATAL", "Batalkan keputusan"


USULAN: dict[ActionUsulan, tuple[frozenset[StatusUsulan], StatusUsulan]] = {
    ActionUsulan.KONFIRMASI: (frozenset({StatusUsulan.DIAJUKAN}), StatusUsulan.DIKONFIRMASI),
    ActionUsulan.TOLAK: (frozenset({StatusUsulan.DIAJUKAN}), StatusUsulan.DITOLAK),
    ActionUsulan.BATAL: (frozenset({StatusUsulan.DIKONFIRMASI, StatusUsulan.DITOLAK}), StatusUsulan.DIAJUKAN),
}

TONE = {
    StatusKegiatanHarian.TERCATAT: "netral",
    StatusKegiatanHarian.DINILAI: "sukses",
    StatusUsulan.DIAJUKAN: "info",
    StatusUsulan.DIKONFIRMASI: "sukses",
    StatusUsulan.DITOLAK: "bahaya",
}


def next_status_usulan(action: ActionUsulan, current: str) -> StatusUsulan:
    sources, target = USULAN[action]
    if current not in sources:
        raise IllegalTransition(
            f"{action.label} tidak dapat dilakukan: usulan ini {StatusUsulan(current).label.lower()}."
        )
    return target
