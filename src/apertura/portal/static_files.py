"""Style sheets and scripts: read once, and the same for everybody."""

import hashlib
from functools import cache
from importlib import resources

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from apertura.site.draw import palette

_TYPES = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8"}
_YEAR = "public, max-age=31536000, immutable"


@cache
def still_files() -> dict[str, bytes]:
    """Read all files by name: the site's style sheet with its colours before it, and what the portal adds."""
    site = resources.files("apertura.site").joinpath("static/sitio.css").read_bytes()
    own = resources.files("apertura.portal").joinpath("static")
    return {"sitio.css": palette() + site, **{each.name: each.read_bytes() for each in own.iterdir()}}


@cache
def still_address(name: str) -> str:
    """Return the address of a file: another one where its bytes are others, so that it can be kept for ever."""
    return f"/estaticos/{name}?v={hashlib.sha256(still_files()[name]).hexdigest()[:12]}"


class Still:
    """Answers with one of the files; there is nothing else, and no path leads elsewhere."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request for a file."""
        request = Request(scope)
        name = request.url.path.rpartition("/")[2]
        content = still_files().get(name)
        if content is None or request.method not in ("GET", "HEAD"):
            raise HTTPException(404)
        media_type = _TYPES[name.rpartition(".")[2]]
        await Response(content, media_type=media_type, headers={"cache-control": _YEAR})(scope, receive, send)
