"""What is sent to forms of tools in use, service cases and the library; and the parts that all posts are made of."""

from tests.appraising_factories import MATRIX, text_of
from tests.browser.tour.scenes import LONG, LONG_EMAIL

Form = dict[str, str]

_NOON = {"day": "20", "month": "11", "year": "2026"}
LATE = "0"  # the version of a page that was opened before a colleague saved


def day_of(field: str) -> Form:
    """Type the tests' own day into a date field."""
    return {f"{field}-{part}": text for part, text in _NOON.items()}


CASE_POSTS: dict[str, tuple[Form, ...]] = {
    "appraising.start": ({"title": LONG_EMAIL * 4}, {"title": LONG, "names": f"{LONG}\n{LONG_EMAIL}"}),
    "appraising.subject_new": ({"name": LONG_EMAIL * 4, "amount": "lots"},),
    "appraising.subject_edit": ({"name": LONG, "detail": LONG_EMAIL, "seen": "99"},),
    "appraising.own_criteria": (
        {"weight1-weight": "101", "weight2-minimum": "9", "own1-title": LONG_EMAIL * 4},
        {"weight1-weight": "1", "weight2-weight": "2", "seen": "99"},
    ),
    "appraising.sheet": (
        {"need_seen": "0.x", "need_answer": "9", "cost_seen": "0.x", "cost_reason": LONG_EMAIL * 200},
        {"need_seen": "7.x", "need_answer": "1", "need_reason": LONG},
    ),
    "appraising.criterion": (
        {"answer": "9", "reason": LONG_EMAIL * 200, "link": "not a link"},
        {"answer": "1", "reason": LONG, "seen": "99"},
    ),
    "appraising.appraisers": ({"people": "nobody"},),
    "appraising.close_alone": ({"reason": LONG_EMAIL * 200},),
    "appraising.alone_sheet": ({"need_seen": "0.x", "need_answer": "9", "need_reason": LONG_EMAIL},),
    "appraising.conclude": ({"recommendation": LONG_EMAIL * 200}, {"recommendation": LONG, "seen": "0" * 64}),
    "appraising.withdraw": ({"reason": LONG_EMAIL * 200},),
    "library.item_new": (
        {"title": LONG_EMAIL * 20, "about": "", "link": "javascript:alert(1)", "to_level": "2"},
        {"title": LONG, "about": LONG_EMAIL * 400, "tool": "no-such-tool", "standards": "nothing"},
    ),
    "library.item_edit": ({"title": "", "from_level": "4", "to_level": "2", "review_on-day": "31", "seen": LATE},),
    "library.version_new": ({"change": LONG_EMAIL * 400, "review_on-month": "13"}, {"link": LONG}),
    "library.share": ({"sharing": "chosen", "seen": LATE}, {"sharing": "everybody"}),
    "library.withdraw": ({"reason": LONG_EMAIL * 20},),
    "library.use": ({"target": "goal:nothing", **day_of("used_on"), "used_on-year": "2031", "note": LONG_EMAIL * 400},),
    "cases.measure_new": ({"outcome": LONG_EMAIL * 10, "measure": LONG, "since": "1999-01-01"},),
    "cases.measure_edit": ({"outcome": LONG, "measure": LONG_EMAIL * 3, "target": LONG, "seen": LATE},),
    "cases.quarter": ({"summary": LONG_EMAIL * 400, "seen": "99"},),
    "cases.notice": (
        {**day_of("given_on"), "given_on-year": "2031", "given_to": LONG_EMAIL * 10, "exception": "full"},
        {**day_of("given_on"), **day_of("ends_on"), "given_to": LONG, "exception": "other", "users_told": LONG},
    ),
    "cases.end": ({**day_of("ended_on"), "ended_on-year": "2031", "became": LONG, "confirmed_by": LONG_EMAIL * 10},),
    "cases.open": (
        {"kind": "none", "service": LONG_EMAIL * 9, "purpose": LONG, "yearly": "lots", "owner": "nobody"},
        {"service": LONG, "goal": "none", "yearly": "-1"},
    ),
    "cases.edit": ({"service": LONG, "purpose": LONG_EMAIL * 3, "owner": "nobody", "seen": LATE},),
    "cases.decide": (
        {"what": LONG_EMAIL * 3, "decided_on-day": "31", "decided_on-month": "2", "leads_to": "nowhere"},
        {"what": LONG, "reason": LONG, "decided_by": LONG, **day_of("decided_on"), "leads_to": "stay"},
    ),
    "cases.need_new": ({"what": LONG_EMAIL * 3, "who": LONG_EMAIL * 9},),
    "cases.need_edit": ({"what": LONG, "who": LONG, "evidence": LONG_EMAIL * 3, "seen": "99"},),
    "cases.service_new": ({"name": LONG_EMAIL * 9, "yearly": "lots"},),
    "cases.service_edit": ({"name": LONG, "provider": LONG, "reach": LONG_EMAIL * 3, "seen": "99"},),
    "cases.evidence_new": ({"stage": "none", "note": LONG_EMAIL * 3, "link": "not a link"},),
    "tools.upload": ({"text": "key: ours\nversion: 1\n"}, {"text": text_of(MATRIX)}),
}
