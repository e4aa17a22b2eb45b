import pytest
from django.urls import get_resolver, reverse

from dashboard.panduan import BAB, chapter_of
from organisasi.models import Instansi
from tests.access.policy import POLICY
from tests.factories import make_skp

# What answers with a file, a part of a page, or another page.
NOT_PAGES = ("cetak", "ekspor", "gambar", "berkas", "ak_", "saya", "tutup", "prestasi")


def test_the_index_lists_every_chapter(as_user, staf):
    page = as_user(staf).get(reverse("panduan")).content.decode()
    for bab in BAB:
        assert bab.judul in page
        assert reverse("panduan_bab", args=[bab.slug]) in page


@pytest.mark.parametrize("bab", BAB, ids=lambda bab: bab.slug)
def test_each_chapter_opens_and_leads_to_its_page(bab, as_user, super_admin, org):
    org.bidang.kepala = super_admin
    org.bidang.save()
    page = as_user(super_admin).get(reverse("panduan_bab", args=[bab.slug])).content.decode()
    assert f"<h1>{bab.judul}</h1>" in page
    assert f"Buka {bab.menu}" in page
    assert f'href="{reverse(bab.url_name)}"' in page


@pytest.mark.parametrize("bab", BAB, ids=lambda bab: bab.slug)
def test_a_chapter_does_not_lead_to_a_page_that_is_not_for_its_reader(bab, as_user, staf):
    client = as_user(staf)
    page = client.get(reverse("panduan_bab", args=[bab.slug])).content.decode()
    leads = "box-arrow-in-right" in page
    assert leads == bab.is_for(set())
    if leads:
        assert client.get(reverse(bab.url_name), follow=True).status_code == 200


def test_a_chapter_that_is_not_there_is_not_found(as_user, staf):
    assert as_user(staf).get(reverse("panduan_bab", args=["tidak-ada"])).status_code == 404


@pytest.mark.parametrize("part", ["evaluasi_periodik", "pengukuran_bulanan"])
def test_chapters_of_a_part_the_instansi_does_not_use_are_not_listed(as_user, staf, org, part):
    Instansi.objects.filter(pk=org.instansi.pk).update(**{part: False})
    client = as_user(staf)
    page = client.get(reverse("panduan")).content.decode()
    for bab in BAB:
        address = reverse("panduan_bab", args=[bab.slug])
        assert (f'href="{address}"' in page) == (bab.bagian != part)
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("bab", BAB, ids=lambda bab: bab.slug)
def test_the_pages_a_chapter_is_about_exist_and_belong_to_it_alone(bab):
    known = {
        f"{space}:{name}" for space in ("skp", "kegiatan", "penilaian", "dashboard") for name in _names(space)
    } | _names("")
    assert set(bab.halaman) <= known
    assert all(chapter_of(halaman) == bab for halaman in bab.halaman)


def test_every_page_of_penilaian_leads_to_a_chapter():
    routes = {row.route for row in POLICY if row.get and row.route.startswith("penilaian:")}
    pages = {route for route in routes if not any(word in route for word in NOT_PAGES)}
    assert {route for route in pages if chapter_of(route) is None} == set()


def test_a_page_leads_to_its_chapter(as_user, staf, penilai):
    client, skp = as_user(staf), make_skp(staf, penilai=penilai)
    for address, slug in [(reverse("skp:tahunan_list"), "daftar-skp"), (skp.get_absolute_url(), "pengajuan")]:
        assert f'href="{reverse("panduan_bab", args=[slug])}"' in client.get(address).content.decode()


def test_the_guide_does_not_lead_to_itself(as_user, staf):
    assert "page-help" not in as_user(staf).get(reverse("panduan")).content.decode()


def _names(space):
    resolver = get_resolver()
    if space:
        resolver = resolver.namespace_dict[space][1]
    return {name for name in resolver.reverse_dict if isinstance(name, str)}
