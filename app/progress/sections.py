"""The sections of twelve months: who sees each, where its parts lie, what happens next where there is nothing yet."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import url_for

from app.charts.model import Chart
from app.engagements.models import EngagementState
from app.progress.loaded import Loaded
from app.security import Identity, Permission, Role

Link = tuple[str, str]  # text, address


@dataclass(frozen=True, slots=True)
class Section:
    """One section. `chart` None: there is nothing to draw yet, and `empty` says what happens next."""

    key: str
    title: str
    chart: Chart | None
    chart_url: str
    empty: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of section: whom it is for, what it is made of, its chart, and words for when there is none."""

    key: str
    title: str
    permission: Permission
    made_of: Callable[[Loaded], object]
    chart: Callable[[Loaded], Chart | None]
    empty: Callable[[Loaded, Identity], str]
    links: Callable[[Loaded, Identity], tuple[Link, ...]]


def sections_of(loaded: Loaded, identity: Identity) -> tuple[Section, ...]:
    """Give the sections that the reader may see, in the order in which work goes."""
    return tuple(_section(kind, loaded, identity) for kind in KINDS.values() if identity.may(kind.permission))


def made_of(loaded: Loaded, identity: Identity) -> tuple[object, ...]:
    """Read all that these sections are made of, beside engagement, day and reader: equal, and they are the same."""
    return tuple(kind.made_of(loaded) for kind in KINDS.values() if identity.may(kind.permission))


def _section(kind: Kind, loaded: Loaded, identity: Identity) -> Section:
    chart = kind.chart(loaded)
    url = ""
    if chart is not None:
        url = url_for("progress.twelve_chart", engagement_ref=loaded.scope.ref, chart_key=kind.key, digest=chart.digest)
    return Section(
        kind.key,
        kind.title,
        chart,
        url,
        "" if chart else kind.empty(loaded, identity),
        kind.links(loaded, identity),
    )


def _to(loaded: Loaded, endpoint: str, **values: Any) -> str:
    return url_for(endpoint, engagement_ref=loaded.scope.ref, **values)


def _no_scores(_loaded: Loaded, identity: Identity) -> str:
    if identity.may(Permission.ROUND_RUN):
        return "Nothing is signed yet. Run the baseline self-assessment; its scores stand here once it is signed."
    if identity.may(Permission.RESULT_SIGN):
        return "Nothing is signed yet. The scores stand here once you have signed the baseline."
    return "Nothing is signed yet. The scores stand here once the director has signed the baseline."


def _score_links(loaded: Loaded, identity: Identity) -> tuple[Link, ...]:
    found = loaded.frozen.rounds
    newest = (
        [
            (
                f"Result of the {found[-1].kind.label.lower()} round",
                _to(loaded, "assessments.result", round_ref=found[-1].round_ref),
            )
        ]
        if found
        else []
    )
    compare = (
        [("Compare with other authorities", _to(loaded, "comparing.comparison"))]
        if identity.may(Permission.COMPARISON_VIEW)
        else []
    )
    threads = (
        [("All standards, each with its thread", _to(loaded, "progress.standards"))]
        if identity.may(Permission.PLAN_VIEW)
        else []
    )
    return (*newest, *threads, *compare)


def _no_milestones(loaded: Loaded, identity: Identity) -> str:
    if loaded.picture:
        return "The approved plan has no milestones."
    if identity.may(Permission.PLAN_BUILD) and loaded.frozen.rounds:
        return "No plan is approved yet. Finish the change plan; its milestones stand here once it is approved."
    return "No plan is approved yet. Milestones stand here once the manager has approved the change plan."


def _plan_links(loaded: Loaded, _identity: Identity) -> tuple[Link, ...]:
    if loaded.plan is None:
        return ()
    timeline = (("Timeline", _to(loaded, "plans.timeline")),) if loaded.picture else ()
    return (("Change plan", _to(loaded, "plans.plan")), *timeline)


def _no_days(_loaded: Loaded, _identity: Identity) -> str:
    return "No agreement is signed yet. Days and pounds stand here once both authorities have signed one."


def _day_links(loaded: Loaded, _identity: Identity) -> tuple[Link, ...]:
    return (
        ("Balance of support days", _to(loaded, "charging.days")),
        ("Cost per level moved", _to(loaded, "charging.per_level")),
    )


def _no_training(loaded: Loaded, identity: Identity) -> str:
    partner = loaded.scope.partner_name
    if Role.LEAD_OFFICER in identity.scope_roles and loaded.scope.state == EngagementState.OPEN:
        return f"Nobody from {partner} has a place yet. See what training suits you, and give colleagues a place."
    return f"Nobody from {partner} has a place yet. A lead officer of {partner} gives places."


KINDS: dict[str, Kind] = {
    kind.key: kind
    for kind in (
        Kind(
            "scores",
            "Scores and targets",
            Permission.RESULT_VIEW,
            lambda loaded: loaded.frozen,
            Loaded.scores_chart,
            _no_scores,
            _score_links,
        ),
        Kind(
            "milestones",
            "Milestones",
            Permission.PLAN_VIEW,
            lambda loaded: (loaded.plan, loaded.frozen.rounds),
            Loaded.milestones_chart,
            _no_milestones,
            _plan_links,
        ),
        Kind(
            "days",
            "Days and pounds",
            Permission.DAYS_VIEW,
            lambda loaded: loaded.terms.agreement and (loaded.terms, loaded.entries, loaded.rates, loaded.plan),
            Loaded.days_chart,
            _no_days,
            _day_links,
        ),
        Kind(
            "training",
            "Training",
            Permission.TRAINING_VIEW,
            lambda loaded: loaded.seats,
            Loaded.training_chart,
            _no_training,
            lambda loaded, _: (("Training of the partner", _to(loaded, "learning.engagement_training")),),
        ),
        Kind(
            "reviews",
            "Monthly reviews",
            Permission.REVIEW_VIEW,
            lambda loaded: (loaded.frozen, loaded.terms),
            Loaded.reviews_chart,
            lambda _loaded, _identity: "",
            lambda loaded, _: (("All monthly reviews", _to(loaded, "reviewing.reviews")),),
        ),
    )
}
"""By the key that stands in the address of the picture."""
