"""The bitácora tells all that happened, once, in an order that nobody can change without a link that breaks."""

import hashlib
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

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
