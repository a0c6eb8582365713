"""The name a policy gives a check, to the function that makes it."""

from collections.abc import Mapping
from types import MappingProxyType

from apertura.release.quality import access, documentation, grain, permanence, timeliness, values
from apertura.release.quality.cells import of_cells
from apertura.release.quality.finding import Check

REGISTRY: Mapping[str, Check] = MappingProxyType(
    {
        "descarga-anonima": access.anonymous_download,
        "nombres-de-archivo": access.plain_file_names,
        "licencia-admitida": access.admitted_licence,
        "metadatos-presentes": access.present_metadata,
        "formatos-abiertos": access.open_formats,
        "campos-descritos": documentation.described_fields,
        "diccionario-completo": documentation.whole_dictionary,
        "esquema-publicado": documentation.published_schema,
        "nombres-de-columna": documentation.telling_names,
        "cobertura": timeliness.enough_coverage,
        "periodos-con-datos": timeliness.periods_with_data,
        "actualidad": timeliness.freshness,
        "historia-completa": permanence.whole_history,
        "nada-se-retira": permanence.nothing_withdrawn,
        "archivos-con-huella": permanence.fingerprinted_files,
        "llave-distingue": of_cells(grain.telling_key),
        "sin-totales": of_cells(grain.no_totals),
        "origen-de-cada-fila": of_cells(grain.origin_of_rows),
        "csv-utf8-coma": values.plain_csv,
        "un-tipo-por-columna": of_cells(values.one_type),
        "fechas-iso8601": of_cells(values.iso_dates),
        "unidades-fuera-de-las-celdas": of_cells(values.bare_units),
        "vacio-es-faltante": of_cells(values.empty_is_missing),
        "claves-geograficas": values.keys_of_places,
    }
)
"""One function for each check of ``apertura.model.policy.CHECKS``."""
