"""The fixed personas of the demonstration: who they are, and what each does. Their records: the demo data."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody who can be signed in as with one press; `key` stands in the address."""

    key: str
    email: str
    role: str
    does: str


_PARTICIPANTS = tuple(
    Persona(
        f"participant{number}",
        f"participant{number}@cwac.example",
        f"Participant {number}",
        "Scores the standards alone and in private.",
    )
    for number in range(1, 13)
)
PERSONAS = (
    Persona("manager", "manager@halton.example", "Manager, Halton", "Sets up engagements and sees all of them."),
    Persona("consultant", "consultant@halton.example", "Consultant, Halton", "Scopes, and records the agreed scores."),
    Persona("trainer", "trainer@halton.example", "Trainer, Halton", "Runs cohorts, registers and certificates."),
    Persona(
        "lead",
        "lead@cwac.example",
        "Lead officer",
        "Closes the last scoring of the year, confirms the monthly review.",
    ),
    Persona("lead2", "lead2@cwac.example", "Second lead officer", "Stands in for the first; scores two bids alone."),
    Persona(
        "director", "director@cwac.example", "Director", "Approves days, confirms the monthly review, signs results."
    ),
    *_PARTICIPANTS,
    Persona(
        "workshop",
        "chief@caldermouthyouth.example",
        "Participant in a workshop, Caldermouth",
        "Votes again on one standard and follows what is agreed.",
    ),
    Persona(
        "signing",
        "a.marchetti@wraysfordshire.example",
        "Director with a result to sign, Wraysfordshire",
        "Reads the agreed result and signs it, or returns it.",
    ),
    Persona(
        "reopened",
        "m.quayle@alderstow.example",
        "Lead officer with two rounds, Alderstow",
        "Sees then, now and target; the mid-year result is reopened.",
    ),
    Persona(
        "planning",
        "r.ashdown@saltmere.example",
        "Lead officer building a change plan, Saltmere",
        "Makes goals from the signed result and submits the plan.",
    ),
    Persona(
        "delivering",
        "k.robson@elmscar.example",
        "Lead officer with a live plan, Elmscar",
        "Records progress; sees what is late, and baseline beside forecast.",
    ),
    Persona(
        "agreement",
        "j.farthing@fernleigh.example",
        "Director with an agreement to sign, Fernleigh",
        "Signs the support agreement that follows from the plan.",
    ),
    Persona(
        "approving",
        "d.charlton@elmscar.example",
        "Director with days to approve, Elmscar",
        "Sees the balance before the bill, queries a line, approves a month.",
    ),
    Persona(
        "finance",
        "finance@halton.example",
        "Finance officer, Halton",
        "Issues statements, confirms VAT codes, records payments.",
    ),
    Persona(
        "delegate",
        "j.mistry@saltmere.example",
        "Delegate between the halves, Saltmere",
        "Reads sessions and handouts, keeps own notes, does tasks at work.",
    ),
    Persona(
        "certified",
        "i.farah@elmscar.example",
        "Delegate with a certificate, Elmscar",
        "Sees confidence and check before and after, and the three pledges.",
    ),
    Persona(
        "administrator", "administrator@example.test", "Administrator", "Looks after authorities, people and email."
    ),
)
BY_KEY = {persona.key: persona for persona in PERSONAS}
