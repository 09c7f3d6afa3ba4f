"""The helper: a small process of the user's own that Excel connects to, so that Excel never starts Python.

Microsoft Defender's rule "Block all Office applications from creating child processes" stops every way in which Excel
starts an interpreter. So the helper starts with the user's session, stays warm, and registers one COM object in
the user's list of running objects; a macro reaches it with GetObject. Nothing listens on a network address.

    dispatcher.py       takes "do this job on that workbook" and answers with one sentence, whatever happens
    single_instance.py  one helper a user: a lock file with its process number and version
    process.py          start, wait, leave: the life of the helper
    com_server.py       the COM object and the list of running objects; the only part that needs Windows
"""

from outcomes_xl.helper.dispatcher import Dispatcher

__all__ = ["Dispatcher"]
