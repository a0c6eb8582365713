"""A door to an application: finds out who asks, decides, reads the form, shows the page, writes the act down."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from apertura.portal.accounts.sessions import Session, find
from apertura.portal.accounts.tokens import new_token
from apertura.portal.house import House
from apertura.portal.security.acts import Act, note
from apertura.portal.security.body import Sent, UnfitBodyError, read_form
from apertura.portal.security.cookies import keep_visitor, session_cookie, visitor_cookie
from apertura.portal.security.door import Door
from apertura.portal.security.forgery import form_seal, from_here, is_sealed
from apertura.portal.security.refusals import refuse
from apertura.portal.security.rules import Answer, decide
from apertura.portal.security.visit import Done, Visit

_NOTHING = Sent({}, None)


@dataclass(frozen=True)
class Gate:
    """The application of one door; nothing of a form is read of whom it does not let in."""

    house: House
    door: Door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive)
        session = await run_in_threadpool(self._session, request)
        garante = request.path_params.get("garante")
        answer = decide(self.door.rule, session, garante)
        sent, refused = _NOTHING, self._refused(request, session, answer)
        if refused is None and self.door.method == "POST":
            try:
                largest = self.house.settings.largest if self.door.takes_file else 0
                sent = await read_form(request, largest, many=self.door.many)
            except UnfitBodyError as error:
                refused = refuse(self._visit(request, session, _NOTHING), error.status)
        response = await run_in_threadpool(self._answer, request, session, sent, refused)
        await response(scope, receive, send)

    def _session(self, request: Request) -> Session | None:
        token = request.cookies.get(session_cookie(self.house.settings))
        if not token:
            return None
        with self.house.engine.begin() as connection:
            return find(connection, token, now=self.house.clock())

    def _refused(self, request: Request, session: Session | None, answer: Answer) -> Response | None:
        visit = self._visit(request, session, _NOTHING)
        if self.door.method == "POST" and not from_here(request.headers, self.house.settings.address):
            return refuse(visit, 403, "forgery")
        if answer is Answer.WELCOME:
            return None
        if answer is Answer.SIGN_IN:
            after = f"?despues={quote(visit.here)}" if self.door.method == "GET" else ""
            return visit.go(f"/entrar{after}")
        if answer is Answer.SECOND_FACTOR:
            return visit.go("/cuenta/segundo-factor")
        return refuse(visit, 404 if answer is Answer.HIDDEN else 403)

    def _answer(self, request: Request, session: Session | None, sent: Sent, refused: Response | None) -> Response:
        visit = self._visit(request, session, sent)
        if refused is None and self.door.method == "POST" and not self._sealed(request, session, sent.fields):
            refused = refuse(visit, 403, "forgery")
        done = self._page(visit) if refused is None else Done(refused)
        if self.door.method == "POST" or (self.door.noted and refused is None):
            self._note(visit, done)
        if session is None and not request.cookies.get(visitor_cookie(self.house.settings)):
            keep_visitor(done.response, request.state.visitor, self.house.settings)
        return done.response

    def _page(self, visit: Visit) -> Done:
        shown = self.door.page(visit)
        return shown if isinstance(shown, Done) else Done(shown)

    def _sealed(self, request: Request, session: Session | None, form: Mapping[str, str]) -> bool:
        holder = session.token if session else request.cookies.get(visitor_cookie(self.house.settings))
        return is_sealed(form, self.house.settings.secret, holder)

    def _note(self, visit: Visit, done: Done) -> None:
        account = done.account or visit.account
        act = Act(
            at=visit.now,
            who=account.email if account else "",
            origin=visit.origin,
            act=self.door.name,
            garante=visit.path.get("garante"),
            about=done.about,
            outcome=done.response.status_code,
        )
        with self.house.engine.begin() as connection:
            note(connection, act, account)

    def _visit(self, request: Request, session: Session | None, sent: Sent) -> Visit:
        settings = self.house.settings
        if not hasattr(request.state, "visitor"):
            request.state.visitor = request.cookies.get(visitor_cookie(settings)) or new_token()
        holder = session.token if session else request.state.visitor
        return Visit(
            house=self.house,
            now=self.house.clock(),
            here=request.url.path,
            path=request.path_params,
            query=request.query_params,
            form=sent.fields,
            file=sent.file,
            session=session,
            origin=request.client.host if request.client else "",
            seal=form_seal(settings.secret, holder),
        )
