"""Harmless notes of ordinary days, filled in many ways: teams, programmes, places, counts of things.

The detectors were tuned on them: they show what must stay quiet, and measure nothing unseen. Names are made up and are
colleagues', beside their office or what they are asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

SLOTS = {
    "team": "Early Help|Performance and Intelligence|Data and Insight|Public Health|the SEND team"
    "|Children's Commissioning|MASH|Virtual School|Quality Assurance|Business Intelligence|the FIS"
    "|Education Welfare|Youth Justice Service|Family Hubs team",
    "colleague": "Priya Shah|Tom Baker|Sarah Okonkwo|James Lee|Hope Adeyemi|Grace Hill|Mark Rivers|Will Turner"
    "|May Chan|June Park|Rose Field|Dawn French|Joy King|Faith Banks|Ivy Stone|Olu Ade|Wei Zhang"
    "|Siân Rees|Zoë Marsh|Anne-Marie Dubois",
    "first": "Priya|Tom|Sarah|James|Hope|Grace|Mark|Will|May|June|Rose|Dawn|Joy|Faith|Olu|Wei|Siân|Zoë",
    "role": "Head of Early Help|Senior Data Analyst|SEND lead|commissioner|Data Protection Officer"
    "|Team Manager|performance officer",
    "programme": "Family Hubs|Start for Life|Supporting Families|Best Start|Holiday Activities and Food"
    "|Healthy Start|HENRY|Flying Start|SAFE Taskforce|Reducing Parental Conflict"
    "|Families First for Children|Bookstart|Talk Boost|Mini Police",
    "system": "Mosaic|LCS|EHM|Synergy|Capita One|Eclipse|RiO|SystmOne|EMIS|Power BI|SharePoint|eStart|Tribal|EYES",
    "place": "Merton|Camden|Hackney|Tower Hamlets|Mitcham|Morden|Kingston|Sutton|Lewisham|Haringey|Bexley"
    "|Newham|Richmond",
    "street": "London Road|High Street|Church Lane|Station Road|Mill Lane|Victoria Avenue|King's Road"
    "|St John's Hill|The Broadway",
    "school": "St Mary's|Harris Primary|Oakwood School|Bishop Gilpin's|Park Academy|Rose Hill Nursery"
    "|Little Stars Nursery|Grace Academy|St Mark's|All Saints|Kids Club|Haslemere Primary",
    "paper": "Working Together|Keeping Children Safe in Education|the Start for Life guidance"
    "|the Marmot Review|Stable Homes|Born in London|the Best Start strategy"
    "|The Independent Review of Children's Social Care|Fingertips|the LAIT",
    "month": "January|March|April|May|June|July|August|September|October|November|December",
    "year": "2019|2021|2022|2023|2024|2025|2026",
    "fy": "2021/22|2022/23|2023/24|2024/25|2025-26|2019-20",
    "few": "one|two|three|four|five|1|2|3|4|5",
    "many": "7|9|12|14|18|26|31|40|85|112|640|1,204|3,518",
    "rate": "2.4|12.5|33.3|61|72.8|88|94.6|100",
    "thing": "family hubs|vacancies|wards|settings|providers|schools|health visitors|midwives|reports"
    "|spreadsheets|workshops|returns|teams|children's centres|clinics|domains|versions|meetings"
    "|nurseries|childminders|sessions a week|localities|indicators",
    "id": "E09000024|93436|MET-014|LOC-003|PHOF C05a|LGInform 5432|URN 102345|LAESTAB 315/2003|E05013810"
    "|SVC-02|20201|NI 117",
    "outward": "CR4|SW19|E8|N15|SE6|KT3|EC1V|W2",
    "box": "earlyhelp@merton.gov.uk|data.team@camden.gov.uk|familyhubs@hackney.gov.uk|fis@sutton.gov.uk"
    "|sen@bexley.gov.uk",
    "day": "03/11/2025|12.1.26|14 May 2025|2025-09-30|1 April 2024|June 2025|w/c 6 October",
    "age": "0 to 2|under 5|2 to 2½|11 to 16|up to 25|0-19|aged 4 to 5",
    "measure": "GLD at age 5|NEET 16-17|first time entrants|breastfeeding at 6-8 weeks|persistent absence"
    "|re-referrals|MMR at 2|EHC plans in 20 weeks|child protection plans|children in need"
    "|looked-after children|infant mortality",
}

TEMPLATES = """
{team} hold this in {system}; extract run each {month}.
{team} hold it. Contact {box}.
Ask {colleague}, {role}, for the latest extract.
{colleague} ({role}) owns the definition.
{first} in {team} sends it by {day}.
Emailed {first} {day}, no reply yet.
Chased {first} and {first} in {month}.
With {first} for sign-off until {day}.
{first} is on leave until {month}; {first} covers.
Meeting with {first} {day} to agree {measure}.
Discussed with {colleague} from {team}.
{first} to check against {system} before {month}.
Spoke to {first} at {school}: they return it each term.
Thanks to {colleague} for the {fy} figures.
Lead: {colleague}, {role}
Owner {team}; deputy {colleague}
Approved by {colleague}, {role}, {day}
{programme} ended {month} {year}.
{programme} data from {month} {year}, not before.
{programme} counts families once, {system} each time.
Reported to DfE as part of {programme}, {fy}.
{programme} grant pays for this until {month} {year}.
{programme} pilot in {few} wards
{programme}: {many} families reached, {rate}%.
See {paper}, {year}, chapter {few}.
{paper} ({year}), table {few}.
Definition from {paper}, page {many}.
Wording as in {paper}; ours differs in {few} places.
{few} {thing}
{few} {thing} in {place}
Only {few} {thing} so far
{few} {thing} return it, the others do not.
{few} of our {thing} are missing.
{few} of the {many} {thing} have answered.
{few} out of {many} {thing}
We have {few} {thing} and {many} staff.
Down to {few} {thing} since {month}.
Up from {few} {thing} to {many}.
There are {few} {thing} in {outward}.
Each of the {few} {thing} has its own spreadsheet.
{few} new {thing} from {month} {year}
Across {few} {thing}, not comparable before {fy}.
Phase {few} of {few}, due {month}.
Step {few} of {few} done
{few}/{few} {thing} done
Part {few} of {many}
Page {few} of {many}, item {few}
Q{few} of {fy}
{few} years of data; {few} year average.
{few} yearly survey, last {year}
Every {few} weeks in {system}
{few}-year-old offer, {place}
{few} or fewer suppressed
Counts below {few} are hidden.
{rate}% of children in {place}, {fy}
{rate}% in {year}, {rate}% in {year}; England {rate}%
{many} children on plans at 31 March {year}
{many} referrals, {many} repeat, {fy}
1 in {few} children live in poverty ({place}, {year}).
{measure}: published {day}, next {month} {year}.
{measure} is {id} on Fingertips
{measure}, {age}, not by ethnicity.
{measure} from {system}; also {id}
{measure}: see {id}, {id}
{id} and {id} replace {id}
{id}
{id}: retired {year}
Same as {id}, age {age}
Code {id}, name changed in {year}
Held at {school} and {school}.
{school} and {school} have joined the cohort since {year}.
{school} closed in {month} {year}; pupils moved to {school}.
{school} is the provider, {team} the commissioner.
Commissioned from {school} until {month} {year}
Sessions at {school}, {street}, {outward}
{place} Family Hub, {many} {street}, {outward}
The clinic moved to {many} {street} in {year}.
Drop-in at {street} Library, Tuesdays {few}pm.
{street} Children's Centre, {few} mornings
{outward} and {outward} only
{outward} has the lowest take-up, {rate}%.
Ward profile for {place}; by {outward}
{place} and {place} share a service.
{place} council holds it for both boroughs.
Royal Borough of {place}, {year}
Joint with {place} from {month}
{age} only
Covers {age}; published for {age}.
Ages {age}, boys and girls together
Boys {rate}%, girls {rate}%
Mothers at booking, {place} Hospital, {year}
Parents and carers of children {age}
Mum and baby groups, {many} places
Dads' group runs at {school}.
Foster carers recruited: {many}
Foster carer recruitment, {programme}
Family of measures: {measure}, {measure}
Sibling policy not in scope
Twin-track with {team}
Care leavers {age}, {rate}% in touch
Young carers register started {year}.
Hope to have this by {month}.
We hope {team} can run it in {month}.
Mark as partial until {system} is fixed.
Will be rebuilt in {month}; may change.
May {year} is the latest; June is due.
April figures replaced in May.
Grace period ends {day}.
Rose by {rate} points; dawn of the new system.
Joy of Reading sessions, {many} places
Faith schools not shown apart.
Summer {year}, then Autumn {year}
Not asked, not recorded; {team} agree.
Nobody records it. Ask again in {month}.
No source. {team} looked, {team} too.
Partly: {system} has {few} of {many} fields.
{system} field blank until {year}.
{system} and {system} disagree by {rate}%.
{system} report {many}, tab {few}
{system} upgrade {day}: rerun after.
New in {system} since {month} {year}
Log in to {system} through the portal; licences with IT.
Ask IT for a password reset.
Password protected, {team} have it.
The key to colours is on tab {few}.
Key contacts: {box}
Send to {box} by {day}.
cc {box}
{box} answers in {few} days
Helpline 0300 123 {many}
Ofsted {month} {year}: good; ILACS {year}
CQC rated {few} clinics good
Board {day}, item {few}
DPIA signed {day}, review {month} {year}
Contract {many}/{year} with Barnardo's, {few} lots
Tender in {month}; {few} bidders
Budget £{many},000, {few} posts
{few} WTE, {few} vacant
{few} FTE in {team}
Version {few}.{few}, {month} {year}
v{few}.{few} of the workbook
Section 1.2.{few}
Rounded to the nearest {few}
n={many}
Sample of {many}, response {rate}%
Denominator {many}, ONS mid-{year}
Numerator from {system}, denominator from {paper}
CI {rate} to {rate}
RAG amber since {month}
Green in Q{few}, amber in Q{few}
London {rate}, England {rate}, us {rate}
Stat neighbours: {place}, {place}, {place}
Better than {place}, worse than {place}
Funded by {programme} ({fy})
Training for {few} cohorts of staff, {month}
{few} trainers, {many} staff trained
Two of the three measures are published.
Two of the three {thing} are open.
One of the two systems is being replaced.
Home Office return, {month} {year}
Police data via Safer {place}, {fy}
Court data from Cafcass, Q{few} {fy}
Health data from {place} ICB, {month}
Bank holiday closure in May
Flat rate funding, {fy}
Flat 2% uplift each year
Registration with a GP: {rate}%
Car parking at {street} library
Address changes are weekly
Passport to Leisure scheme, {place}
Visa returns not relevant
IP and copyright: OGL v3.0
Case load {many} per worker
Cases open at {day}: {many}
Child level data stays in {system}
Child's voice: see {paper}
Child and family assessments within 45 days, {rate}%
Client Level Data, {fy}
Pupil level census, {month}
Patient experience survey {year}
Students at {school}: {many}
Referral routes: {few} front doors
Deaths: CDOP annual report {year}
Pregnancy: under 18 conception rate, {year}
Excluded from {measure}: {school}
In custody: rate per 1,000, YJB
Homeless families, H-CLIC, {fy}
Domestic abuse, MARAC {fy}
Neglect strategy, {place} {year}
Self-harm admissions, PHOF
Missing from home episodes, {fy}
Adopted by Cabinet, {month} {year}
Placed on the forward plan for {month}
""".strip().splitlines()


def every_day(count: int, seed: int = 7) -> Iterator[str]:
    """Yield so many notes, each template as often as any other."""
    random = Random(seed)
    choices = {slot: words.split("|") for slot, words in SLOTS.items()}
    for place in range(count):
        note = TEMPLATES[place % len(TEMPLATES)]
        while "{" in note:
            begins, ends = note.index("{"), note.index("}")
            note = f"{note[:begins]}{random.choice(choices[note[begins + 1 : ends]])}{note[ends + 1 :]}"
        yield note
