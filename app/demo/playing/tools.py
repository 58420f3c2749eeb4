"""The story of an engagement's tools, service cases and library together. What each does: the sister modules."""

from functools import partial

from app.demo.playing import appraising, library, service_cases
from app.demo.playing.plans import PlanPlay
from app.demo.playing.timeline import Story
from app.demo.playing.toolbox import Step, ToolsPlay, told
from app.demo.tools_content import tools_played


def stories(plan: PlanPlay) -> list[Story]:
    """Give the story of the engagement, if it uses tools."""
    played = tools_played().get(plan.play.case.key)
    if played is None:
        return []
    of, steps = ToolsPlay(played, plan), list[Step]()
    for place, item in enumerate(played.items):
        steps += library.steps(item, place, of)
    for appraisal in played.appraisals:
        steps += appraising.steps(appraisal, of)
    for case in played.cases:
        steps += service_cases.steps(case, of)
    steps += [(use.day, 16, 30, partial(library.use, use, of)) for use in played.uses]
    return [told(steps, of)]
