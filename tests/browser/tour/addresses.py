"""Every address of the application in every filling, by endpoint. A part without values stops the test."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from flask import Flask
from werkzeug.routing import Rule

from tests.browser.tour.scenes import Values
from tests.routes import UnfilledRouteError

NOT_PAGES = frozenset(
    {
        "agreements.paper",  # files
        "agreements.pdf",
        "agreements.word",
        "appraising.answer_file",  # files
        "appraising.csv",
        "appraising.excel",
        "appraising.report_pdf",
        "appraising.report_word",
        "archiving.download",  # a file
        "assets.asset",  # style, script, picture
        "assessments.follow_live",  # parts of pages
        "assessments.vote_live",
        "assessments.workshop_live",
        "assessments.workshop_scores",
        "assessments.workshop_standard_live",
        "assessments.chart",  # a picture within the result
        "assessments.sample_chart",
        "assessments.report_pdf",
        "assessments.report_word",
        "assessments.evidence_download",  # a file
        "assessments.result_csv",
        "assessments.result_excel",
        "cases.evidence_file",  # files
        "cases.record_pdf",
        "cases.record_word",
        "charging.this_month",  # leads on to a month
        "charging.income_csv",
        "charging.statement_csv",  # files
        "charging.statement_excel",
        "charging.statement_pdf",
        "charging.statement_word",
        "charging.burn_up",  # a picture within the balance
        "comparing.chart",  # a picture within the comparison
        "engagements.audit_csv",
        "engagements.estimate",  # a part of a page
        "learning.joining_ics",  # files
        "learning.handouts_pdf",
        "learning.trainers_pack_pdf",
        "learning.trainers_pack_word",
        "learning.version_zip",
        "health.health",  # for machines
        "learning.confidence_chart",  # a picture within the results
        "learning.register_pdf",  # files
        "learning.register_csv",
        "learning.effect_csv",
        "learning.certificate_pdf",
        "library.file",  # a file
        "plans.calendar_feed",
        "plans.plan_csv",
        "plans.plan_excel",
        "plans.plan_pdf",
        "plans.plan_word",
        "plans.entry_file",  # a file
        "progress.effect_chart",  # a picture within the effect of support
        "progress.portfolio_csv",  # files
        "progress.portfolio_excel",
        "progress.twelve_chart",  # a picture within twelve months
        "plans.timeline_chart",  # a picture within the timeline
        "reviewing.minutes_pdf",  # files
        "reviewing.minutes_word",
    }
)


@dataclass(frozen=True)
class Way:
    """One way to ask for an endpoint."""

    endpoint: str
    method: str
    url: str


def rules(app: Flask) -> list[Rule]:
    """The routes that answer with pages."""
    found = [rule for rule in app.url_map.iter_rules() if rule.endpoint not in NOT_PAGES]
    return sorted(found, key=lambda rule: rule.rule)


def ways(app: Flask, values: Values) -> Iterator[Way]:
    """Every address, filled with every combination of `values`; none where a scene has no such record."""
    adapter = app.url_map.bind("localhost")
    for rule in rules(app):
        fixed = dict(rule.defaults or {})
        parts = sorted(rule.arguments - fixed.keys())
        missing = [part for part in parts if part not in values]
        if missing:
            raise UnfilledRouteError(f"{rule.rule} needs {', '.join(missing)}: fill it in tests/browser/tour/scenes.py")
        for filling in itertools.product(*(values[part] for part in parts)):
            url = adapter.build(rule.endpoint, {**fixed, **dict(zip(parts, filling, strict=True))})
            for method in sorted((rule.methods or set()) & {"GET", "POST"}):
                yield Way(rule.endpoint, method, url)
