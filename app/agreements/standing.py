"""Where the agreement stands, and what a reader does next, on the engagement's home and on its own page. Pure."""

from dataclasses import dataclass
from typing import Any

from app.agreements.models import AgreementKind, AgreementState, Side
from app.engagements.models import EngagementState
from app.security import Permission, Role

TO_DO, WAITING, IN_PROGRESS = ("To do", "blue"), ("Waiting", "yellow"), ("In progress", "light-blue")


@dataclass(frozen=True, slots=True)
class Unsigned:
    """The version that is drafted or waits for signatures."""

    ref: str
    kind: AgreementKind
    state: AgreementState
    signed: frozenset[Side]  # the sides that have signed it


@dataclass(frozen=True, slots=True)
class Facts:
    """Where the agreement of an engagement stands. `plan_version_id`: what the version in force rests on."""

    state: EngagementState
    lead: str
    partner: str
    number: int | None = None  # of the version in force
    plan_version_id: int | None = None
    approved_id: int | None = None  # the approved version of a plan that is worked by
    unsigned: Unsigned | None = None

    @property
    def waits_for_the_plan(self) -> bool:
        """Say whether the plan is approved and no agreement rests on one yet."""
        return self.approved_id is not None and self.plan_version_id is None

    @property
    def plan_changed(self) -> bool:
        """Say whether another version of the plan was approved since the agreement in force."""
        return None not in {self.plan_version_id, self.approved_id} and self.plan_version_id != self.approved_id

    @property
    def kinds(self) -> tuple[AgreementKind, ...]:
        """The kinds of version that can be drafted now, the likeliest first."""
        if self.unsigned is not None:
            return ()
        if self.state is EngagementState.DRAFT:
            return (AgreementKind.INITIAL,)
        if self.state is not EngagementState.OPEN:
            return ()
        if self.number is None:
            return ()  # the initial agreement comes first: the one on paper is recorded
        return (AgreementKind.PLAN, AgreementKind.VARIATION) if self.waits_for_the_plan else (AgreementKind.VARIATION,)

    @property
    def paper_is_missing(self) -> bool:
        """Say whether the initial agreement can be recorded as signed on paper."""
        return self.number is None and self.state in {EngagementState.DRAFT, EngagementState.OPEN}


@dataclass(frozen=True, slots=True)
class Reader:
    """What somebody may do with agreements."""

    drafts: bool
    side: Side | None  # for which the person signs

    @classmethod
    def of(cls, permissions: frozenset[Permission], roles: frozenset[Role]) -> "Reader":
        """Read it off a person's permissions and roles in the engagement."""
        signs = Permission.AGREEMENT_SIGN in permissions
        side = Side.PARTNER if Role.DIRECTOR in roles else Side.LEAD
        return cls(Permission.AGREEMENT_DRAFT in permissions, side if signs else None)


@dataclass(frozen=True, slots=True)
class Step:
    """What is next: `endpoint` (of this room) where it is done, with the unsigned version's `ref` if it needs one."""

    words: str
    endpoint: str = "agreement"
    status: str = "Signed"
    colour: str | None = None
    button: str = ""  # empty: nothing for this reader to press
    ref: str = ""

    @property
    def values(self) -> dict[str, Any]:
        """Parts of the address besides the engagement."""
        return {"agreement_ref": self.ref} if self.ref else {}


def title(facts: Facts) -> str:
    """Name the row on the engagement's home."""
    return "Support agreement" if facts.number else "Initial agreement"


def next_step(facts: Facts, reader: Reader) -> Step:
    """Say what this reader does next, or whom everybody waits for."""
    if facts.unsigned is not None:
        return _sign(facts, facts.unsigned, reader)
    if facts.number is None:
        return _begin(facts, reader)
    if facts.waits_for_the_plan and facts.state is EngagementState.OPEN:
        if reader.drafts:
            words = "The change plan is approved: draft the version that it needs"
            return Step(words, "draft", *TO_DO, button="Draft the next version")
        return Step(f"{facts.lead} drafts the version that the approved plan needs", "agreement", *WAITING)
    if facts.plan_changed and reader.drafts and facts.state is EngagementState.OPEN:
        words = "The change plan was changed since: see whether a variation is needed"
        return Step(words, "draft", *TO_DO, button="Draft a variation")
    return Step(f"Version {facts.number} is in force. {_later(facts)}")


def _later(facts: Facts) -> str:
    """Say when somebody has something to do with the agreement again."""
    if facts.state is not EngagementState.OPEN:
        return "Nothing more is to be signed"
    if facts.plan_version_id is None:
        return f"{facts.lead} drafts the next one once the change plan is approved"
    return "Nothing waits to be signed"


def _begin(facts: Facts, reader: Reader) -> Step:
    if facts.state is EngagementState.DRAFT:
        if reader.drafts:
            words = "Draft it here, or record that both have signed it on paper. It opens the engagement"
            return Step(words, "agreement", *TO_DO)
        return Step(f"{facts.lead} drafts it. The engagement opens when both have signed", "agreement", *WAITING)
    if reader.drafts and facts.paper_is_missing:
        words = "Record the days of the initial agreement, which was signed on paper"
        return Step(words, "opening", *TO_DO, button="Record the agreement signed on paper")
    return Step("Signed on paper; its days are not recorded here", "agreement", "Signed")


def _sign(facts: Facts, unsigned: Unsigned, reader: Reader) -> Step:
    ref, name = unsigned.ref, unsigned.kind.words
    if unsigned.state is AgreementState.DRAFT:
        if reader.drafts:
            words = f"{name}: check its terms and lines, then send it to be signed"
            return Step(words, "version", *IN_PROGRESS, button="Check it and send it", ref=ref)
        return Step(f"{name}: {facts.lead} is drafting it", "agreement", *WAITING)
    missing = [side for side in (Side.PARTNER, Side.LEAD) if side not in unsigned.signed]
    if reader.side in missing:
        return Step(f"{name}: read it and sign it", "version", *TO_DO, button="Read it and sign", ref=ref)
    names = " and ".join(facts.partner if side is Side.PARTNER else facts.lead for side in missing)
    return Step(f"{name}: waiting for {names} to sign", "version", *WAITING, ref=ref)
