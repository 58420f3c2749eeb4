"""Comments of a review: kept while the version waits, sent with the decision, answered, shown at the next review."""

from app.db import db
from app.db.clock import now
from app.plans.models import Milestone, PlanComment, PlanState
from tests.clients import page, summary_errors
from tests.integration.plans.plans import make_plan
from tests.integration.plans.reviews import audited, decide, hidden, post, send, submitted_again


def comment_refs(world):
    with world.app.app_context():
        return list(db.session.scalars(db.select(PlanComment.ref).order_by(PlanComment.id)))


def remove_milestone(world, ref):
    with world.app.app_context():
        db.session.scalars(db.select(Milestone).filter_by(ref=ref)).one().removed_at = now()
        db.session.commit()


def test_comments_are_seen_by_the_partner_once_decided_and_answers_at_the_next_review(world):
    made = make_plan(world, PlanState.SUBMITTED)
    for query, text in (
        ("", "A good plan over all."),
        (f"?goal={made.goals[0]}", "Who pays for this?"),
        (f"?milestone={made.milestones[1]}", "Is this soon enough?"),
    ):
        assert send(world, "manager", f"/review/comments/new{query}", text=text).status_code == 303
    manager, officer = world.client("manager"), world.client("lead_officer")
    review = manager.get(world.url("/plan/review")).text
    assert all(text in review for text in ("A good plan over all.", "Who pays for this?", "Is this soon enough?"))
    for who in ("lead_officer", "director", "participant1"):
        assert "Who pays for this?" not in world.client(who).get(world.url("/plan/versions/1")).text
    first, second, third = comment_refs(world)
    assert officer.get(world.url(f"/plan/comments/{second}/answer")).status_code == 404
    assert decide(world, "returned").status_code == 303
    assert "Who pays for this?" in officer.get(world.url("/plan/versions/1")).text
    assert send(world, "lead_officer", f"/comments/{second}/answer", text="The pooled budget.").status_code == 303
    late = send(world, "manager", f"/review/comments/{third}", text="Too late.", seen="1")
    assert late.status_code == 409
    assert "Too late." in late.text
    remove_milestone(world, made.milestones[1])
    submitted_again(world)
    review = page(manager.get(world.url("/plan/review")))
    beside = review.select_one(f"#part-{made.goals[0]}").get_text(" ")
    assert "Who pays for this?" in beside
    assert "The pooled budget." in beside
    assert "A good plan over all." in review.select_one("#whole").get_text()
    assert "about a milestone that is not in this version" in review.select_one("#whole").get_text()
    assert audited(world).count("comment written") == 3
    assert "comment answered" in audited(world)
    assert first


def test_a_comment_is_edited_and_removed_while_it_waits(world):
    made = make_plan(world, PlanState.SUBMITTED)
    send(world, "manager", f"/review/comments/new?goal={made.goals[0]}", text="Who pays for this?")
    (ref,) = comment_refs(world)
    client, address = world.client("manager"), world.url(f"/plan/review/comments/{ref}")
    carried = hidden(client, address)
    assert client.post(address, data=carried | {"text": "Who pays?"}).status_code == 303
    conflict = client.post(address, data=carried | {"text": "Who on earth pays?", "once": "of-a-colleague"})
    assert conflict.status_code == 409
    assert "Who on earth pays?" in conflict.text
    assert "Who pays?" in conflict.text
    assert summary_errors(send(world, "manager", f"/review/comments/{ref}", text="")) == ["Enter a comment"]
    assert post(world, "manager", f"/review/comments/{ref}/remove").status_code == 303
    assert comment_refs(world) == []
    assert client.get(address).status_code == 404


def test_a_comment_is_on_a_part_that_is_there_and_pressed_twice_is_kept_once(world):
    make_plan(world, PlanState.SUBMITTED)
    client, address = world.client("manager"), world.url("/plan/review/comments/new")
    assert client.get(f"{address}?goal=nosuchgoal").status_code == 404
    carried = hidden(client, address)
    for _ in range(2):
        assert client.post(address, data=carried | {"text": "Twice?"}).status_code == 303
    assert len(comment_refs(world)) == 1
    post(world, "lead_officer", "/submit/take-back")
    late = client.post(address, data=carried | {"text": "Too late, but kept.", "once": "another-key"})
    assert late.status_code == 409
    assert "Too late, but kept." in late.text


def test_two_answers_at_once_lose_nothing(world):
    make_plan(world, PlanState.SUBMITTED)
    send(world, "manager", "/review/comments/new", text="Who pays?")
    decide(world, "returned")
    (ref,) = comment_refs(world)
    address = world.url(f"/plan/comments/{ref}/answer")
    officer, other = world.client("lead_officer"), world.client("lead_officer2")
    carried = hidden(officer, address)
    assert officer.post(address, data=carried | {"text": "The pool."}).status_code == 303
    conflict = other.post(address, data=carried | {"text": "The council."})
    assert conflict.status_code == 409
    assert "The pool." in conflict.text
    assert "The council." in conflict.text
    seen = page(conflict).select_one("input[name=seen]")["value"]
    assert other.post(address, data={"text": "The pool and the council.", "seen": seen}).status_code == 303
    assert world.client("participant1").get(address).status_code == 403
