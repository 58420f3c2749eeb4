"""Forms of places in a cohort: own needs, leaving, people to add by name and e-mail. Shape only; values come out."""

from collections.abc import Sequence
from typing import Any

import wtforms
from wtforms.validators import ValidationError

from app.accounts.addresses import is_email
from app.accounts.services import LONGEST_NAME, Invitee
from app.engagements.councils import Council, exactly, near
from app.learning.forms.cohorts import LONGEST_LINE, at_most
from app.web.forms import Form, OnceMixin, option

MOST_AT_ONCE = 50
LONGEST_LIST = 20_000


class NeedsForm(OnceMixin, Form):
    """What the trainers should know to make somebody welcome."""

    needs = wtforms.TextAreaField("What do you need? (optional)", [at_most(1000, "What you need")])


class LeaveForm(OnceMixin, Form):
    """Giving up a place."""

    reason = wtforms.TextAreaField("Why? (optional)", [at_most(1000, "The reason")])


class PeopleFields(OnceMixin, Form):
    """People, one to a line: "Name, e-mail"."""

    people = wtforms.TextAreaField("People", [at_most(LONGEST_LIST, "The list")])
    invitees: tuple[Invitee, ...] = ()

    def validate_people(self, field: Any) -> None:
        """Read each line; the first that cannot be read is named."""
        lines = [line.strip() for line in (field.data or "").splitlines() if line.strip()]
        if len(lines) > MOST_AT_ONCE:
            raise ValidationError(f"Add {MOST_AT_ONCE} people or fewer at once")
        found: dict[str, Invitee] = {}
        for number, line in enumerate(lines, 1):
            invitee = _read(line, number)
            found.setdefault(invitee.email, invitee)
        self.invitees = tuple(found.values())


def _read(line: str, number: int) -> Invitee:
    name, _, email = (part.strip() for part in line.rpartition(","))
    email = email.strip("<>").strip().lower()
    if not name or not email:
        raise ValidationError(
            f"Line {number} must be a name, a comma and an email address, like Sam Lee, sam@town.gov.uk"
        )
    if not is_email(email):
        raise ValidationError(f"Line {number}: enter an email address in the correct format, like name@example.gov.uk")
    if len(name) > LONGEST_NAME or not name.isprintable():
        raise ValidationError(f"Line {number}: the name must be {LONGEST_NAME} characters or fewer, on one line")
    return Invitee(email=email, name=name)


class AddForm(PeopleFields):
    """People of one authority or body of the register."""

    on_the_page = ("authority", "authority_choice", "people")

    authority = wtforms.StringField("Authority that they come from", [at_most(LONGEST_LINE, "Authority")])
    authority_choice = wtforms.RadioField("Which authority do you mean?", choices=[], validate_choice=False)
    council: Council | None = None

    def look_up(self, councils: Sequence[Council]) -> None:
        """Find the authority that was typed or chosen; offer near ones if none is exactly that."""
        typed = (self.authority.data or "")[:LONGEST_LINE]
        self.council = exactly(typed, councils)
        if self.council or not typed:
            return
        offered = near(typed, councils)
        self.authority_choice.choices = [option(each.ref, each.described) for each in offered]
        self.council = next((each for each in offered if each.ref == self.authority_choice.data), None)

    def validate_authority(self, field: Any) -> None:
        """Ask for an authority of the register."""
        if not field.data:
            raise ValidationError("Enter the authority that they come from")
        if self.council is None and not self.authority_choice.choices:
            raise ValidationError(
                f"No authority in the register is called “{field.data}”. Check the spelling, or enter part of the name"
            )

    def validate_authority_choice(self, field: Any) -> None:
        """Ask which one, if what was typed fits nearly."""
        if self.council is None and field.choices:
            raise ValidationError("Choose the authority that you mean, or enter another name")

    def validate_people(self, field: Any) -> None:
        """Ask for one person at least."""
        super().validate_people(field)
        if not self.invitees:
            raise ValidationError("Enter at least one person: a name, a comma and an email address")


class NominateForm(PeopleFields):
    """Colleagues of the partner who are in the engagement, and others by name and e-mail."""

    on_the_page = ("colleagues", "people")

    colleagues = wtforms.SelectMultipleField("Who of your colleagues should take part?")

    def offer(self, colleagues: Sequence[Any]) -> None:
        """Offer these people."""
        self.colleagues.choices = [option(each.person_ref, each.name) for each in colleagues]

    def validate_people(self, field: Any) -> None:
        """Ask for one person at least."""
        super().validate_people(field)
        if not self.invitees and not self.colleagues.data:
            raise ValidationError("Choose a colleague, or enter a name, a comma and an email address")

    def named(self, colleagues: Sequence[Any]) -> tuple[Invitee, ...]:
        """Everybody who was chosen or typed."""
        chosen = set(self.colleagues.data or ())
        known = tuple(Invitee(email=each.email, name=each.name) for each in colleagues if each.person_ref in chosen)
        return known + self.invitees
