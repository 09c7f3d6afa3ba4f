"""Made-up notes of officers for the look before sharing: harmless ones of many kinds, and ones that say who it is.

Made from templates with a fixed seed. No name, number or address is anybody's: telephones are from the ranges that
Ofcom keeps for drama, numbers have right check digits and were drawn by chance.
"""

from __future__ import annotations

from random import Random

from tests.sharing.planted import nhs, upn

_GIVEN = (
    "Aaliyah Adam Amara Ben Chloe Dylan Elif Fatima George Hana Ibrahim Jayden Kai Leila Mohammed Nia Oliver Zofia "
    "Siobhán Tariq Uche Víctor Wanjiru Xin Yusuf Mary-Ann"
)
_FAMILY = (
    "Smith Ahmed O'Brien Okafor Patel Nowak Jones-Lee Kaya Begum Taylor Silva Osei Hussain Brown Nguyen Wójcik O’Neill "
    "Adeyemi McDonald Fernandes"
)
_MONTHS = "January February March April May June July August September October November December"
_BOROUGHS = "Merton Hackney Camden Lambeth Barnet Newham Sutton Kingston Richmond Bexley"
_SYSTEMS = "Mosaic LCS Liquidlogic Synergy EHM Capita Tribal eStart SystmOne RiO"


def harmless(count: int, seed: int = 29_11_2026) -> list[str]:
    """Return so many notes that say nothing of anybody."""
    random = Random(seed)
    return [_filled(random, random.choice(_HARMLESS)) for _ in range(count)]


def leaky(count: int, seed: int = 29_11_2026) -> list[str]:
    """Return so many notes that each say who somebody is, or open a door; each kind as often as any other."""
    random = Random(seed)
    kinds = list(_LEAKY)
    return [_filled(random, random.choice(_LEAKY[kinds[place % len(kinds)]])) for place in range(count)]


def _filled(random: Random, text: str) -> str:
    year = random.randint(2015, 2026)
    return text.format(
        year=year,
        next=f"{(year + 1) % 100:02}",
        n=random.randint(12, 9_999),
        few=random.randint(7, 40),
        one=random.choice(("1", "2", "3", "4", "5", "one", "two", "three", "four", "five")),
        big=f"{random.randint(1_000, 99_999):,}",
        rate=f"{random.random() * 100:.1f}",
        age=random.randint(1, 17),
        day=f"{random.randint(1, 28):02}/{random.randint(1, 12):02}/{random.randint(2022, 2026)}",
        born=f"{random.randint(1, 28):02}/{random.randint(1, 12):02}/{random.randint(2006, 2024)}",
        born_in_words=f"{random.randint(1, 28)} {random.choice(_MONTHS.split())} {random.randint(2006, 2024)}",
        month=random.choice(_MONTHS.split()),
        borough=random.choice(_BOROUGHS.split()),
        system=random.choice(_SYSTEMS.split()),
        given=random.choice(_GIVEN.split()),
        other=random.choice(_GIVEN.split()),
        family=random.choice(_FAMILY.split()),
        capitals=random.choice(_FAMILY.split()).upper(),
        six=random.randint(100_000, 999_999),
        seven=random.randint(1_000_000, 9_999_999),
        eight=random.randint(10_000_000, 99_999_999),
        outward=random.choice(("CR4", "SW19", "E8", "N1", "EC1A", "SE15")),
        inward=f"{random.randint(1, 9)}{random.choice('ABDEFGH')}{random.choice('JLNPQRS')}",
        phone=random.choice(
            ("020 7946 0{x}", "07700 900{x}", "+44 7700 900{x}", "01632 960{x}", "07700-900-{x}")
        ).format(x=f"{random.randint(0, 999):03}"),
        nhs=_nhs(random),
        spaced=_spaced(_nhs(random)),
        upn=upn(random.choice(("315", "204", "398")) + "".join(random.choices("0123456789", k=9))),
        nino=f"{random.choice(('AB', 'JK', 'SC'))} {random.randint(10, 99)} {random.randint(10, 99)} "
        f"{random.randint(10, 99)} {random.choice('ABCD')}",
        secret=f"{random.choice(('Summer', 'Outcomes', 'Panther'))}{random.randint(10, 2030)}{random.choice('!#?')}",
    )


def _nhs(random: Random) -> str:
    while True:
        nine = random.choice("467") + "".join(random.choices("0123456789", k=8))
        if (11 - sum(w * int(one) for w, one in zip(range(10, 1, -1), nine, strict=True)) % 11) != 10:
            return nhs(nine)


def _spaced(number: str) -> str:
    return f"{number[:3]} {number[3:6]} {number[6:]}"


_HARMLESS = [
    # systems, extracts, returns
    "{system} extract of {day}, run {n}, agreed with the performance team.",
    "{system} upgraded in {month} {year}; reports rebuilt since.",
    "Held in {system}; Table {n}, column “Child age at {month}”.",
    "Report {six} in {system} counts episodes, not children.",
    "SSDA903 return {year}/{next}, resubmitted {day}.",
    "Field CIN_{six} blank until the {year} upgrade.",
    "Query IDs 10{n} to 10{n}; version 2.{few}.",
    "API key is kept by IT, not here.",
    "Log in through the DfE portal; ask IT for access.",
    "Saved as \\\\lbdata\\CYP\\Returns\\{year}\\CIN census {year}.xlsx",
    # contracts, money
    "Contract {six}-{n} with the NHS trust ends {day}.",
    "Purchase order {eight}, invoice {six}, £{big} a year.",
    "Commissioned from {month} {year}; break clause {day}; £{big}.",
    "Charity number {seven}; company {eight}.",
    "Grant {eight}/{few}, Supporting Families, paid {day}.",
    # dates and periods
    "Academic year {year}/{next}; published {day}; next due {month}.",
    "From {day} to {day}, {few} weeks of data.",
    "Born 1 September {year} to 31 August: the Reception cohort.",
    "Census day {day}; frozen {day}.",
    "Board of {day}, item {few}, minute {n}/{next}.",
    "Q{few} {year}: provisional until {month}.",
    # counts
    "{big} children on roll; {n} absent; {rate}%.",
    "{few} of {n} settings inspected; {few} outstanding.",
    "Rounded to 5; c means withheld; z not applicable.",
    "Families on the programme: {n}; families closed: {n}.",
    "Numerator {n}, denominator {big}, rate per 10,000: {rate}.",
    "Fell from {rate} to {rate} ({rate} percentage points).",
    "Five domains, three layers; one metric each.",
    "Two-year-old take-up: {rate}%.",
    "Three-year average to {year}; two of the five wards excluded.",
    # places
    "Acacia Children's Centre, 230 Grove Road, {outward}.",
    "Held at the Civic Centre, London Road, Morden.",
    "{outward} and {borough} wards only; SE15 split.",
    "Open Mon-Fri 9:30-16:30, Sat 10-12; room {few}.",
    "{borough} Family Hub, High Street; also {borough} Library.",
    "St Mary's, Bishop Gilpin's and Harris Primary: {few} classes.",
    # publications
    "Working Together to Safeguard Children ({year}), chapter {few}.",
    "See Children's Commissioner, {month} {year}, page {few}.",
    "Local Outcomes Framework, version of {month} {year}, metric {few}.",
    "Marmot Review, {year}; Munro Review of Child Protection, {year}.",
    "Best Start in Life, {year}: table {few}.",
    "Fingertips 90{n}; indicator {six}; PHOF C04.",
    "Attainment 8, Progress 8 and EBacc, {year}.",
    "Key Stage 2, pupils at the expected standard, {rate}%.",
    "DOI 10.{n}/{six}; ISBN 978-0-{seven}-{few}.",
    "https://explore-education-statistics.service.gov.uk/find-statistics/{n}",
    # mailboxes, people at work
    "Write to earlyhelp@{borough}.gov.uk or cypperformance@{borough}.gov.uk.",
    "data.team@{borough}.gov.uk answers in {few} days.",
    "publichealth.intelligence@nhs.net sends it each {month}.",
    "FOI@{borough}.gov.uk; school.census@education.gov.uk",
    "{given} {family}, Head of Early Help, agreed {month} {year}.",
    "Agreed with {given} {family}, performance team.",
    "Ask {given} in the data team for the list.",
    "{given} {family} is to send the figures by {day}.",
    "Helpline 0800 1111; or 0300 123 {n}.",
    # ids that are nobody's
    "MET-0{few}, LOC-00{few}, C-HLTH-0{few}; OUT-{few}.",
    "URN {six}, LAESTAB 315/{n}, E09000024, E05013{n}.",
    "UKPRN 100{n}0; ODS code RJ7; ICB QWE.",
    "SVC-{few} and SVC-{few} contribute to C-SAFE-0{few}.",
    "Ofsted EY{six}; report 502{n}.",
    # sentences
    "Not collected; the health visiting provider holds it.",
    "A gap: nobody asks parents about this.",
    "Partner data; sharing agreement signed {month} {year}.",
    "Parents and carers are asked at the 2 to 2½ year review.",
    "Baby boxes, children in need, child protection plans: see {system}.",
    "Children looked after at {day}, excluding UASC.",
    "Pupil premium, pupil referral unit and pupil absence: same source.",
    "Mother and baby unit figures come from the trust.",
    "Family Nurse Partnership ended in {year}.",
    "Mental Health Support Teams, wave {few}.",
    "Child and Adolescent Mental Health Services waiting list, {month} {year}.",
    "Young Carers Project: {few} referrals a month.",
    "Care leavers in touch, aged 17 to 21.",
    "Boys {rate}%, girls {rate}%.",
    "Siblings placed together: {rate}%.",
    "Mr Punch Nursery: no return in {year}.",
]

_LEAKY = {
    "NHS number": [
        "Missing from the list: NHS {nhs}",
        "nhs no {spaced}, second visit",
        "Check {spaced} before the return.",
        "NHS-number: {nhs}",
        "{spaced}",
        "patient no. {nhs} not matched",
    ],
    "pupil number": ["UPN {upn} moved school", "{upn}", "School asks about {upn}.", "Pupil ({upn}) left out"],
    "National Insurance number": ["NI {nino}", "Parent's NINO is {nino}, eligible for 2YO", "{nino}"],
    "date of birth": [
        "DOB {born}, wait for panel",
        "d.o.b. {born_in_words}",
        "{given} {family} ({born}) closed",
        "{given} was born on {born_in_words}",
        "Date of birth: {born}",
        "{given} {family}, born {born}",
    ],
    "telephone": ["Ring {phone} after four", "mob: {phone}", "Mum on {phone}", "Front desk {phone}", "tel. {phone}"],
    "e-mail": [
        "{given}.{family}@gmail.com",
        "write to {given}{few}@hotmail.co.uk",
        "cc {given}.{family}@{borough}.gov.uk",
        "{given}_{family}@outlook.com asked",
    ],
    "postcode": [
        "lives at {outward} {inward}",
        "12 Grove Road, {outward} {inward}",
        "{outward}{inward}",
        "Address: Flat 2, {outward} {inward}",
    ],
    "name": [
        "{given} {family}'s mum phoned about the review",
        "{given}'s mother has asked for it",
        "Spoke to mum ({given}) about the visit",
        "child {given} {family} counted twice",
        "the {family} family moved to {borough}",
        "Mrs {family} rang",
        "{given} (aged {age}) left out",
        "{given}, {age} yrs, waits for a place",
        "{capitals}, {given} to be removed",
        "siblings {given} and {other} are in both lists",
        "foster carer {given} {family} says no",
        "Case of {given} {family}: reopened",
        "Child's name: {given} {family}",
        "a boy named {given}",
        "her son {given} was missed",
        "pupil: {given} {family}, Year 4",
        "{given} {family} is 7 and was excluded",
        "baby {family}, born at home",
    ],
    "password": [
        "password: {secret}",
        "pw {secret}",
        "login reader / pass {secret}",
        "Password is {secret}",
        "Server=lb01;Uid=reader;Pwd={secret}",
        "https://reader:{secret}@data.example.org/x",
    ],
    "case id": [
        "Mosaic ID {seven}",
        "case no. {seven} reopened",
        "LCS {eight}",
        "child ref: {six}",
        "EHM ref {seven}, stepped down",
        "Client {seven} counted twice",
    ],
    "small count": [
        "{one} children moved out of borough",
        "only {one} girls in the cohort",
        "There were {one} deaths",
        "{one} young people were remanded",
        "one family refused",
        "{one} of the pupils were excluded",
    ],
}
