"""A thousand made-up notes, as officers write them: most say nothing of anybody, some have what they should not.

They are made from templates with a fixed seed. No name, number or address in them is anybody's: names are drawn from
two lists, numbers are drawn with a right check digit, telephones are from the ranges that Ofcom keeps for drama.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

HARMLESS, PLANTED = 640, 360


@dataclass(frozen=True)
class Note:
    """One note, and what was planted in it as ``signs_in`` calls it; "" for nothing."""

    text: str
    planted: str = ""


_GIVEN = "Aaliyah Adam Amara Ben Chloe Dylan Elif Fatima George Hana Ibrahim Jayden Kai Leila Mohammed Nia Oliver Zofia"
_FAMILY = "Smith Ahmed O'Brien Okafor Patel Nowak Jones-Lee Kaya Begum Taylor Silva Osei Hussain Brown Nguyen Wójcik"
_MONTHS = "January February March April May June July August September October November December"
_PLACES = "Northbridge Easthaven Millwick Southgate Westford"


def notes(seed: int = 28_11_2026) -> list[Note]:
    """Return the thousand notes in an order of chance; the same ones for the same seed."""
    random = Random(seed)
    made = [Note(random.choice(_PLAIN)(random)) for _ in range(HARMLESS)]
    kinds = list(_PLANTS)
    for number in range(PLANTED):
        kind = kinds[number % len(kinds)]
        thing = random.choice(_PLANTS[kind])(random)
        made.append(Note(random.choice(_AROUND).format(thing), kind))
    random.shuffle(made)
    return made


# Things that should not be there --------------------------------------------------------------------------------------


def _name(random: Random) -> str:
    return f"{random.choice(_GIVEN.split())} {random.choice(_FAMILY.split())}"


def _day(random: Random, first: int = 2005, last: int = 2024) -> str:
    day, month, year = random.randint(1, 28), random.randint(1, 12), random.randint(first, last)
    word = _MONTHS.split()[month - 1]
    return random.choice(
        [
            f"{day:02}/{month:02}/{year}",
            f"{day}/{month}/{year % 100:02}",
            f"{day:02}.{month:02}.{year}",
            f"{year}-{month:02}-{day:02}",
            f"{day} {word} {year}",
            f"{day} {word[:3]} {year}",
        ]
    )


def _figures(random: Random, count: int) -> str:
    return "".join(str(random.randint(0, 9)) for _ in range(count))


def _nhs(random: Random) -> str:
    while True:
        nine = str(random.choice((4, 6, 7))) + _figures(random, 8)
        rest = 11 - sum(weight * int(one) for weight, one in zip(range(10, 1, -1), nine, strict=True)) % 11
        if rest != 10:
            number = nine + str(rest % 11)
            return random.choice([number, f"{number[:3]} {number[3:6]} {number[6:]}", f"NHS no. {number}"])


def _upn(random: Random) -> str:
    letters = "ABCDEFGHJKLMNPQRTUVWXYZ"
    figures = random.choice(("315", "204", "398")) + _figures(random, 9)
    total = sum(weight * int(one) for weight, one in zip(range(2, 14), figures, strict=True))
    return letters[total % 23] + figures


def _postcode(random: Random) -> str:
    district = random.choice(("SW19", "E8", "N1", "EC1A", "CR4"))
    return f"{district} {random.randint(1, 9)}{random.choice('ABDEF')}{random.choice('GHJLN')}"


def _telephone(random: Random) -> str:
    last = f"{random.randint(0, 999):03}"
    return random.choice(
        [f"07700 900{last}", f"07700900{last}", f"020 7946 0{last}", f"+44 7700 900 {last}", f"(020) 7946 0{last}"]
    )


def _nino(random: Random) -> str:
    two, six, last = random.choice(("QQ", "AB", "JK", "SC")), _figures(random, 6), random.choice("ABCD")
    return random.choice(
        [f"{two}{six}{last}", f"{two} {six[:2]} {six[2:4]} {six[4:]} {last}", f"{two}{six}{last}".lower()]
    )


def _case(random: Random) -> str:
    number = str(random.randint(10_000, 9_999_999))
    return random.choice(
        [
            f"case id {number}",
            f"Case number: {number}",
            f"Mosaic ID {number}",
            f"Mosaic {number}",
            f"LCS no. {number}",
            f"child ref {number}",
            f"client ID: P{number}",
            f"family reference {number[:4]}/{number[:3]}",
            f"EHM #{number}",
            f"case ref. FSM/{number}",
        ]
    )


def _password(random: Random) -> str:
    secret = (
        random.choice(("Summer", "hunter", "Xk", "Outcomes"))
        + str(random.randint(10, 2_030))
        + random.choice(("", "!"))
    )
    return random.choice(
        [
            f"password: {secret}",
            f"the password is {secret}",
            f"pw {secret}",
            f"PWD={secret}",
            f"passcode - {random.randint(1_000, 9_999)}",
            f"login: reader / {secret}",
            f"Server=x;Password={secret}",
            f"token = {_figures(random, 12)}",
        ]
    )


def _birth(random: Random) -> str:
    name, day = _name(random), _day(random)
    return random.choice(
        [
            f"{name} ({day})",
            f"{name} {day}",
            f"{name}, {day}",
            f"{name} DOB {day}",
            f"{name}, d.o.b. {day}",
            f"{name} (date of birth {day})",
            f"{name}, born {day}",
            f"{name.split()[0]} born on {day}",
            f"dob: {day}",
        ]
    )


_Maker = Callable[[Random], str]
_PLANTS: dict[str, list[_Maker]] = {
    "NHS number": [_nhs],
    "pupil number": [_upn],
    "National Insurance number": [_nino],
    "date of birth": [_birth],
    "case id": [_case],
    "password": [_password],
    "telephone number": [_telephone],
    "email address": [lambda random: f"{_name(random).split()[0].lower()}.{random.randint(1, 99)}@example.org"],
    "postcode": [_postcode],
}
_AROUND = [
    "{}",
    "Ask about {} before the next return.",
    "Missing from the extract: {}",
    "Checked with the team; {} was counted twice.",
    "See {} - agreed to leave out.",
    "2024/25 figure excludes {}, all others are in.",
    "Query from the board, {}.",
]

# Notes that say nothing of anybody ------------------------------------------------------------------------------------


def _plain(text: str) -> _Maker:
    def make(random: Random) -> str:
        year = random.randint(2015, 2026)
        return text.format(
            year=year,
            next=(year + 1) % 100,
            n=random.randint(2, 9_999),
            big=f"{random.randint(1_000, 99_999):,}",
            rate=f"{random.random() * 100:.1f}",
            day=_day(random, 2022, 2026),
            other=_day(random, 2018, 2026),
            name=_name(random),
            place=random.choice(_PLACES.split()),
            month=random.choice(_MONTHS.split()),
            urn=random.randint(100_000, 149_999),
            estab=random.randint(2_000, 7_000),
            ukprn=random.randint(10_000_000, 10_099_999),
            six=random.randint(100_000, 999_999),
            ten=random.randint(1_000_000_000, 9_999_999_999),
            area=f"E0{random.choice((1, 5, 9))}{random.randint(0, 999_999):06}",
        )

    return make


_PLAIN = [
    _plain(text)
    for text in (
        "Published each {month}; the {year}/{next} figure is provisional.",
        "{rate}% in {year}, {rate}% the year before. Small cohort of {n}.",
        "Numerator {big}, denominator {big}; rounded to the nearest 5.",
        "Extract of {day} from Mosaic, signed off by {name} on {day}.",
        "{name} is to send the list by {day}.",
        "Agreed with {name}, Head of Early Help, {month} {year}.",
        "Ofsted inspected on {day} and again on {day}.",
        "Children born between {other} and {other} are in the cohort.",
        "Summer born: born on or after 1 April {year}.",
        "Cohort born 1 September {year} to 31 August {year}.",
        "Key Stage 2 {day}; Spring Census {day}; Data Team {day}.",
        "Family Hubs (opened {day}) count from {month} {year}.",
        "Best Start, {day}: the board asked for a ward breakdown.",
        "URN {urn}, LAESTAB 315/{estab}, UKPRN {ukprn}.",
        "{place} is {area}; wards are E05, neighbourhoods E01.",
        "Helpline 0300 123 {n:04}, or 0800 1111.",
        "Data set {six} at version 2.{n}; see table {n}.",
        "DOI 10.{n:04}/{six}, ISBN 978-{ten}",
        "Cost £{big} in {year}/{next}, £{n}.50 a child.",
        "Cells B7 to B{n} were typed; =SUM(C2:C{n}) gives {big}.",
        "Password protected: ask the performance team.",
        "The password is held by IT and changed each {month}.",
        "Login required; no password in the workbook, please.",
        "Passed to the key lead; tokens are given at the door.",
        "Case numbers fell to {n}; case number per worker {rate}.",
        "CLA number 1,2{n:03}; number of cases {n}.",
        "Pupil numbers {year}/{next}: {big}. Child no longer counted twice.",
        "Case reference guide {year} is on the intranet.",
        "Mosaic {year} upgrade: reports run again.",
        "LCS 2024/25 return resubmitted on {day}.",
        "ICS id column is blank in this extract.",
        "Indicator {six}, metric MET-0{n}, LG Inform {n}.",
        "Fingertips 90284; SSDA903 {year}; form SF-{n}.",
        "Time 09:30-12:30 on {day}, room {n}.",
        "From {day} to {day}: {n} visits, {n} referrals.",
        "Average {rate} (95% CI {rate} to {rate}); n={n}.",
        "SW19 and CR4 only; half of E8.",
        "Invoice {six}, purchase order {ukprn}.",
        "Ratio 1:{n}; scale 0-{n}; age 0-5, 6-11, 12-17.",
        "Band A1 to D4; year 6 AB set; KS4 5+ 9-4.",
        "Not collected locally. Ask {place} how they do it.",
        "Changed on {day}: was {rate}, is {rate}.",
        "Royal Borough of {place}, {day}, agreed.",
        "Supporting Families {day}; Start for Life {day}.",
        "Excludes academies; {big} pupils on roll in {month}.",
        "24 to 48 hours; 7 days; 20 working days; 15-day limit.",
        "Population estimate {year}: {big} (mid-year), {six} in London.",
        "Version 1.{n}.{n}, build {six}, {day}.",
        "{n} blank, {n} suppressed (c), {n} low (z).",
        "See https://example.org/data/{six}/{year}-{next}?v={n}",
        "Grant reference {ten}; contract {six}-{n}.",
    )
]
