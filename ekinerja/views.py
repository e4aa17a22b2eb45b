import sys
from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, InterfaceError, OperationalError, connection, transaction
from django.db.models import Model, QuerySet
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from ekinerja.errors import Conflict, Refused
from ekinerja.forms import add_refusal
from ekinerja.rules import Verdict

Row = TypeVar("Row", bound=Model)


@login_not_required
@require_safe
@transaction.non_atomic_requests
def health(request: HttpRequest) -> JsonResponse:
    """For load balancers and `make run`: 200 while the database answers, 503 while it does not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"status": "gangguan", "basis_data": "tidak terjangkau"}, status=503)
    return JsonResponse({"status": "sehat", "basis_data": "terjangkau"})


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 where the database is missing, which passes. Without the request, whose context needs a session."""
    passing = isinstance(sys.exc_info()[1], InterfaceError | OperationalError)
    return HttpResponse(render_to_string("503.html" if passing else "500.html"), status=503 if passing else 500)


def read_or_404(visible: QuerySet[Row], read: Callable[[int], list[Row]], pk: int) -> Row:
    """The row `read` answers, if it is one of those `visible`. Two queries.

    Scope and joins in one query are written and planned anew for each request; `read` is a prepared one.
    """
    rows = read(pk) if visible.filter(pk=pk).exists() else []
    if not rows:
        raise Http404
    return rows[0]


def require_form(request: HttpRequest, verdict: Verdict) -> None:
    """Opening a form asks the whole rule; sending one the right only: a refusal there keeps what was typed."""
    if request.method == "POST":
        verdict.require_right()
    else:
        verdict.require()


class ServiceFormMixin:
    """A form whose valid data goes to one service call, `perform`. What the service refuses is shown on the form."""

    success_message = ""

    def perform(self, form: BaseForm) -> Any:
        raise NotImplementedError

    def form_valid(self, form: BaseForm) -> HttpResponse:
        try:
            # A savepoint: a refusal after the first write must leave nothing behind, while the page still answers.
            with transaction.atomic():
                self.object = self.perform(form)
        except Refused as refusal:
            add_refusal(form, refusal)
            return self.render_to_response(self.get_context_data(form=form), status=refusal.status)
        if self.success_message:
            messages.success(self.request, self.success_message)
        return redirect(self.get_success_url())


class EditFormMixin(ServiceFormMixin):
    """A form that changes the stored `row`, or fills it where it is None: there is none yet.

    Saved over a newer version it comes back with both values (409).
    """

    row: Any = None

    def change(self, form: BaseForm) -> Any:
        """The service call."""
        raise NotImplementedError

    def read_again(self) -> Any:
        """The row as it is now; None when it has gone."""
        return type(self.row)._default_manager.filter(pk=self.row.pk).first()

    def get_initial(self) -> dict[str, Any]:
        return {**self.form_class.stored(self.row), "versi": self.row.versi} if self.row else {"versi": 0}

    def perform(self, form: BaseForm) -> Any:
        try:
            return self.change(form)
        except Conflict as conflict:
            now = None if conflict.field else self.read_again()
            if now is not None:
                self.row = now
                form.show_conflict(form.stored(now), now.versi)
            raise


class PagedListMixin:
    """Entries per page, and a page number out of an address bar: nonsense shows the nearest page, never a 500."""

    PAGE_SIZES = (10, 25, 50, 100)
    usual_size = PAGE_SIZES[0]

    def get_paginate_by(self, queryset: Any) -> int:
        wanted = self.request.GET.get("entri", "")
        return int(wanted) if wanted in map(str, self.PAGE_SIZES) else self.usual_size

    def paginate_queryset(self, queryset: Any, page_size: int) -> tuple[Any, Any, Any, bool]:
        paginator = self.get_paginator(queryset, page_size)
        page = paginator.get_page(self.request.GET.get("page"))
        return paginator, page, page.object_list, page.has_other_pages()
