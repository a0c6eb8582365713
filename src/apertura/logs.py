"""What the program does and what goes wrong, to stderr: for people, or for machines one JSON object a line."""

import logging
import os

from apertura.errors import UsageError

SAID = "APERTURA_REGISTRO"
_FIELDS = {"levelname": "nivel", "name": "donde", "process": "proceso", "message": "mensaje"}


def begin_logs() -> None:
    """Log from here on as APERTURA_REGISTRO says.

    ``texto``, or nothing said: what went wrong, a line or a trace each. ``json``: that and each thing done, one object
    a line, with ``instante`` (UTC), ``nivel``, ``donde``, ``proceso`` and ``mensaje``; and of what was done ``que``
    and the fields by which the bitácora knows it. Raises UsageError where it says anything else.
    """
    form = os.environ.get(SAID) or "texto"
    if form not in ("texto", "json"):
        raise UsageError(f"{SAID} dice «{form}»; puede decir texto o json.")
    handler = logging.StreamHandler()
    handler.setFormatter(_objects() if form == "json" else logging.Formatter("%(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    if form == "json":
        logging.getLogger("apertura").setLevel(logging.INFO)


def _objects() -> logging.Formatter:
    from pythonjsonlogger.json import JsonFormatter

    return JsonFormatter(list(_FIELDS), rename_fields=_FIELDS, timestamp="instante", json_ensure_ascii=False)
