"""Minutes write themselves: facts in, plain texts out, in the order in which the standards were agreed."""

import datetime as dt
import json
from dataclasses import asdict

from app.assessments.minutes import Facts, Held, minutes
from app.assessments.queries.agreed import Agreed, AgreedState, Found
from app.assessments.queries.minutes import Step
from app.assessments.queries.unnamed import NOTHING, UnnamedScores
from app.assessments.queries.votes import Ballots
from app.assessments.result.value import DissentLine
from app.instruments.document import parse
from tests.world import AREAS, SAP, STANDARDS

INSTRUMENT = parse(SAP, name="sap.yaml")
TEN = dt.datetime(2026, 11, 20, 10, 5, tzinfo=dt.UTC)
FIRST, SECOND, THIRD = STANDARDS[:3]


def facts(**values):
    given = {
        "heading": "Minutes of the workshop",
        "partnership": "the Children’s Trust, Halton",
        "instrument": INSTRUMENT,
        "state": AgreedState(
            agreed={
                FIRST: Agreed(3, 4, "Health carries it.", dt.date(2027, 9, 30), priority=True),
                SECOND: Agreed(None, None, "Nobody commissions it."),
            },
            found={AREAS[0]: Found("Two budgets.", "A joint post.")},
            dissents={FIRST: (DissentLine("The contract ends.", ""), DissentLine("Too high.", "Asha Patel"))},
            returned={},
        ),
        "ballots": {
            FIRST: Ballots(
                UnnamedScores((1, 1, 5, 5), 0, (), hidden=False),
                UnnamedScores((3, 3, 3, 4), 0, (), hidden=False),
                None,
            ),
            SECOND: Ballots(NOTHING, NOTHING, None),
        },
        "evidence": {FIRST: 2},
        "steps": [
            Step("agreed", SECOND, TEN, "Consultant", ""),
            Step("agreed", FIRST, TEN + dt.timedelta(minutes=9), "Consultant", ""),
            Step("sent", "", TEN + dt.timedelta(hours=4), "Consultant", ""),
            Step("returned", FIRST, TEN + dt.timedelta(hours=5), "Director", "Say who pays."),
        ],
        "meeting": Held(dt.date(2026, 11, 20), "Town hall", "Asha Patel\n\n Bo Lund ", "", "Tea was late."),
        "shown_at": TEN - dt.timedelta(minutes=5),
    }
    return Facts(**given | values)


def test_standards_stand_in_the_order_in_which_they_were_agreed():
    written = minutes(facts())
    assert [each.number for each in written.standards] == [2, 1]
    assert written.standards[0].at == "20 November 2026 at 10:05"
    assert len(written.open) == 10
    assert written.open[0].startswith("3. ")


def test_a_standard_says_spread_second_vote_level_target_priority_reason_dissent_and_evidence():
    said = minutes(facts()).standards[1]
    assert said.first.endswith("0 of 4 within one level of the median: split.")
    assert said.second.startswith("4 scores: 3 at level 3, 1 at level 4. Median 3")
    assert (said.agreed, said.target, said.target_by) == ("Level 3", "Level 4", "30 September 2027")
    assert (said.priority, said.reason, said.evidence) == (True, "Health carries it.", 2)
    assert said.dissents == ("The contract ends. (without a name)", "Too high. (Asha Patel)")


def test_scores_of_fewer_than_three_are_not_told():
    said = minutes(facts()).standards[0]
    assert said.first == "Fewer than three people scored it, so no score is shown."
    assert (said.second, said.agreed, said.target) == ("", "Not assessed", "")


def test_what_was_agreed_after_the_look_at_it_waits_for_the_next_one():
    later = Step("agreed", THIRD, TEN + dt.timedelta(minutes=10), "Consultant", "")
    written = minutes(facts(steps=[*facts().steps, later]))
    assert [each.number for each in written.standards] == [2, 1]
    assert len(written.open) == 10


def test_events_are_told_in_their_order():
    assert [text for _, text in minutes(facts()).events] == [
        "The scores were shown, without names.",
        "Consultant sent the result to the director.",
        f"Director returned “{INSTRUMENT.standard(FIRST).title}”: Say who pays.",
    ]


def test_who_was_there_is_read_line_by_line():
    written = minutes(facts())
    assert (written.present, written.apologies, written.held_on) == (("Asha Patel", "Bo Lund"), (), "20 November 2026")


def test_without_a_record_of_the_meeting_the_rest_is_written():
    written = minutes(facts(meeting=None, steps=[], shown_at=None))
    assert (written.held_on, written.present, written.standards, written.events) == ("", (), (), ())
    assert len(written.open) == 12


def test_minutes_keep_as_json():
    written = minutes(facts())
    assert json.loads(json.dumps(asdict(written)))["standards"][1]["dissents"] == list(written.standards[1].dissents)
