"""`apertura salud`: whether nights can go on and do, for people, for scripts and for Prometheus."""

import argparse
import json
import os
import platform
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from apertura.cli.exits import Exit
from apertura.feedback.phrases import phrases
from apertura.health import Finding, Health, findings, measure
from apertura.outbox import Alert, alert, alert_settings
from apertura.outbox.mail_settings import mail_settings


def run(arguments: argparse.Namespace) -> Exit:
    """Print what needs somebody: 0 where nothing does, 1 where something does, 3 where nights cannot go on."""
    # how old something is counts by the real clock
    health = measure(arguments.datos, datetime.now(UTC).replace(microsecond=0))
    found = findings(health, _server(os.environ.get("PREFECT_API_URL")))
    stops = any(each.stops for each in found)
    ended = Exit.OUR_FAILURE if stops else Exit.RETURNED if found else Exit.ACCEPTED
    if arguments.avisar and found:
        _tell(arguments.datos, found)
    if arguments.formato == "prometheus":
        from apertura.cli.metrics import metrics

        sys.stdout.write(metrics(health, ended))
    elif arguments.formato == "json":
        sys.stdout.write(_as_json(health, [each.said for each in found], ended))
    else:
        said = phrases("es", "salud")
        sys.stdout.writelines(f"{'✗' if each.stops else '!'} {each.said}\n" for each in found)
        sys.stdout.write("" if found else f"✓ {said.say('well')}\n")
    return ended


def _tell(root: Path, found: Sequence[Finding]) -> None:
    told = Alert(
        about="La salud de Apertura",
        cause=" ".join(each.said for each in found),
        effect=phrases("es", "salud").say("stops" if any(each.stops for each in found) else "goes.on"),
        action=phrases("es", "salud").say("action"),
        place=f"apertura salud, en {platform.node()}",
        same=" ".join(each.id for each in found),
    )
    sent = alert(root, told, mail_settings(root), alert_settings(), now=datetime.now(UTC).replace(microsecond=0))
    said = phrases("es", "correo")
    sys.stderr.writelines(f"{said.say(each.state, said=each.said)}\n" for each in sent)


def _server(address: str | None) -> str | None:
    if not address:
        return None
    import requests

    try:
        answer = requests.get(f"{address}/health", timeout=10)
    except requests.RequestException as error:
        return type(error).__name__
    return None if answer.ok else str(answer.status_code)


def _as_json(health: Health, found: list[str], ended: Exit) -> str:
    measures = {
        "medido": health.now,
        "ultima_corrida": health.last_run,
        "buzon_archivos": health.waiting,
        "buzon_desde": health.oldest,
        "disco_libre_bytes": health.free,
        "disco_bytes": health.disk,
        "correos": health.mails,
        "eventos": health.events,
        "dictamenes": health.verdicts,
        "versiones": health.versions,
    }
    fields = {"estado": int(ended), "atender": found, "medidas": measures}
    return f"{json.dumps(fields, ensure_ascii=False, indent=1, default=_text)}\n"


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
