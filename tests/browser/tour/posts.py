"""What is sent to forms besides nothing at all: answers that are wrong in a way of their own, or come too late."""

from tests.appraising_factories import MATRIX, text_of
from tests.browser.tour.scenes import LONG, LONG_EMAIL
from tests.integration.engagements.forms import terms
from tests.integration.instruments.texts import reworded
from tests.world import STANDARDS

Form = dict[str, str]

_NOON = {"day": "20", "month": "11", "year": "2026"}
_LATE = "0"  # the version of a page that was opened before a colleague saved


def _day(field: str) -> Form:
    """Type the tests' own day into a date field."""
    return {f"{field}-{part}": text for part, text in _NOON.items()}


POSTS: dict[str, tuple[Form, ...]] = {
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
    "library.item_edit": ({"title": "", "from_level": "4", "to_level": "2", "review_on-day": "31", "seen": _LATE},),
    "library.version_new": ({"change": LONG_EMAIL * 400, "review_on-month": "13"}, {"link": LONG}),
    "library.share": ({"sharing": "chosen", "seen": _LATE}, {"sharing": "everybody"}),
    "library.withdraw": ({"reason": LONG_EMAIL * 20},),
    "library.use": ({"target": "goal:nothing", **_day("used_on"), "used_on-year": "2031", "note": LONG_EMAIL * 400},),
    "cases.measure_new": ({"outcome": LONG_EMAIL * 10, "measure": LONG, "since": "1999-01-01"},),
    "cases.measure_edit": ({"outcome": LONG, "measure": LONG_EMAIL * 3, "target": LONG, "seen": _LATE},),
    "cases.quarter": ({"summary": LONG_EMAIL * 400, "seen": "99"},),
    "cases.notice": (
        {**_day("given_on"), "given_on-year": "2031", "given_to": LONG_EMAIL * 10, "exception": "full"},
        {**_day("given_on"), **_day("ends_on"), "given_to": LONG, "exception": "other", "users_told": LONG},
    ),
    "cases.end": ({**_day("ended_on"), "ended_on-year": "2031", "became": LONG, "confirmed_by": LONG_EMAIL * 10},),
    "cases.open": (
        {"kind": "none", "service": LONG_EMAIL * 9, "purpose": LONG, "yearly": "lots", "owner": "nobody"},
        {"service": LONG, "goal": "none", "yearly": "-1"},
    ),
    "cases.edit": ({"service": LONG, "purpose": LONG_EMAIL * 3, "owner": "nobody", "seen": _LATE},),
    "cases.decide": (
        {"what": LONG_EMAIL * 3, "decided_on-day": "31", "decided_on-month": "2", "leads_to": "nowhere"},
        {"what": LONG, "reason": LONG, "decided_by": LONG, **_day("decided_on"), "leads_to": "stay"},
    ),
    "cases.need_new": ({"what": LONG_EMAIL * 3, "who": LONG_EMAIL * 9},),
    "cases.need_edit": ({"what": LONG, "who": LONG, "evidence": LONG_EMAIL * 3, "seen": "99"},),
    "cases.service_new": ({"name": LONG_EMAIL * 9, "yearly": "lots"},),
    "cases.service_edit": ({"name": LONG, "provider": LONG, "reach": LONG_EMAIL * 3, "seen": "99"},),
    "cases.evidence_new": ({"stage": "none", "note": LONG_EMAIL * 3, "link": "not a link"},),
    "reviewing.start": ({"month": "2031-02-01"},),
    "reviewing.edit": (
        {"impact": "serious", "judgement": LONG_EMAIL * 400, **_day("met_on"), "met_on-year": "2031", "seen": _LATE},
        {"impact": "some", "impact_comment": LONG, "decisions": f"{LONG}\n{LONG_EMAIL}", "seen": _LATE},
    ),
    "reviewing.actions": ({"what": LONG_EMAIL * 20, "owner": "nobody", "due_on-day": "32", "due_on-month": "1"},),
    "reviewing.edit_action": ({"what": LONG, "seen": _LATE},),
    "reviewing.action_done": ({"note": LONG_EMAIL * 400},),
    "reviewing.confirm": ({"seen": "0" * 64},),
    "learning.new_cohort": ({"title": LONG_EMAIL * 3, "seats": "lots", "link": LONG, "day_1-day": "31"},),
    "learning.edit_cohort": (
        {"title": "", "seats": "0", "link": "not a link", "day_1-month": "13", "seen": _LATE},
        {"title": LONG, "seats": "24", "venue": LONG_EMAIL * 3, "seen": _LATE},
    ),
    "learning.enrol": ({"needs": LONG_EMAIL * 20},),
    "learning.needs": ({"needs": LONG_EMAIL * 20},),
    "learning.withdraw": ({"reason": LONG_EMAIL * 20},),
    "learning.cancel_cohort": ({"reason": LONG_EMAIL * 20},),
    "learning.remove_delegate": ({"reason": LONG_EMAIL * 20},),
    "learning.add_delegates": (
        {"authority": "Chesire", "people": LONG_EMAIL},
        {"authority": LONG, "people": f"{LONG}, {LONG_EMAIL}\nnobody"},
    ),
    "learning.nominate": ({"people": LONG}, {"people": "Nobody, not an address"}),
    "learning.rate": ({"decommissioning": "9", "seen": "99"}, {"engagement": "3"}),
    "learning.attempt": ({"act": "later", "4.1-a": "9"}, {"act": "hand-in"}),
    "learning.feedback": ({"useful": "9", "helped": LONG_EMAIL * 200}, {"useful": "5", "seen": "99"}),
    "learning.pledges": (
        {"pledge1-action": LONG_EMAIL * 40, "pledge1-by_on-day": "31", "line_manager_email": "nobody"},
        {"pledge1-measure": LONG, "line_manager": LONG_EMAIL * 20, "seen": "99"},
    ),
    "learning.follow_up": ({"line1": "often", "line2": "no such answer", "next": LONG_EMAIL * 200},),
    "learning.follow_up_manager": ({"talked": "perhaps", "line1": "often", "help": LONG_EMAIL * 200},),
    "learning.save_note": ({"text": LONG_EMAIL * 400, "seen": "0"}, {"text": LONG, "seen": "99"}),
    "comparing.consent": ({"act": "agree"}, {"act": "withdraw", "seen": _LATE}, {"confirm": "y", "seen": "99"}),
    "agreements.sign": ({"seen": "0" * 64}, {"confirm": "y", "seen": "0" * 64}),
    "agreements.send_back": ({"reason": LONG_EMAIL * 70, "seen": "0" * 64}, {"reason": LONG, "seen": "0" * 64}),
    "agreements.send": ({"seen_version": "99"},),
    "progress.mail_preferences": ({"rhythm": "hourly"},),
    "accounts.sign_in": ({"email": "nobody@nowhere.example", "password": "not the password"},),
    "accounts.forgotten_password": ({"email": "nobody@nowhere.example"},),
    "accounts.change_name": ({"name": LONG},),
    "accounts.change_password": ({"current": "wrong wrong wrong", "password": "short"},),
    "accounts.invite": ({"email": "not an address", "name": LONG, "role": "manager"},),
    "accounts.invitation": ({"name": LONG, "password": "password1234"},),
    "accounts.choose_password": ({"password": "password1234"},),
    "agreements.draft": ({"kind": "variation", "reason": ""}, {"kind": "plan"}, {"kind": "nothing we know"}),
    "agreements.terms": (
        {
            "purpose": LONG_EMAIL * 3,
            "day_rate": "500.01",
            "estimate_quarters": "20",
            "cap_quarters": "1",
            "seen": _LATE,
        },
    ),
    "agreements.lines": (
        {"act": "add"},
        {"rows-0-kind": "", "rows-0-days": "lots", "rows-0-what": LONG_EMAIL * 3, "rows-0-vat": "", "seen": _LATE},
    ),
    "agreements.opening": ({"signed_on-day": "31", "signed_on-month": "2", "scoping_days": "lots"},),
    "assessments.start": (
        {"kind": "baseline", "deadline-day": "31", "deadline-month": "2", "deadline-year": "2026"},
        {"kind": "baseline", "deadline-day": "1", "deadline-month": "2", "deadline-year": "20"},
    ),
    "assessments.people": ({"people": f"{LONG}\nsomebody@health.example", "agency": ""},),
    "assessments.change_deadline": ({"deadline-day": "1", "deadline-month": "1", "deadline-year": "2020"},),
    "assessments.standard": (
        {"level": "cannot"},
        {"level": "3", "evidence_link": "not a link", "evidence_note": f"{LONG_EMAIL * 3}"},
    ),
    "assessments.add_file": (
        {"note": LONG_EMAIL * 3, "review_on-day": "31", "review_on-month": "2", "review_on-year": "2027"},
    ),
    "assessments.add_evidence": (
        {"standard": STANDARDS[0], "note": LONG},
        {"standard": "no such standard", "link": "not a link", "review_on-day": "31"},
    ),
    "assessments.still_true": (
        {"still_true": "yes", "note": LONG, "seen_version": "1"},
        {"still_true": "no", "note": LONG_EMAIL * 3, "seen_version": "99"},
    ),
    "assessments.workshop_standard": (
        {"level": "5", "target": "5", "seen_version": "0"},
        {"level": "5", "target": "4", "seen_version": "0"},
        {"level": "none", "reason": "", "seen_version": "0"},
        {"level": "3", "target": "4", "reason": LONG, "seen_version": "0", "target_by-day": "31"},
        {"level": "3", "target": "3", "reason": LONG_EMAIL * 3, "seen_version": "99", "priority": "y"},
    ),
    "assessments.dissent": ({"text": "", "ask": ""}, {"text": LONG_EMAIL * 3, "ask": "nobody we know"}),
    "assessments.workshop_meeting": (
        {"held_on-day": "31", "held_on-month": "2", "held_on-year": "2026", "present": ""},
        {
            "held_on-day": "20",
            "held_on-month": "11",
            "held_on-year": "2026",
            "present": LONG_EMAIL * 3,
            "seen_version": "99",
        },
    ),
    "assessments.sample_standard": ({"level": "5", "target": "4"}, {"level": "3", "target": "4", "seen_version": "99"}),
    "assessments.sample_area": ({"challenges": LONG, "capacity": LONG_EMAIL * 3, "seen_version": "99"},),
    "assessments.sample_dissent": ({"text": LONG_EMAIL * 3, "ask": "grace", "once": "a-key-of-the-page"},),
    "assessments.answer_sample_dissent": ({"answer": "confirm"},),
    "assessments.vote": ({"level": "3", "vote": "another"}, {"level": "9"}),
    "assessments.answer_dissent": ({"answer": "name", "dissent": "another"},),
    "assessments.workshop_area": ({"challenges": LONG, "capacity": LONG_EMAIL * 3, "seen_version": "99"},),
    "assessments.return_result": (
        {"reason": "Look again at markets."},
        {"reason": LONG_EMAIL * 3, f"comment_{STANDARDS[1]}": LONG * 70, f"comment_{STANDARDS[2]}": LONG_EMAIL * 3},
    ),
    "assessments.reopen_result": ({"reason": LONG_EMAIL * 70, "seen_version": "99"},),
    "charging.week_limit": ({"quarters": "lots", "seen": "12"}, {"quarters": "2.5", "seen": "99"}),
    "charging.invoiced": ({"number": LONG_EMAIL * 3}, {"number": "INV-1", "seen_number": "INV-0"}),
    "charging.dispute": ({"text": LONG_EMAIL * 70},),
    "charging.settle": ({"text": LONG_EMAIL * 70},),
    "charging.paid": (_day("paid_on"), {"paid_on-day": "31", "paid_on-month": "2", "paid_on-year": "2026"}),
    "charging.purchase_order": ({"number": LONG_EMAIL * 3}, {"number": "PO-1", "seen_number": "PO-0"}),
    "charging.vat": (
        {"treatment_scoping": "exempt", "treatment_review": "lots", "basis_mentoring": LONG_EMAIL * 70, "seen": _LATE},
    ),
    "charging.approve": ({"seen": "0" * 64},),
    "charging.query": ({"text": LONG_EMAIL * 70, "seen": "1"}, {"text": LONG, "seen": "99"}),
    "charging.answer": ({"text": LONG_EMAIL * 70, "seen": "1"}, {"text": LONG, "seen": "99"}),
    "charging.reverse": ({"reason": LONG_EMAIL * 70},),
    "charging.replace": (
        {"person": "nobody", "on-day": "31", "on-month": "2", "quarters": "9", "kind": "none", "served": "no goal"},
        {**_day("on"), "quarters": "4", "kind": "mentoring", "served": "", "note": LONG_EMAIL * 70, "reason": LONG},
    ),
    "charging.issue": ({"seen": "0" * 64},),
    "charging.propose_rate": (
        {"whom": "nobody", "day_rate": "450.01", "reason": LONG, "from_on-day": "31", "from_on-month": "2"},
        {"whom": "everybody", "day_rate": "lots", "reason": LONG_EMAIL * 70, **_day("from_on")},
    ),
    "engagements.set_up": (
        {"act": "work-out", "day_rate": "500", "estimate_quarters": "20", "cap_quarters": "30"},
        terms(partner="Cheshire"),
        terms(partner="Nowhere at all", day_rate="lots", cap_quarters="1"),
    ),
    "engagements.change_terms": (
        {**terms(decision_reference="Another minute"), "seen": _LATE},
        {"act": "work-out", "day_rate": "x"},
    ),
    "engagements.practice": ({"people_met": LONG_EMAIL * 3, "seen": _LATE},),
    "engagements.package": ({"recommendation": LONG, "mentoring_days": "lots", "seen": _LATE}, {"seen": _LATE}),
    "engagements.edit_service": ({"name": "Another name", "seen": _LATE},),
    "engagements.invite_consultant": ({"name": LONG, "email": "not an address"},),
    "engagements.invite_director": ({"name": LONG, "email": "somebody@cheshire.example"},),
    "instruments.upload": ({"text": "key: sap\nversion: 1\n"}, {"text": reworded("2027-02")}),
    "learning.verify_code": ({"code": "12"}, {"code": LONG_EMAIL}, {"code": "2345-6789-ABCD-EFGH"}),
    "learning.withdraw_certificate": ({"reason": ""}, {"reason": LONG_EMAIL * 70}),
    "learning.register": ({"rest": "present"},),
    "learning.pledge_milestone": ({"goal": "none", "what": "", "due_on-day": "31"}, {"what": LONG_EMAIL * 200}),
    "learning.charge_days": ({"note": LONG_EMAIL * 200, "kind": "none"},),
    "learning.replace_certificate": ({"enrolment": "no such one"},),
    "mentoring.new_pair": ({"mentor": "nobody", "focus": LONG * 7, "started_on-day": "31", "started_on-month": "2"},),
    "mentoring.edit_pair": ({"focus": LONG_EMAIL * 3, **_day("started_on"), "seen": "99"},),
    "mentoring.end_pair": ({"note": LONG_EMAIL * 3, "ended_on-day": "1"},),
    "mentoring.new_meeting": (
        {"minutes": "lots", "discussed": LONG_EMAIL * 3, "action1-what": LONG_EMAIL, "action3-due_on-day": "31"},
    ),
    "mentoring.edit_meeting": ({"minutes": "30", "discussed": LONG_EMAIL * 3, **_day("met_on"), "seen": "99"},),
    "mentoring.new_action": ({"what": "", "owner": "nobody", "due_on-day": "31", "due_on-month": "2"},),
    "mentoring.edit_action": ({"what": LONG_EMAIL * 9, "owner": "nobody", "seen": "99"},),
    "mentoring.action_done": ({"note": LONG * 150},),
    "charging.log": (
        {"people": "nobody we know", "kind": "tools", "served": "no such goal", "note": LONG_EMAIL * 3},
        {"day-2": "4", "kind": "scoping", "served": "", "note": LONG * 90},
        {"day-13": "9", "kind": "mentoring", "served": "", "note": LONG},
    ),
    "charging.edit_entry": (
        {"quarters": "9", "kind": "tools", "served": "no such goal", "note": "", "seen": "1"},
        {"quarters": "4", "kind": "mentoring", "served": "", "note": LONG, "seen": "1"},
        {"quarters": "1", "kind": "scoping", "served": "", "note": LONG_EMAIL * 3, "seen": "99"},
    ),
    "plans.endorse": ({"confirm": "y", "digest": "of another content"},),
    "plans.new_comment": ({"text": LONG_EMAIL * 3, "number": "99"}, {"text": LONG * 90, "number": "1"}),
    "plans.edit_comment": ({"text": LONG_EMAIL * 3, "seen": "99"},),
    "plans.answer": ({"text": LONG_EMAIL * 3, "seen": "99"},),
    "plans.decide": (
        {"decision": "approved", "number": "99", "note": LONG_EMAIL * 3},
        {"decision": "with_conditions", "number": "1", "conditions-0-text": LONG, "conditions-0-due_on-day": "31"},
        {"act": "more", "decision": "with_conditions", "conditions-0-text": LONG_EMAIL * 3},
    ),
    "plans.meet_condition": ({"text": LONG_EMAIL * 3, "seen": "99"},),
    "plans.confirm_condition": ({"act": "reopen"},),
    "plans.change_scope": ({"reason": LONG * 90},),
    "plans.close": ({"note": LONG},),
    "plans.new_goal": (
        {"standard": STANDARDS[0], "what": LONG, "target_level": "1", "success_measure": LONG_EMAIL * 70},
        {"standard": "no such standard", "what": LONG_EMAIL * 3, "target_level": "9", "owner": "nobody we know"},
    ),
    "plans.edit_goal": (
        {"what": LONG_EMAIL * 3, "success_measure": LONG, "owner": "", "deputy": "", "seen": "99"},
        {"what": LONG, "owner": "", "deputy": "", "target_level": "1", "seen": "1"},
    ),
    "plans.new_milestone": (
        {"what": LONG_EMAIL * 3, "owner": "", "due_on-day": "31", "due_on-month": "2", "due_on-year": "2027"},
        {"what": LONG, "owner": "", "support": "", "quarters": "0.3"},
    ),
    "plans.edit_milestone": (
        {"what": LONG_EMAIL * 3, "owner": "", "support": "", "uses": LONG, "seen": "99"},
        {"what": LONG, "owner": "", "support": "", "quarters": "1", "uses": LONG_EMAIL * 9, "seen": "1"},
    ),
    "learning.publish": ({"compared_with": "another version"},),
    "plans.omit": ({"reason": LONG_EMAIL * 3, "seen": "99"},),
    "plans.take_newest": ({"newest": "another"},),
    "plans.move_goal": ({"move": "up-1"},),
    "plans.move_milestone": ({"move": "down-0"},),
    "plans.reforecast": (
        {"forecast_on-day": "31", "forecast_on-month": "2", "forecast_on-year": "2027", "forecast_reason": LONG},
        {
            "forecast_on-day": "1",
            "forecast_on-month": "4",
            "forecast_on-year": "2027",
            "forecast_reason": LONG_EMAIL * 3,
            "seen_version": "99",
        },
    ),
    "plans.slip": ({"chosen": "another milestone"},),
    "plans.update_goal": (
        {"status": "at_risk", "note": LONG_EMAIL * 3},
        {"status": "at_risk", "risk_reason": LONG_EMAIL * 3, "note": LONG, "seen_version": "99"},
        {"status": "done", "done_on-day": "20", "done_on-month": "11", "done_on-year": "2026", "link": "not a link"},
    ),
    "plans.update_milestone": (
        {"status": "done", "done_on-day": "31", "done_on-month": "2", "done_on-year": "2026"},
        {"status": "on_track", "note": LONG_EMAIL * 3, "link": "not a link", "forecast_on-day": "1"},
        {"status": "at_risk", "risk_reason": LONG_EMAIL * 3, "note": LONG, "seen_version": "99"},
    ),
    "tools.upload": ({"text": "key: ours\nversion: 1\n"}, {"text": text_of(MATRIX)}),
}
"""By endpoint; every form is also sent empty."""
