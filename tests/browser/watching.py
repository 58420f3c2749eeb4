"""Watches a browser context: whatever the console, the policy or the network complains about fails the test."""

from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response, WebError

LEFT_THE_PAGE = "net::ERR_ABORTED"  # a request given up because the person moved on, or a download
STATUS_IN_CONSOLE = "Failed to load resource: the server responded with a status of"
FORM_ANSWERS = frozenset({409, 410, 422})  # what a page says of a form or of a used link


@dataclass
class Watch:
    """What went wrong unasked in one context; `allowed` are texts that this test provokes on purpose."""

    troubles: list[str] = field(default_factory=list)
    allowed: tuple[str, ...] = ()

    def over(self, context: BrowserContext) -> "Watch":
        """Begin to watch `context`."""
        context.on("console", self._console)
        context.on("weberror", self._error)
        context.on("requestfailed", self._failed)
        context.on("response", self._answer)
        return self

    def allow(self, *texts: str) -> None:
        """Let complaints pass that contain one of `texts`."""
        self.allowed += texts

    def _note(self, trouble: str) -> None:
        if not any(text in trouble for text in self.allowed):
            self.troubles.append(trouble)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not message.text.startswith(STATUS_IN_CONSOLE):
            self._note(f"console: {message.text}")

    def _error(self, error: WebError) -> None:
        self._note(f"script: {error.error}")

    def _failed(self, request: Request) -> None:
        if request.failure != LEFT_THE_PAGE:
            self._note(f"request: {request.url} {request.failure}")

    def _answer(self, response: Response) -> None:
        if response.status >= 400 and response.status not in FORM_ANSWERS:
            self._note(f"answer: {response.status} {response.request.method} {response.url}")
