"""A request once it is known who asks, as the pages see it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from starlette.responses import HTMLResponse, RedirectResponse, Response

from apertura.portal.accounts.account import Account
from apertura.portal.accounts.sessions import Session, Stage
from apertura.portal.desk.upload import Upload
from apertura.portal.house import House


@dataclass(frozen=True)
class Visit:
    """Who asks for what, when, from which address of the network, and with which form.

    ``seal`` goes into every form of the page that is shown; ``here`` is the path that was asked for.
    """

    house: House
    now: datetime
    here: str
    path: Mapping[str, str]
    query: Mapping[str, str]
    form: Mapping[str, str]
    file: Upload | None
    session: Session | None
    origin: str
    seal: str

    @property
    def account(self) -> Account | None:
        """Whose session it is, where it is whole."""
        return self.session.account if self.session is not None and self.session.stage is Stage.WHOLE else None

    @property
    def me(self) -> Account:
        """Whose session it is, behind a door that asks for one."""
        if self.session is None:
            raise LookupError("una puerta dejó pasar a nadie")
        return self.session.account

    def show(self, template: str, *, status: int = 200, **context: object) -> HTMLResponse:
        """Make a page; what a template lacks is an error, never a blank."""
        html = self.house.templates.get_template(template).render(visit=self, **context)
        return HTMLResponse(html, status_code=status)

    def go(self, path: str) -> RedirectResponse:
        """Send the browser on to a page, to be asked for with GET."""
        return RedirectResponse(path, status_code=303)


@dataclass(frozen=True)
class Done:
    """An answer, and what the log is to say of it; ``account`` where it is not that of the session."""

    response: Response
    about: str = ""
    account: Account | None = None
