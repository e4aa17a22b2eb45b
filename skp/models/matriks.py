from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from organisasi.audit import audited
from organisasi.models import Document
from skp.models.skp import RencanaHasilKerja, Skp
from skp.models.tim import TimKerja
from skp.querysets import PesertaMatriksQuerySet


@audited()
class PesertaMatriks(Document):
    """A row of a Matriks Peran Hasil: the SKP that takes part in the matrix of a head's SKP.

    A matrix is (`kepala`, `tim`): without a tim that of the unit, with one that of the tim kerja its ketua leads. Its
    cells are the RHK themselves, so that matrix and SKP cannot disagree.
    """

    kepala = models.ForeignKey(Skp, models.CASCADE, related_name="peserta_matriks", verbose_name="SKP kepala")
    tim = models.ForeignKey(
        TimKerja, models.PROTECT, null=True, blank=True, related_name="peserta_matriks", verbose_name="tim kerja"
    )
    skp = models.ForeignKey(Skp, models.CASCADE, related_name="matriks_diikuti", verbose_name="SKP peserta")

    objects = PesertaMatriksQuerySet.as_manager()

    class Meta:
        verbose_name = "peserta matriks peran hasil"
        verbose_name_plural = "peserta matriks peran hasil"
        constraints = [
            models.UniqueConstraint(
                fields=["kepala", "tim", "skp"],
                name="peserta_sekali_per_matriks",
                nulls_distinct=False,
                violation_error_message="Pegawai itu sudah ada di matriks ini.",
            ),
            models.CheckConstraint(condition=~Q(kepala=F("skp")), name="peserta_bukan_kepalanya"),
        ]

    def __str__(self) -> str:
        return f"{self.skp} dalam matriks {self.kepala}"

    def get_absolute_url(self) -> str:
        return matrix_url(self.kepala_id, self.tim_id)


def matrix_url(kepala: int, tim: int | None) -> str:
    if tim is None:
        return reverse("skp:matriks", args=[kepala])
    return reverse("skp:matriks_tim", args=[kepala, tim])


@audited()
class TidakBerperan(models.Model):
    """Said on purpose: this person has no role in that RHK. An empty cell says nothing."""

    peserta = models.ForeignKey(PesertaMatriks, models.CASCADE, related_name="tidak_berperan", verbose_name="peserta")
    rhk = models.ForeignKey(RencanaHasilKerja, models.CASCADE, related_name="+", verbose_name="RHK kepala")

    class Meta:
        verbose_name = "tidak berperan"
        verbose_name_plural = "tidak berperan"
        constraints = [models.UniqueConstraint(fields=["peserta", "rhk"], name="tidak_berperan_sekali")]

    def __str__(self) -> str:
        return f"Tidak berperan: {self.rhk}"
