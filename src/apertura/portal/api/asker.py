"""A key to the account that asks, let in by the same rules as at the doors for people."""

from dataclasses import dataclass
from datetime import datetime

from fastapi import HTTPException, Request

from apertura.portal.accounts import attempts, program_keys
from apertura.portal.accounts.account import Account
from apertura.portal.accounts.sessions import Session, Stage
from apertura.portal.house import House
from apertura.portal.security.acts import Act, note
from apertura.portal.security.rules import Answer, Rule, decide

_SCHEME = "bearer "
_ASKED = {"www-authenticate": 'Bearer realm="Apertura"'}


@dataclass(frozen=True)
class Asker:
    """Who asks, when and from which address of the network, and what everything stands on."""

    house: House
    account: Account
    now: datetime
    origin: str

    def note(self, act: str, garante: str, about: str, outcome: int) -> None:
        """Write an act down."""
        done = Act(self.now, self.account.email, self.origin, f"programa: {act}", garante, about, outcome)
        with self.house.engine.begin() as connection:
            note(connection, done, self.account)


@dataclass(frozen=True)
class May:
    """Lets in whom a rule lets in; nothing else of the request is read before."""

    rule: Rule

    def __call__(self, request: Request) -> Asker:
        """Find out who asks. Raises HTTPException (401, 403, 404, 429)."""
        house: House = request.app.state.house
        now, origin = house.clock(), request.client.host if request.client else ""
        account = _account(house, request.headers.get("authorization", ""), origin, now)
        answer = decide(self.rule, Session("", account, Stage.WHOLE), request.path_params.get("garante"))
        if answer is Answer.HIDDEN:
            raise HTTPException(404)
        if answer is not Answer.WELCOME:
            raise HTTPException(403)
        return Asker(house, account, now, origin)


def _account(house: House, said: str, origin: str, now: datetime) -> Account:
    where = ("llave", origin)
    with house.engine.begin() as connection:
        if attempts.count(connection, house.settings.secret, where, now=now) >= attempts.OF_ONE_ORIGIN:
            raise HTTPException(429)
        token = said[len(_SCHEME) :].strip() if said.lower().startswith(_SCHEME) else ""
        account = program_keys.find(connection, token, now=now) if token else None
        if account is None and token:
            attempts.note(connection, house.settings.secret, where, now=now)
    if account is None:
        raise HTTPException(401, headers=_ASKED)
    return account
