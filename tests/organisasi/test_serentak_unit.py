"""Two at once: whoever puts people into a unit, and whoever closes it; and no two acts that wait for each other."""

import threading
import uuid
from datetime import date

import pytest
from django.db import OperationalError, connections, transaction

from ekinerja.errors import Conflict, Refused
from organisasi.models import Bidang, Pegawai, PenugasanKepala, UnitKerja
from organisasi.querysets.kepegawaian import last_trace, with_versi
from organisasi.services import orang
from organisasi.services.kepegawaian import add_person, change_person, set_active
from organisasi.services.massal import change_many, nilai
from organisasi.services.mutasi import plan_mutasi
from organisasi.services.unor import assign, change_head, close_unit, hold_unit, version_of
from skp.models import Skp
from skp.services.editing import hold
from skp.workflow import Status
from tests.factories import make_nip, make_skp, make_unit, wib

NOW = wib(2026, 3, 10)
TODAY = date(2026, 3, 10)
pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """Each in a thread of its own: what it was refused with, or None."""
    barrier, outcomes = threading.Barrier(len(acts)), [None] * len(acts)

    def run(number, act):
        try:
            barrier.wait(10)
            act()
        except (Refused, Conflict, OperationalError) as error:
            outcomes[number] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def while_it_closes(unit, act):
    """Runs `act` while another transaction has closed the unit, and not ended yet."""
    outcomes = []

    def run():
        try:
            act()
            outcomes.append(None)
        except (Refused, Conflict) as error:
            outcomes.append(error)
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    with transaction.atomic():
        hold_unit(unit)
        thread.start()
        thread.join(0.7)
        waits = thread.is_alive()
        UnitKerja.objects.filter(pk=unit.pk).update(aktif=False)
    thread.join(10)
    return waits, outcomes


def put_by_move(org, to):
    pegawai = Pegawai.objects.for_header().get(pk=org.staf.pk)
    plan_mutasi(pegawai=pegawai, by=org.admin, at=NOW, token=uuid.uuid4(), tmt=TODAY, unit=to, jabatan=pegawai.jabatan)


def put_by_plan(org, to):
    pegawai = Pegawai.objects.for_header().get(pk=org.staf.pk)
    plan_mutasi(
        pegawai=pegawai, by=org.admin, at=NOW, token=uuid.uuid4(), tmt=date(2026, 4, 1), unit=to,
        jabatan=pegawai.jabatan,
    )  # fmt: skip


def put_among_many(org, to):
    change_many(
        people=Pegawai.objects.filter(pk=org.staf.pk), instansi=org.instansi, nilai=nilai(Bidang.UNIT, to),
        alasan="Penataan", by=org.admin, at=NOW, token=uuid.uuid4(), sampai=last_trace(), semua=True,
    )  # fmt: skip


def put_by_form(org, to):
    row = with_versi(Pegawai.objects.all()).get(pk=org.staf.pk)
    row.unit = to
    change_person(pegawai=row, by=org.admin, versi=row.versi, columns=["unit"])


def put_as_new(org, to):
    new = Pegawai(nip=make_nip(900), nama="Baru", instansi=org.instansi, unit=to, jabatan=org.staf.jabatan)
    add_person(pegawai=new, by=org.admin)


def put_by_correction(org, to):
    orang.correct_person(pegawai=org.staf, by=org.admin, unit=to, jabatan=org.staf.jabatan)


def take_up_again(org, to):
    row = with_versi(Pegawai.objects.all()).get(pk=org.stranger.pk)
    set_active(pegawai=row, aktif=True, alasan="Kembali", by=org.admin, versi=row.versi)


def take_up_many(org, to):
    change_many(
        people=Pegawai.objects.filter(pk=org.stranger.pk), instansi=org.instansi, nilai=nilai(Bidang.AKTIF, True),
        alasan="Kembali", by=org.admin, at=NOW, token=uuid.uuid4(), sampai=last_trace(), semua=True,
    )  # fmt: skip


EVERY_WAY = (
    put_by_move, put_by_plan, put_among_many, put_by_form, put_as_new, put_by_correction, take_up_again, take_up_many,
)  # fmt: skip


def test_nobody_is_put_into_a_unit_that_is_being_closed(org):
    Pegawai.objects.filter(pk=org.stranger.pk).update(is_active=False)
    to = UnitKerja.objects.get(pk=org.dinas_lain.pk)
    before = set(Pegawai.objects.filter(unit=to, is_active=True))
    for put in EVERY_WAY:
        waited, outcomes = while_it_closes(to, lambda put=put: put(org, to))
        assert waited, put
        assert "ditutup" in outcomes[0].message, put
        assert set(Pegawai.objects.filter(unit=to, is_active=True)) == before
        UnitKerja.objects.filter(pk=to.pk).update(aktif=True)


def close(unit, by, penerima):
    def act():
        close_unit(
            unit=unit, by=by, at=NOW, versi=version_of(unit), alasan="Penataan", penerima=penerima, per_orang={},
            induk_anak=None,
        )  # fmt: skip

    return act


def test_two_heads_change_places_while_their_units_are_closed_and_nobody_waits_for_ever(org):
    bidang, dinas = (
        UnitKerja.objects.select_related("instansi").get(pk=row.pk) for row in (org.bidang, org.dinas_lain)
    )

    def swap(pegawai, unit):
        person = Pegawai.objects.for_header().get(pk=pegawai.pk)

        def act():
            plan_mutasi(
                pegawai=person, by=org.admin, at=NOW, token=uuid.uuid4(), tmt=TODAY, unit=unit,
                jabatan=person.jabatan, menjadi_kepala=True,
            )  # fmt: skip

        return act

    for _ in range(6):
        outcomes = at_once(swap(org.penilai, dinas), swap(org.kepala_lain, bidang))
        assert not [row for row in outcomes if isinstance(row, OperationalError)], outcomes
        UnitKerja.objects.filter(pk__in=[bidang.pk, dinas.pk]).update(kepala=None)
        for unit, kepala in ((bidang, org.penilai), (dinas, org.kepala_lain)):
            Pegawai.objects.filter(pk=kepala.pk).update(unit=unit)
            UnitKerja.objects.filter(pk=unit.pk).update(kepala=kepala)


def test_two_units_closed_into_each_other_at_once_one_is_refused(org):
    a, b = make_unit(org.instansi, "A"), make_unit(org.instansi, "B")
    a, b = (UnitKerja.objects.select_related("instansi").get(pk=row.pk) for row in (a, b))
    Pegawai.objects.filter(pk=org.staf.pk).update(unit=a)
    Pegawai.objects.filter(pk=org.rekan.pk).update(unit=b)
    outcomes = at_once(close(a, org.admin, b), close(b, org.admin, a))
    assert sorted(type(row).__name__ for row in outcomes) == ["NoneType", "Refused"]
    assert Pegawai.objects.filter(pk__in=[org.staf.pk, org.rekan.pk], unit__aktif=True).count() == 2


@pytest.mark.parametrize("plt", [False, True])
def test_nobody_who_is_being_set_inactive_comes_to_lead_a_unit(org, plt):
    def lead():
        if not plt:
            change_head(unit=org.bidang, kepala=org.rekan, by=org.admin, versi=version_of(org.bidang), at=NOW)
            return
        values = {
            "jenis": "PLT", "pegawai": org.rekan, "mulai": TODAY, "selesai": date(2026, 3, 31), "nomor_surat": "800/1"
        }  # fmt: skip
        assign(unit=org.bidang, by=org.admin, at=NOW, values=values)

    def end():
        row = with_versi(Pegawai.objects.all()).get(pk=org.rekan.pk)
        set_active(pegawai=row, aktif=False, alasan="Pensiun", by=org.admin, versi=row.versi)

    for _ in range(6):
        at_once(lead, end)
        active = Pegawai.objects.get(pk=org.rekan.pk).is_active
        leads = UnitKerja.objects.filter(kepala=org.rekan).exists()
        leads |= PenugasanKepala.objects.filter(pegawai=org.rekan, selesai__gte=TODAY).exists()
        assert active or not leads
        PenugasanKepala.objects.all().delete()
        UnitKerja.objects.filter(pk=org.bidang.pk).update(kepala=org.penilai)
        Pegawai.objects.filter(pk=org.rekan.pk).update(is_active=True)


def test_a_move_holds_every_skp_it_may_write_before_the_person(org):
    """As the answer to a Permintaan Koreksi does: SKP first, then the person."""
    later = make_skp(org.staf, penilai=org.penilai, periode_mulai=date(2026, 7, 1), status=Status.DIAJUKAN)
    pegawai = Pegawai.objects.for_header().get(pk=org.staf.pk)
    outcomes = []

    def move():
        try:
            plan_mutasi(
                pegawai=pegawai, by=org.admin, at=NOW, token=uuid.uuid4(), tmt=TODAY, unit=org.dinas_lain,
                jabatan=pegawai.jabatan,
            )  # fmt: skip
        except OperationalError as error:
            outcomes.append(error)
        finally:
            connections.close_all()

    thread = threading.Thread(target=move)
    with transaction.atomic():
        hold(later)
        thread.start()
        thread.join(0.7)
        assert thread.is_alive()
        orang.correct_person(pegawai=org.staf, by=org.admin, unit=org.bidang, jabatan=org.jf.jabatan)
    thread.join(10)
    assert outcomes == []
    assert Skp.objects.get(pk=later.pk).unit == org.dinas_lain
