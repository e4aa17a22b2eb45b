"""What the worker does of imports and exports."""

from datetime import datetime

from django.utils import timezone

from ekinerja.antrean import Hasil, Kemajuan, every, work
from ekinerja.excel import CONTENT_TYPE
from organisasi.models import CaraTerap, Impor, Instansi, Pekerjaan
from organisasi.scoping import administered
from organisasi.services import ekspor, impor


def _of_import(pekerjaan: Pekerjaan) -> str:
    return f"impor:{pekerjaan.instansi_id}"


def _asked(pekerjaan: Pekerjaan) -> tuple[Impor, datetime]:
    at = datetime.fromisoformat(pekerjaan.parameter["saat"])
    return Impor.objects.for_detail().get(pk=pekerjaan.parameter["impor"]), at


@work(impor.BACA, kunci=_of_import)
def baca(pekerjaan: Pekerjaan, kemajuan: Kemajuan) -> Hasil:
    asked, at = _asked(pekerjaan)
    done = impor.read(impor=asked, by=pekerjaan.oleh, at=at, kemajuan=kemajuan)
    return Hasil(alamat=done.get_absolute_url(), pesan=done.pesan or f"{done.jumlah} baris dibaca.")


@work(impor.TERAPKAN, kunci=_of_import)
def terapkan(pekerjaan: Pekerjaan, kemajuan: Kemajuan) -> Hasil:
    asked, at = _asked(pekerjaan)
    cara = CaraTerap(pekerjaan.parameter["cara"])
    done = impor.apply(impor=asked, cara=cara, by=pekerjaan.oleh, at=at, kemajuan=kemajuan)
    pesan = done.pesan or f"{done.baru} ditambahkan, {done.ubah} diubah, {done.salah} dilewati."
    return Hasil(alamat=done.get_absolute_url(), pesan=pesan)


@work(ekspor.EKSPOR)
def ekspor_lembar(pekerjaan: Pekerjaan, kemajuan: Kemajuan) -> Hasil:
    asked, by = pekerjaan.parameter, pekerjaan.oleh
    jenis = ekspor.asked_kind(asked["jenis"], by)
    instansi = None
    if asked["instansi"] is not None:
        instansi = Instansi.objects.filter(pk=asked["instansi"]).filter(administered(by, path="pk")).get()
    with ekspor.workbook(
        jenis=jenis, by=by, instansi=instansi, query=asked["saring"], at=timezone.now(),
        alamat=pekerjaan.get_absolute_url(), kemajuan=kemajuan,
    ) as content:  # fmt: skip
        isi = content.read()
    nama = f"{jenis.slug}-{timezone.localdate():%Y%m%d}.xlsx"
    return Hasil(nama=nama, tipe=CONTENT_TYPE, isi=isi)


# 01.45 in Jakarta.
@every("45 18 * * *")
def hapus_impor_lama(at: datetime) -> None:
    impor.remove_old(at=at)
