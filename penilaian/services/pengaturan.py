"""The settings of the evaluation of an instansi: its switches, and its own patterns of distribution."""

from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction

from ekinerja.errors import Refused
from ekinerja.forms import format_number
from organisasi.models import Instansi, Pegawai
from penilaian.models import PolaDistribusi
from penilaian.rules.periode import manages
from penilaian.scoring.permenpanrb_6_2022 import CapaianOrganisasi, Predikat


@transaction.atomic
def change_switches(*, instansi: Instansi, by: Pegawai, penilaian_diri: bool, umpan_balik_anonim: bool) -> None:
    """For what comes: an invitation keeps what was promised when it was made (`UndanganUmpanBalik.anonim`)."""
    manages(by, instansi.pk).require()
    Instansi.objects.filter(pk=instansi.pk).update(penilaian_diri=penilaian_diri, umpan_balik_anonim=umpan_balik_anonim)


@transaction.atomic
def change_pola(
    *, instansi: Instansi, by: Pegawai, capaian: CapaianOrganisasi, bagian: Mapping[Predikat, Decimal]
) -> PolaDistribusi:
    """`bagian` in percent, together 100. The limits of SE MenPANRB 3/2023 are the page's to name: they never block."""
    manages(by, instansi.pk).require()
    total = sum(bagian[each] for each in Predikat)
    if total != 100:
        raise Refused(f"Jumlah kelima bagian harus 100%, sekarang {format_number(total)}%.")
    values = {each.value: bagian[each] for each in Predikat}
    return PolaDistribusi.objects.update_or_create(instansi=instansi, capaian=capaian.value, defaults=values)[0]


@transaction.atomic
def reset_pola(*, instansi: Instansi, by: Pegawai, capaian: CapaianOrganisasi) -> None:
    """Back to the shares of the rule book. Twice changes nothing."""
    manages(by, instansi.pk).require()
    PolaDistribusi.objects.filter(instansi=instansi, capaian=capaian.value).delete()
