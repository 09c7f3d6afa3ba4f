"""Putting the add-in and the helper on one user's machine and taking them away again, without admin rights.

A plan first (pure: places and bytes in, steps out), then the deed. What was done is kept in a list with hashes, so
that taking away takes exactly that. Only Python's own library is used in this room, so that it runs straight out of
the wheel, before anything is installed: ``python -m outcomes_xl.install`` with the wheel on PYTHONPATH.

    install_folders.py  where things go on Windows and macOS, and why there
    plan.py             what install and uninstall would do, step by step, in words
    manifest.py         the list of what was put there
    execute.py          the steps done
    system.py           the registry, shortcuts and programs, each a small thing that a test can stand in for
    wheelhouse.py       the folder of packages that IT hands out
    unpack.py           its packages unpacked, without pip and without what nothing of ours uses
    embedded.py         python.org's embeddable Python put into that folder, for officers who have none
    diagnostics.py      what the doctor looks at
    doctor.py           what is missing, and what to ask IT for
    preconditions.py    what is looked at before the first step
    install_command.py  what the command line says
"""
