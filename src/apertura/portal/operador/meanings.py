"""What bodies ask to be understood for good: approved, it is a row of the definitions; rejected, a reason."""

from starlette.responses import Response

from apertura.adopt import adopt
from apertura.errors import AperturaError, LeaseHeldError
from apertura.feedback.mappings import Question
from apertura.portal.accounts import mapping_requests
from apertura.portal.accounts.mapping_requests import LONGEST, MappingRequest
from apertura.portal.security.refusals import refuse
from apertura.portal.security.visit import Done, Visit
from apertura.sentence import sentence
from apertura.validation.personal_data.hide import hide

_DECIDED = 50


def show_requests(visit: Visit) -> Response:
    """Show what waits for an answer, and what was answered last."""
    return _page(visit, None)


def decide_request(visit: Visit) -> Response | Done:
    """Approve a request, for its body or for all, or reject it with a reason."""
    with visit.house.engine.begin() as connection:
        request = mapping_requests.find(connection, int(visit.path["request"]))
    if request is None:
        return refuse(visit, 404)
    act, reason = visit.form.get("acto", ""), visit.form.get("motivo", "").strip()
    about = f"{act} {request.id}: «{request.asked.written}»"
    if request.approved is not None:
        return _page(visit, "Alguien ya la había contestado.")
    if act == "rechazar":
        return _rejected(visit, request, reason, about)
    if act in ("aprobar", "aprobar-para-todos"):
        return _approved(visit, request, request.asked.garante if act == "aprobar" else None, about)
    return refuse(visit, 400)


def _rejected(visit: Visit, request: MappingRequest, reason: str, about: str) -> Response | Done:
    if not reason or len(reason) > LONGEST or hide(reason) != reason:
        return _page(visit, "Diga por qué se rechaza, sin datos de personas: lo lee quien lo pidió.")
    with visit.house.engine.begin() as connection:
        mapping_requests.decide(connection, request.id, visit.me, approved=False, reason=reason, now=visit.now)
    return Done(visit.go("/equivalencias"), about)


def _approved(visit: Visit, request: MappingRequest, garante: str | None, about: str) -> Response | Done:
    house, asked = visit.house, request.asked
    definition = house.definitions.datasets.get(asked.dataset)
    if definition is None:
        return _page(visit, "Ese conjunto ya no se recibe.")
    row = Question(asked.dataset, asked.field, asked.written, {}, None, 0).accepted(asked.meant, garante, definition)
    try:
        # nobody else answers, and no night reads the definitions, while they are written
        with house.bench.alone(), house.engine.begin() as connection:
            done = mapping_requests.decide(connection, request.id, visit.me, approved=True, reason="", now=visit.now)
            if done:
                adopt(house.settings.schemas, asked.dataset, [row])
    except LeaseHeldError:
        return _page(visit, "Una corrida está trabajando. Inténtelo en unos minutos.")
    except (AperturaError, OSError) as error:
        return Done(_page(visit, f"No se guardó: {sentence(error)}"), about)
    house.renew()
    return Done(visit.go("/equivalencias"), about)


def _page(visit: Visit, wrong: str | None) -> Response:
    with visit.house.engine.begin() as connection:
        waiting = mapping_requests.waiting(connection)
        decided = mapping_requests.latest(connection, most=_DECIDED)
    return visit.show(
        "equivalencias.html",
        status=422 if wrong else 200,
        waiting=waiting,
        decided=[each for each in decided if each.approved is not None],
        longest=LONGEST,
        wrong=wrong,
    )
