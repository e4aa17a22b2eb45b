from django import template

from dashboard.panduan import Bab, chapter_of

register = template.Library()


@register.simple_tag(takes_context=True)
def page_chapter(context: template.Context) -> Bab | None:
    """The chapter of the guide about the page that is being shown; None where there is none."""
    match = getattr(context.get("request"), "resolver_match", None)
    return chapter_of(match.view_name) if match else None
