"""Who may open a door: said of each, and decided here and nowhere else."""

from dataclasses import dataclass
from enum import StrEnum

from apertura.portal.accounts.account import Role
from apertura.portal.accounts.sessions import Session, Stage


class Answer(StrEnum):
    """What becomes of who asks: ``HIDDEN`` is told that there is no such thing, whether there is or not."""

    WELCOME = "adelante"
    SIGN_IN = "entrar"
    SECOND_FACTOR = "segundo factor"
    FORBIDDEN = "no puede"
    HIDDEN = "no existe"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of a door.

    ``roles`` may open it, None: everybody, who need not say who they are. ``of_body``: it is about the body that the
    address names, and an enlace may open that of its own alone. ``stage`` is how far in one has to be;
    ``bare``: also without the second factor that the role asks for.
    """

    roles: frozenset[Role] | None
    of_body: bool = False
    stage: Stage = Stage.WHOLE
    bare: bool = False


_ALL = frozenset(Role)
_OF_ALL_BODIES = frozenset({Role.OPERADOR, Role.AUDITOR, Role.ADMIN})

PUBLIC = Rule(None)
HALF_WAY = Rule(_ALL, stage=Stage.HALF)
OWN_ACCOUNT = Rule(_ALL, bare=True)
SIGNED_IN = Rule(_ALL)
READS_BODY = Rule(_ALL, of_body=True)
HANDS_IN = Rule(frozenset({Role.ENLACE}), of_body=True)
LOOKS_AFTER_ALL = Rule(_OF_ALL_BODIES)
RUNS_ALL = Rule(frozenset({Role.OPERADOR, Role.ADMIN}))
READS_ACTS = Rule(frozenset({Role.AUDITOR, Role.ADMIN}))
LOOKS_AFTER_ACCOUNTS = Rule(frozenset({Role.ADMIN}))


def decide(rule: Rule, session: Session | None, garante: str | None) -> Answer:
    """Decide what becomes of who asks at a door; ``garante`` is the body that the address names."""
    if rule.roles is None:
        return Answer.WELCOME
    if session is None or session.stage is not rule.stage:
        return Answer.SIGN_IN
    account = session.account
    if rule.of_body and account.role is Role.ENLACE and account.garante != garante:
        return Answer.HIDDEN
    if account.role not in rule.roles:
        return Answer.FORBIDDEN
    lacking = rule.stage is Stage.WHOLE and account.must_have_second_factor and account.totp is None
    return Answer.SECOND_FACTOR if lacking and not rule.bare else Answer.WELCOME
