"""Which page of the statistics an address or a waiting work asks for: the rights first, then where it is.

The request and the worker ask here alike, so that a file prepared later shows what its asker may see then.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from dashboard.forms.statistik import SaringForm, asked_period
from dashboard.querysets import statistik as querysets
from dashboard.rules import statistik as rules
from dashboard.statistik import JENIS, PENILAIAN, Jenis, Lingkup, Statistik
from ekinerja.errors import Refused
from ekinerja.forms import read_number
from organisasi.models import Instansi, Pegawai, UnitKerja

MOST_PAGES = 100


def requested(
    user: Pegawai, *, jenis: Jenis, tahun: int, query: Mapping[str, Any], at: datetime, **where: int | None
) -> Statistik:
    """`where`: the key of an `instansi` or of a `unit`; without both, the nation. Raises NotAllowed, Http404."""
    lingkup = _scope(user, jenis, tahun, query, **where)
    form = SaringForm(query, jenis=jenis, periods=lingkup.daftar_periode)
    return Statistik(lingkup, form.saringan(), at, _page_number(query))


def _scope(
    user: Pegawai,
    jenis: Jenis,
    tahun: int,
    query: Mapping[str, Any],
    *,
    instansi: int | None = None,
    unit: int | None = None,
) -> Lingkup:
    if unit is not None:
        return _of_unit(user, jenis, tahun, query, unit)
    if instansi is not None:
        return _of_instansi(user, jenis, tahun, query, instansi)
    rules.may_see_nation(user).require()
    return Lingkup(jenis, tahun, querysets.opened_years())


def _of_instansi(user: Pegawai, jenis: Jenis, tahun: int, query: Mapping[str, Any], pk: int) -> Lingkup:
    rules.may_open(user).require()
    found = get_object_or_404(querysets.reachable_instansi(user), pk=pk)
    chosen = _period(query, jenis, found, tahun)
    return Lingkup(jenis, tahun, found.tahun_rekap, found, versi_unit=found.versi_unit, **chosen)


def _of_unit(user: Pegawai, jenis: Jenis, tahun: int, query: Mapping[str, Any], pk: int) -> Lingkup:
    found = querysets.reachable_units(user).filter(pk=pk).first()
    if found is None:
        rules.may_open(user).require()
        raise Http404
    around = querysets.units_around(found)
    return Lingkup(
        jenis,
        tahun,
        found.tahun_rekap,
        found.instansi,
        found,
        di_atas=_above(found, around, whole=user.is_staff),
        sekitar=around,
        seluruh_instansi=user.is_staff,
        versi_unit=found.versi_unit,
        **_period(query, jenis, found.instansi, tahun),
    )


def _period(query: Mapping[str, Any], jenis: Jenis, instansi: Instansi, tahun: int) -> dict[str, Any]:
    """The periods of the year, of which the one in the address is looked at; else the year's end."""
    periods = querysets.periods_in(instansi, tahun) if jenis is PENILAIAN else []
    return {"daftar_periode": periods, "periode": asked_period(str(query.get("periode", "")), periods)}


def _above(unit: UnitKerja, around: list[UnitKerja], *, whole: bool) -> list[UnitKerja]:
    """Who leads a unit goes up to it, and no further."""
    above = sorted((each for each in around if each.pk in unit.jalur[:-1]), key=lambda each: len(each.jalur))
    return above if whole else [each for each in above if set(each.jalur).intersection(unit.dipimpin)]


def _page_number(query: Mapping[str, Any]) -> int:
    number = read_number(str(query.get("page", ""))) or 1
    return number if number in range(1, MOST_PAGES) else 1


# --- Later, by the worker ---------------------------------------------------------------------------------------------


def parameter(statistik: Statistik) -> dict[str, Any]:
    """What the worker needs to ask for the same: JSON."""
    lingkup = statistik.lingkup
    return {
        "jenis": lingkup.jenis.slug,
        "tahun": lingkup.tahun,
        "instansi": lingkup.instansi.pk if lingkup.instansi and lingkup.unit is None else None,
        "unit": lingkup.unit.pk if lingkup.unit else None,
        "query": statistik.saringan.query(lingkup),
    }


def requested_again(user: Pegawai, parameter: Mapping[str, Any], *, at: datetime) -> Statistik:
    """What `parameter` kept. Raises NotAllowed, Refused for what the user no longer oversees."""
    asked = {**parameter, "jenis": JENIS[parameter["jenis"]]}
    try:
        return requested(user, at=at, **asked)
    except Http404 as gone:
        raise Refused("Instansi atau unit kerja ini tidak lagi dapat Anda lihat.") from gone
