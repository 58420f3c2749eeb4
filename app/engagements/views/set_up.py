"""Setting an engagement up, and what its estimate comes to while the figures are typed."""

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.db.clock import now, today
from app.engagements.forms.terms import EstimateForm, SetUpForm
from app.engagements.queries import councils
from app.engagements.room import room
from app.engagements.services import set_up as set_engagement_up
from app.security import Permission, Role, require_identity

WORK_OUT = "work-out"  # the value of the button that only shows what the estimate comes to


@room.get("/engagements/estimate", permission=Permission.ENGAGEMENT_CREATE)
def estimate() -> str:
    """The value of the figures in the address, as a part of a page."""
    return render_template("engagements/_estimate.html", estimate=EstimateForm(request.args).so_far())


@room.form("/engagements/set-up", permission=Permission.ENGAGEMENT_CREATE)
def set_up() -> ResponseReturnValue:
    """Set up a draft, or show what is wrong."""
    identity, register = require_identity(), councils()
    managed = set(identity.authorities_as(Role.MANAGER))
    leads = [each for each in register if each.id in managed]
    form = SetUpForm(request.form if request.method == "POST" else None, data={"starts_on": today()})
    form.offer_leads(leads)
    form.look_up(register)
    if request.form.get("act") == WORK_OUT:
        form.check_figures()
    elif request.method == "POST" and form.validate() and form.council:
        engagement = set_engagement_up(
            form.terms(),
            lead_authority_id=next(each.id for each in leads if each.ref == form.lead.data),
            partner_authority_id=form.council.id,
            actor_id=identity.person_id,
            now=now(),
            illustrative=current_app.config["DEMO"],
        )
        flash(f"Draft engagement with {form.council.name} set up", "success")
        return redirect(url_for("engagements.home", engagement_ref=engagement.ref), 303)
    page = render_template(
        "engagements/set_up.html",
        form=form,
        leads=leads,
        register=register,
        estimate=form.so_far(),
        errors=form.error_list,
        work_out=WORK_OUT,
    )
    return page, 422 if form.errors else 200
