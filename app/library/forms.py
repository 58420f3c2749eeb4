"""Forms of the library: an item, what it holds, with whom it is shared, its end, its use. Shape only."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

import wtforms
from wtforms.validators import InputRequired, Length, ValidationError

from app.engagements.forms.versions import VersionedMixin
from app.files.forms import LINK_LENGTH, FileMixin, LinkMixin
from app.library.models import Sharing
from app.library.services.items import Description, Holding, NextVersion
from app.library.services.sharing import Shared
from app.library.services.using import Use
from app.tools.tool import Stage
from app.web.forms import DateField, Form, OnceMixin, option

LONGEST_TITLE, LONGEST_TEXT, LONGEST_LINE = 200, 10_000, 500
NO_CHOICE = ""


def _at_most(characters: int, what: str) -> Length:
    return Length(max=characters, message=f"{what} must be {characters:,} characters or fewer")


def _levels(beginning: str) -> list[Any]:
    return [option(NO_CHOICE, beginning), *(option(str(level), f"Level {level}") for level in range(1, 6))]


class HoldingForm(FileMixin, LinkMixin):
    """A file, a link or a live tool: one of the three."""

    file = wtforms.FileField("File")
    link = wtforms.URLField("Web address", [LINK_LENGTH])
    tool = wtforms.SelectField("Live tool", default=NO_CHOICE)

    def offer_tools(self, tools: Iterable[tuple[str, str]]) -> None:
        """Offer these tools, by key and title."""
        self.tool.choices = [(NO_CHOICE, "None"), *tools]

    def validate_file(self, field: Any) -> None:
        """Ask for one of the three, and for no more."""
        given = sum(bool(each) for each in (self.upload, self.link.data, self.tool.data))
        if not given:
            raise ValidationError("Select a file, enter a web address or choose a live tool")
        if given > 1:
            raise ValidationError("Give only one: a file, a web address or a live tool")
        super().validate_file(field)

    def holding(self) -> Holding:
        """What was given."""
        return Holding(link=self.link.data or "", tool_key=self.tool.data or "", upload=self.upload)


class DescriptionForm(Form):
    """What an item is for, and when it is looked at again."""

    title = wtforms.StringField("Title", [InputRequired("Enter a title"), _at_most(LONGEST_TITLE, "The title")])
    about = wtforms.TextAreaField(
        "What is it for, and when should it be used?",
        [InputRequired("Enter what it is for"), _at_most(LONGEST_TEXT, "What it is for")],
    )
    standards = wtforms.SelectMultipleField("Which standards does it help with? (optional)")
    stages = wtforms.SelectMultipleField(
        "Which stages of the commissioning cycle is it for? (optional)",
        choices=[option(stage.value, stage.label) for stage in Stage],
    )
    from_level = wtforms.SelectField("From which level is it useful? (optional)", choices=_levels("Every level"))
    to_level = wtforms.SelectField("Up to which level? (optional)", choices=_levels("Every level"))
    review_on = DateField("When should it be looked at again?", called="review date")

    def offer_standards(self, titles: Mapping[str, str], kept: Iterable[str] = ()) -> None:
        """Offer the standards of the questionnaires, and those that the item has already."""
        gone = [(key, key) for key in kept if key not in titles]
        self.standards.choices = [*titles.items(), *gone]

    def validate_to_level(self, field: Any) -> None:
        """Both levels or none, upward."""
        low, high = self.from_level.data or "", field.data or ""
        if bool(low) != bool(high):
            raise ValidationError("Choose both levels, or “Every level” for both")
        if high < low:
            raise ValidationError("The second level must not be below the first")

    def description(self) -> Description:
        """What was decided."""
        low, high = self.from_level.data, self.to_level.data
        return Description(
            title=str(self.title.data),
            about=str(self.about.data),
            standards=tuple(self.standards.data or ()),
            stages=tuple(self.stages.data or ()),
            from_level=int(low) if low else None,
            to_level=int(high) if high else None,
            review_on=self.review_on.data,
        )


_DESCRIBED = ("standards", "stages", "from_level", "to_level", "review_on")


class NewItemForm(OnceMixin, HoldingForm, DescriptionForm):
    """An item with its first version."""

    on_the_page = ("title", "about", "file", "link", "tool", *_DESCRIBED)


class ItemForm(VersionedMixin, DescriptionForm):
    """An item as it is described, and who owns it."""

    on_the_page = ("title", "about", *_DESCRIBED, "owner")

    owner = wtforms.SelectField("Who owns it?", [InputRequired("Choose who owns it")])


class VersionForm(OnceMixin, HoldingForm):
    """The next version of an item."""

    on_the_page = ("file", "link", "tool", "change", "review_on")

    change = wtforms.TextAreaField(
        "What is new in this version?",
        [InputRequired("Enter what is new in this version"), _at_most(LONGEST_TEXT, "What is new")],
    )
    review_on = DateField("When should it be looked at again?", called="review date")

    def next_version(self) -> NextVersion:
        """What was decided."""
        return NextVersion(self.holding(), str(self.change.data), self.review_on.data)


class ShareForm(VersionedMixin, Form):
    """With whom the lead authority shares an item."""

    on_the_page = ("sharing", "engagements")

    sharing = wtforms.RadioField(
        "Who can use it beyond your own authority?",
        [InputRequired("Choose who can use it")],
        choices=[
            option(Sharing.OWN.value, "Nobody"),
            option(Sharing.CHOSEN.value, "The partners of engagements that I choose"),
            option(Sharing.ALL.value, "Every partner that we support, now and later"),
        ],
    )
    engagements = wtforms.SelectMultipleField("If you choose engagements: which ones?")

    others = 0  # engagements that it is shared with beside those on offer

    def offer(self, engagements: Iterable[tuple[str, str]], *, others: int) -> None:
        """Offer these engagements."""
        self.engagements.choices = list(engagements)
        self.others = others

    def validate_engagements(self, field: Any) -> None:
        """Some engagement has to be chosen where engagements are."""
        if self.sharing.data == Sharing.CHOSEN and not field.data and not self.others:
            raise ValidationError("Choose at least one engagement")

    def shared(self) -> Shared:
        """What was decided."""
        sharing = Sharing(self.sharing.data)
        return Shared(sharing, frozenset(self.engagements.data or ()) if sharing is Sharing.CHOSEN else frozenset())


class WithdrawForm(Form):
    """Why an item is no longer to be used."""

    reason = wtforms.TextAreaField(
        "Why should it no longer be used?",
        [InputRequired("Enter why it should no longer be used"), _at_most(LONGEST_LINE, "The reason")],
    )


class UseForm(OnceMixin, Form):
    """What an item was used for."""

    on_the_page = ("target", "used_on", "note")

    target = wtforms.SelectField("What was it used for?", [InputRequired("Choose what it was used for")])
    used_on = DateField("When was it used?", called="day on which it was used")
    note = wtforms.TextAreaField("What was it good for? (optional)", [_at_most(LONGEST_TEXT, "The note")])

    def on(self, today: dt.date, targets: Iterable[tuple[str, str]]) -> "UseForm":
        """Tell the form the day it is, and offer these goals, milestones and cases."""
        self.today = today
        self.target.choices = [(NO_CHOICE, "Choose a goal, milestone or service case"), *targets]
        return self

    def validate_used_on(self, field: Any) -> None:
        """A use has happened."""
        if field.data > self.today:
            raise ValidationError("The day on which it was used must be today or in the past")

    def use(self) -> Use:
        """What was recorded."""
        return Use(str(self.target.data), self.used_on.data, self.note.data or "")
