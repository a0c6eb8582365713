"""A version of a dataset to how it is cited, and to the lines that read it."""

from collections.abc import Mapping
from typing import Any

from apertura.release.files import data_file, parquet_file
from apertura.site.published import Dataset
from apertura.site.settings import Settings

DATA = "datos"
"""Folder of the site with every file of every version."""


def address(settings: Settings, dataset: Dataset, file: str = "") -> str:
    """Permanent address of a version, or of a file of it."""
    return f"{settings.address}{DATA}/{dataset.name}/{dataset.version}/{file}"


def doi(settings: Settings, dataset: Dataset) -> str | None:
    """DOI of the version, as an address; None of one that has none."""
    given = settings.dois.get(dataset.name, {}).get(dataset.version)
    return None if given is None else f"https://doi.org/{given}"


def snippets(settings: Settings, dataset: Dataset) -> Mapping[str, str]:
    """Lines that read the table, by what runs them; each is run in the tests."""
    csv, parquet = (address(settings, dataset, name(dataset.name)) for name in (data_file, parquet_file))
    sums, dictionary = (address(settings, dataset, name) for name in ("SHA256SUMS", "diccionario.csv"))
    return {
        "pandas": f'import pandas as pd\n\ndatos = pd.read_parquet("{parquet}")\n',
        "polars": f'import polars as pl\n\ndatos = pl.read_parquet("{parquet}")\n',
        "DuckDB": f"SELECT *\nFROM read_parquet('{parquet}')\nLIMIT 10;\n",
        "R": f'campos <- read.csv("{dictionary}", encoding = "UTF-8")\n'
        'tipos <- setNames(ifelse(campos$tipo == "texto", "character", NA), campos$campo)\n'
        f'datos <- read.csv("{csv}", encoding = "UTF-8", na.strings = "", colClasses = tipos)\n',
        "curl": f"curl -fsSLO {csv}\ncurl -fsSL {sums} | grep '  {data_file(dataset.name)}$' | sha256sum -c -\n",
    }


def everything(settings: Settings) -> str:
    """Lines that download the Parquet of the whole catalogue, by body and period, and check it; run in the tests."""
    return (
        f"curl -fsSLO {settings.address}SHA256SUMS\n"
        "grep '  todo/parquet/' SHA256SUMS > parquet.sums\n"
        f'sed \'s#.*  \\(.*\\)#url = "{settings.address}\\1"\\noutput = "\\1"#\' parquet.sums > parquet.curl\n'
        "curl -fsSL --create-dirs -K parquet.curl\n"
        "sha256sum -c --quiet parquet.sums\n"
    )


def citation(settings: Settings, dataset: Dataset, title: str) -> str:
    """Cite a version in words, after APA's form for data sets."""
    year = str(dataset.descriptor["created"])[:4]
    what = f"{title} (versión {dataset.version}) [Conjunto de datos]"
    return f"{settings.publisher} ({year}). {what}. {doi(settings, dataset) or address(settings, dataset)}"


def about(settings: Settings, dataset: Dataset, title: str) -> list[tuple[str, str]]:
    """Tell in lines what a version is and how it is cited, for a sheet of a workbook."""
    told = dataset.descriptor
    licence = told["licenses"][0]
    return [
        ("Título", title),
        ("Qué es", told["description"]),
        ("Versión", dataset.version),
        ("Recibido hasta", told["created"]),
        ("Cómo citar", citation(settings, dataset, title)),
        ("Licencia", f"{licence['title']}: {licence['path']}"),
        ("Dirección permanente", address(settings, dataset)),
        *(("Nota", note) for note in told["apertura:notas"]),
    ]


def bibtex(settings: Settings, dataset: Dataset, title: str) -> str:
    """Cite a version for a reference manager."""
    year = str(dataset.descriptor["created"])[:4]
    given = doi(settings, dataset)
    also = "" if given is None else f"  doi = {{{given.removeprefix('https://doi.org/')}}},\n"
    return (
        f"@misc{{{dataset.name}_{dataset.version.replace('.', '_')},\n  title = {{{{{title}}}}},\n"
        f"  author = {{{{{settings.publisher}}}}},\n  year = {{{year}}},\n  version = {{{dataset.version}}},\n{also}"
        f"  url = {{{address(settings, dataset)}}}\n}}\n"
    )


def schema_org(settings: Settings, dataset: Dataset, title: str) -> Mapping[str, Any]:
    """Describe a version as a schema.org Dataset, for the search engines of data."""
    about = dataset.descriptor
    given = doi(settings, dataset)
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": address(settings, dataset),
        **({} if given is None else {"identifier": given}),
        "name": title,
        "description": about["description"],
        "url": f"{settings.address}conjuntos/{dataset.name}/index.html",
        "version": dataset.version,
        "dateModified": about["created"],
        "inLanguage": "es-MX",
        "isAccessibleForFree": True,
        "license": about["licenses"][0]["path"],
        "keywords": list(about["keywords"]),
        "temporalCoverage": f"{about['temporal']['start']}/{about['temporal']['end']}",
        "spatialCoverage": {"@type": "Place", "name": "México"},
        "creator": {"@type": "Organization", "name": settings.publisher},
        "variableMeasured": [
            {"@type": "PropertyValue", "name": field["name"], "description": field["title"]}
            for field in dataset.schema["fields"]
        ],
        "distribution": [
            {
                "@type": "DataDownload",
                "name": each["path"],
                "contentUrl": address(settings, dataset, each["path"]),
                "encodingFormat": each["mediatype"],
                **({"sha256": each["hash"].removeprefix("sha256:")} if "hash" in each else {}),
            }
            for each in about["resources"]
        ],
    }
