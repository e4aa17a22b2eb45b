"""A day of work by many people: after each stretch of it the roll-ups equal a count made from the documents."""

import random
import uuid
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from django.db.models import F

from dashboard import rekap
from dashboard.models import RekapBulan, RekapInstansi, RekapUnit, RekapUnitBulan
from ekinerja.errors import NotAllowed, Refused
from kegiatan.isi import IsiBukti, IsiKegiatan
from kegiatan.models import JenisKegiatan, KategoriHarian, KegiatanHarian, Realisasi
from kegiatan.services import harian as kegiatan_services
from organisasi.models import AlasanPengecualian, Dispensasi, Langkah, Pegawai, Pengecualian, PeriodeEvaluasi, UnitKerja
from organisasi.services.orang import correct_person
from penilaian.models import CapaianBulanan, Evaluasi
from penilaian.services import bulanan as month_services
from penilaian.services.harian import Grade, grade, take_back
from penilaian.services.sesudah import hand_over
from penilaian.workflow import DISERAHKAN
from skp import services
from skp.models import PesertaMatriks, Skp, SkpBulanan, TargetBulanan
from skp.services.matriks import add_participant, remove_participant
from skp.workflow import Action, Status
from tests.factories import (
    make_bulanan,
    make_indikator,
    make_kegiatan,
    make_pegawai,
    make_periode,
    make_rated,
    make_rhk,
    make_skp,
    make_target,
    open_rekap,
    wib,
)
from tests.penilaian.conftest import finish

AT = wib(2026, 3, 10)
TAHUN = 2026


# --- The count from the documents -----------------------------------------------------------------


def counted_year() -> tuple[dict[Any, Counter[str]], dict[Any, Counter[str]]]:
    """By (instansi, unit) and by instansi. Who is excepted all year stands apart, whatever he wrote in it."""
    first_day, last_day = date(TAHUN, 1, 1), date(TAHUN, 12, 31)
    exceptions = [(row.pegawai_id, row.mulai, row.selesai or last_day) for row in Pengecualian.objects.all()]
    excluded = {person for person, mulai, selesai in exceptions if mulai <= last_day and selesai >= first_day}
    all_year = {person for person, mulai, selesai in exceptions if mulai <= first_day and selesai >= last_day}
    documents = Skp.objects.filter(tahun=TAHUN).exclude(pegawai__in=all_year).order_by("periode_mulai")
    last = {skp.pegawai_id: skp for skp in documents}
    matrices = Counter(PesertaMatriks.objects.values_list("skp", flat=True))
    rated = {
        row.skp_id: row.predikat
        for row in Evaluasi.objects.select_related("periode")
        if row.periode.akhir and row.status in DISERAHKAN
    }
    units: dict[Any, Counter[str]] = defaultdict(Counter)
    for person in Pegawai.objects.exclude(instansi=None):
        skp = last.get(person.pk)
        numbers = units[person.instansi_id, person.unit_id]
        if skp is None and person.pk in excluded:
            numbers["dikecualikan"] += 1
        elif skp is not None or person.is_active:
            numbers["pegawai"] += 1
            if skp is not None:
                status = "draft" if skp.status == Status.DIKEMBALIKAN else skp.status.lower()
                numbers[status] += 1
                if number := matrices[skp.pk]:
                    numbers["matriks_1" if number == 1 else "matriks_2"] += 1
                if skp.pk in rated:
                    numbers[rated[skp.pk]] += 1
    instansi: dict[Any, Counter[str]] = defaultdict(Counter)
    for (of_instansi, _unit), numbers in units.items():
        instansi[of_instansi].update(numbers)
    return units, instansi


def counted_months() -> dict[Any, Counter[str]]:
    """By (bulan, instansi, unit). Where somebody was who has no SKP Bulanan, only his own row remembers."""
    there = {(row.pegawai_id, row.bulan): (row.instansi_id, row.unit_id) for row in RekapBulan.objects.all()}
    months: dict[Any, SkpBulanan] = {}
    for month in SkpBulanan.objects.filter(skp__tahun=TAHUN).select_related("skp").order_by("skp__periode_mulai"):
        months[month.skp.pegawai_id, month.bulan] = month
    worked: dict[Any, list[KegiatanHarian]] = defaultdict(list)
    for row in KegiatanHarian.objects.filter(tanggal__year=TAHUN):
        worked[row.pegawai_id, row.tanggal.month].append(row)
    numbers: dict[Any, Counter[str]] = defaultdict(Counter)
    for person, bulan in {*months, *worked}:
        month, rows = months.get((person, bulan)), worked[person, bulan]
        where = (month.skp.instansi_id, month.skp.unit_id) if month else there[person, bulan]
        into = numbers[bulan, *where]
        into["mengisi"] += bool(rows)
        into["kegiatan"] += len(rows)
        into["hari"] += len({row.tanggal for row in rows})
        into["dinilai"] += sum(row.nilai is not None for row in rows)
        if month is None:
            continue
        targets = TargetBulanan.objects.filter(skp_bulanan=month).count()
        filled = Realisasi.objects.filter(target__skp_bulanan=month).count()
        approved = month.status == Status.DISETUJUI
        into["disusun"] += 1
        into["disetujui"] += approved
        into["lengkap"] += bool(approved and targets and filled == targets)
        if month.ditutup_pada:
            into["ditutup"] += 1
            into["nilai_jumlah"] += CapaianBulanan.objects.get(skp_bulanan=month).nilai_capaian
    return numbers


def stored(rows: Any, *keys: str) -> dict[Any, dict[str, Any]]:
    found = {}
    for row in rows.filter(tahun=TAHUN).per(*keys):
        key = tuple(row.pop(name) for name in keys)
        numbers = {name.removeprefix("total_"): value for name, value in row.items() if value}
        if numbers:
            found[key if len(key) > 1 else key[0]] = numbers
    return found


def without_zeros(numbers: dict[Any, Counter[str]]) -> dict[Any, dict[str, Any]]:
    found = {key: {name: value for name, value in counter.items() if value} for key, counter in numbers.items()}
    return {key: counter for key, counter in found.items() if counter}


def assert_equal_to_a_count() -> None:
    units, instansi = counted_year()
    assert stored(RekapUnit.objects, "instansi_id", "unit_id") == without_zeros(units)
    assert stored(RekapInstansi.objects, "instansi_id") == without_zeros(instansi)
    assert stored(RekapUnitBulan.objects, "bulan", "instansi_id", "unit_id") == without_zeros(counted_months())
    assert list(rekap.differences(TAHUN)) == []


# --- What people do -------------------------------------------------------------------------------


class Hari:
    """Each act picks somebody and something at random and does it as its page would; answers False for nothing to do.

    Named `sql_...`: done past the services, as an import or a correction by hand would.
    """

    def __init__(self, org: Any, chance: random.Random) -> None:
        self.org, self.chance = org, chance
        self.people = [org.staf, org.rekan, org.jf, org.stranger, org.penilai, org.kepala]
        self.number = 0

    def pick(self, rows: Any) -> Any:
        found = list(rows)
        return self.chance.choice(found) if found else None

    def person(self) -> Pegawai:
        return Pegawai.objects.for_header().get(pk=self.chance.choice(self.people).pk)

    def assessed(self, **fields: Any) -> Skp | None:
        return self.pick(Skp.objects.filter(tahun=TAHUN, penilai__isnull=False, **fields).select_related("penilai"))

    def month(self, **fields: Any) -> SkpBulanan | None:
        rows = SkpBulanan.objects.filter(skp__penilai__isnull=False, **fields)
        return self.pick(rows.select_related("skp__penilai", "skp__pegawai"))

    # SKP

    def create_skp(self) -> Any:
        by = self.person()
        half = date(TAHUN, 6, 30) if self.chance.random() < 0.5 else None
        skp = services.create_skp(by=by, tahun=TAHUN, token=uuid.uuid4(), at=AT, periode_selesai=half)
        make_indikator(make_rhk(skp))
        return skp

    def submit(self) -> Any:
        skp = self.pick(Skp.objects.filter(status__in=[Status.DRAFT, Status.DIKEMBALIKAN]).select_related("pegawai"))
        if skp and not skp.rhk.exists():
            make_indikator(make_rhk(skp))
        return skp and self.step(Action.AJUKAN, skp, skp.pegawai)

    def approve(self) -> Any:
        skp = self.assessed(status=Status.DIAJUKAN)
        return skp and self.step(Action.SETUJUI, skp, skp.penilai)

    def send_back(self) -> Any:
        skp = self.assessed(status=Status.DIAJUKAN)
        return skp and self.step(Action.KEMBALIKAN, skp, skp.penilai)

    def reopen(self) -> Any:
        skp = self.assessed(status=Status.DISETUJUI)
        return skp and self.step(Action.BUKA_KEMBALI, skp, skp.penilai)

    def step(self, action: Action, dokumen: Any, by: Pegawai) -> bool:
        services.perform(action, dokumen=dokumen, by=by, at=AT, note="Perbaiki")
        return True

    def delete_skp(self) -> Any:
        skp = self.pick(Skp.objects.filter(status=Status.DRAFT, bulanan=None).select_related("pegawai"))
        return skp and (services.delete_skp(skp=skp, by=skp.pegawai) or True)

    def reload(self) -> Any:
        skp = self.pick(Skp.objects.exclude(unit=F("pegawai__unit")).select_related("pegawai"))
        return skp and services.reload_skp(skp=skp, by=skp.pegawai, at=AT)

    # Matrices

    def join(self) -> Any:
        head = self.pick(Skp.objects.filter(pegawai__in=[self.org.penilai, self.org.kepala], tahun=TAHUN))
        member = self.pick(Skp.objects.filter(tahun=TAHUN))
        if head is None or head == member:
            return False
        return add_participant(kepala=head, tim=None, skp=member, by=head.pegawai, token=uuid.uuid4())

    def leave(self) -> Any:
        row = self.pick(PesertaMatriks.objects.select_related("kepala__pegawai", "skp"))
        return row and (remove_participant(peserta=row, by=row.kepala.pegawai) or True)

    def sql_join(self) -> Any:
        pair = list(Skp.objects.filter(tahun=TAHUN).order_by("?")[:2])
        if len(pair) < 2:
            return False
        return PesertaMatriks.objects.bulk_create([PesertaMatriks(kepala=pair[0], skp=pair[1])], ignore_conflicts=True)

    # Months and activities

    def create_month(self) -> Any:
        skp = self.pick(Skp.objects.filter(tahun=TAHUN).select_related("pegawai"))
        if skp is None:
            return False
        bulanan = services.create_bulanan(by=skp.pegawai, tahun=TAHUN, bulan=3, token=uuid.uuid4(), at=AT)
        make_target(bulanan, bulanan.skp.rhk.first() or make_rhk(bulanan.skp))
        return bulanan

    def submit_month(self) -> Any:
        month = self.month(status=Status.DRAFT)
        return month and self.step(Action.AJUKAN, month, month.skp.pegawai)

    def approve_month(self) -> Any:
        month = self.month(status=Status.DIAJUKAN)
        return month and self.step(Action.SETUJUI, month, month.skp.penilai)

    def delete_month(self) -> Any:
        month = self.month(status=Status.DRAFT)
        return month and (services.delete_bulanan(bulanan=month, by=month.skp.pegawai) or True)

    def record(self) -> Any:
        target = self.pick(
            TargetBulanan.objects.filter(skp_bulanan__bulan=3).select_related("skp_bulanan__skp__pegawai")
        )
        by = target.skp_bulanan.skp.pegawai if target else self.person()
        isi = IsiKegiatan(
            tanggal=date(TAHUN, 3, self.chance.randint(6, 10)), mulai=time(8), selesai=time(9), uraian="Rapat",
            kuantitas=Decimal(1), status_proses=True, target=target,
            jenis=JenisKegiatan.SKP if target else JenisKegiatan.PRODUKTIVITAS,
        )  # fmt: skip
        return kegiatan_services.record(isi=isi, bukti=IsiBukti(tautan=["https://contoh.id/a"]), token=uuid.uuid4(),
                                        by=by, at=AT)  # fmt: skip

    def delete_activity(self) -> Any:
        row = self.pick(KegiatanHarian.objects.for_detail().filter(nilai=None))
        return row and (kegiatan_services.delete(kegiatan=row, by=row.pegawai, at=AT) or True)

    def grade(self) -> Any:
        row = self.pick(KegiatanHarian.objects.filter(nilai=None, penilai__isnull=False))
        if row is None:
            return False
        given = Grade(pk=row.pk, versi=row.versi, nilai=KategoriHarian.BAIK)
        month = row.tanggal.replace(day=1)
        return grade(pegawai=row.pegawai, month=month, grades=[given], by=row.penilai, at=AT).dinilai

    def take_back(self) -> Any:
        row = self.pick(KegiatanHarian.objects.for_detail().exclude(nilai=None))
        return row and (take_back(kegiatan=row, by=row.dinilai_oleh, at=AT) or True)

    def close_month(self) -> Any:
        month = self.month(status=Status.DISETUJUI, ditutup_pada=None, target__realisasi=None)
        if month is None or month.target.count() != 1 or hasattr(month, "penilaian_perilaku"):
            return False
        target = month.target.get()
        KegiatanHarian.objects.filter(target=target, nilai=None).update(
            status="DINILAI", nilai=90, dinilai_oleh=month.skp.penilai, dinilai_pada=AT
        )
        finish(_Maret(month, target), month.skp.penilai)
        return month_services.close(bulanan=month, tanpa_kualitas=True, by=month.skp.penilai, at=AT)

    def reopen_month(self) -> Any:
        month = self.month(ditutup_pada__isnull=False)
        by = month and month.skp.penilai
        return month and (month_services.reopen(bulanan=month, alasan="Salah", by=by, at=AT) or True)

    # Evaluations

    def sql_rate(self) -> Any:
        periode = self.chance.choice(["Akhir Tahun", "Triwulan I"])
        skp = self.assessed(status=Status.DISETUJUI)
        if skp is None or skp.evaluasi.filter(periode__nama=periode).exists():
            return False
        return make_rated(skp, PeriodeEvaluasi.objects.get(instansi=skp.instansi, tahun=TAHUN, nama=periode))

    def hand_over(self) -> Any:
        row = self.pick(Evaluasi.objects.for_detail().filter(status="DINILAI", skp__status=Status.DISETUJUI))
        return row and hand_over(evaluasi=row, by=row.skp.penilai, at=AT)

    # People and units

    def move(self) -> Any:
        person = self.chance.choice([self.org.staf, self.org.rekan, self.org.jf, self.org.stranger])
        unit = self.chance.choice([self.org.bidang, self.org.dinas, self.org.dinas_lain])
        return correct_person(pegawai=person, by=self.org.admin, unit=unit, jabatan=person.jabatan)

    def sql_move_all(self) -> Any:
        return Pegawai.objects.filter(unit=self.org.dinas_lain, unit_dikepalai=None).update(unit=self.org.dinas)

    def sql_leave_unit(self) -> Any:
        return Pegawai.objects.filter(pk=self.org.rekan.pk).update(unit=None)

    def sql_switch(self) -> Any:
        person = self.person()
        return Pegawai.objects.filter(pk=person.pk).update(is_active=not person.is_active)

    def sql_hire(self) -> Any:
        self.number += 1
        unit = self.chance.choice([self.org.bidang, self.org.dinas_lain, None])
        return make_pegawai(f"Baru {self.number}", unit=unit, jabatan=self.org.staf.jabatan, instansi=self.org.instansi)

    def sql_dismiss(self) -> Any:
        person = self.pick(Pegawai.objects.filter(nama__startswith="Baru", skp=None, pengecualian=None))
        return person and person.delete()

    def sql_move_unit(self) -> Any:
        unit = UnitKerja.objects.get(pk=self.org.bidang.pk)
        unit.induk = self.chance.choice([self.org.dinas, self.org.dinas_lain, self.org.setda])
        unit.save()
        return True

    def sql_exclude(self) -> Any:
        person = self.chance.choice([*self.people, *Pegawai.objects.filter(nama__startswith="Baru")])
        if Pengecualian.objects.filter(pegawai=person).exists():
            return False
        year = self.chance.choice([2025, 2026])
        return Pengecualian.objects.create(
            pegawai=person, alasan=AlasanPengecualian.CUTI, mulai=date(year, 2, 1), dicatat_oleh=self.org.admin,
            selesai=self.chance.choice([None, date(year, 5, 1)]),
        )  # fmt: skip

    def sql_include(self) -> Any:
        row = self.pick(Pengecualian.objects.all())
        return row and row.delete()

    # Many at once

    def sql_many(self) -> Any:
        status = self.chance.choice([Status.DRAFT, Status.DISETUJUI])
        return Skp.objects.filter(tahun=TAHUN).update(status=status)

    def sql_bulk_skp(self) -> Any:
        new = [make_pegawai(f"Massal {uuid.uuid4()}"[:40], unit=self.org.bidang, jabatan=self.org.staf.jabatan)
               for _ in range(3)]  # fmt: skip
        first = make_skp(new[0], penilai=self.org.penilai)
        rows = [self.copy(first, person) for person in new[1:]]
        return Skp.objects.bulk_create(rows)

    def copy(self, skp: Skp, person: Pegawai) -> Skp:
        values = {f.attname: getattr(skp, f.attname) for f in Skp._meta.concrete_fields}
        return Skp(**{**values, "id": None, "token": uuid.uuid4(), "pegawai_id": person.pk})

    def sql_bulk_activities(self) -> Any:
        skp = self.pick(Skp.objects.filter(tahun=TAHUN).select_related("pegawai", "penilai"))
        if skp is None or skp.bulanan.filter(bulan=2).exists():
            return False
        target = make_target(make_bulanan(skp, 2), skp.rhk.first() or make_rhk(skp))
        rows = [make_kegiatan(skp.pegawai, target=target, tanggal=date(TAHUN, 2, 3))]
        for day in (4, 5):
            rows[0].pk, rows[0].token, rows[0].tanggal = None, uuid.uuid4(), date(TAHUN, 2, day)
            KegiatanHarian.objects.bulk_create(rows)
        return KegiatanHarian.objects.filter(target=target).update(tanggal=F("tanggal"))

    def fold(self) -> bool:
        rekap.fold()
        return True


class _Maret:
    def __init__(self, bulanan: SkpBulanan, target: TargetBulanan) -> None:
        self.bulanan, self.target, self.skp = bulanan, target, bulanan.skp


ACTS = [name for name in vars(Hari) if not name.startswith("_")]
ACTS = [name for name in ACTS if name not in {"pick", "person", "assessed", "month", "step", "copy"}]


def perform(act: Callable[[], Any]) -> bool:
    try:
        with transaction.atomic():
            return bool(act())
    except (Refused, NotAllowed):
        return False


@pytest.mark.django_db
def test_after_a_day_of_work_the_roll_ups_equal_a_count(org):
    """Each act came to pass at least once in these days; which of them follow each other is chance, the same always."""
    make_periode(org.instansi)
    for langkah in Langkah:
        Dispensasi.objects.create(
            instansi=org.instansi, unit=org.setda, langkah=langkah, untuk_mulai=date(TAHUN, 1, 1),
            untuk_selesai=date(TAHUN, 12, 31), dibuka_sampai=date(TAHUN, 12, 31), alasan="Uji",
            diberikan_oleh=org.admin,
        )  # fmt: skip
    open_rekap(TAHUN)
    done: Counter[str] = Counter()
    for seed in range(3):
        chance = random.Random(seed)  # noqa: S311
        day = Hari(org, chance)
        for _ in range(12):
            stretch = chance.sample(ACTS, k=16)
            done.update(name for name in stretch if perform(getattr(day, name)))
            assert_equal_to_a_count()
    for _ in range(10):  # What chance left out until now: the keys it chooses among differ from run to run.
        done.update(
            name for name in chance.sample(ACTS, k=len(ACTS)) if name not in done and perform(getattr(day, name))
        )
        assert_equal_to_a_count()
    assert sorted(set(ACTS) - set(done)) == []
