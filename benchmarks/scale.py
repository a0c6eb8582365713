"""What a backlog takes over 1, 2 and 4 processes and over two hosts that share a store; and what a country would.

usage: .venv/bin/python -m benchmarks.scale [--garantes 33] [--conjuntos 30] [--periodos 12] [--periodos-equipos 12]
                                            [--entregas 100,300,1000] [--medidas JSON] [--escribir docs/escala.md]

Every body hands in one file of five rows or fewer for each dataset and period: the valid example of the dataset, under
its own key. The hosts are network namespaces (root is needed; without it one line says so), each with a worker of its
own and nothing shared but the store. Dask's workers are started before the clock is. Periods that the plan has not
are added to a copy of the schemas.
"""

import argparse
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias

import boto3

from apertura.definitions import load
from benchmarks.scale_report import report, written

REPO = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
BRIDGE, HERE, HOSTS = "apertura0", "10.213.7.1", ("10.213.7.2", "10.213.7.3")
QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


Kept: TypeAlias = Callable[[str, Callable[[], Any]], Any]
"""A measure's name, and how to take it, to the measure: the one of an earlier run where there is one."""


def main() -> None:
    asked = options()
    kept = keeper(asked.medidas)
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        os.environ["APERTURA_ESQUEMAS"] = str(more_periods(place / "esquemas", asked.periodos))
        sizes = asked.garantes, asked.conjuntos, asked.periodos
        on_hosts = asked.garantes, asked.conjuntos, asked.periodos_equipos or asked.periodos
        found = {
            "maquina": f"{platform.machine()}, {os.cpu_count()} núcleos, Python {platform.python_version()}",
            "atraso": sizes,
            "archivos": fill(place / "inicio", *sizes),
            **in_folders(place, kept),
            "atraso_equipos": on_hosts,
            "archivos_equipos": fill(place / "equipos", *on_hosts),
            **on_a_store(place, kept),
            "memoria": {
                str(n): kept(f"memoria de {n}", partial(memory, place / f"memoria-{n}", n)) for n in asked.entregas
            },
        }
    sys.stdout.write(report(found))
    if asked.escribir:
        asked.escribir.write_text(written(asked.escribir.read_text(encoding="utf-8"), found), encoding="utf-8")


def keeper(path: Path | None) -> Kept:
    """Keep measures in a file as they are taken, so that what is interrupted can go on."""
    held = json.loads(path.read_text(encoding="utf-8")) if path and path.exists() else {}

    def kept(name: str, measure: Callable[[], Any]) -> Any:
        if name not in held:
            held[name] = measure()
            if path:
                path.write_text(json.dumps(held, ensure_ascii=False, indent=1), encoding="utf-8")
        return held[name]

    return kept


def options() -> argparse.Namespace:
    orders = argparse.ArgumentParser()
    orders.add_argument("--garantes", type=int, default=33)
    orders.add_argument("--conjuntos", type=int, default=30)
    orders.add_argument("--periodos", type=int, default=12)
    orders.add_argument("--periodos-equipos", type=int, help="cuántos sobre el almacén (de no decirse, los mismos)")
    orders.add_argument("--entregas", type=lambda text: [int(n) for n in text.split(",")], default=[100, 300, 1000])
    orders.add_argument("--medidas", type=Path, help="lo medido hasta ahora, que no se mide otra vez; se le agrega")
    orders.add_argument("--escribir", type=Path)
    return orders.parse_args()


def fill(root: Path, bodies: int, datasets: int, periods: int) -> int:
    """Fill an inbox, and return how many files are in it."""
    definitions = load(Path(os.environ["APERTURA_ESQUEMAS"]))
    names = [name for name in definitions.datasets if "OG-19" in example(name) and "2024-T2" in example(name)]
    quarters = [period for period in definitions.periods if re.fullmatch(r"\d{4}-T\d", period)]
    count = 0
    for body in list(definitions.garantes)[:bodies]:
        for period in quarters[:periods]:
            folder = root / "raw/inbox" / body / period
            folder.mkdir(parents=True)
            for name in names[:datasets]:
                text = example(name).replace("OG-19", body).replace("2024-T2", period)
                (folder / f"{name}.csv").write_text(text, encoding="utf-8")
                count += 1
    return count


def more_periods(schemas: Path, wanted: int) -> Path:
    """Copy the schemas, with as many quarters as are wanted."""
    shutil.copytree(REPO / "schemas", schemas)
    calendar = schemas / "plan/2024/periodos.csv"
    lines = calendar.read_text(encoding="utf-8").splitlines()
    year = [line for line in lines if line.startswith("2024-T")]
    for more in range(1, -(-wanted // len(year))):
        lines += [line.replace("2024", str(2024 + more)) for line in year]
    calendar.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return schemas


def example(name: str) -> str:
    return (REPO / "schemas" / name / "examples/valido.csv").read_text(encoding="utf-8")


def in_folders(place: Path, kept: Kept) -> dict[str, object]:
    empty = place / "vacia"
    empty.mkdir()
    night(empty)
    runs = {n: kept(f"carpeta, procesos: {n}", partial(in_a_folder, place, n)) for n in (1, 2, 4)}
    return {
        "procesos": {str(n): run["segundos"] for n, run in runs.items()},
        "sin_nada": kept("carpeta vacía", partial(night, empty)),
        **{name: runs[1][name] for name in ("sin_novedad", "tablas", "bytes", "objetos")},
    }


def in_a_folder(place: Path, processes: int) -> dict[str, object]:
    root = place / f"carpeta-{processes}"
    shutil.copytree(place / "inicio", root)
    with cluster("127.0.0.1", [()] * processes, {}) as address:
        seconds = night(root, APERTURA_DASK=address)
    files = [path for path in root.rglob("*") if path.is_file() and not path.is_symlink()]
    found = {
        "segundos": seconds,
        "tablas": sum(1 for _ in (root / "accepted").glob("*/*/*/*")),
        "bytes": sum(path.stat().st_size for path in files),
        "objetos": len(files),
        "sin_novedad": night(root) if processes == 1 else None,
    }
    shutil.rmtree(root)
    return found


def on_a_store(place: Path, kept: Kept) -> dict[str, object]:
    with ExitStack() as started:
        try:
            started.enter_context(network())
        except (OSError, subprocess.CalledProcessError):
            print("Sin permiso para hacer espacios de red (hace falta root): no se midió con dos equipos.")
            return {}
        runs = {n: kept(f"almacén, equipos: {n}", partial(on_hosts_of_a_store, place, n)) for n in (1, 2)}
    return {
        "equipos": {str(n): run["segundos"] for n, run in runs.items()},
        "almacen_sin_novedad": runs[2]["sin_novedad"],
        "lista": runs[2]["lista"],
    }


def on_hosts_of_a_store(place: Path, count: int) -> dict[str, object]:
    """Run the night with so many hosts on a store that nothing else was ever in."""
    with server(HERE) as store:
        bucket = f"equipos-{count}"
        store["client"].create_bucket(Bucket=bucket)
        for path in (place / "equipos").rglob("*.csv"):
            key = path.relative_to(place / "equipos").as_posix()
            store["client"].put_object(Bucket=bucket, Key=key, Body=path.read_bytes())
        reached = {**store["reached"], "APERTURA_COPIAS": str(place / f"copias-{count}")}
        hosts = [("ip", "netns", "exec", f"apertura{number}") for number in range(count)]
        with cluster(HERE, hosts, reached) as address:
            seconds = night(Path(f"s3://{bucket}"), **reached, APERTURA_DASK=address)
        quiet = night(Path(f"s3://{bucket}"), **reached) if count > 1 else None
        began = time.perf_counter()
        pages = store["client"].get_paginator("list_objects_v2").paginate(Bucket=bucket)
        keys = [each["Key"] for page in pages for each in page.get("Contents", ())]
        return {"segundos": seconds, "sin_novedad": quiet, "lista": [len(keys), time.perf_counter() - began]}


def night(root: Path, **more: str) -> float:
    began = time.perf_counter()
    order = [BIN / "apertura", "nocturna", "--datos", str(root)]
    done = subprocess.run(order, cwd=REPO, env={**os.environ, **more}, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stdout[-2000:] + done.stderr)
    took = time.perf_counter() - began
    print(f"{root}: {took:.1f} s", file=sys.stderr, flush=True)
    return took


def memory(root: Path, files: int) -> float:
    """Run a night of so many small files, and return the MiB that its largest process held at once."""
    text = example("avance_linea_accion")
    bodies = list(load(REPO / "schemas").garantes)
    for number in range(files):
        folder = root / "raw/inbox" / bodies[number % len(bodies)] / "2024-T2"
        folder.mkdir(parents=True, exist_ok=True)
        own = text.replace("OG-19", folder.parent.name).replace("a seis", f"a {number + 1}")
        (folder / f"{number:05d}.csv").write_text(own, encoding="utf-8")
    order = [BIN / "apertura", "nocturna", "--datos", str(root)]
    process = subprocess.Popen(order, cwd=REPO, **QUIET)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    shutil.rmtree(root)
    return usage.ru_maxrss / 1024


@contextmanager
def cluster(host: str, where: list[tuple[str, ...]], more: Mapping[str, str]) -> Iterator[str]:
    """Start a scheduler here and a worker in each place, and yield the scheduler's address once all are there."""
    from distributed import Client

    with ExitStack() as started:
        address = f"tcp://{host}:18786"
        scheduler = ("scheduler", "--host", host, "--port", "18786", "--no-dashboard")
        started.enter_context(running([BIN / "dask", *scheduler], more))
        worker = (BIN / "dask", "worker", address, "--no-nanny", "--nthreads", "1", "--no-dashboard")
        for prefix in where:
            started.enter_context(running([*prefix, *worker], more))
        with Client(address, timeout=60) as client:
            client.wait_for_workers(len(where), timeout=60)
        yield address


@contextmanager
def server(host: str) -> Iterator[dict]:
    with running([BIN / "moto_server", "-H", host, "-p", "18787"], {}):
        endpoint = f"http://{host}:18787"
        wait(lambda: bool(urllib.request.urlopen(f"{endpoint}/moto-api/", timeout=5).read()))
        keys = {"AWS_ACCESS_KEY_ID": "clave", "AWS_SECRET_ACCESS_KEY": "secreto", "AWS_REGION": "us-east-1"}
        client = boto3.client(
            "s3",
            endpoint_url=endpoint,
            region_name="us-east-1",
            aws_access_key_id="clave",
            aws_secret_access_key="secreto",
        )
        yield {"client": client, "reached": {**keys, "AWS_ENDPOINT_URL": endpoint}}


@contextmanager
def network() -> Iterator[None]:
    """Make two hosts that reach this machine, and each other, and nothing else."""
    made = [
        f"link del {BRIDGE}",
        *(f"netns del apertura{n}" for n in range(2)),
        *(f"link del ap{n}o" for n in range(2)),
    ]
    # a run that was killed left its own behind
    _undo(made)
    try:
        orders = [
            f"ip link add {BRIDGE} type bridge",
            f"ip addr add {HERE}/24 dev {BRIDGE}",
            f"ip link set {BRIDGE} up",
        ]
        for number, address in enumerate(HOSTS):
            host, inside, outside = f"apertura{number}", f"ap{number}i", f"ap{number}o"
            orders += [
                f"ip netns add {host}",
                f"ip link add {outside} type veth peer name {inside}",
                f"ip link set {inside} netns {host}",
                f"ip link set {outside} master {BRIDGE} up",
                f"ip -n {host} addr add {address}/24 dev {inside}",
                f"ip -n {host} link set {inside} up",
                f"ip -n {host} link set lo up",
            ]
        for order in orders:
            subprocess.run(order.split(), check=True, capture_output=True)
        yield
    finally:
        _undo(made)


def _undo(orders: Iterable[str]) -> None:
    for order in orders:
        subprocess.run(("ip", *order.split()), check=False, capture_output=True)


@contextmanager
def running(order: list, more: Mapping[str, str]) -> Iterator[None]:
    process = subprocess.Popen(order, cwd=REPO, env={**os.environ, **more}, **QUIET)
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def wait(answers: Callable[[], bool]) -> None:
    while True:
        try:
            if answers():
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)


if __name__ == "__main__":
    main()
