"""An institution that vouches for people by OpenID Connect: where to ask it, and what its answer is worth."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import requests
from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from apertura.errors import InstitutionError
from apertura.portal.accounts.identities import Identity
from apertura.portal.accounts.logins import Login
from apertura.portal.settings import Institution

_ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"]
_SECONDS, _LEEWAY = 10, 60
_LONGEST = 255
_WELL_KNOWN = "/.well-known/openid-configuration"
_NO_ANSWER = "La institución no contestó como se esperaba. Inténtelo otra vez, o entre con su contraseña."
_NOT_PROVEN = "Lo que contestó la institución no prueba quién es. Empiece otra vez desde esta página."


def address_of(institution: Institution, login: Login, back: str) -> str:
    """Return where a browser is sent to ask; it comes ``back`` to an address of ours. Raises InstitutionError."""
    where = _endpoint(_described(institution), "authorization_endpoint")
    with _session(institution, back) as session:
        url, _ = session.create_authorization_url(
            where, state=login.state, nonce=login.nonce, code_verifier=login.verifier
        )
    return str(url)


def identity_of(institution: Institution, login: Login, code: str, back: str, *, now: datetime) -> Identity:
    """Ask who it is that came back with a code, and prove the answer: signature, issuer, audience, time and nonce.

    Raises InstitutionError, also where the address is none that the institution has verified.
    """
    described = _described(institution)
    try:
        with _session(institution, back) as session:
            token = session.fetch_token(
                _endpoint(described, "token_endpoint"), code=code, code_verifier=login.verifier, timeout=_SECONDS
            )
    except (OAuthError, requests.RequestException, ValueError) as error:
        raise InstitutionError(_NO_ANSWER) from error
    claims = _proven(institution, described, token, login.nonce, now)
    email, verified = claims.get("email"), claims.get("email_verified")
    if not isinstance(email, str) or verified is not True:
        raise InstitutionError("La institución no dice qué correo es el suyo, o no lo ha comprobado.")
    if len(subject := str(claims["sub"])) > _LONGEST:
        raise InstitutionError(_NOT_PROVEN)
    return Identity(institution.issuer, subject, email)


def _proven(
    institution: Institution, described: Mapping[str, Any], token: Mapping[str, Any], nonce: str, now: datetime
) -> Mapping[str, Any]:
    try:
        keys = KeySet.import_key_set(_asked(_endpoint(described, "jwks_uri")))  # type: ignore[arg-type]
        decoded = jwt.decode(str(token.get("id_token", "")), keys, algorithms=_ALGORITHMS)
        claims = CodeIDToken(
            decoded.claims,
            decoded.header,
            options={
                "iss": {"essential": True, "value": institution.issuer},
                "aud": {"essential": True, "value": institution.client},
            },
            params={"nonce": nonce, "client_id": institution.client, "access_token": token.get("access_token")},
        )
        claims.validate(now=int(now.timestamp()), leeway=_LEEWAY)
    except (JoseError, ValueError, KeyError, TypeError) as error:
        raise InstitutionError(_NOT_PROVEN) from error
    return dict(claims)


def _session(institution: Institution, back: str) -> Any:
    return OAuth2Session(
        institution.client,
        institution.secret,
        scope="openid email",
        redirect_uri=back,
        code_challenge_method="S256",
    )


def _described(institution: Institution) -> Mapping[str, Any]:
    described = _asked(institution.issuer.rstrip("/") + _WELL_KNOWN)
    if described.get("issuer") != institution.issuer:
        raise InstitutionError(_NO_ANSWER)
    return described


def _asked(url: str) -> Mapping[str, Any]:
    try:
        answer = requests.get(url, timeout=_SECONDS, allow_redirects=False)
        answer.raise_for_status()
        said = answer.json()
    except (requests.RequestException, ValueError) as error:
        raise InstitutionError(_NO_ANSWER) from error
    if answer.status_code != requests.codes.ok or not isinstance(said, dict):
        raise InstitutionError(_NO_ANSWER)
    return said


def _endpoint(described: Mapping[str, Any], name: str) -> str:
    url = described.get(name)
    # what an issuer by TLS says leads nowhere without it
    secure = str(described.get("issuer")).startswith("https://")
    if not isinstance(url, str) or not url.startswith("https://" if secure else ("http://", "https://")):
        raise InstitutionError(_NO_ANSWER)
    return url
