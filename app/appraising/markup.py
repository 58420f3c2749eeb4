"""The answers of a subject as a table, made here and not by macros: they are the longest part of their page."""

from collections.abc import Sequence

from markupsafe import Markup, escape

from app.appraising.answering import answer_word
from app.appraising.content import AppraisalContent, Said, SubjectText
from app.tools.tool import Criterion, ScaleType, Tool
from app.web.components import table

_BREAK = "<br>"
HERE = "~tools~"  # stands for the address of an engagement's tools in what is made for all engagements

FOR = "~for~"  # stands for what follows in an address when a tool is chosen for a goal


def put_in(made: str, address: str, following: str = "") -> Markup:
    """Give markup that a template made once, with the address that `HERE` stands for, and what `FOR` does."""
    return Markup(made.replace(HERE, escape(address)).replace(FOR, escape(following)))


def answers_table(content: AppraisalContent, subject: SubjectText, tool: Tool, *, here: str, edits: bool) -> Markup:
    """Give what is said on each criterion; `here` is the appraisal's address, `edits`: the reader can change it."""
    said = {each.key: each for each in subject.said}
    nothing = subject.on("")
    address = f"{here}/{subject.ref}"
    rows = [_row(each, said.get(each.key, nothing), tool, address=address, edits=edits) for each in content.criteria]
    is_matrix = tool.scale is ScaleType.MATRIX
    head = ["Criterion", "What is said", "Evidence"] if is_matrix else ["Criterion", "Answer", "Reason", "Evidence"]
    return table(f"Answers for {subject.name}", head, rows, hidden_caption=True, size="s")


def beside_each_other(content: AppraisalContent, subjects: Sequence[SubjectText]) -> Markup:
    """Give a matrix: criteria as rows, options as columns."""
    cells = [{each.key: each.answer.reason for each in subject.said} for subject in subjects]
    rows = [
        [f"{each.number}. {each.title}", *(_lines(column.get(each.key) or "Empty") for column in cells)]
        for each in content.criteria
    ]
    return table("Options beside each other", ["Criterion", *(subject.name for subject in subjects)], rows)


def _row(criterion: Criterion, said: Said, tool: Tool, *, address: str, edits: bool) -> list[object]:
    name: object = f"{criterion.number}. {criterion.title}"
    if edits:
        name = Markup(f'<a class="govuk-link" href="{escape(address)}/{escape(criterion.key)}">{escape(name)}</a>')
    evidence = _evidence(said, f"{address}/{criterion.key}/file")
    if tool.scale is ScaleType.MATRIX:
        return [name, _lines(said.answer.reason), evidence]
    return [name, answer_word(tool, said.answer) or "No answer yet", _why(said, tool), evidence]


def _why(said: Said, tool: Tool) -> Markup:
    parts: list[str] = []
    if said.answer.reason:
        parts.append(_lines(said.answer.reason))
    if said.answer.mitigation:
        parts.append(f"<strong>Mitigation:</strong> {escape(said.answer.mitigation)}")
    if said.alone:
        parts.append(f"Scored alone: {escape('; '.join(answer_word(tool, each) for each in said.alone))}")
    return Markup(_BREAK.join(parts))


def _evidence(said: Said, file_address: str) -> Markup:
    parts: list[str] = [_lines(said.note)] if said.note else []
    if said.link:
        link = escape(said.link)
        parts.append(f'<a class="govuk-link" href="{link}" rel="noopener noreferrer">{link}</a>')
    if said.file_name:
        parts.append(f'<a class="govuk-link" href="{escape(file_address)}">{escape(said.file_name)}</a>')
    return Markup(_BREAK.join(parts))


def _lines(text: str) -> Markup:
    return Markup(f'<span class="app-keep-lines">{escape(text)}</span>')
