"""The director signs or returns, with comments on single standards that consultants and lead officers are told of."""

import pytest

from app.accounts.models import Authority, Person
from app.assessments.models import ReturnedStandard, Round, RoundState, SignedResult
from app.db import db
from app.mail.models import Message
from app.security.roles import Role
from tests import factories
from tests.clients import page, summary_errors
from tests.integration.assessments.rounds import agree, make_round, press, round_url, send
from tests.world import STANDARDS


def fields(client, world, ref, action, where="/result"):
    """The hidden fields of a form as the page carries them."""
    forms = page(client.get(round_url(world, ref, where))).find_all("form", method="post")
    form = next(each for each in forms if str(each["action"]).endswith(action))
    return {str(each["name"]): str(each.get("value", "")) for each in form.find_all("input", type="hidden")}


def state_of(world, ref):
    with world.app.app_context():
        return db.session.scalar(db.select(Round.state).filter_by(ref=ref))


def mail(world, kind):
    with world.app.app_context():
        rows = db.session.execute(db.select(Message.recipient, Message.body).filter_by(kind=kind).order_by(Message.id))
        return {recipient.partition("@")[0]: body for recipient, body in rows}


def test_a_comment_on_one_standard_is_enough_and_names_it_in_the_mail(world):
    ref = make_round(world, RoundState.WITH_DIRECTOR)
    press(world, ref, "director", "/result", "/return", reason="", **{f"comment_{STANDARDS[3]}": "Too high for me."})
    assert state_of(world, ref) is RoundState.WORKSHOP
    told = mail(world, "result returned")
    assert told.keys() == {"consultant", "lead_officer", "lead_officer2"}
    assert "4. " in told["consultant"]
    assert "Too high for me." not in told["consultant"], "what is said of a standard stays within the service"
    with world.app.app_context():
        (line,) = db.session.scalars(db.select(ReturnedStandard))
        assert (line.standard_key, line.comment, line.settled_at) == (STANDARDS[3], "Too high for me.", None)


def test_what_was_returned_and_settled_shows_on_the_result_afterwards(world):
    ref = make_round(world, RoundState.WITH_DIRECTOR)
    press(world, ref, "director", "/result", "/return", reason="Read it again", **{f"comment_{STANDARDS[0]}": "Why?"})
    assert "Read it again" in world.client("lead_officer").get(round_url(world, ref)).text
    agree(world, ref, STANDARDS[0])
    send(world, ref)
    table = page(world.client("director").get(round_url(world, ref, "/result"))).find_all("table")[-1].get_text(" ")
    assert "Why?" in table
    press(world, ref, "director", "/result", "/sign", confirm="y")
    with world.app.app_context():
        assert db.session.scalar(db.select(ReturnedStandard.settled_at)) is not None
    assert "Why?" in world.client("participant1").get(round_url(world, ref, "/result")).text


def test_returning_without_a_word_is_refused(world):
    ref = make_round(world, RoundState.WITH_DIRECTOR)
    director = world.client("director")
    hidden = fields(director, world, ref, "/return")
    response = director.post(round_url(world, ref, "/return"), data=hidden)
    assert response.status_code == 422
    assert summary_errors(response) == ["Give a reason, or comment on at least one standard"]


def test_what_was_typed_is_kept_where_a_comment_is_too_long(world):
    ref = make_round(world, RoundState.WITH_DIRECTOR)
    director = world.client("director")
    typed = {"reason": "Kept words", f"comment_{STANDARDS[1]}": "x" * 5001, f"comment_{STANDARDS[2]}": "Also kept"}
    response = director.post(round_url(world, ref, "/return"), data=fields(director, world, ref, "/return") | typed)
    assert response.status_code == 422
    assert "must be 5,000 characters or fewer" in summary_errors(response)[0]
    assert "Kept words" in response.text
    assert "Also kept" in response.text


def test_a_page_that_is_out_of_date_says_what_it_said_and_what_is_so_now(world):
    ref = make_round(world, RoundState.WITH_DIRECTOR)
    director = world.client("director")
    stale_sign, stale_return = fields(director, world, ref, "/sign"), fields(director, world, ref, "/return")
    press(world, ref, "director", "/result", "/return", reason="Look again")
    said = director.post(round_url(world, ref, "/sign"), data=stale_sign | {"confirm": "y"}, follow_redirects=True)
    assert "the result is with the director. Now the result is in the workshop." in said.text
    send(world, ref)
    stale = [
        ("/sign", stale_sign | {"confirm": "y", "once": "another-key"}),
        ("/return", stale_return | {"reason": "x"}),
    ]
    for action, form in stale:
        said = director.post(round_url(world, ref, action), data=form, follow_redirects=True)
        assert "Since then it was changed and sent again" in said.text
    assert state_of(world, ref) is RoundState.WITH_DIRECTOR


def test_a_second_press_of_return_does_it_once(world):
    ref = make_round(world, RoundState.WITH_DIRECTOR)
    director = world.client("director")
    form = fields(director, world, ref, "/return") | {f"comment_{STANDARDS[0]}": "Twice pressed"}
    assert [director.post(round_url(world, ref, "/return"), data=form).status_code for _ in range(2)] == [303, 303]
    with world.app.app_context():
        assert db.session.scalar(db.select(db.func.count()).select_from(ReturnedStandard)) == 1


def test_each_return_of_a_standard_is_kept_beside_the_others(world):
    ref = make_round(world, RoundState.WITH_DIRECTOR)
    for words in ("First words", "Second words"):
        press(world, ref, "director", "/result", "/return", **{f"comment_{STANDARDS[0]}": words})
        agree(world, ref, STANDARDS[0], reason=f"Answer to: {words}")
        send(world, ref)
    text = world.client("director").get(round_url(world, ref, "/result")).text
    assert all(words in text for words in ("First words", "Second words"))


@pytest.mark.parametrize("who", ["lead_officer", "participant1", "consultant"])
def test_nobody_but_the_director_sees_the_forms(world, who):
    ref = make_round(world, RoundState.WITH_DIRECTOR)
    text = world.client(who).get(round_url(world, ref, "/result")).text
    assert "Sign the result" not in text
    assert "comment_" not in text


def test_a_director_with_a_role_at_the_lead_cannot_sign(world):
    ref = make_round(world, RoundState.WITH_DIRECTOR)
    with world.app.app_context():
        director = db.session.get_one(Person, world.people["director"])
        factories.membership(director, Role.TRAINER, db.session.get_one(Authority, world.lead_id))
        db.session.commit()
    client = world.client("director")
    form = fields(client, world, ref, "/sign") | {"confirm": "y"}
    said = client.post(round_url(world, ref, "/sign"), data=form, follow_redirects=True)
    assert "You hold a role at Halton, the lead authority" in said.text
    assert state_of(world, ref) is RoundState.WITH_DIRECTOR


def test_signing_twice_signs_once(world):
    ref = make_round(world, RoundState.WITH_DIRECTOR)
    director = world.client("director")
    form = fields(director, world, ref, "/sign") | {"confirm": "y"}
    assert [director.post(round_url(world, ref, "/sign"), data=form).status_code for _ in range(2)] == [303, 303]
    with world.app.app_context():
        assert db.session.scalars(db.select(SignedResult.number)).all() == [1]
