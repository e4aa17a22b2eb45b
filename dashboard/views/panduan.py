from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dashboard.panduan import BAB, chapters_for
from skp.context_processors import nav


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    return render(request, "dashboard/panduan/index.html", {"daftar": chapters_for(request.user.instansi)})


@require_safe
def chapter(request: HttpRequest, bab: str) -> HttpResponse:
    """Also of a part that the reader's instansi does not use, should somebody have sent him the address."""
    found = next((entry for entry in BAB if entry.slug == bab), None)
    if found is None:
        raise Http404
    listed = chapters_for(request.user.instansi)
    position = listed.index(found) if found in listed else None
    menu = nav(request)
    context = {
        **menu,
        "bab": found,
        "bagi_pembaca": found.is_for(menu["nav"]["audiences"]),
        "daftar": listed,
        "sebelumnya": listed[position - 1] if position else None,
        "berikutnya": listed[position + 1] if position is not None and position + 1 < len(listed) else None,
    }
    return render(request, found.template, context)
