"""Going through a page with the keys alone, looking at each stop whether the focus can be seen."""

from typing import Any

from playwright.sync_api import Locator, Page

MOST_STOPS = 150

_FOCUS = """() => {
  const focused = document.activeElement;
  if (!focused || focused === document.body) return null;
  const clear = colour => colour === "transparent" || /^rgba.*, 0\\)$/.test(colour);
  const marked = style => style.boxShadow !== "none"
    || (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0 && !clear(style.outlineColor));
  const label = focused.labels && focused.labels[0];
  const box = (label || focused).getBoundingClientRect();
  return {
    what: focused.outerHTML.slice(0, 160),
    marked: marked(getComputedStyle(focused)) || Boolean(label && marked(getComputedStyle(label, "::before"))),
    inView: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    top: box.top + scrollY,
    inMain: Boolean(focused.closest("main")),
  };
}"""


class Keyboard:
    """The keys of one page. Every stop of the focus has to be visible."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def focus(self) -> dict[str, Any] | None:
        """What has the focus; None when nothing has."""
        found: dict[str, Any] | None = self.page.evaluate(_FOCUS)
        return found

    def tab(self, *, back: bool = False) -> dict[str, Any] | None:
        """Press Tab once, and demand that its stop can be seen."""
        self.press("Shift+Tab" if back else "Tab")
        stop = self.focus()
        if stop:
            assert stop["marked"], f"the focus cannot be seen on {stop['what']}"
            assert stop["inView"], f"the focus is out of view on {stop['what']}"
        return stop

    def tab_to(self, target: Locator, *, back: bool = False) -> None:
        """Press Tab until `target` has the focus."""
        for _ in range(MOST_STOPS):
            self.tab(back=back)
            if target.evaluate("each => each === document.activeElement"):
                return
        raise AssertionError(f"the keyboard never reaches {target}")

    def press(self, *keys: str) -> None:
        """Press one key after the other, each on a page whose scripts have begun to listen."""
        for key in keys:
            self.page.wait_for_load_state()
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def fill(self, target: Locator, text: str) -> None:
        """Go to a box, and type into it."""
        self.tab_to(target)
        self.type(text)

    def stops(self) -> list[dict[str, Any]]:
        """Every stop from the top of the page to its end."""
        found = []
        for _ in range(MOST_STOPS):
            stop = self.tab()
            if stop is None:
                return found
            found.append(stop)
        raise AssertionError("the focus never leaves the page")
