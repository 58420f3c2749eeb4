"""What the base page repeats on every page, addresses and markup: made once for each mount point."""

from dataclasses import dataclass

from flask import current_app, g, request, session, url_for
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup

from app.web.assets import asset_url

MOST_TOKENS = 5000


@dataclass(frozen=True, slots=True)
class Chrome:
    """Addresses of the pages in the header, and the parts of the base page that are the same for everybody."""

    front: str
    work: str
    engagements: str
    portfolio: str  # only for who manages an authority
    training: str
    admin: str
    account: str
    authorities: str
    sign_out: str
    mail: str | None  # only where the demonstration runs
    workshop_js: str
    live_js: str
    head: Markup
    live: Markup
    footer: Markup


def chrome() -> Chrome:
    """Give what this request's mount point needs."""
    kept: dict[str, Chrome] = current_app.extensions.setdefault("chrome", {})
    root = request.script_root
    if root not in kept:
        kept[root] = _made()
    return kept[root]


def _made() -> Chrome:
    assets = {
        "css": asset_url("site.css"),
        "design_js": asset_url("govuk-frontend.min.js"),
        "site_js": asset_url("site.js"),
        "htmx": asset_url("htmx.min.js"),
        "favicon": asset_url("favicon.svg"),
    }
    pages = {name: url_for(f"pages.{name}") for name in ("accessibility", "privacy", "cookies", "contact")}
    pages["certificates"] = url_for("learning.verify_code")
    return Chrome(
        front=url_for("pages.front"),
        work=url_for("progress.home"),
        engagements=url_for("engagements.listing"),
        portfolio=url_for("progress.portfolio"),
        training=url_for("learning.training"),
        admin=url_for("accounts.admin"),
        account=url_for("accounts.account"),
        authorities=url_for("accounts.choose_authority"),
        sign_out=url_for("accounts.sign_out"),
        mail=url_for("demo.mail") if current_app.config["DEMO"] else None,
        workshop_js=asset_url("workshop.js"),
        live_js=asset_url("live.js"),
        head=_part("head", assets),
        live=_part("live", assets),
        footer=_part("footer", pages),
    )


def _part(name: str, at: dict[str, str]) -> Markup:
    """Render a part without what every page is given: error pages need it when nobody can be loaded."""
    return Markup(current_app.jinja_env.get_template(f"chrome/{name}.html").render(at=at))


def csrf_token() -> str:
    """Give the session's token; signed once in each worker and not on every page, since its seed stays the same."""
    seed = session.get("csrf_token")
    if seed is None:
        return str(generate_csrf())
    kept: dict[str, str] = current_app.extensions.setdefault("csrf_tokens", {})
    if seed not in kept:
        if len(kept) >= MOST_TOKENS:
            kept.clear()
        kept[seed] = str(generate_csrf())
    g.csrf_token = kept[seed]  # where Flask-WTF looks for it
    return kept[seed]
