"""A Python of its own, to see what a few lines bring in with them."""

from __future__ import annotations

import subprocess
import sys


def brought_in(lines: str, heavy: set[str]) -> set[str]:
    """Run lines in a fresh Python; return which of the heavy packages it has loaded at the end."""
    code = f"{lines}\nimport sys\nprint(*sorted({heavy!r} & set(sys.modules)), sep='\\n', file=sys.stderr)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return set(run.stderr.split())
