"""The bitácora tells all that happened, once, in an order that nobody can change without a link that breaks."""

import csv
import hashlib
import html
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from apertura import chronicle
from tests.acceptance.conftest import EPOCH, REPO, command, environment
from tests.acceptance.trees import contents

pytestmark = pytest.mark.long

EXAMPLES = REPO / "schemas/avance_linea_accion/examples"
DAY = 86_400


def run(root: Path, *order: str, day: int = 0) -> "subprocess.CompletedProcess[str]":
    more = environment(SOURCE_DATE_EPOCH=str(int(EPOCH) + day * DAY))
    return subprocess.run(command(*order, "--datos", root), env=more, capture_output=True, text=True, check=False)


def drop(root: Path, name: str, period: str) -> None:
    folder = root / "raw/inbox/OG-19" / period
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(EXAMPLES / name, folder)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two nights: one with an accepted and a returned file, and one, a day later, with another returned one."""
    root = tmp_path_factory.mktemp("bitacora") / "datos"
    drop(root, "valido.csv", "2024-T2")
    drop(root, "invalido.csv", "2024-T3")
    assert run(root, "nocturna").returncode == 0
    drop(root, "invalido.csv", "2024-T2")
    assert run(root, "nocturna", day=1).returncode == 0
    return root


@pytest.fixture
def root(kept: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(kept, tmp_path / "datos", symlinks=True))


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def events(root: Path) -> list[dict]:
    return [
        json.loads(line) for path in sorted((root / "bitacora").iterdir()) for line in path.read_bytes().splitlines()
    ]


def test_every_reception_verdict_and_publication_is_told_once_and_names_nobody(kept: Path) -> None:
    told = events(kept)
    versions = sorted(path.parent for path in kept.glob("published/*/*/SHA256SUMS") if not path.parent.is_symlink())
    published = [(each["conjunto"], each["version"]) for each in told if each["que"] == "version"]
    assert sorted(published) == [(path.parent.name, path.name) for path in versions]
    assert [each["que"] for each in told if each["que"] != "version"] == [
        "recepcion", "recepcion", "dictamen", "dictamen", "recepcion", "dictamen"
    ]  # fmt: skip
    assert [each["dictamen"] for each in told if each["que"] == "dictamen"] == ["aceptada", "devuelta", "devuelta"]
    assert [each["numero"] for each in told] == list(range(1, len(told) + 1))
    assert not any("csv" in json.dumps(each) for each in told)


def test_who_has_only_a_days_root_can_check_all_up_to_that_day(kept: Path) -> None:
    roots = json.loads((kept / "published/bitacora.json").read_bytes())["dias"]
    files = sorted((kept / "bitacora").iterdir())
    assert [each["dia"] for each in roots] == [path.stem for path in files] == ["2024-12-31", "2025-01-01"]
    last, count = "", 0
    for path, root in zip(files, roots, strict=True):
        for line in path.read_bytes().splitlines():
            assert json.loads(line)["anterior"] == (last or None)
            last, count = hashlib.sha256(line).hexdigest(), count + 1
        assert (root["raiz"], root["eventos"]) == (last, count)


def test_whole_it_breaks_no_promise_and_a_night_with_nothing_new_touches_nothing(root: Path) -> None:
    before = contents(root)
    assert run(root, "nocturna", day=2).returncode == 0
    assert contents(root) == before
    done = run(root, "verificar")
    assert (done.returncode, done.stdout) == (0, "Todo lo publicado está íntegro, y la bitácora también.\n")


def test_a_clock_that_is_put_back_opens_no_day_before_the_last(root: Path) -> None:
    drop(root, "valido.csv", "2024-T4")
    run(root, "nocturna", day=-30)
    assert sorted(path.stem for path in (root / "bitacora").iterdir()) == ["2024-12-31", "2025-01-01"]
    assert run(root, "verificar").returncode == 0


def line(root: Path, number: int, change: Callable[[list[bytes]], None]) -> None:
    path = root / "bitacora/2024-12-31.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    change(lines)
    path.write_bytes(b"".join(lines))


def say_otherwise(root: Path) -> None:
    line(root, 3, lambda lines: lines.__setitem__(2, lines[2].replace(b'"aceptada"', b'"devuelta"')))


def leave_out(root: Path) -> None:
    line(root, 2, lambda lines: lines.pop(1))


def put_in(root: Path) -> None:
    line(root, 2, lambda lines: lines.insert(1, lines[0]))


def spoil(root: Path) -> None:
    line(root, 1, lambda lines: lines.__setitem__(0, b"{\n"))


def cut(root: Path) -> None:
    (root / "bitacora/2025-01-01.jsonl").unlink()


def forge(root: Path) -> None:
    """Change the first event and chain all the others anew, as who knows how would do."""
    last = None
    for path in sorted((root / "bitacora").iterdir()):
        lines = []
        for text in path.read_bytes().splitlines():
            said = {**json.loads(text), "anterior": last}
            if said["numero"] == 1:
                said["bytes"] = 1
            written = json.dumps(said, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
            last = hashlib.sha256(written).hexdigest()
            lines.append(written + b"\n")
        path.write_bytes(b"".join(lines))


def answer_otherwise(root: Path) -> None:
    report = next(root.glob("reports/OG-19/2024-T3/*/informe.json"))
    report.chmod(0o644)
    report.write_bytes(report.read_bytes().replace(b'"aceptada": false', b'"aceptada": true'))


BROKEN = [
    (
        say_otherwise,
        "bitacora/2024-12-31.jsonl: la cadena se rompe entre los eventos 3 y 4; el 3 (dictamen OG-19 ",
    ),
    (leave_out, "bitacora/2024-12-31.jsonl: donde va el evento 2 está el 3; falta o sobra alguno."),
    (put_in, "bitacora/2024-12-31.jsonl: donde va el evento 2 está el 1; falta o sobra alguno."),
    (spoil, "bitacora/2024-12-31.jsonl: el evento 1 no se puede leer."),
    (cut, "published/bitacora.json: al 2025-01-01 se publicó que había"),
    (forge, "published/bitacora.json: la raíz del 2024-12-31 ya no es la que se publicó"),
    (answer_otherwise, "bitacora: la respuesta de que habla el evento 4 (dictamen OG-19 2024-T3"),
]


@pytest.mark.parametrize(("change", "said"), BROKEN, ids=[change.__name__ for change, _ in BROKEN])
def test_what_is_changed_breaks_a_link_that_is_named(root: Path, change: Callable[[Path], None], said: str) -> None:
    change(root)
    done = run(root, "verificar")
    assert done.returncode == 1
    assert said in done.stdout
    assert "Traceback" not in done.stderr


def test_a_night_after_it_was_spoilt_goes_on_and_what_was_broken_stays_so(root: Path) -> None:
    say_otherwise(root)
    drop(root, "valido.csv", "2024-T4")
    run(root, "nocturna", day=2)
    done = run(root, "verificar")
    assert "la cadena se rompe entre los eventos 3 y 4" in done.stdout
    assert len(done.stdout.splitlines()) == 1


@pytest.fixture
def site(root: Path) -> Path:
    done = run(root, "sitio")
    assert done.returncode == 0, done.stderr
    return root / "sitio"


def walk(site: Path) -> "subprocess.CompletedProcess[str]":
    """Do as the page says: its own program, in the folder that it says."""
    page = (site / "bitacora/index.html").read_text(encoding="utf-8")
    code = html.unescape(page.split("<pre tabindex", 1)[1].split("<code>", 1)[1].split("</code>", 1)[0])
    return subprocess.run([sys.executable, "-I", "-c", code], cwd=site, capture_output=True, text=True, check=False)


def test_the_site_has_every_event_and_anybody_checks_the_chain_as_its_page_says(site: Path) -> None:
    root = site.parent
    roots = json.loads((root / "published/bitacora.json").read_bytes())["dias"]
    told = walk(site).stdout.splitlines()
    assert told == [f"{each['dia']} {each['raiz']}" for each in roots]
    page = (site / "bitacora/index.html").read_text(encoding="utf-8")
    assert all(each["raiz"] in page for each in roots)
    assert {path.name: path.read_bytes() for path in (site / "bitacora").glob("*.jsonl")} == {
        path.name: path.read_bytes() for path in (root / "bitacora").glob("*.jsonl")
    }
    with (site / "bitacora/bitacora.csv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    assert [(row["numero"], row["que"], row["anterior"]) for row in rows] == [
        (str(each["numero"]), each["que"], each["anterior"] or "") for each in events(root)
    ]
    assert [row["huella"] for row in rows[:-1]] == [row["anterior"] for row in rows[1:]]
    assert run(root, "verificar", "--sitio").returncode == 0


def test_what_was_changed_in_a_site_is_found_though_its_sums_were_made_again(site: Path) -> None:
    day = min((site / "bitacora").glob("*.jsonl"))
    before = digest(day.read_bytes())
    day.write_bytes(day.read_bytes().replace(b'"devuelta"', b'"aceptada"'))
    sums = site / "SHA256SUMS"
    sums.write_text(sums.read_text(encoding="utf-8").replace(before, digest(day.read_bytes())), encoding="utf-8")
    done = run(site.parent, "verificar", "--sitio")
    assert done.returncode == 1
    assert "la cadena se rompe entre los eventos 4 y 5" in done.stdout
    assert "AssertionError" in walk(site).stderr


def test_an_event_that_says_more_than_is_public_leaves_only_its_hash_and_the_chain_holds(kept: Path) -> None:
    from apertura.chronicle.log import event, write_day

    root = kept.parent / "otra"
    at = datetime(2026, 1, 5, tzinfo=UTC)
    first = event("2026-01-05", 1, at, {"que": "acto", "por": "María Pérez"}, None)
    second = event("2026-01-05", 2, at, {"que": "version", "conjunto": "x", "version": "1.0.0"}, first.sha256)
    write_day(root, "2026-01-05", [first, second])
    files = chronicle.open_data(root)
    assert not any("Pérez" in content.decode() for content in files.values())
    lines = files["2026-01-05.jsonl"].splitlines()
    assert json.loads(lines[0]) == {"anterior": None, "numero": 1, "reservado": first.sha256}
    assert lines[1] == second.line
    assert chronicle.open_data(root / "nada") == {}
