"""Action of a portal's API to its answer, or to one of the three ways in which there is none."""

import json
from collections.abc import Callable, Mapping
from typing import Any

import pybreaker
import requests
from ckanapi.common import prepare_action, reverse_apicontroller_action
from ckanapi.errors import CKANAPIError, NotAuthorized, NotFound, ServerIncompatibleError, ValidationError

from apertura.errors import PortalRefusedError, PortalUncertainError
from apertura.publication.ckan.wire.connection import Connection
from apertura.publication.ckan.wire.patience import patiently
from apertura.publication.ckan.wire.upload import Upload, multipart

PATH = "api/3/action/"


def read(connection: Connection, action: str, *, anonymously: bool = False, **parameters: Any) -> Any:
    """Call an action that only reads, again where it is not answered; None for what is not there, or not for us.

    Raises PortalRefusedError for what the portal does not take, PortalUncertainError where it does not answer.
    """
    session = connection.anonymous if anonymously else connection.signed
    url = f"{connection.settings.url}/{PATH}{action}"
    said = {name: value if isinstance(value, str) else json.dumps(value) for name, value in parameters.items()}

    def ask() -> Any:
        return _answer(connection, url, lambda: session.get(url, params=said, timeout=connection.timeout))

    try:
        return patiently(connection.settings)(ask)
    except PortalRefusedError as error:
        if error.kind in {"missing", "forbidden"}:
            return None
        raise


def write(
    connection: Connection, action: str, data: Mapping[str, Any], files: Mapping[str, Upload] | None = None
) -> Any:
    """Call an action that writes, once; with files they are streamed from the disk, whatever their size.

    Raises PortalRefusedError where the portal said no, and PortalUncertainError where nobody knows whether it acted:
    who called looks before calling again.
    """
    path, body, headers = prepare_action(action, data, base_url=PATH)
    url = f"{connection.settings.url}/{path}"
    session, timeout = connection.signed, connection.timeout

    def send() -> requests.Response:
        # a POST that is redirected arrives without its body
        if not files:
            return session.post(url, data=body, headers=headers, timeout=timeout, allow_redirects=False)
        with multipart(data, files) as (stream, content_type):
            return session.post(
                url, data=stream, headers={"Content-Type": content_type}, timeout=timeout, allow_redirects=False
            )

    return _answer(connection, url, send)


def _answer(connection: Connection, url: str, send: Callable[[], requests.Response]) -> Any:
    try:
        return connection.breaker.call(_understood, url, send)
    except pybreaker.CircuitBreakerError as error:
        raise PortalUncertainError(
            f"El portal {connection.settings.url} falló varias veces seguidas; se deja en paz unos minutos."
        ) from error


def _understood(url: str, send: Callable[[], requests.Response]) -> Any:
    try:
        response = send()
    except requests.RequestException as error:
        raise PortalUncertainError(f"{url} no contestó: {_cause(error)}.") from error
    if response.is_redirect:
        raise PortalRefusedError(f"{url} lleva a {response.headers['Location']}: ponga esa dirección en CKAN_URL.")
    try:
        return reverse_apicontroller_action(url, response.status_code, response.text)
    except NotFound as error:
        raise PortalRefusedError(f"{url}: no está.", kind="missing") from error
    except NotAuthorized as error:
        raise PortalRefusedError(f"{url}: el portal no lo permite: {_reason(error)}.", kind="forbidden") from error
    except ValidationError as error:
        raise _invalid(url, error) from error
    except (CKANAPIError, ServerIncompatibleError) as error:
        raise _unclear(url, response) from error


def _invalid(url: str, error: ValidationError) -> PortalRefusedError:
    problems = {name: value for name, value in error.error_dict.items() if name != "__type"}
    kind = "moved" if "match" in problems else "invalid"
    return PortalRefusedError(f"{url}: {json.dumps(problems, ensure_ascii=False)}", kind=kind, fields=tuple(problems))


def _unclear(url: str, response: requests.Response) -> PortalRefusedError | PortalUncertainError:
    said = f"{url} contestó {response.status_code} {response.reason}"
    if response.status_code == requests.codes.request_entity_too_large:
        return PortalRefusedError(f"{said}: el archivo es más grande de lo que el portal recibe.", kind="too large")
    if response.status_code in {400, 405, 409}:
        return PortalRefusedError(f"{said}: {response.text[:300]}")
    wait = response.headers.get("Retry-After", "")
    return PortalUncertainError(f"{said}, no lo que contesta CKAN.", wait=float(wait) if wait.isdecimal() else 0)


def _reason(error: NotAuthorized) -> str:
    [said] = error.args or ({},)
    return str(said.get("message", "")).strip() if isinstance(said, dict) else str(error.extra_msg)


def _cause(error: BaseException) -> str:
    return type(error).__name__
