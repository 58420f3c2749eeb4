"""What is under way for a case when it ends: told beforehand, withdrawn with the end, unchanged from then on."""

import threading
from concurrent.futures import ThreadPoolExecutor, wait

import pytest

from app.appraising.models import AgreedAnswer, Appraisal, AppraisalState
from app.appraising.services.starting import start
from app.appraising.views import tools as starting
from app.db import db
from app.engagements.models import Engagement
from tests import appraising_factories as tools
from tests.clients import page, summary_errors
from tests.integration.appraising.using import fill
from tests.integration.cases.opened import case_at, decided, person, text
from tests.integration.cases.walked import make_case, trail
from tests.world import build_world


@pytest.fixture
def world(app):
    return build_world(app, participants=1)


def _under_way(world, case: str, title: str = "Which offer is best") -> tuple[str, str]:
    """Put a tool to use for the case; give its address and its sheet's."""
    with world.app.app_context():
        within = db.session.get_one(Engagement, world.engagement_id)
        made = tools.appraisal(within, person(world, "lead_officer"), title=title, case_ref=case_at(case).ref)
        address, subject = world.url(f"/tools/{made.ref}"), tools.subject(made).ref
        db.session.commit()
    return address, f"{address}/{subject}/sheet"


def test_the_end_tells_and_withdraws_what_is_under_way_and_nothing_of_it_changes_after(world):
    case, client = make_case(world), world.client("lead_officer")
    tool, sheet = _under_way(world, case)
    _under_way(world, make_case(world, service="Day centres"), "Of another case")
    sent_late = {"need_answer": "4", "need_reason": "", "need_mitigation": "", "need_seen": "0.0"}
    form = page(client.get(world.url(f"{case}/decide")))
    assert form.main.find("a", href=tool).text == "Which offer is best"
    assert "Of another case" not in form.main.text
    seen = form.find("input", {"name": "seen_tools"})["value"]
    assert decided(world, case, "given_up", seen_tools=seen).status_code == 303
    for address in (sheet, f"{tool}/conclude", f"{tool}/withdraw", f"{tool}/new"):
        for response in (client.get(address), client.post(address, data=sent_late)):
            assert (response.status_code, response.location) == (303, tool), address
    shown = text(client.get(tool))
    assert "The service case has ended (given up). Half of the families asked have no other break." in shown
    assert page(client.get(tool)).main.find("a", href=world.url(case))
    with world.app.app_context():
        states = {each.title: each.state for each in db.session.scalars(db.select(Appraisal))}
        assert states == {
            "Which offer is best": AppraisalState.WITHDRAWN,
            "Of another case": AppraisalState.AGREEING,
        }
        assert not db.session.scalars(db.select(AgreedAnswer)).all()
    [entry] = trail(world, "appraisal withdrawn")
    assert entry.subject == f"appraisal {tool.rpartition('/')[2]}"


def test_a_tool_that_a_colleague_began_meanwhile_is_told_before_it_is_withdrawn(world):
    case, client = make_case(world), world.client("lead_officer")
    tool, sheet = _under_way(world, case)
    late = decided(world, case, "concluded")
    assert late.status_code == 422
    assert "A colleague has begun “Which offer is best” meanwhile" in summary_errors(late)[0]
    form = page(late)
    assert "Half of the families" in form.find("textarea", {"name": "reason"}).text
    assert form.find("input", {"name": "seen_tools"})["value"] == tool.rpartition("/")[2]
    assert fill(client, sheet, {"need": ("4", "")}).status_code == 303  # nothing was ended, and nothing withdrawn
    assert decided(world, case, "plan").status_code == 303  # a decision that ends nothing withdraws nothing
    assert fill(client, sheet, {"need": ("3", "")}).status_code == 303


def test_an_end_waits_for_a_tool_that_is_being_put_to_use_and_then_tells_of_it(world, monkeypatch):
    case, consultant = make_case(world), world.client("consultant")
    with world.app.app_context():
        key, ref = tools.tool_version(tools.RANKED).key, case_at(case).ref
        db.session.commit()
    begins, go_on = threading.Event(), threading.Event()

    def slowly(*args, **values):
        begins.set()
        go_on.wait(timeout=30)
        return start(*args, **values)

    monkeypatch.setattr(starting, "put_to_use", slowly)
    begun = {"title": "Which offer is best", "names": "Bid A", "case_ref": ref}
    with ThreadPoolExecutor(2) as pool:
        started = pool.submit(lambda: consultant.post(world.url(f"/tools/new/{key}"), data=begun))
        assert begins.wait(timeout=30)
        ended = pool.submit(lambda: decided(world, case, "given_up"))
        wait([ended], timeout=1)  # an end that did not wait would be done by then
        go_on.set()
    assert started.result().status_code == 303
    assert "A colleague has begun “Which offer is best” meanwhile" in summary_errors(ended.result())[0]
    with world.app.app_context():
        assert case_at(case).ending is None
