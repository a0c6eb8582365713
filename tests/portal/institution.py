"""An issuer of identities, on the server side of Authlib, that listens in a process of its own.

``python -m tests.portal.institution PUERTO CLIENTE CLAVE REGRESO``. It asks for PKCE with S256, knows one client, and
lets in whoever the form at ``/authorize`` names. Claims of ``otros`` in that form take the place of its own, and
``llave`` has it sign with a key that it does not publish.
"""

import json
import sys
import time
from dataclasses import dataclass, field

from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749 import AuthorizationCodeMixin, ClientMixin
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core import UserInfo
from authlib.oidc.core.grants import OpenIDCode
from flask import Flask, jsonify, request
from joserfc import jwt
from joserfc.jwk import RSAKey

OWN, OTHER = (RSAKey.generate_key(2048, {"kid": kid, "use": "sig", "alg": "RS256"}) for kid in ("propia", "propia"))


@dataclass
class Person:
    """Who is let in, and what is said of them."""

    email: str
    said: dict[str, object]
    other_key: bool

    def get_user_id(self) -> str:
        return f"persona-{self.email}"


@dataclass
class Client(ClientMixin):
    id: str
    secret: str
    back: str

    def get_client_id(self) -> str:
        return self.id

    def get_default_redirect_uri(self) -> str:
        return self.back

    def get_allowed_scope(self, scope: str) -> str:
        return " ".join(word for word in scope.split() if word in ("openid", "email"))

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return redirect_uri == self.back

    def check_client_secret(self, client_secret: str) -> bool:
        return client_secret == self.secret

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return method in ("client_secret_basic", "client_secret_post")

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == "authorization_code"


@dataclass
class Code(AuthorizationCodeMixin):
    code: str
    redirect_uri: str
    scope: str
    nonce: str
    user: Person
    code_challenge: str
    code_challenge_method: str
    client_id: str
    auth_time: int = field(default_factory=lambda: int(time.time()))

    def get_redirect_uri(self) -> str:
        return self.redirect_uri

    def get_scope(self) -> str:
        return self.scope

    def get_nonce(self) -> str:
        return self.nonce

    def get_auth_time(self) -> int:
        return self.auth_time

    def get_acr(self) -> None:
        return None

    def get_amr(self) -> None:
        return None


CODES: dict[str, Code] = {}


class Grant(AuthorizationCodeGrant):
    TOKEN_ENDPOINT_AUTH_METHODS = ("client_secret_basic", "client_secret_post")

    def save_authorization_code(self, code: str, request) -> None:
        data = request.payload.data
        CODES[code] = Code(
            code,
            request.payload.redirect_uri,
            request.payload.scope,
            data["nonce"],
            request.user,
            data["code_challenge"],
            data["code_challenge_method"],
            request.client.get_client_id(),
        )

    def query_authorization_code(self, code: str, client: Client) -> Code | None:
        return CODES.get(code)

    def delete_authorization_code(self, authorization_code: Code) -> None:
        del CODES[authorization_code.code]

    def authenticate_user(self, authorization_code: Code) -> Person:
        return authorization_code.user


class Identities(OpenIDCode):
    def exists_nonce(self, nonce: str, request) -> bool:
        return any(code.nonce == nonce for code in CODES.values())

    def generate_user_info(self, user: Person, scope: str) -> UserInfo:
        return UserInfo(sub=user.get_user_id(), email=user.email, email_verified=True)

    def get_jwt_config(self, grant, client=None) -> dict[str, object]:
        return {"key": OWN, "alg": "RS256", "iss": request.host_url.rstrip("/"), "exp": 600}

    def encode_id_token(self, token, request) -> str:
        honest, user = super().encode_id_token(token, request), request.user
        if not user.said and not user.other_key:
            return honest
        claims = {**jwt.decode(honest, OWN).claims, **user.said}
        return jwt.encode({"alg": "RS256", "kid": "propia"}, claims, OTHER if user.other_key else OWN)


def institution(client: Client) -> Flask:
    app = Flask(__name__)
    server = AuthorizationServer(app, lambda id_: client if id_ == client.id else None, lambda token, request: None)
    server.register_grant(Grant, [Identities(require_nonce=True), CodeChallenge(required=True)])

    @app.get("/.well-known/openid-configuration")
    def described():
        here = request.host_url.rstrip("/")
        places = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "jwks"}
        return jsonify({"issuer": here, **{name: f"{here}/{place}" for name, place in places.items()}})

    @app.get("/jwks")
    def jwks():
        return jsonify({"keys": [OWN.as_dict(private=False)]})

    @app.get("/authorize")
    def ask():
        return '<form method="post"><input name="correo"><button>Entrar</button></form>'

    @app.post("/authorize")
    def authorize():
        person = None
        if "correo" in request.form:
            said = json.loads(request.form.get("otros", "{}"))
            person = Person(request.form["correo"], said, "llave" in request.form)
        return server.create_authorization_response(grant_user=person, grant=server.get_consent_grant(end_user=person))

    @app.post("/token")
    def token():
        return server.create_token_response()

    return app


if __name__ == "__main__":
    import os

    from werkzeug.serving import make_server

    os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"
    port, *known = sys.argv[1:]
    running = make_server("127.0.0.1", int(port), institution(Client(*known)), threaded=True)
    print(running.port, flush=True)
    running.serve_forever()
