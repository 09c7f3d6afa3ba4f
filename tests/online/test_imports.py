"""Nobody pays for the HTTP client who does not ask a service."""

from __future__ import annotations

import subprocess
import sys


def test_looking_in_a_folder_loads_no_http_client_and_no_key_store() -> None:
    code = (
        "import sys\n"
        "import outcomes_xl.cli, outcomes_xl.deeds, outcomes_xl.sources, outcomes_xl.jobs.availability\n"
        "heavy = {'httpx', 'httpcore', 'keyring', 'ssl'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
