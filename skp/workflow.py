"""States of an SKP and an SKP Bulanan, and which action leads from where to where."""

from django.db.models import TextChoices

from ekinerja.errors import IllegalTransition


class Status(TextChoices):
    DRAFT = "DRAFT", "Draft"
    DIAJUKAN = "DIAJUKAN", "Diajukan"
    DISETUJUI = "DISETUJUI", "Disetujui"
    DIKEMBALIKAN = "DIKEMBALIKAN", "Dikembalikan"


TONE = {
    Status.DRAFT: "netral",
    Status.DIAJUKAN: "info",
    Status.DISETUJUI: "sukses",
    Status.DIKEMBALIKAN: "peringatan",
}

# The owner may change the content only here; everywhere else it is being judged, or has been.
EDITABLE = frozenset({Status.DRAFT, Status.DIKEMBALIKAN})


class Action(TextChoices):
    AJUKAN = "AJUKAN", "Ajukan"
    SETUJUI = "SETUJUI", "Setujui"
    KEMBALIKAN = "KEMBALIKAN", "Kembalikan"
    BUKA_KEMBALI = "BUKA_KEMBALI", "Buka kembali"


TRANSITIONS: dict[Action, tuple[frozenset[Status], Status]] = {
    Action.AJUKAN: (EDITABLE, Status.DIAJUKAN),
    Action.SETUJUI: (frozenset({Status.DIAJUKAN}), Status.DISETUJUI),
    Action.KEMBALIKAN: (frozenset({Status.DIAJUKAN}), Status.DIKEMBALIKAN),
    Action.BUKA_KEMBALI: (frozenset({Status.DISETUJUI}), Status.DRAFT),
}

NEEDS_REASON = frozenset({Action.KEMBALIKAN, Action.BUKA_KEMBALI})


def sources(action: Action) -> frozenset[Status]:
    return TRANSITIONS[action][0]


def next_status(action: Action, current: str) -> Status:
    """The state an action leads to. Raises IllegalTransition with the present state named."""
    allowed, target = TRANSITIONS[action]
    if current not in allowed:
        raise IllegalTransition(
            f"{action.label} tidak dapat dilakukan: status dokumen ini {Status(current).label.lower()}."
        )
    return target


# An approved adendum is never reopened: the next one changes what it said.
ADENDUM_ACTIONS = frozenset(Action) - {Action.BUKA_KEMBALI}


def next_adendum_status(action: Action, current: str) -> Status:
    """The same table, without Buka kembali."""
    if action not in ADENDUM_ACTIONS:
        raise IllegalTransition(f"{action.label} tidak ada pada adendum: ajukan adendum berikutnya.")
    return next_status(action, current)


class StatusPermintaan(TextChoices):
    """A request one person puts to another: to copy RHK, to correct data."""

    DIAJUKAN = "DIAJUKAN", "Menunggu jawaban"
    DITERIMA = "DITERIMA", "Diterima"
    DITOLAK = "DITOLAK", "Ditolak"
    DIBATALKAN = "DIBATALKAN", "Dibatalkan"


TONE_PERMINTAAN = {
    StatusPermintaan.DIAJUKAN: "info",
    StatusPermintaan.DITERIMA: "sukses",
    StatusPermintaan.DITOLAK: "peringatan",
    StatusPermintaan.DIBATALKAN: "netral",
}
