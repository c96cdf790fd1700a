"""What every answer carries and every request must keep to, whatever the page."""

from __future__ import annotations

from collections.abc import Collection
from types import MappingProxyType
from typing import Final
from urllib.parse import urlsplit

from flask import Flask, Response, request
from werkzeug.exceptions import RequestURITooLarge, SecurityError

LONGEST_ADDRESS: Final = 16_384
"""Bytes of a query string."""

POLICY: Final = "; ".join(
    [
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "connect-src 'self'",
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


def protect(app: Flask, hosts: Collection[str] | None) -> None:
    """Give every answer the headers above, refuse addresses that are too long, and answer to no other names than
    `hosts` (None: any): a page elsewhere could give its own name this computer's address, and read the archive."""

    def check_host() -> None:
        if hosts is not None and _host_name(request.environ.get("HTTP_HOST", "")) not in hosts:
            raise SecurityError

    app.before_request(check_host)
    app.before_request(_limit)
    app.after_request(_add_headers)


def _host_name(header: str) -> str | None:
    # werkzeug's own list of trusted hosts knows no IPv6 addresses
    try:
        return None if set(header) & set("@/?#\\") else urlsplit(f"//{header}").hostname
    except ValueError:
        return None


def _limit() -> None:
    if len(request.query_string) > LONGEST_ADDRESS:
        raise RequestURITooLarge(f"an address may have {LONGEST_ADDRESS:,} bytes of parameters: choose fewer filters")


def _add_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers[name] = value
    return response
