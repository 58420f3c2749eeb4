"""The level texts of a standard as markup, made once for each version, standard and partnership in each worker."""

from flask import current_app, render_template
from markupsafe import Markup

from app.instruments.document import Instrument, Standard

MOST = 2000  # kept; then all are made again as they are asked for

Key = tuple[str, str, str]


def level_texts(
    digest: str, instrument: Instrument, standard: Standard, partnership: str
) -> tuple[tuple[str, Markup], ...]:
    """Give for each level its heading ("3. Making progress") and its text with the signs."""
    kept: dict[Key, tuple[tuple[str, Markup], ...]] = current_app.extensions.setdefault("level_texts", {})
    key = (digest, standard.key, partnership)
    if key not in kept:
        if len(kept) >= MOST:
            kept.clear()
        kept[key] = tuple(
            (
                f"{level.value}. {scale.label}",
                Markup(render_template("assessments/level_text.html", level=level, partnership=partnership)),
            )
            for level, scale in zip(standard.levels, instrument.scale.levels, strict=True)
        )
    return kept[key]
