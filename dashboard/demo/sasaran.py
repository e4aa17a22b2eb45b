"""What an SKP by PermenPANRB 6/2022 holds beside its RHK: indikator, lampiran, ekspektasi perilaku; and the bank."""

from collections.abc import Iterable
from typing import Any

from dashboard.demo import susunan
from dashboard.demo.dokumen import Masa
from dashboard.demo.orang import Kota
from dashboard.demo.teks import PROFIL, RENCANA, Tugas, Ukuran
from dashboard.demo.teks.sasaran import DUKUNGAN, EKSPEKTASI, KONSEKUENSI, PERTANGGUNGJAWABAN
from dashboard.demo.teks.ukuran import MANUAL, UKURAN, UKURAN_JPT
from dashboard.demo.waktu import acak
from organisasi.models import Jabatan
from skp.models import (
    Aspek,
    BagianLampiran,
    BankIndikator,
    BankRhk,
    ButirLampiran,
    EkspektasiPerilaku,
    Indikator,
    ManualIndikator,
    Perspektif,
    RencanaHasilKerja,
    Skp,
)
from skp.workflow import Status

SHOWN = (susunan.KEPALA_DINAS, susunan.KEPALA_BIDANG, susunan.FUNGSIONAL, susunan.STAF)


def make_sasaran(kota: Kota, stretches: list[Masa]) -> None:
    made = [
        Indikator(rhk=rhk, urutan=urutan, **_asked(masa.skp, ukuran))
        for masa in stretches
        for rhk, ukuran_rhk in _measures(masa)
        for urutan, ukuran in enumerate(ukuran_rhk, start=1)
    ]
    Indikator.objects.bulk_create(made, batch_size=1000)
    ManualIndikator.objects.bulk_create(
        [ManualIndikator(indikator=row, **MANUAL[row.uraian]) for row in made if row.uraian in MANUAL]
    )
    ButirLampiran.objects.bulk_create([row for masa in stretches for row in _lampiran(masa)], batch_size=1000)
    EkspektasiPerilaku.objects.bulk_create([row for masa in stretches for row in _perilaku(masa)])
    _make_bank(kota)


def _measures(masa: Masa) -> Iterable[tuple[RencanaHasilKerja, Iterable[Ukuran]]]:
    for tugas, rhk in masa.tugas:
        yield rhk, UKURAN_JPT[masa.profil, tugas.kode] if masa.skp.untuk_pimpinan else _of_output(tugas, masa)
    for plan, rhk in masa.rencana:
        yield rhk, plan.ukuran


def _of_output(tugas: Tugas, masa: Masa) -> Iterable[Ukuran]:
    """Where nothing is measured monthly, the quantity is an indikator like any other."""
    if not masa.terukur:
        yield _quantity(tugas)
    yield from UKURAN[tugas.satuan]


def _quantity(tugas: Tugas) -> Ukuran:
    return Ukuran(f"Jumlah {tugas.satuan}", f"{tugas.setahun} {tugas.satuan}", Aspek.KUANTITAS)


def _asked(skp: Skp, ukuran: Ukuran) -> dict[str, str]:
    """The fields that the SKP's pendekatan and bentuk ask for."""
    if not skp.kuantitatif:
        return {"uraian": f"{ukuran.uraian} {ukuran.target}"}
    if skp.untuk_pimpinan:
        perspektif = ukuran.perspektif or Perspektif.PROSES_BISNIS
        return {"uraian": ukuran.uraian, "target": ukuran.target, "perspektif": perspektif}
    return {"uraian": ukuran.uraian, "target": ukuran.target, "aspek": ukuran.aspek or Aspek.KUALITAS}


def _lampiran(masa: Masa) -> Iterable[ButirLampiran]:
    chance = acak("lampiran", masa.pegawai.nip, masa.skp.periode_mulai)
    if masa.pegawai.nip not in SHOWN and chance.random() > 0.85:
        return
    for bagian, texts, number in (
        (BagianLampiran.DUKUNGAN, DUKUNGAN, chance.choice((2, 3))),
        (BagianLampiran.PERTANGGUNGJAWABAN, PERTANGGUNGJAWABAN, 2),
        (BagianLampiran.KONSEKUENSI, KONSEKUENSI, 2),
    ):
        for urutan, uraian in enumerate(chance.sample(texts, number), start=1):
            yield ButirLampiran(skp=masa.skp, bagian=bagian, urutan=urutan, uraian=uraian)


def _perilaku(masa: Masa) -> Iterable[EkspektasiPerilaku]:
    """Written by the pejabat penilai when he judged the SKP, with a word on most values."""
    chance = acak("ekspektasi", masa.pegawai.nip, masa.skp.periode_mulai)
    if masa.skp.status != Status.DISETUJUI or masa.penilai_awal is None:
        return
    if masa.pegawai.nip in SHOWN or chance.random() < 0.75:
        words = {name: chance.choice((*texts, *texts, "")) for name, texts in EKSPEKTASI.items()}
        yield EkspektasiPerilaku(skp=masa.skp, ditulis_oleh=masa.penilai_awal, **words)


def _make_bank(kota: Kota) -> None:
    """What the posts below a JPT do, for whoever holds such a post and makes his SKP."""
    offered: dict[tuple[Jabatan, str], tuple[Any, tuple[Ukuran, ...]]] = {}
    for orang, pegawai in kota.pegawai:
        if pegawai.jabatan.pimpinan_tinggi:
            continue
        for tugas in PROFIL[orang.profil]:
            uraian = tugas.uraian.format(dinas="perangkat daerah")
            offered.setdefault((pegawai.jabatan, uraian), (tugas, (_quantity(tugas), *UKURAN[tugas.satuan])))
        for plan in RENCANA.get(orang.profil, ()):
            offered.setdefault((pegawai.jabatan, plan.uraian), (plan, plan.ukuran))
    rows, numbers = [], dict.fromkeys((jabatan for jabatan, _ in offered), 0)
    for (jabatan, uraian), (line, ukuran) in offered.items():
        numbers[jabatan] += 1
        bank = BankRhk(
            instansi=jabatan.instansi,
            jabatan=jabatan,
            urutan=numbers[jabatan],
            jenis=getattr(line, "jenis", BankRhk._meta.get_field("jenis").default),
            uraian=uraian,
        )
        rows.append((bank, ukuran))
    BankRhk.objects.bulk_create([bank for bank, _ in rows])
    BankIndikator.objects.bulk_create(
        [
            BankIndikator(bank=bank, urutan=urutan, uraian=one.uraian, target=one.target, aspek=one.aspek or "")
            for bank, ukuran in rows
            for urutan, one in enumerate(ukuran, start=1)
        ]
    )
