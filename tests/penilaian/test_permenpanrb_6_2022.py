"""The rule book of PermenPANRB 6/2022 and SE MenPANRB 3/2023 against its own promises."""

from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from penilaian.scoring import permenpanrb_6_2022 as buku
from penilaian.scoring.permenpanrb_6_2022 import CapaianOrganisasi, Predikat, Rating

capaian = st.sampled_from(CapaianOrganisasi)
people = st.integers(min_value=0, max_value=500)
distribution = st.fixed_dictionaries(dict.fromkeys(Predikat, people))


def test_labels_are_those_of_the_forms():
    assert [each.label for each in Rating] == ["Di Atas Ekspektasi", "Sesuai Ekspektasi", "Di Bawah Ekspektasi"]
    assert [each.label for each in Predikat] == [
        "Sangat Baik",
        "Baik",
        "Butuh Perbaikan",
        "Kurang/Misconduct",
        "Sangat Kurang",
    ]
    assert CapaianOrganisasi.BUTUH_PERBAIKAN.label == "Butuh Perbaikan"


@pytest.mark.parametrize(("hasil", "perilaku"), list(product(Rating, Rating)))
def test_every_pair_of_ratings_has_a_predikat_and_a_better_rating_never_a_worse_one(hasil, perilaku):
    ranks, order = list(Predikat), list(Rating)
    found = ranks.index(buku.predikat(hasil, perilaku))
    for better in order[: order.index(perilaku)]:
        assert ranks.index(buku.predikat(hasil, better)) <= found
    for better in order[: order.index(hasil)]:
        assert ranks.index(buku.predikat(better, perilaku)) <= found


def test_a_rating_that_is_none_is_refused():
    with pytest.raises(ValueError, match="luar biasa"):
        buku.predikat("luar biasa", Rating.SESUAI)


@pytest.mark.parametrize(
    ("organisasi", "rating"),
    [
        (CapaianOrganisasi.ISTIMEWA, Rating.DI_ATAS),
        (CapaianOrganisasi.BAIK, Rating.SESUAI),
        (CapaianOrganisasi.BUTUH_PERBAIKAN, Rating.DI_BAWAH),
        (CapaianOrganisasi.KURANG, Rating.DI_BAWAH),
        (CapaianOrganisasi.SANGAT_KURANG, Rating.DI_BAWAH),
    ],
)
def test_the_head_of_a_unit_is_rated_by_its_capaian(organisasi, rating):
    assert buku.rating_pimpinan(organisasi) is rating


@pytest.mark.parametrize("organisasi", CapaianOrganisasi)
def test_the_shares_are_whole_and_break_no_limit(organisasi):
    pola = buku.pola_distribusi(organisasi)
    assert sum(pola.values()) == 100
    thousand = {each: int(share * 10) for each, share in pola.items()}
    assert sum(thousand.values()) == 1000
    assert buku.periksa_pola(thousand, organisasi) == []


@given(capaian)
def test_nobody_breaks_nothing(organisasi):
    assert buku.periksa_pola({}, organisasi) == []
    assert buku.periksa_pola(dict.fromkeys(Predikat, 0), organisasi) == []


@given(capaian, st.sampled_from(Predikat))
def test_fewer_than_nobody_is_refused(organisasi, predikat):
    with pytest.raises(ValueError, match="kurang dari 0"):
        buku.periksa_pola({predikat: -1}, organisasi)


@given(distribution, capaian)
def test_every_broken_limit_is_one_of_the_circular_and_says_how_many(counts, organisasi):
    total = sum(counts.values())
    for broken in buku.periksa_pola(counts, organisasi):
        own = sum(counts[each] for each in broken.batas.predikat)
        assert broken.batas in buku.BATAS[organisasi]
        assert broken.bagian == Decimal(own) * 100 / total
        assert f"{own} dari {total} pegawai" in str(broken)


@given(distribution, capaian, st.integers(min_value=2, max_value=9))
def test_only_shares_count_not_how_many_people_there_are(counts, organisasi, factor):
    def limits(rows):
        return [broken.batas for broken in buku.periksa_pola(rows, organisasi)]

    assert limits(counts) == limits({each: number * factor for each, number in counts.items()})


@given(distribution, capaian, people)
def test_a_minimum_once_met_stays_met_with_more_of_the_same(counts, organisasi, more):
    for batas in buku.BATAS[organisasi]:
        if batas.minimum is not None and any(counts.values()):
            found = [broken for broken in buku.periksa_pola(counts, organisasi) if broken.batas == batas]
            grown = {**counts, batas.predikat[0]: counts[batas.predikat[0]] + more}
            later = [broken for broken in buku.periksa_pola(grown, organisasi) if broken.batas == batas]
            assert found or not later


@given(distribution, capaian, people)
def test_a_maximum_once_kept_stays_kept_with_fewer_of_it(counts, organisasi, fewer):
    for batas in buku.BATAS[organisasi]:
        named = batas.predikat[0]
        if batas.maksimum is None or batas.terbanyak:
            continue
        shrunk = {**counts, named: max(counts[named] - fewer, 0)}
        before = [broken.batas for broken in buku.periksa_pola(counts, organisasi)]
        assert batas in before or batas not in [broken.batas for broken in buku.periksa_pola(shrunk, organisasi)]


@pytest.mark.parametrize(
    ("counts", "organisasi", "says"),
    [
        ({"sangat_baik": 7, "baik": 3}, "istimewa", []),
        ({"sangat_baik": 8, "baik": 2}, "istimewa", ["paling banyak 70%"]),
        ({"sangat_baik": 4, "baik": 5, "kurang": 1}, "istimewa", ["harus yang terbanyak"]),
        ({"baik": 7, "butuh_perbaikan": 3}, "baik", []),
        ({"baik": 7, "sangat_baik": 3}, "baik", ["harus ada"]),
        ({"baik": 10}, "baik", ["paling banyak 70%", "harus ada"]),
        ({"butuh_perbaikan": 6, "baik": 3, "sangat_baik": 1}, "butuh_perbaikan", []),
        ({"butuh_perbaikan": 5, "sangat_baik": 5}, "butuh_perbaikan", ["paling sedikit 60%", "paling banyak 10%"]),
        ({"kurang": 6, "butuh_perbaikan": 1, "baik": 3}, "kurang", []),
        ({"kurang": 7, "baik": 3}, "kurang", ["Butuh Perbaikan paling sedikit 10%"]),
        ({"sangat_kurang": 9, "kurang": 1}, "sangat_kurang", []),
        ({"sangat_kurang": 9, "sangat_baik": 1}, "sangat_kurang", ["paling sedikit 10%", "tidak boleh ada"]),
    ],
)
def test_limits_at_their_edges(counts, organisasi, says):
    broken = buku.periksa_pola({Predikat(name): number for name, number in counts.items()}, organisasi)
    assert len(broken) == len(says)
    for one, words in zip(broken, says, strict=True):
        assert words in str(one)


def test_tables_cannot_be_changed():
    with pytest.raises(TypeError):
        buku.POLA_BAKU[CapaianOrganisasi.BAIK] = {}
    with pytest.raises(TypeError):
        buku.POLA_BAKU[CapaianOrganisasi.BAIK][Predikat.BAIK] = Decimal(100)
