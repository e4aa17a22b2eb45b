"""States of an evaluasi kinerja (one SKP in one period), and which action leads from where to where."""

from django.db.models import TextChoices

from ekinerja.errors import IllegalTransition


class StatusEvaluasi(TextChoices):
    TERBUKA = "TERBUKA", "Belum dinilai"
    DINILAI = "DINILAI", "Dinilai"
    DISERAHKAN = "DISERAHKAN", "Diserahkan"
    DITERIMA = "DITERIMA", "Diterima"
    KEBERATAN = "KEBERATAN", "Keberatan"
    DIPUTUSKAN = "DIPUTUSKAN", "Diputuskan"


TONE_EVALUASI = {
    StatusEvaluasi.TERBUKA: "netral",
    StatusEvaluasi.DINILAI: "info",
    StatusEvaluasi.DISERAHKAN: "info",
    StatusEvaluasi.DITERIMA: "sukses",
    StatusEvaluasi.KEBERATAN: "peringatan",
    StatusEvaluasi.DIPUTUSKAN: "sukses",
}


class ActionEvaluasi(TextChoices):
    NILAI = "NILAI", "Nilai"
    KALIBRASI = "KALIBRASI", "Ubah dalam kalibrasi"
    BATAL = "BATAL", "Buka kembali penilaian"
    SERAHKAN = "SERAHKAN", "Serahkan dokumen evaluasi"
    TERIMA = "TERIMA", "Terima dokumen evaluasi"
    KEBERATAN = "KEBERATAN", "Ajukan keberatan"
    TANGGAPI = "TANGGAPI", "Beri penjelasan"
    PUTUSKAN = "PUTUSKAN", "Putuskan keberatan"


EVALUASI: dict[ActionEvaluasi, tuple[frozenset[StatusEvaluasi], StatusEvaluasi]] = {
    ActionEvaluasi.NILAI: (
        frozenset({StatusEvaluasi.TERBUKA, StatusEvaluasi.DINILAI}),
        StatusEvaluasi.DINILAI,
    ),
    ActionEvaluasi.KALIBRASI: (frozenset({StatusEvaluasi.DINILAI}), StatusEvaluasi.DINILAI),
    ActionEvaluasi.BATAL: (frozenset({StatusEvaluasi.DINILAI}), StatusEvaluasi.TERBUKA),
    ActionEvaluasi.SERAHKAN: (frozenset({StatusEvaluasi.DINILAI}), StatusEvaluasi.DISERAHKAN),
    ActionEvaluasi.TERIMA: (frozenset({StatusEvaluasi.DISERAHKAN}), StatusEvaluasi.DITERIMA),
    ActionEvaluasi.KEBERATAN: (frozenset({StatusEvaluasi.DISERAHKAN}), StatusEvaluasi.KEBERATAN),
    ActionEvaluasi.TANGGAPI: (frozenset({StatusEvaluasi.KEBERATAN}), StatusEvaluasi.KEBERATAN),
    ActionEvaluasi.PUTUSKAN: (frozenset({StatusEvaluasi.KEBERATAN}), StatusEvaluasi.DIPUTUSKAN),
}

# What the owner may know of the result: the ratings are his penilai's own until they are handed over.
DISERAHKAN = frozenset(StatusEvaluasi) - {StatusEvaluasi.TERBUKA, StatusEvaluasi.DINILAI}


def next_evaluasi_status(action: ActionEvaluasi, current: str) -> StatusEvaluasi:
    """The state an action leads to. Raises IllegalTransition with the present state named."""
    allowed, target = EVALUASI[action]
    if current not in allowed:
        raise IllegalTransition(
            f"{action.label} tidak dapat dilakukan: status evaluasi ini {StatusEvaluasi(current).label.lower()}."
        )
    return target
