-- El plan de trabajo y los conjuntos con que se informa: una fila por línea de acción y conjunto.
WITH lineas AS (
    SELECT plan_id, count(*) AS lineas FROM linea_accion GROUP BY plan_id
),
alcance AS (
    SELECT plan_id, conjunto, count(*) AS alimentadas
    FROM _linea_conjunto
    JOIN linea_accion USING (linea_accion_id)
    GROUP BY plan_id, conjunto
)
SELECT
    linea_accion_id,
    linea_accion.plan_id AS plan_id,
    eje_id,
    eje.titulo AS eje_titulo,
    estrategia_id,
    estrategia.titulo AS estrategia_titulo,
    linea_accion.texto AS linea_accion_texto,
    linea_accion.etiqueta AS linea_accion_etiqueta,
    _conjunto.conjunto AS conjunto,
    _conjunto.titulo AS conjunto_titulo,
    _conjunto.resumen AS conjunto_resumen,
    alimentadas = lineas AS conjunto_general,
    _conjunto.cadencia AS frecuencia,
    [linea_accion._fila] AS _filas_linea_accion,
    [_linea_conjunto._fila] AS _filas__linea_conjunto
FROM _linea_conjunto
JOIN _conjunto USING (conjunto)
JOIN linea_accion USING (linea_accion_id)
JOIN estrategia USING (estrategia_id)
JOIN eje USING (eje_id)
JOIN lineas ON lineas.plan_id = linea_accion.plan_id
JOIN alcance ON alcance.plan_id = linea_accion.plan_id AND alcance.conjunto = _linea_conjunto.conjunto
