"""One's own account: its password, and the second factor, which is set up here."""

from markupsafe import Markup
from starlette.responses import Response
from zxingcpp import Barcode, BarcodeFormat, create_barcode, write_barcode_to_svg

from apertura.portal.accounts import recovery, second_factor
from apertura.portal.accounts.account import change
from apertura.portal.accounts.sessions import end_all
from apertura.portal.cuenta.password import forget_attempts, unless_known
from apertura.portal.cuenta.recovery import shown_codes
from apertura.portal.security.visit import Visit


def show_account(visit: Visit) -> Response:
    """Show the account."""
    return visit.show("cuenta.html", wrong=None, done=None)


def ask_second_factor(visit: Visit) -> Response:
    """Show a new secret as a QR code and as text, with the form that proves it was taken."""
    return _shown(visit, second_factor.new_secret(), None)


def take_second_factor(visit: Visit) -> Response:
    """Keep the secret once a code of it is given, and the password with it; the other sessions end.

    The codes for when it is lost are made with it, and shown this once.
    """
    account, key = visit.me, visit.house.settings.secret
    offered = second_factor.reveal(visit.form.get("secreto", ""), f"{key} {account.id}")
    if offered is None:
        return _shown(visit, second_factor.new_secret(), "La página caducó; lea el código nuevo con su teléfono.")
    if refused := unless_known(visit, "clave", lambda: _shown(visit, offered, "La contraseña no es esa.")):
        return refused
    step = second_factor.step(offered, visit.form.get("codigo", ""), now=visit.now, after=None)
    if step is None:
        return _shown(visit, offered, "El código no es ese, o ya cambió: escriba el que su teléfono muestra ahora.")
    forget_attempts(visit)
    with visit.house.engine.begin() as connection:
        change(connection, account.id, totp=second_factor.conceal(offered, key), totp_step=step)
        end_all(connection, account.id, but=visit.session.token if visit.session else None)
        codes = recovery.make(connection, account, key)
    return shown_codes(visit, codes)


def _shown(visit: Visit, secret: str, wrong: str | None) -> Response:
    code = create_barcode(second_factor.address(secret, visit.me.email), BarcodeFormat.QRCode, ec_level="M")
    return visit.show(
        "segundo_factor.html",
        status=422 if wrong else 200,
        # drawn here, of nothing that a stranger wrote
        picture=Markup(_drawn(code)),  # noqa: S704
        spelled=" ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        sealed=second_factor.conceal(secret, f"{visit.house.settings.secret} {visit.me.id}"),
        wrong=wrong,
    )


def _drawn(code: Barcode) -> str:
    drawing = write_barcode_to_svg(code, scale=4)
    # what comes before is for a file of its own, and no part of a page
    return drawing[drawing.index("<svg") :]
