-- Cumplimiento por línea de acción y periodo. Un informe es una fila de avance_linea_accion.
WITH periodos AS (
    SELECT DISTINCT periodo_id FROM avance_linea_accion
),
esperados AS (
    SELECT e.organismo_id, e.periodo_id, l.linea_accion_id
    FROM _esperado AS e
    JOIN periodos USING (periodo_id)
    JOIN _linea_conjunto AS l USING (conjunto)
    WHERE conjunto = 'avance_linea_accion'
),
-- lo que se debía y lo que se recibió, una fila por organismo, línea y periodo
informes AS (
    SELECT
        organismo_id,
        periodo_id,
        linea_accion_id,
        e.organismo_id IS NOT NULL AS esperado,
        a._fila AS informe,
        a.estatus,
        CASE
            WHEN a.estatus = 'no_aplica' THEN NULL
            WHEN a.estatus = 'sin_iniciar' THEN coalesce(a.avance_porcentaje, 0)
            ELSE a.avance_porcentaje
        END AS avance
    FROM esperados AS e
    FULL JOIN avance_linea_accion AS a USING (organismo_id, periodo_id, linea_accion_id)
)
SELECT
    linea_accion_id,
    estrategia_id,
    eje_id,
    periodo_id,
    count(*) FILTER (esperado) AS informes_esperados,
    count(informe) AS informes_recibidos,
    count(*) FILTER (esperado AND informe IS NULL) AS informes_faltantes,
    count(*) FILTER (estatus = 'no_aplica') AS informes_no_aplica,
    count(*) FILTER (estatus <> 'no_aplica') AS informes_aplicables,
    count(*) FILTER (estatus = 'sin_iniciar') AS informes_sin_iniciar,
    count(*) FILTER (estatus = 'en_proceso') AS informes_en_proceso,
    count(*) FILTER (estatus = 'completado') AS informes_completados,
    count(*) FILTER (estatus = 'retrasado') AS informes_retrasados,
    count(*) FILTER (estatus = 'cancelado') AS informes_cancelados,
    -- nulo, y no cero, donde el denominador es cero
    CAST(round(100 * informes_completados / nullif(informes_aplicables, 0), 2) AS DECIMAL(5, 2)) AS cumplimiento_porcentaje,
    count(avance) AS informes_con_avance,
    CAST(round(avg(avance), 2) AS DECIMAL(5, 2)) AS avance_promedio_porcentaje,
    list(informe) AS _filas_avance_linea_accion
FROM informes
JOIN linea_accion USING (linea_accion_id)
JOIN estrategia USING (estrategia_id)
GROUP BY linea_accion_id, estrategia_id, eje_id, periodo_id
