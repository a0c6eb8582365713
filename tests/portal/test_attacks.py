"""What a stranger, another site, or a file may try; each is answered, and nothing comes of it."""

import re
import socket
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
import requests

from apertura.errors import PortalUnsetError
from apertura.portal import serving
from apertura.portal.accounts.account import Role
from apertura.portal.doors import DOORS
from apertura.portal.security import body
from apertura.portal.settings import settings
from tests.portal.conftest import MINE, PERIOD, TOTP, Browser, Portal, listening
from tests.portal.workbooks import HEADINGS, workbook

pytestmark = pytest.mark.long

LARGEST = 2**20
SCRIPT = "\"><script>alert(1)</script><img src=x onerror=alert(1)>'"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, keys: None) -> Iterator[Portal]:
    with listening(tmp_path_factory.mktemp("datos"), largest=LARGEST) as portal:
        yield portal


@pytest.fixture(scope="module")
def enlace(desk: Portal) -> Browser:
    return desk.enter(desk.account(Role.ENLACE, MINE))


# --- Forgery


@pytest.mark.parametrize("path", ["/salir", "/cuenta/clave", f"/organismos/{MINE}/entregar", "/entrar", "/revisar"])
def test_a_form_sent_from_elsewhere_does_nothing(desk: Portal, path: str) -> None:
    browser = desk.enter(desk.account(Role.ENLACE, MINE))
    seal = browser.seal("/cuenta")
    elsewhere = [
        {"Origin": "https://malo.example"},
        {"Origin": "null"},
        {"Origin": desk.url + ".malo.example"},
        {"Origin": "", "Referer": "https://malo.example/x"},
        {"Origin": ""},
        {"Origin": desk.url, "Sec-Fetch-Site": "cross-site"},
        {"Origin": desk.url, "Sec-Fetch-Site": "same-site"},
    ]
    for headers in elsewhere:
        answer = browser.session.post(desk.url + path, data={"sello": seal}, headers=headers, timeout=30)
        assert answer.status_code == 403, headers
    for fields in ({}, {"sello": ""}, {"sello": "0" * 64}, {"sello": desk.browser().seal("/entrar")}):
        assert browser.session.post(desk.url + path, data=fields, timeout=30).status_code == 403
    assert browser.open("/cuenta").url == f"{desk.url}/cuenta", "still signed in"


def test_every_door_that_changes_something_asks_for_the_seal(desk: Portal) -> None:
    changing = [door for door in DOORS if door.method != "GET"]
    assert {door.method for door in changing} == {"POST"}
    for door in changing:
        path = re.sub(r"\{\w+(?::int)?\}", "1", door.path.replace("{garante}", MINE))
        answer = requests.post(desk.url + path, headers={"Origin": desk.url}, timeout=30, allow_redirects=False)
        assert answer.status_code in (303, 403), door.name
        assert "/entrar" in answer.headers.get("location", "/entrar")


# --- What a page tells a browser


def test_every_answer_forbids_what_no_page_needs(desk: Portal, enlace: Browser) -> None:
    for path in ("/", "/entrar", "/no-existe", f"/organismos/{MINE}", "/estaticos/portal.css", "/esquemas"):
        headers = enlace.open(path).headers
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["content-security-policy"].startswith("default-src 'none'")
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert headers["referrer-policy"] == "same-origin"
        assert "server" not in headers
    assert enlace.open(f"/organismos/{MINE}").headers["cache-control"] == "no-store"


def test_by_tls_cookies_are_of_this_host_alone_and_nothing_else_is_spoken(
    tmp_path_factory: pytest.TempPathFactory, keys: None
) -> None:
    with listening(tmp_path_factory.mktemp("tls"), address="https://portal.ejemplo.org") as portal:
        answer = requests.get(_inside(portal, "/entrar"), headers={"Host": "portal.ejemplo.org"}, timeout=30)
        assert answer.headers["set-cookie"].startswith("__Host-visita=")
        assert "Secure" in answer.headers["set-cookie"]
        assert answer.headers["strict-transport-security"] == "max-age=31536000"


def _inside(portal: Portal, path: str) -> str:
    return f"http://127.0.0.1:{portal.port}{path}"


def test_a_host_that_is_not_ours_is_not_answered(desk: Portal) -> None:
    answer = requests.get(f"{desk.url}/entrar", headers={"Host": "malo.example"}, timeout=30)
    assert answer.status_code == 400
    assert "malo.example" not in answer.text


# --- Names and cells


def test_names_of_files_sheets_and_columns_and_cells_are_text_wherever_they_are_shown(
    desk: Portal, enlace: Browser
) -> None:
    headings = (*HEADINGS[:-1], SCRIPT)
    content = workbook(
        {"estatus": SCRIPT, "area_responsable": SCRIPT}, sheet="<img src=x onerror=a>", headings=headings
    )
    place = f"/organismos/{MINE}/entregar"
    page = enlace.send(place, {"periodo": PERIOD}, (SCRIPT, content))
    assert page.status_code == 200
    shown = [page.text, enlace.open(f"/organismos/{MINE}/entregas").text]
    shown.append(enlace.send(f"/organismos/{MINE}/revisar", {"periodo": PERIOD}, (SCRIPT, content), form=place).text)
    for html in shown:
        assert re.findall(r"<script(?! src=\"/estaticos/)", html) == []
        assert "<img" not in html
        assert "onerror=alert" not in re.sub(r"&[a-z#0-9]+;[^<]*", "", html)
    auditor = desk.enter(desk.account(Role.AUDITOR))
    assert "<script>alert" not in auditor.open("/bitacora").text


@pytest.mark.parametrize(
    "name",
    [
        "../../../../tmp/malo.csv",
        "..\\..\\malo.csv",
        "/etc/passwd",
        "C:\\malo.csv",
        ".",
        "..",
        "a\x00b.csv",
        "x" * 5000,
    ],
)
def test_the_name_of_a_file_is_never_a_path(desk: Portal, enlace: Browser, name: str) -> None:
    page = enlace.send(f"/organismos/{MINE}/entregar", {"periodo": PERIOD}, (name, f"a,b\n{name!r},2\n".encode()))
    # one that is longer than a line may be is not understood
    assert page.status_code in ((400,) if len(name) > 4000 else (200, 422))
    names = {path.name for path in desk.settings.root.parent.rglob("*malo*")} | {
        path.name for path in desk.settings.root.rglob("*passwd*")
    }
    assert names == set()


@pytest.mark.parametrize(
    "path",
    [
        "/estaticos/../settings.py",
        "/estaticos/..%2f..%2fsettings.py",
        "/estaticos/%2e%2e/house.py",
        f"/organismos/{MINE}/entregas/{PERIOD}/..%2f..%2f..",
        f"/organismos/{MINE}/entregas/%2e%2e/0000000000000000/informe.json",
        f"/organismos/{MINE}/entregas/{PERIOD}/0000000000000000/..%2f..%2frecibo.json",
        f"/organismos/{MINE}/entregas/{PERIOD}/*/acuse.json",
        f"/organismos/{MINE}/plantilla/..%2f..",
        "/esquemas/..%2f..%2fcatalogos",
        "/enlace/..%2f..%2fetc",
        "/cuentas/1%20or%201=1",
    ],
)
def test_an_address_leads_to_no_file_but_the_one_it_names(desk: Portal, enlace: Browser, path: str) -> None:
    # as it is: a client would tidy the path first
    with socket.create_connection((urlsplit(desk.url).hostname, urlsplit(desk.url).port)) as line:
        cookie = "; ".join(f"{name}={value}" for name, value in enlace.session.cookies.get_dict().items())
        line.sendall(f"GET {path} HTTP/1.1\r\nHost: {urlsplit(desk.url).netloc}\r\nCookie: {cookie}\r\n"
                     "Connection: close\r\n\r\n".encode())  # fmt: skip
        answer = b"".join(iter(lambda: line.recv(65536), b""))
    assert re.match(rb"HTTP/1.1 (404|410)", answer), answer[:200]
    assert b"Traceback" not in answer


# --- Too much, too slowly


def test_a_file_over_the_limit_is_refused_in_a_sentence_whether_its_size_is_said_or_not(
    desk: Portal, enlace: Browser
) -> None:
    place, content = f"/organismos/{MINE}/entregar", b"x" * (LARGEST + 2**17)
    said = enlace.send(place, {"periodo": PERIOD}, ("grande.csv", content))
    assert (said.status_code, "El límite es de 1 MB" in said.text) == (413, True)
    seal = enlace.seal(place)

    def in_pieces() -> Iterator[bytes]:
        yield b'--x\r\nContent-Disposition: form-data; name="sello"\r\n\r\n' + seal.encode() + b"\r\n"
        yield b'--x\r\nContent-Disposition: form-data; name="archivo"; filename="a.csv"\r\n\r\n'
        for _ in range(40):
            yield b"y" * 2**16
        yield b"\r\n--x--\r\n"

    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    try:
        unsaid = enlace.session.post(desk.url + place, data=in_pieces(), headers=headers, timeout=60).status_code
    except requests.ConnectionError:
        unsaid = 413
    assert unsaid == 413
    assert list((desk.settings.root / "raw").rglob("*grande*")) == []
    fields = {f"campo{number}": "x" for number in range(50)}
    assert enlace.send("/cuenta/clave", fields, form="/cuenta").status_code == 400
    assert enlace.send("/cuenta/clave", {"actual": "x" * 2**18}, form="/cuenta").status_code == 413


def test_nothing_of_a_body_is_read_of_whom_the_door_does_not_let_in(desk: Portal) -> None:
    answer = requests.post(
        f"{desk.url}/organismos/{MINE}/entregar",
        headers={"Origin": desk.url, "Content-Length": "999999999", "Content-Type": "multipart/form-data; boundary=x"},
        timeout=10,
        allow_redirects=False,
    )
    assert (answer.status_code, answer.headers["location"]) == (303, "/entrar")


def test_a_file_that_comes_too_slowly_is_not_waited_for(
    desk: Portal, enlace: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(body, "PATIENCE", 0.5)
    seal = enlace.seal(f"/organismos/{MINE}/entregar")

    def slowly() -> Iterator[bytes]:
        yield b'--x\r\nContent-Disposition: form-data; name="sello"\r\n\r\n' + seal.encode()
        time.sleep(2)
        yield b"\r\n--x--\r\n"

    answer = enlace.session.post(
        f"{desk.url}/organismos/{MINE}/entregar",
        data=slowly(),
        headers={"Content-Type": "multipart/form-data; boundary=x"},
        timeout=30,
    )
    assert (answer.status_code, "tardó demasiado" in answer.text) == (408, True)


def test_who_takes_for_ever_to_say_what_they_ask_for_is_not_listened_to_and_others_are(
    desk: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "PATIENCE", 1.0)
    host, port = urlsplit(desk.url).hostname, urlsplit(desk.url).port
    slow = [socket.create_connection((host, port)) for _ in range(40)]
    try:
        closed = False
        while not closed:
            for line in slow:
                try:
                    line.sendall(b"G" if line is slow[0] else b"GET /estado HTTP/1.1\r\nX: y\r\n"[:5])
                except OSError:
                    closed = True
            assert requests.get(f"{desk.url}/estado", timeout=30).status_code == 200
            time.sleep(0.1)
        for line in slow[1:]:
            line.settimeout(30)
            assert gone(line)
    finally:
        for line in slow:
            line.close()
    # who has asked for something, and asks for more, has as long again
    with requests.Session() as kept:
        for _ in range(4):
            assert kept.get(f"{desk.url}/estado", timeout=30).status_code == 200
            time.sleep(0.4)


def gone(line: socket.socket) -> bool:
    try:
        while line.recv(65536):
            continue
    except ConnectionError:
        return True
    return True


# --- Identities


def test_the_first_factor_of_an_admin_can_be_taken_away_by_another_admin_alone(desk: Portal) -> None:
    admin, other = desk.account(Role.ADMIN, totp=TOTP), desk.account(Role.ADMIN, totp=TOTP)
    browser = desk.enter(admin)
    fields = {"acto": "quitar-segundo-factor"}
    assert browser.send(f"/cuentas/{admin.id}", fields, form="/cuentas").status_code == 403
    assert browser.send(f"/cuentas/{other.id}", fields, form="/cuentas").status_code == 200
    assert browser.send("/cuentas/999999", fields, form="/cuentas").status_code == 404
    assert browser.send(f"/cuentas/{other.id}", {"acto": "ser-admin"}, form="/cuentas").status_code == 400


def test_ids_that_do_not_fit_in_a_database_are_no_error_of_ours(desk: Portal) -> None:
    browser = desk.enter(desk.account(Role.ADMIN, totp=TOTP))
    assert browser.send(f"/cuentas/{10**30}", {"acto": "cerrar"}, form="/cuentas").status_code == 404
    assert browser.open(f"/bitacora?antes={10**30}").status_code == 400


# --- What the environment says


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"SECRETO": "corto"}, "Falta APERTURA_PORTAL_SECRETO"),
        ({"DIRECCION": "http://portal.ejemplo.org"}, "empieza con https://"),
        ({"DIRECCION": "https://portal.ejemplo.org/portal"}, "sin nada después"),
        ({"MAX_MIB": "0"}, "es un número entero de 1 a 512"),
        ({"PLAZO_DIAS": "treinta"}, "es un número entero"),
        ({"DIRECION": "x"}, "No conocemos APERTURA_PORTAL_DIRECION"),
    ],
)
def test_an_environment_that_makes_no_sense_stops_the_portal_before_it_listens(
    tmp_path_factory: pytest.TempPathFactory, said: dict[str, str], sentence: str
) -> None:
    environment = {f"APERTURA_PORTAL_{name}": text for name, text in {"SECRETO": "s" * 40, **said}.items()}
    root = tmp_path_factory.mktemp("nada")
    with pytest.raises(PortalUnsetError, match=re.escape(sentence)) as refused:
        settings(root, root, environment)
    assert "corto" not in str(refused.value)
