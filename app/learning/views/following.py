"""Three months on: what the delegate and the line manager see at work. The questions: app/learning/follow_up.py."""

from typing import Any

from flask import flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.accounts import throttle
from app.db import db, reading
from app.db.clock import now
from app.engagements.forms.taking import sent
from app.learning import follow_up as asked_for
from app.learning.errors import WrongStateError
from app.learning.forms.following import delegate_form, manager_form
from app.learning.models import FollowUp, Witness
from app.learning.queries.following import Asked, asked_by, follow_ups_in, follow_ups_of, pledges_in
from app.learning.queries.learned import pledges_of
from app.learning.room import COHORT, room
from app.learning.services import following as services
from app.learning.showing_results import unordered
from app.learning.small_groups import LEAST
from app.learning.views.learned import UNPROCESSABLE, lead_away, opening_of
from app.learning.views.loading import cohort_to_see, cohort_to_take, page, programme_of, to
from app.security import Permission, require_identity

GONE = 410


@room.form(f"{COHORT}/follow-up", permission=Permission.SIGNED_IN)
def follow_up(cohort_ref: str) -> ResponseReturnValue:
    """Answer as the delegate; afterwards read both views, once both are there."""
    scope = cohort_to_take(cohort_ref)
    found = follow_ups_of(enrolment_id=scope.enrolment_id or 0)
    own = found.get(Witness.DELEGATE)
    if services.why_not(own, now()):
        if sent() is not None:
            lead_away(services.why_not(own, now()), scope, "follow_up")
        opening = opening_of(scope, programme_of(scope)) if own is None else None
        pledges = pledges_of(enrolment_id=scope.enrolment_id or 0) if own and own.answered_at else []
        return page("follow_up_read.html", scope, own=own, opening=opening, pledges=pledges, **_both(found))
    pledges = pledges_of(enrolment_id=scope.enrolment_id or 0)
    form = delegate_form(pledges, sent())
    if sent() is not None and form.validate():
        try:
            services.answer(
                form.answers(),
                Witness.DELEGATE,
                enrolment_id=scope.enrolment_id or 0,
                cohort_ref=scope.ref,
                actor_id=require_identity().person_id,
                now=now(),
            )
        except WrongStateError as error:
            lead_away(str(error), scope, "follow_up")
        flash("Thank you. Your answers are sent.", "success")
        return redirect(to("follow_up", scope), 303)
    errors = form.error_list
    body = page("follow_up.html", scope, form=form, errors=errors, pledges=pledges)
    return body, UNPROCESSABLE if errors else 200


@room.form("/follow-up/<token>", permission=Permission.PUBLIC)
def follow_up_manager(token: str) -> ResponseReturnValue:
    """Answer as the line manager, by link; afterwards read both views, once both are there."""
    throttle.count(throttle.LINK)
    response = make_response(_as_manager(token))
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _as_manager(token: str) -> ResponseReturnValue:
    with reading():
        asked = asked_by(token)
        found = follow_ups_of(enrolment_id=asked.enrolment_id) if asked else {}
        pledges = pledges_of(enrolment_id=asked.enrolment_id) if asked else []
    db.session.rollback()
    if asked is None:
        return render_template("learning/follow_up_unknown.html"), 404
    own = found[Witness.MANAGER]
    reason = services.why_not(own, now())
    if reason and sent() is None:
        is_over = now() >= own.expires_at  # then the link shows nothing of anybody any more
        shown = _both({} if is_over else found)
        body = render_template("learning/follow_up_sent.html", asked=asked, own=own, is_over=is_over, **shown)
        return body, GONE if is_over else 200
    form = manager_form(pledges, sent())
    if reason or (sent() is not None and form.validate()):
        return _keep_managers(form, asked, token)
    errors = form.error_list
    values = {"asked": asked, "form": form, "pledges": pledges, "token": token, "errors": errors}
    return render_template("learning/follow_up_manager.html", **values), UNPROCESSABLE if errors else 200


def _keep_managers(form: Any, asked: Asked, token: str) -> ResponseReturnValue:
    try:
        services.answer(
            form.answers(),
            Witness.MANAGER,
            enrolment_id=asked.enrolment_id,
            cohort_ref=asked.cohort_ref,
            actor_id=None,
            now=now(),
        )
    except WrongStateError as error:
        db.session.rollback()
        flash(str(error), "important")
    return redirect(url_for("learning.follow_up_manager", token=token), 303)


def _both(found: dict[Witness, FollowUp]) -> dict[str, Any]:
    """Give both views side by side, line by line; nothing of the other before both are there."""
    delegate, manager = found.get(Witness.DELEGATE), found.get(Witness.MANAGER)
    if not (delegate and manager and delegate.answered_at and manager.answered_at):
        return {"lines": None, "manager_asked": manager is not None}
    one, two = delegate.answers, manager.answers
    lines = [
        (
            f"{place}. {words}",
            (asked_for.OFTEN.get(one.get(f"line{place}", ""), "–"), one.get(f"example{place}", "")),
            (asked_for.SEEN.get(two.get(f"line{place}", ""), "–"), two.get(f"example{place}", "")),
        )
        for place, words in enumerate(asked_for.LINES, 1)
    ]
    return {"lines": lines, "manager_asked": True, "help": two.get("help", ""), "changed": two.get("changed", "")}


@room.get(f"{COHORT}/follow-ups", permission=Permission.SIGNED_IN)
def follow_ups(cohort_ref: str) -> ResponseReturnValue:
    """Show what was answered, summed up, once no answer can come any more; pledges by name to trainers."""
    scope, moment = cohort_to_see(cohort_ref), now()
    opening = opening_of(scope, programme_of(scope))
    found = follow_ups_in(cohort_id=scope.id)
    fixed = bool(found) and all(each.answered_at or each.expires_at <= moment for each in found)
    said = {
        witness: [each.answers for each in found if each.witness is witness and each.answered_at] for witness in Witness
    }
    delegates, managers = (said[witness] if fixed else [] for witness in (Witness.DELEGATE, Witness.MANAGER))
    return page(
        "follow_ups.html",
        scope,
        opening=opening,
        sent=[(witness, sum(each.witness is witness for each in found), len(said[witness])) for witness in Witness],
        fixed=fixed,
        until=max((each.expires_at for each in found), default=None),
        delegates=asked_for.shown(delegates, asked_for.LINES),
        managers=asked_for.shown(managers, asked_for.LINES),
        states=asked_for.pledge_states(delegates, (1, 2, 3)),
        wishes=unordered(each.get("next", "") for each in delegates) if len(delegates) >= LEAST else (),
        often=tuple(asked_for.OFTEN.values()),
        pledges=pledges_in(cohort_id=scope.id) if scope.runs else None,
        least=LEAST,
    )
