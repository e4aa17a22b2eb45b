"""The answers of typed searches: units, posts, people, instansi. Twenty at most, of what the asker may choose from."""

import re
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ekinerja.forms import read_number
from organisasi.forms.pilih import CariForm, InstansiField, JabatanField, OrangField, PilihField, UnitField
from organisasi.models import Instansi, Jabatan, Pegawai, UnitKerja
from organisasi.querysets.unor import within_reach
from organisasi.rules.orang import may_administer
from organisasi.rules.unor import may_choose_instansi

FIELD_NAME = re.compile(r"[a-z][a-z0-9_-]{0,39}", re.ASCII)


@require_safe
def unor_cari(request: HttpRequest) -> HttpResponse:
    """Active units of one's instansi; a super admin names the instansi. Unit names are no secret within it."""
    units = within_reach(request.user, UnitKerja.objects.filter(aktif=True), _instansi(request))
    return _answer(request, "unit", UnitField(units, required=False))


@require_safe
def jabatan_cari(request: HttpRequest) -> HttpResponse:
    rows = within_reach(request.user, Jabatan.objects.order_by("nama"), _instansi(request))
    return _answer(request, "jabatan", JabatanField(rows, required=False))


@require_safe
def pegawai_cari(request: HttpRequest) -> HttpResponse:
    """Active people whom the asker administers: nobody else looks through all the people of an instansi."""
    may_administer(request.user).require()
    people = Pegawai.objects.administered_by(request.user).filter(is_active=True).for_header()
    return _answer(
        request, "pegawai", OrangField(within_reach(request.user, people, _instansi(request)), required=False)
    )


@require_safe
def instansi_cari(request: HttpRequest) -> HttpResponse:
    may_choose_instansi(request.user).require()
    return _answer(request, "instansi", InstansiField(Instansi.objects.filter(aktif=True), required=False))


def _answer(request: HttpRequest, usual_name: str, field: PilihField) -> HttpResponse:
    asked = request.GET.get("nama", "")
    nama = asked if FIELD_NAME.fullmatch(asked) else usual_name
    form = CariForm(request.GET, nama=nama, field=field)
    return render(request, "components/pilih_hasil.html", {"field": form[nama]})


def _instansi(request: HttpRequest) -> Any:
    return read_number(request.GET.get("instansi", ""))
