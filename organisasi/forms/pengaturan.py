from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.validators import RegexValidator

from ekinerja.forms import AngkaField, TanggalField, TeksField, TokenFormMixin, UraianField, VersionFormMixin
from organisasi.forms.audit import ChosenUnitField
from organisasi.forms.pilih import OrangField
from organisasi.lambang import ACCEPT, read_lambang
from organisasi.models import Dispensasi, Instansi, Langkah, Pegawai, UnitKerja
from organisasi.models.deadline import LANGKAH_PERIODE
from organisasi.models.instansi import ZonaWaktu
from organisasi.querysets.pengaturan import Batas

SETIAP_UNIT = "unit"
SATU_PEGAWAI = "pegawai"


class UmumForm(VersionFormMixin):
    columns = ("nama", "kode", "zona_waktu", "kota", "alamat", "pengukuran_bulanan", "evaluasi_periodik")
    nama = TeksField(label="Nama instansi", max_length=200, help_text="Tercetak pada setiap dokumen.")
    kode = forms.SlugField(label="Kode", max_length=40, help_text="Dipakai pada berkas impor dan ekspor.")
    zona_waktu = forms.ChoiceField(
        label="Zona waktu",
        choices=ZonaWaktu.choices,
        help_text="Setiap batas waktu berakhir pada tengah malam di zona ini.",
    )
    kota = TeksField(label="Kota", max_length=100, help_text="Tempat pada tanda tangan dokumen cetak.")
    alamat = TeksField(label="Alamat", max_length=300, required=False, help_text="Tercetak pada kop surat.")
    pengukuran_bulanan = forms.BooleanField(
        label="Pengukuran bulanan",
        required=False,
        help_text="Target terukur, SKP Bulanan, kegiatan harian, tugas tambahan, dan penilaian bulanan.",
    )
    evaluasi_periodik = forms.BooleanField(
        label="Evaluasi periodik",
        required=False,
        help_text="RHK dengan indikator, matriks peran hasil, tim kerja, dan evaluasi per periode.",
    )

    def __init__(self, *args: Any, ubah_kode: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not ubah_kode:
            del self.fields["kode"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not (cleaned.get("pengukuran_bulanan") or cleaned.get("evaluasi_periodik")):
            self.add_error("pengukuran_bulanan", "Pilih sedikitnya satu: pengukuran bulanan atau evaluasi periodik.")
        return cleaned

    @classmethod
    def stored(cls, row: Any) -> dict[str, Any]:
        """Without the code, where it is not this person's to change."""
        return {name: getattr(row, name) for name in cls.columns if hasattr(row, name)}

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.columns if name in self.fields}


class KopForm(VersionFormMixin):
    columns = ("nama_kop", "telepon", "surel", "situs")
    nama_kop = TeksField(
        label="Baris pertama", max_length=200, required=False, help_text="Misalnya PEMERINTAH KOTA SUKAMAJU."
    )
    telepon = TeksField(
        label="Telepon",
        max_length=60,
        required=False,
        validators=[RegexValidator(r"^[0-9+()\-/., ext]*$", "Tuliskan nomor telepon saja.")],
    )
    surel = forms.EmailField(label="Surel", max_length=254, required=False)
    situs = TeksField(
        label="Laman",
        max_length=100,
        required=False,
        help_text="Misalnya www.sukamaju.go.id.",
        validators=[RegexValidator(r"^[A-Za-z0-9./:_-]*$", "Tuliskan alamat laman tanpa spasi.")],
    )
    lambang = forms.FileField(
        label="Lambang",
        required=False,
        allow_empty_file=True,
        max_length=255,
        help_text="PNG atau JPG, paling besar 2 MB. Disimpan ulang tanpa keterangan yang ditulis kamera.",
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )
    hapus_lambang = forms.BooleanField(label="Hapus lambang yang sekarang", required=False)

    def __init__(self, *args: Any, berlambang: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not berlambang:
            del self.fields["hapus_lambang"]

    def clean_lambang(self) -> bytes | None:
        upload = self.cleaned_data["lambang"]
        return read_lambang(upload) if upload else None

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.columns}


class BatasForm(VersionFormMixin):
    """A number for each step, the guide's where it is left empty."""

    def __init__(self, *args: Any, batas: Iterable[Batas], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.batas = list(batas)
        for row in self.batas:
            self.fields[row.langkah.value] = AngkaField(
                label=row.langkah.label, minimum=1, maximum=31, required=False, help_text=f"Pedoman: {row.baku}"
            )
        self.columns = tuple(row.langkah.value for row in self.batas)

    @classmethod
    def stored(cls, row: Mapping[str, int | None]) -> dict[str, Any]:
        return dict(row)

    def baris(self) -> list[tuple[Batas, forms.BoundField]]:
        return [(row, self[row.langkah.value]) for row in self.batas]

    def values(self) -> dict[str, int | None]:
        return {name: self.cleaned_data[name] for name in self.columns}


class DispensasiForm(TokenFormMixin):
    langkah = forms.ChoiceField(label="Langkah", choices=Langkah.choices)
    untuk = forms.ChoiceField(
        label="Untuk",
        choices=[(SATU_PEGAWAI, "Seorang pegawai"), (SETIAP_UNIT, "Semua pegawai satu unit dan unit di bawahnya")],
        widget=forms.RadioSelect,
        initial=SATU_PEGAWAI,
    )
    pegawai = OrangField(label="Pegawai", required=False)
    unit = ChosenUnitField(label="Unit kerja", required=False)
    untuk_mulai = TanggalField(
        label="Untuk pekerjaan mulai", help_text="Tanggal kegiatan, atau tanggal dalam bulannya."
    )
    untuk_selesai = TanggalField(label="Sampai")
    dibuka_sampai = TanggalField(label="Dibuka sampai", help_text="Sampai akhir hari itu, waktu setempat.")
    alasan = UraianField(label="Alasan", max_length=1000)

    def __init__(self, *args: Any, instansi: Instansi, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pegawai"].queryset = people.for_header()
        self.fields["unit"].queryset = UnitKerja.objects.filter(instansi=instansi, aktif=True)
        self.fields["pegawai"].instansi = self.fields["unit"].instansi = instansi.pk
        if not instansi.evaluasi_periodik:
            of_periods = {each.value for each in LANGKAH_PERIODE}
            self.fields["langkah"].choices = [one for one in Langkah.choices if one[0] not in of_periods]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        name = cleaned.get("untuk")
        if name and not cleaned.get(name) and name not in self.errors:
            self.add_error(name, "Cari lalu pilih pegawainya." if name == SATU_PEGAWAI else "Cari lalu pilih unitnya.")
        return cleaned

    def values(self) -> dict[str, Any]:
        data, one = self.cleaned_data, self.cleaned_data["untuk"] == SATU_PEGAWAI
        pegawai: Pegawai | None = data["pegawai"] if one else None
        return {
            "langkah": data["langkah"],
            "pegawai": pegawai,
            "unit": None if one else data["unit"],
            **{name: data[name] for name in ("untuk_mulai", "untuk_selesai", "dibuka_sampai", "alasan")},
        }


class UbahDispensasiForm(VersionFormMixin):
    columns = ("dibuka_sampai", "alasan")
    dibuka_sampai = TanggalField(
        label="Dibuka sampai", help_text="Sesudahnya memperpanjang; kemarin menutupnya sekarang juga."
    )
    alasan = UraianField(label="Alasan", max_length=1000)

    @classmethod
    def stored(cls, row: Dispensasi) -> dict[str, Any]:
        return {name: getattr(row, name) for name in cls.columns}
