"""An officer finds every button on a page that begins with it, shows it, and keeps the command for the end."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from outcomes_xl.building.addin.ribbon import Control
from tests.docs.drawings import drawings
from tests.docs.officers_pages import INDEX, OFFICERS, PAGES, on_the_ribbon, prose

LABELS = {one.label for one in on_the_ribbon()}
PICTURE = re.compile(r"^!\[([^\]]*)\]\(\.\./pictures/([\w-]+)\.png\)$", re.MULTILINE)
WITHOUT_A_BUTTON = {
    "functions.md": "they are typed into a cell",
    "information-governance.md": "it is read before anything is done",
    "install.md": "it brings the buttons",
    "new.md": "there is no workbook yet",
    "publish.md": "it is the lead's, on the central file",
    "the-workbook.md": "one opens it",
    "xlwings-lite.md": "its buttons are the pane's",
    "work-list.md": "it is sent out and taken back in as a file",
}
"""Pages that no button stands for, and why. Each says so in its first sentence."""
DRAWN = drawings().keys()
TEXTS = {path.name: path.read_text(encoding="utf-8") for path in PAGES}


def first_paragraph(page: str) -> str:
    return " ".join(page.split("\n\n")[1].split())


@pytest.mark.parametrize("page", TEXTS)
def test_a_page_begins_with_what_to_press_and_what_one_sees(page: str) -> None:
    begins = first_paragraph(TEXTS[page])
    assert begins.startswith("In Excel: ")
    assert re.search(r"\byou see\b", begins, re.IGNORECASE), begins
    pressed = re.findall(r"[Pp]ress \*\*([^*]+)\*\*", begins)
    if page in WITHOUT_A_BUTTON:
        assert not pressed
        assert re.search(r"\bno button\b", begins), begins
    else:
        assert pressed and set(pressed) <= LABELS, begins
        assert "on the Outcomes tab" in begins


@pytest.mark.parametrize("page", TEXTS)
def test_a_page_has_a_picture_near_its_top_and_says_in_words_what_is_on_it(page: str) -> None:
    found = list(PICTURE.finditer(TEXTS[page]))
    assert found, "no picture"
    assert found[0].start() == TEXTS[page].index("\n\n", TEXTS[page].index("In Excel:")) + 2, "it stands below"
    for picture in found:
        assert len(picture[1]) > 30, f"{picture[2]} needs a description"


@pytest.mark.parametrize("page", TEXTS)
def test_what_is_drawn_is_called_a_drawing(page: str) -> None:
    drawn = [words for words, name in PICTURE.findall(TEXTS[page]) if name in DRAWN]
    assert all(words.startswith("Drawing of ") for words in drawn)
    assert not any(words.startswith("Drawing") for words, name in PICTURE.findall(TEXTS[page]) if name not in DRAWN)
    assert bool(drawn) == ("a drawing, not a picture of Excel.*" in TEXTS[page].lower().replace("excel", "Excel"))


@pytest.mark.parametrize("page", sorted(TEXTS.keys() - WITHOUT_A_BUTTON.keys()))
def test_each_button_a_page_begins_with_is_shown_pressed(page: str) -> None:
    shown = {name for _, name in PICTURE.findall(TEXTS[page])}
    for label in re.findall(r"[Pp]ress \*\*([^*]+)\*\*", first_paragraph(TEXTS[page])):
        assert picture_of(label) in shown


@pytest.mark.parametrize("page", TEXTS)
def test_a_page_ends_with_its_command_folded_away(page: str) -> None:
    text = TEXTS[page].rstrip()
    assert text.endswith("\n</details>")
    fold = text[text.index("<details><summary>The same as a command</summary>") :]
    assert text.count("<details>") == 1
    assert re.search(r"^(\$ )?outcomes-xl ", fold, re.MULTILINE)
    before = text.removesuffix(fold)
    assert not re.search(r"^(\$ )?outcomes-xl |```console", before, re.MULTILINE), "a command stands before the fold"


@pytest.mark.parametrize("page", sorted(TEXTS.keys() - {"functions.md"}))
def test_a_page_says_what_to_do_next_and_what_cannot_go_wrong(page: str) -> None:
    headings = re.findall(r"^## (.*)$", TEXTS[page], re.MULTILINE)
    assert "What cannot go wrong" in headings
    assert "What to do next" in headings


@pytest.mark.parametrize("control", on_the_ribbon(), ids=lambda one: one.id)
def test_every_control_of_the_ribbon_stands_on_a_page(control: Control) -> None:
    if control.kind == "item":  # a choice of the gallery
        assert any(f"\n- {control.label}\n" in without_links(text) for text in TEXTS.values())
        return
    pages = [
        name for name, text in TEXTS.items() if picture_of(control.label) in dict(map(reversed, PICTURE.findall(text)))
    ]
    assert pages, f"no page shows {control.label}"
    assert any(re.search(rf"\*\*{re.escape(control.label)}\*\*", TEXTS[name]) for name in pages)


def test_the_index_leads_to_every_page_and_names_every_button() -> None:
    index = INDEX.read_text(encoding="utf-8")
    for path in PAGES:
        assert f"]({path.name}" in index, path.name
    pressed = ", ".join(re.findall(r"^\|[^|]*\|([^|]*)\|", index, re.MULTILINE))
    inside_the_menu = {
        "What is set",
        "Choose the central file",
        "Give the central file's address",
        "Choose the published files",
    }
    for control in on_the_ribbon():
        if control.kind != "item" and control.label not in inside_the_menu:
            assert control.label in pressed, control.label


def test_every_place_on_a_page_that_a_link_names_is_there() -> None:
    for path in [*PAGES, INDEX, OFFICERS / "glossary.md"]:
        for page, place in re.findall(r"\]\(([\w.-]*\.md)?#([\w-]+)\)", path.read_text(encoding="utf-8")):
            target = OFFICERS / page if page else path
            assert place in places(target), f"{path.name} points to {target.name}#{place}"


@pytest.mark.parametrize("page", TEXTS)
def test_a_page_speaks_an_officers_words(page: str) -> None:
    assert not re.search(
        r"\b(COM|API|patch|Python|host|JSON|macro list|dispatcher|registry|invalid|illegal|failed)\b",
        prose(TEXTS[page]),
    )


def picture_of(label: str) -> str:
    """Return the name of the picture in which a control is framed."""
    return "press-" + re.sub(r"\W+", "-", label.lower().replace("'", ""))


def places(page: Path) -> set[str]:
    """Return the places of a page that can be linked to, as they are made of its headings."""
    headings = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", without_links(one).lower()).replace(" ", "-") for one in headings}


def without_links(text: str) -> str:
    return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
