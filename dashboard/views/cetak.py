from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from dashboard.forms.cetak import CetakForm
from dashboard.papers import papers_of
from kegiatan.laporan import readable_owners
from organisasi.scoping import local_today

PEOPLE_SHOWN = 20


@require_safe
def cetak(request: HttpRequest) -> HttpResponse:
    """The papers of a year and month: one's own, or those of somebody found by search."""
    user = request.user
    today = local_today(user)
    form = CetakForm(request.GET, today=today)
    chosen = form.chosen
    readable = readable_owners(user, date(chosen["tahun"], 1, 1), date(chosen["tahun"], 12, 31))
    pegawai = get_object_or_404(readable, pk=chosen["pegawai"]) if chosen["pegawai"] else user
    people = list(readable.exclude(pk=user.pk).search(chosen["cari"])[: PEOPLE_SHOWN + 1])
    context = {
        "form": form,
        "pegawai": pegawai,
        "tahun": chosen["tahun"],
        "bulan": chosen["bulan"],
        "daftar": papers_of(pegawai, user=user, tahun=chosen["tahun"], bulan=chosen["bulan"], on=today),
        "cari": chosen["cari"],
        "orang": people[:PEOPLE_SHOWN],
        "masih_ada": len(people) > PEOPLE_SHOWN,
    }
    return render(request, "dashboard/cetak.html", context)
