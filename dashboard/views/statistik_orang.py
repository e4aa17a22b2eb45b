"""The persons behind a number of the statistics: by pages, or as a file."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from dashboard import statistik_orang as orang
from dashboard.querysets.statistik import ORDER, readable
from dashboard.statistik import Jenis, Lingkup
from dashboard.statistik_ekspor import about_people, people_file_name
from ekinerja.errors import Refused
from ekinerja.excel import CONTENT_TYPE
from ekinerja.keyset import keyset_page
from ekinerja.views import PagedListMixin
from organisasi.models import BentukEkspor
from organisasi.services.pekerjaan import start

PRIVATE = {"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff"}


@require_safe
def daftar(request: HttpRequest, jenis: Jenis, tahun: int, instansi: int) -> HttpResponse:
    permintaan = _requested(request, jenis, tahun, instansi)
    lingkup = permintaan.lingkup
    halaman = keyset_page(request, permintaan.rows(), ORDER, within=permintaan.semua())
    orang.log_shown(permintaan, halaman.rows, at=request.arrived_at)
    opened = readable(request.user, halaman.rows)
    context = {
        "permintaan": permintaan,
        "lingkup": lingkup,
        "jejak": _trail(lingkup),
        "subjudul": f"{lingkup.jenis.judul}, {lingkup.nama_periode or lingkup.tahun}, {lingkup.instansi}",
        "form": permintaan.form,
        "saringan": permintaan.form[lingkup.jenis.saringan],
        "entries": PagedListMixin.PAGE_SIZES,
        "halaman": halaman,
        "rows": [
            {"orang": row, "status": orang.status_of(row), "terbaca": row.skp_id in opened} for row in halaman.rows
        ],
        "excel_url": _address(permintaan, "excel"),
        "csv_url": _address(permintaan, "csv"),
        "siapkan_url": _address(permintaan, "siapkan"),
        "sekaligus": halaman.count <= orang.AT_ONCE,
    }
    return render(request, "dashboard/statistik_orang.html", context)


@require_safe
def excel(request: HttpRequest, jenis: Jenis, tahun: int, instansi: int) -> HttpResponse:
    permintaan = _requested(request, jenis, tahun, instansi)
    permintaan.lingkup.berlaku.require()
    count = permintaan.rows().count()
    if count > orang.AT_ONCE:
        raise Refused(
            "Pegawainya terlalu banyak untuk satu unduhan; gunakan tombol Siapkan Ekspor di halaman daftarnya."
        )
    _log(request, permintaan, BentukEkspor.EXCEL, count)
    content = orang.workbook(permintaan, at=request.arrived_at, keterangan=about_people(permintaan, request.arrived_at))
    return HttpResponse(content, content_type=CONTENT_TYPE, headers=_headers(permintaan, "xlsx"))


@require_safe
def csv(request: HttpRequest, jenis: Jenis, tahun: int, instansi: int) -> StreamingHttpResponse:
    permintaan = _requested(request, jenis, tahun, instansi)
    permintaan.lingkup.berlaku.require()
    _log(request, permintaan, BentukEkspor.CSV, permintaan.rows().count())
    lines = orang.csv_lines(permintaan, at=request.arrived_at)
    return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8", headers=_headers(permintaan, "csv"))


@require_POST
def siapkan(request: HttpRequest, jenis: Jenis, tahun: int, instansi: int) -> HttpResponse:
    """Leaves a long list to the worker, and shows how far it is."""
    permintaan = _requested(request, jenis, tahun, instansi)
    permintaan.lingkup.berlaku.require()
    pekerjaan = start(
        tugas="statistik_orang",
        judul=f"Ekspor pegawai: {permintaan.judul}, {tahun}",
        by=request.user,
        at=request.arrived_at,
        instansi=permintaan.lingkup.instansi,
        parameter=orang.parameter(permintaan),
    )
    messages.success(request, "Ekspor sedang disiapkan. Halaman ini boleh ditutup; berkasnya tersimpan di Pekerjaan.")
    return redirect(pekerjaan.get_absolute_url())


def _log(request: HttpRequest, permintaan: orang.Permintaan, bentuk: BentukEkspor, baris: int) -> None:
    orang.log_file(permintaan, bentuk, baris=baris, at=request.arrived_at, alamat=request.get_full_path())


def _trail(lingkup: Lingkup) -> list[tuple[str, str]]:
    """Back to the figures, where the viewer may open them whole."""
    page = [(lingkup.nama, lingkup.alamat())] if lingkup.unit or lingkup.seluruh_instansi else []
    return [*lingkup.jejak, *page]


def _requested(request: HttpRequest, jenis: Jenis, tahun: int, instansi: int) -> orang.Permintaan:
    return orang.requested(request.user, jenis=jenis, tahun=tahun, instansi=instansi, query=request.GET)


def _address(permintaan: orang.Permintaan, keluaran: str) -> str:
    return permintaan.lingkup.alamat_orang(keluaran, **permintaan.query())


def _headers(permintaan: orang.Permintaan, ending: str) -> dict[str, str]:
    name = people_file_name(permintaan, ending)
    return {**PRIVATE, "Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or ""}
