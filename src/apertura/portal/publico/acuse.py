"""An acuse of anybody's to whether it is what was signed."""

from starlette.responses import Response

from apertura.errors import JudgeLostError
from apertura.feedback.acuse import Checked
from apertura.feedback.phrases import phrases
from apertura.portal.desk.receive import plain_name
from apertura.portal.security.refusals import refuse
from apertura.portal.security.visit import Visit
from apertura.storage.keys import keys_folder, known_keys

_FACTS = {
    "name": "organismo",
    "garante": "garante",
    "period": "periodo",
    "file": "archivo",
    "sha256": "sha256",
    "received": "recibido",
}


def ask_acuse(visit: Visit) -> Response:
    """Show the form."""
    return visit.show("verificar.html", checked=None, said=None, says=None, wrong=None)


def check_acuse(visit: Visit) -> Response:
    """Check the file, or the text of a code; nothing of it is kept."""
    code = visit.form.get("codigo", "").strip()
    content = visit.file.content if visit.file is not None else code.encode()
    if not content:
        wrong = "Elija el archivo del acuse, o pegue el texto de su código."
        return visit.show("verificar.html", status=422, checked=None, said=None, says=None, wrong=wrong)
    try:
        checked = visit.house.bench.check_acuse(content, known_keys(keys_folder()))
    except JudgeLostError:
        return refuse(visit, 500)
    said, says = _words(checked, plain_name(visit.file.name) if visit.file else "el código")
    return visit.show("verificar.html", checked=checked, said=said, says=says, wrong=None)


def _words(checked: Checked, name: str) -> tuple[str, str | None]:
    said, known = phrases("es", "acuse"), checked.content or {}
    details = {"file": name, "folio": str(known.get("folio", "")), "key": checked.key or ""}
    reason = said.say(checked.reason, None, **details)
    told = {detail: str(known.get(field, "")) for detail, field in _FACTS.items()}
    return reason, said.say("check.says", None, **told) if known else None
