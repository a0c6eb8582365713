-- Participación por iniciativa y periodo: cada fila de adhesion_iniciativa es una institución que informa un organismo.
SELECT
    iniciativa,
    periodo_id,
    count(DISTINCT organismo_id) AS organismos_informan,
    count(*) AS instituciones,
    count(*) FILTER (etapa = 'convocada') AS instituciones_convocadas,
    count(*) FILTER (etapa = 'manifestacion_interes') AS instituciones_con_interes,
    count(*) FILTER (etapa = 'aceptada') AS instituciones_aceptadas,
    count(*) FILTER (etapa = 'en_capacitacion') AS instituciones_en_capacitacion,
    count(*) FILTER (etapa = 'publicando') AS instituciones_publicando,
    count(*) FILTER (etapa = 'actualizando') AS instituciones_actualizando,
    count(*) FILTER (etapa = 'inactiva') AS instituciones_inactivas,
    count(procesos_publicados) AS instituciones_con_procesos,
    sum(procesos_publicados) AS procesos_publicados,
    count(proyectos_publicados) AS instituciones_con_proyectos,
    sum(proyectos_publicados) AS proyectos_publicados,
    list(_fila) AS _filas_adhesion_iniciativa
FROM adhesion_iniciativa
GROUP BY iniciativa, periodo_id
