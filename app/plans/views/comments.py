"""Writing, editing and removing a comment while a version waits, and answering one that was sent."""

from flask import abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.db import db
from app.db.clock import now
from app.plans.checklist import numbers
from app.plans.content import PlanContent, plan_from
from app.plans.errors import ConflictError, PlanError
from app.plans.models import PlanComment
from app.plans.queries.comments import comment_of, is_sent
from app.plans.queries.versions import waiting_version
from app.plans.review_forms import AnswerForm, CommentForm
from app.plans.room import PLAN, room
from app.plans.services import commenting
from app.plans.services.commenting import CommentOn, Written
from app.plans.views.acting import CONFLICT, INVALID, act
from app.plans.views.loading import load_plan, to
from app.security import Permission, require_identity, require_scope

COMMENT = f"{PLAN}/review/comments/<ref:comment_ref>"


@room.form(f"{PLAN}/review/comments/new", permission=Permission.PLAN_REVIEW)
def new_comment(engagement_ref: str) -> ResponseReturnValue:
    """Comment on the plan as a whole, or on the goal or milestone that the address names."""
    sent = request.method == "POST"
    plan, on = load_plan(lock=sent).plan, _on_what()
    form, version = CommentForm(request.form if sent else None), waiting_version(plan)
    if not sent:
        if version is None:
            return redirect(to("review"), 302)
        form.number.data = str(version.number)
    content = plan_from(version.content) if version else None
    said = _said_of(on, content) if content else "the plan"
    if content and said is None:
        abort(404)
    if sent and form.validate():
        try:
            commenting.comment(
                form.text.data or "",
                on,
                plan,
                require_scope(),
                seen_number=form.seen_number,
                actor=require_identity(),
                now=now(),
            )
        except PlanError as error:
            return _edit(form, said or "the plan", conflict=str(error), number=version.number if version else 0)
        flash("Your comment is kept. The partner sees it once you have decided.", "success")
        return redirect(to("review") + _anchor(on), 303)
    return _edit(form, said or "the plan")


@room.form(COMMENT, permission=Permission.PLAN_REVIEW)
def edit_comment(engagement_ref: str, comment_ref: str) -> ResponseReturnValue:
    """Change a comment that is not sent yet."""
    sent = request.method == "POST"
    written = _written(comment_ref, lock=sent)
    kept, form = written.comment, CommentForm(request.form if sent else None, data={"text": written.comment.text})
    said = _said_of(CommentOn(kept.goal_ref, kept.milestone_ref), plan_from(written.version.content)) or "the plan"
    if not sent:
        form.see(kept.version)
        return _edit(form, said, kept=kept, is_sent=is_sent(written.version))
    if not form.validate():
        return _edit(form, said, kept=kept)
    try:
        commenting.edit_comment(
            written,
            form.text.data or "",
            require_scope(),
            seen_version=form.seen_version,
            actor=require_identity(),
            now=now(),
        )
    except ConflictError as error:
        form.see(kept.version)
        return _edit(form, said, kept=kept, conflict=str(error), saved=kept.text)
    except PlanError as error:
        return _edit(form, said, kept=kept, conflict=str(error), is_sent=True)
    flash("Your comment is changed.", "success")
    return redirect(to("review") + _anchor(CommentOn(kept.goal_ref, kept.milestone_ref)), 303)


@room.post(f"{COMMENT}/remove", permission=Permission.PLAN_REVIEW)
def remove_comment(engagement_ref: str, comment_ref: str) -> ResponseReturnValue:
    """Take away a comment that is not sent yet."""
    written = _written(comment_ref, lock=True)
    return act(
        lambda: commenting.remove_comment(written, require_scope(), actor=require_identity(), now=now()),
        said="The comment is removed.",
        leads_to="review",
    )


@room.form(f"{PLAN}/comments/<ref:comment_ref>/answer", permission=Permission.PLAN_BUILD)
def answer(engagement_ref: str, comment_ref: str) -> ResponseReturnValue:
    """Answer the manager's comment; the answer stands beside it at the next review."""
    sent = request.method == "POST"
    written = _written(comment_ref, lock=sent)
    if not is_sent(written.version):
        abort(404)
    kept, form = written.comment, AnswerForm(request.form if sent else None, data={"text": written.comment.answer})
    if not sent:
        form.see(kept.version)
        return _answer(form, written)
    if not form.validate() and written.plan.closed_at is None:
        return _answer(form, written)
    try:
        commenting.answer(
            written,
            form.text.data or "",
            require_scope(),
            seen_version=form.seen_version,
            actor=require_identity(),
            now=now(),
        )
    except ConflictError as error:
        form.see(kept.version)
        return _answer(form, written, str(error), saved=kept.answer)
    except PlanError as error:
        return _answer(form, written, str(error))
    flash("Your answer is kept. The manager reads it at the next review.", "success")
    back = to("scope") if written.plan.is_editable else to("version", number=written.version.number)
    return redirect(back, 303)


def _written(comment_ref: str, *, lock: bool) -> Written:
    """Give the comment of the address with its version, or answer 404."""
    plan = load_plan(lock=lock).plan
    comment, version = comment_of(comment_ref, plan_id=plan.id) or abort(404)
    return Written(comment, version, plan)


def _on_what() -> CommentOn:
    return CommentOn(request.args.get("goal", ""), request.args.get("milestone", ""))


def _said_of(on: CommentOn, content: PlanContent) -> str | None:
    """Name what is commented on; None if the version has no such part."""
    if not (on.goal_ref or on.milestone_ref):
        return "the plan as a whole"
    number = numbers(content).get(on.milestone_ref or on.goal_ref)
    if number is None:
        return None
    goal, milestone = content.goal(on.goal_ref), content.milestone(on.milestone_ref)
    if milestone and on.goal_ref and (goal is None or milestone not in goal.milestones):
        return None
    if milestone:
        return f"milestone {number}: {milestone.what}"
    return f"goal {number}: {goal.what}" if goal else None


def _anchor(on: CommentOn) -> str:
    ref = on.milestone_ref or on.goal_ref
    return f"#part-{ref}" if ref else "#whole"


def _edit(
    form: CommentForm,
    said: str,
    *,
    kept: PlanComment | None = None,
    conflict: str = "",
    saved: str = "",
    number: int = 0,
    is_sent: bool = False,
) -> ResponseReturnValue:
    """Show the form; of a conflict with what was typed, and what is kept instead."""
    if number:  # another version waits: whoever sends again has been told
        form.number.raw_data, form.number.data = None, str(number)
    body = render_template(
        "plans/comment.html",
        scope=require_scope(),
        form=form,
        said=said,
        kept=kept,
        conflict=conflict,
        saved=saved,
        is_sent=is_sent,
        errors=[(conflict, "")] if conflict else form.error_list,
    )
    if conflict:
        db.session.rollback()
    return body, CONFLICT if conflict else INVALID if form.errors else 200


def _answer(form: AnswerForm, written: Written, conflict: str = "", saved: str = "") -> ResponseReturnValue:
    content = plan_from(written.version.content)
    on = CommentOn(written.comment.goal_ref, written.comment.milestone_ref)
    body = render_template(
        "plans/answer.html",
        scope=require_scope(),
        plan=written.plan,
        form=form,
        comment=written.comment,
        version=written.version,
        said=_said_of(on, content) or "the plan as a whole",
        conflict=conflict,
        saved=saved,
        errors=[(conflict, "")] if conflict else form.error_list,
    )
    return body, CONFLICT if conflict else INVALID if form.errors else 200
