"""Every door of the portal, with the rule of who may open it."""

from apertura.portal.cuenta import entry, institution, keys, own, passwords, recovery
from apertura.portal.enlace import correct, documents, meanings, owed, share, submit, verdict, withdraw
from apertura.portal.operador import bodies, log, people, reminders, tonight
from apertura.portal.operador import meanings as requests
from apertura.portal.publico import acuse, home, review, schemas
from apertura.portal.security import rules
from apertura.portal.security.door import Door

_BODY = "/organismos/{garante}"
_ANSWER = f"{_BODY}/entregas/{{period}}/{{hash}}"

DOORS: tuple[Door, ...] = (
    Door("inicio", "GET", "/", rules.PUBLIC, home.show_home),
    Door("estado", "GET", "/estado", rules.PUBLIC, home.show_status),
    Door("revisar", "GET", "/revisar", rules.PUBLIC, review.ask_file),
    Door("revisar un archivo", "POST", "/revisar", rules.PUBLIC, review.look_at_file, takes_file=True),
    Door("esquemas", "GET", "/esquemas", rules.PUBLIC, schemas.list_schemas),
    Door("esquema", "GET", "/esquemas/{dataset}", rules.PUBLIC, schemas.show_schema),
    Door("table schema", "GET", "/esquemas/{dataset}/table.schema.json", rules.PUBLIC, schemas.give_schema),
    Door("verificar acuse", "GET", "/verificar-acuse", rules.PUBLIC, acuse.ask_acuse),
    Door("verificar un acuse", "POST", "/verificar-acuse", rules.PUBLIC, acuse.check_acuse, takes_file=True),
    Door("dictamen compartido", "GET", "/compartido/{token}", rules.PUBLIC, share.show_shared, noted=True),
    Door("entrar", "GET", "/entrar", rules.PUBLIC, entry.ask_password),
    Door("intento de entrar", "POST", "/entrar", rules.PUBLIC, entry.take_password),
    Door("entrar por institución", "GET", "/entrar/institucional", rules.PUBLIC, institution.go_there),
    Door("regreso de la institución", "GET", institution.BACK, rules.PUBLIC, institution.come_back, noted=True),
    Door("olvidé mi contraseña", "GET", "/olvide", rules.PUBLIC, passwords.ask_email),
    Door("pedir enlace", "POST", "/olvide", rules.PUBLIC, passwords.take_email),
    Door("elegir contraseña", "GET", "/enlace/{token}", rules.PUBLIC, passwords.ask_new_password),
    Door("usar enlace", "POST", "/enlace/{token}", rules.PUBLIC, passwords.take_new_password),
    Door("segundo paso", "GET", "/segundo-paso", rules.HALF_WAY, entry.ask_code),
    Door("intento de segundo paso", "POST", "/segundo-paso", rules.HALF_WAY, entry.take_code),
    Door("salir", "POST", "/salir", rules.OWN_ACCOUNT, entry.leave),
    Door("cuenta", "GET", "/cuenta", rules.OWN_ACCOUNT, own.show_account),
    Door("cambiar contraseña", "POST", "/cuenta/clave", rules.OWN_ACCOUNT, passwords.change_password),
    Door("segundo factor", "GET", "/cuenta/segundo-factor", rules.OWN_ACCOUNT, own.ask_second_factor),
    Door("poner segundo factor", "POST", "/cuenta/segundo-factor", rules.OWN_ACCOUNT, own.take_second_factor),
    Door("códigos de recuperación", "GET", "/cuenta/codigos", rules.OWN_ACCOUNT, recovery.show_codes),
    Door("hacer códigos", "POST", "/cuenta/codigos", rules.OWN_ACCOUNT, recovery.make_codes),
    Door("llaves", "GET", "/cuenta/llaves", rules.SIGNED_IN, keys.show_keys),
    Door("hacer llave", "POST", "/cuenta/llaves", rules.SIGNED_IN, keys.make_key),
    Door("retirar llave", "POST", "/cuenta/llaves/{key:int}", rules.SIGNED_IN, keys.withdraw_key),
    Door("lo que debe", "GET", _BODY, rules.READS_BODY, owed.show_owed),
    Door("plantilla", "GET", f"{_BODY}/plantilla/{{period}}", rules.READS_BODY, owed.give_template, noted=True),
    Door("entregar", "GET", f"{_BODY}/entregar", rules.HANDS_IN, submit.ask_file),
    Door("entregar un archivo", "POST", f"{_BODY}/entregar", rules.HANDS_IN, submit.take_file, takes_file=True),
    Door("revisar sin entregar", "POST", f"{_BODY}/revisar", rules.HANDS_IN, submit.look_at_file, takes_file=True),
    Door("entregas", "GET", f"{_BODY}/entregas", rules.READS_BODY, owed.show_history),
    Door("dictamen", "GET", _ANSWER, rules.READS_BODY, verdict.show_verdict),
    Door("corregir", "GET", f"{_ANSWER}/corregir", rules.HANDS_IN, correct.ask_corrections),
    Door("corregir celdas", "POST", f"{_ANSWER}/corregir", rules.HANDS_IN, correct.take_corrections, many=True),
    Door("enlaces compartidos", "GET", f"{_ANSWER}/compartir", rules.HANDS_IN, share.show_links),
    Door("retirar enlace", "POST", f"{_ANSWER}/compartir/{{share:int}}", rules.HANDS_IN, share.withdraw_link),
    Door("significados", "GET", f"{_ANSWER}/significados", rules.HANDS_IN, meanings.ask_meanings),
    Door("pedir significados", "POST", f"{_ANSWER}/significados", rules.HANDS_IN, meanings.take_meanings, many=True),
    Door("compartir", "POST", f"{_ANSWER}/compartir", rules.HANDS_IN, share.make_link),
    Door("retirar", "GET", f"{_ANSWER}/retirar", rules.HANDS_IN, withdraw.ask_withdrawal),
    Door("retirar entrega", "POST", f"{_ANSWER}/retirar", rules.HANDS_IN, withdraw.take_back),
    Door("documento", "GET", f"{_ANSWER}/{{document}}", rules.READS_BODY, documents.give_document, noted=True),
    Door("organismos", "GET", "/organismos", rules.LOOKS_AFTER_ALL, bodies.show_bodies),
    Door("equivalencias", "GET", "/equivalencias", rules.LOOKS_AFTER_ALL, requests.show_requests),
    Door("contestar equivalencia", "POST", "/equivalencias/{request:int}", rules.DECIDES, requests.decide_request),
    Door("recordatorios", "GET", "/recordatorios", rules.LOOKS_AFTER_ALL, reminders.show_debts),
    Door("recordar", "POST", "/recordatorios", rules.DECIDES, reminders.send_reminders),
    Door("esta noche", "GET", "/esta-noche", rules.LOOKS_AFTER_ALL, tonight.show_tonight),
    Door("por publicar", "GET", "/esta-noche/{dataset}", rules.LOOKS_AFTER_ALL, tonight.show_due),
    Door("aprobar", "POST", "/esta-noche/{dataset}", rules.DECIDES, tonight.answer),
    Door("bitácora", "GET", "/bitacora", rules.READS_ACTS, log.show_acts),
    Door("cuentas", "GET", "/cuentas", rules.LOOKS_AFTER_ACCOUNTS, people.show_accounts),
    Door("invitar", "POST", "/cuentas", rules.LOOKS_AFTER_ACCOUNTS, people.invite),
    Door("cambiar cuenta", "POST", "/cuentas/{account:int}", rules.LOOKS_AFTER_ACCOUNTS, people.change_account),
)
