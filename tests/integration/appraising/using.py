"""What people do with tools in use, by the pages, so that a test says only what it is about."""

from typing import Any

from app.accounts.models import Person
from app.appraising.models import Appraisal, Subject
from app.db import db
from tests import appraising_factories as made
from tests.clients import page
from tests.world import World

Row = tuple[str, str]  # answer and reason


def offer(world: World, tool: dict[str, Any]) -> str:
    """Publish a small tool; gives its key."""
    with world.app.app_context():
        key = made.tool_version(tool).key
        db.session.commit()
    return key


def begin(world: World, tool: dict[str, Any], who: str = "lead_officer", **values: str) -> str:
    """Put a small tool to use by its form; gives the address of the appraisal."""
    key = offer(world, tool)
    answer = world.client(who).post(world.url(f"/tools/new/{key}"), data={"title": "Short breaks", **values})
    assert answer.status_code == 303, answer.text
    return answer.location


def subjects(world: World) -> dict[str, str]:
    """The references of all subjects of the newest appraisal, by name."""
    with world.app.app_context():
        newest = db.session.scalar(db.select(db.func.max(Appraisal.id)))
        rows = db.session.scalars(db.select(Subject).filter_by(appraisal_id=newest).order_by(Subject.position))
        return {row.name: row.ref for row in rows}


def fill(client: Any, address: str, rows: dict[str, Row], **more: str) -> Any:
    """Fill in a sheet as a browser does, and send it whole."""
    form = page(client.get(address)).select_one("main form")
    sent = {field["name"]: field.get("value", "") for field in form.select("input[type=hidden]")}
    sent |= {field["name"]: field["value"] for field in form.select("input[type=radio][checked]")}
    sent |= {field["name"]: field.text.removeprefix("\n") for field in form.select("textarea")}
    for key, (answer, reason) in rows.items():
        sent |= {f"{key}_answer": answer, f"{key}_reason": reason} if answer else {f"{key}_reason": reason}
    return client.post(address, data=sent | more)


def sheet_of(address: str, subject_ref: str) -> str:
    return f"{address}/{subject_ref}/sheet"


def conclude(client: Any, address: str, **values: str) -> Any:
    """Conclude by the form."""
    form = page(client.get(f"{address}/conclude")).select_one("main form")
    seen = form.find("input", {"name": "seen"})["value"]
    return client.post(f"{address}/conclude", data={"seen": seen, **values})


def main(response: Any) -> str:
    """What a page says, without its head and foot."""
    return page(response).select_one("main").get_text(" ", strip=True)


def ask(world: World, here: str, *people: str, seen: str = "") -> Any:
    """Ask these people to score alone, by the form."""
    with world.app.app_context():
        refs = [db.session.get_one(Person, world.people[key]).ref for key in people]
    client = world.client("lead_officer")
    return client.post(f"{here}/appraisers", data={"people": refs, "seen": seen or seen_of(client, here)})


def seen_of(client: Any, here: str) -> str:
    """The mark that the page of appraisers carries."""
    return page(client.get(f"{here}/appraisers")).select_one("input[name=seen]")["value"]


def score(world: World, here: str, who: str, answers: dict[str, Row], *, submit: bool = True) -> Any:
    """Say the same of each subject, alone, and submit."""
    client = world.client(who)
    for ref in subjects(world).values():
        assert fill(client, f"{here}/alone/{ref}", answers).status_code == 303
    return client.post(f"{here}/alone/submit") if submit else None
