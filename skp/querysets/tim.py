"""Tim kerja, the matrices they and the units have, and what was handed out in them."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Case, Count, Exists, OuterRef, Q, Value, When

from organisasi.scoping import EVERYONE, acting_ids, units_headed, units_led
from skp.querysets.dokumen import person_matches

if TYPE_CHECKING:
    from organisasi.models import Pegawai


class TimKerjaQuerySet(models.QuerySet):
    def visible_to(self, user: "Pegawai") -> Self:
        """Its ketua and anggota and the heads of their units, who made it, who leads the unit that made it, and the
        admin of the instansi."""
        if user.is_superuser:
            return self.filter(EVERYONE)
        headed = units_headed(user)
        seen = (
            Q(ketua__in=acting_ids(user))
            | Q(dibuat_oleh=user)
            | Q(unit__in=headed)
            | Q(ketua__unit__in=headed)
            | self._with_anggota(Q(pegawai=user) | Q(pegawai__unit__in=headed))
        )
        if user.admin_instansi:
            seen |= Q(instansi=user.instansi_id)
        return self.filter(seen)

    def _with_anggota(self, which: Q) -> Q:
        return Q(pk__in=self.model.anggota.rel.related_model.objects.filter(which).values("tim"))

    def with_anggota(self, user: "Pegawai") -> Self:
        return self.filter(self._with_anggota(Q(pegawai=user)))

    def made_by(self, user: "Pegawai") -> Self:
        """Who made it, and who leads today the unit that made it."""
        return self.filter(Q(dibuat_oleh=user) | Q(unit__in=units_led(user)))

    def for_list(self, user: "Pegawai") -> Self:
        """With what the user is in each: `saya_ketua`, `saya_anggota`."""
        anggota = self.model.anggota.rel.related_model.objects.filter(tim=OuterRef("pk"), pegawai=user)
        return (
            self.select_related("unit", "ketua__jabatan")
            .annotate(
                jumlah_anggota=Count("anggota", distinct=True),
                saya_ketua=Case(When(ketua=user, then=Value(True)), default=Value(False)),
                saya_anggota=Exists(anggota),
            )
            .order_by("-mulai", "nama", "pk")
        )

    def for_detail(self) -> Self:
        return self.select_related("instansi", "unit", "ketua__unit", "ketua__jabatan", "dibuat_oleh")

    def search(self, text: str) -> Self:
        """By a part of the team's name, its SK, or the name of ketua or anggota."""
        return self.filter(
            Q(nama__icontains=text)
            | Q(nomor_sk__icontains=text)
            | Q(ketua__nama__icontains=text)
            | self._with_anggota(person_matches(text, path="pegawai"))
        )

    def running(self, first: date, last: date) -> Self:
        """Teams that work on some day of a period."""
        return self.filter(mulai__lte=last, selesai__gte=first)

    def joined_in(self, skp: "models.Model") -> Self:
        """Teams the owner of an SKP works in as anggota on some day of its period: their ketua may hand him work."""
        mine = self.running(skp.periode_mulai, skp.periode_selesai).filter(anggota__pegawai=skp.pegawai_id)
        return mine.exclude(ketua=skp.pegawai_id)

    def standing(self, keadaan: str, *, on: date) -> Self:
        """Those that stand there on a day (`KeadaanTim`)."""
        if keadaan == "BERJALAN":
            return self.running(on, on)
        return self.filter(selesai__lt=on) if keadaan == "BERAKHIR" else self.filter(mulai__gt=on)

    def with_matrix_of(self, skp: "models.Model") -> Self:
        """Teams whose matrix stands on a head's SKP: he leads them in its period, or it has rows already."""
        rows = self.model.peserta_matriks.rel.related_model.objects.filter(kepala=skp)
        running = Q(ketua=skp.pegawai_id, mulai__lte=skp.periode_selesai, selesai__gte=skp.periode_mulai)
        return self.filter(running | Q(pk__in=rows.values("tim")))

    def led_by(self, user: "Pegawai") -> Self:
        """Also for whoever stands in for a ketua who heads a unit, as Plt/Plh today."""
        return self.filter(ketua__in=acting_ids(user))


class PesertaMatriksQuerySet(models.QuerySet):
    def visible_to(self, user: "Pegawai") -> Self:
        """Rows of the matrices the user may read."""
        from skp.models import Skp

        return self.filter(kepala__in=Skp.objects.heading(user).values("pk"))

    def for_matrix(self) -> Self:
        """With `terisi`: whether the row's SKP supports an RHK of the head, drafts included."""
        from skp.models import RencanaHasilKerja

        supports = RencanaHasilKerja.objects.filter(skp=OuterRef("skp"), atasan__skp=OuterRef("kepala"))
        return (
            self.select_related("skp__pegawai", "skp__jabatan", "skp__unit")
            .annotate(terisi=Exists(supports))
            .order_by("skp__pegawai__nama", "skp__periode_mulai", "pk")
        )


class PembagianQuerySet(models.QuerySet):
    def visible_to(self, user: "Pegawai") -> Self:
        """Who handed out, and who stands in for him as Plt/Plh today."""
        return self.filter(EVERYONE if user.is_superuser else Q(oleh__in=acting_ids(user)))

    def for_list(self) -> Self:
        return (
            self.select_related("oleh")
            .annotate(jumlah_penerima=Count("penerima", distinct=True), jumlah_butir=Count("butir", distinct=True))
            .prefetch_related("butir")
            .order_by("-pada", "-pk")
        )

    def search(self, text: str) -> Self:
        """By a part of an RHK that was handed, or of a receiver's name or NIP."""
        butir = self.model.butir.rel.related_model.objects.filter(pembagian=OuterRef("pk"), uraian__icontains=text)
        penerima = self.model.penerima.through.objects.filter(
            person_matches(text, path="skp__pegawai"), pembagian=OuterRef("pk")
        )
        return self.filter(Exists(butir) | Exists(penerima))
