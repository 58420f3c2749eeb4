"""The checks that run inside a page: axe-core's rules, sideways scrolling, sizes of what is pressed."""

from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]  # rules about colours alone, which take axe most of its time
LEAST_TARGET = 24  # CSS pixels, WCAG 2.2 criterion 2.5.8

# Not fetching style sheets anew spares a third of the time; what needs them (sound that plays by itself) we have not.
_RUN = """async ([rules, colours, coloured]) => {
  document.querySelectorAll("details").forEach(each => { each.open = true; });
  const only = Object.fromEntries(colours.map(each => [each, {enabled: coloured}]));
  const how = {runOnly: {type: "tag", values: rules}, rules: only, resultTypes: ["violations"], preload: false};
  const found = await axe.run(how);
  return found.violations.map(each => `${each.id}: ${each.help}: ${each.nodes.map(node => node.html).join(" | ")}`);
}"""

_TOO_WIDE = """() => {
  document.querySelectorAll("details").forEach(each => { each.open = true; });
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const wide = [...document.body.querySelectorAll("*")].filter(each => {
    const box = each.getBoundingClientRect();
    return box.right > width + 0.5 && box.width > 0 && !each.closest(".app-scroll, .govuk-visually-hidden");
  });
  const said = wide.slice(0, 3).map(each => each.outerHTML.slice(0, 200));
  return [`${document.documentElement.scrollWidth}px in ${width}px`, ...said];
}"""

# Links inside a sentence are left out, as the criterion does; so is what only screen readers meet.
_TOO_SMALL = """least => {
  const pressed = "button, input:not([type=hidden]), select, textarea, summary, [role=button], .govuk-task-list__link, "
    + ".govuk-service-navigation__link, .govuk-pagination__link, .govuk-back-link, .govuk-breadcrumbs__link";
  const apart = (one, other) => Math.hypot(one.x - other.x, one.y - other.y);
  const all = [...document.querySelectorAll(pressed)].filter(each => {
    const box = each.getBoundingClientRect();
    return box.width > 1 && box.height > 1 && each.checkVisibility() && !each.matches(":disabled, .govuk-skip-link");
  }).map(each => ({each, box: each.getBoundingClientRect()}));
  const centre = box => ({x: box.x + box.width / 2, y: box.y + box.height / 2});
  return all.filter(({box}) => box.width < least || box.height < least)
    .filter(({each, box}) => all.some(other => other.each !== each && apart(centre(box), centre(other.box)) < least))
    .map(({each, box}) => `${Math.round(box.width)}×${Math.round(box.height)}: ${each.outerHTML.slice(0, 200)}`);
}"""


@cache
def _axe() -> str:
    return AXE.read_text(encoding="utf-8")


def violations(page: Page, *, colours: bool = True) -> list[str]:
    """What axe finds on the page as it is now, every part of it opened; `colours` says whether it looks at these."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(_axe())
        page.add_init_script(script=_axe())  # sent once, not with each page that this tab will show
    return _texts(page.evaluate(_RUN, [RULES, COLOURS, colours]))


def overflow(page: Page) -> list[str]:
    """How far the page scrolls sideways and what sticks out; nothing when it does not."""
    return _texts(page.evaluate(_TOO_WIDE))


def small_targets(page: Page) -> list[str]:
    """What is smaller than 24 by 24 and so near to another control that a finger would meet both."""
    return _texts(page.evaluate(_TOO_SMALL, LEAST_TARGET))


def _texts(found: Any) -> list[str]:
    return [str(each) for each in found]
