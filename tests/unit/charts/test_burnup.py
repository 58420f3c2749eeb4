"""The burn-up: sentence, table and picture say the same, whatever the months hold."""

import datetime as dt
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from app.charts.burnup import Amount, BurnMonth, BurnUp
from app.charts.drawing import draw

SVG = "{http://www.w3.org/2000/svg}"


def amount(quarters: int) -> Amount:
    return Amount(quarters, Decimal(quarters) * 125)


def month(place: int, used: int = 0, booked: int = 0, planned: int = 0) -> BurnMonth:
    first = dt.date(2026 + (9 + place) // 12, (9 + place) % 12 + 1, 1)
    return BurnMonth(first, amount(used), amount(booked), amount(planned))


CHART = BurnUp(
    title="Days and pounds month by month",
    partner="Cheshire West and Chester",
    today=dt.date(2026, 12, 14),
    months=(month(0, 22), month(1, 12), month(2, 4, 4), month(3, 0, 6, 10), month(4), month(5, 0, 0, 30)),
    estimate=amount(80),
    cap=amount(120),
)


def texts(chart: BurnUp) -> list[str]:
    return [element.text or "" for element in ET.fromstring(draw(chart)).iter(f"{SVG}text")]


def test_the_finding_is_one_sentence():
    assert CHART.alt == (
        "Cheshire West and Chester: 9.5 days (£4,750) used by 14 December 2026; 22 days (£11,000) forecast to the end, "
        "within the estimate and the cap; the estimate is 20 days (£10,000), the cap 30 days (£15,000)."
    )
    assert "beyond the cap" in replace(CHART, cap=amount(87)).alt
    assert "beyond the cap" in replace(CHART, cap=Amount(120, Decimal("10999.99"))).alt, "pounds bind, too"
    assert "below the estimate" in replace(CHART, estimate=amount(89)).alt


def test_the_table_adds_up_month_by_month_and_tells_no_future_use():
    rows = CHART.table.rows
    assert rows[0] == ("October 2026", "5.5 days", "–", "–", "5.5 days", "£2,750", "5.5 days", "£2,750")
    assert rows[2] == ("December 2026", "1 day", "1 day", "–", "9.5 days", "£4,750", "10.5 days", "£5,250")
    assert rows[3][4:] == ("–", "–", "14.5 days", "£7,250")
    assert rows[5][6:] == ("22 days", "£11,000")


def test_the_picture_says_what_the_table_says():
    words = texts(CHART)
    assert words.count("Today") == words.count("Estimate") == words.count("Cap") == 2
    assert {"Used 9.5 days, forecast 22 days", "Used £4,750, forecast £11,000"} <= {*words}
    assert {"Estimate 20 days, cap 30 days", "Estimate £10,000, cap £15,000"} <= {*words}
    assert {"0", "10", "20", "30", "£0", "£5,000", "£10,000", "£15,000", "Oct 2026", "Jan 2027"} <= {*words}


def test_use_is_solid_and_what_is_to_come_is_dashed():
    key = 2 * 1  # one line of each kind
    assert draw(CHART).decode().count("stroke-dasharray") >= key + 4
    over = replace(CHART, today=dt.date(2027, 6, 1))
    assert draw(over).decode().count("stroke-dasharray") == key, "after the end nothing is to come"
    assert "Today" not in texts(over)
    assert "today" not in over.sentence


def test_equal_figures_give_equal_bytes_under_one_address_and_nothing_reaches_outside():
    assert draw(CHART) == draw(replace(CHART))
    assert CHART.digest == replace(CHART).digest != replace(CHART, cap=amount(124)).digest
    drawn = draw(CHART).decode()
    assert not re.search(r"<script|<image|<foreignObject|\son\w+=|@import|\b20\d\d-\d\d-\d\d", drawn)
    assert ET.fromstring(drawn).get("role") == "img"


quarters = st.integers(-4, 300)
months = st.lists(st.tuples(quarters, quarters, quarters), min_size=1, max_size=14).map(
    lambda found: tuple(month(place, *each) for place, each in enumerate(found))
)


@settings(max_examples=25)
@given(months, st.dates(dt.date(2026, 6, 1), dt.date(2028, 6, 1)), quarters, quarters)
def test_any_months_draw_and_every_mark_lies_on_the_sheet(made, today, estimate, cap):
    chart = replace(CHART, months=made, today=today, estimate=amount(abs(estimate)), cap=amount(abs(cap)))
    root = ET.fromstring(draw(chart))
    _, _, width, height = map(float, (root.get("viewBox") or "").split())
    for x, y in re.findall(r"[ML] (-?[\d.]+) (-?[\d.]+)", draw(chart).decode()):
        assert -10 <= float(x) <= width + 10
        assert -10 <= float(y) <= height + 10
    assert len(chart.table.rows) == len(made)
    assert chart.sums[-1].forecast == chart.forecast
