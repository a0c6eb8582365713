"""The operations for programs: as they describe themselves, by key, once however often they are asked for."""

import json
import os
import re
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from sqlalchemy import delete

from apertura.definitions import load
from apertura.portal.accounts import program_keys
from apertura.portal.accounts.account import Account, Role, change
from apertura.portal.api.operations import router
from apertura.portal.api.problem import TITLES
from apertura.portal.database.tables import attempts
from apertura.publish import publish
from tests.portal.conftest import EXAMPLES, MINE, OTHER, PASSWORD, PERIOD, REPO, TOTP, Portal, listening
from tests.portal.workbooks import workbook

pytestmark = pytest.mark.long

GOOD = (EXAMPLES / "valido.csv").read_bytes()
BAD = {"estatus": "casi listo"}
BODY = f"/api/v1/organismos/{MINE}"


class Program:
    """A system of a body, which has a key."""

    def __init__(self, portal: Portal, account: Account, days: int = 30) -> None:
        with portal.engine.begin() as connection:
            self.key = program_keys.make(connection, account, "sistema", days, now=portal.clock())
        self.url, self.headers = portal.url, {"Authorization": f"Bearer {self.key}"}

    def get(self, path: str) -> requests.Response:
        return requests.get(self.url + path, headers=self.headers, timeout=60)

    def post(self, path: str, content: bytes, name: str = "avance.csv", period: str = PERIOD, **headers: str):
        asked = {"periodo": period, "archivo": name}
        sent = {**self.headers, "Content-Type": "application/octet-stream", **headers}
        return requests.post(self.url + path, params=asked, data=content, headers=sent, timeout=60)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, keys: None) -> Iterator[Portal]:
    with listening(tmp_path_factory.mktemp("datos")) as portal:
        yield portal


@pytest.fixture(scope="module")
def enlace(desk: Portal) -> Account:
    return desk.account(Role.ENLACE, MINE)


@pytest.fixture(scope="module")
def program(desk: Portal, enlace: Account) -> Program:
    return Program(desk, enlace)


@pytest.fixture(autouse=True)
def no_attempts(desk: Portal) -> None:
    with desk.engine.begin() as connection:
        connection.execute(delete(attempts))


def problem(answer: requests.Response, status: int) -> str:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    said = answer.json()
    assert (said["status"], said["title"]) == (status, TITLES[status])
    return str(said["detail"])


def test_a_file_is_handed_in_once_however_often_it_is_sent(program: Program) -> None:
    content = GOOD + b"\n"
    first = program.post(f"{BODY}/entregas", content)
    assert first.status_code == 201
    told = first.json()
    assert (told["estado"], told["informe"]["aceptada"], told["archivo"]) == ("aceptada", True, "avance.csv")
    again = program.post(f"{BODY}/entregas", content, "otro nombre.csv")
    assert (again.status_code, again.json()["archivo"]) == (200, "avance.csv")
    assert program.get(first.headers["location"]).json() == told
    listed = [each for each in program.get(f"{BODY}/entregas").json() if each["sha256"] == told["sha256"]]
    assert [each["informe"] for each in listed] == [None]


def test_what_is_returned_comes_with_its_report_and_its_documents(program: Program) -> None:
    told = program.post(f"{BODY}/entregas", workbook({}, BAD), "avance.xlsx").json()
    assert told["estado"] == "devuelta"
    issues = [issue for table in told["informe"]["tablas"] for issue in table["incidencias"]]
    assert "B3" in {issue["celda"] for issue in issues}
    documents = {address.rpartition("/")[2]: address for address in told["documentos"]}
    assert {"anotado.xlsx", "acuse.json", "informe.json", "carta.txt"} <= documents.keys()
    for address in documents.values():
        answer = program.get(address.removeprefix(program.url))
        assert (answer.status_code, answer.headers["content-disposition"]) == (200, "attachment")
    assert program.get(f"{BODY}/entregas/{PERIOD}/{told['sha256']}/acuse.pdf").content.startswith(b"%PDF-")
    problem(program.get(f"{BODY}/entregas/{PERIOD}/{told['sha256']}/otra.cosa"), 404)


def test_what_is_taken_back_is_told_so_and_what_is_published_is_not_taken_back(desk: Portal, program: Program) -> None:
    content = GOOD.replace(b"2024-06-30", b"2024-06-28")
    told = program.post(f"{BODY}/entregas", content).json()
    where = f"{BODY}/entregas/{PERIOD}/{told['sha256']}"
    for _ in range(2):
        answer = requests.post(f"{program.url}{where}/retiro", headers=program.headers, timeout=60)
        assert (answer.status_code, answer.json()["estado"]) == (200, "retirada")
    assert program.get(where).json()["estado"] == "retirada"
    again = program.post(f"{BODY}/entregas", content)
    assert (again.status_code, again.json()["estado"]) == (200, "aceptada")
    publish(desk.settings.root, load(desk.settings.schemas), "avance_linea_accion", now=desk.clock())
    late = requests.post(f"{program.url}{where}/retiro", headers=program.headers, timeout=60)
    assert "lo publicado no se retira" in problem(late, 409)


def test_what_is_only_looked_at_is_not_kept(desk: Portal, program: Program) -> None:
    before = {path for path in desk.settings.root.rglob("*") if "sqlite" not in path.name}
    told = program.post(f"{BODY}/revisiones", GOOD.replace(b"2024-06-30", b"2024-06-29"))
    assert (told.status_code, told.json()["fallo"], told.json()["informe"]["aceptada"]) == (200, False, True)
    assert {path for path in desk.settings.root.rglob("*") if "sqlite" not in path.name} == before


def test_what_is_owed_says_how_far_it_has_come(program: Program) -> None:
    program.post(f"{BODY}/entregas", GOOD)
    owed = {(each["conjunto"], each["periodo"]): each for each in program.get(f"{BODY}/obligaciones").json()}
    mine = owed["avance_linea_accion", PERIOD]
    assert mine["estado"] == "aceptada"
    assert program.get(mine["entrega"].removeprefix(program.url)).status_code == 200


def test_one_key_of_idempotency_is_of_one_file(program: Program) -> None:
    named = {"Idempotency-Key": "T2, primera"}
    assert program.post(f"{BODY}/entregas", GOOD + b"\n\n", **named).status_code == 201
    assert program.post(f"{BODY}/entregas", GOOD + b"\n\n", **named).status_code == 200
    assert "otro archivo" in problem(program.post(f"{BODY}/entregas", GOOD, **named), 422)


def test_of_many_at_once_under_one_key_each_is_answered_and_one_is_new(program: Program) -> None:
    with ThreadPoolExecutor(8) as pool:
        sent = [
            pool.submit(program.post, f"{BODY}/entregas", GOOD + b"\n\n\n", **{"Idempotency-Key": "a la vez"})
            for _ in range(8)
        ]
    answers = [each.result() for each in sent]
    assert {answer.status_code for answer in answers} <= {200, 201}
    assert len({answer.json()["sha256"] for answer in answers}) == 1


def test_a_key_is_heard_until_it_is_late_withdrawn_or_its_account_is_closed(desk: Portal, enlace: Account) -> None:
    late = Program(desk, enlace, days=1)
    assert late.get(f"{BODY}/entregas").status_code == 200
    desk.clock.ahead = timedelta(days=1, seconds=1)
    problem(late.get(f"{BODY}/entregas"), 401)
    desk.clock.ahead = timedelta()
    with desk.engine.begin() as connection:
        program_keys.withdraw(connection, enlace.id, program_keys.of_account(connection, enlace.id)[-1].id)
    assert "Bearer" in late.get(f"{BODY}/entregas").headers["www-authenticate"]
    closed = desk.account(Role.ENLACE, MINE)
    theirs = Program(desk, closed)
    with desk.engine.begin() as connection:
        change(connection, closed.id, active=False)
    problem(theirs.get(f"{BODY}/entregas"), 401)


def test_a_key_does_what_its_account_may_and_nothing_else(desk: Portal, program: Program) -> None:
    problem(program.get(f"/api/v1/organismos/{OTHER}/entregas"), 404)
    problem(program.post(f"/api/v1/organismos/{OTHER}/entregas", GOOD), 404)
    operator = Program(desk, desk.account(Role.OPERADOR, totp=TOTP))
    assert operator.get(f"/api/v1/organismos/{OTHER}/entregas").status_code == 200
    problem(operator.post(f"{BODY}/entregas", GOOD), 403)
    problem(requests.get(f"{desk.url}{BODY}/entregas", timeout=60), 401)
    session = desk.enter(desk.account(Role.ENLACE, MINE))
    problem(session.open(f"{BODY}/entregas"), 401)


WHO = {
    "enlace del organismo": (Role.ENLACE, MINE),
    "enlace de otro": (Role.ENLACE, OTHER),
    "operador": (Role.OPERADOR, None),
    "auditor": (Role.AUDITOR, None),
    "admin": (Role.ADMIN, None),
}
READS = {"enlace del organismo", "operador", "auditor", "admin"}
MAY = {
    "obligaciones": READS,
    "entregas": READS,
    "entrega": READS,
    "documento": READS,
    "entregar": {"enlace del organismo"},
    "revisar": {"enlace del organismo"},
    "retirar": {"enlace del organismo"},
}
"""Who may ask for each operation, said here once more and in other words than its rule."""


@pytest.mark.parametrize("operation", router.routes, ids=lambda route: route.operation_id)
@pytest.mark.parametrize("who", WHO)
def test_each_operation_is_for_whom_it_should_be_and_for_nobody_else(desk: Portal, operation, who: str) -> None:
    role, body = WHO[who]
    theirs = Program(desk, desk.account(role, body, totp=TOTP))
    path = operation.path.format(garante=MINE, periodo=PERIOD, huella="0" * 64, documento="informe.json")
    [method] = operation.methods
    answer = requests.request(method, f"{desk.url}/api/v1{path}", headers=theirs.headers, timeout=60)
    let_in = 404 if "huella" in operation.path else 422 if method == "POST" else 200
    refused = 404 if who == "enlace de otro" else 403
    mine = who in MAY[operation.operation_id]
    assert answer.status_code == (let_in if mine else refused), answer.text
    # of a body that is not theirs nobody learns more than of what there is not
    if let_in == refused == 404:
        assert answer.json()["detail"] == TITLES[404]


def test_an_operator_without_a_second_factor_has_no_key_that_serves(desk: Portal) -> None:
    lacking = Program(desk, desk.account(Role.OPERADOR))
    problem(lacking.get(f"{BODY}/entregas"), 403)


def test_whoever_tries_many_keys_is_not_heard(desk: Portal, program: Program) -> None:
    for _ in range(40):
        answer = requests.get(f"{desk.url}{BODY}/entregas", headers={"Authorization": "Bearer x"}, timeout=60)
        assert answer.status_code == 401
    problem(program.get(f"{BODY}/entregas"), 429)


@pytest.mark.parametrize(
    ("period", "content", "status", "words"),
    [
        ("2024-X9", GOOD, 422, "No hay un periodo «2024-X9»"),
        (PERIOD, b"", 422, "llegó vacío"),
        (PERIOD, bytes(32 * 2**20 + 1), 413, ""),
    ],
)
def test_what_makes_no_sense_is_told_in_a_sentence(
    program: Program, period: str, content: bytes, status: int, words: str
) -> None:
    assert words in problem(program.post(f"{BODY}/entregas", content, period=period), status)


def test_what_lacks_is_named(program: Program) -> None:
    answer = requests.post(f"{program.url}{BODY}/entregas", data=GOOD, headers=program.headers, timeout=60)
    assert problem(answer, 422) == "«archivo» falta; «periodo» falta"


def test_what_a_program_does_is_in_the_log(desk: Portal, program: Program, enlace: Account) -> None:
    program.post(f"{BODY}/revisiones", GOOD)
    assert ("programa: revisar", enlace.email, f"{PERIOD} sin entregar", 200) in desk.acts()


def test_a_key_is_made_and_withdrawn_on_its_page_and_shown_once(desk: Portal) -> None:
    browser = desk.enter(desk.account(Role.ENLACE, MINE))
    asked = {"nombre": "Sistema <b>propio</b>", "dias": "90", "clave": PASSWORD}
    wrong = browser.send("/cuenta/llaves", {**asked, "clave": "otra cosa"})
    assert (wrong.status_code, "La contraseña no es esa." in wrong.text) == (422, True)
    made = browser.send("/cuenta/llaves", asked)
    [key] = re.findall(r"apertura_[\w-]{43}", made.text)
    assert "&lt;b&gt;propio" in made.text
    page = browser.open("/cuenta/llaves").text
    assert key not in page
    headers = {"Authorization": f"Bearer {key}"}
    assert requests.get(f"{desk.url}{BODY}/entregas", headers=headers, timeout=60).status_code == 200
    [number] = re.findall(r'action="/cuenta/llaves/(\d+)"', page)
    browser.send(f"/cuenta/llaves/{number}", {}, form="/cuenta/llaves")
    problem(requests.get(f"{desk.url}{BODY}/entregas", headers=headers, timeout=60), 401)
    for nonsense in ({"dias": "0"}, {"dias": "367"}, {"dias": "muchos"}, {"nombre": " "}):
        assert browser.send("/cuenta/llaves", {**asked, **nonsense}).status_code == 422


def test_nobody_withdraws_the_key_of_another(desk: Portal, program: Program, enlace: Account) -> None:
    with desk.engine.begin() as connection:
        [first, *_] = program_keys.of_account(connection, enlace.id)
    other = desk.enter(desk.account(Role.ENLACE, OTHER))
    other.send(f"/cuenta/llaves/{first.id}", {}, form="/cuenta/llaves")
    assert program.get(f"{BODY}/entregas").status_code == 200


def test_the_page_about_it_is_true(desk: Portal, program: Program, tmp_path: Path) -> None:
    (tmp_path / "avance.csv").write_bytes(GOOD)
    blocks = re.findall(r"```bash\n(.*?)```", (REPO / "docs" / "api.md").read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) == 5
    environment = {**os.environ, "LLAVE": program.key, "PORTAL": desk.url}
    for block in blocks:
        ran = subprocess.run(["bash", "-c", block], cwd=tmp_path, env=environment, capture_output=True, check=False)
        assert ran.returncode == 0, ran.stderr
        assert json.loads(ran.stdout)


def test_every_operation_answers_as_it_describes_itself(desk: Portal, program: Program) -> None:
    schema = schemathesis.openapi.from_url(f"{desk.url}/api/v1/openapi.json")
    operations = [found.ok() for found in schema.get_all_operations()]
    assert {each.definition.raw["operationId"] for each in operations} == {
        *("obligaciones", "entregas", "entregar", "revisar", "entrega", "retirar", "documento"),
    }
    for operation in operations:

        @given(case=operation.as_strategy())
        @settings(
            max_examples=40,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        def conforms(case: schemathesis.Case) -> None:
            case.call_and_validate(headers=program.headers)

        conforms()
