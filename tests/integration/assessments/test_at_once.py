"""Many people at the same moment: twenty save, two consultants agree, a lead officer closes while somebody saves."""

import threading
from concurrent.futures import ThreadPoolExecutor

from app.assessments.models import AgreedScore, Dissent, IndividualScore, Naming, Participation, Round, RoundState
from app.audit.models import AuditEntry
from app.db import db
from tests import factories
from tests.integration.assessments.rounds import make_round, round_url
from tests.world import STANDARDS, build_world

MANY = 20
BY = {"target_by-day": "31", "target_by-month": "3", "target_by-year": "2027"}


def at_once(actions):
    """Run all actions from the same moment on; their answers in order."""
    barrier = threading.Barrier(len(actions))

    def run(action):
        barrier.wait(timeout=30)
        return action()

    with ThreadPoolExecutor(len(actions)) as pool:
        return list(pool.map(run, actions))


def clients_of(world, names):
    """Signed-in browsers that fetch without watching statements: the watch is not made for threads."""
    return {name: world.client(name) for name in names}


def test_twenty_participants_saving_at_once_lose_nothing(app):
    world = build_world(app, participants=MANY)
    ref = make_round(world, RoundState.SCORING, submitted=0)
    names = [f"participant{number}" for number in range(1, MANY + 1)]
    clients = clients_of(world, names)

    def save_all(name, number):
        def act():
            return [
                clients[name]
                .post(round_url(world, ref, f"/scoring/standards/{key}"), data={"level": str(1 + (number + place) % 5)})
                .status_code
                for place, key in enumerate(STANDARDS)
            ]

        return act

    answers = at_once([save_all(name, number) for number, name in enumerate(names)])
    assert {status for row in answers for status in row} == {303}
    with app.app_context():
        rows = db.session.execute(
            db.select(Participation.person_id, IndividualScore.standard_key, IndividualScore.level).join(
                IndividualScore, IndividualScore.participation_id == Participation.id
            )
        ).all()
        kept = {(person, key): level for person, key, level in rows}
        for number, name in enumerate(names):
            for place, key in enumerate(STANDARDS):
                assert kept[world.people[name], key] == 1 + (number + place) % 5
        audited = db.session.scalar(db.select(db.func.count()).select_from(AuditEntry))
        assert audited == MANY * len(STANDARDS)


def test_two_consultants_saving_at_once_one_is_shown_both_texts(app):
    world = build_world(app, participants=3)
    ref = make_round(world, RoundState.WORKSHOP, submitted=3)
    url = round_url(world, ref, f"/workshop/standards/{STANDARDS[0]}")
    first, second = world.client("consultant"), world.client("consultant")

    def agree(client, words):
        form = {"level": "3", "target": "4", "reason": words, "seen_version": "0", **BY}
        return lambda: client.post(url, data=form)

    answers = at_once([agree(first, "The words of one."), agree(second, "The words of two.")])
    assert sorted(answer.status_code for answer in answers) == [303, 409]
    refused = next(answer for answer in answers if answer.status_code == 409)
    assert "The words of one." in refused.text
    assert "The words of two." in refused.text
    with app.app_context():
        assert db.session.scalar(db.select(db.func.count()).select_from(AgreedScore)) == 1


def test_two_consultants_on_one_standard_lose_no_dissent_and_no_agreement(app):
    """One agrees while the other records a dissent, and both record a dissent: all three are kept."""
    world = build_world(app, participants=3)
    ref = make_round(world, RoundState.WORKSHOP, submitted=3)
    url = round_url(world, ref, f"/workshop/standards/{STANDARDS[0]}")
    clients = [world.client("consultant") for _ in range(3)]
    form = {"level": "3", "target": "4", "reason": "Agreed.", "seen_version": "0", **BY}
    actions = [lambda: clients[0].post(url, data=form)]
    actions += [
        lambda client=client, words=words: client.post(f"{url}/dissent", data={"text": words, "ask": ""})
        for client, words in zip(clients[1:], ("One sees a 2.", "Another sees a 5."), strict=True)
    ]
    assert {answer.status_code for answer in at_once(actions)} == {303}
    shown = clients[0].get(url).text
    assert all(words in shown for words in ("Agreed.", "One sees a 2.", "Another sees a 5."))


def test_a_dissent_removed_while_its_person_confirms_is_either_named_or_gone(app):
    world = build_world(app, participants=3)
    ref = make_round(world, RoundState.WORKSHOP, submitted=3)
    with app.app_context():
        found = db.session.scalars(db.select(Round)).one()
        asked = {"naming": Naming.ASKED, "person_id": world.people["participant1"]}
        recorder = db.session.get_one(factories.Person, world.people["consultant"])
        dissent_ref = factories.dissent(found, STANDARDS[0], recorder, **asked).ref
        db.session.commit()
    consultant, participant = world.client("consultant"), world.client("participant1")
    removing, naming = at_once(
        [
            lambda: consultant.post(round_url(world, ref, f"/workshop/dissents/{dissent_ref}/remove")),
            lambda: participant.post(
                round_url(world, ref, "/workshop/follow/dissent"), data={"dissent": dissent_ref, "answer": "name"}
            ),
        ]
    )
    assert (removing.status_code, naming.status_code) == (303, 303)
    with app.app_context():
        assert db.session.scalar(db.select(Dissent)) is None, "removing is the consultant's, before or after"


def test_no_score_is_saved_after_the_close(app):
    """Whatever the order in which they arrive: what is stored was saved before scoring closed."""
    world = build_world(app, participants=6)
    ref = make_round(world, RoundState.SCORING, submitted=0)
    officer = world.client("lead_officer")
    savers = clients_of(world, [f"participant{number}" for number in range(1, 6)])
    url = round_url(world, ref, f"/scoring/standards/{STANDARDS[3]}")
    actions = [lambda client=client: client.post(url, data={"level": "5"}) for client in savers.values()]
    actions.append(lambda: officer.post(round_url(world, ref, "/close")))
    *answers, closed = at_once(actions)
    assert closed.status_code == 303
    assert {answer.status_code for answer in answers} <= {303, 409}
    with app.app_context():
        assert db.session.scalar(db.select(Round.state)) is RoundState.WORKSHOP
        stored = db.session.scalar(
            db.select(db.func.count()).select_from(IndividualScore).filter_by(standard_key=STANDARDS[3])
        )
        entries = db.session.scalars(db.select(AuditEntry).order_by(AuditEntry.id)).all()
    assert stored == sum(answer.status_code == 303 for answer in answers)
    closing = next(place for place, entry in enumerate(entries) if entry.became.get("state") == "workshop")
    assert not any("scored" in entry.action for entry in entries[closing + 1 :])


def test_a_button_pressed_twice_at_once_starts_one_round(app):
    world = build_world(app, participants=1)
    officers = [world.client("lead_officer") for _ in range(4)]
    form = {
        "kind": "baseline",
        "instrument": world.digest,
        "deadline-day": "4",
        "deadline-month": "12",
        "deadline-year": "2026",
        "once": "the-same-key",
    }
    answers = at_once([lambda c=client: c.post(world.url("/rounds/new"), data=form) for client in officers])
    assert {answer.status_code for answer in answers} == {303}
    assert len({answer.location for answer in answers}) == 1
    with app.app_context():
        assert db.session.scalar(db.select(db.func.count()).select_from(Round)) == 1
