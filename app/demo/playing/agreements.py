"""The stories of support agreements: the initial one, the one from the plan, and a variation of it."""

import datetime as dt
from dataclasses import replace

from flask import current_app
from sqlalchemy import select

from app.agreements.models import AgreementKind, AgreementState, AgreementVersion
from app.agreements.queries.versions import lines_of
from app.agreements.services.drafting import Start, start
from app.agreements.services.lines import Line, save_lines, text_of
from app.agreements.services.opening import Paper, record_on_paper
from app.agreements.services.sending import send_to_sign
from app.agreements.services.signing import sign
from app.agreements.services.terms import VersionTerms, save_terms
from app.agreements.signatures import digest
from app.db import db
from app.demo.plan_content import AgreementFromPlan, VariationPlayed
from app.demo.playing.play import Play
from app.demo.playing.timeline import Story
from app.engagements.estimate import QUARTERS
from app.engagements.models import SupportKind
from app.files.services import shelf_of
from app.security import Role

INITIAL_DAYS = {SupportKind.SCOPING: 3 * QUARTERS, SupportKind.SELF_ASSESSMENT: 4 * QUARTERS}


def stories(play: Play) -> list[Story]:
    """Give what follows from the plan."""
    told: list[Story] = []
    if play.case.agreement:
        told.append(_agreed(AgreementKind.PLAN, play.case.agreement, play))
    if play.case.variation:
        told.append(_agreed(AgreementKind.VARIATION, play.case.variation, play))
    return told


def initial(play: Play) -> Story:
    """Open the engagement on its initial agreement: signed here by both, or on paper, which the manager records."""
    case, stage = play.case, play.stage
    if case.signed is None:
        return
    if case.signed_here:
        both = AgreementFromPlan(
            drafted=case.signed, sent=case.signed, lead_signed=case.signed, partner_signed=case.signed
        )
        yield from _agreed(AgreementKind.INITIAL, both, play)
        return
    now = yield stage.calendar.at(case.signed, 16, 10)
    signed_on = stage.calendar.day(case.signed)
    paper = Paper(signed_on, INITIAL_DAYS)
    shelf, manager = shelf_of(current_app.config["SETTINGS"]), play.acting(case.manager, Role.MANAGER, now=now)
    record_on_paper(paper, play.scope, shelf, today=signed_on, actor=manager, now=now)


def _agreed(kind: AgreementKind, played: AgreementFromPlan, play: Play) -> Story:
    """One version, from its draft to the second signature, as far as it has come."""
    case, at = play.case, play.stage.calendar.at
    now = yield at(played.drafted, 14)
    manager = play.acting(case.manager, Role.MANAGER, now=now)
    reason = played.reason if isinstance(played, VariationPlayed) else ""
    start(Start(kind, reason), play.scope, actor=manager, now=now)
    if isinstance(played, VariationPlayed):
        _vary(_unsigned(play), played, play, now=now)
    if played.sent is None:
        return
    now = yield at(played.sent, 14, 30)
    waiting = _unsigned(play)
    send_to_sign(waiting, play.scope, seen_version=waiting.version, actor=manager, now=now)
    director = case.director.email if case.director else ""
    for day, who, role in (
        (played.lead_signed, case.manager, Role.MANAGER),
        (played.partner_signed, director, Role.DIRECTOR),
    ):
        if day is None:
            continue
        now = yield at(day, 15, 10 + 10 * (role is Role.DIRECTOR))
        waiting, actor = _unsigned(play), play.acting(who, role, now=now)
        today = play.stage.calendar.day(day)
        sign(waiting, play.scope, seen=digest(waiting.content), actor=actor, today=today, now=now)


def _vary(version: AgreementVersion, played: VariationPlayed, play: Play, *, now: dt.datetime) -> None:
    """Raise the cap, and the days of the kinds that the variation names."""
    manager = play.acting(play.case.manager, Role.MANAGER, now=now)
    cap = version.cap_quarters if played.cap_days is None else played.cap_days * QUARTERS
    terms = VersionTerms(
        reason=version.reason,
        purpose=version.purpose,
        starts_on=version.starts_on,
        ends_on=version.ends_on,
        day_rate=version.day_rate,
        estimate_quarters=version.estimate_quarters,
        cap_quarters=cap,
        costs=version.costs,
        legal_power=version.legal_power,
        equality=version.equality,
        decision_reference=version.decision_reference,
    )
    today = play.stage.calendar.day(played.drafted)
    save_terms(version, terms, play.scope, seen_version=version.version, today=today, actor=manager, now=now)
    more = {kind.value: int(days * QUARTERS) for kind, days in played.more.items()}
    lines = [Line(line.ref, text_of(line)) for line in lines_of(version)]
    raised = [
        Line(each.ref, replace(each.text, quarters=each.text.quarters + more.pop(each.text.kind, 0))) for each in lines
    ]
    save_lines(version, raised, play.scope, seen_version=version.version, actor=manager, now=now)


def _unsigned(play: Play) -> AgreementVersion:
    """Give the version that is being drafted or signed."""
    unsigned = (AgreementState.DRAFT, AgreementState.TO_SIGN)
    return db.session.scalars(
        select(AgreementVersion).where(
            AgreementVersion.engagement_id == play.made.id, AgreementVersion.state.in_(unsigned)
        )
    ).one()
