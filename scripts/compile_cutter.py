"""Compiles cut.c when the package is installed or built; without a compiler, what is installed does without it."""

import os
import shlex
import shutil
import subprocess
import sysconfig
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SCAN = Path("src/apertura/validation/tableschema/scan")


class CompileCutter(BuildHookInterface):  # type: ignore[type-arg]
    """Puts cut.so beside cut.c, and in the wheel, which then is of this machine's kind."""

    def initialize(self, _: str, build_data: dict[str, Any]) -> None:
        """Compile, and say what it made."""
        source, library = (Path(self.root, SCAN, name) for name in ("cut.c", "cut.so"))
        compiler, made = shlex.split(os.environ.get("CC", "cc")), library.with_suffix(".made")
        command = [*compiler, "-std=c11", "-O3", "-shared", "-fPIC", "-o", str(made), str(source)]
        found = shutil.which(compiler[0])
        if not found or subprocess.run(command, capture_output=True, check=False).returncode:  # noqa: S603
            self.app.display_warning(f"{shlex.join(command)}: failed; CSV files will be cut without it, slower")
            library.unlink(missing_ok=True)
            return
        made.replace(library)
        platform = sysconfig.get_platform().replace("-", "_").replace(".", "_")
        build_data["artifacts"].append(str(SCAN / "cut.so"))
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-{platform}"
