"""The form that uploads a tool: its shape only. Mistakes in a tool are named by app/tools/checking.py."""

import wtforms

from app.instruments.forms import ExactTextField, QuestionnaireForm


class ToolForm(QuestionnaireForm):
    """A file, or text pasted in its place, as for questionnaires."""

    thing = "tool"
    file = wtforms.FileField("Tool file")
    text = ExactTextField("Or paste the text")
