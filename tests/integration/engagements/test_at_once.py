"""Two people at the same moment: one is first, the other is told, and nothing is made twice."""

import threading

from sqlalchemy import select

from app.accounts.models import Invitation, Membership, Person
from app.db import db
from app.engagements.models import Scoping


def at_once(*acts) -> list[int]:
    """Run `acts` together; their status codes, sorted."""
    gate, codes = threading.Barrier(len(acts)), []

    def run(act) -> None:
        gate.wait()
        codes.append(act().status_code)

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(codes)


def test_two_consultants_begin_the_scoping_together(world):
    clients = [world.client("consultant") for _ in range(2)]
    texts = ["One", "Two"]
    codes = at_once(
        *(
            lambda client=client, text=text: client.post(
                world.url("/scoping/practice"), data={"seen": "1", "current_practice": text}
            )
            for client, text in zip(clients, texts, strict=True)
        )
    )
    assert codes == [303, 409]
    with world.app.app_context():
        assert db.session.scalars(select(Scoping.current_practice)).one() in texts


def test_two_lead_officers_name_two_directors_together(world):
    with world.app.app_context():
        for held in db.session.query(Membership).filter_by(engagement_id=world.engagement_id, role="director"):
            db.session.delete(held)
        db.session.commit()
    people = {"lead_officer": "ann", "lead_officer2": "bo"}
    clients = {who: world.client(who) for who in people}
    codes = at_once(
        *(
            lambda who=who, name=name: clients[who].post(
                world.url("/people/director/invite"), data={"name": name, "email": f"{name}@cwac.example"}
            )
            for who, name in people.items()
        )
    )
    assert codes == [303, 422]
    with world.app.app_context():
        assert len(db.session.scalars(select(Invitation)).all()) == 1


def test_the_last_two_lead_officers_cannot_remove_each_other_together(world):
    with world.app.app_context():
        refs = {who: db.session.get_one(Person, world.people[who]).ref for who in ("lead_officer", "lead_officer2")}
    clients = {who: world.client(who) for who in refs}
    other = {"lead_officer": "lead_officer2", "lead_officer2": "lead_officer"}
    at_once(
        *(
            lambda who=who: clients[who].post(world.url(f"/people/lead-officers/{refs[other[who]]}/remove"))
            for who in refs
        )
    )
    with world.app.app_context():
        left = select(Membership).filter_by(engagement_id=world.engagement_id, role="lead_officer", ended_at=None)
        assert len(db.session.scalars(left).all()) == 1
