import pytest
from django.urls import reverse

from dashboard.views.panduan import BAB


def test_the_index_lists_every_chapter(as_user, staf):
    page = as_user(staf).get(reverse("panduan")).content.decode()
    for bab in BAB:
        assert bab.judul in page
        assert reverse("panduan_bab", args=[bab.slug]) in page


@pytest.mark.parametrize("bab", BAB, ids=lambda bab: bab.slug)
def test_each_chapter_opens_and_leads_to_its_page(bab, as_user, staf):
    page = as_user(staf).get(reverse("panduan_bab", args=[bab.slug])).content.decode()
    assert f"<h1>{bab.judul}</h1>" in page
    assert f'href="{reverse(bab.url_name)}"' in page


def test_a_chapter_that_is_not_there_is_not_found(as_user, staf):
    assert as_user(staf).get(reverse("panduan_bab", args=["tidak-ada"])).status_code == 404
