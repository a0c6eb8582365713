# ruff: noqa: E501 - one case per line reads better than six
"""Each way of spoiling a sound tree of definitions, the line it must be told at, and words of the sentence."""

from pathlib import Path

import pytest

from apertura.definitions import load
from apertura.definitions.issue_types.issue_details import ISSUE_DETAILS
from apertura.errors import DefinitionError

PACKAGE = "datapackage.yaml"
PLAN = "plan/2030/plan.yaml"
DATASET = "vuelos/dataset.yaml"
SCHEMA = "vuelos/table.schema.json"
COLUMNS = "vuelos/source/columns.csv"
VALUES = "vuelos/source/values.csv"
LAYOUT = "vuelos/source/layout.csv"
TYPES = "issue_types.csv"
REASONS = "issue_reasons.csv"
WORDS = "datos_personales/palabras.csv"
BANKS = "datos_personales/bancos.csv"
PUBLIC = "datos_personales/publicos.csv"

# file to spoil, text to find, text to put, place of the problem, words of its sentence
SPOILED = {
    "reason of no issue type": (REASONS, "\n,", "\nnada,", f"{REASONS}:2", "de la familia «nada»"),
    "no reason for the rest": (REASONS, "\n,", "\nprimary-key,", f"{REASONS}:1", "«family» vacía"),
    "reason that is blank": (REASONS, "Así es.", "", f"{REASONS}:2", "falta «reason_es»"),
    "reason with a place that nothing fills": (REASONS, "Reglas", "Reglas {x}", f"{REASONS}:2", "nada llena: {x}"),
    "reason with loose braces": (REASONS, "Rules", "Rules {", f"{REASONS}:2", "«source_en» tiene llaves sueltas"),
    "unknown key in the package": (PACKAGE, "name: catalogos", "name: c\nx: 1", f"{PACKAGE}:2", "desconocida «x»"),
    "unknown key in a catalogue": (PACKAGE, "  path: catalogos/temas.csv", "  paht: 1", f"{PACKAGE}:93", "«paht»"),
    "missing key in a catalogue": (PACKAGE, "  description: Ejes del plan.\n", "", f"{PACKAGE}:31", "«description»"),
    "missing catalogue": (PACKAGE, "- name: tema\n", "- name: asunto\n", f"{PACKAGE}:4", "falta el catálogo «tema»"),
    "repeated catalogue": (PACKAGE, "- name: tema\n", "- name: eje\n", f"{PACKAGE}:90", "«eje» está repetido"),
    "catalogue out of the folder": (PACKAGE, "path: catalogos/t", "path: ../t", f"{PACKAGE}:93", "sale de la carpeta"),
    "missing catalogue file": (PACKAGE, "temas.csv", "tema.csv", "catalogos/tema.csv:1", "falta el archivo"),
    "needed field missing": (PACKAGE, "name: texto", "name: letra", f"{PACKAGE}:54", "le falta el campo «texto»"),
    "needed field of another type": (PACKAGE, "ejercicio, type: year", "ejercicio, type: integer", f"{PACKAGE}:67", "debe ser de tipo year"),
    "needed field that may be blank": (PACKAGE, "description: Primer día., constraints: {required: true}", "description: Primer día.", f"{PACKAGE}:69", "debe ser obligatorio"),
    "catalogue key without field": (PACKAGE, "primaryKey: [alias]", "primaryKey: [nombre]", f"{PACKAGE}:27", "no existe: «nombre»"),
    "catalogue FK to unknown catalogue": (PACKAGE, "resource: organismo,", "resource: nadie,", f"{PACKAGE}:30", "no existe: «nadie»"),
    "catalogue FK to unknown field": (PACKAGE, "organismo, fields: organismo_id", "organismo, fields: id", f"{PACKAGE}:30", "no tiene: «id»"),
    "catalogue FK value that does not exist": ("catalogos/alias.csv", "Sur,A2", "Sur,A9", "catalogos/alias.csv:3", "«A9» no está en el catálogo «organismo»"),
    "repeated primary key across files": ("catalogos/otros.csv", "A3", "A2", "catalogos/otros.csv:2", "«A2» (organismo_id) ya está en catalogos/unos.csv:3"),
    "repeated unique value": ("catalogos/otros.csv", "Aduana del Centro", "Aeropuerto del Norte", "catalogos/otros.csv:2", "(nombre_oficial) ya está"),
    "required value missing after a two-line row": ("catalogos/unos.csv", "ADS", "", "catalogos/unos.csv:3", "obligatorio «acronimo»"),
    "value that breaks a pattern": ("catalogos/otros.csv", "A3", "Z3", "catalogos/otros.csv:2", "«Z3» en «organismo_id» no tiene la forma"),
    "value that is no option": ("catalogos/otros.csv", "aduana,,", "puerto,,", "catalogos/otros.csv:2", "no está entre las opciones"),
    "value that is no date": ("catalogos/unos.csv", "2000-01-01", "2000-02-30", "catalogos/unos.csv:2", "no es de tipo date"),
    "validity that ends before it starts": ("catalogos/unos.csv", "2030-12-31", "1999-12-31", "catalogos/unos.csv:2", "es anterior a «vigente_desde»"),
    "period that ends before it starts": ("plan/2030/periodos.csv", "2030-03-31", "2029-03-31", "plan/2030/periodos.csv:3", "es anterior"),
    "alias that folds to two bodies": ("catalogos/alias.csv", "Puerto Aéreo Sur", "AEROPUERTO  DEL norté", "catalogos/alias.csv:3", "ya es de «A1» en catalogos/alias.csv:2"),
    "unknown column in a CSV": ("catalogos/temas.csv", "clave", "claves", "catalogos/temas.csv:1", "columna desconocida «claves»"),
    "missing column in a CSV": (COLUMNS, "heading,field,reading,note", "heading,field,reading", f"{COLUMNS}:1", "falta la columna «note»"),
    "repeated column in a CSV": (COLUMNS, "reading,note", "reading,note,note", f"{COLUMNS}:1", "«note» está repetida"),
    "columns in another order": (LAYOUT, "sheet,header_row", "header_row,sheet", f"{LAYOUT}:1", "en este orden"),
    "row with a cell too many": (VALUES, "Norte,A1,", "Norte,A1,,", f"{VALUES}:5", "7 celdas y el encabezado 6"),
    "blank row": (VALUES, ",,clima,N/A,,No se sabe.\n", "\n", f"{VALUES}:3", "en blanco"),
    "quote left open": (VALUES, "Norte", '"Norte', f"{VALUES}:5", "mal escrito"),
    "plan with an unknown key": (PLAN, "notes: []", "notes: []\nnota: x", f"{PLAN}:8", "desconocida «nota»"),
    "plan without lines": (PLAN, "id: plan-2030", "id: plan-2031", f"{PLAN}:1", "ninguna línea de acción"),
    "line of an unknown plan": ("plan/2030/ejes.csv", "plan-2030", "plan-2029", "plan/2030/ejes.csv:2", "plan desconocido: «plan-2029»"),
    "plan with a quoted date": (PLAN, "valid_from: 2030-01-01", "valid_from: '2030-01-01'", f"{PLAN}:4", "fecha sin comillas"),
    "plan that ends before it starts": (PLAN, "2030-12-31", "2029-12-31", f"{PLAN}:5", "termina antes de empezar"),
    "unknown key in a dataset": (DATASET, "cadence: mensual", "cadence: mensual\nfrequency: x", f"{DATASET}:7", "«frequency»"),
    "missing key in a dataset": (DATASET, "licence: libre\n", "", f"{DATASET}:1", "falta la clave «licence»"),
    "text that is a number": (DATASET, "[1.1.a]", "[1.1]", f"{DATASET}:4", "«plan_lines» debe ser texto"),
    "text that YAML takes for no": (DATASET, "cadence: mensual", "cadence: no", f"{DATASET}:6", "debe ser texto"),
    "list that is a text": (DATASET, "themes: [TRAN]", "themes: TRAN", f"{DATASET}:7", "debe ser una lista"),
    "empty text": (DATASET, "title: Vuelos", "title: ''", f"{DATASET}:1", "no puede estar vacío"),
    "repeated key in YAML": (DATASET, "cadence: mensual", "cadence: mensual\nlicence: otra", f"{DATASET}:7", "«licence» está repetida"),
    "unknown plan line": (DATASET, "[1.1.a]", "[1.1.z]", f"{DATASET}:4", "«1.1.z» no está"),
    "unknown licence": (DATASET, "licence: libre", "licence: cara", f"{DATASET}:5", "«cara» no está"),
    "unknown cadence": (DATASET, "cadence: mensual", "cadence: diario", f"{DATASET}:6", "«diario» no está"),
    "unknown theme": (DATASET, "[TRAN]", "[TRAN, XX]", f"{DATASET}:7", "«XX» no está"),
    "repeated keyword": (DATASET, "[vuelos, retrasos]", "[vuelos, vuelos]", f"{DATASET}:8", "«vuelos» está repetido"),
    "context of a missing field": (DATASET, "  periodo_id: period", "  trimestre: period", f"{DATASET}:11", "no existe: «trimestre»"),
    "context that is neither garante nor period": (DATASET, "periodo_id: period", "periodo_id: file", f"{DATASET}:11", "'garante' o 'period'"),
    "unknown expected kind": (DATASET, "[aeropuerto]", "[estación]", f"{DATASET}:13", "«estación» no está"),
    "unknown expected period": (DATASET, "[2030-T1]", "[2030-T1, 2030-T9]", f"{DATASET}:14", "«2030-T9» no está"),
    "rule on a missing field": (DATASET, "llegada >= salida", "arribo >= salida", f"{DATASET}:20", "no existe: «arribo»"),
    "rule that is no SQL": (DATASET, "llegada >= salida", "llegada >=", f"{DATASET}:20", "no se entiende como SQL"),
    "rule that is not boolean": (DATASET, "llegada >= salida", "pasajeros + 1", f"{DATASET}:20", "no responde sí o no"),
    "rule of one answer for all rows": (DATASET, "llegada >= salida", "SUM(pasajeros) > 1", f"{DATASET}:20", "por cada fila"),
    "rule that compares what cannot be": (DATASET, "llegada >= salida", "llegada >= 'hoy'", f"{DATASET}:20", "no se puede calcular"),
    "rule on nothing": (DATASET, "llegada >= salida", "1 = 1", f"{DATASET}:20", "no nombra ningún campo"),
    "rule of unknown severity": (DATASET, "severity: grave", "severity: leve", f"{DATASET}:19", "'critica', 'grave'"),
    "rule without English": (DATASET, "  remedy_en: Check both dates.\n", "", f"{DATASET}:18", "falta la clave «remedy_en»"),
    "rule without Spanish": (DATASET, "message_es: El vuelo se canceló y tiene llegada.", "message_es: ''", f"{DATASET}:31", "no puede estar vacío"),
    "rule with a place that nothing fills": (DATASET, "{salida} y", "{hora} y", f"{DATASET}:22", "nada llena: {hora}"),
    "rule that takes a general code": (DATASET, "code: llega-antes-de-salir", "code: type-error", f"{DATASET}:18", "«type-error» ya existe"),
    "two rules of one code": (DATASET, "code: cancelado-con-llegada", "code: llega-antes-de-salir", f"{DATASET}:27", "ya existe"),
    "comparison of an unknown kind": (DATASET, "kind: jump", "kind: leap", f"{DATASET}:38", "«kind» debe ser"),
    "comparison with an unknown key": (DATASET, "kind: jump", "kind: jump\n  umbral: 3", f"{DATASET}:39", "desconocida «umbral»"),
    "comparison on a missing field": (DATASET, "field: pasajeros", "field: viajeros", f"{DATASET}:39", "no existe: «viajeros»"),
    "comparison of what is no number": (DATASET, "field: pasajeros", "field: clima", f"{DATASET}:39", "«clima» es de tipo string, y solo se comparan números"),
    "comparison without a limit": (DATASET, "  at_least: 50\n", "", f"{DATASET}:38", "falta la clave «at_least», que «jump» pide"),
    "comparison with a limit of another kind": (DATASET, "  at_least: 50\n", "  at_least: 50\n  tolerance: 1\n", f"{DATASET}:42", "«tolerance» no va con «jump»"),
    "comparison with an absurd limit": (DATASET, "factor: 10", "factor: 1", f"{DATASET}:40", "«factor» debe ser mayor que 1"),
    "comparison with a limit that is no number": (DATASET, "factor: 10", "factor: diez", f"{DATASET}:40", "«factor» debe ser un número"),
    "comparison explained in a missing field": (DATASET, "justification: vuelo", "justification: nota", f"{DATASET}:42", "no existe: «nota»"),
    "comparison explained in a number": (DATASET, "justification: vuelo", "justification: pasajeros", f"{DATASET}:42", "se explica con texto"),
    "comparison without a source": (DATASET, "  justification: vuelo\n  source: La casa\n", "  justification: vuelo\n", f"{DATASET}:37", "falta la clave «source»"),
    "comparison without English": (DATASET, "  remedy_en: Count again.\n", "", f"{DATASET}:37", "falta la clave «remedy_en»"),
    "comparison that does not say what was": (DATASET, "Eran {antes} y son", "Eran otros y son", f"{DATASET}:45", "no dice {antes}"),
    "comparison that does not say what is": (DATASET, "and are {ahora}", "and are others", f"{DATASET}:48", "no dice {ahora}"),
    "comparison with a place that nothing fills": (DATASET, "Cuente otra vez", "Cuente {faltan}", f"{DATASET}:46", "nada llena: {faltan}"),
    "comparison that takes the code of a rule": (DATASET, "code: pasajeros-de-mas", "code: cancelado-con-llegada", f"{DATASET}:37", "«cancelado-con-llegada» ya existe"),
    "two comparisons of one code": (DATASET, "code: lo-mismo-que-antes", "code: pasajeros-de-mas", f"{DATASET}:50", "«pasajeros-de-mas» ya existe"),
    "comparison apart from a missing field": (DATASET, "apart: [salida]", "apart: [partida]", f"{DATASET}:52", "no existe: «partida»"),
    "comparison apart of no list": (DATASET, "apart: [salida]", "apart: salida", f"{DATASET}:52", "debe ser una lista"),
    "approval that never lapses": (DATASET, "\nrules:", "\napproval: {}\nrules:", f"{DATASET}:17", "falta la clave «days»"),
    "approval of no days": (DATASET, "\nrules:", "\napproval:\n  days: 0\nrules:", f"{DATASET}:18", "«days» debe ser 1 o más"),
    "approval of more than a quarter": (DATASET, "\nrules:", "\napproval:\n  days: 91\nrules:", f"{DATASET}:18", "«days» debe ser 90 o menos"),
    "approval that says who": (DATASET, "\nrules:", "\napproval:\n  days: 3\n  who: yo\nrules:", f"{DATASET}:19", "clave desconocida «who»"),
    "carrying a field that is not there": (DATASET, "\nrules:", "\ntemplate:\n  carried: [vuelo, asiento]\nrules:", f"{DATASET}:18", "no existe: «asiento»"),
    "carrying what the submission fills": (DATASET, "\nrules:", "\ntemplate:\n  carried: [vuelo, organismo_id]\nrules:", f"{DATASET}:18", "lo pone la entrega"),
    "carrying rows without their key": (DATASET, "\nrules:", "\ntemplate:\n  carried: [salida]\nrules:", f"{DATASET}:18", "hace falta su llave completa"),
    "owed rows of a missing field": (DATASET, "periods: [2030-T1]", "periods: [2030-T1]\n  rows: {field: linea, catalogue: linea_accion, key: linea_accion_id, plan: plan_id}", f"{DATASET}:15", "no existe: «linea»"),
    "owed rows of an unknown catalogue": (DATASET, "periods: [2030-T1]", "periods: [2030-T1]\n  rows: {field: vuelo, catalogue: lineas, key: linea_accion_id, plan: plan_id}", f"{DATASET}:15", "el catálogo no existe: «lineas»"),
    "owed rows of an unknown key": (DATASET, "periods: [2030-T1]", "periods: [2030-T1]\n  rows: {field: vuelo, catalogue: linea_accion, key: clave, plan: plan_id}", f"{DATASET}:15", "no tiene: «clave»"),
    "owed rows of no plan": (DATASET, "periods: [2030-T1]", "periods: [2030-T1]\n  rows: {field: vuelo, catalogue: linea_accion, key: linea_accion_id}", f"{DATASET}:15", "falta la clave «plan»"),
    "permission without a reason": (DATASET, "rules:\n", "personal_data:\n- field: vuelo\n  kinds: [curp]\nrules:\n", f"{DATASET}:18", "falta la clave «reason»"),
    "permission of an unknown kind": (DATASET, "rules:\n", "personal_data:\n- field: vuelo\n  kinds: [huella]\n  reason: Porque sí.\nrules:\n", f"{DATASET}:19", "debe ser 'curp', 'rfc'"),
    "permission of nothing": (DATASET, "rules:\n", "personal_data:\n- field: vuelo\n  kinds: []\n  reason: Porque sí.\nrules:\n", f"{DATASET}:19", "no puede estar vacío"),
    "permission of an unknown severity": (DATASET, "rules:\n", "personal_data:\n- field: vuelo\n  kinds: [curp]\n  severity: leve\n  reason: Porque sí.\nrules:\n", f"{DATASET}:20", "'critica', 'grave'"),
    "permission with an unknown key": (DATASET, "rules:\n", "personal_data:\n- field: vuelo\n  kinds: [curp]\n  reason: Porque sí.\n  nota: x\nrules:\n", f"{DATASET}:21", "desconocida «nota»"),
    "permission for a missing field": (DATASET, "rules:\n", "personal_data:\n- field: piloto\n  kinds: [curp]\n  reason: Porque sí.\nrules:\n", f"{DATASET}:18", "no existe: «piloto»"),
    "permission for what is no text": (DATASET, "rules:\n", "personal_data:\n- field: pasajeros\n  kinds: [telefono]\n  reason: Porque sí.\nrules:\n", f"{DATASET}:18", "«pasajeros» no es de texto"),
    "permission told twice": (DATASET, "rules:\n", "personal_data:\n- field: vuelo\n  kinds: [curp, rfc, curp]\n  reason: Porque sí.\nrules:\n", f"{DATASET}:19", "«curp» está repetido para el campo «vuelo»"),
    "word of an unknown kind": (WORDS, "curp,curp", "huella,dedo", f"{WORDS}:2", "tipo desconocido «huella»"),
    "word that is missing": (WORDS, "curp,curp", "curp,", f"{WORDS}:2", "falta la palabra"),
    "word told twice": (WORDS, "telefono,teléfono", "curp,CURP", f"{WORDS}:3", "ya está en la línea 2"),
    "code that is no bank's": (BANKS, "002,Banco", "2,Banco", f"{BANKS}:2", "de tres cifras"),
    "bank told twice": (BANKS, "002,Banco,Lista", "002,Banco,Lista\n002,Otro,Lista", f"{BANKS}:3", "ya está en la línea 2"),
    "public value of an unknown kind": (PUBLIC, "correo,gob.mx", "curp,gob.mx", f"{PUBLIC}:2", "tipo desconocido «curp»"),
    "public address that is no domain": (PUBLIC, "gob.mx", "@gob.mx", f"{PUBLIC}:2", "no tiene la forma"),
    "public telephone that lacks a digit": (PUBLIC, "5550042400", "550042400", f"{PUBLIC}:3", "no tiene la forma"),
    "public value of nobody": (PUBLIC, "Torre,", ",", f"{PUBLIC}:3", "falta «de_quien»"),
    "public value without a source": (PUBLIC, "Gobierno,NIC", "Gobierno,", f"{PUBLIC}:2", "falta «fuente»"),
    "unknown key in a schema": (SCHEMA, '"missingValues"', '"uniqueKeys"', f"{SCHEMA}:26", "desconocida «uniqueKeys»"),
    "unknown key in a field": (SCHEMA, '"example": "2030-01-16"', '"example": "2030-01-16", "categories": []', f"{SCHEMA}:12", "«categories»"),
    "unknown constraint": (SCHEMA, '"enum"', '"opciones"', f"{SCHEMA}:19", "desconocida «opciones»"),
    "unknown type": (SCHEMA, '"type": "boolean"', '"type": "logical"', f"{SCHEMA}:17", "«type» debe ser"),
    "field without title": (SCHEMA, '"title": "Llegada", ', "", f"{SCHEMA}:12", "falta la clave «title»"),
    "field without description": (SCHEMA, '"description": "Cuántos.", ', "", f"{SCHEMA}:15", "«description»"),
    "field without example": (SCHEMA, ', "example": false', "", f"{SCHEMA}:17", "falta la clave «example»"),
    "example that its field refuses": (SCHEMA, '"example": "AM-001"', '"example": "AM"', f"{SCHEMA}:8", "su propio ejemplo «AM» tiene menos de 3"),
    "example that is no value": (SCHEMA, '"example": false', '"example": null', f"{SCHEMA}:17", "debe ser un texto, un número"),
    "number without decimals": (SCHEMA, '"apertura:decimales": 1, ', "", f"{SCHEMA}:13", "falta «apertura:decimales»"),
    "decimals on what is no number": (SCHEMA, '"example": false', '"example": false, "apertura:decimales": 1', f"{SCHEMA}:17", "no va con el tipo boolean"),
    "format that its type does not have": (SCHEMA, '"example": false', '"example": false, "format": "uri"', f"{SCHEMA}:17", "«uri» no va con el tipo boolean"),
    "more decimals than declared": (SCHEMA, "12.5", "12.55", f"{SCHEMA}:13", "más de 1 decimales"),
    "constraint that its type does not have": (SCHEMA, '"minimum": 0}', '"minLength": 1}', f"{SCHEMA}:16", "«minLength» no va con el tipo integer"),
    "bound that its field refuses": (SCHEMA, '"minimum": "2030-01-01"', '"minimum": "enero"', f"{SCHEMA}:11", "«enero» no es de tipo date"),
    "pattern that is no expression": (SCHEMA, '"pattern": "A\\\\d"', '"pattern": "A("', f"{SCHEMA}:5", "no es una expresión regular"),
    "repeated field": (SCHEMA, '"name": "clima"', '"name": "vuelo"', f"{SCHEMA}:18", "«vuelo» está repetido"),
    "two fields under one heading": (SCHEMA, '"title": "Clima"', '"title": "VUELO"', f"{SCHEMA}:18", "ya es del campo «vuelo»"),
    "primary key on a missing field": (SCHEMA, '"vuelo"],', '"folio"],', f"{SCHEMA}:21", "no existe: «folio»"),
    "FK on a missing field": (SCHEMA, '{"fields": "periodo_id"', '{"fields": "mes"', f"{SCHEMA}:24", "no existe: «mes»"),
    "FK to an unknown catalogue": (SCHEMA, '"resource": "periodo"', '"resource": "meses"', f"{SCHEMA}:24", "no existe: «meses»"),
    "FK to an unknown field": (SCHEMA, '"fields": ["organismo_id"]}}', '"fields": ["clave"]}}', f"{SCHEMA}:23", "no tiene: «clave»"),
    "FK of another width": (SCHEMA, '"fields": "periodo_id"}}', '"fields": ["periodo_id", "tipo"]}}', f"{SCHEMA}:24", "tantos campos"),
    "options that no catalogue publishes": (SCHEMA, ', "apertura:catalogo": "clima"', "", f"{SCHEMA}:19", "no dice en «apertura:catalogo» qué catálogo"),
    "option that its catalogue lacks": (SCHEMA, '["despejado", "lluvia"]', '["despejado", "lluvia", "nieve"]', f"{SCHEMA}:19", "«nieve» no es una clave del catálogo «clima»"),
    "key that the options lack": (SCHEMA, '["despejado", "lluvia"]', '["despejado"]', f"{SCHEMA}:19", "les falta «lluvia», del catálogo «clima»"),
    "option said twice": (SCHEMA, '["despejado", "lluvia"]', '["despejado", "lluvia", "lluvia"]', f"{SCHEMA}:19", "«lluvia» está repetida"),
    "key added to a catalogue alone": ("catalogos/clima.csv", "lluvia,", "nieve,Nieve\nlluvia,", f"{SCHEMA}:19", "les falta «nieve»"),
    "unknown vocabulary": (SCHEMA, '"apertura:catalogo": "clima"', '"apertura:catalogo": "tiempo"', f"{SCHEMA}:18", "el catálogo no existe: «tiempo»"),
    "vocabulary without keys": (SCHEMA, '"apertura:catalogo": "clima"', '"apertura:catalogo": "eje"', f"{SCHEMA}:19", "no tiene el campo «clave»"),
    "vocabulary without options": (SCHEMA, '"constraints": {"enum": ["despejado", "lluvia"]}', '"constraints": {}', f"{SCHEMA}:18", "faltan sus opciones (enum)"),
    "vocabulary of what is no text": (SCHEMA, '"example": false', '"example": false, "apertura:catalogo": "clima"', f"{SCHEMA}:17", "no va con el tipo boolean"),
    "words for a missing value in the schema": (SCHEMA, '"missingValues": [""]', '"missingValues": ["NA"]', f"{SCHEMA}:26", "source/values.csv"),
    "repeated key in JSON": (SCHEMA, '"title": "Clima"', '"title": "Clima", "title": "Tiempo"', f"{SCHEMA}:18", "«title» está repetida"),
    "heading to a missing field": (COLUMNS, "vuelo,clave", "folio,clave", f"{COLUMNS}:2", "no existe: «folio»"),
    "unknown reading": (COLUMNS, "vuelo,clave", "vuelo,adivinar", f"{COLUMNS}:2", "lectura desconocida: «adivinar»"),
    "heading to nowhere": (COLUMNS, "vuelo,clave", ",clave", f"{COLUMNS}:2", "no va a ningún campo"),
    "heading used and ignored in one row": (COLUMNS, "vuelo,clave", "vuelo,ignore", f"{COLUMNS}:2", "a la vez se ignora"),
    "heading used and ignored in two rows": (COLUMNS, "Clave del vuelo", "PILOTO", f"{COLUMNS}:2", "se ignora en otra fila"),
    "heading told twice": (COLUMNS, "Clave del vuelo,vuelo,clave", "FECHA ,llegada,fecha", f"{COLUMNS}:4", "en la línea 2"),
    "blank heading": (COLUMNS, "Clave del vuelo", "", f"{COLUMNS}:2", "falta el encabezado"),
    "heading of an unknown garante": (COLUMNS, "A1,2030", "A7,2030", f"{COLUMNS}:5", "garante desconocido: «A7»"),
    "heading since an unknown period": (COLUMNS, "A1,2030-T1", "A1,2031-T1", f"{COLUMNS}:5", "periodo desconocido"),
    "value of a missing field": (VALUES, ",,clima,N/A", ",,tiempo,N/A", f"{VALUES}:3", "no existe: «tiempo»"),
    "meaning that its field refuses": (VALUES, "Soleado,despejado", "Soleado,claro", f"{VALUES}:2", "«claro» no es un valor de «clima»"),
    "meaning that its catalogue lacks": (VALUES, "Norte,A1", "Norte,A9", f"{VALUES}:5", "no está en el catálogo «organismo»"),
    "writing told twice": (VALUES, "N/A", " SOLEADO", f"{VALUES}:3", "ya está en la línea 2"),
    "blank writing": (VALUES, "N/A", "", f"{VALUES}:3", "«written»"),
    "layout of no row": (LAYOUT, "Hoja1,7", "Hoja1,siete", f"{LAYOUT}:2", "no es un número de fila"),
    "layout told twice": (LAYOUT, ",2030-T1,Datos,,", "A1,,HOJA1,7,total", f"{LAYOUT}:3", "en la línea 2"),
    "layout of an unknown garante": (LAYOUT, "A1,", "A8,", f"{LAYOUT}:2", "garante desconocido"),
    "repeated issue code": (TYPES, "archivo-vacio", "archivo-ilegible", f"{TYPES}:3", "ya está en la línea 2"),
    "missing issue code": (TYPES, "archivo-vacio", "archivo-ilegible", f"{TYPES}:1", "falta el código «archivo-vacio»"),
    "unknown issue code": (TYPES, "archivo-vacio", "archivo-feo", f"{TYPES}:2", "desconocido «archivo-feo»"),
    "unknown severity": (TYPES, "archivo-vacio,grave", "archivo-vacio,leve", f"{TYPES}:2", "«leve» en «severity»"),
    "unknown responsibility": (TYPES, "enlace", "alguien", f"{TYPES}:2", "«alguien» en «responsibility»"),
    "message without Spanish": (TYPES, "Mensaje", "", f"{TYPES}:2", "«message_es»: todo mensaje se dice también en español"),
    "message without English": (TYPES, "Message", " ", f"{TYPES}:2", "en inglés"),
    "message with an unknown place": (TYPES, "Mensaje", "{formato}", f"{TYPES}:2", "nada llena: {formato}"),
    "message that reaches inside a value": (TYPES, "Mensaje", "{value.__class__}", f"{TYPES}:2", "nada llena"),
    "message with a nameless place": (TYPES, "Mensaje", "{}", f"{TYPES}:2", "nada llena: {}"),
    "message with a format": (TYPES, "Mensaje", "{count:>9}", f"{TYPES}:2", "pide un formato"),
    "message with a loose brace": (TYPES, "Mensaje", "{value", f"{TYPES}:2", "llaves sueltas"),
    "title with a place": (TYPES, "Título", "{value}", f"{TYPES}:2", "«title_es» tiene un hueco"),
}  # fmt: skip


@pytest.mark.parametrize(("path", "old", "new", "place", "words"), SPOILED.values(), ids=SPOILED)
def test_what_is_wrong_is_told_at_its_line(tree: Path, path: str, old: str, new: str, place: str, words: str) -> None:
    text = (tree / path).read_text(encoding="utf-8")
    assert old in text
    (tree / path).write_text(text.replace(old, new, 1), encoding="utf-8")
    problems = refusal(tree)
    assert any(problem.startswith(f"{place}: ") and words in problem for problem in problems), problems


@pytest.mark.parametrize("path", [PACKAGE, PLAN, DATASET, SCHEMA, COLUMNS, VALUES, LAYOUT, TYPES, "catalogos/unos.csv"])
@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        (None, 1, "falta el archivo"),
        (b"", 1, "vacío"),
        (b" \n\n", 1, "vacío"),
        (b"a,b\n\xff\xfe,c\n", 2, "UTF-8"),
        (b"\xef\xbb\xbfa,b\n", 1, "marca de orden de bytes"),
    ],
    ids=["missing", "empty", "blank", "not UTF-8", "byte order mark"],
)
def test_an_unreadable_file_is_told_and_nothing_else_for_it(
    tree: Path, path: str, content: bytes | None, line: int, words: str
) -> None:
    if content is None:
        (tree / path).unlink()
    else:
        (tree / path).write_bytes(content)
    (problem,) = refusal(tree)
    assert problem.startswith(f"{path}:{line}: ")
    assert words in problem


@pytest.mark.parametrize(
    ("path", "content", "line"),
    [
        (DATASET, "title: [", 1),
        (DATASET, "title: a\n\tlicence: b\n", 2),
        (DATASET, "title: a\nlicence: \x01\n", 2),
        (DATASET, "a: &b [*b]\n", 1),
        (DATASET, "a: 1\nb: {<<: {c: 1}}\n", 2),
        (DATASET, "a: 1\n---\nb: 2\n", 2),
        (DATASET, "a: x\nb: 2030-02-31\n", 2),
        (DATASET, "a: x\nb: !!python/object:os.system x\n", 2),
        (DATASET, "[" * 200_000, 1),
        (DATASET, "? [1]\n: 2\n", 1),
        (DATASET, "- 1\n- 2\n", 1),
        (DATASET, "# nada\n", 1),
        (PLAN, "a: " + "9" * 5000, 1),
        (SCHEMA, "[1, 2", 1),
        (SCHEMA, '{\n"fields": [],\n: 1}', 3),
        (SCHEMA, '{\n"fields": NaN}', 2),
        (SCHEMA, '{\n"fields":\n' + "9" * 5000 + "}", 3),
        (SCHEMA, '{"a":' * 100_000, 1),
        (SCHEMA, "fields: []", 1),
        (SCHEMA, '"x"', 1),
        (SCHEMA, '{"fields": [{"name": "a", "constraints": {"minimum": 1e999}}]}', 1),
        (COLUMNS, 'a,"b', 1),
        (COLUMNS, "a" * 200_000, 1),
        (TYPES, "\0", 1),
    ],
)
def test_a_hostile_file_is_a_problem_and_never_a_crash(tree: Path, path: str, content: str, line: int) -> None:
    (tree / path).write_text(content, encoding="utf-8")
    problems = refusal(tree)
    assert all(problem.startswith(f"{path}:") for problem in problems)
    assert problems[0].startswith(f"{path}:{line}: ")


def test_everything_wrong_is_told_at_once(tree: Path) -> None:
    for path, old, new in (
        ("catalogos/otros.csv", "aduana,,", "puerto,,"),
        (PLAN, "source: El plan mismo\n", ""),
        (DATASET, "cadence: mensual", "cadence: diario"),
        (SCHEMA, '"title": "Llegada", ', ""),
        (COLUMNS, "vuelo,clave", "vuelo,adivinar"),
        (VALUES, "A2,", "A9,"),
        (LAYOUT, "Hoja1,7", "Hoja1,0"),
        (TYPES, "Mensaje", ""),
    ):
        text = (tree / path).read_text(encoding="utf-8")
        (tree / path).write_text(text.replace(old, new, 1), encoding="utf-8")
    places = {problem.rpartition(": ")[0].split(": ")[0] for problem in refusal(tree)}
    assert places == {
        "catalogos/otros.csv:2",
        f"{PLAN}:1",
        f"{DATASET}:6",
        f"{SCHEMA}:12",
        f"{COLUMNS}:2",
        f"{VALUES}:4",
        f"{LAYOUT}:2",
        f"{TYPES}:2",
    }


def test_rows_of_a_register_are_never_missed(tree: Path) -> None:
    sheet, schema = tree / DATASET, tree / SCHEMA
    sheet.write_text(sheet.read_text().replace("kind: copy\n  apart: [salida]\n  rows: 2\n", "kind: missing\n"))
    assert load(tree)
    schema.write_text(schema.read_text().replace('"organismo_id", "periodo_id", "vuelo"]', '"organismo_id", "vuelo"]'))
    (problem,) = refusal(tree)
    assert problem.startswith(f"{DATASET}:51: ")
    assert "«missing» no va con un registro" in problem


def test_rows_that_only_their_period_tells_apart_are_not_compared(tree: Path) -> None:
    schema = tree / SCHEMA
    schema.write_text(schema.read_text().replace('"organismo_id", "periodo_id", "vuelo"]', '"periodo_id"]'))
    problems = refusal(tree)
    assert [problem.partition(": ")[0] for problem in problems] == [f"{DATASET}:38", f"{DATASET}:51"]
    assert all("la clave primaria no distingue ninguna fila" in problem for problem in problems)


def test_two_plans_of_one_id_are_refused(tree: Path) -> None:
    (tree / "plan/2031").mkdir()
    (tree / "plan/2031/plan.yaml").write_bytes((tree / PLAN).read_bytes())
    assert refusal(tree) == ("plan/2031/plan.yaml:1: el plan «plan-2030» está repetido",)


def test_no_plan_at_all_is_refused(tree: Path) -> None:
    (tree / PLAN).unlink()
    (tree / "plan/2030").rename(tree / "catalogos/2030")
    assert "plan:1: no hay ningún plan de trabajo" in refusal(tree)


def test_a_folder_in_the_place_of_a_file_is_told(tree: Path) -> None:
    (tree / LAYOUT).unlink()
    (tree / LAYOUT).mkdir()
    (problem,) = refusal(tree)
    assert problem.startswith(f"{LAYOUT}:1: el archivo no se puede leer (")


def test_a_folder_that_lacks_its_dataset_yaml_is_not_passed_over(tree: Path) -> None:
    (tree / "trenes").mkdir()
    assert "trenes/dataset.yaml:1: falta el archivo" in refusal(tree)


def test_a_folder_whose_name_cannot_be_public_is_refused(tree: Path) -> None:
    (tree / "vuelos").rename(tree / "Vuelos 2030")
    (problem,) = refusal(tree)
    assert problem.startswith("Vuelos 2030:1: ")


def test_a_root_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    assert f"{PACKAGE}:1: falta el archivo" in refusal(tmp_path / "nada")


def test_the_error_prints_one_problem_per_line(tree: Path) -> None:
    (tree / LAYOUT).unlink()
    (tree / PLAN).unlink()
    with pytest.raises(DefinitionError) as caught:
        load(tree)
    assert str(caught.value).splitlines() == [f"{PLAN}:1: falta el archivo", f"{LAYOUT}:1: falta el archivo"]


@pytest.mark.parametrize("code", [code for code, details in ISSUE_DETAILS.items() if details])
def test_a_message_may_name_the_details_of_its_code(tree: Path, code: str) -> None:
    text = (tree / TYPES).read_text(encoding="utf-8")
    places = "".join(f"{{{name}}}" for name in (*ISSUE_DETAILS[code], "value", "field_title", "count"))
    changed = text.replace(f"\n{code},grave,enlace,Título,Mensaje", f"\n{code},grave,enlace,Título,{places}")
    (tree / TYPES).write_text(changed, encoding="utf-8")
    assert load(tree).issue_types[code].message_es == places


def refusal(root: Path) -> tuple[str, ...]:
    with pytest.raises(DefinitionError) as caught:
        load(root)
    return caught.value.problems
