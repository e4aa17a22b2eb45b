import re
from collections.abc import Set
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, RequestContext, Template, TemplateSyntaxError
from django.test.html import parse_html
from django.test.utils import override_script_prefix
from django.urls import include, path

from ekinerja.charts import Band, Limit, Part, Step, cumulative_chart, distribution_chart, stacked_chart, year_chart
from ekinerja.menu import (
    ADMIN,
    EVALUASI,
    PARTS,
    PEMIMPIN,
    PENGUKURAN,
    PENILAI,
    Item,
    bottom_bar_items,
    current_item,
    leaves,
    menu_for,
)
from ekinerja.rules import denied
from ekinerja.templatetags import komponen
from ekinerja.templatetags.komponen import CalendarDay

JAYAPURA = ZoneInfo("Asia/Jayapura")
NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)


def page(request):
    raise AssertionError("only the address matters here")


urlpatterns = [
    path("", page, name="beranda"),
    path("keluar/", page, name="keluar"),
    path("panduan/", page, name="panduan"),
    path("unor/", page, name="unor"),
    path("pegawai/", page, name="pegawai_list"),
    path("mutasi/", page, name="mutasi_list"),
    path("pengecualian/", page, name="pengecualian_list"),
    path("impor/", page, name="impor_list"),
    path("pengaturan/", page, name="pengaturan"),
    path("audit/", page, name="audit_list"),
    path("pekerjaan/", page, name="pekerjaan_list"),
    path("admin/", include(([path("", page, name="index")], "admin"))),
    path(
        "skp/",
        include(
            (
                [
                    path("tahunan/", page, name="tahunan_list"),
                    path("bulanan/", page, name="bulanan_list"),
                    path("persetujuan/", page, name="persetujuan"),
                    path("matriks/", page, name="matriks_list"),
                    path("bawahan/", page, name="bawahan"),
                    path("tim/", page, name="tim_list"),
                    path("koreksi/", page, name="koreksi_list"),
                ],
                "skp",
            )
        ),
    ),
    path(
        "kegiatan/",
        include(([path("", page, name="list"), path("tugas/", page, name="tugas_tambahan_list")], "kegiatan")),
    ),
    path(
        "penilaian/",
        include(
            (
                [
                    path("harian/", page, name="harian"),
                    path("bulanan/", page, name="bulanan"),
                    path("tugas/", page, name="tugas_tambahan"),
                    path("evaluasi/", page, name="saya"),
                    path("evaluasi/bawahan/", page, name="bawahan_list"),
                    path("evaluasi/kurva/", page, name="monitoring_kurva"),
                    path("evaluasi/rekan/", page, name="rekan_list"),
                    path("evaluasi/keberatan/", page, name="keberatan_list"),
                    path("evaluasi/kalibrasi/", page, name="kalibrasi_list"),
                    path("evaluasi/capaian/", page, name="capaian_list"),
                    path("evaluasi/periode/", page, name="periode_list"),
                    path("penilaian/angka-kredit/", page, name="angka_kredit"),
                ],
                "penilaian",
            )
        ),
    ),
    path(
        "",
        include(
            (
                [
                    path("cetak/", page, name="cetak"),
                    path("statistik/", page, name="statistik"),
                    path("pemantauan/pengisian/", page, name="pemantauan_pengisian"),
                    path("pemantauan/", page, name="pemantauan_bulanan"),
                    path("rekap/", page, name="rekap_pilih"),
                ],
                "dashboard",
            )
        ),
    ),
]

own_addresses = pytest.mark.urls(__name__)


def draw(source: str, **context: object) -> str:
    """The HTML of a piece of template; with `request` as on a page, without it as in a printed paper."""
    request = context.get("request")
    values = RequestContext(request, context) if request else Context(context)
    return Template("{% load komponen %}" + source).render(values)


# --- Numbers and dates


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("{{ 1234.5|angka }}", "1.234,50"),
        ("{{ 1234|angka }}", "1.234"),
        ("{{ value|angka:2 }}", "1.234.567,00"),
        ("{{ nothing|angka }}", "–"),
        ("{{ value|rupiah }}", "Rp1.234.567"),
        ("{{ nothing|rupiah }}", "–"),
        ("{{ 87.5|persen:-1 }}", "87,5%"),
        ("{{ 100|persen }}", "100%"),
        ("{{ day|tanggal }}", "21 November 2026"),
        ("{{ day|tanggal_hari }}", "Sabtu, 21 November 2026"),
        ("{{ clock|jam }}", "07.30"),
        ("{{ nothing|jam }}", "–"),
        ("{{ nothing|tanggal }}", "–"),
        ("{{ now|waktu }}", "21 November 2026 pukul 10.00"),
        ("{{ now|jam }}", "10.00"),
        ("{{ 11|nama_bulan }}", "November"),
    ],
)
def test_numbers_and_dates_are_written_the_indonesian_way(source, shown):
    assert (
        draw(source, value=Decimal(1234567), nothing=None, day=date(2026, 11, 21), clock=time(7, 30), now=NOW) == shown
    )


@pytest.mark.parametrize(
    ("now", "shown"),
    [
        (datetime(2026, 11, 2, 9, tzinfo=JAYAPURA), "tersisa 3 hari"),
        (datetime(2026, 11, 4, 23, 59, tzinfo=JAYAPURA), "tersisa 1 hari"),
        (datetime(2026, 11, 5, 0, 0, tzinfo=JAYAPURA), "tersisa 24 jam"),
        (datetime(2026, 11, 5, 23, 30, tzinfo=JAYAPURA), "tersisa kurang dari 1 jam"),
        (datetime(2026, 11, 6, 0, 0, tzinfo=JAYAPURA), "lewat 1 hari"),
        (datetime(2026, 11, 8, 12, tzinfo=JAYAPURA), "lewat 3 hari"),
        # 15.00 UTC on 5 November is already 6 November in Jayapura.
        (datetime(2026, 11, 5, 15, 0, tzinfo=UTC), "lewat 1 hari"),
    ],
)
def test_what_remains_is_counted_in_the_zone_of_the_limit(now, shown):
    assert komponen.selisih_waktu(datetime(2026, 11, 6, tzinfo=JAYAPURA), now) == shown


# --- Components


@pytest.mark.parametrize(
    "source",
    [
        '{% badge "Disetujui" "hijau" %}',
        '{% message "Tersimpan" "success" %}',
        '{% stat "Nilai" 90 tone="baik" %}',
        '{% progress 1 2 "Laporan" tone="x" %}',
        '{% action "Ubah" "/" style="besar" %}',
        '{% confirm "Hapus" "/" "Hapus?" style="x" %}{% endconfirm %}',
        '{% table "Daftar" layout="x" %}{% endtable %}',
        '{% crumbs "SKP" "/skp/" %}',
        '{% turn "Anda" tenggat=1 %}',
        "{% calendar 2026 11 days %}",
    ],
)
def test_a_wrong_variant_is_an_error(source):
    with pytest.raises(TemplateSyntaxError):
        draw(source, days={date(2026, 11, 1): CalendarDay(tone="merah")})


def test_what_people_typed_is_escaped_everywhere():
    evil = "<script>alert(1)</script>"
    html = draw(
        "{% badge x %}{% message x %}{% stat x x %}{% empty x %}{% turn x missing=list %}"
        "{% page_header x x %}{% endpage_header %}{% panel x %}{{ x }}{% endpanel %}{% action x x %}"
        "{% confirm x x x %}{{ x }}{% endconfirm %}{% timeline rows %}{% explanation lines %}",
        x=evil,
        list=[evil],
        rows=[SimpleNamespace(get_aksi_display=evil, oleh=evil, pada=NOW, catatan=evil)],
        lines=[SimpleNamespace(label=evil, formula=evil, result=evil)],
    )
    assert "<script" not in html
    assert html.count("&lt;script&gt;") >= 20


@pytest.mark.parametrize("data", [None, {}, {"pilihan": "2"}, {"pilihan": "9"}, {"pilihan": '"<'}])
@pytest.mark.parametrize("required", [True, False])
def test_a_select_is_drawn_as_its_own_widget_draws_it(data, required):
    choices = [(None, "Semua"), (1, "Satu <b>"), ('"<', "Aneh"), ("Kelompok & lain", [(2, "Dua"), (3, "Tiga")])]
    widget = forms.Select(attrs={"class": "lebar", "data-x": "<1>", "disabled": False, "hidden": True})
    field = forms.ChoiceField(choices=choices, widget=widget, required=required, help_text="Pilih.", initial=3)
    bound = type("Pilihan", (forms.Form,), {"pilihan": field})(data)["pilihan"]
    style = "form-select is-invalid" if bound.errors else "form-select"
    drawn = bound.as_widget(attrs={"class": f"lebar {style}"})
    assert parse_html(komponen.control(bound, "form-select")) == parse_html(drawn)


def test_an_action_that_is_not_allowed_is_no_link_and_gives_the_reason():
    html = draw('{% action "Ajukan" "/ajukan/" verdict=no %}', no=denied("Target masih kosong."))
    assert "/ajukan/" not in html
    assert "Target masih kosong." in html


def test_a_question_that_is_not_allowed_has_no_form():
    html = draw('{% confirm "Hapus" "/hapus/" "Hapus?" verdict=no %}{% endconfirm %}', no=denied("Sudah dinilai."))
    assert "<form" not in html
    assert "Sudah dinilai." in html


def test_a_question_posts_with_the_token_and_its_own_fields():
    html = draw(
        '{% confirm "Hapus" "/hapus/" "Hapus?" %}<input name="versi" value="3">{% endconfirm %}', csrf_token="rahasia"
    )
    assert '<form class="confirm-panel" method="post" action="/hapus/">' in html
    assert 'name="csrfmiddlewaretoken" value="rahasia"' in html
    assert '<input name="versi" value="3">' in html


def test_a_message_offers_to_undo_only_where_it_can():
    assert "Urungkan" not in draw('{% message "Tersimpan." "sukses" %}')
    assert 'action="/batal/"' in draw('{% message "12 dinilai." "sukses" undo="/batal/" %}')


@pytest.mark.parametrize(
    ("days_left", "tone"), [(10, "info"), (3, "info"), (2, "peringatan"), (0, "peringatan"), (-1, "bahaya")]
)
def test_a_deadline_changes_its_tone_as_it_comes_near(days_left, tone):
    last = date(2026, 11, 21) + timedelta(days=days_left)
    midnight = datetime.combine(last + timedelta(days=1), time.min, JAYAPURA)
    tenggat = SimpleNamespace(hari_terakhir=last, berakhir=midnight, dispensasi=None)
    assert f"deadline-{tone}" in draw("{% deadline tenggat now %}", tenggat=tenggat, now=NOW)


def test_no_deadline_is_said_and_not_left_out():
    assert "tidak ada" in draw("{% deadline nothing now %}", nothing=None, now=NOW)


def test_the_turn_says_who_since_when_until_when_and_what_is_missing():
    tenggat = SimpleNamespace(
        hari_terakhir=date(2026, 12, 5), berakhir=datetime(2026, 12, 6, tzinfo=JAYAPURA), dispensasi=None
    )
    html = draw(
        '{% turn "mengajukan SKP" since=now tenggat=tenggat now=now missing=missing mine=True %}',
        now=NOW,
        tenggat=tenggat,
        missing=["Target kosong."],
    )
    for words in (
        "Giliran Anda: mengajukan SKP",
        "21 November 2026",
        "5 Desember 2026",
        "tersisa 14 hari",
        "Target kosong.",
    ):
        assert words in html


def test_the_calendar_shows_only_its_month_and_marks_today():
    html = draw(
        "{% calendar 2026 11 days today %}",
        days={date(2026, 11, 3): CalendarDay(2, "sukses", "lengkap", "/kegiatan/")},
        today=date(2026, 11, 21),
    )
    assert html.count('class="calendar-day"') == 30
    assert html.count('aria-current="date"') == 1
    assert html.count('href="/kegiatan/"') == 1


def test_a_document_without_a_penilai_says_how_to_get_one():
    person = SimpleNamespace(nama_lengkap="Staf", nip_tampil="19900505 201505 1 005", pangkat="", jabatan="", unit="")
    assert "Belum ada pejabat penilai" in draw("{% persons person nobody %}", person=person, nobody=None)


def test_a_chart_says_in_words_what_it_draws_and_keeps_its_numbers_in_svg_notation():
    chart = year_chart([Decimal("91.33"), *[None] * 11], [Band("Buruk", Decimal(0), "bahaya")])
    html = draw('{% year_chart chart "Nilai 2026" %}', chart=chart)
    assert "<desc>Jan 91,33 (Buruk). </desc>" in html
    assert f'y="{chart.bars[0].y}"' in html
    assert "Belum ada nilai" in html


def test_a_chart_of_bars_is_as_wide_as_its_place_and_is_never_scrolled():
    """Its coordinates across are shares of the width: a phone narrows it, and its words stay as large as they are."""
    bands = [Band("Buruk", Decimal(0), "bahaya")]
    drawn = [
        draw('{% year_chart c "Nilai" %}', c=year_chart([Decimal(90)] * 12, bands)),
        draw('{% cumulative_chart c "Angka kredit" %}', c=cumulative_chart([Step("2026", Decimal(9))], [])),
    ]
    for html in drawn:
        svg = html[html.index("<svg xmlns") : html.index("</svg>")]
        assert 'width="100%"' in svg
        assert "viewBox" not in svg
        across = re.findall(r' (?:x|x1|x2|width)="([^"]+)"', svg)
        assert all(value.endswith("%") for value in across), across
        assert "tabindex" not in html[: html.index("<details")]


def test_a_stacked_chart_leaves_out_empty_segments_but_names_them():
    html = draw('{% stacked_chart c "Bawahan" %}', c=stacked_chart([Part("A", 2, "info"), Part("B", 0, "sukses")]))
    assert html.count('height="24" fill=') == 2
    assert "B: 0" in html


def test_a_sum_towards_its_limits_says_in_words_what_may_still_change():
    steps = [Step("2025", Decimal("18.75")), Step("2026", Decimal("20.83"), provisional=True)]
    chart = cumulative_chart(steps, [Limit("Pangkat III/b", Decimal(50), "info")])
    html = draw('{% cumulative_chart c "Angka kredit" %}', c=chart)
    assert "<desc>2025 18,75. 2026 20,83 (sementara). Minimal Pangkat III/b 50,00. </desc>" in html
    assert "Batang bergaris putus-putus" in html
    assert html.count("stroke-dasharray") == 2
    assert "style=" not in html


def test_a_distribution_is_told_apart_by_dashes_and_marks_and_stands_in_a_table_too():
    chart = distribution_chart([Decimal(40), Decimal(60)], (1, 2), ("Kurang", "Baik"))
    html = draw('{% distribution_chart c "Kurva" %}', c=chart)
    assert "Kurang: ideal 40% atau 1,2 orang, nyata 1 orang." in html
    assert (html.count("stroke-dasharray"), html.count("<circle")) == (4, 6)  # for a screen and for a phone
    assert '<td class="angka">-0,2</td>' in html
    assert '<td class="angka">+0,2</td>' in html
    assert "style=" not in html


# --- Lists


@pytest.fixture
def page_obj():
    return Paginator(range(125), 10).get_page(3)


def test_the_pager_counts_and_keeps_the_rest_of_the_query(rf, page_obj):
    html = draw("{% pager page_obj %}", page_obj=page_obj, request=rf.get("/skp/?cari=laporan&page=3"))
    assert "Menampilkan 21 sampai 30 dari 125 entri" in html
    assert 'href="?cari=laporan&amp;page=4"' in html
    assert html.count("aria-current") == 1


def test_a_second_list_of_a_page_turns_its_own_pages(rf, page_obj):
    request = rf.get("/kalibrasi/?page=2&entri=25")
    html = draw('{% pager page_obj target="catatan" name="halaman_catatan" %}', page_obj=page_obj, request=request)
    assert 'href="?page=2&amp;entri=25&amp;halaman_catatan=4"' in html
    assert 'hx-target="#catatan"' in html


def test_one_page_needs_no_page_numbers(rf):
    html = draw("{% pager page_obj %}", page_obj=Paginator(range(3), 10).get_page(1), request=rf.get("/"))
    assert "Menampilkan 1 sampai 3 dari 3 entri" in html
    assert "<nav" not in html


def test_the_toolbar_keeps_what_was_searched_and_how_many_are_shown(rf, page_obj):
    class Filter(forms.Form):
        cari = forms.CharField(required=False)
        tahun = forms.ChoiceField(choices=[(2026, "2026")], required=False)

    html = draw(
        "{% toolbar page_obj form %}",
        page_obj=page_obj,
        form=Filter({"cari": 'lap"oran', "tahun": "2026"}),
        request=rf.get("/skp/"),
    )
    assert 'value="lap&quot;oran"' in html
    assert '<option value="10" selected>' in html
    assert html.count('name="cari"') == 1
    assert html.count('name="tahun"') == 1


def test_a_choice_by_search_sends_what_is_picked():
    class Choice(forms.Form):
        atasan = forms.ChoiceField(choices=[(1, "Satu"), (2, "Dua")], widget=forms.RadioSelect)

    html = draw("{% search_choice form.atasan %}", form=Choice(initial={"atasan": 2}))
    assert 'name="atasan" value="2" checked' in html
    assert html.count('type="radio"') == 2


# --- Menu


def shown(path: str = "/", audiences: Set[str] = frozenset(), parts: Set[str] = PARTS) -> dict[str, Item]:
    who = {"audiences": frozenset(audiences), "parts": frozenset(parts)}
    return {leaf.label: leaf for leaf in leaves(menu_for(**who, current=current_item(path, **who)))}


FIRST = ["Dashboard", "SKP Tahunan", "SKP Bulanan"]
WORK = ["Tim Kerja", "Kegiatan Harian", "Tugas Tambahan"]
OF_FILLING = ["Statistik Kinerja", "Monitoring Pengisian"]
STATISTICS = [*OF_FILLING, "Monitoring Bulanan", "Rekap Unit"]
LAST = ["Cetak", "Panduan"]
OF_A_LEADER = ["Matriks Peran Hasil", "SKP Bawahan"]
OF_A_PENILAI = [
    "Persetujuan SKP",
    "Penilaian Kegiatan Harian Bawahan",
    "Penilaian SKP Bulanan Bawahan",
    "Konfirmasi Tugas Tambahan",
]
PEERS = "Feedback Perilaku Rekan Kerja"
REKAN = "Feedback Perilaku Rekan Kerja"
EVALUATED = ["Penilaian SKP", REKAN, "Angka Kredit"]
OF_ONE_WHO_RATES = [
    "Penilaian SKP",
    "Penilaian Bawahan",
    "Keberatan",
    REKAN,
    "Monitoring Kurva",
    "Kalibrasi",
    "Capaian Organisasi",
    "Angka Kredit",
]
SEEN_BY_AN_ADMIN = ["Penilaian SKP", REKAN, "Monitoring Kurva", "Kalibrasi", "Capaian Organisasi", "Angka Kredit"]
OF_AN_ADMIN = [
    "Manajemen Unor",
    "Manajemen Pegawai",
    "Mutasi",
    "Pengecualian",
    "Impor dan Ekspor",
    "Pengaturan Instansi",
    "Periode Penilaian",
    "Permintaan Koreksi",
    "Audit",
    "Pekerjaan",
    "Administrasi",
]


@own_addresses
@pytest.mark.parametrize(
    ("audiences", "labels"),
    [
        (set(), [*FIRST, *WORK, *EVALUATED, *LAST]),
        ({PEMIMPIN}, [*FIRST, "Matriks Peran Hasil", *WORK, *EVALUATED, *LAST]),
        ({PEMIMPIN, PENILAI}, [*FIRST, *OF_A_LEADER, *WORK, *OF_A_PENILAI, *OF_ONE_WHO_RATES, *STATISTICS, *LAST]),
        ({ADMIN}, [*FIRST, *WORK, *SEEN_BY_AN_ADMIN, *STATISTICS, *LAST, *OF_AN_ADMIN]),
    ],
)
def test_everybody_sees_the_menu_of_his_work(audiences, labels):
    assert list(shown(audiences=audiences)) == labels


@own_addresses
@pytest.mark.parametrize(
    ("part", "labels"),
    [
        (
            EVALUASI,
            [
                "Dashboard",
                "SKP Tahunan",
                *OF_A_LEADER,
                "Tim Kerja",
                "Persetujuan SKP",
                *OF_ONE_WHO_RATES,
                *OF_FILLING,
                *LAST,
            ],
        ),
        (
            PENGUKURAN,
            [*FIRST, "SKP Bawahan", "Kegiatan Harian", "Tugas Tambahan", *OF_A_PENILAI, *STATISTICS, *LAST],
        ),
    ],
)
def test_an_instansi_sees_the_parts_it_uses(part, labels):
    assert list(shown(audiences={PEMIMPIN, PENILAI}, parts={part})) == labels


@own_addresses
@pytest.mark.parametrize(
    ("audiences", "parts", "labels"),
    [
        (set(), {PENGUKURAN, EVALUASI}, ["Dashboard", "SKP Bulanan", "Kegiatan Harian"]),
        (
            {PENILAI},
            {PENGUKURAN, EVALUASI},
            ["Dashboard", "SKP Bulanan", "Kegiatan Harian", "Penilaian Kegiatan Harian Bawahan"],
        ),
        ({PENILAI}, {EVALUASI}, ["Dashboard", "SKP Tahunan", "Persetujuan SKP"]),
    ],
)
def test_the_bar_of_a_phone_has_the_places_gone_to_most(audiences, parts, labels):
    items = menu_for(audiences=audiences, parts=parts)
    assert [item.label for item in bottom_bar_items(items)] == labels


@own_addresses
@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/", ["Dashboard"]),
        ("/skp/bulanan/12/target/", ["SKP Bulanan"]),
        ("/skp/indikator/4/manual/", ["SKP Tahunan"]),
        ("/kegiatan/2026-11-21/", ["Kegiatan Harian"]),
        ("/kegiatan/tugas/3/", ["Tugas Tambahan"]),
        ("/profil/", []),
    ],
)
def test_the_menu_marks_the_item_a_page_belongs_to(path, current):
    assert [label for label, item in shown(path=path).items() if item.current] == current


@own_addresses
def test_the_menu_of_an_admin_marks_what_he_shares_with_who_rates():
    items = shown(path="/penilaian/evaluasi/capaian/3/4/", audiences={ADMIN})
    assert [label for label, item in items.items() if item.current] == ["Capaian Organisasi"]


@own_addresses
def test_a_page_may_say_that_it_belongs_elsewhere(rf):
    request = rf.get("/skp/tahunan/12/")
    html = draw("{% menu %}", request=request, user=SimpleNamespace(is_staff=False), menu_path="/penilaian/harian/")
    assert "aria-current" not in html


@own_addresses
def test_a_group_is_marked_with_its_items():
    items = {item.label: item for item in menu_for(audiences={PENILAI}, current="/penilaian/harian/")}
    assert items["Penilaian"].current
    assert not items["SKP"].current


@own_addresses
def test_the_menu_drawn_for_one_is_not_shown_to_another(rf):
    """It is kept, by all it depends on: who sees it, the page, and where the application stands."""

    def menu(path: str, *audiences: str, parts: Set[str] = PARTS) -> str:
        nav = {"audiences": frozenset(audiences), "parts": frozenset(parts)}
        page = Context({"request": rf.get(path), "nav": nav})
        return Template("{% load komponen %}{% menu %}{% bottom_bar %}").render(page)

    first = menu("/", PENILAI)
    assert "Persetujuan SKP" in first
    assert "Persetujuan SKP" not in menu("/")
    assert "SKP Bulanan" not in menu("/", PENILAI, parts={EVALUASI})
    assert 'href="/panduan/" aria-current="page"' in menu("/panduan/", PENILAI)
    with override_script_prefix("/kinerja/"):
        assert 'href="/kinerja/panduan/"' in menu("/kinerja/", PENILAI)
    assert menu("/", PENILAI) == first


def test_what_is_drawn_once_sees_nothing_of_the_page():
    template = Template("{% load komponen %}{% once %}<b>{{ nama }}</b>{% endonce %}{{ nama }}")
    assert [template.render(Context({"nama": nama})) for nama in ("Ani", "Budi")] == ["<b></b>Ani", "<b></b>Budi"]


@own_addresses
def test_the_menu_works_where_the_page_knows_nothing_of_who_reads_it(rf):
    html = draw("{% menu %}{% bottom_bar %}", request=rf.get("/"), user=SimpleNamespace(is_staff=False))
    assert html.count('aria-current="page"') == 2
    assert "Persetujuan SKP" not in html
