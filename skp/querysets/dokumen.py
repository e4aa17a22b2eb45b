from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Prefetch, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce, Greatest

from ekinerja.forms import PILIHAN_BULAN
from organisasi.deadlines import month_end
from organisasi.scoping import acting_ids, local_today, visible
from skp.workflow import Status

if TYPE_CHECKING:
    from organisasi.models import Pegawai, PeriodeEvaluasi

PERSONS = (
    "pegawai__instansi",
    "pegawai__unit",
    "instansi",
    "unit",
    "jabatan",
    "penilai",
    "penilai_unit",
    "penilai_jabatan",
)


class SkpQuerySet(models.QuerySet):
    def visible_to(self, user: "Pegawai") -> Self:
        """SKP whose content the user may read: a draft is its owner's alone, the super admin apart."""
        return self.filter(visible(user) & opened_to(user))

    def exists_for(self, user: "Pegawai") -> Self:
        """SKP of which the user may know that they exist, drafts included: for lists of subordinates."""
        return self.filter(visible(user))

    def heading(self, user: "Pegawai") -> Self:
        """SKP whose Matriks Peran Hasil and tree the user may read, with `memimpin`: whether there is one.

        Those he may read anyway, and the submitted ones of the heads he stands in for.
        """
        stands_in = Q(pegawai__in=acting_ids(user)) & ~Q(status=Status.DRAFT)
        return self.filter(visible(user) & opened_to(user) | stands_in).annotate(memimpin=leads("pegawai"))

    def meeting(self, skp: "models.Model") -> Self:
        """SKP whose period meets that of another."""
        return self.filter(periode_mulai__lte=skp.periode_selesai, periode_selesai__gte=skp.periode_mulai)

    def in_period(self, periode: "PeriodeEvaluasi") -> Self:
        """SKP of its year whose own period meets it, of whichever instansi."""
        return self.filter(tahun=periode.tahun, periode_mulai__lte=periode.selesai, periode_selesai__gte=periode.mulai)

    def assessed_by(self, user: "Pegawai") -> Self:
        """SKP whose pejabat penilai he is, also as Plt/Plh, drafts included: for what he writes, never to be read."""
        return self.filter(penilai__in=acting_ids(user)).exclude(pegawai=user)

    def awaiting(self, user: "Pegawai") -> Self:
        """Submitted SKP that wait for this user's judgement, also as Plt/Plh."""
        return self.assessed_by(user).filter(status=Status.DIAJUKAN)

    def led_by(self, user: "Pegawai") -> Self:
        """SKP into which this user may hand RHK: he is their pejabat penilai, also as Plt/Plh, or ketua of a tim kerja
        of their owner that has not ended and works on some day of their period."""
        from skp.models import AnggotaTim, Skp

        members = AnggotaTim.objects.filter(tim__ketua__in=acting_ids(user)).order_by()
        in_team = members.filter(
            pegawai=OuterRef("pegawai"),
            tim__selesai__gte=Greatest(OuterRef("periode_mulai"), Value(local_today(user))),
            tim__mulai__lte=OuterRef("periode_selesai"),
        )
        # A union, each part on its own index.
        assessed = Skp.objects.filter(penilai__in=acting_ids(user)).order_by().values("pk")
        led = Skp.objects.filter(Exists(in_team), pegawai__in=members.values("pegawai")).order_by().values("pk")
        return self.filter(pk__in=assessed.union(led)).exclude(pegawai=user)

    def sources_for(self, skp: "models.Model") -> Self:
        """SKP a draft may be filled from: its owner's own of that year and the year before, and approved ones of the
        same instansi whose owner allowed it."""
        from skp.models import PermintaanSalin

        own = Q(pegawai=skp.pegawai_id, tahun__in=(skp.tahun, skp.tahun - 1))
        granted = PermintaanSalin.objects.granted(skp.pegawai).values("skp")
        allowed = Q(pk__in=granted, instansi=skp.instansi_id, status=Status.DISETUJUI)
        return self.filter(own | allowed).exclude(pk=skp.pk)

    def to_ask_for(self, user: "Pegawai") -> Self:
        """Approved SKP of colleagues in the instansi: their periods may be named to whoever wants to ask for one."""
        return self.filter(instansi=user.instansi_id, status=Status.DISETUJUI, pegawai__is_active=True).exclude(
            pegawai=user
        )

    def covering_month(self, tahun: int, bulan: int) -> Self:
        """SKP whose period touches a month."""
        first = date(tahun, bulan, 1)
        return self.filter(periode_mulai__lte=month_end(first), periode_selesai__gte=first)

    def for_list(self) -> Self:
        return (
            self.select_related("pegawai", "penilai", "unit", "jabatan")
            .annotate(jumlah_rhk=Count("rhk", distinct=True), jumlah_bulanan=Count("bulanan", distinct=True))
            .order_by("-periode_mulai", "-pk")
        )

    def for_queue(self) -> Self:
        """The longest waiting first, with the targets themselves: what is in it shows before it is opened."""
        return self.for_list().order_by("status_sejak", "pk").prefetch_related("rhk__satuan")

    def for_detail(self) -> Self:
        return self.select_related(*PERSONS)

    def search(self, text: str) -> Self:
        """By a part of a target's text, or of the pejabat penilai's name."""
        found = self.model.rhk.rel.related_model.objects.filter(skp=OuterRef("pk"), uraian__icontains=text)
        return self.filter(Exists(found) | Q(penilai__nama__icontains=text))

    def search_people(self, text: str) -> Self:
        """By the owner: NIP from its first digit, or a part of the name."""
        return self.filter(person_matches(text, path="pegawai"))

    def for_pdf(self) -> Self:
        """With `jumlah_angka_kredit`: angka kredit per output times quantity, over all lines; None without any."""
        total = Sum(F("rhk__angka_kredit") * F("rhk__target_kuantitas"))
        return self.for_detail().annotate(jumlah_angka_kredit=total)

    def for_paper(self) -> Self:
        """For the SKP and Lampiran SKP of PermenPANRB 6/2022."""
        return self.for_detail().select_related("ekspektasi_perilaku__ditulis_oleh")

    def for_page(self) -> Self:
        """For the page Sasaran Kinerja Pegawai, with `memimpin`: whether its owner has a Matriks Peran Hasil,
        `jumlah_bulanan`, and `berkoreksi`: whether there is a permintaan koreksi."""
        asked = self.model.permintaan_koreksi.rel.related_model.objects.filter(skp=OuterRef("pk"))
        months = self.model.bulanan.rel.related_model.objects.filter(skp=OuterRef("pk")).order_by().values("skp")
        number = Coalesce(Subquery(months.annotate(jumlah=Count("pk")).values("jumlah")), 0)
        return self.for_paper().annotate(memimpin=leads("pegawai"), jumlah_bulanan=number, berkoreksi=Exists(asked))


class RencanaHasilKerjaQuerySet(models.QuerySet):
    def visible_to(self, user: "Pegawai") -> Self:
        return self.filter(visible(user, path="skp__pegawai", penilai="skp__penilai") & opened_to(user, path="skp__"))

    def for_list(self) -> Self:
        """With what hangs on each target: months that break it down, and subordinates' targets that support it."""
        return (
            self.select_related("satuan", "atasan__skp")
            .annotate(
                jumlah_bulanan=Count("target_bulanan", distinct=True),
                jumlah_pendukung=Count("didukung_oleh", distinct=True),
            )
            .order_by("urutan", "pk")
        )

    def for_detail(self) -> Self:
        return self.for_list().select_related(*(f"skp__{name}" for name in PERSONS))

    def measured(self) -> Self:
        """Those with a measured target, which a month can break down."""
        return self.filter(target_kuantitas__isnull=False)

    def unmeasured(self) -> Self:
        return self.filter(target_kuantitas__isnull=True)

    def for_sasaran(self) -> Self:
        """With all that the page shows of an RHK: whose it supports, its indikator, where it came from."""
        origin = ("atasan__skp__pegawai", "butir__pembagian__oleh", "disalin_dari__skp__pegawai")
        return self.for_list().select_related(*origin).prefetch_related(_indikator_with_manual())

    def for_copy(self) -> Self:
        """With all that Ambil RHK takes along, the SKP apart."""
        return self.select_related("satuan").prefetch_related(_indikator_with_manual()).order_by("urutan", "pk")

    def offered_to(self, skp: "models.Model") -> Self:
        """The RHK an SKP may support: approved, of its pejabat penilai or of the ketua of a tim kerja its owner works
        in, in an SKP whose period meets its own."""
        return self.filter(
            self.leads(skp),
            skp__status=Status.DISETUJUI,
            skp__periode_mulai__lte=skp.periode_selesai,
            skp__periode_selesai__gte=skp.periode_mulai,
        )

    def to_hand_from(self, user: "Pegawai") -> Self:
        """RHK that what a user hands out may support: of his own SKP in any state; of a head he stands in for, unless
        it is a draft, whose words are its owner's alone."""
        return self.filter(Q(skp__pegawai=user) | Q(skp__pegawai__in=acting_ids(user)) & ~Q(skp__status=Status.DRAFT))

    def leads(self, skp: "models.Model") -> Q:
        """RHK of the persons who may hand work to the owner of an SKP, whatever their state."""
        from skp.models import TimKerja

        ketua = TimKerja.objects.joined_in(skp).values("ketua")
        return Q(skp__pegawai=skp.penilai_id) | Q(skp__pegawai__in=ketua)

    def in_cascade(self, user: "Pegawai", *, under: Iterable[int] | None = None) -> Self:
        """RHK as the matrix and the tree of a superior show them: `induk` is the pk of what each supports, `kata` its
        words. With `under` only what supports these pks.

        Of a draft only what this user handed out himself, as he handed it. Whoever may read a head's SKP may read what
        was submitted in its support, also by anggota of other units.
        """
        draft = Q(skp__status=Status.DRAFT)
        rows = self.filter(~draft | Q(butir__pembagian__oleh__in=acting_ids(user))).annotate(
            induk=Case(When(draft, then=F("butir__atasan")), default=F("atasan")),
            kata=Case(When(draft, then=F("butir__uraian")), default=F("uraian")),
        )
        return rows if under is None else rows.filter(induk__in=under)

    def search(self, text: str) -> Self:
        """Every typed word somewhere in the target's text."""
        return self.filter(*(Q(uraian__icontains=word) for word in text.split()))


class SkpBulananQuerySet(models.QuerySet):
    def visible_to(self, user: "Pegawai") -> Self:
        return self.filter(
            visible(user, path="skp__pegawai", penilai="skp__penilai") & opened_to(user, path="skp__", status="status")
        )

    def for_queue(self) -> Self:
        """The longest waiting first, with the targets themselves: what is in it shows before it is opened."""
        return self.for_list().order_by("status_sejak", "pk").prefetch_related("target__rhk__satuan")

    def exists_for(self, user: "Pegawai") -> Self:
        """Months of which the user may know that they exist, drafts included."""
        return self.filter(visible(user, path="skp__pegawai", penilai="skp__penilai"))

    def awaiting(self, user: "Pegawai") -> Self:
        """Submitted months that wait for this user's judgement, also as Plt/Plh."""
        return self.filter(skp__penilai__in=acting_ids(user), status=Status.DIAJUKAN).exclude(skp__pegawai=user)

    def for_list(self) -> Self:
        return (
            self.select_related("skp__pegawai__instansi", "skp__penilai", "skp__jabatan")
            .annotate(jumlah_target=Count("target"))
            .order_by("-skp__tahun", "-bulan", "-pk")
        )

    def for_detail(self) -> Self:
        return self.select_related(*(f"skp__{name}" for name in PERSONS))

    def search(self, text: str) -> Self:
        """By the month's name, or a part of a target's text."""
        months = [number for number, name in PILIHAN_BULAN if text.lower() in name.lower()]
        found = self.model.target.rel.related_model.objects.filter(
            skp_bulanan=OuterRef("pk"), uraian__icontains=text
        )  # fmt: skip
        return self.filter(Q(bulan__in=months) | Exists(found))

    def search_people(self, text: str) -> Self:
        """By the owner: NIP from its first digit, or a part of the name."""
        return self.filter(person_matches(text, path="skp__pegawai"))


class TargetBulananQuerySet(models.QuerySet):
    def visible_to(self, user: "Pegawai") -> Self:
        return self.filter(
            visible(user, path="skp_bulanan__skp__pegawai", penilai="skp_bulanan__skp__penilai")
            & opened_to(user, path="skp_bulanan__skp__", status="skp_bulanan__status")
        )

    def for_list(self) -> Self:
        return self.select_related("rhk__satuan").prefetch_related("tahapan")

    def with_planned(self) -> Self:
        """`direncanakan`: the quantity all months together plan of the annual target each row breaks down."""
        total = (
            self.model.objects.filter(rhk=OuterRef("rhk"))
            .order_by()
            .values("rhk")
            .annotate(total=Sum("target_kuantitas"))
        )
        return self.annotate(direncanakan=Subquery(total.values("total")))

    def for_detail(self) -> Self:
        return self.select_related("rhk__satuan", *(f"skp_bulanan__skp__{name}" for name in PERSONS)).prefetch_related(
            "tahapan"
        )


def _indikator_with_manual() -> Prefetch:
    from skp.models import Indikator

    return Prefetch("indikator", Indikator.objects.select_related("manual"))


def opened_to(user: "Pegawai", *, path: str = "", status: str | None = None) -> Q:
    """Not a draft, or one's own. The head of my head may read my SKP only after I have submitted it."""
    if user.is_superuser:
        return Q(pk__isnull=False)
    return Q(**{f"{path}pegawai": user}) | ~Q(**{status or f"{path}status": Status.DRAFT})


def leads(path: str) -> Q:
    """Whether the person at `path` has a Matriks Peran Hasil: he heads a unit, also as Plt/Plh, is somebody's pejabat
    penilai, or the ketua of a tim kerja."""
    from organisasi.models import PenugasanKepala, UnitKerja
    from skp.models import Skp, TimKerja

    person = OuterRef(path)
    return (
        Exists(UnitKerja.objects.filter(kepala=person))
        | Exists(PenugasanKepala.objects.filter(pegawai=person))
        | Exists(Skp.objects.filter(penilai=person))
        | Exists(TimKerja.objects.filter(ketua=person))
    )


def person_matches(text: str, *, path: str) -> Q:
    digits = "".join(text.split())
    if digits.isdigit():
        return Q(**{f"{path}__nip__startswith": digits})
    return Q(**{f"{path}__nama__icontains": text})
