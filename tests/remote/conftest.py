"""An S3-compatible server, a process of its own, and a bucket for each test."""

import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import boto3
import pytest

from tests.acceptance.conftest import REPO, apertura, command, environment
from tests.flows.conftest import free_port

__all__ = ["apertura"]

EXAMPLE = (REPO / "schemas/avance_linea_accion/examples/valido.csv").read_text(encoding="utf-8")
BODIES = ("OG-03", "OG-07", "OG-19", "OG-21")
RETURNED = "OG-07"
PERIOD = "2024-T2"


@dataclass
class Store:
    """A bucket: what reaches it, and the same as a folder holds it."""

    address: str
    bucket: str
    port: int
    home: Path
    client: Any = field(repr=False)

    def reached(self, copy: str = "uno", **more: str) -> dict[str, str]:
        return {
            "AWS_ACCESS_KEY_ID": "clave",
            "AWS_SECRET_ACCESS_KEY": "secreto",
            "AWS_REGION": "us-east-1",
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{self.port}",
            "APERTURA_COPIAS": str(self.home / copy),
            "APERTURA_LLAVES": str(self.home / "llaves"),
            **more,
        }

    def drop(self, root: Path) -> None:
        """Put what a folder holds, then give its files the instants that the store gives: order counts in an inbox."""
        for path in sorted(root.rglob("*")):
            if path.is_file():
                self.put(path.relative_to(root).as_posix(), path.read_bytes())
                instant = self.client.head_object(Bucket=self.bucket, Key=self._key(path, root))["LastModified"]
                os.utime(path, (instant.timestamp(), instant.timestamp()))

    def put(self, key: str, content: bytes) -> None:
        self.client.put_object(Bucket=self.bucket, Key=f"un/lugar/{key}", Body=content)

    def read(self, key: str) -> bytes:
        return bytes(self.client.get_object(Bucket=self.bucket, Key=f"un/lugar/{key}")["Body"].read())

    def objects(self) -> dict[str, bytes]:
        """Read every object below the prefix, by its key."""
        pages = self.client.get_paginator("list_objects_v2").paginate(Bucket=self.bucket, Prefix="un/lugar/")
        keys = [each["Key"].removeprefix("un/lugar/") for page in pages for each in page.get("Contents", ())]
        return {key: self.read(key) for key in keys}

    def _key(self, path: Path, root: Path) -> str:
        return f"un/lugar/{path.relative_to(root).as_posix()}"


def filled(root: Path) -> Path:
    """Fill an inbox with a file of each of four bodies: one to be returned, the others accepted."""
    for garante in BODIES:
        folder = root / "raw/inbox" / garante / PERIOD
        folder.mkdir(parents=True)
        text = EXAMPLE.replace("OG-19", garante)
        (folder / "tabla.csv").write_text(text.replace("2024-T2", "2024-T9") if garante == RETURNED else text)
    return root


@pytest.fixture(scope="session")
def server() -> Iterator[int]:
    port = free_port()
    order = [sys.executable, "-m", "tests.remote.store_server", str(port)]
    process = subprocess.Popen(order, cwd=REPO, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while not _answers(port):
            assert process.poll() is None
            time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait()


@pytest.fixture(scope="session")
def new_store(server: int, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Store]:
    client = boto3.client(
        "s3",
        endpoint_url=f"http://127.0.0.1:{server}",
        region_name="us-east-1",
        aws_access_key_id="clave",
        aws_secret_access_key="secreto",
    )

    def make(name: str) -> Store:
        bucket = f"{name}-{uuid.uuid4()}"
        client.create_bucket(Bucket=bucket)
        return Store(f"s3://{bucket}/un/lugar", bucket, server, tmp_path_factory.mktemp(name), client)

    return make


@pytest.fixture
def store(new_store: Callable[[str], Store]) -> Store:
    return new_store("datos")


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    return filled(tmp_path / "carpeta")


@pytest.fixture
def by_folder(inbox: Path, store: Store) -> Callable[..., Path]:
    """Where the same work was done in a folder, with the same keys and the same clock."""

    def work(*orders: tuple[str | Path, ...]) -> Path:
        root = inbox.parent / "hecho"
        shutil.copytree(inbox, root)
        for order in orders or (("nocturna",),):
            told = environment(**store.reached())
            done = subprocess.run(
                command(*order, "--datos", root), env=told, capture_output=True, text=True, check=False
            )
            assert done.returncode in (0, 1), done.stderr
        return root

    return work


def _answers(port: int) -> bool:
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/moto-api/", timeout=5).read()
    except (urllib.error.URLError, OSError):
        return False
    return True
