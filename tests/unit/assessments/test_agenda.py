"""The order of a workshop's agenda: most divided first, and what decides between equals."""

from hypothesis import given
from hypothesis import strategies as st

from app.assessments.agenda import AgendaItem, agenda
from app.assessments.agreement import Word, spread

CLOSE, MIXED, SPLIT = [3] * 8, [2, 3, 3, 4, 4, 5, 3, 3], [1, 1, 1, 2, 4, 5, 5, 5]


def items(*levels):
    return [AgendaItem(f"s{place}", place, spread(each) if each else None) for place, each in enumerate(levels, 1)]


def test_split_comes_before_mixed_before_close_before_what_shows_nothing():
    assert spread(MIXED).word is Word.MIXED
    assert agenda(items(None, CLOSE, MIXED, SPLIT)) == ("s4", "s3", "s2", "s1")


def test_within_a_word_the_lowest_a_comes_first():
    deeper = [1, 1, 1, 1, 5, 5, 5, 5]
    assert spread(deeper).agreement < spread(SPLIT).agreement
    assert agenda(items(SPLIT, deeper)) == ("s2", "s1")


def test_equal_a_goes_by_the_wider_spread_then_by_number():
    narrow, wide = [1, 1, 2, 4], [1, 1, 3, 4]
    assert spread(narrow).agreement == spread(wide).agreement
    assert agenda(items(narrow, wide)) == ("s2", "s1")
    assert agenda(items(CLOSE, CLOSE, CLOSE)) == ("s1", "s2", "s3")


def test_three_scores_have_no_word_and_stand_where_a_puts_them():
    assert spread([1, 3, 5]).word is None
    assert agenda(items(CLOSE, [1, 3, 5], SPLIT)) == ("s3", "s2", "s1")


levels = st.none() | st.lists(st.integers(1, 5), min_size=3, max_size=40)


@given(st.lists(levels, max_size=12), st.randoms())
def test_every_standard_stands_once_and_the_order_given_does_not_matter(given_levels, random):
    listed = items(*given_levels)
    shuffled = random.sample(listed, len(listed))
    assert agenda(listed) == agenda(shuffled)
    assert sorted(agenda(listed)) == sorted(item.key for item in listed)


@given(st.lists(st.lists(st.integers(1, 5), min_size=4, max_size=40), min_size=2, max_size=12))
def test_words_never_mix_and_a_only_rises_within_a_word(given_levels):
    listed = {item.key: item.spread for item in items(*given_levels)}
    ordered = [listed[key] for key in agenda(AgendaItem(key, n, each) for n, (key, each) in enumerate(listed.items()))]
    ranks = [("split", "mixed", "close").index(each.word) for each in ordered]
    assert ranks == sorted(ranks)
    for rank in set(ranks):
        found = [each.agreement for each, its in zip(ordered, ranks, strict=True) if its == rank]
        assert found == sorted(found)
