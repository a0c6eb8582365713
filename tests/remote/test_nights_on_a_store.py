"""What is done on an object store is, object by object, what is done in a folder; whatever dies or does not answer."""

import os
import shutil
import signal
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.acceptance.conftest import Run, command, environment
from tests.remote.conftest import BODIES, EXAMPLE, PERIOD, Store, filled
from tests.remote.door import Door, opened

SCRATCH = (".apertura.lock", ".recepcion.lock")
By_folder = Callable[..., Path]


def held(root: Path) -> dict[str, bytes]:
    """What a folder holds, by path; a link, as the name that it leads to."""
    return {
        path.relative_to(root).as_posix(): str(path.readlink()).encode() if path.is_symlink() else path.read_bytes()
        for path in root.rglob("*")
        if (path.is_symlink() or path.is_file()) and path.name not in SCRATCH
    }


def of(objects: dict[str, bytes], *tops: str) -> dict[str, bytes]:
    return {key: content for key, content in objects.items() if key.startswith(tops)}


def test_a_night_leaves_object_by_object_what_it_leaves_in_a_folder(
    apertura: Run, store: Store, inbox: Path, by_folder: By_folder, tmp_path: Path
) -> None:
    apertura("llaves", "--crear", **store.reached())
    store.drop(inbox)
    done = apertura("nocturna", "--datos", store.address, **store.reached())
    assert done.returncode == 0, done.stderr
    folder = held(by_folder())
    assert any(key.startswith("published/") and key.endswith("/latest") for key in folder)
    assert any(key.startswith("bitacora/") for key in folder)
    assert store.objects() == folder

    # the copy is a cache: without it, from another machine, the next night finds nothing to do, and changes nothing
    shutil.rmtree(store.home / "uno")
    again = apertura("nocturna", "--datos", store.address, **store.reached("otra"))
    assert (again.returncode, "Sin novedades" in again.stdout) == (0, True)
    assert store.objects() == folder
    assert apertura("verificar", "--datos", store.address, **store.reached()).returncode == 0


def test_received_one_by_one_and_published_it_is_the_same_as_in_a_folder(
    apertura: Run, store: Store, inbox: Path, by_folder: By_folder, tmp_path: Path
) -> None:
    files = sorted(inbox.rglob("*.csv"))
    orders = [
        *(("recibir", file, "--garante", file.parts[-3], "--periodo", PERIOD) for file in files),
        ("publicar", "--plan"),
        ("publicar",),
    ]
    told = {
        order: apertura(*order, "--datos", store.address, **store.reached(f"copia-{number % 2}")).returncode
        for number, order in enumerate(orders)
    }
    assert sorted(told.values()) == [0, 0, 0, 0, 0, 1]
    folder = of(held(by_folder(*orders)), "accepted/", "published/", "reports/", "raw/archive/", "bitacora/")
    assert of(store.objects(), "accepted/", "published/", "reports/", "raw/archive/", "bitacora/") == folder


@pytest.fixture(scope="module")
def calm(
    apertura: Run, server: int, new_store: Callable[[str], Store], tmp_path_factory: pytest.TempPathFactory
) -> tuple[dict[str, bytes], int]:
    """What a night leaves in which nothing happens, and how many writes it takes."""
    store = new_store("tranquila")
    store.drop(filled(tmp_path_factory.mktemp("tranquila") / "datos"))
    with opened(server) as door:
        apertura("nocturna", "--datos", store.address, **store.reached(AWS_ENDPOINT_URL=door.address))
        return store.objects(), door.writes


@pytest.mark.parametrize("part", range(1, 7))
def test_killed_at_any_write_the_next_night_ends_as_if_nothing_had_happened(
    apertura: Run, store: Store, inbox: Path, server: int, part: int, calm: tuple[dict[str, bytes], int]
) -> None:
    undisturbed, writes = calm
    store.drop(inbox)
    with opened(server) as door:
        told = environment(**store.reached(AWS_ENDPOINT_URL=door.address))
        process = subprocess.Popen(command("nocturna", "--datos", store.address), env=told, stdout=subprocess.DEVNULL)
        # as soon as the store has done that write, before anybody hears of it
        door.after = lambda number: os.kill(process.pid, signal.SIGKILL) if number == writes * part // 7 else None
        assert process.wait() == -signal.SIGKILL
    assert store.read(".apertura/turno.json")
    done = apertura("nocturna", "--datos", store.address, **store.reached())
    assert done.returncode == 0, done.stderr
    after = store.objects()
    assert after.keys() == undisturbed.keys()
    assert of(after, "published/", "accepted/", "raw/") == of(undisturbed, "published/", "accepted/", "raw/")
    assert apertura("verificar", "--datos", store.address, **store.reached()).returncode == 0


def test_of_two_nights_at_once_on_two_machines_one_works_and_the_other_says_who(
    store: Store, inbox: Path, by_folder: By_folder, apertura: Run, server: int
) -> None:
    apertura("llaves", "--crear", **store.reached())
    store.drop(inbox)
    order = command("nocturna", "--datos", store.address)
    with opened(server) as door:
        begun = threading.Event()
        door.after = lambda number: begun.set()
        # so slow that it gives signs of life while the other watches
        door.delay = 0.15
        first = subprocess.Popen(
            order, env=environment(**store.reached("una", AWS_ENDPOINT_URL=door.address)), stdout=subprocess.DEVNULL
        )
        begun.wait()
        second = apertura("nocturna", "--datos", store.address, **store.reached("otra"))
        assert first.wait() == 0
    assert second.returncode == 2
    assert f"pid {first.pid}" in second.stderr
    assert second.stderr.startswith(f"Otro proceso está trabajando en {store.address}")
    assert store.objects() == held(by_folder())


def _gone(door: Door) -> None:
    door.refuse = lambda method, path, number: 503 if number > 20 else None


def _failing(door: Door) -> None:
    door.refuse = lambda method, path, number: 500 if number > 60 else None


def _forbidden(door: Door) -> None:
    door.refuse = lambda method, path, number: 403 if method == "PUT" and number > 30 else None


def _slow(door: Door) -> None:
    def refuse(method: str, path: str, number: int) -> None:
        if number > 40:
            threading.Event().wait(3)

    door.refuse = refuse


@pytest.mark.parametrize(
    ("fault", "said"),
    [(_gone, "no contesta"), (_failing, "no contesta"), (_forbidden, "no da permiso"), (_slow, "no contesta")],
)
def test_a_store_that_stops_answering_ends_the_night_in_one_sentence_and_nothing_is_half_published(
    apertura: Run,
    store: Store,
    inbox: Path,
    by_folder: By_folder,
    server: int,
    fault: Callable[[Door], None],
    said: str,
) -> None:
    apertura("llaves", "--crear", **store.reached())
    store.drop(inbox)
    with opened(server) as door:
        fault(door)
        patience = {"APERTURA_ALMACEN_SEGUNDOS": "1", "AWS_ENDPOINT_URL": door.address}
        done = apertura("nocturna", "--datos", store.address, **store.reached(**patience))
    assert done.returncode == 2
    lines = done.stderr.splitlines()
    assert len(lines) == len(set(lines)), done.stderr
    assert all(said in line for line in lines), done.stderr
    half = store.objects()
    for key in (key for key in half if key.endswith("/latest")):
        version = f"{key.removesuffix('latest')}{half[key].decode()}"
        named = [line.split("  ")[1] for line in half[f"{version}/SHA256SUMS"].decode().splitlines()]
        assert all(f"{version}/{name}" in half for name in named)
    after = apertura("nocturna", "--datos", store.address, **store.reached())
    assert after.returncode == 0, after.stderr
    assert of(store.objects(), "published/").keys() == of(held(by_folder()), "published/").keys()
    assert apertura("verificar", "--datos", store.address, **store.reached()).returncode == 0


def test_what_somebody_changed_in_the_store_is_found_though_the_copy_is_whole(
    apertura: Run, store: Store, inbox: Path
) -> None:
    store.drop(inbox)
    apertura("nocturna", "--datos", store.address, **store.reached())
    key = "published/avance_linea_accion/1.0.0/avance_linea_accion.csv"
    store.put(key, store.read(key).replace(b"2024", b"2025", 1))
    done = apertura("verificar", "--datos", store.address, **store.reached())
    assert done.returncode == 1
    assert key.removeprefix("published/") in done.stdout


def test_a_name_from_a_browser_and_the_folders_that_consoles_make_do_no_harm(apertura: Run, store: Store) -> None:
    for key in ("raw/", "raw/inbox/", f"raw/inbox/{BODIES[0]}/", f"raw/inbox/{BODIES[0]}/{PERIOD}/"):
        store.put(key, b"")
    store.put(
        f"raw/inbox/{BODIES[0]}/{PERIOD}/Informe #1 «ñ» 100% [final] +.csv",
        EXAMPLE.replace("OG-19", BODIES[0]).encode(),
    )
    done = apertura("nocturna", "--datos", store.address, **store.reached())
    assert (done.returncode, "✓ aceptada" in done.stdout) == (0, True), done.stderr
    store.put("raw/inbox/OG-03/2024-T2/../../../published/x.csv", b"x")
    done = apertura("nocturna", "--datos", store.address, **store.reached())
    assert (done.returncode, "published/x.csv»): quítelo." in done.stderr) == (2, True)


def test_what_cannot_be_done_is_said_in_one_sentence(apertura: Run, store: Store) -> None:
    def said(*order: str, **more: str) -> str:
        done = apertura(*order, **store.reached(**more))
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
        return done.stderr

    at = ("--datos", store.address)
    assert "Solo «recibir»" in said("salud", *at)
    assert "AWS_SECRET_ACCESS_KEY" in said("nocturna", *at, AWS_SECRET_ACCESS_KEY="")
    assert "No existe el depósito" in said("nocturna", "--datos", "s3://no-lo-hay/x")
    assert "Diga también el depósito" in said("nocturna", "--datos", "s3://")
    assert "APERTURA_ALMACEN_SEGUNDOS" in said("nocturna", *at, APERTURA_ALMACEN_SEGUNDOS="pronto")
    assert "no contesta" in said("publicar", *at, AWS_ENDPOINT_URL="http://127.0.0.1:1", APERTURA_ALMACEN_SEGUNDOS="1")
