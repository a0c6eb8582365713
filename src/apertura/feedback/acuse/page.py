"""Acuse to the page that a steward prints and files: PDF, with the whole of it in a QR code where it fits."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from apertura.feedback.acuse.code import code, is_brief
from apertura.feedback.acuse.draw import draw
from apertura.feedback.acuse.sign import signature
from apertura.feedback.acuse.trailer import close, with_acuse
from apertura.feedback.phrases import Phrases, phrases
from apertura.model.definition import Definitions
from apertura.model.seal import SigningKey
from apertura.press import press


def page(acuse: bytes, definitions: Definitions, key: SigningKey | None) -> bytes:
    """Lay out an acuse on a page of letter size; with the key, every byte of the PDF is signed too.

    The same acuse and key give the same bytes.
    """
    document = json.loads(acuse)
    content, said = document["acuse"], phrases("es", "acuse")
    words = {
        "title": said.say(f"title.{content['tipo']}", folio=content["folio"]),
        "heading": said.say(f"heading.{content['tipo']}"),
        "folio": said.say("folio", folio=content["folio"]),
        "demo": said.say("demo") if content["demostracion"] else None,
        "facts": list(_facts(content, definitions, said)),
        "tables": list(_tables(content, definitions, said)),
        **_seal(document["firma"], code(acuse), said),
    }
    pressed = press("feedback/acuse/page.typ", words, instant=datetime.fromisoformat(content["recibido"]))
    written = with_acuse(pressed, acuse)
    return written if key is None else close(written, key.known.id, signature(key, written))


def _facts(content: Mapping[str, Any], definitions: Definitions, said: Phrases) -> Iterator[tuple[str, str]]:
    date, time = said.instant(datetime.fromisoformat(content["recibido"]))
    when = content["periodo"]
    if (period := definitions.periods.get(when)) is not None:
        when = said.say("period.dates", id=period.id, start=said.day(period.start), end=said.day(period.end))
    facts = {
        "organismo": f"{content['organismo']} ({content['garante']})",
        "periodo": when,
        "archivo": content["archivo"],
        "sha256": content["sha256"],
        "bytes": said.say("bytes", content["bytes"]),
        "recibido": said.say("received", date=date, time=time, instant=content["recibido"]),
        "programa": content["programa"],
    }
    for name, text in facts.items():
        yield said.say(f"fact.{name}"), text


def _tables(content: Mapping[str, Any], definitions: Definitions, said: Phrases) -> Iterator[dict[str, str | None]]:
    for verdict in content.get("dictamenes", ()):
        became = said.say("accepted" if verdict["aceptada"] else "returned")
        counts = [said.say(f"count.{name}", count) for name, count in verdict["conteos"].items()]
        told = (became, said.say("rows", verdict["filas"]), ", ".join(counts) or said.say("nothing"))
        yield {
            "title": _title(verdict["conjunto"], definitions, said),
            "told": " · ".join(told),
            "small": said.say("contract", contract=verdict["contrato"]) if verdict["contrato"] else None,
        }
    for standing in content.get("publicado", ()):
        yield {
            "title": _title(standing["conjunto"], definitions, said),
            "told": said.say("published", version=standing["version"]),
            "small": said.say("sums", sha256=standing["sha256"]),
        }


def _title(dataset: str | None, definitions: Definitions, said: Phrases) -> str:
    if dataset is None:
        return said.say("file")
    known = definitions.publishable.get(dataset)
    return known.title if known else dataset


def _seal(claim: Mapping[str, str] | None, text: str, said: Phrases) -> dict[str, str]:
    from zxingcpp import BarcodeFormat, create_barcode

    how = said.say("how.brief" if is_brief(text.encode()) else "how")
    return {
        "seal": said.say("signed", key=claim["clave"]) if claim else said.say("unsigned"),
        "code": draw(create_barcode(text, BarcodeFormat.QRCode, ec_level="L").to_image()),
        "alt": said.say("code.alt"),
        "how": how,
    }
