"""Compiles what is written in C when the package is installed or built; without a compiler, it does without."""

import os
import shlex
import shutil
import subprocess
import sysconfig
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SOURCES = {
    Path("src/apertura/validation/tableschema/scan/cut.c"): "CSV files will be cut without it, slower",
    Path("src/apertura/intake/sheet_xml/walk.c"): "large workbooks will be read without it, slower",
}
"""What is compiled, and what becomes of it where it cannot be."""


class Compile(BuildHookInterface):  # type: ignore[type-arg]
    """Puts a library beside each source, and in the wheel, which then is of this machine's kind."""

    def initialize(self, _: str, build_data: dict[str, Any]) -> None:
        """Compile, and say what it made."""
        made = [source.with_suffix(".so") for source, without in SOURCES.items() if self._compiled(source, without)]
        if made:
            platform = sysconfig.get_platform().replace("-", "_").replace(".", "_")
            build_data["artifacts"].extend(map(str, made))
            build_data["pure_python"] = False
            build_data["tag"] = f"py3-none-{platform}"

    def _compiled(self, source: Path, without: str) -> bool:
        path = Path(self.root, source)
        library, made = path.with_suffix(".so"), path.with_suffix(".made")
        compiler = shlex.split(os.environ.get("CC", "cc"))
        command = [*compiler, "-std=c11", "-O3", "-shared", "-fPIC", "-o", str(made), str(path)]
        found = shutil.which(compiler[0])
        if not found or subprocess.run(command, capture_output=True, check=False).returncode:  # noqa: S603
            self.app.display_warning(f"{shlex.join(command)}: failed; {without}")
            library.unlink(missing_ok=True)
            return False
        made.replace(library)
        return True
