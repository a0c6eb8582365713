"""An acuse says what was received and became of it, signed: what anybody may check, and nobody change."""

import base64
import json
import subprocess
import zlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from playwright.sync_api import expect
from pyzbar.pyzbar import decode as read_codes

from apertura.cli.keys import export
from apertura.feedback.acuse import Standing, check, check_code, check_page, page, publication, reception, sign
from apertura.feedback.acuse.code import PREFIX, brief, decode, encode
from apertura.model.definition import Definitions
from apertura.model.issue import Issue
from apertura.model.seal import KnownKey, SigningKey
from apertura.model.submission import Submission, Verdict
from apertura.storage.keys import current_key, known_keys, new_key
from tests.browser import chromium

RECEIVED = datetime(2024, 10, 2, 18, 30, tzinfo=UTC)
SUBMISSION = Submission("OG-19", "2024-T3", "Avance ñandú «tercero».xlsx", "ab" * 32, 51_234, RECEIVED, "buzon")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("llaves")
    new_key(folder, now=RECEIVED - timedelta(days=30))
    return folder


@pytest.fixture(scope="module")
def key(folder: Path) -> SigningKey:
    found = current_key(folder)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def keys(key: SigningKey) -> dict[str, KnownKey]:
    return {key.known.id: key.known}


def verdicts(definitions: Definitions, count: int = 1) -> list[Verdict]:
    issues = (definitions.issue_types["hoja-no-leida"], definitions.issue_types["constraint-enum"])
    return [
        Verdict(SUBMISSION, name, "Hoja", 4, "fila 4", 28, tuple(map(Issue, issues)), None, None)
        for name in list(definitions.datasets)[:count]
    ]


@pytest.fixture(scope="module")
def acuse(definitions: Definitions, key: SigningKey) -> bytes:
    return sign(reception(verdicts(definitions), definitions), key)


def test_an_acuse_says_what_was_received_of_whom_and_what_became_of_it(definitions: Definitions, acuse: bytes) -> None:
    said = json.loads(acuse)["acuse"]
    dataset = next(iter(definitions.datasets.values()))
    assert said["dictamenes"] == [
        {
            "aceptada": False,
            "conjunto": dataset.name,
            "conteos": {"grave": 1, "informativa": 1},
            "contrato": dataset.contract,
            "filas": 28,
        }
    ]
    assert (said["garante"], said["periodo"], said["archivo"]) == ("OG-19", "2024-T3", SUBMISSION.filename)
    assert (said["sha256"], said["recibido"]) == ("ab" * 32, "2024-10-02T18:30:00+00:00")
    assert said["folio"].startswith("OG-19-2024-T3-")


def test_it_verifies_and_is_the_same_bytes_each_time(
    definitions: Definitions, acuse: bytes, key: SigningKey, keys: dict[str, KnownKey]
) -> None:
    assert check(acuse, keys).valid
    assert sign(reception(verdicts(definitions), definitions), key) == acuse
    assert page(acuse, definitions, key) == page(acuse, definitions, key)


@pytest.mark.long
def test_one_changed_byte_anywhere_fails(acuse: bytes, keys: dict[str, KnownKey]) -> None:
    for at in range(len(acuse)):
        for bit in (1, 2, 32):
            changed = bytes([*acuse[:at], acuse[at] ^ bit, *acuse[at + 1 :]])
            assert not check(changed, keys).valid, f"{at}: {acuse[max(0, at - 20) : at + 20]!r}"
        assert not check(acuse[:at] + acuse[at + 1 :], keys).valid
        assert not check(acuse[:at] + b" " + acuse[at:], keys).valid


@pytest.mark.long
def test_one_changed_byte_of_the_pdf_fails(
    definitions: Definitions, acuse: bytes, key: SigningKey, keys: dict[str, KnownKey]
) -> None:
    pdf = page(acuse, definitions, key)
    assert check_page(pdf, keys).valid
    places = {*range(0, len(pdf), 41), *range(len(pdf) - 1500, len(pdf)), *range(20)}
    for at in places:
        changed = bytes([*pdf[:at], pdf[at] ^ 1, *pdf[at + 1 :]])
        assert not check_page(changed, keys).valid, f"{at}: {pdf[max(0, at - 20) : at + 20]!r}"
    assert not check_page(pdf + b"\n", keys).valid
    assert not check_page(pdf[:-1], keys).valid


def test_the_code_on_the_page_is_the_whole_acuse(
    definitions: Definitions, acuse: bytes, key: SigningKey, keys: dict[str, KnownKey], tmp_path: Path
) -> None:
    (tmp_path / "acuse.pdf").write_bytes(page(acuse, definitions, key))
    subprocess.run(["pdftoppm", "-r", "200", "-png", tmp_path / "acuse.pdf", tmp_path / "hoja"], check=True)
    (drawn,) = tmp_path.glob("hoja-*.png")
    (code,) = read_codes(Image.open(drawn))
    assert code.type == "QRCODE"
    assert decode(code.data) == acuse
    assert check(code.data, keys).valid
    words = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "acuse.pdf", "-"], capture_output=True, text=True, check=True
    )
    for said in ("Acuse de recepción", "Avance ñandú «tercero».xlsx", "ab" * 32, "12:30, hora del centro", "1 grave"):
        assert said in words.stdout


def test_one_changed_letter_of_the_code_fails(acuse: bytes, keys: dict[str, KnownKey]) -> None:
    text = (encode(acuse) or "").encode()
    assert check(text, keys).valid
    for at in range(len(text)):
        letter = b"A" if text[at : at + 1] != b"A" else b"B"
        assert not check(text[:at] + letter + text[at + 1 :], keys).valid


def test_as_many_tables_as_there_are_fit_in_the_code(
    definitions: Definitions, key: SigningKey, keys: dict[str, KnownKey]
) -> None:
    acuse = sign(reception(verdicts(definitions, 20), definitions), key)
    assert check(acuse, keys).valid
    assert decode((encode(acuse) or "").encode()) == acuse


@pytest.mark.long
def test_of_what_does_not_fit_the_code_tells_which_acuse_it_is_and_verifies_beside_it(
    definitions: Definitions, key: SigningKey, keys: dict[str, KnownKey], tmp_path: Path
) -> None:
    acuse = sign(reception(verdicts(definitions, 33) * 2, definitions), key)
    assert encode(acuse) is None
    pdf = page(acuse, definitions, key)
    (tmp_path / "acuse.pdf").write_bytes(pdf)
    subprocess.run(["pdftoppm", "-r", "150", "-png", tmp_path / "acuse.pdf", tmp_path / "hoja"], check=True)
    (code,) = [found for drawn in sorted(tmp_path.glob("hoja-*.png")) for found in read_codes(Image.open(drawn))]
    assert check(code.data, keys).reason == "check.together"
    for written in (acuse, pdf):
        assert check_code(code.data, written, keys).valid
        for at in range(len(code.data)):
            changed = code.data[:at] + (b"A" if code.data[at : at + 1] != b"A" else b"B") + code.data[at + 1 :]
            assert not check_code(changed, written, keys).valid
    changed = acuse.replace(b'"filas":28', b'"filas":29', 1)
    assert not check_code(code.data, changed, keys).valid
    assert not check_code(brief(changed).encode(), changed, keys).valid
    other = sign(reception(verdicts(definitions, 2), definitions), key)
    assert check_code(code.data, other, keys).reason == "check.other"
    words = subprocess.run(["pdftotext", tmp_path / "acuse.pdf", "-"], capture_output=True, text=True, check=True)
    assert "no cabe completo en el código" in " ".join(words.stdout.split())


def test_the_versions_in_which_it_stands_published_are_signed_too(
    definitions: Definitions, key: SigningKey, keys: dict[str, KnownKey]
) -> None:
    acuse = sign(publication(SUBMISSION, [Standing("evento", "1.2.0", "cd" * 32)], definitions), key)
    checked = check(acuse, keys)
    assert checked.valid
    assert checked.content is not None
    assert checked.content["publicado"] == [{"conjunto": "evento", "sha256": "cd" * 32, "version": "1.2.0"}]
    assert check_page(page(acuse, definitions, key), keys).valid


def test_without_a_key_it_says_that_nobody_signed_it(definitions: Definitions, keys: dict[str, KnownKey]) -> None:
    acuse = sign(reception(verdicts(definitions), definitions), None)
    assert json.loads(acuse)["firma"] is None
    assert check(acuse, keys).reason == "check.unsigned"
    assert not check_page(page(acuse, definitions, None), keys).valid


def test_what_another_key_signed_is_not_authentic(definitions: Definitions, acuse: bytes, tmp_path: Path) -> None:
    new_key(tmp_path, now=RECEIVED)
    assert check(acuse, known_keys(tmp_path)).reason == "check.unknown"
    stranger = next(iter(known_keys(tmp_path).values()))
    forged = {json.loads(acuse)["firma"]["clave"]: replace(stranger, id=json.loads(acuse)["firma"]["clave"])}
    assert check(acuse, forged).reason == "check.altered"


def test_a_key_that_was_renewed_still_verifies_what_it_signed_and_nothing_later(
    definitions: Definitions, tmp_path: Path
) -> None:
    new_key(tmp_path, now=RECEIVED - timedelta(days=9))
    old = current_key(tmp_path)
    before = sign(reception(verdicts(definitions), definitions), old)
    new_key(tmp_path, now=RECEIVED + timedelta(days=9))
    new = current_key(tmp_path)
    assert old is not None
    assert new is not None
    assert new.known.id != old.known.id
    assert check(before, known_keys(tmp_path)).valid
    late = replace(SUBMISSION, received=RECEIVED + timedelta(days=10))
    after = sign(reception([replace(verdicts(definitions)[0], submission=late)], definitions), old)
    assert check(after, known_keys(tmp_path)).reason == "check.retired"


@given(st.binary(max_size=300))
def test_nothing_that_is_handed_to_it_surprises_the_checker(keys: dict[str, KnownKey], content: bytes) -> None:
    for each in (content, PREFIX.encode() + content, b"%PDF-" + content, b'{"acuse":' + content):
        assert not check(each, keys).valid
        assert not check_page(each, keys).valid


@pytest.mark.parametrize(
    "content",
    [
        b"[]", b"null", b'{"acuse":1,"firma":2}', b'{"acuse":{"recibido":"2024-01-01"},"firma":{}}',
        b'{"acuse":{"recibido":"2024-01-01T00:00:00"},"firma":{"clave":"a","algoritmo":"Ed25519","valor":"x"}}',
        b'{"acuse":{"recibido":1},"firma":null}', b"[" * 5000,
        PREFIX.encode() + b"A" * 40,
    ],
)  # fmt: skip
def test_what_is_no_acuse_is_said_to_be_none(keys: dict[str, KnownKey], content: bytes) -> None:
    assert not check(content, keys).valid


def test_a_code_that_would_unfold_without_end_is_not_unfolded(keys: dict[str, KnownKey]) -> None:
    bomb = base64.urlsafe_b64encode(zlib.compress(b"0" * 50_000_000, 9)).rstrip(b"=")
    assert not check(PREFIX.encode() + bomb, keys).valid


# --- The page that checks them in a browser


@pytest.fixture(scope="module")
def browser_page(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("publicas")
    export(target, tuple(known_keys(folder).values()))
    return target / "verificar-acuse.html"


def seen(browser_page: Path, text: str) -> str:
    with chromium() as browser:
        shown = browser.new_page()
        shown.goto(f"{browser_page.as_uri()}#{text}")
        result = shown.locator("#resultado")
        expect(result).to_be_visible()
        return str(result.evaluate("box => box.outerHTML"))


@pytest.mark.long
def test_the_static_page_verifies_the_code_without_a_network(browser_page: Path, acuse: bytes) -> None:
    shown = seen(browser_page, encode(acuse) or "")
    assert 'class="bien"' in shown
    assert "Auténtico: nadie lo ha cambiado" in shown
    assert "OG-19-2024-T3-" in shown


@pytest.mark.long
def test_the_static_page_refuses_what_was_changed(browser_page: Path, acuse: bytes) -> None:
    changed = acuse.replace(b'"filas":28', b'"filas":29')
    assert changed != acuse
    shown = seen(browser_page, encode(changed) or "")
    assert 'class="mal"' in shown
    assert "NO es auténtico" in shown


@pytest.mark.long
def test_the_static_page_checks_a_brief_code_beside_its_acuse(
    browser_page: Path, definitions: Definitions, key: SigningKey, tmp_path: Path
) -> None:
    acuse = sign(reception(verdicts(definitions, 33) * 2, definitions), key)
    other = sign(reception(verdicts(definitions, 2), definitions), key)
    for name, content in (("a.json", acuse), ("a.pdf", page(acuse, definitions, key)), ("otro.json", other)):
        (tmp_path / name).write_bytes(content)
    with chromium() as browser:
        seen_page = browser.new_page()
        seen_page.goto(f"{browser_page.as_uri()}#{brief(acuse)}")
        result = seen_page.locator("#resultado")
        expect(result).to_contain_text("elija además el archivo del acuse")
        for name, words in (("a.json", "Auténtico"), ("otro.json", "NO es de este acuse"), ("a.pdf", "Auténtico")):
            seen_page.set_input_files("#archivo", tmp_path / name)
            seen_page.click("#verificar")
            expect(result).to_contain_text(words)


def test_the_canonical_form_is_that_of_the_standard() -> None:
    assert rfc8785.dumps({"b": 1, "a": "ñ\n", "ú": None}) == '{"a":"ñ\\n","b":1,"ú":null}'.encode()
