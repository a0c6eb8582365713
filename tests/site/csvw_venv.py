"""The lock beside this to a venv with the csvw package: it asks for an older rfc3986 than the rest."""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

LOCK = Path(__file__).with_name("csvw.lock")
FOLDER = Path(__file__).parents[2] / ".csvw"


def python_with_csvw() -> Path:
    """Return the interpreter of the venv, made once into .csvw/ of the clone and again when the lock is another."""
    python, stamp = FOLDER / "bin" / "python", FOLDER / "ready"
    wanted = hashlib.sha256(f"{sys.version} {FOLDER}\n{LOCK.read_text()}".encode()).hexdigest()
    if not stamp.exists() or stamp.read_text() != wanted:
        shutil.rmtree(FOLDER, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", FOLDER], check=True)
        pip = [python, "-m", "pip", "--disable-pip-version-check", "-qq"]
        subprocess.run([*pip, "install", "--require-hashes", "-r", LOCK], check=True)
        stamp.write_text(wanted)
    return python
