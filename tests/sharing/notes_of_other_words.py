"""Notes of another vocabulary than the other sets have: benefits, suppliers, Acts, schools, streets, places, jobs.

Harmless ones are filled from lists of names that look like people's; the others say who it is in forms that came after
the other sets: other marks between figures, numbers read out, initials of small words, names in small letters or all in
capitals. No name or number is anybody's; telephone numbers are those kept free for plays.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from tests.sharing.planted import nhs, upn

WORDS = {
    "benefit": "Universal Credit|Pension Credit|Child Benefit|Housing Benefit|Carer's Allowance"
    "|Personal Independence Payment"
    "|Disability Living Allowance|Council Tax Support|Attendance Allowance|Sure Start Maternity Grant"
    "|Tax-Free Childcare"
    "|Discretionary Housing Payments|Statutory Sick Pay|Household Support Fund|Healthy Start Vouchers"
    "|Bereavement Support",
    "programme": "Families First Partnership|Edge of Care|Staying Close|Staying Put|Caring Dads"
    "|Safe and Together|Non Violent Resistance"
    "|Parents as Partners|Baby Steps|Circle of Security|Mockingbird Family Model|Lifelong Links"
    "|Young Black Minds|Bright Futures"
    "|No Wrong Door|Strengthening Families|Fathers Matter|Rapid Response|Multi Systemic Therapy"
    "|Video Interaction Guidance"
    "|Book Trust Baby|Early Talk Boost|Five to Thrive|Building Brighter Beginnings|Getting Ready Together"
    "|Growing Up Happy",
    "supplier": "Access Group|Advanced Solutions|Servelec Synergy|Liquidlogic Early Years|Granicus Engagement"
    "|Policy in Practice"
    "|Oxygen Finance|Peabody Trust|Clarion Housing|Notting Hill Genesis|Turning Point|Change Grow Live"
    "|Family Action|Kids Inspire"
    "|Bright Horizons|Busy Bees|Little Angels|Happy Nest|Kinder Steps|Ambitious about Autism"
    "|Tavistock Relationships|Place2Be"
    "|Snowflake Analytics|Deep Insight|Civica Education|Capita One Youth|Kindred Nurseries|Sunrise Care"
    "|Lighthouse Fostering",
    "act": "Children and Families Act|Care Act|Equality Act|Domestic Abuse Act|Modern Slavery Act"
    "|Data Protection Act|Education Act"
    "|Homelessness Reduction Act|Mental Capacity Act|Children and Social Work Act|Online Safety Act"
    "|Crime and Policing Bill"
    "|Children's Wellbeing and Schools Bill|Victims and Prisoners Act|Localism Act|Human Rights Act",
    "body": "Youth Justice Board|Education Endowment Foundation|What Works Centre|Early Intervention Foundation"
    "|London Councils"
    "|Greater London Authority|Metropolitan Police|Royal College|Local Government Association|Department for Education"
    "|Information Commissioner|Care Quality Commission|Health Innovation Network|Safeguarding Partnership"
    "|Violence Reduction Unit"
    "|Social Work England|National Audit Office|Nuffield Foundation|Research in Practice|Foundations What Works"
    "|Young Foundation",
    "place": "Elephant and Castle|Canary Wharf|Bethnal Green|Mile End|Shepherds Bush|Crystal Palace|Herne Hill"
    "|Forest Hill|Colliers Wood"
    "|Raynes Park|Chalk Farm|Kentish Town|Seven Sisters|Wood Green|Palmers Green|Winchmore Hill|Swiss Cottage"
    "|Earls Court|Parsons Green"
    "|Thornton Heath|Bexley Heath|Abbey Wood|Becontree Heath|Harold Hill|Custom House|Maida Vale|Kensal Rise"
    "|Queens Park|Stamford Hill",
    "school": "St Anselm's Primary|Holy Trinity School|Sacred Heart|Our Lady of Victories|Highfield Infants"
    "|Riverside Academy|Maple Grove Primary"
    "|Sunny Bank Nursery|Bluebell Wood Nursery|Elm Park Juniors|Ashfield Primary|Greenway Academy"
    "|Central Foundation Girls|Morpeth Secondary"
    "|Woodlands Park Nursery|Orchard Hill College|Robin Hood Primary|Cherry Orchard|Oak Lodge School"
    "|Willow Brook Primary|Rosendale Primary"
    "|Queen Elizabeth's Girls|Royal Docks Academy|Beacon High|Skinners' Academy|Bishop Challoner|Cardinal Wiseman",
    "street": "Acre Lane|Brixton Hill|Mare Street|Green Lanes|Lea Bridge Road|Seven Kings High Road"
    "|Coldharbour Lane|Lavender Hill"
    "|Rosebery Avenue|Kings Avenue|Queens Crescent|Grange Park|Plough Lane|Haydons Road|Merton High Street"
    "|Bishopsford Road|Cannon Hill"
    "|Mill Green|Grove Vale|Lordship Lane|Rye Lane|Albion Street|Jubilee Walk|Windmill Road|Church Path|Chapel Market",
    "system": "Liquidlogic LCS|Early Help Module|Capita One|Core Plus|ChildView|Azeus Convene|Power Platform"
    "|Azure Synapse|Google Analytics"
    "|Microsoft Forms|Smart Survey|Survey Monkey|Rio Mobile|Red Book Online|Badger Net|Black Pear"
    "|Cerner Millennium|London Care Record"
    "|Discovery East London|Whole Systems Integrated Care|Outcomes Star Online|Data Lake|Tableau Server"
    "|Jira Board|Trello Card",
    "job": "Head of Integrated Commissioning|Principal Educational Psychologist|Assistant Director"
    "|Designated Social Care Officer|Family Hub Manager"
    "|Community Connector|Parenting Coordinator|Public Health Strategist|Senior Responsible Owner"
    "|Programme Director|Virtual School Head"
    "|Named Nurse|Designated Doctor|Senior Business Analyst|Data Architect|Lead Member|Chief Executive"
    "|Infant Feeding Lead",
    "month": "January|February|March|April|May|June|July|August|September|October|November|December",
    "year": "2019|2021|2022|2023|2024|2025|2026",
    "period": "2022/23|2023/24|2024-25|Q1 2025|Q3 2024/25|autumn 2025|summer term|January to March 2025",
    "day": "03/11/2025|12.1.26|14 May 2025|2025-09-30|w/c 6 October|1 April 2024|28th of February",
    "count": "7|9|12|26|48|112|640|1,204|3,518|22,417",
    "rate": "2.4|12.5|33.3|61|72.8|94.6",
    "little": "2|3|4|5|two|three|four|five",
    "thing": "settings|wards|hubs|sites|clinics|returns|spreadsheets|teams|contracts|providers|sessions"
    "|workshops|rounds|boards",
    "small_colleague": "priya shah|tom baker|sarah okonkwo|james lee|olu ade|siobhan rees|kelly|marcus|debbie"
    "|nadia hussain|emma wright",
    "ask": "the extract|the census return|access to mosaic|the dashboard|the data dictionary|the definition"
    "|the new template|the figures",
    "mail": "familyhubs@merton.gov.uk|performance.team@brent.gov.uk|earlyyears@sutton.gov.uk|cyp.data@lambeth.gov.uk",
}

HARMLESS = """
{benefit} claimants with brothers and sisters counted once
{benefit} families, brothers and sisters together
Families on {benefit} with a sibling under 5
Parents on {benefit}: {rate}%
Parent on {benefit} at booking
{benefit} is for the household, not the child
{benefit} and {benefit}, {period}
Mother in receipt of {benefit}, DWP table {little}
{benefit}, Year 6 pupils
Pupils whose family has {benefit}, school census
{benefit} take-up by ward, {period}
{benefit} replaced {benefit} in {month} {year}
{programme} plan agreed for {place}
{programme} for mums in {place}
{programme}: parents and carers, {count} places
{programme}, Year {little}, evaluated by {body}
{programme} (school led) began {day}
{programme} for foster carers, {period}
{programme} siblings group, {little} rounds
{programme}, ages 5 to 11, {count} families
{programme} at {school}, {little} terms
{programme} ran from {day} to {day}
{programme} counted with {programme}
Dad's group of {programme} meets at {place}
Evaluation of {programme}, {body}, {year}
{supplier} contract ends {day}
{supplier} nursery in {place}, {count} places
{supplier}: placement data each {month}
{supplier} parent app, version {little}.{little}
{supplier}, {place}, rated good {month} {year}
{supplier} child module goes live {day}
{supplier} family portal
{supplier} school module, {period}
{supplier} won lot {little}; {supplier} lot {little}
{supplier}, invoice {count}
{supplier} (foster carers) and {supplier} (residential)
Sister company of {supplier}
{act} {year}, section {little}
{act} {year}: parental responsibility
{act}, Part {little}, children's plan
{act} guidance, {month} {year}
As the {act} asks, {body} publishes it
{act} and {act}, see schedule {little}
Child's rights under the {act}
{body} report, {month} {year}, page {count}
{body}: school survey, Year {little}
{body} parent survey, {count} replies
{body} sibling study, {year}
{body} and {body} agree, {day}
Definition of the {body} ({year})
{body} plan {year} to 2028
{body}, {place} office
{body} will publish in {month}
{place} nursery classes, {rate}%
{place} and {place} only
{place} school cluster, {count} pupils
{place} families have least, {rate}%
{place} children's centre, Year {little} of the lease
{place} mums' group, {count} places
{place} Family Hub, {street}
{place} ward, child poverty {rate}%
{place}, {street} and {street}
{school}, Year {little} pupils excluded from the count
{school} and {school} sent no return
{school} nursery, reception and Year 1
{school}: sibling rule changed, {month}
{school} plan to open a hub, {period}
{school} converted {day}
{school} is run by {supplier}
{school}, {street}, {count} on roll
{street} clinic, parents' drop-in
{street} and {street}, {count} households
{street} hub opened {day}
Hub at {count} {street}, {place}
{system} plan view, Year 6 and Year 7
{system} has no sibling link
{system} parent login, {count} users
{system} and {system} count differently
{system} family view rebuilt {day}
{system} school link, since {month}
{system}: child record, carer record
{system} licence, {count} users, {period}
{job} agreed {day}
{job}, {supplier}, sends it in {month}
{job} and {job} own this
{job} to confirm for {school}
{job}, {body}
Ask the {job} in {place}
ask {small_colleague} for {ask}
{small_colleague} sent {ask} in {month}
chase {small_colleague} re {ask}
spoke to {small_colleague} about {ask}
with {small_colleague} until {ask} is back
{small_colleague} in the data team keeps {ask}
waiting for {small_colleague} to send {ask}
emailed {small_colleague} {day} for {ask}
will ask in may, mark as partial for now
hope to have grace period of {little} weeks
rose from {rate} to {rate} in april, dawn of the new system
no brothers or sisters recorded before {month}
all mums and dads are asked at the hub
one two three and four year olds together
ages three, four and five; {rate}%
tables one, two, three, four, five and six of {body}
two of three {thing}, four of five {thing}
{little} {thing} of {supplier}
{little} {thing} in {place}, {little} in {place}
{count} {thing}; {count} {thing} in {period}
NHS_{count} of the trust's own list
Ref {count}/{year}, lot {little}
file_{year}_{little}_final of the {body}
PHASE TWO STARTS IN {month}
NOT COLLECTED BY {supplier}
DO NOT SORT THIS SHEET
SEE {act} {year}
AS Level and A Level, Year 12 and 13
AS in Year 12 only
P.E. Year 9, R.E. Year 10
I.T. at {school}
N.B. Year 6 only
EP at {school}, SENCO at {school}
CP chairs, Year {little} of the contract
E.g. Y4 and Y5 at {school}
Cohort A.B. of the trial
{mail} answers by {day}
""".strip().splitlines()


def other_harmless(count: int, seed: int = 3) -> Iterator[str]:
    """Yield so many notes that say nothing of anybody, each template as often as any other."""
    yield from _filled(HARMLESS, WORDS, count, Random(seed))


_WHO = {
    "first": "jayden|amira|kofi|zainab|tobi|keira|hannah|mohammed|nevaeh|oluwaseun|aleksander|shanice|leila"
    "|callum|priya|kwame",
    "family": "okafor|sesay|boateng|hussain|adewale|doyle|novak|ahmed|clarke-boyd|mensah|kowalski|bello|o'neill"
    "|nguyen|silva|begum",
    "school": "Hillside Primary|Oakwood School|St Anne's Nursery|Riverside Academy",
    "initials": "A.S.|I.N.|O.N.|T.O.|B.Y.|K.M.|J.O.|W.E.",
    "year": "Y4|Yr 6|Year 9|year 2|Y11",
    "age": "4|6|9|11|13|15",
    "kin": "mum|dad|nan|brother|sister|aunt|foster carer",
    "befell": "was excluded|moved to Kent|is on a plan|went missing|is in care",
}
LEAKY = """
NHS_{u}
NHS no_{u}
nhs{u}
nhs number {dot}
{dot} nhs, not matched
NHS {slash}
NHS: {pipe}
NHS no. {star}
NHS ({three}) {rest}
NHS {wide}
NHS {thin}
NHS {hidden}
NHS {struck}
NHS number {words}
nhs {pairs}
her number is {words}
NHS number {wrong}
NHS_{wrong_u}
{mid}
{spread}
UPN {upn_spaced}
UPN: {upn_dashed}
UPN_{upn_u}
{upn_spaced} left in June
DOB_{born_u}
dob {born_pipe}
dob {born_short}
NI_AB_12_34_56_C
NI: AB.12.34.56.C
ring 07700_900_{end}
mobile {phone_words}
0 7 7 0 0 9 0 0 {end_spread}
at CR4_3XY
home: SW19-2AB
LL ref 12{end}45
LL id 76{end}21
Controcc no 55{end}1
{initials} ({year}, {school})
{initials}, {year}, {school}
{initials} in {year} at {school}
{year} {initials}, {school}
AS ({year}, {school})
KM at {school} {befell}
JO, {school}, is missing
spoke to {first} {family} about his placement
spoke to {first} {family} about moving school
met {first} {family} again
{first} {family} {befell}
{first} {family} is not on the list
{first}'s {kin} rang
{first} {family}'s {kin} says no
{kin} of {first} {family}
case of {first} {family} to be removed
child: {first} {family}
{first} {family} ({age}) left out
{first} {family}, {year}, counted twice
{first} {family} 03/04/2015
{first} {family}
{FIRST} {FAMILY}'S {KIN} PHONED
CASE OF {FIRST} {FAMILY}
{FIRST} {FAMILY}, {year}, LEFT OUT
SPOKE TO {FIRST} {FAMILY} ABOUT HER PLAN
Spoke to {First} {Family} about his placement
Rang {First} {Family} re her school place
""".strip().splitlines()


def other_leaky(count: int, seed: int = 5) -> Iterator[str]:
    """Yield so many notes that say who it is, each template as often as any other."""
    random = Random(seed)
    for place in range(count):
        yield next(_filled([LEAKY[place % len(LEAKY)]], {**_WHO, **_numbers(random)}, 1, random))


_READ = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]


def _numbers(random: Random) -> dict[str, str]:
    number = ""
    while not number:
        nine = random.choice("467") + "".join(random.choices("0123456789", k=8))
        if (11 - sum(weight * int(one) for weight, one in zip(range(10, 1, -1), nine, strict=True)) % 11) != 10:
            number = nhs(nine)
    parts = number[:3], number[3:6], number[6:]
    pupil = upn(random.choice(("315", "204", "398")) + "".join(random.choices("0123456789", k=9)))
    wrong = f"{number[:9]}{(int(number[9]) + 1) % 10}"
    end = f"{random.randint(100, 999)}"
    first, family = random.choice(_WHO["first"].split("|")), random.choice(_WHO["family"].split("|"))
    return {
        "u": "_".join(parts),
        "dot": ".".join(parts),
        "slash": "/".join(parts),
        "pipe": "|".join(parts),
        "star": "*".join(parts),
        "three": parts[0],
        "rest": f"{parts[1]} {parts[2]}",
        "thin": "\u2009".join(parts),
        "hidden": "\u200b".join(number),
        "wide": "".join(chr(ord(one) + 0xFEE0) for one in number),
        "struck": "\u0336".join(parts[0]) + f" {parts[1]} {parts[2]}",
        "words": " ".join(_READ[int(one)] for one in number),
        "mid": "·".join(parts),
        "spread": " ".join(number),
        "pairs": ", ".join(" ".join(_READ[int(one)] for one in part) for part in parts),
        "wrong": f"{wrong[:3]} {wrong[3:6]} {wrong[6:]}",
        "wrong_u": f"{wrong[:3]}_{wrong[3:6]}_{wrong[6:]}",
        "upn_spaced": f"{pupil[0]} {pupil[1:4]} {pupil[4:8]} {pupil[8:]}",
        "upn_dashed": f"{pupil[0]}-{pupil[1:8]}-{pupil[8:]}",
        "upn_u": f"{pupil[:4]}_{pupil[4:8]}_{pupil[8:]}",
        "born_u": "03_04_2015",
        "born_pipe": "03|04|2015",
        "born_short": "030415",
        "end": end,
        "end_spread": " ".join(end),
        "FIRST": first.upper(),
        "FAMILY": family.upper(),
        "First": first.capitalize(),
        "Family": family.title(),
        "KIN": random.choice(("MUM", "DAD", "SISTER")),
        "phone_words": f"oh double seven oh oh nine oh oh {' '.join(_READ[int(one)] for one in end)}",
    }


def _filled(templates: list[str], words: dict[str, str], count: int, random: Random) -> Iterator[str]:
    for place in range(count):
        note = templates[place % len(templates)]
        while "{" in note:
            begins, ends = note.index("{"), note.index("}")
            slot = words[note[begins + 1 : ends]]
            chosen = (
                random.choice(slot.split("|"))
                if note[begins + 1 : ends] != "pipe" and "born" not in note[begins:ends]
                else slot
            )
            note = f"{note[:begins]}{chosen}{note[ends + 1 :]}"
        yield note


TYPED_HARMLESS = tuple(
    r"""
Awaiting Northgate Revenues extract, due Thursday
Families Information Service moved to Bromley Civic Centre
Quarterly return from Central and North West London NHS Foundation Trust
The Brandon Centre and Open Door both report to the ICB
Oxleas supplies this via Bexley Care
Hestia runs the refuge; Solace Women's Aid the IRIS project
Children's Society survey, Good Childhood Report 2024
Barnardo's SafeSpace app, uptake unknown
Red Balloon and The Complete Works are AP providers
Kooth Plc, Togetherall and Silvercloud: digital offer
Anna Freud's AFC-Crisis Tool is not counted
Child Poverty Action Group estimate, after housing costs
Joseph Rowntree Foundation, UK Poverty 2024
Buttle UK grants, Chances for Children
Cripplegate Foundation, Help on Your Doorstep
John Lyon's Charity pays for the summer programme
Walcot Foundation bursaries
Paul Hamlyn Foundation evaluation, Year 2 pupils
Esmée Fairbairn grant
Sir John Cass's Foundation, now The Portal Trust
William Wates Memorial Trust
Henry Smith Charity: 3 year grant
Maudsley Charity, Bloom programme
Guy's and St Thomas' Charity, childhood obesity programme
Tudor Trust core grant
Camelia Botnar Children's Centre
Holmewood Nursery School, Effra, and Ethelred
Rachel McMillan Nursery and Children's Centre
Margaret McMillan, Robert Owen and Clyde are maintained nurseries
Dorothy Gardner Centre moved to family hub status
Katherine Bruce Nursery
Mary Paterson Nursery closed August 2023
Randolph Beresford Early Years Centre
Old Oak Community Centre
Masbro Centre, Brook Green
James Lee Nursery School
Vanessa Nursery School
Kilburn Grange, Queensway
Portman Early Childhood Centre
Thomas Buxton Children's Centre
Mary Sambrook, Marner and Around Poplar
Alice Model Nursery
Harry Roberts Nursery
Children's House, Bromley by Bow
Overland Children's Centre, Parnell Road
Isaac Newton Academy, Loxford, Seven Kings
Sarah Bonnell, Lister and Rokeby are in one trust
Sir George Monoux College
Christ the King Sixth Form
George Mitchell School
Frederick Bremer, Willowfield, Kelmscott
Eleanor Palmer, Brecknock and Torriano
Edith Neville Primary
Maria Fidelis
William Ellis, Parliament Hill, La Sainte Union
Regina Coeli
Archbishop Tenison's closed, August 2023
Evelyn Grace Academy
Jessop, Hitherfield, Julian's
Stockwell Park, now Platanos
Norwood, The Elmgreen, Dunraven
Burntwood, Graveney, Ernest Bevin
Ashcroft, Saint Cecilia's
Ricards Lodge and Rutlish
Raynes Park High
Cricket Green; Perseid; Melrose
Tiffin, Hollyfield, Coombe
Teddington, Orleans Park, Waldegrave, Grey Court
Grey Court School
Christopher Wren
Jack Tizard, Cambridge, Woodlane
Queensmill and The Courtyard
Woodfield, The Village
Manor, Phoenix Arch
Jubilee Line closures affected attendance
The Elizabeth line opened in May 2022
Lady Margaret School
Fulham Cross
Hurlingham
St Mary Magdalene, Peninsula
Charlton Park Academy
Willow Dene
Thomas Tallis, John Roan
Eltham Hill, Harris Greenwich
Stationers Crown Woods
Leigh Stationers'
Blackfen; Beths; Townley
Bexley Grammar, Haberdashers' Crayford
Darrick Wood, Langley, Ravens Wood
Coopers School
Mottingham; Penge East
Police BCU: Central South
BCU commander's report
Operation Harbinger
Project ADDER, Camden
Project Zero, Newham
Divert, Engage, Your Choice
Rescue and Response, county lines
London Gang Exit
St Giles Trust
Redthread at King's
Catch22 The Social Switch
Stopwatch
Child First, Youth Endowment Fund
Turnaround, MoJ grant
Prevent Duty, Channel panel
Bruce Report, Laming, Munro
Josh MacAlister, Care Review
Wood Review of LSCBs
Timpson Review of exclusions
Bercow: Ten Years On
Rose Review, reading
Tickell Review, EYFS
Allen Review
Field Review on poverty
Michael Marmot: Fair Society, Healthy Lives
Dame Rachel's Family Review
Heckman curve, not used
Bowlby, Ainsworth: attachment training
Bronfenbrenner model in the strategy
Lundy model of participation
Hart's ladder
Kolb cycle
Kirkpatrick level 3 evaluation
Bamford, Graded Care Profile 2
Outcomes Star, Triangle
Leuven Scales, level 4
Ages and Stages, ASQ:SE-2
Edinburgh Postnatal Depression Scale
Whooley questions
Karitane Parenting Confidence Scale
Warwick-Edinburgh, short form
Kessler 6
Rosenberg scale
Strengths and Difficulties
Goodman's SDQ, age 4 to 17
Boxall Profile, primary
Schonell reading age
Wechsler: not collected
Portage home visiting
Makaton champions
Every Child a Talker
I CAN, now Speech and Language UK
WellComm, Big Book
Nuffield Early Language Intervention, reception
Launchpad for Language
Elklan training: 40 staff
Hanen groups, More Than Words
EarlyBird, Cygnet
Tuesdays at Brixton Hill
spoke to sarah in performance about the census
sam to check, then rob
kelly says no
ask will in finance
tom will run it in june
jo at the icb
grace from contracts
dawn in mash, not mosaic
with hope in early help
alex keeps the list, jordan has access
asked jordan and kelly for the extract
emailed the team, no reply from leigh
e.g. ruby class and jade class at the nursery
rose and lily rooms, ages 2 to 3
robin, wren and swift groups
amber rated; red last year
willow ward at st george's
jasmine ward discharge data
victoria ward and albert ward
florence road hub
the lee valley site
may half term, june returns
april figures only
paris and london both publish it
the harris federation
kent and essex excluded
jersey nursery chain
angel, archway and finsbury park
elephant & castle leisure centre
hope street project
joy club
Brothers and sisters on Free School Meals
Sibling premium, Early Years Pupil Premium
Parents get Tax Credits, mothers get Maternity Allowance
Child Trust Fund and Junior ISA, Year 6 leaflet
Mum's Net Worth survey
Boys' Brigade, Girlguiding, Scouts
Baby Loss Awareness week
Dad Matters UK
Mothers' Union parenting course
Fathers Network Scotland toolkit
Grandparents Plus, now Kinship
Brother's keeper mentoring, St Giles
Twins Trust helpline
Sister Circle, East London
Sisters of Frida
Home Start mums and dads
Child Bereavement UK
Child Accident Prevention Trust
Child Death Overview Panel, Q2
Family Rights Group
Family Lives parentline
Family Fund grants 2024
Family Nurse Partnership, Year 2
Placement North commissioning
Care Leavers Covenant
Spectrum Drive, White Hart Lane, Lordship Rec
Broadwater Farm Community Centre
Pembury Estate, Nightingale Estate
Andover Estate, Harvist Estate
Churchill Gardens, Lillington Gardens
Becontree Avenue Family Hub
William Pike House
Gascoigne Road children's centre
Marks Gate, Thames View
Sue Bramley Centre
John Perry Children's Centre
Furze and Warren
Lymington Fields
Signed: Director of Public Health
FAO SENCO
c/o Reception, Civic Centre
Autumn census, Year 1 phonics resit
KS1, Year 2 teacher assessment
Year 11 Progress 8, Oak Trust
Y6 SATs, Y9 options
Y12 and Y13 retention
SEN Support, Year R
EHCP Annual Review, Year 9 onwards
Preparing for Adulthood, Year 9
Supported Internship, Project SEARCH
Connexions, Prospects, Careers Wave
LCS to Mosaic migration, lot 2
Civica Paris replaced by LCS
Servelec Core+ 2.3
Capita ONE v4
Tribal Synergy, Nexus 5
Impulse Nexus
Pathway Plus
Signis
Core Assets, Compass, Orange Grove
Foster Care Associates
By the Bridge
Barnardo's Link
TACT
National Fostering Group
Outcomes First Group
Keys Group
Hexagon Care
Priory Group
Cygnet Hospital
Horizon Care and Education
St Christopher's Fellowship
Centrepoint; Depaul; New Horizon
YMCA St Paul's
Look Ahead
Single Homeless Project
St Mungo's
Evolve
Metropolitan Thames Valley
Optivo and Southern
A2Dominion
Paradigm
Origin
Poplar HARCA, Tower Hamlets Homes
Gateway Housing
Swan
East Thames
in may 2025 hope to rerun
will mark as green in june
grace and favour not counted
rose garden nursery
joy of play
dawn chorus project
sky's the limit camp
happy hearts, little stars
robin hood primary
jack petchey award
duke of edinburgh award
prince's trust
king's trust
st john ambulance
st mary's and st ann's
bishop ridley
archbishop lanfranc
paul robeson house
nelson mandela school
martin luther king day
mary seacole ward
florence nightingale suite
""".strip().splitlines()
)
"""Typed one by one: charities, estates and schools that are called after people, and colleagues in small letters."""

TYPED_LEAKY = tuple(
    r"""
kwame mensah, 14, hit a teacher
the boy, tyrone baptiste, moved
visit to ayesha begum 12/11
dad (kofi) asked for it
mum = shanice
sister of nia okafor in same list
fatima hussain DOB 12.04.2014
fatima hussain 12.04.2014
remove amelia osei
Remove Amelia Osei
missing: amelia osei
not matched: keira doyle
waiting on consent from keira doyle's parents
keira d (y5)
keira doyle yr 5
K Doyle, Year 5
Keira D, Y5, Oakwood
KD Y5 Oakwood
K.D. year 5
KD (yr 5)
(KD, 10)
KD aged 10
KD dob 3/4/15
NHS no: 4 8 5 1 1 1 1 2 3 1
NHS no 48 51 11 12 31
nhs 485 1111231
NHS485 111 1231
nhs=4851111231
NHSNO4851111231
NHS Number,4851111231
CHI 0304151234
H&C 485 111 1231
UPN: A820431001123
UPN=A820431001123
upn A820 4310 0112 3
ULN 1234567890
uln 123-456-7890
NI no QQ123456C
NINO qq 12 34 56 c
nino: QQ12 34 56C
LAC ID 123456
CIN no 778812
Family no. 12345
mosaic no 1234567 closed
mosaic 1234567
LCS: 778812
EHM-445566
case 778812/1
Ref: CP/2025/00123
child id 00012345
passport GB 123456789
born 3rd april 2015
birthday 3 April
3.4.2015 (dob)
03/04/2015 is her dob
DOB is third of April twenty fifteen
07700 900 123
+44 (0)7700 900123
00447700900123
077 0090 0123
07700-900123
t: 07700900123
020 7946 0018 is mum's
1 Rye Lane SE15 5BY
SE155BY
se15 5by
Flat 2b 14 Rye Lane
lives at no 14 rye lane
they live at 14 rye lane
pw: Sunflower22
password Sunflower22
PIN 4471
user eh_admin / Peckham2024
the excel password is merton123
unlock with merton123
3 kids
three sibs
2 CLA
n = 2
4 of the 5 girls
one child
both siblings adopted
two young people in custody
NHS_485_111_1234
NHS_485_111_1231
NHS number 485 111 1234
485_111_1231
485.111.1231
485/111/1231 nhs
NHS: 485|111|1231
(485) 111 1231
485 - 111 - 1231
485 111 1231
nine four three four seven six five nine one nine
NHS number is nine four three, four seven six, five nine one nine
oh seven seven double oh nine hundred one two three
ring oh double seven oh oh, nine oh oh, one two three
A.S. (Y4, Hillside Primary)
AS (Y4, Hillside Primary)
A.S., Y4, Hillside Primary
Y4 A.S. Hillside Primary
KM at Hillside Primary
LL ref 1234567
LL 7654321
UPN: A-8204-3100-1123-4
spoke to jayden okafor about his placement
spoke to jayden okafor about moving
jayden's mum rang
mum of jayden okafor says no
hannah lee's social worker is off sick
case of kofi boateng to be removed
we left out mohammed ali (9) because dad objected
amelia, 14/02/2015
amelia osei 03/04/2015
JAYDEN OKAFOR'S MUM PHONED
SPOKE TO JAYDEN OKAFOR RE HIS PLACEMENT
jayden okafor, year 4, hillside
child is jayden okafor
priya shah dob 3/4/15
DOB_03_04_2015
dob 030415
dob 03|04|2015
AB_12_34_56_C
AB.12.34.56.C
07700_900_123
tel_07700_900123
0 7 7 0 0 9 0 0 1 2 3
cr4_3xy
SW19-2AB
ULN 734 820 1562
Spoke to Jayden Okafor about his placement
aisha begum aged 6
kwame (he/him) 14
tobi adewale's placement broke down
ring kayden's nan
zainab's foster carer said no
amelia o not on list
amelia (7) not on list
Miss Begum to ring
mr okafor rang
ms begum asked
mrs hussain's twins
dad is kwame mensah
his name is kofi boateng
called zainab ahmed
social worker for aisha begum
tyrone b year 9
A. Osei (Y6)
Amelia O., Y6, Hillside
A Osei, dob 2015
amelia.osei@outlook.com
NHS 485-111-1231
NHS 485,111,1231
NHS 4851 111 231
nhs four eight five one one one one two three one
NHS 485 111 1231
UPN A 2041 2345 6789 0
upn: a204123456789
LAC number 123456
CIN ID: 1234567
LL no. 1234567
LL: 1234567
Liquid Logic 1234567
ref LL1234567
""".strip().splitlines()
)
"""Typed one by one, each in a form of its own."""
