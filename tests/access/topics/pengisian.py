from types import SimpleNamespace

from penilaian.models import Eviden, RencanaAksi, UkuranEviden
from tests.access.row import OPEN, OWN, READ, Row, pk, pk_and


def _skp(world: SimpleNamespace) -> dict:
    return {"skp": world.skp.pk}


def _evaluasi(world: SimpleNamespace) -> dict:
    return {"skp": world.skp.pk, "periode": world.periode.pk}


def _rhk(world: SimpleNamespace) -> dict:
    return {**_evaluasi(world), "rhk": world.rhk.pk}


POLICY: tuple[Row, ...] = (
    Row("penilaian:saya", get=OPEN),
    Row("penilaian:skp", get=READ, kwargs=_skp),
    Row("penilaian:evaluasi", get=READ, kwargs=_evaluasi),
    Row("penilaian:realisasi_evaluasi", get=OWN, post=OWN, kwargs=_rhk),
    Row("penilaian:realisasi_isi_semua", post=OWN, kwargs=_evaluasi),
    Row("penilaian:penilaian_diri", get=OWN, post=OWN, kwargs=_evaluasi),
    Row("penilaian:rencana_aksi", get=READ, kwargs=_evaluasi),
    Row("penilaian:rencana_aksi_tambah", get=OWN, post=OWN, kwargs=_rhk),
    Row("penilaian:rencana_aksi_ambil", get=OWN, post=OWN, kwargs=_evaluasi),
    Row("penilaian:rencana_aksi_ubah", get=OWN, post=OWN, kwargs=pk("rencana")),
    Row("penilaian:rencana_aksi_hapus", post=OWN, kwargs=pk("rencana")),
    Row("penilaian:rencana_aksi_geser", post=OWN, kwargs=pk_and("rencana", arah="naik")),
    Row("penilaian:eviden_tambah", get=OWN, post=OWN, kwargs=_evaluasi),
    Row("penilaian:eviden_pilih", get=OWN, kwargs=_evaluasi),
    Row("penilaian:eviden_ubah", get=OWN, post=OWN, kwargs=pk("eviden")),
    Row("penilaian:eviden_hapus", post=OWN, kwargs=pk("eviden")),
    Row("penilaian:eviden_berkas", get=READ, kwargs=pk("eviden")),
)


def extend(world: SimpleNamespace, org: SimpleNamespace) -> None:
    """A rencana aksi and an eviden of the running period, in an instansi that asks for self-rating."""
    org.instansi.penilaian_diri = True
    org.instansi.save()
    world.rencana = RencanaAksi.objects.create(
        evaluasi=world.evaluasi, rhk=world.rhk, uraian="Mengumpulkan data keuangan", target="1 laporan"
    )
    world.eviden = Eviden.objects.create(evaluasi=world.evaluasi, nama="Laporan keuangan Maret", bukti=world.bukti)
    UkuranEviden.objects.create(eviden=world.eviden, rhk=world.rhk, aspek="WAKTU")
