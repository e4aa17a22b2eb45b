"""What the pages and works of one seeded database take, told in T: the time of the trivial page of the same run.

Times are medians in one warm process, page after page in rounds, so that what else the machine does meets all alike.
"""

import http.client
import os
import re
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any
from unittest.mock import patch
from uuid import uuid4

import pgtrigger
from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client, override_settings
from django.urls import reverse
from weasyprint import HTML

from dashboard.skala import berkas, halaman, polos, rencana
from dashboard.skala.halaman import ADMIN, STAF, Bahan, Halaman
from ekinerja import pdf
from kegiatan.models import KegiatanHarian
from skp.models import Skp
from skp.workflow import Status

BACKEND = "organisasi.auth.NipBackend"
BULK = 20_000
LOAD_SECONDS, LOAD_CLIENTS, WORKERS = 4.0, 4, 2
LISTS = ("Kegiatan harian", "Manajemen pegawai")
_FIFTY = "?entri=50"


@dataclass
class HasilHalaman:
    kueri: int
    kib: float
    kali_t: float


@dataclass
class Hasil:
    """`t`: milliseconds of the trivial page. `angka`: measures that are no page, by name."""

    pegawai: int
    t: float = 0
    halaman: dict[str, HasilHalaman] = field(default_factory=dict)
    angka: dict[str, float] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


class Pengukur:
    def __init__(self, bahan: Bahan, pegawai: int, putaran: int) -> None:
        self.bahan, self.putaran, self.hasil = bahan, putaran, Hasil(pegawai)
        self.clients = {siapa: self._client(siapa) for siapa in bahan.orang}
        self.trivial = self._client(STAF)
        with override_settings(MIDDLEWARE=polos.MIDDLEWARE, ALLOWED_HOSTS=["*"]):
            self.trivial.get(polos.ADDRESS)  # A client keeps the middleware of its first request.

    def measure(self, say: Callable[[str], None]) -> Hasil:
        with override_settings(DEBUG=False, ALLOWED_HOSTS=["*"]):
            for part in (self._pages, self._lists, self._daily, self._dashboard, self._bulk, self._paper, self._files):
                start = time.perf_counter()
                part()
                say(f"{part.__name__.strip('_')}: {time.perf_counter() - start:.0f} s")
        self._load()
        return self.hasil

    def _client(self, siapa: str) -> Client:
        client = Client()
        client.force_login(self.bahan.orang[siapa], backend=BACKEND)
        return client

    # --- pages ------------------------------------------------------------------------------------

    def _get(self, page: Halaman) -> float:
        return _ms(lambda: self._answer(page))

    def _answer(self, page: Halaman) -> Any:
        response = self.clients[page.siapa].get(page.alamat)
        if response.status_code != 200:
            raise RuntimeError(f"{page.nama}: {response.status_code}")
        return response

    def _t(self) -> float:
        return _ms(lambda: self.trivial.get(polos.ADDRESS))

    def _times(self, works: dict[str, Callable[[], float]]) -> dict[str, float]:
        """The median of each, in T as it was just before, of rounds in which each is done once."""
        taken: dict[str, list[float]] = {name: [] for name in works}
        for round_ in range(self.putaran + 1):
            for name, work in works.items():
                self.hasil.t = statistics.median(self._t() for _ in range(3))
                each = work()
                if round_:
                    taken[name].append(each / self.hasil.t)
        return {name: statistics.median(each) for name, each in taken.items()}

    def _pages(self) -> None:
        pages = list(halaman.pages(self.bahan))
        for page in pages:
            self._answer(page)
            with rencana.queries() as asked:
                response = self._answer(page)
            number = sum(not sql.startswith(("SAVEPOINT", "RELEASE")) for sql, _ in asked)
            self.hasil.halaman[page.nama] = HasilHalaman(number, len(response.content) / 1024, 0)
        times = self._times({page.nama: lambda page=page: self._get(page) for page in pages})  # type: ignore[misc]
        for name, value in times.items():
            self.hasil.halaman[name].kali_t = value

    def _lists(self) -> None:
        """Fifty rows of a list, and how much dearer its last page is than its first."""
        for page in halaman.pages(self.bahan):
            if page.nama not in LISTS:
                continue
            first = Halaman(page.nama, page.siapa, page.alamat + _FIFTY, page.jenis)
            html = self._answer(first).content.decode()
            pages = max(map(int, re.findall(r"[?&;]page=([0-9]+)", html)), default=1)
            last = Halaman(page.nama, page.siapa, f"{first.alamat}&page={pages}", page.jenis)
            times = self._times({"first": lambda p=first: self._get(p), "last": lambda p=last: self._get(p)})  # type: ignore[misc]
            self.hasil.angka[f"{page.nama}, 50 baris"] = times["first"]
            self.hasil.angka[f"{page.nama}, halaman terakhir / pertama"] = times["last"] / times["first"]

    def _daily(self) -> None:
        """A daily activity saved, with its validation, audit row and roll-up; taken back each time."""
        client, url = self.clients[STAF], reverse("kegiatan:tambah")
        day = KegiatanHarian.objects.filter(pegawai=self.bahan.orang[STAF]).latest("tanggal").tanggal
        typed = {
            "tanggal": day.isoformat(), "mulai": "17:00", "selesai": "18:00", "uraian": "Menyusun laporan harian",
            "kuantitas": "1", "status_proses": "False", "jenis": "PRODUKTIVITAS", "tautan": "",
        }  # fmt: skip

        def save() -> float:
            with transaction.atomic():
                taken = _ms(lambda: self._saved(client.post(url, {**typed, "token": str(uuid4())})))
                transaction.set_rollback(True)
            return taken

        self.hasil.angka["Simpan kegiatan harian"] = self._times({"save": save})["save"]

    def _saved(self, response: Any) -> None:
        if response.status_code != 302:
            raise RuntimeError(f"The activity was not saved: {response.status_code}")

    # --- dashboard --------------------------------------------------------------------------------

    def _dashboard(self) -> None:
        """The largest one: built anew, seen again, and its SQL against the bare sum of the roll-up."""
        page = next(p for p in halaman.pages(self.bahan) if p.nama == "Statistik pengisian, nasional")

        def anew() -> float:
            cache.clear()
            return self._get(page)

        times = self._times({"anew": anew, "again": lambda: self._get(page)})
        self.hasil.angka |= {"Dasbor, pertama": times["anew"], "Dasbor, berikutnya": times["again"]}
        sums = (
            "SELECT instansi_id, SUM(pegawai), SUM(draft), SUM(diajukan), SUM(disetujui) FROM dashboard_rekapinstansi "
        )
        sums += "WHERE tahun = %s GROUP BY 1"
        spent: list[float] = []

        def timed(execute: Callable[..., Any], *args: Any) -> Any:
            start = time.perf_counter()
            try:
                return execute(*args)
            finally:
                if "dashboard_rekap" in args[0]:
                    spent.append(time.perf_counter() - start)

        ratios = []
        for _ in range(self.putaran):
            cache.clear()
            spent.clear()
            with connection.execute_wrapper(timed):
                self._answer(page)
            bare = _ms(lambda: _rows(sums, self.bahan.tahun))
            ratios.append(sum(spent) * 1000 / bare)
        self.hasil.angka["SQL dasbor / jumlah rekap"] = statistics.median(ratios)

    def _bulk(self) -> None:
        """Many SKP change their status in one statement: with the roll-up's triggers, and without; taken back."""
        rows = list(Skp.objects.filter(status=Status.DISETUJUI).order_by("pk").values_list("pk", flat=True)[:BULK])

        def change() -> float:
            with transaction.atomic():
                with connection.cursor() as cursor:
                    cursor.execute("SET LOCAL statement_timeout = 0")
                taken = _ms(lambda: Skp.objects.filter(pk__in=rows).update(status=Status.DRAFT))
                transaction.set_rollback(True)
            return taken

        def bare() -> float:
            with pgtrigger.ignore("dashboard.SkpTerekap:rekap_ubah", "dashboard.SkpTerekap:bulan_rekap_ubah"):
                return change()

        pairs = [(change(), bare()) for _ in range(3)]
        self.hasil.angka[f"Ubah status {len(rows):,} SKP / tanpa rekap"] = statistics.median(w / b for w, b in pairs)

    # --- paper and files --------------------------------------------------------------------------

    def _paper(self) -> None:
        """A paper as a whole request, and the bare engine on the same HTML."""
        page = next(page for page in halaman.papers(self.bahan) if page.nama == "Formulir SKP")
        seen: list[str] = []
        render = pdf.render_pdf
        with patch.object(pdf, "render_pdf", lambda html: seen.append(html) or render(html)):
            self._answer(page)
        html = seen[0]
        pairs = [
            (self._get(page), _ms(lambda: HTML(string=html, base_url=".", url_fetcher=_nothing).write_pdf()))
            for _ in range(self.putaran)
        ]
        self.hasil.angka["PDF / WeasyPrint saja"] = statistics.median(whole / bare for whole, bare in pairs)

    def _files(self) -> None:
        admin = self.bahan.orang[ADMIN]
        self.hasil.angka |= berkas.exports(admin) | berkas.imports(admin)

    # --- HTTP -------------------------------------------------------------------------------------

    def _load(self) -> None:
        """Answers a second of a list page and of the trivial page, by a web server with two workers."""
        page = next(page for page in halaman.pages(self.bahan) if page.nama == LISTS[0])
        trivial = _answers_a_second(True, polos.ADDRESS, self._cookie(STAF))
        pages = _answers_a_second(False, page.alamat + _FIFTY, self._cookie(page.siapa))
        self.hasil.angka |= {"Polos/detik": trivial, "Daftar/detik": pages, "Daftar / polos": pages / trivial}

    def _cookie(self, siapa: str) -> str:
        return f"{settings.SESSION_COOKIE_NAME}={self.clients[siapa].cookies[settings.SESSION_COOKIE_NAME].value}"


def _ms(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def _rows(sql: str, *params: object) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def _nothing(url: str) -> dict[str, bytes]:
    return {"string": b"", "mime_type": "text/css"}  # type: ignore[dict-item]


def _answers_a_second(trivial: bool, address: str, cookie: str) -> float:
    port = 8190
    command = [
        sys.executable, "-m", "gunicorn", f"dashboard.skala.polos:application({trivial})", "--workers", str(WORKERS),
        "--bind", f"127.0.0.1:{port}", "--log-level", "error",
    ]  # fmt: skip
    server = subprocess.Popen(command, env={**os.environ, "DJANGO_SETTINGS_MODULE": "ekinerja.settings"})
    try:
        _wait(port, address, cookie)
        done: list[int] = []
        ends = time.perf_counter() + LOAD_SECONDS
        threads = [
            threading.Thread(target=lambda: done.append(_ask(port, address, cookie, ends))) for _ in range(LOAD_CLIENTS)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return sum(done) / LOAD_SECONDS
    finally:
        server.terminate()
        server.wait(30)


def _wait(port: int, address: str, cookie: str) -> None:
    """Until every worker has answered, as good as certainly."""
    ends = time.monotonic() + 60
    good = 0
    while good < WORKERS * 5:
        try:
            good += _ask(port, address, cookie, 0)
        except OSError:
            if time.monotonic() > ends:
                raise
            time.sleep(0.2)


def _ask(port: int, address: str, cookie: str, ends: float) -> int:
    """At least once, then again until that time; how often."""
    number = 0
    while not number or time.perf_counter() < ends:
        connection_ = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        connection_.request("GET", address, headers={"Cookie": cookie})
        response = connection_.getresponse()
        response.read()
        connection_.close()
        if response.status != 200:
            raise RuntimeError(f"{address}: {response.status}")
        number += 1
    return number
