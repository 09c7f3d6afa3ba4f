"""People counted by the answers to some questions: the one cube from which everything that is shown is taken.

Each person has exactly one path, and one answer for each pair. Steps that follow one another overlap, since a person
has several, so no table of them is counted: laid beside the paths it could give somebody away. They are added up from
the paths that may be shown.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from outcomes_xl.disclosure.cubes import Cube, Dimension, Margin
from outcomes_xl.disclosure.outputs import Released
from outcomes_xl.disclosure.protect import CannotBeMadeSafe, dimensions_needed
from outcomes_xl.journeys.events import EventsGathered
from outcomes_xl.journeys.journey_questions import JourneyAnswers, Question, question_named
from outcomes_xl.journeys.steps import Steps, shipped_steps

ASK = "Choose another period, or ask whoever keeps the register."


def counted(gathered: EventsGathered, asked: Sequence[Question], column: str, before: Sequence[Released]) -> Cube:
    """Return the people by their answers to what is asked now, and to what earlier outputs about them told.

    ``column`` names what the answers are made of, the same for all: so it is known which answers go together. Raises
    CannotBeMadeSafe where an earlier output cannot be asked again.
    """
    steps, people, events = gathered.steps, gathered.linkage.people, gathered.events()
    found = [(one.name(steps), one.answers(events, people, steps)) for one in asked]
    own = tuple(Dimension(name, answers.categories, column) for name, answers in found)
    needed = [one for one in dimensions_needed(own, before) if one.name not in {name for name, _ in found}]
    found += [(dimension.name, _again(dimension, gathered)) for dimension in needed]
    return Cube((*own, *needed), _together([answers for _, answers in found]))


def told_apart(cube: Cube, question: Question, steps: Steps) -> bool:
    """Whether people gave more than one answer. One that all gave tells of each of them, however many they are."""
    return sum(many > 0 for many in cube.table(Margin((question.name(steps),))).values()) > 1


def _again(dimension: Dimension, gathered: EventsGathered) -> JourneyAnswers:
    """Return the answers to what an earlier output asked: in today's steps, or in those that come with the tool."""
    for steps in (gathered.steps, shipped_steps()):
        question = question_named(dimension.name, steps)
        if question is not None:
            break
    else:
        raise CannotBeMadeSafe(
            f"An earlier output about the same people told “{dimension.name}”, which cannot be counted again now.",
            f"Use the steps it was made with (--steps FILE). {ASK}",
        )
    answers = question.answers(gathered.events(steps), gathered.linkage.people, steps)
    if set(answers.categories) != set(dimension.categories):
        raise CannotBeMadeSafe(
            "The sources have changed since an earlier output about the same people was made of them.",
            f"Two outputs of two states could be told apart by a few people. {ASK}",
        )
    return answers


def _together(answers: Sequence[JourneyAnswers]) -> dict[tuple[str, ...], int]:
    """Return how many people there are in each crossing of the answers."""
    there = np.logical_and.reduce([one.of_person >= 0 for one in answers])
    table = np.array([one.of_person[there] for one in answers])
    cells, many = np.unique(table, axis=1, return_counts=True)
    lists = [one.categories for one in answers]
    return {
        tuple(words[int(at)] for words, at in zip(lists, cell, strict=True)): int(count)
        for cell, count in zip(cells.T, many, strict=True)
    }
