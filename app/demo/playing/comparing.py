"""The story of a director's word on the comparison. The snapshot itself is made as the worker makes it: commands.py."""

from app.comparing.services.agreeing import agree
from app.demo.playing.play import Play
from app.demo.playing.timeline import Story
from app.security import Role


def stories(play: Play) -> list[Story]:
    """Give the story of a director who agrees."""
    return [] if play.case.compares is None else [_agreeing(play, play.case.compares)]


def _agreeing(play: Play, day: int) -> Story:
    now = yield play.stage.calendar.at(day, 8, 5)
    if play.case.director is None:
        raise RuntimeError(f"case {play.case.key}: nobody can agree to the comparison")
    actor = play.acting(play.case.director.email, Role.DIRECTOR, now=now)
    agree(play.scope, seen=0, actor=actor, now=now)
