"""Security headers of every answer (targets R14). Thirty lines of our own instead of a package that guesses."""

from flask import Flask, Response, request

# Style attributes are the one exception: charts set them, and bars carry their share in `--n`.
CSP = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src-elem 'self'",
        "style-src-attr 'unsafe-inline'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "manifest-src 'self'",
    )
)
YEAR = 31_536_000


def install(app: Flask, *, secure: bool) -> None:
    """Add the headers; `secure` when browsers come by HTTPS."""

    @app.after_request
    def add(response: Response) -> Response:
        headers = response.headers
        headers["Content-Security-Policy"] = CSP
        headers["X-Content-Type-Options"] = "nosniff"
        headers["Referrer-Policy"] = "same-origin"
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
        if secure:
            headers["Strict-Transport-Security"] = f"max-age={YEAR}; includeSubDomains"
        if request.endpoint == "static":
            # File names carry their content's hash.
            headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
        else:
            headers.setdefault("Cache-Control", "no-store")
        return response
