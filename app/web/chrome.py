"""The addresses that the base page needs on every page: made once for each place at which the service is mounted."""

from dataclasses import dataclass

from flask import current_app, request, url_for

from app.web.assets import asset_url


@dataclass(frozen=True, slots=True)
class Chrome:
    """Addresses of assets and of the pages in header and footer."""

    css: str
    design_js: str
    site_js: str
    htmx: str
    favicon: str
    front: str
    work: str
    engagements: str
    admin: str
    account: str
    authorities: str
    sign_out: str
    accessibility: str
    privacy: str
    cookies: str
    contact: str
    mail: str | None  # only where the demonstration runs


def chrome() -> Chrome:
    """Give the addresses for this request's mount point."""
    kept: dict[str, Chrome] = current_app.extensions.setdefault("chrome", {})
    root = request.script_root
    if root not in kept:
        kept[root] = _made()
    return kept[root]


def _made() -> Chrome:
    return Chrome(
        css=asset_url("site.css"),
        design_js=asset_url("govuk-frontend.min.js"),
        site_js=asset_url("site.js"),
        htmx=asset_url("htmx.min.js"),
        favicon=asset_url("favicon.svg"),
        front=url_for("pages.front"),
        work=url_for("progress.home"),
        engagements=url_for("engagements.listing"),
        admin=url_for("accounts.admin"),
        account=url_for("accounts.account"),
        authorities=url_for("accounts.choose_authority"),
        sign_out=url_for("accounts.sign_out"),
        accessibility=url_for("pages.accessibility"),
        privacy=url_for("pages.privacy"),
        cookies=url_for("pages.cookies"),
        contact=url_for("pages.contact"),
        mail=url_for("demo.mail") if current_app.config["DEMO"] else None,
    )
