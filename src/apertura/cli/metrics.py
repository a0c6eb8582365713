"""Measures to the text that Prometheus reads, from a file of node_exporter's or from whoever serves it."""

from prometheus_client import CollectorRegistry, Gauge, generate_latest

from apertura.cli.exits import Exit
from apertura.health import Health


def metrics(health: Health, ended: Exit) -> str:
    """Write each measure as a gauge; times are seconds since 1970, so that their age is for who reads them."""
    registry = CollectorRegistry()

    def gauge(name: str, told: str, label: str | None = None) -> Gauge:
        return Gauge(f"apertura_{name}", told, [label] if label else [], registry=registry)

    gauge("salud", "0 bien, 1 algo que atender, 3 las noches no pueden seguir").set(int(ended))
    gauge("buzon_archivos", "Archivos que esperan en el buzón").set(health.waiting)
    gauge("disco_libre_bytes", "Bytes libres donde están los datos").set(health.free)
    gauge("disco_bytes", "Bytes del disco donde están los datos").set(health.disk)
    if health.last_run is not None:
        gauge("ultima_corrida_segundos", "Cuándo empezó la última corrida").set(health.last_run.timestamp())
    if health.oldest is not None:
        gauge("buzon_desde_segundos", "Desde cuándo espera el archivo más antiguo").set(health.oldest.timestamp())
    for name, told, label, counts in (
        ("correos", "Respuestas por lo que fue de su correo", "estado", health.mails),
        ("eventos", "Eventos de la bitácora", "que", health.events),
        ("dictamenes", "Entregas por su dictamen", "dictamen", health.verdicts),
        ("versiones", "Versiones publicadas de cada conjunto", "conjunto", health.versions),
    ):
        by = gauge(name, told, label)
        for value, count in sorted(counts.items()):
            by.labels(value).set(count)
    return generate_latest(registry).decode()
