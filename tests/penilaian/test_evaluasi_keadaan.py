"""Whatever people do, in whatever order and at whatever time: a predikat is what its author gave, of what he saw."""

import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any, ClassVar

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from ekinerja.errors import NotAllowed, Refused
from organisasi.models import Pegawai
from penilaian.kurva import kurva_penilai
from penilaian.lembar import Lembar, sheet
from penilaian.models import Evaluasi, Kalibrasi, RiwayatEvaluasi, UndanganUmpanBalik
from penilaian.querysets.evaluasi import find_evaluasi
from penilaian.querysets.kurva import counted, tally
from penilaian.rules.evaluasi import Kedudukan, sees_rating
from penilaian.scoring.permenpanrb_6_2022 import CapaianOrganisasi, Predikat, Rating, predikat
from penilaian.services import kurva as kalibrasi
from penilaian.services import menilai, pengisian, rekan, sesudah
from penilaian.services.capaian_unit import set_capaian
from penilaian.services.pengaturan import change_pola
from penilaian.services.periode import close_periode, reopen_periode
from penilaian.workflow import DISERAHKAN, ActionEvaluasi, StatusEvaluasi
from skp.models import RencanaHasilKerja, Skp
from skp.workflow import Status
from tests.factories import make_indikator, make_periode, make_rhk, make_skp, wib

BOUNDED = settings(
    max_examples=10,
    stateful_step_count=20,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    report_multiple_bugs=False,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
UNMEASURED = dict.fromkeys(("target_kuantitas", "satuan", "target_kualitas", "target_waktu"))
RATINGS = st.sampled_from(Rating)
POLA = [dict.fromkeys(Predikat, Decimal(20)), {each: Decimal(60 if each is Predikat.BAIK else 10) for each in Predikat}]


@dataclass(frozen=True)
class Potret:
    """An evaluasi as it is read at one moment. `isi`: the sheet without feedback, which goes on until handing over."""

    status: str
    ratings: tuple[str, str, str]
    isi: Lembar
    ucapan: Lembar
    kept: tuple[Any, ...]
    langkah: int

    @property
    def diserahkan(self) -> bool:
        return self.status in DISERAHKAN


class Evaluasian(RuleBasedStateMachine):
    """A kepala dinas, a kepala bidang who is evaluated himself, his two people, and who has no part in it."""

    reached: ClassVar[set[str]] = set()

    def __init__(self, org: SimpleNamespace, clock: Any) -> None:
        super().__init__()
        self.kota = transaction.atomic()
        self.kota.__enter__()
        self.org, self.clock = org, clock
        self.people = [org.staf, org.rekan, org.penilai, org.kepala, org.jf, org.admin]
        self.seen: dict[int, Potret] = {}
        self.move_to(wib(2026, 3, 2))

    @initialize(objected=st.booleans())
    def skp_are_approved(self, objected: bool) -> None:
        self.periode = make_periode(self.org.instansi)
        self.skp = [
            make_skp(self.org.staf, penilai=self.org.penilai),
            make_skp(self.org.rekan, penilai=self.org.penilai),
            make_skp(self.org.penilai, penilai=self.org.kepala),
        ]
        for skp in self.skp:
            make_indikator(make_rhk(skp, **UNMEASURED))
        self.one_is_handed_over_and_one_rated(objected=objected)

    def one_is_handed_over_and_one_rated(self, *, objected: bool) -> None:
        """So that the sequence begins where much can go wrong; the third is for it to begin with."""
        for skp in self.skp[:2]:
            row = Evaluasi(skp=skp, periode=self.periode, status_sejak=self.at)
            given = {"hasil": Rating.SESUAI, "perilaku": Rating.DI_ATAS}
            menilai.rate(evaluasi=row, by=self.org.penilai, at=self.at, versi=None, **given)
        row = Evaluasi.objects.for_detail().get(skp=self.skp[0])
        sesudah.hand_over(evaluasi=row, by=self.org.penilai, at=self.at)
        if objected:
            sesudah.object_to(evaluasi=row, by=self.org.staf, at=self.at, alasan="Belum dilihat semuanya")

    # --- Time, and what lies above --------------------------------------------------------------------------------

    @rule(days=st.sampled_from([1, 3, 10, 30]))
    def time_passes(self, days: int) -> None:
        self.move_to(self.at + timedelta(days=days))

    @rule(data=st.data(), what=st.integers(0, 5))
    def something_above_changes(self, data: st.DataObject, what: int) -> None:
        if what == 0:
            self.the_period_is_closed_or_reopened(data)
        elif what == 1:
            self.an_skp_is_reopened_or_approved_again(data)
        else:
            self.an_rhk_reads_otherwise(data)

    def an_rhk_reads_otherwise(self, data: st.DataObject) -> None:
        rhk = RencanaHasilKerja.objects.filter(skp=self.some(data, self.skp))
        rhk.update(uraian=f"Menyusun laporan {self.at:%d %B}")

    def an_skp_is_reopened_or_approved_again(self, data: st.DataObject) -> None:
        rows = Skp.objects.filter(pk=self.some(data, self.skp).pk)
        approved = rows.filter(status=Status.DISETUJUI).exists()
        rows.update(status=Status.DIKEMBALIKAN if approved else Status.DISETUJUI)

    def the_period_is_closed_or_reopened(self, data: st.DataObject) -> None:
        self.periode.refresh_from_db()
        act = reopen_periode if self.periode.ditutup else close_periode
        by = self.actor(data, self.org.admin)
        self.attempt(act, periode=self.periode, by=by, at=self.at, versi=self.periode.versi, alasan="Pergantian tahun")

    @rule(data=st.data(), nilai=st.sampled_from(CapaianOrganisasi), own=st.booleans())
    def a_capaian_is_set(self, data: st.DataObject, nilai: CapaianOrganisasi, own: bool) -> None:
        unit, by = (self.org.bidang, self.org.kepala) if own else (self.org.dinas, self.org.sekda)
        there = unit.capaian.filter(periode=self.periode).first()
        self.attempt(
            set_capaian, unit=unit, periode=self.periode, by=self.actor(data, by), at=self.at,
            versi=there.versi if there else 0, nilai=nilai.value, dasar="",
        )  # fmt: skip

    @rule(capaian=st.sampled_from(CapaianOrganisasi), bagian=st.sampled_from(POLA))
    def a_pattern_is_changed(self, capaian: CapaianOrganisasi, bagian: dict[Predikat, Decimal]) -> None:
        self.attempt(change_pola, instansi=self.org.instansi, by=self.org.admin, capaian=capaian, bagian=bagian)

    # --- What its owner and his colleagues do ---------------------------------------------------------------------

    @rule(data=st.data(), words=st.sampled_from(["", "3 laporan", "12 laporan"]))
    def realisasi(self, data: st.DataObject, words: str) -> None:
        row = self.evaluasi(data)
        line = self.some(data, sheet(row).hasil)
        isi = {ukuran.kode: pengisian.IsiRealisasi(words, "Aplikasi") for ukuran in line.ukuran}
        by = self.actor(data, row.skp.pegawai)
        self.attempt(
            pengisian.save_realisasi_periode,
            evaluasi=row, rhk=line.rhk, isi=isi, versi=pengisian.version_of(line), by=by, at=self.at,
        )  # fmt: skip

    @rule(data=st.data())
    def eviden(self, data: st.DataObject) -> None:
        row = self.evaluasi(data)
        shown = row.eviden.first() if row.pk else None
        by = self.actor(data, row.skp.pegawai)
        if shown is not None:
            self.attempt(pengisian.delete_eviden, eviden=shown, by=by, at=self.at)
            return
        ukuran = [(line.rhk, each.kode) for line in sheet(row).hasil for each in line.ukuran]
        sumber = pengisian.SumberEviden(tautan="https://contoh.test/laporan")
        self.attempt(
            pengisian.add_eviden,
            evaluasi=row, by=by, at=self.at, token=uuid.uuid4(), nama="Laporan", sumber=sumber, ukuran=ukuran,
        )  # fmt: skip

    @rule(data=st.data(), asked=st.booleans())
    def a_colleague_is_asked_or_writes(self, data: st.DataObject, asked: bool) -> None:
        row = self.evaluasi(data)
        invitation = UndanganUmpanBalik.objects.filter(evaluasi__skp=row.skp).first()
        if invitation is None or asked:
            by, givers = self.actor(data, row.skp.pegawai), [data.draw(st.sampled_from(self.people))]
            self.attempt(rekan.invite, evaluasi=row, by=by, at=self.at, givers=givers)
            return
        by = self.actor(data, invitation.pemberi)
        texts = {"loyal": "Dapat diandalkan"}
        self.attempt(rekan.write, undangan=invitation, by=by, at=self.at, versi=invitation.versi, texts=texts)

    @rule(data=st.data(), act=st.sampled_from([sesudah.accept, sesudah.object_to]))
    def the_owner_answers(self, data: st.DataObject, act: Any) -> None:
        row = self.evaluasi(data, {StatusEvaluasi.DISERAHKAN})
        alasan = {"alasan": "Belum dilihat semuanya"} if act is sesudah.object_to else {}
        self.attempt(act, evaluasi=row, by=self.actor(data, row.skp.pegawai), at=self.at, **alasan)

    # --- What those above him do ----------------------------------------------------------------------------------

    @rule(data=st.data())
    def the_penilai_gives_feedback(self, data: st.DataObject) -> None:
        row = self.evaluasi(data)
        said = {"teks": f"Dilihat {self.at:%d %B}", "perilaku": "loyal"}
        by = self.actor(data, row.skp.penilai)
        self.attempt(menilai.add_feedback, evaluasi=row, by=by, at=self.at, token=uuid.uuid4(), **said)

    @rule(data=st.data(), hasil=st.none() | RATINGS, perilaku=st.none() | RATINGS, late=st.booleans())
    def rate(self, data: st.DataObject, hasil: Rating | None, perilaku: Rating | None, late: bool) -> None:
        self.rated(data, hasil, perilaku, late=late)

    @rule(data=st.data(), hasil=RATINGS, perilaku=RATINGS)
    def rate_both(self, data: st.DataObject, hasil: Rating, perilaku: Rating) -> None:
        self.rated(data, hasil, perilaku, late=False)

    def rated(self, data: st.DataObject, hasil: Rating | None, perilaku: Rating | None, *, late: bool) -> None:
        row = self.evaluasi(data)
        by = self.actor(data, self.org.kepala if late else row.skp.penilai)
        given = {"hasil": None if row.skp.pegawai == self.org.penilai else hasil, "perilaku": perilaku}
        versi = data.draw(st.sampled_from([row.versi, row.versi, row.versi, row.versi + 1]))
        self.attempt(menilai.rate, evaluasi=row, by=by, at=self.at, versi=versi, **given)

    @rule(data=st.data())
    def note(self, data: st.DataObject) -> None:
        row = self.evaluasi(data)
        by, catatan = self.actor(data, row.skp.penilai), f"Catatan {self.at:%d %B}"
        self.attempt(menilai.write_note, evaluasi=row, by=by, at=self.at, versi=row.versi, catatan=catatan)

    @rule(data=st.data())
    def take_back(self, data: st.DataObject) -> None:
        row = self.evaluasi(data, {StatusEvaluasi.DINILAI})
        by = self.actor(data, row.dinilai_oleh or row.skp.penilai)
        self.attempt(menilai.take_back, evaluasi=row, by=by, at=self.at, versi=row.versi, alasan="Ada yang terlewat")

    @rule(data=st.data())
    def hand_over(self, data: st.DataObject) -> None:
        row = self.evaluasi(data, {StatusEvaluasi.DINILAI})
        by = self.actor(data, row.dinilai_oleh or row.skp.penilai)
        self.attempt(sesudah.hand_over, evaluasi=row, by=by, at=self.at)

    @rule(data=st.data(), keputusan=st.sampled_from(["TETAP", "DIUBAH"]), hasil=RATINGS, perilaku=RATINGS)
    def an_objection_goes_on(self, data: st.DataObject, keputusan: str, hasil: Rating, perilaku: Rating) -> None:
        row = self.evaluasi(data, {StatusEvaluasi.KEBERATAN})
        if data.draw(st.integers(0, 3)) == 0:
            by = self.actor(data, row.skp.penilai)
            self.attempt(sesudah.explain, evaluasi=row, by=by, at=self.at, penjelasan="Sesuai bukti")
            return
        self.attempt(
            sesudah.decide,
            evaluasi=row, by=self.actor(data, row.atasan_penilai or self.org.kepala), at=self.at, versi=row.versi,
            keputusan=keputusan, alasan="Menurut bukti", rating_hasil=hasil.value, rating_perilaku=perilaku.value,
        )  # fmt: skip

    @rule(data=st.data(), hasil=RATINGS, perilaku=RATINGS)
    def calibrate(self, data: st.DataObject, hasil: Rating, perilaku: Rating) -> None:
        by = self.actor(data, self.org.kepala)
        if not Kalibrasi.objects.exists():
            place = {"unit": self.org.dinas, "periode": self.periode}
            self.attempt(kalibrasi.open_round, by=by, at=self.at, token=uuid.uuid4(), **place)
            return
        row = self.evaluasi(data, {StatusEvaluasi.DINILAI})
        self.attempt(
            kalibrasi.adjust,
            evaluasi=row, by=by, at=self.at, versi=row.versi, hasil=hasil, perilaku=perilaku, alasan="Dibandingkan",
        )  # fmt: skip

    # --- What is true after each of these -------------------------------------------------------------------------

    @invariant()
    def a_predikat_is_that_of_its_ratings(self) -> None:
        for row in Evaluasi.objects.all():
            made = predikat(row.rating_hasil, row.rating_perilaku).value if not row.terbuka else ""
            assert row.predikat == made

    @invariant()
    def what_was_rated_stays_and_every_change_has_its_step(self) -> None:
        now = {row.pk: self.potret(row) for row in Evaluasi.objects.for_detail()}
        for pk, before in self.seen.items():
            steps = list(RiwayatEvaluasi.objects.filter(evaluasi=pk).order_by("pk"))[before.langkah :]
            self.content_stays(before, now[pk])
            self.handed_over_stays(before, now[pk], steps)
            self.change_has_its_step(before, now[pk], steps)
        self.seen = now

    def content_stays(self, before: Potret, now: Potret) -> None:
        if StatusEvaluasi.TERBUKA not in (before.status, now.status):
            assert now.isi == before.isi

    def handed_over_stays(self, before: Potret, now: Potret, steps: list[RiwayatEvaluasi]) -> None:
        if not before.diserahkan:
            return
        assert now.diserahkan
        assert now.ucapan == before.ucapan
        if ActionEvaluasi.PUTUSKAN not in [step.aksi for step in steps]:
            assert (now.ratings, now.kept) == (before.ratings, before.kept)

    def change_has_its_step(self, before: Potret, now: Potret, steps: list[RiwayatEvaluasi]) -> None:
        """A rating that has no predikat yet is its author's own draft, and leaves none."""
        if now.ratings == before.ratings or not (before.ratings[2] or now.ratings[2]):
            return
        (step,) = steps
        assert (step.rating_hasil, step.rating_perilaku, step.predikat) == now.ratings
        skp = step.evaluasi.skp
        assert step.oleh_id in {skp.penilai_id, self.org.kepala.pk, self.org.sekda.pk} - {skp.pegawai_id}

    @invariant()
    def the_curves_agree_with_a_count_by_hand(self) -> None:
        if not self.seen:
            return
        approved = Skp.objects.filter(status=Status.DISETUJUI)
        by_hand: Counter[str] = Counter(
            found.predikat if (found := Evaluasi.objects.filter(skp=skp).first()) else "" for skp in approved
        )
        assert tally(counted(self.periode), "tahun").get(2026, {}) == dict(by_hand)
        kurva, _patokan = kurva_penilai(self.org.penilai, self.periode)
        below = Evaluasi.objects.rated().filter(skp__in=approved.filter(penilai=self.org.penilai))
        assert {each.value: number for each, number in kurva.jumlah.items() if number} == dict(
            Counter(below.values_list("predikat", flat=True))
        )

    def teardown(self) -> None:
        """What costs more is looked at once, where the sequence has led: what the owner reads on his page."""
        try:
            for row in Evaluasi.objects.for_detail():
                self.the_owner_reads_no_rating_before_it_was_handed_over(row)
        finally:
            transaction.set_rollback(True)
            self.kota.__exit__(None, None, None)

    def the_owner_reads_no_rating_before_it_was_handed_over(self, row: Evaluasi) -> None:
        client = Client()
        client.force_login(row.skp.pegawai)
        pages = [client.get(reverse(f"penilaian:{name}", args=args)) for name, args in (
            ("evaluasi", [row.skp_id, row.periode_id]), ("skp", [row.skp_id]))]  # fmt: skip
        assert [page.status_code for page in pages] == [200, 200]
        assert sees_rating(Kedudukan(pemilik=True), row) == row.diserahkan == bool(pages[0].context["sesudah"])
        if not row.diserahkan:
            html = "".join(page.content.decode() for page in pages)
            assert [rating.label for rating in Rating if rating.label in html] == []
            assert "<dt>Predikat Kinerja</dt>" not in html

    # --- Tools ----------------------------------------------------------------------------------------------------

    def attempt(self, act: Any, **kwargs: Any) -> None:
        """What the rules refuse is an answer too, and changes nothing."""
        try:
            with transaction.atomic():
                act(**kwargs)
        except (Refused, NotAllowed):
            pass

    def move_to(self, at: datetime) -> None:
        self.at = at
        self.clock.move_to(at)

    def some(self, data: st.DataObject, found: Iterable[Any]) -> Any:
        return data.draw(st.sampled_from(list(found)))

    def actor(self, data: st.DataObject, right: Pegawai) -> Pegawai:
        """Mostly who may, at times anybody."""
        pk = data.draw(st.sampled_from([right] * 18 + self.people)).pk
        return Pegawai.objects.for_header().get(pk=pk)

    def evaluasi(self, data: st.DataObject, states: Iterable[str] = ()) -> Evaluasi:
        """One in one of these states where there is any, else any of them."""
        found = [find_evaluasi(self.org.kepala, skp.pk, self.periode.pk) for skp in self.skp]
        open_to_read = [row for row in found if row is not None]
        return self.some(data, [row for row in open_to_read if row.status in states] or open_to_read)

    def potret(self, row: Evaluasi) -> Potret:
        self.reached.add(row.status)
        lembar = sheet(row)
        return Potret(
            status=row.status,
            ratings=(row.rating_hasil, row.rating_perilaku, row.predikat),
            isi=replace(
                lembar,
                beku=False,
                hasil=tuple(replace(each, umpan_balik=()) for each in lembar.hasil),
                perilaku=tuple(replace(each, umpan_balik=()) for each in lembar.perilaku),
            ),
            ucapan=lembar,
            kept=(row.isi, row.capaian_organisasi, row.catatan, row.dinilai_oleh, row.dinilai_pada, row.atasan_penilai,
                  row.diserahkan_pada, row.batas_keberatan),
            langkah=row.riwayat.count(),
        )  # fmt: skip


@pytest.mark.django_db
def test_an_evaluasi_holds_after_any_sequence_of_acts(org: SimpleNamespace, hari_ini: Any) -> None:
    run_state_machine_as_test(lambda: Evaluasian(org, hari_ini), settings=BOUNDED)
    # Accepted by a click, it ends where nothing can happen to it any more.
    assert Evaluasian.reached >= set(StatusEvaluasi) - {StatusEvaluasi.DITERIMA}
