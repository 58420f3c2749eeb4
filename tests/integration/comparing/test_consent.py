"""Taking part in the comparison: the director alone, in so many words, withdrawn as easily as agreed."""

from app.accounts.models import Authority, Person
from app.audit.models import AuditEntry
from app.comparing.models import ComparisonConsent
from app.db import db
from app.security.roles import Role
from tests import factories
from tests.clients import page, press_twice, summary_errors


def stands(world) -> ComparisonConsent | None:
    with world.app.app_context():
        return db.session.get(ComparisonConsent, world.engagement_id)


def test_the_director_agrees_and_withdraws(world):
    client = world.client("director")
    address = world.url("/comparison/consent")
    shown = page(client.get(address))
    assert "single authority’s level" in shown.main.text
    assert len(client.queries) <= 5
    empty = client.post(address, data={"seen": "0", "act": "agree"})
    assert empty.status_code == 422
    assert summary_errors(empty) == ["Tick the box to agree that your results are compared"]
    agreed = client.post(address, data={"seen": "0", "act": "agree", "confirm": "y"}, follow_redirects=True)
    assert "takes part: Director agreed on" in " ".join(page(agreed).main.text.split())
    assert press_twice(client, address, "/comparison/consent") == [303, 303]
    assert stands(world).withdrawn_at is not None
    with world.app.app_context():
        said = db.session.scalars(db.select(AuditEntry.action).order_by(AuditEntry.id)).all()
    assert said == ["comparison agreed", "comparison withdrawn"]
    again = client.post(address, data={"seen": str(stands(world).version), "act": "agree", "confirm": "y"})
    assert again.status_code == 303
    assert stands(world).withdrawn_at is None


def test_a_page_that_is_no_longer_true_changes_nothing(world):
    client = world.client("director")
    address = world.url("/comparison/consent")
    for form in (
        {"seen": "7", "act": "agree", "confirm": "y"},
        {"seen": "0", "act": "withdraw"},
        {"seen": "²", "act": "withdraw"},
    ):
        answer = client.post(address, data=form, follow_redirects=True)
        assert answer.status_code == 200
        assert stands(world) is None
    client.post(address, data={"seen": "0", "act": "agree", "confirm": "y"})
    late = client.post(address, data={"seen": "0", "act": "agree"}, follow_redirects=True)
    assert "takes part already" in late.text, "no error about a box that is not on the page"


def test_nobody_of_the_lead_and_nobody_but_the_director(world):
    address = world.url("/comparison/consent")
    for who, status in (("manager", 403), ("lead_officer", 403), ("stranger_director", 404)):
        assert world.client(who).post(address, data={"seen": "0", "confirm": "y"}).status_code == status
    with world.app.app_context():
        director = db.session.get_one(Person, world.people["director"])
        factories.membership(director, Role.FINANCE_OFFICER, db.session.get_one(Authority, world.lead_id))
        db.session.commit()
    client = world.client("director")
    assert "somebody else has to decide" in client.get(address).text
    client.post(address, data={"seen": "0", "act": "agree", "confirm": "y"})
    assert stands(world) is None
