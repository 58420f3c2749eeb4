from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.agreements.content import LineText, agreement_content, agreement_from
from app.agreements.signatures import digest, missing
from tests.unit.agreements.agreements import AGREED, MENTORING, SCOPING, agreed

LINES = st.builds(
    LineText,
    kind=st.sampled_from(("scoping", "mentoring", "review")),
    what=st.text(max_size=10),
    quarters=st.integers(0, 400),
    payer=st.sampled_from(("partner", "lead")),
    vat=st.sampled_from(("standard", "exempt", "outside", "to_confirm")),
)
RATES = st.integers(1, 100_000).map(lambda fours: Decimal(4 * fours) / 100)


def test_what_was_frozen_reads_back_as_the_same_value_with_the_same_mark():
    frozen = agreement_content(AGREED)
    assert agreement_from(frozen) == AGREED
    assert digest(frozen) == digest(agreement_content(agreement_from(frozen)))
    assert digest(frozen) != digest(agreement_content(agreed(cap_quarters=124)))


@given(st.lists(LINES, max_size=8), RATES)
def test_lines_come_to_their_total_to_the_penny(lines, rate):
    content = agreed(lines=tuple(lines), day_rate=rate)
    assert sum((content.value(line) for line in content.charged), Decimal(0)) == content.charged_value
    assert Decimal(content.charged_quarters) / 4 * rate == content.charged_value
    assert 0 <= content.vat <= content.charged_value * Decimal("0.2") + Decimal("0.01")


def test_vat_is_counted_on_charged_lines_at_the_standard_rate_and_rounded_half_up_once():
    line = replace(SCOPING, quarters=1)
    assert agreed(lines=(line,), day_rate=Decimal("0.52")).vat == Decimal("0.03")  # 20% of 13p is 2.6p
    assert agreed(lines=(line, line), day_rate=Decimal("0.52")).vat == Decimal("0.05")  # of 26p, 5.2p: not twice 3p
    assert agreed(lines=(replace(line, payer="lead"),)).vat == 0


def test_a_complete_draft_lacks_nothing():
    assert missing(AGREED) == ()


@pytest.mark.parametrize("field", ["purpose", "legal_power", "equality", "costs", "decision_reference"])
def test_each_text_is_asked_for_where_it_is_typed(field):
    (lack,) = missing(agreed(**{field: "  \n"}))
    assert (lack.part, lack.field) == ("terms", field)


def test_days_are_asked_for_and_the_cap_binds_only_what_the_partner_pays_for():
    assert [each.part for each in missing(agreed(lines=()))] == ["lines"]
    assert [each.part for each in missing(agreed(lines=(replace(SCOPING, quarters=0),)))] == ["lines"]
    (over,) = missing(agreed(lines=(replace(SCOPING, quarters=121),)))
    assert (
        over.words == "The lines that Cheshire West and Chester pays for come to 30.25 days, above the cap of 30 days"
    )
    assert missing(agreed(lines=(replace(SCOPING, quarters=120), replace(MENTORING, payer="lead")))) == ()


def test_a_variation_needs_its_reason():
    assert [each.field for each in missing(agreed(kind="variation"))] == ["reason"]
    assert missing(agreed(kind="variation", reason="Two more sites.")) == ()
