"""What passes between people about an SKP: RHK handed out, remarks, requests, and the line in the bell about it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse

from dashboard.demo.dokumen import Masa, new_rhk
from dashboard.demo.orang import Kota
from dashboard.demo.teks import Rencana
from dashboard.demo.teks.permintaan import CATATAN_INDIKATOR, CATATAN_RHK, KOREKSI, PEMBAGIAN, SALIN
from dashboard.demo.teks.tim import UKURAN_TIM
from dashboard.demo.waktu import Kini, acak
from organisasi.deadlines import format_day
from organisasi.models import Pegawai, Pemberitahuan
from penilaian.models import AsalUmpanBalik, Keberatan, RiwayatEvaluasi, StatusUmpanBalik, UndanganUmpanBalik
from penilaian.workflow import ActionEvaluasi
from skp.models import (
    Adendum,
    ButirPembagian,
    CatatanBaris,
    Indikator,
    Pembagian,
    PermintaanKoreksi,
    PermintaanSalin,
    Riwayat,
    Skp,
    SkpBulanan,
)
from skp.workflow import Action, Status, StatusPermintaan


def make_pembagian(kota: Kota, stretches: list[Masa]) -> None:
    """Handed in the matrix straight into SKP that are still their owners' own."""
    present = _present(kota, stretches)
    for number, (nip, receivers, lines) in enumerate(PEMBAGIAN):
        hander = present[nip]
        act = Pembagian.objects.create(oleh=hander.pegawai, pada=kota.kini.saat - timedelta(days=6, hours=number))
        act.penerima.set([present[receiver].skp for receiver in receivers])
        butir = ButirPembagian.objects.bulk_create(
            [
                ButirPembagian(pembagian=act, urutan=urutan, uraian=handed, atasan=hander.by_code(kode))
                for urutan, (kode, handed, _) in enumerate(lines, start=1)
            ]
        )
        for receiver in receivers:
            _receive(present[receiver], list(zip(butir, [became for *_, became in lines], strict=True)))


def _receive(masa: Masa, handed: list[tuple[ButirPembagian, str]]) -> None:
    first = max(rhk.urutan for rhk in masa.rhk) + 1
    for urutan, (butir, became) in enumerate(handed, start=first):
        rhk = new_rhk(masa, urutan, became or butir.uraian, butir.atasan)
        rhk.butir = butir
        rhk.save()
        masa.rencana.append((Rencana(rhk.uraian, UKURAN_TIM[:1]), rhk))


def make_permintaan(kota: Kota, stretches: list[Masa]) -> None:
    present = _present(kota, stretches)
    _pin_remarks(kota, stretches)
    asked = [_salin(number, row, present, kota.kini) for number, row in enumerate(SALIN)]
    corrections = [_koreksi(number, row, present, kota) for number, row in enumerate(KOREKSI)]
    PermintaanSalin.objects.bulk_create(asked)
    PermintaanKoreksi.objects.bulk_create(corrections)
    told = [
        *_of_steps(kota),
        *_of_adendum(),
        *_of_copying(asked),
        *_of_corrections(corrections, kota),
        *_of_handing(),
        *_of_evaluations(kota),
        *_of_objections(),
        *_of_feedback(),
    ]
    Pemberitahuan.objects.bulk_create([_read_or_not(row, kota.kini) for row in told], batch_size=1000)


def _present(kota: Kota, stretches: list[Masa]) -> dict[str, Masa]:
    """Everybody's SKP of this year by his key; last year's for who has none yet."""
    return {masa.orang.nip: masa for masa in stretches if masa.skp.tahun <= kota.kini.tahun}


def _pin_remarks(kota: Kota, stretches: list[Masa]) -> None:
    """On an RHK and on an indikator of each SKP that was returned."""
    by_pk = {masa.skp.pk: masa for masa in stretches}
    steps = Riwayat.objects.filter(
        aksi=Action.KEMBALIKAN, skp__status=Status.DIKEMBALIKAN, skp__tahun=kota.kini.tahun
    ).order_by("skp__pegawai__nip")
    for step in steps:
        rhk = by_pk[step.skp_id].rhk
        chance = acak("catatan", by_pk[step.skp_id].pegawai.nip)
        indikator = Indikator.objects.filter(rhk=rhk[0]).first()
        CatatanBaris.objects.bulk_create(
            [
                CatatanBaris(riwayat=step, rhk=rhk[1], kutipan=rhk[1].uraian, uraian=chance.choice(CATATAN_RHK)),
                CatatanBaris(
                    riwayat=step,
                    indikator=indikator,
                    kutipan=indikator.uraian,
                    uraian=chance.choice(CATATAN_INDIKATOR),
                ),
            ]
        )


def _salin(
    number: int, row: tuple[str, str, StatusPermintaan], present: dict[str, Masa], kini: Kini
) -> PermintaanSalin:
    nip, peminta, status = row
    return PermintaanSalin(
        skp=present[nip].skp,
        peminta=present[peminta].pegawai,
        status=status,
        status_sejak=kini.saat - timedelta(days=1 + number, hours=3),
    )


def _koreksi(
    number: int, row: tuple[str, dict[str, str], str, StatusPermintaan, str], present: dict[str, Masa], kota: Kota
) -> PermintaanKoreksi:
    nip, wrong, keterangan, status, jawaban = row
    masa = present[nip]
    proposed: dict[str, Any] = {
        "penilai": lambda key: present[key].pegawai,
        "unit": lambda key: kota.unit[key],
        "jabatan": lambda key: kota.jabatan[masa.pegawai.instansi.kode, key],
    }
    return PermintaanKoreksi(
        skp=masa.skp,
        **{f"{name}_salah": True for name in wrong},
        **{f"{name}_usulan": proposed[name](key) for name, key in wrong.items()},
        keterangan=keterangan,
        status=status,
        status_sejak=kota.kini.saat - timedelta(days=1 + 3 * number, hours=2),
        diputuskan_oleh=kota.admin(masa.pegawai) if jawaban else None,
        jawaban=jawaban,
    )


def _of_steps(kota: Kota) -> Iterable[Pemberitahuan]:
    """Of the steps of the last five weeks, as the services tell them."""
    since = kota.kini.saat - timedelta(weeks=5)
    steps = Riwayat.objects.filter(pada__gte=since, aksi__in=Action.values).select_related(
        "oleh",
        *(f"{path}{name}" for path in ("skp__", "skp_bulanan__skp__") for name in ("pegawai", "penilai")),
    )
    for step in steps.order_by("pada", "pk"):
        dokumen: Skp | SkpBulanan = step.skp or step.skp_bulanan
        skp = step.skp or step.skp_bulanan.skp
        yours = f"{dokumen} Anda"
        texts = {
            Action.AJUKAN: f"{skp.pegawai} mengajukan {dokumen}; menunggu keputusan Anda.",
            Action.SETUJUI: f"{step.oleh} menyetujui {yours}.",
            Action.KEMBALIKAN: f"{yours} dikembalikan oleh {step.oleh}: baca alasannya, perbaiki, lalu ajukan lagi.",
            Action.BUKA_KEMBALI: f"{yours} dibuka kembali oleh {step.oleh}: ubah seperlunya, lalu ajukan lagi.",
        }
        receiver = skp.penilai if step.aksi == Action.AJUKAN else skp.pegawai
        if receiver is not None:
            yield _line(receiver, texts[Action(step.aksi)], dokumen.get_absolute_url(), step.pada)


def _of_adendum() -> Iterable[Pemberitahuan]:
    for row in Adendum.objects.exclude(status=Status.DRAFT).select_related("skp__pegawai", "skp__penilai"):
        skp, penilai = row.skp, row.skp.penilai
        texts = {
            Status.DIAJUKAN: f"{skp.pegawai} mengajukan {row}; menunggu keputusan Anda.",
            Status.DISETUJUI: f"{row} Anda disetujui oleh {penilai}; SKP sudah diperbarui.",
            Status.DIKEMBALIKAN: f"{row} Anda dikembalikan oleh {penilai}: baca alasannya, perbaiki, lalu ajukan lagi.",
        }
        receiver = penilai if row.status == Status.DIAJUKAN else skp.pegawai
        yield _line(receiver, texts[Status(row.status)], row.get_absolute_url(), row.status_sejak)


def _of_copying(asked: list[PermintaanSalin]) -> Iterable[Pemberitahuan]:
    words = {
        StatusPermintaan.DITERIMA: "mengizinkan Anda",
        StatusPermintaan.DITOLAK: "tidak mengizinkan Anda",
    }
    for row in asked:
        owner, tautan = row.skp.pegawai, f"{reverse('skp:salin_minta')}#permintaan-{row.pk}"
        if row.status == StatusPermintaan.DIAJUKAN:
            teks = f"{row.peminta} meminta izin menyalin RHK dari {row.skp} Anda."
            yield _line(owner, teks, tautan, row.status_sejak)
        elif row.status in words:
            teks = f"{owner} {words[StatusPermintaan(row.status)]} menyalin RHK dari {row.skp} miliknya."
            yield _line(row.peminta, teks, tautan, row.status_sejak)


def _of_corrections(corrections: list[PermintaanKoreksi], kota: Kota) -> Iterable[Pemberitahuan]:
    for row in corrections:
        if row.status == StatusPermintaan.DIAJUKAN:
            teks = f"{row.skp.pegawai} meminta koreksi data pada {row.skp}: {row.yang_salah}."
            yield _line(kota.admin(row.skp.pegawai), teks, row.get_absolute_url(), row.status_sejak)
        elif row.jawaban:
            teks = f"Permintaan koreksi Anda pada {row.skp} {row.get_status_display().lower()}."
            yield _line(row.skp.pegawai, teks, row.get_absolute_url(), row.status_sejak)


def _of_handing() -> Iterable[Pemberitahuan]:
    for act in Pembagian.objects.select_related("oleh").prefetch_related("penerima__pegawai", "butir"):
        number = len(act.butir.all())
        what = f"{number} RHK" if number > 1 else "RHK"
        for skp in act.penerima.all():
            yield _line(skp.pegawai, f"{act.oleh} membagikan {what} ke {skp} Anda.", skp.get_absolute_url(), act.pada)


def _of_evaluations(kota: Kota) -> Iterable[Pemberitahuan]:
    """Of the last five weeks: handed over to its owner, and accepted."""
    since = kota.kini.saat - timedelta(weeks=5)
    steps = RiwayatEvaluasi.objects.filter(
        pada__gte=since, aksi__in=(ActionEvaluasi.SERAHKAN, ActionEvaluasi.TERIMA)
    ).select_related("evaluasi__periode", "evaluasi__skp__pegawai", "evaluasi__dinilai_oleh")
    for step in steps:
        evaluasi, owner = step.evaluasi, step.evaluasi.skp.pegawai
        if step.aksi == ActionEvaluasi.SERAHKAN:
            until = format_day(evaluasi.batas_keberatan)
            told = f"Dokumen evaluasi {evaluasi.periode} diserahkan. Terima atau ajukan keberatan sampai {until}."
            yield _line(owner, told, evaluasi.get_absolute_url(), step.pada)
        else:
            told = f"{owner} menerima dokumen evaluasi {evaluasi.periode}."
            yield _line(evaluasi.dinilai_oleh, told, evaluasi.get_absolute_url(), step.pada)


def _of_objections() -> Iterable[Pemberitahuan]:
    """Of those that wait: the penilai and his superior, and the owner of what the penilai said."""
    for row in Keberatan.objects.filter(keputusan="").select_related(
        "evaluasi__periode", "evaluasi__skp__pegawai", "evaluasi__dinilai_oleh", "evaluasi__atasan_penilai"
    ):
        evaluasi, owner, url = row.evaluasi, row.evaluasi.skp.pegawai, row.get_absolute_url()
        told = f"{owner} keberatan atas evaluasi {evaluasi.periode}."
        until = format_day(row.batas_keputusan)
        yield _line(evaluasi.dinilai_oleh, f"{told} Berikan penjelasan Anda.", url, row.diajukan_pada)
        yield _line(evaluasi.atasan_penilai, f"{told} Putuskan sampai {until}.", url, row.diajukan_pada)
        if row.tanggapan_pada:
            said = f"{row.tanggapan_oleh} memberi penjelasan atas keberatan {owner}, {evaluasi.periode}."
            yield from (_line(each, said, url, row.tanggapan_pada) for each in (owner, evaluasi.atasan_penilai))


def _of_feedback() -> Iterable[Pemberitahuan]:
    """Whoever is still to write his."""
    for row in UndanganUmpanBalik.objects.filter(status=StatusUmpanBalik.MENUNGGU).select_related(
        "pemberi", "evaluasi__periode", "evaluasi__skp__pegawai"
    ):
        owner, periode = row.evaluasi.skp.pegawai, row.evaluasi.periode
        if row.asal == AsalUmpanBalik.DIMINTA:
            told = f"{owner} meminta umpan balik Anda atas perilaku kerjanya, {periode}."
        else:
            told = f"Anda ditugaskan memberi umpan balik atas perilaku kerja {owner}, {periode}."
        yield _line(row.pemberi, told, reverse("penilaian:rekan_isi", args=[row.pk]), row.pada)


def _line(penerima: Pegawai, teks: str, tautan: str, pada: datetime) -> Pemberitahuan:
    return Pemberitahuan(penerima=penerima, teks=teks, tautan=tautan, pada=pada)


def _read_or_not(row: Pemberitahuan, kini: Kini) -> Pemberitahuan:
    """What is older than a few days has been read, and some of the rest."""
    chance = acak("dibaca", row.penerima.nip, row.teks)
    if kini.saat - row.pada > timedelta(days=4) or chance.random() < 0.25:
        row.dibaca_pada = kini.paling_lambat(row.pada + timedelta(hours=chance.randrange(1, 9)))
    return row
