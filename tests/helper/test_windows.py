"""The COM object over stand-ins for pywin32 and the registry: this user only, and nothing that could start Python."""

from __future__ import annotations

import sys
import types
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from outcomes_xl.helper import com_server
from outcomes_xl.helper.dispatcher import Dispatcher
from outcomes_xl.model import Book, CellRef, Patch, Result, SetCell
from outcomes_xl.settings import Settings
from outcomes_xl.workflows.run_job import Around
from tests.routes import stand_in_com


class Registry:
    HKEY_CURRENT_USER, REG_SZ = "this user", 1

    def __init__(self) -> None:
        self.keys: dict[str, str] = {}

    @contextmanager
    def CreateKey(self, root: str, key: str) -> Iterator[str]:  # noqa: N802
        assert root == "this user"
        yield key

    def SetValueEx(self, key: str, name: str, reserved: int, kind: int, value: str) -> None:  # noqa: N802
        self.keys[key] = value

    def DeleteKey(self, root: str, key: str) -> None:  # noqa: N802
        assert root == "this user"
        if key not in self.keys:
            raise FileNotFoundError(key)
        del self.keys[key]


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> Registry:
    made = Registry()
    monkeypatch.setitem(sys.modules, "winreg", made)  # type: ignore[arg-type]
    return made


@pytest.fixture
def com(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """What was asked of COM, in order."""
    asked: list[tuple[Any, ...]] = []

    def module(name: str, **members: Any) -> None:
        made = types.ModuleType(name)
        made.__dict__.update(members)
        monkeypatch.setitem(sys.modules, name, made)

    def note(word: str, answer: Any = None) -> Any:
        def asking(*arguments: Any) -> Any:
            asked.append((word, *arguments))
            return answer

        return asking

    module(
        "pythoncom",
        CoInitialize=note("begin"),
        CoUninitialize=note("end"),
        RegisterActiveObject=note("listed", 77),
        RevokeActiveObject=note("taken off"),
        PumpWaitingMessages=note("calls"),
    )
    module("pywintypes", IID=str)
    module("win32com.server.util", wrap=lambda thing: thing)
    module(
        "win32event",
        CreateEvent=lambda *_: "never",
        MsgWaitForMultipleObjects=note("sleep"),
        QS_ALLINPUT=1279,
    )
    return asked


def dispatcher() -> Dispatcher:
    return Dispatcher(lambda name: None, {}, version="0.1.0", settings=Settings, functions={"twice": lambda x: x * 2})


def test_registering_is_for_this_user_and_can_be_done_twice_and_undone(registry: Registry) -> None:
    com_server.register()
    first = dict(registry.keys)
    com_server.register()
    assert registry.keys == first
    assert first[rf"Software\Classes\{com_server.NAME}\CLSID"] == com_server.CLASS_ID
    com_server.unregister()
    com_server.unregister()
    assert registry.keys == {}


def test_com_is_never_told_how_to_start_python(registry: Registry) -> None:
    com_server.register()
    everything = " ".join([*registry.keys, *registry.keys.values()]).lower()
    assert not [word for word in ("localserver", "inprocserver", "python", ".exe") if word in everything]


def test_the_helper_is_on_the_list_while_it_runs_and_off_it_afterwards(
    registry: Registry, com: list[tuple[Any, ...]]
) -> None:
    with pytest.raises(OSError, match="the session ends"), com_server.reachable(dispatcher()) as wait:
        wait(0.5)
        raise OSError("the session ends")
    assert [word for word, *_ in com] == ["begin", "listed", "sleep", "calls", "taken off", "end"]
    _, thing, class_id, strong = com[1]
    assert (class_id, strong) == (com_server.CLASS_ID, 0)
    assert com[2] == ("sleep", ["never"], False, 500, 1279)
    assert com[4] == ("taken off", 77)
    assert (thing.Version(), thing.Answer("twice", 4), thing.SameVersion("0.1.0")) == ("0.1.0", 8, "")
    assert thing.Run("check", None, None).startswith("stop\nThe helper 0.1.0 does not know the job")
    assert thing.Run("check", None, None, "a place").startswith("stop\nThe helper 0.1.0 does not know the job")
    assert thing.Choose("colour", None).startswith("The helper 0.1.0 has no setting colour")


def test_a_helper_that_an_uninstall_overtook_leaves_nothing_in_the_registry(
    registry: Registry, com: list[tuple[Any, ...]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(com_server, "__file__", str(tmp_path / "gone.py"))
    with pytest.raises(SystemExit), com_server.reachable(dispatcher()):
        pass
    assert registry.keys == {}
    assert "listed" not in [word for word, *_ in com]


def test_macros_see_these_methods_and_no_more() -> None:
    assert com_server.Helper._public_methods_ == (
        *("Run", "Adopt", "Collate", "Answer", "Choose"),
        *("Version", "SameVersion"),
    )


def test_a_workbook_that_is_handed_over_is_worked_on_and_no_window_is_looked_through() -> None:
    windows = stand_in_com.install()
    book = stand_in_com.Workbook(stand_in_com.Application())
    book.sheet("Data availability", [["metric", "note"], ["GLD at age 5", None]]).table("tblAvailability", "A1:B2")

    def look_for(name: str) -> Any:
        raise AssertionError(f"{name} was looked for")

    def note_it(seen: Book, around: Around) -> Result:
        return Result((), Patch((SetCell(CellRef("Data availability", 2, 2), None, "Ask", "a test"),)), "Noted.")

    at = Dispatcher(look_for, {"check": note_it}, version="0.1.0", settings=Settings)
    sys.modules["win32com.client"].Dispatch = lambda thing: thing  # type: ignore[attr-defined]
    assert com_server.Helper(at).Run("check", book, book.full_name, "") == "Noted."
    assert book.sheets[0].cells[2, 2].value == "Ask"
    assert windows.N_COM_ATTEMPTS == 1, "xlwings would ask a busy Excel for ever"


def test_no_answer_of_the_helper_is_a_tuple_of_which_only_the_first_would_arrive() -> None:
    tuples = {"rows": lambda: (("a", 1), ("b", 2)), "row": lambda *cells: tuple(cells)}
    helper = com_server.Helper(Dispatcher(lambda _: None, {}, version="0.1.0", settings=Settings, functions=tuples))
    assert helper.Answer("rows") == [("a", 1), ("b", 2)]
    every = [
        *(helper.Answer("row", 1, 2), helper.Answer("other"), helper.Version(), helper.SameVersion("0")),
        *(helper.Run("check", None, ""), helper.Choose("settings"), helper.Adopt("log.xlsx", "Merton")),
        helper.Collate("returns"),
    ]
    assert not [one for one in every if isinstance(one, tuple)]
    public = {name for name in vars(com_server.Helper) if name[0].isupper()}
    assert public == set(com_server.Helper._public_methods_), "one that is not tried here"
