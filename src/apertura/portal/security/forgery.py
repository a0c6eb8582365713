"""Whether a form was sent from a page of ours, to whom it was shown."""

import hmac
from collections.abc import Mapping
from urllib.parse import urlsplit

from apertura.portal.accounts.tokens import seal

FIELD = "sello"


def form_seal(secret: str, holder: str) -> str:
    """Make the seal that the forms shown to the holder of a cookie carry."""
    return seal(secret, "formulario", holder)


def is_sealed(form: Mapping[str, str], secret: str, holder: str | None) -> bool:
    """Whether a form carries the seal of the holder of the cookie that came with it."""
    return holder is not None and hmac.compare_digest(form.get(FIELD, "").encode(), form_seal(secret, holder).encode())


def from_here(headers: Mapping[str, str], address: str) -> bool:
    """Whether a browser says that what it sends comes from a page of ours; one that says nothing is not believed."""
    site = headers.get("sec-fetch-site")
    if site is not None and site != "same-origin":
        return False
    origin = headers.get("origin") or _origin(headers.get("referer", ""))
    return origin == address


def _origin(referer: str) -> str:
    try:
        parts = urlsplit(referer)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}"
