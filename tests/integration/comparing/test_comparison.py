"""The comparison’s page: the spread and one’s own place, held back for small groups; its picture; who sees it."""

import datetime as dt

import pytest

from app.accounts.models import Membership
from app.assessments.models import SignedResult
from app.comparing.models import ComparisonConsent, ComparisonSnapshot
from app.comparing.renewing import renewed_apart
from app.comparing.services import snapshots
from app.db import db
from app.security.roles import Role
from tests.clients import page
from tests.integration.comparing.made import AUTUMN, make_snapshot, own_result, take_part
from tests.world import STANDARDS, World

WINTER = dt.datetime(2027, 1, 5, 12, tzinfo=dt.UTC)


def shown(world: World, who: str = "director", rest: str = ""):
    client = world.client(who)
    answer = client.get(world.url(f"/comparison{rest}"))
    assert answer.status_code == 200
    assert len(client.queries) <= 5
    return page(answer)


def first_row(found) -> list[str]:
    return [cell.get_text(strip=True) for cell in found.find("table").tbody.find("tr").find_all(["th", "td"])]


def test_before_the_first_snapshot_the_page_says_when_there_will_be_one(world):
    found = shown(world)
    assert "The first snapshot is made at the end of a quarter" in found.main.text
    assert "does not take part" in found.main.text


def test_the_spread_and_ones_own_place(world):
    take_part(world, [1, 2, 3, 3, 4])
    own_result(world, 4)
    assert make_snapshot(world)
    found = shown(world)
    assert first_row(found)[1:] == ["4", "3", "2 to 3", "Above the middle half"]
    assert len(found.find("table").tbody.find_all("tr")) == len(STANDARDS)
    assert "5 authorities, as at 30 September 2026" in found.main.text
    assert "How many authorities is at each level" not in found.main.text
    picture = found.find("img", class_="app-chart")["src"]
    client = world.client("director")
    drawn = client.get(picture)
    assert drawn.status_code == 200
    assert drawn.mimetype == "image/svg+xml"
    assert "Middle half" in drawn.text
    assert client.get(picture).status_code == 200
    assert len(client.queries) <= 1
    assert "Town" not in found.main.text, "no other authority is named"


def test_those_led_by_the_viewers_own_authority_do_not_count_among_the_five(world):
    """Six are in it, two led by Halton: the director is shown them, Halton’s manager is not, nor by the picture."""
    take_part(world, [1, 2, 3, 4])
    take_part(world, [2, 2], lead_id=world.lead_id)
    make_snapshot(world)
    found = shown(world)
    assert "6 authorities" in found.main.text
    held = shown(world, "manager")
    assert "Held back" in held.main.text
    assert held.find("table") is None
    assert world.client("manager").get(found.find("img", class_="app-chart")["src"]).status_code == 404


def test_who_works_for_two_authorities_is_not_told_of_either_ones_five(world):
    """A lead officer of Cheshire who is trainer at the stranger knows those that the stranger leads."""
    take_part(world, [1, 2, 3, 4, 5])
    make_snapshot(world)
    assert shown(world, "lead_officer").find("table")
    with world.app.app_context():
        db.session.add(
            Membership(
                person_id=world.people["lead_officer"], authority_id=world.stranger_id, role=Role.TRAINER,
                created_at=AUTUMN,
            )
        )  # fmt: skip
        db.session.commit()
    assert shown(world, "lead_officer").find("table") is None


def test_by_type_and_region_and_counts_only_where_every_cell_allows_it(world):
    take_part(world, [2] * 5 + [4] * 5)
    take_part(world, [3] * 5, region="London", type="London borough")
    make_snapshot(world)
    everybody = shown(world)
    counts = everybody.find_all("table")[1].tbody.find("tr").find_all("td")
    assert [cell.text for cell in counts] == ["0", "5", "5", "5", "0", "0"]
    alike = shown(world, rest="?with=type")
    assert "10 authorities" in alike.main.text
    assert len(alike.find_all("table")) == 1, "counts of a part would leave cells of others"
    assert shown(world, rest="?with=nonsense").find("h2").text == "All authorities that take part"


def test_a_small_remainder_is_held_back_with_what_it_could_be_taken_from(world):
    """Ten of our type, and one of another: all less our type would be that one."""
    take_part(world, [1, 2, 2, 3, 3, 3, 4, 4, 5, 5])
    take_part(world, [1], type="London borough", region="London")
    make_snapshot(world)
    assert shown(world).find("table")
    for group in ("type", "region"):
        assert shown(world, rest=f"?with={group}").find("table") is None


def test_who_withdraws_is_out_of_the_next_snapshot_and_nobody_is_the_difference(world):
    keys = take_part(world, [1, 2, 3, 4, 5])
    own_result(world)
    make_snapshot(world)
    before = first_row(shown(world))
    with world.app.app_context():
        db.session.get_one(ComparisonConsent, keys[0]).withdrawn_at = AUTUMN
        db.session.commit()
    assert first_row(shown(world)) == before, "the snapshot that stands stays as it is"
    assert make_snapshot(world, WINTER) is False, "one change is fewer than five"
    assert first_row(shown(world)) == before
    take_part(world, [3] * 5)
    assert make_snapshot(world, WINTER) is False, "the quarter is decided"
    assert make_snapshot(world, WINTER.replace(month=4)) is True
    with world.app.app_context():
        newest = db.session.scalars(db.select(ComparisonSnapshot).order_by(ComparisonSnapshot.quarter.desc())).first()
        entries = newest.content["contents"]["entries"]
        withdrawn = db.session.scalar(db.select(SignedResult.ref).order_by(SignedResult.id).limit(1))
    assert withdrawn not in {each["result"] for each in entries}
    assert len(entries) == 5, "four who came with the one that left stay out as well"


def test_what_is_agreed_or_signed_after_the_quarter_waits_for_the_next(world):
    take_part(world, [1, 2, 3, 4])
    keys = take_part(world, [5])
    with world.app.app_context():
        db.session.get_one(ComparisonConsent, keys[0]).agreed_at = AUTUMN
        db.session.commit()
    assert make_snapshot(world) is False
    assert make_snapshot(world, WINTER) is True
    assert make_snapshot(world, WINTER) is False, "once for each quarter, however many workers run"


@pytest.mark.parametrize(
    ("who", "status"),
    [("participant1", 403), ("consultant", 403), ("stranger_manager", 404), ("stranger_director", 404)],
)
def test_nobody_else_sees_it(world, who, status):
    assert world.client(who).get(world.url("/comparison")).status_code == status
    assert world.client(who).get(world.url(f"/comparison/{'0' * 64}.svg")).status_code == status


def test_a_large_comparison_takes_no_more_queries(world):
    take_part(world, [1, 2, 3, 4, 5] * 2)
    own_result(world)
    make_snapshot(world)
    client = world.client("director")
    client.get(world.url("/comparison"))
    client.get(world.url("/comparison"))
    assert len(client.queries) <= 4


def test_a_quarter_without_a_snapshot_is_reckoned_once_and_holds_no_lock_meanwhile(world, monkeypatch):
    """Five of whom one has no level: nothing can be told, and nothing that the worker does later changes that."""
    take_part(world, [1, 2, 3, 4, None])
    reckoned: list[bool] = []

    def reckoning(*given):
        reckoned.append(db.session().in_transaction())
        return renewed_apart(*given)

    monkeypatch.setattr(snapshots, "renewed_apart", reckoning)
    assert make_snapshot(world) is False
    assert make_snapshot(world) is False
    assert reckoned == [False]
    assert "The first snapshot is made" in shown(world).main.text
    take_part(world, [5])
    assert make_snapshot(world, WINTER) is True
