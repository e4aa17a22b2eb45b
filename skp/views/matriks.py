from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import FormView

from ekinerja.excel import workbook_response
from ekinerja.middleware import back_to
from ekinerja.pdf import paper_response
from ekinerja.rules import Verdict
from ekinerja.views import ServiceFormMixin
from organisasi.models import BentukEkspor, Pegawai
from organisasi.scoping import acting_for, local_today
from organisasi.services.audit import log_export
from skp import lembar_matriks, matriks, pohon
from skp.forms.matriks import CariPegawaiForm, PilihSkpForm
from skp.models import PesertaMatriks, RencanaHasilKerja, Skp, TimKerja
from skp.models.matriks import matrix_url
from skp.pihak import dinilai
from skp.rules.matriks import may_arrange, may_open, removable
from skp.services import matriks as services
from skp.workflow import Status

NAMED_WITHOUT_SKP = 5
COLUMNS_PER_SHEET = 8


@require_safe
def daftar(request: HttpRequest) -> HttpResponse:
    """Matriks Pembagian Peran Hasil: of every SKP of a year, the own matrix first, then those of the teams led."""
    user = request.user
    this_year = local_today(user).year
    tahun = _year(request.GET.get("tahun", ""), this_year)
    heads = Skp.objects.heading(user).filter(pegawai__in=acting_for(user))
    shown = list(heads.filter(tahun=tahun).select_related("pegawai", "jabatan", "unit").order_by("periode_mulai", "pk"))
    context = {
        "tahun": tahun,
        "pilihan_tahun": sorted({*heads.values_list("tahun", flat=True), this_year, tahun}, reverse=True),
        "rows": matriks.summaries(user, [skp for skp in shown if may_open(skp, memimpin=skp.memimpin)]),
        "punya_skp": bool(shown),
    }
    return render(request, "skp/matriks_list.html", context)


@require_safe
def halaman(request: HttpRequest, pk: int, tim: int | None = None) -> HttpResponse:
    kepala, team = find(request, pk, tim)
    cari = request.GET.get("cari", "")[:100]
    dua_tingkat = request.GET.get("tingkat") == "2"
    whole = matriks.build(kepala, user=request.user, tim=team, dua_tingkat=dua_tingkat)
    shown = whole.search(cari) if cari.strip() else whole
    arrange = may_arrange(request.user, kepala)
    context = {
        **_frame(kepala, team),
        "matriks": shown,
        "rows": [Tampilan(baris, arrange) for baris in shown.baris],
        "jumlah_pegawai": len(whole.baris),
        "jumlah_terisi": whole.jumlah_terisi,
        "cari": cari,
        "arrange": arrange,
    }
    return render(request, "skp/matriks.html", context)


@dataclass(frozen=True)
class Tampilan:
    """A row and what the reader may do with it."""

    baris: matriks.Baris
    arrange: Verdict

    @property
    def keluarkan(self) -> Verdict:
        return self.arrange and removable(terisi=self.baris.terisi)

    @property
    def dapat_diisi(self) -> bool:
        """Whether RHK can be handed into it: only into an SKP that its owner can still change."""
        return bool(self.arrange) and self.baris.skp.editable


@require_POST
def sinkron(request: HttpRequest, pk: int, tim: int | None = None) -> HttpResponse:
    kepala, team = find(request, pk, tim)
    outcome = services.sync(kepala=kepala, tim=team, by=request.user)
    added = f"{outcome.ditambahkan} SKP ditambahkan ke matriks." if outcome.ditambahkan else "Tidak ada SKP baru."
    messages.success(request, f"Sinkronisasi selesai. {added}")
    if outcome.belum_punya:
        messages.warning(request, _without_skp(outcome.belum_punya))
    return redirect(matrix_url(kepala.pk, tim))


class MatriksTambah(ServiceFormMixin, FormView):
    """Tambah Pegawai: NIP, Cari Pegawai, one of his SKP, OK."""

    form_class = PilihSkpForm
    template_name = "skp/matriks_tambah.html"
    success_message = "Pegawai ditambahkan ke matriks."

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.kepala, self.tim = find(request, kwargs["pk"], kwargs.get("tim"))
        may_arrange(request.user, self.kepala).require()
        sent = request.POST if request.method == "POST" else request.GET
        self.search = CariPegawaiForm(sent if "nip" in sent else None)
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        nip = self.search.cleaned_data["nip"] if self.search.is_valid() else ""
        return {**super().get_form_kwargs(), "kepala": self.kepala, "nip": nip}

    def perform(self, form: PilihSkpForm) -> PesertaMatriks:
        values = form.cleaned_data
        return services.add_participant(
            kepala=self.kepala, tim=self.tim, skp=values["skp"], by=self.request.user, token=values["token"]
        )

    def get_success_url(self) -> str:
        return self.object.get_absolute_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        found = list(context["form"].found.values())
        return {
            **context,
            **_frame(self.kepala, self.tim),
            "search": self.search,
            "searched": self.search.is_bound and self.search.is_valid(),
            "pegawai": found[0].pegawai if found else None,
            "skp_pegawai": found[0] if found else None,
        }


@require_POST
def keluarkan(request: HttpRequest, pk: int) -> HttpResponse:
    peserta = find_row(request, pk)
    services.remove_participant(peserta=peserta, by=request.user)
    messages.success(request, f"{peserta.skp.pegawai} dikeluarkan dari matriks.")
    return redirect(back_to(request, peserta.get_absolute_url()))


@require_POST
def peran(request: HttpRequest, pk: int, rhk: int, peran: str) -> HttpResponse:
    peserta = find_row(request, pk)
    column = get_object_or_404(RencanaHasilKerja.objects.filter(skp=peserta.kepala_id), pk=rhk)
    services.set_no_role(peserta=peserta, rhk=column, by=request.user, no_role=peran == "tidak")
    return redirect(back_to(request, peserta.get_absolute_url()))


@require_safe
def ekspor(request: HttpRequest, pk: int, tim: int | None = None) -> HttpResponse:
    kepala, team = find(request, pk, tim)
    shown = matriks.build(kepala, user=request.user, tim=team, dua_tingkat=request.GET.get("tingkat") == "2")
    log_export(
        by=request.user, judul=f"Matriks peran hasil {kepala.pegawai} {kepala.tahun}", bentuk=BentukEkspor.EXCEL,
        baris=len(shown.baris), instansi=kepala.instansi, at=request.arrived_at, alamat=request.get_full_path(),
    )  # fmt: skip
    return workbook_response(lembar_matriks.workbook(shown), filename=f"{_file_name(kepala, team)}.xlsx")


@require_safe
def cetak(request: HttpRequest, pk: int, tim: int | None = None) -> HttpResponse:
    """A3 landscape; before the head's SKP is approved marked as a draft."""
    kepala, team = find(request, pk, tim)
    shown = matriks.build(kepala, user=request.user, tim=team, dua_tingkat=request.GET.get("tingkat") == "2")
    approved = kepala.status == Status.DISETUJUI
    context = {
        **_frame(kepala, team),
        "matriks": shown,
        "lembar": matriks.sheets(shown, widest=COLUMNS_PER_SHEET),
        "konsep": "" if approved else f"SKP kepala {kepala.get_status_display().lower()}, belum disetujui.",
    }
    name = f"{_file_name(kepala, team)}.pdf"
    return paper_response(request, "cetak/matriks.html", context, instansi=kepala.instansi, filename=name)


@require_safe
def pohon_kinerja(request: HttpRequest, pk: int) -> HttpResponse:
    kepala = get_object_or_404(Skp.objects.heading(request.user).for_detail(), pk=pk)
    whole = pohon.grow(kepala, user=request.user)
    hanya_belum = request.GET.get("belum") == "1"
    context = {
        "skp": kepala,
        "whole": whole,
        "pohon": whole.unsupported() if hanya_belum else whole,
        "hanya_belum": hanya_belum,
        "terbuka": hanya_belum,
        "bisa_dibuka": Skp.objects.visible_to(request.user).filter(pk=pk).exists(),
    }
    return render(request, "skp/pohon.html", context)


def find(request: HttpRequest, pk: int, tim: int | None) -> tuple[Skp, TimKerja | None]:
    """The matrix of an address: 404 where its head's SKP may not be read, 403 where that person leads nobody."""
    kepala = get_object_or_404(Skp.objects.heading(request.user).for_detail(), pk=pk)
    team = get_object_or_404(TimKerja.objects.with_matrix_of(kepala), pk=tim) if tim is not None else None
    may_open(kepala, memimpin=kepala.memimpin).require()
    return kepala, team


def find_row(request: HttpRequest, pk: int) -> PesertaMatriks:
    rows = PesertaMatriks.objects.visible_to(request.user).select_related("kepala", "skp__pegawai")
    return get_object_or_404(rows, pk=pk)


def _frame(kepala: Skp, tim: TimKerja | None) -> dict[str, Any]:
    """What every page of a matrix shows: whose it is, and the addresses of its acts."""
    at = [kepala.pk, *([tim.pk] if tim else [])]
    return {
        "kepala": kepala,
        "tim": tim,
        "pihak": dinilai(kepala),
        "matriks_url": matrix_url(kepala.pk, tim and tim.pk),
        "acts": {act: reverse(f"skp:matriks_{act}", args=at) for act in ("sinkron", "tambah", "ekspor", "cetak")},
    }


def _file_name(kepala: Skp, tim: TimKerja | None) -> str:
    return f"Matriks-Peran-Hasil-{kepala.tahun}-{kepala.pegawai.nip}{f'-tim-{tim.pk}' if tim else ''}"


def _without_skp(people: list[Pegawai]) -> str:
    named = ", ".join(str(person) for person in people[:NAMED_WITHOUT_SKP])
    others = len(people) - NAMED_WITHOUT_SKP
    rest = f" dan {others} orang lain" if others > 0 else ""
    return f"{len(people)} orang belum mempunyai SKP pada periode ini: {named}{rest}."


def _year(text: str, default: int) -> int:
    return int(text) if len(text) == 4 and text.isascii() and text.isdigit() else default
