"""What the worker does of this room: the works people ask for, and the nightly tidying after them."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from ekinerja.antrean import Hasil, Kemajuan, every, job, work
from ekinerja.excel import CONTENT_TYPE
from ekinerja.forms import format_number
from organisasi.filters.kepegawaian import chosen_people
from organisasi.models import Bidang, Pekerjaan
from organisasi.rules.audit import may_audit
from organisasi.services import audit, massal, mutasi
from organisasi.services import pekerjaan as services


@job(services.JOB)
def kerjakan(*, pekerjaan: int, stopping: Callable[[], bool]) -> None:
    with services.own_connection() as alias:
        services.perform(pekerjaan, at=timezone.now(), progress_on=alias, stopping=stopping)


# 01.30 in Jakarta.
@every("30 18 * * *")
def hapus_hasil_lama(at: datetime) -> None:
    services.remove_old(at=at)


# 00.30 in Jakarta: the day has begun in all three zones, and nobody is at work yet.
@every("30 17 * * *")
def jalankan_mutasi(at: datetime) -> None:
    mutasi.carry_out_due(at)


@work(massal.TUGAS)
def ubah_banyak_pegawai(pekerjaan: Pekerjaan, kemajuan: Kemajuan) -> Hasil:
    """One change in one transaction; begun again it finds by its token whether it was done."""
    asked, by, instansi = pekerjaan.parameter, pekerjaan.oleh, pekerjaan.instansi
    if instansi is None:
        raise ValueError(f"pekerjaan {pekerjaan.pk} names no instansi")
    people = chosen_people(by, instansi, saring=asked.get("saring"), ids=asked.get("ids", ()))
    kemajuan(0, dari=people.count())
    done = massal.change_many(
        people=people,
        instansi=instansi,
        nilai=massal.Nilai(Bidang(asked["bidang"]), asked["nilai"], asked["label"]),
        alasan=asked["alasan"],
        by=by,
        at=pekerjaan.dibuat_pada,
        token=UUID(asked["token"]),
        sampai=asked["sampai"],
        semua=asked["semua"],
        sidik=asked["sidik"],
    )
    return Hasil(
        alamat=f"{reverse('pegawai_list')}?instansi={instansi.pk}",
        pesan=f"{format_number(len(done.semula))} pegawai diubah: {done}.",
    )


@work(audit.EKSPOR, boleh=lambda pekerjaan: may_audit(pekerjaan.oleh))
def ekspor_audit(pekerjaan: Pekerjaan, kemajuan: Kemajuan) -> Hasil:
    bentuk = pekerjaan.parameter["bentuk"]
    saring = audit.asked_for(pekerjaan.parameter["saring"])
    with audit.sheet(
        by=pekerjaan.oleh, saring=saring, bentuk=bentuk, at=timezone.now(), alamat=pekerjaan.get_absolute_url(),
        kemajuan=kemajuan,
    ) as content:  # fmt: skip
        isi = content.read()
    nama = f"audit-{saring.dari:%Y%m%d}-{saring.sampai:%Y%m%d}.{bentuk}"
    return Hasil(nama=nama, tipe="text/csv" if bentuk == "csv" else CONTENT_TYPE, isi=isi)
