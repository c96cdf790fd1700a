"""What every answer carries and every request must keep to, whatever the page."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from flask import Flask, Response, request
from werkzeug.exceptions import RequestURITooLarge

LONGEST_ADDRESS: Final = 16_384
"""Bytes of a query string."""

POLICY: Final = "; ".join(
    [
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self' data:",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)

HEADERS: Final = MappingProxyType(
    {
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        "X-Robots-Tag": "noindex, nofollow",
        "Cache-Control": "private, no-cache",
    }
)
"""On every answer: pages, JSON, static files and errors."""


def protect(app: Flask) -> None:
    """Give every answer the headers above, and refuse addresses that are too long."""
    app.before_request(_limit)
    app.after_request(_add_headers)


def _limit() -> None:
    if len(request.query_string) > LONGEST_ADDRESS:
        raise RequestURITooLarge(f"an address may have {LONGEST_ADDRESS:,} bytes of parameters: choose fewer filters")


def _add_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers[name] = value
    return response
