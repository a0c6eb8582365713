"""How much of a table of five million rows a remote reader fetches, who asks for the rows of one body.

The table is the demonstration's, drawn out to as many rows, each with a note of its own, written as `apertura publicar`
writes Parquet; a server on this machine answers ranges of bytes and counts them.

    .venv/bin/apertura demo --datos /tmp/demo
    .venv/bin/python -m benchmarks.remote /tmp/demo/published
"""

import argparse
import statistics
import sys
import tempfile
import threading
import time
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from apertura.release.parquet import write_table
from apertura.site.serve import HOST, Files

ROWS = 5_000_000
TABLE = "avance_linea_accion"
KEY = ("organismo_id", "linea_accion_id", "periodo_id")
AIM = 0.05


class Counting(Files):
    """Counts the bytes that it answers with."""

    fetched = 0

    def copyfile(self, source: Any, outputfile: BinaryIO) -> None:
        content = source.read()
        Counting.fetched += len(content)
        outputfile.write(content)


def drawn_out(published: Path, rows: int) -> pa.Table:
    """Repeat the demonstration's table with more lines of action, each row with its own note, sorted by its key."""
    schema = pq.read_schema(published / TABLE / "latest" / f"{TABLE}.parquet")
    seed = pl.read_parquet(published / TABLE / "latest" / f"{TABLE}.parquet")
    copies = -(-rows // seed.height)
    numbers = pl.DataFrame({"n": np.arange(copies)})
    notes = np.random.default_rng(19).bytes(8 * seed.height * copies).hex()
    frame = (
        seed.with_columns(pl.col(KEY).cast(pl.String))
        .join(numbers, how="cross")
        .with_columns(
            (pl.col("linea_accion_id") + "." + pl.col("n").cast(pl.String).str.zfill(6)).alias("linea_accion_id")
        )
        .with_columns(pl.Series("nota", [notes[place : place + 16] for place in range(0, len(notes), 16)]))
        .sort(KEY)
        .head(rows)
        .select(schema.names)
    )
    return frame.to_arrow(compat_level=pl.CompatLevel.oldest()).cast(schema)


def main() -> None:
    """Write the table, serve it, ask for one body, print what was fetched; fail where it is over the aim."""
    parser = argparse.ArgumentParser()
    parser.add_argument("published", type=Path)
    parser.add_argument("--rows", type=int, default=ROWS)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tabla.parquet"
        write_table(drawn_out(arguments.published, arguments.rows), path, KEY)
        with ThreadingHTTPServer((HOST, 0), partial(Counting, directory=folder)) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            begun = time.perf_counter()
            address = f"http://{HOST}:{server.server_port}/tabla.parquet"
            shares = {body: ask(address, body) for body in bodies(path)}
            seconds = (time.perf_counter() - begun) / len(shares)
            server.shutdown()
        size = path.stat().st_size
    worst = max(shares.values()) / size
    sys.stdout.write(
        f"{arguments.rows:,} rows, {size / 1e6:,.1f} MB, {seconds:.2f} s; the rows of one of {len(shares)} bodies: "
        f"{statistics.median(shares.values()) / size:.2%} of the file as a rule, {worst:.2%} at worst\n"
    )
    sys.exit(worst >= AIM and arguments.rows >= ROWS)


def bodies(path: Path) -> list[str]:
    return sorted(pl.read_parquet(path, columns=["organismo_id"]).to_series().cast(pl.String).unique())


def ask(address: str, body: str) -> int:
    """Count the bytes that answer one reader who asks for the rows of a body."""
    before = Counting.fetched
    found = pl.scan_parquet(address).filter(pl.col("organismo_id").cast(pl.String) == body).collect()
    assert set(found["organismo_id"].cast(pl.String)) == {body}
    return Counting.fetched - before


if __name__ == "__main__":
    main()
