"""Cell functions in VBA, made from the table."""

from __future__ import annotations

import pytest

from outcomes_xl.building.addin.function_wrappers import Argument, CellFunction, cell_functions, mistakes, wrappers

TITLE = CellFunction(
    "OUTCOMES_TITLE",
    'The title of an id, such as "MET-012".',
    (Argument("ids", "Cells with ids."), Argument("framework", "Which one.", optional=True, ndim=0)),
)


def test_a_wrapper_is_one_line_with_its_help_beside_it() -> None:
    code = wrappers([TITLE], "1.2.3").code
    assert (
        """Public Function OUTCOMES_TITLE(ByVal ids As Variant, Optional ByVal framework As Variant) As Variant
Attribute OUTCOMES_TITLE.VB_Description = "The title of an id, such as ""MET-012""."
Attribute OUTCOMES_TITLE.VB_ProcData.VB_Invoke_Func = " \\n14"
    OUTCOMES_TITLE = Calls.Asked("OUTCOMES_TITLE", ids, framework)
End Function
"""
        in code
    )
    assert (
        """Public Sub DescribeFunctions()
    Describe "OUTCOMES_TITLE", _
        "The title of an id, such as ""MET-012"".", Array( _
        "Cells with ids.", _
        "Which one.")
End Sub
"""
        in code
    )
    assert 'Public Const AddInVersion As String = "1.2.3"' in code


@pytest.mark.parametrize(
    ("name", "what", "arguments", "mistake"),
    [
        ("GLD5", "What.", (Argument("ids", "Help."),), "Excel reads its name as a cell"),
        ("R1C1", "What.", (Argument("ids", "Help."),), "Excel reads its name as a cell"),
        ("OUT COME", "What.", (Argument("ids", "Help."),), "its name is letters, figures and _, a letter first"),
        ("OUTCOME", "What.", (), "it takes nothing, so Excel would never ask it again"),
        ("OUTCOME", "x" * 256, (Argument("ids", "Help."),), "a help text is longer than Excel takes"),
        ("OUTCOME", "What \u2013", (Argument("ids", "Help."),), "a help text is not plain ASCII"),
        ("OUTCOME", "What.", (Argument("date", "Help."),), "an argument cannot be called that in VBA"),
        (
            "OUTCOME",
            "What.",
            (Argument("ids", "Help.", optional=True), Argument("names", "Help.")),
            "an optional argument stands before one that is needed",
        ),
    ],
)
def test_a_function_excel_would_not_take_is_named(
    name: str, what: str, arguments: tuple[Argument, ...], mistake: str
) -> None:
    assert mistakes([CellFunction(name, what, arguments)]) == [f"{name}: {mistake}"]


def test_two_functions_of_one_name_are_named() -> None:
    assert mistakes([TITLE, TITLE]) == ["OUTCOMES_TITLE: it is there twice"] * 2


def test_the_shipped_functions_hold_and_no_line_is_longer_than_vba_takes() -> None:
    assert mistakes(cell_functions()) == []
    lines = wrappers(cell_functions(), "1.2.3").source().decode("cp1252").splitlines()
    assert max(map(len, lines)) <= 1023
    joined = 0
    for line in lines:
        joined = joined + 1 if line.endswith(" _") else 0
        assert joined <= 24
