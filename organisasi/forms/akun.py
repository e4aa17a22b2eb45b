from threading import Thread
from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm, PasswordResetForm, SetPasswordForm
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.html import format_html

from organisasi.models import Pegawai
from organisasi.nip import normalize_nip
from organisasi.services import orang as services

# Hashing is slow by design: a megabyte of "password" must be refused before it is hashed.
LONGEST_PASSWORD = 128
# 18 digits, and room for the separators people copy with them.
LONGEST_TYPED_NIP = 40
SECONDS_BETWEEN_RESET_MAILS = 600
# What AUTH_PASSWORD_VALIDATORS ask, in plain words.
RULES = format_html(
    "<ul><li>{}</li><li>{}</li><li>{}</li></ul>",
    "Paling sedikit 12 karakter; kalimat dengan spasi boleh dan mudah diingat.",
    "Tidak mirip NIP, nama, atau surel Anda.",
    "Bukan sandi yang umum dipakai orang, dan bukan angka saja.",
)


class MasukForm(AuthenticationForm):
    """Sign-in. One message for every wrong pair: which accounts exist is nobody's business."""

    error_messages = {
        "invalid_login": "NIP atau sandi salah. Periksa kembali keduanya.",
        "inactive": "NIP atau sandi salah. Periksa kembali keduanya.",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nip, password = self.fields["username"], self.fields["password"]
        nip.label, nip.max_length = "NIP", LONGEST_TYPED_NIP
        nip.widget.attrs |= {"maxlength": LONGEST_TYPED_NIP, "inputmode": "numeric"}
        password.label = "Sandi"
        _limit_length(password)

    def clean_username(self) -> str:
        return normalize_nip(self.cleaned_data["username"])


class _NewPasswordMixin:
    """The new password twice, with the rules it must satisfy, stored by the service."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].label = "Sandi baru"
        self.fields["new_password1"].help_text = RULES
        self.fields["new_password2"].label = "Sandi baru sekali lagi"
        self.fields["new_password2"].help_text = ""
        for field in self.fields.values():
            _limit_length(field)

    def save(self, commit: bool = True) -> Pegawai:
        services.change_password(pegawai=self.user, password=self.cleaned_data["new_password1"])
        return self.user


class GantiSandiForm(_NewPasswordMixin, PasswordChangeForm):
    """Wrong guesses of the present password count as wrong sign-ins: a session found open is no place to guess at."""

    error_messages = {
        **PasswordChangeForm.error_messages,
        "password_incorrect": "Sandi sekarang salah.",
        "password_unchanged": "Sandi baru harus lain dari sandi sekarang.",
    }

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.fields["old_password"].label = "Sandi sekarang"

    def clean_old_password(self) -> str:
        password = self.cleaned_data["old_password"]
        if authenticate(self.request, username=self.user.nip, password=password) is None:
            raise ValidationError(self.error_messages["password_incorrect"], code="password_incorrect")
        return password

    def clean_new_password1(self) -> str:
        password = self.cleaned_data["new_password1"]
        if self.user.check_password(password):
            raise ValidationError(self.error_messages["password_unchanged"], code="password_unchanged")
        return password


class SandiBaruForm(_NewPasswordMixin, SetPasswordForm):
    """The end of a reset by e-mail."""


class LupaSandiForm(PasswordResetForm):
    """Asks for a reset mail. The page answers the same, and as fast, whether the address belongs to somebody or not."""

    email = forms.EmailField(
        label="Surel", max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email", "autofocus": True})
    )

    def send_mail(self, *args: Any, **kwargs: Any) -> None:
        pegawai = args[2]["user"]
        if cache.add(f"lupa-sandi:{pegawai.pk}", True, SECONDS_BETWEEN_RESET_MAILS):
            # A mail server's answer takes longer than none: waiting for it would tell which addresses are known.
            Thread(target=super().send_mail, args=args, kwargs=kwargs).start()


def _limit_length(field: forms.Field) -> None:
    field.max_length = LONGEST_PASSWORD
    field.widget.attrs["maxlength"] = LONGEST_PASSWORD
    field.validators.append(_refuse_too_long)


def _refuse_too_long(value: str) -> None:
    if len(value) > LONGEST_PASSWORD:
        raise ValidationError(f"Sandi paling panjang {LONGEST_PASSWORD} karakter.", code="max_length")
