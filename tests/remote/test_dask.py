"""Judged by a Dask cluster, on a folder or on a store, plainly or through Prefect: the same bytes as by threads."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from distributed import Client

from tests.acceptance.conftest import EPOCH, REPO, Run, command, environment
from tests.acceptance.trees import contents
from tests.flows.conftest import free_port
from tests.flows.conftest import server as prefect
from tests.remote.conftest import Store
from tests.remote.test_nights_on_a_store import held

__all__ = ["prefect"]

BIN = Path(sys.executable).parent


@contextmanager
def cluster(reached: dict[str, str]) -> "Iterator[tuple[str, Callable[[], subprocess.Popen[bytes]]]]":
    """Start a scheduler; yield its address and what starts a worker, a process by itself."""
    port, started = free_port(), []

    def start(*order: str) -> "subprocess.Popen[bytes]":
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        started.append(subprocess.Popen([BIN / "dask", *order], env=environment(**reached), cwd=REPO, **quiet))
        return started[-1]

    address = f"tcp://127.0.0.1:{port}"
    start("scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard")
    try:
        yield address, lambda: start("worker", address, "--no-nanny", "--nthreads", "1", "--no-dashboard")
    finally:
        for process in started:
            process.kill()
            process.wait()


def test_processes_of_a_cluster_end_in_the_same_bytes_as_threads(
    apertura: Run, store: Store, inbox: Path, by_folder: Callable[..., Path]
) -> None:
    apertura("llaves", "--crear", **store.reached())
    by_threads = by_folder()
    done = apertura("nocturna", "--datos", inbox, **store.reached(APERTURA_DASK="2"))
    assert (done.returncode, done.stderr) == (0, "")
    assert contents(inbox) == contents(by_threads)


def test_workers_that_share_only_an_object_store_end_in_the_same_bytes(
    apertura: Run, store: Store, inbox: Path, by_folder: Callable[..., Path]
) -> None:
    apertura("llaves", "--crear", **store.reached())
    store.drop(inbox)
    with cluster(store.reached("obreros")) as (address, start):
        start()
        start()
        done = apertura("nocturna", "--datos", store.address, **store.reached(APERTURA_DASK=address))
    assert done.returncode == 0, done.stderr
    assert store.objects() == held(by_folder())


def test_the_flow_on_an_object_store_with_a_cluster_ends_in_the_same_bytes(
    apertura: Run, store: Store, inbox: Path, by_folder: Callable[..., Path], prefect: dict[str, str]
) -> None:
    apertura("llaves", "--crear", **store.reached())
    store.drop(inbox)
    code = "import sys; from flows.nightly import nightly; from pathlib import Path; nightly(Path(sys.argv[1]))"
    told = {**prefect, **store.reached(APERTURA_DASK="2"), "SOURCE_DATE_EPOCH": EPOCH}
    done = subprocess.run(
        [sys.executable, "-c", code, store.address], cwd=REPO, env=told, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert store.objects() == held(by_folder())


def test_a_worker_that_dies_costs_the_file_it_had_and_the_next_night_takes_it(
    apertura: Run, store: Store, inbox: Path, by_folder: Callable[..., Path]
) -> None:
    undisturbed = by_folder()
    with cluster(store.reached()) as (address, start), Client(address) as client:
        doomed = start()
        client.wait_for_workers(1)
        told = environment(**store.reached(APERTURA_DASK=address))
        night = subprocess.Popen(command("nocturna", "--datos", inbox), env=told, stderr=subprocess.DEVNULL)
        while not any(client.processing().values()) and night.poll() is None:
            time.sleep(0.001)
        doomed.kill()
        start()
        assert night.wait() in (0, 3)
    assert apertura("nocturna", "--datos", inbox, **store.reached()).returncode == 0
    assert contents(inbox / "published").keys() == contents(undisturbed / "published").keys()
    assert not list((inbox / "raw/inbox").rglob("*.csv"))


@pytest.mark.parametrize("where", ["tcp://127.0.0.1:1", "en ninguna parte"])
def test_without_the_cluster_that_was_named_nothing_begins(
    apertura: Run, inbox: Path, store: Store, where: str
) -> None:
    before = contents(inbox)
    done = apertura("nocturna", "--datos", inbox, **store.reached(APERTURA_DASK=where))
    assert (done.returncode, contents(inbox)) == (2, before)
    assert done.stderr.startswith(f"No hay un grupo de Dask en «{where}»")
    assert done.stderr.count("\n") == 1
