"""The story of a tool in use: started, scored alone, agreed, concluded. Its content: app/demo/tools_content.py."""

import datetime as dt
from collections.abc import Iterator
from functools import partial

from app.appraising.answers import Answer
from app.appraising.composing import composed, criteria_of
from app.appraising.content import AppraisalContent
from app.appraising.models import Appraisal, Subject
from app.appraising.queries.answers import own_of, subjects_of
from app.appraising.queries.appraisals import appraisal_of, subject_of
from app.appraising.queries.seats import mark_of, possible_appraisers, seat_of, seats_and_said
from app.appraising.services import alone, answers, appraisers, concluding, criteria, starting, subjects
from app.demo.playing.toolbox import Step, ToolsPlay, shelf, upload
from app.demo.tools_content import WORDS, AlonePlayed, AppraisalPlayed, SaidPlayed, SubjectPlayed
from app.security import Identity
from app.tools.queries import newest_tool
from app.tools.queries import tool as tool_with
from app.tools.tool import Criterion, Tool

NOTHING = SaidPlayed()


def steps(played: AppraisalPlayed, of: ToolsPlay) -> Iterator[Step]:
    """Give what is done, by day."""
    act = AppraisalPlay(played, of)
    yield played.started, 10, 5, act.start
    for place, each in enumerate(played.appraisers):
        if each.given:
            day = played.started + 1 if each.submitted is None else each.submitted
            yield day, 13, place, partial(act.score, each)
    if played.answered is not None:
        yield played.answered, 14, 0, act.answer
    if played.concluded is not None:
        yield played.concluded, 16, 0, act.conclude


class AppraisalPlay:
    """An appraisal that is being played; its first step makes it."""

    def __init__(self, played: AppraisalPlayed, of: ToolsPlay) -> None:
        self.played, self.of = played, of

    def start(self, now: dt.datetime) -> None:
        """Put the tool to use, name what it is put to, set weights, ask who scores alone."""
        played, of = self.played, self.of
        version = newest_tool(played.tool)
        if version is None:
            raise LookupError(f"The tool {played.tool} is not published.")
        tool = tool_with(version.digest)
        wanted = starting.Start(
            title=played.title,
            names=() if tool.options else tuple(each.name for each in played.subjects),
            stage=played.stage,
            case_ref=of.cases[played.case] if played.case else "",
            goal_ref=of.goal(played.goal),
            milestone_ref=of.milestone(played.milestone),
        )
        made = starting.start(wanted, tool, version.digest, of.play.scope, actor=self._actor(now), now=now)
        of.appraisals[played.key] = made.ref
        self._describe(made, now)
        self._set_criteria(made, tool, now)
        if played.appraisers:
            self._ask(made, tool, now)

    def score(self, seat: AlonePlayed, now: dt.datetime) -> None:
        """Somebody scores alone, and submits."""
        made, tool = self._made()
        actor, scope = self.of.play.acting(seat.email, seat.role, now=now), self.of.play.scope
        appraiser = seat_of(appraisal_id=made.id, person_id=actor.person_id)
        if appraiser is None:
            raise LookupError(f"{seat.email} is not asked to score {self.played.key}.")
        held, rows = criteria_of(tool, own_of(appraisal_id=made.id)), subjects_of(appraisal_id=made.id)
        for row in rows:
            chars = zip(held, seat.given.get(row.name, ""), strict=False)
            given = {each.key: _answer(char, NOTHING) for each, char in chars}
            alone.save_alone(given, row, appraiser, made, scope, actor=actor, now=now)
        if seat.submitted is not None:
            alone.submit(appraiser, rows, held, made, scope, actor=actor, now=now)

    def answer(self, now: dt.datetime) -> None:
        """Agree on all, with what is written beside the answers."""
        made, tool = self._made()
        held = criteria_of(tool, own_of(appraisal_id=made.id))
        for subject, said in self._subjects(made):
            self._answer(subject, said, held, made, now)

    def conclude(self, now: dt.datetime) -> None:
        """Conclude, as what is seen then."""
        made, tool = self._made()
        content = self._content(made, tool)
        concluded = {
            subject.ref: concluding.Concluded(said.outcome, said.reason) for subject, said in self._subjects(made)
        }
        conclusion = concluding.Conclusion(concluded, self.played.recommendation, content.digest)
        concluding.conclude(conclusion, content, tool, made, self.of.play.scope, actor=self._actor(now), now=now)

    def _describe(self, made: Appraisal, now: dt.datetime) -> None:
        for subject, said in self._subjects(made):
            pence = None if said.amount is None else said.amount * 100
            detail = said.detail or subject.detail
            if (detail, pence) != (subject.detail, subject.amount_pence):
                data, seen = subjects.SubjectData(subject.name, detail, pence), subject.version
                scope, actor = self.of.play.scope, self._actor(now)
                subjects.change(data, subject, made, scope, seen_version=seen, actor=actor, now=now)

    def _set_criteria(self, made: Appraisal, tool: Tool, now: dt.datetime) -> None:
        played = self.played
        if not (played.own or played.weights):
            return
        own = [
            criteria.OwnData("", each.slot, each.title, each.text, criteria.Weight(each.weight, each.minimum))
            for each in played.own
        ]
        weights = {
            each.key: criteria.Weight(played.weights.get(each.key, each.weight), played.minimums.get(each.key))
            for each in tool.criteria
            if not each.own
        }
        scope, actor, seen = self.of.play.scope, self._actor(now), made.version
        criteria.set_criteria(own, weights, made, scope, seen_version=seen, actor=actor, now=now)

    def _ask(self, made: Appraisal, tool: Tool, now: dt.datetime) -> None:
        scope, asked = self.of.play.scope, {each.email for each in self.played.appraisers}
        people = [each for each in possible_appraisers(engagement_id=scope.id) if each.email in asked]
        appraisers.name_appraisers(
            people, tool.appraisers, made, scope, seen=mark_of(()), actor=self._actor(now), now=now
        )

    def _answer(
        self, subject: Subject, said: SubjectPlayed, held: tuple[Criterion, ...], made: Appraisal, now: dt.datetime
    ) -> None:
        scope, actor = self.of.play.scope, self._actor(now)
        rows: dict[str, answers.Change] = {}
        for place, criterion in enumerate(held):
            beside = said.said.get(criterion.key) or said.said.get(criterion.title) or NOTHING
            if criterion.key in said.cells:
                given = Answer(reason=said.cells[criterion.key])
            elif place < len(said.given):
                given = _answer(said.given[place], beside)
            else:
                continue
            change = answers.Change(given, 0)
            if beside.has_evidence:
                proof = answers.Evidence(beside.note, beside.link, upload(beside.file), False, shelf())
                answers.save_one(change, proof, criterion.key, subject, scope, actor=actor, now=now)
            else:
                rows[criterion.key] = change
        answers.save_rows(rows, subject, made, scope, actor=actor, now=now)

    def _subjects(self, made: Appraisal) -> Iterator[tuple[Subject, SubjectPlayed]]:
        """Give each subject with what the content says of it."""
        by_name = {each.name: each for each in self.played.subjects}
        for row in subjects_of(appraisal_id=made.id):
            subject = subject_of(row.ref, appraisal_id=made.id)
            if subject is not None:
                yield subject, by_name[row.name]

    def _content(self, made: Appraisal, tool: Tool) -> AppraisalContent:
        head = appraisal_of(made.ref, engagement_id=made.engagement_id, lock=True)
        if head is None:
            raise LookupError(made.ref)
        rows, own = subjects_of(appraisal_id=made.id), own_of(appraisal_id=made.id)
        seats, said = seats_and_said(appraisal_id=made.id)
        return composed(head, tool, own, rows, self.of.play.scope, seats=seats, alone=said)

    def _made(self) -> tuple[Appraisal, Tool]:
        made = self.of.appraisal(self.played.key)
        return made, tool_with(made.tool_digest)

    def _actor(self, now: dt.datetime) -> Identity:
        return self.of.play.acting(self.played.by, self.played.role, now=now)


def _answer(char: str, beside: SaidPlayed) -> Answer:
    if char.isdigit():
        return Answer(value=int(char), reason=beside.reason)
    return Answer(word=WORDS[char], reason=beside.reason, mitigation=beside.mitigation)
