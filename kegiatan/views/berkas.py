from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from kegiatan.berkas import GAMBAR
from kegiatan.models import Bukti, JenisBukti
from kegiatan.services import files_follow_rows


class UploadMixin:
    """A view that stores files: its transaction stands inside, so that what is rolled back leaves no file behind."""

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Callable[..., HttpResponse]:
        return transaction.non_atomic_requests(super().as_view(**initkwargs))

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with files_follow_rows(), transaction.atomic():
            return super().dispatch(request, *args, **kwargs)


@require_safe
def bukti(request: HttpRequest, pk: int) -> FileResponse:
    """A file for those who may see it."""
    return hand_over(get_object_or_404(Bukti.objects.visible_to(request.user), pk=pk, jenis=JenisBukti.BERKAS))


def hand_over(found: Bukti) -> FileResponse:
    """The file of a bukti whose reader was checked. Only pictures that were written anew are shown; all else is handed
    over. Raises Http404 where the storage has lost it."""
    try:
        content = found.berkas.open("rb")
    except FileNotFoundError:
        raise Http404("Berkas bukti ini tidak ada di penyimpanan.") from None
    response = FileResponse(
        content, as_attachment=found.tipe not in GAMBAR, filename=found.nama, content_type=found.tipe
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response
