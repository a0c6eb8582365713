"""Measures of a backlog to the figures of docs/escala.md: nothing in them is written by hand."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

BEGIN, END = "<!-- medidas: ", "<!-- fin de las medidas -->"
BODIES, DATASETS, MONTHS = 2_000, 50, 12
RECEIVING = "recibir y dictaminar lo de un mes en una noche"
GROWING = "cada noche vuelve a mirar todo lo que hay"
NIGHT = 8 * 3600
"""Seconds that a night may take (flows/nightly.py)."""


def written(page: str, found: Mapping[str, Any]) -> str:
    """Write a page anew with other measures, which it holds."""
    before, _, rest = page.partition(BEGIN)
    after = rest.partition(END)[2]
    said = json.dumps(found, ensure_ascii=False, sort_keys=True)
    return f"{before}{BEGIN}{said} -->\n\n{report(found)}\n{END}{after}"


def measures(page: str) -> dict[str, Any]:
    """Read the measures that a page holds."""
    return dict(json.loads(page.partition(BEGIN)[2].partition(" -->")[0]))


def report(found: Mapping[str, Any]) -> str:
    """Write the measures and what follows from them, in Markdown."""
    lines = [
        f"Máquina: {found['maquina']}. Atraso: {_backlog(found['atraso'])}.",
        f"Son {found['archivos']:,} archivos, de los que quedan {found['tablas']:,} tablas aceptadas.",
        *_on_hosts(found),
        "",
        "| quién dictamina | noche entera, s | archivos por segundo | veces |",
        "| --- | --: | --: | --: |",
        *_scaling(found),
        "",
        "| archivos en una noche | memoria del mayor proceso, MiB |",
        "| --: | --: |",
        *(f"| {int(n):,} | {mib:,.0f} |" for n, mib in sorted(found["memoria"].items(), key=lambda each: int(each[0]))),
        "",
        f"Lo que cuesta cada cosa, y lo que sale para {BODIES:,} organismos × {DATASETS} conjuntos cada mes:",
        f"{BODIES * DATASETS:,} archivos al mes, {BODIES * DATASETS * MONTHS:,} al año.",
        "",
        "| qué | cada uno | al mes, o tras un año | cabe en una noche de 8 horas |",
        "| --- | --: | --: | --- |",
        *(f"| {what} | {each} | {told} | {fits} |" for what, each, told, fits, _ in costs(found)),
        "",
        f"Una noche alcanza para {limits(found)[0]:,} archivos en un proceso. Lo que cada noche se mira otra",
        f"vez la llena, eso solo, a los {limits(found)[1]:,.1f} años. El primer límite: **{first(found)}**.",
    ]
    return "\n".join(lines) + "\n"


def _backlog(said: Sequence[int]) -> str:
    bodies, datasets, periods = said
    return f"{bodies} organismos × {datasets} conjuntos × {periods} periodos"


def _on_hosts(found: Mapping[str, Any]) -> list[str]:
    if "equipos" not in found or found["atraso_equipos"] == found["atraso"]:
        return []
    return [f"En el almacén, {_backlog(found['atraso_equipos'])}: {found['archivos_equipos']:,} archivos."]


def limits(found: Mapping[str, Any]) -> tuple[int, float]:
    """Return how many files a night is long enough for, and after how many years what it looks at again fills it."""
    shares = [cost[4] for cost in costs(found)]
    return int(BODIES * DATASETS / shares[0]), 1 / sum(shares[1:])


def first(found: Mapping[str, Any]) -> str:
    """Name the limit that comes first: what never stops to grow, unless not even a month's files fit in a night."""
    return RECEIVING if limits(found)[0] < BODIES * DATASETS else GROWING


def costs(found: Mapping[str, Any]) -> list[tuple[str, str, str, str, float]]:
    """List each cost: its name, of one, of all, whether it fits, and its share of a night."""
    monthly, yearly = BODIES * DATASETS, BODIES * DATASETS * MONTHS
    one = (found["procesos"]["1"] - found["sin_nada"]) / found["archivos"]
    look = (found["sin_novedad"] - found["sin_nada"]) / found["tablas"]
    made = [_time("recibir, dictaminar y publicar un archivo, un proceso", one, monthly)]
    made.append(_time("mirar otra vez una tabla aceptada, en una noche sin novedad", look, yearly))
    if "lista" in found:
        objects, seconds = found["lista"]
        per_file = found["objetos"] / found["archivos"]
        made.append(_time("nombrar un archivo del almacén al empezar", seconds / objects, round(per_file * yearly)))
    size = found["bytes"] / found["archivos"]
    whole = f"{size * yearly / 1024**3:,.0f} GiB"
    made.append(("disco, o almacén, por archivo", f"{size / 1024:,.1f} KiB", whole, "—", 0.0))
    return made


def _time(what: str, each: float, count: int) -> tuple[str, str, str, str, float]:
    hours = each * count / 3600
    share = each * count / NIGHT
    fits = "sí" if share <= 1 else f"no: hacen falta {share:,.1f} noches, o procesos"
    return what, f"{each * 1000:,.2f} ms", f"{hours:,.1f} h ({count:,})", fits, share


def _scaling(found: Mapping[str, Any]) -> list[str]:
    rows = [
        (f"carpeta, {n} {'proceso' if n == '1' else 'procesos'}", s, "procesos", "archivos")
        for n, s in found["procesos"].items()
    ]
    for n, seconds in found.get("equipos", {}).items():
        who = f"almacén, {n} {'equipo' if n == '1' else 'equipos'} de un proceso"
        rows.append((who, seconds, "equipos", "archivos_equipos"))
    return [
        f"| {who} | {seconds:,.1f} | {found[files] / seconds:,.1f} | {found[kind]['1'] / seconds:.2f} |"
        for who, seconds, kind, files in rows
    ]
