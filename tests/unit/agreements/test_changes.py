from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from app.agreements.changes import agreement_difference
from tests.unit.agreements.agreements import AGREED, MENTORING, REVIEW, SCOPING, TRAINING, agreed


def rows(new):
    return [change.row for change in agreement_difference(AGREED, new).lines]


def test_equal_versions_differ_in_nothing_whatever_their_kind_and_reason():
    found = agreement_difference(AGREED, agreed(kind="variation", reason="Two more sites."))
    assert found.is_empty
    assert found.in_words == "Nothing is different"
    assert {total.by for total in found.totals} == {"no change"}


def test_lines_added_removed_and_changed_show_days_and_value():
    new = agreed(
        lines=(replace(SCOPING, quarters=20), MENTORING, REVIEW, replace(MENTORING, what="A deputy", quarters=4))
    )
    assert rows(new) == [
        ("Scoping exercise: Two days with commissioners", "Changed: days", "3.5 days", "5 days", "£1,750", "£2,500"),
        ("Mentoring: A deputy", "Added; paid by Cheshire West and Chester", "none", "1 day", "none", "£500"),
        (
            "Bespoke commissioning training: Market position",
            "Removed; paid by Cheshire West and Chester",
            "2 days",
            "none",
            "£1,000",
            "none",
        ),
    ]


def test_payer_vat_and_words_of_a_line_are_told():
    new = agreed(
        lines=(SCOPING, replace(TRAINING, vat="exempt", payer="lead"), replace(MENTORING, what="A new chair"), REVIEW)
    )
    assert [row[1] for row in rows(new)] == [
        "Changed: paid by Halton, was Cheshire West and Chester; VAT exempt, was to be confirmed by finance",
        "Changed: was: Mentoring",
    ]


def test_another_rate_changes_the_value_of_every_line_with_days():
    found = agreement_difference(AGREED, agreed(day_rate=Decimal(600)))
    assert [change.row[1] for change in found.lines] == ["Changed: value"] * 4
    assert [(change.what, change.was, change.now) for change in found.terms] == [("Day rate", "£500", "£600")]
    assert found.in_words == "4 lines and 1 term are different"


def test_totals_before_and_after_with_how_far_they_moved():
    found = agreement_difference(AGREED, agreed(cap_quarters=130, lines=(replace(SCOPING, quarters=18), MENTORING)))
    assert [(total.what, total.was, total.now, total.by) for total in found.totals] == [
        ("All days", "8.25 days", "6 days", "2.25 days less"),
        ("Cheshire West and Chester pays: days", "7 days", "6 days", "1 day less"),
        ("Cheshire West and Chester pays: before VAT", "£3,500", "£3,000", "£500 less"),
        ("VAT", "£350", "£450", "£100 more"),
        ("Cap: days", "30 days", "32.5 days", "2.5 days more"),
        ("Cap: before VAT", "£15,000", "£16,250", "£1,250 more"),
    ]


def test_texts_are_compared_word_by_word():
    (change,) = agreement_difference(AGREED, agreed(purpose="To raise four standards.")).terms
    assert [(piece.mark.value, piece.text) for piece in change.pieces if piece.mark != "same"] == [
        ("removed", "three"),
        ("added", "four"),
    ]


@given(st.permutations(AGREED.lines))
def test_the_order_of_lines_is_no_change(lines):
    assert agreement_difference(AGREED, agreed(lines=tuple(lines))).is_empty


LINES = st.lists(st.sampled_from((SCOPING, TRAINING, MENTORING, REVIEW, replace(SCOPING, quarters=3))), max_size=6)


@given(LINES, LINES)
def test_added_and_removed_days_explain_the_difference_of_all_days(old, new):
    before, now = agreed(lines=tuple(old)), agreed(lines=tuple(new))
    moved = sum(
        (change.now.line.quarters if change.now else 0) - (change.was.line.quarters if change.was else 0)
        for change in agreement_difference(before, now).lines
    )
    assert moved == now.quarters - before.quarters
