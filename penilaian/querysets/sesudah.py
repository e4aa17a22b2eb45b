"""What comes after a rating, as it is listed: answers, objections, catatan pembinaan, who read what."""

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q

from organisasi.hierarchy import assessor_in_query
from organisasi.scoping import acting_for, local_today, units_headed
from penilaian.workflow import StatusEvaluasi
from skp.querysets.dokumen import person_matches

if TYPE_CHECKING:
    from organisasi.models import Pegawai

ANSWERED = (StatusEvaluasi.DITERIMA, StatusEvaluasi.DIPUTUSKAN)


def deemed_accepted(today: date) -> Q:
    """Evaluasi that silence has accepted: the days to answer have passed on that day of the instansi."""
    return Q(status=StatusEvaluasi.DISERAHKAN, batas_keberatan__lt=today)


def finished(today: date) -> Q:
    """Evaluasi in which nothing is to be done any more: accepted, decided, or accepted by silence."""
    return Q(status__in=ANSWERED) | deemed_accepted(today)


class KeberatanQuerySet(models.QuerySet):
    def visible_to(self, user: "Pegawai") -> Self:
        from penilaian.models import Evaluasi

        return self.filter(evaluasi__in=Evaluasi.objects.visible_to(user))

    def concerning(self, user: "Pegawai") -> Self:
        """One's own, and those one decides, decided or explains, also as Plt/Plh."""
        own = Q(evaluasi__skp__pegawai=user) | Q(diputuskan_oleh=user)
        return self.filter(own | self._mine(user) | Q(pk__in=self.to_decide(user).order_by().values("pk")))

    def to_decide(self, user: "Pegawai") -> Self:
        """As `penilaian.querysets.evaluasi.decides` says it of one."""
        return self.decided_by(user, acting_for(user), local_today(user))

    def decided_by(self, user: Any, persons: Any, on: Any) -> Self:
        """`to_decide` with `persons` as of `acting_for`: himself and those he stands in for on that day."""
        gone = Q(evaluasi__atasan_penilai__is_active=False)
        in_his_place = ~gone & Q(evaluasi__atasan_penilai__in=persons) | gone & Q(penerus__in=persons)
        concerned = Q(evaluasi__dinilai_oleh=user) | Q(evaluasi__skp__penilai=user)
        waiting = self.filter(keputusan="").exclude(evaluasi__skp__pegawai=user)
        return waiting.alias(penerus=assessor_in_query("evaluasi__skp__penilai", on=on)).filter(
            Q(evaluasi__atasan_penilai=user) | in_his_place & ~concerned
        )

    def to_explain(self, user: "Pegawai") -> Self:
        return self.explained_by(user, acting_for(user))

    def explained_by(self, user: Any, persons: Any) -> Self:
        mine = Q(evaluasi__skp__penilai__in=persons)
        return self.filter(mine, keputusan="", tanggapan="").exclude(evaluasi__skp__pegawai=user)

    def for_list(self) -> Self:
        """Those that wait first, the one to be decided soonest at the top; then the last decided."""
        return self.select_related(
            "evaluasi__periode",
            "evaluasi__skp__pegawai",
            "evaluasi__skp__unit",
            "evaluasi__skp__instansi",
            "evaluasi__dinilai_oleh",
            "evaluasi__atasan_penilai",
        ).order_by(
            models.Case(models.When(keputusan="", then=0), default=1),
            models.Case(models.When(keputusan="", then="batas_keputusan")),
            "-diputuskan_pada",
            "-pk",
        )

    def search_people(self, text: str) -> Self:
        """By who objects: NIP from its first digit, or a part of the name."""
        return self.filter(person_matches(text, path="evaluasi__skp__pegawai"))

    @staticmethod
    def _mine(user: "Pegawai") -> Q:
        return Q(evaluasi__atasan_penilai__in=acting_for(user)) | Q(evaluasi__skp__penilai__in=acting_for(user))


class PembinaanQuerySet(models.QuerySet):
    def visible_to(self, user: "Pegawai") -> Self:
        """As `penilaian.rules.pembinaan.may_read_pembinaan` says it of an SKP."""
        if user.is_superuser:
            return self
        return self.filter(
            Q(skp__pegawai=user) | Q(skp__penilai__in=acting_for(user)) | Q(skp__pegawai__unit__in=units_headed(user))
        )

    def for_list(self) -> Self:
        return self.select_related("oleh", "skp__pegawai", "skp__penilai", "skp__instansi")

    def search(self, text: str) -> Self:
        """By a part of the topic, of what was said, or of the follow-up."""
        return self.filter(Q(topik__icontains=text) | Q(uraian__icontains=text) | Q(tindak_lanjut__icontains=text))


class JejakBacaQuerySet(models.QuerySet):
    def visible_to(self, user: "Pegawai") -> Self:
        """Who read one's own appraisal; nobody sees it of another."""
        return self.filter(skp__pegawai=user)

    def for_list(self) -> Self:
        return self.select_related("pembaca__jabatan", "pembaca__unit", "periode", "skp")

    def search_people(self, text: str) -> Self:
        """By who read: NIP from its first digit, or a part of the name."""
        return self.filter(person_matches(text, path="pembaca"))
