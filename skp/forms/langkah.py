import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from ekinerja.forms import UraianField, clean_text, read_number
from skp.indikator import indikator_lines
from skp.models import Indikator, RencanaHasilKerja
from skp.workflow import Action

_REMARK = re.compile(r"catatan-(?:rhk|indikator)-[0-9]{1,19}", re.ASCII)


class AksiForm(forms.Form):
    """What comes with a step: the version before one's eyes, and the reason where one is needed."""

    versi = forms.IntegerField(required=False, widget=forms.HiddenInput)
    alasan = UraianField(label="Alasan", max_length=1000, required=False)


class TinjauForm(forms.Form):
    """The decision on an SKP: the reason, and a remark for each RHK and indikator that needs one."""

    versi = forms.IntegerField(
        widget=forms.HiddenInput,
        error_messages={"required": "Formulir ini tidak lengkap. Muat ulang halaman lalu kirim lagi."},
    )
    aksi = forms.TypedChoiceField(
        choices=[(action.value, action.label) for action in (Action.SETUJUI, Action.KEMBALIKAN)],
        coerce=Action,
        error_messages={"required": "Pilih Setujui atau Kembalikan."},
    )
    alasan = UraianField(
        label="Alasan dikembalikan",
        max_length=1000,
        required=False,
        help_text="Wajib diisi bila SKP dikembalikan; pegawai membacanya.",
    )

    def __init__(self, *args: Any, rhk: Sequence[RencanaHasilKerja], **kwargs: Any) -> None:
        """`rhk` with skp, satuan and indikator loaded."""
        super().__init__(*args, **kwargs)
        self.rows: dict[str, RencanaHasilKerja | Indikator] = {}
        for number, row in enumerate(rhk, start=1):
            self._offer(row, f"Catatan untuk RHK nomor {number}")
            for place, indikator in enumerate(row.indikator.all(), start=1):
                self._offer(indikator, f"Catatan untuk indikator {place} dari RHK nomor {number}")

    def _offer(self, row: RencanaHasilKerja | Indikator, label: str) -> None:
        self.rows[name := _name(row)] = row
        widget = forms.Textarea(attrs={"rows": 2, "class": "form-control form-control-sm", "aria-label": label})
        self.fields[name] = UraianField(label=label, max_length=1000, required=False, widget=widget)

    def places(self) -> list[dict[str, Any]]:
        """The RHK in their order, each with its field, its lines, and the field of each line that is a row."""
        return [
            {
                "row": row,
                "field": self[name],
                "lines": [
                    {"line": line, "field": self[_name(line.indikator)] if line.indikator else None}
                    for line in indikator_lines(row)
                ],
            }
            for name, row in self.rows.items()
            if isinstance(row, RencanaHasilKerja)
        ]

    def remarks(self) -> dict[RencanaHasilKerja | Indikator, str]:
        """What was written, by row."""
        return {row: text for name, row in self.rows.items() if (text := self.cleaned_data[name])}

    def adrift(self) -> list[str]:
        """Remarks typed for rows that have gone since the page was opened: shown again, never lost."""
        names = [name for name in self.data if _REMARK.fullmatch(name) and name not in self.fields]
        return [text for name in names if (text := clean_text(self.data[name], multiline=True))]

    def show_version(self, versi: int) -> None:
        """After a Conflict: deciding once more is then deliberate."""
        data: Any = self.data.copy()
        data["versi"] = str(versi)
        self.data = data


class PilihanForm(forms.Form):
    """The tick list of the queue: ids with the version that was shown, as "12:3"."""

    pilih = forms.TypedMultipleChoiceField(error_messages={"required": "Centang dahulu yang akan disetujui."})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pilih"].valid_value = lambda value: _pair(value) is not None

    def versions(self) -> Mapping[int, int]:
        """Id to version, in the order of the list."""
        return dict(pair for value in self.cleaned_data["pilih"] if (pair := _pair(value)))


def _name(row: RencanaHasilKerja | Indikator) -> str:
    return f"catatan-{'rhk' if isinstance(row, RencanaHasilKerja) else 'indikator'}-{row.pk}"


def _pair(value: str) -> tuple[int, int] | None:
    left, _colon, right = value.partition(":")
    pk, versi = read_number(left), read_number(right)
    return None if pk is None or versi is None else (pk, versi)
