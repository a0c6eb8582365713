"""How far the plan has come: a map of the entities, and the axes, drawn and as tables."""

from starlette.responses import Response

from apertura.model.definition import Definitions
from apertura.portal.desk.indicators import figures_of, indicator_of, settings_of, tiles
from apertura.portal.security.visit import Visit
from apertura.site.settings import Indicator


def show_progress(visit: Visit) -> Response:
    """Show the latest published figures."""
    house, settings = visit.house, settings_of(visit.house.settings.schemas)
    bodies, axes = (indicator_of(settings, level) for level in ("garante", "eje"))
    root, definitions = house.settings.root, house.definitions
    of_bodies = figures_of(root, bodies) if bodies else {}
    of_axes = figures_of(root, axes) if axes else {}
    axis_titles = {row["eje_id"]: row["titulo"] for row in definitions.catalogues["eje"].rows}
    return visit.show(
        "avance.html",
        tiles=list(tiles(definitions, settings, of_bodies)) if of_bodies else [],
        axes=[(title, of_axes[id_]) for id_, title in sorted(axis_titles.items()) if id_ in of_axes],
        measures=_titles(definitions, axes),
        titles=_titles(definitions, bodies),
    )


def _titles(definitions: Definitions, indicator: Indicator | None) -> list[str]:
    if indicator is None or indicator.dataset not in definitions.publishable:
        return []
    schema = definitions.publishable[indicator.dataset].schema
    return [schema.field(name).title for name in indicator.measures]
