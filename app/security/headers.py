"""The headers of every answer: a strict content security policy, no framing, nothing private in shared caches."""

from flask import Flask, Response


def install_headers(app: Flask, *, inline_script_hash: str) -> None:
    """Send the safe headers with each answer; `inline_script_hash` allows the design system's one inline script."""
    policy = "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' {inline_script_hash}",
            "style-src 'self'",
            "img-src 'self'",
            "connect-src 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
            "object-src 'none'",
        )
    )
    fixed = {
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
    if app.config["SESSION_COOKIE_SECURE"]:
        fixed["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    items = (*fixed.items(), ("Cache-Control", "no-store"))

    @app.after_request
    def add(response: Response) -> Response:
        present = {name for name, _ in response.headers}
        for name, value in items:
            if name not in present:
                response.headers.add(name, value)
        return response
