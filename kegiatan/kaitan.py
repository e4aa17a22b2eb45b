"""What a move leaves behind of the daily activities: see `organisasi.kaitan`."""

from datetime import date

from ekinerja.forms import format_number
from kegiatan.models import KegiatanHarian
from organisasi.deadlines import format_day
from organisasi.models import Pegawai
from organisasi.scoping import local_today


def recorded_since(pegawai: Pegawai, tmt: date) -> str:
    rows = KegiatanHarian.objects.filter(pegawai=pegawai).between(tmt, local_today(pegawai)).order_by()
    if not (number := rows.count()):
        return ""
    return (
        f"{format_number(number)} kegiatan harian sejak {format_day(tmt)} sudah dicatat di unit lama: tetap tercatat "
        "pada target SKP Bulanan yang lama dan pada pejabat penilai yang menerimanya."
    )
