"""Who is left out of the counts, who has moved, and who will: through the services, but for what the SKP tell already.

The moves that have been carried out are those that parted somebody's SKP, and are only written down here.
"""

from datetime import date, datetime, time, timedelta
from uuid import UUID

import pghistory
import pghistory.trigger
import pgtrigger
from django.db.models import Model

from dashboard.demo import susunan
from dashboard.demo.orang import Kota
from dashboard.demo.teks import kepegawaian as teks
from dashboard.demo.waktu import WIB, acak, moment, months_before, working_day
from organisasi.models import AlasanPengecualian, Mutasi, Pegawai, Pengecualian, StatusMutasi
from organisasi.services.mutasi import cancel_mutasi, plan_mutasi
from organisasi.services.pengecualian import add_pengecualian


def is_excepted(kota: Kota, pegawai: Pegawai, on: date) -> bool:
    return any(
        told.nip == pegawai.nip[: len(told.nip)] and _day(kota, told.mulai) <= on <= _last(kota, told)
        for told in teks.DIKECUALIKAN
    )


def _day(kota: Kota, day: teks.Hari) -> date:
    years, month, number = day
    return date(kota.kini.tahun + years, month, number)


def _last(kota: Kota, told: teks.Dikecualikan) -> date:
    return _day(kota, told.selesai) if told.selesai else date.max


def make_kepegawaian(kota: Kota) -> None:
    for told in teks.DIKECUALIKAN:
        last = _day(kota, told.selesai) if told.selesai else None
        _except(kota, person(kota, told.nip), told.alasan, _day(kota, told.mulai), last, told.keterangan)
    _except(kota, kota.pensiun, AlasanPengecualian.PENSIUN, kota.kini.mulai_plt, None, teks.PENSIUN)
    _write_past_moves(kota)
    for told in teks.PINDAH:
        _plan(kota, told)


def person(kota: Kota, nip: str) -> Pegawai:
    """By the key in pegawai.csv."""
    return next(pegawai for orang, pegawai in kota.pegawai if orang.nip == nip)


def token(*kunci: object) -> UUID:
    """Of a form that was sent: the same whenever the demo is built."""
    return UUID(int=acak("formulir", *kunci).getrandbits(128), version=4)


def _except(
    kota: Kota, pegawai: Pegawai, alasan: AlasanPengecualian, mulai: date, selesai: date | None, keterangan: str
) -> None:
    by = kota.admin(pegawai)
    values = {"alasan": alasan, "mulai": mulai, "selesai": selesai, "keterangan": keterangan}
    with pghistory.context(user=by.pk):
        (row,) = add_pengecualian(
            people=[pegawai], by=by, token=token("pengecualian", pegawai.nip, mulai), values=values
        )
    written = moment(working_day(mulai - timedelta(days=12)), 10, 20)
    _backdate(Pengecualian, row.pk, kota.kini.paling_lambat(written))


def _backdate(model: type[Model], pk: int, at: datetime) -> None:
    """Unseen by the audit, where it would look like somebody's doing."""
    trail = [
        trigger.get_uri(model)
        for owner, trigger in pgtrigger.registered()
        if owner is model and isinstance(trigger, pghistory.trigger.Event)
    ]
    with pgtrigger.ignore(*trail):
        model._default_manager.filter(pk=pk).update(dibuat_pada=at, diubah_pada=at)


def _write_past_moves(kota: Kota) -> None:
    staf = kota.oleh_nip(susunan.STAF)
    moved = [(staf, kota.kini.bulan, susunan.JABATAN_LAMA_STAF, teks.MUTASI_STAF)]
    for nip, (_, jabatan) in susunan.PINDAH_TAHUN_LALU.items():
        moved.append((person(kota, nip), date(kota.kini.tahun - 1, 7, 1), jabatan, teks.MUTASI_TAHUN_LALU))
    for pegawai, tmt, jabatan, keterangan in moved:
        by = kota.admin(pegawai)
        row = Mutasi.objects.create(
            token=token("mutasi", pegawai.nip, tmt),
            pegawai=pegawai,
            tmt=tmt,
            unit_asal=pegawai.unit,
            jabatan_asal=kota.jabatan[pegawai.instansi.kode, jabatan],
            unit_tujuan=pegawai.unit,
            jabatan_tujuan=pegawai.jabatan,
            nomor_surat=_decree(tmt),
            keterangan=keterangan,
            status=StatusMutasi.DIJALANKAN,
            dicatat_oleh=by,
            # The worker's hour: half past midnight.
            dijalankan_pada=kota.kini.paling_lambat(datetime.combine(tmt, time(0, 30), WIB)),
        )
        _backdate(Mutasi, row.pk, moment(working_day(tmt - timedelta(days=9)), 11, 5))
        with pghistory.context(user=by.pk, mutasi=row.pk):
            pegawai.tmt_jabatan = tmt
            pegawai.save(update_fields=["tmt_jabatan"])


def _plan(kota: Kota, told: teks.Pindah) -> None:
    pegawai, tmt = person(kota, told.nip), months_before(kota.kini.bulan, -told.bulan)
    by, at = kota.admin(pegawai), kota.kini.lalu(told.bulan, 11, 15)
    with pghistory.context(user=by.pk):
        row = plan_mutasi(
            pegawai=pegawai,
            by=by,
            at=at,
            token=token("mutasi", pegawai.nip, tmt),
            tmt=tmt,
            unit=kota.unit[told.unit],
            jabatan=kota.jabatan[pegawai.instansi.kode, told.jabatan],
            nomor_surat=_decree(tmt),
            keterangan=told.keterangan,
        )
        if told.batal:
            cancel_mutasi(mutasi=row, by=by, versi=row.versi)
    _backdate(Mutasi, row.pk, at)


def _decree(tmt: date) -> str:
    return f"821.2/{tmt:%m}/{tmt.year}"
