"""Contents of plans for tests: a plain one, and others drawn at random."""

import datetime as dt

from hypothesis import strategies as st

from app.engagements.models import SupportKind
from app.plans.content import GoalText, MilestoneText, OmissionText, PlanContent, Who
from app.plans.reading_rows import StandardFact

FIRST, LAST = dt.date(2026, 11, 1), dt.date(2027, 10, 31)
ANN, RAJ, SAM = Who("ann1", "Ann Lee"), Who("raj1", "Raj Patel"), Who("sam1", "Sam Ng, Cllr")
PEOPLE = {who.name: who for who in (ANN, RAJ, SAM)}
STANDARDS = {
    f"{number}. {title}": StandardFact(key, number, title, level)
    for key, number, title, level in (
        ("purpose", 1, "Clear purpose", 2),
        ("plans", 2, "Strategies, plans and priorities", 3),
        ("data", 3, "Data", None),
    )
}


def milestone(ref: str, what: str = "A framework is drafted.", due: dt.date | None = dt.date(2027, 1, 29), **values):
    defaults = {"owner": RAJ, "quarters": 6, "support": "mentoring", "uses": "The toolkit", "waits_for": ()}
    return MilestoneText(ref=ref, what=what, due_on=due, **defaults | values)


def goal(ref: str, *milestones: MilestoneText, standard: str = "1. Clear purpose", **values) -> GoalText:
    fact = STANDARDS[standard]
    defaults = {
        "what": "Every partner uses one description.",
        "success_measure": "Three decisions checked.",
        "owner": ANN,
        "deputy": RAJ,
        "target_level": 4,
    }
    return GoalText(
        ref=ref,
        standard_key=fact.key,
        standard_number=fact.number,
        standard_title=fact.title,
        level=fact.level,
        milestones=milestones,
        **defaults | values,
    )


def content(*goals: GoalText, **values) -> PlanContent:
    defaults = {
        "partner": "Cheshire West and Chester",
        "partnership": "Children’s Trust",
        "first_on": FIRST,
        "last_on": LAST,
        "result": "Baseline, version 1",
        "omissions": (OmissionText("data", 3, "Data", "After the inspection."),),
    }
    return PlanContent(goals=goals, **defaults | values)


def plain() -> PlanContent:
    """Two goals; the second milestone of each waits for the first, and the last one for one of the other goal, too."""
    first, second = milestone("m1"), milestone("m2", "Partners adopt it.", dt.date(2027, 3, 31), waits_for=("m1",))
    third = milestone("m3", "Data is shared.", dt.date(2027, 2, 26), quarters=0, support="", uses="")
    fourth = milestone("m4", "The board decides.", dt.date(2027, 6, 30), waits_for=("m1", "m3"), owner=None)
    return content(goal("g1", first, second), goal("g2", third, fourth, standard="2. Strategies, plans and priorities"))


_texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=60).map(str.strip)
_lines = st.sampled_from(["=1+1", "+44", "-", "@x", "1.10", "2027-01-29", "yes", "M1.1", " a\tb\nc", "'quoted", "1e5"])
_words = st.one_of(_lines, _texts).map(str.strip)
_needed = _words.map(lambda text: text or "Something")
_people = st.sampled_from([None, ANN, RAJ, SAM, Who("gone1", "Gone Away")])
_days = st.one_of(
    st.just((0, "")), st.tuples(st.integers(1, 400), st.sampled_from([each.value for each in SupportKind]))
)


@st.composite
def contents(draw) -> PlanContent:
    """A plan of up to three goals, with texts that spreadsheets take for something else."""
    goals, refs = [], []
    for number in range(draw(st.integers(0, 3))):
        milestones = []
        for _ in range(draw(st.integers(0, 12))):
            quarters, support = draw(_days)
            waits = tuple(sorted(draw(st.sets(st.sampled_from(refs), max_size=3)), key=refs.index)) if refs else ()
            refs.append(f"m{len(refs)}x")
            milestones.append(
                milestone(
                    refs[-1],
                    draw(_needed),
                    draw(st.none() | st.dates(FIRST, LAST)),
                    owner=draw(_people),
                    quarters=quarters,
                    support=support,
                    uses=draw(_words),
                    waits_for=waits,
                )
            )
        goals.append(
            goal(
                f"g{number}x",
                *milestones,
                standard=draw(st.sampled_from(sorted(STANDARDS))),
                what=draw(_needed),
                success_measure=draw(_words),
                owner=draw(_people),
                deputy=draw(_people),
                target_level=draw(st.sampled_from([None, 1, 5])),
            )
        )
    return content(*goals)
