from typing import Any

import pgtrigger
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from organisasi.audit import audited
from organisasi.models.instansi import Instansi
from organisasi.models.jabatan import Jabatan
from organisasi.nip import check_nip, display_nip, normalize_nip
from organisasi.querysets.orang import PegawaiQuerySet


class StatusKepegawaian(models.TextChoices):
    PNS = "PNS", "PNS"
    PPPK = "PPPK", "PPPK"


class PeranAnggaran(models.TextChoices):
    BUKAN = "", "Bukan PA/KPA"
    PA = "PA", "Pengguna Anggaran (PA)"
    KPA = "KPA", "Kuasa Pengguna Anggaran (KPA)"


PANGKAT = {
    "I/a": "Juru Muda",
    "I/b": "Juru Muda Tingkat I",
    "I/c": "Juru",
    "I/d": "Juru Tingkat I",
    "II/a": "Pengatur Muda",
    "II/b": "Pengatur Muda Tingkat I",
    "II/c": "Pengatur",
    "II/d": "Pengatur Tingkat I",
    "III/a": "Penata Muda",
    "III/b": "Penata Muda Tingkat I",
    "III/c": "Penata",
    "III/d": "Penata Tingkat I",
    "IV/a": "Pembina",
    "IV/b": "Pembina Tingkat I",
    "IV/c": "Pembina Utama Muda",
    "IV/d": "Pembina Utama Madya",
    "IV/e": "Pembina Utama",
}
GOLONGAN_PPPK = (
    "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII",
)  # fmt: skip


class Golongan:
    """Choices of golongan ruang: PNS with their pangkat, PPPK I to XVII without one."""

    choices = (
        ("PNS", tuple((gol, f"{pangkat} ({gol})") for gol, pangkat in PANGKAT.items())),
        ("PPPK", tuple((gol, f"Golongan {gol}") for gol in GOLONGAN_PPPK)),
    )
    values = (*PANGKAT, *GOLONGAN_PPPK)


def pangkat_golongan(golongan: str) -> str:
    """As printed: "Penata Muda (III/a)" for PNS, "IX" for PPPK."""
    pangkat = PANGKAT.get(golongan)
    return f"{pangkat} ({golongan})" if pangkat else golongan


class PegawaiManager(BaseUserManager.from_queryset(PegawaiQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, username: str | None) -> "Pegawai":
        return self.get(nip=normalize_nip(username or ""))

    def create_user(self, nip: str, password: str | None = None, **fields: Any) -> "Pegawai":
        pegawai = self.model(nip=normalize_nip(nip), **fields)
        pegawai.set_password(password)
        pegawai.save(using=self._db)
        return pegawai

    def create_superuser(self, nip: str, password: str | None = None, **fields: Any) -> "Pegawai":
        return self.create_user(nip, password, **{**fields, "is_superuser": True})


@audited(exclude=["password", "last_login"])
class Pegawai(AbstractBaseUser, PermissionsMixin):
    """A civil servant, who is also the user. Role = is_superuser, admin_instansi, or what the organisation says."""

    nip = models.CharField("NIP", max_length=18, unique=True, error_messages={"unique": "NIP itu sudah terdaftar."})
    nama = models.CharField("nama", max_length=150)
    gelar_depan = models.CharField("gelar depan", max_length=50, blank=True)
    gelar_belakang = models.CharField("gelar belakang", max_length=100, blank=True)
    email = models.EmailField("surel", blank=True)
    status = models.CharField(
        "status kepegawaian", max_length=4, choices=StatusKepegawaian, default=StatusKepegawaian.PNS
    )
    golongan = models.CharField("golongan ruang", max_length=5, choices=Golongan.choices, blank=True)
    instansi = models.ForeignKey(
        Instansi, models.PROTECT, null=True, blank=True, related_name="pegawai", verbose_name="instansi"
    )
    unit = models.ForeignKey(
        "organisasi.UnitKerja", models.PROTECT, null=True, blank=True, related_name="pegawai", verbose_name="unit kerja"
    )
    jabatan = models.ForeignKey(
        Jabatan, models.PROTECT, null=True, blank=True, related_name="pegawai", verbose_name="jabatan"
    )
    peran_anggaran = models.CharField(
        "peran anggaran", max_length=3, choices=PeranAnggaran, blank=True, default=PeranAnggaran.BUKAN
    )
    nomor_karpeg = models.CharField("nomor seri Karpeg", max_length=30, blank=True)
    tempat_lahir = models.CharField("tempat lahir", max_length=100, blank=True)
    tmt_golongan = models.DateField("TMT golongan ruang", null=True, blank=True)
    tmt_jabatan = models.DateField("TMT jabatan", null=True, blank=True)
    admin_instansi = models.BooleanField(
        "admin instansi", default=False, help_text="Mengelola unit, jabatan, pegawai dan pengaturan instansinya."
    )
    harus_ganti_sandi = models.BooleanField("harus mengganti sandi", default=False)
    is_active = models.BooleanField("aktif", default=True)
    terdaftar_pada = models.DateTimeField("terdaftar pada", auto_now_add=True)

    objects = PegawaiManager()

    USERNAME_FIELD = "nip"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["nama"]

    class Meta:
        verbose_name = "pegawai"
        verbose_name_plural = "pegawai"
        ordering = ["nama", "nip"]
        constraints = [
            models.CheckConstraint(
                condition=Q(nip__regex=r"^[0-9]{18}$"),
                name="pegawai_nip_18_angka",
                violation_error_message="NIP harus 18 angka.",
            ),
            models.CheckConstraint(
                condition=Q(instansi__isnull=False) | Q(is_superuser=True),
                name="pegawai_punya_instansi",
                violation_error_message="Pegawai harus menjadi bagian dari sebuah instansi.",
            ),
            models.CheckConstraint(
                condition=Q(golongan__in=("", *Golongan.values)),
                name="pegawai_golongan_dikenal",
                violation_error_message="Golongan ruang tidak dikenal.",
            ),
        ]
        indexes = [
            models.Index(fields=["instansi", "nama"], name="pegawai_instansi_nama"),
            models.Index(fields=["unit", "nama"], name="pegawai_unit_nama"),
            models.Index(fields=["nama", "nip"], name="pegawai_nama"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="seinstansi",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("instansi_id", "unit_id", "jabatan_id"),
                func="""
                    IF EXISTS (SELECT 1 FROM organisasi_unitkerja u
                               WHERE u.id = NEW.unit_id AND u.instansi_id IS DISTINCT FROM NEW.instansi_id)
                       OR EXISTS (SELECT 1 FROM organisasi_jabatan j
                                  WHERE j.id = NEW.jabatan_id AND j.instansi_id IS DISTINCT FROM NEW.instansi_id)
                       OR EXISTS (SELECT 1 FROM organisasi_unitkerja k
                                  WHERE k.kepala_id = NEW.id AND k.instansi_id IS DISTINCT FROM NEW.instansi_id) THEN
                        RAISE EXCEPTION USING ERRCODE = '23514', CONSTRAINT = 'pegawai_seinstansi',
                            MESSAGE = 'unit dan jabatan pegawai, juga unit yang dikepalainya, harus dari instansinya';
                    END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self) -> str:
        return self.nama_lengkap

    def clean(self) -> None:
        self.nip = normalize_nip(self.nip)
        try:
            check_nip(self.nip, pppk=self.status == StatusKepegawaian.PPPK)
        except ValueError as error:
            raise ValidationError({"nip": str(error)}) from None
        for name, owned in (("unit", self.unit), ("jabatan", self.jabatan)):
            if owned is not None and owned.instansi_id != self.instansi_id:
                raise ValidationError({name: "Pilih dari instansi pegawai ini."})

    @property
    def nama_lengkap(self) -> str:
        depan = f"{self.gelar_depan} " if self.gelar_depan else ""
        belakang = f", {self.gelar_belakang}" if self.gelar_belakang else ""
        return f"{depan}{self.nama}{belakang}"

    def get_full_name(self) -> str:
        return self.nama_lengkap

    def get_short_name(self) -> str:
        return self.nama

    def matches(self, text: str) -> bool:
        """What `PegawaiQuerySet.search` finds: a NIP from its first digit, or a part of the name."""
        digits = "".join(text.split())
        return self.nip.startswith(digits) if digits.isdigit() else text.casefold() in self.nama.casefold()

    @property
    def nip_tampil(self) -> str:
        return display_nip(self.nip)

    @property
    def pangkat(self) -> str:
        return pangkat_golongan(self.golongan)

    @property
    def is_staff(self) -> bool:
        """Django admin's own word for who may enter it."""
        return self.is_active and (self.is_superuser or self.admin_instansi)

    @property
    def memegang_anggaran(self) -> bool:
        return self.peran_anggaran != PeranAnggaran.BUKAN

    @property
    def peran(self) -> str:
        """What he is beside an employee, in a word for lists; empty for most."""
        if self.is_superuser:
            return "Super admin"
        if self.admin_instansi:
            return "Admin instansi"
        return self.peran_anggaran if self.memegang_anggaran else ""
