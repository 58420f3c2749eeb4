"""The demonstration's content: complete, consistent, and about nobody real."""

import csv
import re

import pytest
from pydantic import ValidationError

from app.accounts.services.register import REGISTER
from app.demo import content
from app.demo.personas import PERSONAS
from app.security import Role
from tests.world import AREAS, STANDARDS

SEED_PAIR = {"HAL", "CHW"}


@pytest.fixture(scope="module")
def register():
    with REGISTER.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_no_fictional_authority_could_be_taken_for_a_real_one(register):
    names = {row[column].lower() for row in register for column in ("name", "official_name")}
    words = {word for name in names for word in re.findall(r"\w{5,}", name)}
    for authority in content.authorities():
        assert authority.name.lower() not in words
        assert not any(authority.name.lower() in name or name in authority.name.lower() for name in names)
        assert authority.region in {row["region"] for row in register}
        assert authority.type in {row["type"] for row in register}


def test_no_fictional_code_can_collide_with_one_of_the_register(register):
    longest = max(len(row["code"]) for row in register)
    assert all(len(authority.code) > longest for authority in content.authorities())


def test_cases_name_the_seeds_own_pair_and_fictional_authorities_only():
    known = SEED_PAIR | {authority.code for authority in content.authorities()}
    pairs = [(case.lead, case.partner) for case in content.cases()]
    assert {code for pair in pairs for code in pair} <= known
    assert len(pairs) == len(set(pairs)), "a pair is how a case is known again"


def _named(case):
    yield case.manager
    yield from (seat.email for seat in (*case.consultants, *case.lead_officers, *filter(None, [case.director])))
    yield from (scorer.email for played in case.rounds for scorer in played.scorers)


def test_everybody_named_is_introduced_once_and_lives_at_a_reserved_address():
    people = [person.email for person in content.people()]
    assert len(people) == len(set(people))
    assert all(email.endswith((".example", ".test")) for email in people)
    named = {email for case in content.cases() for email in _named(case)}
    staff = {person.email for person in content.people() if person.roles or person.administrator}
    assert named | staff == set(people)
    assert {persona.email for persona in PERSONAS} <= set(people)


def test_managers_manage_the_authority_that_leads():
    roles = {person.email: person.roles for person in content.people()}
    assert all(Role.MANAGER in roles[case.manager][case.lead] for case in content.cases())


def test_scores_and_findings_name_standards_and_areas_of_the_questionnaire():
    for played in (played for case in content.cases() for played in case.rounds):
        assert set(played.agreed) <= set(STANDARDS)
        assert set(played.findings) <= set(AREAS)
        for scorer in played.scorers:
            assert set(scorer.said) <= set(STANDARDS)
            unscorable = {key for key, level in zip(STANDARDS, scorer.levels, strict=False) if level == content.CANNOT}
            assert unscorable <= scorer.said.keys(), scorer.email
            assert not (scorer.submitted and content.UNANSWERED in scorer.levels)


def test_no_reason_or_finding_is_used_twice():
    texts = [
        text
        for case in content.cases()
        for played in case.rounds
        for text in (
            *(agreed.reason for agreed in played.agreed.values() if agreed.reason),
            *(words for found in played.findings.values() for words in (found.challenges, found.capacity)),
            *(words for scorer in played.scorers for words in scorer.said.values()),
        )
    ]
    assert len(texts) > 60
    assert len(texts) == len(set(texts))


def test_a_misspelt_key_stops_the_loading():
    with pytest.raises(ValidationError, match="agencey"):
        content.Scorer(email="a@b.example", agency="Council", agencey="Council")
