"""What the page of one SKP or of one month reads, its SQL written once. Who may read it is asked before."""

from django.db.models import QuerySet

from ekinerja.prepared import prepared
from skp.models import PesertaMatriks, RencanaHasilKerja, Riwayat, Skp, SkpBulanan, TargetBulanan


@prepared
def skp_for_page(pk: int) -> QuerySet[Skp]:
    return Skp.objects.filter(pk=pk).for_page()


@prepared
def skp_for_paper(pk: int) -> QuerySet[Skp]:
    return Skp.objects.filter(pk=pk).for_paper()


@prepared
def month_for_detail(pk: int) -> QuerySet[SkpBulanan]:
    return SkpBulanan.objects.filter(pk=pk).for_detail()


@prepared
def rhk_for_sasaran(skp: int) -> QuerySet[RencanaHasilKerja]:
    return RencanaHasilKerja.objects.filter(skp=skp).for_sasaran()


@prepared
def rhk_for_lines(skp: int) -> QuerySet[RencanaHasilKerja]:
    """The RHK with what `skp.indikator.indikator_lines` reads of them, their SKP apart."""
    return RencanaHasilKerja.objects.filter(skp=skp).select_related("satuan").prefetch_related("indikator")


@prepared
def rhk_with_superior(skp: int) -> QuerySet[RencanaHasilKerja]:
    """As `rhk_for_lines`, with the RHK each supports."""
    rows = RencanaHasilKerja.objects.filter(skp=skp).select_related("satuan", "atasan__skp")
    return rows.prefetch_related("indikator")


@prepared
def targets_of_month(skp_bulanan: int) -> QuerySet[TargetBulanan]:
    return TargetBulanan.objects.filter(skp_bulanan=skp_bulanan).for_list().with_planned()


@prepared
def matrices_of(skp: int) -> QuerySet[PesertaMatriks]:
    """The matrices an SKP takes part in."""
    rows = PesertaMatriks.objects.filter(skp=skp).select_related("kepala__pegawai", "kepala__unit", "tim")
    return rows.order_by("-kepala__periode_mulai", "tim__nama", "pk")


@prepared
def steps_of_skp(skp: int) -> QuerySet[Riwayat]:
    """The newest first."""
    return Riwayat.objects.filter(skp=skp).select_related("oleh").order_by("-pada", "-pk")


@prepared
def steps_of_month(skp_bulanan: int) -> QuerySet[Riwayat]:
    """The newest first."""
    return Riwayat.objects.filter(skp_bulanan=skp_bulanan).select_related("oleh").order_by("-pada", "-pk")
