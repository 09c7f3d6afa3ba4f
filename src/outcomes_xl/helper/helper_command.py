"""What `outcomes-xl helper` does: be the helper, begin it anew, or end it."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager
from datetime import datetime

from outcomes_xl import __version__, settings
from outcomes_xl.helper import process
from outcomes_xl.helper.process import Wait


def helper(*, restart: bool = False, stop: bool = False) -> str:
    """Run the helper until it is asked to leave, or ask it to; return the sentence to show at the end."""
    profile = settings.Profile.of_user()
    if stop:
        return process.stop(profile)
    if sys.platform != "win32":
        return (
            "The helper works with Excel on Windows. Here, close the workbook and use the command line: "
            "outcomes-xl check, refresh, availability or undo."
        )
    return process.run(profile, __version__, lambda: _office(profile), restart=restart)


def _office(profile: settings.Profile) -> AbstractContextManager[Wait]:
    from outcomes_xl.helper import com_server
    from outcomes_xl.helper.dispatcher import Dispatcher
    from outcomes_xl.helper.endpoints import choices, functions
    from outcomes_xl.helper.open_workbooks import find

    dispatcher = Dispatcher(
        lambda full_name: find(full_name, com_server.applications()),
        version=__version__,
        settings=lambda: settings.load(profile),
        functions=functions(profile, datetime.now),
        choices=choices(profile, datetime.now),
        trust=lambda place: settings.trust(place, profile),
        stopped=com_server.esc_is_pressed,
        log=str(profile.state / process.LOG),
    )
    return com_server.reachable(dispatcher)
