"""Markdown of training as HTML of the design system and as blocks of a document. Which Markdown: training/README.md.

Raw HTML, links, pictures and code are no part of it: their signs come out as the text that they are.
"""

import importlib
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from markupsafe import Markup, escape

from app.documents.model import (
    HEADING_LEVELS,
    Block,
    Bullets,
    Callout,
    Heading,
    Numbered,
    Paragraph,
    Run,
    TableBlock,
    Words,
    bold,
)

SIZES = {1: "l", 2: "m"}  # of headings; smaller ones are all s
LOWEST = 6
LEFT_OUT = (
    "autolink",
    "backticks",
    "code",
    "fence",
    "html_block",
    "html_inline",
    "image",
    "lheading",
    "link",
    "reference",
)
_IN_LINE = {"strong": ("<strong>", "</strong>"), "em": ("<em>", "</em>")}


def html(markdown: str, heading_from: int = 2) -> Markup:
    """Give HTML. The highest heading becomes an h2 (or `heading_from`), and deeper ones follow without a gap."""
    return Markup("\n").join(_html(node, level, label) for node, level, label in _placed(markdown, heading_from))


def blocks(markdown: str, heading_from: int = 2) -> tuple[Block, ...]:
    """Give blocks of a document, headings as in `html`; those deeper than a document has become bold words."""
    return tuple(
        block for node, level, label in _placed(markdown, heading_from) for block in _blocks(node, level, label)
    )


def plain(markdown: str) -> str:
    """Give the words alone, each paragraph, item and cell on a line of its own."""
    return "\n".join(_text(node) for node in _tree(markdown).walk() if node.type == "inline" and node.content)


@cache
def _library() -> tuple[Any, Any]:
    """The parser and its tree; only who shows a text pays for them."""
    library = importlib.import_module("markdown_it")
    parser = library.MarkdownIt("commonmark", {"html": False}).enable("table").disable(list(LEFT_OUT))
    return parser, importlib.import_module("markdown_it.tree").SyntaxTreeNode


def _tree(markdown: str) -> Any:
    parser, tree = _library()
    return tree(parser.parse(markdown))


def _placed(markdown: str, heading_from: int) -> Iterator[tuple[Any, int, str]]:
    """Each part of the text with the level of the heading that it is, and the name that a table goes by."""
    nodes = _tree(markdown).children
    highest = min((int(node.tag[1]) for node in nodes if node.type == "heading"), default=1)
    before, heading = heading_from - 1, ""
    taken: set[str] = set()
    for node in nodes:
        label = ""
        if node.type == "heading":
            before = min(int(node.tag[1]) - highest + heading_from, before + 1, LOWEST)
            heading = _text(node)
        elif node.type == "table":
            label = _first_free(heading or "Table", taken)
        yield node, before, label


def _first_free(name: str, taken: set[str]) -> str:
    """A name that no other table of the text has; `taken` grows."""
    names = (name if place == 1 else f"{name}, table {place}" for place in range(1, len(taken) + 2))
    found = next(each for each in names if each not in taken)
    taken.add(found)
    return found


def _html(node: Any, level: int, label: str) -> Markup:
    if node.type == "heading":
        return Markup('<h{0} class="govuk-heading-{1}">{2}</h{0}>').format(level, SIZES.get(level, "s"), _inline(node))
    if node.type == "table":
        return _html_table(node, label)
    if node.type in {"bullet_list", "ordered_list"}:
        return _html_list(node)
    if node.type == "blockquote":
        return Markup('<div class="govuk-inset-text">{}</div>').format(_within(node))
    if node.type == "hr":
        return Markup('<hr class="govuk-section-break govuk-section-break--m govuk-section-break--visible">')
    return Markup('<p class="govuk-body">{}</p>').format(_inline(node))


def _within(node: Any) -> Markup:
    """What lies in an item or a quotation; a heading in there is a paragraph."""
    return Markup("\n").join(_inline(each) if each.hidden else _html(each, LOWEST, "Table") for each in node.children)


def _html_list(node: Any) -> Markup:
    ordered = node.type == "ordered_list"
    items = Markup("\n").join(Markup("<li>{}</li>").format(_within(item)) for item in node.children)
    start = node.attrs.get("start", 1)
    return Markup('<{0} class="govuk-list govuk-list--{1}"{2}>\n{3}\n</{0}>').format(
        "ol" if ordered else "ul",
        "number" if ordered else "bullet",
        Markup(' start="{}"').format(start) if start != 1 else "",
        items,
    )


def _html_table(node: Any, label: str) -> Markup:
    head, rows = _cells(node)
    return Markup(
        '<div class="app-scroll" role="region" aria-label="{}" tabindex="0">\n<table class="govuk-table">\n'
        '<thead class="govuk-table__head">\n{}\n</thead>\n'
        '<tbody class="govuk-table__body">\n{}\n</tbody>\n</table>\n</div>'
    ).format(label, _html_row(head, heads=len(head)), Markup("\n").join(_html_row(row, heads=1) for row in rows))


def _html_row(cells: Sequence[Any], *, heads: int) -> Markup:
    """A row of which the first `heads` cells name what stands under or beside them; an empty cell names nothing."""
    scope = "row" if heads == 1 else "col"
    inner = Markup("")
    for place, cell in enumerate(cells):
        tag = "th" if place < heads and _text(cell) else "td"
        inner += Markup('<{0}{1} class="govuk-table__{2}{3}">{4}</{0}>').format(
            tag,
            Markup(' scope="{}"').format(scope) if tag == "th" else "",
            "header" if tag == "th" else "cell",
            f" govuk-table__{'header' if tag == 'th' else 'cell'}--numeric" if _is_right(cell) else "",
            _inline(cell),
        )
    return Markup('<tr class="govuk-table__row">{}</tr>').format(inner)


def _is_right(cell: Any) -> bool:
    return "right" in str(cell.attrs.get("style", ""))


def _inline(node: Any) -> Markup:
    """Words with their emphasis."""
    if node.type == "text":
        return escape(node.content)
    if node.type == "hardbreak":
        return Markup("<br>")
    if node.type == "softbreak":
        return Markup("\n")
    before, after = _IN_LINE.get(node.type, ("", ""))
    return Markup(before) + Markup("").join(_inline(each) for each in node.children) + Markup(after)


def _blocks(node: Any, level: int, label: str) -> Iterator[Block]:
    if node.type == "heading":
        deep = level not in HEADING_LEVELS
        yield Paragraph((bold(_text(node)),)) if deep else Heading(level, _text(node))
    elif node.type == "table":
        yield _table_block(node, label)
    elif node.type == "bullet_list":
        yield Bullets(tuple(_items(node)))
    elif node.type == "ordered_list":
        yield Numbered(tuple(_items(node)), int(node.attrs.get("start", 1)))
    elif node.type == "blockquote":
        yield Callout(tuple(_runs(node)))
    elif node.type == "paragraph":
        yield Paragraph(tuple(_runs(node)))


def _items(node: Any) -> Iterator[Words]:
    """Items of a list; those of a list within stand after their own, on lines of the same item."""
    return (tuple(_runs(item)) for item in node.children)


def _table_block(node: Any, label: str) -> TableBlock:
    head, rows = _cells(node)
    numeric = tuple(place for place, cell in enumerate(head) if _is_right(cell))
    texts = tuple(tuple(_text(cell) for cell in row) for row in rows)
    return TableBlock(label, tuple(_text(cell) for cell in head), texts, numeric=numeric)


def _cells(node: Any) -> tuple[Sequence[Any], list[Sequence[Any]]]:
    """The cells of the head, and those of each row."""
    head, *body = node.children
    return head.children[0].children, [row.children for part in body for row in part.children]


def _runs(node: Any, *, strong: bool = False) -> Iterator[Run]:
    """Words as runs; what stands in paragraphs of its own begins on a new line."""
    if node.type == "text":
        if node.content:
            yield Run(node.content, bold=strong)
    elif node.type in {"softbreak", "hardbreak"}:
        yield Run("\n" if node.type == "hardbreak" else " ", bold=strong)
    else:
        for place, each in enumerate(node.children):
            if place and each.block:
                yield Run("\n")
            yield from _runs(each, strong=strong or each.type == "strong")


def _text(node: Any) -> str:
    return "".join(run.text for run in _runs(node))
