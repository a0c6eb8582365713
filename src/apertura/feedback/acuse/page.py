"""Acuse to the page that a steward prints and files: PDF, with the whole of it in a QR code where it fits."""

import io
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from apertura.feedback.acuse.code import code, is_brief
from apertura.feedback.acuse.sign import signature
from apertura.feedback.acuse.trailer import close, with_acuse
from apertura.feedback.phrases import Phrases, phrases
from apertura.model.definition import Definitions
from apertura.model.seal import SigningKey

_GREEN, _GREY = (31, 92, 77), (110, 110, 110)
_QR_MILLIMETRES = 62
_DEMO_RED = (156, 0, 6)


def page(acuse: bytes, definitions: Definitions, key: SigningKey | None) -> bytes:
    """Lay out an acuse on a page of letter size; with the key, every byte of the PDF is signed too.

    The same acuse and key give the same bytes.
    """
    document = json.loads(acuse)
    said = phrases("es", "acuse")
    pdf = _blank(document["acuse"], said)
    _head(pdf, document["acuse"], said)
    _facts(pdf, document["acuse"], definitions, said)
    _tables(pdf, document["acuse"], definitions, said)
    _seal(pdf, document, acuse, said)
    written = with_acuse(bytes(pdf.output()), acuse)
    return written if key is None else close(written, key.known.id, signature(key, written))


def _blank(content: Mapping[str, Any], said: Phrases) -> Any:
    import font_source_sans_pro
    from fpdf import FPDF

    pdf = FPDF(format="letter", unit="mm")
    for style, name in (("", "SourceSansPro"), ("B", "SourceSansProBold")):
        pdf.add_font("casa", style, font_source_sans_pro.font_files_ttf[name])
    pdf.set_creation_date(datetime.fromisoformat(content["recibido"]))
    pdf.set_title(said.say(f"title.{content['tipo']}", folio=content["folio"]))
    pdf.set_author("Apertura")
    pdf.set_lang("es-MX")
    pdf.set_margins(20, 18, 20)
    pdf.set_auto_page_break(True, margin=18)
    pdf.add_page()
    return pdf


def _head(pdf: Any, content: Mapping[str, Any], said: Phrases) -> None:
    _write(pdf, said.say(f"heading.{content['tipo']}"), size=22, bold=True, colour=_GREEN)
    _write(pdf, said.say("folio", folio=content["folio"]), size=13, bold=True)
    if content["demostracion"]:
        _write(pdf, said.say("demo"), size=11, bold=True, colour=_DEMO_RED)
    pdf.ln(3)


def _facts(pdf: Any, content: Mapping[str, Any], definitions: Definitions, said: Phrases) -> None:
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
        _write(pdf, said.say(f"fact.{name}"), size=9, colour=_GREY, after=0)
        _write(pdf, text, size=11)
    pdf.ln(3)


def _tables(pdf: Any, content: Mapping[str, Any], definitions: Definitions, said: Phrases) -> None:
    for verdict in content.get("dictamenes", ()):
        _write(pdf, _title(verdict["conjunto"], definitions, said), size=11, bold=True, after=0)
        became = said.say("accepted" if verdict["aceptada"] else "returned")
        counts = [said.say(f"count.{name}", count) for name, count in verdict["conteos"].items()]
        told = (became, said.say("rows", verdict["filas"]), ", ".join(counts) or said.say("nothing"))
        _write(pdf, " · ".join(told), size=10, after=0)
        if verdict["contrato"]:
            _write(pdf, said.say("contract", contract=verdict["contrato"]), size=8, colour=_GREY)
    for standing in content.get("publicado", ()):
        _write(pdf, _title(standing["conjunto"], definitions, said), size=11, bold=True, after=0)
        _write(pdf, said.say("published", version=standing["version"]), size=10, after=0)
        _write(pdf, said.say("sums", sha256=standing["sha256"]), size=8, colour=_GREY)


def _title(dataset: str | None, definitions: Definitions, said: Phrases) -> str:
    if dataset is None:
        return said.say("file")
    known = definitions.publishable.get(dataset)
    return known.title if known else dataset


def _seal(pdf: Any, document: Mapping[str, Any], acuse: bytes, said: Phrases) -> None:
    import segno

    if pdf.get_y() > pdf.h - _QR_MILLIMETRES - 40:
        pdf.add_page()
    pdf.ln(4)
    claim = document["firma"]
    _write(pdf, said.say("signed", key=claim["clave"]) if claim else said.say("unsigned"), size=11, bold=True)
    text = code(acuse)
    picture = io.BytesIO()
    segno.make(text, error="l", micro=False, boost_error=False).save(picture, kind="png", scale=6, border=4)
    picture.seek(0)
    pdf.image(picture, w=_QR_MILLIMETRES)
    how = "how.brief" if is_brief(text.encode()) else "how"
    _write(pdf, said.say(how), size=9, colour=_GREY)


def _write(
    pdf: Any,
    text: str,
    *,
    size: float,
    bold: bool = False,
    colour: tuple[int, int, int] = (0, 0, 0),
    after: float = 1.5,
) -> None:
    pdf.set_font("casa", "B" if bold else "", size)
    pdf.set_text_color(*colour)
    pdf.multi_cell(0, size * 0.46, text, align="L", new_x="LMARGIN", new_y="NEXT")
    pdf.ln(after)
