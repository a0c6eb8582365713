"""Run by the system's Python, which has UNO: opens a template in LibreOffice, fills it, saves it and draws its sheet.

Reads a JSON from standard input: ``book``, ``sheet``, ``cells`` (address to number, text or, as {"serial": n}, date),
``pasted`` (addresses over which a cell is pasted with its format), ``saved``, ``drawn``. Writes as JSON the seconds
that opening took, and what some cells say.
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException


def connect(pipe):
    resolver = uno.getComponentContext().ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
    for _ in range(600):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.1)
    raise SystemExit("LibreOffice no contesta")


def option(name, value):
    return PropertyValue(Name=name, Value=value)


def fill(desktop, order):
    began = time.monotonic()
    book = desktop.loadComponentFromURL(Path(order["book"]).as_uri(), "_blank", 0, (option("Hidden", True),))
    seconds = time.monotonic() - began
    sheet = book.Sheets.getByName(order["sheet"])
    for address, value in order.get("cells", {}).items():
        cell = sheet.getCellRangeByName(address)
        if isinstance(value, dict):
            cell.Value = value["serial"]
        elif isinstance(value, str):
            cell.String = value
        else:
            cell.Value = value
    for address, source in order.get("pasted", {}).items():
        place = sheet.getCellRangeByName(address)
        sheet.copyRange(place.CellAddress, sheet.getCellRangeByName(source).RangeAddress)
    book.calculateAll()
    shown = {address: sheet.getCellRangeByName(address).String for address in order.get("shown", [])}
    if order.get("drawn"):
        # where one sheet says what is printed of it, nothing else is
        sheet.setPrintAreas((sheet.getCellRangeByName(order["area"]).RangeAddress,))
        book.storeToURL(Path(order["drawn"]).as_uri(), (option("FilterName", "calc_pdf_Export"),))
        sheet.setPrintAreas(())
    if order.get("saved"):
        book.storeToURL(Path(order["saved"]).as_uri(), (option("FilterName", "Calc MS Excel 2007 XML"),))
    book.close(True)
    return {"seconds": seconds, "shown": shown}


def main():
    order = json.load(sys.stdin)
    with tempfile.TemporaryDirectory() as profile:
        pipe = Path(profile).name
        office = subprocess.Popen(
            [
                "soffice",
                f"-env:UserInstallation={Path(profile).as_uri()}/profile",
                "--headless",
                "--norestore",
                f"--accept=pipe,name={pipe};urp",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        desktop = connect(pipe).ServiceManager.createInstance("com.sun.star.frame.Desktop")
        json.dump(fill(desktop, order), sys.stdout)
        try:
            desktop.terminate()
        finally:
            office.wait(timeout=60)


main()
