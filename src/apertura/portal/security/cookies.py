"""The two cookies: whose session it is, and to whom a form was shown who has none."""

from http import cookies

from starlette.responses import Response

from apertura.portal.accounts.sessions import LONGEST
from apertura.portal.settings import Settings

_SESSION, _VISITOR = "sesion", "visita"


def session_cookie(settings: Settings) -> str:
    """Name the cookie of the session: by TLS, in the form that a browser takes from this very host alone."""
    return f"__Host-{_SESSION}" if settings.safe else _SESSION


def visitor_cookie(settings: Settings) -> str:
    """Name the cookie of a visitor without a session."""
    return f"__Host-{_VISITOR}" if settings.safe else _VISITOR


def keep_session(response: Response, token: str | None, settings: Settings) -> None:
    """Have the browser keep the token of a session, or forget it."""
    _keep(response, session_cookie(settings), token, settings)


def keep_visitor(response: Response, token: str, settings: Settings) -> None:
    """Have the browser keep the token of a visitor."""
    _keep(response, visitor_cookie(settings), token, settings)


def _keep(response: Response, name: str, token: str | None, settings: Settings) -> None:
    jar: cookies.SimpleCookie = cookies.SimpleCookie()
    jar[name] = token or ""
    morsel = jar[name]
    morsel["path"], morsel["httponly"], morsel["samesite"] = "/", True, "Lax"
    morsel["max-age"] = int(LONGEST.total_seconds()) if token else 0
    if settings.safe:
        morsel["secure"] = True
    response.headers.append("set-cookie", morsel.OutputString())
