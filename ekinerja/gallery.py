"""Every component in every variant on one page, for those who build pages. Routed only when DEBUG."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ekinerja.charts import Band, Limit, Part, Step, cumulative_chart, distribution_chart, stacked_chart, year_chart
from ekinerja.forms import AngkaField, DesimalField, JamField, TanggalField, TeksField, UraianField
from ekinerja.rules import denied
from ekinerja.templatetags.komponen import BUTTON_STYLES, TONES, CalendarDay

BANDS = (
    Band("Buruk", Decimal(0), "bahaya"),
    Band("Kurang", Decimal(51), "peringatan"),
    Band("Cukup", Decimal(61), "netral"),
    Band("Baik", Decimal(76), "info"),
    Band("Sangat Baik", Decimal(91), "sukses"),
)


class ExampleForm(forms.Form):
    tanggal = TanggalField(label="Tgl. Kegiatan Harian", help_text="Paling lambat 5 hari kalender setelah kegiatan.")
    jam = JamField(label="Waktu Kegiatan Harian")
    uraian = UraianField(label="Kegiatan Harian")
    kuantitas = AngkaField(label="Kuantitas", maximum=1000)
    biaya = DesimalField(label="Biaya", maximum=10**12, required=False)
    status = forms.ChoiceField(label="Status Proses", choices=[("YA", "YA"), ("TIDAK", "TIDAK")])
    setuju = forms.BooleanField(label="Saya sudah memeriksa isian ini", required=False)


class ExampleFilter(forms.Form):
    cari = TeksField(required=False)
    tahun = forms.ChoiceField(label="Tahun", choices=[(2026, "2026"), (2025, "2025")], required=False)
    status = forms.ChoiceField(
        label="Status Approve", choices=[("", "Semua"), ("belum", "BELUM DISETUJUI")], required=False
    )


class SearchChoiceForm(forms.Form):
    atasan = forms.ChoiceField(
        label="SKP Tahunan Atasan",
        choices=[(1, "Tersusunnya laporan keuangan dinas"), (2, "Terlaksananya layanan perizinan 14 hari")],
        widget=forms.RadioSelect,
        help_text="Cascading artinya ada keterkaitan dengan target pekerjaan atasan.",
    )


@login_not_required
@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    now = request.arrived_at
    return render(
        request,
        "gallery.html",
        {
            "tones": TONES,
            "styles": BUTTON_STYLES,
            "now": now,
            "today": timezone.localdate(now),
            "tenggat": [_tenggat(now + timedelta(days=days)) for days in (12, 2, -3)],
            "refused": denied("Target bulan ini masih kosong; tambahkan paling sedikit satu target."),
            "missing": ["Target kedua belum punya satuan kuantitas.", "Jumlah tahapan masih nol."],
            "page_obj": Paginator(range(1, 126), 10).get_page(request.GET.get("page", 3)),
            "filter_form": ExampleFilter(request.GET or None),
            "form": ExampleForm({"tanggal": "31-02-2026", "kuantitas": "1.5"}),
            "aspects": ["Orientasi Pelayanan", "Integritas", "Komitmen"],
            "search_form": SearchChoiceForm(initial={"atasan": 2}),
            "person": _PERSON,
            "rows": _timeline(now),
            "files": [
                SimpleNamespace(nama="laporan-verifikasi.pdf", url="#", ukuran=348_160),
                SimpleNamespace(nama="Berita acara rapat", url="https://contoh.go.id/", ukuran=None),
            ],
            "lines": [
                SimpleNamespace(label="Kuantitas", formula="1 ÷ 1 × 100", result="100,00"),
                SimpleNamespace(label="Kualitas", formula="88 ÷ 100 × 100", result="88,00"),
                SimpleNamespace(label="Waktu", formula="(1,76 × 20 − 18) ÷ 20 × 100", result="86,00"),
                SimpleNamespace(label="Nilai", formula="274,00 ÷ 3", result="91,33"),
            ],
            "days": _days(),
            "year": year_chart([Decimal(v) if v else None for v in _YEAR], BANDS),
            "parts": stacked_chart(
                [Part("Disetujui", 24, "sukses"), Part("Diajukan", 9, "info"), Part("Dikembalikan", 3, "peringatan")]
            ),
            "cumulative": cumulative_chart(
                [Step("2024", Decimal("25.00")), Step("2025", Decimal("62.50")), Step("2026", Decimal("81.25"), True)],
                [Limit("Pangkat III/d", Decimal(100), "info"), Limit("Jenjang Ahli Madya", Decimal(200), "sukses")],
            ),
            "distribution": distribution_chart(
                [Decimal(share) for share in (1, 4, 15, 60, 20)],
                (0, 1, 1, 8, 5),
                ("Sangat Kurang", "Kurang/Misconduct", "Butuh Perbaikan", "Baik", "Sangat Baik"),
            ),
        },
    )


_PERSON = SimpleNamespace(
    nama_lengkap="Nama Lengkap, S.T.",
    nip_tampil="19900505 201505 1 005",
    pangkat="Penata Muda (III/a)",
    jabatan="Pengelola Keuangan",
    unit="Subbagian Keuangan",
)
_YEAR = (88, "91.5", "76.2", "60.5", "48", 94, 86, "101.4", 90, "92.3", None, None)


def _tenggat(day: datetime) -> SimpleNamespace:
    last = day.date()
    midnight_after = datetime(last.year, last.month, last.day, tzinfo=UTC) + timedelta(days=1)
    return SimpleNamespace(hari_terakhir=last, berakhir=midnight_after, dispensasi=None)


def _timeline(now: datetime) -> list[SimpleNamespace]:
    return [
        SimpleNamespace(get_aksi_display="Setujui", tone="sukses", oleh="Kepala Bidang", pada=now, catatan=""),
        SimpleNamespace(
            get_aksi_display="Kembalikan",
            tone="peringatan",
            oleh="Kepala Bidang",
            pada=now - timedelta(days=1),
            catatan="Satuan kuantitas target kedua belum sesuai.",
        ),
        SimpleNamespace(get_aksi_display="Ajukan", oleh="Pegawai", pada=now - timedelta(days=2), catatan=""),
    ]


def _days() -> dict[date, CalendarDay]:
    complete = {date(2026, 11, day): CalendarDay(3, "sukses", "lengkap", "#") for day in (2, 3, 4, 5, 6, 9, 10)}
    return complete | {
        date(2026, 11, 11): CalendarDay(1, "info", "belum dinilai", "#"),
        date(2026, 11, 12): CalendarDay(0, "peringatan", "belum ada kegiatan", "#"),
        date(2026, 11, 13): CalendarDay(0, "bahaya", "batas waktu lewat", "#"),
    }
