from django.utils.crypto import get_random_string

from organisasi.auth import forget_failures
from organisasi.models import Pegawai
from organisasi.rules import may_issue_password

# Without the letters and digits that look like each other: the password is read from one screen and typed on another.
_READABLE = "abcdefghjkmnpqrstuvwxyz23456789"


def issue_password(*, pegawai: Pegawai, by: Pegawai) -> str:
    """Gives a person a random password for one sign-in and returns it: it is stored nowhere and cannot be shown again.

    Ends the person's sessions and the rest after wrong tries. Raises NotAllowed.
    """
    may_issue_password(by, pegawai).require()
    password = "-".join(get_random_string(4, _READABLE) for _ in range(4))
    _set_password(pegawai, password, temporary=True)
    return password


def change_password(*, pegawai: Pegawai, password: str) -> None:
    """A password of the person's own choice, already validated. All his other sessions end."""
    _set_password(pegawai, password, temporary=False)


def _set_password(pegawai: Pegawai, password: str, *, temporary: bool) -> None:
    pegawai.set_password(password)
    pegawai.harus_ganti_sandi = temporary
    pegawai.save(update_fields=["password", "harus_ganti_sandi"])
    forget_failures(pegawai.nip)
