"""Whatever people do, in whatever order: matrix, tree and SKP say the same, and a draft stays its owner's."""

import uuid
from collections.abc import Iterable
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from ekinerja.errors import NotAllowed, Refused
from organisasi.models import Pegawai
from skp import lembar_matriks, matriks, pohon, services
from skp.models import ButirPembagian, PesertaMatriks, RencanaHasilKerja, Skp, TidakBerperan, TimKerja
from skp.services import matriks as rows
from skp.services.pembagian import ButirBaru, hand_out
from skp.workflow import Action, Status
from tests.factories import make_satuan, make_tim, wib

JANUARI = wib(2026, 1, 12)
BOUNDED = settings(
    max_examples=12,
    stateful_step_count=20,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)


class Perkantoran(RuleBasedStateMachine):
    """A kepala dinas, a kepala bidang who leads a team too, and three who work for them, one out of another dinas."""

    def __init__(self, org: SimpleNamespace) -> None:
        super().__init__()
        self.kota = transaction.atomic()
        self.kota.__enter__()
        self.people = [org.kepala, org.penilai, org.staf, org.jf, org.stranger]
        self.heads = [org.kepala, org.penilai]
        self.satuan = make_satuan(org.instansi)
        self.tim = make_tim(org.penilai, [org.staf, org.stranger])
        self.serial = 0

    # --- What people do ------------------------------------------------------------------------------------------

    @initialize()
    def heads_have_approved_skp(self) -> None:
        for head in self.heads:
            skp = services.create_skp(by=head, tahun=2026, token=uuid.uuid4(), at=JANUARI)
            for _number in range(2):
                self.add(skp, next(iter(self.offered(skp)), None))
            services.perform(Action.AJUKAN, dokumen=skp, by=head, at=JANUARI)
            services.perform(Action.SETUJUI, dokumen=skp, by=skp.penilai, at=JANUARI)
        for person in self.people[2:4]:
            services.create_skp(by=person, tahun=2026, token=uuid.uuid4(), at=JANUARI)

    @rule(data=st.data())
    def create(self, data: st.DataObject) -> None:
        person = data.draw(st.sampled_from(self.people))
        self.attempt(services.create_skp, by=person, tahun=2026, token=uuid.uuid4(), at=JANUARI)

    @rule(data=st.data(), supports=st.booleans())
    def add_rhk(self, data: st.DataObject, supports: bool) -> None:
        skp = self.some(data, Skp.objects.all())
        atasan = self.some(data, self.offered(skp)) if supports and self.offered(skp) else None
        self.attempt(self.add, skp, atasan)

    @precondition(lambda self: RencanaHasilKerja.objects.exists())
    @rule(data=st.data(), supports=st.booleans())
    def change_rhk(self, data: st.DataObject, supports: bool) -> None:
        rhk = self.some(data, RencanaHasilKerja.objects.select_related("skp__pegawai"))
        atasan = self.some(data, self.offered(rhk.skp)) if supports and self.offered(rhk.skp) else None
        values = self.values(rhk.skp, atasan)
        self.attempt(services.change_rhk, rhk=rhk, by=rhk.skp.pegawai, versi=rhk.versi, values=values)

    @precondition(lambda self: RencanaHasilKerja.objects.exists())
    @rule(data=st.data())
    def delete_rhk(self, data: st.DataObject) -> None:
        rhk = self.some(data, RencanaHasilKerja.objects.select_related("skp__pegawai"))
        self.attempt(services.delete_rhk, rhk=rhk, by=rhk.skp.pegawai)

    @precondition(lambda self: RencanaHasilKerja.objects.exists())
    @rule(data=st.data(), up=st.booleans())
    def move_rhk(self, data: st.DataObject, up: bool) -> None:
        rhk = self.some(data, RencanaHasilKerja.objects.select_related("skp__pegawai"))
        self.attempt(services.move_rhk, rhk=rhk, by=rhk.skp.pegawai, up=up)

    @rule(data=st.data())
    def submit(self, data: st.DataObject) -> None:
        everybody = Skp.objects.select_related("pegawai")
        skp = self.some(data, everybody.filter(status=Status.DRAFT) or everybody)
        self.attempt(services.perform, Action.AJUKAN, dokumen=skp, by=skp.pegawai, at=JANUARI)

    @rule(data=st.data(), action=st.sampled_from([Action.SETUJUI, Action.SETUJUI, Action.KEMBALIKAN]))
    def judge(self, data: st.DataObject, action: Action) -> None:
        skp = self.some(data, Skp.objects.select_related("penilai").filter(status=Status.DIAJUKAN) or Skp.objects.all())
        self.attempt(services.perform, action, dokumen=skp, by=skp.penilai, at=JANUARI, note="Perbaiki.")

    @rule(data=st.data())
    def reopen(self, data: st.DataObject) -> None:
        skp = self.some(data, Skp.objects.select_related("penilai"))
        self.attempt(services.perform, Action.BUKA_KEMBALI, dokumen=skp, by=skp.penilai, at=JANUARI, note="Diubah.")

    @rule(data=st.data())
    def reload(self, data: st.DataObject) -> None:
        skp = self.some(data, Skp.objects.select_related("pegawai"))
        self.attempt(services.reload_skp, skp=skp, by=skp.pegawai, at=JANUARI)

    @rule(data=st.data())
    def hand_out(self, data: st.DataObject) -> None:
        head = data.draw(st.sampled_from(self.heads))
        own = RencanaHasilKerja.objects.filter(skp__pegawai=head)
        if not own:
            return
        butir = ButirBaru(uraian=self.words("Dibagikan"), atasan=self.some(data, own.select_related("skp__pegawai")))
        skp = self.some(data, Skp.objects.exclude(pegawai=head).select_related("pegawai", "instansi"))
        self.attempt(hand_out, by=head, at=JANUARI, token=uuid.uuid4(), butir=[butir], skp=[skp])

    @rule(data=st.data(), team=st.booleans())
    def sync(self, data: st.DataObject, team: bool) -> None:
        skp = self.some(data, Skp.objects.filter(pegawai__in=self.heads).select_related("pegawai"))
        tim = self.tim if team and skp.pegawai_id == self.tim.ketua_id else None
        self.attempt(rows.sync, kepala=skp, tim=tim, by=skp.pegawai)

    @precondition(lambda self: PesertaMatriks.objects.exists())
    @rule(data=st.data(), no_role=st.booleans())
    def set_no_role(self, data: st.DataObject, no_role: bool) -> None:
        peserta = self.some(data, PesertaMatriks.objects.select_related("kepala__pegawai", "skp"))
        column = peserta.kepala.rhk.all()
        if column:
            rhk, by = self.some(data, column), peserta.kepala.pegawai
            self.attempt(rows.set_no_role, peserta=peserta, rhk=rhk, by=by, no_role=no_role)

    @precondition(lambda self: self.hidden().exists())
    @rule(data=st.data())
    def set_no_role_beside_a_draft(self, data: st.DataObject) -> None:
        """The head cannot know that the cell is filled."""
        rhk = self.some(data, self.hidden())
        for peserta in PesertaMatriks.objects.filter(kepala=rhk.atasan.skp, skp=rhk.skp).select_related("skp"):
            by = rhk.atasan.skp.pegawai
            self.attempt(rows.set_no_role, peserta=peserta, rhk=rhk.atasan, by=by, no_role=True)

    @precondition(lambda self: PesertaMatriks.objects.exists())
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        peserta = self.some(data, PesertaMatriks.objects.select_related("kepala__pegawai", "skp"))
        self.attempt(rows.remove_participant, peserta=peserta, by=peserta.kepala.pegawai)

    # --- What is true after each of these ------------------------------------------------------------------------

    @invariant()
    def matrix_tree_and_skp_agree(self) -> None:
        edges = set(
            RencanaHasilKerja.objects.exclude(skp__status=Status.DRAFT)
            .filter(atasan__isnull=False)
            .values_list("pk", "atasan", "skp", "atasan__skp")
        )
        for head in self.head_skp():
            read = self.read(head, head.pegawai)
            shown = {
                (k.pk, sel.kolom.rhk.pk, baris.skp.pk)
                for whole in read.matrices
                for baris in whole.baris
                for sel in baris.sel
                for k in sel.kontribusi
                if not k.dibagikan
            }
            assert shown == {(pk, atasan, skp) for pk, atasan, skp, kepala in edges if kepala == head.pk}
            drawn = {(child.rhk.pk, node.rhk.pk) for node in read.nodes for child in node.anak if not child.dibagikan}
            reached = {node.rhk.pk for node in read.nodes}
            assert drawn == {(pk, atasan) for pk, atasan, *_skp in edges if atasan in reached}
            assert self.secrets(head.pegawai, read) == []

    @invariant()
    def who_supports_has_a_row_and_nobody_without_a_role_supports(self) -> None:
        rows_there = set(PesertaMatriks.objects.values_list("kepala", "skp"))
        supporting = RencanaHasilKerja.objects.filter(atasan__isnull=False)
        assert set(supporting.values_list("atasan__skp", "skp")) <= rows_there
        submitted = supporting.exclude(skp__status=Status.DRAFT)
        marked = set(TidakBerperan.objects.values_list("peserta__skp", "rhk"))
        assert marked & set(submitted.values_list("skp", "atasan")) == set()

    def teardown(self) -> None:
        """What costs more is looked at once, where the sequence has led: who reads from above, and the counts."""
        try:
            self.nothing_of_a_draft_is_read_from_above()
            self.the_matrices_of_an_skp_are_counted_right()
        finally:
            transaction.set_rollback(True)
            self.kota.__exit__(None, None, None)

    def nothing_of_a_draft_is_read_from_above(self) -> None:
        above = self.heads[0]
        for skp in Skp.objects.heading(above).select_related("pegawai", "jabatan", "unit"):
            read = self.read(skp, above)
            assert self.secrets(above, read) == []
            for whole in read.matrices:
                sheet = lembar_matriks.workbook(whole).active
                cells = "\n".join(str(value) for line in sheet.iter_rows(values_only=True) for value in line)
                assert [words for words in self.drafts_hidden_from(above) if words in cells] == []

    def the_matrices_of_an_skp_are_counted_right(self) -> None:
        for skp in Skp.objects.for_page():
            counted = [(row.kepala_id, row.tim_id) for row in matriks.participation(skp).diikuti]
            assert sorted(counted, key=str) == sorted(
                PesertaMatriks.objects.filter(skp=skp).values_list("kepala", "tim"), key=str
            )
            supported = skp.rhk.filter(atasan__isnull=False).values("atasan__skp").distinct().count()
            assert len({kepala for kepala, _tim in counted}) >= supported

    # --- Tools ---------------------------------------------------------------------------------------------------

    def attempt(self, act: Any, *args: Any, **kwargs: Any) -> None:
        """What the rules refuse is an answer too, and changes nothing."""
        try:
            with transaction.atomic():
                act(*args, **kwargs)
        except (Refused, NotAllowed):
            pass

    def some(self, data: st.DataObject, found: Iterable[Any]) -> Any:
        return data.draw(st.sampled_from(sorted(found, key=lambda row: row.pk)))

    def add(self, skp: Skp, atasan: RencanaHasilKerja | None) -> None:
        services.add_rhk(skp=skp, by=skp.pegawai, token=uuid.uuid4(), values=self.values(skp, atasan))

    def offered(self, skp: Skp) -> list[RencanaHasilKerja]:
        return list(RencanaHasilKerja.objects.offered_to(skp).select_related("skp__pegawai"))

    def values(self, skp: Skp, atasan: RencanaHasilKerja | None) -> dict[str, Any]:
        for_pimpinan = {"klasifikasi": "ORGANISASI", "penugasan_dari": "Wali Kota"} if skp.untuk_pimpinan else {}
        return {
            **for_pimpinan,
            "jenis": "UTAMA",
            "status_kegiatan": "CASCADING" if atasan else "TIDAK_CASCADING",
            "atasan": atasan,
            "uraian": self.words("Rahasia"),
            "target_kuantitas": Decimal(12),
            "satuan": self.satuan,
            "target_kualitas": Decimal(100),
            "target_waktu": Decimal(6),
            "satuan_waktu": "BULAN",
        }

    def words(self, kind: str) -> str:
        self.serial += 1
        return f"{kind}-{self.serial:05d}"

    def hidden(self) -> Any:
        drafts = RencanaHasilKerja.objects.filter(skp__status=Status.DRAFT, atasan__isnull=False)
        return drafts.select_related("skp", "atasan__skp__pegawai")

    def head_skp(self) -> list[Skp]:
        """Each head's SKP as he reads it himself."""
        return [
            skp
            for head in self.heads
            for skp in Skp.objects.heading(head).filter(pegawai=head).select_related("pegawai", "jabatan", "unit")
        ]

    def read(self, skp: Skp, reader: Pegawai) -> SimpleNamespace:
        """The matrices and the tree of a head's SKP as somebody reads them."""
        teams: list[TimKerja | None] = [None, *TimKerja.objects.with_matrix_of(skp)]
        matrices = [matriks.build(skp, user=reader, tim=tim, dua_tingkat=True) for tim in teams]
        roots = pohon.grow(skp, user=reader).akar
        nodes = [node for root in roots for node in (root, *root.below())]
        return SimpleNamespace(matrices=matrices, nodes=nodes)

    def secrets(self, reader: Pegawai, read: SimpleNamespace) -> list[str]:
        """Words of drafts that are somebody else's and were not handed out by the reader, where he reads."""
        rows_read = [row for whole in read.matrices for first in whole.baris for row in (first, *first.bawahan)]
        text = "\n".join([row.kata for row in rows_read] + [node.kata.lower() for node in read.nodes])
        return [words for words in self.drafts_hidden_from(reader) if words.lower() in text]

    def drafts_hidden_from(self, reader: Pegawai) -> list[str]:
        handed = ButirPembagian.objects.filter(pembagian__oleh=reader).values("uraian")
        drafts = RencanaHasilKerja.objects.filter(skp__status=Status.DRAFT).exclude(skp__pegawai=reader)
        return list(drafts.exclude(uraian__in=handed).values_list("uraian", flat=True))


@pytest.mark.django_db
def test_matrix_tree_and_skp_agree_after_any_sequence_of_acts(org: SimpleNamespace) -> None:
    run_state_machine_as_test(lambda: Perkantoran(org), settings=BOUNDED)
