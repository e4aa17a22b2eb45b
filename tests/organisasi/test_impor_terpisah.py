"""The reader of sheets works apart: what its file does to it, the server and the worker do not feel."""

import io
import resource
import subprocess
import time
import zipfile
from datetime import date
from datetime import time as clock

import pytest
from openpyxl import Workbook

from ekinerja.errors import Refused
from organisasi.impor import terpisah
from organisasi.impor.lembar import open_sheet, too_large
from organisasi.impor.terpisah import DIHENTIKAN, open_apart
from organisasi.models import Impor, Pekerjaan
from organisasi.services import impor as services
from tests.factories import wib
from tests.lembar_kerja import counts, imported, refusal, saved, upload, workbook

JUDUL = ["Nama Jabatan", "Jenis Jabatan"]
ISI = ["Analis", "Pelaksana"]
SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
UNPACKED = 8 << 20


@pytest.fixture
def client(as_user, admin):
    return as_user(admin)


@pytest.fixture
def readers(monkeypatch) -> list[subprocess.Popen]:
    """The processes that were started."""
    started = []

    class Reader(subprocess.Popen):
        def __init__(self, *args, **kwargs) -> None:
            super().__init__(*args, **kwargs)
            started.append(self)

    monkeypatch.setattr(terpisah.subprocess, "Popen", Reader)
    return started


def with_parts(**parts: str | bytes) -> bytes:
    """A workbook with parts of its own: `sheet`, `strings`."""
    names = {"sheet": SHEET, "strings": STRINGS}
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook([JUDUL, ISI]))) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for one in old.namelist():
            if one not in {names[name] for name in parts}:
                new.writestr(one, old.read(one))
        for name, text in parts.items():
            new.writestr(names[name], text)
    return target.getvalue()


def of_rows(rows: str, *, before: str = "") -> str:
    return f"<worksheet {NS}>{before}<sheetData>{rows}</sheetData></worksheet>"


def bomb() -> bytes:
    """A thousand times its size."""
    return with_parts(strings=b"<sst>" + b"0" * 3 * UNPACKED)


def one_text_everywhere() -> bytes:
    """Thirty kilobytes that each of 40,000 cells shows: more than a gigabyte, in some tens of kilobytes."""
    text = "x" * 30_000
    cells = "".join(f'<c r="{chr(65 + column)}{{0}}" t="s"><v>0</v></c>' for column in range(20))
    rows = "".join(f'<row r="{number}">{cells.format(number)}</row>' for number in range(1, 2_001))
    return with_parts(sheet=of_rows(rows), strings=f'<sst {NS} count="1"><si><t>{text}</t></si></sst>')


def never_closed() -> bytes:
    """Marks whose end is looked for from each of them to the end of the file."""
    return with_parts(sheet=of_rows("<c " * 300_000))


def as_large_as_can_be() -> bytes:
    row = "".join(f'<c r="{chr(65 + n)}1" t="inlineStr"><is><t>{text}</t></is></c>' for n, text in enumerate(JUDUL))
    two = "".join(f'<c r="{chr(65 + n)}2" t="inlineStr"><is><t>{text}</t></is></c>' for n, text in enumerate(ISI))
    return with_parts(sheet=of_rows(f"<row>{row}</row><row>{two}</row>", before='<dimension ref="A1:XFD1048576"/>'))


HOSTILE = {
    "a zip bomb": (bomb, "terlalu besar"),
    "one text in every cell": (one_text_everywhere, ""),
    "marks that never end": (never_closed, DIHENTIKAN),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_and_takes_nothing_from_who_received_it(
    client, readers, monkeypatch, settings, name
) -> None:
    content, words = HOSTILE[name][0](), HOSTILE[name][1]
    assert len(content) < services.BYTES_AT_ONCE, "the web server itself would not open it"
    settings.IMPOR_MAX_UNPACKED_BYTES = UNPACKED
    monkeypatch.setattr(terpisah, "SECONDS", 1)
    before, spent = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    said = refusal(upload(client, "jabatan", content))
    assert words in said
    assert said in {DIHENTIKAN, too_large().message}
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 64 << 10
    assert time.process_time() - spent < 5
    assert not Impor.objects.exists()
    assert readers[0].poll() is not None


def test_a_sheet_that_says_it_is_as_large_as_can_be_is_as_large_as_its_cells(client) -> None:
    """What it says of itself sets aside no memory."""
    assert counts(imported(client, "jabatan", as_large_as_can_be())) == (1, 0, 0, 0)


def test_too_little_memory_is_told(client, monkeypatch) -> None:
    monkeypatch.setattr(terpisah, "allowed", lambda unpacked: {"memori": 1 << 20, "detik": 5})
    assert refusal(upload(client, "jabatan", workbook([JUDUL, ISI]))) == DIHENTIKAN


def test_a_reader_that_does_not_answer_is_stopped_by_the_clock(client, monkeypatch, readers) -> None:
    monkeypatch.setattr(terpisah, "PATIENCE", 0)
    assert refusal(upload(client, "jabatan", workbook([JUDUL, ISI]))) == DIHENTIKAN
    assert readers[0].poll() is not None


def test_a_reader_stopped_for_the_worker_fails_the_import_with_the_reason(client, monkeypatch, run_work) -> None:
    monkeypatch.setattr(services, "BYTES_AT_ONCE", 0)
    impor = imported(client, "jabatan", workbook([JUDUL, ISI]))
    monkeypatch.setattr(terpisah, "allowed", lambda unpacked: {"memori": 1 << 20, "detik": 5})
    run_work()
    impor.refresh_from_db()
    assert (impor.status, impor.pesan) == ("GAGAL", DIHENTIKAN)
    assert DIHENTIKAN in client.get(impor.get_absolute_url()).content.decode()
    assert Pekerjaan.objects.get().status == "SELESAI"
    assert not impor.baris.exists()


def everything() -> bytes:
    book = Workbook()
    rows = [
        ["teks", 12, 1.5, -0.1, True, None, "baris\nkedua", "\u200bé\U0001f600"],
        [date(2026, 3, 1), wib(2026, 3, 1, 7, 30).replace(tzinfo=None), clock(7, 30), 1e300, "=A1", "#N/A", "", 0],
    ]
    for row in rows:
        book.active.append(row)
    book.active["A4"] = "gabungan"
    book.active.merge_cells("A4:C4")
    return saved(book)


@pytest.mark.parametrize(
    ("content", "nama"),
    [(everything(), "x.xlsx"), ('Nama;Jenis\nAé;"b\nc"\n'.encode("cp1252"), "x.csv")],
    ids=["xlsx", "csv"],
)
def test_what_is_read_apart_is_what_is_read(content, nama) -> None:
    here = open_sheet(io.BytesIO(content), nama, max_rows=100, max_unpacked=UNPACKED)
    with open_apart(io.BytesIO(content), nama, max_rows=100) as apart:
        assert (apart.jumlah, apart.catatan) == (here.jumlah, here.catatan)
        rows, same = list(apart.rows), list(here.rows)
    assert rows == same
    assert [[cell.__class__ for cell in cells] for _, cells in rows] == [
        [cell.__class__ for cell in cells] for _, cells in same
    ]


def test_the_reader_ends_with_who_reads(readers) -> None:
    content = workbook([JUDUL, *[[f"Analis {number}", "Pelaksana"] for number in range(5_000)]])
    with open_apart(io.BytesIO(content), "x.xlsx", max_rows=10_000) as lembar:
        next(lembar.rows)
        assert readers[0].poll() is None
    assert readers[0].poll() is not None
    with pytest.raises(Refused), open_apart(io.BytesIO(b"bukan"), "x.xlsx", max_rows=10):
        pass
    assert readers[1].poll() is not None


def test_the_reader_is_given_nothing_of_the_servers(monkeypatch) -> None:
    """Neither its secrets, which stand in its environment, nor its connections."""
    given = {}

    def start(command, **kwargs):
        given.update(kwargs, command=command)
        raise OSError

    monkeypatch.setattr(terpisah.subprocess, "Popen", start)
    with pytest.raises(OSError), open_apart(io.BytesIO(b"x"), "x.csv", max_rows=10):  # noqa: PT011
        pass
    assert given["env"] == {}
    assert given.get("close_fds", True)
