"""How notice and its exceptions are said, and what comes next on the way to a service's end. No query."""

import datetime as dt

from app.cases.models import NoticeException
from app.cases.notice import Steps, has_run_out, missing_for_notice
from app.web.filters import day

EXCEPTIONS = {
    NoticeException.TIME_LIMITED: "Yes: the award was for a limited time",
    NoticeException.AGREED: "Yes: the provider agreed to less",
    NoticeException.OTHER: "Yes: another reason",
}
EXCEPTION_HINTS = {
    NoticeException.TIME_LIMITED: "It ends by itself, so a shorter notice, or none, is enough",
    NoticeException.AGREED: "Say below how and when it was agreed",
    NoticeException.OTHER: "Say below what makes it right, and who was asked",
}
EXCEPTIONS_SHORT = {
    NoticeException.TIME_LIMITED: "The award was for a limited time",
    NoticeException.AGREED: "The provider agreed to less",
    NoticeException.OTHER: "Another reason",
}


def not_yet(steps: Steps) -> str:
    """Say what comes before notice can be given; empty if nothing does."""
    missing = missing_for_notice(steps)
    return f"Before a service is given notice and ends, {' and '.join(missing)}." if missing else ""


def runs_out(steps: Steps, today: dt.date) -> str:
    """Say when the notice runs out, and what follows; empty without one."""
    if steps.ends_on is None or steps.decided_on is None:
        return ""
    if steps.has_lapsed:
        return (
            f"This notice was given before the decision to decommission of {day(steps.decided_on)},"
            " so it does not count. Record the notice that was given after it."
        )
    if has_run_out(steps.ends_on, today):
        return f"The notice ran out on {day(steps.ends_on)}. Next, the end of the service is recorded."
    return f"The notice runs out on {day(steps.ends_on)}. From that day the end of the service can be recorded."
