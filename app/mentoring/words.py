"""How long mentoring took, in words. Pure."""

HOUR = 60


def time_text(minutes: int) -> str:
    """Write whole minutes as people say them: 45 is "45 minutes", 60 "1 hour", 150 "2 hours 30 minutes"."""
    hours, rest = divmod(minutes, HOUR)
    parts = [
        f"{count} {noun}{'' if count == 1 else 's'}" for count, noun in ((hours, "hour"), (rest, "minute")) if count
    ]
    return " ".join(parts) or "no time yet"
