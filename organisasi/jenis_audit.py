"""The kinds of rows whose changes the audit shows, and where each of them says whose it is.

The kinds of other parts of the application register themselves. What is not here is in the audit for nobody: feedback
of colleagues and its invitations, whose givers were promised that nobody learns of them; notes of guidance, which are
between two persons; notes and counts of a kalibrasi.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast
from django.utils.text import capfirst

from organisasi.models import (
    BatasWaktu,
    Dispensasi,
    HariLibur,
    Instansi,
    Jabatan,
    Mutasi,
    Pegawai,
    Pengecualian,
    PenugasanKepala,
    PeriodeEvaluasi,
    UnitKerja,
)
from organisasi.scoping import EVERYONE, administered

ALWAYS_HIDDEN = frozenset({"id", "token", "versi", "dibuat_pada", "diubah_pada", "password", "last_login", "sha256"})


@dataclass(frozen=True)
class JenisAudit:
    """`instansi`, `pegawai`, `unit`: paths from an event to whom the row belongs ("" where it has none), `nama` the
    column that names it. Those of `pribadi` are not shown to the person they are about, whoever else he is: his own
    appraisal he reads where he is told of it, when he is told.
    """

    model: type[models.Model]
    kelompok: str
    instansi: str
    pegawai: str = ""
    unit: str = ""
    nama: str = ""
    pribadi: bool = False
    tersembunyi: frozenset[str] = frozenset()

    @property
    def slug(self) -> str:
        return str(self.model._meta.model_name)

    @property
    def judul(self) -> str:
        return capfirst(str(self.model._meta.verbose_name))

    @property
    def events(self) -> "QuerySet[Any, Any]":
        return self.model.pgh_event_model._base_manager.all()  # type: ignore[attr-defined]

    def shown_to(self, user: Pegawai) -> "QuerySet[Any, Any]":
        """Events of rows of the instansi the user administers, by what the row says, not by who changed it.

        Where the row hangs on another that was deleted with it, an admin instansi finds that one's deletion instead.
        """
        rows = self.events.filter(administered(user, path=self.instansi) if not user.is_superuser else EVERYONE)
        if self.pribadi:
            rows = rows.exclude(**{self.pegawai: user.pk})
        if self.model is Pegawai and not user.is_superuser:
            rows = rows.exclude(is_superuser=True)
        return rows

    def key_of(self, path: str) -> Any:
        """The key at the end of a path, also where a row on the way has gone (None then)."""
        if not path:
            return Cast(models.Value(None), models.BigIntegerField())
        first, _, rest = path.partition("__")
        if not rest:
            return Cast(F(first if first == "id" else f"{first}_id"), models.BigIntegerField())
        related = self.events.model._meta.get_field(first).related_model
        found = related._base_manager.filter(pk=OuterRef(f"{first}_id")).values(f"{rest}_id")[:1]
        return Cast(Subquery(found), models.BigIntegerField())

    def name_of(self) -> Any:
        text = models.TextField()
        return Cast(F(self.nama), text) if self.nama else models.Value("", output_field=text)

    def fields(self) -> Iterator[Any]:
        """The columns that are told, as the model itself has them: with their labels and choices."""
        hidden = ALWAYS_HIDDEN | self.tersembunyi
        kept = {field.name for field in self.events.model._meta.concrete_fields}
        for field in self.model._meta.concrete_fields:
            if field.name in kept and field.name not in hidden:
                yield field


_registered: dict[str, JenisAudit] = {}


def register(*kinds: JenisAudit) -> None:
    _registered.update({kind.slug: kind for kind in kinds})


def kinds() -> list[JenisAudit]:
    """In the order of registration, which is that of the rooms: the place of a kind is its number in a list's order."""
    return list(_registered.values())


def find_kind(slug: str) -> JenisAudit | None:
    return _registered.get(slug)


def about_unit(kind: JenisAudit, units: Any) -> Q | None:
    """None where rows of this kind belong to no unit."""
    if kind.unit:
        return Q(**{f"{kind.unit}__in": units})
    if kind.model is Pegawai or not kind.pegawai:
        return None
    return Q(**{f"{kind.pegawai}__unit__in": units})


REFERENSI = "Data referensi"
register(
    JenisAudit(Instansi, REFERENSI, "id", nama="nama"),
    JenisAudit(UnitKerja, REFERENSI, "instansi", unit="id", nama="nama"),
    JenisAudit(PenugasanKepala, REFERENSI, "unit__instansi", pegawai="pegawai", unit="unit"),
    JenisAudit(Jabatan, REFERENSI, "instansi", nama="nama"),
    JenisAudit(Pegawai, REFERENSI, "instansi", pegawai="id", unit="unit"),
    JenisAudit(Mutasi, REFERENSI, "pegawai__instansi", pegawai="pegawai"),
    JenisAudit(Pengecualian, REFERENSI, "pegawai__instansi", pegawai="pegawai"),
    JenisAudit(BatasWaktu, REFERENSI, "instansi", nama="langkah"),
    JenisAudit(Dispensasi, REFERENSI, "instansi", pegawai="pegawai", unit="unit"),
    JenisAudit(PeriodeEvaluasi, REFERENSI, "instansi", nama="nama"),
    JenisAudit(HariLibur, REFERENSI, "instansi", nama="nama"),
)
