"""Answers as a list and options as a table, made here and not by macros: they are the longest part of their page."""

from collections.abc import Sequence

from markupsafe import Markup

from app.appraising.answering import answer_word
from app.appraising.content import AppraisalContent, Said, SubjectText
from app.tools.tool import Criterion, Tool
from app.web.components import kept_lines, link, summary_list, table
from app.web.escaping import escaped

_BREAK = "<br>"
HERE = "~tools~"  # stands for the address of an engagement's tools in what is made for all engagements

FOR = "~for~"  # stands for what follows in an address when a tool is chosen for a goal


def put_in(made: str, address: str, following: str = "") -> Markup:
    """Give markup that a template made once, with the address that `HERE` stands for, and what `FOR` does."""
    return Markup(made.replace(HERE, escaped(address)).replace(FOR, escaped(following)))


def answers_list(content: AppraisalContent, subject: SubjectText, tool: Tool, *, here: str, edits: bool) -> Markup:
    """Give what is said on each criterion; `here` is the appraisal's address, `edits`: the reader can change it."""
    said = {each.key: each for each in subject.said}
    nothing = subject.on("")
    address = f"{here}/{subject.ref}"
    return summary_list(
        _row(each, said.get(each.key, nothing), tool, address, edits=edits) for each in content.criteria
    )


def beside_each_other(content: AppraisalContent, subjects: Sequence[SubjectText], here: str) -> Markup:
    """Give a matrix: criteria as rows, options as columns, evidence in its cell; `here`: the appraisal's address."""
    told = [{each.key: each for each in subject.said} for subject in subjects]
    rows = [
        [
            f"{each.number}. {each.title}",
            *(
                _cell(column.get(each.key), f"{here}/{subject.ref}/{each.key}/file")
                for subject, column in zip(subjects, told, strict=True)
            ),
        ]
        for each in content.criteria
    ]
    if any(subject.detail for subject in subjects):
        rows.insert(0, ["What it is", *(kept_lines(subject.detail) for subject in subjects)])
    return table("Options beside each other", ["Criterion", *(subject.name for subject in subjects)], rows)


def _cell(said: Said | None, file_address: str) -> Markup:
    if said is None or not (said.answer.reason or said.is_evidenced):
        return Markup("Empty")
    parts = [kept_lines(said.answer.reason)] if said.answer.reason else []
    return Markup(_BREAK.join([*parts, *_evidence(said, file_address)]))


def _row(criterion: Criterion, said: Said, tool: Tool, address: str, *, edits: bool) -> tuple[object, Markup]:
    name: object = f"{criterion.number}. {criterion.title}"
    if edits:
        name = link(f"{address}/{criterion.key}", name)
    parts = [f"<strong>{escaped(answer_word(tool, said.answer) or 'No answer yet')}</strong>"]
    if said.answer.reason:
        parts.append(kept_lines(said.answer.reason))
    if said.answer.mitigation:
        parts.append(f"Mitigation: {kept_lines(said.answer.mitigation)}")
    if said.alone:
        parts.append(f"Scored alone: {escaped('; '.join(answer_word(tool, each) for each in said.alone))}")
    return name, Markup(_BREAK.join([*parts, *_evidence(said, f"{address}/{criterion.key}/file")]))


def _evidence(said: Said, file_address: str) -> list[str]:
    parts: list[str] = [f"Evidence: {kept_lines(said.note)}"] if said.note else []
    if said.link:
        outside = escaped(said.link)
        parts.append(f'Evidence: <a class="govuk-link" href="{outside}" rel="noopener noreferrer">{outside}</a>')
    if said.file_name:
        parts.append(f"Evidence: {link(file_address, said.file_name)}")
    return parts
