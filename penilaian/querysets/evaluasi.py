"""Who sees which evaluasi, and the rows its pages are made of."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from ekinerja.prepared import prepared
from organisasi.hierarchy import assessor_of
from organisasi.scoping import acting_ids, local_today, visible
from skp.querysets.dokumen import PERSONS, opened_to

if TYPE_CHECKING:
    from organisasi.models import Pegawai
    from penilaian.models import Evaluasi, RiwayatEvaluasi
    from penilaian.rules.evaluasi import Kedudukan

DINILAI = ("dinilai_oleh", "dinilai_unit", "dinilai_jabatan", "atasan_penilai", "atasan_unit", "atasan_jabatan")


class EvaluasiQuerySet(models.QuerySet):
    def visible_to(self, user: "Pegawai") -> Self:
        """Of the SKP the user may read, and where he is the superior of the penilai who was asked to decide."""
        seen = visible(user, path="skp__pegawai", penilai="skp__penilai") & opened_to(user, path="skp__")
        return self.filter(seen | Q(atasan_penilai__in=acting_ids(user)))

    def for_detail(self) -> Self:
        return self.for_one().select_related(*DINILAI)

    def for_one(self) -> Self:
        """As `for_detail`, without those who rated: with them, planning the query takes six times as long."""
        return self.select_related("periode", *(f"skp__{name}" for name in PERSONS)).select_related(
            "skp__penilai__unit", "skp__penilai__instansi", "skp__ekspektasi_perilaku", "keberatan"
        )

    def rated(self) -> Self:
        return self.exclude(predikat="")


def find_evaluasi(user: "Pegawai", skp_pk: int, periode_pk: int) -> "Evaluasi | None":
    """The evaluasi of an SKP the user may read in one of its instansi's periods; unsaved where there is none yet.

    None: the SKP is not his to see, or has no such period. At most five queries.
    """
    from organisasi.models import PeriodeEvaluasi
    from penilaian.models import Evaluasi
    from skp.models import Skp
    from skp.reading import skp_for_paper

    if Evaluasi.objects.visible_to(user).filter(skp=skp_pk, periode=periode_pk).exists():
        for found in _evaluasi_for_one(skp_pk, periode_pk):
            _load_raters(found)
            return found
    if not Skp.objects.visible_to(user).filter(pk=skp_pk).exists():
        return None
    skp = next(iter(skp_for_paper(skp_pk)), None)
    if skp is None:
        return None
    periode = PeriodeEvaluasi.objects.filter(pk=periode_pk, instansi=skp.instansi_id, tahun=skp.tahun).first()
    if periode is None or not periode.meets(skp.periode_mulai, skp.periode_selesai):
        return None
    return Evaluasi(skp=skp, periode=periode, status_sejak=skp.status_sejak)


@prepared
def _evaluasi_for_one(skp: int, periode: int) -> "models.QuerySet[Evaluasi]":
    from penilaian.models import Evaluasi

    return Evaluasi.objects.filter(skp=skp, periode=periode).for_one()


@prepared
def steps_of(evaluasi: int) -> "models.QuerySet[RiwayatEvaluasi]":
    """What was done with an evaluasi, the newest first."""
    from penilaian.models import RiwayatEvaluasi

    return RiwayatEvaluasi.objects.filter(evaluasi=evaluasi).select_related("oleh").order_by("-pada", "-pk")


def _load_raters(evaluasi: "Evaluasi") -> None:
    """Who rated and from which post: mostly those whom the SKP names, else at most three queries."""
    from organisasi.models import Jabatan, Pegawai, UnitKerja

    skp = evaluasi.skp
    kinds: tuple[tuple[type[models.Model], tuple[models.Model | None, ...], tuple[str, str]], ...] = (
        (Pegawai, (skp.pegawai, skp.penilai), ("dinilai_oleh", "atasan_penilai")),
        (UnitKerja, (skp.unit, skp.penilai_unit), ("dinilai_unit", "atasan_unit")),
        (Jabatan, (skp.jabatan, skp.penilai_jabatan), ("dinilai_jabatan", "atasan_jabatan")),
    )
    for model, loaded, names in kinds:
        known = {row.pk: row for row in loaded if row is not None}
        wanted = {name: key for name in names if (key := getattr(evaluasi, f"{name}_id")) is not None}
        if missing := set(wanted.values()) - known.keys():
            known |= model._default_manager.in_bulk(missing)
        for name, key in wanted.items():
            setattr(evaluasi, name, known[key])


def standing(user: "Pegawai", evaluasi: "Evaluasi") -> "Kedudukan":
    """What the user is to an evaluasi. At most five queries."""
    from penilaian.rules.evaluasi import Kedudukan

    skp = evaluasi.skp
    persons = acting_ids(user)
    pemilik = skp.pegawai_id == user.pk
    penilai = not pemilik and skp.penilai_id in persons
    return Kedudukan(
        pemilik=pemilik,
        penilai=penilai,
        atasan=not pemilik and not penilai and _superior_id(evaluasi) in persons,
        pemutus=not pemilik and decides(user, evaluasi, persons),
        admin=not pemilik and (user.is_superuser or (user.admin_instansi and user.instansi_id == skp.instansi_id)),
    )


def decides(user: "Pegawai", evaluasi: "Evaluasi", persons: Collection[int]) -> bool:
    """Whether he would decide an objection: the superior stored at the handing over, or one of his Plt/Plh who has not
    given that rating and is not the pejabat penilai. Where he has left, the superior of today, or nobody could decide.
    `persons`: the pks of whom the user acts for."""
    stored = evaluasi.atasan_penilai
    if stored is None or stored.pk == user.pk:
        return stored is not None
    deciding = stored.pk if stored.is_active else _superior_today(evaluasi)
    concerned = (evaluasi.dinilai_oleh_id, evaluasi.skp.penilai_id)
    return deciding in persons and user.pk not in concerned


def _superior_id(evaluasi: "Evaluasi") -> int:
    """The penilai's superior as the document keeps him, else as the organisation has him today; 0: nobody."""
    if evaluasi.atasan_penilai_id is not None:
        return evaluasi.atasan_penilai_id
    return _superior_today(evaluasi)


def _superior_today(evaluasi: "Evaluasi") -> int:
    penilai = evaluasi.skp.penilai
    superior = assessor_of(penilai, on=local_today(penilai)) if penilai is not None else None
    return superior.pk if superior is not None else 0
