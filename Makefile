.PHONY: help setup demo portal ckan server test oracle check audit clean lock

help:
	@echo 'make setup   prepara .venv/ con las versiones de requirements.lock'
	@echo 'make demo    de cero al catálogo completo publicado, con datos de demostración'
	@echo 'make portal  el portal de los enlaces, en esta máquina, con cuentas de demostración'
	@echo 'make ckan    un portal CKAN de verdad, en esta máquina, con el catálogo de demostración publicado'
	@echo 'make server  el servidor de Prefect, un trabajador y la vigilancia del buzón, con todos los despliegues hechos'
	@echo 'make check   estilo, tipos, salas, esquemas y pruebas rápidas (menos de un minuto)'
	@echo 'make test    todo lo anterior y la batería completa, con cobertura'
	@echo 'make oracle  compara con frictionless 20,000 tablas y esquemas hechos al azar'
	@echo 'make audit   avisos de seguridad de las bibliotecas de requirements.lock (con red)'
	@echo 'make lock    resuelve de nuevo requirements.lock'
	@echo 'make clean   borra lo generado, salvo data/'

setup:
	@bash scripts/setup.sh

demo:
	@bash scripts/demo.sh

portal:
	@bash scripts/portal.sh

ckan:
	@bash scripts/ckan.sh

server:
	@bash scripts/server.sh

test:
	@bash scripts/test.sh

oracle:
	@bash scripts/oracle.sh

check:
	@bash scripts/check.sh

audit:
	@bash scripts/audit.sh

clean:
	@bash scripts/clean.sh

lock:
	@bash scripts/lock.sh
