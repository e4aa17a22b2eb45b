"""Spreadsheets as people send them, made in memory."""

import io
from collections.abc import Sequence
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from openpyxl import Workbook, load_workbook

from organisasi.models import Impor

TOKEN = "00000000-0000-4000-8000-{:012d}"


def sheet(rows: Sequence[Sequence[Any]], *, title: str = "Data") -> Workbook:
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(list(row))
    return book


def saved(book: Workbook) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def workbook(rows: Sequence[Sequence[Any]], *, title: str = "Data") -> bytes:
    return saved(sheet(rows, title=title))


def upload(client: Client, jenis: str, content: bytes, *, nama: str = "data.xlsx", token: int = 1, **data: Any):
    """The answer of the form."""
    berkas = SimpleUploadedFile(nama, content)
    query = f"?instansi={data.pop('instansi')}" if "instansi" in data else ""
    return client.post(f"/impor/{jenis}/unggah/{query}", {"berkas": berkas, "token": TOKEN.format(token), **data})


def imported(client: Client, jenis: str, content: bytes, **data: Any) -> Impor:
    """What was read; the file must have been taken."""
    answer = upload(client, jenis, content, **data)
    assert answer.status_code == 302, errors_of(answer)
    return Impor.objects.latest("pk")


def errors_of(answer: HttpResponse) -> dict[str, list[str]]:
    return dict(answer.context["form"].errors)


def refusal(answer: HttpResponse) -> str:
    assert answer.status_code == 409, answer.status_code
    return " ".join(answer.context["form"].errors["berkas"])


def apply(client: Client, impor: Impor, cara: str = "SEMUA") -> HttpResponse:
    return client.post(f"/impor/{impor.pk}/terapkan/", {"cara": cara, "versi": impor.versi}, follow=True)


def counts(impor: Impor) -> tuple[int, int, int, int]:
    """New, changed, the same, wrong."""
    impor.refresh_from_db()
    return impor.baru, impor.ubah, impor.sama, impor.salah


def faults(impor: Impor) -> dict[int, dict[str, str]]:
    """By row number: what is wrong, by column."""
    rows = impor.baris.filter(tindakan="SALAH").order_by("nomor")
    return {row.nomor: {one["kolom"]: one["pesan"] for one in row.galat} for row in rows}


def read_back(answer: HttpResponse) -> list[tuple[Any, ...]]:
    """The rows of a workbook that was sent."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    book = load_workbook(io.BytesIO(content), read_only=False)
    return list(book["Data"].iter_rows(values_only=True))
