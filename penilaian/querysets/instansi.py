"""What the settings of an instansi are about, for who keeps them."""

from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

from organisasi.models import HariLibur, Instansi, UnitKerja

if TYPE_CHECKING:
    from organisasi.models import Pegawai


def selectable(user: "Pegawai") -> "QuerySet[Instansi, Any]":
    """Those a super admin chooses among; nobody else chooses."""
    return Instansi.objects.filter(aktif=True) if user.is_superuser else Instansi.objects.none()


def units_within(user: "Pegawai") -> "QuerySet[UnitKerja, Any]":
    """The units of the user's instansi; of all for the super admin."""
    units = UnitKerja.objects.select_related("kepala", "induk", "instansi")
    return units if user.is_superuser else units.filter(instansi=user.instansi_id)


def holidays_of(instansi: Instansi) -> "QuerySet[HariLibur, Any]":
    """The national ones and the instansi's own."""
    return HariLibur.objects.filter(Q(instansi=None) | Q(instansi=instansi))


def holidays_seen_by(user: "Pegawai") -> "QuerySet[HariLibur, Any]":
    """National ones are everybody's to see, those of a region its instansi's."""
    if user.is_superuser:
        return HariLibur.objects.order_by("pk")
    return HariLibur.objects.filter(Q(instansi=None) | Q(instansi=user.instansi_id))
