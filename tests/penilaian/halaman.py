"""Every address a person can try, for tests of what no page may tell."""

from collections.abc import Iterator

from django.contrib import admin
from django.urls import NoReverseMatch, reverse

from tests.access.policy import POLICY


def of_policy(world) -> Iterator[str]:
    for row in POLICY:
        if row.get and not row.public:
            yield reverse(row.route, kwargs=row.kwargs(world)) + row.query


def of_evaluasi(skp, periode) -> Iterator[str]:
    """Every address that is about an SKP, or an SKP in a period, whatever it is called."""
    for row in (row for row in POLICY if row.get):
        for kwargs in ({"skp": skp.pk, "periode": periode.pk}, {"skp": skp.pk}, {"pk": skp.pk}):
            try:
                yield reverse(row.route, kwargs=kwargs)
            except NoReverseMatch:
                continue


def of_admin(people) -> Iterator[str]:
    yield reverse("admin:index")
    for model in admin.site._registry:
        yield reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    for person in people:
        yield reverse("admin:organisasi_pegawai_change", args=[person.pk])
        yield reverse("admin:organisasi_pegawai_delete", args=[person.pk])
        yield reverse("admin:organisasi_pegawai_history", args=[person.pk])


def text_of(response) -> str:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body.decode(errors="replace")
