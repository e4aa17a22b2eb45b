from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.template.defaultfilters import filesizeformat
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.http import urlencode

from ekinerja.forms import (
    DesimalField,
    JamField,
    TanggalField,
    TeksField,
    TokenFormMixin,
    UraianField,
    VersionFormMixin,
    format_number,
)
from kegiatan.berkas import ACCEPT, Berkas, inspect
from kegiatan.isi import IsiBukti, IsiKegiatan
from kegiatan.models import Bukti, EselonPenandatangan, JenisKegiatan, TingkatKreativitas
from kegiatan.querysets import newest_bukti, targets_for, targets_offered
from kegiatan.tautan import check_link
from organisasi.models import Pegawai
from skp.models import TargetBulanan

MAX_BUKTI = 10
PILIH = ("", "-- Pilih --")


class YaTidakField(forms.TypedChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        choices = (("True", "YA"), ("False", "TIDAK"))
        super().__init__(choices=choices, coerce=lambda value: value == "True", widget=forms.RadioSelect, **kwargs)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(initial) != str(data)


class BerkasField(forms.FileField):
    """One uploaded file, opened as what its name says; cleans to a `Berkas`, or None."""

    widget = forms.FileInput(attrs={"accept": ACCEPT})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(allow_empty_file=True, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Berkas | None:
        upload = super().clean(data, initial)
        return inspect(upload) if upload else None


class ManyFilesInput(forms.FileInput):
    allow_multiple_selected = True


class BanyakBerkasField(BerkasField):
    """Several files at once; each that is not accepted is named."""

    widget = ManyFilesInput(attrs={"accept": ACCEPT, "multiple": True})

    def clean(self, data: Any, initial: Any = None) -> list[Berkas]:
        found, errors = [], []
        for upload in data or []:
            try:
                found.append(super().clean(upload, initial))
            except ValidationError as error:
                errors.append(error)
        if errors:
            raise ValidationError(errors)
        return found


class TautanField(UraianField):
    """Links, one on each line; cleans to a list."""

    def to_python(self, value: Any) -> list[str]:
        return list(
            dict.fromkeys(line.strip() for line in (super().to_python(value) or "").splitlines() if line.strip())
        )

    def run_validators(self, value: list[str]) -> None:
        """Each line is checked by itself, in `validate`."""

    def validate(self, value: list[str]) -> None:
        super().validate(value)
        errors = []
        for link in value:
            try:
                check_link(link)
            except ValidationError as error:
                errors.append(error)
        if errors:
            raise ValidationError(errors)


class OfferMixin(forms.ModelChoiceField):
    """Takes any row of its queryset, and shows those that `read` answers when it is shown."""

    def offer(self, read: Callable[[], Iterable[Model]]) -> None:
        nothing = [("", self.empty_label)] if self.empty_label is not None else []
        self.choices = lambda: [*nothing, *((row.pk, self.label_from_instance(row)) for row in read())]


class TargetField(OfferMixin):
    widget = forms.RadioSelect

    def label_from_instance(self, target: TargetBulanan) -> str:
        return f"{target.uraian} ({format_number(target.target_kuantitas)} {target.rhk.satuan})"


class BuktiLamaField(OfferMixin, forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple


class UploadForm(forms.Form):
    """A form with files. A browser sends a chosen file once: after an error it has to be chosen again."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["berkas"].help_text += f" Paling besar {filesizeformat(settings.BUKTI_MAX_BYTES)} tiap berkas."

    @property
    def files_lost(self) -> bool:
        return bool(self.files) and bool(self.errors)


class KegiatanForm(UploadForm):
    """The guide's form "Tambah Kegiatan Harian", its labels and its order."""

    columns = tuple(IsiKegiatan.__dataclass_fields__)
    tanggal = TanggalField(
        label="Tgl. Kegiatan Harian",
        widget=forms.DateInput(
            attrs={
                "type": "date",
                "hx-get": reverse_lazy("kegiatan:cari_target"),
                "hx-trigger": "change",
                "hx-target": "#pilih-target",
            },
            format="%Y-%m-%d",
        ),
    )
    mulai = JamField(label="Mulai")
    selesai = JamField(label="Selesai")
    uraian = UraianField(label="Kegiatan Harian", max_length=2000)
    kuantitas = DesimalField(label="Kuantitas", maximum=1_000_000)
    status_proses = YaTidakField(label="Status Proses")
    jenis = forms.ChoiceField(label="Jenis Kegiatan Harian", choices=JenisKegiatan, widget=forms.RadioSelect)
    target = TargetField(
        label="SKP Bulanan",
        queryset=TargetBulanan.objects.none(),
        required=False,
        blank=True,
        empty_label="Tidak ada (kegiatan Produktivitas)",
        error_messages={"invalid_choice": "Pilih target Anda sendiri dari bulan tanggal kegiatan."},
    )
    berkas = BanyakBerkasField(
        label="Upload File",
        required=False,
        help_text="PDF, JPG, PNG, DOCX, atau XLSX; boleh beberapa berkas sekaligus.",
    )
    tautan = TautanField(
        label="Tautan",
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 2, "placeholder": "https://…"}),
        help_text="Satu tautan pada tiap baris, misalnya dari Google Drive.",
    )
    bukti = BuktiLamaField(label="Bukti Anda yang sudah tersimpan", queryset=Bukti.objects.none(), required=False)

    def __init__(self, *args: Any, user: Pegawai, today: date, cari: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tanggal"].widget.attrs["max"] = today.isoformat()
        self.user, self.cari = user, cari
        self.hari = self._day_typed() or today
        target, bukti = self.fields["target"], self.fields["bukti"]
        target.queryset, bukti.queryset = targets_for(user, self.hari), Bukti.objects.of(user)
        target.offer(lambda: self.targets)
        bukti.offer(lambda: self.bukti_lama)

    @cached_property
    def targets(self) -> list[TargetBulanan]:
        """Those offered."""
        if self.cari:
            return list(targets_for(self.user, self.hari).filter(uraian__icontains=self.cari))
        return targets_offered(self.user, self.hari)

    @cached_property
    def bukti_lama(self) -> list[Bukti]:
        """The newest of his own, and what the activity shows already."""
        shown = {row.pk: row for row in (*newest_bukti(self.user.pk), *self.initial.get("bukti", ()))}
        return [shown[pk] for pk in sorted(shown, reverse=True)]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if self.errors:
            return data
        for field, message in self.isi().problems().items():
            self.add_error(field, message)
        if len(self.isi_bukti()) > MAX_BUKTI:
            self.add_error("berkas", f"Satu kegiatan paling banyak menunjukkan {MAX_BUKTI} bukti.")
        return data

    def isi(self) -> IsiKegiatan:
        return IsiKegiatan(**{name: self.cleaned_data[name] for name in self.columns})

    def isi_bukti(self) -> IsiBukti:
        data = self.cleaned_data
        return IsiBukti(berkas=data["berkas"], tautan=data["tautan"], lama=list(data["bukti"]))

    @property
    def alamat_cari(self) -> str:
        """Where the search box asks: it must know the day whose targets fit."""
        return f"{reverse('kegiatan:cari_target')}?{urlencode({'tanggal': self.hari.isoformat()})}"

    def _day_typed(self) -> date | None:
        try:
            return self.fields["tanggal"].to_python(self["tanggal"].value())
        except ValidationError:
            return None


class KegiatanTambahForm(KegiatanForm, TokenFormMixin):
    """Begins with the one target of that day, where there is one, and with what kind of work that makes it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound:
            return
        jenis = JenisKegiatan.SKP if self.targets else JenisKegiatan.PRODUKTIVITAS
        only_target = self.targets[0] if len(self.targets) == 1 else None
        self.initial = {"jenis": jenis, "target": only_target, **self.initial}


class KegiatanUbahForm(KegiatanForm, VersionFormMixin):
    pass


class UsulanForm(UploadForm):
    columns: tuple[str, ...]
    tahun = forms.TypedChoiceField(label="Tahun", coerce=int)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tahun"].choices = _years(today, self.initial.get("tahun"))

    def isi(self) -> dict[str, Any]:
        """The row's own fields; the paper, the token and the version go beside them."""
        return {name: self.cleaned_data[name] for name in self.columns}


class TugasTambahanForm(UsulanForm):
    """The guide's form "Tambah Tugas Tambahan", and what proves the decree."""

    columns = ("tahun", "uraian", "nomor_sk", "tanggal_sk", "eselon_penandatangan", "nama_penandatangan")
    uraian = UraianField(label="Tugas Tambahan", max_length=1000)
    nomor_sk = TeksField(label="No. SK", max_length=100)
    tanggal_sk = TanggalField(label="Tanggal SK")
    eselon_penandatangan = forms.ChoiceField(
        label="Penandatangan SK",
        choices=[PILIH, *EselonPenandatangan.choices],
        help_text="Minimal eselon II. SK yang ditandatangani pejabat di bawahnya bukan tugas tambahan.",
    )
    nama_penandatangan = TeksField(label="Nama dan jabatan penandatangan", max_length=200)
    berkas = BerkasField(label="Berkas SK", help_text="Pindaian SK: PDF, JPG, PNG, DOCX, atau XLSX.")


class KreativitasForm(UsulanForm):
    columns = ("tahun", "uraian", "tingkat", "nomor_surat", "tanggal_surat")
    uraian = UraianField(label="Kreativitas", max_length=1000, help_text="Hal baru yang Anda temukan atau buat.")
    tingkat = forms.ChoiceField(label="Bermanfaat bagi", choices=[PILIH, *TingkatKreativitas.choices])
    nomor_surat = TeksField(label="No. surat keterangan", max_length=100)
    tanggal_surat = TanggalField(label="Tanggal surat")
    berkas = BerkasField(label="Berkas surat keterangan", help_text="Pindaian: PDF, JPG, PNG, DOCX, atau XLSX.")


class TugasTambahanTambahForm(TugasTambahanForm, TokenFormMixin):
    pass


class KreativitasTambahForm(KreativitasForm, TokenFormMixin):
    pass


class UsulanUbahMixin(VersionFormMixin):
    """The paper that is there stays, unless another is chosen."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["berkas"].required = False
        self.fields["berkas"].help_text += " Kosongkan bila berkasnya tetap."


class TugasTambahanUbahForm(UsulanUbahMixin, TugasTambahanForm):
    pass


class KreativitasUbahForm(UsulanUbahMixin, KreativitasForm):
    pass


def _years(today: date, stored: int | None) -> list[tuple[int, str]]:
    """This year and the last, whose appraisal ends in January; and the year a stored row has."""
    years = {today.year, today.year - 1} | ({stored} if stored else set())
    return [(year, str(year)) for year in sorted(years, reverse=True)]
