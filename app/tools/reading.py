"""A tool read from the YAML text of its file. Its rules: checking.py; what it is: tool.py."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from app.instruments.document import Provenance
from app.tools.checking import WORDS, checked
from app.tools.tool import (
    CaseKind,
    Criterion,
    Group,
    Law,
    Option,
    Outcome,
    ScaleType,
    Seed,
    Stage,
    SubjectKind,
    Threshold,
    Tool,
)


def parse(text: str, *, name: str) -> Tool:
    """Give the tool written in this YAML text; MistakesError with every mistake, `name` being its file."""
    content = checked(text, name=name)
    scale = ScaleType(content["scale"]["type"])
    own_words = content["scale"].get("words", {})
    return Tool(
        key=content["key"],
        title=content["title"],
        version=content["version"],
        status=content["status"],
        provenance=Provenance(content["provenance"]["text"], tuple(content["provenance"]["sources"])),
        scale=scale,
        words={key: own_words.get(key, usual) for key, usual in WORDS[scale].items()},
        about=content["about"],
        who=content["who"],
        when=content["when"],
        subject=SubjectKind(content["subject"]["kind"]),
        subject_name=content["subject"]["name"],
        amount_name=content["subject"].get("amount", ""),
        options=tuple(Option(each["key"], each["title"], each["text"]) for each in content.get("options", [])),
        appraisers=content.get("appraisers", 1),
        stages=frozenset(Stage(stage) for stage in content["stages"]),
        kinds=frozenset(CaseKind(kind) for kind in content["kinds"]),
        outcomes=tuple(
            Outcome(each["key"], each["label"], each["text"], each.get("chosen", False))
            for each in content.get("outcomes", [])
        ),
        groups=tuple(_group(group) for group in content["groups"]),
    )


def _group(content: Mapping[str, Any]) -> Group:
    criteria = tuple(_criterion(criterion) for criterion in content["criteria"])
    return Group(content["key"], content["title"], content.get("summary", ""), criteria)


def _criterion(content: Mapping[str, Any]) -> Criterion:
    source, threshold, law = content["source"], content.get("threshold"), content.get("law")
    return Criterion(
        key=content["key"],
        number=content["number"],
        title=content["title"],
        text=content["text"],
        guidance=tuple(content.get("guidance", [])),
        source=Seed(source.get("seed", ""), source["section"], source["document"]),
        weight=content.get("weight", 1),
        minimum=content.get("minimum"),
        not_applicable_when=content.get("not_applicable_when", ""),
        mitigation=content.get("mitigation", ""),
        stops=content.get("stops", False),
        own=content.get("own", False),
        threshold=Threshold(threshold["text"], threshold["above"] * 100) if threshold else None,
        law=Law(law["as_published"], law["current"], dt.date.fromisoformat(law["checked_on"])) if law else None,
        levels=tuple(content.get("levels", [])),
    )
