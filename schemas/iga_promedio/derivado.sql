-- Promedios del Índice de Gobierno Abierto por edición, entidad y orden de gobierno, de las instituciones publicadas.
WITH instituciones AS (
    SELECT
        *,
        -- la misma institución, entregada por varios, cuenta una vez: primero el garante de su entidad
        row_number() OVER (
            PARTITION BY edicion_anio, cve_ent, sujeto_obligado
            ORDER BY organismo_id <> 'OG-' || cve_ent, organismo_id
        ) AS lugar
    FROM metrica_ga_resultado
)
SELECT
    edicion_anio,
    cve_ent,
    orden_gobierno,
    count(*) FILTER (lugar = 1) AS instituciones,
    count(*) FILTER (lugar > 1) AS filas_repetidas,
    CAST(round(avg(iga) FILTER (lugar = 1), 4) AS DECIMAL(5, 4)) AS iga_promedio,
    count(transparencia) FILTER (lugar = 1) AS instituciones_con_transparencia,
    CAST(round(avg(transparencia) FILTER (lugar = 1), 4) AS DECIMAL(5, 4)) AS transparencia_promedio,
    count(participacion) FILTER (lugar = 1) AS instituciones_con_participacion,
    CAST(round(avg(participacion) FILTER (lugar = 1), 4) AS DECIMAL(5, 4)) AS participacion_promedio,
    list(_fila) FILTER (lugar = 1) AS _filas_metrica_ga_resultado
FROM instituciones
GROUP BY edicion_anio, cve_ent, orden_gobierno
HAVING count(*) FILTER (lugar = 1) > 0
