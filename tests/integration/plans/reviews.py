"""Steps around the review as people take them, and what is kept of it; tests ask their own questions of both."""

from app.audit.models import AuditEntry
from app.db import db
from app.mail.models import Message
from app.plans.models import Goal, Plan, PlanVersion
from tests.clients import LintingClient, page
from tests.world import World

PLAN = "/plan"
CONDITION = {
    "decision": "with_conditions",
    "conditions-0-text": "Name who pays.",
    "conditions-0-due_on-day": "15",
    "conditions-0-due_on-month": "1",
    "conditions-0-due_on-year": "2027",
    "conditions-0-goal": "whole",
}


def hidden(client: LintingClient, address: str) -> dict[str, str]:
    """What the form of the page carries unseen, as a browser would send it."""
    forms = page(client.get(address)).select("main form")
    fields = forms[0].select("input[type=hidden]") if forms else []
    return {str(each["name"]): str(each.get("value", "")) for each in fields if each["name"] != "csrf_token"}


def post(world: World, who: str, path: str, **data: str):
    """Press a button as `who`, without its page."""
    return world.client(who).post(world.url(PLAN + path), data=data)


def send(world: World, who: str, path: str, **data: str):
    """Open the page, fill its form and send it."""
    client, address = world.client(who), world.url(PLAN + path)
    carried = hidden(client, address)
    return client.post(address, data=carried | data)


def endorse(world: World):
    return send(world, "director", "/endorse", confirm="y")


def submit(world: World, who: str = "lead_officer"):
    return send(world, who, "/submit")


def decide(world: World, decision: str, **data: str):
    return send(world, "manager", "/review/decide", decision=decision, **data)


def submitted_again(world: World) -> None:
    """Endorse and submit the next version."""
    assert endorse(world).status_code == 303
    assert submit(world).status_code == 303


def the_plan(world: World) -> Plan:
    """The plan; in an app context."""
    return db.session.scalars(db.select(Plan).filter_by(engagement_id=world.engagement_id)).one()


def standing(world: World) -> tuple[str, str | None, int | None]:
    """State, state of the change, approved number."""
    with world.app.app_context():
        plan = the_plan(world)
        return plan.state.value, plan.change_state.value if plan.change_state else None, plan.approved_number


def numbers_kept(world: World) -> list[int]:
    with world.app.app_context():
        return list(db.session.scalars(db.select(PlanVersion.number).order_by(PlanVersion.number)))


def mails(world: World) -> list[tuple[str, str]]:
    """Who was written to about the plan, and the text, in order."""
    with world.app.app_context():
        found = db.session.execute(
            db.select(Message.recipient, Message.body).filter_by(kind="change plan").order_by(Message.id)
        )
        return [(recipient.split("@")[0], body) for recipient, body in found]


def audited(world: World) -> list[str]:
    with world.app.app_context():
        return list(db.session.scalars(db.select(AuditEntry.action).order_by(AuditEntry.id)))


def edit_goal(world: World, ref: str, **values: object) -> None:
    """Edit a goal's row as the builder would."""
    with world.app.app_context():
        goal = db.session.scalars(db.select(Goal).filter_by(ref=ref)).one()
        for name, value in values.items():
            setattr(goal, name, value)
        db.session.commit()
