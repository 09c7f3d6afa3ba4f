"""Any sheet: error values, characters nobody can see, numbers and dates that are text, formulas, personal data."""

from __future__ import annotations

from collections.abc import Iterator

from outcomes_xl.model import Table
from outcomes_xl.reading.figures import Number, figure
from outcomes_xl.reading.schemas import Shape
from outcomes_xl.reading.tidy import unseen_characters
from outcomes_xl.rules.cell_scan import Odd
from outcomes_xl.rules.engine import Miss, rule
from outcomes_xl.rules.personal_data import (
    case_id_in,
    email_in,
    learner_number_in,
    national_insurance_number_in,
    nhs_number_in,
    postcode_in,
    telephone_in,
    upn_in,
)
from outcomes_xl.rules.personal_data_alone import of_no_person, person_alone_in
from outcomes_xl.rules.personal_data_beside import birth_beside_a_name_in
from outcomes_xl.rules.personal_data_births import birth_date_in
from outcomes_xl.rules.personal_data_counts import few_children_in
from outcomes_xl.rules.personal_data_likely import likely_in
from outcomes_xl.rules.personal_data_names import somebody_named_in
from outcomes_xl.rules.personal_data_secrets import password_in
from outcomes_xl.rules.rule_helpers import fields_of
from outcomes_xl.rules.written_days import day_meant, is_one_day_only

# Where a colleague's address is what the column is for.
_WHOM_TO_ASK = frozenset({"holder", "assessed_by", "owner", "lead"})


_OF_A_NUMBER = "0123456789., -\N{MINUS SIGN}"


def _fields(table: Table, *kinds: str) -> list[str]:
    return [f.field for f in fields_of(table) if f.kind in kinds]


@rule("AN01")
def no_cell_shows_an_error(table: Table, odd: Odd) -> Iterator[Miss]:
    return (Miss(row, name) for row, name in odd.errors)


@rule("AN02")
def ids_have_no_unseen_characters(table: Table, odd: Odd) -> Iterator[Miss]:
    for row, name in odd.tidied:
        typed, plain = row.typed[name], row[name]
        if plain and isinstance(typed, str) and (typed != typed.strip() or unseen_characters(typed)):
            yield Miss(row, name, offer=plain)


@rule("AN03")
def numbers_are_numbers(table: Table, shape: Shape) -> Iterator[Miss]:
    for name in _fields(table, "number"):
        for row in shape.rows(table, "is_number", name):
            read = figure(row[name])
            # With a unit or a sign beside it, the officer has said more than the number: she is asked.
            alone = isinstance(row[name], str) and not set(str(row[name])) - set(_OF_A_NUMBER)
            yield Miss(row, name, read.value if isinstance(read, Number) else None, alone)


@rule("AN19", "read")
def percentages_are_plain_numbers(table: Table) -> Iterator[Miss]:
    by_number = {row.number: row for row in table} if table.per_cent else {}
    for number, name in sorted(table.per_cent):
        yield Miss(by_number[number], name, read=by_number[number][name])


_WHEN = {"heard"}
"""Texts that say when: there a date is what was meant."""


@rule("AN04")
def text_has_not_become_a_date(table: Table, odd: Odd) -> Iterator[Miss]:
    names = {*_fields(table, "text", "id", "choice", "choices", "figure")} - _WHEN
    # Start's dates stand in a column of mixed answers.
    if table.key != "start":
        yield from (Miss(row, name) for row, name in odd.dates if name in names)


@rule("AN05")
def text_is_not_meant_as_a_formula(table: Table, odd: Odd) -> Iterator[Miss]:
    return (Miss(row, name) for row, name in odd.equals if (row.number, name) not in table.formulas)


@rule("AN06")
def entries_are_typed_not_calculated(table: Table) -> Iterator[Miss]:
    calculated = {f.field for f in fields_of(table) if f.kind == "formula"}
    by_number = {row.number: row for row in table} if table.formulas else {}
    for number, name in sorted(table.formulas):
        if name in table.columns and name not in calculated:
            yield Miss(by_number.get(number, number), name)


@rule("AN07")
def no_text_is_cut_off(table: Table, odd: Odd) -> Iterator[Miss]:
    return (Miss(row, name, found=str(row.typed[name])[:40] + "…") for row, name in odd.longest)


@rule("AN08")
def ids_are_text(table: Table, shape: Shape) -> Iterator[Miss]:
    for name in _fields(table, "id"):
        for row in shape.rows(table, "is_id", name):
            if isinstance(row[name], (int, float)):  # of a date AN04 tells
                yield Miss(row, name)


@rule("AN09")
def dates_are_dates(table: Table, shape: Shape) -> Iterator[Miss]:
    # Data availability has its own rule for the officer's date, AV08.
    for name in _fields(table, "date"):
        for row in shape.rows(table, "is_date", name) if name != "assessed_on" else ():
            yield Miss(row, name, day_meant(row[name]), is_one_day_only(row[name]))


def _texts(odd: Odd) -> Iterator[tuple[Miss, str, str]]:
    """Yield (miss, field, text) for officers' texts in which something about one person could stand."""
    for row, name in odd.personal:
        value = row.typed[name]
        is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
        yield Miss(row, name), name, f"{value:.0f}" if is_number else str(value)


@rule("AN10")
def no_nhs_number_stands_anywhere(table: Table, odd: Odd) -> Iterator[Miss]:
    return (miss for miss, _, text in _texts(odd) if nhs_number_in(text))


@rule("AN11")
def no_pupil_number_stands_anywhere(table: Table, odd: Odd) -> Iterator[Miss]:
    return (miss for miss, _, text in _texts(odd) if upn_in(text) or learner_number_in(text))


@rule("AN12")
def no_email_address_stands_in_a_note(table: Table, odd: Odd) -> Iterator[Miss]:
    if table.key != "start":
        yield from (miss for miss, name, text in _texts(odd) if name not in _WHOM_TO_ASK and email_in(text))


@rule("AN13")
def no_full_postcode_stands_anywhere(table: Table, odd: Odd) -> Iterator[Miss]:
    return (miss for miss, _, text in _texts(odd) if postcode_in(text))


@rule("AN14")
def no_day_of_birth_stands_anywhere(table: Table, odd: Odd) -> Iterator[Miss]:
    return (miss for miss, _, text in _texts(odd) if birth_date_in(text) or birth_beside_a_name_in(text))


@rule("AN15")
def no_national_insurance_number_stands_anywhere(table: Table, odd: Odd) -> Iterator[Miss]:
    return (miss for miss, _, text in _texts(odd) if national_insurance_number_in(text))


@rule("AN16")
def no_case_id_stands_anywhere(table: Table, odd: Odd) -> Iterator[Miss]:
    return (miss for miss, _, text in _texts(odd) if case_id_in(text))


@rule("AN17")
def no_password_stands_anywhere(table: Table, odd: Odd) -> Iterator[Miss]:
    # Sources has its own rule for them, SO04.
    if table.key != "sources":
        yield from (miss for miss, _, text in _texts(odd) if password_in(text))


@rule("AN18")
def no_telephone_number_stands_in_a_note(table: Table, odd: Odd) -> Iterator[Miss]:
    if table.key != "start":
        yield from (miss for miss, name, text in _texts(odd) if name not in _WHOM_TO_ASK and telephone_in(text))


@rule("AN20")
def no_child_or_relative_is_named(table: Table, odd: Odd) -> Iterator[Miss]:
    for miss, name, text in _written(odd) if table.key != "start" else ():
        alone = f"{table.key}.{name}" in of_no_person() and person_alone_in(text)
        if alone or (name not in _WHOM_TO_ASK and somebody_named_in(text)):
            yield miss


@rule("AN21")
def no_count_is_small_enough_to_point_at_somebody(table: Table, odd: Odd) -> Iterator[Miss]:
    return (miss for miss, _, text in _written(odd) if few_children_in(text))


@rule("AN22", "what")
def nothing_that_leads_to_one_person_stands_anywhere(table: Table, odd: Odd) -> Iterator[Miss]:
    return (Miss(miss.place, name, what=what) for miss, name, text in _written(odd) for what in likely_in(text))


def _written(odd: Odd) -> Iterator[tuple[Miss, str, str]]:
    return ((Miss(row, name), name, str(row.typed[name])) for row, name in odd.written)
