"""YAML text read strictly, each part and each mistake with its line. What a text must contain: schema, its room."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from yaml._yaml import CParser
from yaml.composer import Composer
from yaml.constructor import SafeConstructor
from yaml.resolver import Resolver

MAX_BYTES = 1_000_000
MAX_DEPTH = 30

Where = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """One thing wrong in a file: `line` counts from 1, `path` reads like `areas[0].title`, empty for the whole file."""

    file: str
    line: int
    path: str
    message: str


class MistakesError(ValueError):
    """The text is not as its kind wants it; `mistakes` says what is wrong and where."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = sorted(mistakes)
        super().__init__(report(self.mistakes))


@dataclass(slots=True)
class Source:
    """A file being read: its content, the line of each path in it, and the mistakes found so far."""

    name: str
    content: Any = None
    lines: dict[Where, int] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)

    def note(self, where: Where, message: str, *, line: int | None = None) -> None:
        """Add a mistake, at the nearest line known for `where`."""
        path = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in where).lstrip(".")
        self.mistakes.append(Mistake(self.name, line or self.line(where), path, message))

    def line(self, where: Where) -> int:
        """Give the line of a path, or of the nearest thing around it."""
        while where and where not in self.lines:
            where = where[:-1]
        return self.lines.get(where, 1)


class _StrictLoader(Composer, CParser, SafeConstructor, Resolver):  # as yaml.CSafeLoader is made
    """Safe YAML without aliases, and no deeper than people write, so that a small file cannot grow large.

    LibYAML finds the events, ten times as fast as Python; they are composed in Python, where both can be refused.
    """

    depth = 0

    def __init__(self, text: bytes) -> None:
        CParser.__init__(self, text)
        Composer.__init__(self)
        SafeConstructor.__init__(self)
        Resolver.__init__(self)

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        peek: Callable[[], Any] = self.peek_event
        event = peek()
        mark: Any = event.start_mark
        if isinstance(event, yaml.AliasEvent):
            raise yaml.MarkedYAMLError(None, None, "aliases (*) are not allowed", mark)
        if self.depth >= MAX_DEPTH:
            raise yaml.MarkedYAMLError(None, None, "nested too deeply", mark)
        self.depth += 1
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


def read(text: str, *, name: str) -> Any:
    """Give the plain content of YAML text; MistakesError if it is not sound YAML, is over 1 MB or uses aliases."""
    return read_source(text, name=name).content


def text_at(path: Path, name: str) -> str:
    """Give the text of a file. Raises MistakesError, in which the file is called `name`."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise MistakesError([Mistake(name, 1, "", "the file is not UTF-8 text")]) from None
    except OSError as error:
        raise MistakesError([Mistake(name, 1, "", f"the file cannot be read: {error.strerror}")]) from None


def report(mistakes: Sequence[Mistake]) -> str:
    """Give one `file:line: message` line for each mistake, empty when there are none."""
    return "\n".join(
        f"{m.file}:{m.line}: {m.path}: {m.message}" if m.path else f"{m.file}:{m.line}: {m.message}" for m in mistakes
    )


def read_source(text: str, *, name: str) -> Source:
    """Give the content of YAML text with its lines; MistakesError if it is unsound, too large or uses aliases."""
    source, raw = Source(name), text.encode("utf-8", "surrogatepass")
    if len(raw) > MAX_BYTES:
        source.note((), f"the file is larger than {MAX_BYTES:,} bytes")
        raise MistakesError(source.mistakes)
    try:
        loader = _StrictLoader(raw)
        node = loader.get_single_node()
        if node is not None:
            _map_lines(node, (), source)
            source.content = loader.construct_document(node)
    except yaml.MarkedYAMLError as error:
        mark, last = error.problem_mark or error.context_mark, raw.rstrip().count(b"\n")
        source.note((), f"not valid YAML: {error.problem}", line=min(mark.line, last) + 1 if mark else 1)
    except yaml.reader.ReaderError as error:
        source.note((), "a character that YAML does not allow", line=raw.count(b"\n", 0, error.position) + 1)
    except ValueError as error:  # such as the date 2026-13-45
        source.note((), f"a value cannot be read: {error}")
    if source.mistakes:
        raise MistakesError(source.mistakes)
    return source


def _map_lines(node: yaml.Node, where: Where, source: Source) -> None:
    source.lines.setdefault(where, node.start_mark.line + 1)
    if isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            _map_lines(item, (*where, index), source)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            _map_key(key, where, source)
            _map_lines(value, (*where, str(key.value)), source)


def _map_key(key: yaml.Node, where: Where, source: Source) -> None:
    line = key.start_mark.line + 1
    path = (*where, str(key.value))
    if key.tag != "tag:yaml.org,2002:str":
        source.note(where, "a key must be plain text", line=line)
    elif path in source.lines:
        source.note(path, f"the key “{key.value}” is already used on line {source.lines[path]}", line=line)
    else:
        source.lines[path] = line
