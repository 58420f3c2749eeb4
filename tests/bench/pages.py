"""The pages that are measured, each with its goals (design.md, section 6) and the requests that ask for it."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from tests.bench.data import PARTICIPANTS, SCORING, SIGNED, WORKSHOP
from tests.bench.visits import Request, Visits

VARIANTS = 32  # different people and engagements, so that no page is measured on one row only
MANAGER = 1
_DIGEST = re.compile(r"-([0-9a-f]{64})\.svg")
_CHART = re.compile(r'<img class="app-chart" src="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Page:
    """A page: the ratios that it should not exceed, the queries that it may take, the status that it answers."""

    name: str
    sqlite: float
    postgres: float
    queries: int
    requests: Callable[[Visits], list[Request]]
    status: int = 200
    flat: bool = False  # compared with the same page where one authority is all there is


def _public(path: str) -> Callable[[Visits], list[Request]]:
    return lambda _: [Request(path)]


def _own_name(visits: Visits) -> list[Request]:
    return [visits.request(visits.size.participant(pair, 0), "/account/name") for pair in visits.some(VARIANTS)]


def _scoring(rest: str) -> Callable[[Visits], list[Request]]:
    return lambda visits: [
        visits.request(
            visits.size.participant(pair, place % PARTICIPANTS),
            visits.round_path(pair, 0, SCORING, rest.format(standard=visits.standards[place % 12])),
        )
        for place, pair in enumerate(visits.some(VARIANTS))
    ]


def _save(visits: Visits) -> list[Request]:
    return [
        visits.post(
            visits.size.participant(pair, place % PARTICIPANTS),
            visits.round_path(pair, 0, SCORING, f"scoring/standards/{visits.standards[place % 12]}"),
            {
                "level": str(1 + place % 5),
                "cannot_reason": "",
                "evidence_note": "Minutes of the board",
                "evidence_link": "",
            },
        )
        for place, pair in enumerate(visits.some(VARIANTS))
    ]


def _result(rest: str) -> Callable[[Visits], list[Request]]:
    return lambda visits: [
        visits.request(visits.size.participant(pair, 1), visits.round_path(pair, 0, SIGNED, rest))
        for pair in visits.some(VARIANTS)
    ]


def _workshop(rest: str) -> Callable[[Visits], list[Request]]:
    return lambda visits: [
        visits.request(
            visits.size.consultant(pair),
            visits.round_path(pair, 1, WORKSHOP, rest.format(standard=visits.standards[place % 12])),
        )
        for place, pair in enumerate(visits.some(VARIANTS))
    ]


_SEEN = re.compile(r'id="follow-seen" name="seen" value="([^"]+)"')
_VOTE = re.compile(r'id="vote" name="vote" value="([^"]+)"')


def _following(visits: Visits) -> list[tuple[int, str]]:
    """Give participants of workshops in which a second vote is open, and the page that they follow it on."""
    return [
        (visits.size.participant(pair, 2 * (place % 20)), visits.round_path(pair, 1, WORKSHOP, "workshop/follow"))
        for place, pair in enumerate(visits.some(VARIANTS))
    ]


def _follow(visits: Visits) -> list[Request]:
    return [visits.request(person, path) for person, path in _following(visits)]


def _follow_live(*, counting: bool) -> Callable[[Visits], list[Request]]:
    """What each phone asks every three seconds: nothing is new, or somebody has voted."""

    def requests(visits: Visits) -> list[Request]:
        found = []
        for person, path in _following(visits):
            vote, voted, *rest = _SEEN.findall(visits.answer(visits.request(person, path)))[0].split(".")
            seen = ".".join((vote, "0" if counting else voted, *rest))
            found.append(visits.request(person, f"{path}/live?seen={seen}"))
        return found

    return requests


def _vote_again(visits: Visits) -> list[Request]:
    found = []
    for place, (person, path) in enumerate(_following(visits)):
        vote = _VOTE.findall(visits.answer(visits.request(person, path)))[0]
        found.append(visits.post(person, f"{path}/vote", {"level": str(1 + place % 5), "vote": vote}))
    return found


def _plan(rest: str) -> Callable[[Visits], list[Request]]:
    return lambda visits: [
        visits.request(visits.size.lead_officer(pair), visits.plan_path(pair, rest)) for pair in visits.some(VARIANTS)
    ]


def _update(visits: Visits) -> list[Request]:
    """What an owner sends of a milestone: a note, which is added to the history each time."""
    return [
        visits.post(
            visits.size.lead_officer(pair),
            visits.plan_path(pair, "/goals/{goal}/update"),
            {"status": "on_track", "note": "The board has seen the draft.", "seen_version": "1"},
        )
        for pair in visits.some(VARIANTS)
    ]


def _days(rest: str = "") -> Callable[[Visits], list[Request]]:
    return lambda visits: [
        visits.request(visits.size.lead_officer(pair), f"{visits.engagement_path(pair, 0)}days{rest}")
        for pair in visits.some(VARIANTS)
    ]


def _income(visits: Visits) -> list[Request]:
    return [visits.request(MANAGER, "/income")]


def _taking(rest: str) -> Callable[[Visits], list[Request]]:
    """What the first delegate of a cohort sees."""
    return lambda visits: [
        visits.request(visits.size.participant(pair, 0), visits.cohort_path(pair, rest))
        for pair in visits.some(VARIANTS)
    ]


def _running(rest: str) -> Callable[[Visits], list[Request]]:
    """What the trainer sees, who runs all cohorts."""
    return lambda visits: [
        visits.request(visits.size.trainer, visits.cohort_path(pair, rest)) for pair in visits.some(VARIANTS)
    ]


def _training(visits: Visits) -> list[Request]:
    return [visits.request(visits.size.trainer, "/training")]


def _effect(visits: Visits) -> list[Request]:
    return [visits.request(MANAGER, "/training/effect")]


def _year(rest: str) -> Callable[[Visits], list[Request]]:
    return lambda visits: [
        visits.request(visits.size.lead_officer(pair), f"{visits.engagement_path(pair, 0)}{rest}")
        for pair in visits.some(VARIANTS)
    ]


def _thread(visits: Visits) -> list[Request]:
    return [
        visits.request(
            visits.size.lead_officer(pair),
            f"{visits.engagement_path(pair, 0)}standards/{visits.standards[place % 12]}",
        )
        for place, pair in enumerate(visits.some(VARIANTS))
    ]


def _tools(rest: str) -> Callable[[Visits], list[Request]]:
    """What a lead officer sees of tools in use, service cases and the library."""
    return lambda visits: [
        visits.request(visits.size.lead_officer(pair), visits.tools_path(pair, rest)) for pair in visits.some(VARIANTS)
    ]


def _portfolio(visits: Visits) -> list[Request]:
    return [visits.request(MANAGER, "/portfolio")]


def _listing(visits: Visits) -> list[Request]:
    return [visits.request(MANAGER, "/engagements")]


def _work(visits: Visits) -> list[Request]:
    return [visits.request(visits.size.consultant(pair), "/home") for pair in range(5)]


def charts(visits: Visits, number: int) -> list[Request]:
    """Give the charts of so many results, two of each; the application in this process says where they are."""
    found = []
    for pair in visits.some(number):
        person = visits.size.participant(pair, 1)
        page = visits.answer(visits.request(person, visits.round_path(pair, 0, SIGNED, "result")))
        found += [visits.request(person, path) for path in _CHART.findall(page)]
    return found


def _cached_charts(visits: Visits) -> list[Request]:
    return charts(visits, 8)


def _known_charts(visits: Visits) -> list[Request]:
    return [
        Request(each.path, each.cookie, headers={"If-None-Match": f'"{_DIGEST.findall(each.path)[0]}"'})
        for each in _cached_charts(visits)
    ]


PAGES = (
    Page("static text", 1.5, 1.5, 0, _public("/privacy")),
    Page("health", 1.5, 1.5, 1, _public("/health")),
    Page("signed in, nothing else", 3.5, 5, 1, _own_name),
    Page("task list", 5.5, 7.5, 3, _scoring("scoring"), flat=True),
    Page("one standard", 5.5, 7.5, 3, _scoring("scoring/standards/{standard}"), flat=True),
    Page("twelve standards", 5, 7, 3, _scoring("scoring/check"), flat=True),
    Page("save one answer", 7.5, 10, 4, _save, status=303, flat=True),
    Page("result", 5.5, 7.5, 4, _result("result"), flat=True),
    Page("how the scores lie", 5.5, 7.5, 4, _result("result/scores"), flat=True),
    Page("how each figure is made", 5.5, 7.5, 4, _result("result/workings"), flat=True),
    Page("evidence", 7, 9, 4, _result("evidence"), flat=True),
    Page("workshop list", 5.5, 7.5, 4, _workshop("workshop"), flat=True),
    Page("workshop standard", 5.5, 7.5, 4, _workshop("workshop/standards/{standard}"), flat=True),
    Page("follow the workshop", 5.5, 7.5, 4, _follow, flat=True),
    Page("follow, nothing new", 3.5, 5, 2, _follow_live(counting=False), status=204, flat=True),
    Page("follow, one more voted", 3.5, 5, 2, _follow_live(counting=True), flat=True),
    Page("second vote", 7.5, 10, 3, _vote_again, status=303, flat=True),
    Page("change plan", 7, 9, 5, _plan(""), flat=True),
    Page("plan builder", 7, 9, 5, _plan("/scope"), flat=True),
    Page("goal", 7, 9, 5, _plan("/goals/{goal}"), flat=True),
    Page("timeline", 7, 9, 5, _plan("/timeline"), flat=True),
    Page("update a goal", 7.5, 10, 8, _update, status=303, flat=True),
    Page("agreement", 7, 9, 5, _year("agreement"), flat=True),
    Page("support days", 7, 9, 5, _days(), flat=True),
    Page("month of days", 7, 9, 5, _days("/months/2026-11"), flat=True),
    Page("statements", 7, 9, 5, _days("/statements"), flat=True),
    Page("income", 7, 9, 5, _income, flat=True),
    Page("cohorts", 7, 9, 5, _training, flat=True),
    Page("cohort", 7, 9, 5, _taking(""), flat=True),
    Page("cohort, trainer", 7, 9, 5, _running(""), flat=True),
    Page("programme", 7, 9, 5, _taking("/programme"), flat=True),
    Page("session", 7, 9, 5, _taking("/sessions/2.1"), flat=True),
    Page("presenter view", 7, 9, 5, _running("/present/2.1"), flat=True),
    Page("register", 7, 9, 5, _running("/register/1/morning"), flat=True),
    Page("attendance", 7, 9, 5, _running("/attendance"), flat=True),
    Page("check, handed in", 7, 9, 5, _taking("/check/{attempt}"), flat=True),
    Page("own progress", 7, 9, 5, _taking("/progress"), flat=True),
    Page("results of a cohort", 7, 9, 5, _running("/results"), flat=True),
    Page("training of an engagement", 7, 9, 5, _year("training"), flat=True),
    Page("effect of training", 7, 9, 5, _effect, flat=True),
    Page("twelve months", 8, 11, 8, _year("twelve-months"), flat=True),
    Page("standards", 7, 9, 5, _year("standards"), flat=True),
    Page("thread of a standard", 7, 9, 5, _thread, flat=True),
    Page("tools", 7, 9, 5, _tools("tools"), flat=True),
    Page("sheet of a tool", 7, 9, 5, _tools("tools/{running}/{subject}/sheet"), flat=True),
    Page("tool, concluded", 7, 9, 5, _tools("tools/{finished}"), flat=True),
    Page("service cases", 7, 9, 5, _tools("cases"), flat=True),
    Page("service case", 7, 9, 5, _tools("cases/{case}"), flat=True),
    Page("monitoring", 7, 9, 5, _tools("cases/{case}/monitoring"), flat=True),
    Page("library", 7, 9, 5, _tools("library"), flat=True),
    Page("item of the library", 7, 9, 5, _tools("library/{item}"), flat=True),
    Page("monthly reviews", 7, 9, 5, _year("reviews"), flat=True),
    Page("portfolio", 7, 9, 5, _portfolio, flat=True),
    Page("engagement list", 7, 9, 5, _listing, flat=True),
    Page("your work", 7, 9, 5, _work, flat=True),
    Page("engagement home", 8, 11, 8, _year(""), flat=True),
    Page("chart, cached", 3.5, 5, 1, _cached_charts),
    Page("chart, 304", 3.5, 5, 1, _known_charts, status=304),
)
