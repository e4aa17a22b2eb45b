from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dashboard.agenda import assessor_agenda, own_agenda
from dashboard.angka import own_figures
from dashboard.milik import Milik
from dashboard.querysets.beranda import unread
from organisasi.deadlines import DeadlineCalendar
from organisasi.rules.orang import measures
from skp.context_processors import nav


@require_safe
def beranda(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    milik = Milik(user)
    context = {
        "angka": own_figures(milik) if measures(user.instansi) else None,
        "pemberitahuan": unread(user.pk),
    }
    menu = nav(request)
    context |= menu
    if user.instansi:
        calendar = DeadlineCalendar(user)
        context |= {
            "milik_saya": own_agenda(milik, calendar, at=request.arrived_at),
            "bawahan": assessor_agenda(user, calendar) if menu["nav"]["menilai"] else [],
        }
    return render(request, "dashboard/beranda.html", context)
