"""Component tags and Indonesian filters. The markup of each component is in `templates/components/`, but of those that
stand in each row of a list (icon, badge, action, confirm): a template takes many times as long as a formatted string.

A wrong variant raises `TemplateSyntaxError`: a page with a misspelt tone must not look almost right.
"""

import calendar as month_calendar
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django import forms, template
from django.core.paginator import Page
from django.forms import BoundField
from django.forms.utils import flatatt
from django.template import Context, Node, NodeList, TemplateSyntaxError
from django.template.base import Parser, Token
from django.template.defaultfilters import date as format_date
from django.template.defaultfilters import floatformat, slugify
from django.template.defaulttags import CsrfTokenNode
from django.template.loader import get_template
from django.utils.dates import MONTHS
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from ekinerja.menu import PARTS, addresses, bottom_bar_items, current_item, menu_for

register = template.Library()

TONES = ("netral", "info", "sukses", "peringatan", "bahaya")
BUTTON_STYLES = ("primary", "outline-primary", "outline-secondary", "danger", "outline-danger")
MESSAGE_TONES = {"debug": "netral", "info": "info", "success": "sukses", "warning": "peringatan", "error": "bahaya"}
MESSAGE_ICONS = {
    "netral": "info-circle",
    "info": "info-circle",
    "sukses": "check-circle",
    "peringatan": "exclamation-triangle",
    "bahaya": "x-octagon",
}
CONTROL_KINDS = {
    "checkbox": forms.CheckboxInput,
    "choices": forms.RadioSelect,
    "select": forms.Select,
    "file": forms.FileInput,
}
ENTRIES = (10, 25, 50, 100)
NO_VALUE = "–"
CSRF = CsrfTokenNode()
OUTSIDE = SafeString('<td class="calendar-outside"></td>')


@dataclass(frozen=True)
class CalendarDay:
    """What a month calendar says about one day. `label` is read aloud after the date, `url` makes the day a link.

    `note` is a few letters more for eyes with room for them ("5 jam"); `label` must say it too.
    """

    count: int = 0
    tone: str = "netral"
    label: str = ""
    url: str = ""
    note: str = ""


# --- Numbers and dates ------------------------------------------------------------------------------------------------


@register.filter
def angka(value: Any, decimals: int = -2) -> str:
    """1234.5 as "1.234,50" with `angka:2`; without an argument up to two decimals and none for a whole number."""
    return NO_VALUE if value is None else floatformat(value, f"{decimals}g")


@register.filter
def rupiah(value: Decimal | int | None) -> str:
    """1500000 as "Rp1.500.000"; cents only where there are any."""
    return NO_VALUE if value is None else f"Rp{floatformat(value, '-2g')}"


@register.filter
def persen(value: Any, decimals: int = -2) -> str:
    """87.5 as "87,5%". The value is already a percentage."""
    return NO_VALUE if value is None else f"{floatformat(value, f'{decimals}g')}%"


@register.filter(expects_localtime=True)
def tanggal(value: date | datetime | None) -> str:
    """21 November 2026"""
    return NO_VALUE if value is None else format_date(value, "j F Y")


@register.filter(expects_localtime=True)
def tanggal_hari(value: date | datetime | None) -> str:
    """Sabtu, 21 November 2026"""
    return NO_VALUE if value is None else format_date(value, "l, j F Y")


@register.filter(expects_localtime=True)
def jam(value: time | datetime | None) -> str:
    """07.30, with the full stop Indonesian clocks are written with."""
    return NO_VALUE if value is None else value.strftime("%H.%M")


@register.filter(expects_localtime=True)
def waktu(value: datetime | None) -> str:
    """21 November 2026 pukul 07.30"""
    return NO_VALUE if value is None else format_date(value, r"j F Y \p\u\k\u\l H.i")


@register.filter
def nama_bulan(month: int) -> str:
    """11 as "November"."""
    return str(MONTHS[int(month)])


@register.filter
def selisih_waktu(until: datetime, now: datetime) -> str:
    """How far a half-open limit is, in its own zone: "tersisa 3 hari", "tersisa 5 jam", "lewat 2 hari"."""
    days = _days_left(until, now)
    if now >= until:
        return f"lewat {-days} hari" if days < 0 else "sudah lewat"
    if days:
        return f"tersisa {days} hari"
    hours = int((until - now).total_seconds() // 3600)
    return f"tersisa {hours} jam" if hours else "tersisa kurang dari 1 jam"


# --- Layout -----------------------------------------------------------------------------------------------------------


@register.simple_tag(takes_context=True)
def menu(context: Context) -> SafeString:
    return _menu_part(context, "components/menu_items.html")


@register.simple_tag(takes_context=True)
def bottom_bar(context: Context) -> SafeString:
    return _menu_part(context, "components/bottom_bar.html")


@register.tag
def once(parser: Parser, token: Token) -> "OnceNode":
    """`{% once %}...{% endonce %}`: drawn once in a process. It sees nothing of the page, so it is the same on all."""
    content = parser.parse(("endonce",))
    parser.delete_first_token()
    return OnceNode(content)


class OnceNode(Node):
    def __init__(self, content: NodeList) -> None:
        self.content = content
        self.drawn: dict[tuple[str, str], SafeString] = {}

    def render(self, context: Context) -> SafeString:
        key = addresses()
        if key not in self.drawn:
            self.drawn[key] = self.content.render(context.new())
        return self.drawn[key]


@register.inclusion_tag("components/crumbs.html")
def crumbs(*parts: str) -> dict[str, Any]:
    """Label, address, label, address, ..., and at the end the label of this page."""
    if len(parts) % 2 == 0:
        raise TemplateSyntaxError("crumbs takes label and address in turn and ends with a label")
    return {"links": list(zip(parts[:-1:2], parts[1::2], strict=True)), "here": parts[-1]}


@register.simple_block_tag(takes_context=True)
def page_header(context: Context, content: str, title: str, subtitle: str = "") -> str:
    return _render(context, "page_header", title=title, subtitle=subtitle, actions=content if content.strip() else "")


@register.simple_block_tag(takes_context=True)
def panel(context: Context, content: str, title: str = "", icon: str = "", id: str = "", flush: bool = False) -> str:
    return _render(context, "panel", title=title, icon=icon, id=id, flush=flush, content=content)


# --- Small parts ------------------------------------------------------------------------------------------------------


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A Bootstrap icon; `label` is read aloud where it stands alone. On some pages there are hundreds."""
    drawn = _icon(name)
    return format_html('{}<span class="visually-hidden">{}</span>', drawn, label) if label else drawn


@lru_cache(maxsize=512)
def _icon(name: str) -> SafeString:
    return format_html('<i class="bi bi-{}" aria-hidden="true"></i>', name)


@register.simple_tag
def badge(label: str, tone: str = "netral", icon: str = "") -> SafeString:
    """A status."""
    _one_of("badge", "tone", tone, TONES)
    return format_html('<span class="badge-status badge-{}">{}{}</span>\n', tone, icon and _icon(icon), label)


@register.inclusion_tag("components/message.html", takes_context=True)
def message(context: Context, text: str, tone: str = "info", undo: str = "") -> dict[str, Any]:
    _one_of("message", "tone", tone, TONES)
    return {
        "text": text,
        "tone": tone,
        "icon": MESSAGE_ICONS[tone],
        "undo": undo,
        "csrf_token": context.get("csrf_token"),
    }


@register.filter
def message_tone(level_tag: str) -> str:
    """The tone of a `django.contrib.messages` level."""
    return MESSAGE_TONES[level_tag]


@register.inclusion_tag("components/stat.html")
def stat(
    label: str, value: Any, hint: str = "", tone: str = "netral", url: str = "", badge: str = ""
) -> dict[str, Any]:
    _one_of("stat", "tone", tone, TONES)
    return {"label": label, "value": value, "hint": hint, "tone": tone, "url": url, "badge": badge}


@register.inclusion_tag("components/progress.html")
def progress(value: Any, maximum: Any, label: str, text: str = "", tone: str = "info") -> dict[str, Any]:
    _one_of("progress", "tone", tone, TONES)
    return {"value": value or 0, "maximum": maximum or 1, "label": label, "text": text, "tone": tone}


@register.inclusion_tag("components/empty.html")
def empty(text: str, icon: str = "inbox", action: str = "", url: str = "") -> dict[str, str]:
    return {"text": text, "icon": icon, "action": action, "url": url}


@register.inclusion_tag("components/files.html")
def files(items: Sequence[Any]) -> dict[str, Any]:
    return {"items": items}


@register.inclusion_tag("components/persons.html")
def persons(dinilai: Any, penilai: Any = None) -> dict[str, Any]:
    return {"dinilai": dinilai, "penilai": penilai}


# --- Lists ------------------------------------------------------------------------------------------------------------


@register.simple_block_tag(takes_context=True)
def table(
    context: Context, content: str, caption: str, layout: str = "stacked", dense: bool = False, grid: bool = False
) -> str:
    """`stacked`: rows become cards on a phone, each cell names its column in data-label. `wide` scrolls sideways."""
    _one_of("table", "layout", layout, ("stacked", "wide"))
    return _render(context, "table", content=content, caption=caption, layout=layout, dense=dense, grid=grid)


@register.inclusion_tag("components/toolbar.html", takes_context=True)
def toolbar(context: Context, page_obj: Page, form: Any = None, target: str = "daftar") -> dict[str, Any]:
    """`form` is a django-filter form; its field `cari`, if there is one, becomes the search box."""
    return {
        "form": form,
        "entries": ENTRIES,
        "per_page": page_obj.paginator.per_page,
        "target": target,
        "path": context["request"].path,
    }


@register.inclusion_tag("components/pager.html", takes_context=True)
def pager(context: Context, page_obj: Page, target: str = "daftar", name: str = "page") -> dict[str, Any]:
    """`target`: id of the list. `name`: of its page in the address, for a second list on a page."""
    query = context["request"].GET.copy()

    def address(number: int) -> str:
        query[name] = str(number)
        return f"?{query.urlencode()}"

    numbers = page_obj.paginator.get_elided_page_range(page_obj.number, on_each_side=1, on_ends=1)
    return {
        "page_obj": page_obj,
        "pages": [(number, address(number) if isinstance(number, int) else "") for number in numbers],
        "previous": address(page_obj.previous_page_number()) if page_obj.has_previous() else "",
        "next": address(page_obj.next_page_number()) if page_obj.has_next() else "",
        "target": target,
    }


@register.inclusion_tag("components/search_choice.html")
def search_choice(field: Any, url: str = "", placeholder: str = "Cari") -> dict[str, Any]:
    return {"field": field, "url": url, "placeholder": placeholder}


# --- Fields of forms --------------------------------------------------------------------------------------------------


@register.filter
def control_kind(field: BoundField) -> str:
    """How a field is drawn: checkbox, choices (one or several of those that are shown), select, file, or control."""
    return next((kind for kind, widget in CONTROL_KINDS.items() if isinstance(field.field.widget, widget)), "control")


@register.filter
def control(field: BoundField, style: str) -> SafeString:
    """The widget of a field, in the style of Bootstrap."""
    widget = field.field.widget
    classes = [widget.attrs.get("class", ""), style, "is-invalid" if field.errors else ""]
    attrs = {"class": " ".join(filter(None, classes))}
    return _select(field, attrs) if type(widget) is forms.Select else field.as_widget(attrs=attrs)


def _select(field: BoundField, attrs: dict[str, Any]) -> SafeString:
    """As `forms.Select` is drawn, which takes a dictionary and two templates for each of its options."""
    widget = field.field.widget
    attrs = field.build_widget_attrs({**widget.attrs, **attrs}, widget)
    attrs.setdefault("id", field.auto_id)
    options = _options(widget.choices, widget.format_value(field.value()))
    return format_html('<select name="{}"{}>\n{}\n</select>', field.html_name, flatatt(attrs), options)


def _options(choices: Iterable[Any], chosen: Sequence[str]) -> SafeString:
    return format_html_join("\n", "{}", ((_option(value, label, chosen),) for value, label in choices))


def _option(value: Any, label: Any, chosen: Sequence[str]) -> SafeString:
    if isinstance(label, list | tuple):
        return format_html('<optgroup label="{}">\n{}\n</optgroup>', value, _options(label, chosen))
    value = "" if value is None else str(value)
    selected = SafeString(" selected" if value in chosen else "")
    return format_html('<option value="{}"{}>{}</option>', value, selected, label)


# --- Acts -------------------------------------------------------------------------------------------------------------


@register.simple_tag
def action(
    label: str,
    url: str,
    verdict: Any = True,
    style: str = "primary",
    icon: str = "",
    small: bool = False,
    icon_only: bool = False,
) -> SafeString:
    """A link that looks like a button, or the button that is not available with the verdict's reason."""
    _one_of("action", "style", style, BUTTON_STYLES)
    if not verdict:
        return _unavailable(label, verdict, icon, small=small, icon_only=icon_only)
    look, title, face = _button(label, style, icon, small, icon_only)
    return format_html('\n<a class="{}" href="{}"{}>{}</a>\n', look, url, title, face)


@register.simple_block_tag(takes_context=True)
def confirm(
    context: Context,
    content: str,
    label: str,
    url: str,
    title: str,
    verdict: Any = True,
    style: str = "outline-danger",
    icon: str = "",
    small: bool = False,
    icon_only: bool = False,
    submit: str | None = None,
) -> SafeString:
    """A POST that asks first. The content stands in its form, above the buttons: words, a reason field, a version.

    With an empty `submit` it cannot be sent yet; the content says what is missing.
    """
    _one_of("confirm", "style", style, BUTTON_STYLES)
    if not verdict:
        return _unavailable(label, verdict, icon, small=small, icon_only=icon_only)
    return format_html(
        """
<details class="confirm" data-confirm-dialog>
<summary class="{}"{}>{}</summary>
<form class="confirm-panel" method="post" action="{}">
{}
<h2 id="tanya-{}">{}</h2>
{}
<div class="confirm-actions">
{}
</div>
</form>
</details>
""",
        *_button(label, style, icon, small, icon_only),
        url,
        CSRF.render(context),
        slugify(url),
        title,
        content,
        _answers(style, label if submit is None else submit),
    )


@lru_cache(maxsize=512, typed=True)
def _button(
    label: str, style: str, icon: str, small: bool, icon_only: bool
) -> tuple[SafeString, SafeString, SafeString]:
    """The classes, the title attribute and the face of a button."""
    look = format_html("btn btn-{}{}{}", style, " btn-sm" if small else "", " btn-icon" if icon_only else "")
    if icon_only:
        drawn = format_html('{}<span class="visually-hidden">{}</span>', _icon(icon), label)
        return look, format_html(' title="{}"', label), drawn
    return look, SafeString(""), format_html("{}{}", icon and _icon(icon), label)


@lru_cache(maxsize=512, typed=True)
def _answers(style: str, submit: str) -> SafeString:
    """The buttons of a question; the one that sends is as weighty as the one that asked is coloured."""
    cancel = format_html(
        '<button type="button" class="btn btn-outline-secondary" data-confirm-cancel>{}</button>',
        "Batal" if submit else "Tutup",
    )
    if not submit:
        return cancel
    full = style.removeprefix("outline-").replace("secondary", "primary")
    return format_html('{}\n<button type="submit" class="btn btn-{}">{}</button>', cancel, full, submit)


def _unavailable(label: str, verdict: Any, icon: str, *, small: bool, icon_only: bool) -> SafeString:
    """A button that cannot be pressed, and the reason."""
    reason, size = getattr(verdict, "reason", ""), " btn-sm" if small else ""
    if not icon_only:
        return format_html(
            '\n<span class="unavailable"><span class="btn{}">{}{}</span>'
            '<span class="unavailable-reason">{}</span></span>\n',
            size, _icon(icon or "lock"), label, reason,
        )  # fmt: skip
    return format_html(
        '\n<span class="unavailable" tabindex="0" title="{}: {}"><span class="btn btn-icon{}">{}</span>'
        '<span class="visually-hidden">{} tidak tersedia: {}</span></span>\n',
        label, reason, size, _icon(icon), label, reason,
    )  # fmt: skip


@register.inclusion_tag("components/form_actions.html")
def form_actions(cancel_url: str = "", submit: str = "Simpan", cancel: str = "Batal") -> dict[str, str]:
    return {"cancel_url": cancel_url, "submit": submit, "cancel": cancel}


# --- Where a document stands ------------------------------------------------------------------------------------------


@register.inclusion_tag("components/turn.html")
def turn(
    who: str,
    since: date | datetime | None = None,
    tenggat: Any = None,
    now: datetime | None = None,
    missing: Sequence[str] = (),
    mine: bool = False,
    done: bool = False,
) -> dict[str, Any]:
    """Whose turn it is, since when, until when (a tenggat, which needs `now`), what is missing."""
    if tenggat is not None and now is None:
        raise TemplateSyntaxError("turn: a tenggat needs now=request.arrived_at")
    return {"who": who, "since": since, "tenggat": tenggat, "now": now, "missing": missing, "mine": mine, "done": done}


@register.inclusion_tag("components/deadline.html")
def deadline(tenggat: Any, now: datetime, label: str = "Batas waktu") -> dict[str, Any]:
    """The last day on which it may be done, and what remains. `tenggat` has hari_terakhir, berakhir and dispensasi."""
    if tenggat is None:
        return {"label": label, "tone": "netral"}
    return {
        "label": label,
        "tenggat": tenggat,
        "left": selisih_waktu(tenggat.berakhir, now),
        "tone": _deadline_tone(tenggat.berakhir, now),
    }


@register.inclusion_tag("components/timeline.html")
def timeline(rows: Sequence[Any]) -> dict[str, Any]:
    return {"rows": rows}


@register.inclusion_tag("components/explanation.html")
def explanation(
    lines: Sequence[Any], title: str = "Bagaimana angka ini diperoleh", source: str = "", is_open: bool = False
) -> dict[str, Any]:
    return {"lines": lines, "title": title, "source": source, "is_open": is_open}


# --- Pictures ---------------------------------------------------------------------------------------------------------


@register.inclusion_tag("components/calendar.html")
def calendar(
    year: int, month: int, days: Mapping[date, CalendarDay], today: date | None = None, unit: str = "kegiatan"
) -> dict[str, Any]:
    """A month from Monday to Sunday. `days` holds what is known of a day; `unit` names what is counted."""
    for info in days.values():
        _one_of("calendar", "tone", info.tone, TONES)
    nothing = CalendarDay()
    weeks = [
        [
            _cell(day, days.get(day, nothing), unit, is_today=day == today) if day.month == month else OUTSIDE
            for day in week
        ]
        for week in month_calendar.Calendar().monthdatescalendar(year, month)
    ]
    return {"weeks": weeks, "year": year, "month": month}


def _cell(day: date, info: CalendarDay, unit: str, *, is_today: bool) -> SafeString:
    today = SafeString(' calendar-today" aria-current="date"' if is_today else '"')
    tag = format_html('a class="calendar-day" href="{}"', info.url) if info.url else 'div class="calendar-day"'
    return format_html(
        '<td class="calendar-{}{}><{}>\n<span>{}</span>\n{}</{}></td>',
        info.tone, today, SafeString(tag), day.day, _said(info, unit), "a" if info.url else "div",
    )  # fmt: skip


def _said(info: CalendarDay, unit: str) -> SafeString:
    count = '<span class="calendar-count">{}<span class="calendar-unit"> {}</span></span>\n'
    note = '<span class="calendar-unit" aria-hidden="true">{}</span>\n'
    label = '<span class="visually-hidden">{}</span>\n'
    return format_html(
        "{}{}{}",
        format_html(count, info.count, unit) if info.count else "",
        format_html(note, info.note) if info.note else "",
        format_html(label, info.label) if info.label else "",
    )


@register.inclusion_tag("components/charts/year.html")
def year_chart(chart: Any, title: str) -> dict[str, Any]:
    return {"chart": chart, "title": title}


@register.inclusion_tag("components/charts/cumulative.html")
def cumulative_chart(chart: Any, title: str) -> dict[str, Any]:
    return {"chart": chart, "title": title}


@register.inclusion_tag("components/charts/stacked.html")
def stacked_chart(chart: Any, title: str) -> dict[str, Any]:
    return {"chart": chart, "title": title}


@register.inclusion_tag("components/charts/donut.html")
def donut_chart(chart: Any, title: str, unit: str = "pegawai") -> dict[str, Any]:
    """`unit` names what is counted."""
    return {"chart": chart, "title": title, "unit": unit}


@register.inclusion_tag("components/charts/distribution.html")
def distribution_chart(chart: Any, title: str) -> dict[str, Any]:
    return {"chart": chart, "title": title}


def _menu_part(context: Context, template: str) -> SafeString:
    """A page that belongs elsewhere than its address says names the place in `menu_path`."""
    nav = context.get("nav") or {}
    audiences, parts = nav.get("audiences", frozenset()), nav.get("parts", PARTS)
    current = current_item(context.get("menu_path") or context["request"].path, audiences=audiences, parts=parts)
    return _drawn_menu(template, audiences, parts, current, addresses())


@lru_cache(maxsize=512)
def _drawn_menu(
    template: str, audiences: frozenset[str], parts: frozenset[str], current: str, _: tuple[str, str]
) -> SafeString:
    """The same for everybody of these audiences on the pages of one item: nothing in it is anybody's own."""
    items = menu_for(audiences=audiences, parts=parts, current=current)
    return get_template(template).render({"items": items, "bar": bottom_bar_items(items)})


def _render(context: Context, name: str, **values: Any) -> str:
    """As an inclusion tag does it: an own context, so that the page's context processors do not run again."""
    component = context.template.engine.get_template(f"components/{name}.html")
    return component.render(context.new({**values, "csrf_token": context.get("csrf_token")}))


def _one_of(component: str, option: str, value: str, allowed: Sequence[str]) -> str:
    if value not in allowed:
        raise TemplateSyntaxError(f"{component}: {option} is {value!r}, it must be one of {', '.join(allowed)}")
    return value


def _days_left(until: datetime, now: datetime) -> int:
    """Calendar days from today to the last day, both where the limit applies; negative when it has passed."""
    last = (until - datetime.resolution).date()
    return (last - now.astimezone(until.tzinfo).date()).days


def _deadline_tone(until: datetime, now: datetime) -> str:
    if now >= until:
        return "bahaya"
    return "peringatan" if _days_left(until, now) <= 2 else "info"
