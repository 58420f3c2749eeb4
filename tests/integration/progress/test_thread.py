"""A standard's thread: everything that belongs to it in order of time, and from each part back to the thread."""

import pytest

from tests.clients import page
from tests.integration.progress.year import make_year
from tests.world import World

ON_SQLITE = pytest.mark.parametrize("app", ["sqlite"], indirect=True)


def shown(world: World, who: str, path: str, most: int = 5):
    client = world.client(who)
    client.get(world.url(path))  # texts of instrument and programme are read once in each worker
    answer = client.get(world.url(path))
    assert answer.status_code == 200
    assert len(client.queries) <= most
    return page(answer)


def kinds(found) -> list[str]:
    return [each.get_text(" ", strip=True).split(",")[0].split(" ")[0] for each in found.select(".app-thread-when")]


def test_the_thread_goes_from_the_first_score_to_the_newest(world):
    made = make_year(world)
    found = shown(world, "director", f"/standards/{made.standard_key}")
    been = found.select(".app-thread")[0]
    said = [each.get_text(" ", strip=True) for each in been.select(".app-thread-what")]
    scores = [each.partition(":")[0] for each in said if ": level" in each]
    assert scores == ["Baseline", "End of year"]
    assert said.index("1 day of support in October 2026") < said.index("The framework is drafted.")
    assert {"Score", "Goal", "Milestone", "Support"} <= set(kinds(been))
    facts = {row.dt.text.strip(): row.dd.get_text(" ", strip=True) for row in found.select(".govuk-summary-list__row")}
    assert "→" in facts["Score"]
    assert "up 1 level" in facts["Score"]
    assert facts["Support days"] == "1 day"
    assert "1 of " in facts["Goal"]


@ON_SQLITE
def test_each_part_leads_to_its_page_and_from_there_back(world):
    made = make_year(world)
    client = world.client("director")
    here = world.url(f"/standards/{made.standard_key}")
    found = page(client.get(here))
    links = {each["href"].partition("#")[0] for each in found.select(".app-thread a")}
    assert {href: status for href in links if (status := client.get(href).status_code) != 200} == {}
    goal, entry = world.url(f"/plan/goals/{made.goal_ref}"), world.url(f"/days/entries/{made.entry_ref}")
    results = {href for href in links if href.endswith("/result")}
    assert {goal, entry} <= links
    assert len(results) == 2
    for address in (goal, entry, *results):
        assert here in {each.get("href") for each in page(client.get(address)).main.find_all("a")}, address


@ON_SQLITE
def test_anchors_lead_to_places_that_are_there(world):
    made = make_year(world)
    client = world.client("lead_officer")
    for each in page(client.get(world.url(f"/standards/{made.standard_key}"))).select(".app-thread a"):
        address, _, anchor = each["href"].partition("#")
        if anchor:
            assert page(client.get(address)).find(id=anchor), each["href"]


@pytest.mark.parametrize("who", ["lead_officer", "participant1", "manager"])
def test_standards_show_a_row_for_each_with_what_comes_next(world, who):
    made = make_year(world)
    found = shown(world, who, "/standards")
    rows = found.select("tbody tr:not(.app-table-group)")
    assert len(rows) == len({row.a["href"] for row in rows}) > 1
    own = next(row for row in rows if row.a["href"].endswith(made.standard_key))
    assert "→" in own.text
    assert own.find_all("td")[-1].get_text(strip=True)
    heads = [each.text for each in found.select("thead th")]
    assert ("Support days" in heads) is (who != "participant1")


@ON_SQLITE
def test_a_participant_reads_the_thread_without_days_and_reviews(world):
    made = make_year(world)
    found = shown(world, "participant1", f"/standards/{made.standard_key}")
    assert "Support days" not in found.main.text
    assert "delegate" in shown(world, "director", f"/standards/{made.standard_key}").main.text
    assert "delegate" not in found.main.text, "of one delegate, who was there names somebody"
    everything = shown(world, "participant1", "/standards").main.text
    assert "taken up" not in everything
    assert "session" in everything
    assert not [each for each in found.main.select("a") if "/days" in each["href"] or "/training" in each["href"]]


def test_it_takes_as_many_queries_for_many_entries_as_for_few(world):
    made = make_year(world, entries=30, again=False)
    found = shown(world, "director", f"/standards/{made.standard_key}")
    assert "30 days" in found.main.text
    shown(world, "director", "/standards")


@ON_SQLITE
def test_before_anything_is_signed_the_page_says_what_happens_next(world):
    found = shown(world, "lead_officer", "/standards")
    assert "No result is signed yet" in found.main.text
    assert world.client("lead_officer").get(world.url("/standards/no-such-standard")).status_code == 404


@ON_SQLITE
def test_others_see_nothing_of_it(world):
    made = make_year(world)
    assert world.client("stranger_director").get(world.url("/standards")).status_code == 404
    assert world.client("finance_officer").get(world.url(f"/standards/{made.standard_key}")).status_code == 403
