"""Some two hundred harmless notes and a hundred that say who it is, as officers write: no pattern was made for them.

No name or number is anybody's; ten-figure numbers have right check digits and were made up.
"""

from __future__ import annotations

HARMLESS = tuple(
    """
Awaiting sign-off from DCS, expected w/c 12/01/2026
Extract run 03/11/2025, rerun 10/11/2025 after fix
Liquidlogic go-live was 14/02/2022
Published 28 November 2024 by DfE, next release November 2025
SEF agreed at Board 12/03/2025
Meeting with Priya, 14/05/2025, to agree definitions
Spoke to Kelly in Performance 3/6/25
Sam to confirm by 30/01/2026
Deadline for SSDA903 is 30 June 2025
Ofsted ILACS, 17/06/2022
Joint Targeted Area Inspection, 05/12/2023
Contract with Barnardo's runs to 31/03/2027
Home-Start Merton, from 01/04/2023
Family Hubs opened 01/09/2022
Mosaic upgrade 14.2.25
Data frozen 31/03/2025; Jan 2026 refresh
Cabinet 14 February 2024, item 6
Last updated: 02/10/2025
Version 3, 14/02/2023
HDP submission 15/07/2024
Ward profile, 1 April 2021
Census 21 March 2021
ONS mid-year estimates, 30 June 2023
Ages 0 to 4 only, from Jan 2019
Cohort born Sept 2019 to Aug 2020
Children born in 2015 are now in Year 5
Baseline is 2019/20; Covid years not comparable
Reviewed by Data Quality Group 09/09/2025
Signed DSA with CLCH on 14/02/2024
Data from Whittington, 14/02/2024
Requested from NHS England 12/12/2024, chased 06/01/2025
Epsom and St Helier send quarterly
Kingston Hospital maternity data only
CLCH provide; we don't see it
Central London Community Healthcare hold this
South West London ICB, contact the BI team
North East London ICB publishes
Achieving for Children runs this for us
The Anna Freud Centre evaluation, 2023
Evaluation by Coram, Year 2 report
Kooth and Off the Record count contacts only
Year 6 NCMP only, Reception in a separate table
NCMP Year 6, Hackney Learn
Phonics Year 1, DfE table 4
EYFSP from Keypas, Year R
School census, spring, Year 7 to 11
Secondary transfer: Year 6 to Year 7
Reception and Year 6 height and weight programme
Year 4 multiplication check, June
Harris Academy Merton in cohort since 2022
Cricket Green School and Perseid School excluded
Bishop Gilpin's moved to academy trust, dates wrong
Hillside School closed July 2023
St Ann's School, Perseid and Melrose: special schools
Special schools are not in this table
Sure Start plan superseded by Best Start plan
Early Help plan, Family plan, TAF plan: all count as one
Action plan with ICB, September
Corporate Plan 2023-26
SEND Local Area Inclusion Plan
Children's Plan 2022 to 2025
Placement data in Controcc
Placement stability: 3+ moves
Mum2Mum project stopped
Dads Rock pilot ended March 2024
Mums Matter groups, number attending
Parent Carer Forum asked for it
Sibling groups placed together, PAF measure
Sibling contact not recorded
Age standardised, Table B
Annex A list, Section B
Tab B of the workbook
Option A preferred
Group B in the pilot
Table 2b, col H
Band A to C only
Key Stage 4, Progress 8, Grade B
Vitamin D uptake from Healthy Start
Hepatitis B vaccination from COVER
Hep B at 12 months
Schedule B of contract
Pathway B: targeted
Strand C, Family Hubs
Quadrant A
Tier 2 and Tier 3 only
2 systems, not joined up
3 years of data
5 teams enter this differently
2 meetings with health so far
4 quarters, rolling
Two of our providers do not return
One of five localities missing
Three localities, five hubs
1 report, 2 extracts
only 2 years comparable
only three settings have returned it
only two columns matter
Five day return is 5 WTE vacancies
n/a
n = 1,204
n=37
n=112 responses
Sample n=450, 12% response
our count is 312
count is 30 or more
count is 3 weeks behind
count is 5% higher than DfE
count of contacts, not people
Counts differ by 2 from published
Denominator is 4,512
Numerator is 45
x 2 screens to get there
LAC x 12 months
Children x ward table
CIN x ethnicity not run yet
CP by age band, LAC by ward
LAC 2 year review
CP 2nd time in 2 years
CIN 3 month review
LAC: 150, CIN: 412, CP: 98
2 x reports merged
Runs 3 x a year
0300 123 4567 for the helpline
PO 4512345678
Ref 751979-5705 contract register
Contract no. 4857773457, call-off
Tender ref DN 612345
Invoice 4505551234 paid
Report ID 10045678
Ticket INC0045612 raised with IT
Service Desk ref REQ000123456
URN 137889, LA code 315
LSOA E01003456 to E01003499
SQL on server LBM-SQL07, not me
See tab 3, rows 12-40
Row 14 onwards is draft
Power BI report, owner Performance
Power BI dataset refreshes 06:00
Tableau, not refreshed since Jan
Fingertips ID 20201, PHOF
LAIT row 214
LGInform 5432
NOMIS DC2101EW
Stat-Xplore monthly table, HB claims
DWP Stat Xplore, Children in Low Income Families
Child Benefit counts from HMRC
UC claimants via DWP
Homelessness H-CLIC quarterly
H-CLIC A5P
Housing Jigsaw system
Police MOPAC dashboard
MPS data via Safer Merton
YJB Case Level Diagnostic, quarterly
YJS use Childview; recorded by worker
Merlin reports via MASH
MASH Mosaic form
Social Worker keys it in Mosaic
Business Support key it weekly
We asked the health visitors: paper only
No system for this
Not asked
To be discussed with Public Health
Waiting for Kate (Public Health)
Ask Marcus in SEND
Marcus Green, SEND Data Lead, sends termly
Jane Smith, Head of Service, agreed
Emma L in BI builds this
Rachel at the ICB has it
Agreed with Debbie and Tom in Commissioning
David (Commissioning) will chase
Tom's team hold it
Email Priya for access
Priya has asked Synergy for a fix
Sarah Jones (Virtual School Head) owns it
Owner: Mark Taylor, Early Years
Louise left so nobody runs it now
Covered by Ahmed until March
Julie, Year 2 of project, reviewed
Thrive Tribe contract, Year 3
Strengthening Families programme, ages 8 to 12
Incredible Years Toddler, 6 weeks
Triple P and Incredible Years counted together
Solihull Approach online licences
Talking Teens, Strengthening Families
Reducing Parental Conflict, Year 2
Supporting Families year 4 outcomes
Troubled Families, Phase 2
Signs of Safety plan template
Team Around the Family, school led
Holiday Activities and Food, Easter 2025
Healthy Schools London, Silver
Magic Breakfast schools
Empowering Families grant
Born Well, Grow Well data pack
Happy Healthy Lives survey, Year 8 and 10
Jigsaw4U do the interviews
Catch22 send monthly returns
Spectra, Brook and Metro return
Brook Traded Services return
Turning Point young people's service
Carers Hub says quarterly
Better Start Lambeth, LEAP ended 2025
Data Protection Impact Assessment signed, 03/02/2024
Ramadan and Eid affect attendance in March
Autumn 2024, Spring 2025, Summer 2025
Christmas closure, no data
RAG: amber
Green in Q2, Amber in Q3
Small numbers suppressed
Fewer than 6 suppressed by DfE
Five or fewer are hidden
Counts under 5 rounded
Suppress under 6
Rate per 1,000; London 12.3, England 14.1
Improving since Q1
Down 2 points
Up 4% on last year
2 to 3 years old
Aged 2, 3 and 4: funded places
30 hours, 2 year olds
15 hours for 2s
""".strip().splitlines()
)

LEAKY = {
    "birth": tuple(
        """
Ayesha, 14/02/2015
Ayesha 14.2.15
Callum (09/11/2012)
Callum - 9 Nov 2012
Kezia b. March 2016
Kezia (b. 2016)
Kezia born 03/2016
Mahmoud, born March 2014, not matched
Poppy: 21/08/2019
21/08/2019 - Poppy
Sienna 2017-05-06 missing
DOB 05/2017
dob Mar 2013
Theo W (dob 2018)
Freddie 1st May 2011 missing from extract
Check Niamh, 12/12/2010
Omar, 4 June 2009, query
Leo K 03/07/2014
remove Zainab (17-09-2013)
Jasmine and Kyle, 02/02/2016
Isla 30/6/20 twice
Rayan, 1/1/2008
born Jan 2012 - Dwayne
Ella-Mae, 11/10/2016
Wiktoria (ur. 12.04.2015)
""".strip().splitlines()
    ),
    "NHS": tuple(
        """
943476 5919 case
943 4765919 see child
9434 765919 mum says wrong
94 34 76 59 19 baby
943-4765919
9434-765-919 twin
943476-5919
4857 773 457 is the one missing
485 7773457 from health
48577 73457 not matched
485777 3457 girl in care
485/777/3457
4857773457 patient
943 476 59 19 see baby
9 4 3 4 7 6 5 9 1 9
""".strip().splitlines()
    ),
    "name": tuple(
        """
Callum Reddy, Year 6, Oakwood School
Callum Reddy yr 9
Callum Reddy in Year 9 not in return
Keira Doyle (Y5)
Keira Doyle age 9
Keira Doyle aged 9
Keira Doyle at Oakwood School
Keira Doyle's placement ended
Keira Doyle on CP plan
Keira Doyle and sibling
Sibling of Keira Doyle
Mum of Keira Doyle says no
Zayn Malik-Shah - dad refused
Placement for Tobi Adewale broke down
Plan for Tobi Adewale not on Mosaic
Tobi A on plan
Tobi A. moved
Keira D (sibling)
Lexi M and Kian M counted twice
Callum R not on list
Missing: Keira D.
waiting on Jermaine F consent
Ruby and Ethan Adebayo, sibling group
Nevaeh Clarke-Boyd, EHCP at Hillside School
School say Nevaeh Boyd has left
Year 3 Harley Quinlan excluded
Aleksander Nowicki, reception, St Mary's
age 12: Shanice Bello
Dad of Kayden Price rang
Rosie Tanner, placed with aunt
""".strip().splitlines()
    ),
    "small count": tuple(
        """
n=3
n = 5
(n=2)
N=1 so hidden
base n=4
count is 2
The count was 4
our count: 3
count = 1
actual count of 5
headcount is 3
numerator is 2
numerator 3, denominator 4
denominator was 5
LAC x 3
CIN x2
CP x 1
2 x LAC
3x CIN
children x 4
siblings x 2
UASC x 5
2 LAC moved out
only two children
only 3 kids this year
just 4 pupils
three LAC
1 UASC
two CIN and a baby
there are 2 looked after
""".strip().splitlines()
    ),
}

IN_HASTE = (
    "password is on the sticky",
    "The password is on the sticky note",
    "pwd: on sticky",
    "pwd: Hackney1",
    "pw on post-it: hackney",
    "Server=lbm;Database=cases;User Id=sa;Password=hunter2;",
    "DefaultEndpointsProtocol=https;AccountName=lbm;AccountKey=abcd==",
    "Ask Priya's dad",
    "Ask Priya’s dad",
    "J's mum",
    "J’s mum says no",
    "Mrs Okafor's twins",
    "Mrs Okafor’s twins",
    "K.T., Yr 4, St Mary's",
    "KT, Year 4, St Mary's",
    "K.T. at St Mary's Primary",
    "1 YP in custody",
    "1 young person in custody",
    "Boys: 2, girls: 1",
    "2 boys, 1 girl",
    "two of the three",
    "two of the three children",
    "only one child",
    "n=3",
    "2/3 of the children",
    "2/3 children",
    "3 out of 5 pupils",
    "1 in custody",
    "2 in secure accommodation",
    "one has died",
    "943４765919 NHS",
    "NHS ９４３ ４７６ ５９１９",
    "943 476\u200b5919 nhs",
    "9🙂43 476 5919 nhs",
    "nhs 943 476 5919",
    "born on the third of May 2012",
    "born third of May 2012",
    "date of birth the 3rd of May 2012",
    "born on May the third, 2012",
    "DOB: third of May twenty twelve",
    "Mosaic 1234567",
    "Liquidlogic LCS ID 123456",
    "LCS person ID 123456",
    "EHM 445566",
    "Capita One person 998877",
    "Capita One 998877",
    "EYES ID 123456",
    "EYES no 445522",
    "Eclipse ID: 123456",
    "Eclipse person 123456",
    "Synergy ID 123456",
    "passport 123456789",
    "passport no. 533401372",
    "BRP ZU1234567",
    "BRP no RF1234567",
    "HO ref A1234567",
    "Home Office reference A1234567/2",
    "ARC number ABC/12345",
    "sort code 20-00-00 account 12345678",
    "20-00-00 12345678",
    "acc no 12345678 sc 200000",
    "IBAN GB29NWBK60161331926819",
    "card 4111 1111 1111 1111",
    "car reg AB12 CDE",
    "SW195AE",
    "cr43xy",
    "///filled.count.soap",
    "what3words: filled.count.soap",
    "what3words filled.count.soap",
    "192.168.1.44",
    "server 10.0.0.4",
    "Mrs Okafor's children",
    "Kyle is in custody",
    "Kyle arrested again",
    "Shanice B is pregnant",
    "May's mum rang",
    "Rose's dad",
    "Grace's placement broke down",
    "Tyler: overdose",
    "1M, 2F",
    "2F 1M",
    "1 in custody, 14 on remand",
    "a single child returned",
    "the only girl in the cohort",
    "Mum's name is Priya",
    "Dad's name: Kwame",
    "Priya Shah's mum",
    "Client: Kwame Mensah",
    "YP Kwame M",
    "child KT",
    "JB, Year 3",
    "J.B. (Y5)",
    "case of AB",
    "Crime ref 1234567/25",
    "CAD 4521/12MAY25",
    "ZC21C00123",
    "flat 3, 14 Grove Road",
    "Lives at 14 Grove Road",
    "51.4098, -0.2108",
    "UPRN 100023336956",
    "Family court case ZE20C00456",
    "insta @kwame_m09",
    "snapchat kwame.m09",
    "https://www.facebook.com/kwame.mensah.9",
    "14yo boy at Oakwood School, excluded for a knife",
    "mosaic/1234567",
    "NHS-9434765919",
    "NHS#9434765919",
    "NHS:943-476-5919",
    "NHS 943/476/5919",
    "nhs943 476 5919",
    "NHS number: 9434765919.",
    "9434765919/9434765870",
    "NHS No 943 476 5919",
    "9 4 3-4 7 6-5 9 1 9",
    "NHS ٩٤٣٤٧٦٥٩١٩",
    "NHS: 943 4765 919 (baby)",
    "N.H.S. number 9434765919",
    "dob03/04/2015",
    "D.O.B: 03.04.15",
    "d/o/b 03/04/2015",
    "DoB = 3rd Apr 2015",
    "Bday 3/4/15",
    "b-day 3 April",
    "Born 03-04-2015",
    "DOB 2015-04-03T00:00:00",
    "Amelia Osei - CP conference minutes.docx",
    "telephone O7700 900123",
    "07700900123",
    "(07700) 900 123",
    "+447700900123",
    "0044 7700 900123",
    "07-700-900-123",
    "kwame [at] gmail [dot] com",
    "kwame at gmail dot com",
    "kwame@gmail",
    "kwame.mensah@nhs.net",
    "NHS 943\n476 5919",
)
"""Signs as they are written in haste, or hidden by marks nobody sees; each a kind of its own."""
